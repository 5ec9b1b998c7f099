"""Lines of a description that are figures: "Killed: 2", or a table of two columns in HTML.

Maps that people draw have no columns: who drew them writes into each balloon what stood in a table.
"""

import html
import re
from collections import Counter
from collections.abc import Sequence

import pandas as pd

_ENDS = re.compile(r"(?i)<\s*(?:br|/p|/div|/tr|/li|/h\d|hr|/table)\b[^<>]*>")
_CELL_ENDS = re.compile(r"(?i)<\s*/t[dh]\s*>\s*")
"""With the line that ends behind it: ArcGIS writes each cell on a line of its own."""
_TAGS = re.compile(r"<[^<>]*>")
_HEADER = re.compile(r"(?i)<\s*tr\b[^<>]*>\s*(?:<\s*th\b[^<>]*>[^<>]*<\s*/th\s*>\s*){2}<\s*/tr\s*>")
"""The names of the columns of a table, as "Field Name" and "Field Value"."""
_TABLE = re.compile(r"(?is)\s*(?:<(?!table)[^<>]*>\s*)*<table\b.*</table\s*>(?:\s*<[^<>]*>)*\s*")
"""A description that is a table and nothing else."""
_BALLOON = "balloon"
_LONGEST = 40
_WORDS = 5
_MOST = 200
"""So many different keys are looked at, the most frequent ones."""
_SHARE = 0.1
_TWO = 2
_SAMPLE = 200
_DESCRIPTION = "description"
_KEPT = frozenset({_DESCRIPTION, "name", "folder"})
"""Columns that no line of a description adds to."""


def read_keys(text: str) -> dict[str, str]:
    """Return what the lines of a description say, by their keys."""
    plain = _CELL_ENDS.sub("\t", _HEADER.sub("", text.replace("\t", " ")))
    plain = html.unescape(_TAGS.sub("", _ENDS.sub("\n", plain)))
    found: dict[str, str] = {}
    for line in plain.splitlines():
        cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
        if len(cells) == _TWO:
            key, value = cells[0].rstrip(": "), cells[1]
        elif len(cells) == 1:
            key, _, value = (part.strip() for part in cells[0].partition(":"))
        else:
            continue
        if _is_key(key) and value and not value.startswith("//"):
            found.setdefault(key, value)
    return found


def _is_key(text: str) -> bool:
    """Return whether a text may name a column: short, with letters, and no time of day."""
    return (
        0 < len(text) <= _LONGEST
        and len(text.split()) <= _WORDS
        and any(map(str.isalpha, text))
        and not text[-1].isdigit()
    )


def split_descriptions(texts: Sequence[str | None]) -> dict[str, list[str | None]]:
    """Return the columns that descriptions make up, by the keys that several of them have.

    Of a single one, two keys or more; a sentence may have a colon, too.
    """
    rows = [
        {key.casefold(): (key, value) for key, value in read_keys(text).items()} if text else {}
        for text in texts
    ]
    counts = Counter(key for row in rows for key in row)
    described = sum(map(bool, texts))
    least = max(_TWO, _SHARE * described) if described > 1 else 1
    keys = [key for key, count in counts.most_common(_MOST) if count >= least]
    if described == 1 and len(keys) < _TWO:
        return {}
    names: dict[str, str] = {}
    for row in rows:
        for key, (name, _) in row.items():
            names.setdefault(key, name)
    return {names[key]: [row[key][1] if key in row else None for row in rows] for key in keys}


def with_descriptions(cells: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return a table with what its descriptions say where no column does, and a note of it.

    None of the first descriptions may say anything: then the others are not asked.
    """
    spelled = {str(name).casefold(): str(name) for name in cells}
    if _DESCRIPTION not in spelled:
        return cells, ()
    texts = [text if isinstance(text, str) else None for text in cells[spelled[_DESCRIPTION]]]
    if not split_descriptions(list(filter(None, texts))[:_SAMPLE]):
        return cells, ()
    new = []
    for name, values in split_descriptions(texts).items():
        said = pd.Series(values, cells.index, dtype=cells.dtypes.iloc[0])
        own = spelled.get(name.casefold())
        if own is None:
            cells = cells.assign(**{name: said})
            new.append(repr(name))
        elif name.casefold() not in _KEPT and (said.notna() & cells[own].isna()).any():
            cells = cells.assign(**{own: cells[own].fillna(said)})
            new.append(repr(own))
        elif name.casefold() == _DESCRIPTION and _are_tables(texts) and _BALLOON not in spelled:
            cells = cells.assign(**{own: said, _BALLOON: cells[own]})
            new.append(repr(own))
    if not new:
        return cells, ()
    return cells, (f"Read from the lines of the descriptions: {', '.join(new)}.",)


def _are_tables(texts: Sequence[str | None]) -> bool:
    """Return whether descriptions are tables, of which one row may be called a description."""
    return all(_TABLE.fullmatch(text) for text in texts if text)
