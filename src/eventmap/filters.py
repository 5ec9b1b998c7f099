"""Which events are meant: one query string, one value object, one SQL condition.

The page, a tile, an export and a link are the same `Filters`, read from the same parameters.
Keys combine with AND, the values of one key with OR.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from eventmap.errors import ParameterError, Problem, nearest
from eventmap.parameters import (
    Bbox,
    RefusedError,
    parse_bbox,
    parse_choice,
    parse_count,
    parse_country,
    parse_day,
    parse_name,
    parse_number,
    parse_region,
    parse_true,
    parse_words,
)
from eventmap.schema import Estimate, EventType, GeoPrecision, Side, Status


@dataclass(frozen=True)
class _Key:
    """How one query parameter is read and where `Filters` keeps it."""

    field: str
    parse: Callable[[str], Any]
    repeated: bool = False
    write: Callable[[Any], str] = str


def _write_bbox(bbox: Bbox) -> str:
    return ",".join(f"{degrees:.7g}" for degrees in bbox)


_KEYS: dict[str, _Key] = {
    "dataset": _Key("dataset", parse_name),
    "version": _Key("version", parse_count),
    "from": _Key("date_from", parse_day),
    "to": _Key("date_to", parse_day),
    "strict": _Key("strict", parse_true, write=lambda _: "true"),
    "country": _Key("country", parse_country, repeated=True),
    "region": _Key("region", parse_region, repeated=True),
    "type": _Key("type", parse_choice(EventType), repeated=True),
    "status": _Key("status", parse_choice(Status), repeated=True),
    "precision": _Key("precision", parse_choice(GeoPrecision), repeated=True),
    "side": _Key("side", parse_choice(Side), repeated=True),
    "source": _Key("source", parse_name, repeated=True),
    "q": _Key("q", parse_words),
    "bbox": _Key("bbox", parse_bbox, write=_write_bbox),
    "killed_min": _Key("killed_min", parse_count),
    "killed_by": _Key("killed_by", parse_choice(Estimate)),
    "actor": _Key("actor", parse_name, repeated=True),
    "party": _Key("party", parse_name, repeated=True),
    "target": _Key("target", parse_name, repeated=True),
    "sources_min": _Key("sources_min", parse_count),
}

VIEW_KEYS: dict[str, Callable[[str], Any]] = {
    "lat": parse_number(-90, 90),
    "lng": parse_number(-180, 180),
    "zoom": parse_number(0, 22),
    "layer": parse_name,
    "event": parse_name,
    "embed": parse_name,
    "embed_options": parse_name,
    "data": parse_name,
}
"""Parameters of the view, on which no event depends, and how they are checked.

`data` is the fingerprint of a dataset's content: it stands in the addresses of tiles so that
a changed folder is never answered from a cache.
"""

FACETS = (
    "country",
    "region",
    "type",
    "target",
    "status",
    "precision",
    "side",
    "source",
    "actor",
    "party",
)
"""The keys that take one or more values out of those that the dataset holds."""


@dataclass(frozen=True)
class Condition:
    """One part of a filter as SQL over the table of events.

    Parameters
    ----------
    name
        What the part is called where hidden events are counted: a key, or "period".
    sql
        A condition that is never NULL, with ``$name`` placeholders.
    values
        The placeholders' values.
    """

    name: str
    sql: str
    values: dict[str, Any]


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
    actor, party, target
        Whom the source says to have done it, who is involved, and what was hit; an event has all
        the parties and targets that its text separates by ";".
    sources_min
        Keep events with at least so many sources: named ones, or as many as the publisher counts.
    """

    dataset: str | None = None
    version: int | None = None
    date_from: date | None = None
    date_to: date | None = None
    strict: bool = False
    country: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    precision: tuple[str, ...] = ()
    side: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    q: str = ""
    bbox: Bbox | None = None
    killed_min: int | None = None
    killed_by: str = Estimate.BEST
    actor: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    sources_min: int | None = None

    @classmethod
    def from_params(cls, params: Iterable[tuple[str, str]]) -> "Filters":
        """Read filters from the pairs of a query string.

        Raises
        ------
        ParameterError
            Naming every parameter that is unknown or malformed.
        """
        filters, problems = read_params(params)
        if problems:
            raise ParameterError(problems)
        return filters

    def to_params(self) -> list[tuple[str, str]]:
        """Return the pairs that `from_params` reads back as an equal object."""
        return [
            (name, key.write(value)) for name, key in _KEYS.items() for value in self._values(key)
        ]

    def _values(self, key: _Key) -> tuple[Any, ...]:
        """Return what stands in the query string for `key`; a default does not."""
        value = getattr(self, key.field)
        if key.repeated:
            return tuple(value)
        return () if value == getattr(_NOTHING, key.field) else (value,)

    def without(self, part: str) -> "Filters":
        """Return the filters without one part: the `name` of a condition of theirs."""
        fields = PARTS.get(part, (part,))
        return replace(self, **{field: getattr(_NOTHING, field) for field in fields})

    def conditions(self) -> list[Condition]:
        """Return the parts of the filter that are in use, as SQL over the events."""
        parts = [self._period(), self._words(), self._bbox(), self._killed(), self._sources()]
        parts += [_facet(name, getattr(self, name)) for name in FACETS]
        return [part for part in parts if part is not None]

    def inside(self) -> Condition | None:
        """Return the condition of what lies wholly in a period that also keeps what may not.

        ``None`` where no period was chosen, or only what lies wholly in it.
        """
        return None if self.strict else replace(self, strict=True)._period()

    def _period(self) -> Condition | None:
        """Keep intervals that overlap the period, or with `strict` lie inside.

        An unknown date may be any day: possibly in every period, wholly in none.
        """
        if self.date_from is None and self.date_to is None:
            return None
        first, last = ("date_start", "date_end") if self.strict else ("date_end", "date_start")
        unknown = "false" if self.strict else "true"
        parts, values = [], {}
        if self.date_from is not None:
            parts.append(f"coalesce({first} >= $date_from, {unknown})")
            values["date_from"] = self.date_from
        if self.date_to is not None:
            parts.append(f"coalesce({last} <= $date_to, {unknown})")
            values["date_to"] = self.date_to
        return Condition("period", " AND ".join(parts), values)

    def _words(self) -> Condition | None:
        words = {f"q{i}": word for i, word in enumerate(self.q.split())}
        sql = " AND ".join(f"contains(search, strip_accents(lower(${key})))" for key in words)
        return Condition("words", sql, dict(words)) if words else None

    def _bbox(self) -> Condition | None:
        if self.bbox is None:
            return None
        west, south, east, north = self.bbox
        joined = "AND" if west <= east else "OR"
        sql = (
            f"(located AND lat BETWEEN $south AND $north AND (lon >= $west {joined} lon <= $east))"
        )
        return Condition("area", sql, {"west": west, "south": south, "east": east, "north": north})

    def _killed(self) -> Condition | None:
        if self.killed_min is None:
            return None
        sql = f"coalesce(killed_{Estimate(self.killed_by)} >= $killed_min, false)"
        return Condition("killed", sql, {"killed_min": self.killed_min})

    def _sources(self) -> Condition | None:
        if self.sources_min is None:
            return None
        values = {"sources_min": self.sources_min}
        return Condition("sources", "source_count >= $sources_min", values)


PARTS = {
    "period": ("date_from", "date_to", "strict"),
    "words": ("q",),
    "area": ("bbox",),
    "killed": ("killed_min",),
    "sources": ("sources_min",),
}
"""The fields behind those parts of a filter that are not called like their field."""

_NOTHING = Filters()

_FACET_COLUMNS = {
    "country": "country",
    "region": "admin1",
    "type": "event_type",
    "status": "status",
    "precision": "geo_precision",
    "side": "sides",
    "source": "sources",
    "actor": "actor",
    "party": "party_list",
    "target": "target_list",
}

LISTS = ("sides", "sources", "party_list", "target_list")
"""The columns of events whose cells are lists."""


def facet_column(facet: str) -> str:
    """Return the column of events that `facet` filters; some are lists, see `LISTS`."""
    return _FACET_COLUMNS[facet]


def _facet(name: str, values: Sequence[str]) -> Condition | None:
    if not values:
        return None
    column = facet_column(name)
    has_list = column in LISTS
    sql = (
        f"list_has_any({column}, ${name})"
        if has_list
        else f"list_contains(${name}, {column}::VARCHAR)"
    )
    return Condition(name, f"coalesce({sql}, false)", {name: list(values)})


def read_params(params: Iterable[tuple[str, str]]) -> tuple[Filters, list[Problem]]:
    """Read what can be read, and name each parameter that cannot.

    Parameters
    ----------
    params
        The pairs of a query string, decoded, in order. A blank value is no choice.

    Returns
    -------
    filters, problems
        The filters of all well-formed parameters, and what is wrong with the others.
    """
    chosen: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in params:
        if value == "":
            continue
        try:
            _take(chosen, name, value)
        except RefusedError as refused:
            problems.append(Problem(name, value, str(refused)))
    start, end = chosen.get("date_from"), chosen.get("date_to")
    if start and end and start > end:
        problems.append(Problem("to", end.isoformat(), f"a day not before {start.isoformat()}"))
        del chosen["date_from"], chosen["date_to"]  # half a period would be another one
    return Filters(**chosen), problems


def _take(chosen: dict[str, Any], name: str, value: str) -> None:
    """Parse one parameter into the fields chosen so far, or raise `RefusedError`."""
    if name in VIEW_KEYS:
        VIEW_KEYS[name](value)
        return
    key = _KEYS.get(name)
    if key is None:
        raise RefusedError(f"the parameters {', '.join(_KEYS)}.{nearest(name, _KEYS)}")
    parsed = key.parse(value)
    if not key.repeated:
        if chosen.setdefault(key.field, parsed) != parsed:
            raise RefusedError("one value, not several")
    elif parsed not in chosen.setdefault(key.field, ()):
        chosen[key.field] = (*chosen[key.field], parsed)
