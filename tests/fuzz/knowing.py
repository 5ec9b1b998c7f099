"""Tables with known content: what is read is right, or it is told that it may not be.

A value may be wrong or missing where the program says so: by a question about the file, a refusal
of the row, a doubt about the row, a note that names the column, or a column named as unread. What
is wrong without any of these is a fault. See `inventing` for the tables.
"""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

from eventmap.errors import FileError
from eventmap.readers import Choices, Inspection, Reading, combine
from eventmap.readers.inspection import read_files
from eventmap.schema import DatasetInfo
from fuzz.inventing import Figures, Said, Table, Truth, invent
from fuzz.laying import lay
from fuzz.report import Report

_INFO = DatasetInfo("fuzz", "Fuzz", "CC0", redistributable=True)

SHOWN = 4
"""Faults of one table in the report."""

DOUBTS = {
    "date": {
        "date_unread",
        "date_rough",
        "century",
        "date_precision",
        "date_start",
        "date_stood_in",
        "end_unread",
    },
    "point": {
        "point_unread",
        "null_island",
        "lat_lon_turned",
        "outside_country",
        "place_conflict",
        "point_sign",
        "city_conflict",
        "region_conflict",
        "country_conflict",
        "area",
        "middle_of_area",
        "shared_point",
        "place_is_region",
        "geo_precision",
        "unknown_region",
    },
    "region": {
        "country_or_region",
        "unknown_region",
        "several_regions",
        "region_by_others",
        "region_apart",
        "city_or_region",
        "region_conflict",
        "precision_lowered",
        "near_border",
    },
    "country": {
        "country_or_region",
        "place_is_country",
        "unknown_country",
        "several_countries",
        "country_conflict",
        "near_border",
        "outside_country",
        "unknown_region",
    },
    "figures": {
        "figure_in_words",
        "figure_rough",
        "figures_disagree",
        "attackers",
        "several_sources",
    },
    "type": {"event_type"},
    "url": {"url"},
    "id": {"several_sources", "repeated_id"},
}
"""By what is wrong, the doubts about a row that tell of it."""

TELLING = {
    "date": ("date", "start", "end", "year", "month", "day"),
    "point": ("lat", "lon", "point", "precision", "where"),
    "place": ("place", "where"),
    "region": ("region", "where"),
    "country": ("country", "code", "where"),
    "figures": (
        *("killed", "injured", "low", "best", "high", "civilians", "soldiers", "men", "women"),
        *("children", "both", "first", "second", "people"),
    ),
}
"""By what is wrong, the columns that tell it; others tell what is called as they are."""

NOTHING = (None, (None, None), (None, None, None))
"""What is read where a value, a span of days or a figure is missing."""

HARMLESS = ("names a year and no day", "name a year and no day", "a month and no day")
"""Words of notes on dates that are read well."""


def read_known_tables(seed: int, number: int, folder: Path) -> Report:
    """Invent tables, read each, and compare what is read with what went in."""
    report = Report("tables with known content")
    for at in range(number):
        table, path = write_table(seed, at, folder)
        faults = sorted(set(_judge(table, path, report)))
        traits = ", ".join(table.traits)
        if faults:
            report.outcomes["wrong"] += 1
            shown = "; ".join(faults[:SHOWN])
            report.faults.append(f"seed {seed}, table {at} ({traits}): {len(faults)}: {shown}")
        path.unlink()
    return report


def write_table(seed: int, at: int, folder: Path) -> tuple[Table, Path]:
    """Return a table of a seed and its file: the same ones each time."""
    table = invent(Random(f"{seed} {at}"))
    return table, lay(table, folder / f"table-{seed}-{at}")


def _judge(table: Table, path: Path, report: Report) -> Iterator[str]:
    """Yield what is silently wrong; count the table in the report if nothing is."""
    try:
        inspection = read_files([path], _INFO, Choices())
        reading = combine(inspection)
    except FileError:
        report.outcomes["asked about"] += 1
        return
    except Exception as error:  # whatever else is raised is a fault
        yield f"{type(error).__name__}: {str(error)[:200]}"
        return
    comparison = _Comparison(table, inspection, reading)
    faults = list(comparison.compare())
    yield from faults
    if not faults:
        report.outcomes["right, or told" if comparison.told else "right"] += 1


class _Comparison:
    """What was read of a table beside what went in.

    Parameters
    ----------
    told
        What differs and is told, filled by `compare`.
    """

    def __init__(self, table: Table, inspection: Inspection, reading: Reading) -> None:
        self.table = table
        self.told: list[str] = []
        self.events = reading.events.to_dict("records")
        self.claims = reading.claims
        self.refused = [
            {str(cell) for cell in json.loads(reject.row).values()} for reject in reading.rejects
        ]
        parts = inspection.parts
        self.unread = {use.column for part in parts for use in part.unread}
        self.unused = {name for part in parts for name in part.unused}
        self.notes = [
            note
            for note in (*reading.notes, *inspection.left_out)
            if not any(words in note for words in HARMLESS)
        ]

    def compare(self) -> Iterator[str]:
        """Yield what is wrong or lost, and nobody is told."""
        truths = [truth for truth in self.table.truths if not self._is_refused(truth)]
        self.told += ["refused"] * (len(self.table.truths) - len(truths))
        if self.table.shared and len(self.events) < len(truths):
            yield from self._compare_shared(truths)
            return
        if len(self.events) != len(truths):
            yield f"{len(self.events)} events for {len(truths)}"
            return
        for at, (truth, event) in enumerate(zip(truths, self.events, strict=True), 1):
            doubts = set(json.loads(event["extra"]).get("eventmap", ()))
            if self.table.shared and not self._is_told("id", None, doubts):
                yield f"event {at}: told twice, and counted twice without a doubt"
            differing = [*self._compare_event(truth, event), *self._compare_claims(truth, event)]
            for name, got, right in differing:
                if self._is_told(name, got, doubts):
                    self.told.append(name)
                else:
                    yield f"event {at}: {name} {got} for {right} in {self._columns(name)}"

    def _is_refused(self, truth: Truth) -> bool:
        return any(row.issuperset(truth.words) for row in self.refused)

    def _compare_shared(self, truths: Sequence[Truth]) -> Iterator[str]:
        """Compare events that were told of in two rows and are one."""
        right = sorted(str((each.id, _plain(each.said[0].killed))) for each in truths)
        ids = {event["event_id"]: str(event["event_id"]) for event in self.events}
        got = sorted(
            str((ids[claim["event_id"]], _figures(claim, "killed")))
            for claim in self.claims.to_dict("records")
        )
        if right != got:
            yield f"claims {got[:3]} for {right[:3]}"

    def _columns(self, name: str) -> list[str]:
        """Return the headings of the columns that tell what is wrong."""
        if name in ("killed", "injured", "claims"):
            name = "figures"
        return self.table.headings(*TELLING.get(name, (name,)))

    def _is_told(self, name: str, got: object, doubts: set[str]) -> bool:
        """Return whether somebody who reads the import's answer knows that this is not right.

        A note tells that something is left out, and not that it is wrong.
        """
        kind = "figures" if name in ("killed", "injured", "claims") else name
        columns = self._columns(name)
        if doubts & DOUBTS.get(kind, set()):
            return True
        named = self.unread if kind in TELLING else self.unread | self.unused
        if not named.isdisjoint(columns):
            return True
        noted = any(repr(column) in note for column in columns for note in self.notes)
        return noted and got in NOTHING

    def _compare_event(self, truth: Truth, event: dict[Any, Any]) -> Iterator[tuple[str, Any, Any]]:
        """Yield what differs, what was read, and what is right."""
        days = _day(event["date_start"]), _day(event["date_end"])
        if days != (truth.start, truth.end):
            yield "date", days, (truth.start, truth.end)
        elif truth.precision and event["date_precision"] != truth.precision:
            yield "date", event["date_precision"], truth.precision
        yield from self._compare_point(truth, event)
        region, country = _text(event["admin1"]), _text(event["country"])
        if region != truth.region and (truth.region or region != truth.town.code) and region:
            yield "region", region, truth.region or truth.town.code
        elif truth.region and not region:
            yield "region", region, truth.region
        if country != self.table.country.alpha_2 and (country or truth.country):
            yield "country", country, self.table.country.alpha_2
        for name in ("place", "title", "summary"):
            got, right = _text(event[name]), getattr(truth, name)
            if right and right not in (got or ""):
                yield name, got, right
        if truth.type and event["event_type"] != truth.type:
            yield "type", event["event_type"], truth.type
        if truth.id and str(event["event_id"]).partition("~")[0] != truth.id:
            yield "id", None, truth.id

    def _compare_point(self, truth: Truth, event: dict[Any, Any]) -> Iterator[tuple[str, Any, Any]]:
        lat, lon = event["lat"], event["lon"]
        got = None if pd.isna(lat) else (lat, lon)
        if got is None or truth.point is None:
            if got != truth.point:
                yield "point", got, truth.point
            return
        distance = max(abs(lat - truth.point[0]), abs(lon - truth.point[1]))
        if distance > self.table.accuracy:
            yield "point", got, truth.point
        pinned = event["geo_precision"] in ("exact", "settlement", "district")
        if pinned != truth.pin:
            yield "point", event["geo_precision"], "a pin" if truth.pin else "a region"

    def _compare_claims(
        self, truth: Truth, event: dict[Any, Any]
    ) -> Iterator[tuple[str, Any, Any]]:
        claims = [
            claim
            for claim in self.claims[self.claims["event_id"] == event["event_id"]].to_dict(
                "records"
            )
            if len(truth.said) == 1 or pd.isna(claim["quantity"])  # which is of nobody
        ]
        if len(claims) != len(truth.said):
            fewer = len(claims) < len(truth.said)
            yield "claims", None if fewer else len(claims), len(truth.said)
            return
        said = sorted(truth.said, key=lambda each: str(_plain(each.killed)))
        claims = sorted(claims, key=lambda claim: str(_figures(claim, "killed")))
        for right, claim in zip(said, claims, strict=True):
            yield from _compare_said(right, claim)


def _compare_said(said: Said, claim: dict[Any, Any]) -> Iterator[tuple[str, Any, Any]]:
    for name in ("killed", "injured"):
        got, right = _figures(claim, name), _plain(getattr(said, name))
        if got != right:
            yield name, got, right
    for name in ("source", "url"):
        if (right := getattr(said, name)) and _text(claim[name]) != right:
            yield name, _text(claim[name]), right


def _plain(figures: Figures) -> tuple[int | None, int | None, int | None]:
    return figures.low, figures.best, figures.high


def _figures(claim: dict[Any, Any], name: str) -> tuple[int | None, int | None, int | None]:
    """Return low, best and high.

    A best figure that stands alone is all three; one that is the low end, too, without a high one,
    is that of a part of the people, and no more than "at least".
    """
    low, best, high = (
        None if pd.isna(value) else int(value)
        for value in (claim[f"{name}_{end}"] for end in ("low", "best", "high"))
    )
    if low is None and high is None:
        return best, best, best
    return (low, None, None) if low == best and high is None else (low, best, high)


def _day(value: Any) -> dt.date | None:
    return None if pd.isna(value) else value.date()


def _text(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)
