"""Parts of the people: of civilians and soldiers, of an age, or killed by one of several causes.

Each is a low end of all; parts that together are the whole add up in the rows that give them all.
"Killed 0-17", "killed 18-59" and "killed 60+" are parts, and so are "killed by shelling" and
"killed by mines": none of them is a range, nor all of them.
"""

# ruff: noqa: RUF001 - Cyrillic letters

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import combinations, pairwise, product
from typing import NamedTuple

import pandas as pd

from eventmap.readers.formats.columnchoice.counted import (
    PEOPLE,
    WHOLES,
    Counted,
    find_counted,
    rest_of,
    stem_of,
)
from eventmap.readers.formats.columnchoice.ledger import Ledger, are, listed
from eventmap.readers.formats.columns import (
    ReadColumn,
)
from eventmap.readers.formats.composed import add_ends, add_parts
from eventmap.readers.formats.headingwords import concepts_of, read_heading, split_heading
from eventmap.readers.formats.typewords import find_labels
from eventmap.readers.values.figures import (
    Noun,
)

_YEARS = r"(?:years?|yrs?|y\.?o\.?|років|роки|лет|р\.|ans|años|jahren?|lat)?"
_FROM = r"(?:over|above|from|older than|>=?|≥|від|понад|старше|старші|от|свыше|plus de|über|ab|od)"
_BELOW = r"(?:under|below|younger than|<=?|≤|до|молодше|молодші|младше|moins de|menores de|unter)"
_BANDS = tuple(
    re.compile(rf"(?i)(?<![\w.-]){pattern}(?![\w-])")
    for pattern in (
        rf"(?P<first>\d{{1,2}})\s?[-–—]\s?(?P<last>\d{{1,2}})\s?{_YEARS}",
        rf"(?P<first>\d{{2}})\s?{_YEARS}\s?(?:\+|(?:and|&|or|i|і|та|и|et) "
        rf"(?:over|above|older|старше|старші|plus))\s?{_YEARS}",
        rf"{_FROM}\s?(?P<first>\d{{2}})\s?{_YEARS}",
        rf"{_BELOW}\s?(?P<end>\d{{2}})\s?{_YEARS}",
    )
)
_AGED = re.compile(
    r"(?i)(?<![^\W_])(?:aged?|ages|вік\w*|років|лет|возраст\w*|years|yrs|ans|años)(?![^\W_])"
)
_OLDEST = 99
_ADULT = range(12, 31)


class Band(NamedTuple):
    """The ages of which people a heading counts, both included, and what it is without them."""

    first: int
    last: int
    rest: str


def find_band(heading: str) -> Band | None:
    """Return the ages that a heading names, ``None`` where it names none."""
    text = re.sub(r"(?<=\d)_(?=\d)", "-", heading).replace("_", " ")
    for pattern in _BANDS:
        if (found := pattern.search(text)) is None:
            continue
        told = found.groupdict()
        first = int(told.get("first") or 0)
        last = int(told["last"]) if "last" in told else int(told.get("end") or _OLDEST + 1)
        last -= "end" in told
        rest = _AGED.sub(" ", text[: found.start()] + " " + text[found.end() :])
        return Band(first, min(last, _OLDEST), rest.strip(" ()[],:-–"))
    return None


def are_ages(headings: Sequence[str]) -> bool:
    """Return whether the bands of headings are of ages: one of children, or several, one open.

    Days of a month, in tens, are of numbers as well, and so is one heading "killed 1-2".
    """
    bands = [band for heading in headings if (band := find_band(heading))]
    if any(_AGED.search(each.replace("_", " ")) for each in headings):
        return True
    begun = any(band.first == 0 and band.last + 1 in _ADULT for band in bands)
    open_end = any(band.last == _OLDEST and band.first in range(12, 100) for band in bands)
    return begun or (open_end and len(bands) > 1)


def pick_apart(bands: Sequence[Band]) -> list[int]:
    """Return which of the bands are taken, from the youngest on, so that nobody is in two."""
    taken: list[int] = []
    for at in sorted(range(len(bands)), key=lambda at: (bands[at].first, -bands[at].last)):
        if not taken or bands[at].first > bands[taken[-1]].last:
            taken.append(at)
    return taken


def cover_all_ages(bands: Sequence[Band]) -> bool:
    """Return whether bands, from the youngest on, leave no age out."""
    whole = bool(bands) and bands[0].first == 0 and bands[-1].last == _OLDEST
    return whole and all(one.last + 1 == other.first for one, other in pairwise(bands))


_CAUSES = frozenset(
    split_heading(
        "mine mines landmine landmines uxo erw gunfire crossfire sniper snipers"
        " міни мін мінами мины мин минами minas mines balles balas"
    )
)
_JOINING = frozenset({"number", "noise", "by", "start", "total", "killed", "injured", "casualties"})


_OF_CAUSES = frozenset({"event", "weapon", "low"})
"""Concepts of words for causes; whom else a word names is a part of the people once more."""


class Cause(NamedTuple):
    """What killed the people that a heading counts, and the heading without it.

    Parameters
    ----------
    kind
        The type of event that the cause is one of, else the cause: of two causes of one kind, one
        may be a part of the other, as "shelling" and "artillery" are.
    """

    cause: str
    kind: str
    rest: str


def find_cause(heading: str) -> Cause | None:
    """Return by what people were killed as a heading says, ``None`` where it names no cause.

    Who killed them is none.
    """
    words = split_heading(heading)
    told = [concepts_of(word) for word in words]
    own = [at for at, each in enumerate(told) if each.isdisjoint(_JOINING)]
    if not own or own != [*range(own[0], own[-1] + 1)] or len(own) == len(words):
        return None
    # "Мін" behind a preposition is of mines, else the lowest number.
    linked = own[0] > 0 and not told[own[0] - 1].isdisjoint({"by", "start", "noise"})
    if not linked and any(not told[at].isdisjoint({"low", "high"}) for at in own):
        return None
    if any(not told[at] <= _OF_CAUSES for at in own):
        return None
    cause = " ".join(words[at] for at in own)
    known = not _CAUSES.isdisjoint(cause.split()) or cause == "small arms"
    label = find_labels(pd.Series([cause], dtype="str")).iloc[0]
    if pd.isna(label) and not known:
        return None
    mines = cause.removeprefix("land").startswith(("mine", "мін", "мин"))
    kind = "mines" if mines else cause if pd.isna(label) else str(label)
    rest = [words[at] for at in range(len(words)) if at not in own]
    kept = [word for word in rest if concepts_of(word).isdisjoint({"by", "start"})]
    return Cause(cause, kind, " ".join(kept))


def find_parted(ledger: Ledger, noun: str) -> dict[str, tuple[ReadColumn, Counted]]:
    """Return the figures of people of some ages, or killed by one of several causes, as parts."""
    free = ledger.free()
    bands = {each.name: band for each in free if (band := find_band(each.name))}
    causes = {each.name: cause for each in free if (cause := find_cause(each.name))}
    found: dict[str, tuple[ReadColumn, Counted]] = {}
    for part, parted in (("ages", bands), ("causes", causes)):
        groups: dict[str, dict[str, tuple[ReadColumn, Counted]]] = {}
        for each in free if parted else []:
            if each.name not in parted or each.name in found:
                continue
            rest = parted[each.name].rest
            what = find_counted(replace(each, heading=read_heading(rest)))
            if what and what.noun == noun and not what.among and what.end in ("", "best"):
                part_of = replace(what, parts=frozenset({part}), total=False)
                group = groups.setdefault(rest.casefold(), {})
                # Of two causes of a kind one may be a part of the other.
                kinds = {causes[name].kind for name in group if part == "causes"}
                if part == "ages" or causes[each.name].kind not in kinds:
                    group[each.name] = each, part_of
        for group in groups.values():
            if are_ages([*group]) if part == "ages" else len(group) > 1:
                found |= group
                break
    return found


def name_sides(ledger: Ledger) -> bool:
    """Return whether a table has two sides, "Side A" and "side_b"."""
    letters = {
        word
        for each in ledger.columns
        if not _SIDES.isdisjoint(words := split_heading(each.name))
        for word in words
        if word in _SIDE_LETTERS
    }
    return letters == _SIDE_LETTERS


def is_of_enemies(column: ReadColumn) -> bool:
    """Return whether a heading counts those of the other side, who are no part of one's own."""
    return not _ENEMIES.isdisjoint(split_heading(column.name))


_ENEMIES = frozenset(
    split_heading(
        "enemy enemies hostile ворога ворожих ворогів противника противників врага врагов"
        " противников enemigo enemigos ennemi ennemis feind feinde feindliche wroga wrogów عدو"
    )
)
_SIDES = frozenset({"side", "party", "belligerent", "actor", "group"})
_SIDE_LETTERS = frozenset({"a", "b"})
_OF_SIDES = _SIDE_LETTERS | {
    *("enemy", "friendly", "own", "hostnation"),
    *("наші", "наши", "наших", "ворогів", "врагов", "противників", "противников"),
}
"""Words of headings that tell two sides of a war apart."""


def tell_parts(
    counted: list[tuple[ReadColumn, Counted]], two_sides: bool
) -> list[tuple[ReadColumn, Counted]]:
    """Return columns of figures, those that count a part beside the others as that.

    Beside suspects, victims are a part. Beside civilians or soldiers, so are people that no concept
    knows, and those of side A and of side B; a total is none. "Other injured" are a part anywhere.
    "Killed in action" are soldiers, but beside civilians who are called so, too, it may be all of
    them.
    """
    parts = {part for _, what in counted for part in what.parts}
    loose = any("civilians" in what.parts and names_soldiers(each) for each, what in counted)
    beside = [split_heading(each.name) for each, what in counted if _OF_ALL & what.parts]
    men = {rest_of(each, "men") for each, _ in counted if each.heading.has("men")}
    women = {rest_of(each, "women") for each, _ in counted if each.heading.has("women")}
    found = []
    for each, what in counted:
        own = what.parts
        words = split_heading(each.name)
        if not own and "w" in words and _without(words, "w") in men:
            own = frozenset({"women"})  # beside "M": alone it is a word of Polish, or the west
        if not own and "c" in words and _without(words, "c") in men & women:
            own = frozenset({"children"})
        if not own and "x" in words and _without(words, "x") in men & women:
            own = frozenset({"unstated"})
        if not own and "h" in words:
            # Beside "F" hommes, beside "M" hombres, whose women are called so: mujeres.
            rest = _without(words, "h")
            own = frozenset({"men"} if rest in women else {"women"} if rest in men else ())
        if not own and two_sides and not what.total and not _SIDE_LETTERS.isdisjoint(words):
            own = frozenset({"armed"})
        if not own and not _OTHERS.isdisjoint(words):
            own = frozenset({"others"})
        if not own and not what.total and not what.among:
            if not loose and names_soldiers(each):
                own = frozenset({"armed"})
            elif "suspects" in parts and each.heading.has("casualties"):
                own = frozenset({"victims"})
            elif _OF_ALL & parts and _names_others(each, {word for own in beside for word in own}):
                own = frozenset({"others"})
        found.append((each, replace(what, parts=own)))
    return found


_OTHERS = frozenset(
    split_heading(
        "other others autre autres otro otros otra otras outros outras altri altre інші інших інше"
        " другие других прочие прочих andere anderen sonstige sonstigen inne inni innych أخرى آخرون"
    )
)
"""Words of headings of those who are in no column beside: "other injured"."""


def _without(words: tuple[str, ...], letter: str) -> tuple[str, ...]:
    return tuple(word for word in words if word != letter)


def names_soldiers(column: ReadColumn) -> bool:
    """Return whether a heading names soldiers by letters: killed or wounded in action."""
    return not {"kia", "wia"}.isdisjoint(split_heading(column.name))


def _names_others(column: ReadColumn, beside: Set[str]) -> bool:
    """Return whether a heading has a word that may name people, and that is not beside civilians.

    "statistics.killed" names nobody where "statistics.killed_civilians" stands beside it.
    """
    words = [word for word in split_heading(column.name) if not word.isdigit()]
    return any(not concepts_of(word) and word not in beside for word in words)


_OF_ALL = frozenset({"civilians", "armed"})
"""Parts beside which whoever is named is one, too."""


def take_parts(ledger: Ledger, noun: Noun, counted: list[tuple[ReadColumn, Counted]]) -> None:
    """Put figures of parts of the people together: a whole if they are one, else a low end.

    Ends of parts ("civilians killed (min)") are added up to the same ends of the whole.
    """
    parts = [(each, what) for each, what in counted if len(what.parts) == 1 and not what.among]
    plain = [pair for pair in parts if pair[1].end in ("", "best")]
    crossed = _pick_crossed(counted)
    used = _pick_parts(plain) or crossed
    by_sex = used is not crossed and _tell_sexes(used)
    if by_sex:
        used = [pair for pair in used if pair[1].parts != {"children"}]
    whole = used is crossed or frozenset().union(*(what.parts for _, what in used)) in WHOLES
    whole = whole or _are_of_all_ages(used)
    # Of two columns of soldiers, those of either side, the second is in no sum.
    whole = whole and not by_sex and (used is crossed or not _leaves_some(plain, used))
    # Nor is somebody else in it, who has a column of his own.
    whole = whole and not any(what.parts == {"others"} for _, what in plain)
    # Beside the lowest number of civilians, one of soldiers is not that of all.
    others = {what.parts for _, what in parts} - {what.parts for _, what in plain}
    if used and (whole or not others):
        names = [each.name for each, _ in used]
        cells = [ledger.cells[name] for name in names]
        low, best = add_parts(cells, noun, whole=whole)
        label = ledger.compose([f"{noun}_best"], names, best)
        ledger.put(f"{noun}_low", label, low)
        _tell_parts_read(ledger, noun, used, f"{noun}_best" if whole else f"{noun}_low")
        return
    for end in ("low", "high"):
        ends = [pair for pair in parts if pair[1].end == end]
        given = {what.parts for _, what in ends}
        used = _pick_parts([*ends, *(pair for pair in plain if pair[1].parts not in given)])
        if not used or (end == "high" and len(used) == 1):
            continue  # of a part no high end of the whole is known
        names = [each.name for each, _ in used]
        told = add_ends([ledger.cells[name] for name in names], noun, high=end == "high")
        ledger.compose([f"{noun}_{end}"], names, told)
        _tell_parts_read(ledger, noun, used, f"{noun}_{end}")


def _are_of_all_ages(used: list[tuple[ReadColumn, Counted]]) -> bool:
    bands = [find_band(each.name) for each, what in used if what.parts == {"ages"}]
    return len(bands) == len(used) and cover_all_ages([band for band in bands if band])


def _tell_sexes(used: list[tuple[ReadColumn, Counted]]) -> bool:
    """Return whether children are counted beside the sexes, of which each of them is one.

    "Men", "women" and "children" are three sorts of people; but "male" and "female" are all, and
    so are men, women and those of unknown sex. The children then are most likely among these.
    """
    ages = [each for each, what in used if what.parts == {"children"}]
    others = [each for each, what in used if what.parts != {"children"}]
    young = all(_HAVE_SEX.isdisjoint(split_heading(each.name)) for each in ages)
    sexes = any(not _OF_SEX.isdisjoint(split_heading(each.name)) for each in others)
    return bool(ages) and young and sexes


_HAVE_SEX = frozenset({"boys", "girls", "boy", "girl"})
_OF_SEX = frozenset(
    split_heading(
        "male males female females sex sexe sexo gender genre geschlecht płeć płci стать статі пол"
        " пола masculino femenino feminino masculin féminin männlich weiblich"
    )
)


def _leaves_some(
    parts: list[tuple[ReadColumn, Counted]], used: list[tuple[ReadColumn, Counted]]
) -> bool:
    """Return whether a part of which people are counted has another column that is not.

    "Civilians killed (A)" and "(B)" are called the same.
    """
    stems = {stem_of(each) for each, _ in used}
    counted = {what.parts for _, what in used}
    return any(what.parts in counted and stem_of(each) not in stems for each, what in parts)


def _pick_parts(
    parts: list[tuple[ReadColumn, Counted]],
) -> list[tuple[ReadColumn, Counted]]:
    """Return the parts that are the whole of the people, else the first of them.

    Of several that are called the same ("civilians") the first counts; soldiers and police are two.
    Of trades, sides, causes and ages, and of parts none of whom is of two ("officers", "suspects"),
    all are returned.
    """
    by_part: dict[str, dict[frozenset[str], tuple[ReadColumn, Counted]]] = {}
    for each, what in parts:
        (part,) = what.parts
        words = split_heading(each.name)
        called = frozenset(word for word in words if part in concepts_of(word)) or frozenset(words)
        called = frozenset({each.name}) if part in ("ages", "causes") else called
        by_part.setdefault(part, {}).setdefault(called, (each, what))
    if not by_part:
        return []
    whole = next((sum_of for sum_of in WHOLES if sum_of <= by_part.keys()), None)
    # Beside civilians, adults and children are parts of these, and not all of the people.
    if whole is None or ("civilians" in by_part and "civilians" not in whole):
        first = min(by_part, key=PEOPLE.index)
        apart = [part for part in by_part if part in _APART]
        if first in _APART and len(apart) > 1:
            return [pair for part in apart for pair in by_part[part].values()]
        every = [*by_part[first].values()]
        if first == "ages":
            bands = [band for each, _ in every if (band := find_band(each.name))]
            return [every[at] for at in pick_apart(bands)]
        sides = all(not _OF_SIDES.isdisjoint(split_heading(each.name)) for each, _ in every)
        return every if first in ("trades", "causes") or (first == "armed" and sides) else every[:1]
    return [pair for part in PEOPLE if part in whole for pair in by_part[part].values()]


_APART = frozenset({"civilians", "armed", "suspects"})
"""Parts of the people, none of whom is of two."""


def _pick_crossed(counted: list[tuple[ReadColumn, Counted]]) -> list[tuple[ReadColumn, Counted]]:
    """Return the figures of all people in two ways at once: civilians and soldiers, by sex."""
    crossed = [
        (each, what)
        for each, what in counted
        if len(what.parts) > 1 and not what.among and what.end in ("", "best")
    ]
    parts = [what.parts for _, what in crossed]
    every = any(
        len(parts) == len(one) * len(other)
        and {*parts} == {frozenset(pair) for pair in product(one, other)}
        for one, other in combinations(WHOLES, 2)
    )
    return crossed if every else []


def _tell_parts_read(
    ledger: Ledger, noun: str, used: list[tuple[ReadColumn, Counted]], field_name: str
) -> None:
    names = [each.name for each, _ in used]
    for each, what in used:
        ledger.taken[each.name] = field_name, what.score
    ledger.notes.append(
        f"{listed(names)} {are(names)} read as {noun}:"
        + (
            " a part of the people, so a low end."
            if len(names) == 1
            else " added up where each is given, else a low end."
            if not field_name.endswith("_low")
            else " parts of the people, added up, so a low end."
        )
    )
