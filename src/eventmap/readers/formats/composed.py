"""Columns put together of several: a date of year, month and day, a whole of its parts.

They are text like any other column, and are read as one.
"""

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from eventmap.readers.model import trim
from eventmap.readers.values.blanks import without_signs
from eventmap.readers.values.dateshapes import LONGEST_DATE, Span, fold_date, interpret
from eventmap.readers.values.figures import CellFigure, Noun, read_own_figure
from eventmap.readers.values.months import choose_months
from eventmap.schema import DatePrecision

_MONTHS, _DAYS, _WEEKS = 12, 31, 53
_WHOLE = r"^\s*(\d{1,2})(?:\.0+)?\s*$"


def join_dates(year: pd.Series, month: pd.Series | None, day: pd.Series | None) -> pd.Series:
    """Return "2024-05-13" out of three columns, "2024-05" or "2024" where the rest is unknown.

    A month may be a name: then it is "13 May 2024". A number that cannot be a month or day is
    unknown, as the zeros and negative codes of such tables are; a row without a year has no date.
    What stands in place of a day, as "mid" and "ca. 5" do, or of a year, such as "79" or "2019?",
    stays beside the rest, to be read or doubted.
    """
    years = year.str.extract(r"^\s*(\d{4})(?:\.0+)?\s*$", expand=False)
    if month is None:
        return years
    number = _number(month, _MONTHS)
    words = without_signs(trim(month))
    named = words.where(words.str.contains(r"[^\W\d_]", na=False))
    blank = pd.Series(index=year.index, dtype="str")
    days, lasts = _days(day) if day is not None else (blank, blank)
    days = days.where(number.notna() | named.notna())
    by_number = years + "-" + number.str.zfill(2)
    whole = by_number + "-" + days.str.zfill(2)
    by_number = (whole + "/" + by_number + "-" + lasts.str.zfill(2)).fillna(whole).fillna(by_number)
    days = (days + "-" + lasts).fillna(days)
    by_name = named + " " + years
    by_name = (days + " " + by_name).fillna(by_name)
    said = trim(year).where(~year.str.fullmatch(_NO_YEAR).eq(other=True))
    dates = by_number.fillna(by_name).fillna(years).fillna(said)
    return dates if day is None else _keep_words(dates, day, days)


def _keep_words(dates: pd.Series, day: pd.Series, days: pd.Series) -> pd.Series:
    """Return dates with the words that stand in place of a day, beside a month."""
    words = without_signs(trim(day))
    worded = words.str.contains(r"[^\W\d_]|\?", na=False) & days.isna() & dates.notna()
    found = {
        pair: _with_words(*pair)
        for pair in zip(words[worded], dates[worded], strict=True)
        if not _ONLY_YEAR.fullmatch(pair[1])
    }
    pairs = pd.Series([*zip(words, dates, strict=True)], dates.index)[worded].map(found)
    return pairs.reindex(dates.index).astype("str").fillna(dates)


_ONLY_YEAR = re.compile(r"\d{4}")


def _with_words(words: str, month: str) -> str:
    """Return "mid June 2021" or "ca. 5 June 2021", or the words in brackets behind their month."""
    number = re.fullmatch(r"(\d{4})-(\d\d)", month)
    named = f"{calendar.month_name[int(number[2])]} {number[1]}" if number else month
    spoken = f"{words.rstrip('?')} {named}{'?' * words.endswith('?')}"
    return spoken if interpret(spoken).spans else f"{named} ({words})"


_NO_YEAR = r"\s*(?:-1|-([789])\1{0,3}|0{1,4})(?:\.0+)?\s*"
"""A zero or a negative code; -5850 is a year that is none of the app's."""


def join_weeks(year: pd.Series, week: pd.Series) -> pd.Series:
    """Return "2024-W05" out of a year and the number of an ISO week, else the year."""
    years = join_dates(year, None, None)
    return (years + "-W" + _number(week, _WEEKS).str.zfill(2)).fillna(years)


_QUARTER = re.compile(r"(?i)^(?:q|t|к|k|кв\.? ?)?([1-4]|i{1,3}|iv)(?!\w)[^\d]{0,20}$")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


def join_quarters(year: pd.Series, quarter: pd.Series) -> pd.Series:
    """Return "2024-Q3" out of a year and a quarter such as "Q3", "3" or "III", else the year."""
    years = join_dates(year, None, None)
    told = quarter.str.strip().str.extract(_QUARTER, expand=False).str.lower()
    return (years + "-Q" + told.replace(_ROMAN)).fillna(years)


_OF_DAYS = re.compile(
    r"^\s*(\d{1,2})(?:\.0*|st|nd|rd|th|er|o|º|°)?(?:\s?[-\N{EN DASH}\N{EM DASH}/]\s?(\d{1,2}))?"
    r"\s*(?:\[\w{1,3}\]\s*){0,4}$"
)


def tells_days(text: str) -> bool:
    """Return whether a text is days of a month, such as "1st", "12-14" or "1/2[3]"."""
    found = _OF_DAYS.match(text)
    if found is None:
        return False
    return int(found[1]) < int(found[2]) <= _DAYS if found[2] else int(found[1]) <= _DAYS


def _days(cells: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the first day of each cell, and the last one where it gives two that can be."""
    found = cells.str.extract(_OF_DAYS.pattern)
    first, last = pd.to_numeric(found[0]), pd.to_numeric(found[1])
    single = first.between(1, _DAYS) & last.isna()
    several = (first >= 1) & (last > first) & (last <= _DAYS)
    return found[0].where(single | several), found[1].where(several)


def _number(cells: pd.Series, most: int) -> pd.Series:
    found = cells.str.extract(_WHOLE, expand=False)
    value = pd.to_numeric(found)
    return found.where(value.between(1, most))


def add_years(days: pd.Series, years: pd.Series) -> pd.Series:
    """Return days that are written without a year, with that of another column.

    "24 February" and "03.05" are "24 February 2024" and "03.05.2024"; what has a year of its own
    keeps it. A blank day is the year; a row without a year keeps its words.
    """
    known = years.str.extract(r"^\s*(\d{4})(?:\.0+)?\s*$", expand=False)
    pairs = pd.MultiIndex.from_arrays([days.str.strip(), known])
    codes, found = pd.factorize(pairs)
    joined = [_with_year(*pair) for pair in found]
    return pd.Series(joined, dtype="str").take(codes).set_axis(days.index)


def _with_year(day: str | float, year: str | float) -> str | float:
    if pd.isna(day) or pd.isna(year):
        return year if pd.isna(day) else day
    return day if interpret(str(day)).spans else f"{day}{_joint(str(day))}{year}"


def _joint(day: str) -> str:
    """Return what stands between a day and its year: what stands between day and month."""
    match = _NUMBERED.search(day)
    return "" if day.endswith(tuple("./")) else match[1] if match else " "


_NUMBERED = re.compile(r"(?<!\d)\d{1,2}([./-])\d{1,2}$")


_TOLD_YEAR = re.compile(
    r"(?<!\d)(?<!\d[-_./\N{EN DASH}])((?:1[89]|20)\d\d)(?!\d)(?![-_./\N{EN DASH}]\d)"
)
_WHOLE_DATE = re.compile(
    r"(?<!\d)\d{1,2}\.? [^\W\d_]{3,12} (?:1[89]|20)\d\d"
    r"|(?<![^\W\d_])[^\W\d_]{3,12} \d{1,2},? (?:1[89]|20)\d\d"
)
_OF_THE_FILE = re.compile(
    r"(?i)\b(?:updated?|as (?:of|at)|version|export|download|printed|published|copyright|stand"
    r"|станом|оновлено|по состоянию|обновлено|mise? [àa] jour|actualiza|aktualis)|©"
)
"""What says that the year is that in which a table was made."""


def find_years(texts: Iterable[str]) -> dict[str, str]:
    """Return the years that titles and names tell, each with the text that does.

    A year of a whole date, of a span, or of when the table was made is none of its events'.
    """
    found: dict[str, str] = {}
    for text in texts:
        if not _OF_THE_FILE.search(text):
            for year in _TOLD_YEAR.findall(_WHOLE_DATE.sub(" ", text)):
                found.setdefault(year, text)
    return found


def are_yearless(days: pd.Series) -> bool:
    """Return whether most of the different cells of a column are dates but for the year."""
    texts = [str(text) for text in days.dropna().unique()[:_LOOKED_AT]]
    short = (fold_date(text) for text in texts if len(text) <= LONGEST_DATE)
    months = choose_months(short)  # "listopada" is of the column's language
    lacking = [
        not interpret(text).spans and _lies_in(_LEAP, text, months)
        for text in texts
        if not text.strip().isdigit()
    ]
    return bool(texts) and sum(lacking) > len(texts) / 2


def _lies_in(year: str, text: str, months: Mapping[str, int]) -> bool:
    """Return whether a text with a year is less than the year, as "Sunday" is not."""
    spans = interpret(str(_with_year(text, year)), months).spans.values()
    return any(span.precision != DatePrecision.YEAR for span in spans)


_LOOKED_AT = 100
_LEAP = "2024"
"""A year in which there is a 29 February."""


def are_months_of_no_year(cells: pd.Series) -> bool:
    """Return whether the different cells of a column are all names or numbers of months alone."""
    texts = [str(text) for text in cells.dropna().unique()[:_LOOKED_AT]]
    numbers = _number(pd.Series(texts, dtype="str"), _MONTHS).notna()
    return bool(texts) and all(
        number or is_name_of_month(text) for number, text in zip(numbers, texts, strict=True)
    )


def is_name_of_month(text: str) -> bool:
    """Return whether a text is the name of a month, without its year."""
    return not any(letter.isdigit() for letter in text) and _month(f"{text} {_LEAP}") is not None


def are_months(cells: pd.Series) -> bool:
    """Return whether the different cells of a column are all whole months of a year."""
    texts = cells.dropna().unique()[:_LOOKED_AT]
    return len(texts) > 0 and all(_month(str(text)) is not None for text in texts)


def _month(text: str) -> Span | None:
    spans = set(interpret(text).spans.values())
    only = next(iter(spans)) if len(spans) == 1 else None
    return only if only is not None and only.precision == DatePrecision.MONTH else None


_MONTH_OF_YEAR = re.compile(
    r"(?<![\w./-])(?:[^\W\d_]{3,12}\.?,? (?:19|20)\d\d|(?:19|20)\d\d[-./](?:0[1-9]|1[0-2])"
    r"|(?:0[1-9]|1[0-2])[-./](?:19|20)\d\d)(?![\w/-]|\.\d)"
)


_BESIDE_LETTERS = re.compile(r"(?<=[^\W\d_])-|-(?=[^\W\d_])")
"""What stands for a space in the name of a file: "incidents-january-2023"."""


def find_months(texts: Iterable[str]) -> dict[str, str]:
    """Return the months, such as "2024-05", that titles and names tell, each with its text.

    One of a whole date or of when the table was made is none of its events'.
    """
    found: dict[str, str] = {}
    for text in texts:
        plain = _WHOLE_DATE.sub(" ", _BESIDE_LETTERS.sub(" ", text).replace("_", " "))
        if not _OF_THE_FILE.search(text):
            for piece in _MONTH_OF_YEAR.findall(plain):
                if span := _month(piece):
                    found.setdefault(f"{span.start:%Y-%m}", text)
    return found


def add_days(months: pd.Series, days: pd.Series) -> pd.Series:
    """Return "2025-01-03" out of "January 2025" and 3; the month where the day cannot be.

    Beside what is no number of a day, such as "28 - 1 March", nobody knows which month it is: the
    words of both stay.
    """
    spans = {text: _month(str(text)) for text in months.dropna().unique()}
    stems = {text: f"{span.start:%Y-%m}" for text, span in spans.items() if span}
    lasts = months.map({text: span.end.day for text, span in spans.items() if span})
    first, last = _days(days)
    possible = first.where(pd.to_numeric(last.fillna(first)) <= lasts)
    stem = months.map(stems).astype("str")
    day = stem + "-" + possible.str.zfill(2)
    told = (day + "/" + stem + "-" + last.str.zfill(2)).fillna(day).fillna(stem).fillna(months)
    words = without_signs(trim(days))
    strange = words.notna() & ~words.str.fullmatch(r"\d+(?:\.0+)?").eq(other=True) & first.isna()
    return told.mask(strange, words + " (" + months + ")")


_ZONE = re.compile(
    r"(?i)(?:.{0,40}\b(?:utm|zone|huso|fuseau|zona|зона)[ _:=-]{0,3})?"
    r"([1-9]|[1-5]\d|60) ?([C-HJ-NP-X])(?:orth|outh)?\)?"
)


def find_zone(text: str) -> str:
    """Return the zone of UTM with its letter that a cell or the end of a heading gives, or ""."""
    plain = re.sub(r"[\s_]+", " ", text).strip()[:_LONGEST_ZONE]
    found = _ZONE.fullmatch(plain)
    return f"{int(found[1])}{found[2].upper()}" if found else ""


_LONGEST_ZONE = 60


def join_utm(zones: pd.Series | str, east: pd.Series, north: pd.Series) -> pd.Series:
    """Return "36U 324000 5591000" out of columns; without the zone where that is blank."""
    metres = [cells.str.strip().str.replace(",", ".", regex=False) for cells in (east, north)]
    pair = metres[0] + " " + metres[1]
    told = zones + " " + pair
    return told if isinstance(zones, str) else told.fillna(pair)


PARTS_OF_DEGREES = ("degrees", "minutes", "seconds", "hemisphere")


def join_degrees(parts: Mapping[str, pd.Series]) -> pd.Series:
    """Return degrees, minutes, seconds and N or W out of columns, by `PARTS_OF_DEGREES`.

    A blank minute or second is none. Where there is a column of hemispheres, a row that names none
    has no point.
    """
    signs = {"degrees": "°", "minutes": "'", "seconds": '"', "hemisphere": ""}
    given = {part: without_signs(trim(cells)) for part, cells in parts.items()}
    told = given["degrees"]
    for part in PARTS_OF_DEGREES:
        if part not in given:
            continue
        cells = given[part].str.replace(r"\.0+$", "", regex=True) + signs[part]
        if part == "hemisphere":
            told = told + " " + cells
        else:
            told = cells if part == "degrees" else (told + " " + cells).fillna(told)
    return told


def fill_blanks(first: pd.Series, second: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return `first` with the cells of `second` where it is blank, and those cells alone."""
    given, other = (without_signs(trim(cells)) for cells in (first, second))
    return first.mask(given.isna(), other), other.where(given.isna())


def add_parts(
    parts: Sequence[pd.Series], noun: Noun, *, whole: bool
) -> tuple[pd.Series, pd.Series]:
    """Return low and best figure of the people out of figures of its parts.

    A part is a low end: best and low alike, without a high one. Where the parts are the `whole`
    and all of them are given as plain numbers, their sum is the best figure, without ends.
    Of others nobody is of two: the sum is the low end. Where only some are given, their sum is,
    unless it is 0, which says nothing of the others; a cell that is no number stays as it stands.
    A sum is as rough as its parts.
    """
    codes, rows = pd.factorize(pd.MultiIndex.from_arrays(list(parts)))
    read = [_add(row, noun, whole=whole and len(parts) > 1) for row in rows]
    lows, bests = ([each[at] for each in read] for at in (0, 1))
    index = parts[0].index
    return tuple(  # type: ignore[return-value]
        pd.Series(texts, dtype="str").take(codes).set_axis(index) for texts in (lows, bests)
    )


def add_ends(parts: Sequence[pd.Series], noun: Noun, *, high: bool) -> pd.Series:
    """Return the low or high ends of a whole out of those of its parts.

    Where one is not given, the sum of the others is the low end, and there is no high one. A
    cell that is no number stays as it stands where no number is told.
    """
    codes, rows = pd.factorize(pd.MultiIndex.from_arrays(list(parts)))
    told = [_add_ends(row, noun, high=high) for row in rows]
    return pd.Series(told, dtype="str").take(codes).set_axis(parts[0].index)


def _add_ends(texts: Sequence[str | float], noun: Noun, *, high: bool) -> str | None:
    given = [str(text) for text in texts if not pd.isna(text)]
    figures = [read_own_figure(text, noun) for text in given]
    ends = [_high(each) if high else _low(each) for each in figures if each is not None]
    known = [end for end in ends if end is not None]
    if len(known) == len(texts) or (known and not high):
        return str(sum(known))
    return next((text for text, each in zip(given, figures, strict=True) if each is None), None)


def _add(texts: Sequence[str | float], noun: Noun, *, whole: bool) -> tuple[str | None, str | None]:
    given = [str(text) for text in texts if not pd.isna(text)]
    figures = [read_own_figure(text, noun) for text in given]
    unread = next((text for text, each in zip(given, figures, strict=True) if each is None), None)
    read = [each for each in figures if each is not None]
    plain = [each.best for each in read if each.best is not None]
    about = "~" if any(each.rough for each in read) else ""
    if whole and len(plain) == len(texts):
        return None, f"{about}{sum(plain)}"
    known = [end for each in read if (end := _low(each)) is not None]
    if not known:
        return None, given[0] if given else None
    low = str(sum(known))
    if unread is not None or (len(known) < len(texts) and low == "0"):
        return low if low != "0" else None, unread
    return low, f"{about}{low}" if len(plain) == len(known) else None


def _low(figure: CellFigure) -> int | None:
    return figure.best if figure.low is None else figure.low


def _high(figure: CellFigure) -> int | None:
    return figure.best if figure.high is None else figure.high
