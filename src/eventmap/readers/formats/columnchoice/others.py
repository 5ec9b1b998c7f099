"""Which columns are read into all other fields: each into the one that it fits best."""

import re
from collections import Counter

import pandas as pd

from eventmap.places import country_code, fold, unit_code
from eventmap.readers.formats.assembly import list_parts
from eventmap.readers.formats.columnchoice.counted import (
    counts_events,
    counts_group,
    find_counted,
    find_of_one_person,
    stem_of,
)
from eventmap.readers.formats.columnchoice.ledger import Ledger, listed
from eventmap.readers.formats.columnchoice.links import (
    gather_links,
    take_links_of_objects,
    take_links_of_texts,
    take_names_of_objects,
    tell_of_pictures,
)
from eventmap.readers.formats.columnchoice.points import POINTS
from eventmap.readers.formats.columnchoice.rows import says_how_somebody_died, tell_of_overlaps
from eventmap.readers.formats.columns import (
    HALF,
    LEAST,
    LIKELY,
    MOST,
    NEAR,
    SURE,
    ReadColumn,
    heading_says_nothing,
)
from eventmap.readers.formats.fields import FIELDS
from eventmap.readers.formats.headingwords import (
    concepts_of,
    read_heading,
    split_heading,
    words_of_nothing,
)
from eventmap.readers.model import trim
from eventmap.readers.values.blanks import without_signs


def choose_others(ledger: Ledger) -> None:
    """Choose the columns of the fields that are chosen one by one."""
    _pass_over_names_of_people(ledger)
    _pass_over_codes_of_places(ledger)
    _pass_over_footnotes(ledger)
    _pass_over_names_of_levels(ledger)
    _take_numbers_of_events(ledger)
    _prefer_known_regions(ledger)
    _prefer_english(ledger)
    take_links_of_objects(ledger)
    _join_parties(ledger)
    ranked = sorted(
        (
            (score, -at, name, each)
            for at, each in enumerate(ledger.free())
            for name, score in ledger.scores[each.name].items()
            if name not in _GROUPED and score >= LEAST
        ),
        key=lambda one: one[:2],
        reverse=True,
    )
    for score, _, name, each in ranked:
        if each.name in ledger.taken or counts_events(each):
            continue
        if name == "quantity" and "quantity" in ledger.found:
            ledger.quantities.append(each.name)
            ledger.taken[each.name] = name, score
        elif name in ledger.closed or name in ledger.found:
            holder = {**ledger.found, **ledger.chosen}.get(name, "")
            ledger.lost.setdefault(each.name, ledger.shown.get(holder, holder))
        elif name == "summary" and _names_classes(each):
            continue  # "FAR.Description": "Part 91: General Aviation"
        elif find_counted(each) is None or name in FIELDS:
            ledger.take(name, each.name, score)
    _leave_out_units_of_nothing(ledger)
    take_names_of_objects(ledger)
    gather_links(ledger)
    tell_of_pictures(ledger)
    _gather_parties(ledger)
    _choose_summary(ledger)
    _take_summary_by_content(ledger)
    take_links_of_texts(ledger)
    _leave_out_repeated_places(ledger)


def _leave_out_units_of_nothing(ledger: Ledger) -> None:
    """Read no unit of a quantity where no column has one: a "unit" is a regiment, too."""
    unit = ledger.found.get("quantity_unit", "")
    if (
        unit in ledger.taken
        and not ledger.of_events
        and "quantity" not in (*ledger.found, *ledger.chosen)
    ):
        del ledger.found["quantity_unit"], ledger.taken[unit]


def _join_parties(ledger: Ledger) -> None:
    """Read numbered actors ("ACTOR1", "ACTOR2") as the parties: none is said to have done it."""
    both = [
        each.name
        for each in ledger.free()
        if {word for word in split_heading(each.name) if not word.isdigit()} == _ACTORS
        and ledger.scores[each.name].get("actor", 0.0) >= LEAST
    ]
    if len(both) < _TWO or {"actor", "parties"} & {*ledger.closed, *ledger.found}:
        return
    named = pd.DataFrame({name: without_signs(trim(ledger.cells[name])) for name in both})
    ledger.compose(["parties"], both, list_parts(named.fillna("").agg(";".join, axis=1)))
    ledger.taken |= dict.fromkeys(both, ("parties", SURE))
    ledger.notes.append(
        f"{listed(both)} are read as the parties: none of them is said to have done it."
    )


_ACTORS = frozenset({"actor"})


def _pass_over_codes_of_places(ledger: Ledger) -> None:
    """Leave out codes as ids of events whose heading cuts that of places short.

    "COD_MUNI" beside "MUNICIPIO" is the code of a municipality: two events in one have it.
    """
    told = {
        word
        for each in ledger.columns
        if each.heading.has(*_PLACES)
        for word in split_heading(each.name)
        if not concepts_of(word).isdisjoint(_PLACES)
    }
    for each in ledger.free():
        cut = [word for word in words_of_nothing(each.name) if len(word) >= _SHORTEST_CUT]
        if each.heading.has("code") and any(
            whole.startswith(word) for word in cut for whole in told
        ):
            ledger.scores[each.name].pop("source_id", None)


_PLACES = ("place", "settlement", "admin1", "admin2", "country")
_SHORTEST_CUT = 3


def _pass_over_names_of_levels(ledger: Ledger) -> None:
    """Leave out as titles "name0", "name1" beside each other: the units around, by their level."""
    stems = Counter(filter(None, map(_numbered, ledger.columns)))
    for each in ledger.free():
        if each.heading.has("name") and stems[_numbered(each)] > 1:
            ledger.scores[each.name].pop("title", None)


def _numbered(column: ReadColumn) -> str:
    """Return what stands before the number at the end of a heading; "" where there is none."""
    found = _NUMBER_BEHIND.fullmatch(column.name.strip())
    return found[1] if found else ""


_NUMBER_BEHIND = re.compile(r"([^\W\d_]{1,20})[ _]?\d")


def _pass_over_footnotes(ledger: Ledger) -> None:
    """Leave out marks of footnotes, such as "[237]", as ids and sources of events.

    They number the notes of a page, which go before another event when a note is added.
    """
    for each in ledger.free():
        if each.profile.samples and all(map(_FOOTNOTES.fullmatch, each.profile.samples)):
            for field in ("source_id", "source"):
                ledger.scores[each.name].pop(field, None)


_FOOTNOTES = re.compile(r"(?:\[[^\[\]]{1,8}\]\s?){1,20}")


def _leave_out_repeated_places(ledger: Ledger) -> None:
    """Read no names as titles that are those of the places, written another way.

    "Besançon" is also "besancon" in a column by which the tables of places were joined.
    """
    names, places = (ledger.found.get(field, "") for field in ("title", "place"))
    if not {names, places} <= {*ledger.cells} or read_heading(names).has("title", "event"):
        return
    rows = ledger.cells[[names, places]].dropna()
    rows = rows.iloc[:: max(1, len(rows) // _LOOKED_AT)]
    same = [_bare(name) == _bare(place) for name, place in rows.itertuples(index=False)]
    if sum(same) >= MOST * len(same):
        del ledger.found["title"], ledger.taken[names]


def _bare(name: str) -> str:
    return "".join(letter for letter in fold(name) if letter.isalnum())


def _prefer_known_regions(ledger: Ledger) -> None:
    """Pass over a column of regions that none is known of, for one of which half are.

    A "département" is the first level in Haiti and the second in Chad.
    """
    scores = {
        each.name: ledger.scores[each.name].get("admin1", 0.0)
        for each in ledger.free()
        if ledger.scores[each.name].get("admin1", 0.0) >= LEAST
    }
    if len(scores) < _TWO or "admin1" in ledger.closed:
        return
    known = {name: _share_of_regions(ledger, name) for name in scores}
    if max(known.values()) >= HALF:
        for name in scores:
            if known[name] < 1 - MOST:
                del ledger.scores[name]["admin1"]


_TWO = 2


def _prefer_english(ledger: Ledger) -> None:
    """Read the English one of columns that say the same in several languages: the page is, too.

    "name_en" goes before "name_uk", and before a bare "name", where it is filled in all their rows.
    """
    same: dict[str, dict[str, ReadColumn]] = {}
    for each in ledger.free():
        found = _IN_A_LANGUAGE.fullmatch(each.name)
        base = found["base"] if found else each.name
        language = (found["code"] or found["camel"]).casefold()[:2] if found else ""
        same.setdefault(base.casefold(), {})[language] = each
    for told in same.values():
        english = told.pop("en", None)
        if english is None or not told:
            continue
        filled = ledger.cells[english.name].notna()
        if any((ledger.cells[each.name].notna() & ~filled).any() for each in told.values()):
            continue
        own = ledger.scores[english.name]
        for field in _IN_WORDS & own.keys():
            others = (ledger.scores[each.name].get(field, 0.0) for each in told.values())
            own[field] = max(own[field], *(score + NEAR / 2 for score in others))


_IN_A_LANGUAGE = re.compile(
    r"(?P<base>.*[^\W_])(?:[\s_.:/(\[-]+(?P<code>[A-Za-z]{2,3}|(?i:english))[)\]]?"
    r"|(?<=[a-z])(?P<camel>[A-Z][a-z]|Eng|English))"
)
_IN_WORDS = frozenset(
    {
        *("title", "summary", "event_type", "target", "parties", "actor"),
        *("place", "admin1", "country", "source", "claimant"),
    }
)


def _share_of_regions(ledger: Ledger, column: str) -> float:
    """Return of which share of the names of a column there is a region, in their rows' country."""
    countries = {each.name: ledger.scores[each.name].get("country", 0.0) for each in ledger.columns}
    best = max(countries, key=lambda name: countries[name])
    cells = trim(ledger.cells[column])
    lands = trim(ledger.cells[best]).fillna("") if countries[best] else cells.mask(cells != "", "")
    pairs = pd.DataFrame({"name": cells, "land": lands}).dropna().drop_duplicates()[:_LOOKED_AT]
    found = [
        unit_code(name, country_code(land) if land else None) is not None
        for name, land in pairs.itertuples(index=False, name=None)
    ]
    return sum(found) / len(found) if found else 0.0


_LOOKED_AT = 200


def _names_classes(column: ReadColumn) -> bool:
    """Return whether a description of something is the same in most rows, and of no event.

    An "assessment" of single words ("Fair", "Contested") grades what is reported.
    """
    same = bool(words_of_nothing(column.name)) and column.profile.share("distinct") < HALF
    graded = column.heading.has("report") and all(
        len(each.split()) == 1 for each in column.profile.samples
    )
    return same or graded


def _take_numbers_of_events(ledger: Ledger) -> None:
    """Read how many events each row tells of, from a column that does not number the rows."""
    cells = ledger.cells
    found = [
        each
        for each in (ledger.free() if "quantity" not in ledger.closed else [])
        if counts_events(each) and not _number_rows(cells[each.name])
    ]
    if not found:
        return
    each = max(found, key=lambda each: _count_events(each, cells[each.name]))
    ledger.take("quantity", each.name, SURE)
    ledger.of_events = each.name
    ledger.notes.append(
        f"{each.name!r} gives a number of events, such as {each.profile.samples[0]!r}: each"
        " row counts as so many events, and one of 0 is none."
    )
    for other in ledger.columns:
        ledger.notes += tell_of_overlaps(cells[other.name])


def _count_events(column: ReadColumn, cells: pd.Series) -> tuple[bool, bool, float]:
    """Return how many events a column counts: of battles, attacks and all events, all are most.

    Of "minimum strikes" and "maximum strikes", the minimum is what there was at least.
    """
    counted = pd.to_numeric(cells, errors="coerce").sum()
    return not column.heading.has("sofar"), not column.heading.has("high"), float(counted)


def _number_rows(cells: pd.Series) -> bool:
    """Return whether numbers go on by one from row to row, which no numbers of events do."""
    numbers = pd.to_numeric(cells, errors="coerce").dropna()
    return len(numbers) > 1 and bool((numbers.diff().dropna().abs() == 1).mean() > _BY_ONE)


_BY_ONE = 0.8


def _gather_parties(ledger: Ledger) -> None:
    """Read the parties of numbered columns together: "Belligerent 1", "Belligerent 2"."""
    name = ledger.found.get("parties", "")
    if name not in ledger.cells:
        return
    stems = {each.name: stem_of(each) for each in ledger.columns}
    more = [
        each.name
        for each in ledger.free()
        if stems.get(name) == stems[each.name]
        and ledger.scores[each.name].get("parties", 0) >= LEAST
    ]
    if not more:
        return
    names = [name, *more]
    ledger.compose(
        ["parties"], names, list_parts(ledger.cells[names].fillna("").agg(";".join, axis=1))
    )
    ledger.taken |= dict.fromkeys(more, ("parties", ledger.taken[name][1]))


def _pass_over_names_of_people(ledger: Ledger) -> None:
    """Leave out bare names as titles of events beside columns that only people have, as ages."""
    of_people = [each.name for each in ledger.columns if _is_of_people(each)]
    for each in ledger.free():
        undisclosed = ledger.cells[each.name].str.fullmatch(_UNDISCLOSED).fillna(value=False)
        if _NAME <= each.heading.concepts <= _NAMES and undisclosed.any():
            of_people.append(each.name)
    of_one = {words_of_nothing(name) for name in find_of_one_person(ledger)}
    for each in ledger.free() if of_people else []:
        told = words_of_nothing(each.name)
        bare = _NAME <= each.heading.concepts <= _NAMES
        bare = bare and ({*told} <= _TONGUES or told in of_one)
        if bare and ledger.scores[each.name].pop("title", 0.0) and "title" not in ledger.closed:
            beside = f"beside {of_people[0]!r} it"
            if each.name in of_people:
                hidden = ledger.cells[each.name].str.fullmatch(_UNDISCLOSED).fillna(value=False)
                beside = f"with cells such as {ledger.cells[each.name][hidden].iloc[0]!r} it"
            ledger.notes.append(
                f"{each.name!r} is not read as the title of events: {beside}"
                " may name people. Nobody is counted by it."
            )


def _is_of_people(column: ReadColumn) -> bool:
    """Return whether a column is of somebody: an age, a sex, or in words how somebody died."""
    of_one = column.heading.has("person", "personname") and not counts_group(column)
    return of_one or says_how_somebody_died(column)


_NAME = frozenset({"name"})
_NAMES = _NAME | {"noise", "number"}
"""Of a bare name: "nombre" is a number in French."""

_UNDISCLOSED = (
    r"(?i)\s*(?:(?:name )?(?:undisclosed|unidentified|withheld|not (?:yet )?released|redacted)"
    r"|unknown (?:male|female|man|woman|person)|anonym\w{0,4}|an[oô]nim\w{0,4}|anónim\w{0,4}"
    r"|n[oã]o? identificad\w{1,3}|sin identificar|non identifi\w{1,5}|unbekannte\w?|nn|n\.n\."
    r"|анонім\w{0,4}|аноним\w{0,4}|невпізнан\w{1,3}|неопознанн\w{1,3}|مجهول\w{0,4})"
    r"(?: ?\(\d{1,4}\))?\s*"
)
"""What stands for the name of somebody, and of no event."""

_TONGUES = frozenset(
    {
        *("en", "ar", "he", "fr", "es", "uk", "ru", "fa", "my", "eng", "ara"),
        *("english", "arabic", "hebrew", "local", "native", "original", "persian", "farsi"),
        *("ukrainian", "russian", "french", "spanish", "german", "polish", "turkish", "kurdish"),
        *("urdu", "hindi", "bengali", "burmese", "chinese", "georgian", "armenian", "latin"),
    }
)
"""Words of headings that say in which language, or which letters, a name is: "name_en"."""

_GROUPED = frozenset(
    {"date_start", "date_end", *POINTS}
    | {f"{noun}_{end}" for noun in ("killed", "injured") for end in ("low", "best", "high")}
)
"""Fields that are not chosen one by one."""


def _choose_summary(ledger: Ledger) -> None:
    """Say which description of the event is read where several fit, and where only notes do.

    Of several that fit equally the one with the most text is, else the first.
    """
    taken = ledger.found.get("summary", "")
    if taken not in ledger.cells:
        return
    best = ledger.scores[taken]["summary"]
    free = {each.name for each in ledger.free()}
    fits = [taken] + [
        each.name
        for each in ledger.columns
        if each.name in free and ledger.scores[each.name].get("summary", 0) >= best - NEAR
    ]
    if len(fits) > 1:
        lengths = {name: int(ledger.cells[name].str.len().sum()) for name in fits}
        fullest, first = max(fits, key=lengths.__getitem__), taken
        if lengths[fullest] > _FULLER * lengths[first]:
            del ledger.found["summary"], ledger.taken[first]
            ledger.take("summary", taken := fullest, ledger.scores[fullest]["summary"])
            ledger.lost.pop(taken, None)
        ahead = next(each.name for each in ledger.columns if each.name in fits)
        kept = "the first" if ahead == first else "which is in English"
        why = "which has the most text" if taken != first else kept
        ledger.lost |= {name: taken for name in fits if name != taken}
        ledger.notes.append(
            f"{listed(fits)} may each describe the event: {taken!r}, {why}, is read."
        )
    told = read_heading(taken)
    if told.has("note") and not told.has("event") and told.key != "summary":
        ledger.notes.append(
            f"No column is called a description: the notes in {taken!r} are taken for it."
        )


def _take_summary_by_content(ledger: Ledger) -> None:
    """Take the one column of sentences whose heading says nothing, where nothing else tells."""
    if {"title", "summary"} & {*ledger.found, *ledger.closed}:
        return
    told = [
        each.name
        for each in ledger.free()
        if heading_says_nothing(each)
        and each.profile.share("prose") >= MOST
        and each.profile.share("distinct") >= MOST
        and each.profile.share("objects") < HALF
    ]
    if len(told) == 1:
        ledger.take("summary", told[0], LIKELY)
        ledger.notes.append(
            f"No heading says which column describes the events: {told[0]!r} is taken for it,"
            " because it holds sentences."
        )


_FULLER = 1.5
"""How many times the text of the first description another one has that is read instead."""
