"""Whose voice a named source is: a party to the war, an organisation of states, a platform.

``data/sides/sides.csv`` lists the bodies with an address that shows what each of them is: in
English, Ukrainian and Russian, ministries, general staffs, press offices, police, regional and
occupation administrations. A body is of its side whoever prints it. The ``words`` of a row must
all occur in the name, in any order; ``*`` stands for any ending, and a name that begins with ``=``
is the whole name. A name that rows of two sides know is of neither, and nor is one that says that
it is none ("not the ministry", "former", "alleged", "pro-Russian").

News agencies and papers are media, the state's as well (``state`` says whose): TASS is not Russia.
One that is known and cites a body prints what the body said; of anybody else who cites one, the
list does not tell who he is.

The grade of an event that several named sources tell (`grade_sources`):

- ``claimed`` where nobody but bodies of one party to the war and platforms is among them.
- ``reported`` else. That two sides are named does not say that they agree, and who copies whom
  among papers and platforms cannot be seen: a list of names corroborates nothing.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache

import pandas as pd

from eventmap.readers.formats.typewords import fold_words
from eventmap.readers.model import blank_claims
from eventmap.schema import Side, Status
from eventmap.settings import bundled_data

PARTIES = (Side.UKRAINE, Side.RUSSIA)
BODIES = (*PARTIES, Side.INTERNATIONAL)
"""The sides whose bodies speak for themselves."""

PARTY_SEPARATOR = r"[;\n]"
_DENIED = re.compile(
    r"\b(?:not?|non|former(?:ly)?|ex|alleged(?:ly)?|purported(?:ly)?|supposed(?:ly)?|suspected|fake"
    r"|parody|unofficial|pro|supporters?|critics?|opponents?"
    r"|не|колишн\w*|екс|нібито|неофіційн\w*|проросіиськ\w*|проукраінськ\w*|фе[иі]к\w*"
    r"|бывш\w*|экс|якобы|неофициальн\w*|пророссииск\w*|проукраинск\w*)\b"
)
"""What says, in folded words, that the body that is named is not the one that speaks."""
_CITES = re.compile(
    r"\b(?:cit(?:es|ed|ing)|quot(?:es|ed|ing)|according to|referring to|with reference to"
    r"|посиланням на|посилаючись на|ссылкои на|ссылаясь на)\b"
)
_OFFICES = {
    Side.UKRAINE.value: re.compile(
        r"ukraine (?:head|mayor|governor|ministry|police|army (?:spokes\w+|command\w*))\b"
    ),
    Side.RUSSIA.value: re.compile(r"[ld]pr (?:head|mayor|governor|ministry|police|army)\b"),
}
"""What begins with a party and then names an office is the party's: "Ukraine Mayor …"."""
_OF_PARTY = {
    Side.UKRAINE.value: re.compile(r"(?i)\s*(?:ukraine|україна|украина) ?\("),
    Side.RUSSIA.value: re.compile(r"(?i)\s*(?:russia|russian federation|росія|россия|рф) ?\("),
}
"""What names a party and, in brackets, who of it speaks: "Ukraine (press service of …)"."""
_REBELS = re.compile(
    r"\b(?:rebels?|separatists?|insurgents?|militants?"
    r"|повстан\w*|сепаратист\w*|боиовик\w*|ополченц\w*|боевик\w*)\b"
)
"""Those whom nobody names, and who are no voice of Ukraine's."""
_OTHERS = re.compile(
    r"\b(?:eye ?witness(?:es)?|witness(?:es)?|residents|locals|relatives|protesters|volunteers"
    r"|reporters?|journalists?|correspondents?|photographers?|cameram[ae]n|newspapers?|television"
    r"|(?:local|city|health|medical|hospital|security) (?:authorities|officials|sources|workers)"
    r"|очевид\w*|свідк\w*|свидетел\w*|мешканц\w*|жител[іияеь]\w*|журналіст\w*|журналист\w*)\b"
)
"""Voices without a name that are nobody's."""
_LONGEST_NAME = 25
"""Words; what is longer is a text and no name."""


def find_sides(names: pd.Series, *, whole: bool = False) -> pd.Series:
    """Return the side of each name, missing where the list does not tell it.

    Parameters
    ----------
    whole
        Whether only whole names count, as for accounts: "dnr_live" is no authority.
    """
    known = {name: _find_side(str(name), whole=whole) for name in names.dropna().unique()}
    return names.map(known).astype("str")


def are_voices(names: pd.Series) -> pd.Series:
    """Return which names are a speaker: of a side, or one that is called by what he is alone."""
    others = names.map(fold_words, na_action="ignore").astype("str")
    told = others.str.contains(_OTHERS, na=False) | others.str.contains(_REBELS, na=False)
    return told | find_sides(names).notna()


_SEGMENTS = re.compile(r"[()\[\]:;,/|\N{EN DASH}\N{EM DASH}]| - ")
_BEHIND = re.compile(
    r"(?i)\b(?:according to|as (?:reported|claimed) by|(?:reported|claimed) by|selon"
    r"|d['\u2019]apr[eè]s|seg[uú]n|secondo|laut|nach angaben (?:von|der|des)|wed[lł]ug"
    r"|за даними|за інформацією|по данным|по информации|حسب|وفقا ل)\b"
)
"""Words behind which a heading names who says it."""
_BEFORE = re.compile(
    r"(?i)\b(?:says?|said|claims?|claimed|стверджує|заявляє|утверждает|заявляет|dit|dice|sagt)\b"
)
"""Words before which a heading names who says it."""
_CLAIM_OF = re.compile(
    r"(?i)(killed|dead|deaths?|fatalities|injured|wounded)[\s_]+"
    r"(?!(?:civilians?|total|all|children|women|men|soldiers?|militants?|minimum|maximum|min|max)\b)"
    r"([^\W\d_]{2,30}(?:[\s_][^\W\d_]{2,30})?)[\s_]+claims?"
)
"""A heading of a claim that names whose it is: "killed_army_claim"."""
_ARTICLE = re.compile(r"(?i)^(?:(?:the|les?|la|der|die|das|el|los) |l['\u2019])")
_INSTITUTION = re.compile(
    r"\b(?:mo[hd]|ministr(?:y|ies)|minister(?:e|io|ium|stwo)|міністерств\w*|министерств\w*"
    r"|моз|мо рф|мінздоров\w*|минздрав\w*|міноборони|минобороны"
    r"|red cross|icrc|observatory|human rights|authorities)\b"
)
"""What keeps count, and is nobody who is counted."""


def part_speaker(heading: str) -> tuple[str, str]:
    """Return who says what a heading counts, and the heading without him; "" where nobody is named.

    "Killed (MoH)" and "Killed, according to the UN" are told by a ministry and the UN, "Ukraine
    says: killed" by Ukraine, "killed_army_claim" by the army; "Killed (Ukraine)" may be those
    killed there, and "Killed by Russia" are.
    """
    if found := _CLAIM_OF.fullmatch(heading.strip()):
        return found[2].replace("_", " "), found[1]
    segments = [each.strip() for each in _SEGMENTS.split(heading) if each.strip()]
    for at, segment in enumerate(segments):
        others = " ".join(segments[:at] + segments[at + 1 :])
        if found := _BEHIND.search(segment):
            rest = f"{segment[: found.start()]} {others}"
            name = segment[found.end() :]
        elif found := _BEFORE.search(segment):
            rest = f"{segment[found.end() :]} {others}"
            name = segment[: found.start()]
        elif others and _keeps_count(segment):
            name, rest = segment, others
        else:
            continue
        name = _ARTICLE.sub("", name.strip(" -_"))
        if any(map(str.isalpha, name)) and rest.strip():
            return name, rest
    return "", heading


_PARTY_NAMES = {
    Side.UKRAINE.value: re.compile(r"ukrain\w*|украин\w*|украін\w*|україн\w*"),
    Side.RUSSIA.value: re.compile(
        r"russ\w*|rosj\w*|рф|росси\w*|российск\w*|росі\w*"  # noqa: RUF001
    ),
}
"""A party to the war by its own name, in any case of it and in folded words."""


def find_side_of_speaker(name: str) -> str:
    """Return the side of whom a heading names; a party may be told by its country alone."""
    plain = fold_words(name).strip()
    for side, names in _PARTY_NAMES.items():
        if names.fullmatch(plain):
            return side
    return _find_side(name, whole=False) or Side.OTHER.value


def _keeps_count(name: str) -> bool:
    """Return whether a name alone is that of a body that counts the victims of others."""
    # "UN OHCHR" is that body, "UN staff" are people.
    side = _find_side(name, whole=not name.isupper())
    return side == Side.INTERNATIONAL.value or bool(_INSTITUTION.search(fold_words(name)))


def part_at_commas(names: str) -> str:
    """Return a list with semicolons for commas, save those within brackets."""
    depth, marked = 0, []
    for letter in names:
        depth = max(depth + (letter == "(") - (letter == ")"), 0)
        marked.append(";" if letter == "," and not depth else letter)
    return "".join(marked)


def split_names(lists: pd.Series, separator: str = PARTY_SEPARATOR) -> pd.Series:
    """Return the names in each list, every one once, their index the line."""
    parts = (
        lists.dropna().astype("str").str.split(separator, regex=True).explode().str.strip(" \t\r,;")
    )
    parts = parts[parts.notna() & (parts != "")].astype("str")
    twice = pd.DataFrame({"line": parts.index, "name": parts.to_numpy()}).duplicated()
    return parts[~twice.to_numpy()]


def claim_for_bodies(lists: pd.Series, separator: str = PARTY_SEPARATOR) -> pd.DataFrame:
    """Return a claim for each body of a side in the lists, their index the line."""
    names = split_names(lists, separator)
    sides = find_sides(names)
    speaks = sides.isin([side.value for side in BODIES]).to_numpy()
    claims = blank_claims(names.index[speaks])
    claims["claimant"], claims["source"] = names[speaks], names[speaks]
    claims["side"] = sides[speaks]
    return claims


def grade_sources(lists: pd.Series, separator: str = PARTY_SEPARATOR) -> pd.Series:
    """Return the status of each event whose sources a list names."""
    sides = find_sides(split_names(lists, separator)).fillna(Side.MEDIA.value)
    among = {
        side: (sides == side.value).groupby(level=0).any().reindex(lists.index, fill_value=False)
        for side in (*BODIES, Side.MEDIA)
    }
    bodies = pd.DataFrame({side: among[side] for side in BODIES}).sum(axis="columns")
    party = among[Side.UKRAINE] | among[Side.RUSSIA]
    alone = party & (bodies == 1) & ~among[Side.MEDIA]
    status = pd.Series(Status.REPORTED.value, lists.index, dtype="str")
    return status.mask(alone, Status.CLAIMED.value)


def _find_side(name: str, *, whole: bool) -> str | None:
    words = fold_words(name).split()
    if len(words) > _LONGEST_NAME:
        return None
    names, _ = _read_list()
    text = " ".join(words)
    if not whole and text not in names:
        if _DENIED.search(text):
            return None
        voice, *cited = _CITES.split(text, maxsplit=1)
        if cited:
            prints = _find_side(voice, whole=False) == Side.MEDIA
            return _find_side(cited[0], whole=False) if prints else None
    sides = {names[text]} if text in names else set()
    if not whole:
        sides |= {side for side, office in _OFFICES.items() if office.match(text)}
        if not (_OTHERS.search(text) or _REBELS.search(text)):
            sides |= {side for side, party in _OF_PARTY.items() if party.match(name)}
    if not whole:
        told = (body for word in set(words) for body in _bodies_called(word))
        sides |= {side for side, rest in told if all(_occurs(each, words) for each in rest)}
    side = sides.pop() if len(sides) == 1 else None
    return None if side and not whole and _has_other_voice(name, side) else side


def _has_other_voice(name: str, side: str) -> bool:
    """Return whether beside the voice of a side another, without one, is named."""
    # Of Russia's, "rebel" may be said of the same speaker: "Eduard Basurin, rebel spokesman".
    if side == Side.UKRAINE and _REBELS.search(fold_words(name)):
        return True
    parts = part_at_commas(name).split(";")
    return len(parts) > 1 and any(
        (_OTHERS.search(part) or (side != Side.RUSSIA and _REBELS.search(part)))
        and _find_side(part, whole=False) is None
        for part in map(fold_words, parts)
    )


_Word = tuple[str, bool]
"""The letters of a word, and whether they are only its beginning."""


def _occurs(word: _Word, words: Sequence[str]) -> bool:
    letters, begins = word
    return any(each.startswith(letters) for each in words) if begins else letters in words


def _bodies_called(word: str) -> Iterator[tuple[str, list[_Word]]]:
    """Yield side and other words of the bodies whose longest word this is."""
    _, bodies = _read_list()
    for end in range(1, len(word) + 1):
        for side, (_, begins), rest in bodies.get(word[:end], ()):
            if begins or end == len(word):
                yield side, rest


@cache
def _read_list() -> tuple[dict[str, str], dict[str, list[tuple[str, _Word, list[_Word]]]]]:
    """Return the sides of whole names, and those of words by the letters of the longest."""
    names: dict[str, str] = {}
    bodies: dict[str, list[tuple[str, _Word, list[_Word]]]] = {}
    with (bundled_data() / "sides" / "sides.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["words"].startswith("="):
                names[fold_words(row["words"])] = row["side"]
                continue
            words = [(fold_words(word), word.endswith("*")) for word in row["words"].split()]
            first, *rest = sorted(words, key=lambda word: -len(word[0]))
            bodies.setdefault(first[0], []).append((row["side"], first, rest))
    return names, bodies
