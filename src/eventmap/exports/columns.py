"""The columns of an export: what each holds and what it means."""

from collections.abc import Mapping
from dataclasses import asdict

import pandas as pd

from eventmap.schema import EVENTS, FIGURE_WORDS, FIGURES, POINT_PRECISIONS, DatasetInfo, Kind

KINDS: Mapping[str, Kind] = {
    **{name: column.kind for name, column in EVENTS.items()},
    **dict.fromkeys(FIGURE_WORDS, "text"),
    **dict.fromkeys(FIGURES, "integer"),
    "claims": "integer",
    "sources": "text",
    "edtf": "text",
}
"""What the cells of each column are."""

MEANINGS: Mapping[str, str] = {
    "event_id": "Identifier that stays the same from version to version.",
    "title": "What is reported, in one line.",
    "summary": "What is reported, in a few sentences.",
    "event_type": "Kind of event.",
    "target": "What was hit.",
    "parties": "Who is involved, joined by semicolons; not who did it.",
    "actor": "Who the source says did it.",
    "date_start": "First day on which it may have happened.",
    "date_end": "Last day on which it may have happened; this day is included.",
    "date_precision": "How exactly the date is known.",
    "when_words": "What the source says of the date, in its words, where it is no day or days.",
    "place": "Name of the place.",
    "admin1": "Region, as ISO 3166-2 code.",
    "country": "Country, as ISO 3166-1 alpha-2 code.",
    "lat": "Latitude in degrees north (WGS 84); no exact place unless geo_precision says so.",
    "lon": "Longitude in degrees east (WGS 84); no exact place unless geo_precision says so.",
    "geo_precision": "How exactly the place is known.",
    "where_words": "What the source says of the place, in its words, where it is no point or name.",
    "status": "How far the event is confirmed.",
    "licence": "Licence of the row.",
    "redistributable": "Whether the row may be handed on.",
    "extra": "Every column of the original table, unchanged, as JSON.",
    "killed_words": "Persons killed, in the sources' words, where these are no plain count.",
    "injured_words": "Persons injured, in the sources' words, where these are no plain count.",
    "killed_low": "Persons killed: the smallest figure given; blank if the low end is open.",
    "killed_best": "Persons killed: the figure of the most independent claimant.",
    "killed_high": "Persons killed: the largest figure given; blank if the high end is open.",
    "injured_low": "Persons injured: the smallest figure given; blank if the low end is open.",
    "injured_best": "Persons injured: the figure of the most independent claimant.",
    "injured_high": "Persons injured: the largest figure given; blank if the high end is open.",
    "claims": "Number of claims about the event.",
    "sources": "The sources named, joined by semicolons.",
    "edtf": "When it may have happened, in the Extended Date/Time Format (EDTF), level 1.",
}
"""What each column means, in one line. A blank cell means unknown, never zero."""


def has_point(events: pd.DataFrame) -> "pd.Series[bool]":
    """Return for each event whether a point may stand for it.

    None may where the event is known less exactly than to the district: a region's centre is
    not where it happened.
    """
    exact = events["geo_precision"].isin([precision.value for precision in POINT_PRECISIONS])
    return exact & events["lat"].notna() & events["lon"].notna()


def describe(info: DatasetInfo, selection: str = "") -> dict[str, str | bool | int]:
    """Return what whoever receives the rows must know of them: name, licence, source, and which.

    Parameters
    ----------
    selection
        In a sentence, which events of the dataset they are.
    """
    described = asdict(info)
    del described["fingerprint"]
    return described | ({"selection": selection} if selection else {})
