"""What a brief says of a selection of events, in words, before any format writes it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from eventmap.api import Comparison, Summary
from eventmap.brief.annex import Annex, make_annex
from eventmap.brief.picture import (
    MapView,
    Picture,
    draw_changes,
    draw_courses,
    draw_map,
    draw_trend,
)
from eventmap.casualties import (
    MEASURES,
    RULES,
    Total,
    describe_basis,
    describe_contradictory,
    figure_and_range,
    known_sql,
    shorten_figure,
)
from eventmap.comparands import find_other
from eventmap.comparison import compare_selections
from eventmap.coverage import describe_time, within_period
from eventmap.database import Database
from eventmap.describe import (
    describe_row,
    describe_types_in_text,
    name_group,
    noun_of,
    shorten_number,
)
from eventmap.errors import ParameterError
from eventmap.events import describe_event
from eventmap.filters import FACETS, Condition, Filters
from eventmap.redistribution import HANDED_ON, refuse_viewer
from eventmap.schema import DatePrecision, Estimate
from eventmap.selection import describe_terms
from eventmap.stories import Story, link_of
from eventmap.summary import describe_rows, summarise
from eventmap.wording import LABELS, capitalise, count_of, describe_interval, verb_of

MOST_EVENTS = 5
"""How many events are told one by one."""

_ROWS = 8


@dataclass(frozen=True)
class ShownTotal:
    """A total as a brief shows it: the number, the range beside it, and what it comes from."""

    label: str
    number: str
    range: str
    basis: str


@dataclass(frozen=True)
class Citation:
    """Who says what about an event, with the source, its address and that of an archived copy.

    Blank where not given.
    """

    claimant: str
    figures: str
    source: str
    url: str
    archive_url: str


@dataclass(frozen=True)
class ToldEvent:
    """One of the events that cost most lives, in words."""

    title: str
    when: str
    where: str
    casualties: str
    voices: tuple[Citation, ...]


@dataclass(frozen=True)
class NumberTable:
    """Numbers by region or by type: a heading, and a row of texts for each."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: str


@dataclass(frozen=True)
class Told:
    """What a story says of one of its steps, and where that stands: "Step 2 of 5"."""

    place: str
    title: str
    text: str


@dataclass(frozen=True)
class Compared:
    """What a selection shows beside another one, which regions rose and fell, and what is against.

    Where the two cannot be compared `sentence` says why, and there is nothing else.
    """

    sentence: str
    moved: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Brief:
    """All that a brief says of one view.

    Parameters
    ----------
    title
        What the document is about, which may have several views.
    told
        What a story says of the view, where it is a step of one.
    sentence
        It names dataset, period, filter and what is not known.
    compared
        With another selection, where one is chosen.
    figures, notes, tables
        What the events cost.
    map, trend
        Pictures, each blank where there is nothing to draw.
    events
        Those with the most killed; `withheld` says why they are not told, if so.
    annex
        All events, where they are asked for.
    method, credit, made, link
        How the numbers are made, whose they are, the day, and the address of the view.
    """

    title: str
    told: Told | None
    sentence: str
    compared: Compared | None
    figures: tuple[ShownTotal, ...]
    notes: tuple[str, ...]
    tables: tuple[NumberTable, ...]
    map: Picture
    trend: Picture
    events: tuple[ToldEvent, ...]
    events_by: str
    withheld: str
    annex: Annex | None
    method: tuple[str, ...]
    credit: str
    made: str
    link: str


def make_brief(  # noqa: PLR0913 - each is what a reader asks for
    database: Database,
    filters: Filters,
    *,
    today: date,
    compare: str | None = None,
    viewer: str | None = None,
    view: MapView | None = None,
    annex: bool = False,
    title: str = "",
    told: Told | None = None,
    link: str = "",
) -> Brief:
    """Return what a brief says of the events that `filters` keep.

    Parameters
    ----------
    compare
        What they are compared with, see `comparison.read_other`.
    view
        Where the map looks; ``None`` to fit all that is drawn.
    annex
        Whether all events stand at its end, see `make_annex`.
    title
        A heading instead of the dataset's own title.
    told
        What a story says of them.
    link
        The address at which the same view can be opened.

    Raises
    ------
    ParameterError
        If `compare` names no other selection.
    """
    info = database.info_of(filters)
    summary = summarise(database, filters)
    found = (
        compare_selections(database, filters, compare, viewer=viewer, summary=summary)
        if compare
        else None
    )
    withheld = refuse_viewer(database, info) or ""
    trend = within_period(describe_time(database, filters), filters)
    return Brief(
        title=title or info.title,
        told=told,
        sentence=capitalise(summary["sentence"]),
        compared=_compare(found) if found else None,
        figures=tuple(_figure(summary, measure) for measure in MEASURES),
        notes=(*_notes(summary), *([] if withheld else _untold(database, filters))),
        tables=_tables(summary, found),
        map=draw_map(database, filters, summary, view),
        trend=draw_trend(trend),
        events=() if withheld else _worst(database, filters),
        events_by=summary["estimate"]["label"],
        withheld=withheld,
        annex=make_annex(database, filters) if annex else None,
        method=RULES,
        credit=f"{describe_rows(database, filters)} {describe_terms(info)}",
        made=describe_interval(today, today, DatePrecision.DAY),
        link=link,
    )


def tell_story(
    database: Database,
    filters: Filters,
    story: Story,
    *,
    today: date,
    viewer: str | None = None,
    title: str = "",
    page: str = "",
) -> Iterator[Brief]:
    """Yield a brief of each step of a story, in their order.

    Parameters
    ----------
    filters
        Dataset and version of the story; nothing else of them counts.
    title
        A heading instead of the story's own title.
    page
        The address of the page, to which the link of each step is added.
    """
    info = database.info_of(filters)
    for number, step in enumerate(story.steps, 1):
        view = dict(step.view)
        query = link_of(info.name, story, number, version=info.version)
        compare, refused = step.value("compare"), ""
        chosen = replace(step.filters(info.name), version=info.version)
        if compare:
            try:
                find_other(database, chosen, compare, viewer)
            except ParameterError as error:  # which the page says in its place, too
                compare, refused = None, str(error)
        made = make_brief(
            database,
            chosen,
            today=today,
            compare=compare,
            viewer=viewer,
            view=MapView.of_params(view) if view.keys() >= set(MapView._fields) else None,
            title=title or story.title,
            told=Told(f"Step {number} of {len(story.steps)}", step.title, step.text),
            link=f"{page}?{query}" if page else "",
        )
        yield replace(made, compared=Compared(refused)) if refused else made


def _compare(found: Comparison) -> Compared:
    """Return what a comparison says, with the pictures that the page has of it."""
    pictures = draw_courses(found), draw_changes(found, "events"), draw_changes(found, "killed")
    return Compared(
        found["sentence"],
        tuple(found["moved"]),
        tuple(found["reasons"]),
        tuple(picture for picture in pictures if picture.svg),
    )


def _figure(summary: Summary, measure: str) -> ShownTotal:
    total = Total(**(summary["killed"] if measure == "killed" else summary["injured"]))
    number, beside = figure_and_range(total.figure)
    label = f"{capitalise(measure)}, best estimate" if beside else capitalise(measure)
    basis = describe_basis(total, noun_of(summary)) if total.known + total.unknown else ""
    return ShownTotal(label, number, beside, basis)


def _notes(summary: Summary) -> list[str]:
    notes = [f"{describe_contradictory(summary['contradictory'])}."] * bool(
        summary["contradictory"]
    )
    if texts := summary["only_in_text"]:
        notes.append(
            f"The texts of {count_of(texts, noun_of(summary))} state numbers that no column "
            "gives: they are not counted."
        )
    notes += describe_types_in_text(summary["types_in_text"])
    drawn = summary["drawn"]
    if listed := drawn["listed"]:
        notes.append(f"{count_of(listed, noun_of(summary))} cannot be drawn on the map.")
    return notes


def _tables(summary: Summary, found: Comparison | None) -> tuple[NumberTable, ...]:
    regions = [
        (name_group(row), shorten_number(row), shorten_figure(Total(**row["killed"]).figure))
        for row in summary["by_region"]
    ]
    types = [
        (
            FACETS["type"].name_value(row["type"]),
            shorten_number(row),
            shorten_figure(Total(**row["killed"]).figure),
        )
        for row in summary["by_type"]
    ]
    head = ("", "Events", "Killed")
    tables = [_table("By region", head, regions), _table("By type", head, types)]
    if found:
        here, there = (side["label"] for side in found["sides"])
        compared = [
            (name_group(row), *(f"{number:,}" for number in row["events"]))
            for row in found["by_region"]
        ]
        tables.append(_table("Events compared by region", ("", here, there), compared))
    return tuple(tables)


def _table(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> NumberTable:
    left = len(rows) - _ROWS
    more = f"and {left:,} more" if left > 0 else ""
    return NumberTable(title, head, tuple(rows[:_ROWS]), more)


def _worst(database: Database, filters: Filters) -> tuple[ToldEvent, ...]:
    """Return the events with the most killed, by the figure that the filter names."""
    frame = database.events(filters, order="killed", limit=MOST_EVENTS, only=HANDED_ON)
    figure = f"killed_{filters.killed_by}"
    counted = frame[frame[figure].fillna(0) > 0]
    return tuple(_tell(database, filters, str(event_id)) for event_id in counted["event_id"])


def _untold(database: Database, filters: Filters) -> Iterator[str]:
    """Yield how many events cannot be among `_worst`, for they lack the figure that is named."""
    by = Estimate(filters.killed_by)
    sql = f"killed_{by} IS NULL AND {known_sql('killed')}"
    if events := database.count(filters, only=Condition("untold", sql, {})):
        they = "it is" if events == 1 else "they are"
        yield (
            f"{count_of(events, 'event')} {verb_of(events, 'give')} a figure of killed, and no "
            f"{LABELS[Estimate][by]}: {they} not among those told one by one."
        )


def _tell(database: Database, filters: Filters, event_id: str) -> ToldEvent:
    found = describe_event(database, filters, event_id)
    event = found["event"]
    words = describe_row(event)
    voices = [
        Citation(
            claim["claimant"],
            claim["figures"] or "",
            "" if pd.isna(claim["source"]) else claim["source"],
            "" if pd.isna(claim["url"]) else claim["url"],
            "" if pd.isna(claim["archive_url"]) else claim["archive_url"],
        )
        for claim in found["claims"][:MOST_EVENTS]
    ]
    return ToldEvent(
        event["title"],
        words["when"] or "",
        words["where"] or "",
        event["casualties"],
        tuple(dict.fromkeys(voices)),
    )
