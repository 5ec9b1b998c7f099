"""All rows of a table as JSON text at once, each the same text as `errors.row_text` makes."""

import hashlib
import json
from collections.abc import Iterator

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

DOUBTS_KEY = "eventmap"

_ESCAPED = r'["\\\x00-\x1f]'
_PIECE = 5_000  # rows at a time, so that what is in between needs little memory


def row_texts(cells: pd.DataFrame, doubts: pd.Series | None = None) -> pd.Series:
    """Return each row as a JSON object by column, blank cells as null.

    Parameters
    ----------
    cells
        Text, missing where blank.
    doubts
        What is doubtful about each row, in words separated by spaces; missing for nothing. It
        stands in the row under the key ``eventmap``, with underscores behind it where that is
        a column's name.
    """
    ends = None if doubts is None or doubts.isna().all() else _ends(doubts, cells.columns)
    pieces = pa.chunked_array(_pieces(cells, ends), pa.large_string())
    return pd.Series(pieces, cells.index, dtype="str")


def hash_rows(cells: pd.DataFrame) -> pd.Series:
    """Return the SHA-256 of each row's text, in hexadecimal digits.

    Large tables are compared by these: their rows as text take more memory than all else.
    """
    hashes = [
        hashlib.sha256(text.as_py().encode()).hexdigest()
        for piece in _pieces(cells)
        for text in piece
    ]
    return pd.Series(hashes, cells.index, dtype="str")


def _pieces(cells: pd.DataFrame, ends: pd.Series | None = None) -> Iterator[pa.LargeStringArray]:
    for at in range(0, len(cells), _PIECE):
        piece = slice(at, at + _PIECE)
        yield _join(cells.iloc[piece], "}" if ends is None else ends.iloc[piece])


def _join(cells: pd.DataFrame, ends: str | pd.Series) -> pa.LargeStringArray:
    parts = [_pairs(str(name), cells.iloc[:, at]) for at, name in enumerate(cells.columns)]
    blank = pa.array([""] * len(cells), pa.large_string())
    inside = pc.binary_join_element_wise(*parts, _text(", ")) if parts else blank
    last = _text(ends) if isinstance(ends, str) else pa.array(ends, pa.large_string())
    return pc.binary_join_element_wise(_text("{"), inside, last, _text(""))


def _pairs(name: str, cells: pd.Series) -> pa.LargeStringArray:
    key = json.dumps(name, ensure_ascii=False) + ": "
    text = pa.array(cells.astype("str"), pa.large_string())
    if pc.any(pc.match_substring_regex(text, _ESCAPED)).as_py():
        inside = [
            None if each is None else json.dumps(each, ensure_ascii=False)[1:-1]
            for each in text.to_pylist()
        ]
        text = pa.array(inside, pa.large_string())
    quoted = pc.binary_join_element_wise(_text(key + '"'), text, _text('"'), _text(""))
    return pc.fill_null(quoted, _text(key + "null"))


def _text(value: str) -> pa.Scalar:
    return pa.scalar(value, pa.large_string())


def _ends(doubts: pd.Series, columns: pd.Index) -> pd.Series:
    """Return what stands in each row behind its cells: what is doubtful about it, and "}"."""
    key = DOUBTS_KEY
    while key in columns:
        key += "_"
    separator = ", " if len(columns) else ""
    ends = {
        words: f"{separator}{json.dumps(key)}: {json.dumps(words.split())}}}"
        for words in doubts.dropna().unique()
    }
    return doubts.map(ends).fillna("}").astype("str")
