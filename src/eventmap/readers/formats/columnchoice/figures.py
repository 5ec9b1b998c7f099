"""Which columns hold figures of casualties.

``low``, ``best``, ``high`` are what they say, a total goes before a plain name. A part of the
people (civilians, children, soldiers) is a low end, unless a total stands beside it; parts that
together are the whole add up in the rows that give them all. Two figures of the whole that fit
equally are said, or asked about where they differ.
"""

# ruff: noqa: RUF001 - Cyrillic letters

import math
import re
from dataclasses import replace
from itertools import groupby, pairwise, product

from eventmap.readers.formats.columnchoice.counted import (
    ASKING,
    PEOPLE,
    UNCOUNTED,
    Counted,
    find_counted,
    find_flags,
    find_levels,
    find_suffered,
    has_levels,
    is_bare_end,
    rest_of,
    stem_of,
)
from eventmap.readers.formats.columnchoice.ledger import ColumnQuestion, Ledger, are, listed
from eventmap.readers.formats.columnchoice.parts import (
    find_parted,
    is_of_enemies,
    name_sides,
    names_soldiers,
    take_parts,
    tell_parts,
)
from eventmap.readers.formats.columns import (
    LIKELY,
    MOST,
    NEAR,
    SURE,
    ReadColumn,
)
from eventmap.readers.formats.composed import add_parts
from eventmap.readers.formats.headingwords import concepts_of, read_heading, split_heading
from eventmap.readers.formats.sides import part_speaker
from eventmap.readers.model import trim
from eventmap.readers.values.figures import (
    NOUNS,
    CellFigure,
    Noun,
    read_counts,
    read_figure,
    split_casualties,
)
from eventmap.wording import count_of


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
        _leave_unknown_where_some_were(ledger, noun)
        _doubt_told_more(ledger, noun)
    _tell_of_thousands(ledger)
    _tell_of_levels(ledger)
    _tell_of_vague_headings(ledger)


def _leave_unknown_where_some_were(ledger: Ledger, noun: Noun) -> None:
    """Take a 0 for unknown where another column says that there were some, which is not counted.

    As in DesInventar, whose "muertos" is 0 and "hay_muertos" -1 where nobody knows how many.
    """
    name = f"{noun}_best"
    own = "" if name in ledger.closed else ledger.found.get(name, "")
    if not own:
        return
    cells = ledger.composed[own] if own in ledger.composed else ledger.cells[own]
    for each in ledger.free():
        if not (each.heading.has(noun) and ASKING.intersection(split_heading(each.name))):
            continue
        said = trim(ledger.cells[each.name]).str.casefold()
        some = said.isin(_THERE_WERE).to_numpy() & cells.str.fullmatch(_ZERO).eq(True).to_numpy()
        if some.any() and said.dropna().isin(_THERE_WERE | _THERE_WERE_NONE).all():
            column = ledger.shown.get(own, own)
            ledger.put(name, column, cells.mask(some))
            ledger.notes.append(
                f"{each.name!r} says of {count_of(int(some.sum()), 'row')} that there were {noun},"
                f" and {column!r} gives 0: how many is taken for unknown."
            )
            return


_ZERO = r"\s*0(?:\.0+)?\s*"
_THERE_WERE = {
    *("1", "-1", "1.0", "-1.0", "true", "yes", "y", "oui", "si", "sí", "sim", "ja", "tak"),
    *("так", "да", "evet", "نعم"),
}
_THERE_WERE_NONE = {
    *("0", "0.0", "false", "no", "n", "non", "não", "nein", "nie", "ні", "нет", "hayır", "لا"),
}
"""How flags say that there were some, and none; Access writes -1 for true."""


def _tell_of_vague_headings(ledger: Ledger) -> None:
    """Say that the injured may be all who suffered, and that a best figure is a mean."""
    for each in ledger.columns:
        taken, _ = ledger.taken.get(each.name, ("", 0.0))
        words = split_heading(each.name)
        injured = [word for word in words if "injured" in concepts_of(word)]
        if taken.startswith("injured") and injured and all(map(_SUFFER.match, injured)):
            ledger.notes.append(
                f"{each.name!r} is read as injured: the word may also mean all who suffered, the"
                " dead among them."
            )
        if taken in ("killed_best", "injured_best") and not _MEAN.isdisjoint(words):
            ledger.notes.append(
                f"{each.name!r} is read as the best figure, and is a mean or a median by its"
                " name: nobody need have counted so many."
            )


def _tell_of_levels(ledger: Ledger) -> None:
    """Say that numbers are levels of how many died, and not read, or that they may be."""
    for name in sorted(find_levels(ledger)):
        ledger.notes.append(
            f"{name!r} has levels of how many died, as the Correlates of War code them (1 is 1 to"
            " 25 dead), and no numbers of people: it is not read."
        )
    for each in ledger.columns:
        killed = ledger.taken.get(each.name, ("",))[0].startswith("killed")
        many = killed and ledger.cells[each.name].nunique() >= _MANY_LEVELS
        unknown = has_levels(ledger, each) if many else None
        if unknown or (unknown is False and "fatality" in split_heading(each.name)):
            ledger.notes.append(
                f"{each.name!r} has {'-9 and ' if unknown else ''}no number above 6: these are read"
                " as numbers of people, and may be levels, as the Correlates of War code them (1 is"
                " 1 to 25 dead)."
            )


_MANY_LEVELS = 5
_SUFFER = re.compile("постражда|пострада")
_MEAN = frozenset(
    split_heading(
        "mean average avg median midpoint середнє середня медіана среднее средняя медиана moyenne"
        " médiane promedio mediana mittelwert durchschnitt mittel średnia ortalama"
    )
)


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
        ledger.notes.append(f"{listed([*own.values()])} {are(own)} read as told by {speaker!r}.")


def _choose_counted(ledger: Ledger, noun: Noun) -> None:
    names = {end: f"{noun}_{end}" for end in ("low", "best", "high")}
    if set(names.values()) & ledger.closed:
        names = {end: name for end, name in names.items() if name not in ledger.closed}
    others = find_flags(ledger) | find_suffered(ledger) | find_levels(ledger)
    counted = [
        (each, what)
        for each in ledger.free()
        if each.name not in others and (what := find_counted(each)) and what.noun == noun
    ]
    parted = find_parted(ledger, noun)
    counted = [pair for pair in counted if pair[0].name not in parted] + [*parted.values()]
    whole = _find_including(ledger, noun, counted)
    counted = [pair for pair in counted if pair[0] not in (each for each, _ in whole)] + whole
    counted = tell_parts(_tell_spans(counted), name_sides(ledger))
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
        take_parts(ledger, noun, counted)
        if not counted:
            _take_bare_ends(ledger, noun)
            _take_verified(ledger, noun)


_BRACKETED = re.compile(
    r"(?i)^([^()\[\]]{1,80})[(\[](incl(?:uding|usive of|\.)?|inc\.|excl(?:uding|\.)?)\s"
    r"[^()\[\]]{1,60}[)\]]$"
)


def _find_including(
    ledger: Ledger, noun: str, counted: list[tuple[ReadColumn, Counted]]
) -> list[tuple[ReadColumn, Counted]]:
    """Return the figures whose headings say that they count somebody as well, or all but him.

    "Killed (incl. attackers)" is all of the killed, "Killed (excluding attackers)" a part, and all
    with "attackers killed". Where another column is called the same without that, it may be of
    those alone who are named.
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
            left = "victims" if each.heading.has("suspects") else "others"
            what = replace(what, parts=frozenset({left}), total=False)
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


def _find_among_both(
    ledger: Ledger, counted: list[tuple[ReadColumn, Counted]]
) -> list[tuple[ReadColumn, Counted]]:
    """Return "of which fatal" where what it is part of counts killed and injured together."""
    among = [pair for pair in counted if pair[1].among and not pair[1].parts and not pair[1].end]
    both = find_suffered(ledger) or any(
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
        ledger.lost[other.name] = first.name
        so_far = first.heading.has("daily") and not other.heading.has("daily")
        near = told.score >= what.score - NEAR or stem_of(other) == stem_of(first)
        near |= _is_claimed(first) != _is_claimed(other)
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


def _is_claimed(column: ReadColumn) -> bool:
    """Return whether a heading says that somebody has told a figure: "deathsClaimed"."""
    words = " ".join(split_heading(column.name))
    return bool(_CLAIMED.search(column.name) or _CLAIMED.search(words))


def _ask_between_grades(ledger: Ledger, noun: str, first: ReadColumn) -> None:
    """Ask where one column has the figure that was reported, another one what was verified."""
    if ledger.questions or not _is_claimed(first):
        return
    for other in ledger.free():
        rest = _VERIFIED.sub(" ", other.name)
        what = find_counted(replace(other, heading=read_heading(rest)))
        if rest == other.name or what is None or what.noun != noun or what.parts or what.among:
            continue
        ledger.lost[other.name] = first.name
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


def _take_verified(ledger: Ledger, noun: Noun) -> None:
    """Take the number that was verified, where it is the only one, for a low end."""
    if not {f"{noun}_{end}" for end in ("low", "best", "high")}.isdisjoint(ledger.found):
        return
    found = []
    for each in ledger.free():
        words = " ".join(split_heading(each.name))
        rest = _VERIFIED.sub(" ", words)
        what = find_counted(replace(each, heading=read_heading(rest)))
        if rest == words or what is None or each.profile.share("number") < MOST:
            continue
        if (what.noun, what.end) == (noun, "") and not what.parts and not what.among:
            found.append((each, what))
    if len(found) == 1:
        (each, what), *_ = found
        ledger.take(f"{noun}_low", each.name, what.score)
        ledger.notes.append(
            f"{each.name!r} is read as at least so many {noun}: it counts those that were verified."
        )


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
        if not (what.parts or what.among) or what.end == "high" or is_of_enemies(each):
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
        (bound, rest_of(each, bound))
        for each, what in counted
        for bound in ("start", "end")
        if not what.end and each.heading.has(bound)
    }
    found = []
    for each, what in counted:
        told = what
        for bound, other, end in (("start", "end", "low"), ("end", "start", "high")):
            if not what.end and each.heading.has(bound) and (other, rest_of(each, bound)) in rests:
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
        *[("t", "v"), ("m", "b"), ("m", "h"), ("m", "fg"), ("z", "r")],
        *[("у", "р"), ("з", "п"), ("в", "п"), ("п", "р"), ("200", "300")],
    ]
)
"""Headings of killed and injured in one letter: English, German, French, Spanish, Polish, Russian
and Ukrainian; what soldiers call the two, and Portugal's police ("feridos graves")."""
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
        if each.heading.has(*UNCOUNTED) or len({*_tell_order(each.name)}) > 1:
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


_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]")


def _tell_first(heading: str) -> Noun | None:
    """Return whom a heading that counts both names first, ``None`` where it does not tell.

    Where it names one of them twice, what stands in brackets tells, or what is left without the
    word for all who suffered: "Постраждалі (загинуло / поранено)".
    """
    rest = " ".join(word for word in split_heading(heading) if not _SUFFER.match(word))
    for text in (heading, *_IN_BRACKETS.findall(heading), rest):
        order = [noun for noun, _ in groupby(_tell_order(text))]
        if len(order) == len(NOUNS):
            return order[0]
    return None


def _split_both(ledger: Ledger) -> None:
    """Take the figures that no other column has from one that has both in each cell."""
    fields = [f"{noun}_best" for noun in NOUNS]
    missing = [name for name in fields if name not in {*ledger.found, *ledger.closed}]
    telling = [
        (each, what)
        for each in (ledger.free() if missing else [])
        if (what := find_counted(each)) and what.noun == "both"
    ]
    if not telling:
        return
    # The whole before a part, and a total before a plain name.
    each, what = min(telling, key=lambda pair: (bool(pair[1].parts), not pair[1].total))
    first = _tell_first(each.name)
    cells = ledger.cells[each.name]
    sides = [_tell_order(part) for part in _DASH.split(each.name)]
    if first and len(sides) == len(NOUNS) and all(sides):
        cells = cells.str.replace(_DASHED, r"\1/\2", regex=True)  # as the heading parts them
    both = split_casualties(cells, first=first)
    for noun, name, cells in zip(NOUNS, fields, both, strict=True):
        if name in missing:
            ledger.put(name, each.name, cells)
            if what.parts or names_soldiers(each):
                low, _ = add_parts([cells], noun, whole=False)
                ledger.put(name.replace("best", "low"), each.name, low)
    if what.parts:
        ledger.notes.append(
            f"{each.name!r} tells of killed and injured of a part of the people: low ends."
        )
    if len(missing) < len(fields):
        alone = missing[0].removesuffix("_best")
        ledger.notes.append(
            f"{each.name!r} tells of killed and injured: the {alone} are read from it."
        )
    ledger.taken[each.name] = missing[0], what.score
