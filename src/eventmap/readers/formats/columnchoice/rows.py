"""What rows may be besides one event each, and what of them is not counted: said in notes."""

# ruff: noqa: RUF001 - Cyrillic and Turkish letters

import json
import re

import pandas as pd

from eventmap.places import fold
from eventmap.readers.formats.columnchoice.counted import (
    counts_cases,
    counts_events,
    find_of_one_person,
)
from eventmap.readers.formats.columnchoice.ledger import GROUP_COLUMNS, Ledger, are, listed
from eventmap.readers.formats.columns import (
    HALF,
    MOST,
    ReadColumn,
    are_numbers_of_cases,
)
from eventmap.readers.formats.fields import PAIRS
from eventmap.readers.formats.headingwords import (
    read_heading,
    split_heading,
)
from eventmap.readers.model import trim
from eventmap.readers.values.blanks import are_bare, without_signs
from eventmap.readers.values.figures import NOUNS, read_counts, tell_nouns
from eventmap.wording import count_of, join_words


def tell_of_rows(ledger: Ledger) -> None:
    """Say what columns tell of the rows, where a reader may take something for counted."""
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
        elif counts_cases(each):
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


def _tells_of_people(text: str) -> bool:
    """Return whether a text counts killed or injured, be it within a sentence in English."""
    return bool(tell_nouns(text)) or _IN_SENTENCE.search(text[:_SAID]) is not None


_IN_SENTENCE = re.compile(
    r"(?i)\b(?:kill|wound|injur)(?:ed|ing|s) (?:at least |more than |about |some |over )?"
    r"(?:(?!(?:19|20)\d\d)\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|dozens) \w"
    r"|\b(?:(?!(?:19|20)\d\d)\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|dozens)"
    r" (?:\w{2,20} ){0,3}(?:(?:were|was|are|is|been) )?(?:killed|wounded|injured)\b"
)
_READ, _SAID = 500, 1000
"""Texts that are looked through for such a sentence, and characters of each."""


def _tell_of_told_figures(ledger: Ledger) -> None:
    """Say that titles or descriptions count killed or injured where no figure is read at all."""
    read = {**ledger.found, **ledger.chosen}
    if any(name.startswith(NOUNS) for name in (*read, *ledger.closed)):
        return
    for name in dict.fromkeys(filter(None, map(read.get, ("title", "summary")))):
        column = next((each for each in ledger.columns if each.name == name), None)
        if column is None:
            continue
        texts = ledger.cells[name].dropna().unique()
        if not any(column.profile.share(f"tells {noun}") for noun in NOUNS):
            texts = texts[:_READ]
        if told := next((text for text in map(str, texts) if _tells_of_people(text)), ""):
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
        cells = ledger.cells[each.name].dropna()
        if cells.nunique() > _UNITS:
            continue
        cells = trim(cells).dropna()
        named = cells[cells.map(lambda text: fold(text) in _LIVESTOCK).astype(bool)]
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


def says_how_somebody_died(column: ReadColumn) -> bool:
    """Return whether a column says in words how somebody died, and not how many did."""
    share, has = column.profile.share, column.heading.has
    in_words = share("letters") >= MOST and not share("figure") and not share("tells of people")
    return in_words and has("killed") and not has("number", "summary", "link") and not share("long")


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
