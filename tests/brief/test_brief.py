"""What a brief says, and that its files say it. Expected values are counted by hand."""

import re
from collections.abc import Callable
from datetime import date

from support.briefs import READ, TODAY, text_of_docx, text_of_pdf

from eventmap.brief import (
    BRIEF_FORMATS,
    Brief,
    make_brief,
)
from eventmap.database import Database
from eventmap.filters import Filters


def test_it_says_what_the_page_says(brief: Brief) -> None:
    assert brief.title == "Test"
    assert brief.sentence.startswith("Test: 4 events, 18–24 October 2025")
    assert brief.made == "27 November 2026"
    assert "All events, dated 18–24 October 2025" in brief.credit
    assert "The makers" in brief.credit
    assert "CC0-1.0" in brief.credit
    killed, injured = brief.figures
    assert (killed.number, killed.basis) == (
        "at least 3",
        "from 2 of 4 events; 2 give no figure",
    )
    assert injured.number == "at least 22"


def test_the_events_with_the_most_killed_come_with_who_says_so(
    open_rows: Callable[..., Database],
) -> None:
    events = [{"title": f"Event {at}"} for at in range(7)]
    claims = [
        {
            "event_id": f"events-{at}",
            "killed_best": at,
            "claimant": f"Body {at}",
            "source": f"Paper {at}",
            "url": f"https://paper.example/{at}",
            "archive_url": f"https://archive.ph/{at}",
        }
        for at in range(7)
    ]
    made = make_brief(open_rows(events, claims), Filters(), today=TODAY)
    assert [event.title for event in made.events] == [f"Event {at}" for at in (6, 5, 4, 3, 2)]
    (voice,) = made.events[0].voices
    assert (voice.claimant, voice.figures, voice.source, voice.url, voice.archive_url) == (
        "Body 6",
        "6 killed, injured: not given",
        "Paper 6",
        "https://paper.example/6",
        "https://archive.ph/6",
    )
    for extension in ("pdf", "html", "docx"):
        said = "".join(READ[extension](BRIEF_FORMATS[extension].write([made])).split())
        assert "https://archive.ph/6" in said, extension


def test_no_event_of_zero_or_unknown_killed_is_told_as_one_of_the_worst(
    open_rows: Callable[..., Database],
) -> None:
    database = open_rows([{}, {}], [{"event_id": "events-0", "killed_best": 0}])
    assert make_brief(database, Filters(), today=TODAY).events == ()


def test_rows_that_may_not_be_handed_on_are_not_told(open_rows: Callable[..., Database]) -> None:
    claims = [{"event_id": "events-0", "killed_best": 4, "statement": "Secret words"}]
    database = open_rows([{"title": "Secret"}], claims, redistributable=False)
    made = make_brief(database, Filters(), today=TODAY)
    assert made.events == ()
    assert "are not passed on: the publisher's terms, or this host's" in made.withheld
    assert "Secret" not in text_of_pdf(BRIEF_FORMATS["pdf"].write([made]))
    own_terms = open_rows([{"title": "Secret", "redistributable": False}, {}], claims)
    assert make_brief(own_terms, Filters(), today=TODAY).events == ()


def test_nothing_selected_is_a_brief_that_says_so(week: Database) -> None:
    made = make_brief(week, Filters(q="nothing like it"), today=TODAY)
    assert "no event with the words" in text_of_pdf(BRIEF_FORMATS["pdf"].write([made]))


def test_the_trend_is_of_the_period_alone(open_rows: Callable[..., Database]) -> None:
    days = [f"2025-10-{day:02}" for day in (18, 20, 24)]
    events = [{"date_start": day, "date_end": day} for day in days]
    chosen = Filters(date_from=date(2025, 10, 19), date_to=date(2025, 10, 21))
    made = make_brief(open_rows(events), chosen, today=TODAY)
    assert made.trend.svg.count('aria-roledescription="bar"') == 2  # in the one day, and wholly so


def test_what_only_may_lie_in_a_day_is_told_from_what_does(
    open_rows: Callable[..., Database],
) -> None:
    days = [("2025-10-18", "2025-10-20"), ("2025-10-19", "2025-10-19")]
    events = [{"date_start": first, "date_end": last} for first, last in days]
    made = make_brief(open_rows(events), Filters(), today=TODAY)
    # By hand: 1, 2 and 1 events may lie in the three days, of which one lies in the second.
    told = re.findall(r"events a day: (\d)", made.trend.svg)
    assert told == ["1", "2", "1", "0", "1", "0"]
    assert re.findall(r">([\d.]+)</text>", made.trend.svg) == ["0", "1", "2"]  # no half of one
    assert made.trend.says == "Dark: events wholly in a day; pale: those that may lie in it."


def test_a_comparison_stands_in_it(week: Database) -> None:
    chosen = Filters(region=("UA-65",))
    made = make_brief(week, chosen, today=TODAY, compare="region:UA-51")
    assert made.compared is not None
    assert "in Kherson Oblast against 1 in Odesa Oblast" in made.compared.sentence
    assert made.tables[-1].title == "Events compared by region"


def test_a_story_is_told_step_by_step_as_the_page_would(told: list[Brief]) -> None:
    first, second = told
    assert (first.title, second.title) == ("Two views", "Two views")
    assert [brief.told and brief.told.place for brief in told] == ["Step 1 of 2", "Step 2 of 2"]
    assert "4 events" in first.sentence
    assert first.compared is not None
    assert "compare='previous' cannot be used" in first.compared.sentence
    assert "1 event, in Kherson Oblast" in second.sentence
    assert second.compared is None
    assert first.map.says.startswith("Map of 2 events drawn as symbols and 1")  # fits all
    assert "Kherson" in second.map.svg
    assert second.link == (
        "https://map.example/?dataset=test&version=1&story=two&step=2"
        "&region=UA-65&lat=46.6&lng=32.6&zoom=8"
    )


def test_a_comparison_has_the_trends_and_the_map_of_what_differs(
    open_rows: Callable[..., Database],
) -> None:
    # By hand: Kherson has 14 events in the chosen ten days after 1, Odesa 1 after 12.
    numbers = {("UA-65", 15): 14, ("UA-65", 5): 1, ("UA-51", 15): 1, ("UA-51", 5): 12}
    events = [
        {"admin1": region, "geo_precision": "region", "date_start": day, "date_end": day}
        for (region, at), number in numbers.items()
        for day in [f"2025-10-{at:02}"] * number
    ]
    events += [{"date_start": day, "date_end": day} for day in ("2025-10-01", "2025-10-20")]
    chosen = Filters(date_from=date(2025, 10, 11), date_to=date(2025, 10, 20))
    made = make_brief(open_rows(events), chosen, today=TODAY, compare="previous")
    assert made.compared is not None
    assert "Events: more in Kherson Oblast; fewer in Odesa Oblast." in made.compared.moved
    courses, changes = made.compared.pictures
    assert courses.says == (
        "Events over time: 11–20 October 2025 and 1–10 October 2025. Shaded: events that may lie "
        "in a day. A line breaks where nothing is covered."
    )
    assert "Day of the period" in courses.svg
    assert changes.says.startswith(
        "Events, 11–20 October 2025 against 1–10 October 2025, by region"
    )
    fills = re.findall(r'<path d="[^"]*" fill="(#[^"]*)" stroke="#8d887c"', changes.svg)
    # 1.3 more and 1.1 fewer a day are of one class: the palest shades of map.css.
    assert sorted(fills) == ["#bcd0ea", "#f3c9a5"]
    assert "More by 1 and more a day" in changes.svg
    said = text_of_docx(BRIEF_FORMATS["docx"].write([made]))
    assert courses.says in said
    assert changes.says in said


def test_regions_as_the_two_sides_have_trends_and_no_map_of_what_differs(week: Database) -> None:
    made = make_brief(week, Filters(region=("UA-65",)), today=TODAY, compare="region:UA-51")
    assert made.compared is not None
    assert len(made.compared.pictures) == 1


def test_events_without_the_figure_that_ranks_them_are_not_left_out_in_silence(
    open_rows: Callable[..., Database],
) -> None:
    # "At least 500" is no best estimate, so what gives 3 stands first.
    claims = [
        {"event_id": "events-0", "killed_low": 500},
        {"event_id": "events-1", "killed_best": 3},
    ]
    database = open_rows([{"title": "Many"}, {"title": "Three"}, {"title": "Silent"}], claims)
    brief = make_brief(database, Filters(), today=TODAY)
    assert [event.title for event in brief.events] == ["Three"]
    assert brief.notes[-1] == (
        "1 event gives a figure of killed, and no best estimate: it is not among those told one "
        "by one."
    )
