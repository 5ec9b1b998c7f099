"""How a dataset lies in its Delta table: one row for each row of its three tables.

The column ``part`` says which of them, and partitions the files. The other columns are those of
the schema's tables together, empty where a table has no such column, and the `MARKS`.
"""

import pyarrow as pa

from eventmap.schema import TABLES, Column, Kind

PART = "part"

MARKS = ("row", "changed_in", "withdrawn_in")
"""What the store notes of a row, whole numbers: where it stands in its table, the version in which
it came or last changed, and the one in which it was withdrawn (null: it was not)."""

KEYS = {"events": "event_id", "claims": "event_id", "timeline": "item_id"}
"""What the rows of a table are found again by. The claims about an event are one thing."""

COLUMNS: dict[str, Column] = {
    name: column for table in TABLES.values() for name, column in table.items()
}
"""The columns of the schema's tables together, in their order."""

ADDED = frozenset({"parties"})
"""Columns that tables written by earlier releases lack: unknown in all of their rows."""

_ARROW: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "date": pa.date32(),
    "float": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "json": pa.string(),
}

SCHEMA = pa.schema(
    [
        pa.field(PART, pa.string()),
        *(pa.field(name, pa.int64()) for name in MARKS),
        *(pa.field(name, _ARROW[column.kind]) for name, column in COLUMNS.items()),
    ]
)
"""The columns of the Delta table."""

_LONG = "interval 36500 days"

CONFIGURATION: dict[str, str | None] = {
    "delta.logRetentionDuration": _LONG,
    "delta.deletedFileRetentionDuration": _LONG,
    "delta.enableExpiredLogCleanup": "false",
}
"""Properties of the Delta table: old versions stay, whoever tidies up."""
