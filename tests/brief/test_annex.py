from collections.abc import Callable

import pytest
from lxml import html
from support.briefs import READ, TODAY

from eventmap.brief import (
    BRIEF_FORMATS,
    Brief,
    count_annexed,
    make_brief,
    refuse_annex,
)
from eventmap.database import Database
from eventmap.filters import Filters

ANNEXED = sorted(set(READ) - {"pptx"})
"""The formats that have pages for an annex."""


@pytest.fixture
def three_events(open_rows: Callable[..., Database]) -> Database:
    """Return three events, the last of them not to be handed on; of one two claimants report."""
    events = [
        {"place": "Kherson", "admin1": "UA-65", "geo_precision": "settlement"},
        {"date_start": "2025-10-18", "event_type": "drone", "title": "Drone"},
        {"date_start": "2025-10-20", "place": "A secret place", "redistributable": False},
    ]
    read = {"event_id": "events-0", "killed_low": 2, "killed_best": 3, "killed_high": 1200}
    claims = [
        read | {"claimant": "Governor", "source": "A paper", "url": "https://paper.example/1"},
        read | {"claimant": "Army", "source": "A channel", "url": "https://paper.example/2"},
        {"event_id": "events-1", "claimant": "Army", "url": "javascript:alert(1)"},
    ]
    return open_rows(events, claims)


def test_an_annex_has_every_event_that_may_be_handed_on(three_events: Database) -> None:
    assert count_annexed(three_events, Filters()) == 2
    annex = make_brief(three_events, Filters(), today=TODAY, annex=True).annex
    assert annex is not None
    assert annex.head[3] == "Killed (best estimate)"
    assert annex.says == (
        "Every event of the selection that may be handed on, 2 in all, the earliest first. "
        "1 event whose own terms forbid it is left out."
    )
    drone, shelling = annex.rows
    assert (drone.when, drone.type, drone.killed) == (
        "2025-10-18 – 2025-10-24",
        "Drone",
        "not given",
    )
    assert (shelling.when, shelling.where) == ("2025-10-24", "Kherson")
    assert (shelling.killed, shelling.said_by) == ("3 (2–1,200)", "Governor (A paper); Army")
    assert shelling.url == "https://paper.example/1"


@pytest.mark.parametrize(("by", "killed"), [("low", "2"), ("high", "1,200")])
def test_an_annex_tells_the_killed_by_the_figure_that_is_named(
    three_events: Database, by: str, killed: str
) -> None:
    annex = make_brief(three_events, Filters(killed_by=by), today=TODAY, annex=True).annex
    assert annex is not None
    assert [row.killed for row in annex.rows] == ["not given", killed]


@pytest.mark.parametrize("extension", ANNEXED)
def test_an_annex_stands_in_every_format_with_pages(three_events: Database, extension: str) -> None:
    content = BRIEF_FORMATS[extension].write(
        [make_brief(three_events, Filters(), today=TODAY, annex=True)]
    )
    said = " ".join(READ[extension](content).split())
    for words in ("Annex: all events", "2025-10-18", "3 (2–1,200)", "Governor (A paper); Army"):
        assert words in said, words
    assert "https://paper.example/1" in said
    assert "secret" not in said
    if extension == "html":
        assert "javascript:alert(1)" not in html.fromstring(content).xpath("//a/@href")


def test_there_is_no_annex_unless_it_is_asked_for(brief: Brief) -> None:
    assert brief.annex is None


def test_rows_that_may_not_be_handed_on_are_in_no_annex(open_rows: Callable[..., Database]) -> None:
    database = open_rows([{"title": "Secret", "place": "Secret"}], redistributable=False)
    assert count_annexed(database, Filters()) == 0
    annex = make_brief(database, Filters(), today=TODAY, annex=True).annex
    assert annex is not None
    assert annex.rows == ()
    assert "are not passed on: the publisher's terms, or this host's" in annex.says


@pytest.mark.parametrize(
    ("extension", "events", "words"),
    [
        ("pdf", 1000, None),
        ("docx", 1001, "1,001 events are too many for the annex of a brief; allowed: up to 1,000"),
        ("docx", 1001, "take the export as Excel or CSV instead"),
        ("png", 1, "A brief as PNG has no annex with all events; allowed: PDF, HTML or Word."),
        ("pptx", 1, "A brief as PowerPoint has no annex"),
    ],
)
def test_an_annex_has_its_bound(extension: str, events: int, words: str | None) -> None:
    reason = refuse_annex(BRIEF_FORMATS[extension], events)
    assert reason is None if words is None else words in (reason or "")
