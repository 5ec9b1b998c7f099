"""Columns of any Arrow type to text, as a person would write the values down."""

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from eventmap.errors import FileError
from eventmap.readers.files.grids import TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

_MIDNIGHT = r"[ T]00:00:00(\.0*)?$"


def to_text_table(table: pa.Table) -> pa.Table:
    """Return the same table as text, missing where blank.

    Dates and times are ISO, days without the time if that is midnight and no time zone is given;
    whole numbers have no decimals, other numbers as many as they need to read back the same;
    truth is "true" or "false"; what is nested is JSON.
    """
    arrays = []
    for field in table.schema:
        text = _to_text(table[field.name]).cast(TEXT)
        arrays.append(pc.if_else(pc.equal(text, ""), pa.scalar(None, TEXT), text))
    return pa.table(arrays, names=table.schema.names)


def mend_text(name: str, table: pa.Table) -> tuple[pa.Table, tuple[str, ...]]:
    """Return the same table with "\ufffd" for bytes that are no UTF-8, and where they were.

    Raises
    ------
    FileError
        If they are within lists or such.
    """
    notes = []
    for at, field in enumerate(table.schema):
        column = table[at]
        try:
            column.validate(full=True)
        except pa.ArrowInvalid as error:
            kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
            if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
                raise FileError(
                    f"{name}, column {field.name}, is damaged, or has text that is no UTF-8."
                ) from error
            cells = (cell.as_buffer() for chunk in column.chunks for cell in chunk.cast(kind))
            words = [cell and cell.to_pybytes().decode("utf-8", "replace") for cell in cells]
            table = table.set_column(at, field.name, pa.chunked_array([words], TEXT))
            notes.append(f"Column {field.name!r} has bytes that are no UTF-8, read as \ufffd.")
    return table, tuple(notes)


def _to_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _to_text(column.cast(kind.value_type))
    if pa.types.is_floating(kind):
        return _floats_to_text(column)
    if pa.types.is_timestamp(kind):
        return _times_to_text(column)
    write: Callable[[Any], str] = _json_text if pa.types.is_nested(kind) else str
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        write = _bytes_to_text
    elif write is str:
        with suppress(pa.ArrowNotImplementedError, pa.ArrowInvalid):
            return column.cast(TEXT)
    values = (value.as_py() for value in column)
    return pa.chunked_array([[None if v is None else write(v) for v in values]], TEXT)


def _floats_to_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    column = column.cast(pa.float32()) if pa.types.is_float16(column.type) else column
    column = pc.if_else(pc.is_nan(column), pa.scalar(None, column.type), column)
    return pc.replace_substring_regex(column.cast(TEXT), r"\.0$", "")


def _times_to_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    text = column.cast(TEXT)
    if column.type.tz is None:
        text = pc.replace_substring_regex(text, _MIDNIGHT, "")
    text = pc.replace_substring_regex(text, r"\.0+(Z|[+-]\d+)?$", r"\1")
    return pc.replace_substring_regex(text, r"^(\S+) ", r"\1T")


def strip_midnights(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return days for texts that are ISO times at midnight, without a time zone."""
    return pc.replace_substring_regex(column, r"^(\d{4}-\d\d-\d\d)T00:00:00(\.0*)?$", r"\1")


def _bytes_to_text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.hex()


def _json_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
