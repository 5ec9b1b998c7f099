"""What is said of each column of a table: what it was taken for, how surely, and why."""

from collections.abc import Mapping

from eventmap.readers.formats.columnchoice.counted import find_counted
from eventmap.readers.formats.columnchoice.dates import find_dates
from eventmap.readers.formats.columnchoice.ledger import Ledger
from eventmap.readers.formats.columnchoice.unread import looks_like
from eventmap.readers.formats.columns import (
    HALF,
    LEAST,
    LIKELY,
    SURE,
    ReadColumn,
    heading_says_nothing,
    read_columns,
)
from eventmap.readers.formats.fields import PAIRS
from eventmap.readers.model import GEOMETRY_LAT, GEOMETRY_LON, ColumnUse, Source
from eventmap.readers.values.figures import NOUNS
from eventmap.schema import ADDRESSES

_WORDS = {
    "date_start": ("date", "read as dates"),
    "date_end": ("date", "read as dates"),
    "published_on": ("date", "read as dates"),
    "lat": ("lat", "are latitudes"),
    "lon": ("lon", "are longitudes"),
    **dict.fromkeys(PAIRS, ("pair", "are pairs of coordinates")),
    **dict.fromkeys(ADDRESSES, ("link", "are links")),
    "country": ("country", "are known countries"),
    "admin1": ("unit", "are known as units of one country alone"),
    "source_id": ("distinct", "are different"),
    "quantity": ("figure", "are numbers"),
}

_COUNTED = {
    "figure": "are figures",
    "tells of people": "tell of killed or injured",
    "two figures": "are two figures",
}


def _say_why(column: ReadColumn, taken: str) -> str:
    """Return why a column is read into a field."""
    kind, words = _WORDS.get(taken, ("letters", "are words"))
    if taken in ("lat", "lon") and column.profile.share("metres") > column.profile.share(kind):
        kind, words = "metres", "can be metres"
    if taken.endswith("_precision") and column.profile.share("whether") >= HALF:
        kind, words = "whether", "say yes or no"
    if taken.startswith(tuple(NOUNS)):
        kind = max(_COUNTED, key=column.profile.share)
        words = _COUNTED[kind]
    share = column.profile.share(kind)
    if kind == "date" and share < HALF:
        return "Its heading says so; its cells are a part of the date."
    told = "so" if column.heading.concepts - {"noise"} else "nothing"
    joint = "and" if (share >= HALF) == (told == "so") else "but"
    # Shares are those of different values, as many as are looked at.
    counted = "cells" if kind == "distinct" else "values"
    return f"Its heading says {told}, {joint} {_say_share(share)} of the {counted} seen {words}."


def _say_share(share: float) -> str:
    """Return a share of all in words that are true of it: no rounding makes all or none of it."""
    if share in (0, 1):
        return "all" if share else "none"
    return f"{min(max(round(100 * share), 1), 99)} %"


def _say_why_not(column: ReadColumn) -> str:
    """Return why a column is read into none."""
    if not column.profile.shares:
        none = "All that it says is that there is no value."
        return none if column.profile.filled else "It is blank."
    return "It fits no field." if column.heading.concepts else "Its heading says nothing."


def _grade(score: float) -> str:
    """Return how sure it is what a column is, in a word."""
    if score >= SURE:
        return "sure"
    return "likely" if score >= LIKELY else "guess"


def describe_use(ledger: Ledger, column: ReadColumn) -> ColumnUse:
    """Return what became of a column."""
    taken, score = ledger.taken.get(column.name, ("", 0.0))
    looks = looks_like(column) or "date" * (column.name in ledger.undated)
    unexplained = not looks and column.name in ledger.unexplained
    looks = looks or "casualties" * unexplained
    looks = looks or "place" * (column.name in ledger.unplaced)
    looks = looks or "type" * (column.name in ledger.untyped)
    looks = looks or "point" * (column.name in ledger.unlocated)
    others = sorted(
        ((mark, name) for name, mark in _all_scores(ledger, column).items() if name != taken),
        reverse=True,
    )
    runner_up = others[0][1] if others and others[0][0] >= LEAST / 2 else ""
    if column.name in ledger.chosen.values():
        surety, why = "chosen", "It was named by hand."
    elif taken:
        surety = _grade(score)
        why = _say_why(column, taken)
        for speaker, own in ledger.spoken.items():
            if column.name in own.values():
                why = f"It is told by {speaker!r}. {why}"
    else:
        surety = ""
        winner = ledger.lost.get(column.name)
        better = f"{winner!r} fits better and is read in its place."
        why = better if winner else _say_why_not(column)
    return ColumnUse(
        column.name,
        taken,
        surety,
        why,
        runner_up,
        column.profile.samples,
        column.profile.filled,
        "" if taken or (looks in ("date", "point") and _is_copy(ledger, column)) else looks,
        _other_fields(ledger, column.name, taken),
        unexplained and heading_says_nothing(column) and not taken,
    )


def _is_copy(ledger: Ledger, column: ReadColumn) -> bool:
    """Return whether a column that is read has the same cells: of KML, "begin" and "timestamp"."""
    cells = ledger.cells[column.name]
    return any(cells.equals(ledger.cells[name]) for name in ledger.taken if name in ledger.cells)


def _other_fields(ledger: Ledger, column: str, taken: str) -> tuple[str, ...]:
    """Return the fields beside `taken` that are read from a column."""
    read = {**ledger.found, **ledger.chosen}
    named = (name for name, own in read.items() if ledger.shown.get(own, own) == column)
    return tuple(name for name in named if name != taken) if taken else ()


def _all_scores(ledger: Ledger, column: ReadColumn) -> dict[str, float]:
    found = dict(ledger.scores[column.name])
    for each in find_dates([column]):
        name = "date_end" if each.role == "end" else "date_start"
        found[name] = max(found.get(name, 0.0), each.score)
    if (what := find_counted(column)) and what.noun != "both":
        found[f"{what.noun}_{what.end or 'best'}"] = what.score
    return found


def describe_uses(source: Source, read: Mapping[str, str]) -> tuple[ColumnUse, ...]:
    """Return what became of each column of a table whose format says which ones it reads.

    Parameters
    ----------
    read
        Columns by field; several that make one field are joined by " + ".
    """
    names = {str(name) for name in source.cells}
    fields: dict[str, list[str]] = {}
    for field_name, made_of in read.items():
        for part in [made_of] if made_of in names else made_of.split(" + "):
            fields.setdefault(part, []).append(field_name)
    uses = []
    for column in read_columns(source):
        taken, *also = fields.get(column.name, [""])
        # What a file draws beside the columns of its own that are read is the same point.
        spare = column.name in (GEOMETRY_LAT, GEOMETRY_LON) and "lat" in read
        uses.append(
            ColumnUse(
                column.name,
                taken,
                "sure" if taken else "",
                "Its format says so." if taken else "Its format does not read it.",
                "",
                column.profile.samples,
                column.profile.filled,
                "" if taken or spare else looks_like(column),
                tuple(also),
            )
        )
    return tuple(uses)
