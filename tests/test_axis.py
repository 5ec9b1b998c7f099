from datetime import date

import pandas as pd
import pytest

from eventmap import axis, schema

WEEK = (date(2025, 10, 17), date(2025, 10, 25))
DAY = 86_400_000
OCTOBER_18 = 1_760_745_600_000  # date -u -d 2025-10-18 +%s, in milliseconds
OCTOBER_25 = 1_761_350_400_000


def event(event_id: str, start: str | None, end: str | None, **cells: object) -> dict[str, object]:
    return {
        "event_id": event_id,
        "title": event_id.title(),
        "event_type": "shelling",
        "date_start": start,
        "date_end": end,
        "date_precision": "days",
        "status": "reported",
        **cells,
    }


def events(*rows: dict[str, object]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(schema.EVENTS))
    return frame.astype({"date_start": "datetime64[s]", "date_end": "datetime64[s]"})


def item(item_id: str, start: date | None, end: date | None, **cells: object) -> dict[str, object]:
    blank = dict.fromkeys(schema.TIMELINE)
    days = {"date_start": start, "date_end": end}
    return blank | {"item_id": item_id, "title": item_id, "kind": "meeting"} | days | cells


def items(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(schema.TIMELINE))


def test_bar_covers_its_whole_interval() -> None:
    bars = axis.event_bars(events(event("a", "2025-10-18", "2025-10-24")), WEEK)
    assert (bars["x"].item(), bars["x2"].item()) == (OCTOBER_18, OCTOBER_25)
    assert bars["label"].item() == "A, 18–24 October 2025"


def test_bar_of_one_day_is_a_day_wide() -> None:
    bars = axis.event_bars(events(event("a", "2025-10-18", "2025-10-18")), WEEK)
    assert (bars["x"].item(), bars["x2"].item()) == (OCTOBER_18, OCTOBER_18 + DAY)


def test_bars_in_one_row_do_not_overlap() -> None:
    frame = events(
        event("days 18-20", "2025-10-18", "2025-10-20"),
        event("days 20-22", "2025-10-20", "2025-10-22"),
        event("days 21-22", "2025-10-21", "2025-10-22"),
        event("day 23", "2025-10-23", "2025-10-23"),
    )
    bars = axis.event_bars(frame, WEEK).set_index("event_id")
    tops = bars["y2"].round(6)
    assert tops["days 18-20"] == tops["days 21-22"] == tops["day 23"]
    assert tops["days 20-22"] < tops["days 18-20"]


def test_rows_stay_inside_their_lane_and_apart() -> None:
    frame = events(*(event(f"e{n}", "2025-10-18", "2025-10-24") for n in range(60)))
    bars = axis.event_bars(frame, WEEK)
    assert bars["y"].min() >= 0.44
    assert bars["y2"].max() <= 1
    assert (bars["y2"].iloc[1:].to_numpy() < bars["y"].iloc[:-1].to_numpy()).all()


def test_events_without_dates_or_outside_the_axis_are_not_drawn_but_counted() -> None:
    frame = events(
        event("inside", "2025-10-20", "2025-10-20"),
        event("reaches in", "2025-09-01", "2025-10-17"),
        event("before", "2025-10-01", "2025-10-16"),
        event("after", "2025-10-26", "2025-10-26"),
        event("undated", None, None),
        event("half dated", "2025-10-20", None),
    )
    assert set(axis.event_bars(frame, WEEK)["event_id"]) == {"inside", "reaches in"}
    assert axis.count_undrawn(frame, WEEK) == axis.Undrawn(undated=2, outside=2)


def test_rows_of_the_database_are_counted_as_frames_are() -> None:
    rows = [item("a", None, None), item("b", date(2025, 12, 24), date(2025, 12, 24))]
    assert axis.count_undrawn(rows, WEEK) == axis.Undrawn(undated=1, outside=1)
    assert axis.count_undrawn([], WEEK) == axis.Undrawn(undated=0, outside=0)


def test_colour_is_that_of_the_type_on_the_theme() -> None:
    frame = events(event("a", "2025-10-18", "2025-10-18", event_type="drone"))
    assert axis.event_bars(frame, WEEK)["colour"].item() == "#0072B2"
    assert axis.event_bars(frame, WEEK, dark=True)["colour"].item() == "#4FB0E8"


def test_what_is_out_of_focus_fades() -> None:
    frame = events(*(event(name, "2025-10-18", "2025-10-18") for name in "ab"))
    assert axis.event_bars(frame, WEEK, {"b"})["alpha"].tolist() == [axis.FADED, 1]
    assert axis.event_bars(frame, WEEK)["alpha"].tolist() == [1, 1]


def test_an_event_in_focus_that_is_not_drawn_fades_no_other() -> None:
    frame = events(*(event(name, "2025-10-18", "2025-10-18") for name in "ab"))
    assert axis.event_bars(frame, WEEK, {"gone"})["alpha"].tolist() == [1, 1]


def test_a_meeting_of_one_day_is_a_diamond_in_its_middle_and_labelled() -> None:
    day = date(2025, 10, 24)
    said = items(*(item(f"i{n}", day, day, kind="meeting", title=f"Talks {n}") for n in range(2)))
    marks = axis.item_marks(said, WEEK)
    assert marks.bars.empty
    assert set(marks.diamonds["x"]) == {OCTOBER_25 - DAY / 2}
    assert marks.diamonds["y"].is_unique
    assert marks.labels["text"].tolist() == ["Talks 0", "Talks 1"]
    assert marks.labels["y"].tolist() == marks.diamonds["y"].tolist()


def test_other_items_of_one_day_are_bars_over_the_whole_day_below_the_labels() -> None:
    day = date(2025, 10, 24)
    said = items(
        *(item(f"i{n}", day, day, kind="statement") for n in range(5)),
        item("talks", day, day, kind="meeting"),
    )
    marks = axis.item_marks(said, WEEK)
    assert set(zip(marks.bars["x"], marks.bars["x2"], strict=True)) == {
        (OCTOBER_25 - DAY, OCTOBER_25)
    }
    assert marks.bars["y"].is_unique
    assert marks.bars["y2"].max() < marks.diamonds["y"].item()
    assert marks.diamonds["item_id"].tolist() == ["talks"]


def test_on_a_long_axis_a_day_is_seen_around_its_middle() -> None:
    day = date(2025, 10, 24)
    years = (date(2020, 1, 1), date(2025, 12, 31))  # 2,192 days
    bars = axis.item_marks(items(item("said", day, day, kind="statement")), years).bars
    assert (bars["x"].item() + bars["x2"].item()) / 2 == OCTOBER_25 - DAY / 2
    assert bars["x2"].item() - bars["x"].item() == pytest.approx(0.004 * 2192 * DAY)


def test_a_deadline_beyond_the_axis_says_when_it_ends() -> None:
    end = date(2025, 12, 23)
    said = items(item("aid", date(2025, 10, 24), end, kind="deadline", title="A solution"))
    marks = axis.item_marks(said, WEEK)
    assert marks.labels[["text", "align"]].to_numpy().tolist() == [
        ["A solution → 23 December 2025", "right"]
    ]
    narrow = axis.item_marks(said, WEEK, width=240).labels  # as on a telephone
    assert narrow["text"].tolist() == ["→ 23 December 2025"]
    assert marks.labels["x"].item() == OCTOBER_25 - DAY  # before the line, which takes the rest
    assert marks.bars["x"].item() == OCTOBER_25 - DAY


def test_labels_that_find_no_room_are_left_out_and_their_items_drawn() -> None:
    day = date(2025, 10, 20)
    said = items(*(item(f"i{n}", day, day, kind="meeting") for n in range(9)))
    marks = axis.item_marks(said, WEEK)
    assert len(marks.labels) == len(marks.diamonds) == 4  # a row each
    assert len(marks.bars) == 5
    assert axis.item_marks(said, WEEK, width=60).labels.empty
    long = items(item("talks", day, day, kind="meeting", title="Verhandlungsgruppentreffen"))
    short = axis.item_marks(long, WEEK, width=160).labels
    assert short["text"].tolist() == ["Verhandlung…"]


def test_the_plot_grows_by_the_rows_of_labels() -> None:
    day = date(2025, 10, 20)
    said = items(item("talks", day, day, kind="meeting"))
    none = axis.item_marks(items(item("said", day, day, kind="statement")), WEEK)
    one = axis.item_marks(said, WEEK)
    assert none.events_lane[1] == one.events_lane[1] == 1
    # The events have the same pixels in both.
    px = [(1 - marks.events_lane[0]) * marks.height for marks in (none, one)]
    assert px[0] == pytest.approx(px[1])


@pytest.mark.parametrize(
    ("end", "reached"),
    [
        (date(2025, 10, 30), date(2025, 10, 30)),
        (date(2025, 11, 2), date(2025, 11, 2)),  # as long again as from 17 to 25 October
        (date(2025, 11, 3), date(2025, 10, 25)),
        (date(2025, 10, 22), date(2025, 10, 25)),
    ],
)
def test_the_axis_reaches_the_end_of_an_open_deadline(end: date, reached: date) -> None:
    said = items(item("aid", date(2025, 10, 20), end, kind="deadline"))
    assert axis.reach_deadlines(WEEK, said) == (WEEK[0], reached)
    other = items(item("aid", date(2025, 10, 20), end, kind="statement"))
    assert axis.reach_deadlines(WEEK, other) == WEEK


def test_items_of_several_days_are_bars_with_their_words() -> None:
    said = items(
        item("week", date(2025, 10, 18), date(2025, 10, 24), kind="statement", actor="NATO"),
        item("day", date(2025, 10, 24), date(2025, 10, 24), kind="meeting"),
    )
    marks = axis.item_marks(said, WEEK)
    assert marks.bars[["item_id", "kind", "actor", "when"]].to_numpy().tolist() == [
        ["week", "statement", "NATO", "18–24 October 2025"]
    ]
    assert marks.diamonds[["item_id", "actor"]].to_numpy().tolist() == [["day", "not given"]]


def test_chosen_item_ties_its_events_and_an_opened_event_its_items() -> None:
    said = items(item("talks", None, None, event_ids="a;b"), item("other", None, None))
    assert axis.tied_to(said, None, "talks") == ({"a", "b"}, {"talks"})
    assert axis.tied_to(said, "b", None) == ({"b"}, {"talks"})
    assert axis.tied_to(said, None, "other") == (set(), {"other"})
    assert axis.tied_to(said, None, None) == (set(), set())


@pytest.mark.parametrize(
    ("first", "last", "padded"),
    [
        (date(2025, 10, 18), date(2025, 10, 24), WEEK),
        (date(2025, 1, 1), date(2025, 12, 31), (date(2024, 12, 20), date(2026, 1, 12))),
    ],
)
def test_axis_has_room_on_both_sides(first: date, last: date, padded: tuple[date, date]) -> None:
    assert axis.pad_domain(first, last) == padded


@pytest.mark.parametrize(("width", "bars"), [(520, 120), (260, 60), (1040, 240), (20, 12)])
def test_a_bar_of_a_trend_has_four_pixels_at_least(width: int, bars: int) -> None:
    assert axis.most_bins(width) == bars
