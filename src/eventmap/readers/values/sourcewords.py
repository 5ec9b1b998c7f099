"""The source's own words for what is no plain value: of a figure, a date or a place."""

import pandas as pd

LONGEST = 200
"""Characters of them that are kept; the whole cell stays in ``extra``."""


def gather_words(*columns: pd.Series) -> pd.Series:
    """Return the words of each row, the different ones joined by semicolons; missing for none.

    Parameters
    ----------
    columns
        Of text, on one index; missing where there is nothing to keep. At least one.
    """
    words = columns[0].astype("str")
    for column in columns[1:]:
        if column.isna().all():
            continue
        more = column.astype("str")
        both = words.notna() & more.notna() & (words != more)
        words = words.fillna(more).mask(both, words + "; " + more)
    if words.isna().all():
        return words
    long = words.str.len() > LONGEST
    if not long.any():
        return words
    return words.mask(long.fillna(False), words.str.slice(0, LONGEST - 1).str.rstrip() + "…")
