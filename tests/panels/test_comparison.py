"""What the panel of a comparison draws. Expected numbers are counted by hand."""

from collections.abc import Callable
from datetime import date

from eventmap.comparison import compare_selections
from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.panels.comparison import comparison_panel

MAY = Filters(date_from=date(2024, 5, 1), date_to=date(2024, 5, 31))


def on(day: str, **event: str) -> dict[str, str]:
    return {"date_start": day, "date_end": day, "admin1": "UA-65"} | event


def test_both_sides_are_drawn_on_one_scale(open_rows: Callable[..., Database]) -> None:
    events = [on("2024-05-03"), on("2024-05-04"), on("2024-04-02"), on("2024-04-03")]
    claims = [
        {"event_id": "events-0", "killed_low": 2, "killed_best": 5, "killed_high": 10},
        {"event_id": "events-2", "killed_best": 1},
    ]
    shown = comparison_panel(compare_selections(open_rows(events, claims), MAY, "previous"))
    assert shown["heads"] == ["events", "killed"]
    here, there = (side["values"] for side in shown["sides"])
    assert [value["bar"] for value in (here[0], there[0])] == [1, 1]
    # 1 of 2 events gives no figure: "at least", open at the high end, on a scale up to 10.
    assert (here[1]["number"], here[1]["bar"], there[1]["number"]) == ("5", 0.5, "at least 1")
    assert here[1]["low"] == 0.2
    assert there[1]["bar"] == 0.1
    assert "from 1 of 2 events; 1 gives no figure" in here[1]["note"]


def test_periods_of_different_lengths_are_drawn_by_the_day(
    open_rows: Callable[..., Database],
) -> None:
    events = [on(f"2024-05-{day:02}") for day in range(1, 11)] + [on("2024-04-02")] * 10
    shown = comparison_panel(
        compare_selections(
            open_rows(events),
            Filters(date_from=date(2024, 5, 1), date_to=date(2024, 5, 10)),
            "2024-04-01/2024-04-20",
        )
    )
    assert shown["scale"] == "Bars by the day"
    assert [side["values"][0]["bar"] for side in shown["sides"]] == [1, 0.5]
    assert [side["values"][0]["note"] for side in shown["sides"]] == ["1 a day", "0.5 a day"]


def test_tables_show_the_rows_that_differ_most(open_rows: Callable[..., Database]) -> None:
    codes = [f"UA-{code}" for code in ("05", "07", "09", "12", "14", "18", "21", "23", "26")]
    events = [on("2024-05-03", admin1=code) for code in codes] + [on("2024-05-03")] * 2
    shown = comparison_panel(compare_selections(open_rows(events), MAY, "previous"))
    regions, types = shown["tables"]
    assert len(regions["rows"]) == 8
    assert regions["rows"][0]["label"] == "Kherson Oblast"
    assert regions["rows"][0]["events"] == ["2", "0"]
    # Nothing lies beyond May, so that the days before are not covered.
    assert regions["rows"][0]["changes"] == ["not known", "not known"]
    assert types["rows"][0]["changes"] == []
    assert regions["more"] == "The 8 that differ most; 2 more."
    assert types["rows"][0]["killed"] == [["not given", ""], ["", ""]]


def test_an_arrow_stands_only_where_the_ranges_do_not_meet(
    open_rows: Callable[..., Database],
) -> None:
    kherson = [on(f"2024-05-{day:02}") for day in range(1, 21)]
    kherson += [on(f"2024-04-{day:02}") for day in range(1, 11)]
    odesa = {"date_start": "2024-04-29", "date_end": "2024-05-02", "admin1": "UA-51"}
    outside = [on("2024-03-31"), on("2024-06-01")]
    shown = comparison_panel(
        compare_selections(open_rows([*kherson, odesa, *outside]), MAY, "previous")
    )
    changes = {row["label"]: row["changes"] for row in shown["tables"][0]["rows"]}
    assert changes == {
        "Kherson Oblast": ["▲ more 100 %", "not known"],
        "Odesa Oblast": ["ranges meet", "not known"],
    }
