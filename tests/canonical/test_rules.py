from typing import Any

import pandas as pd
import pytest
from support.datasets import make_dataset

from eventmap.canonical import find_refused

EVENT = {"event_id": "a", "lat": 46.6, "lon": 32.6, "geo_precision": "settlement"}
CLAIM = {"claim_id": "c", "event_id": "a", "killed_low": 7, "killed_best": 5}


def frame_of(table: str, *rows: dict[str, Any]) -> pd.DataFrame:
    blank = {"events": (EVENT,), "claims": (CLAIM,)}[table]
    cells = [{**blank[0], **row} for row in rows]
    frame: pd.DataFrame = getattr(make_dataset(**{"events": [], table: cells}), table)
    return frame


def refused_of(table: str, *rows: dict[str, Any]) -> list[tuple[str, list[bool], str]]:
    found = find_refused(table, frame_of(table, *rows))
    return [(column, list(wrong), allowed) for column, wrong, allowed in found]


def test_what_is_as_the_schema_says_breaks_nothing() -> None:
    assert (
        refused_of(
            "events", {}, {"event_id": "b", "lat": None, "lon": None, "geo_precision": "unlocated"}
        )
        == []
    )


def test_figures_of_other_makers_may_contradict_each_other() -> None:
    assert refused_of("claims", {}) == []


@pytest.mark.parametrize(
    ("table", "cells", "column", "allowed"),
    [
        ("events", {"title": None}, "title", "a value"),
        ("events", {"status": "rumoured"}, "status", "one of confirmed, corroborated, "),
        ("events", {"lat": 90.5}, "lat", "at most 90"),
        ("events", {"lon": -180.5}, "lon", "-180 or more"),
        ("events", {"country": "XX"}, "country", "a known code"),
        ("events", {"lat": None}, "lat", "a latitude, because lon is given"),
        ("events", {"date_end": "2025-10-20"}, "date_end", "date_start or a later day"),
        ("claims", {"side": "nato"}, "side", "one of ukraine, russia, "),
        ("claims", {"injured_high": -1}, "injured_high", "0 or more"),
    ],
)
def test_a_row_that_breaks_a_rule_is_named_with_what_is_allowed(
    table: str, cells: dict[str, Any], column: str, allowed: str
) -> None:
    other = {"event_id": "b"} if table == "events" else {"claim_id": "d"}
    (found,) = refused_of(table, other, cells)

    assert found[:2] == (column, [False, True])
    assert found[2].startswith(allowed)


def test_an_id_that_stands_above_is_refused() -> None:
    assert refused_of("events", {}, {}) == [
        ("event_id", [False, True], "an id that no row above has")
    ]
