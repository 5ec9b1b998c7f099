"""Degrees as people write them: marks, letters and words of the hemispheres, decimal commas.

A text is cut into numbers, marks, hemispheres and separators (`cut`); one number of a point
(`read_angle`) or both of them (`read_two_angles`) are made of these. Nothing is guessed: what can
be meant in two ways is none.
"""
# ruff: noqa: RUF001 - the apostrophes, primes and Cyrillic letters that tables have

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

LIMIT = {"lat": 90.0, "lon": 180.0}
_SIXTY = 60

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2019\u2018\u2032\u00b4\u0060\u02b9\u02bc", "'"),
        **dict.fromkeys("\u201d\u201c\u201e\u2033\u02ba\u02dd", '"'),
        **dict.fromkeys("\u00ba\u02da\u2218", "°"),
        **dict.fromkeys("\u060c\u3001\uff0c", ","),
        "\u066b": ".",
        **dict.fromkeys(map(chr, (0x0640, *range(0x064B, 0x0653)))),  # vowels of Arabic
    }
)

_HEMISPHERES = {
    "N": r"n ?[:=]|north(?:ern)?(?: latitude)?|nord|norte|północ\w*|пн\.? ?ш\.?|пн"
    r"|північн\w*(?: шир\w*)?|с\.? ?ш\.?|с|северн\w*(?: шир\w*)?|شمال\w*|צפון|nb|lu|n",
    "S": r"s ?[:=]|south(?:ern)?(?: latitude)?|sud|süd|sur|sul|połud\w*|пд\.? ?ш\.?|пд"
    r"|південн\w*(?: шир\w*)?|ю\.? ?ш\.?|ю|южн\w*(?: шир\w*)?|جنوب\w*|דרום|zb|ls",
    "E": r"e ?[:=]|east(?:ern)?(?: longitude)?|est|ost|este|wsch\w*|сх\.? ?д\.?|сх"
    r"|східн\w*(?: довг\w*)?|в\.? ?д\.?|в|восточн\w*(?: долг\w*)?|شرق\w*|מזרח|ol|bt|leste|l|e",
    "W": r"w ?[:=]|west(?:ern)?(?: longitude)?|ouest|oeste|ovest|zach\w*|зх\.? ?д\.?|зх"
    r"|західн\w*(?: довг\w*)?|з\.? ?д\.?|з|западн\w*(?: долг\w*)?|غرب\w*|מערב|wl|bb|w",
    "A": r"[yш] ?[:=]|(?:latitude|lat|latitud|широта|шир|breite|szer|szerokość"
    r"|(?:خط |دائرة )?العرض)\.?(?: ?[:=])?",
    "B": r"[xд] ?[:=]|(?:longitude|long|lon|lng|longitud|довгота|долгота|довг|долг|länge|dł|dług"
    r"|długość|(?:خط )?الطول)\.?(?: ?[:=])?",
    "°": r"d|degs?\.?|degrees?|град(?:ус\w*)?\.?",
    "'": r"m|mins?\.?|minutes?|хв\w*|мин\w*",
    '"': r"secs?\.?|seconds?|сек\w*",
}
"""Words by the sign that stands for them; "A" and "B" say which number is the latitude."""

_SIGN_OF = {f"g{at}": sign for at, sign in enumerate(_HEMISPHERES)}
_WORDS = re.compile(
    r"(?<![^\W\d_])(?:"
    + "|".join(f"(?P<g{at}>{words})" for at, words in enumerate(_HEMISPHERES.values()))
    + r")(?![^\W\d_])"
)
_TOKEN = re.compile(
    r"(?P<space>\s*+)(?:(?P<number>[+-]?(?:\d++(?:\.\d*+)?|\.\d++)(?![\d.]))|(?P<sign>[NSEWABso°'\":,;/|&_]))"
)
_BETWEEN = re.compile(
    r"(?<=[NSEWso]) *- +(?=\d[^-]*[NSEWso] *$)|(?<=[\d'\"°]) *- +(?=[NSEWso] *\d[^-]*$)"
    r"|(?<=[\d'\"°NSEWso]) *- *(?=[AB])"
)
"""A dash between two numbers that both have their letter; without a space behind it, a minus.

Before the word for an axis it is none.
"""

_HYPHENS = re.compile(
    r"(?<![\d.,-])(\d{1,3})-(\d{1,2})(?:-(\d{1,2}(?:\.\d{1,9})?)|(\.\d{1,9}))?(?= {0,2}[NSEWs])"
    r"|(?<=[NSEWs]) {0,2}(\d{1,3})-(\d{1,2})(?:-(\d{1,2}(?:\.\d{1,9})?)|(\.\d{1,9}))?(?![\d.-])"
)
"""Degrees, minutes and seconds with hyphens, and a letter beside them: "50-27-00N", "N50-27.5"."""

_COMMA = re.compile(r"(?<!\d)(\d+),(\d+)")
_INTEGERS = re.compile(r"(?<![\d,])\d+(?:,\d+)+(?![\d,])")

_AXES = {"N": "lat", "S": "lat", "A": "lat", "E": "lon", "W": "lon", "O": "lon", "B": "lon"}
_SEPARATORS = ",;/|&_"
_MARKS = ("°:", "':", '"s')
_LONGEST = 200


class AngleToken(NamedTuple):
    """A number with its text, or a sign; and whether white space stands before it."""

    sign: str
    text: str
    spaced: bool


@dataclass(frozen=True)
class Angle:
    """Degrees, and what the text says of them: its axis (lat, lon or "") and its letter."""

    degrees: float
    axis: str = ""
    letter: str = ""


def cut(text: str, *, single: bool = False) -> list[AngleToken]:
    """Return the parts of a text, none where one of them cannot belong to coordinates.

    Parameters
    ----------
    single
        Whether the text holds one number of a point and not both, which tells what a comma is.
    """
    if len(text) > _LONGEST:
        return []
    plain = _write_commas(_fold(text), single=single)
    tokens, at = [], 0
    while at < len(plain):
        found = _TOKEN.match(plain, at)
        if found is None:
            return []
        number = found["number"]
        tokens.append(
            AngleToken("" if number else found["sign"], number or "", bool(found["space"]))
        )
        at = found.end()
    return _settle_seconds(tokens)


def _fold(text: str) -> str:
    """Return a text with one spelling of each sign, and signs in the place of words."""
    plain = text.translate(_SIGNS)
    if not plain.isascii():
        digits = (unicodedata.decimal(each, None) for each in plain)
        pairs = zip(digits, plain, strict=True)
        plain = "".join(each if digit is None else str(digit) for digit, each in pairs)
    plain = " ".join(re.sub(r"[()\[\]{}]", " ", plain.lower()).split())
    plain = _WORDS.sub(lambda word: f" {_SIGN_OF[str(word.lastgroup)]} ", plain)
    plain = _HYPHENS.sub(_mark_parts, plain)
    plain = _BETWEEN.sub(", ", plain)
    return plain.replace("''", '"').strip(" .,;|&")


def _mark_parts(found: re.Match[str]) -> str:
    degrees, minutes, seconds, fraction = found.groups()[:4] if found[1] else found.groups()[4:]
    return f" {degrees}° {minutes}{fraction or ''}' " + (f'{seconds}" ' if seconds else "")


def _write_commas(text: str, *, single: bool) -> str:
    """Return the text with points for decimal commas; empty where a comma can be either."""
    if "," not in text or (not single and re.search(r"\d\.\d", text)):
        return text
    if single:
        return _COMMA.sub(r"\1.\2", text)
    runs = [run[0].count(",") for run in _INTEGERS.finditer(text)]
    if runs in ([1], []) and re.fullmatch(r"[+-]?\d+, ?[+-]?\d+", text):
        return text  # "46,32": two whole numbers
    if any(run % 2 == 0 for run in runs):
        return ""  # "46,32,120"
    return _COMMA.sub(r"\1.\2", text)


def _settle_seconds(tokens: list[AngleToken]) -> list[AngleToken]:
    """Tell the "s" of seconds from that of the south, and give the letter O its sign."""
    settled: list[AngleToken] = []
    for token in tokens:
        sign = token.sign
        if sign == "s":
            before = "".join(each.sign or "#" for each in settled[-4:])
            sign = '"' if before.endswith("#'#") else "S"
        settled.append(token._replace(sign="O" if sign == "o" else sign))
    return settled


def letters(tokens: Sequence[AngleToken]) -> set[str]:
    """Return the hemispheres that are named."""
    return {token.sign for token in tokens} & set("NSEWO")


def tell_ost(texts: Iterable[Sequence[AngleToken]]) -> str:
    """Return the hemisphere that O is short for in a column, empty where nothing shows it.

    It is the east in German and the west in French, Italian and Spanish: the column's other
    letters tell, unless its headings do (`coordinates.settle_ost`).
    """
    named = {letter for tokens in texts for letter in letters(tokens)} & set("EW")
    return {frozenset("E"): "W", frozenset("W"): "E"}.get(frozenset(named), "")


def read_angle(tokens: Sequence[AngleToken], ost: str = "") -> Angle | None:
    """Return the one number that the parts make up, ``None`` where they make none.

    Parameters
    ----------
    ost
        The hemisphere that O is short for, "E" or "W"; empty where nothing shows it.
    """
    named = [token.sign for token in tokens if token.sign in _AXES]
    hemispheres = [sign for sign in named if sign not in "AB"]
    if len(hemispheres) > 1 or len({_AXES[sign] for sign in named}) > 1:
        return None
    body = [token for token in tokens if token.sign not in _AXES]
    outer = [*tokens[:2], *tokens[-2:]]
    if any(token not in outer for token in tokens if token.sign in _AXES) or not body:
        return None
    letter = hemispheres[0] if hemispheres else ""
    letter = ost if letter == "O" else letter
    degrees = _read_parts(body)
    if degrees is None or (letter and body[0].text[:1] in "+-") or (hemispheres and not letter):
        return None  # "-48 S": which of the two is meant?
    axis = _AXES[named[0]] if named else ""
    if axis and abs(degrees) > LIMIT[axis]:
        return None
    return Angle(-degrees if letter in ("S", "W") else degrees, axis, letter)


def _read_parts(body: Sequence[AngleToken]) -> float | None:
    """Return degrees of degrees, minutes and seconds with or without their marks."""
    numbers: list[str] = []
    marks: list[str] = []
    for token in body:
        if token.text:
            if len(numbers) > len(marks):
                marks.append("")
            numbers.append(token.text)
        elif len(marks) == len(numbers) - 1:
            marks.append(token.sign)
        else:
            return None
    marks += [""] * (len(numbers) - len(marks))
    if not 1 <= len(numbers) <= len(_MARKS):
        return None
    if any(mark and mark not in _MARKS[at] for at, mark in enumerate(marks)):
        return None
    minor = [float(number) for number in numbers[1:]]
    if any("." in number for number in numbers[:-1]) or any(n[0] in "+-" for n in numbers[1:]):
        return None
    if any(part >= _SIXTY for part in minor):
        return None
    size = abs(float(numbers[0]))
    for part, unit in zip(minor, (_SIXTY, _SIXTY**2), strict=False):
        size += part / unit
    return -size if numbers[0].startswith("-") else size


def read_two_angles(tokens: Sequence[AngleToken], ost: str = "") -> tuple[Angle, Angle] | None:
    """Return the two numbers that the parts make up, in their order.

    Altitude and accuracy may follow, as in "50.45 30.52 120 4.5". Where letters or words tell the
    axes, both angles have one, else neither.
    """
    named = [at for at, token in enumerate(tokens) if token.sign in "NSEWO" and token.sign]
    labels = [at for at, token in enumerate(tokens) if token.sign in "AB" and token.sign]
    if len(named) == 2 and labels:  # noqa: PLR2004 - one for each number
        tokens = [token for token in tokens if token.sign not in "AB" or not token.sign]
        named = [at for at, token in enumerate(tokens) if token.sign in "NSEWO" and token.sign]
        labels = []
    marked = named or labels
    groups = _group_named(tokens, marked) if marked else _group_plain(tokens)
    if groups is None:
        return None
    first, second = (read_angle(group, ost) for group in groups)
    if first is None or second is None or (marked and {first.axis, second.axis} != {"lat", "lon"}):
        return None
    return first, second


Groups = tuple[Sequence[AngleToken], Sequence[AngleToken]]


def _group_named(tokens: Sequence[AngleToken], marked: Sequence[int]) -> Groups | None:
    """Return the parts of both numbers, each with its letter before or behind it."""
    if len(marked) != 2:  # noqa: PLR2004 - one for each number
        return None
    first, second = marked
    before = first == 0
    groups = tokens[: second if before else first + 1], tokens[second if before else first + 1 :]
    rest: Sequence[AngleToken] = ()
    if not before:
        groups, rest = (groups[0], tokens[first + 1 : second + 1]), tokens[second + 1 :]
    if [token for token in rest if not token.text and token.sign not in _SEPARATORS]:
        return None
    return _trim(groups[0]), _trim(groups[1])


def _group_plain(tokens: Sequence[AngleToken]) -> Groups | None:
    """Return the parts of both numbers, where no letter is written."""
    tokens = _trim(tokens)
    marks = {token.sign for token in tokens if token.sign and token.sign in _SEPARATORS}
    parts: list[list[AngleToken]] = [[]]
    for token in tokens:
        if token.sign in marks:
            parts.append([])
        else:
            parts[-1].append(token)
    parts = [part for part in parts if part]
    if len(parts) == 1:
        return _group_spaced(parts[0])
    if len(parts) == 2:  # noqa: PLR2004 - a number each
        counts = {sum(bool(token.text) for token in part) for part in parts}
        return (parts[0], parts[1]) if len(counts) == 1 else None
    flat = [token for part in parts for token in part]
    if len(marks) > 1 or len(parts) != len(flat) or not _is_point(flat):
        return None  # "50.45, 30.52; 50.50, 30.60" are two points
    return parts[0], parts[1]


def _group_spaced(tokens: Sequence[AngleToken]) -> Groups | None:
    marks = {token.sign for token in tokens} - {""}
    numbers = [at for at, token in enumerate(tokens) if token.text]
    if "°" in marks:
        starts = [at for at in numbers if at + 1 < len(tokens) and tokens[at + 1].sign == "°"]
    elif ":" in marks:
        starts = [at for at in numbers if at == 0 or tokens[at - 1].sign != ":"]
        if len(numbers) != 6:  # noqa: PLR2004 - "12:30 13:45" are two times of the day
            return None
    elif marks or not all(token.spaced for token in tokens[1:]):
        return None
    elif len(numbers) == 6:  # noqa: PLR2004 - degrees, minutes, seconds
        starts = [0, 3]
    elif len(numbers) == 2 or _is_point(tokens):  # noqa: PLR2004 - a number each
        return tokens[:1], tokens[1:2]
    else:
        return None
    if len(starts) != 2 or starts[0] != 0:  # noqa: PLR2004 - one for each number
        return None
    return tokens[: starts[1]], tokens[starts[1] :]


def _is_point(tokens: Sequence[AngleToken]) -> bool:
    """Return whether three or four numbers are a point with altitude and accuracy, not two."""
    if len(tokens) not in (3, 4) or not all(token.text for token in tokens):
        return False
    if not all("." in token.text for token in tokens[:2]):
        return False
    values = [float(token.text) for token in tokens]
    return len(values) == 3 or max(abs(values[2] - values[0]), abs(values[3] - values[1])) > 1  # noqa: PLR2004 - numbers


def _trim(tokens: Sequence[AngleToken]) -> Sequence[AngleToken]:
    """Return the parts without separators at either end."""
    parts = list(tokens)
    while parts and parts[0].sign and parts[0].sign in _SEPARATORS:
        parts.pop(0)
    while parts and parts[-1].sign and parts[-1].sign in _SEPARATORS:
        parts.pop()
    return parts
