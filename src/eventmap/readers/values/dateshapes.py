"""The shapes in which tables write a date, and the days that each of them means.

A text is read in every order of day and month in which it is a date at all. Which order holds in
its column is for `dates` to find out: this module guesses nothing.

Besides dates in figures and words, in many languages: ISO 8601 with its weeks and ordinal days, and
levels 0 and 1 of the Library of Congress's EDTF. What is not known to the day is the whole month,
quarter or year; "early", "about" and EDTF's "~" and "?" make it rough. What cannot be any of it is
unreadable, with what is known of the reason: no year, another calendar, an open interval.
"""
# ruff: noqa: RUF001 - Cyrillic words

import calendar
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, cast

from eventmap.places import fold
from eventmap.readers.model import DateOrder
from eventmap.readers.values.clocktimes import CLOCK, FROM_TO, TIME, ZONE, runs_over_midnight
from eventmap.readers.values.months import (
    MONTH,
    choose_months,
    find_calendar,
    mark_months,
    mark_roman_months,
    month_number,
    read_roman_month,
)
from eventmap.schema import DatePrecision

DATE_ORDERS: tuple[DateOrder, ...] = ("DMY", "MDY", "YMD")

EXAMPLES = "2022-02-24, 24/02/2022, 24 February 2022, 2022-02 or 2022"
"""Shapes that can be read, for messages."""

_YEARS = range(1000, 3000)
_PIVOT = 50  # two digits from here on are of the 1900s: no event is later than tomorrow
_MONTHS = 12
LONGEST_DATE = 200
"""More characters than these are no date or interval, whatever they begin with."""

_HOUR = r"(?:[01]?\d|2[0-4])\s*(?:h\s*(?:[0-5]\d)?|uhr)"
_AT = (
    r"(?:(?:(?:at|um|a|o|\u043e|\u0432|klo|ore|godz\.?)\s)?"
    r"(?:gegen|circa|ca\.?|about|around|близько|біля|орієнтовно|около|примерно|vers|hacia|okolo|ok\.)"
    r"|at|um|a|o|\u043e|\u0432|klo|ore|godz\.?)"
)
"""Words before a time of day; that it is a rough one says nothing of the day."""

_WEEK_NAMES = (
    r"mon(?:day)?|понеділок|пн|понедельник|lundi|lunes|montag|poniedziałek|poniedzialek|الاثنين"
    r"|segunda(?:-feira)?|lunedi|pazartesi|maandag|luni|pondeli|ponedjeljak|senin|jumatatu"
    r"|יום שני|دوشنبه",
    r"tues?(?:day)?|вівторок|вт|вторник|mardi|martes|dienstag|wtorek|الثلاثاء"
    r"|terca(?:-feira)?|martedi|sal[iı]|dinsdag|marti|utery|utorak|selasa|jumanne|יום שלישי"
    r"|سه.?شنبه",
    r"wed(?:nes)?(?:day)?|середа|ср|среда|mercredi|miercoles|mittwoch|sroda|الاربعاء"
    r"|quarta(?:-feira)?|mercoledi|carsamba|woensdag|miercuri|streda|srijeda|rabu|jumatano"
    r"|יום רביעי|چهارشنبه",
    r"thu(?:rs)?(?:day)?|четвер|чт|четверг|jeudi|jueves|donnerstag|czwartek|الخميس"
    r"|quinta(?:-feira)?|giovedi|persembe|donderdag|joi|ctvrtek|cetvrtak|kamis|alhamisi"
    r"|יום חמישי|پنج.?شنبه",
    r"fri(?:day)?|п['’]?ятниця|пт|пятница|vendredi|viernes|freitag|piatek|الجمعة"
    r"|sexta(?:-feira)?|venerdi|cuma|vrijdag|vineri|patek|petak|jumat|ijumaa|יום שישי|جمعه",
    r"sat(?:ur)?(?:day)?|субота|сб|суббота|samedi|sabado|samstag|sonnabend|sobota|السبت"
    r"|sabato|cumartesi|zaterdag|sambata|subota|sabtu|jumamosi|יום שבת|شنبه",
    r"sun(?:day)?|неділя|нд|вс|воскресенье|dimanche|domingo|sonntag|niedziela|الاحد"
    r"|domenica|pazar|zondag|duminica|nedele|nedjelja|minggu|jumapili|יום ראשון|یکشنبه",
)
_SHORT_WEEK = (
    r"mo|lun|pon|pn|понед",
    r"di|wto?",
    r"mi|mier?|mer|sro?|śro?",
    r"do|jue|jeu|czw",
    r"fr|vie|ven",
    r"sa|sam|sab|sob",
    r"so|dom|dim|nd|ndz|niedz|нед",
)
"""Days as German, Spanish, French and Polish shorten them: words of their own, so at the beginning
alone, with a point or a comma. "Mar." is none: it is a month, too."""

_WEEK = tuple(
    rf"{names}|^(?:{short})(?=[.,])" for names, short in zip(_WEEK_NAMES, _SHORT_WEEK, strict=True)
)
_WEEKDAYS = rf"(?:{'|'.join(_WEEK)})"
_WEEKDAY = re.compile("|".join(rf"(?<!\w)({names})(?!\w)" for names in _WEEK))
_NOISE = (
    re.compile(rf"(?:(?<=\d)[t,_]|[,(]?(?<!\s)\s+\(?)(?:[-–]\s*|{_AT}\s+)?{TIME}\)?$"),
    re.compile(rf"(?<!\s),?\s+(\()?(?:{_AT}\s+)?{_HOUR}(?(1)\))$"),
    re.compile(r"(?:(?<=\d{4})|(?<=\d{4}-\d\d-\d\d)),? (?:[01]?\d|2[0-4])\.[0-5]\d$"),
    re.compile(rf"^{TIME},? (?=\d)"),
    re.compile(r"(?<=[./-]\d{4})\.$"),
    re.compile(r"(?<=[\w.]):$"),
    re.compile(rf"^{_WEEKDAYS}\b(?:[.,]*\s+(?:[-–]\s*)?|[-–]\s*)(?:the )?"),
    re.compile(rf"(?<!\s)\s+\({_WEEKDAYS}\.?\)$|,? {_WEEKDAYS}$"),
    re.compile(r"(?<!\s)\s+\([^()]* (?:time|zeit|hora)\)$"),
    re.compile(
        r"(?<!\s),?(?: [-–])? (?:in the )?"
        r"(?:morning|evening|afternoon|noon|вранці|ввечері|утром|вечером|днем|صباحا|مساء|ظهرا|عصرا)$"
    ),
    re.compile(
        r"^(?:(?:the )?(?:morning|evening|afternoon) (?:of|on) |on (?:the )?"
        r"|(?:le|el|il|am|dnia) (?=\d))"
    ),
)
_FOOTNOTE = re.compile(r"\[(?!\d{1,4}[-./]\d)[^\[\]]{1,15}\]|[*†‡]")
_OF = re.compile(r" (?:of|de|del) (?=\S)")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|e?ro?|o|°|-?го|-?е)(?!\w)")
_SHORT_YEAR = re.compile(r"(?<= )['’](?=\d\d$)")
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년](?:\s*(\d\d?)\s*[月월])?(?:\s*(\d\d?)\s*[日일])?")
_COMPACT = re.compile(r"(\d{8})(?:t?\d{6}|t\d{4})(?:\.\d+)?z?")
_DATE_TIME_GROUP = re.compile(
    r"(\d\d) ?(?:[01]\d|2[0-3])[0-5]\d ?(?:utc|gmt|hrs?|[a-z])? ?"
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) ?(\d{4}|\d\d)"
)
"""Of armed forces (Allied Communications Publication 121): day, hour, minute, zone, month, year."""

_YEAR_WORD = re.compile(
    r"(?<!\s)\s*(?:\u0433\.?|года?|\u0440\.|року|рік|roku|r\.|م|ميلادي|ميلادية)$"
)
_DOTS = re.compile(r"(?<=\d)\.\s+(?=\d)")
_INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

_ABOUT = re.compile(
    r"(?:circa|on or about|about|around|approximately|approx\.?|possibly|probably|presumably|~"
    r"|ймовірно|можливо|вероятно|возможно|предположительно|близько|приблизно|около|примерно"
    r"|vers|environ|hacia|alrededor de|etwa|okolo|gegen|ca\.|бл\.|ок\.|ok\."
    r"|reported(?: on| in)?(?= )|gemeldet(?: am)?(?= )|signalee?(?: le)?(?= )"
    r"|reportad[oa](?: el)?(?= )|повідомлено(?= )|сообщено(?= ))\s*"
)
_PART = re.compile(
    r"(?:early|mid|middle|late|beginning|start|end|початок|на початку|середина|кінець"
    r"|наприкінці|начало|в начале|середина|конец|в конце|debut|mi|fin|principios|mediados|finales"
    r"|(?:the )?(?:first|second|last) (?:half|days|week)|перша половина|друга половина"
    r"|першии тиждень|останніи тиждень|первая половина|вторая половина|первая неделя"
    r"|последняя неделя"
    r"|anfang|mitte|ende|początek|poczatek|połowa|polowa|koniec"
    r"|meados|inicios?|fins|fin(?:al|ais)|inizio|meta|fine|begin|midden|eind|awal|pertengahan|akhir"
    r"|inceputul|mijlocul|sfarsitul|اوايل|بداية|مطلع|منتصف|اواخر|نهاية)[ -]"
)
_NIGHT = re.compile(
    r"(?:(?:in |on |during )?(?:the )?(?:over)?night (?:of |from |on )?(?:the )?"
    r"|(?:(?:в|у) )?ніч (?:з |із |зі |(?=\d))|(?:в )?ночь (?:с |со |(?=\d))"
    r"|(?:dans |pendant )?(?:la )?nuit (?:du |(?=\d))|(?:en |durante )?(?:la )?noche (?:del? )?"
    r"|(?:in der )?nacht (?:(?:vom|von|des) (?:dem )?|(?=\d))|(?:w )?no(?:cy|c) (?:z |(?=\d))"
    r"|(?:na )?noite (?:de )?(?=\d\d? ?(?:para|a) )|(?:nella )?notte (?:tra|fra"
    r"|dal?)(?: il)? (?=\d)"
    r"|(?:de |in de )?nacht (?:van )?(?=\d\d? op )|ليلة )"
)
_NIGHT_BEFORE = re.compile(
    r"(?:в |у )?(?:ніч|ночь) на |(?:w nocy|noc) na |(?:in der )?nacht (?:zum|auf(?: den)?) "
)
_WEEK_FROM = re.compile(
    r"(?:the )?(?:week (?:commencing|beginning|starting)|w/c)(?: on)?:? "
    r"|(?:semaine|semana) (?:commencant|que comienza|desde)(?: el| le)? |woche (?:ab|vom) (?:dem )?"
    r"|тиждень (?:з|із|від) |неделя (?:с|со|от) |(?:tydzien|tydzień) od "
)
_WEEK_OF = re.compile(r"(?:the )?week (?:of )?(?:the )?|semaine du |semana (?:del? )?")
_WEEK_TO = re.compile(r"(?:the )?(?:week (?:ending|ended|to)|w/e)(?: on)?:? ")
_NUMBERED_WEEK = re.compile(
    r"(?:(?:week|semana|semaine|settimana|woche|kw|w|sem\.?|se|тиждень|тижд?\.?|неделя|нед\.?"
    r"|tydzien|tydzień|hafta) ?\d\d?(?:[:,] ?| [-–—] | (?=\())|\d\d? ?(?=\())"
    r"(\()?([^()]{5,60})(?(1)\))( \d{4})?"
)
"""A week by its number and its days: "12 (18-24 March 2024)", "KW 12: 18.03. - 24.03.2024"."""
_BRACKETS = re.compile(r"(?<!\s)\s+\(([^()\d]{1,30})\)$")
_CHECKED = re.compile(
    rf"(?:re)?confirm|verif|check|updat|correct|підтв|перевір|оновл|подтв|провер|bestatigt"
    rf"|potwierdz|{ZONE}$"
)
"""What says in brackets behind a date that the date holds; any other word is a doubt."""

_EITHER = re.compile(r"(?<!\s)\s+(?:or|або|чи|или|либо|ou|o|oder|lub|albo|او)\s+")
_TIME_OF_DAY = re.compile(
    r"(?:вранці|зранку|вдень|удень|ввечері|увечері|утром|днем|вечером|(?:na |en la )?(?:madrugada"
    r"|manha|manana|tarde)|(?:matin(?:ee)?|soir(?:ee)?|apres-midi)(?: du)?"
    r"|(?:mattina|pomeriggio|sera)(?: del)?|(?:in |on )?(?:the )?"
    r"(?:early |late )?(?:morning|afternoon|evening)(?: of)?) "
)
_SEASONS = re.compile(
    r"(?:spring|summer|autumn|fall|весна|літо|осінь|лето|осень|printemps|ete|automne|primavera"
    r"|verano|otono|estate|autunno|verao|outono"
    r"|fruhling|fruhjahr|sommer|herbst|wiosna|lato|jesien|ربيع|صيف|خريف)[, ]+(\d{4})"
)
_QUALIFIED = re.compile(r"(\d{2,4}(?:-\d\d){0,2})[?~%]")
_MASKED = re.compile(r"(\d{4})-(?:(\d\d)-)?(?:xx|\?\?)(?:-(?:xx|\?\?))?")
_OPEN = re.compile(r"\.{0,2}/\d{4}.*|\d{4}[-\d]*/\.{0,2}")
_YEARLESS = re.compile(rf"\d\d?\.? ?{MONTH}|{MONTH} ?\d\d?")

_TWO_DAYS = re.compile(
    r"(?!between |from |між |между |entre |zwischen |miedzy |tra |بين )[^-–—/]{1,40}?"
    r"(?:,|&| and| і| та| и| et(?: le)?| y(?: el)?| und(?: dem)?| i| e| و) [^-–—/]*$"
)
"""Two days beside each other, and not from one to the other."""
_FEW = timedelta(days=7)

_HOURS = (
    rf"(?:(?:from|з|із|від|с|со|от|de|von|od) )?{FROM_TO}"
    rf"|(?:between|між|между|entre|zwischen|miedzy) ({CLOCK}) (?:and|та|і|и|et|y|und|i|a) ({CLOCK})"
)
_TIMES = re.compile(rf"(?<!\s)(?:,?\s+|t)(\()?(?:{_HOURS})(?(1)\))$")
_TIMES_BEFORE = re.compile(rf"^(?:({CLOCK})\s?[-–—]\s?({CLOCK})|{_HOURS}),? (\d.*)$")
"""From one time of day to another, behind the day or before it."""

NO_YEAR = "gives no year"
_OPEN_END = "is an interval with an open end"
_OR_QUARTER = "may be a month or a quarter"
_QUARTERS = 4


class Span(NamedTuple):
    """The days that a text means, both included."""

    start: date
    end: date
    precision: DatePrecision


class Meaning(NamedTuple):
    """What a text means.

    Parameters
    ----------
    spans
        The days, by each order in which the text is a date. No order: it is none.
    likely
        The orders that count as possible until the column shows more. Nobody writes 24.02.22 or
        24/02/22 with the year first, as some do 24-02-22.
    yearfirst
        Whether it is a day in figures that begin with a year of four digits.
    rough
        Whether the text says that this is not quite it: "early March 2022", "2022-03~".
    why
        Where it is none, or none that can be: what the text is instead, such as "gives no year", if
        that is known.
    counted
        Whether it is a number of days, as spreadsheets count them.
    century
        Whether its year has two digits and may be of another century, as its column shows.
    """

    spans: Mapping[DateOrder, Span] = {}
    likely: frozenset[DateOrder] = frozenset()
    yearfirst: bool = False
    rough: bool = False
    why: str = ""
    counted: bool = False
    century: bool = False

    @property
    def real(self) -> bool:
        """Whether it is what a spreadsheet keeps of a date that it knows, and no text."""
        return self.yearfirst or self.counted

    @property
    def needs_order(self) -> bool:
        """Whether the likely orders make different days of it."""
        return len({self.spans[order] for order in self.likely}) > 1


UNREADABLE = Meaning()


def fold_date(text: str) -> str:
    """Return a text in small plain letters with ASCII digits, without marks of footnotes."""
    text = text.replace("→", " - ").replace("->", " - ")
    if text.isascii():
        plain = " ".join(_FOOTNOTE.sub("", text).casefold().split())
        group = _DATE_TIME_GROUP.fullmatch(plain)
        return " ".join(group.groups()) if group else _POINT_BEHIND_YEAR.sub("", plain)
    text = "".join(
        str(unicodedata.decimal(each)) if each.isdecimal() else each
        for each in _INVISIBLE.sub("", _FOOTNOTE.sub("", text))
    )
    text = _MONTH_OF_YEAR.sub(r"\1-\2", _QUOTED_DAY.sub(r"\1", text))
    text = _EAST_ASIAN.sub(lambda match: "-".join(filter(None, match.groups())), text)
    return _POINT_BEHIND_YEAR.sub("", " ".join(fold(text).replace("−", "-").split()))


_QUOTED_DAY = re.compile(r"^\s*[«“„\"](\d\d?)[»”“\"](?=\s)")
"""As clerks write Ukrainian and Russian: "«13» травня 2024 року"."""

_MONTH_OF_YEAR = re.compile(r"^\s*([а-яґєіїА-ЯҐЄІЇ]{3,8})\.(\d\d)\s*$")
"""As spreadsheets write it in Ukrainian and Russian, where the day stands before the month."""

_POINT_BEHIND_YEAR = re.compile(r"(?<=\b[12]\d\d\d)\.(?: (?:godine|godina|god\.?|g\.?))?$")
"""As it is written from Slovenia to Serbia: "3. maj 1992." and "12.05.1992. godine"."""


def interpret(text: str, months: Mapping[str, int] | None = None) -> Meaning:
    """Return what a text means, in each order of day and month.

    Nothing where it is longer than `LONGEST_DATE`.

    Parameters
    ----------
    months
        What names of months mean in its column, by `choose_months`; else in this text alone.
    """
    if len(text) > LONGEST_DATE:
        return UNREADABLE
    plain = fold_date(text)
    if not _has_word(plain):
        return _interpret_numbered(plain)
    if alone := read_roman_month(plain):
        return _month(*map(str, alone)) if alone[1] > _QUARTERS else Meaning(why=_OR_QUARTER)
    marked = mark_months(plain, choose_months([plain]) if months is None else months)
    marked = " ".join(mark_roman_months(marked).split())
    meaning = _interpret_numbered(_ORDINAL.sub("", _OF.sub(" ", marked)))
    if meaning.spans and _has_other_weekday(plain, meaning):
        return _rough(meaning)
    if not meaning.spans and not meaning.why and (name := find_calendar(plain)):
        return Meaning(why=f"is of the {name} calendar, which is not converted")
    return meaning


def _has_other_weekday(plain: str, meaning: Meaning) -> bool:
    """Return whether a text names one day of the week, and its date is on another one."""
    named = {found.lastindex for found in _WEEKDAY.finditer(plain)}
    days = [span.start for span in meaning.spans.values() if span.precision == DatePrecision.DAY]
    return len(named) == 1 and bool(days) and not named & {day.isoweekday() for day in days}


def _has_word(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _with_evening(morning: Meaning) -> Meaning:
    """Return the two days of the night that ends on this day."""
    if any(span.precision != DatePrecision.DAY for span in morning.spans.values()):
        return UNREADABLE
    spans = {
        order: Span(span.start - timedelta(days=1), span.end, DatePrecision.DAYS)
        for order, span in morning.spans.items()
    }
    return morning._replace(spans=spans)


def _night(said: Meaning) -> Meaning:
    """Return the two days of a night; which two "the night of 13 May" are, it does not say."""
    fits = all(span.precision == DatePrecision.DAYS for span in said.spans.values())
    return said if fits else UNREADABLE


def _seven_days(said: Meaning, first: Callable[[date], date]) -> Meaning:
    """Return the week that a day tells; an interval tells its own days."""
    told = {span.precision for span in said.spans.values()}
    if told == {DatePrecision.DAYS}:
        return said
    if told != {DatePrecision.DAY}:
        return UNREADABLE
    begins = {order: first(span.start) for order, span in said.spans.items()}
    spans = {
        order: Span(day, day + timedelta(days=6), DatePrecision.WEEK)
        for order, day in begins.items()
    }
    inside = any(begins[order] < said.spans[order].start < spans[order].end for order in spans)
    return said._replace(spans=spans, rough=said.rough or inside)


def _whole_week(said: Meaning) -> Meaning:
    """Return an interval of seven days: of others the number before them says something else."""
    lengths = {span.end - span.start for span in said.spans.values()}
    return said if lengths == {timedelta(days=6)} else UNREADABLE


def _week_around(day: date) -> date:
    """Return the day on which a week "of" a day begins: a Sunday, else the Monday before."""
    return day if day.isoweekday() == 7 else day - timedelta(days=day.weekday())  # noqa: PLR2004 - Sunday


def _part_of_day(said: Meaning) -> Meaning:
    fits = all(span.precision == DatePrecision.DAY for span in said.spans.values())
    return said if fits else UNREADABLE


def _part_of_month(said: Meaning) -> Meaning:
    coarse = (DatePrecision.MONTH, DatePrecision.YEAR)
    fits = all(span.precision in coarse for span in said.spans.values())
    return said._replace(rough=True) if fits else UNREADABLE


_BEFORE: tuple[tuple[re.Pattern[str], Callable[[Meaning], Meaning]], ...] = (
    (_NIGHT, _night),
    (_WEEK_FROM, lambda said: _seven_days(said, lambda day: day)),
    (_WEEK_TO, lambda said: _seven_days(said, lambda day: day - timedelta(days=6))),
    (_WEEK_OF, lambda said: _seven_days(said, _week_around)),
    (_TIME_OF_DAY, _part_of_day),
    (_NIGHT_BEFORE, _with_evening),
    (_ABOUT, lambda said: said._replace(rough=True)),
    (_PART, _part_of_month),
)
"""Words before a date, and what they make of it."""


def _interpret_numbered(text: str) -> Meaning:
    match = _NUMBERED_WEEK.fullmatch(text)
    if match is None:
        return _interpret_marked(text)
    return _whole_week(_interpret_marked(f"{match[2].strip()}{match[3] or ''}"))


def _interpret_marked(text: str) -> Meaning:
    plain = _SHORT_YEAR.sub("", _YEAR_WORD.sub("", _DOTS.sub(".", text)))
    if match := _TIMES_BEFORE.match(plain):
        *hours, day = filter(None, match.groups())
        plain = f"{day} {' – '.join(hours)}"
    for pattern, read in _BEFORE:
        if match := pattern.match(plain):
            return read(_interpret_marked(plain[match.end() :]))
    if match := _TIMES.search(plain):
        said = _interpret_marked(plain[: match.start()])
        start, end = (each for each in match.groups()[1:] if each)
        return _until_next_day(said) if runs_over_midnight(start, end) else said
    unsure = plain.endswith("?") and len(plain) > 1
    if unsure and not _QUALIFIED.fullmatch(plain) and not _MASKED.fullmatch(plain):
        return _rough(_interpret_marked(plain[:-1].rstrip()))
    if (match := _EITHER.search(plain)) and (either := _either_of(plain, match)).spans:
        return either
    said = _interpret_interval(plain) or _interpret_one(plain)
    match = None if said.spans else _BRACKETS.search(plain)
    if match and not find_calendar(match[1]):
        known = _CHECKED.match(match[1])
        said = _interpret_marked(plain[: match.start()])
        return said if known else _rough(said)
    return said


def _until_next_day(said: Meaning) -> Meaning:
    """Return what lasts from a day into the next; what is no single day stays."""
    spans = {
        order: Span(span.start, span.end + timedelta(days=1), DatePrecision.DAYS)
        if span.start == span.end < date.max
        else span
        for order, span in said.spans.items()
    }
    return Meaning(spans, said.likely, rough=said.rough, why=said.why)


def _interpret_interval(plain: str) -> Meaning | None:
    for pattern, ends in _INTERVALS:
        if match := pattern.fullmatch(plain):
            first, last = (_interpret_one(end) for end in ends(*match.groups()))
            if first.spans and last.spans:
                said = _between(first, last)
                listed = _LISTED.search(plain) is not None
                return _rough(said) if listed or _leaves_out_days(plain, said) else said
    return None


_DAYS_BETWEEN = r"(?:, ?\d\d?){1,9},? ?(?:or|and|&|und|oder|et|ou|y|e|o|i|lub|та|або|і|и|или) "
_LISTED = re.compile(rf"\d{_DAYS_BETWEEN}\d")
"""Days one by one: "May 2, 3 or 4", which may be any of them, or leave others out."""


def _leaves_out_days(plain: str, said: Meaning) -> bool:
    """Return whether "13 and 17 May" names two days that others lie between."""
    longest = max((span.end - span.start for span in said.spans.values()), default=timedelta())
    return longest > timedelta(days=1) and bool(_TWO_DAYS.match(plain))


def _either_of(plain: str, either: re.Match[str]) -> Meaning:
    """Return the days from the first to the last of "1 or 2 December", which are few."""
    joined = f"{plain[: either.start()]} - {plain[either.end() :]}"
    said = _interpret_interval(joined) or UNREADABLE
    few = {order: span for order, span in said.spans.items() if span.end - span.start <= _FEW}
    likely = said.likely & frozenset(few)
    return Meaning(few, likely or frozenset(few), rough=bool(few))


def _between(first: Meaning, last: Meaning) -> Meaning:
    both = [order for order in DATE_ORDERS if order in first.spans and order in last.spans]
    spans = {
        order: joined
        for order in both
        if (joined := join(first.spans[order], last.spans[order])) is not None
    }
    likely = first.likely & last.likely & frozenset(spans)
    rough = first.rough or last.rough
    return Meaning(spans, likely or frozenset(spans), rough=rough)


def join(first: Span, last: Span) -> Span | None:
    """Return the days from the start of one span to the end of another, if they run forward.

    It is as exact as the less exact of the two; two days make a span of `days`.
    """
    if last.end < first.start:
        return None
    coarse = max(first.precision, last.precision, key=[*DatePrecision].index)
    if coarse == DatePrecision.DAY and first.start != last.end:
        coarse = DatePrecision.DAYS
    return Span(first.start, last.end, coarse)


def _interpret_one(text: str) -> Meaning:
    if match := _COMPACT.fullmatch(text):
        text = match[1]
    shorter = ""
    while text != shorter:
        shorter = text
        for noise in (*_NOISE, _YEAR_WORD):
            text = noise.sub("", text, count=1)
    for pattern, read in _SHAPES:
        if match := pattern.fullmatch(text):
            return read(*match.groups())
    if _YEARLESS.fullmatch(text):
        return Meaning(why=NO_YEAR)
    return Meaning(why=_OPEN_END) if _OPEN.fullmatch(text) else UNREADABLE


def _rough(meaning: Meaning) -> Meaning:
    return meaning._replace(rough=bool(meaning.spans))


def _week(year: str, week: str, day: str | None = None) -> Meaning:
    """Read a week of ISO 8601, which begins on a Monday, or a day of it."""
    try:
        first = date.fromisocalendar(int(year), int(week), int(day or 1))
    except ValueError:
        return UNREADABLE
    if day:
        return _any_order(Span(first, first, DatePrecision.DAY))
    return _any_order(Span(first, first + timedelta(days=6), DatePrecision.WEEK))


def _milliseconds(number: str, zone: str | None) -> Meaning:
    """Read the milliseconds since 1970 of .NET's JSON; the day is that of the zone it names."""
    moment = datetime.fromtimestamp(int(number) / 1000, UTC)
    if zone:
        moment = moment.astimezone(datetime.strptime(zone, "%z").tzinfo)
    return _any_order(Span(moment.date(), moment.date(), DatePrecision.DAY))


def _ordinal(year: str, number: str) -> Meaning:
    first = date(int(year), 1, 1)
    day = first + timedelta(days=int(number) - 1)
    if int(year) not in _YEARS or day.year != first.year:
        return UNREADABLE
    return _any_order(Span(day, day, DatePrecision.DAY))


def _quarter(year: str, number: str) -> Meaning:
    first, last = _span(int(year), 3 * int(number) - 2), _span(int(year), 3 * int(number))
    return _any_order(join(first, last) if first and last else None)


def _decade(year: str) -> Meaning:
    first, last = _span(int(year) * 10, 0), _span(int(year) * 10 + 9, 0)
    return _any_order(join(first, last) if first and last else None)


def _masked(year: str, month: str | None) -> Meaning:
    return _month(year, month or "0")


def _masked_day(_: str, month: str, year: str) -> Meaning:
    """Read a month whose day is unknown, or with 0 for it the year."""
    return _month(year, month)


def _placeholder(*_: str) -> Meaning:
    return Meaning(why="stands for no date")


def _triple(first: str, separator: str, second: str, third: str) -> Meaning:
    """Read two numbers and a year, or three numbers of two digits."""
    spans = {
        "DMY": _day(_year(third), second, first),
        "MDY": _day(_year(third), first, second),
        "YMD": _day(_year(first), second, third) if len(first) == len(third) == 2 else None,  # noqa: PLR2004 - digits
    }
    known = {cast("DateOrder", order): span for order, span in spans.items() if span}
    yearlast = frozenset(known) - {"YMD"}
    likely = yearlast if yearlast and separator != "-" else frozenset(known)
    return Meaning(known, likely)


def _yearfirst(year: str, month: str, day: str) -> Meaning:
    """Read a day; as a day or a month, 0 is unknown."""
    if int(day):
        return _any_order(_day(_year(year), month, day), yearfirst=True)
    return _month(year, month)


def _month(year: str, month: str) -> Meaning:
    return _any_order(_span(_year(year), int(month)))


def _only_year(year: str) -> Meaning:
    return _any_order(_span(_year(year), 0))


def _named(day: str, month: str, year: str) -> Meaning:
    if not int(day) and year in _YEAR_OF_ZERO and month_number(month) == 1:
        return _placeholder()  # the zero of a spreadsheet, shown as "00-Jan-00"
    if not int(day):
        return _named_month(month, year)
    return _any_order(_day(_year(year), str(month_number(month)), day))


_YEAR_OF_ZERO = ("1900", "00")


def _named_month(month: str, year: str) -> Meaning:
    return _month(year, str(month_number(month)))


def _any_order(span: Span | None, *, yearfirst: bool = False) -> Meaning:
    if span is None:
        return UNREADABLE
    return Meaning(dict.fromkeys(DATE_ORDERS, span), frozenset(DATE_ORDERS), yearfirst)


def _year(digits: str) -> int:
    if len(digits) > 2:  # noqa: PLR2004 - digits
        return int(digits)
    return int(digits) + (1900 if int(digits) >= _PIVOT else 2000)


def _day(year: int, month: str, day: str) -> Span | None:
    if year not in _YEARS:
        return None
    try:
        known = date(year, int(month), int(day))
    except ValueError:
        return None
    return Span(known, known, DatePrecision.DAY)


def _span(year: int, month: int) -> Span | None:
    if year not in _YEARS or month > _MONTHS:
        return None
    if month == 0:
        return Span(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)
    last = calendar.monthrange(year, month)[1]
    return Span(date(year, month, 1), date(year, month, last), DatePrecision.MONTH)


_DASH = r"\s*[-–—]\s*"

_Reader = Callable[..., Meaning]

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "і": "1", "іі": "2", "ііі": "3", "іv": "4"}
"""In Latin letters, and in the Cyrillic ones that look like them."""
_ORDINALS = {
    word: str(number)
    for number, words in enumerate(
        (
            "first первый перший premier primer erstes pierwszy الاول",
            "second второй другий deuxieme segundo zweites drugi الثاني",
            "third третий третій troisieme tercer drittes trzeci الثالث",
            "fourth четвертый четвертий quatrieme cuarto viertes czwarty الرابع",
        ),
        1,
    )
    for word in words.replace("й", "и").split()
}
_QUARTER = r"(?:quarter|квартал|кв\.?|trimestre|quartal|kwartał|kwartal)"

_SHAPES: list[tuple[re.Pattern[str], _Reader]] = [
    (re.compile(pattern), read)
    for pattern, read in (
        (r"1900-01-00|00?([./-])0?1\1(?:1900|00)|0?1([./-])00?\2(?:1900|00)", _placeholder),
        (r"(?:00?|xx?|хх?|\?\??|__|--?)([./-])(\d\d?)\1(\d{4})", _masked_day),
        (r"(\d\d?)([./-])00?\2(\d{4})", lambda month, _, year: _month(year, month)),
        (r"/date\((\d{12,13})([+-](?:0\d|1[0-4])[0-5]\d)?\)/", _milliseconds),
        (r"(\d{4})-2[123]", lambda year: _rough(_only_year(year))),  # EDTF's seasons but winter
        (r"(\d{4})(?:\.0+)?", _only_year),
        (r"(\d{4})[-/.]?(\d\d)(?:\.0+)?", _month),
        (r"(\d{4})[-/.](\d)", _month),
        (r"(\d{4})(\d\d)(\d\d)(?:\.0+)?", _yearfirst),
        (r"(\d{4})-(\d\d?)-(\d\d?)", _yearfirst),
        (r"(\d{4})/(\d\d?)/(\d\d?)", _yearfirst),
        (r"(\d{4})\.(\d\d?)\.(\d\d?)", _yearfirst),
        (r"(\d\d?)([-/.])(\d\d?)\2(\d{4}|\d\d)", _triple),
        (r"(\d\d?)[-/.](\d{4})", lambda month, year: _month(year, month)),
        (rf"(\d\d?)\.?[-/ ]?({MONTH})[-/, ]{{0,2}}(\d{{4}}|\d\d)", _named),
        (
            rf"({MONTH})[-/ ]?(\d\d?)[-/, ]{{1,2}}(\d{{4}})",
            lambda month, day, year: _named(day, month, year),
        ),
        (
            rf"(\d{{4}})[-/, ]{{1,2}}({MONTH})[-/ ](\d\d?)",
            lambda year, month, day: _named(day, month, year),
        ),
        (rf"({MONTH})[-/, ]{{0,2}}(\d{{4}})", _named_month),
        (rf"(\d{{4}})[-/, ]{{1,2}}({MONTH})", lambda year, month: _named_month(month, year)),
        (rf"({MONTH})-(\d\d)", lambda month, year: _named_month(month, str(_year(year)))),
        (r"(\d{4})-?w(\d\d)(?:-?([1-7]))?", _week),
        (r"kw ?(\d\d?)[ /]+(\d{4})", lambda week, year: _week(year, week)),
        (r"(\d{4})-(\d{3})", _ordinal),
        (r"(\d{4})[- /]?q([1-4])", _quarter),
        (r"[qt]([1-4])[- /]?(?:of )?(\d{4})", lambda number, year: _quarter(year, number)),
        (r"([1-4])[qt][- /]?(\d{4})", lambda number, year: _quarter(year, number)),
        (
            rf"([1-4])(?:\.?[oa]|\.|-?[а-я]{{1,2}}|st|nd|rd|th|er|e)? ?{_QUARTER}"
            r" (?:of |del? )?(\d{4})",
            lambda number, year: _quarter(year, number),
        ),
        (
            rf"(iv|i{{1,3}}|іv|і{{1,3}}) {_QUARTER} (?:of |del? )?(\d{{4}})",
            lambda number, year: _quarter(year, _ROMAN[number]),
        ),
        (
            rf"(?:the )?({'|'.join(_ORDINALS)}) {_QUARTER} (?:of |de )?(\d{{4}})",
            lambda word, year: _quarter(year, _ORDINALS[word]),
        ),
        (
            rf"الربع ({'|'.join(_ORDINALS)}) (?:من |لعام |عام )?(\d{{4}})",
            lambda word, year: _quarter(year, _ORDINALS[word]),
        ),
        (_SEASONS.pattern, lambda year: _rough(_only_year(year))),
        (_QUALIFIED.pattern, lambda text: _rough(_interpret_one(text))),
        (_MASKED.pattern, _masked),
        (r"(\d{3})x", _decade),
    )
]
"""How one date is written, tried from top to bottom."""

_Ends = Callable[..., tuple[str, str]]

_JOINED = (
    r"(?:\s*[-–—/]\s*|\s+(?:to|until|till|through|thru|and|до|по|на|і|та|и|au|al|a|et(?: le)?"
    r"|y(?: el)?|bis|und(?: dem)?|do|i|auf(?: den)?|zum|na|الى|حتى|و"
    r"|para|e(?: il)?|op|t/m|tot|sampai|hingga|s/d|s\.d\.|az|pana la|עד|تا)\s+|\s*&\s*|, )"
)
_FROM = (
    r"(?:from |between |з |із |від |с |от |між |между |du |del |de |entre (?:le |el )?|vom |von "
    r"|zwischen (?:dem )?|od |miedzy |من |بين |dal? |(?:tra|fra)(?: il)? "
    r"|van |tussen |dari |از |בין )?"
)

_INTERVALS: list[tuple[re.Pattern[str], _Ends]] = [
    (re.compile(pattern), ends)
    for pattern, ends in (
        (r"(1[5-9]\d\d|20\d\d)-(1[5-9]\d\d|20\d\d)", lambda first, last: (first, last)),
        (
            rf"(\d\d?){_DAYS_BETWEEN}(\d\d?)\.? ?({MONTH}),? (\d{{4}})",
            lambda day, last, month, year: (f"{day} {month} {year}", f"{last} {month} {year}"),
        ),
        (
            rf"({MONTH}) (\d\d?){_DAYS_BETWEEN}(\d\d?),? (\d{{4}})",
            lambda month, day, last, year: (f"{month} {day} {year}", f"{month} {last} {year}"),
        ),
        (
            rf"{_FROM}(\d\d?)\.?{_JOINED}(\d\d?)\.? ?({MONTH}),? (\d{{4}})",
            lambda day, last, month, year: (f"{day} {month} {year}", f"{last} {month} {year}"),
        ),
        (
            rf"{_FROM}(\d\d?\.? ?{MONTH}){_JOINED}(\d\d?\.? ?{MONTH}),? (\d{{4}})",
            lambda first, last, year: (f"{first} {year}", f"{last} {year}"),
        ),
        (
            rf"{_FROM}({MONTH}) (\d\d?){_JOINED}(\d\d?),? (\d{{4}})",
            lambda month, day, last, year: (f"{month} {day} {year}", f"{month} {last} {year}"),
        ),
        (
            rf"{_FROM}({MONTH} \d\d?){_JOINED}({MONTH} \d\d?),? (\d{{4}})",
            lambda first, last, year: (f"{first} {year}", f"{last} {year}"),
        ),
        (
            rf"{_FROM}({MONTH}){_JOINED}({MONTH}) (\d{{4}})",
            lambda first, last, year: (f"{first} {year}", f"{last} {year}"),
        ),
        (
            rf"{_FROM}(\d\d?)\.?{_JOINED}(\d\d?)([./])(\d\d?)\3(\d{{4}})",
            lambda day, last, _, month, year: (f"{day}.{month}.{year}", f"{last}.{month}.{year}"),
        ),
        (
            rf"{_FROM}(\d\d?)\.(\d\d?)\.?{_JOINED}(\d\d?)\.(\d\d?)\.(\d{{4}})",
            lambda day, month, last, end, year: (f"{day}.{month}.{year}", f"{last}.{end}.{year}"),
        ),
        (
            r"(\d{4}-\d\d-)(\d\d)[/–](\d\d)",
            lambda month, day, last: (month + day, month + last),
        ),
        (
            r"(\d{4}([./])\d\d?\2)(\d\d?)\s?[-–]\s?(\d\d?)",
            lambda month, _, day, last: (month + day, month + last),
        ),
        (r"(\d{4}.*?) ?/ ?(\d{4}.*)", lambda first, last: (first, last)),
        (r"(\d{4}[-.\d]*?) ?\.\. ?(\d{4}.*)", lambda first, last: (first, last)),
        (
            rf"{_FROM}(.+) (?:[-–—]|to|until|till|through|до|по|au|al|bis|do) (.+)",
            lambda first, last: (first, last),
        ),
        (r"(.*?\S)\s*[–—]\s*((?s:.+))", lambda first, last: (first, last)),
        (r"(\d\d?([./])\d\d?\2\d{4})-(\d\d?\2\d\d?\2\d{4})", lambda first, _, last: (first, last)),
    )
]
"""How two dates are written as one interval, and its ends as a whole date each."""
