"""Headings of figures that part the people by their age or by what killed them.

"Killed 0-17", "killed 18-59" and "killed 60+" are parts of the people, and so are "killed by
shelling" and "killed by mines": none of them is a range, nor all of them.
"""

# ruff: noqa: RUF001 - Cyrillic letters

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from eventmap.readers.formats.headingwords import concepts_of, split_heading
from eventmap.readers.formats.typewords import find_labels

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
