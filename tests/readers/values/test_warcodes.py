import pandas as pd
import pytest

from eventmap.places import CORRELATES_OF_WAR, country_codes
from eventmap.readers.values.warcodes import read_war_codes


def read(*codes):
    return read_war_codes("stabb", pd.Series([*codes], dtype="str"))


def test_letters_two_of_which_only_the_correlates_of_war_have_are_its_own():
    found = read("UKG", "gmy", "AUS", "SLV", None, "USA", "USR", "SWZ")
    assert found is not None
    codes, note = found
    told = codes.astype(object).where(codes.notna(), None).tolist()
    assert told == ["GB", "DE", "AT", "SI", None, "USA", "USR", "CH"]
    assert note == (
        "'stabb' is read as letters of the Correlates of War, and not of ISO 3166: 'UKG' is United"
        " Kingdom and 'gmy' is Germany."
    )


@pytest.mark.parametrize(
    "codes",
    [
        ("AUS", "SLV", "UKG"),  # one alone may be a slip
        ("GBR", "DEU", "AUS"),
        ("SUI", "GER", "NIG"),
        ("UKG", "GMY", "Austria"),
        (),
    ],
)
def test_other_codes_stay_as_they_are(codes):
    assert read(*codes) is None


def test_each_letter_is_of_a_country_that_is():
    assert {*CORRELATES_OF_WAR.values()} <= country_codes()
