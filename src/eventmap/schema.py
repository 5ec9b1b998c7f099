"""The canonical tables: columns, types and closed sets of values.

Dates are ISO days. A missing value means unknown, always.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

import pandas as pd


class EventType(StrEnum):
    """What is reported to have happened; a type says no more than the source.

    `ARMED_CONFLICT` is fighting between organised parties whose means are not told, `ALERT` an
    air-raid warning.
    """

    SHELLING = "shelling"
    MISSILE = "missile"
    DRONE = "drone"
    GLIDE_BOMB = "glide_bomb"
    AIR_STRIKE = "air_strike"
    AIR_DEFENCE = "air_defence"
    GROUND_COMBAT = "ground_combat"
    TERRITORIAL_CLAIM = "territorial_claim"
    EXPLOSION = "explosion"
    VIOLENCE_AGAINST_CIVILIANS = "violence_against_civilians"
    INFRASTRUCTURE = "infrastructure"
    TRANSPORT_DISRUPTION = "transport_disruption"
    PROTEST = "protest"
    ARMED_CONFLICT = "armed_conflict"
    ALERT = "alert"
    OTHER = "other"


class DatePrecision(StrEnum):
    """How exactly the date of an event is known."""

    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class GeoPrecision(StrEnum):
    """How exactly the place of an event is known, the most exact first."""

    EXACT = "exact"
    SETTLEMENT = "settlement"
    DISTRICT = "district"
    REGION = "region"
    COUNTRY = "country"
    UNLOCATED = "unlocated"


POINT_PRECISIONS = (GeoPrecision.EXACT, GeoPrecision.SETTLEMENT, GeoPrecision.DISTRICT)
"""The precisions that a symbol on the map may stand for; all others are no pin."""


class Status(StrEnum):
    """How far an event is confirmed."""

    CONFIRMED = "confirmed"
    CORROBORATED = "corroborated"
    REPORTED = "reported"
    CLAIMED = "claimed"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


class Side(StrEnum):
    """Whom a claimant belongs to."""

    UKRAINE = "ukraine"
    RUSSIA = "russia"
    INTERNATIONAL = "international"
    MEDIA = "media"
    OTHER = "other"


class Estimate(StrEnum):
    """Which of the three figures that may be given for one number of people."""

    LOW = "low"
    BEST = "best"
    HIGH = "high"


class TimelineKind(StrEnum):
    """What a timeline item is."""

    MEETING = "meeting"
    STATEMENT = "statement"
    DECISION = "decision"
    POSITION = "position"
    SANCTION = "sanction"
    DEADLINE = "deadline"
    CLAIM = "claim"


Kind = Literal["text", "date", "float", "integer", "boolean", "json"]

DTYPES: dict[Kind, str] = {
    "text": "str",
    "date": "datetime64[s]",
    "float": "float64",
    "integer": "Int64",
    "boolean": "bool",
    "json": "str",
}
"""The pandas type of each kind of column."""

SQL_TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "date": "DATE",
    "float": "DOUBLE",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "json": "VARCHAR",
}
"""The DuckDB type of each kind of column."""


@dataclass(frozen=True)
class Column:
    """One column of a canonical table.

    Parameters
    ----------
    kind
        What its cells are.
    required
        Whether every row must give a value.
    values
        The closed set that the cells come from, if there is one.
    minimum, maximum
        Bounds of a number, both included.
    """

    kind: Kind = "text"
    required: bool = False
    values: type[StrEnum] | None = None
    minimum: float | None = None
    maximum: float | None = None


_COUNT = Column("integer", minimum=0)

EVENTS: dict[str, Column] = {
    "event_id": Column(required=True),
    "title": Column(required=True),
    "summary": Column(),
    "event_type": Column(required=True, values=EventType),
    "target": Column(),
    "parties": Column(),
    "actor": Column(),
    "date_start": Column("date"),
    "date_end": Column("date"),
    "date_precision": Column(required=True, values=DatePrecision),
    "when_words": Column(),
    "place": Column(),
    "admin1": Column(),
    "country": Column(),
    "lat": Column("float", minimum=-90, maximum=90),
    "lon": Column("float", minimum=-180, maximum=180),
    "geo_precision": Column(required=True, values=GeoPrecision),
    "where_words": Column(),
    "status": Column(required=True, values=Status),
    "licence": Column(),
    "redistributable": Column("boolean"),
    "extra": Column("json"),
}

TYPE_IN_TEXT = "type_in_text"
"""Word in ``extra``, beside those on what is doubtful of a row: a text alone tells its type."""

SEVERAL_SOURCES = "several_sources"
"""Word in ``extra``: several sources give figures of what may be this event."""

FIGURES = (
    "killed_low",
    "killed_best",
    "killed_high",
    "injured_low",
    "injured_best",
    "injured_high",
)
"""Casualty columns, of a claim and, rolled up, of an event."""

FIGURE_WORDS = ("killed_words", "injured_words")
"""What a source says of a number of people in words, such as "dozens" or "about 20".

Columns of a claim and, those of its claims joined by semicolons, of an event.
"""

CLAIMS: dict[str, Column] = {
    "claim_id": Column(required=True),
    "event_id": Column(required=True),
    "claimant": Column(required=True),
    "side": Column(required=True, values=Side),
    "source": Column(),
    "url": Column(),
    "archive_url": Column(),
    "published_on": Column("date"),
    **dict.fromkeys(FIGURES, _COUNT),
    **dict.fromkeys(FIGURE_WORDS, Column()),
    "quantity": _COUNT,
    "quantity_unit": Column(),
    "statement": Column(),
}

ADDRESSES = ("url", "archive_url")
"""Columns of web addresses: of a source, and of a copy of it that an archive keeps."""

TIMELINE: dict[str, Column] = {
    "item_id": Column(required=True),
    "date_start": Column("date"),
    "date_end": Column("date"),
    "kind": Column(required=True, values=TimelineKind),
    "title": Column(required=True),
    "detail": Column(),
    "actor": Column(),
    "place": Column(),
    "lat": EVENTS["lat"],
    "lon": EVENTS["lon"],
    "source": Column(),
    "url": Column(),
    "event_ids": Column(),
}

TABLES: dict[str, dict[str, Column]] = {
    "events": EVENTS,
    "claims": CLAIMS,
    "timeline": TIMELINE,
}
"""The tables of a dataset, by the name of their file."""


def empty_frame(table: str) -> pd.DataFrame:
    """Return the canonical table `table` without rows, every column of its type."""
    return _make_empty(table).copy()


@cache
def _make_empty(table: str) -> pd.DataFrame:
    return pd.DataFrame(
        {name: pd.Series(dtype=DTYPES[column.kind]) for name, column in TABLES[table].items()}
    )


UNKNOWN_LICENCE = "not stated"
"""The licence of a dataset where nobody says it: no permission to hand its rows on."""

DATASET_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""The name of a dataset: lower-case letters, digits and single hyphens."""


@dataclass(frozen=True)
class DatasetInfo:
    """What ``dataset.toml`` says, and the version and fingerprint of what was read.

    Parameters
    ----------
    name
        Name in links and addresses: lower-case letters, digits and hyphens.
    redistributable
        Whether raw rows may be handed on.
    version
        Version number; 1 for a dataset that is read from a folder.
    fingerprint
        Hexadecimal digest of the files, so that a changed folder is never
        answered from a cache.
    """

    name: str
    title: str
    licence: str
    redistributable: bool
    attribution: str = ""
    source: str = ""
    version: int = 1
    fingerprint: str = ""


@dataclass(frozen=True)
class ParquetTable:
    """A canonical table that stays in its checked Parquet file.

    Parameters
    ----------
    spare
        What deletes the file when it is no longer referred to, if anything does.
    """

    path: Path
    spare: object = field(default=None, compare=False, repr=False)


Table = pd.DataFrame | ParquetTable


@dataclass(frozen=True)
class Dataset:
    """A dataset as its reader hands it on: three canonical tables and their description."""

    info: DatasetInfo
    events: Table
    claims: Table
    timeline: Table
