"""All rows of a table as JSON text at once, each the same text as `errors.row_text` makes."""

import json

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

DOUBTS_KEY = "eventmap"

_ESCAPED = r'["\\\x00-\x1f]'
_PIECE = 50_000  # rows at a time, so that what is in between needs little memory


def row_texts(cells: pd.DataFrame) -> pd.Series:
    """Return each row as a JSON object by column, blank cells as null.

    Parameters
    ----------
    cells
        Text, missing where blank.
    """
    if not len(cells.columns):
        return pd.Series("{}", cells.index, dtype="str")
    pieces = [_join(cells.iloc[at : at + _PIECE]) for at in range(0, len(cells), _PIECE)]
    return _to_series(pieces, cells.index)


def _to_series(pieces: list[pa.LargeStringArray], index: pd.Index) -> pd.Series:
    return pd.Series(pa.chunked_array(pieces, pa.large_string()), index, dtype="str")


def _join(cells: pd.DataFrame) -> pa.LargeStringArray:
    parts = [_pairs(str(name), cells.iloc[:, at]) for at, name in enumerate(cells.columns)]
    first, last = _text("{"), _text("}")
    inside = pc.binary_join_element_wise(*parts, _text(", "))
    return pc.binary_join_element_wise(first, inside, last, _text(""))


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


def with_doubts(rows: pd.Series, doubts: pd.Series, columns: pd.Index) -> pd.Series:
    """Return rows of JSON with what is doubtful about them under the key ``eventmap``.

    Parameters
    ----------
    doubts
        The words of each row, separated by spaces; missing where nothing is doubtful.
    columns
        Names in the rows. If one of them is the key, underscores are put after it.
    """
    if doubts.isna().all():
        return rows
    key = DOUBTS_KEY
    while key in columns:
        key += "_"
    separator = ", " if len(columns) else ""
    ends = {
        words: f"{separator}{json.dumps(key)}: {json.dumps(words.split())}}}"
        for words in doubts.dropna().unique()
    }
    tails = doubts.map(ends).fillna("}").astype("str")
    pieces = []
    for at in range(0, len(rows), _PIECE):
        piece = pa.array(rows.iloc[at : at + _PIECE], pa.large_string())
        if doubts.iloc[at : at + _PIECE].notna().any():
            heads = pc.utf8_slice_codeunits(piece, 0, -1)
            ending = pa.array(tails.iloc[at : at + _PIECE], pa.large_string())
            piece = pc.binary_join_element_wise(heads, ending, _text(""))
        pieces.append(piece)  # else as it is: most tables have few doubts, and text is large
    return _to_series(pieces, rows.index)
