"""Figures whose heading says that they are in thousands or such, written out in full."""
# ruff: noqa: RUF001 - Cyrillic words

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from eventmap.readers.formats.headingwords import read_heading
from eventmap.readers.model import Source
from eventmap.readers.values.figures import NOUNS

_UNITS: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (factor, re.compile(rf"(?i)(?:{words})"))
    for factor, words in (
        (
            1_000_000,
            r"\b(?:millions?|mln|mio|millionen|millones|milhões|млн|мільйон\w*|миллион\w*)\b",
        ),
        (
            1000,
            r"\bthousands?\b|[x×*] ?1[ ,.]?000\b|\bin 1[ ,.]?000s?\b"
            r"|(?:^|[\s(\['\u2018\u2019])000s?\b|\(k\)"
            r"|\b(?:тис|тисяч\w*|тыс|тысяч\w*|tys|tysi[ąęa]c\w*|tsd|tausend|milliers|milhares)\b"
            r"|\b(?:en miles|miles de)\b|\(miles\)|آلاف",
        ),
        (
            100,
            r"[x×*] ?100\b|\b(?:hundreds|сотень|сотні|сотен|сотни|hunderten?|centaines|centenas)\b",
        ),
    )
)
"""In what headings say that numbers are: "Killed (thousands)", "Загинуло, тис. осіб"."""

_NUMBER = re.compile(r"(?<![\d.,])\d{1,9}(?:[.,]\d{1,9})?(?![\d.,]*\d)")
_AMBIGUOUS = re.compile(r"\d[.,]\d{3}(?!\d)|\d \d{3}(?!\d)")
_K_BEHIND = re.compile(r"(?i)\d ?k\b")
_FOOTNOTES = re.compile(r"\[[^\[\]]{0,15}\]|[*†‡]")


def write_out_figures(source: Source) -> tuple[Source, Mapping[str, pd.Series], list[str]]:
    """Return a table with each figure in full whose heading gives it in thousands or such.

    With it the columns that were written out, and a sentence on each.
    """
    written: dict[str, pd.Series] = {}
    notes = []
    for name in map(str, source.cells):
        unit, heading = _find_unit(name), read_heading(name)
        if unit == 1 or not heading.has(*NOUNS) or heading.has("rate"):
            continue
        cells = source.cells[name]
        full = {text: _write_out(str(text), unit) for text in cells.dropna().unique()}
        written[name] = cells.map(full).astype("str")
        if changed := [text for text in full if full[text] != text]:
            first = changed[0]
            notes.append(f"{name!r} is in units of {unit:,}: {first!r} is {full[first]}.")
    if not written:
        return source, written, notes
    return replace(source, cells=source.cells.assign(**written)), written, notes


def _find_unit(heading: str) -> int:
    """Return 1000 for a heading of numbers in thousands, 1 where it names no unit."""
    plain = heading.replace("_", " ")
    return next((factor for factor, words in _UNITS if words.search(plain)), 1)


def _write_out(text: str, factor: int) -> str:
    """Return "2500-3000" for "2.5-3" in thousands.

    Whether "1,234" is one and a bit of these or many of them nothing tells, and of the part of one
    person there is none: such a cell is no number any more, but says what it says in words.
    """
    if _find_unit(text) > 1 or _K_BEHIND.search(text):
        return text
    plain = _FOOTNOTES.sub("", text)
    numbers = [Decimal(found.replace(",", ".")) * factor for found in _NUMBER.findall(plain)]
    if _AMBIGUOUS.search(plain) or any(number % 1 for number in numbers):
        return f"{text} ×{factor}"
    each = iter(numbers)
    return _NUMBER.sub(lambda _: str(int(next(each))), plain)
