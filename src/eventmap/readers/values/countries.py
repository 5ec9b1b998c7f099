"""Names and codes of countries to ISO 3166-1 alpha-2."""
# ruff: noqa: RUF001 - the apostrophes and primes that tables have

import gettext
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import pycountry

from eventmap.readers.canonical.codes import KOSOVO

_LANGUAGES = ("uk", "ru")

_ALSO = """
    BA: Bosnia, Bosnia-Herzegovina
    BO: Bolivia
    BN: Brunei
    CD: DR Congo, DRC, Democratic Republic of Congo, Congo-Kinshasa, Zaire
    CG: Congo-Brazzaville, Republic of Congo, Republic of the Congo
    CI: Ivory Coast, Cote d'Ivoire
    CV: Cape Verde
    CZ: Czech Republic
    GB: UK, Great Britain, Britain, England, Scotland, Wales, Northern Ireland
    IR: Iran
    KH: Kampuchea
    KP: North Korea, DPRK
    KR: South Korea, Republic of Korea
    LA: Laos
    MK: Macedonia, Macedonia FYR, FYR Macedonia, FYROM
    MM: Burma
    MD: Moldova, Republic of Moldova
    PS: Palestine, Palestinian Territories, West Bank, Gaza, Gaza Strip, West Bank and Gaza Strip
    RU: Russia, RF, Россия, Росія, РФ
    SY: Syria
    SZ: Swaziland
    TL: East Timor
    TR: Turkey, Turkiye
    TW: Taiwan
    TZ: Tanzania
    UA: Ukraine, Україна, Украина
    US: USA, U S A, United States of America, America, США
    VA: Vatican, Vatican City, Holy See
    VE: Venezuela
    VN: Vietnam
    XK: Kosovo, XKX, Косово
    BY: Белоруссия, Білорусія, Byelorussia
"""


def country_code(name: str) -> str | None:
    """Return the alpha-2 code of the country that a code or a name means, ``None`` if none does.

    Names are English, Ukrainian or Russian, official or usual. Of "Myanmar (Burma)" or
    "Russia (Soviet Union)" what stands before the brackets counts, else what stands in them.
    """
    known = _codes_by_name()
    before, _, within = name.partition("(")
    tries = (_fold(text) for text in (name, before, within))
    return next((known[text] for text in tries if text in known), None)


@cache
def _codes_by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, code in _names():
        found.setdefault(_fold(name), code)
    return found


def _names() -> Iterator[tuple[str, str]]:
    """Yield names and codes, the surest first."""
    yield KOSOVO, KOSOVO
    for country in pycountry.countries:
        yield country.alpha_2, country.alpha_2
        yield country.alpha_3, country.alpha_2
    for line in _ALSO.strip().splitlines():
        code, _, names = line.strip().partition(": ")
        yield from ((name, code) for name in names.split(", "))
    tables = [gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [of]) for of in _LANGUAGES]
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            if name := getattr(country, field, None):
                yield name, country.alpha_2
                yield from ((table.gettext(name), country.alpha_2) for table in tables)


def _fold(name: str) -> str:
    text = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in text if not unicodedata.combining(letter))
    words = re.findall(r"[^\W_]+", plain.replace("'", "").replace("’", ""))
    return " ".join(word for word in words if word != "the")
