"""Columns of countries by letters of the Correlates of War: ``AUS`` is Austria in these.

So write its own tables, and with them Polity and the Political Instability Task Force. All codes of
such a column have three letters, and two or more are known there alone (``UKG``, ``GMY``): neither
ISO nor the Olympic games have these. States of former times (``USR``, ``AUH``) are no country.
"""

import pandas as pd

from eventmap.places import CORRELATES_OF_WAR, country_name
from eventmap.wording import join_words

_CODE = r"[A-Za-z]{3}"
_THERE_ALONE = frozenset(
    {
        *("aul", "bfo", "bui", "cao", "drv", "frn", "gfr", "gmy", "grg", "kzk", "kyr"),
        *("maw", "mnc", "mzm", "nth", "sal", "swd", "taz", "ukg"),
    }
)
_FEWEST = 2
_SHOWN = 3


def read_war_codes(column: str, country: pd.Series) -> tuple[pd.Series, str] | None:
    """Return ISO's codes of a column of such letters, and a sentence on that; else ``None``.

    What they do not have stays as it is.

    Parameters
    ----------
    column
        What the column of countries is called.
    country
        Its cells, missing where blank.
    """
    found = [str(code) for code in country.dropna().unique()]
    own = [code for code in found if code.casefold() in _THERE_ALONE]
    if len(own) < _FEWEST or not country.str.fullmatch(_CODE, na=True).all():
        return None
    meant = {code: CORRELATES_OF_WAR.get(code.casefold(), code) for code in found}
    shown = join_words([f"{code!r} is {country_name(meant[code])}" for code in own[:_SHOWN]])
    note = f"{column!r} is read as letters of the Correlates of War, and not of ISO 3166: {shown}."
    return country.map(meant).astype("str"), note
