"""What is open is what https://opendefinition.org/licenses/ says."""

import pandas as pd
import pytest

from eventmap.readers.values.licences import find_open


@pytest.mark.parametrize(
    "text",
    [
        "CC0",
        "CC0 1.0",
        "CC BY 4.0",
        "cc-by",
        "CC BY-SA 4.0",
        "CC-BY-4.0",
        "CC BY 3.0 IGO",
        "Creative Commons Attribution 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
        "ODbL",
        "Public domain",
        "Open Government Licence v3.0",
    ],
)
def test_an_open_licence_is_known(text: str) -> None:
    assert find_open(pd.Series([text])).tolist() == [True]


@pytest.mark.parametrize(
    "text",
    [
        "CC BY-NC 4.0",
        "CC BY-ND 4.0",
        "CC BY-NC-SA",
        "Creative Commons Attribution-NonCommercial 4.0",
        "https://creativecommons.org/licenses/by-nc/4.0/",
        "All rights reserved",
        "not public domain",
        "Terms of the publisher",
        "ACLED terms",
        None,
    ],
)
def test_any_other_licence_is_not_open(text: str | None) -> None:
    assert find_open(pd.Series([text], dtype="str")).tolist() == [False]
