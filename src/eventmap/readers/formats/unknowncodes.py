"""Numbers that stand for what is not known, such as 999 among deaths.

Where the heading says so ("deaths (999 = unknown)", "lat (0: n/a)"), such a cell is blank, whatever
its column is. Where nothing in the table does, nines far above all other figures are asked about:
as a number of people they would be most of the sum. Codes of surveys, below 0, are no counts in any
column (`values.figures`). What a cell, a title or a note says ("0 = unknown", "zeros mean that
nothing was reported") may hold for one column and not for another: it is told of, and changes
nothing.
"""
# ruff: noqa: RUF001 - dashes and Cyrillic words

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from eventmap.readers.model import Source
from eventmap.readers.values.blanks import SIGNS
from eventmap.readers.values.figures import NOUNS, read_counts

_MEAN = (
    r"means?(?! of)|meaning|stands? for|denotes?|indicates?|represents?|означа\w+|значить|позначає"
    r"|обозначает|значит|signifie(?:nt)?|veut dire|significan?|indican?|bedeute[nt]"
    r"|steh(?:t|en) für|heißt|oznacza(?:ją)?"
)
_IS = rf"\s*(?:=|:|\b(?:if|for|si|wenn|jeśli|якщо|если|{_MEAN})\b|\s[-–—]\s)\s*"
_CODE = r"(?<![\w.,])[-−–]?\d{1,5}(?![\w.,]\d)"
_WORDS = r"[^\W\d_][^\d()\[\]{}=:;,]{1,40}|[nk]/[ak]"
_TOLD = re.compile(
    rf"(?i)(?P<code>{_CODE}){_IS}(?P<words>{_WORDS})"
    rf"|(?P<before>{_WORDS}?){_IS}(?P<behind>{_CODE})"
)
_UNKNOWN = SIGNS - {"none", "nil"}
"""What says that a number is not known: "0 = none" says that nobody is counted."""
_EMPTY = re.compile(r"[(\[{]\s*[,;/]?\s*[)\]}]")


def _find(heading: str) -> list[re.Match[str]]:
    """Return where a heading says which number stands for what is not known."""
    if not any(map(str.isdigit, heading)):
        return []
    return [
        match
        for match in _TOLD.finditer(heading)
        if (match["words"] or match["before"]).strip(" .\"'").casefold() in _UNKNOWN
    ]


def without_codes(heading: str) -> str:
    """Return a heading without what it says of such codes: "deaths" of "deaths (999 = unknown)"."""
    for match in reversed(_find(heading)):
        heading = f"{heading[: match.start()]} {heading[match.end() :]}"
    return _EMPTY.sub(" ", heading)


def _codes(heading: str) -> set[Decimal]:
    told = (match["code"] or match["behind"] for match in _find(heading))
    return {Decimal(re.sub("[−–]", "-", code)) for code in told}


def blank_codes(source: Source) -> tuple[Source, Mapping[str, pd.Series], list[str]]:
    """Return a table without the codes that its headings name.

    With it the columns that had some, and a sentence on each.
    """
    blanked: dict[str, pd.Series] = {}
    notes = []
    for name in map(str, source.cells):
        if not (codes := _codes(name)):
            continue
        cells = source.cells[name]
        known = [text for text in cells.dropna().unique() if _value(str(text)) in codes]
        if known:
            blanked[name] = cells.mask(cells.isin(known))
            notes.append(
                f"{known[0]!r} in {name!r} is read as not known, as the heading says:"
                f" {int(cells.isin(known).sum())} of {int(cells.notna().sum())} cells."
            )
    if not blanked:
        return source, blanked, notes
    return replace(source, cells=source.cells.assign(**blanked)), blanked, notes


_NUMBER = re.compile(r"[-−–]?\d{1,5}(?:[.,]0+)?")


def _value(text: str) -> Decimal | None:
    plain = text.strip()
    if not _NUMBER.fullmatch(plain):
        return None
    return Decimal(re.sub("[−–]", "-", plain).replace(",", "."))


def ask_of_codes(source: Source, columns: Mapping[str, str]) -> tuple[str, str] | None:
    """Return a field of figures in which a number may be a code, and what is asked of it.

    Parameters
    ----------
    columns
        Columns by field, as rules chose them: one that is named by hand is not asked about.
    """
    for noun in NOUNS:
        for end in ("best", "low", "high"):
            field = f"{noun}_{end}"
            name = columns.get(field, "")
            if name not in source.cells:
                continue
            numbers = read_counts(source.cells[name])[0].dropna()
            if (code := _find_nines(numbers)) is None:
                continue
            line = int(str(numbers.index[numbers == code][0]))
            most = numbers[numbers != code].max()
            return field, (
                f"{code} in {name!r} of {source.name} stands far above its other"
                f" numbers, of which {most} is the highest: line {line} is the first. Is it a"
                " number of people, or a code for what is not known? A column that is named"
                " by hand is read as numbers; a heading such as"
                f" '{name} ({code} = unknown)' says that it is a code."
            )
    return None


def tell_of_codes(source: Source, columns: Mapping[str, str]) -> list[str]:
    """Return what notes and cells say of a number that columns of figures hold: a sentence each.

    Parameters
    ----------
    columns
        Columns by field, as rules chose them.
    """
    fields = [f"{noun}_{end}" for noun in NOUNS for end in ("best", "low", "high")]
    names = dict.fromkeys(name for field in fields if (name := columns.get(field, "")))
    counts = {name: source.cells[name] for name in names if name in source.cells}
    if not counts:
        return []
    notes = []
    for code, said in _find_said(source).items():
        held = {
            name: number
            for name, cells in counts.items()
            if (number := int((cells.str.strip() == code).sum()))
        }
        notes += [
            f"{said!r} is written in the table, and {code} in {name!r} is read as a number all"
            f" the same: {number} of {int(counts[name].notna().sum())} cells. A heading such as"
            f" '{name} ({code} = unknown)' says that it is a code."
            for name, number in held.items()
        ]
    return notes


def _find_said(source: Source) -> dict[str, str]:
    """Return the numbers that notes and cells say to be unknown, each with the words that do."""
    notes = [*source.titles, *(each.value for each in source.rejects)]
    texts = []
    for name in source.cells:
        cells = source.cells[name]
        texts += cells[cells.str.contains(_MAY_SAY, na=False)].unique().tolist()
    said: dict[str, str] = {}
    for text in map(str, (*notes, *texts)):
        for match in _SAID.finditer(text):
            if _tells_unknown(match["words"]):
                said.setdefault(_digits(match["code"]), match[0].strip())
        for match in _SAID_BEFORE.finditer(text):
            said.setdefault("0", match[0].strip())
    for text in map(str, notes):  # in a cell, "0 - unknown" is one of some classes
        alone = _SAID_ALONE.search(text)
        if alone and _tells_unknown(alone["words"]):
            said.setdefault(_digits(alone["code"]), alone[0].strip())
        denied = _NOT_NOBODY.search(text)
        if denied and not _tells_unknown(_first_words(text[denied.end() :])):
            code = denied["code"] or denied["german"]
            said.setdefault(_digits(code), text[denied.start() :].strip()[:_SHOWN])
    return said


def _tells_unknown(words: str) -> bool:
    """Return whether some words begin by saying, or say of the number, that it is not known."""
    parts = _JOINED.split(words)[0].split()
    firsts = (" ".join(parts[:end]) for end in range(1, len(parts) + 1))
    if any(len(first) > 1 and first.strip(".").casefold() in _UNKNOWN for first in firsts):
        return True
    told = _UNTOLD.search(" ".join(parts).casefold())
    return told is not None and not _BLANKS.search(words)


def _first_words(text: str) -> str:
    return re.split(r"[.;,]", text, maxsplit=1)[0].strip()


def _digits(code: str) -> str:
    return code if code.isdecimal() else "0"


_ZERO = r"(?:zero(?:s|es)?|zéros?|ceros?|null(?:en)?|zera|нул(?:ь|і|и|ем|ём|ями)|нол(?:ь|и|ем|ём))"
_ANY_CODE = rf"(?<![\w.,-])(?P<code>\d{{1,5}}(?![\w.,]\d)|{_ZERO}\b)"
_SOME_WORDS = r"(?P<words>[^\W\d_]{1,20}(?:['’ ]{1,2}[^\W\d_]{1,20}){0,7})"
_MAY = (
    r"(?:(?:may|can|could|might|also|often|usually|here|simply|може|можуть|тут|может|могут|здесь"
    r"|peu(?:t|vent)|puede[n]?|kann|können|auch|może|mogą|tu|a|the|an) ){0,3}"
)
_SAID = re.compile(
    rf"(?i){_ANY_CODE}[\"'”»]? {{0,2}}(?:=|,? ?{_MAY}(?:{_MEAN})\b,?)"
    rf" {{0,2}}[\"'“«]?{_SOME_WORDS}"
)
"""As in "0 = not known" in a column of notes, or "zeros mean no data" below the table."""
_SAID_ALONE = re.compile(
    rf"(?i)^(?:\W*[^\W\d_]{{1,12}}:)?\W*(?P<code>\b0\b|{_ZERO}\b) ?"
    r"(?::|[-–—]|\b(?:is|are|if|where|when|si|wenn|falls|gdy|jeśli|якщо|если|це|это)\b)"
    rf" {{0,2}}{_SOME_WORDS}(?=\W*$|[,;.])"
)
"""The same where a note begins with it, as "Zeros: no data"."""
_NOT_NOBODY = re.compile(
    rf"(?i){_ANY_CODE} (?:(?:do|does) not|don't|doesn't|не|ne|no|nie)"
    r"(?: (?:necessarily|always|обов'язково|обязательно|завжди|всегда|necesariamente))?"
    rf" (?:{_MEAN}|imply|signify)\b|(?<![\w.,-])(?P<german>0|null) bedeutet nicht\b"
)
"""As in "a zero does not mean that nobody was killed"."""
_UNTOLD_WORDS = (
    r"unknown|not (?:yet |been )?(?:known|reported|recorded|available|given|stated|counted)"
    r"|(?:no|missing) (?:data|information|figures?|numbers?|reports?)\b"
    r"|nothing (?:is|was) (?:known|reported)"
    r"|невідом|нема(?:є)? (?:дан|інформ|відомост)|дан(?:их|і) (?:немає|нема|відсутн)"
    r"|не (?:вказан|зазначен|повідом|встановлен|відом)"
    r"|неизвест|нет (?:данн|сведен|информ)|данны[хе] (?:нет|отсутств)"
    r"|не (?:указан|сообщ|известн|установлен)"
    r"|inconnu|non (?:connu|communiqu|précis|renseign|disponib|déclar|signal)"
    r"|(?:pas|aucune?|absence) (?:de |d['’ ]{0,2})?(?:donnée|information|chiffre|nombre)"
    r"|desconocid|sin (?:dato|inform|cifra)|no (?:disponib|informad|reportad|especificad|consta)"
    r"|no se (?:conoce|sabe|inform)|unbekannt|keine (?:angabe|daten|zahl|information|meldung)"
    r"|nicht (?:bekannt|gemeldet|angegeben|verfügbar|erfasst)|ohne angabe"
    r"|nieznan|brak (?:danych|informacji)|nie (?:podano|wiadomo|ustalono|zgłoszono)|nieustalon"
)
_UNTOLD = re.compile(rf"\b(?:{_UNTOLD_WORDS})")
_SAID_BEFORE = re.compile(
    rf"(?i)\b(?:{_UNTOLD_WORDS})[^\W\d_]*(?: [^\W\d_]{{1,20}}){{0,3}}?"
    r",? (?:= ?|(?:(?:is|are|was|were|been|est|sont|se|wird|werden|sind|jest|są) ){0,2}"
    r"(?:(?:coded|entered|recorded|shown|given|marked|written|set|listed|counted) (?:as|to|by|with)"
    r"|(?:позначен|записан|вказан|показан|обозначен|указан|отмечен)\w*(?: як| как| через)?"
    r"|(?:codé|noté|indiqué|marqué|saisi)\w*(?: par| comme)?"
    r"|(?:codifica|anota|indica|registra|marca)\w*(?: como| con)"
    r"|als|mit|(?:oznacz|zapis|poda)\w+(?: jako)?) (?:an? |un |eine? )?)"
    rf"(?:0|{_ZERO})(?![\w.,])"
    rf"|\b(?:{_UNTOLD_WORDS})[^\W\d_]*(?: [^\W\d_]{{1,20}}){{0,3}}?,? (?:a )?(?:0|{_ZERO})"
    r" (?:is|are|was|were|has been|have been) (?:entered|given|written|recorded|shown|put|used)"
)
"""The same with the number behind: "unknown figures are coded as 0"."""
_JOINED = re.compile(r"(?i) (?:and|but|while|та|і|й|и|а|et|mais|y|pero|und|aber|i|ale) ")
_BLANKS = re.compile(r"(?i)\b(?:blank|empty|порожн|пуст|vide|vací|leer|pust)")
"""What is unknown where these stand is another cell: "none, blank cells are unknown"."""
_MAY_SAY = (
    r"(?:[0-9]|[ZzCc][ée]ros?|[Zz]éros?|[Zz]eroes|Null(?:en)?|[Zz]er[oa]|[НнNn][уо]л[ьіи])"
    r"[\"'”»]? {0,2}(?:=|[^0-9=]{0,14}(?:mean|stand|denote|indica|represent|знача|значит|позначає"
    r"|signifi|veut dire|bedeute|steht|stehen|heißt|oznacza))"
    r"|(?:(?:as|to|як|как|comme|como|als|jako) |= ?)"
    r"(?:a |un |eine )?(?:0|zero|zéro|cero|Null|нул|нол)"
)
"""What no such text is without; asked first, for addresses have other signs of equality."""

_SHOWN = 60
"""Characters of a note that are shown."""

_TIMES = 10
"""How many times the next highest number a code is at least."""

_TIMES_AGAIN = 2
"""The same of three nines or more that stand twice or more: no two events have just so many."""


def _find_nines(numbers: pd.Series) -> int | None:
    """Return a number of three nines or more, or of two where it stands twice, that is a code."""
    for code in (99, 999, 9999, 99_999):
        again = int((numbers == code).sum())
        others = numbers[numbers != code]
        if not again or others.empty or (code < 999 and again == 1):  # noqa: PLR2004 - three nines
            continue
        times = _TIMES if again == 1 or code < 999 else _TIMES_AGAIN  # noqa: PLR2004
        if others.max() * times <= code:
            return code
    return None
