"""The sentence of what is shown, the chips of the filter, and the exports."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from eventmap.api import AnnexChoice, Chip, ExportLink, HeadlinePanel, StoryLink
from eventmap.brief import BRIEF_FORMATS, MOST_ANNEXED
from eventmap.describe import noun_of
from eventmap.exports import EXPORT_FORMATS
from eventmap.filters import PARTS, Choice, Filters
from eventmap.redistribution import describe_left_out, refuse_rows
from eventmap.schema import DatasetInfo
from eventmap.selection import describe_credit, list_choices
from eventmap.stories import Story
from eventmap.wording import capitalise, count_of, join_words


def headline_panel(  # noqa: PLR0913 - each is what the page alone knows
    summary: Mapping[Any, Any],
    hidden: Mapping[Any, Any],
    filters: Filters,
    info: DatasetInfo,
    *,
    left_out: int = 0,
    refused: str | None = None,
    compare: str | None = None,
    bare: bool = False,
    stories: Sequence[Story] = (),
    presenting: bool | None = None,
) -> HeadlinePanel:
    """Return the sentence of what is shown and whose data they are, with chips and exports.

    Parameters
    ----------
    left_out
        How many of the events are in no export, for terms of their own.
    refused
        Why the viewer gets no export, if the host gives them none.
    compare
        What they are compared with, which stands in the brief, too.
    bare
        Whether the page is an embed, which has neither chips nor exports; whose data they are,
        and under which licence, stands there all the same.
    stories
        Those that can be opened.
    presenting
        Whether the page is shown to a room; ``None`` where it cannot be.
    """
    # Nothing is listed to whom the host gives no rows.
    drawn = describe_drawn(summary["drawn"], bare=bare or refused is not None)
    content: HeadlinePanel = {
        "sentence": capitalise(summary["sentence"]),
        "shown": f"{describe_hidden(hidden, noun_of(summary))}. {drawn}".strip(),
        "credit": describe_credit(info),
        "bare": bare,
        "presenting": presenting,
        "pinned": {"dataset": info.name, "version": info.version},
        "stories": [] if bare else [_offer(story) for story in stories],
        "chips": [] if bare else [_chip(choice) for choice in list_choices(filters)],
        "briefs": [],
        "annex": None,
        "exports": [],
        "refused": None,
    }
    if bare:
        return content
    pinned = replace(filters, dataset=info.name, version=info.version)
    compared = urlencode([*pinned.to_params(), *([("compare", compare)] if compare else [])])
    content["briefs"] = [
        {"label": f.label, "path": f"api/brief.{f.extension}?{compared}", "paged": f.paged}
        for f in BRIEF_FORMATS.values()
    ]
    if reason := refused or refuse_rows(info):
        return content | {"refused": f"No export. {reason}"}
    content["annex"] = _offer_annex(summary["records"] - left_out)
    without = describe_left_out(left_out) if left_out else None
    return content | {"exports": _offer_exports(urlencode(pinned.to_params())), "refused": without}


def _offer_exports(query: str) -> list[ExportLink]:
    # People read which events a file holds; a program that asks for CSV expects its header first.
    said = {"csv": "&comment=true"}
    return [
        {
            "label": f.label,
            "path": f"api/events.{f.extension}?{query}{said.get(f.extension, '')}",
        }
        for f in EXPORT_FORMATS.values()
    ]


def _offer_annex(events: int) -> AnnexChoice | None:
    """Return the box that asks for a brief with so many events."""
    if not events:
        return None
    paged = join_words([form.label for form in BRIEF_FORMATS.values() if form.paged])
    hint = f"All events in a table at the end of the brief, as {paged}"
    if events <= MOST_ANNEXED:
        return {"label": "annex", "hint": hint, "offered": True}
    label = f"annex: for up to {MOST_ANNEXED:,} events"
    return {"label": label, "hint": f"{hint}. The export has them all.", "offered": False}


def _offer(story: Story) -> StoryLink:
    steps = count_of(len(story.steps), "step")
    return {"name": story.name, "title": story.title, "steps": steps}


def _chip(choice: Choice) -> Chip:
    return {"part": choice.part, "value": choice.value, "label": choice.label}


def describe_drawn(drawn: Mapping[str, int], *, bare: bool = False) -> str:
    """Return how the events shown are drawn, as in "On the map: 2 as symbols; 4 listed below".

    In an embed (`bare`) nothing is listed: they are not on the map.
    """
    ways = (
        ("symbol", "as a symbol", "as symbols"),
        ("ring", "as a symbol in a ring of uncertainty", "as symbols in a ring of uncertainty"),
        ("region", "as its region", "as their region"),
    )
    parts = [
        f"{number:,} {one if number == 1 else several}"
        for way, one, several in ways
        if (number := drawn[way])
    ]
    on_map = f"On the map: {join_words(parts) or 'none'}"
    listed = (
        f"; {drawn['listed']:,} {'not on it' if bare else 'listed below'}"
        if drawn["listed"]
        else ""
    )
    return f"{on_map}{listed}" if parts or drawn["listed"] else ""


def describe_hidden(hidden: Mapping[Any, Any], noun: str) -> str:
    """Return "N of M shown, k hidden by …" for the counts of `facets.count_hidden`.

    Parameters
    ----------
    noun
        What is counted, see `describe.noun_of`: where it is no event, it is named.
    """
    records = "" if noun == "event" else f" {noun}s"
    shown = f"{hidden['shown']:,} of {hidden['total']:,}{records} shown"
    by = [(PARTS[part].hides, count) for part, count in hidden["by"].items() if count]
    if not by:
        return shown
    if len(by) == 1:
        return f"{shown}, {hidden['hidden']:,} hidden by {by[0][0]}"
    parts = [f"{count:,} by {what}" for what, count in by]
    overlap = sum(hidden["by"].values()) > hidden["hidden"]
    note = " (some by more than one)" if overlap else ""
    return f"{shown}, {hidden['hidden']:,} hidden: {join_words(parts)}{note}"
