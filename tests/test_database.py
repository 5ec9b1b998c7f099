from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from support.datasets import make_dataset

from eventmap.database import FRAME_ROWS, ORDERS, Database, ListPlace
from eventmap.errors import BusyError, NotFoundError
from eventmap.filters import Filters, drawn_inside
from eventmap.schema import EVENTS, FIGURE_WORDS, FIGURES
from eventmap.store import VersionedStore
from eventmap.summary import summarise


def test_events_have_the_columns_of_an_export(week: Database) -> None:
    events = week.events(Filters(), order="title", descending=False)
    assert list(events) == [*EVENTS, *FIGURE_WORDS, *FIGURES, "claims", "sources", "edtf"]
    assert events["event_id"].tolist() == ["russia", "moscow", "odesa", "kherson"]
    assert events["sources"].tolist() == ["", "BBC", "AP", "AP"]


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ("2024-05-13", "2024-05-13", "day", "2024-05-13"),
        ("2024-05-13", "2024-05-15", "days", "2024-05-13/2024-05-15"),
        ("2024-05-13", "2024-05-19", "week", "2024-05-13/2024-05-19"),
        ("2024-02-01", "2024-02-29", "month", "2024-02"),
        ("2024-01-01", "2024-03-31", "month", "2024-01/2024-03"),
        ("2024-02-03", "2024-02-20", "month", "2024-02-03/2024-02-20"),
        ("2024-01-01", "2024-12-31", "year", "2024"),
        ("2023-01-01", "2024-12-31", "year", "2023/2024"),
        ("2023-11-01", "2024-12-31", "year", "2023-11/2024-12"),
        ("", "", "unknown", None),
    ],
)
def test_an_event_says_when_it_was_in_edtf(
    start: str, end: str, precision: str, expected: str | None
) -> None:
    days = {"date_start": start or None, "date_end": end or None, "date_precision": precision}
    (edtf,) = Database([make_dataset([days])]).events(Filters())["edtf"]
    assert (None if pd.isna(edtf) else edtf) == expected


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("descending", [True, False])
def test_an_unknown_value_comes_last_in_either_direction(
    week: Database, order: str, descending: bool
) -> None:
    events = week.events(Filters(), order=order, descending=descending)
    if order in ("date", "injured"):
        assert events["event_id"].iloc[-1] == "russia"
    assert len(events) == 4


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("descending", [True, False])
def test_an_event_is_found_where_it_stands_in_the_sorted_list(
    open_rows: Callable[..., Database], order: str, descending: bool
) -> None:
    events = [
        {"event_id": "a", "title": "Two", "date_start": None, "date_end": None, "place": "Odesa"},
        {"event_id": "b", "title": "one", "status": "claimed", "place": "Kherson"},
        {"event_id": "c", "title": "Two", "date_start": "2025-10-20", "event_type": "drone"},
        {"event_id": "d", "title": "Two", "date_start": None, "date_end": None},
        {"event_id": "x", "title": "left out", "country": "RU"},
    ]
    claims = [
        {"event_id": "b", "killed_best": 2},
        {"event_id": "b", "injured_best": 1},
        {"event_id": "c", "killed_best": 2, "injured_best": 9},
    ]
    database = open_rows(events, claims)
    shown = Filters(country=("UA",))
    listed = database.events(shown, order=order, descending=descending)["event_id"].tolist()

    assert sorted(listed) == ["a", "b", "c", "d"]
    for at, event_id in enumerate(listed):
        place = database.find_in_list(shown, event_id, order=order, descending=descending)
        before = listed[at - 1] if at else None
        after = listed[at + 1] if at < 3 else None
        assert place == ListPlace(at=at, total=4, previous=before, next=after)
    assert database.find_in_list(shown, "x", order=order, descending=descending) is None


def test_a_list_of_what_the_map_shows_has_pins_in_its_view_alone(
    open_rows: Callable[..., Database],
) -> None:
    point = {"geo_precision": "settlement", "date_start": "2025-10-24"}
    region = {"geo_precision": "region", "admin1": "UA-65"}
    database = open_rows(
        [
            {"event_id": "a", **point, "lat": 46.6, "lon": 32.6},
            {"event_id": "b", **point, "lat": 46.7, "lon": 32.7},
            {"event_id": "c", **point, "lat": 46.8, "lon": 32.8, "event_type": "drone"},
            {"event_id": "far", **point, "lat": 50.4, "lon": 30.5},
            # A point in the view, which is no pin.
            {"event_id": "region", **region, "lat": 46.6, "lon": 32.6},
        ]
    )
    view = drawn_inside((32, 46, 33, 47), "in_view")
    asked = Filters(bbox=(32.65, 46, 40, 52))

    assert database.count(Filters(), only=view) == 3
    assert database.count(asked, only=view) == 2
    assert database.events(Filters(type=("drone",)), only=view)["event_id"].tolist() == ["c"]
    listed = database.events(Filters(), only=view)["event_id"].tolist()
    second = database.find_in_list(Filters(), listed[1], only=view)
    assert second == ListPlace(at=1, total=3, previous=listed[0], next=listed[2])
    assert database.find_in_list(Filters(), "far", only=view) is None


@pytest.mark.parametrize(
    ("by", "order"),
    [("best", "baxc"), ("low", "bcax"), ("high", "xabc")],
)
def test_the_list_is_sorted_by_the_figure_that_is_named(
    open_rows: Callable[..., Database], by: str, order: str
) -> None:
    claims = [
        {"event_id": "a", "killed_low": 1, "killed_best": 2, "killed_high": 1250},
        {"event_id": "b", "killed_low": 5, "killed_best": 5},
        {"event_id": "c", "killed_low": 3},
        {"event_id": "x", "killed_low": 0, "killed_best": 1, "killed_high": 1300},
    ]
    database = open_rows([{"event_id": name} for name in "abcx"], claims)
    events = database.events(Filters(killed_by=by), order="killed")
    assert "".join(events["event_id"]) == order


def test_a_part_of_the_list_follows_the_part_before_it(week: Database) -> None:
    whole = week.events(Filters())["event_id"].tolist()
    parts = [week.events(Filters(), limit=2, offset=at)["event_id"].tolist() for at in (0, 2, 4)]
    assert parts == [whole[:2], whole[2:], []]


def test_an_event_comes_with_its_claims_and_the_items_that_name_it(week: Database) -> None:
    found = week.event(Filters(type=("drone",)), "odesa")
    assert found["event"]["title"] == "Glide bombs in the Odesa region"
    assert [claim["source"] for claim in found["claims"]] == ["AP"]
    assert [item["item_id"] for item in found["timeline"]] == ["talks"]


def test_the_timeline_keeps_to_the_period(week: Database) -> None:
    assert [item["item_id"] for item in week.timeline(Filters())] == ["talks", "deadline"]
    october = Filters.from_params([("to", "2025-10-31"), ("type", "drone")])
    assert [item["item_id"] for item in week.timeline(october)] == ["talks"]


def test_what_is_not_here_is_named_with_the_nearest(week: Database) -> None:
    with pytest.raises(NotFoundError, match="No event 'kerson'"):
        week.event(Filters(), "kerson")
    with pytest.raises(NotFoundError, match=r"No dataset 'tset'\. Nearest: 'test'\."):
        week.events(Filters(dataset="tset"))
    with pytest.raises(NotFoundError, match="No version"):
        week.events(Filters(dataset="test", version=7))


def test_datasets_are_kept_apart() -> None:
    two = [make_dataset([{}] * n, name=name) for n, name in ((1, "one"), (2, "two"))]
    database = Database(two)
    assert database.count(Filters()) == 1
    assert database.count(Filters(dataset="two")) == 2


def test_many_threads_get_their_own_answers(open_rows: Callable[..., Database]) -> None:
    kinds = ["drone", "shelling", "missile", "protest"]
    events = [{"event_type": kind} for n, kind in enumerate(kinds, start=1) for _ in range(n * 100)]
    database = open_rows(events)

    def count(kind: str) -> int:
        return int(summarise(database, Filters(type=(kind,)))["events"])

    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(count, kinds * 25))
    assert counts == [100, 200, 300, 400] * 25


def test_a_question_that_finds_no_memory_says_so_in_words(week: Database) -> None:
    with pytest.raises(BusyError, match="Ask again in a few seconds"):
        week.rows("SELECT list(n) FROM range(200000000) AS number(n)", Filters())
    assert week.count(Filters()) == 4


def test_the_newest_version_may_be_another_one_while_events_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eventmap.catalog.stored.FRESH_S", -1)
    store = VersionedStore(str(tmp_path))
    rows = [{"event_id": f"old{number}"} for number in range(FRAME_ROWS + 1)]
    store.write(make_dataset(rows, name="front"))
    database = Database(store=store)
    frames = database.event_frames(Filters(dataset="front"))
    first = next(frames)
    store.write(make_dataset([{"event_id": "new"}], name="front"))
    assert database.count(Filters(dataset="front")) == 1
    (second,) = frames
    assert {*first["event_id"], *second["event_id"]} == {row["event_id"] for row in rows}


@pytest.mark.parametrize("order", ORDERS)
def test_a_part_deep_in_the_list_is_that_of_the_whole(
    order: str, open_rows: Callable[..., Database]
) -> None:
    kinds = ["drone", "shelling", "missile"]
    rows = [{"event_type": kinds[n % 3], "title": f"t{n % 7}"} for n in range(300)]
    database = open_rows(rows)
    whole = database.events(Filters(), order=order)
    part = database.events(Filters(), order=order, limit=5, offset=200)
    pd.testing.assert_frame_equal(part, whole[200:205].reset_index(drop=True))
