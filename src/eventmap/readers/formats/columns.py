"""Which column of a table is what: by what its cells hold, with the words of its heading as hints.

A column is profiled: a bounded number of its distinct cells, spread over all of it, is tried as
dates, numbers, points, figures, links and names of places (`Profile`). Its heading is told as
concepts (`headingwords`). A rule says how well concepts fit a field, the profile how well the cells
do; the score of a column for a field is one times the other, so that a name which says date over
cells that are none is no date, and a column of blanks fits nothing.

A date of entry or update is none of the event's. In a survey tool's export (KoboToolbox, ODK)
``start``, ``end`` and ``today`` are when a form was filled in. Who is beside civilians or soldiers
in a column of their own ("Houthis killed") is a part of the people, whoever that is. "Dead and
missing" is no number of the dead, nor is "place of death" or what has been counted so far.

Which of several columns is read, and what is put together of them: see `columnchoice`.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from eventmap.readers.formats.headingwords import Heading, concepts_of, read_heading, split_heading
from eventmap.readers.formats.mapping import COORDINATES, FIELDS, tell_ost_by
from eventmap.readers.formats.profiles import Profile, profile_column
from eventmap.readers.model import AREA, GEOMETRY_LAT, GEOMETRY_LON, Source
from eventmap.readers.values.figures import NOUNS
from eventmap.readers.values.months import find_named_calendar
from eventmap.schema import FIGURE_WORDS

PEOPLE = (
    *("civilians", "armed", "children", "women", "men", "adults"),
    *("unstated", "victims", "suspects", "severe", "slight", "trades", "others"),
)
"""Parts of the people; all but "victims" are concepts. These are a part beside suspects alone.

Nobody is of two trades: columns of several ("educators", "students") add up to a low end.
"""

WHOLES = (
    frozenset({"civilians", "armed", "unstated"}),
    frozenset({"civilians", "armed"}),
    frozenset({"women", "men", "children", "unstated"}),
    frozenset({"women", "men", "children"}),
    frozenset({"women", "men", "unstated"}),
    frozenset({"women", "men"}),
    frozenset({"children", "adults"}),
    frozenset({"victims", "suspects"}),
    frozenset({"severe", "slight"}),
)
"""Parts that together are all of the people, the fullest first."""


@dataclass(frozen=True)
class ReadColumn:
    """A column with what its heading and its cells say."""

    name: str
    heading: Heading
    profile: Profile


def read_columns(source: Source) -> list[ReadColumn]:
    """Return the columns of a table with what their headings and cells say."""
    ost = tell_ost_by(source.cells)
    names = {_SPACE.sub(" ", str(name)).casefold() for name in source.cells}
    return [
        ReadColumn(
            str(name),
            read_heading(_write_out(str(name), names)),
            profile_column(source.cells[name], ost),
        )
        for name in source.cells
    ]


_BEGINS = re.compile(r"(?i)b(?=[_ .]?(?:yr|year|mon|month|mo|day|dy)$)")


_SPACE = re.compile(r"[\W_]+")
_OF_SOURCES = re.compile(r"(?i)^source(?=[\W_]|$)")


def _write_out(name: str, names: Set[str]) -> str:
    """Return a heading as what it means beside others.

    "byear" is "syear" where "eyear" stands beside it: alone, it may be one of birth. Beside "source
    country" and "target country" the source is who does something to a target, as in tables of
    actors coded from news (ICEWS, POLECAT), and nobody who reports it.
    """
    if _BEGINS.match(name) and f"e{name[1:]}".casefold() in names:
        return f"s{name[1:]}"
    if {"source country", "target country"} <= names:
        return _OF_SOURCES.sub("actor", name)
    return name


_SOURCED = "weapon coordinates lat lon precision"
"""What has a source of its own: a "weapon source" says nothing of the event."""

_NUMBERS_ABOUT = "id rate killed injured casualties precision link"

_OF_A_PART = "id link source target weapon place date time number grade precision"
_OF_PEOPLE = (
    "killed injured casualties affected person actor animals civilians armed children women men"
    " adults suspects trades"
)
"""What a description may be of instead of the event."""

_RULES: tuple[tuple[str, str, str, float], ...] = (
    ("source_id", "id event", "link source actor type date time", 1.0),
    (
        "source_id",
        "id",
        "link source actor side type date time place settlement admin1 admin2 country coordinates",
        0.9,
    ),
    ("source_id", "code", f"{_NUMBERS_ABOUT} place settlement admin1 admin2 country type", 0.6),
    ("source_id", "event number", "killed injured date time", 0.8),
    ("title", "title", "id link source date actor summary", 0.95),
    ("title", "event name", "id link source date time type", 0.85),
    (
        "title",
        "name",
        "id link place settlement admin1 admin2 country actor source type side entry update report"
        " publish grade target weapon person killed injured",
        0.6,
    ),
    ("title", "event", "id link date time type number place summary", 0.5),
    ("summary", "summary event", f"note {_OF_A_PART}", 0.9),
    ("summary", "summary", f"note {_OF_A_PART} {_OF_PEOPLE}", 0.9),
    ("summary", "circumstances", _OF_A_PART, 0.85),
    ("summary", "note event", _OF_A_PART, 0.7),
    ("summary", "note", f"{_OF_A_PART} {_OF_PEOPLE}", 0.65),
    ("event_type", "type event", f"{_NUMBERS_ABOUT} target place source actor date time", 0.95),
    ("event_type", "type weapon", f"{_NUMBERS_ABOUT} target place source actor date time", 0.85),
    (
        "event_type",
        "type",
        f"{_NUMBERS_ABOUT} target place source actor date weapon elsewhere",
        0.9,
    ),
    ("event_type", "weapon", f"{_NUMBERS_ABOUT} source number quantity", 0.75),
    ("target", "target", f"{_NUMBERS_ABOUT} place country number", 0.9),
    ("parties", "parties", f"{_NUMBERS_ABOUT} actor", 0.85),
    ("actor", "actor", "id type code part_of_name link number place country date", 0.9),
    ("actor", "killed by", "id number date time place link", 0.8),
    ("actor", "actor name", "id type code part_of_name link place country date", 0.95),
    ("date_precision", "precision date|time", "place coordinates", 0.9),
    ("geo_precision", "precision place|coordinates|lat", "date time", 0.9),
    ("geo_precision", "precision", "date time altitude", 0.7),
    ("status", "status", "id", 0.9),
    ("claimant", "claimant", "date id number", 0.9),
    ("side", "side", "id number", 0.9),
    (
        "source",
        "source",
        f"link id type number date time title target person {_SOURCED}",
        0.9,
    ),
    ("source", "report by", "date time id", 0.85),
    ("source", "publish by", "date time id", 0.8),
    ("url", "link source", "date time archive", 0.95),
    ("url", "link", "date time archive", 0.9),
    ("url", "source", "date time archive person weapon", 0.7),
    ("archive_url", "archive", "date time", 0.9),
    ("published_on", "publish", "by id link source title", 0.9),
    ("quantity", "quantity", f"{_NUMBERS_ABOUT} unit date time", 0.8),
    ("quantity_unit", "unit", "", 0.5),
    ("statement", "statement", "date time id number link by", 0.85),
    (
        "admin1",
        "admin1",
        "id link type precision lat lon x y date capital elsewhere official",
        0.92,
    ),
    ("admin1", "admin1 code", "", 0.7),
    (
        "place",
        "settlement",
        "id link type precision lat lon x y code country admin2 official",
        0.95,
    ),
    ("place", "settlement admin2", "id link type precision lat lon x y code country", 0.9),
    ("place", "place name", "id link type precision lat lon x y code country elsewhere", 0.9),
    ("place", "place", "id link type precision lat lon x y code country elsewhere date time", 0.85),
    (
        "place",
        "admin2",
        "id link type precision lat lon x y code country date number elsewhere",
        0.5,
    ),
    ("country", "country", "id link type precision admin1 actor side elsewhere number code", 0.95),
    ("country", "country code", "id link actor side", 0.75),
    ("country", "countrycode", "id link actor side", 0.7),
    ("lat", "lat", "altitude precision lon type elsewhere", 0.95),
    ("lon", "lon", "altitude precision lat type elsewhere", 0.95),
    ("lat", "y", "altitude precision x elsewhere", 0.7),
    ("lon", "x", "altitude precision y elsewhere", 0.7),
    (COORDINATES, "coordinates", "id type elsewhere", 0.9),
    (COORDINATES, "lat lon", "id type elsewhere", 0.9),
    (COORDINATES, "place|settlement", "id type elsewhere", 0.85),
)
"""How well a heading fits a field. Dates and casualties have rules of their own below."""

_STRANGE = 0.97
"""What each word that no concept knows takes from the weight of a heading."""

_REPEATED = 0.75
"""The least share of different cells that a column of ids has."""

LEAST = 0.4
SURE, LIKELY = 0.82, 0.6
_PAIRS = 0.8
HALF, MOST, _ALL = 0.5, 0.8, 0.95
NEAR = 0.02

_TEXTS = (
    *("title", "summary", "event_type", "target", "parties", "actor", "place", "admin1"),
    *("country", "claimant", "source", "statement", "quantity_unit"),
)

_NO_NOTES = frozenset(_TEXTS) - {"summary"}
"""Fields that a note on them is none of: "source notes", "perpetrator, remarks"."""

_OWN_WORDS = ("when_words", "where_words", *FIGURE_WORDS)
"""What only the schema's own names fit: any text may stand there."""


def fit(field: str, profile: Profile) -> float:  # noqa: PLR0911 - one a kind of field
    """Return how well the cells of a column fit a field, 0 to 1."""
    share = profile.share
    if not profile.shares or field in _OWN_WORDS:
        return float(bool(profile.shares))
    if field in _TEXTS:
        plain = share("letters") * (1 - share("link")) * (1 - share("day")) * (1 - share("pair"))
        plain *= share("yes or no") < MOST
        return plain if plain > 1 - MOST else 0.0
    match field:
        case "source_id":
            # A few rows may come twice, id and all.
            only = 1.0 if share("distinct") >= _ALL else MOST * (share("distinct") >= _REPEATED)
            only *= (1 - share("day")) * (1 - share("fine")) * (1 - share("long"))
            return only * (share("phrase") < HALF)
        case "date_start" | "date_end" | "published_on":
            dates = max(share("date"), 0.6 * share("datelike"))
            return 0.0 if dates < 1 - _ALL else 0.5 + 0.5 * dates
        case "url" | "archive_url":
            return share("link") if share("link") >= HALF else 0.0
        case "lat" | "lon":
            degrees = max(share("lat"), share("lon"), share("metres"))
            return 0.0 if degrees < 1 - _ALL else 0.3 + 0.7 * degrees
        case "y" | "x":
            own = share("lat" if field == "y" else "lon") * (share("decimal") >= HALF)
            own = max(own, share("metres"))  # of which system, the user is asked
            return own if own >= _ALL else 0.0
        case "coordinates":
            return 0.4 + 0.6 * share("pair") if share("pair") > 1 - _ALL else 0.0
        case "quantity":
            return share("figure") * (1 - share("fine"))
        case "status" | "side":
            return float(share(field) > HALF)
        case "geo_precision":
            # One that is understood tells what the others are of: these are doubted.
            return HALF + HALF * share("precision") if share("precision") else 0.0
        case "date_precision":
            return share("letters")
    # "1.200" may be a decimal or a thousand: a heading that counts people says which.
    counts = share("figure") * (1 - share("fine") + share("thousands")) * (1 - share("day"))
    return 0.0 if counts <= 0 else 0.5 + 0.5 * counts


def score_fields(column: ReadColumn) -> dict[str, float]:
    """Return the score of a column for each field that its heading fits, casualties aside."""
    heading, profile = column.heading, column.profile
    found: dict[str, float] = {}
    for field_name, needs, without, weight in _RULES:
        wanted = [each.split("|") for each in needs.split()]
        if (heading.has("note") and field_name in _NO_NOTES) or (
            field_name == "admin1" and _names_condition(column)
        ):
            continue
        if all(heading.has(*each) for each in wanted) and not heading.has(*without.split()):
            kind = needs if needs in ("x", "y") else field_name
            score = weight * _STRANGE**heading.strange * fit(kind, profile)
            if field_name == COORDINATES and needs.startswith("place"):
                score *= profile.share("pair") >= HALF
            found[field_name] = max(found.get(field_name, 0.0), score)
    # What a link to a map says is where it was, also where others are too short to say it.
    pairs = HALF if profile.share("link") >= _ALL else _PAIRS
    if profile.share("pair") >= pairs and not heading.has("elsewhere"):
        told = max(0.6 * profile.share("pair"), LEAST)
        found[COORDINATES] = max(found.get(COORDINATES, 0.0), told)
    if heading.has("id") and not heading.has("link", "source") and profile.share("phrase") >= HALF:
        found["title"] = max(found.get("title", 0.0), HALF)  # "Case": "Shooting in a mall"
    if profile.share("link") >= _ALL and not heading.has("source", "link", "archive"):
        found["url"] = max(found.get("url", 0.0), HALF)
    if heading.key in FIELDS:
        found[heading.key] = 1.2 * fit(heading.key, profile)
        if heading.key == "geo_precision" and profile.shares:
            found[heading.key] = 1.2  # what it says amiss is doubted, and not passed over
    elif heading.key == "event_id":
        found["source_id"] = 1.2 * fit("source_id", profile)
    if column.name in AREA:
        found = {}  # see `areas`
    elif column.name in (GEOMETRY_LAT, GEOMETRY_LON):
        found = {"lat" if column.name == GEOMETRY_LAT else "lon": 2.0 * bool(profile.filled)}
    return {name: score for name, score in found.items() if score > 0}


_CONDITIONS = frozenset({"state", "states", "estado", "estados"})
"""Words of regions that also mean how something is: the "review state" of a form."""


def _names_condition(column: ReadColumn) -> bool:
    """Return whether a heading of states has another word, and no cell is a place."""
    words = {word for word in split_heading(column.name) if "admin1" in concepts_of(word)}
    if not words or not words <= _CONDITIONS or column.profile.share("known place"):
        return False
    return bool(column.heading.strange) or column.heading.has("grade", "update", "status")


_ROLES = ("event", "plain", "start", "other", "report", "publish", "end", "entry", "update")
"""What a column of dates is, the event's own first."""

OWN_ROLES = ("event", "plain", "start", "other")


def date_role(heading: Heading, *, survey: bool) -> str:  # noqa: PLR0911 - one a role
    """Return which of `_ROLES` a heading tells; "other" where it tells of no date."""
    has = heading.has
    if heading.key in ("date_start", "date_end"):
        return "event" if heading.key == "date_start" else "end"
    if has("elsewhen", "precision", "id", "link"):
        return ""
    if survey and has("start", "end") and not has("event", "date"):
        return "entry"
    for concept, role in (("update", "update"), ("entry", "entry"), ("publish", "publish")):
        if has(concept):
            return role
    if has("grade") and not has("event"):
        return "entry"  # of whoever verified it
    if has("report"):
        return "" if has("by") else "report"
    if has("end"):
        return "end"
    if has("start"):
        return "start"
    if has("event"):
        return "event" if has("date", "time", "year") or heading.strange == 0 else "other"
    if has("date", "time", "year"):
        return "plain"
    told = heading.concepts - {"noise", "number", "dayno", "week", "month"}
    return "other" if not told else ""


@dataclass(frozen=True)
class Dated:
    """A column of dates, what they are the dates of (`_ROLES`), and how well it fits."""

    column: ReadColumn
    role: str
    score: float


_ROLE_WEIGHTS = {"event": 1.0, "plain": 0.95, "start": 0.95, "other": 0.5}


def find_dates(columns: Sequence[ReadColumn]) -> list[Dated]:
    """Return the columns of dates, the event's own first."""
    survey = any(column.heading.has("survey") for column in columns)
    found: list[Dated] = []
    stamps: list[Dated] = []
    for column in columns:
        role = date_role(column.heading, survey=survey)
        fits = fit("date_start", column.profile)
        if role == "other" and column.profile.share("day") < _ALL:
            # Seconds since 1970 are dates under any heading, if no other column holds some.
            if heading_says_nothing(column) and column.profile.share("epoch") == 1:
                stamps.append(Dated(column, role, 0.5 * fits))
            continue
        if not role or not fits:
            continue
        own = column.heading.has("date", "time", "year")
        if role == "event" and not own and column.profile.share("date") < HALF:
            continue  # "Attack" names attacks, some of them by their year
        weight = _ROLE_WEIGHTS.get(role, 0.6) * _STRANGE**column.heading.strange
        if column.heading.key in ("date_start", "date_end"):
            weight = 1.2
        elif find_named_calendar(column.heading.text):
            weight *= 0.5  # its dates are not converted
        elif is_stamp(column) or (column.heading.has("time") and not column.heading.has("date")):
            weight *= 0.9
        elif not column.heading.has("date", "time") and column.heading.has("year"):
            weight *= 0.7  # a year says less than a day
        found.append(Dated(column, role, weight * fits))
    found = found or stamps[: len(stamps) == 1]
    return sorted(found, key=lambda each: (_ROLES.index(each.role), -each.score))


def heading_says_nothing(column: ReadColumn) -> bool:
    """Return whether no word of a heading is known."""
    return not column.heading.concepts - {"noise"}


def is_stamp(column: ReadColumn) -> bool:
    """Return whether a heading says no more than that something was stamped with a time.

    Of a form that is when it was sent, of a table of months when it was made.
    """
    return split_heading(column.name) == ("timestamp",)


@dataclass(frozen=True)
class Counted:
    """What a heading says of casualties.

    Parameters
    ----------
    noun
        killed or injured; "both" where a column has the two in one cell.
    end
        low, best or high; blank where it does not say.
    parts
        Of the people, concepts of `PEOPLE`.
    among
        Whether it counts some of those of another column.
    """

    noun: str
    end: str
    parts: frozenset[str]
    among: bool
    total: bool
    score: float


_OF = frozenset(["of", "at", "for", "de", "du", "des", "del", "do", "da", "d", "der"])


def _describes_death(heading: Heading) -> bool:
    """Return whether a heading is of something about the dead: "place of death".

    A number, a total, an end or people "of" the dead count them all the same.
    """
    words = split_heading(heading.text)
    told = [concepts_of(word) for word in words]
    at = next((at for at, own in enumerate(told) if not own.isdisjoint(NOUNS)), 0)
    before = frozenset[str]().union(*told[:at])
    return at > 1 and words[at - 1] in _OF and before.isdisjoint(_COUNTING)


_COUNTING = ("number", "total", "low", "high", "best", "casualties", *PEOPLE)

_NO_COUNTS = (
    "rate",
    "id",
    "link",
    "type",
    "source",
    "by",
    "status",
    "grade",
    "animals",
    "forecast",
)
"""Concepts of headings that count nobody, whatever else is in them."""

_UNCOUNTED = (*_NO_COUNTS, "affected", "sofar")
"""Those, and such as count others or other days as well."""

_NOT_COUNTED = (
    *_NO_COUNTS,
    *("actor", "date", "time", "place", "settlement", "name", "summary", "title"),
)


_WHETHER = frozenset({"any", "anyone", "anybody", "is", "was", "were", "has", "have", "flag"})

_FATAL = frozenset(
    split_heading(
        "fatal lethal mortal mortel mortelle tödlich śmiertelny смертельний смертельный летальный"
    )
)
"""Of such words alone a heading says how an event was, and not of how many."""


def _asks_whether(column: ReadColumn) -> bool:
    """Return whether a heading asks if anybody was killed, and its cells say 1 or 0, yes or no."""
    words = set(split_heading(column.name))
    asks = column.name.rstrip().endswith("?") or words & _WHETHER or words <= _FATAL
    return bool(asks) and column.profile.share("whether") == 1


def find_counted(column: ReadColumn) -> Counted | None:
    """Return what a column counts, ``None`` where it is no column of casualties."""
    heading, fits = column.heading, fit("killed_best", column.profile)
    has = heading.has
    nouns = [noun for noun in NOUNS if has(noun)]
    telling = column.profile.share("tells of people")
    tells_both = min(column.profile.share(f"tells {noun}") for noun in NOUNS) > 0 and (
        telling >= (MOST if has("summary", "title") else HALF)
    )
    if not (nouns or tells_both) or heading.key in _OWN_WORDS or _asks_whether(column):
        return None
    # "Von" is German for "by", and for "from": numbers tell it is the latter.
    uncounted = {*_UNCOUNTED} - ({"by"} if has("start") else set())
    others = has(*uncounted) or (has("actor") and not has("suspects"))
    if others or _describes_death(heading):
        return None
    both = len(nouns) > 1 or tells_both
    if both:
        fits = max(column.profile.share("two figures"), telling)
    if not fits:
        return None
    end = next((each for each in ("low", "high", "best") if has(each)), "")
    parts = frozenset(each for each in PEOPLE if has(each))
    weight = 1.2 if heading.key in FIELDS else 0.95 * _STRANGE**heading.strange
    if has("date", "place", "settlement", "name", "summary") and not has("number"):
        weight *= 0.6
    return Counted(
        "both" if both else nouns[0], end, parts, has("among"), has("total"), weight * fits
    )


_EVENTS = re.compile(
    r"(?i)\b(?:attacks|strikes|airstrikes|incidents|events|shellings|explosions|bombings|raids"
    r"|атаки|атак|удари|ударів|удары|ударов|обстріли|обстрілів|обстрелы|обстрелов|інциденти"
    r"|інцидентів|инциденты|инцидентов|події|подій|события|событий"
    r"|angriffe|vorfälle|ereignisse|attaques|incidentes|ataques|ataki|ataków|incydenty)\b"
)
"""Headings in the plural: their numbers say how many events a row tells of."""


def counts_events(column: ReadColumn) -> bool:
    """Return whether a column gives the number of events that each row tells of."""
    share = column.profile.share
    return (
        _EVENTS.search(column.name.replace("_", " ")) is not None
        and not column.heading.has(*_NOT_COUNTED, *NOUNS, "casualties")
        and share("number") >= MOST
        and not share("day")
    )


_ENDS = frozenset({"low", "high", "report", "number", "total", "noise"})
"""Concepts of a heading that says which end of a figure it is, and nothing of what."""


def is_bare_end(column: ReadColumn) -> bool:
    """Return whether a column holds one end of figures, and its heading says nothing of what."""
    heading, share = column.heading, column.profile.share
    bare = heading.has("low", "high") and heading.concepts <= _ENDS and not heading.strange
    return bare and share("figure") >= MOST and not share("fine")


_OF_WEEKS = frozenset({"week", "year", "date", "number", "noise", "event", "report"})
"""Concepts of a heading that numbers weeks, and nothing else."""


_OF_ANYBODY = frozenset(
    {"cantidad", "quantidade", "anzahl", "ilosc", "ilość", "кількість", "количество", "عدد"}
)
"""Headings of numbers that do not say of what, as those of victims in tables of the police."""


_AREAS = frozenset({"area", "zone", "zona", "bereich", "gebiet", "obszar"})
"""Headings of places that are too vague to be read as one."""


def looks_like(column: ReadColumn) -> str:  # noqa: PLR0911 - one a look
    """Return what an unread column seems to hold, as `ColumnUse.looks_like` names it, or ""."""
    heading, share = column.heading, column.profile.share
    if not column.profile.shares or column.name in AREA:
        return ""
    if share("yes or no") >= MOST and not heading.has(*NOUNS, "casualties"):
        return ""
    if share("link") >= HALF:
        return "link"
    if counts_events(column):
        return "events"
    if (
        share("day") >= HALF
        or (heading.has("month") and share("month") >= MOST)
        or (heading.has("date", "year") and share("date") >= MOST and not heading.has("id"))
    ):
        return "date"
    # On which day a week begins, and which is the first of a year, no number of it tells.
    if heading.has("week") and heading.concepts <= _OF_WEEKS and share("week") >= MOST:
        return "date"
    told = heading.has("lat", "lon", "coordinates") and not heading.has("type", "id")
    if share("pair") >= HALF or (
        (told or (heading.has("x", "y") and share("number") >= HALF))
        and not heading.has("precision", "altitude")
    ):
        return "point"
    # "Co najmniej 2", "siedem osób": numbers of people, whatever the heading is.
    if share("figure") >= MOST and min(share("letters"), 1 - share("known place")) >= HALF:
        return "casualties"
    if max(share("figure"), share("tells of people")) >= HALF and not heading.has("rate", "id"):
        among = heading.has("among") and heading.has(*PEOPLE)
        if heading.has("killed", "injured", "casualties") or among:
            return "casualties"
    # "4 vigilantes, 2 farmers" under "Dead": a heading of casualties is passed over by nobody.
    told = heading.has("killed", "injured") and not heading.has(*_NOT_COUNTED, "cause")
    # "Reported minimum" and "Reported maximum" say of what no less than "bd_best" does.
    end = heading.has("best") or (heading.has("low", "high") and heading.concepts <= _ENDS)
    end = end or heading.key in _OF_ANYBODY
    if told or (end and share("figure") >= MOST and not share("fine")):
        return "casualties"
    place = heading.has("place", "settlement", "admin1", "admin2", "country", "countrycode")
    place = (place or heading.key in _AREAS) and not heading.has("official")
    place = place and not _names_condition(column)
    named = share("known place") >= MOST
    if share("letters") >= HALF and not heading.has("type") and (place or named):
        return "place"
    return ""
