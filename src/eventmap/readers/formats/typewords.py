"""The type of an event by the words that a text uses for it, in English, Ukrainian and Russian.

``data/types/words.csv`` says what words mean; a text is read once, word by word. It has the type
whose words tell of an event in it, if those of no other type do; else it says no more than
`EventType.OTHER`. Where it is not clear that something happened, a word tells nothing. The roles:

``event``
    Tells an event of its type by itself: "shelled".
``noun``, ``attack``
    The names of an event and, behind a weapon's, of its use: "shelling", "drone strike". They tell
    it where a part of a sentence begins with them, or says that anything was done or anybody
    harmed; behind ``same`` only that. "Talk of drone strikes" tells nothing, nor "an end to the
    shelling".
``effect``
    The same, of what any weapon does or hits: it gives way to a weapon's type. "Missile exploded
    near a railway" is a missile, but "explosion and clashes" are two. So is, beside clashes, an
    attack (``attack``, ``act`` and ``hit`` of the type ``other``). Behind ``same`` it is as a noun.
``fight``
    The same as ``event``, in a text that names ``fighters`` anywhere: "gunfight between troops and
    rebels". Two cars and the police have gunfights, too.
``rally``
    The same as ``event``, in a text that names a ``crowd`` or the street, or is hardly more than
    the word: owners and ministries protest, too. Beside ``harm`` a protest is another event, and
    clashes are beside a protest.
``shots``
    What people did with other arms. Beside an explosion it is another event, as a ``fight`` is:
    "threw a bomb and opened fire".
``fighters``, ``civil``
    Those who wage war, and people, places and deeds of civil life. In a text that names of both
    only the latter, as "clash of biker gangs in a bar", fighting is crime: neither ground combat
    nor an armed conflict, and another event beside what else is told.
``guards``, ``civilians``
    Who bears arms by trade, and who does not. A text that names of both only the former, as
    "two officers abducted", tells no violence against civilians.
``weapon``
    Tells one where a sentence with one says what was done or harmed (``event``, ``act``, ``hit``,
    ``harm``, ``suffered``), or in a cell that is hardly more than its name. It does not where it
    is what was hit ("struck 3 howitzers", ``at``) or belongs to what stands beside it (``asset``:
    "missile depot"). A drone of a text on what was filmed (``media``) only where it struck.
``name``
    A weapon's that is also a person's, a plant's or a weather's: the same, but it is a cell of its
    own only alone.
``down``, ``caught``
    Air defence where a weapon or, of the first, an ``aircraft`` was shot down, and no harm is told.
``not``, ``without``
    Undo what stands near, ``without`` only behind. Beside ``harm`` and those who could come to it
    (``whom``) they do not: "no casualties after the shelling".
``denied``
    What may be, was feared, planned, practised, sold, remembered, denied, stopped: nothing of its
    part of a sentence counts, nor of the next that begins with ``that`` or ``who`` or ends a
    "perhaps, …". A comma ends a part, but for a list.
``disputed``
    The same, and where its part of a sentence names nothing that it denies, nor harm, all that the
    text tells is in doubt: "blasts on a base, the army denies it".
``past``
    What nothing of the whole sentence counts with: it tells of another day, or of many, or is
    what people say of themselves ("we").
``before``
    Points at what was told before, as ``same`` does: a sentence that begins with it goes on about
    that and tells nothing. "They shelled the town."
``after``, ``who``
    What stands behind them in a part of a sentence counts only where the rest names anything done
    or harmed, or it harm itself: "two killed after shelling", but not "talks after shelling".
``aside``
    What stands behind it in a part of a sentence is another event or a share of the people: "in
    response to shelling", "two days after a strike".
``among``
    The same to the end of a sentence with people harmed before and behind it: "9 killed,
    including 4 who died in shelling".
``while``
    Where people were harmed, or deeds done, before and behind it, a type that only one of the two
    tells is not that of the text; so it is with "While …, …".
``and``
    Ties weapons together: "missile and artillery units" are neither.
``same``
    What it points at is what was told before: "the shelling".
``by``
    What stands behind it is no target: "hit by a missile".
``accident``
    What explodes or is blown up, too: with such a word in the text, nothing tells an explosion.
``nothing``
    Phrases whose words mean something else: "battle tank".

Of stories that a ";", a "|" or a "/" parts, each that tells of something done tells the type,
or that of the text is other: "Drone strikes on two groups | Army hits a refinery". "The attack" is
no other one.

A sentence tells a type only if its first ten words say that anything was done, or if people were
harmed before: it leads with its event. Words up to a ``that`` or ``who`` are not among the ten. A
text that names an event of another type, told or not (``event``, ``noun``, ``fight``), is other.

A glide bomb's air strike is its own, and so is the fighting of ground combat. A long text has a
type only if the first of its sentences that say what was done tells one: the others are of other
places. The values of `EventType` themselves, such as ``glide_bomb``,
are among the words.
"""
# ruff: noqa: RUF001 - Cyrillic words

import csv
import re
from collections.abc import Iterator, Sequence, Set
from functools import cache, lru_cache
from itertools import chain, pairwise
from operator import attrgetter
from typing import NamedTuple

import numpy as np
import pandas as pd

from eventmap.places import fold
from eventmap.schema import EventType
from eventmap.settings import bundled_data

_VALUES = frozenset(value.value for value in EventType)

_DONE = {
    "event",
    "noun",
    "attack",
    "fight",
    "rally",
    "effect",
    "act",
    "hit",
    "shots",
    "suffered",
    "harm",
}
_ANOTHER = {"event", "noun", "attack", "fight", "rally", "act", "hit", "shots", "suffered"}
"""What another story tells than the one beside it: no effect of that, and not the harm alone."""
_OF_WEAPONS = {
    EventType.SHELLING,
    EventType.MISSILE,
    EventType.DRONE,
    EventType.GLIDE_BOMB,
    EventType.AIR_STRIKE,
    EventType.EXPLOSION,
}
"""What an attack or an explosion is, too, where both are told."""
_WEAPONS = {"weapon": 4, "name": 2}
"""Words of a cell that need not say what a weapon did, as in "multiple rocket launchers"."""
_LISTED = _WEAPONS.keys() | {"and"}
_SIDES = {"fighters", "civil", "guards", "civilians", "crowd"}
"""Roles of single words that stand beside what else a word means."""
_BY_SIDE = {"fight": "fighters", "rally": "crowd"}
"""Roles that tell a type only in a text that names a side."""
_MORE = {
    EventType.EXPLOSION: {"shots", "fight"},
    EventType.PROTEST: {"harm", "shots"},
    EventType.GROUND_COMBAT: {"rally"},
}
"""Roles of what is another event beside one of a type: shots, and protests put down."""
_FIGHTING = {EventType.GROUND_COMBAT, EventType.ARMED_CONFLICT}
_BROADER = {
    EventType.GLIDE_BOMB: EventType.AIR_STRIKE,
    EventType.GROUND_COMBAT: EventType.ARMED_CONFLICT,
}
"""What a type is, too, in other words."""
_BARE = 3
"""Words of a cell that names hardly more than a protest, as in "protest with intervention", and of
the shortest story: fewer are a keyword, as in "Rocket attack | Five killed".
"""
_NOUNS = {"noun", "effect"}
_NAMING = {"event", "noun", "fight"}
"""What names an event even where it does not tell one."""
_HAPPENED = _DONE | {"whom"}
"""What says that an event that is named was."""
_HARMED = {"harm", "hit", "suffered"}
"""What says of an event named before, as by "the shelling", that it is told here."""
_SAME = {"same", "before"}
"""What points at an event that was told before."""
_CLAUSES = {"that", "who"}
_UNDER = {"after", "who"}
"""What begins a clause that a sentence is not of."""
_LEAD = 10
"""Words of a sentence among which it says what was done, or it is of something else."""
_HEAD = 4
"""Words before a noun that a headline begins with: "Two killed in heavy shelling"."""
_LONG = 80
"""Words and stops of a text above which it is of several events, as a day's summary is."""
_OBJECTS = {"down": {"weapon", "name", "aircraft"}, "caught": {"weapon", "name"}}
"""What a text must name that was shot down or caught."""
_HITS = {"hit", "at", "asset"}
_OWNERS = {"asset", "media"}
_LEADS = _DONE | _HITS | {"by", "after"}
_UNDOING = {"not", "without"}
_UNHARMED = {"harm", "whom"}
_DENYING = {"denied", "disputed"}
_NEAR = 4
"""Words around a "not" and behind a weapon, of which one may be meant."""
_REACH = 6
"""Words behind what hits, of which one may be what was hit: "destruction of 22 enemy drones"."""
_INSTRUMENTAL = ("ами", "ою", "ои", "ом")
"""Endings, folded, of what something was done with."""
_STOPS = frozenset(".,")
"""What stands for the end of a sentence, and for a comma, among its words."""
_STORY_END = "|"
"""What stands for the end of one of several stories, which is the end of a sentence, too."""
_LONGEST = 50
"""Characters of a word that are looked at."""

_LONGEST_LABEL = 6
"""Words of the name of a type; more are a text."""

_LABEL_STEM = 3
"""Letters with which each word begins that begins a name in ``labels.csv``."""

_ARTICLE = re.compile("^(?:ال)+")
"""The article of Arabic, which is written as one with its word."""


class Term(NamedTuple):
    """A word or phrase as it was read: its role, the type it may tell, whether it says by what.

    So do "ракетою", and "explosion of" of the weapon behind it.
    """

    role: str
    type: EventType | None = None
    means: bool = False


_NO_TERM = Term("")
_role_of = attrgetter("role")
_Meaning = tuple[tuple[str, ...], Term]
"""The words that follow the first of a phrase, and what it means."""


class _Word(NamedTuple):
    """A folded word, what the phrases that begin with it mean, the longest first, and its sides.

    `telling` is the word itself where anything depends on which it is, else blank.
    """

    letters: str
    telling: str = ""
    meanings: tuple[_Meaning, ...] = ()
    sides: frozenset[str] = frozenset()


class _Part(NamedTuple):
    """The terms of a sentence or a part of one, and their roles, with or without the empty one."""

    terms: list[Term]
    roles: Set[str]


def find_types(texts: pd.Series) -> pd.Series:
    """Return the event type that each text tells, missing where no type's words occur.

    Where the words of several types occur it is ``other``.
    """
    known = {text: _find_type(text) for text in texts.dropna().unique()}
    return texts.map(known).astype("str")


def find_labels(cells: pd.Series) -> pd.Series:
    """Return the event type that each cell of a column of types names, missing where none does.

    What `find_types` does not know is looked for in ``types/labels.csv``: the names of types in
    other languages, of which a text may hold any without telling of an event. A clash among
    accidents of traffic, as "Столкновение" beside "Наезд на пешехода", is one, too, and no type.
    """
    plain = cells.str.replace(_NEGATED, " ", regex=True)
    types = find_types(plain)
    known = {text: _find_label(text) for text in plain[types.isna()].dropna().unique()}
    types = types.fillna(plain.map(known).astype("str"))
    fights = types.isin([each.value for each in _FIGHTING])
    folded = {text: fold_words(text) for text in cells.dropna().unique()} if fights.any() else {}
    if not any(_TRAFFIC.search(text) for text in folded.values()):
        return types
    crashes = [text for text, words in folded.items() if _CRASH.search(words)]
    return types.mask(fights & cells.isin(crashes))


_NEGATED = re.compile(r"(?i)\b(?:non|not?(?: an?)?)[ -][^\W\d_]{2,30}")
"""What a name of a type says not to be, "Non-Combat Event", with the word that is denied."""

_TRAFFIC = re.compile(
    r"\b(?:наезд|наізд|опрокидыван|перекидан|съезд с дор|з ізд з дор|дтп\b|дорожно транспортн"
    r"|дорожньо транспортн|collision)"
)
"""Accidents of traffic, folded, among the types of a table."""
_CRASH = re.compile(r"\b(?:столкновен|зіткненн|accrochage)")
"""What is a clash of troops or a crash of cars, folded."""


def name_several(cells: pd.Series) -> pd.Series:
    """Return whether each cell of a column of types lists names of several: "drone, missile".

    An explosion beside an attack is no other one, nor what another name says in wider words.
    """
    lists = {
        text: [part.strip() for part in _LIST.split(text)]
        for text in cells.dropna().unique()
        if len(text) <= _LONGEST_LIST and _LIST.search(text)
    }
    parts = pd.Series([*chain.from_iterable(lists.values())], dtype="str").drop_duplicates()
    types = dict(zip(parts, find_labels(parts), strict=True))
    several = set()
    for text, names in lists.items():
        told = {EventType(types[name]) for name in names if isinstance(types[name], str)}
        told -= {EventType.OTHER, *(_BROADER.get(type_, EventType.OTHER) for type_ in told)}
        if len(told - {EventType.EXPLOSION}) > 1:
            several.add(text)
    return cells.isin(list(several))


_LIST = re.compile(
    r"[,;/+|&\n]|\s(?i:and|та|і|й|и|et|und|y|e|i|oraz)\s|(?<=[a-zа-яёіїєґ])(?=[A-ZА-ЯЁІЇЄҐ])"
)
"""Between the names of a list, or where a line ended: "Air strikePossible drone strike"."""
_LONGEST_LIST = 60
"""Characters of a list of names of types; more are a text."""

_NONE = "none"
"""The type, in ``labels.csv``, of what turns every name beside it into none: "attempted"."""


def _find_label(text: str) -> str | float:
    words = [_ARTICLE.sub("", word) for word in fold_words(text[:_LONGEST]).split()]
    if len(words) > _LONGEST_LABEL:
        return np.nan
    told: set[str] = set()
    at = 0
    while at < len(words):
        found = [
            (len(phrase), name)
            for phrase, name in _known_labels().get(words[at][:_LABEL_STEM], ())
            if _begins(words[at:], phrase)
        ]
        length, name = max(found, default=(1, ""))
        if name == _NONE:
            return np.nan
        told |= {name} - {""}
        at += length
    if not told:
        return np.nan
    return told.pop() if len(told) == 1 else EventType.OTHER.value


def _begins(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Return whether words begin with a phrase, of which a word may end with a star."""
    return len(words) >= len(phrase) and all(
        word.startswith(name[:-1]) if name.endswith("*") else word == name
        for word, name in zip(words, phrase, strict=False)
    )


@cache
def _known_labels() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return the phrases of ``labels.csv`` with their types, by how their first word begins."""
    known: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in _rows("labels"):
        for text in row["words"].split(", "):
            phrase = tuple(
                _ARTICLE.sub("", fold_words(word)) + ("*" if word.endswith("*") else "")
                for word in text.split()
            )
            first = phrase[0].removesuffix("*")
            known.setdefault(first[:_LABEL_STEM], []).append((phrase, row["type"]))
    return known


def fold_words(text: str) -> str:
    """Return the words of `text` in lower case and plain letters, one space between them.

    `places.fold` leaves what stands between words; here labels are alike however they are joined.
    """
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def _find_type(text: str) -> str | float:
    pieces = _LINE_END.sub(" . ", text).split() if "\n" in text else text.split()
    if max(map(len, pieces), default=0) > _LONGEST:
        pieces = [part[:_LONGEST] for piece in pieces for part in _TOKEN.findall(piece)]
    if len(text) <= _LONGEST:
        name = "_".join(word.letters for piece in pieces for word in _words_of(piece))
        if name in _VALUES:
            return name
    if not any(map(_may_tell, pieces)):
        return np.nan  # as most texts do
    return _find_told(tuple(word.telling for piece in pieces for word in _words_of(piece)))


@lru_cache(1 << 17)
def _find_told(telling: tuple[str, ...]) -> str | float:
    """Return the type that words tell; texts that differ in other words alone tell the same."""
    words = [*map(_word, telling)]
    sides = frozenset().union(*(word.sides for word in words))
    by_sides = {role for role, side in _BY_SIDE.items() if side in sides}
    if len(words) <= _BARE:
        by_sides.add("rally")
    told = _types_told(words, by_sides)
    if "civil" in sides and "fighters" not in sides:
        told = _without(told, _FIGHTING)
    if "guards" in sides and "civilians" not in sides:
        told = _without(told, {EventType.VIOLENCE_AGAINST_CIVILIANS})
    told -= {broader for type_, broader in _BROADER.items() if type_ in told}
    if not told:
        return np.nan
    if len(told) == 1 and any(_is_another(story, told, by_sides) for story in _stories(words)):
        return EventType.OTHER.value
    return (told.pop() if len(told) == 1 else EventType.OTHER).value


def _without(told: Set[EventType], types: Set[EventType]) -> set[EventType]:
    """Return the types told without some, which are other events beside the rest."""
    rest = set(told - types)
    return rest | {EventType.OTHER} if rest and told & types else rest


_TOKEN = re.compile(
    r"[^\W_]+(?:['’ʼ‑–-][^\W_]+)*|&#?\w{1,8};|(?:(?<!\b\w)\.|[!?:,])(?=[\"»”.;!?:|,]|$)"
    r"|[;|•]|^[-–—/]+$"
)
"""A word, with those joined to it, a comma, or what ends a sentence, in a piece without spaces.

So is a character as HTML writes it, "&amp;", which is none of these, and neither is the stop of
"U.S.".
"""
_LINE_END = re.compile(r"\n(?=[\s\"»”.;!?:|,]|$)")
"""The end of a line that ends a sentence, too; one within a sentence is a space."""


@lru_cache(1 << 17)
def _words_of(piece: str) -> tuple[_Word, ...]:
    """Return the words of a piece of text between spaces, with stops for what ends a part of it.

    "X-101" is one, "drone-strike" are two.
    """
    return tuple(map(_word, _split(piece)))


def _split(piece: str) -> Iterator[str]:
    if piece.isascii() and piece.isalnum():
        yield piece.lower()  # what the rest would yield of most pieces
        return
    for token in _TOKEN.findall(piece):
        if not token[0].isalnum():
            if token[0] != "&":
                yield "," if token == "," else _STORY_END if token[0] in ";|•/" else "."
            continue
        parts = re.findall(r"[^\W_]+", fold(re.sub("['’ʼ]", "", token)))
        whole = "".join(parts)
        if any(not tail for tail, _ in _known_words().get(whole, ())):
            yield whole
        else:
            yield from parts


@lru_cache(1 << 16)
def _word(letters: str) -> _Word:
    known = [meaning for start in _starts(letters) for meaning in _known_words().get(start, ())]
    known.sort(key=lambda meaning: -len(meaning[0]))
    means = letters.endswith(_INSTRUMENTAL)
    meanings = tuple(
        (tail, term._replace(means=means or tail[-1:] == ("of",))) for tail, term in known
    )
    starts = _starts(letters)
    sides = frozenset(
        side for side, words in _known_sides().items() if not words.isdisjoint(starts)
    )
    tells = meanings or sides or not _later_words().isdisjoint(starts)
    return _Word(letters, letters if tells else "", meanings, sides)


def _starts(word: str) -> list[str]:
    """Return how the table may write a word: in full, or its beginnings with a star, long first."""
    return [word, *(word[:end] + "*" for end in range(len(word), 1, -1))]


@lru_cache(1 << 17)
def _may_tell(piece: str) -> bool:
    """Return whether a piece of text has the longest word of a phrase that tells a type.

    No type is told without one, and such a word is rarer than "on", which "on a mine" begins with.
    """
    telling = _telling_words()
    return any(start in telling for word in _split(piece) for start in _starts(word))


@cache
def _telling_words() -> frozenset[str]:
    return frozenset(
        max((first, *tail), key=len)
        for first, meanings in _known_words().items()
        for tail, term in meanings
        if term.type not in (None, EventType.OTHER)
    )


@cache
def _known_words() -> dict[str, list[_Meaning]]:
    """Return what phrases mean by their first word, each with the words behind it."""
    known: dict[str, list[_Meaning]] = {stop: [((), Term(stop))] for stop in _STOPS}
    known[_STORY_END] = known["."]
    for row in _rows():
        term = Term(row["role"], EventType(row["type"]) if row["type"] else None)
        for phrase in row["words"].split(", ") if term.role not in _SIDES else ():
            first, *tail = fold(phrase).split()
            known.setdefault(first, []).append((tuple(tail), term))
    return known


@cache
def _later_words() -> frozenset[str]:
    """Return the words of phrases behind their first."""
    return frozenset(
        word for meanings in _known_words().values() for tail, _ in meanings for word in tail
    )


@cache
def _known_sides() -> dict[str, set[str]]:
    """Return the words of each side."""
    known: dict[str, set[str]] = {side: set() for side in _SIDES}
    for row in _rows():
        if row["role"] in _SIDES:
            known[row["role"]].update(map(fold, row["words"].split(", ")))
    return known


def _rows(name: str = "words") -> list[dict[str, str]]:
    with (bundled_data() / "types" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read(words: Sequence[_Word]) -> Iterator[_Part]:
    """Yield the terms of each sentence that has any, of every word the longest phrase it begins."""
    terms: list[Term] = []
    roles: set[str] = set()
    behind = 0
    for at, word in enumerate(words):
        if at < behind:
            continue
        if not word.meanings:
            terms.append(_NO_TERM)
            continue
        term = _NO_TERM
        for tail, meant in word.meanings:
            if not tail or _follows(tail, words, at):
                term = meant
                behind = at + 1 + len(tail)
                roles.add(term.role)
                break
        if term.role != ".":
            terms.append(term)
            continue
        if not roles <= _STOPS:
            yield _Part(terms, roles)
        terms, roles = [], set()
    if not roles <= _STOPS:
        yield _Part(terms, roles)


def _follows(tail: Sequence[str], words: Sequence[_Word], at: int) -> bool:
    for known in tail:
        at += 1
        letters = words[at].letters if at < len(words) else ""
        if known[-1] == "*":
            if not letters.startswith(known[:-1]):
                return False
        elif letters != known:
            return False
    return True


def _stories(words: Sequence[_Word]) -> Iterator[Sequence[_Word]]:
    """Yield the words of each story of a text that has several."""
    ends = [at for at, word in enumerate(words) if word.letters == _STORY_END]
    if ends:
        for start, end in pairwise([-1, *ends, len(words)]):
            if end - start > _BARE:
                yield words[start + 1 : end]


def _is_another(story: Sequence[_Word], told: Set[EventType], by_sides: Set[str]) -> bool:
    """Return whether a story tells of something done that is not of the types told beside it."""
    parts = [part for sentence in _read(story) for part in _real_parts(_before_share(sentence))]
    done = any(_tells_another_deed(part.terms) for part in parts)
    return done and not told & _types_told(story, by_sides)


def _tells_another_deed(part: Sequence[Term]) -> bool:
    """Return whether a part of a sentence tells a deed that was not told before, as "the" has."""
    undone = set(_undone(part))
    before = [_NO_TERM, *part]
    return any(
        term.role in _ANOTHER
        and term.type
        and at not in undone
        and before[at].role not in _SAME
        and (term.role not in _NOUNS or _happened(part, at))
        for at, term in enumerate(part)
    )


def _types_told(words: Sequence[_Word], by_sides: Set[str]) -> set[EventType]:
    """Return the types that a text tells, by further roles if its `sides` are named."""
    whole = [*_read(words)]
    read = [_lead(_before_share(sentence)) for sentence in whole]
    sentences = [list(_real_parts(sentence)) for sentence in read]
    parts = [part for sentence in sentences for part in sentence]
    deeds = [_tells_deed(sentence) for sentence in sentences]
    roles = _telling_roles(parts, len(words), done=any(deeds)) | by_sides
    first = sentences[deeds.index(True)] if any(deeds) else parts
    by_sentence = [_told_by(sentence, roles) for sentence in sentences]
    clear = any(
        types and (deed or sum(len(part.terms) for part in sentence) <= _WEAPONS["name"])
        for types, deed, sentence in zip(by_sentence, deeds, sentences, strict=True)
    )
    told = set().union(*by_sentence)
    leads = len(words) <= _LONG or _told_by(first, roles | {"effect"})
    if told and any(deeds) and not clear:
        return set()  # a weapon is named beside what was done, but not with it
    if any(_is_disputed(sentence) for sentence in read):
        return {EventType.OTHER}
    if told and (
        not leads
        or (EventType.AIR_DEFENCE in told and any(deeds))
        or any(_tells_another(sentence, roles) for sentence in read)
        or any(_names_another(sentence, told) for sentence in whole)
    ):
        return {EventType.OTHER}
    accident = any("accident" in sentence.roles for sentence in read)
    if accident:
        told.discard(EventType.EXPLOSION)
    elif not told:
        return _with_more(_told_by(parts, {"effect"}), parts)
    if told - _OF_WEAPONS:
        told |= _told_by(parts, {"effect", "act", "attack", "hit"})
    return _with_more(told, parts)


def _with_more(told: set[EventType], parts: Sequence[_Part]) -> set[EventType]:
    """Return the types told, with `other` where what they leave out was told beside them."""
    named = set().union(*(_MORE.get(type_, set()) for type_ in told))
    more = any(not named.isdisjoint(part.roles) for part in parts)
    return told | {EventType.OTHER} if more else told


def _real_parts(sentence: _Part) -> Iterator[_Part]:
    """Yield the parts of a sentence of which it does not say that they are not so."""
    if "past" in sentence.roles or (sentence.terms and sentence.terms[0].role == "before"):
        return
    goes_on = denied = False
    hit: list[Term] = []
    parts = _parts(sentence.terms) if "," in sentence.roles else [sentence.terms]
    if "aside" in sentence.roles:
        parts = [part[: _place(part, "aside")] for part in parts]
    if not sentence.roles.isdisjoint(_UNDER):
        parts = list(_main_parts(parts))
    for terms in filter(None, parts):
        roles = set(map(_role_of, terms))
        goes_on = denied and (goes_on or terms[0].role in _CLAUSES)
        denied = goes_on or not roles.isdisjoint(_DENYING)
        goes_on = len(terms) == 1
        done = not roles.isdisjoint(_DONE)
        if not denied and (done or not hit):
            yield _Part(terms, roles)
        elif not denied:
            yield _Part([*hit, *terms], roles | {"hit"})  # what was hit may be listed
        if done:
            hit = [term for term in terms if term.role == "hit"][-1:]


def _main_parts(parts: Sequence[list[Term]]) -> Iterator[list[Term]]:
    """Yield the parts of a sentence, what is under an "after" only if harm or a deed is told, too.

    The deed may stand in the same part, as in "after air strikes the depot burns".
    """
    for at, terms in enumerate(parts):
        place = min(_place(terms, role) for role in _UNDER)
        rest = chain(terms[:place], *parts[:at], *parts[at + 1 :])
        told = any(term.role in _HAPPENED for term in rest) or any(
            term.role in _HAPPENED and not term.type and before.role not in _WEAPONS
            for before, term in pairwise(terms[place:])
        )
        yield terms if told else terms[:place]


def _is_disputed(sentence: _Part) -> bool:
    """Return whether a part of a sentence denies what was told, and not what it names itself."""
    return "disputed" in sentence.roles and any(
        any(term.role == "disputed" for term in part)
        and not any(term.type or term.role in _UNHARMED for term in part)
        for part in _parts(sentence.terms)
    )


def _parts(sentence: list[Term]) -> list[list[Term]]:
    """Return a sentence cut at the commas, but for those of a list."""
    parts: list[list[Term]] = []
    part: list[Term] = []
    last = len(sentence) - 1
    for at, term in enumerate(sentence):
        if term.role != ",":
            part.append(term)
        elif (part and not part[-1].type) or (at < last and not sentence[at + 1].type):
            parts.append(part)
            part = []
    parts.append(part)
    return parts


def _place(terms: Sequence[Term], role: str) -> int:
    """Return the place of the first term of a role, their number where there is none."""
    return next((at for at, term in enumerate(terms) if term.role == role), len(terms))


def _before_share(sentence: _Part) -> _Part:
    """Return a sentence without what it says of a share of the people harmed."""
    if "among" not in sentence.roles:
        return sentence
    before, behind = _halves(sentence, "among")
    harmed = not before.roles.isdisjoint({"harm"} | _DENYING) and "harm" in behind.roles
    return before if harmed else sentence


def _lead(sentence: _Part) -> _Part:
    """Return a sentence, but none that tells of its event late and of nobody harmed before it.

    What somebody "said that" happened is as early as without these words.
    """
    terms = sentence.terms
    if len(terms) <= _LEAD:
        return sentence
    words = 0
    for at, (role, type_, _) in enumerate(terms):
        words = 0 if role in _CLAUSES else words + (role != ",")
        if role in _UNHARMED or (words <= _LEAD and (type_ or role in _DONE)):
            return sentence
        if type_ and type_ is not EventType.OTHER:
            return _Part(terms[:at], set(map(_role_of, terms[:at])))
    return sentence


def _names_another(sentence: _Part, told: Set[EventType]) -> bool:
    """Return whether a sentence names, told or not, an event that those told do not include."""
    if sentence.roles.isdisjoint(_NAMING):
        return False
    terms = sentence.terms[: _place(sentence.terms, "aside")]
    named = {term.type for term in terms if term.role in _NAMING}
    return bool(named - told - {_BROADER.get(type_) for type_ in told} - {EventType.OTHER})


def _tells_another(sentence: _Part, roles: Set[str]) -> bool:
    """Return whether deeds, or harm, before and behind a "while" are told to be of other types."""
    if "while" not in sentence.roles:
        return False
    leads = sentence.terms[0].role == "while"
    halves = _halves(sentence, "," if leads else "while")
    if all("harm" in half.roles for half in halves):
        deeds = True
    elif leads:
        deeds = not any(half.roles.isdisjoint(_DONE - {"harm"}) for half in halves)
    else:
        deeds = all(_tells_another_deed(half.terms) for half in halves)
    if not deeds:
        return False
    before, behind = (_told_by(list(_real_parts(half)), roles) for half in halves)
    return before != behind


def _halves(sentence: _Part, role: str) -> tuple[_Part, _Part]:
    """Return what stands before and behind the first term of a role."""
    at = _place(sentence.terms, role)
    before, behind = sentence.terms[:at], sentence.terms[at + 1 :]
    return _Part(before, set(map(_role_of, before))), _Part(behind, set(map(_role_of, behind)))


def _tells_deed(sentence: Sequence[_Part]) -> bool:
    """Return whether a sentence says that anything was done, but for what was shot down."""
    for terms, roles in sentence:
        if not roles.isdisjoint(_DONE) and any(
            term.role in _DONE and term.type is not EventType.AIR_DEFENCE for term in terms
        ):
            return True
    return False


def _telling_roles(parts: Sequence[_Part], length: int, *, done: bool) -> Set[str]:
    """Return the roles that tell a type in a text of `length` words, where anything was `done`."""
    named = set().union(*(part.roles for part in parts))
    shot_down = {role for role, objects in _OBJECTS.items() if role in named and named & objects}
    if done or shot_down:
        return {"event", "noun"} | shot_down | (_WEAPONS.keys() if done else set())
    return {"event", "noun"} | {role for role, most in _WEAPONS.items() if length <= most}


def _told_by(parts: Sequence[_Part], roles: Set[str]) -> set[EventType]:
    """Return the types that words of some roles tell."""
    return {type_ for part in parts for type_ in _told_in(part, roles)}


def _told_in(part: _Part, roles: Set[str]) -> Iterator[EventType]:
    """Yield the types that words of some roles tell in a part of a sentence."""
    terms, named = part
    if named.isdisjoint(roles):
        return
    undone = set() if named.isdisjoint(_UNDOING) else set(_undone(terms))
    filmed = "media" in named
    for at, term in enumerate(terms):
        if not term.type or term.role not in roles or at in undone:
            continue
        if term.role in _NOUNS and not _happened(terms, at):
            continue
        if term.role in _WEAPONS and not _was_used(terms, at, filmed=filmed):
            continue
        yield term.type


def _happened(part: Sequence[Term], at: int, end: int = 0) -> bool:
    """Return whether a part of a sentence says of the event that a noun in it names that it was.

    The noun begins at a place and ends before `end`.
    """
    effect = part[at].role == "effect"
    listed = at > 0 and part[at - 1].role == "and"
    near = 1 if effect else 2 + 2 * listed
    pointed = any(term.role in _SAME for term in part[max(at - near, 0) : at])
    if not pointed and (effect or at <= _HEAD):
        return True
    roles = {term.role for term in chain(part[:at], part[max(end, at + 1) :])}
    return not roles.isdisjoint(_HARMED if pointed else _HAPPENED)


def _was_used(part: Sequence[Term], at: int, *, filmed: bool) -> bool:
    """Return whether the weapon at a place of a part was used, as far as the words say."""
    places = range(at + 1, min(at + 1 + _NEAR, len(part)))
    end = next((place for place in places if part[place].role not in _LISTED), 0)
    behind = part[end].role if end else ""
    if behind == "attack":
        first = next((n for n in range(at, 0, -1) if part[n - 1].role not in _LISTED), 0)
        return _happened(part, first, end + 1)
    if behind in _DONE:
        return behind != "suffered"
    if filmed and part[at].type is EventType.DRONE:
        return False
    before = part[max(at - 3 * _NEAR, 0) : at]
    listed = any(t.role == "and" for t in before[-2 * _NEAR :])
    near = 0 if listed else -_REACH
    before = [t for t in before if t.role not in _LISTED][near:]
    if {behind, *(term.role for term in before[-1:])} & _OWNERS:
        return False
    led = next((term for term in reversed(before) if term.role in _LEADS), _NO_TERM)
    hits = led.role in _HITS or (led.type is EventType.EXPLOSION and not led.means)
    return part[at].means or not hits


def _undone(part: Sequence[Term]) -> Iterator[int]:
    """Yield the places in a part of what a "not" or "without" undoes."""
    unharmed = any(term.role in _UNHARMED for term in part)
    for at, term in enumerate(part):
        if term.role not in _UNDOING:
            continue
        last = at
        for place in range(at + 1, len(part)):
            role = part[place].role
            if place > last + _NEAR or role in _UNDOING or (last == at and role in _UNHARMED):
                break
            if part[place].type:
                yield place
                last = place
        if term.role == "not" and not unharmed:
            yield from (place for place in range(max(at - _NEAR, 0), at) if part[place].type)
