"""What stands between a file and the canonical tables.

A file becomes a `Source` (text cells), a `Format` shapes it into a `Draft` (what each row says,
still in the file's own words), and `convert.convert` makes a `Reading` of that: canonical tables,
every refused row, and how many rows are doubtful and why.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import pandas as pd

from eventmap.errors import Reject
from eventmap.readers.doubts import Doubt
from eventmap.schema import CLAIMS, DatasetInfo
from eventmap.wording import count_of, join_words

DateOrder = Literal["DMY", "MDY", "YMD"]
ORDER_WORDS: dict[DateOrder, str] = {
    "DMY": "day, month, year",
    "MDY": "month, day, year",
    "YMD": "year, month, day",
}

DRAFT_EVENTS = (
    "source_id",
    "title",
    "summary",
    "event_type",
    "target",
    "parties",
    "actor",
    "date_start",
    "date_end",
    "date_precision",
    "when_words",
    "place",
    "admin1",
    "country",
    "lat",
    "lon",
    "geo_precision",
    "where_words",
    "status",
)
"""Columns of `Draft.events`, all of them text, missing where the row does not say.

``event_type``, ``status``, ``date_precision`` and ``geo_precision`` are values of the schema's
enums; the first two are never missing. The precision of the date may be missing: then the text of
the date tells it. That of the place is what holds for the point that is given, missing if no rule
says so. Dates, coordinates (degrees, EPSG:4326), ``admin1`` and ``country`` are as the row writes
them. ``source_id`` is the id that the row's maker gave it.
"""

DRAFT_CLAIMS = tuple(name for name in CLAIMS if name not in ("claim_id", "event_id"))
"""Columns of `Draft.claims`, all of them text: those of the schema without the ids."""


def trim(cells: pd.Series) -> pd.Series:
    """Return the text without outer white space, missing where nothing is left."""
    if cells.isna().all():
        return cells  # most fields are of no column
    text = cells.str.strip()
    return text.mask(text == "")


NOT_GIVEN = "Not given"
"""The claimant where a table names none: a file is nobody."""


@dataclass(frozen=True)
class Source:
    """One table of a file, as text.

    Parameters
    ----------
    name
        Name of the file, and of the sheet or member in it, as a reader should see it.
    kind
        What holds the cells: csv, xlsx, html, parquet, json, geojson, kml, gpkg, shapefile.
    cells
        Text as it stands, missing where blank, by column; indexed by line (see `Reject`). Geometry
        is in columns `GEOMETRY_LON` and `GEOMETRY_LAT` (degrees, EPSG:4326; points only); of what
        is drawn and no point, its type, a place in it and its reach are in columns, too. What is
        nested in JSON is JSON text.
    header
        Whether the file names its columns; else they are called "1", "2", ...
    encoding
        Of a text file.
    rejects
        Records that are no row of the table. They are not in `cells`.
    notes
        What else was found out, each a sentence: "Read as semicolon-separated.", ...
    left_out
        What of the file is in no table of it, and why, each a sentence.
    titles
        The texts of the rows above its header.
    crs
        The coordinate system that the user gave for its columns of points: it goes before what
        they say themselves.
    beside
        Tables that stand beside it in the same rows, until they are taken apart.
    """

    name: str
    kind: str
    cells: pd.DataFrame
    header: bool = True
    encoding: str | None = None
    rejects: tuple[Reject, ...] = ()
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    crs: str | None = None
    beside: tuple["Source", ...] = ()

    def take_apart(self) -> list["Source"]:
        """Return the table and each of those beside it."""
        return [replace(self, beside=()), *self.beside] if self.beside else [self]


GEOMETRY_LON = "geometry_lon"
GEOMETRY_LAT = "geometry_lat"
GEOMETRY_TYPE = "geometry_type"
"""Column that says what a geometry is which is no point; only where there is one."""
INSIDE_LON = "geometry_inside_lon"
INSIDE_LAT = "geometry_inside_lat"
"""Columns of a place in it, in degrees."""
GEOMETRY_REACH = "geometry_reach_m"
"""Column of the diagonal of the box around it."""
AREA = (GEOMETRY_TYPE, INSIDE_LON, INSIDE_LAT, GEOMETRY_REACH)
DRAWN = (GEOMETRY_LON, GEOMETRY_LAT, *AREA)
"""All columns that a reader of files makes of a geometry: no table has them of its own."""


@dataclass(frozen=True)
class ColumnUse:
    """What a column of a source was taken for, and what shows it.

    Parameters
    ----------
    field
        That it is read into, of `DRAFT_EVENTS`, `DRAFT_CLAIMS` or "coordinates"; blank where it is
        not read.
    surety
        sure, likely or guess; chosen, where the user named it; blank where it is not read.
    why
        What shows it, in a sentence.
    runner_up
        The field that it fits next best, blank where none.
    samples
        Three of its cells.
    cells
        How many of its cells are not blank.
    looks_like
        What an unread column seems to hold: date, point, precision, casualties, events, place,
        link, type; blank for none.
    also
        Other fields that are read from it, too: the injured where its cells tell both.
    unexplained
        Whether nothing but its small numbers looks like that: its heading says nothing.
    """

    column: str
    field: str = ""
    surety: str = ""
    why: str = ""
    runner_up: str = ""
    samples: tuple[str, ...] = ()
    cells: int = 0
    looks_like: str = ""
    also: tuple[str, ...] = ()
    unexplained: bool = False

    @property
    def looks(self) -> str:
        """What an unread column looks like, in words with their article."""
        counted = self.looks_like in ("casualties", "events")
        return f"a {'number of ' if counted else ''}{self.looks_like}"

    @property
    def seems(self) -> str:
        """The verb before `looks`."""
        return "may be" if self.unexplained else "looks like"

    def describe_unread(self) -> str:
        """Return that a column looks like something and is not read, in a sentence."""
        such = f", such as {self.samples[0][:40]!r}" if self.samples else ""
        cells = count_of(self.cells, "cell")
        return f"{self.column!r} {self.seems} {self.looks} ({cells}{such})."


def describe_unused(columns: Sequence[str]) -> str:
    """Return which columns are read into nothing, in a sentence."""
    names = join_words([repr(name) for name in columns])
    return f"Kept with each event as written, and read into no field: {names}."


@dataclass(frozen=True)
class Draft:
    """What the rows of a source say, before dates, places and ids are read.

    Parameters
    ----------
    events
        Columns `DRAFT_EVENTS`; a row for each of the source's, on the same index.
    claims
        Columns `DRAFT_CLAIMS`; any number of rows for each event, their index its line.
    columns
        The source's column that a field of `DRAFT_EVENTS` or `DRAFT_CLAIMS` was read from, for
        messages and for the user to correct. A field that a rule made of several columns names
        them all, joined by " + ".
    order
        Order of day, month and year by the format's own convention: used where no row of a column
        proves another. ``None`` if the format has none.
    order_by
        What that order is of, where it is not the format's: "by the language of the headings".
    licence, redistributable, attribution
        Of the format's publisher, where known.
    anywhere
        Whether a row may say neither when nor where something happened. In a table by anybody,
        such a row is one of totals.
    extra
        The column that holds the original columns already, as a JSON object.
    uses
        What became of each column, where the format finds that out itself.
    notes
        What the format decided where something else was possible, each a sentence.
    doubts
        What the format doubts: by kind the values in question, missing where there is none.
    types_in_text
        The types that are read out of the words of a text, on the same index; missing where the
        source itself gives one. They count as such where the event has them.
    headlines
        The publisher's own, which are titles instead of those in `events` where the row may be
        handed on, on the same index; missing where there is none.
    shared_ids
        Ids of events that several rows share, as each is a report of one, on the same index;
        ``None`` where no other column than that of ``source_id`` holds any.
    repeating
        Why rows are refused that say themselves that they repeat another one, missing for all
        others, named as the column that says so; ``None`` where none does.
    """

    events: pd.DataFrame
    claims: pd.DataFrame
    columns: Mapping[str, str]
    order: DateOrder | None = None
    order_by: str = ""
    licence: str | None = None
    redistributable: bool = True
    attribution: str = ""
    anywhere: bool = True
    extra: str | None = None
    uses: tuple[ColumnUse, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: Mapping[Doubt, pd.Series] = field(default_factory=dict)
    types_in_text: pd.Series | None = None
    headlines: pd.Series | None = None
    shared_ids: pd.Series | None = None
    repeating: pd.Series | None = None


@dataclass(frozen=True)
class Format:
    """One format of event tables.

    Parameters
    ----------
    name
        As a user names it.
    title
        As a reader knows it: "UCDP Georeferenced Event Dataset".
    reference
        Address of its documentation.
    recognise
        Why a source is of this format, in a sentence, or ``None``.
    shape
        The draft of a source. The mapping names columns (field of `DRAFT_EVENTS` or
        `DRAFT_CLAIMS`: column) that the user chose by hand; they go before the format's own.
        Raises ``errors.FileError`` if a column that it cannot do without is missing.
    """

    name: str
    title: str
    reference: str
    recognise: Callable[[Source], str | None]
    shape: Callable[[Source, Mapping[str, str]], Draft]


@dataclass(frozen=True)
class DateEvidence:
    """How the dates of a column are read, and what shows it.

    Parameters
    ----------
    order
        ``None`` where nothing in the column needs or shows an order.
    proof
        In a sentence: "2,446 of 3,883 rows have a day above 12 in second place, such as
        1/22/2014 in line 2."
    """

    column: str
    order: DateOrder | None
    proof: str


@dataclass(frozen=True)
class Reading:
    """A file as canonical tables, with every row accounted for.

    Parameters
    ----------
    info
        The dataset's description; its name and version are the importer's to set.
    events, claims, timeline
        The tables, of the schema's columns and types.
    rejects
        One for each row of the file that is in no table.
    read
        Rows of the file: ``read = accepted + len(rejects)``.
    duplicates
        How many of the refused rows repeat a row with the same id word for word.
    doubts
        How many rows are doubtful, by the kind of doubt, such as ``null_island``.
    examples
        For each kind of doubt a sentence on its first row.
    """

    format: str
    info: DatasetInfo
    events: pd.DataFrame
    claims: pd.DataFrame
    timeline: pd.DataFrame
    rejects: tuple[Reject, ...]
    read: int
    duplicates: int = 0
    doubts: Mapping[str, int] = field(default_factory=dict)
    examples: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[DateEvidence, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def accepted(self) -> int:
        """How many rows of the file are in the tables."""
        return self.read - len(self.rejects)


def blank_events(index: pd.Index) -> pd.DataFrame:
    """Return a draft's table of events in which no row says anything yet."""
    return _blank(DRAFT_EVENTS, index)


def blank_claims(index: pd.Index) -> pd.DataFrame:
    """Return a draft's table of claims in which no row says anything yet."""
    return _blank(DRAFT_CLAIMS, index)


def _blank(columns: Iterable[str], index: pd.Index) -> pd.DataFrame:
    # A tenth of the time of a series for each.
    blank = pd.array([None] * len(index), dtype="str")
    return pd.DataFrame(dict.fromkeys(columns, blank), index=index)
