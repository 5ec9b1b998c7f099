"""Tables with known content: what each row says is made up first, and then written into cells.

Nothing here asks the readers what is right. A part of a table (its dates, its places, its points,
its people, its texts) is a function that adds columns to a `Table` and says beside them, in its
rows' `Truth`, what a reader has to find in them.
"""
# ruff: noqa: RUF001 - the primes that tables have

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random

from fuzz.languages import COUNTRIES, LANGUAGES, Country, Language, Town, choices

Cell = str | int | float | dt.date | None

SOURCES = ("Reuters", "AFP", "BBC", "Local police")
NO_VALUE = ("", "", "", "-", "n/a", "N/A", "NULL", "–", "?")


@dataclass(frozen=True)
class Figures:
    """A number of people, ``None`` for an end that nobody says."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


UNKNOWN = Figures()


def exactly(number: int) -> Figures:
    """Return the figures of a plain number."""
    return Figures(number, number, number)


@dataclass
class Said:
    """What one source says of an event."""

    killed: Figures = UNKNOWN
    injured: Figures = UNKNOWN
    source: str | None = None
    url: str | None = None


@dataclass
class Truth:
    """What a row says, as a reader has to find it.

    Parameters
    ----------
    day, town, lat, lon, killed, injured
        What happened. A table may say less of it: that is in the fields below.
    start, end
        First and last day, ``None`` where the row says none.
    precision
        Of the date; blank where either of several is right.
    point
        Latitude and longitude in degrees, ``None`` where the row gives none.
    pin
        Whether the point is the event's own and no region's.
    place, region, country
        The place as written, the codes of region and country; ``None`` where the row names none.
    said
        A claim each.
    words
        The cells that are text, by which a refused row is known again.
    """

    day: dt.date
    town: Town
    lat: float
    lon: float
    killed: int
    injured: int
    start: dt.date | None = None
    end: dt.date | None = None
    precision: str = ""
    point: tuple[float, float] | None = None
    pin: bool = True
    place: str | None = None
    region: str | None = None
    country: str | None = None
    title: str | None = None
    summary: str | None = None
    type: str | None = None
    id: str | None = None
    said: list[Said] = field(default_factory=lambda: [Said()])
    words: tuple[str, ...] = ()


@dataclass
class Column:
    """A column, and the field of `Truth` that it tells, blank for none."""

    field: str
    heading: str
    cells: list[Cell]


@dataclass
class Table:
    """A table that is being made up.

    Parameters
    ----------
    traits
        What was chosen for it, for whoever reads of a fault.
    accuracy
        How far a point may be from the right one, in degrees: what its notation leaves out.
    shared
        Whether rows that share an id are told of one event.
    """

    random: Random
    language: Language
    country: Country
    truths: list[Truth]
    columns: list[Column] = field(default_factory=list)
    traits: list[str] = field(default_factory=list)
    accuracy: float = 0.0006
    shared: bool = False

    def add(self, about: str, cells: Iterable[Cell], heading: str | None = None) -> None:
        """Add a column for a field, under one of the headings that its name has."""
        name = heading or self.language.heading(about, self.random)
        self.columns.append(Column(about, name, list(cells)))

    def chance(self, share: float) -> bool:
        """Return whether something is so that is in this share of tables."""
        return self.random.random() < share

    def headings(self, *fields: str) -> list[str]:
        """Return the headings of the columns that tell one of these fields."""
        return [column.heading for column in self.columns if column.field in fields]

    def sort(self, key: Callable[[Truth], str]) -> None:
        """Put the rows into an order, those that are equal as they were."""
        order = sorted(range(len(self.truths)), key=lambda at: key(self.truths[at]))
        self.truths = [self.truths[at] for at in order]
        for column in self.columns:
            column.cells = [column.cells[at] for at in order]


Part = Callable[[Table], None]


def invent(random: Random) -> Table:
    """Return a table of five to eighteen events, no two of one day and town."""
    language = random.choice((LANGUAGES[0], *LANGUAGES))
    country = random.choice(COUNTRIES)
    table = Table(random, language, country, _happen(random, country))
    for parts in (DATES, PLACES, POINTS, PEOPLE):
        part = random.choice(parts)
        table.traits.append(part.__name__.strip("_"))
        part(table)
    _add_texts(table)
    _add_others(table)
    if len({column.heading for column in table.columns}) < len(table.columns):
        return invent(random)
    if table.chance(0.4):
        random.shuffle(table.columns)
    if table.headings("killed") and table.headings("id") and table.chance(0.25):
        _tell_twice(table)
    for at, truth in enumerate(table.truths):
        cells = [column.cells[at] for column in table.columns]
        truth.words = tuple(cell for cell in cells if isinstance(cell, str) and cell)
    table.traits.insert(0, language.code)
    return table


def _happen(random: Random, country: Country) -> list[Truth]:
    """Return what happened, in no order."""
    first = dt.date(random.choice((2019, 2021, 2022, 2023, 2024)), random.randint(1, 12), 1)
    happened: dict[tuple[dt.date, str], Truth] = {}
    for _ in range(random.choice((5, 8, 12, 18))):
        day = first + dt.timedelta(days=random.randint(0, 300))
        town = random.choice(country.towns)
        happened[day, town.name] = Truth(
            day,
            town,
            round(town.lat + random.uniform(-0.01, 0.01), 4),
            round(town.lon + random.uniform(-0.01, 0.01), 4),
            random.choice((0, 0, 1, 1, 2, 3, 5, 7, 11)),
            random.choice((0, 1, 2, 4, 6, 9, 12, 14)),
        )
    return list(happened.values())


# Dates


def _in_words(day: dt.date, language: Language) -> str:
    month = choices(language.months)[day.month - 1]
    return f"{day.day}{language.of}{month}{language.of.removeprefix('.')}{day.year}"


DAY_STYLES: dict[str, Callable[[dt.date, Language], Cell]] = {
    "iso": lambda day, _: day.isoformat(),
    "dots": lambda day, _: f"{day:%d.%m.%Y}",
    "slashes": lambda day, _: f"{day:%d/%m/%Y}",
    "hyphens": lambda day, _: f"{day:%d-%m-%Y}",
    "year first": lambda day, _: f"{day:%Y/%m/%d}",
    "with time": lambda day, _: f"{day.isoformat()}T{day.day * 7 % 24:02d}:30:00",
    "short year": lambda day, _: f"{day:%d.%m.%y}",
    "words": _in_words,
    "serial": lambda day, _: str((day - dt.date(1899, 12, 30)).days),
    "epoch": lambda day, _: str((day - dt.date(1970, 1, 1)).days * 86_400 + 43_200),
    "real": lambda day, _: day,
    "eight digits": lambda day, _: f"{day:%Y%m%d}",
    "midnight": lambda day, _: f"{day.isoformat()} 00:00:00",
    "noon in UTC": lambda day, _: f"{day.isoformat()}T12:00:00Z",
    "words and time": lambda day, language: f"{_in_words(day, language)}, 14:30",
    "dots and time": lambda day, _: f"{day:%d.%m.%Y} 14:30",
}
"""How a day is written in any language."""

ENGLISH_STYLES: dict[str, Callable[[dt.date, Language], Cell]] = {
    "month first": lambda day, _: f"{day:%m/%d/%Y}",
    "month first with time": lambda day, _: f"{day:%m/%d/%Y} 11:05 PM",
    "American words": lambda day, _: f"{day:%B} {day.day}, {day.year}",
    "short months": lambda day, _: f"{day:%d-%b-%Y}",
    "weekday": lambda day, _: f"{day:%a} {day.day} {day:%B %Y}",
}
"""How it is written in English alone."""


def day_style(table: Table) -> Callable[[dt.date, Language], Cell]:
    """Return one way to write days in the table's language."""
    styles = DAY_STYLES | (ENGLISH_STYLES if table.language.code == "en" else {})
    name = table.random.choice(list(styles))
    table.traits.append(name)
    return styles[name]


def _say_days(table: Table) -> None:
    for truth in table.truths:
        truth.start = truth.end = truth.day
        truth.precision = "day"


def _say_month(truth: Truth) -> None:
    truth.start = truth.day.replace(day=1)
    following = (truth.start + dt.timedelta(days=32)).replace(day=1)
    truth.end = following - dt.timedelta(days=1)
    truth.precision = "month"


def _whole_days(table: Table) -> None:
    style = day_style(table)
    _say_days(table)
    table.add("date", [style(truth.day, table.language) for truth in table.truths])


def _date_in_parts(table: Table) -> None:
    months = choices(table.language.months)
    named = table.chance(0.5)
    _say_days(table)
    table.add("year", [truth.day.year for truth in table.truths])
    table.add("month", [months[t.day.month - 1] if named else t.day.month for t in table.truths])
    table.add("day", [truth.day.day for truth in table.truths])


def _start_and_end(table: Table) -> None:
    style = day_style(table)
    _say_days(table)
    for truth in table.truths:
        truth.end = truth.day + dt.timedelta(days=table.random.choice((0, 0, 1, 3, 6)))
        truth.precision = ""
    table.add("start", [style(truth.day, table.language) for truth in table.truths])
    table.add("end", [t.end and style(t.end, table.language) for t in table.truths])


def _months_alone(table: Table) -> None:
    months = choices(table.language.months)
    between = table.language.of.removeprefix(".")
    numbers = table.chance(0.5)
    for truth in table.truths:
        _say_month(truth)
    written = [f"{months[truth.day.month - 1]}{between}{truth.day.year}" for truth in table.truths]
    table.add("date", [f"{t.day:%Y-%m}" for t in table.truths] if numbers else written)


def _mixed_precisions(table: Table) -> None:
    cells: list[Cell] = []
    _say_days(table)
    for truth in table.truths:
        kind = table.random.choice(("day", "day", "day", "month", "year"))
        if kind == "month":
            _say_month(truth)
            cells.append(f"{truth.day:%Y-%m}")
        elif kind == "year":
            truth.start, truth.end = dt.date(truth.day.year, 1, 1), dt.date(truth.day.year, 12, 31)
            truth.precision = "year"
            cells.append(str(truth.day.year))
        else:
            cells.append(truth.day.isoformat())
    table.add("date", cells)


def _year_apart(table: Table) -> None:
    """Write days without a year, which stands in a column of its own."""
    months = choices(table.language.months)
    of = table.language.of
    _say_days(table)
    table.add("year", [truth.day.year for truth in table.truths])
    table.add("date", [f"{t.day.day}{of}{months[t.day.month - 1]}" for t in table.truths])


def _spans_in_cells(table: Table) -> None:
    cells: list[Cell] = []
    _say_days(table)
    for truth in table.truths:
        last = truth.day + dt.timedelta(days=table.random.choice((1, 2, 4)))
        if last.month == truth.day.month and table.chance(0.6):
            truth.end, truth.precision = last, ""
            cells.append(f"{truth.day.day}-{_in_words(last, table.language)}")
        else:
            cells.append(_in_words(truth.day, table.language))
    table.add("date", cells)


def _some_undated(table: Table) -> None:
    _say_days(table)
    blank = table.random.choice(("", "?", "-", "n/a"))
    for truth in table.truths[1:]:
        if table.chance(0.2):
            truth.start = truth.end = None
            truth.precision = "unknown"
    table.add("date", [t.start.isoformat() if t.start else blank for t in table.truths])


DATES: tuple[Part, ...] = (
    _whole_days,
    _whole_days,
    _whole_days,
    _whole_days,
    _date_in_parts,
    _start_and_end,
    _months_alone,
    _mixed_precisions,
    _spans_in_cells,
    _some_undated,
    _year_apart,
)


# Places


def _name_towns(table: Table) -> None:
    names = [truth.town.named(table.language.code)[0] for truth in table.truths]
    for truth, name in zip(table.truths, names, strict=True):
        truth.place = name
    table.add("place", names)


def _name_regions(table: Table) -> None:
    for truth in table.truths:
        truth.region = truth.town.code
    table.add("region", [truth.town.named(table.language.code)[1] for truth in table.truths])


def _name_country(table: Table) -> None:
    for truth in table.truths:
        truth.country = table.country.alpha_2
    table.add("country", [table.country.names[table.language.code]] * len(table.truths))


def _town_region_country(table: Table) -> None:
    for part in (_name_towns, _name_regions, _name_country):
        part(table)


def _town_and_country(table: Table) -> None:
    _name_towns(table)
    _name_country(table)


def _town_and_region(table: Table) -> None:
    _name_towns(table)
    _name_regions(table)


def _region_and_country(table: Table) -> None:
    _name_regions(table)
    _name_country(table)


def _town_and_code(table: Table) -> None:
    _name_towns(table)
    code = table.country.alpha_2 if table.chance(0.5) else table.country.alpha_3
    for truth in table.truths:
        truth.country = table.country.alpha_2
    table.add("code", [code] * len(table.truths))


def _with_district(table: Table) -> None:
    _town_region_country(table)
    table.add("district", [f"{truth.place} 2" for truth in table.truths])


def _in_one_cell(table: Table) -> None:
    code = table.language.code
    country = table.country.names[code]
    cells: list[Cell] = []
    for truth in table.truths:
        town, region = truth.town.named(code)
        truth.place, truth.region, truth.country = town, truth.town.code, table.country.alpha_2
        cells.append(f"{town}, {region}, {country}")
    table.add("where", cells)


PLACES: tuple[Part, ...] = (
    _town_region_country,
    _town_region_country,
    _town_and_country,
    _town_and_region,
    _region_and_country,
    _town_and_code,
    _with_district,
    _in_one_cell,
)


# Points


def _sexagesimal(degrees: float, letters: str, form: str) -> str:
    """Return degrees with minutes and seconds; `form` is one of ``SEXAGESIMAL``."""
    letter = letters[degrees < 0]
    whole, rest = divmod(round(abs(degrees) * 3600, 2), 3600)
    minutes, seconds = divmod(rest, 60)
    return form.format(
        d=int(whole), m=int(minutes), s=seconds, dm=rest / 60, letter=letter, v=abs(degrees)
    )


SEXAGESIMAL = (
    "{d}°{m:02d}'{s:05.2f}\"{letter}",
    "{d}° {m}' {s:.2f}\" {letter}",
    "{letter} {d}°{dm:.4f}'",
    "{d}°{m:02d}′{s:.2f}″{letter}",
    "{v:.4f}° {letter}",
    "{v:.4f}{letter}",
)
"""Notations with a letter of the hemisphere."""


def _numbers(table: Table, axis: int, form: str) -> list[Cell]:
    """Return latitudes (`axis` 0) or longitudes (1) in a notation."""
    letters = ("NS", "EW")[axis]
    found: list[Cell] = []
    for truth in table.truths:
        number = (truth.lat, truth.lon)[axis]
        if form == "plain":
            found.append(f"{number:.4f}")
        elif form == "number":
            found.append(number)
        elif form == "comma":
            found.append(f"{number:.4f}".replace(".", ","))
        else:
            found.append(_sexagesimal(number, letters, form))
    return found


def _say_points(table: Table) -> None:
    for truth in table.truths:
        truth.point = truth.lat, truth.lon


def _two_columns(table: Table) -> None:
    notations = ("plain", "plain", "number", "number", "comma", *SEXAGESIMAL)
    form = table.random.choice(notations)
    table.traits.append(form)
    _say_points(table)
    table.add("lat", _numbers(table, 0, form))
    table.add("lon", _numbers(table, 1, form))


def _one_column(table: Table) -> None:
    form = table.random.choice(("plain", "plain", *SEXAGESIMAL))
    between = table.random.choice((", ", " ", ",", "; "))
    table.traits.append(f"{form}{between}")
    _say_points(table)
    both = zip(_numbers(table, 0, form), _numbers(table, 1, form), strict=True)
    table.add("point", [f"{lat}{between}{lon}" for lat, lon in both])


def _as_geometry(table: Table) -> None:
    form = table.random.choice(
        (
            "POINT ({lon} {lat})",
            "SRID=4326;POINT({lon} {lat})",
            '{{"type": "Point", "coordinates": [{lon}, {lat}]}}',
            "https://www.google.com/maps?q={lat},{lon}",
            "https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=12/{lat}/{lon}",
            "geo:{lat},{lon}",
        )
    )
    table.traits.append(form)
    _say_points(table)
    table.add("point", [form.format(lat=truth.lat, lon=truth.lon) for truth in table.truths])


def _some_without_point(table: Table) -> None:
    _two_columns(table)
    blank = table.random.choice(("", "-", "0", "0.0", "n/a"))
    table.traits.append(f"blank {blank!r}")
    for at, truth in enumerate(table.truths):
        if table.chance(0.3):
            truth.point = None
            for column in table.columns:
                if column.field in ("lat", "lon"):
                    column.cells[at] = blank


def _some_turned_round(table: Table) -> None:
    """Turn some points round, where that puts them far off: the rest of the row tells it."""
    _say_points(table)
    lat, lon = _numbers(table, 0, "plain"), _numbers(table, 1, "plain")
    for at, truth in enumerate(table.truths):
        if at and abs(truth.lat - truth.lon) > FAR_DEGREES and table.chance(0.15):
            lat[at], lon[at] = lon[at], lat[at]
    table.add("lat", lat)
    table.add("lon", lon)


def _with_precision(table: Table) -> None:
    """Say of each point, in English alone, whether it is that of a region."""
    _two_columns(table)
    if table.language.code != "en":
        return
    for truth in table.truths:
        truth.pin = table.chance(0.6)
    table.add("precision", ["exact" if truth.pin else "region" for truth in table.truths])


def _rounded_points(table: Table) -> None:
    """Write points with one decimal."""
    table.accuracy = 0.06
    _say_points(table)
    table.add("lat", [f"{truth.lat:.1f}" for truth in table.truths])
    table.add("lon", [f"{truth.lon:.1f}" for truth in table.truths])


def _no_points(table: Table) -> None:
    """Leave out points; then the country has to be named."""
    if not table.headings("country", "code", "where"):
        _name_country(table)


FAR_DEGREES = 9
"""Between latitude and longitude: less may be within the country, or just beyond its border."""

POINTS: tuple[Part, ...] = (
    _two_columns,
    _two_columns,
    _two_columns,
    _one_column,
    _as_geometry,
    _some_without_point,
    _some_turned_round,
    _with_precision,
    _rounded_points,
    _no_points,
)


# People


def _say_injured(table: Table) -> None:
    """Add a column of the injured, in plain numbers, to most tables."""
    if not table.chance(0.8):
        return
    for truth in table.truths:
        truth.said[0].injured = exactly(truth.injured)
    table.add("injured", [truth.injured for truth in table.truths])


def _say_killed(table: Table) -> None:
    for truth in table.truths:
        truth.said[0].killed = exactly(truth.killed)


def _plain_numbers(table: Table) -> None:
    _say_killed(table)
    table.add("killed", [truth.killed for truth in table.truths])
    _say_injured(table)


def _some_unknown(table: Table) -> None:
    blank = table.random.choice(NO_VALUE)
    table.traits.append(f"blank {blank!r}")
    _plain_numbers(table)
    for at, truth in enumerate(table.truths):
        for column in table.columns:
            if column.field in ("killed", "injured") and table.chance(0.25):
                column.cells[at] = blank
                setattr(truth.said[0], column.field, UNKNOWN)


def _numbers_in_words(table: Table) -> None:
    """Write numbers as words, as "at least 3", "about 3" and "3-5", and with decimals."""
    words = choices(table.language.numbers)
    cells: list[Cell] = []
    _say_killed(table)
    for truth in table.truths:
        said, number = truth.said[0], truth.killed
        style = table.random.choice(("number", "word", "least", "about", "range", "plus"))
        if style == "word":
            cells.append(words[number])
        elif style == "about" and number > 1:
            cells.append(table.language.about.format(number))
        elif style == "least" and number > 1:
            cells.append(table.language.at_least.format(number))
            said.killed = Figures(low=number)
        elif style == "range":
            cells.append(f"{number}-{number + 2}")
            said.killed = Figures(low=number, high=number + 2)
        elif style == "plus" and number > 1:
            cells.append(f"{number}+")
            said.killed = Figures(low=number)
        else:
            cells.append(str(number))
    table.add("killed", cells)
    _say_injured(table)


def _with_people(table: Table) -> None:
    """Say whom a number counts, in English alone: "5 (2 children)", "3 + 2", "3 people"."""
    if table.language.code != "en":
        return _plain_numbers(table)
    _say_killed(table)
    cells: list[Cell] = []
    for truth in table.truths:
        forms = "{0}|{0} people|{0} persons|{0} (1 child)|{0} incl. 1 child|{0} civilians|{0}[1]"
        more = f"{truth.killed - 1} + 1" if truth.killed > 1 else "none"
        form = table.random.choice(choices(forms))
        if truth.killed == 0 and form != "{0} people":
            cells.append("none")
        elif table.chance(0.2) and truth.killed > 1:
            cells.append(more)
        else:
            cells.append(form.format(truth.killed))
    table.add("killed", cells)
    return _say_injured(table)


def _in_other_digits(table: Table) -> None:
    """Write numbers in Arabic digits, in Arabic alone."""
    digits = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    _plain_numbers(table)
    if table.language.code == "ar":
        for column in table.columns:
            if column.field in ("killed", "injured", "date"):
                column.cells = [
                    cell if isinstance(cell, dt.date) else str(cell).translate(digits)
                    for cell in column.cells
                ]


def _with_decimals(table: Table) -> None:
    _say_killed(table)
    table.add("killed", [f"{truth.killed}.0" for truth in table.truths])
    _say_injured(table)


def _low_and_high(table: Table) -> None:
    best = table.chance(0.5)
    low = [max(0, t.killed - table.random.choice((0, 1, 2))) for t in table.truths]
    high = [truth.killed + table.random.choice((0, 1, 4)) for truth in table.truths]
    for truth, least, most in zip(table.truths, low, high, strict=True):
        truth.said[0].killed = Figures(least, truth.killed if best else None, most)
    table.add("low", low)
    if best:
        table.add("best", [truth.killed for truth in table.truths])
    table.add("high", high)
    _say_injured(table)


def _shares(table: Table, number: int) -> list[list[Cell]]:
    """Return the killed of each row parted into so many groups."""
    groups: list[list[Cell]] = [[] for _ in range(number)]
    for truth in table.truths:
        left = truth.killed
        for group in groups[:-1]:
            share = table.random.randint(0, left)
            group.append(share)
            left -= share
        groups[-1].append(left)
    return groups


def _civilians_and_soldiers(table: Table) -> None:
    _say_killed(table)
    civilians, soldiers = _shares(table, 2)
    table.add("civilians", civilians)
    table.add("soldiers", soldiers)
    if table.chance(0.3):
        table.add("killed", [truth.killed for truth in table.truths])
    _say_injured(table)


def _men_women_children(table: Table) -> None:
    _say_killed(table)
    for name, cells in zip(("men", "women", "children"), _shares(table, 3), strict=True):
        table.add(name, cells)
    _say_injured(table)


def _civilians_alone(table: Table) -> None:
    """Count a part of the people, which is a low end of all."""
    for truth in table.truths:
        truth.said[0].killed = Figures(low=truth.killed)
    table.add("civilians", [truth.killed for truth in table.truths])
    _say_injured(table)


def _total_and_part(table: Table) -> None:
    _say_killed(table)
    table.add("killed", [truth.killed for truth in table.truths])
    table.add("children", _shares(table, 2)[0])
    _say_injured(table)


def _both_in_one_cell(table: Table) -> None:
    _say_killed(table)
    for truth in table.truths:
        truth.said[0].injured = exactly(truth.injured)
    between = table.random.choice(("/", " / "))
    table.add("both", [f"{truth.killed}{between}{truth.injured}" for truth in table.truths])


def _sentences(table: Table) -> None:
    """Tell the killed and the injured in words, in English alone."""
    if table.language.code != "en":
        return _plain_numbers(table)
    _say_killed(table)
    for truth in table.truths:
        truth.said[0].injured = exactly(truth.injured)
    forms = "{} killed, {} injured|{} dead; {} wounded|killed: {}, injured: {}"
    form = table.random.choice(choices(forms))
    return table.add("people", [form.format(t.killed, t.injured) for t in table.truths])


def _a_column_each_source(table: Table) -> None:
    """Let two columns say who was killed by whom each is told."""
    cells: list[Cell] = []
    for truth in table.truths:
        other = truth.killed + table.random.choice((0, 3, 7))
        truth.said = [Said(exactly(truth.killed)), Said(exactly(other))]
        cells.append(other)
    table.add("first", [truth.killed for truth in table.truths])
    table.add("second", cells)


def _nobody_counted(table: Table) -> None:
    _say_injured(table)


PEOPLE: tuple[Part, ...] = (
    _plain_numbers,
    _plain_numbers,
    _some_unknown,
    _numbers_in_words,
    _with_people,
    _in_other_digits,
    _with_decimals,
    _low_and_high,
    _civilians_and_soldiers,
    _men_women_children,
    _civilians_alone,
    _total_and_part,
    _both_in_one_cell,
    _sentences,
    _a_column_each_source,
    _nobody_counted,
)


# Texts, and what else a table has


def _add_texts(table: Table) -> None:
    random = table.random
    if table.chance(0.4):
        for at, truth in enumerate(table.truths, 1):
            truth.title = f"{truth.town.name}, no. {at}"
        table.add("title", [truth.title for truth in table.truths])
    if table.chance(0.3):
        kinds = [random.choice(list(table.language.types)) for _ in table.truths]
        words = [random.choice(choices(table.language.types[kind])) for kind in kinds]
        for truth, kind in zip(table.truths, kinds, strict=True):
            truth.type = kind
        table.add("type", words)
    if table.chance(0.5):
        form = random.choice(("{}", "E-{}", "{:04d}", "UKR{}"))
        for at, truth in enumerate(table.truths, random.choice((1, 101))):
            truth.id = form.format(at)
        table.add("id", [truth.id for truth in table.truths])
    if table.chance(0.3):
        for truth in table.truths:
            truth.summary = random.choice(("A market was hit.", "A school burnt down.", "At noon."))
        table.add("summary", [truth.summary for truth in table.truths])
    if len(table.truths[0].said) == 1:
        _add_sources(table)


def _add_sources(table: Table) -> None:
    if table.chance(0.4):
        for truth in table.truths:
            truth.said[0].source = table.random.choice(SOURCES)
        table.add("source", [truth.said[0].source for truth in table.truths])
    if table.chance(0.3):
        for at, truth in enumerate(table.truths, 1):
            truth.said[0].url = f"https://example.org/news/{at}"
        table.add("url", [truth.said[0].url for truth in table.truths])


def _add_others(table: Table) -> None:
    """Add up to four columns that say something else."""
    kinds = dict(table.language.others)
    if not table.headings("killed"):
        kinds.pop("part", None)
    for kind in table.random.sample(sorted(kinds), table.random.choice((0, 1, 2, 3, 4))):
        heading = table.random.choice(choices(kinds[kind]))
        table.add("", [_other_cell(table, kind, truth) for truth in table.truths], heading)


def _other_cell(table: Table, kind: str, truth: Truth) -> Cell:
    random = table.random
    if kind == "part":
        known = truth.said[0].killed.best
        return "" if known is None else random.randint(0, known)
    if kind == "later":
        return (truth.day + dt.timedelta(days=random.randint(1, 30))).isoformat()
    cells: dict[str, Cell] = {
        "age": random.randint(3, 90),
        "count": random.randint(0, 30),
        "decimal": f"{random.uniform(1, 40):.1f}",
        "many": random.randint(1000, 90_000),
        "phone": f"0{random.randint(10**8, 10**9 - 1)}",
        "score": f"{random.random():.2f}",
        "weapon": random.choice(("AK-47", "Rocket", "IED", "Drone")),
        "flag": random.choice(("yes", "no")),
        "birth": (truth.day - dt.timedelta(days=random.randint(6000, 20_000))).isoformat(),
        "month": truth.day.month,
        "week": truth.day.isocalendar().week,
        "rate": f"{random.randint(1, 100)}%",
        "text": random.choice(("none", "blast", "minor", "gunshot")),
        "time": f"{random.randint(0, 23):02d}:{random.randint(0, 59):02d}",
        "actor": random.choice(("Militia", "Army", "Unknown gunmen")),
        "name": random.choice(("A. Petrov", "M. Diallo", "J. Smith")),
    }
    return cells[kind]


def _tell_twice(table: Table) -> None:
    """Give each event a second row, of another source with another number, by the same id."""
    table.traits.append("told twice")
    table.shared = True
    if not table.headings("source"):
        table.add("source", [None] * len(table.truths))
    count = len(table.truths)
    for at in range(count):
        truth = table.truths[at]
        first, second = table.random.sample(SOURCES, 2)
        other = truth.killed + table.random.choice((1, 2, 5))
        injured, url = truth.said[0].injured, truth.said[0].url
        truth.said = [Said(exactly(truth.killed), injured, first, url)]
        again = Truth(**{**vars(truth), "said": [Said(exactly(other), injured, second, url)]})
        table.truths.append(again)
        for column in table.columns:
            column.cells.append(column.cells[at])
            if column.field == "source":
                column.cells[at], column.cells[-1] = first, second
            elif column.field == "killed":
                column.cells[at], column.cells[-1] = truth.killed, other
