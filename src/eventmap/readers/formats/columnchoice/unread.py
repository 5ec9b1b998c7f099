"""Which columns look like something and are not read, so that each is named."""

import re
from itertools import pairwise

import pandas as pd

from eventmap.readers.formats.columnchoice.counted import (
    END_CONCEPTS,
    NOT_COUNTED,
    PEOPLE,
    counts_cases,
    counts_events,
    find_of_one_person,
)
from eventmap.readers.formats.columnchoice.dates import are_weeks_of_years
from eventmap.readers.formats.columnchoice.figures import LETTERS
from eventmap.readers.formats.columnchoice.ledger import Ledger
from eventmap.readers.formats.columnchoice.parts import find_band
from eventmap.readers.formats.columnchoice.places import names_area
from eventmap.readers.formats.columnchoice.points import find_unnamed_points
from eventmap.readers.formats.columns import (
    HALF,
    MOST,
    ReadColumn,
    are_numbers_of_cases,
    heading_says_nothing,
    names_condition,
    runs_on,
)
from eventmap.readers.formats.composed import are_months, is_name_of_month
from eventmap.readers.formats.headingwords import (
    complete_heading,
    concepts_of,
    read_heading,
    split_heading,
    words_of_nothing,
)
from eventmap.readers.model import AREA
from eventmap.readers.values.figures import NOUNS


def find_unread(ledger: Ledger) -> None:
    """Find the columns that may be dates, points, regions or figures though no heading says so."""
    _find_unexplained(ledger)
    ledger.unlocated |= find_unnamed_points(ledger)
    _find_unread_days(ledger)
    _find_unread_regions(ledger)


def _find_unread_days(ledger: Ledger) -> None:
    """Find what may be the day, or the month, of dates that are read without.

    Numbers up to 31 beside a year and a month may be the day, where their heading says nothing in
    a language that is known; some beside words are, where it says so. Beside a year alone, a
    heading tells the month and the day.
    """
    parts = [each for each in ledger.columns if ledger.taken.get(each.name, _NONE)[0] == _DATE]
    if len(parts) == 1 and parts[0].profile.share("year") == 1:
        ledger.undated |= {
            each.name for each in ledger.free() if each.heading.has("month", "dayno")
        }
    if len(parts) != len(_MONTH_AND_YEAR) or not all(
        any(each.heading.has(part) for each in parts) for part in _MONTH_AND_YEAR
    ):
        return
    ledger.undated |= {
        each.name
        for each in ledger.free()
        if each.heading.has("dayno")
        and not each.heading.has("week")
        and each.profile.share("dayno")
    }
    for pair in pairwise(ledger.columns):
        for one, other in (pair, pair[::-1]):
            numbers = min(one.profile.share("dayno"), one.profile.share("number"))
            said = heading_says_nothing(one) and one in ledger.free()
            if other in parts and said and numbers == 1:
                ledger.undated.add(one.name)


def _find_unread_regions(ledger: Ledger) -> None:
    """Find the numbers of regions, which are of whatever list: "67" beside a country."""
    if "admin1" in {*ledger.found, *ledger.closed}:
        return
    ledger.unplaced |= {
        each.name
        for each in ledger.free()
        if each.heading.concepts - {"code", "noise", "type"} == {"admin1"}
        and not each.heading.strange
        and each.profile.share("number") >= HALF
    }


_NONE = ("", 0.0)


_DATE = "date_start"


_MONTH_AND_YEAR = ("year", "month")


def _find_unexplained(ledger: Ledger) -> None:
    """Find numbers that may count people, where no heading says of anything that it does.

    Of a table with a column, or a key of nested JSON, for each month, these are the numbers of the
    months. Beside somebody's name or age, 0 and 1 are facts about him.
    """
    free = [each for each in ledger.free() if each.profile.share("number") >= MOST]
    months: dict[str, set[str]] = {}
    for each in free:
        *group, last = _LEVELS.split(each.name)
        if is_name_of_month(last) or (
            _MONTH.fullmatch(last) and (group or are_months(pd.Series([last])))
        ):
            months.setdefault("".join(group), set()).add(each.name)
    for names in months.values():
        ledger.unexplained |= names if len(names) >= _SEASON else set()
    ledger.unexplained |= _find_parts_behind(ledger)
    read = {*ledger.found, *ledger.closed}
    if ledger.spoken or all(f"{noun}_best" in read for noun in NOUNS):
        return
    if find_of_one_person(ledger):
        free = [each for each in free if each.profile.share("whether") < 1]
    killed = not {f"killed_{end}" for end in ("low", "best", "high")}.isdisjoint(read)
    if not killed:
        ledger.unexplained |= _find_people(free)
        if any(read_heading(text).has(*NOUNS) for text in ledger.source.titles):
            ledger.unexplained |= {each.name for each in free if _is_bare_number(each)}
    beside = _names_beside_figures(ledger) if killed else None
    for each in free:
        counts = all(_COUNTS.fullmatch(text) for text in each.profile.samples)
        near = beside is None or each.name in beside
        cut = read_heading(complete_heading(each.name)).has(*NOUNS) and not each.heading.has(*NOUNS)
        unknown = heading_says_nothing(each) or _abbreviates_people(each.name) or cut
        unknown = unknown and not runs_on(ledger.cells[each.name])
        if near and counts and unknown:
            ledger.unexplained.add(each.name)


def _find_parts_behind(ledger: Ledger) -> set[str]:
    """Return numbers "of whom" somebody is, right behind figures or other such parts of these."""
    free, found = ledger.free(), set[str]()
    for before, each in pairwise(ledger.columns):
        figures = ledger.taken.get(before.name, ("",))[0].startswith(tuple(NOUNS))
        parts = each.heading.has("among") and each.profile.share("figure") >= MOST
        if parts and each in free and (figures or before.name in found):
            found.add(each.name)
    return found


def _find_people(columns: list[ReadColumn]) -> set[str]:
    """Return numbers of sorts of people, and their total, where nothing says what befell them.

    "Civilians", "Security forces", "Militants", "Total": the title of a page said that they died.
    """
    sorts = [each.name for each in columns if _names_people(each)]
    totals = [each.name for each in columns if each.heading.concepts - {"noise"} == {"total"}]
    return {*sorts, *totals} if len(sorts) > 1 else set()


def _is_bare_number(column: ReadColumn) -> bool:
    told = column.heading.concepts - {"noise"}
    return told in ({"number"}, {"total"}, {"number", "total"}) and not column.heading.strange


def _names_people(column: ReadColumn) -> bool:
    heading = column.heading
    told = heading.concepts - {"noise", "number", "total"}
    return bool(told) and told <= {*PEOPLE} and heading.strange <= len(told)


def _abbreviates_people(name: str) -> bool:
    """Return whether a heading is a part of the people and a letter: "civ K", "mil W"."""
    words = split_heading(name)
    people = [word for word in words if not concepts_of(word).isdisjoint(PEOPLE)]
    return bool(people) and [len(word) for word in words if word not in people] == [1]


def _names_beside_figures(ledger: Ledger) -> set[str]:
    """Return the columns right before and behind one of figures: those of the others, mostly.

    So are those that share a word with these: "Huje poškodovani" and "Lažje poškodovani".
    """
    names = [each.name for each in ledger.columns]
    counted = [ledger.taken.get(name, ("",))[0].startswith(tuple(NOUNS)) for name in names]
    pairs = [*pairwise(zip(names, counted, strict=True))]
    beside = {one[0] for pair in pairs for one, other in (pair, pair[::-1]) if other[1]}
    told = {
        word
        for name in beside
        if name not in ledger.taken
        for word in words_of_nothing(name)
        if len(word) >= _LEAST_SHARED
    }
    return beside | {name for name in names if not told.isdisjoint(words_of_nothing(name))}


_LEAST_SHARED = 4
"""Letters of a word that two headings share."""


_LEVELS = re.compile(r"\.|\s/\s")
"""Between the keys of nested JSON, and the rows of a header."""


_MONTH = re.compile(
    r"(?:19|20)\d\d[-_ /]?(?:0?[1-9]|1[0-2])|(?:[^\W\d_]{3,12}|0[1-9]|1[0-2])[-_ /](?:19|20)\d\d"
    r"|0[1-9]|1[0-2]"
)
"""A month with its year; within a group, also its number."""


_SEASON = 3
"""From how many months on columns are those of a table of months."""


_COUNTS = re.compile(r"\d{1,3}(?:\.0)?")
"""Numbers that may count people."""


_OF_WEEKS = frozenset({"week", "year", "date", "number", "noise", "event", "report"})
"""Concepts of a heading that numbers weeks, and nothing else."""


_OF_DAYS = frozenset({"days", "дни", "дні", "числа", "jours", "dias", "tage", "dni", "giorni"})
"""Headings of days of a month in the plural; one of them alone may be how many days there were."""


def _names_days(column: ReadColumn) -> bool:
    heading = column.heading
    told = not _OF_DAYS.isdisjoint(split_heading(column.name)) and heading.strange <= 1
    told = told and not heading.has("number", "total", *NOUNS)
    return told and column.profile.share("dayno") >= HALF


_GRADES = frozenset({"severe", "slight", "noise", "number"})
"""Concepts of headings of people who were hurt so badly, and not of who they are."""


_OF_ANYBODY = frozenset(
    {"cantidad", "quantidade", "anzahl", "ilosc", "ilość", "кількість", "количество", "عدد"}
)
"""Headings of numbers that do not say of what, as those of victims in tables of the police."""


_ENDED = re.compile(
    r"(?i)\b(?:neutrali|eliminat|liquidat|ліквідован|ликвидирован|нейтралізован|нейтрализован|eliminad)"
)
"""Words of headings for what befell fighters, killed or not: "Militants neutralised"."""


_TWO_COUNTS = re.compile(r"\d{1,5}\s?[^\W\d_]{0,2}\s?[/,;+( ]\s?\d{1,5}\s?[^\W\d_]{0,2}\)?")
"""Two numbers of people in one cell: "2/5", "2K 22W"."""


def _names_two(column: ReadColumn) -> bool:
    """Return whether a heading is of casualties, or has two letters for them: "Total K/W"."""
    heading = column.heading
    pairs = pairwise(split_heading(column.name))
    return heading.has(*NOUNS, "casualties") or not LETTERS.isdisjoint(pairs)


def _numbers_weeks(column: ReadColumn) -> bool:
    """Return whether a column holds weeks of a year.

    On which day a week begins, and which is the first of a year, no number of it tells.
    """
    weeks = column.heading.has("week") and column.heading.concepts <= _OF_WEEKS
    lettered = all(map(_WEEK_NUMBER.fullmatch, column.profile.samples))
    numbered = lettered or column.profile.share("week") >= MOST
    return weeks and (numbered or are_weeks_of_years(column))


_WEEK_NUMBER = re.compile(
    r"(?i)(?:s|w|t|n|kw|wk|sem|week|semaine|semana|woche|тиж|нед)\.?[ -]?\d\d?"
)
"""As in "S14", "KW 14"."""


_GLUED = re.compile(r"[^\W\d_]{1,8}\d{1,10}")
"""Letters and digits of a code, such as "E12"."""


_AGES = frozenset(split_heading("age ages вік возраст edad alter wiek idade eta yas العمر"))


_LASTING = frozenset(
    split_heading("duration duree dauer duracion duracao durata trwanie тривалість длительность")
)


def _are_of_other_things(column: ReadColumn) -> bool:
    """Return whether numbers are years of lives, minutes or animals: "Victim age" is no count."""
    words = {*split_heading(column.name)}
    aged = not words.isdisjoint(_AGES) and find_band(column.name) is None
    other = aged or column.heading.has("animals") or not words.isdisjoint(_LASTING)
    return other and column.profile.share("number") >= MOST


def _lists_people(column: ReadColumn) -> bool:
    """Return whether cells are objects, or lists of these, with numbers of killed or injured."""
    samples = column.profile.samples
    inner = (read_heading(each) for each in (column.name, *samples))
    return all(each.startswith(("[{", "{")) for each in samples) and any(
        each.has("killed", "injured", "casualties") for each in inner
    )


_FROM_YEAR = re.compile(r"(?:\d{4}\s?[-–—]\s?\d{4}|\d{3}\s?[-–—]\s?\d{3})(?!\d)")
"""From one year to another: "1346–1353", "429-426 BC"; "2024-001" is none."""


def looks_like(column: ReadColumn) -> str:  # noqa: PLR0911 - one a look
    """Return what an unread column seems to hold, as `ColumnUse.looks_like` names it, or ""."""
    heading, share = column.heading, column.profile.share
    if not column.profile.shares or column.name in AREA or _are_of_other_things(column):
        return ""
    if share("yes or no") >= MOST and not heading.has(*NOUNS, "casualties"):
        return ""
    if share("link") >= HALF:
        return "link"
    if counts_events(column) or counts_cases(column):
        return "events"
    if (
        (share("day") >= HALF and not are_numbers_of_cases(column))
        or (heading.has("month") and share("month") >= MOST)
        or (heading.has("date", "year") and share("date") >= MOST and not heading.has("id"))
        or _numbers_weeks(column)
        or _names_days(column)
        or (share("date") >= HALF and any(map(_FROM_YEAR.match, column.profile.samples)))
    ):
        return "date"
    told = heading.has("lat", "lon", "coordinates") and not heading.has("type", "id")
    if max(share("pair"), share("degrees")) >= HALF or (
        (told or (heading.has("x", "y") and share("number") >= HALF))
        and not heading.has("precision", "altitude")
    ):
        return "point"
    if heading.has("precision") and max(share("letters"), share("grade")) >= HALF:
        return "precision"
    # "Co najmniej 2", "siedem osób": numbers of people, whatever the heading is; "E12" is none.
    coded = all(map(_GLUED.fullmatch, column.profile.samples))
    worded = min(share("letters"), 1 - share("known place")) >= HALF and not coded
    if share("figure") >= MOST and worded:
        return "casualties"
    if max(share("figure"), share("tells of people")) >= HALF and not heading.has("rate", "id"):
        among = heading.has("among") and heading.has(*PEOPLE)
        ended = heading.has(*PEOPLE) and _ENDED.search(column.name)
        if heading.has("killed", "injured", "casualties") or among or ended:
            return "casualties"
    # "4 vigilantes, 2 farmers" under "Dead": a heading of casualties is passed over by nobody.
    told = heading.has("killed", "injured") or (
        heading.has("casualties") and share("two figures") >= HALF
    )
    told = told and not heading.has(*NOT_COUNTED, "cause")
    told = told or (_names_two(column) and all(map(_TWO_COUNTS.fullmatch, column.profile.samples)))
    told = told or _lists_people(column)
    # "Reported minimum" and "Reported maximum" say of what no less than "bd_best" does.
    end = heading.has("best") or (heading.has("low", "high") and heading.concepts <= END_CONCEPTS)
    end = end or heading.key in _OF_ANYBODY or heading.concepts - {"noise"} == {"unstated"}
    graded = heading.has("severe", "slight") and heading.concepts <= _GRADES
    end = end or graded  # "Graves", "Leves", beside the dead
    if told or (end and share("figure") >= MOST and not share("fine")):
        return "casualties"
    place = heading.has("place", "settlement", "admin1", "admin2", "country", "countrycode")
    place = (place or names_area(column)) and not heading.has("official")
    place = place and not names_condition(column)
    named = max(share("known place"), share("before a country")) >= MOST
    if share("letters") >= HALF and not heading.has("type") and (place or named):
        return "place"
    return ""
