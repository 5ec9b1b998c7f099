"""What each column of a file was taken for, to be looked through and put right."""

from collections.abc import Sequence

from eventmap.api import ColumnRow, ColumnsPanel
from eventmap.readers import FIELDS, ColumnUse
from eventmap.wording import capitalise, count_of, join_words

_LABELS = {
    "date_start": "Date, or first day",
    "date_end": "Last day",
    "lat": "Latitude",
    "lon": "Longitude",
    "coordinates": "Latitude and longitude",
    "lonlat": "Longitude and latitude",
    "latlon": "Latitude and longitude, also in arrays",
    "place": "Place",
    "admin1": "Region",
    "country": "Country",
    "event_type": "Type",
    "title": "Title",
    "summary": "Summary",
    "killed_low": "Killed, low",
    "killed_best": "Killed",
    "killed_high": "Killed, high",
    "injured_low": "Injured, low",
    "injured_best": "Injured",
    "injured_high": "Injured, high",
    "source": "Source",
    "url": "Address of the source",
    "archive_url": "Address of an archived copy",
    "source_id": "Id",
}
"""The fields in the words of the page; the others are called by their names."""


def name_field(field: str) -> str:
    """Return what a field is called on the page."""
    return _LABELS.get(field, capitalise(field.replace("_", " ")))


def columns_panel(uses: Sequence[ColumnUse]) -> ColumnsPanel:
    """Return a row for each column: what it is read as, why, and three of its cells."""
    fields = [*_LABELS, *(field for field in FIELDS if field not in _LABELS)]
    return {
        "rows": [_row(use) for use in uses],
        "fields": [{"value": field, "label": name_field(field)} for field in fields],
    }


def _row(use: ColumnUse) -> ColumnRow:
    notes = [f"{capitalise(use.surety)}: {use.why}" if use.surety and use.why else use.why]
    if use.also:
        read = join_words([name_field(each).lower() for each in (use.field, *use.also)])
        notes.insert(0, f"Read as {read}.")
    if use.looks_like:
        notes.append(f"It {use.seems} {use.looks}.")
    if use.runner_up:
        notes.append(f"Next best: {name_field(use.runner_up).lower()}.")
    return {
        "column": use.column,
        "field": use.field,
        "why": " ".join(filter(None, notes)),
        "warns": bool(use.looks_like),
        "cells": count_of(use.cells, "cell"),
        "samples": list(use.samples),
    }
