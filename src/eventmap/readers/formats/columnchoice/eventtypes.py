"""Which columns hold types of events, by whether their cells name any."""

import pandas as pd

from eventmap.readers.formats.columnchoice.ledger import Ledger
from eventmap.readers.formats.columns import (
    HALF,
    LIKELY,
    MOST,
    ReadColumn,
    heading_says_nothing,
)
from eventmap.readers.formats.headingwords import read_heading, split_heading
from eventmap.readers.formats.typewords import find_labels
from eventmap.schema import EventType
from eventmap.wording import count_of


def pass_over_other_types(ledger: Ledger) -> None:
    """Leave out types of something else, as schools or aircraft, of which none is of an event.

    So it is of the only "Type", which may be one of anything, and of "types" beside a "type" that
    names some.
    """
    scored = [each for each in ledger.columns if "event_type" in ledger.scores[each.name]]
    bares = [each for each in scored if each.heading.concepts - {"noise"} == {"type"}]
    only = len(scored) == 1 or (len(bares) > 1 and any(_names_any(ledger, each) for each in bares))
    for each in scored:
        own = ledger.scores[each.name]
        of_other = each.heading.strange and each.heading.has("type")
        of_other = of_other and not each.heading.has("event", "weapon")
        of_other = of_other or (only and each in bares and len(each.profile.samples) > 1)
        if not of_other and not {*split_heading(each.name)} <= _MODELS:
            continue
        if each.profile.filled and not _names_any(ledger, each):
            del own["event_type"]
            ledger.notes.append(
                f"{each.name!r} is not read as the type of events: no cell, such as"
                f" {str(ledger.cells[each.name].dropna().iloc[0])!r}, names one."
            )


def title_by_disasters(ledger: Ledger) -> None:
    """Take the kind of disaster for a title where nothing tells what happened, nor a type.

    The name of a hospital or the like that an event hit gives way to it.
    """
    title = ledger.found.get("title", "")
    site = any(
        each.name == title and each.heading.has("name") and each.heading.strange
        for each in ledger.columns
    )
    if {"summary", "event_type"} & {*ledger.found} or "title" in ledger.closed:
        return
    for each in ledger.free() if site or not title else []:
        told = each.heading.concepts <= {"type", "noise"} and each.heading.strange == 1
        told = told and each.profile.share("letters") >= MOST
        if told and not _DISASTERS.isdisjoint(split_heading(each.name)):
            ledger.taken.pop(title, None)
            ledger.take("title", each.name, HALF)
            return


_DISASTERS = frozenset(
    split_heading(
        "disaster disasters desastre desastres catastrophe katastrophe katastrofa disastro hazard"
        " бедствие бедствия лихо лиха afet"
    )
)


def _names_any(ledger: Ledger, column: ReadColumn) -> bool:
    """Return whether a cell of a column names a type of event."""
    texts = pd.Series(ledger.cells[column.name].dropna().unique()[:_TYPES], dtype="str")
    return bool(find_labels(texts).notna().any())


def take_types_by_content(ledger: Ledger) -> None:
    """Take a column whose heading says nothing and whose cells name types, if no other one does."""
    if "event_type" in {*ledger.found, *ledger.closed}:
        return
    some: dict[str, int] = {}
    for each in ledger.free():
        nested = each.profile.share("objects") >= HALF
        if nested or not heading_says_nothing(each) or each.profile.share("letters") < MOST:
            continue
        texts = pd.Series(ledger.cells[each.name].dropna().unique()[:_TYPES], dtype="str")
        named = find_labels(texts)
        if len(texts) and named.notna().mean() > HALF and (named != EventType.OTHER).any():
            ledger.take("event_type", each.name, LIKELY)
            ledger.notes.append(
                f"No heading says which column is the type of the events: {each.name!r} is taken"
                f" for it, because cells such as {texts.iloc[0]!r} name types."
            )
            return
        if named.isin(_TELLING).mean() >= _SOME and each.profile.share("long") <= HALF:
            known = texts[named.isin(_TELLING)]
            some[each.name] = int(ledger.cells[each.name].isin(known).sum())
    for name, cells in some.items():
        ledger.untyped.add(name)
        ledger.notes.append(
            f"{name!r} names types of events in {count_of(cells, 'cell')} and something else in"
            " most: no type is read from it unless it is chosen."
        )


def read_types_from_names(ledger: Ledger) -> None:
    """Read types from what names the events, too, if most of its cells are names of types."""
    title = ledger.found.get("title", "")
    if "event_type" in {*ledger.found, *ledger.closed} or title not in ledger.cells:
        return
    told = read_heading(title)
    texts = pd.Series(ledger.cells[title].dropna().unique()[:_TYPES], dtype="str")
    if (
        (told.has("event") or told.key in _WHAT)
        and told.concepts <= {"event", "title", "noise"}
        and find_labels(texts).notna().mean() > HALF
    ):
        ledger.found["event_type"] = title


_MODELS = frozenset({"model", "models", "make", "and"})
"""Words of headings of what weapons are called, and aircraft or cars."""

_SOME = 0.1
"""From which share of names of types on a column that is not read is told of."""
_TELLING = [each.value for each in EventType if each is not EventType.OTHER]

_TYPES = 100
"""Different cells of a column that are looked at for types of events."""


_WHAT = frozenset({"what", "що", "что", "quoi", "qué", "was", "co", "ماذا"})
"""Headings that ask for the event itself, and for its title no more than for its type."""
