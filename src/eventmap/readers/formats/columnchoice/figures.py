"""Which columns hold figures of casualties.

``low``, ``best``, ``high`` are what they say, a total goes before a plain name. A part of the
people (civilians, children, soldiers) is a low end, unless a total stands beside it; parts that
together are the whole add up in the rows that give them all. Two figures of the whole that fit
equally are said, or asked about where they differ.

Who is beside civilians or soldiers in a column of their own ("Houthis killed") is a part of the
people, whoever that is. "Dead and missing" is no number of the dead, nor is "place of death" or
what has been counted so far.
"""

# ruff: noqa: RUF001 - Cyrillic letters

import math
import re
from dataclasses import dataclass, replace
from itertools import combinations, pairwise, product

from eventmap.readers.formats.columnchoice.ledger import ColumnQuestion, Ledger, are, listed
from eventmap.readers.formats.columnchoice.partings import (
    are_ages,
    cover_all_ages,
    find_band,
    find_cause,
    pick_apart,
)
from eventmap.readers.formats.columns import (
    HALF,
    LIKELY,
    MOST,
    NEAR,
    OWN_WORDS,
    SURE,
    ReadColumn,
    clearness,
    fit,
)
from eventmap.readers.formats.composed import add_ends, add_parts
from eventmap.readers.formats.fields import FIELDS
from eventmap.readers.formats.headingwords import Heading, concepts_of, read_heading, split_heading
from eventmap.readers.formats.sides import part_speaker
from eventmap.readers.values.figures import (
    NOUNS,
    CellFigure,
    Noun,
    read_counts,
    read_figure,
    split_casualties,
)
from eventmap.wording import count_of

PEOPLE = (
    *("civilians", "armed", "children", "women", "men", "adults"),
    *("unstated", "victims", "suspects", "severe", "slight", "trades", "others"),
    *("ages", "causes"),
)
"""Parts of the people; all but "victims", "ages" and "causes" are concepts.

The first of these are a part beside suspects alone, and the others are told by `partings`.

Nobody is of two trades: columns of several ("educators", "students") add up to a low end.
"""

_WHOLES = (
    frozenset({"civilians", "armed", "suspects", "unstated"}),
    frozenset({"civilians", "armed", "suspects"}),
    frozenset({"civilians", "armed", "unstated"}),
    frozenset({"civilians", "armed"}),
    frozenset({"women", "men", "children", "unstated"}),
    frozenset({"women", "men", "children"}),
    frozenset({"women", "men", "unstated"}),
    frozenset({"women", "men"}),
    frozenset({"children", "adults"}),
    frozenset({"victims", "suspects"}),
    frozenset({"severe", "slight"}),
)
"""Parts that together are all of the people, the fullest first."""


@dataclass(frozen=True)
class Counted:
    """What a heading says of casualties.

    Parameters
    ----------
    noun
        killed or injured; "both" where a column has the two in one cell.
    end
        low, best or high; "ends" where a column has several in one cell; blank where it does not
        say.
    parts
        Of the people, concepts of `PEOPLE`.
    among
        Whether it counts some of those of another column.
    """

    noun: str
    end: str
    parts: frozenset[str]
    among: bool
    total: bool
    score: float


_OF = frozenset(["of", "at", "for", "de", "du", "des", "del", "do", "da", "d", "der"])


def _describes_death(heading: Heading) -> bool:
    """Return whether a heading is of something about the dead: "place of death".

    A number, a total, an end or people "of" the dead count them all the same.
    """
    words = split_heading(heading.text)
    told = [concepts_of(word) for word in words]
    at = next((at for at, own in enumerate(told) if not own.isdisjoint(NOUNS)), 0)
    before = frozenset[str]().union(*told[:at])
    return at > 1 and words[at - 1] in _OF and before.isdisjoint(_COUNTING)


_COUNTING = ("number", "total", "low", "high", "best", "casualties", *PEOPLE)

NO_COUNTS = (
    "rate",
    "id",
    "link",
    "type",
    "source",
    "by",
    "status",
    "grade",
    "animals",
    "forecast",
    "denied",
    "money",
)
"""Concepts of headings that count nobody, whatever else is in them."""

_UNCOUNTED = (*NO_COUNTS, "affected", "sofar")
"""Those, and such as count others or other days as well."""


_WHETHER = frozenset(
    {
        *("any", "anyone", "anybody", "is", "was", "were", "has", "have", "flag", "with"),
        *("є", "чи", "наявність", "есть", "наличие", "czy", "hay", "avec", "con", "mit", "gab"),
    }
)

_FATAL = frozenset(
    split_heading(
        "fatal lethal mortal mortel mortelle tödlich śmiertelny смертельний смертельный летальный"
    )
)
"""Of such words alone a heading says how an event was, and not of how many."""


_YES_IS = re.compile(
    r"(?i)1\s?[/|,;]\s?0|0\s?[/|,;]\s?1(?!\d)|\b1\s?=\s?[^\W\d_]|(?<![^\W_])y\s?/?\s?n(?![^\W_])"
    r"|\b(?:yes\s?/\s?no|так\s?/\s?ні|да\s?/\s?нет|oui\s?/\s?non|s[ií]\s?/\s?no|ja\s?/\s?nein"
    r"|tak\s?/\s?nie)\b"
)
"""In headings: "injured (1/0)", "death (1=yes)", "fatalities_yn"."""


def _asks_whether(column: ReadColumn) -> bool:
    """Return whether a heading asks if anybody was killed, and its cells say 1 or 0, yes or no."""
    words = set(split_heading(column.name))
    asks = column.name.rstrip().endswith("?") or words & _WHETHER or words <= _FATAL
    asks = asks or _YES_IS.search(column.name) is not None
    return bool(asks) and column.profile.share("whether") == 1


def _without_group(column: ReadColumn) -> Heading:
    """Return a heading without the group of columns above it, where this is of all who suffered.

    "Постраждалі" are the injured, but above "загинуло" and "поранено" they are both.
    """
    group, *rest = _LEVELS.split(column.name, 1)
    below = read_heading(" ".join(rest))
    if rest and _SUFFERED.match(group.strip()) and below.has(*NOUNS):
        return below if column.profile.share("number") >= MOST else column.heading
    return column.heading


_LEVELS = re.compile(r"\s/\s|\.(?=[^\W\d_])")
_SUFFERED = re.compile(
    r"(?i)(?:кількість\s|число\s|количество\s)?(?:постражда|пострада)\w{1,8}"
    r"(?:\s(?:всього|усього|разом|осіб|всего|чел\.?|человек))?$"
)


def _find_flags(ledger: Ledger) -> set[str]:
    """Return columns of 0 and 1 whose headings name a fact, beside others that say yes or no.

    Among numbers of people there would be a 2 some day. So do those that begin with the same word:
    "hubo muertos", "hubo daños".
    """
    whether = [each for each in ledger.free() if each.profile.share("whether") == 1]
    said = {each.name for each in whether if _IS_FACT.fullmatch(each.name.strip())}
    others = [
        each
        for each in whether
        if each.name not in said and len(each.profile.samples) > 1
        if _asks_whether(each) or not each.heading.has(*NOUNS, "number", "total")
    ]
    begun = {split_heading(each.name)[:1] for each in others}
    called = {
        each.name
        for each in whether
        if each.heading.has(*NOUNS) and (first := split_heading(each.name)[:1]) in begun
        if not concepts_of(first[0])
    }
    return said | called if others else set()


_IS_FACT = re.compile(
    r"(?i)(?:injury|injuries|death|fatality|verletzung(?:en)?|todesfall|herida|lesi[oó]n|muerte"
    r"|blessure|décès|śmierć|zgon|смерть|поранення|ранение|ölüm|yaralanma|morte|ferimento|وفاة)"
)


def find_counted(column: ReadColumn) -> Counted | None:
    """Return what a column counts, ``None`` where it is no column of casualties."""
    heading, fits = _without_group(column), fit("killed_best", column.profile)
    has = heading.has
    nouns = [noun for noun in NOUNS if has(noun)]
    telling = column.profile.share("tells of people")
    tells_both = min(column.profile.share(f"tells {noun}") for noun in NOUNS) > 0 and (
        telling >= (MOST if has("summary", "title") else HALF)
    )
    if not (nouns or tells_both) or heading.key in OWN_WORDS or _asks_whether(column):
        return None
    # "Von" is German for "by", and for "from": numbers tell it is the latter.
    uncounted = {*_UNCOUNTED} - ({"by"} if has("start") else set())
    others = has(*uncounted) or (has("actor") and not has("suspects"))
    if others or _describes_death(heading):
        return None
    both = len(nouns) > 1 or tells_both
    if both:
        fits = max(column.profile.share("two figures"), telling)
    end = next((each for each in ("low", "high", "best") if has(each)), "")
    if not both and ((has("low") and has("high")) or (has("start") and has("end"))):
        three = (1 - column.profile.share("letters")) * has("best")
        end, fits = "ends", max(fits, column.profile.share("two figures"), three)
    parts = frozenset(each for each in PEOPLE if has(each))
    if not fits:
        return None
    weight = 1.2 if heading.key in FIELDS else 0.95 * clearness(heading)
    if has("date", "place", "settlement", "name", "summary") and not has("number"):
        weight *= 0.6
    return Counted(
        "both" if both else nouns[0], end, parts, has("among"), has("total"), weight * fits
    )


END_CONCEPTS = frozenset({"low", "high", "report", "number", "total", "noise"})
"""Concepts of a heading that says which end of a figure it is, and nothing of what."""


def is_bare_end(column: ReadColumn) -> bool:
    """Return whether a column holds one end of figures, and its heading says nothing of what."""
    heading, share = column.heading, column.profile.share
    bare = heading.has("low", "high") and heading.concepts <= END_CONCEPTS and not heading.strange
    return bare and share("figure") >= MOST and not share("fine")


def choose_figures(ledger: Ledger) -> None:
    """Choose the columns of figures: those of speakers, of killed and injured, and of both."""
    _choose_spoken(ledger)
    for noun in NOUNS:
        _choose_counted(ledger, noun)
        _split_ends(ledger, noun)
        _split_among(ledger, noun)
    _split_both(ledger)
    _ask_for_letters(ledger)
    for noun in NOUNS:
        _doubt_told_more(ledger, noun)
    _tell_of_thousands(ledger)


def _tell_of_thousands(ledger: Ledger) -> None:
    """Say that a point within a figure is taken for what parts thousands."""
    for each in ledger.columns:
        taken, _ = ledger.taken.get(each.name, ("", 0.0))
        if not taken.startswith(NOUNS) or not each.profile.share("thousands"):
            continue
        cells = ledger.cells[each.name].dropna()
        pointed = cells[cells.str.fullmatch(r"\s*[1-9]\d{0,2}\.\d{3}\s*")]
        if len(pointed) and read_figure(text := str(pointed.iloc[0]).strip()) == CellFigure(
            best=int(text.replace(".", ""))
        ):
            ledger.notes.append(
                f"Points in {each.name!r} part thousands: {text!r} is {text.replace('.', ',')}."
            )


def _doubt_told_more(ledger: Ledger, noun: Noun) -> None:
    """Doubt the rows in whose texts more people are counted than in the column of figures."""
    whole = ledger.found.get(f"{noun}_best", "")
    if whole not in ledger.cells or f"{noun}_high" in {*ledger.found, *ledger.chosen}:
        return
    given = ledger.cells[whole]
    most = given.map({text: _most_of(str(text)) for text in given.dropna().unique()})
    for each in ledger.columns:
        if (
            each.name == whole
            or not each.profile.share(f"tells {noun}")
            or each.heading.has(*NOUNS)
        ):
            continue
        texts = split_casualties(ledger.cells[each.name])[NOUNS.index(noun)]
        told = texts.map({text: _least_of(str(text), noun) for text in texts.dropna().unique()})
        more = (told > most.fillna(0)).fillna(value=False).astype(bool)
        more &= most.notna() | given.isna()
        said = f"{whole}: " + given.fillna("blank") + f", {each.name}: " + ledger.cells[each.name]
        ledger.disagreeing = ledger.disagreeing.fillna(said.where(more))


def _most_of(text: str) -> float:
    """Return the highest number that a figure can mean, infinite for one at least."""
    told = read_figure(text) or CellFigure()
    if told.high is not None:
        return float(told.high)
    if told.low is not None and told.best is None:
        return math.inf
    return math.nan if told.best is None else float(told.best)


def _least_of(text: str, noun: Noun) -> float:
    """Return the lowest number of killed or injured that a text tells of."""
    told = read_figure(text, noun) or CellFigure()
    known = [each for each in (told.low, told.best) if each is not None]
    return float(min(known)) if known else math.nan


def _choose_spoken(ledger: Ledger) -> None:
    """Take the figures whose headings name a speaker for what he claims."""
    for each in ledger.free():
        speaker, rest = part_speaker(each.name)
        what = find_counted(replace(each, heading=read_heading(rest))) if speaker else None
        if what is None or what.noun == "both" or what.parts or what.among:
            continue
        name = f"{what.noun}_{what.end or 'best'}"
        own = ledger.spoken.setdefault(speaker, {})
        if name not in ledger.closed and name not in own:
            own[name] = each.name
            ledger.taken[each.name] = name, what.score
    ledger.spoken = {speaker: own for speaker, own in ledger.spoken.items() if own}
    for speaker, own in ledger.spoken.items():
        ledger.notes.append(f"{listed([*own.values()])} {are(own)} read as told by {speaker}.")


def _choose_counted(ledger: Ledger, noun: Noun) -> None:
    names = {end: f"{noun}_{end}" for end in ("low", "best", "high")}
    if set(names.values()) & ledger.closed:
        names = {end: name for end, name in names.items() if name not in ledger.closed}
    others = _find_flags(ledger) | _find_suffered(ledger)
    counted = [
        (each, what)
        for each in ledger.free()
        if each.name not in others and (what := find_counted(each)) and what.noun == noun
    ]
    parted = _find_parted(ledger, noun)
    counted = [pair for pair in counted if pair[0].name not in parted] + [*parted.values()]
    whole = _find_including(ledger, noun, counted)
    counted = [pair for pair in counted if pair[0] not in (each for each, _ in whole)] + whole
    counted = _tell_parts(_tell_spans(counted), _name_sides(ledger))
    # Beside the dead of the day, a total is that of all days so far.
    daily = any(each.heading.has("daily") for each, _ in counted)
    whole = sorted(
        ((each, what) for each, what in counted if not what.parts and not what.among),
        key=lambda pair: (daily and not pair[0].heading.has("daily"), *_order(pair[1])),
    )
    whole = _pass_over_sparse_total(ledger, whole) or _find_among_both(ledger, counted)
    for end in ("low", "high"):
        fits = [(each, what) for each, what in whole if what.end == end]
        if fits and end in names:
            ledger.take(names[end], fits[0][0].name, fits[0][1].score)
    best = [(each, what) for each, what in whole if what.end in ("", "best")]
    if best and "best" in names:
        _ask_between_figures(ledger, noun, best)
        _ask_between_grades(ledger, noun, best[0][0])
        ledger.take(names["best"], best[0][0].name, best[0][1].score)
        if f"{noun}_high" not in {*ledger.found, *ledger.chosen}:
            _doubt_larger_parts(ledger, best[0][0].name, counted)
    if not whole and len(names) == len(("low", "best", "high")):
        _add_parts(ledger, noun, counted)
        if not counted:
            _take_bare_ends(ledger, noun)


def _find_parted(ledger: Ledger, noun: str) -> dict[str, tuple[ReadColumn, Counted]]:
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


_BRACKETED = re.compile(
    r"(?i)^([^()\[\]]{1,80})[(\[](incl(?:uding|usive of|\.)?|inc\.|excl(?:uding|\.)?)\s"
    r"[^()\[\]]{1,60}[)\]]$"
)


def _find_including(
    ledger: Ledger, noun: str, counted: list[tuple[ReadColumn, Counted]]
) -> list[tuple[ReadColumn, Counted]]:
    """Return the figures whose headings say that they count somebody as well, or all but him.

    "Killed (incl. attackers)" is all of the killed, "Killed (excluding attackers)" a part. Where
    another column is called the same without that, it may be of those alone who are named.
    """
    plain = {
        each.name.strip().casefold()
        for each, what in counted
        if not what.parts and not what.among and what.end in ("", "best")
    }
    found = []
    for each in ledger.free():
        told = _BRACKETED.match(each.name.strip())
        if told is None or told[1].strip().casefold() in plain:
            continue
        what = find_counted(replace(each, heading=read_heading(told[1])))
        if what is None or what.noun != noun or what.parts or what.among:
            continue
        if told[2].casefold().startswith("ex"):
            what = replace(what, parts=frozenset({"others"}), total=False)
        elif any(_WITH_PART.fullmatch(text) for text in each.profile.samples):
            continue
        found.append((each, what))
    return found


def _pass_over_sparse_total(
    ledger: Ledger, whole: list[tuple[ReadColumn, Counted]]
) -> list[tuple[ReadColumn, Counted]]:
    """Return the figures without a total that is blank where a plain one counts people.

    It may be that of another table beside this one, or of a few rows together.
    """
    plain = [each for each, what in whole if not what.total and not what.end]
    for each, what in whole:
        if not plain or not what.total or what.end:
            continue
        lacking = ledger.cells[each.name].isna() & ledger.cells[plain[0].name].notna()
        if lacking.any() and each.profile.filled < plain[0].profile.filled:
            rows = count_of(int(lacking.sum()), "row")
            ledger.notes.append(
                f"{each.name!r} is blank in {rows} in which {plain[0].name!r} is not: it is no"
                " total of theirs, and not read."
            )
            return [pair for pair in whole if pair[0] is not each]
    return whole


def _find_suffered(ledger: Ledger) -> set[str]:
    """Return columns of "постраждалі" of whom another one counts the killed: they are both."""
    killed = any(
        each.heading.has("killed") and each.heading.has("among") for each in ledger.columns
    )
    names = [each.name for each in ledger.free() if _SUFFERED.match(each.name.strip())]
    return {*names} if killed else set()


def _find_among_both(
    ledger: Ledger, counted: list[tuple[ReadColumn, Counted]]
) -> list[tuple[ReadColumn, Counted]]:
    """Return "of which fatal" where what it is part of counts killed and injured together."""
    among = [pair for pair in counted if pair[1].among and not pair[1].parts and not pair[1].end]
    both = _find_suffered(ledger) or any(
        each.heading.has("casualties") or all(map(each.heading.has, NOUNS))
        for each in ledger.free()
        if each.profile.share("number") >= MOST
    )
    return among if both and len(among) == len(counted) == 1 else []


def _order(what: Counted) -> tuple[int, float]:
    return _rank(what), -what.score


def _rank(what: Counted) -> int:
    """Return which figure of the whole is read first: the best, the total, one without a word."""
    if what.end == "best":
        return 0
    return 1 if what.total else 2


def _take_bare_ends(ledger: Ledger, noun: str) -> None:
    """Take a lowest and a highest number whose headings do not say of what, where a title does.

    Titles, names of sheet and file, and of headings one that names Iraq Body Count tell it.
    """
    bare = [each for each in ledger.free() if is_bare_end(each)]
    own = [each for each in bare if not each.heading.has("report")]
    ends = [
        [each.name for each in own if each.heading.has(end)]
        or [each.name for each in bare if each.heading.has(end)]
        for end in ("low", "high")
    ]
    if any(len(found) != 1 for found in ends):
        return
    texts = [*ledger.source.titles, ledger.source.name]
    said = {each for text in texts for each in NOUNS if read_heading(text).has(each)}
    counts_bodies = any("ibc" in split_heading(each.name) for each in ledger.columns)
    if said != {noun} and not (counts_bodies and noun == "killed" and not said):
        return
    (low,), (high,) = ends
    ledger.take(f"{noun}_low", low, LIKELY)
    ledger.take(f"{noun}_high", high, LIKELY)
    why = "a title or a name says so" if said else "Iraq Body Count counts civilians"
    ledger.notes.append(f"{low!r} and {high!r} are read as the ends of {noun}: {why}.")


def _ask_between_figures(ledger: Ledger, noun: str, best: list[tuple[ReadColumn, Counted]]) -> None:
    (first, what), *others = best
    for other, told in others:
        ledger.lost[other.name] = f"{noun}_best", first.name
        so_far = first.heading.has("daily") and not other.heading.has("daily")
        near = told.score >= what.score - NEAR or _stem(other) == _stem(first)
        if so_far or _rank(told) != _rank(what) or not near:
            continue
        differ = ledger.first_difference(first.name, other.name, lambda *_: False)
        if differ is None:
            ledger.notes.append(
                f"{first.name!r} and {other.name!r} fit {noun} equally and agree: the first"
                " is read."
            )
            continue
        line, one, two = differ
        ledger.questions.append(
            ColumnQuestion(
                f"Two columns of {ledger.source.name} may be the number of {noun},"
                f" {first.name!r} and {other.name!r}, and they differ:"
                f" {one!r} and {two!r} in line {line}.",
                ((f"{noun}_best",),),
            )
        )
        return


def _stem(column: ReadColumn) -> tuple[str, ...]:
    """Return the words of a heading without single letters and numbers, as of "Killed (2)"."""
    return tuple(word for word in split_heading(column.name) if len(word) > 1 and word.isalpha())


def _ask_between_grades(ledger: Ledger, noun: str, first: ReadColumn) -> None:
    """Ask where one column has the figure that was reported, another one what was verified."""
    if ledger.questions or not _CLAIMED.search(first.name):
        return
    for other in ledger.free():
        rest = _VERIFIED.sub(" ", other.name)
        what = find_counted(replace(other, heading=read_heading(rest)))
        if rest == other.name or what is None or what.noun != noun or what.parts or what.among:
            continue
        ledger.lost[other.name] = f"{noun}_best", first.name
        differ = ledger.first_difference(first.name, other.name, lambda *_: False)
        if differ is None:
            ledger.notes.append(
                f"{first.name!r} and {other.name!r} agree on the {noun}: the first is read."
            )
            continue
        line, one, two = differ
        best, low = f"{noun}_best", f"{noun}_low"
        ledger.questions.append(
            ColumnQuestion(
                f"{first.name!r} and {other.name!r} of {ledger.source.name} are the number of"
                f" {noun} by how sure it is, and they differ: {one!r} and {two!r} in line"
                f" {line}. Which of them counts, or is the one at least, the other at best?",
                ((best,), (low, best)),
            )
        )
        return


_CLAIMED = re.compile(
    r"(?i)\b(?:reported|claimed|alleged|suspected|probable|unverified|unconfirmed|estimated|reportad[oa]s?|rapportés?"
    r"|signalés?|gemeldete?n?|zgłoszon\w{1,3}|заявлен\w{0,3}|повідомлен\w{0,3}|сообщен\w{0,3})\b"
)


_VERIFIED = re.compile(
    r"(?i)\b(?:verified|confirmed|corroborated|verificad[oa]s?|confirmad[oa]s?|vérifiée?s?|confirmée?s?"
    r"|bestätigte?n?|potwierdzon\w{1,3}|підтверджен\w{0,3}|подтвержд[её]н\w{0,3})\b"
)
"""What headings say of figures that somebody has told, and of those that somebody has checked."""


def _doubt_larger_parts(
    ledger: Ledger, whole: str, counted: list[tuple[ReadColumn, Counted]]
) -> None:
    """Doubt the rows in which a part of the people is more than what is read as all."""
    total, _ = read_counts(ledger.cells[whole])
    for each, what in counted:
        if not (what.parts or what.among) or what.end == "high":
            continue
        part, _ = read_counts(ledger.cells[each.name])
        more = (part > total).fillna(value=False).astype(bool)
        said = f"{whole}: " + ledger.cells[whole] + f", {each.name}: " + ledger.cells[each.name]
        ledger.disagreeing = ledger.disagreeing.fillna(said.where(more))


def _tell_spans(counted: list[tuple[ReadColumn, Counted]]) -> list[tuple[ReadColumn, Counted]]:
    """Return columns of figures, "from" and "to" of headings that differ by no more as the ends.

    So are "de" and "à" behind the rest of the heading, which are noise elsewhere.
    """
    behind = {split_heading(each.name) for each, _ in counted}
    rests = {
        (bound, _rest_of(each, bound))
        for each, what in counted
        for bound in ("start", "end")
        if not what.end and each.heading.has(bound)
    }
    found = []
    for each, what in counted:
        told = what
        for bound, other, end in (("start", "end", "low"), ("end", "start", "high")):
            if not what.end and each.heading.has(bound) and (other, _rest_of(each, bound)) in rests:
                told = replace(what, end=end)
        *rest, last = split_heading(each.name) or ("",)
        end = _SPAN.get(last, "")
        if not told.end and end and any((*rest, other) in behind for other in _OTHER_END[end]):
            told = replace(what, end=end)
        found.append((each, told))
    return found


_SPAN = {
    **dict.fromkeys(("de", "da", "entre", "between", "zwischen", "между", "між"), "low"),
    **dict.fromkeys(("a", "y", "et", "and", "und", "и", "і"), "high"),
}
_OTHER_END = {
    end: tuple(word for word, other in _SPAN.items() if other != end) for end in ("low", "high")
}


def _rest_of(column: ReadColumn, concept: str) -> tuple[str, ...]:
    words = split_heading(column.name)
    return tuple(word for word in words if concept not in concepts_of(word))


def _name_sides(ledger: Ledger) -> bool:
    """Return whether a table has two sides, "Side A" and "side_b"."""
    letters = {
        word
        for each in ledger.columns
        if not _SIDES.isdisjoint(words := split_heading(each.name))
        for word in words
        if word in _SIDE_LETTERS
    }
    return letters == _SIDE_LETTERS


_SIDES = frozenset({"side", "party", "belligerent", "actor", "group"})
_SIDE_LETTERS = frozenset({"a", "b"})
_OF_SIDES = _SIDE_LETTERS | {
    *("enemy", "friendly", "own", "hostnation"),
    *("наші", "наши", "наших", "ворогів", "врагов", "противників", "противников"),
}
"""Words of headings that tell two sides of a war apart."""


def _tell_parts(
    counted: list[tuple[ReadColumn, Counted]], two_sides: bool
) -> list[tuple[ReadColumn, Counted]]:
    """Return columns of figures, those that count a part beside the others as that.

    Beside suspects, victims are a part. Beside civilians or soldiers, so are people that no concept
    knows, and those of side A and of side B; a total is none. "Killed in action" are soldiers, but
    beside a part of the people that is called so, too, it may be all of them.
    """
    parts = {part for _, what in counted for part in what.parts}
    men = {_rest_of(each, "men") for each, _ in counted if each.heading.has("men")}
    women = {_rest_of(each, "women") for each, _ in counted if each.heading.has("women")}
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
        if not own and not what.total and not what.among:
            if "civilians" not in parts and _names_soldiers(each):
                own = frozenset({"armed"})
            elif "suspects" in parts and each.heading.has("casualties"):
                own = frozenset({"victims"})
            elif {"civilians", "armed"} & parts and _names_others(each):
                own = frozenset({"others"})
        found.append((each, replace(what, parts=own)))
    return found


def _without(words: tuple[str, ...], letter: str) -> tuple[str, ...]:
    return tuple(word for word in words if word != letter)


def _names_soldiers(column: ReadColumn) -> bool:
    return not {"kia", "wia"}.isdisjoint(split_heading(column.name))


def _names_others(column: ReadColumn) -> bool:
    """Return whether a heading has a word that may name people."""
    words = [word for word in split_heading(column.name) if not word.isdigit()]
    return any(not concepts_of(word) for word in words)


def _add_parts(ledger: Ledger, noun: Noun, counted: list[tuple[ReadColumn, Counted]]) -> None:
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
    whole = used is crossed or frozenset().union(*(what.parts for _, what in used)) in _WHOLES
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
    stems = {_stem(each) for each, _ in used}
    counted = {what.parts for _, what in used}
    return any(what.parts in counted and _stem(each) not in stems for each, what in parts)


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
    whole = next((sum_of for sum_of in _WHOLES if sum_of <= by_part.keys()), None)
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
        for one, other in combinations(_WHOLES, 2)
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


def _split_ends(ledger: Ledger, noun: Noun) -> None:
    """Take the ends of figures from a column that has several in each cell, as its heading says.

    A number alone is the figure.
    """
    for each in ledger.free():
        what = find_counted(each)
        if what is None or (what.noun, what.end) != (noun, "ends") or what.parts or what.among:
            continue
        told = [concepts_of(word) for word in split_heading(each.name)]
        order = [end for said in told for end, names in _ENDS.items() if said & names]
        names = [f"{noun}_{end}" for end in order]
        if len({*order}) < len(order) or {*names} & {*ledger.found, *ledger.closed}:
            continue
        cells = ledger.cells[each.name]
        parts = cells.str.strip().str.extract(_SEVERAL_ENDS)
        parts = parts.where(parts.notna().sum(axis=1) == len(order))
        alone = cells.where(parts[0].isna())
        for at, name in enumerate(names):
            own = parts[at].astype("str")
            ledger.put(name, each.name, own.fillna(alone) if order[at] == "best" else own)
        if (best := f"{noun}_best") not in {*ledger.found, *ledger.closed}:
            ledger.put(best, each.name, alone)
        ledger.taken[each.name] = names[0], what.score
        if parts[0].notna().any():
            first = parts.index[parts[0].notna()][0]
            numbers = parts.loc[first].dropna().tolist()
            ends = ", ".join(f"{end} {told}" for end, told in zip(order, numbers, strict=True))
            ledger.notes.append(
                f"{each.name!r} gives several ends of {noun}: {cells[first].strip()!r} is {ends}."
            )
        return


_ENDS = {"low": {"low", "start"}, "best": {"best"}, "high": {"high", "end"}}
_SEVERAL_ENDS = (
    r"^(\d{1,9})\s?[/|;,\-\N{EN DASH}\N{EM DASH}]\s?(\d{1,9})"
    r"(?:\s?[/|;,\-\N{EN DASH}\N{EM DASH}]\s?(\d{1,9}))?$"
)


def _ask_for_letters(ledger: Ledger) -> None:
    """Ask whether two numbers beside each other, called by letters, are the killed and injured."""
    if any(name.startswith(NOUNS) for name in {*ledger.found, *ledger.closed}) or ledger.spoken:
        return
    free = {each.name for each in ledger.free()}
    for one, other in pairwise(ledger.columns):
        pair = tuple(each.name.strip(" .").casefold() for each in (one, other))
        whole = all(
            _COUNTS.fullmatch(text) for each in (one, other) for text in each.profile.samples
        )
        if pair in LETTERS and whole and {one.name, other.name} <= free:
            ledger.questions.append(
                ColumnQuestion(
                    f"Are {one.name!r} and {other.name!r} of {ledger.source.name} the numbers of"
                    f" killed and injured, such as {one.profile.samples[0]!r} and"
                    f" {other.profile.samples[0]!r}? If they are not, neither is to be read from"
                    " any column.",
                    (("killed_best", "injured_best"),),
                )
            )
            return


_COUNTS = re.compile(r"\d{1,4}(?:\.0)?")
LETTERS = frozenset(
    [
        *product(("k", "d"), ("w", "i")),
        *[("t", "v"), ("m", "b"), ("m", "h"), ("z", "r")],
        *[("у", "р"), ("з", "п"), ("в", "п"), ("п", "р"), ("200", "300")],
    ]
)
"""Headings of killed and injured in one letter: English, German, French, Spanish, Polish, Russian
and Ukrainian; and what soldiers call the two."""


_BEFORE_PART = re.compile(r"[(/,;]")
_WITH_PART = re.compile(r"\s*(\d{1,9})\s*[(/,;]\s*(\d{1,9})\s*\)?\s*")


def _split_among(ledger: Ledger, noun: Noun) -> None:
    """Take the number of all of cells such as "5 (1)" under "killed (of them children)"."""
    best = f"{noun}_best"
    for each in ledger.free() if best not in {*ledger.found, *ledger.closed} else []:
        whole = read_heading(_BEFORE_PART.split(each.name, 1)[0].strip())
        among = each.heading.has("among") and each.heading.has(*PEOPLE)
        if not (among and whole.has(noun)) or whole.has("among", *PEOPLE):
            continue
        if each.heading.has(*_UNCOUNTED) or len({*_tell_order(each.name)}) > 1:
            continue
        cells = ledger.cells[each.name]
        pairs = {
            text: (int(found[1]), int(found[2]))
            for text in map(str, cells.dropna().unique())
            if (found := _WITH_PART.fullmatch(text))
        }
        if not pairs or any(part > every for every, part in pairs.values()):
            continue
        ledger.put(best, each.name, cells.replace({text: str(n) for text, (n, _) in pairs.items()}))
        ledger.taken[each.name] = best, SURE
        ledger.notes.append(
            f"{each.name!r} has a part of the {noun} behind their number, such as"
            f" {next(iter(pairs))!r}: the number of all is read."
        )
        return


_DASH = re.compile(r"[-–—]")
_DASHED = re.compile(r"^\s*(\d{1,9})\s*[-–—]\s*(\d{1,9})\s*$")


def _tell_order(heading: str) -> list[Noun]:
    """Return whom a heading counts, word by word."""
    return [noun for word in split_heading(heading) for noun in NOUNS if noun in concepts_of(word)]


def _split_both(ledger: Ledger) -> None:
    """Take the figures that no other column has from one that has both in each cell."""
    fields = [f"{noun}_best" for noun in NOUNS]
    missing = [name for name in fields if name not in {*ledger.found, *ledger.closed}]
    for each in ledger.free() if missing else []:
        what = find_counted(each)
        if what is None or what.noun != "both" or what.parts:
            continue
        order = _tell_order(each.name)
        first = order[0] if len({*order}) == len(NOUNS) else None
        cells = ledger.cells[each.name]
        sides = [_tell_order(part) for part in _DASH.split(each.name)]
        if first and len(sides) == len(NOUNS) and all(sides):
            cells = cells.str.replace(_DASHED, r"\1/\2", regex=True)  # as the heading parts them
        both = split_casualties(cells, first=first)
        for noun, name, cells in zip(NOUNS, fields, both, strict=True):
            if name in missing:
                ledger.put(name, each.name, cells)
                if _names_soldiers(each):
                    low, _ = add_parts([cells], noun, whole=False)
                    ledger.put(name.replace("best", "low"), each.name, low)
        if len(missing) < len(fields):
            alone = missing[0].removesuffix("_best")
            ledger.notes.append(
                f"{each.name!r} tells of killed and injured: the {alone} are read from it."
            )
        ledger.taken[each.name] = missing[0], what.score
        return
