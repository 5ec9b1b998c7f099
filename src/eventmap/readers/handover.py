"""What is read from files, handed from one process to another: JSON, and Arrow for tables.

Nothing of it can run: what comes back is made of the classes named here, whatever their fields.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from eventmap.errors import Placing, Reject
from eventmap.readers.choices import Choices, Kept, Recalled
from eventmap.readers.files.limits import Limits
from eventmap.readers.formats import FORMATS
from eventmap.readers.inspection import InspectedTable, Inspection
from eventmap.readers.model import ColumnUse, DateEvidence, Format, Reading, Source
from eventmap.schema import DatasetInfo
from eventmap.stories import Opened, Step, Story

_CLASSES: dict[str, Any] = {
    each.__name__: each
    for each in (
        Choices,
        ColumnUse,
        DatasetInfo,
        DateEvidence,
        Inspection,
        Kept,
        Limits,
        Opened,
        InspectedTable,
        Placing,
        Reading,
        Recalled,
        Source,
        Step,
        Story,
    )
}


def write_answer(value: Any, folder: Path) -> str:
    """Return `value` as JSON; its tables lie in `folder`."""
    return json.dumps(_encode(value, folder))


def read_answer(text: str, folder: Path) -> Any:
    """Return what was written; each sequence is a tuple.

    Raises
    ------
    ValueError, OSError, KeyError
        If it is not what `write_answer` writes.
    """
    return _decode(json.loads(text), folder)


def _encode(value: Any, folder: Path) -> Any:
    # An object of JSON is always one of ours, with one key that says what it holds.
    held = value
    if isinstance(value, Format):
        held = {"format": value.name}
    elif isinstance(value, pd.DataFrame):
        held = {"frame": _write_frame(value, folder)}
    elif isinstance(value, tuple) and value and all(isinstance(each, Reject) for each in value):
        held = {"rejects": _write_rejects(value, folder)}
    elif isinstance(value, tuple | list):
        held = [_encode(each, folder) for each in value]
    elif isinstance(value, Mapping):
        held = {"map": {name: _encode(each, folder) for name, each in value.items()}}
    elif is_dataclass(value):
        cells = {one.name: _encode(getattr(value, one.name), folder) for one in fields(value)}
        held = {"class": type(value).__name__, "fields": cells}
    return held


def _decode(value: Any, folder: Path) -> Any:
    found = value
    match value:
        case list():
            found = tuple(_decode(each, folder) for each in value)
        case {"format": name}:
            found = FORMATS[name]
        case {"frame": held}:
            found = _read_frame(held, folder)
        case {"rejects": number}:
            found = _read_rejects(number, folder)
        case {"map": held}:
            found = {name: _decode(each, folder) for name, each in held.items()}
        case {"class": kind, "fields": held}:
            cells = {name: _decode(each, folder) for name, each in held.items()}
            found = _CLASSES[kind](**cells)
    return found


def _write_frame(frame: pd.DataFrame, folder: Path) -> dict[str, Any]:
    # Columns go by number: Arrow's own for the index may be called as one of the file.
    numbered = frame.set_axis([f"{at}" for at in range(frame.shape[1])], axis="columns")
    number = _write_table(pa.Table.from_pandas(numbered), folder)
    return {"table": number, "columns": list(frame.columns), "kind": str(frame.columns.dtype)}


def _read_frame(held: dict[str, Any], folder: Path) -> pd.DataFrame:
    frame: pd.DataFrame = _read_table(held["table"], folder).to_pandas()
    return frame.set_axis(pd.Index(held["columns"], dtype=held["kind"]), axis="columns")


def _write_rejects(rejects: tuple[Reject, ...], folder: Path) -> int:
    """Write refused rows, of which there may be as many as rows, as a table."""
    names = [one.name for one in fields(Reject)]
    return _write_table(
        pa.table({name: [getattr(reject, name) for reject in rejects] for name in names}), folder
    )


def _read_rejects(number: int, folder: Path) -> tuple[Reject, ...]:
    columns = _read_table(number, folder).to_pydict()
    names = list(columns)
    return tuple(
        Reject(**dict(zip(names, row, strict=True))) for row in zip(*columns.values(), strict=True)
    )


def _write_table(table: pa.Table, folder: Path) -> int:
    number = len(list(folder.glob("*.arrow")))
    with pa.ipc.new_file(str(folder / f"{number}.arrow"), table.schema) as writer:
        writer.write_table(table)
    return number


def _read_table(number: int, folder: Path) -> pa.Table:
    with pa.OSFile(str(folder / f"{int(number)}.arrow")) as file:
        table = pa.ipc.open_file(file).read_all()
    # Arrow believes what a file says of its own offsets.
    table.validate(full=True)
    return table
