"""What goes from one process to another comes back as it was."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from eventmap.errors import Placing, Reject
from eventmap.readers.files.limits import Limits
from eventmap.readers.handover import read_answer, write_answer
from eventmap.readers.inspection import Choices
from eventmap.readers.model import DateEvidence, Reading, Source
from eventmap.schema import DatasetInfo, empty_frame

INFO = DatasetInfo("test", "Test", "CC0", redistributable=False)
CHOICES = Choices(
    "table",
    {"class": "x", "frame": "y", "map": "z"},
    "DMY",
    crs="EPSG:32637",
    limits=Limits(columns=7),
)
REJECTS = (
    Reject(3, None, "", "The row is cut.", "{}"),
    Reject(4, "lat", "95 \u2028 \x00", "Out of range.", '{"lat": "95"}'),
)


PLACING = Placing(True, {"lat": "X", "lon": "Y"}, "1 point", ("UA",), ((32.6, 46.6),), 1)


@pytest.mark.parametrize(
    "value", [INFO, CHOICES, REJECTS, PLACING, DateEvidence("d", None, "p"), (), None]
)
def test_values_are_the_same_afterwards(tmp_path: Path, value: object) -> None:
    assert read_answer(write_answer(value, tmp_path), tmp_path) == value


def test_columns_may_be_called_as_arrow_calls_its_own(tmp_path: Path) -> None:
    cells = pd.DataFrame(
        {"__index_level_0__": ["a", None], "0": ["b", "c"], "класс": [None, None]},
        index=[5, 9],
        dtype="str",
    )
    source = Source("t.csv", "csv", cells, rejects=REJECTS, notes=("A note.",))
    found = read_answer(write_answer(source, tmp_path), tmp_path)
    pd.testing.assert_frame_equal(found.cells, cells)
    assert replace(found, cells=None) == replace(source, cells=None)


def test_tables_keep_their_types_with_and_without_rows(tmp_path: Path) -> None:
    tables = {name: empty_frame(name) for name in ("events", "claims", "timeline")}
    row = {"claim_id": ["c"], "killed_low": [3], "published_on": ["2025-02-24"]}
    types = tables["claims"].dtypes[list(row)].to_dict()
    tables["claims"] = pd.DataFrame(row).astype(types).reindex(columns=list(tables["claims"]))
    reading = Reading("table", INFO, **tables, rejects=REJECTS, read=3, doubts={"class": 1})
    found = read_answer(write_answer(reading, tmp_path), tmp_path)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(getattr(found, name), table)
    assert (found.rejects, found.read, found.doubts) == (REJECTS, 3, {"class": 1})


def test_what_is_no_answer_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / "0.arrow").write_bytes(b"ARROW1" + bytes(100))
    for text in ("[", '{"rejects": 0}', '{"class": "Path", "fields": {}}', '{"format": "no"}'):
        with pytest.raises((ValueError, KeyError)):
            read_answer(text, tmp_path)
