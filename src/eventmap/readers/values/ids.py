"""Ids of events: kept where the source has them, else made of the row itself.

- An id is trimmed, and ';' in it written as %3B, because timelines separate ids by it.
- A row without an id gets the prefix and the beginning of the row's SHA-256; equal rows without
  ids are events of their own: the second ends in "-2".
- A row that repeats another word for word, id and all, is a duplicate.
- A row with the id of another and other content is another event: its id ends in "~2".

A suffix that makes an id which is taken is left out.
"""

from collections import defaultdict
from collections.abc import Callable

import pandas as pd

HASH_DIGITS = 12


def number_ids(source_ids: pd.Series, hashes: pd.Series, prefix: str) -> pd.DataFrame:
    """Return the id of each row's event, which row it repeats, and whether its id was taken.

    Parameters
    ----------
    source_ids
        As the source gives them, missing where it does not.
    hashes
        The SHA-256 of each row, in hexadecimal digits, on the same index.
    prefix
        What the ids begin with that are made here.

    Returns
    -------
    ``event_id``, missing for a duplicate; ``repeats`` (Int64), the index of the row that a
    duplicate repeats; ``repeated``, whether a row before it has the same id and other content;
    ``equals`` (Int64), the index of the first row that is equal to one without an id.
    """
    text = source_ids.str.strip().str.replace(";", "%3B", regex=False)
    text = text.mask(text == "")
    shared = text.duplicated(keep=False) & text.notna()
    pairs = pd.DataFrame({"id": text[shared], "hash": hashes[shared]})
    # Within one id, which of its different rows this is, counted from 0.
    pairs["number"] = pairs.groupby(["id", "hash"], sort=False).ngroup()
    firsts = pairs.drop_duplicates("number")
    lines = pd.Series(firsts.index, index=firsts["number"], dtype="Int64")
    first = pairs["number"].map(lines).astype("Int64")
    duplicate = pd.Series(first != pairs.index, pairs.index).astype(bool)
    repeats = first.where(duplicate).reindex(text.index)
    again = firsts["id"].duplicated().reindex(text.index, fill_value=False).astype(bool)
    taken = set(text.dropna())
    ids = text.mask(again | repeats.notna()).astype(object)
    _name(ids, text[again], taken, lambda name, number: f"{name}~{number}")
    without = hashes[text.isna()]
    made = f"{prefix}-" + without.str[:HASH_DIGITS]
    _name_first(ids, made.astype("object"), taken)
    return pd.DataFrame(
        {
            "event_id": ids.astype("str"),
            "repeats": repeats,
            "repeated": again,
            "equals": _find_first(without).reindex(text.index),
        }
    )


def _find_first(hashes: pd.Series) -> pd.Series:
    """Return for each row that is equal to one before it where the first such row stands."""
    again = hashes[hashes.duplicated()]
    if again.empty:
        return pd.Series(dtype="Int64")
    alike = hashes[hashes.isin(again)].drop_duplicates()
    return again.map(pd.Series(alike.index, alike, dtype="Int64")).astype("Int64")


def _name_first(ids: pd.Series, names: pd.Series, taken: set[str]) -> None:
    """Give each row its name, or a numbered one where another has it."""
    free = ~names.duplicated() & ~names.isin(list(taken))
    ids.loc[names.index[free]] = names[free]
    taken.update(names[free])
    _name(ids, names[~free], taken, lambda name, number: f"{name}-{number}")


def _name(
    ids: pd.Series, names: pd.Series, taken: set[str], suffix: Callable[[str, int], str]
) -> None:
    last: dict[str, int] = defaultdict(lambda: 1)
    chosen = []
    for name in names:
        last[name] += 1
        while suffix(name, last[name]) in taken:
            last[name] += 1
        chosen.append(suffix(name, last[name]))
        taken.add(chosen[-1])
    ids.loc[names.index] = chosen
