"""What is said of columns that are not read, so that nobody takes them for counted."""

# ruff: noqa: RUF001 - Cyrillic and Turkish letters

import json
import re
from itertools import pairwise

import pandas as pd

from eventmap.places import fold
from eventmap.readers.formats.columnchoice.counted import (
    END_CONCEPTS,
    NO_COUNTS,
    PEOPLE,
)
from eventmap.readers.formats.columnchoice.dates import are_weeks_of_years
from eventmap.readers.formats.columnchoice.figures import LETTERS
from eventmap.readers.formats.columnchoice.ledger import GROUP_COLUMNS, Ledger, are, listed
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
from eventmap.readers.formats.fields import PAIRS
from eventmap.readers.formats.headingwords import (
    complete_heading,
    concepts_of,
    read_heading,
    split_heading,
    words_of_nothing,
)
from eventmap.readers.model import AREA, trim
from eventmap.readers.values.blanks import are_bare, without_signs
from eventmap.readers.values.figures import NOUNS, read_counts, tell_nouns
from eventmap.wording import count_of, join_words


def tell_of_unread(ledger: Ledger) -> None:
    """Say what the columns hold that are not read, where a reader may take it for counted."""
    _tell_of_aggregates(ledger)
    _tell_of_shared_ids(ledger)
    _tell_of_updates(ledger)
    _tell_of_groups(ledger)
    _tell_of_persons(ledger)
    _tell_of_rows_of_people(ledger)
    _tell_of_forecasts(ledger)
    _tell_of_lists(ledger)
    _tell_of_families(ledger)
    _tell_of_none(ledger)
    _tell_of_animals(ledger)
    _tell_of_blanks_below(ledger)
    _tell_of_told_figures(ledger)
    _find_unexplained(ledger)
    ledger.unlocated |= find_unnamed_points(ledger)
    _find_unread_days(ledger)
    _find_unread_regions(ledger)


def _tell_of_aggregates(ledger: Ledger) -> None:
    """Say that rows may each be several events, where a column counts them."""
    counted = (
        f"it is not read, and each row counts as many times as {ledger.of_events!r} says."
        if ledger.of_events
        else "each row counts as one event all the same."
    )
    for each in ledger.free():
        if counts_events(each):
            ledger.notes.append(
                f"{each.name!r} gives a number of events, such as {each.profile.samples[0]!r}:"
                f" {counted}"
            )
        elif _counts_cases(each):
            ledger.notes.append(
                f"{each.name!r} may count events, or people who fell ill, such as"
                f" {each.profile.samples[0]!r}: {counted}"
            )


def _tell_of_families(ledger: Ledger) -> None:
    """Say that numbers of killed or injured are of families, as a unit beside them says."""
    if not any(f"{noun}_{end}" in ledger.found for noun in NOUNS for end in ("low", "best")):
        return
    for each in (column for column in ledger.columns if column.heading.has("unit")):
        cells = ledger.cells[each.name]
        told = {str(text): read_heading(str(text)) for text in cells.dropna().unique()[:_UNITS]}
        families = [
            text
            for text, said in told.items()
            if said.has("households") and not said.has("members")
        ]
        if families:
            rows = count_of(int(cells.isin(families).sum()), "row")
            ledger.notes.append(
                f"{each.name!r} says {families[0]!r} in {rows}: the figures there are read as"
                " numbers of people all the same."
            )


def _tell_of_none(ledger: Ledger) -> None:
    """Say that "none" in all cells of killed or injured may be 0 or nothing at all."""
    for each in ledger.free():
        said = each.profile.samples
        none = said and not each.profile.shares and each.heading.has(*NOUNS, "casualties")
        if none and read_counts(pd.Series(said, dtype="str"))[0].eq(0).fillna(value=False).all():
            ledger.notes.append(
                f"{each.name!r} says nothing but {said[0]!r}: whether that is 0 or no number, no"
                " cell shows. It is unknown."
            )


_UNITS = 50
"""Different units that are looked at."""


def tell_of_overlaps(types: pd.Series) -> list[str]:
    """Return that types of which one counts some of the events of another are added up.

    ACLED's civilian targeting is told of events of political violence, too; so it is in the counts
    by month that the Humanitarian Data Exchange makes of it.
    """
    given = types.str.strip().str.lower().str.replace("[ -]", "_", regex=True)
    if not {"civilian_targeting", "political_violence"} <= set(given.dropna().unique()):
        return []
    return [
        "'civilian_targeting' may count events, and their dead, that 'political_violence' counts,"
        " too: both are added up. To avoid it, choose one of the types."
    ]


def _tell_of_told_figures(ledger: Ledger) -> None:
    """Say that titles or descriptions count killed or injured where no figure is read at all."""
    read = {**ledger.found, **ledger.chosen}
    if any(name.startswith(NOUNS) for name in (*read, *ledger.closed)):
        return
    for name in dict.fromkeys(filter(None, map(read.get, ("title", "summary")))):
        column = next((each for each in ledger.columns if each.name == name), None)
        if column is None or not any(column.profile.share(f"tells {noun}") for noun in NOUNS):
            continue
        texts = ledger.cells[name].dropna().unique()
        if told := next((text for text in map(str, texts) if tell_nouns(text)), ""):
            ledger.notes.append(
                f"{name!r} tells of killed or injured, such as {told!r}, and no figure is read"
                " from it."
            )


def _tell_of_shared_ids(ledger: Ledger) -> None:
    """Say that rows of one id count as events of their own, where an id has several."""
    titled = {**ledger.found, **ledger.chosen}.get("title")
    for each in ledger.columns:
        if not (each.name == titled or each in ledger.free()):
            continue
        ids = is_id_of_events(each) or _numbers_events(each, ledger.cells[each.name])
        if not ids and not _are_of_one_day(ledger, each):
            continue
        cells = without_signs(trim(ledger.cells[each.name]))
        again = cells[cells.duplicated() & cells.notna()]
        if ledger.shared_ids is not None or again.empty or cells.nunique() == 1:
            continue
        ledger.shared_ids = cells
        if each.heading.has("code") and not each.heading.has("id"):
            ledger.notes.append(
                f"{each.name!r} has {cells.nunique():,} codes in {cells.count():,} rows, such as"
                f" {again.iloc[0]!r} in several: whether they name events or types of these, each"
                " row counts as an event of its own."
            )
            continue
        ledger.notes.append(
            f"{each.name!r} names {cells.nunique():,} events in {cells.count():,} rows, such as"
            f" {again.iloc[0]!r} in several: each row counts as an event of its own."
        )


def _are_of_one_day(ledger: Ledger, column: ReadColumn) -> bool:
    """Return whether several ids stand in most rows, and all rows of each have one day: "quake_id".

    Those of countries, types or people have several days, or one row each.
    """
    own = {**ledger.found, **ledger.chosen}.get("date_start", "")
    day = ledger.composed.get(own, ledger.cells.get(own))
    heading = column.heading
    if day is None or not heading.has("id") or not heading.concepts <= _OF_IDS:
        return False
    rows = pd.DataFrame({"id": without_signs(trim(ledger.cells[column.name])), "day": day})
    days = rows.dropna().groupby("id")["day"].agg(["size", "nunique"])
    again = days[days["size"] > 1]
    one = (days["nunique"] == 1).all() and rows["day"].nunique() == len(days)
    return bool(one and len(again) >= _SEVERAL_IDS and again["size"].sum() * 2 > len(rows))


_SEVERAL_IDS = 3
"""Ids of several rows that have one day each by no chance."""


def _numbers_events(column: ReadColumn, cells: pd.Series) -> bool:
    """Return whether a column headed "event" numbers them through: 1, 1, 2, 3, 3."""
    heading = column.heading
    plain = heading.has("event") and heading.concepts <= _OF_IDS and not heading.strange
    if not plain or column.profile.share("number") < 1 or counts_events(column):
        return False
    numbers = pd.to_numeric(cells, errors="coerce")
    steps = numbers.diff().dropna()
    return bool(numbers.iloc[0] == 1 and steps.isin([0, 1]).all() and numbers.max() > _FEW)


_FEW = 1


def _tell_of_updates(ledger: Ledger) -> None:
    """Say that rows of one day and place count each, where they are numbered or called updates."""
    names = [{**ledger.found, **ledger.chosen}.get(field, "") for field in _WHERE]
    made = [ledger.composed.get(name, ledger.cells.get(name)) for name in names]
    day, *places = made
    told = [cells for cells in places if cells is not None]
    if ledger.shared_ids is not None or day is None or not told:
        return
    key = told[0] + ", " + day
    several = key.notna() & key.duplicated(keep=False)
    if not several.any():
        return
    for each in ledger.columns:
        cells = ledger.cells[each.name]
        updates = telling = _number_updates(each, cells, key)
        if telling is None or updates is None:
            if not each.heading.has("note", "summary", "title", "update", "status"):
                continue
            telling = cells[several].str.contains(_UPDATED, na=False)
            updates = telling.groupby(key[several]).transform("any")
        updates = several & updates.reindex(key.index).eq(other=True)
        if not updates.any():
            continue
        ledger.shared_ids = key.where(updates)
        example = cells[updates & telling.reindex(key.index).eq(other=True)].iloc[-1]
        ledger.notes.append(
            f"{each.name!r} tells of updates, such as {example!r}, in"
            f" {count_of(int(updates.sum()), 'row')} of one day and place each: each row counts as"
            " an event of its own."
        )
        return


_WHERE = ("date_start", "place", *PAIRS, "lat", "admin1")

_UPDATED = re.compile(
    r"(?i)\b(?:updated?|toll (?:rises|rose|climb\w*|revised)|revised (?:up|down|figures?|toll)"
    r"|оновлен\w*|уточнен\w*|зросла|зросло|обновлен\w*|возросло|выросло|mise à jour|actualizad\w*"
    r"|aktualisiert|aktualizacja)\b"
)


def _number_updates(column: ReadColumn, cells: pd.Series, key: pd.Series) -> pd.Series | None:
    """Return in which rows a column numbers what was reported of one day and place.

    ``None`` where it numbers no updates.
    """
    said = column.profile.samples
    words = {*split_heading(column.name)}
    states = len(said) > 1 and all(_STATES.fullmatch(text.strip()) for text in said)
    later = not _LATER.isdisjoint(words) and not _HOURS.isdisjoint(words)
    named = not _VERSIONS.isdisjoint(words) and column.profile.share("phrase") < HALF
    if states or named or (later and column.profile.share("number") >= MOST):
        return without_signs(trim(cells)).groupby(key).transform("nunique") > 1
    heading = column.heading
    plain = heading.concepts <= {"update", "number", "noise"} and not heading.strange
    if not (heading.has("update") and plain and column.profile.share("number") >= MOST):
        return None
    numbers = pd.to_numeric(cells, errors="coerce")
    return numbers.groupby(key).transform("nunique") > 1


_VERSIONS = frozenset(
    split_heading(
        "version versions revision rev snapshot snapshots asof cutoff versión révision édition"
        " edición corte fassung stichtag stand wersja redakcja версія редакція версия редакция"
        " إصدار sürüm current latest superseded obsolete outdated dernière última"
        " bulletin bulletins sitrep sitreps communique rapport biuletyn komunikat бюлетень"
        " зведення сводка lagebericht meldung boletín informe"
    )
)
"""Words of headings that tell one state of a record, or of a whole table, from a later one."""

_LATER = frozenset(
    {"after", "later", "since", "elapsed", "після", "через", "спустя", "après", "nach"}
)
_HOURS = frozenset(
    {
        "hours",
        "hour",
        "hrs",
        "days",
        "day",
        "годин",
        "часов",
        "днів",
        "дней",
        "heures",
        "jours",
        "stunden",
    }
)
"""Words of headings that number hours or days from the event to what is told of it."""

_STATES = re.compile(
    r"(?i)(?:(?:sitrep|bulletin|update|report|meldung|сводка|зведення) ?#?\d{0,3}|erstmeldung"
    r"|folgemeldung|prelim(?:inary)?|provisional|initial|first|interim|final|revised|updated?|corrected"
    r"|correction|superseded|obsolete|outdated|current|latest"
    r"|попередн\w{1,3}|остаточн\w{1,3}|уточнен\w{1,3}|предварительн\w{1,3}|окончательн\w{1,3}"
    r"|уточн[её]нн\w{1,3}|provisoire|préliminaire|définitif|définitive|corrigée?|preliminar"
    r"|provisional|definitiv[oa]|actualizad[oa]|corregid[oa]|vorläufig|endgültig|korrigiert"
    r"|aktualisiert|wstępn[aey]|ostateczn[aey]|zaktualizowan[aey])"
    r"(?: (?:report|figures?|count|toll|version|bilan|звіт|дані|данные))?"
)
"""What cells say of such a state."""


_OF_IDS = frozenset({"id", "event", "number", "code", "noise"})
"""Concepts of a heading of ids of events."""


_CODED = re.compile(r"[^\W\d_]{1,6}[-_/ #.]?\d{1,10}|\d{2,4}[-_/]\d{3,6}")
"""How an event is called in a column that is headed "incident": "K-1", "2024-017"."""


def is_id_of_events(column: ReadColumn) -> bool:
    """Return whether a heading says that a column names events, and its cells may do so."""
    heading, share = column.heading, column.profile.share
    coded = all(map(_CODED.fullmatch, column.profile.samples))
    names = heading.has("id") or (heading.has("event") and (heading.has("number", "code") or coded))
    plain = heading.concepts <= _OF_IDS and not heading.strange and not counts_events(column)
    dated = share("day") and not are_numbers_of_cases(column)
    odd = dated or max(share("fine"), share("long"), share("phrase"), share("link"))
    return names and plain and not odd and bool(column.profile.shares)


def _tell_of_groups(ledger: Ledger) -> None:
    """Name the names of sheets, or titles between the rows, that are not read."""
    for each in ledger.free():
        if each.name in GROUP_COLUMNS:
            such = join_words([repr(name) for name in each.profile.samples])
            ledger.notes.append(
                f"The {GROUP_COLUMNS[each.name]}, such as {such}, are not read: column"
                f" {each.name!r} can be chosen for a field."
            )


def _tell_of_animals(ledger: Ledger) -> None:
    """Say that figures may count animals, where a column that is not read names livestock."""
    read = [name for noun in NOUNS if (name := ledger.found.get(f"{noun}_best", ""))]
    for each in ledger.free() if read else ():
        cells = trim(ledger.cells[each.name].dropna())
        named = cells[[fold(str(cell)) in _LIVESTOCK for cell in cells]]
        if len(named) * 2 > len(cells):
            ledger.notes.append(
                f"{each.name!r} names animals, such as {named.iloc[0]!r}: {listed(read)} may"
                " count these, and no people."
            )


_LIVESTOCK = frozenset(
    fold(
        "sheep goat goats cattle cow cows calf calves horse horses poultry livestock ovin ovins"
        " caprin caprins bovin bovins équin équins mouton moutons brebis chèvre chèvres vache"
        " vaches oveja ovejas ovino ovinos ovini caprino caprinos caprini bovino bovinos bovini"
        " vacuno cabra cabras pecora pecore capra capre Schaf Schafe Ziege Ziegen Rind Rinder owca"
        " owce koza kozy krowa krowy bydło вівця вівці кози корова корови овца овцы козы коровы"
        " ovelha ovelhas koyun keçi sığır أغنام ماعز أبقار"
    ).split()
)


def _tell_of_persons(ledger: Ledger) -> None:
    """Say that a list of persons, with what became of each, is not counted."""
    figures = {f"{noun}_{end}" for noun in NOUNS for end in ("low", "best", "high")}
    if figures & {*ledger.found, *ledger.closed}:
        return
    told = {
        each.name: fates[0]
        for each in ledger.columns
        if each.name != ledger.found.get("source_id") and (fates := _find_fates(ledger, each))
    }
    if told:
        say, them = ("says", "it") if len(told) == 1 else ("say", "them")
        ledger.notes.append(
            f"{listed([*told])} {say} of each row what became of somebody, such as"
            f" {next(iter(told.values()))!r}: nobody is counted by {them}."
        )


def _find_fates(ledger: Ledger, column: ReadColumn) -> list[str]:
    """Return the cells that say that somebody was killed or hurt, and nothing else.

    All that are seen do so, unless the heading is of how bad an accident was, or how it ended.
    """
    samples = column.profile.samples
    fates = [text for text in samples if _is_fate(text)]
    if len(fates) == len(samples) or column not in ledger.free() or not _is_of_harm(column):
        return fates if len(fates) == len(samples) else []
    texts = map(str, ledger.cells[column.name].dropna().unique()[:_UNITS])
    return sorted(filter(_is_fate, texts), key=lambda text: not read_heading(text).has("killed"))


def _is_fate(text: str) -> bool:
    said = read_heading(text)
    return said.has(*NOUNS) and not said.strange


def _is_of_harm(column: ReadColumn) -> bool:
    words = split_heading(column.name)
    return column.heading.has("classed", "severe") or not _ENDS_OF_ACCIDENTS.isdisjoint(words)


_ENDS_OF_ACCIDENTS = frozenset(
    split_heading(
        "outcome outcomes consequence consequences harm injury injuries наслідки последствия исход"
        " résultat conséquence conséquences resultado consecuencia consecuencias folge folgen"
        " unfallfolge skutek skutki esito sonuç"
    )
)


def _tell_of_rows_of_people(ledger: Ledger) -> None:
    """Say that rows with somebody's age or sex may be people, where none counts more than one."""
    of_one = find_of_one_person(ledger)
    of_one = of_one or [
        each.name
        for each in ledger.free()
        if says_how_somebody_died(each) and each.heading.has("cause", "type")
    ]
    figures = [
        ledger.composed.get(name, ledger.cells.get(name))
        for field, name in {**ledger.found, **ledger.chosen}.items()
        if field.startswith(tuple(NOUNS))
    ]
    if not of_one or any(
        (read_counts(cells)[0] > 1).any() for cells in figures if cells is not None
    ):
        return
    counted = "" if figures else ", and nobody is counted"
    ledger.notes.append(
        f"{listed(of_one)} {are(of_one)} of one person: where rows are people, each counts as an"
        f" event all the same{counted}."
    )


def find_of_one_person(ledger: Ledger) -> list[str]:
    """Return the columns that are not read of somebody's age, sex or name.

    "Subject age" is one beside "subject gender": whose they are, a word of both says.
    """
    of_one = [each for each in ledger.free() if _is_of_one_person(each)]
    told = [words_of_nothing(each.name) for each in of_one]
    return [
        each.name
        for each, words in zip(of_one, told, strict=True)
        if not words or told.count(words) > 1
    ]


def _is_of_one_person(column: ReadColumn) -> bool:
    """Return whether a column has the age, the sex or the name of one, and not of how many."""
    heading, share = column.heading, column.profile.share
    named = heading.has("personname") or (heading.has("name") and heading.has(*_WHO_SUFFERED))
    if named and share("letters") >= MOST:
        return not any(_SEVERAL_NAMES.search(text) for text in column.profile.samples)
    if not heading.has("person") or heading.has(*NOUNS, "number", "total") or counts_group(column):
        return False
    sexes = all(
        read_heading(text).has("women", "men", "children") for text in column.profile.samples
    )
    ages = share("number") >= MOST and not share("whether") and not share("fine")
    return sexes or ages


def says_how_somebody_died(column: ReadColumn) -> bool:
    """Return whether a column says in words how somebody died, and not how many did."""
    share, has = column.profile.share, column.heading.has
    in_words = share("letters") >= MOST and not share("figure") and not share("tells of people")
    return in_words and has("killed") and not has("number", "summary", "link") and not share("long")


def counts_group(column: ReadColumn) -> bool:
    """Return whether a column has how many are of a sex or an age: `gender.female` of nested JSON.

    It names the sex and has numbers, and not each of them 0 or 1, as of somebody who is it or not.
    """
    outer, _, inner = column.name.rpartition(".")
    named = read_heading(outer).has("person") and not read_heading(inner).has("person")
    share = column.profile.share
    return named and share("number") >= MOST > share("whether")


_WHO_SUFFERED = ("killed", "injured", "casualties")
_SEVERAL_NAMES = re.compile(r";|,[^,]*,")
"""In a cell that has more than "Doe, Jane"."""


def _tell_of_forecasts(ledger: Ledger) -> None:
    """Say that a table holds what was foreseen, and so what nobody has reported."""
    told = [each.name for each in ledger.free() if each.heading.has("forecast")]
    if told:
        ledger.notes.append(
            f"{listed(told)} {are(told)} what was foreseen and not read: each row counts as an"
            " event all the same, whether one was reported or not."
        )


def _tell_of_lists(ledger: Ledger) -> None:
    """Name the figures and days in lists of objects, as reports below an event: none is read."""
    for each in ledger.columns:
        inside = list(dict.fromkeys(key for text in each.profile.samples for key in _keys_in(text)))
        points = () if ledger.taken.get(each.name, ("",))[0] in PAIRS else ("lat",)
        told = [
            key for key in inside if read_heading(key).has(*NOUNS, "casualties", "date", *points)
        ]
        if told:
            ledger.notes.append(
                f"{each.name!r} holds lists of objects: {listed(told)} in them"
                f" {are(told)} not read."
            )
            if any(read_heading(key).has(*NOUNS, "casualties") for key in told):
                ledger.unexplained.add(each.name)


def _keys_in(text: str) -> list[str]:
    """Return the keys of the objects of a list in JSON, none of any other text."""
    if not text.lstrip().startswith("[{") or len(text) > _LONGEST_LIST:
        return []
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [str(key) for each in told if isinstance(each, dict) for key in each]


_LONGEST_LIST = 1_000_000


def _tell_of_blanks_below(ledger: Ledger) -> None:
    """Say that a region or a country is blank below the first row of each group, if it is so."""
    if {"lat", *PAIRS} & {*ledger.found, *ledger.chosen}:
        return  # these tell them
    for field, what in (("admin1", "region"), ("country", "country")):
        name = {**ledger.found, **ledger.chosen}.get(field, "")
        if name not in ledger.cells:
            continue
        cells = without_signs(trim(ledger.cells[name]))
        filled = cells.dropna()
        groups = len(filled) > 1 and not (filled == filled.shift()).any()
        blank = are_bare(ledger.cells[name])
        if groups and blank.mean() > _MANY_BLANK and not blank.iloc[0]:
            ledger.notes.append(
                f"{name!r} is blank in {blank.sum():,} of {len(blank):,} rows, below others"
                f" in which it is not: these events have no {what} by it. If the cells were"
                " merged once, fill them in."
            )


_MANY_BLANK = 0.25
"""The share of blank cells from which on they are told of."""


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


_EVENTS = re.compile(
    r"(?i)\b(?:attacks|strikes|airstrikes|incidents|events|shellings|explosions|bombings|raids"
    r"|атаки|атак|удари|ударів|удары|ударов|обстріли|обстрілів|обстрелы|обстрелов|інциденти"
    r"|інцидентів|инциденты|инцидентов|події|подій|события|событий"
    r"|вибухи|вибухів|взрывы|взрывов"
    r"|(?:luft|raketen|drohnen)?angriffe|vorfälle|ereignisse|anschläge|zwischenfälle|überfälle"
    r"|explosionen|attaques|frappes|événements|evenements|bombardements|attentats"
    r"|incidentes|ataques|agresiones|agressões|eventos|sucesos|bombardeos|explosiones|atentados|ocorrências|ocorrencias"
    r"|ataki|ataków|incydenty|incydentów|zdarzeń|ostrzały|ostrzałów|naloty|nalotów"
    r"|accidents|crashes|collisions|protests|accidentes|unfälle|wypadki|wypadków|kolizje|kolizji"
    r"|nehody|nehod|nesreće|nesreća|nezgode|nezgoda|аварии|аварий|аварії|аварій|kazalar"
    r"|незгоде|незгода|несреће|катастрофи|accidente|kaza sayısı|^дтп$|^дтз$"
    r"|(?:число|количество|кол-во|всего|кількість|всього|усього|колькасць)"
    r" (?:дтп|дтз|пожаров|пожеж|пажараў|тревог|тривог)"
    r"|saldırılar|olaylar|هجمات|الهجمات|حوادث|الحوادث|غارات|الغارات|حملات|أحداث|الأحداث|ضربات"
    r"|انفجارات)\b"
)
"""Headings in the plural: their numbers say how many events a row tells of."""


def counts_events(column: ReadColumn) -> bool:
    """Return whether a column gives the number of events that each row tells of."""
    share = column.profile.share
    words = split_heading(column.name)
    counted = column.heading.has("event") and not (_HOW_MANY | _CASES).isdisjoint(words)
    return (
        (counted or _EVENTS.search(column.name.replace("_", " ")) is not None)
        and not column.heading.has(*_NOT_COUNTED, *NOUNS, "casualties")
        and ("nombre" in words or not column.heading.has("name"))
        and share("number") >= MOST
        and not share("day")
    )


_HOW_MANY = frozenset(
    split_heading(
        "anzahl liczba ilość кількість количество число cantidad quantidade sayısı عدد nombre count"
        " qtd"
    )
)
"""Words for a number that counts, and is no name of an event as "number" and "no." may be."""

_CASES = frozenset(
    split_heading(
        "cases случаев случаи випадків випадки casos casi fälle przypadki przypadków případy"
        " případů حالات الحالات"
    )
)
"""Words for cases, which alone may be of a disease."""


def _counts_cases(column: ReadColumn) -> bool:
    """Return whether a column gives numbers of cases, of whatever these are."""
    told = not _CASES.isdisjoint(split_heading(column.name)) and not column.heading.has(
        *_NOT_COUNTS_OF_CASES, *NOUNS
    )
    share = column.profile.share
    return told and share("number") >= MOST and not max(share("day"), share("fine"))


_NOT_COUNTS_OF_CASES = ("rate", "id", "code", "date", "time", "money")


_NOT_COUNTED = (
    *NO_COUNTS,
    *("actor", "date", "time", "place", "settlement", "summary", "title"),
)


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
    if counts_events(column) or _counts_cases(column):
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
    told = told and not heading.has(*_NOT_COUNTED, "cause")
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
