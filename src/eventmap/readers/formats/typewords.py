"""The type of an event by the words that a text uses for it, in English, Ukrainian and Russian.

``data/types/words.csv`` says what words mean; a text is read once, word by word. It has the type
whose words tell of an event in it, if those of no other type do; else it says no more than
`EventType.OTHER`. Where it is not clear that something happened, a word tells nothing. The roles:

``event``
    Tells an event of its type by itself: "shelling".
``effect``
    The same, of what any weapon does or hits: it gives way to a weapon's type. "Missile exploded
    near a railway" is a missile, but "explosion and clashes" are two. So is, beside clashes, an
    attack (``act`` and ``hit`` of the type ``other``).
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
    What may be, was feared, planned, practised, sold, remembered, denied: nothing of its part of a
    sentence counts, nor of the next that begins with ``that`` or ends a "perhaps, …". A comma
    ends a part, but for a list.
``and``
    Ties weapons together: "missile and artillery units" are neither.
``by``
    What stands behind it is no target: "hit by a missile".
``accident``
    What explodes, too: with such a word in the text, an ``effect`` tells nothing.
``nothing``
    Phrases whose words mean something else: "battle tank".

A glide bomb's air strike is its own. The values of `EventType` themselves, such as ``glide_bomb``,
are among the words.
"""
# ruff: noqa: RUF001 - Cyrillic words

import csv
import re
from collections.abc import Iterator, Sequence, Set
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from eventmap.places import fold as fold_letters
from eventmap.schema import EventType
from eventmap.settings import bundled_data

_VALUES = frozenset(value.value for value in EventType)

_DONE = {"event", "effect", "act", "hit", "suffered", "harm"}
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
_OBJECTS = {"down": {"weapon", "name", "aircraft"}, "caught": {"weapon", "name"}}
"""What a text must name that was shot down or caught."""
_HITS = {"hit", "at", "asset"}
_OWNERS = {"asset", "media"}
_LEADS = _DONE | _HITS | {"by"}
_UNDOING = {"not", "without"}
_UNHARMED = {"harm", "whom"}
_NEAR = 4
"""Words around a "not", and behind what hits, of which one may be meant."""
_INSTRUMENTAL = ("ами", "ою", "ои", "ом")
"""Endings, folded, of what something was done with."""
_LONGEST = 50
"""Characters of a word that are looked at."""


class Term(NamedTuple):
    """A word or phrase as it was read: its role, the type it may tell, whether it is a means."""

    role: str
    type: EventType | None = None
    means: bool = False


_NO_TERM = Term("")
Meaning = tuple[tuple[str, ...], Term]
"""The words that follow the first of a phrase, and what it means."""


def find_types(texts: pd.Series) -> pd.Series:
    """Return the event type that each text tells, missing where no type's words occur.

    Where the words of several types occur it is ``other``.
    """
    known = {text: _find_type(text) for text in texts.dropna().unique()}
    return texts.map(known).astype("str")


def fold(text: str) -> str:
    """Return the words of `text` in lower case and plain letters, one space between them."""
    return " ".join(re.findall(r"[^\W_]+", fold_letters(text)))


def _find_type(text: str) -> str | float:
    words = [word for token in _TOKEN.findall(text) for word in _words_of(token[:_LONGEST])]
    if len(words) <= _WEAPONS["weapon"] and "_".join(words) in _VALUES:
        return "_".join(words)
    if not any(map(_may_tell, words)):
        return np.nan  # as most texts do
    told = _types_told(words)
    if EventType.GLIDE_BOMB in told:
        told.discard(EventType.AIR_STRIKE)
    if not told:
        return np.nan
    return (told.pop() if len(told) == 1 else EventType.OTHER).value


_TOKEN = re.compile(
    r"[^\W_]+(?:['’ʼ‑–-][^\W_]+)*|[.;!?:|\n,](?=[\s\"»”.;!?:|\n,]|$)|\||(?<=\s)[-–—](?=\s)"
)
"""A word, with those joined to it, a comma, or what ends a sentence."""


@lru_cache(1 << 16)
def _words_of(token: str) -> tuple[str, ...]:
    """Return the folded words of a token: one of "X-101", two of "drone-strike"; "." of a stop."""
    if not token[0].isalnum():
        return (token if token == "," else ".",)
    parts = re.findall(r"[^\W_]+", fold_letters(re.sub("['’ʼ]", "", token)))
    whole = "".join(parts)
    if any(not tail for tail, _ in _known_words().get(whole, ())):
        return (whole,)
    return tuple(parts)


@lru_cache(1 << 16)
def _meanings(word: str) -> tuple[Meaning, ...]:
    """Return what phrases that begin with a word mean, the longest first."""
    starts = (word, *(word[:end] + "*" for end in range(len(word), 1, -1)))
    known = [meaning for start in starts for meaning in _known_words().get(start, ())]
    known.sort(key=lambda meaning: -len(meaning[0]))
    means = word.endswith(_INSTRUMENTAL)
    return tuple((tail, term._replace(means=means)) for tail, term in known)


@lru_cache(1 << 16)
def _may_tell(word: str) -> bool:
    return any(term.type not in (None, EventType.OTHER) for _, term in _meanings(word))


@cache
def _known_words() -> dict[str, list[Meaning]]:
    """Return what phrases mean by their first word, each with the words behind it."""
    known: dict[str, list[Meaning]] = {stop: [((), Term(stop))] for stop in ".,"}
    with (bundled_data() / "types" / "words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            term = Term(row["role"], EventType(row["type"]) if row["type"] else None)
            for phrase in row["words"].split(", "):
                first, *tail = fold_letters(phrase).split()
                known.setdefault(first, []).append((tuple(tail), term))
    return known


def _read(words: Sequence[str]) -> list[Term]:
    """Return the terms of a text, of every word the longest phrase that it begins."""
    terms = []
    behind = 0
    for at, word in enumerate(words):
        if at < behind:
            continue
        for tail, term in _meanings(word):
            if not tail or _follows(tail, words[at + 1 : at + 1 + len(tail)]):
                terms.append(term)
                behind = at + 1 + len(tail)
                break
        else:
            terms.append(_NO_TERM)
    return terms


def _follows(tail: Sequence[str], words: Sequence[str]) -> bool:
    return len(tail) == len(words) and all(
        word.startswith(known[:-1]) if known[-1] == "*" else word == known
        for known, word in zip(tail, words, strict=True)
    )


def _types_told(words: Sequence[str]) -> set[EventType]:
    terms = _read(words)
    sentences = [list(_real_parts(sentence)) for sentence in _split(terms)]
    parts = [part for sentence in sentences for part in sentence]
    deeds = [_tells_deed(sentence) for sentence in sentences]
    roles = _telling_roles(parts, len(words), done=any(deeds))
    by_sentence = [_told_by(sentence, roles) for sentence in sentences]
    clear = any(
        types and (deed or sum(map(len, sentence)) <= _WEAPONS["name"])
        for types, deed, sentence in zip(by_sentence, deeds, sentences, strict=True)
    )
    told = set().union(*by_sentence)
    if told and any(deeds) and not clear:
        return set()  # a weapon is named beside what was done, but not with it
    if EventType.AIR_DEFENCE in told and any(deeds):
        return {EventType.OTHER}
    if not told and not any(term.role == "accident" for term in terms):
        return _told_by(parts, {"effect"})
    if told - _OF_WEAPONS:
        told |= _told_by(parts, {"effect", "act", "hit"})
    return told


def _split(terms: Sequence[Term]) -> Iterator[list[Term]]:
    """Yield the sentences of a text."""
    sentence: list[Term] = []
    for term in terms:
        if term.role != ".":
            sentence.append(term)
        elif sentence:
            yield sentence
            sentence = []
    yield sentence


def _real_parts(sentence: Sequence[Term]) -> Iterator[list[Term]]:
    """Yield the parts of a sentence of which it does not say that they are not so."""
    parts: list[list[Term]] = [[]]
    for at, term in enumerate(sentence):
        if term.role != ",":
            parts[-1].append(term)
        elif not all(each.type for each in (*parts[-1][-1:], *sentence[at + 1 : at + 2])):
            parts.append([])  # no list goes on
    goes_on = denied = False
    hit: list[Term] = []
    for part in filter(None, parts):
        roles = {term.role for term in part}
        goes_on = denied and (goes_on or part[0].role == "that")
        denied = goes_on or "denied" in roles
        goes_on = len(part) == 1
        done = not roles.isdisjoint(_DONE)
        if not denied:
            yield part if done else [*hit, *part]  # what was hit may be listed
        if done:
            hit = [term for term in part if term.role == "hit"][-1:]


def _tells_deed(sentence: Sequence[Sequence[Term]]) -> bool:
    """Return whether a sentence says that anything was done, but for what was shot down."""
    return any(
        term.role in _DONE and term.type is not EventType.AIR_DEFENCE
        for part in sentence
        for term in part
    )


def _telling_roles(parts: Sequence[Sequence[Term]], length: int, *, done: bool) -> Set[str]:
    """Return the roles that tell a type in a text of `length` words, where anything was `done`."""
    named = {term.role for part in parts for term in part}
    shot_down = {role for role, objects in _OBJECTS.items() if role in named and named & objects}
    if done or shot_down:
        return {"event"} | shot_down | (_WEAPONS.keys() if done else set())
    return {"event"} | {role for role, most in _WEAPONS.items() if length <= most}


def _told_by(parts: Sequence[Sequence[Term]], roles: Set[str]) -> set[EventType]:
    """Return the types that words of some roles tell."""
    return {type_ for part in parts for type_ in _told_in(part, roles)}


def _told_in(part: Sequence[Term], roles: Set[str]) -> Iterator[EventType]:
    """Yield the types that words of some roles tell in a part of a sentence."""
    named = {term.role for term in part}
    if named.isdisjoint(roles):
        return
    undone = set() if named.isdisjoint(_UNDOING) else set(_undone(part))
    filmed = "media" in named
    for at, term in enumerate(part):
        if not term.type or term.role not in roles or at in undone:
            continue
        if term.role not in _WEAPONS or _was_used(part, at, filmed=filmed):
            yield term.type


def _was_used(part: Sequence[Term], at: int, *, filmed: bool) -> bool:
    """Return whether the weapon at a place of a part was used, as far as the words say."""
    behind = next((t.role for t in part[at + 1 : at + 1 + _NEAR] if t.role not in _LISTED), "")
    if behind in _DONE:
        return behind != "suffered"
    if filmed and part[at].type is EventType.DRONE:
        return False
    before = [t for t in part[max(at - 2 * _NEAR, 0) : at] if t.role not in _LISTED][-_NEAR:]
    if {behind, *(term.role for term in before[-1:])} & _OWNERS:
        return False
    led = next((term for term in reversed(before) if term.role in _LEADS), _NO_TERM)
    hits = led.role in _HITS or led.type is EventType.EXPLOSION
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
