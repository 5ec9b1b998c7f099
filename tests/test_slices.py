import logging
import random
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from support.datasets import make_dataset

from eventmap import tables as tables_module
from eventmap.catalog import open_folders
from eventmap.connections import scratch_folder
from eventmap.settings import Settings
from eventmap.tables import Prepared, prepare

PLACES = ((46.6354, 32.6169), (46.4825, 30.7233), (-33.8688, 151.2093), (85.5, -179.9))
SIDES = ("ukraine", "russia", "media", "other")
EVENTS = 900


def make_events() -> list[dict[str, Any]]:
    """Return events of which a third has no point, and a third stands at four points."""
    chance = random.Random(4)
    events = []
    for at in range(EVENTS):
        lat, lon = chance.choice(PLACES)
        if at % 3 == 0:
            lat, lon = chance.uniform(-90, 90), chance.uniform(-180, 180)
        precision = ("exact", "settlement", "unlocated")[at % 3]
        events.append(
            {"event_id": f"e{at}", "title": f"Über {at}", "lat": lat, "lon": lon}
            | {"geo_precision": precision, "event_type": chance.choice(("drone", "missile"))}
        )
    return events


def make_claims(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return none, one or several claims about an event, far from each other."""
    chance = random.Random(5)
    claims = [
        {"event_id": event["event_id"], "side": side, "source": f"Source {side}; it's {side}"}
        | {"statement": f"They said {chance.random()}", "killed_best": chance.choice((None, 2, 5))}
        for event in events
        for side in chance.sample(SIDES, chance.randrange(4))
    ]
    chance.shuffle(claims)
    return [claim | {"claim_id": f"c{at}"} for at, claim in enumerate(claims)]


def read(kept: Prepared, table: str = "events") -> list[tuple[Any, ...]]:
    with duckdb.connect(kept.path, read_only=True) as connection:
        return connection.execute(f"FROM {table} ORDER BY rowid").fetchall()


def in_slices(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(tables_module, "SLICE_ROWS", rows)


@pytest.mark.parametrize("rows", [7, 100, EVENTS - 1])
@pytest.mark.parametrize("claimed", [True, False])
def test_tables_built_in_slices_are_those_built_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int, *, claimed: bool
) -> None:
    events = make_events()
    dataset = make_dataset(events, make_claims(events) if claimed else ())
    once = prepare(dataset, tmp_path / "12345678-1.duckdb")
    in_slices(monkeypatch, rows)
    sliced = prepare(dataset, tmp_path / "87654321-1.duckdb")
    assert read(sliced) == read(once)
    assert read(sliced, "claims") == read(once, "claims")
    assert not list(scratch_folder().glob("slices-*"))


def test_slices_of_a_parquet_folder_keep_the_order_of_the_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "it's"
    folder.mkdir()
    text = 'name = "mine"\ntitle = "Mine"\nlicence = "CC0-1.0"\nredistributable = true\n'
    (folder / "dataset.toml").write_text(text)
    events = pd.DataFrame(make_events()).assign(status="reported", date_precision="unknown")
    events.to_parquet(folder / "events.parquet")
    monkeypatch.setattr(tables_module, "LARGE_ROWS", EVENTS)
    in_slices(monkeypatch, 40)
    (kept,) = open_folders(Settings(folder, tmp_path / "cache")).datasets
    assert isinstance(kept, Prepared)
    with duckdb.connect(kept.path, read_only=True) as connection:
        rows = connection.execute("SELECT event_id, x >> 15, y >> 15 FROM events").fetchall()
    assert Counter(name for name, _, _ in rows) == Counter(events["event_id"])

    def key(row: tuple[str, int | None, int | None]) -> tuple[bool, int, int]:
        name, x, y = row
        along = sum(
            ((number or 0) >> bit & 1) << 2 * bit + place
            for bit in range(16)
            for place, number in enumerate((x, y))
        )
        return x is None, along, int(name[1:])

    assert rows == sorted(rows, key=key)
    assert [x is None for _, x, _ in rows] == [False] * 600 + [True] * 300


def test_it_is_said_how_far_the_tables_are_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "eventmap.tables")
    in_slices(monkeypatch, 2)
    placed = {"geo_precision": "exact", "lon": 30.0}
    events = [{"event_id": f"e{at}", "lat": 10.0 * at} | placed for at in range(5)]
    prepare(make_dataset(events), tmp_path / "12345678-1.duckdb")
    laid, *told = (record.getMessage() for record in caplog.records)
    assert laid == "Of the tables of test 5 events are laid apart in 3 slices"
    assert [each.partition(" are there, ")[0] for each in told] == [
        f"Of the tables of test {done} of 5 events" for done in (2, 4, 5)
    ]
    assert all(each.endswith(" a second") for each in told)
