"""Which columns hold the dates of events.

The event's own date goes before its start, this before the day of a report or a publication. A date
of entry or update is none of the event's, nor are ``start``, ``end`` and ``today`` of a survey
tool's export (KoboToolbox, ODK): a form was filled in then. Where the date is blank in a row, the
next best column stands in, and that is said. Year, month and day in columns of their own are one
date, and so are a day without a year and a year. Two dates of the event that fit equally are said,
or asked about where they differ.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from eventmap.readers.formats.columnchoice.ledger import GROUP_COLUMNS, ColumnQuestion, Ledger
from eventmap.readers.formats.columns import (
    ALL,
    HALF,
    LEAST,
    LIKELY,
    MOST,
    NEAR,
    SURE,
    ReadColumn,
    are_numbers_of_cases,
    clearness,
    fit,
    heading_says_nothing,
)
from eventmap.readers.formats.composed import (
    add_days,
    add_years,
    are_months,
    are_months_of_no_year,
    are_yearless,
    fill_blanks,
    find_months,
    find_years,
    join_dates,
    join_quarters,
    join_weeks,
)
from eventmap.readers.formats.headingwords import Heading, mask_of, split_heading
from eventmap.readers.model import DateOrder, trim
from eventmap.readers.values.blanks import are_bare, without_signs
from eventmap.readers.values.clocktimes import CLOCK, are_in_zones, runs_over_midnight
from eventmap.readers.values.dates import decide_order, parse_dates, read_dates
from eventmap.readers.values.dateshapes import DATE_ORDERS, interpret
from eventmap.readers.values.months import find_named_calendar
from eventmap.readers.values.precisionwords import find_rough
from eventmap.schema import DatePrecision

_ROLES = ("event", "plain", "start", "other", "report", "publish", "end", "entry", "update")
"""What a column of dates is, the event's own first."""

_ROLE_NOUNS = {"publish": "publication"}
_OWN_ROLES = ("event", "plain", "start", "other")


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
    """A column of dates, what they are the dates of (`_ROLES`), and how well it fits.

    `weight` is how well its heading does, whatever its cells are.
    """

    column: ReadColumn
    role: str
    weight: float
    fits: float

    @property
    def score(self) -> float:
        """How well heading and cells fit."""
        return self.weight * self.fits


_ROLE_WEIGHTS = {"event": 1.0, "plain": 0.95, "start": 0.95, "other": 0.5}


_OF_FORMS = frozenset({"_uuid", "_validation_status", "_submitted_by", "__version__"})
"""What KoboToolbox calls its own columns: there, start and end are those of filling in a form."""


def find_dates(columns: Sequence[ReadColumn]) -> list[Dated]:
    """Return the columns of dates, the event's own first."""
    survey = any(column.heading.has("survey") or column.name in _OF_FORMS for column in columns)
    found: list[Dated] = []
    stamps: list[Dated] = []
    for column in columns:
        role = date_role(column.heading, survey=survey)
        fits = fit("date_start", column.profile)
        if role == "other" and column.heading.has("month") and column.profile.share("date") >= MOST:
            role = "plain"  # months, each with its year
        if role == "other" and column.profile.share("day") < ALL:
            # Seconds since 1970 are dates under any heading, if no other column holds some.
            nothing = heading_says_nothing(column) and not _ENDS_IN_ID.search(column.name)
            if nothing and column.profile.share("epoch") == 1:
                stamps.append(Dated(column, role, 0.5, fits))
            continue
        if not role or not fits or are_numbers_of_cases(column):
            continue
        if are_weeks_of_years(column):
            continue  # "5/2024" is no May
        own = column.heading.has("date", "time", "year")
        if role == "event" and not own and column.profile.share("date") < HALF:
            continue  # "Attack" names attacks, some of them by their year
        # "accident_year" says less than "date".
        role = "plain" if role == "event" and _tells_years(column) else role
        weight = _ROLE_WEIGHTS.get(role, 0.6) * clearness(column.heading)
        if column.heading.key in ("date_start", "date_end"):
            weight = 1.2
        elif find_named_calendar(column.heading.text):
            weight *= 0.5  # its dates are not converted
        elif _may_be_another_day(column):
            weight *= 0.8
        elif is_stamp(column) or (column.heading.has("time") and not column.heading.has("date")):
            weight *= 0.9
        elif not column.heading.has("date", "time") and column.heading.has("year"):
            weight *= 0.7  # a year says less than a day
        found.append(Dated(column, role, weight, fits))
    found = _without_hours(found) or stamps[: len(stamps) == 1]
    # Of days and months that fit equally, the days are read.
    return sorted(
        found,
        key=lambda each: (
            _ROLES.index(each.role),
            -each.score,
            each.column.heading.has("month"),
        ),
    )


def _tells_years(column: ReadColumn) -> bool:
    year = column.heading.has("year") and not column.heading.has("date", "time")
    return year and column.profile.share("day") < HALF


def _without_hours(found: list[Dated]) -> list[Dated]:
    """Return columns of dates but those of times without a day, if another one has days.

    "Accident time" with "0806" and "1620" holds no years.
    """
    hours = [
        each
        for each in found
        if each.column.heading.has("time")
        and not each.column.heading.has("date", "year")
        and max(each.column.profile.share("day"), each.column.profile.share("epoch")) < HALF
    ]
    days = any(each.column.profile.share("day") >= HALF for each in found)
    return [each for each in found if each not in hours] if days else found


def _may_be_another_day(column: ReadColumn) -> bool:
    """Return whether dates are of Greenwich, or of a death, which was perhaps later."""
    of_death = column.heading.has("killed") and not column.heading.has("event")
    return of_death or not _OF_GREENWICH.isdisjoint(split_heading(column.name))


_ENDS_IN_ID = re.compile(r"ID$|[_ ]id$")
"""Headings of ids, also in words that are not known: "RECID"."""

_OF_GREENWICH = frozenset({"utc", "gmt", "zulu"})
_WEEK_OF_YEAR = re.compile(r"\d{1,2}[./-]\d{4}|\d{4}[./-]\d{1,2}")


def are_weeks_of_years(column: ReadColumn) -> bool:
    """Return whether a column holds weeks with their year, as its heading says: "22/2024"."""
    said = column.profile.samples
    return column.heading.has("week") and bool(said) and all(map(_WEEK_OF_YEAR.fullmatch, said))


def read_flags_of_dates(ledger: Ledger) -> None:
    """Doubt the dates that a column of yes and no calls approximate, or not exact."""
    read = {**ledger.found, **ledger.chosen}
    if "date_precision" in {*read, *ledger.closed} or "date_start" not in read:
        return
    if any(ledger.scores[each.name].get("date_precision", 0) >= LEAST for each in ledger.free()):
        return
    for each in ledger.free():
        plain = each.heading.has("date") and not each.heading.has("number")
        flags = each.heading.has("date", "time")
        flags &= each.profile.share("whether" if plain else "yes or no") >= MOST
        rough = find_rough(each.name, ledger.cells[each.name]) if flags else None
        if rough is not None:
            ledger.put("date_precision", each.name, rough.map({True: "approximate"}).astype("str"))
            ledger.taken[each.name] = "date_precision", LIKELY
            return


def is_stamp(column: ReadColumn) -> bool:
    """Return whether a heading says no more than that something was stamped with a time.

    Of a form that is when it was sent, of a table of months when it was made.
    """
    return split_heading(column.name) == ("timestamp",)


def choose_dates(ledger: Ledger) -> None:
    """Choose the columns of the dates."""
    dated = find_dates(ledger.free())
    starts = [each for each in dated if each.role in _OWN_ROLES]
    reports = [each for each in dated if each.role in ("report", "publish")]
    start, end = _pick_start(ledger, starts, [each for each in dated if each.role == "end"])
    if end and start and end.column.heading.has("week") and not start.column.heading.has("week"):
        end = None  # that of a week of reports, in which the day of the event lies
    triple = _find_triple(ledger, "start")
    if start is not None and triple and _goes_behind(start, triple):
        start = None
    if "date_start" in ledger.closed:
        if end and "date_end" not in ledger.closed:
            _take_date(ledger, "date_end", end)
        return
    # Of a title "March 2022" between the rows, days without a year want the year.
    lacking = (
        start is None
        or _are_of_told_year(ledger, start.column.name)
        or _is_year(start.column)
        or start.column.name in GROUP_COLUMNS
    ) and len(triple) < len("ymd")
    if lacking and (
        _take_iso_weeks(ledger)
        or _take_quarters(ledger)
        or _take_yearless(ledger)
        or (start is None and _take_days_of_month(ledger))
    ):
        return
    if start is None and triple:
        _take_triple(ledger, "date_start", triple)
        last = _find_triple(ledger, "end")
        if last and "date_end" not in ledger.closed:
            _take_triple(ledger, "date_end", last)
        return
    if start is None and not reports:
        _take_days_of_names(ledger)
        return
    if start is None:
        start, *reports = reports
        ledger.notes.append(_tell_of_report(start))
    elif start.role == "other":
        ledger.notes.append(
            f"No heading says which column is the date: {start.column.name!r} is taken for it,"
            " because it holds dates."
        )
    _ask_between(ledger, start, starts)
    coarse = start.column.name in GROUP_COLUMNS or start.column.heading.has("month")
    if (day := _find_day(ledger, dated=coarse)) and are_months(ledger.cells[start.column.name]):
        _take_joined(ledger, (start.column.name, day), add_days)
        return
    _take_date(ledger, "date_start", start)
    if end and "date_end" not in ledger.closed:
        _take_date(ledger, "date_end", end)
    _ask_of_other_years(ledger, start)
    _fill_dates(ledger, start, [*starts, *reports], end)
    _take_nights(ledger, start.column)
    _tell_blanks_below(ledger, start.column.name)
    _widen_first_days(ledger, start.column)


_BEGINS_WITH_DAY = (
    r"^\W{0,3}(\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)"
    r"|\d{1,2}\.? [^\W\d_]{3,12}\.? \d{4}|[^\W\d_]{3,12}\.? \d{1,2},? \d{4})(?!\w)"
)


def _take_days_of_names(ledger: Ledger) -> None:
    """Read the days with which names or titles begin, where no column holds any.

    Who draws a map writes them so: "2023-04-12 Kherson: strike".
    """
    for each in ledger.free():
        if not each.heading.has("name", "title", "event") or not each.profile.share("letters"):
            continue
        days = ledger.cells[each.name].str.extract(_BEGINS_WITH_DAY, expand=False)
        given = days.notna()
        readable = [bool(interpret(text).spans) for text in days.dropna().unique()[:_MOST_FIRSTS]]
        if given.mean() < HALF or sum(readable) < MOST * len(readable):
            continue
        ledger.put("date_start", each.name, days.astype("str"))
        ledger.notes.append(
            f"No column is known to hold the day of the event: those with which the cells of"
            f" {each.name!r} begin, such as {days[given].iloc[0]!r}, are read."
        )
        return


def _widen_first_days(ledger: Ledger, column: ReadColumn) -> None:
    """Read days that stand for a week, a month, a quarter or a year as the whole of it.

    They do where the heading says so and each is the first day of one, and without a heading where
    each of several is the first of a month: a spreadsheet keeps "May 24" as 1 May 2024.
    """
    texts = ledger.cells[column.name].dropna().unique()
    alone = "date_end" not in {*ledger.found, *ledger.closed}
    alone = alone and ledger.found.get("date_start") == column.name
    if not alone or not 1 < len(texts) <= _MOST_FIRSTS:
        return
    cells = pd.Series(texts, dtype="str")
    dates = parse_dates(cells)
    order = decide_order(dates).order
    orders: list[DateOrder | None] = [order]
    if order is None and dates.ambiguous() is not None:
        orders = ["DMY", "MDY"]
    for tried in orders:
        read = read_dates(dates, tried)
        days = read["start"]
        if not (read["precision"] == DatePrecision.DAY).all():
            return
        if kind := _name_period(column.heading, days, told=order is not None or tried is None):
            break
    else:
        return
    whole = {text: _write_period(kind, day) for text, day in zip(texts, days, strict=True)}
    ledger.put("date_start", column.name, ledger.cells[column.name].map(whole).astype("str"))
    which, kind = ("last", "week") if kind == _WEEK_TO else ("first", kind)
    ledger.notes.append(
        f"All dates in {column.name!r}, such as {texts[0]!r}, are the {which} day of a {kind}: each"
        f" is read as the whole {kind}."
    )


_MOST_FIRSTS = 2000
"""Different days of a column from which on they stand for no weeks or months."""

_FIRSTS = 4
"""How many months begin on all days of a column by no chance: one of 800,000 such columns."""

_QUARTERS = frozenset({"quarter", "qtr", "quartal", "trimestre", "trim", "kwartal", "квартал"})


def _name_period(heading: Heading, days: pd.Series, *, told: bool) -> str:
    """Return which period begins on each of the days, as the heading says or the days show."""
    first = bool((days.dt.day == 1).all())
    begins_years = first and bool((days.dt.month == 1).all())
    begins_quarters = first and bool((days.dt.month % 3 == 1).all())
    if heading.has("week"):
        whole = _WEEK_TO if heading.has("end") else "week"
        return whole if days.dt.day_of_week.nunique() == 1 else ""
    if heading.has("year") and not heading.has("month", "date"):
        return "year" if begins_years else ""
    if not _QUARTERS.isdisjoint(split_heading(heading.text)):
        return "quarter" if begins_quarters else ""
    if heading.has("month"):
        return "month" if first else ""
    shown = first and told and days.nunique() >= _FIRSTS
    return "" if not shown else "year" if begins_years else "month"


_WEEK_TO = "week to"
"""The period of a day under a heading such as "week ending"."""


def _write_period(kind: str, day: pd.Timestamp) -> str:
    if kind == "week":
        return f"{day:%Y-%m-%d}/{day + pd.Timedelta(days=6):%Y-%m-%d}"
    if kind == _WEEK_TO:
        return f"{day - pd.Timedelta(days=6):%Y-%m-%d}/{day:%Y-%m-%d}"
    if kind == "quarter":
        return f"{day:%Y}-Q{(day.month + 2) // 3}"
    return f"{day:%Y}" if kind == "year" else f"{day:%Y-%m}"


def _take_date(ledger: Ledger, name: str, dated: Dated) -> None:
    """Take a column of dates; those of a calendar that its heading names say so themselves."""
    column = dated.column.name
    ledger.take(name, column, dated.score)
    if calendar := find_named_calendar(column):
        ledger.put(name, column, ledger.cells[column] + f" {calendar}")


def _pick_start(
    ledger: Ledger, starts: list[Dated], ends: list[Dated]
) -> tuple[Dated | None, Dated | None]:
    by_role = {role: [each for each in starts if each.role == role] for role in _OWN_ROLES}
    end = ends[0] if ends else None
    begun = next(iter(by_role["start"]), None)
    if by_role["event"]:
        # The end belongs to a start that goes by that name, and to the schema's own.
        own = by_role["event"][0].column.heading.key == "date_start"
        return by_role["event"][0], end if begun is None or own else None
    if begun and (end or not by_role["plain"] or begun.score > by_role["plain"][0].score):
        return begun, end
    if by_role["plain"]:
        return by_role["plain"][0], end if begun is None else None
    if not by_role["other"] and end and end.column.heading.has("week"):
        return end, None
    return next(iter(by_role["other"]), None), end


def _tell_of_report(day: Dated) -> str:
    own = _ROLE_NOUNS.get(day.role, day.role)
    return (
        f"No column is known to hold the day of the event: {day.column.name!r}, that of its {own},"
        " is taken for it."
    )


def _ask_between(ledger: Ledger, start: Dated, starts: list[Dated]) -> None:
    """Say, or ask, where another column of dates of the event fits as well."""
    for other in starts:
        if other is start or other.role != start.role or other.fits < _HALF_DATES:
            continue
        if other.weight < start.weight - NEAR:
            continue
        differ = _first_other_day(ledger, start.column.name, other.column.name)
        ledger.lost[other.column.name] = start.column.name
        if differ is None:
            ledger.notes.append(
                f"{start.column.name!r} and {other.column.name!r} fit the date equally and"
                " agree: the first is read."
            )
            continue
        line, one, two = differ
        ledger.questions.append(
            ColumnQuestion(
                f"Two columns of {ledger.source.name} may be the date of the event,"
                f" {start.column.name!r} and {other.column.name!r}, and they differ:"
                f" {one!r} and {two!r} in line {line}.",
                (("date_start",),),
            )
        )
        return


_HALF_DATES = 0.75
"""How well cells fit a date, half of which are some: the others may be "15 or 16 May"."""


def _ask_of_other_years(ledger: Ledger, start: Dated) -> None:
    """Ask where most rows have their year in a column of its own, and the date is of another one.

    So it is where each row is a year of a war, and the date the day on which that began. Of fewer
    rows it is said.
    """
    years = next((each for each in ledger.free() if _is_bare_year(each)), None)
    if years is None or ledger.questions or _is_year(start.column):
        return
    name, own = start.column.name, years.name
    rows = ledger.cells[[name, own]].dropna()
    if len(rows) > _MOST_FIRSTS:
        rows = rows.iloc[:: len(rows) // _MOST_FIRSTS]
    told = pd.to_numeric(rows[own].str.extract(_FOUR_DIGITS, expand=False))
    dates = parse_dates(rows[name])
    begun = read_dates(dates, decide_order(dates).order or "DMY")["start"].dt.year
    other = told.notna() & begun.notna() & (told != begun)
    if not other.any():
        return
    line = int(str(rows.index[other][0]))
    if 2 * other.sum() < (told.notna() & begun.notna()).sum():
        ledger.notes.append(
            f"{name!r} is read, and {own!r} is of another year in some rows, such as"
            f" {rows[name][line]!r} and {rows[own][line]!r} in line {line}."
        )
        return
    ledger.lost[own] = name
    ledger.questions.append(
        ColumnQuestion(
            f"{name!r} and {own!r} of {ledger.source.name} are of different years in most rows,"
            f" such as {rows[name][line]!r} and {rows[own][line]!r} in line {line}. Which of them"
            " says when it was?",
            (("date_start",),),
        )
    )


_FOUR_DIGITS = r"^\s*((?:19|20)\d\d)(?:\.0+)?\s*$"


def _is_bare_year(column: ReadColumn) -> bool:
    heading = column.heading
    own = heading.concepts - {"noise", "event"} == {"year"} and not heading.strange
    return own and column.profile.share("date") >= MOST


def _first_other_day(ledger: Ledger, one: str, other: str) -> tuple[int, str, str] | None:
    """Return where two columns give other days, ``None`` if in one order they never do."""
    found = [ledger.first_difference(one, other, _same_days_in(order)) for order in DATE_ORDERS]
    return None if None in found else found[0]


def _same_days_in(order: DateOrder) -> Callable[[str, str], bool]:
    """Return what says whether two texts mean the same days in an order of day and month."""

    def are_same(one: str, other: str) -> bool:
        first, second = interpret(one).spans.get(order), interpret(other).spans.get(order)
        months = {span.precision for span in (first, second) if span} >= {DatePrecision.MONTH}
        if first and second and months:  # "2018-02" agrees with each day of it
            return first.start <= second.end and second.start <= first.end
        return first is not None and first == second

    return are_same


_AT = re.compile(rf"\s*{CLOCK}\s*")
_FROM_TO = re.compile(rf"\s*({CLOCK})\s?[-–—]\s?({CLOCK})\s*")
"""Times of a day from one to the other."""


def _take_nights(ledger: Ledger, column: ReadColumn) -> None:
    """End what lasts over midnight, by the times beside the days, on the next day."""
    if ledger.found.get("date_start") != column.name or "date_end" in {
        *ledger.found,
        *ledger.closed,
    }:
        return
    days = ledger.cells[column.name]
    for names, cells in _list_times(ledger):
        told = [str(text) for text in cells.dropna().unique()]
        nights = {
            text: f" {found[1]} – {found[2]}"
            for text in told
            if (found := _FROM_TO.fullmatch(text)) and runs_over_midnight(*found.groups())
        }
        if nights and are_in_zones(map(str.strip, told)):
            continue
        over = cells.isin(list(nights)) & days.notna() & ~days.str.contains(":", regex=False)
        if over.any():
            ledger.compose(
                ["date_start"],
                [column.name, *names],
                days.mask(over, days + cells.map(nights).astype("str")),
            )
            ledger.taken |= dict.fromkeys(names, ("date_start", LIKELY))
            quoted = " and ".join(map(repr, names))
            ledger.notes.append(
                f"Times in {quoted} go on over midnight, such as {next(iter(nights))!r}: these"
                " events end on the next day."
            )
            return


def _list_times(ledger: Ledger) -> Iterator[tuple[list[str], pd.Series]]:
    """Yield the columns that tell from when to when of a day, with what they say together."""
    free = ledger.free()
    for each in free:
        if each.heading.has("time"):
            yield [each.name], ledger.cells[each.name]
    start, end = (
        [each.name for each in free if each.heading.has(word) and _tells_times(ledger, each)]
        for word in ("start", "end")
    )
    if len(start) == len(end) == 1:
        yield [*start, *end], ledger.cells[start[0]] + "–" + ledger.cells[end[0]]


def _tells_times(ledger: Ledger, column: ReadColumn) -> bool:
    return bool(ledger.cells[column.name].dropna().str.fullmatch(_AT).all())


def _fill_dates(ledger: Ledger, start: Dated, others: list[Dated], end: Dated | None) -> None:
    """Let other days stand in where the start is blank, that of a report only without an end."""
    cells = ledger.cells[start.column.name]
    for other in others:
        name = other.column.name
        calendars = find_named_calendar(start.column.name) or find_named_calendar(name)
        if other is start or calendars or name in ledger.chosen.values():
            continue
        told = ledger.cells[name]
        if end is not None and other.role in ("report", "publish"):
            _, told = fill_blanks(ledger.cells[end.column.name], told)
        filled, _ = fill_blanks(cells, _written_out(told, cells))
        _, stood_in = fill_blanks(cells, told)
        if (count := int(stood_in.notna().sum())) == 0:
            continue
        ledger.compose(["date_start"], [start.column.name, name], filled)
        ledger.taken[start.column.name] = "date_start", start.score
        if other.role != "publish":
            ledger.taken.setdefault(name, ("date_start", other.score))
        ledger.stood_in = stood_in
        rows = "1 row" if count == 1 else f"{count:,} rows"
        ledger.notes.append(
            f"{start.column.name!r} is blank in {rows} in which {name!r} stands in for it."
        )
        return


def _written_out(cells: pd.Series, beside: pd.Series) -> pd.Series:
    """Return days with the year first in words, if they stand in among others than such.

    In one column both would look as if a spreadsheet had turned some days round.
    """
    if beside.str.match(r"\s*\d{4}-", na=False).any():
        return cells
    days = pd.to_datetime(cells.str.strip().str.slice(0, 10), format="%Y-%m-%d", errors="coerce")
    told = days.dt.day.astype("str") + " " + days.dt.month_name() + " " + days.dt.year.astype("str")
    return cells.mask(days.notna(), told)


def _tell_blanks_below(ledger: Ledger, name: str) -> None:
    """Say that many rows below others have no date: in a CSV file, merged cells look so."""
    cells = trim(ledger.cells[name])
    blank = are_bare(cells)
    words = cells[without_signs(cells).isna() & ~blank]
    if ledger.stood_in is None and len(words) > _MANY_BLANK * len(cells):
        ledger.notes.append(
            f"{name!r} says in {len(words):,} of {len(cells):,} rows that there is no date, such as"
            f" {words.iloc[0]!r}: these events have none."
        )
    if ledger.stood_in is None and blank.mean() > _MANY_BLANK and not blank.iloc[0]:
        ledger.notes.append(
            f"{name!r} is blank in {blank.sum():,} of {len(blank):,} rows, below others in"
            " which it is not: these events have no date. If the cells were merged once, fill"
            " them in."
        )


_MANY_BLANK = 0.25
"""The share of blank dates from which on they are told of."""


def _holds_days_of_weeks(column: ReadColumn) -> bool:
    """Return whether weeks are given from day to day, as "12 (18-24 March)" is."""
    said = column.profile.samples
    return column.heading.has("week") and bool(said) and all(map(_FROM_DAY_TO_DAY.search, said))


_FROM_DAY_TO_DAY = re.compile(r"\d[^\d(]+\d")


def _take_yearless(ledger: Ledger) -> bool:
    """Take days without a year with the year that stands elsewhere; return if there are any.

    It stands in a column of its own, in that of the sheets' names or of the titles between the
    rows, or it is the only one above the header and in the names of sheet and file.
    """
    free = [each for each in ledger.free() if not each.heading.has(*_OF_OTHERS, "end")]
    days = [
        each.name
        for each in free
        if (each.heading.has("date", "event") or _holds_days_of_weeks(each))
        and not _is_year(each)
        and are_yearless(ledger.cells[each.name])
    ]
    days = days or _find_named_months(free, ledger)
    join: Callable[[pd.Series, pd.Series], pd.Series] = add_years
    kind = "days"
    if not days:
        if not (days := _find_months_of_no_year(ledger)):
            return False
        kind = "months"
        parts = [ledger.cells[each] for each in days]

        def join_months(_: pd.Series, years: pd.Series) -> pd.Series:
            return join_dates(years, parts[0], parts[1] if len(parts) > 1 else None)

        join = join_months
    days = days if kind == "months" else days[:1]
    day, cells = days[0], ledger.cells[days[0]]
    short = _find_short_years(free)
    for each in free:
        own = ledger.cells[each.name]
        if (each.heading.has("year") and _is_year(each)) or each is short:
            told = own
        elif each.name in GROUP_COLUMNS and (years := _years_of(own)):
            told = own.map(years).astype("str")
        else:
            continue
        ledger.compose(["date_start"], [*days, each.name], join(cells, told))
        ledger.taken |= dict.fromkeys((*days, each.name), ("date_start", SURE))
        return True
    found = _find_told_years(ledger, day)
    ledger.take("date_start", day, LIKELY)
    ledger.taken |= dict.fromkeys(days, ("date_start", LIKELY))
    if len(found) == 1:
        ((year, text),) = found.items()
        told = pd.Series(year, cells.index, dtype="str").where(cells.notna())
        ledger.put("date_start", day, join(cells, told))
        ledger.notes.append(
            f"{day!r} gives no year: {year} is taken for it, the only one that is told,"
            f" by {text!r}."
        )
        return True
    line, text = next(iter(cells.dropna().items()))
    which = f"{' and '.join(found)} are all told" if found else "none is told"
    ledger.questions.append(
        ColumnQuestion(
            f"{day!r} of {ledger.source.name} gives {kind} without a year, such as {text!r} in"
            f" line {line}. In which year were they? By the title and the names of sheet and"
            f" file, {which}; a column of years, or one year in the name of the file, tells"
            " it.",
            (("date_start",),),
        )
    )
    return True


def _find_named_months(free: Sequence[ReadColumn], ledger: Ledger) -> list[str]:
    """Return the one column of days with the names of their months, under words that nobody knows.

    "25 December" is a day whatever its heading; "25/12" may be anything.
    """
    found = []
    for each in free:
        cells = ledger.cells[each.name].dropna()
        named = heading_says_nothing(each) and cells.str.contains(r"[^\W\d_]{3}").all()
        if named and cells.str.contains(r"\d").all() and are_yearless(cells):
            found.append(each.name)
    return found if len(found) == 1 else []


def _find_told_years(ledger: Ledger, day: str) -> dict[str, str]:
    """Return the years that tell that of days: by their heading, else the titles and names."""
    return find_years([day]) or find_years([*ledger.source.titles, ledger.source.name])


def _are_of_told_year(ledger: Ledger, day: str) -> bool:
    """Return whether most days give no year, one is told, and all others are of that, too."""
    cells = ledger.cells[day]
    if not are_yearless(cells) or len(found := _find_told_years(ledger, day)) != 1:
        return False
    return {*cells.dropna().str.findall(_YEAR_OF_DAY).explode().dropna()} <= {*found}


_YEAR_OF_DAY = r"(?<!\d)(?:19|20)\d\d(?!\d)"


def _find_months_of_no_year(ledger: Ledger) -> list[str]:
    """Return the column of months, and of days if there is one, where none is of years."""
    own = [each for each in ledger.free() if not each.heading.has(*_OF_OTHERS, "end")]
    if _find_triple(ledger, "start"):
        return []
    days = [
        one.name
        for one in own
        if one.heading.has("dayno") and one.profile.share("dayno") >= MOST
        if not _is_of_weekdays(one.heading)
    ]
    for each in own:
        # Months may be the titles between the rows, or the sheets, of numbers of days.
        titled = each.name in GROUP_COLUMNS and _find_day(ledger, dated=True)
        if (each.heading.has("month") or titled) and are_months_of_no_year(ledger.cells[each.name]):
            return [each.name, *([titled] if titled else days[:1])]
    return []


def _take_days_of_month(ledger: Ledger) -> bool:
    """Take numbers of days with the one month that titles and names tell, if there are any."""
    day = _find_day(ledger, dated=True)
    titles = ledger.source.titles
    told = [found for found in (find_months(titles), find_months([ledger.source.name])) if found]
    if day is None or _find_triple(ledger, "start") or not told or len(told[0]) > 1:
        return False
    ((month, text),) = told[0].items()
    cells = ledger.cells[day]
    ledger.take("date_start", day, LIKELY)
    months = pd.Series(month, cells.index, dtype="str").where(cells.notna())
    ledger.put("date_start", day, add_days(months, cells))
    ledger.notes.append(
        f"{day!r} gives no month: {month} is taken for it, the only one that is told, by {text!r}."
    )
    return True


def _find_day(ledger: Ledger, *, dated: bool) -> str | None:
    """Return a column of numbers of days; it may be called a date where that is `dated`."""
    words = ("dayno", "date") if dated else ("dayno",)
    for each in ledger.free():
        named = each.heading.has(*words) and not each.heading.has(*_OF_OTHERS, "end")
        named = named and not _is_of_weekdays(each.heading)
        least = HALF if dated and each.heading.has("date") else MOST
        if named and each.profile.share("dayno") >= least:
            return each.name
    return None


def _take_iso_weeks(ledger: Ledger) -> bool:
    """Take years with the numbers of weeks as ISO 8601 counts them, if there are any."""
    years = next((each.name for each in ledger.free() if _is_year(each)), None)
    for each in ledger.free() if years else ():
        words = split_heading(each.name)
        named = "isoweek" in words or ("iso" in words and each.heading.has("week"))
        if named and each.profile.share("week") >= MOST:
            _take_joined(ledger, (str(years), each.name), join_weeks)
            return True
    return False


def _take_quarters(ledger: Ledger) -> bool:
    """Take years with the quarters beside them, if there are any, and the months where given."""
    years = next((each.name for each in ledger.free() if _is_year(each)), None)
    for each in ledger.free() if years else ():
        words = {*split_heading(each.name)}
        cells = ledger.cells[each.name].dropna()
        if words & _QUARTERS and not each.heading.has(*_OF_OTHERS, "end") and len(cells):
            joined = join_quarters(pd.Series("2000", cells.index, dtype="str"), cells)
            if joined.str.contains("Q", regex=False).mean() >= MOST:
                _take_months_of_quarters(ledger, str(years), each.name)
                return True
    return False


def _take_months_of_quarters(ledger: Ledger, years: str, quarters: str) -> None:
    told = join_quarters(ledger.cells[years], ledger.cells[quarters])
    months = (
        each.name
        for each in ledger.free()
        if each.heading.has("month") and each.profile.share("month") >= MOST
    )
    names = [years, quarters]
    if month := next(months, ""):
        given = without_signs(trim(ledger.cells[month])).notna()
        told = join_dates(ledger.cells[years], ledger.cells[month], None).where(given, told)
        names.append(month)
    ledger.compose(["date_start"], names, told)
    ledger.taken |= dict.fromkeys(names, ("date_start", SURE))


def _take_joined(
    ledger: Ledger, pair: tuple[str, str], join: Callable[[pd.Series, pd.Series], pd.Series]
) -> None:
    one, other = pair
    ledger.compose(["date_start"], pair, join(ledger.cells[one], ledger.cells[other]))
    ledger.taken |= dict.fromkeys(pair, ("date_start", SURE))


def _find_short_years(columns: Sequence[ReadColumn]) -> ReadColumn | None:
    """Return the column of years under a word that is an English one as well, if no other is."""
    if any(each.heading.has("year") and _is_year(each) for each in columns):
        return None
    found = [each for each in columns if heading_says_nothing(each)]
    found = [each for each in found if not _SHORT_YEARS.isdisjoint(split_heading(each.name))]
    return next((each for each in found if each.profile.share("year") == 1), None)


_SHORT_YEARS = frozenset({"an", "any"})
"""The year in French and Romanian, and in Catalan."""


def _find_triple(ledger: Ledger, end: str) -> list[str]:
    """Return the columns of year, month and day, of the end if that is `end`."""
    found: dict[str, str] = {}
    for each in ledger.free():
        of_end = each.heading.has("end")
        others = [*_OF_OTHERS]
        if each.heading.has("month", "year"):
            others.remove("number")  # "Month no."
        if of_end != (end == "end") or each.heading.has(*others) or _is_of_weekdays(each.heading):
            continue
        parts = ["year", "month", "dayno"]
        if each.heading.has("dayno"):
            parts.remove("month")  # "Day of month"
        for part in parts:
            share = _share_of_years(each) if part == "year" else each.profile.share(part)
            if each.heading.has(part) and share >= (MOST if part == "year" else HALF):
                found.setdefault(part, each.name)
                break
    if end != "end" and not {"year", "month"} <= found.keys():
        found = _find_masked(ledger)
    if not {"year", "month"} <= found.keys():
        return []
    if end != "end" and (day := _find_day(ledger, dated=True)):
        found.setdefault("dayno", day)  # "Date": 24, beside a month
    return [found[part] for part in ("year", "month", "dayno") if part in found]


def _goes_behind(date: Dated, triple: list[str]) -> bool:
    """Return whether columns of year, month and day are read instead of a column of dates.

    That is one of years, of stamps, one of which most cells are no dates ("2000.083"), or one that
    nobody knows what it is the date of.
    """
    if _is_year(date.column) or is_stamp(date.column) or date.column.profile.share("date") < HALF:
        return True
    unknown = date.role == "other" or (date.role == "plain" and date.column.heading.strange > 0)
    return unknown and len(triple) == len("ymd")


def _is_of_weekdays(heading: Heading) -> bool:
    """Return whether a heading is of days of the week, as "day_of_week" is, and of no month's."""
    return heading.has("dayno") and heading.has("week")


def _are_weekdays(months: pd.Series, days: pd.Series) -> bool:
    """Return whether numbers under a heading of days must be those of the week.

    Of days in several months, one would lie behind the seventh.
    """
    told = pd.DataFrame({"month": months, "day": pd.to_numeric(days, errors="coerce")})
    told = told.dropna().drop_duplicates()
    several = told["month"].nunique() >= _MONTHS and len(told) >= _DAYS
    several = several and told["day"].nunique() >= _WEEKDAYS
    return bool(several and told["day"].max() <= _WEEK_ENDS)


_MONTHS, _DAYS, _WEEKDAYS, _WEEK_ENDS = 3, 12, 5, 7
"""Twelve different days of three months are all of the first seven once in fifty million tables."""


def _find_masked(ledger: Ledger) -> dict[str, str]:
    """Return the columns that are called by how a date is written: "YYYY", "MM" and "DD"."""
    masked: dict[str, str] = {}
    for each in ledger.free():
        part = _MASKED.get(mask_of(each.name), "")
        if part and each.profile.share(part) >= MOST:
            masked.setdefault(part, each.name)
    return masked


_MASKED = {"Y": "year", "M": "month", "D": "dayno"}


def _take_triple(ledger: Ledger, name: str, triple: list[str]) -> None:
    cells = [ledger.cells[each] for each in triple]
    if len(triple) > len("ym") and _are_weekdays(cells[0] + "-" + cells[1], cells[2]):
        ledger.notes.append(
            f"{triple[2]!r} is not read as the day of the month, for no number in it is above 7:"
            " it may be that of the week."
        )
        ledger.undated.add(triple.pop())
        cells.pop()
    dates = join_dates(cells[0], cells[1], cells[2] if len(cells) > len("ym") else None)
    ledger.compose([name], triple, dates)
    for each in triple:
        ledger.taken[each] = name, SURE


def _is_year(column: ReadColumn) -> bool:
    told = column.heading.has("year")
    return (_share_of_years(column) if told else column.profile.share("year")) >= MOST


def _share_of_years(column: ReadColumn) -> float:
    """Return which share of the cells are years, however early those beside some since 1500.

    Of tsunami, many were before: the others have their months and days all the same.
    """
    share = column.profile.share
    bare = column.heading.concepts - {"noise"} == {"year"} and not column.heading.strange
    return share("any year") if bare and share("early year") >= _SOME else share("early year")


_SOME = 0.2
"""The least share of years since 1500 among whole numbers that may be earlier ones."""


def _years_of(cells: pd.Series) -> dict[str, str]:
    """Return the one year of each name of a sheet, or none if one of them does not tell one."""
    found = {str(text): list(find_years([str(text)])) for text in cells.dropna().unique()}
    told = {text: years[0] for text, years in found.items() if len(years) == 1}
    return told if len(told) == len(found) else {}


_OF_OTHERS = ["entry", "update", "publish", "report", "elsewhen", "number", "killed", "injured"]
"""Concepts of headings whose years, months and days are not those of the event."""
