"""Events as JSON: the dataset's description, then one object an event."""

import json
from collections.abc import Generator, Iterable, Iterator
from typing import Any

import pandas as pd

from eventmap.exports.columns import KINDS, describe
from eventmap.schema import DatasetInfo

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def write_json(
    frames: Iterable[pd.DataFrame], info: DatasetInfo, selection: str = ""
) -> Generator[bytes]:
    """Yield ``{"dataset": {…}, "events": [{…}, …]}``, one event a line.

    Days are ISO text, unknown values are ``null``, ``extra`` is an object.
    """
    head = f'{{"dataset":{encode_description(info, selection)},"events":'
    return write_list(head, map(records, frames))


def encode_description(info: DatasetInfo, selection: str) -> str:
    """Return `describe` as JSON."""
    return encode(describe(info, selection))


def records(events: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield each event as an object that JSON can hold; unknown values are ``None``."""
    objects = [name for name in events.columns if KINDS.get(name) == "json"]
    for record in plain_records(events):
        for name in objects:
            if record[name] is not None:
                record[name] = json.loads(record[name])
        yield record


def plain_records(events: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield each event with its cells as they are: days as ISO text, unknown values ``None``."""
    names = events.columns.tolist()
    columns = [_values(column) for _, column in events.items()]
    for row in zip(*columns, strict=True):
        yield dict(zip(names, row, strict=True))


def write_list(head: str, parts: Iterable[Iterable[object]]) -> Generator[bytes]:
    """Yield the JSON object that `head` opens and that ends with one list of all in `parts`."""
    yield f"{head}[\n".encode()
    between = ""
    for items in parts:
        if lines := ",\n".join(map(encode, items)):
            yield f"{between}{lines}".encode()
            between = ",\n"
    yield b"\n]}\n"


def encode(value: object) -> str:
    """Return `value` as JSON; raises ``ValueError`` for NaN, which JSON cannot hold."""
    return _ENCODER.encode(value)


def _values(column: pd.Series) -> list[Any]:
    if pd.api.types.is_datetime64_dtype(column):
        column = column.dt.strftime("%Y-%m-%d")
    values: list[Any] = column.astype(object).where(column.notna(), None).tolist()
    return values
