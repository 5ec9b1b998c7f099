"""What the words of a heading say: split apart, and each as the concepts that it stands for.

"startDate" is two words, and these are the concepts "start" and "date" (`vocabulary`). Nothing here
looks at a cell: how well the cells bear a heading out is for `columns` to say.
"""
# ruff: noqa: RUF001 - Cyrillic words

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from eventmap.places import fold, romanise
from eventmap.readers.formats.unknowncodes import without_codes
from eventmap.readers.formats.vocabulary import (
    CONCEPTS,
    DATE_LETTERS,
    HEADING_PHRASES,
    OST_WORDS,
    PREFIXES,
)
from eventmap.readers.model import DateOrder
from eventmap.readers.values.dateshapes import DATE_ORDERS
from eventmap.readers.values.figures import NOUNS


@cache
def _words() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return the concepts of whole words, and those of the beginnings of words.

    Cyrillic ones are also known in Latin letters ("zahynulo", "shirota"), where these are no word
    of their own.
    """
    whole: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    spelt: dict[tuple[str, bool], set[str]] = {}
    for concept, words in CONCEPTS.items():
        for word in words.split():
            plain = fold(word.rstrip("*").replace("_", " "))
            whole.setdefault(plain, set()).add(concept)
            if word.endswith("*"):
                stems.setdefault(plain, set()).add(concept)
            least = _SHORTEST_SPELT + (word.endswith("*") and concept not in NOUNS)
            for latin in map(fold, romanise(word.rstrip("*").replace("_", " "))):
                if len(latin) >= least:
                    spelt.setdefault((latin, word.endswith("*")), set()).add(concept)
    own = {*whole}
    for (latin, begins), concepts in spelt.items():
        if latin not in own:
            (stems if begins else whole).setdefault(latin, set()).update(concepts)
    return whole, stems


_SHORTEST_SPELT = 5
"""Letters of the shortest Cyrillic word that is known in Latin ones, of beginnings one more."""


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?<!\w){re.escape(fold(phrase))}(?!\w)"), fold(word))
        for phrase, word in HEADING_PHRASES.items()
    )


_APOSTROPHES = re.compile(
    r"['`\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}](?=[^\W\d_]{3})"
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_SHORTEST = 2


@lru_cache(10_000)
def split_heading(heading: str) -> tuple[str, ...]:
    """Return the words of a heading in small letters without accents: "eventDate" is two."""
    heading = _NUMBER_OF.sub("number ", _DEAD.sub("загиблі ", heading))
    heading = _OF_INCIDENT.sub("incident", heading)
    text = _ABBREVIATED.sub(_spell_out, _CAMEL.sub(" ", _elide(without_codes(heading))))
    text = _MONEY.sub(" usd ", _OF_SO_MANY.sub(" per ", text.replace("%", " percent ")))
    text = _TIMES_SO_MANY.sub(" ", text)
    text = " ".join(_WORD.findall(text))
    text = fold(_WEAPON.sub("weapon", text))
    for pattern, word in _phrases():
        text = pattern.sub(word, text)
    text = re.sub(r"\b(?:admin|adm|administrative) (?=[0-4]\b)", "adm", text)
    text = re.sub(r"\biso (?=[23]\b)", "iso", text)
    text = _SHORT.sub(_write_out, text)
    words = [part for word in text.split() for part in _split_compound(word)]
    if len(words) > 1 and _GERMAN_BESIDE_DEAD.isdisjoint(words):
        words = ["total" if word == "tot" else word for word in words]
    return ("#",) if heading.strip() == "#" else tuple(words)


_GERMAN_BESIDE_DEAD = frozenset(
    {
        *("anzahl", "zahl", "davon", "gesamt", "insgesamt", "oder", "und", "sofort"),
        *("person", "personen", "menschen", "zivilisten", "kinder", "frauen", "manner"),
        *("soldaten", "polizisten", "tater", "taeter", "opfer", "unfall", "unfalle"),
        *("verletzt", "verwundet", "schwer", "leicht", "vermisst"),
    }
)
"""Beside these "tot" is the German word for dead, beside others a total: "Tot. feriti"."""

_DEAD = re.compile(r"(?i)\bзаг\b\.?,? ?(?=(?:цив|мирн|військ|дит|діт|дор|жін|чол|осіб|ос\b))")
"""The dead cut short before who they are, "Заг. цив.", as nobody shortens a total."""

_OF_INCIDENT = re.compile(r"(?i)(?:^|(?<=_))inc(?=[./]\w)")
"""In the path of a form's group, "group_inc/killed", it is no "including"."""

_WEAPON = re.compile(r"(?i)\bbro(?:ń|n\u0301)")
"""In Polish; without its accent it is a source in Dutch."""

_MONEY = re.compile("[$€£₴₽]")
_OF_SO_MANY = re.compile(r"/ ?10+(?:[ ,.']?000)*\s?k?\b")
"""A rate: "deaths / 100,000"."""

_TIMES_SO_MANY = re.compile(r"(?i)(?<!\w)[x\N{MULTIPLICATION SIGN}*] ?10+(?:[ ,.']?000)*\b")
"""What figures are to be multiplied by, and no axis: "displaced (x1000)"."""

_SHORT = re.compile(
    r"\b(?:(start|strt|st|s|begin|beg|end|e) ?(yr|year|mon|month|mo|day|dy)"
    r"|(?!most\b)(yr|year|mon|month|mo|day|dy) ?(start|strt|st|beg|begin|end))\b"
)
"""Year, month and day of the start or the end in one word: "styr", "smonth", "endday", "yrbeg"."""


def _write_out(found: re.Match[str]) -> str:
    end, part = (found[1], found[2]) if found[1] else (found[4], found[3])
    part = {"y": "year", "m": "month", "d": "day"}[part[0]]
    return f"{'end' if end.startswith('e') else 'start'} {part}"


_NUMBER_OF = re.compile(r"(?i)\b(?:no\.|n\.?\N{MASCULINE ORDINAL INDICATOR}\.?)\s*(?=[^\W\d_])")
"""With a point it is a number in Spanish, too: "No. heridos", where "no heridos" are the unhurt."""
_ABBREVIATED = re.compile(r"([^\W\d_]{3,12})\.(?!\w)")


def _spell_out(found: re.Match[str]) -> str:
    """Return a word that a point cuts short in full: "Загиблі (цив.)" are civilians."""
    return _begun_with(fold(found[1])) or found[0]


def _begun_with(word: str) -> str:
    """Return a known word that begins with one that is none, if all such mean the same, else ""."""
    if concepts_of(word):
        return ""
    whole, _ = _words()
    begun = {known: meant for known, meant in whole.items() if known.startswith(word)}
    first, *others = begun.values() or [set[str]()]
    return next(iter(begun), "") if all(meant == first for meant in others) else ""


def complete_heading(heading: str) -> str:
    """Return a heading whose last word a program cut short in full, if one can tell that word.

    "TYPE_INCID" is the type of an incident.
    """
    *words, last = _WORD.findall(fold(_CAMEL.sub(" ", heading))) or ("",)
    full = _begun_with(last) if len(last) >= _SHORTEST_CUT and last.isalpha() else ""
    return " ".join([*words, full]) if full else heading


_SHORTEST_CUT = 3


def _elide(heading: str) -> str:
    # The French article is a word of its own, what a Ukrainian apostrophe parts is one.
    text = re.sub(r"(?i)\b([dl])['\N{RIGHT SINGLE QUOTATION MARK}]", r"\1 ", heading)
    return _APOSTROPHES.sub("", text)


_LONGEST_COMPOUND = 80
"""More letters than these are no word: to look for its parts takes the cube of their number."""


def _split_compound(word: str) -> tuple[str, ...]:
    whole, _ = _words()
    if word in whole or not word.isalpha() or len(word) > _LONGEST_COMPOUND:
        return (word,)
    if _UNSPACED.match(word):
        return _part_unspaced(word) or (word,)
    for at in range(len(word) - _SHORTEST, 0, -1):
        first, last = word[:at], word[at:]
        known = first in PREFIXES or (len(first) > _SHORTEST and first in whole)
        hurt = first in PREFIXES or concepts_of(first) in ({"severe"}, {"slight"})
        if hurt and concepts_of(last) & {*NOUNS}:
            return first, last  # "Schwerverletzte", "nwounded"
        if known and len(last) > _SHORTEST - 1 and last in whole and "noise" not in whole[last]:
            return first, last
    return (word,)


_UNSPACED = re.compile(r"[\u1100-\u11ff\u3041-\u30ff\u3400-\u9fff]")
"""Letters of Hangul, kana and characters of Chinese: between their words is no space."""


@cache
def _unspaced_words() -> dict[str, list[str]]:
    """Return the words without spaces between them by their first letters, the longest first."""
    known: dict[str, list[str]] = {}
    for word in sorted(filter(_UNSPACED.match, _words()[0]), key=len, reverse=True):
        known.setdefault(word[0], []).append(word)
    return known


def _part_unspaced(text: str) -> tuple[str, ...]:
    """Return the words that a text without spaces consists of, none unless all of it is known.

    "사망자수" is a number of the dead, and 年 alone no year of "年齢".
    """
    parts: list[str] = []
    at = 0
    while at < len(text):
        found = (each for each in _unspaced_words().get(text[at], ()) if text.startswith(each, at))
        part = next(found, "")
        if not part:
            return ()
        parts.append(part)
        at += len(part)
    return tuple(parts)


@lru_cache(10_000)
def concepts_of(word: str) -> frozenset[str]:
    """Return the concepts of a word of a heading."""
    whole, stems = _words()
    plain = re.sub(r"^و?ال(?=\w{3})", "", word)
    for each in (word, plain):
        if each in whole:
            return frozenset(whole[each])
    begun = (plain[:end] for end in range(min(len(plain), _LONGEST_COMPOUND) + 1))
    return frozenset(concept for stem in begun for concept in stems.get(stem, ()))


_PARTS = {
    "degrees": (
        "degree degrees deg grad grados graus gradi degres stopnie градуси градусы град g gr d"
        " st stopni"
    ),
    "minutes": "minute minutes min minuten minutos minuti primi minuty хвилини минуты хв мин m",
    "seconds": (
        "second seconds sec seg sekunden segundos secondi secondes sekundy секунди секунды сек"
        " sek s"
    ),
    "hemisphere": "direction dir hemisphere hemi ns ew nsew",
}
"""Words for parts of an angle, beside latitude or longitude."""


def words_of_nothing(heading: str) -> tuple[str, ...]:
    """Return the words of a heading that are of no concept: "subject" of "subject_age"."""
    words = split_heading(heading)
    return tuple(word for word in words if not concepts_of(word) and not word.isdigit())


def part_of_degrees(heading: str) -> str:
    """Return which part of an angle a heading of latitudes or longitudes names, or ""."""
    words = {*split_heading(heading)}
    return next((part for part, own in _PARTS.items() if not words.isdisjoint(own.split())), "")


def hemisphere_of(heading: str) -> tuple[str, str]:
    """Return the axis and the letter of "N min" or "Д град", a letter beside a part of an angle."""
    words = split_heading(heading)
    own = [_HEMISPHERES[word] for word in words if word in _HEMISPHERES]
    return own[0] if len(words) == _LETTER_AND_PART and len(own) == 1 else ("", "")


_LETTER_AND_PART = 2
_HEMISPHERES = {
    **dict.fromkeys(("n", "ш"), ("lat", "N")),
    **dict.fromkeys(("e", "д"), ("lon", "E")),
    "s": ("lat", "S"),
    "w": ("lon", "W"),
}


_ONE_WORD = {"latlng": "lat lng", "latlon": "lat lon", "latlong": "lat long"}


def order_of_axes(heading: str) -> tuple[str, ...]:
    """Return "lat" and "lon" as a heading of both numbers of a point names them, if it does."""
    order = [
        axis
        for words in split_heading(heading)
        for word in _ONE_WORD.get(words, words).split()
        for axis, names in (("lat", "lat y"), ("lon", "lon x"))
        if not concepts_of(word).isdisjoint(names.split())
    ]
    return tuple(order[:2])


@dataclass(frozen=True)
class Heading:
    """A heading as concepts, and how many of its words are of none."""

    text: str
    concepts: frozenset[str]
    strange: int

    def has(self, *concepts: str) -> bool:
        """Return whether one of these concepts is in the heading."""
        return not self.concepts.isdisjoint(concepts)

    @property
    def key(self) -> str:
        """The heading as the name of a field would be written."""
        return re.sub(r"[\W_]+", "_", self.text.strip().casefold())


def read_heading(text: str) -> Heading:
    """Return the concepts of a heading."""
    words = split_heading(text)
    found = [concepts_of(word) for word in words]
    strange = sum(
        not concepts and not word.isdigit() for word, concepts in zip(words, found, strict=True)
    )
    # A second "actor 2" or "date 2" is less than the first.
    strange += sum(word in "23456789" for word in words)
    concepts = frozenset().union(*found) if words != ("#",) else frozenset({"id"})
    return Heading(text, concepts, strange)


def names_remarks(heading: str) -> bool:
    """Return whether a heading is of comments on an event; "notes" may be what happened."""
    told = read_heading(heading)
    plain = _NOTES.isdisjoint(split_heading(heading))
    return told.has("note") and plain and not told.has("event")


_NOTES = frozenset({"note", "notes"})


def names_part_of_town(heading: str) -> bool:
    """Return whether a heading is of quarters or streets, none of which is a country."""
    return read_heading(heading).has("street") or not _PARTS_OF_TOWN.isdisjoint(
        split_heading(heading)
    )


_PARTS_OF_TOWN = frozenset(
    split_heading(
        "neighborhood neighborhoods neighbourhood neighbourhoods suburb borough ward precinct block"
        " beat quartier quartiers quartiere quartieri barrio barrios colonia bairro bairros barri"
        " stadtteil ortsteil stadtviertel dzielnica mahalle мікрорайон микрорайон"
    )
)


_ENGLISH_DATES = frozenset({"date", "dates", "datetime", "timestamp", "dt", "dtg", "day", "when"})
_FOREIGN = frozenset(word for words in OST_WORDS.values() for word in words.split())
_OTHER_LETTERS = re.compile(r"[\u0370-\u06ff]")
"""Greek, Cyrillic, Hebrew, Arabic."""

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_GERMAN = frozenset({*OST_WORDS["E"].split(), "datum"})


def tell_order(name: str, others: Sequence[str], *, slashed: bool) -> tuple[DateOrder, str] | None:
    """Return in which order a heading says that day, month and year are, and by what.

    "Date (month/day/year)" says it itself; where headings are not English, the day is first. But
    who writes Ukrainian, Russian or German puts dots between them: slashes are by a program,
    which may be set to English.

    Parameters
    ----------
    others
        All headings of the table.
    slashed
        Whether the dates have slashes.
    """
    words = split_heading(name)
    parts = "".join(_part_of_date(word) or "." for word in words)
    for order in DATE_ORDERS:
        if order in parts:
            return order, f"by the heading {name!r}"
    date = [word for word in words if "date" in concepts_of(word)]
    foreign = any(word not in _ENGLISH_DATES for word in date)
    if not foreign:
        spoken = (
            _OTHER_LETTERS.search(each) or not _FOREIGN.isdisjoint(split_heading(each))
            for each in others
        )
        foreign = sum(bool(each) for each in spoken) > 1
    if slashed and any(_CYRILLIC.search(each) or _says_german(each) for each in (name, *others)):
        return None
    return ("DMY", "by the language of the headings") if foreign else None


def _says_german(heading: str) -> bool:
    return not _GERMAN.isdisjoint(split_heading(heading))


def mask_of(heading: str) -> str:
    """Return D, M or Y for a heading that is nothing but letters for it, as "MM" is, else ""."""
    letters = heading.strip().casefold()
    return _part_of_date(letters) if len(letters) > 1 else ""


def _part_of_date(word: str) -> str:
    for part, written in DATE_LETTERS.items():
        if word in written.split():
            return part
    for part, concept in (("D", "dayno"), ("M", "month"), ("Y", "year")):
        if concept in concepts_of(word):
            return part
    return ""
