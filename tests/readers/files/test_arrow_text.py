import datetime
import decimal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from eventmap.errors import FileError
from eventmap.readers.files.arrow_text import mend_text
from eventmap.readers.files.sources import open_sources

UTC = datetime.UTC


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        (pa.array(["Київ", "", None]), ["Київ", None, None]),
        (pa.array([2**60, None]), ["1152921504606846976", None]),
        (pa.array([1.0, 0.1, 1 / 3, float("nan")]), ["1", "0.1", "0.3333333333333333", None]),
        (pa.array([0.1], pa.float32()), ["0.1"]),
        (pa.array([True, False]), ["true", "false"]),
        (pa.array([datetime.date(2022, 2, 24)]), ["2022-02-24"]),
        (pa.array([datetime.datetime(2022, 2, 24)]), ["2022-02-24"]),
        (pa.array([datetime.datetime(2022, 2, 24, 5, 6, 7)]), ["2022-02-24T05:06:07"]),
        (pa.array([datetime.datetime(2022, 2, 24, tzinfo=UTC)]), ["2022-02-24T00:00:00Z"]),
        (pa.array([decimal.Decimal("1.10")]), ["1.10"]),
        (pa.array([[1, 2], None]), ["[1, 2]", None]),
        (pa.array([[{"a": "й"}]]), ['[{"a": "й"}]']),
        (pa.array(["a", "b"]).dictionary_encode(), ["a", "b"]),
        (pa.array([b"text", b"\xff"]), ["text", "ff"]),
        (pa.nulls(2), [None, None]),
    ],
)
def test_each_type_is_text(tmp_path, array, expected):
    path = tmp_path / "events[1].parquet"
    pq.write_table(pa.table({"x": array}), path)
    (source,) = open_sources(path)
    assert [None if pd.isna(cell) else cell for cell in source.cells["x"]] == expected
    assert source.cells.index.tolist() == list(range(1, len(expected) + 1))


def not_utf8(*values):
    """Return texts whose bytes are taken as they are, whatever they are."""
    data = pa.array(values, pa.binary())
    return pa.Array.from_buffers(pa.string(), len(values), data.buffers())


@pytest.mark.parametrize("packed", [True, False])
def test_bytes_that_are_no_utf8_are_marked_and_said(tmp_path, packed):
    path = tmp_path / "events.parquet"
    texts = not_utf8(b"Caf\xe9", "Київ".encode(), None)
    table = pa.table({"id": ["1", "2", "3"], "x": texts})
    pq.write_table(table, path, use_dictionary=packed, write_statistics=False)
    (source,) = open_sources(path)
    assert source.cells["x"].fillna("").tolist() == ["Caf\ufffd", "Київ", ""]
    assert source.notes == ("Column 'x' has bytes that are no UTF-8, read as \ufffd.",)


def test_bytes_that_are_no_utf8_in_a_list_are_refused(tmp_path):
    path = tmp_path / "events.parquet"
    lists = pa.ListArray.from_arrays([0, 1], not_utf8(b"Caf\xe9"))
    pq.write_table(pa.table({"x": lists}), path)
    with pytest.raises(FileError, match=r"damaged: .* is not valid UTF8"):
        open_sources(path)
    with pytest.raises(FileError, match=r"x\.fgb, column x, is damaged, or has text that is no"):
        mend_text("x.fgb", pa.table({"x": lists}))
