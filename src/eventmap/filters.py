"""Which events are meant: one query string, one value object, one SQL condition, one sentence.

The page, a tile, an export and a link are the same `Filters`, read from the same parameters.
Keys combine with AND, the values of one key with OR.

A field of `Filters` is the one entry of its key: how the parameter is read and written, the
part of the filter that it belongs to, and with that its SQL, its chip, its words in a sentence
and in a file's name, its control on the page and its option of the command line.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import KW_ONLY, dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from eventmap.connections import fold_for_search
from eventmap.errors import ParameterError, Refusal, nearest
from eventmap.parameters import (
    SHOWN,
    UNITS,
    Bbox,
    parse_bbox,
    parse_choice,
    parse_count,
    parse_country,
    parse_day,
    parse_days,
    parse_name,
    parse_number,
    parse_region,
    parse_true,
    parse_words,
)
from eventmap.places import name_country, name_region
from eventmap.schema import DatePrecision, Estimate, EventType, GeoPrecision, Side, Status
from eventmap.symbols import SYMBOLS
from eventmap.wording import (
    KNOWN_PLACES,
    LABELS,
    capitalise,
    describe_interval,
    describe_period,
    join_words,
)

VIEW_KEYS: dict[str, Callable[[str], Any]] = {
    "lat": parse_number(-90, 90),
    "lng": parse_number(-180, 180),
    "zoom": parse_number(0, 22),
    "layer": parse_name,
    "event": parse_name,
    "compare": parse_name,
    "story": parse_name,
    "step": parse_count,
    "present": parse_true,
    "in_view": parse_true,
    "item": parse_name,
    "measure": parse_choice(SHOWN),
    "unit": parse_choice(UNITS),
    "cumulated": parse_true,
    "axis": parse_days,
    "embed": parse_name,
    "embed_options": parse_name,
    "data": parse_name,
}
"""Parameters of the view, on which no event depends, and how they are checked.

`data` is the fingerprint of a dataset's content: it stands in the addresses of tiles so that
a changed folder is never answered from a cache.
"""


@dataclass(frozen=True)
class Condition:
    """One part of a filter as SQL over the table of events.

    Parameters
    ----------
    name
        What the part is called where hidden events are counted: that of its `Part`.
    sql
        A condition that is never NULL, with ``$name`` placeholders.
    values
        The placeholders' values.
    """

    name: str
    sql: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Choice:
    """One value that was chosen, and that can be taken away again.

    Parameters
    ----------
    part
        The part of the filter, see `Filters.without`.
    value
        The value of a facet, else empty.
    label
        As a chip has it: "Type: Drone".
    """

    part: str
    value: str
    label: str


def drawn_inside(bbox: Bbox, name: str) -> Condition:
    """Return the condition of events that are drawn as a point inside a rectangle."""
    west, south, east, north = bbox
    joined = "AND" if west <= east else "OR"
    sql = (
        f"(located AND lat BETWEEN ${name}_south AND ${name}_north"
        f" AND (lon >= ${name}_west {joined} lon <= ${name}_east))"
    )
    sides = {"west": west, "south": south, "east": east, "north": north}
    return Condition(name, sql, {f"{name}_{side}": degrees for side, degrees in sides.items()})


class Part(ABC):
    """What one or more keys choose together: which events it keeps, and how that is said."""

    name: str
    hides: str
    """What hides an event that it does not keep: "5 hidden by the period"."""

    @abstractmethod
    def condition(self, filters: "Filters") -> Condition | None:
        """Return what it keeps; ``None`` where nothing was chosen."""

    @abstractmethod
    def choices(self, filters: "Filters") -> Iterator[Choice]:
        """Yield what was chosen, as chips."""

    @abstractmethod
    def phrase(self, filters: "Filters") -> str:
        """Return what was chosen as a sentence goes on, or an empty text."""

    @abstractmethod
    def file_words(self, filters: "Filters") -> list[str]:
        """Return what was chosen as a file's name has it."""


@dataclass(frozen=True)
class Facet(Part):
    """One or more values out of those that the dataset holds.

    Parameters
    ----------
    name
        Of the key, the field and the part.
    label
        On the page.
    phrase
        How a sentence goes on with the values in place of ``{}``.
    column
        The column of events; `listed` where its cells are lists.
    hides
        See `Part`; the name where it reads well.
    name_value
        What a value is called as a heading.
    name_inside
        What a value is called in the middle of a sentence.
    absent
        What stands beside a value that no event of the dataset has.
    told_apart
        Whether its values tell by themselves of which facet they are. In a file's name the others
        have its name before them: who is a party did not do it, and a name in letters that cannot
        stand there leaves at least that one was chosen.
    """

    name: str
    label: str
    phrase_with: str
    _: KW_ONLY
    column: str
    listed: bool = False
    hides: str
    name_value: Callable[[str], str] = str
    name_inside: Callable[[str], str] | None = None
    absent: str = "not in this dataset"
    told_apart: bool = False

    def condition(self, filters: "Filters") -> Condition | None:
        values = getattr(filters, self.name)
        if not values:
            return None
        sql = (
            f"arrays_overlap({self.column}, ${self.name})"
            if self.listed
            else f"array_contains(${self.name}, CAST({self.column} AS STRING))"
        )
        return Condition(self.name, f"coalesce({sql}, false)", {self.name: list(values)})

    def choices(self, filters: "Filters") -> Iterator[Choice]:
        for value in getattr(filters, self.name):
            yield Choice(self.name, value, f"{self.label}: {self.name_value(value)}")

    def phrase(self, filters: "Filters") -> str:
        values = getattr(filters, self.name)
        name = self.name_inside or self.name_value
        return self.phrase_with.format(join_words(list(map(name, values)), "or")) if values else ""

    def file_words(self, filters: "Filters") -> list[str]:
        values = getattr(filters, self.name)
        return list(values) if self.told_apart else [f"{self.name}-{each}" for each in values]


@dataclass(frozen=True)
class Least(Part):
    """At least so many of what a column counts; where it counts nothing, it is unknown.

    The texts are templates: of ``{number}``, of ``{s}`` where there are several, and of the
    figure that `Filters.killed_by` names: ``{by}``, in words ``{figure}``, and ``{unless_best}``.

    Parameters
    ----------
    name
        Of the part.
    field
        Of `Filters`, and the name of the key.
    label
        What a control asks for, before ", at least".
    chip, phrase_with, file_word
        What was chosen, as a chip, a sentence and a file's name have it.
    column
        The column of events that counts.
    hides
        See `Part`.
    placeholder, help
        Beside the control.
    """

    name: str
    field: str
    label: str
    _: KW_ONLY
    chip: str
    phrase_with: str
    file_word: str
    column: str
    hides: str
    placeholder: str
    help: str | None = None

    def condition(self, filters: "Filters") -> Condition | None:
        number = getattr(filters, self.field)
        if number is None:
            return None
        sql = f"coalesce({self._fill(self.column, filters)} >= ${self.field}, false)"
        return Condition(self.name, sql, {self.field: number})

    def choices(self, filters: "Filters") -> Iterator[Choice]:
        if getattr(filters, self.field) is not None:
            yield Choice(self.name, "", self._fill(self.chip, filters))

    def phrase(self, filters: "Filters") -> str:
        return self._fill(self.phrase_with, filters)

    def file_words(self, filters: "Filters") -> list[str]:
        return list(filter(None, [self._fill(self.file_word, filters)]))

    def _fill(self, template: str, filters: "Filters") -> str:
        number, by = getattr(filters, self.field), Estimate(filters.killed_by)
        if number is None:
            return ""
        return template.format(
            number=number,
            s="" if number == 1 else "s",
            by=by,
            figure=LABELS[Estimate][by],
            unless_best="" if by == Estimate.BEST else f"-{by}",
        )


class Period(Part):
    """The days from ``from`` to ``to``; the interval of an event overlaps them or lies in them."""

    name = "period"
    hides = "the period"

    def condition(self, filters: "Filters") -> Condition | None:
        """Keep intervals that overlap the period, or with `strict` lie inside.

        An unknown date may be any day: possibly in every period, wholly in none.
        """
        if filters.date_from is None and filters.date_to is None:
            return None
        first, last = ("date_start", "date_end") if filters.strict else ("date_end", "date_start")
        unknown = "false" if filters.strict else "true"
        parts, values = [], {}
        if filters.date_from is not None:
            parts.append(f"coalesce({first} >= $date_from, {unknown})")
            values["date_from"] = filters.date_from
        if filters.date_to is not None:
            parts.append(f"coalesce({last} <= $date_to, {unknown})")
            values["date_to"] = filters.date_to
        return Condition(self.name, " AND ".join(parts), values)

    def choices(self, filters: "Filters") -> Iterator[Choice]:
        if filters.date_from or filters.date_to:
            words = describe_interval(filters.date_from, filters.date_to, DatePrecision.DAYS)
            manner = "wholly in " if filters.strict else ""
            yield Choice(self.name, "", f"Period: {manner}{words}")

    def phrase(self, filters: "Filters") -> str:
        """Return the chosen period, as in "possibly from 18 to 24 October 2025"."""
        words = self.days(filters)
        return f"{'wholly' if filters.strict else 'possibly'} {words}" if words else ""

    @staticmethod
    def days(filters: "Filters") -> str:
        """Return its days alone, as a sentence goes on, or an empty text."""
        return describe_period(filters.date_from, filters.date_to, within=filters.strict)

    def file_words(self, filters: "Filters") -> list[str]:
        days = [day.isoformat() for day in (filters.date_from, filters.date_to) if day]
        first = ["until"] if filters.date_to and not filters.date_from else []
        last = ["on"] if filters.date_from and not filters.date_to else []
        manner = ["wholly"] if days and filters.strict else []
        return [*manner, *first, *days, *last]


class Words(Part):
    """Words that all occur in title, summary, place or a claim's statement."""

    name = "words"
    hides = "the words"

    def condition(self, filters: "Filters") -> Condition | None:
        words = {f"q{i}": fold_for_search(word) for i, word in enumerate(filters.q.split())}
        sql = " AND ".join(f"contains(search, ${key})" for key in words)
        return Condition(self.name, sql, dict(words)) if words else None

    def choices(self, filters: "Filters") -> Iterator[Choice]:
        if filters.q:
            yield Choice(self.name, "", f"Words: {filters.q}")

    def phrase(self, filters: "Filters") -> str:
        return f"with the words “{filters.q}”" if filters.q else ""

    def file_words(self, filters: "Filters") -> list[str]:
        return [f"{self.name}-{filters.q}"] if filters.q else []


class Area(Part):
    """A rectangle in which the event is drawn as a point."""

    name = "area"
    hides = "the area"

    def condition(self, filters: "Filters") -> Condition | None:
        return drawn_inside(filters.bbox, self.name) if filters.bbox else None

    def choices(self, filters: "Filters") -> Iterator[Choice]:
        if filters.bbox:
            west, south, east, north = filters.bbox
            area = f"Area: {west:g} to {east:g} E, {south:g} to {north:g} N"
            yield Choice(self.name, "", area)

    def phrase(self, filters: "Filters") -> str:
        if not filters.bbox:
            return ""
        west, south, east, north = filters.bbox
        return f"drawn between {west:g} and {east:g} E, {south:g} and {north:g} N"

    def file_words(self, filters: "Filters") -> list[str]:
        return ["area"] if filters.bbox else []


@dataclass(frozen=True)
class Key:
    """One query parameter: how it is read and written, and the part of the filter it belongs to.

    Parameters
    ----------
    parse
        Takes the decoded text, raises ``ValueError``.
    part
        ``None`` where it chooses no events of a dataset by itself.
    name
        The parameter; that of the field, if nothing else is said.
    field
        Of `Filters`.
    repeated
        Whether several values may be given.
    write
        Undoes `parse`.
    """

    parse: Callable[[str], Any]
    part: Part | None = None
    name: str = ""
    field: str = ""
    repeated: bool = False
    write: Callable[[Any], str] = str


def _key(parse: Callable[[str], Any], part: Part | None = None, **options: Any) -> Any:
    """Return a field of `Filters` with its key."""
    default = options.pop("default", None)
    return field(default=default, metadata={"key": Key(parse, part, **options)})


def _facet(parse: Callable[[str], Any], facet: Facet) -> Any:
    return _key(parse, facet, default=(), repeated=True)


def _write_bbox(bbox: Bbox) -> str:
    return ",".join(f"{degrees:.7g}" for degrees in bbox)


def _label(values: type[StrEnum]) -> Callable[[str], str]:
    return lambda value: capitalise(LABELS[values][value])


PERIOD = Period()


@dataclass(frozen=True)
class Filters:
    """What a viewer chose. The fields are the query parameters of the same name.

    Parameters
    ----------
    dataset, version
        Which dataset; ``None`` means the first one, and its newest version.
    date_from, date_to
        The period (``from``, ``to``), both days included.
    strict
        Keep only events that lie wholly in the period, not those possibly in it.
    country, region
        ISO 3166-1 alpha-2 and ISO 3166-2 codes.
    type, status, precision, side, source
        Values to keep; empty keeps all. An event has the sides and sources of its claims.
    target, actor, party
        What was hit, whom the source says to have done it, and who is involved; an event has all
        the parties and targets that its text separates by ";".
    q
        Words that all must occur in title, summary, place or a claim's statement.
    bbox
        Keep events drawn as a point inside (west, south, east, north).
    killed_min
        Keep events with at least so many killed by the figure that `killed_by` names; where
        that figure is not given, the number is unknown and the event is not kept.
    killed_by
        Which figure, ``low``, ``best`` or ``high``, counts for `killed_min`, sorts a list by
        killed or injured, and shades the map.
    sources_min
        Keep events with at least so many sources: named ones, or as many as the publisher counts;
        where he says that he did not count them, their number is unknown and it is not kept.
    """

    dataset: str | None = _key(parse_name)
    version: int | None = _key(parse_count)
    date_from: date | None = _key(parse_day, PERIOD, name="from")
    date_to: date | None = _key(parse_day, PERIOD, name="to")
    strict: bool = _key(parse_true, PERIOD, default=False, write=lambda _: "true")
    country: tuple[str, ...] = _facet(
        parse_country,
        Facet(
            "country",
            "Country",
            "in {}",
            column="country",
            told_apart=True,
            hides="country",
            name_value=lambda code: name_country(code) or code,
        ),
    )
    region: tuple[str, ...] = _facet(
        parse_region,
        Facet(
            "region",
            "Region",
            "in {}",
            column="admin1",
            told_apart=True,
            hides="region",
            name_value=lambda code: name_region(code) or code,
        ),
    )
    type: tuple[str, ...] = _facet(
        parse_choice(EventType),
        Facet(
            "type",
            "Type",
            "of the type {}",
            column="event_type",
            told_apart=True,
            hides="type",
            name_value=lambda value: SYMBOLS[EventType(value)].label,
            name_inside=lambda value: SYMBOLS[EventType(value)].label.lower(),
            absent="not told apart here",
        ),
    )
    target: tuple[str, ...] = _facet(
        parse_name,
        Facet(
            "target",
            "Target",
            "with the target {}",
            column="target_list",
            listed=True,
            hides="the target",
        ),
    )
    status: tuple[str, ...] = _facet(
        parse_choice(Status),
        Facet(
            "status",
            "Status",
            "with the status {}",
            column="status",
            told_apart=True,
            hides="status",
            name_value=_label(Status),
            name_inside=LABELS[Status].__getitem__,
        ),
    )
    precision: tuple[str, ...] = _facet(
        parse_choice(GeoPrecision),
        Facet(
            "precision",
            "How the place is known",
            "with the place {}",
            column="geo_precision",
            told_apart=True,
            hides="how the place is known",
            name_value=_label(GeoPrecision),
            name_inside=lambda value: KNOWN_PLACES[value].chosen,
        ),
    )
    side: tuple[str, ...] = _facet(
        parse_choice(Side),
        Facet(
            "side",
            "Who reports",
            "reported by {}",
            column="sides",
            listed=True,
            hides="who reports",
            name_value=_label(Side),
            name_inside=LABELS[Side].__getitem__,
        ),
    )
    source: tuple[str, ...] = _facet(
        parse_name,
        Facet(
            "source", "Source", "from the source {}", column="sources", listed=True, hides="source"
        ),
    )
    actor: tuple[str, ...] = _facet(
        parse_name,
        Facet(
            "actor",
            "Attributed to",
            "attributed to {}",
            column="actor",
            hides="whom it is attributed to",
        ),
    )
    party: tuple[str, ...] = _facet(
        parse_name,
        Facet(
            "party",
            "Party involved",
            "with {} among the parties",
            column="party_list",
            listed=True,
            hides="the parties",
        ),
    )
    q: str = _key(parse_words, Words(), default="")
    bbox: Bbox | None = _key(parse_bbox, Area(), write=_write_bbox)
    killed_min: int | None = _key(
        parse_count,
        Least(
            "killed",
            "killed_min",
            "Killed",
            chip="Killed ({figure}): at least {number:,}",
            phrase_with="with at least {number:,} killed ({figure})",
            file_word="killed{unless_best}-{number}",
            column="killed_{by}",
            hides="the number killed",
            placeholder="any number, or not given",
        ),
    )
    killed_by: str = _key(parse_choice(Estimate), default=Estimate.BEST)
    sources_min: int | None = _key(
        parse_count,
        Least(
            "sources",
            "sources_min",
            "Sources",
            chip="Sources: at least {number:,}",
            phrase_with="from at least {number:,} source{s}",
            file_word="sources-{number}",
            column="source_count",
            hides="the number of sources",
            placeholder="any number",
            help="Named ones, or as many as the publisher counts; no measure of independence.",
        ),
    )

    @classmethod
    def from_params(cls, params: Iterable[tuple[str, str]]) -> "Filters":
        """Read filters from the pairs of a query string.

        Raises
        ------
        ParameterError
            Naming every parameter that is unknown or malformed.
        """
        filters, refusals = read_params(params)
        if refusals:
            raise ParameterError(*refusals)
        return filters

    def to_params(self) -> list[tuple[str, str]]:
        """Return the pairs that `from_params` reads back as an equal object."""
        return [
            (name, key.write(value)) for name, key in KEYS.items() for value in self._values(key)
        ]

    def _values(self, key: Key) -> tuple[Any, ...]:
        """Return what stands in the query string for `key`; a default does not."""
        value = getattr(self, key.field)
        if key.repeated:
            return tuple(value)
        return () if value == getattr(_NOTHING, key.field) else (value,)

    def without(self, part: str) -> "Filters":
        """Return the filters without one part, see `PARTS`."""
        keys = (key for key in KEYS.values() if key.part is PARTS[part])
        return replace(self, **{key.field: getattr(_NOTHING, key.field) for key in keys})

    def conditions(self) -> list[Condition]:
        """Return the parts of the filter that are in use, as SQL over the events; facets last."""
        parts = sorted(PARTS.values(), key=lambda part: isinstance(part, Facet))
        return [found for part in parts if (found := part.condition(self))]

    def inside(self) -> Condition | None:
        """Return the condition of what lies wholly in a period that also keeps what may not.

        ``None`` where no period was chosen, or only what lies wholly in it.
        """
        return None if self.strict else PERIOD.condition(replace(self, strict=True))


KEYS: dict[str, Key] = {
    key.name or own.name: replace(key, name=key.name or own.name, field=own.name)
    for own in fields(Filters)
    for key in [own.metadata["key"]]
}
"""The keys of the query string, in the order of a link, of chips and of controls."""

PARTS: dict[str, Part] = {key.part.name: key.part for key in KEYS.values() if key.part}
"""The parts of a filter by their names, in this order."""

FACETS: dict[str, Facet] = {name: part for name, part in PARTS.items() if isinstance(part, Facet)}
"""The parts that take one or more values out of those that the dataset holds."""

_NOTHING = Filters()


def read_params(params: Iterable[tuple[str, str]]) -> tuple[Filters, list[Refusal]]:
    """Read what can be read, and name each parameter that cannot.

    Parameters
    ----------
    params
        The pairs of a query string, decoded, in order. A blank value is no choice.

    Returns
    -------
    filters, refusals
        The filters of all well-formed parameters, and what is wrong with the others.
    """
    chosen: dict[str, Any] = {}
    refusals: list[Refusal] = []
    for name, value in params:
        if value == "":
            continue
        try:
            _take(chosen, name, value)
        except ValueError as refused:
            refusals.append(Refusal.of_parameter(name, value, str(refused)))
    start, end = chosen.get("date_from"), chosen.get("date_to")
    if start and end and start > end:
        refusals.append(
            Refusal.of_parameter("to", end.isoformat(), _NOT_BEFORE.format(start.isoformat()))
        )
        del chosen["date_from"], chosen["date_to"]  # half a period would be another one
    return Filters(**chosen), refusals


_NOT_BEFORE = "a day not before {}, the first day given; neither of the two is used"


def _take(chosen: dict[str, Any], name: str, value: str) -> None:
    """Parse one parameter into the fields chosen so far, or raise ``ValueError``."""
    if name in VIEW_KEYS:
        VIEW_KEYS[name](value)
        return
    key = KEYS.get(name)
    if key is None:
        raise ValueError(f"the parameters {', '.join(KEYS)}.{nearest(name, KEYS)}")
    parsed = key.parse(value)
    if not key.repeated:
        if chosen.setdefault(key.field, parsed) != parsed:
            raise ValueError("one value, not several")
    elif parsed not in chosen.setdefault(key.field, ()):
        chosen[key.field] = (*chosen[key.field], parsed)
