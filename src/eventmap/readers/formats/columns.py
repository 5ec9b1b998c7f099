"""Which column of a table is what: by what its cells hold, with the words of its heading as hints.

A column is profiled: a bounded number of its distinct cells, spread over all of it, is tried as
dates, numbers, points, figures, links and names of places (`Profile`). Its heading is told as
concepts (`headingwords`). A rule says how well concepts fit a field, the profile how well the cells
do; the score of a column for a field is one times the other, so that a name which says date over
cells that are none is no date, and a column of blanks fits nothing.

Dates and figures have rules of their own, which stand beside how they are chosen: see
`columnchoice`.
"""

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

import pandas as pd

from eventmap.readers.formats.fields import COORDINATES, FIELDS, tell_ost_by
from eventmap.readers.formats.headingwords import (
    Heading,
    complete_heading,
    concepts_of,
    read_heading,
    split_heading,
)
from eventmap.readers.formats.profiles import Profile, profile_column
from eventmap.readers.model import AREA, DRAWN, GEOMETRY_LAT, GEOMETRY_LON, Source
from eventmap.schema import FIGURE_WORDS


@dataclass(frozen=True)
class ReadColumn:
    """A column with what its heading and its cells say."""

    name: str
    heading: Heading
    profile: Profile


def read_columns(source: Source) -> list[ReadColumn]:
    """Return the columns of a table with what their headings and cells say."""
    ost = tell_ost_by(source.cells) or "E"  # degrees in either; which, `points` settles
    names = {_SPACE.sub(" ", str(name)).casefold() for name in source.cells}
    words = {word for each in names for word in each.split()}
    bare = _without_sexes(names)
    cut = _find_cut([str(name) for name in source.cells if name not in DRAWN])
    full = {name: _complete(name) for name in cut}
    return [
        ReadColumn(
            str(name),
            read_heading(
                full[str(name)]
                if full.get(str(name), name) != name
                else _write_out(bare(str(name)), names, words)
            ),
            profile_column(source.cells[name], ost),
        )
        for name in source.cells
    ]


def _find_cut(names: Sequence[str]) -> set[str]:
    """Return the names that fill the ten bytes of a shapefile's, where none has more."""
    counts: tuple[Callable[[str], int], ...] = (len, lambda name: len(name.encode()))
    for count in counts:
        if all(count(name) <= _CUT for name in names):
            return {name for name in names if count(name) == _CUT}
    return set()


_CUT = 10


def _complete(name: str) -> str:
    """Return a heading that may be cut short as the field that alone begins so, or in full."""
    key = _SPACE.sub("_", name).casefold()
    fields = [field for field in FIELDS if field.startswith(key)]
    return fields[0] if len(fields) == 1 else complete_heading(name)


_BEGINS = re.compile(r"(?i)b(?=[_ .]?(?:yr|year|mon|month|mo|day|dy)$)")


_STARTS_OR_ENDS = re.compile(r"(?i)([^\W\d_]{3,})(start|end)")

_SPACE = re.compile(r"[\W_]+")
_OF_SOURCES = re.compile(r"(?i)^source(?=[\W_]|$)")


def _write_out(name: str, names: Set[str], words: Set[str]) -> str:
    """Return a heading as what it means beside others, whose words are `words`.

    "byear" is "syear" where "eyear" stands beside it: alone, it may be one of birth. "Realstart" is
    a start where "realend" is there, too. Beside "source country" and "target country" the source
    is who does something to a target, as in tables of actors coded from news (ICEWS, POLECAT), and
    nobody who reports it. "Local" is Portuguese for a place, and "objetivo" for what is
    wanted: what was aimed at is an "alvo". Beside a "місяць" the "число" is its day, and beside
    hours "min" is no least number, and beside "Wed" nobody is killed in "Tues", nor in "tot"
    beside "dead". "No heridos" is the number of the injured beside "No muertos", and alone who was
    not injured.
    """
    name = _ACCENTED.get(name.strip().casefold(), name)
    if _BEGINS.match(name) and f"e{name[1:]}".casefold() in names:
        return f"s{name[1:]}"
    if (found := _STARTS_OR_ENDS.fullmatch(name)) and {
        f"{found[1]}{end}".casefold() for end in ("start", "end")
    } <= names:
        return f"{found[1]} {found[2]}"
    if {"source country", "target country"} <= names:
        return _OF_SOURCES.sub("actor", name)
    meant, beside = _BESIDE.get(name.strip().casefold(), ("", frozenset()))
    if words & beside:
        return meant
    if _NO.match(name) and sum(each.startswith("no ") for each in names) > 1:
        name = _NO.sub("number ", name)
    if _AIM.match(name) and words & _ONLY_PORTUGUESE:
        return _AIM.sub("finalidade", name)
    return _name_side(name, names)


def _name_side(name: str, names: Set[str]) -> str:
    """Return "deaths fighters" for UCDP's "deaths_a", which are those of one side.

    That it is so, "deaths_b" and "deaths_civilians" beside it tell.
    """
    side = _OF_A_SIDE.fullmatch(name)
    beside = {f"{side[1]} {end}".casefold() for end in ("a", "b", "civilians")} if side else {""}
    return f"{side[1]} fighters" if side and beside <= names else name


_OF_A_SIDE = re.compile(r"(?i)([^\W\d_]{4,})[_ ][ab]")


_OF_ONE_SEX = re.compile(r"(?i)[fmh]_(?=[^\W_]{3})")
_FEWEST_BEGUN = 4


def _without_sexes(names: Set[str]) -> Callable[[str], str]:
    """Return how a letter is left out that begins headings of all kinds, and none of the other sex.

    "F_MORTS" and "F_VEHICLES" are figures of anything, and no women.
    """
    letters = set()
    for letter, others in (("f", ("m ", "h ")), ("m", ("f ",)), ("h", ("f ",))):
        begun = [read_heading(name[2:]) for name in names if name.startswith(f"{letter} ")]
        of_people = all(heading.has(*_OF_PEOPLE.split()) for heading in begun)
        if len(begun) >= _FEWEST_BEGUN and not of_people:
            letters |= {letter} - {letter for name in names if name.startswith(others)}

    def without(name: str) -> str:
        own = _OF_ONE_SEX.match(name) and name[0].casefold() in letters
        return name[2:] if own else name

    return without


_PORTUGUESE = frozenset(
    {
        *("data", "hora", "mortos", "mortes", "feridos", "vítimas", "óbitos", "cidade", "tipo"),
        *("município", "municipio", "estado", "país", "fonte", "descrição", "ocorrência"),
    }
)
"""Words of headings beside which "local" is a place, and no adjective."""

_WEEKDAYS = frozenset({"wed", "weds", "wednesday", "thu", "thur", "thurs", "thursday", "friday"})

_DEAD = frozenset({"dead", "deaths", "killed", "died", "fatalities", "muertos", "morts", "mortos"})

_BESIDE: dict[str, tuple[str, frozenset[str]]] = {
    "tot": ("total", _DEAD),
    "mon": ("monday", _WEEKDAYS),
    "mo": ("monday", frozenset({"di", "mi"})),
    "tue": ("tuesday", _WEEKDAYS),
    "tues": ("tuesday", _WEEKDAYS),
    "local": ("lugar", _PORTUGUESE),
    "число": ("день", frozenset({"місяць", "месяц"})),
    "min": (
        "minutes",
        frozenset({"hour", "hora", "heure", "stunde", "hh", "час", "година", "godzina"}),
    ),
}
"""Headings that mean something else beside others with one of these words."""

_ACCENTED = {"età": "edad"}
"""Words that are others without their accents: no time of arrival."""

_NO = re.compile(r"(?i)no[ _](?=herid)")
_AIM = re.compile(r"(?i)objetivos?(?=[\W\d_]|$)")
_ONLY_PORTUGUESE = frozenset(
    {
        *("data", "mortos", "feridos", "vítimas", "óbitos", "cidade", "município", "fonte"),
        *("descrição", "ocorrência", "término", "horário", "participação"),
    }
)
"""Words of Portuguese headings that no Spanish ones have."""


_SOURCED = "weapon coordinates lat lon precision"
"""What has a source of its own: a "weapon source" says nothing of the event."""

_NUMBERS_ABOUT = "id rate killed injured casualties precision link"

_OF_A_PART = "id link source target weapon place date time number grade precision"
_OF_PEOPLE = (
    "killed injured casualties affected person actor animals civilians armed children women men"
    " adults suspects trades"
)
"""What a description may be of instead of the event."""

_OF_WHEN_OR_WHERE = (
    "dayno week month year place settlement admin1 admin2 street country coordinates precision"
)
"""What a name may be of that is none of the event: a "month_name", the "Region of Incident"."""

_NO_PLACE = "id link type precision lat lon x y code country"

_RULES: tuple[tuple[str, str, str, float], ...] = (
    ("source_id", "id event", "link source actor type date time", 1.0),
    (
        "source_id",
        "id",
        "link source actor side type date time place settlement admin1 admin2 country coordinates",
        0.9,
    ),
    (
        "source_id",
        "code",
        f"{_NUMBERS_ABOUT} place settlement admin1 admin2 country type placecode",
        0.6,
    ),
    ("source_id", "event number", "killed injured date time", 0.8),
    ("title", "title", "id link source date actor summary", 0.95),
    ("title", "event name", f"id link source date time type {_OF_WHEN_OR_WHERE}", 0.85),
    (
        "title",
        "name",
        "id link actor source type side entry update report publish grade target weapon person"
        f" personname official file {_OF_PEOPLE} {_OF_WHEN_OR_WHERE}",
        0.6,
    ),
    (
        "title",
        "event",
        f"id code link date time type number summary classed severe running {_OF_WHEN_OR_WHERE}",
        0.5,
    ),
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
        f"{_NUMBERS_ABOUT} target place source actor date weapon elsewhere vehicle decor cause"
        " magnitude",
        0.9,
    ),
    ("event_type", "weapon", f"{_NUMBERS_ABOUT} source number quantity target", 0.75),
    ("target", "target", f"{_NUMBERS_ABOUT} place country number weapon", 0.9),
    ("parties", "parties", f"{_NUMBERS_ABOUT} actor", 0.85),
    ("actor", "actor", "id type code part_of_name link number place country date person", 0.9),
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
        f"link id type number date time title target person fire file rate {_SOURCED}",
        0.9,
    ),
    ("source", "report by", "date time id", 0.85),
    ("source", "publish by", "date time id", 0.8),
    ("url", "link source", "date time archive decor", 0.95),
    ("url", "link", "date time archive decor", 0.9),
    ("url", "source", "date time archive person weapon", 0.7),
    ("archive_url", "archive", "date time", 0.9),
    ("published_on", "publish", "by id link source title", 0.9),
    ("quantity", "quantity", f"{_NUMBERS_ABOUT} unit date time summary money", 0.8),
    (
        "quantity",
        "households",
        "members id code rate link type date time place name person residence actor target money"
        " summary",
        0.7,
    ),
    ("quantity_unit", "unit", "", 0.5),
    ("statement", "statement", "date time id number link by", 0.85),
    (
        "admin1",
        "admin1",
        "id link type precision lat lon x y date capital elsewhere residence official",
        0.92,
    ),
    ("admin1", "admin1 code", "residence", 0.7),
    (
        "place",
        "settlement",
        "id link type precision lat lon x y code country admin2 residence official",
        0.95,
    ),
    ("place", "settlement admin2", f"{_NO_PLACE} residence", 0.9),
    ("place", "place name", f"{_NO_PLACE} elsewhere residence", 0.9),
    ("place", "place", f"{_NO_PLACE} elsewhere residence date time", 0.85),
    (
        "place",
        "admin2",
        f"{_NO_PLACE} date number elsewhere residence placecode",
        0.5,
    ),
    ("place", "street name", f"{_NO_PLACE} elsewhere residence", 0.45),
    (
        "country",
        "country",
        "id link type precision admin1 actor side elsewhere residence number code foreigncode",
        0.95,
    ),
    ("country", "country code", "id link actor side residence foreigncode", 0.75),
    ("country", "countrycode", "id link actor side residence", 0.7),
    ("lat", "lat", "altitude precision lon type elsewhere actor", 0.95),
    ("lon", "lon", "altitude precision lat type elsewhere actor", 0.95),
    ("lat", "y", "altitude precision x elsewhere actor", 0.7),
    ("lon", "x", "altitude precision y elsewhere actor", 0.7),
    (COORDINATES, "coordinates", "id type elsewhere actor", 0.9),
    (COORDINATES, "lat lon", "id type elsewhere actor", 0.9),
    (COORDINATES, "place|settlement", "id type elsewhere", 0.85),
)
"""How well a heading fits a field. Dates and casualties have rules of their own."""

_STRANGE = 0.97
"""What is left of the weight of a heading for each word that no concept knows."""

_REPEATED = 0.75
"""The least share of different cells that a column of ids has."""

LEAST = 0.4
SURE, LIKELY = 0.82, 0.6
_PAIRS = 0.8
HALF, MOST, ALL = 0.5, 0.8, 0.95
NEAR = 0.02

_TEXTS = (
    *("title", "summary", "event_type", "target", "parties", "actor", "place", "admin1"),
    *("country", "claimant", "source", "statement", "quantity_unit"),
)

_TOLD_BY_NAME = ("source", "claimant", "actor", "target", "parties")
"""Fields of texts that no single letter says, which may be a code for anybody."""

_NO_NOTES = frozenset(_TEXTS) - {"summary"}
"""Fields that a note on them is none of: "source notes", "perpetrator, remarks"."""

OWN_WORDS = ("when_words", "where_words", *FIGURE_WORDS)
"""What only the schema's own names fit: any text may stand there."""


def clearness(heading: Heading) -> float:
    """Return what is left of the weight of a heading: less the more words of it are not known."""
    return _STRANGE**heading.strange


def fit(field: str, profile: Profile) -> float:  # noqa: PLR0911 - one a kind of field
    """Return how well the cells of a column fit a field, 0 to 1."""
    share = profile.share
    if not profile.shares or field in OWN_WORDS:
        return float(bool(profile.shares))
    if field in _TEXTS:
        return _fit_text(field, profile)
    match field:
        case "source_id":
            # A few rows may come twice, id and all.
            only = 1.0 if share("distinct") >= ALL else MOST * (share("distinct") >= _REPEATED)
            only *= (1 - share("day")) * (1 - share("fine")) * (1 - share("long"))
            only *= 1 - share("pair")  # "Geocode": "(41.8793, -87.7407)"
            only *= share("filled") >= HALF  # those of arrests, or of people in another list
            return only * (share("phrase") < HALF)
        case "date_start" | "date_end" | "published_on":
            dates = max(share("date"), 0.6 * share("datelike"))
            return 0.0 if dates < 1 - ALL else 0.5 + 0.5 * dates
        case "url" | "archive_url":
            return share("link") if share("link") >= HALF > share("objects") else 0.0
        case "lat" | "lon":
            degrees = max(share("lat"), share("lon"), share("metres"))
            return 0.0 if degrees < 1 - ALL else 0.3 + 0.7 * degrees
        case "y" | "x":
            own = share("lat" if field == "y" else "lon") * (share("decimal") >= HALF)
            own = max(own, share("metres"))  # of which system, the user is asked
            return own if own >= ALL else 0.0
        case "coordinates":
            return 0.4 + 0.6 * share("pair") if share("pair") > 1 - ALL else 0.0
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
    counts *= share("series") < HALF
    return 0.0 if counts <= 0 else 0.5 + 0.5 * counts


def _fit_text(field: str, profile: Profile) -> float:
    """Return how well the cells of a column fit a field of texts, 0 to 1."""
    share = profile.share
    told = share("link") - share("prose") * (field == "summary")
    plain = share("letters") * (1 - max(told, 0)) * (1 - share("day")) * (1 - share("pair"))
    plain *= (share("yes or no") < MOST) * (share("objects") < HALF)
    if field in _TOLD_BY_NAME:
        plain *= share("letter") < MOST
    if field == "title":
        plain *= share("kind of place") < MOST  # "area_hecho": "URBANA"
        coded = share("few letters") >= MOST and share("distinct") < HALF
        plain *= not coded  # "Context": "R", "Am", "R", "IA"
        plain *= share("position") < MOST
    elif field == "place":
        plain *= share("position") < MOST or share("known place") >= HALF  # "Nord" in Haiti
        plain *= max(share("code"), share("some place")) < MOST
    elif field == "admin1":
        plain *= share("part of the world") < MOST
    return plain if plain > 1 - MOST else 0.0


def score_fields(column: ReadColumn) -> dict[str, float]:
    """Return the score of a column for each field that its heading fits, casualties aside."""
    heading, profile = column.heading, column.profile
    found: dict[str, float] = {}
    for rule in _RULES:
        field_name, needs, without, weight = rule
        wanted = [each.split("|") for each in needs.split()]
        if _is_beside(field_name, column):
            continue
        if all(heading.has(*each) for each in wanted) and not heading.has(*without.split()):
            kind = needs if needs in ("x", "y") else field_name
            score = weight * clearness(heading) * fit(kind, profile) * _bears_out(column, *rule)
            found[field_name] = max(found.get(field_name, 0.0), score)
    _weigh_texts(column, found)
    # What a link to a map says is where it was, also where others are too short to say it.
    pairs = HALF if profile.share("link") >= ALL else _PAIRS
    if profile.share("pair") >= pairs and not heading.has("elsewhere", "actor"):
        told = max(0.6 * profile.share("pair"), LEAST)
        found[COORDINATES] = max(found.get(COORDINATES, 0.0), told)
    called = heading.has("id") and heading.key != "id" and not heading.has("link", "source")
    if called and profile.share("phrase") >= HALF:
        found["title"] = max(found.get("title", 0.0), HALF)  # "Case": "Shooting in a mall"
    if heading.key in FIELDS:
        found[heading.key] = 1.2 * fit(heading.key, profile)
        if heading.key == "geo_precision" and profile.shares:
            found[heading.key] = 1.2  # what it says amiss is doubted, and not passed over
    elif heading.key == "event_id":
        found["source_id"] = 1.2 * fit("source_id", profile)
    _weigh_links(column, found)
    if column.name in AREA:
        found = {}  # see `areas`
    elif column.name in (GEOMETRY_LAT, GEOMETRY_LON):
        found = {"lat" if column.name == GEOMETRY_LAT else "lon": 2.0 * bool(profile.filled)}
    return {name: score for name, score in found.items() if score > 0}


def _weigh_links(column: ReadColumn, found: dict[str, float]) -> None:
    """Take addresses for those of sources, pictures only where no others are.

    Parameters
    ----------
    found
        The scores by field, which are changed.
    """
    heading, share = column.heading, column.profile.share
    linked = share("link") >= ALL and share("objects") < HALF
    linked &= not (heading.has("summary") and share("prose") >= HALF)
    if linked and split_heading(column.name) in (("reference",), ("ref",)):
        found.pop("source_id", None)
    if linked and not heading.has("source", "link", "archive", "decor"):
        found["url"] = max(found.get("url", 0.0), HALF)
    if heading.has("picture") and not heading.has("source"):
        found["url"] = found.get("url", 0.0) * HALF  # what shows an event is not who told of it
    elif linked and "url" in found and all(map(is_picture, column.profile.samples)):
        found["url"] = LEAST


def is_picture(text: str) -> bool:
    """Return whether a cell has addresses of pictures alone."""
    return all(_PICTURE.fullmatch(each) for each in re.split(r"[\s,;|]+", text) if each)


_PICTURE = re.compile(r"(?i)https?://[^\s?]+\.(?:jpe?g|png|gif|webp|bmp|tiff?)(?:\?\S*)?")
"""The address of a picture."""


def _weigh_texts(column: ReadColumn, found: dict[str, float]) -> None:
    """Take a long text of what happened for a summary: "Hechos".

    Parameters
    ----------
    found
        The scores by field, which are changed.
    """
    heading, share = column.heading, column.profile.share
    if heading.key in _CONTENTS and share("letters") >= MOST:
        found["summary"] = max(found.get("summary", 0.0), HALF)
    told = heading.concepts - {"noise"} == {"event"} and share("objects") < HALF
    quoted = heading.has("source") and heading.has("summary") and not heading.has("note")
    if quoted and "source" in found and share("prose") >= HALF:
        del found["source"]  # "source_text": what it says, and not who says it
        found["summary"] = LIKELY
    if told and share("long") >= HALF:
        found["summary"] = max(found.get("summary", 0.0), LIKELY)


_CONTENTS = frozenset({"content", "contents", "contenu", "contenido", "conteudo", "inhalt"})
"""Words of what a report says, which is read where nothing is called a description."""


def _is_beside(field: str, column: ReadColumn) -> bool:
    """Return whether a heading is of something else than a field that its words fit."""
    return (
        (field in _NO_NOTES and column.heading.has("note"))
        or (field == "title" and _names_somebody(column.name))
        or (field == "admin1" and names_condition(column))
    )


def _names_somebody(heading: str) -> bool:
    """Return whether a heading is of who has to do with an event: the "name of the driver"."""
    return any(word.startswith(_SOMEBODY) for word in split_heading(heading))


_SOMEBODY = (
    *("driver", "owner", "author", "witness", "contact", "enumerator", "interviewer", "respondent"),
    *("judge", "lawyer", "prosecutor", "водител", "водій", "водія", "автор", "свидетел", "свідк"),
    *("свідок", "владел", "власник", "суддя", "судді", "судья", "судьи", "адвокат", "fahrer"),
    *("zeuge", "inhaber", "conductor", "conducteur", "proprietaire", "propietario", "temoin"),
    *("testigo", "kierowc", "wlascicie", "swiad", "surucu", "ridic", "vozac", "shofer", "sofer"),
)
"""How words begin for people with whom an event has to do, whose name is not its own."""


def _bears_out(column: ReadColumn, field: str, needs: str, *_: object) -> bool:
    """Return whether the cells bear out a heading that may as well say something else."""
    share = column.profile.share
    if field == COORDINATES and needs.startswith("place"):
        return share("pair") >= HALF
    if field == "admin1" and column.heading.has("settlement"):
        # "Place (region, district, town)" holds all of them, one behind the other.
        return not all("," in text or " / " in text for text in column.profile.samples)
    if (field, needs) == ("title", "name") and column.heading.strange:
        # A "group_name" is one of many events, "hospital names" are several of one.
        words = split_heading(column.name)
        site = any(word.startswith(_SITES) for word in words)
        return "names" not in words and share("distinct") >= HALF and not site
    if field == "quantity" and split_heading(column.name) == ("hh",):
        return share("hour") < 1  # of the day, as well as households
    if (field, needs) == ("title", "event"):  # "activity at the moment of the accident"
        return column.heading.strange <= 1
    return True


_SITES = (
    *("airport", "aeropuerto", "aeroport", "flughafen", "lotnisk", "аэропорт", "аеропорт"),
    *("station", "road", "river"),
)
"""How words begin for what lies where an event was: the "airport name" is not its own."""

_CONDITIONS = frozenset({"state", "states", "estado", "estados"})
"""Words of regions that also mean how something is: the "review state" of a form."""
_OF_FORMS = ("grade", "update", "status", "report")
"""Concepts beside which they do: also of what a state did, its "state response"."""


def names_condition(column: ReadColumn) -> bool:
    """Return whether a heading of states has another word, and no cell is a place."""
    words = {word for word in split_heading(column.name) if "admin1" in concepts_of(word)}
    if not words or not words <= _CONDITIONS or column.profile.share("known place"):
        return False
    return bool(column.heading.strange) or column.heading.has(*_OF_FORMS)


def are_numbers_of_cases(column: ReadColumn) -> bool:
    """Return whether "2010-031" is the number of a case and no day of a year."""
    return not column.heading.has("date", "dayno") and column.profile.share("ordinal") >= HALF


def runs_on(cells: pd.Series) -> bool:
    """Return whether a column numbers its rows through."""
    numbers = pd.to_numeric(cells, errors="coerce").dropna()
    return len(numbers) > 1 and bool((numbers.diff().dropna() == 1).all())


def heading_says_nothing(column: ReadColumn) -> bool:
    """Return whether no word of a heading is known."""
    return not column.heading.concepts - {"noise"}
