"""Figures of casualties: what a cell says about a number of people.

- A whole number is itself; "2.0" is 2, "1,234", "1.234" and "1'234" are 1234, in digits of any
  script. Blank and "unknown" are unknown: no 0. "None", "no casualties" are 0.
- Numbers in words, units and marks are read: "two", "3 people", "12[3]"; "3 + 2" is 5.
- A part of the people adds nothing: "3, including 1 child" is 3, "2 (a child among them)" is 2, and
  "12 injured, 4 of them gravely" 12. The words of these are kept, and those of "4 civilians".
  Sorts of people that exclude each other add up: "1 woman, 2 men" is 3. What stands in brackets
  beside the number is not added: "130 (+7)" is 130, its words are kept.
- "3-5" in the column of the best figure is low 3 and high 5 without a best; "at least 4" and "4+"
  are low 4, "up to 5" is high 5. They fill only what the row leaves blank. "More than 100" is low
  100, the number that is printed, and not 101: the words are rarely meant so exactly.
- "About 20" is best 20 and rough: its words are kept besides. So is "+20", which in Spanish may be
  more than 20, and elsewhere so many more.
- "2 killed, 22 injured" is 2 in a column of the killed and 22 in one of the injured.
- "23, 2 missing" is 23 in a column of the killed, and so is "5 + 3 wounded" 5: words are kept.
- "5 (incl. the attacker)" is 5, and "5 without the attackers" at least 5: the words of both are
  kept, and the row is doubtful, for other figures may count otherwise.
- "Woman 65" is no count: the number behind a noun of one person is rather an age, and so is that of
  "male 45", unless a colon stands between, or a smaller number beside: "male 2, female 3" is 5.
- Whatever else is in a cell makes it no count: it is unknown, and its words are kept.
- Where figures disagree, such as a low above the best, all stay as the source has them: nothing
  shows which one is wrong, and its own sums must be found again. The row is counted as doubtful.

A cell becomes a text of one letter a word (`countwords.WordKind`), and patterns of those letters
are the grammar.
"""

# ruff: noqa: RUF001 - apostrophes, and marks of Arabic numbers

import re
import unicodedata
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from eventmap.places import fold
from eventmap.readers.values.blanks import PENDING, SIGNS
from eventmap.readers.values.countwords import (
    FIGURE_SIGNS,
    LONGEST_PHRASE,
    PARTINGS,
    VOCABULARY,
    Word,
    WordKind,
)

Noun = Literal["killed", "injured"]

NOUNS: tuple[Noun, ...] = ("killed", "injured")
FIGURE_ALLOWED = (
    "a whole number of at most 12 digits, a range such as 3-5, at least 3, 3+, or blank"
)

_LONGEST = 200
"""More characters than these are a text, and no figure."""
_MOST = 10**12

_ZEROS = ("none", "nil")
_BLANK = SIGNS - PENDING
_CODE = re.compile(r"-(?:9{1,4}|77|88)(?:\.0+)?")
"""Codes of surveys for what is not known."""
_DECIMALS = re.compile(r"(?:0|[0-9]{4,12})\.000")
"""Where one of these stands in a column, "3.000" is not three thousand there."""
_PLAIN = re.compile(r"[0-9]{1,12}(?:\.0{0,2})?")
_MARKS = re.compile(r"\[[^\[\]]{1,15}\]|[*†‡§¹²³⁰⁴⁵⁶⁷⁸⁹#]")
_ADDED = re.compile(r"\[\s*(\+[^\[\]]*)\]")
"""No footnote: people who are counted besides."""
_REMARK = re.compile(r"\(([^()]*)(?:\)|$)")
_AS_OF = re.compile(
    r"(?:as (?:of|at)|until|stand|état au|a fecha de|até|aggiornato al|stan na|станом на"
    r"|за станом на|по состоянию на|حتى)\b\D{0,25}"
    r"(?:(?:0?[1-9]|[12]\d|3[01]|(?:19|20)\d\d)(?!\d)\D{0,15}){0,3}",
    re.IGNORECASE,
)
"""In brackets behind a number, the day on which it was that: "31 (as of 5 September 2019)"."""
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’ʼ`](?=[^\W\d_])")
_NUMERAL = r"\d{1,3}(?P<apart>[ ,.'’])\d{3}(?:(?P=apart)\d{3})*(?!\d)(?P<zeros>[.,]0+(?!\d))?"
_TOKEN = re.compile(
    rf"(?P<grouped>{_NUMERAL})|(?P<lakh>\d\d?(?:,\d\d)+,\d{{3}}(?!\d))"
    r"|(?P<number>\d+)(?:[.,](?P<decimals>\d+))?|(?P<word>[^\W\d_]+)|(?P<symbol>[^\s\w])"
)
_AGE = re.compile(
    r"\d{1,3}(?:[- ]years?[- ]olds?|[- ]?y/?\.?o\b\.?|[- ]?річн\w+|[- ]?летн\w+|-jährig\w*"
    r"|-letni\w*)"
    r"|,? (?:aged?|віком|в возрасте|im alter von|w wieku) "
    r"\d{1,3}(?:(?:, | and | & | і | и )\d{1,3})*"
    r"(?: років| лет| jahren| lat)?"
    r"|,? (?:de )?\d{1,3} (?:років|роки|року|лет|года|ans|años|anos|anni|lat|jahre)\b",
    re.IGNORECASE,
)
"""How old people are, which counts nobody."""
_FAMILY = re.compile(
    r"^(?:(?:an? |the )?(?:whole |entire )?family of|родина (?:з|із)|сімя (?:з|із)|семья из"
    r"|(?:une )?famille de|(?:una )?familia de|(?:eine )?familie mit|عائلة من) ",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"(?:was|were|earlier|previously|before|formerly|раніше|було|спочатку|ранее|было|сначала|zuvor"
    r"|vorher|auparavant|avant|antes|wcześniej|przedtem)\b",
    re.IGNORECASE,
)
"""What in brackets behind a number says that another one was there before."""
_DIGIT_SPACES = str.maketrans(
    {"\u200c": " ", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "٬": ",", "٫": "."}
)


class CellFigure(NamedTuple):
    """Low, best and high of one cell, each ``None`` if it does not say.

    Parameters
    ----------
    rough
        Whether the cell says that it is no exact number: its words are worth keeping.
    remarked
        Whether it counts people in brackets besides, or says who some or all of them were: so are
        these words.
    attackers
        Whether it says that the attackers are among them, or are not: these words, too.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    rough: bool = False
    remarked: bool = False
    attackers: bool = False


class _Clause(NamedTuple):
    figure: CellFigure
    role: WordKind | None
    sort: str
    added: bool  # by a plus sign
    age: int = 0  # what the number may be instead


@lru_cache(maxsize=65536)
def read_figure(text: str, noun: Noun | None = None) -> CellFigure | None:
    """Return what a cell says, ``None`` if that is no count.

    Parameters
    ----------
    noun
        Which people the column counts. Those that a cell itself calls something else are not
        counted.
    """
    plain = text.strip()
    if _PLAIN.fullmatch(plain):
        return CellFigure(best=int(plain.split(".")[0]))
    zero = plain.casefold() in _ZEROS
    if alone := _ALONE.get(plain[:1].lower() + plain[1:]):
        return CellFigure(best=alone)
    if not plain or _CODE.fullmatch(plain) or (plain in _BLANK and not zero):
        return CellFigure()
    if len(plain) > _LONGEST:
        return None
    figure = _read_beside_attackers(_plainer(plain), noun)
    if plain.startswith("+") and figure is not None and figure.best:
        return figure._replace(rough=True)  # more than so many, or so many more
    return figure


_ALONE = {"un": 1, "une": 1, "una": 1, "um": 1, "uma": 1, "once": 11}
"""What is a number where nothing stands beside it; "UN" is the United Nations."""


@lru_cache(maxsize=65536)
def read_own_figure(text: str, noun: Noun | None) -> CellFigure | None:
    """Return what a cell of a column of one noun says: `read_figure`, or its first bare number.

    "23, 2 missing" says nothing of whom 23 are, but its column does.
    """
    figure = read_figure(text, noun)
    if figure is not None or noun is None or len(text) > _LONGEST:
        return figure
    words = _tokens(_plainer(text.strip()))
    first, *others = _clauses(words) or [_Clause(CellFigure(), None, "", added=False)]
    apart = all(clause.role not in (None, _WANTED[noun]) for clause in others)
    if not others or first.role is not None or not apart or words[0].kind != WordKind.NUMBER:
        return None
    return first.figure._replace(remarked=True)


_MILITARY = re.compile(r"\bmil\b", re.IGNORECASE)
_CIVILIANS = re.compile(r"\bciv(?:s|ilians?)?\b", re.IGNORECASE)


_ELIDED = re.compile(r"(?i)\bd['\u2019](?=une?\b)")
"""As in "plus d'une dizaine"."""


_PREFIXED = re.compile(r"(?<=[\u05d0-\u05ea])-(?=\d)")
"""A hyphen behind a Hebrew prefix, such as "about": no sign of a number or span."""


def _plainer(text: str) -> str:
    """Return a text with ASCII digits, without footnote marks and apostrophes within words.

    "Mil" is Spanish for a thousand, and beside English civilians it is the military.
    """
    if _CIVILIANS.search(text):
        text = _MILITARY.sub("military", text)
    text = _MARKS.sub("", _ADDED.sub(r"(\1)", text)).translate(_DIGIT_SPACES)
    if not text.isascii():
        text = "".join(
            str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text
        )
    text = _PREFIXED.sub(" ", _APOSTROPHE.sub("", _ELIDED.sub("de ", text))).strip()
    if aged := _AGE.match(text):
        text = f"a {text[aged.end() :]}"
    return _FAMILY.sub("", _AGE.sub("", text)).strip()


_ATTACKERS = (
    r"(?:suicide[- ])?(?:attackers?|bombers?|gunm[ae]n|shooters?|assailants?|perpetrators?)"
    r"|terrorists?"
    r"|(?:selbstmord)?attentätern?(?:in)?|täter(?:s|n|in|innen)?|angreifern?|schützen?"
    r"|assaillants?|auteurs?|attaquants?|tireurs?|kamikazes?|terroristes?"
    r"|atacantes?|agresor(?:es)?|autor(?:es)?|tirador(?:es)?|suicidas?|terroristas?"
    r"|(?:нападник|терорист|смертник|стріл(?:е?ц)|зловмисник|нападавш|террорист|стрел(?:ок|к))\w*"
    r"|(?:sprawc|zamachow|napastnik|terroryst)\w*"
)
_WITH = (
    r"including|incl\.?|with|counting|inkl\.?|inklusive|einschließlich|mitsamt|samt|mit|y compris"
    r"|inclus|dont|avec|incluid[oa]s?|incluyendo|con|включно з|включаючи|зокрема|[ву] тому числі"
    r"|[ву] т\. ?ч\.|разом із?|включая|в том числе|вместе с|w tym|włącznie ze?|łącznie ze?"
)
_WITHOUT = (
    r"excluding|excl\.?|not (?:counting|including)|without|apart from|besides|except(?: for)?"
    r"|exkl\.?|exklusive|ohne|außer|abgesehen von|sans(?: compter)?|hors|non compris|excepté"
    r"|excluyendo|sin(?: contar| incluir)?|excepto|без|не рахуючи|не враховуючи|крім|окрім"
    r"|за винятком|не считая|кроме|за исключением|исключая|bez|nie licząc|oprócz|z wyłączeniem"
)
_ARTICLE = (
    r"(?:the|its|both|all|alleged|suspected|d(?:er|en|em|es|ie)|les?|la|l['’]?|de l['’]?|du|des|un"
    r"|al?|els?|los|las|\d{1,2}|самого)"
)
_INCLUDED = (
    r"included|counted|among (?:them|the dead)|inclus|incluid[oa]s?|eingeschlossen|mitgezählt"
    r"|включно|враховано|включая|включительно|учт[её]н[оы]?|włącznie|wliczon[yie]"
)
_EXCLUDED = (
    r"excluded|not (?:included|counted)|exclue?s?|non inclus|excluid[oa]s?|no incluid[oa]s?"
    r"|nicht (?:eingeschlossen|mitgezählt)|ausgenommen|не (?:враховано|учт[её]н[оы]?)"
    r"|nie ?wliczon[yie]"
)
_OF_ATTACKERS = re.compile(
    rf"(?i)(?:^|[\s,;]|(?=\())(?P<open>\()?(?:(?:(?P<out>{_WITHOUT})|{_WITH}) ?"
    rf"(?:{_ARTICLE} ?){{0,3}}(?:{_ATTACKERS})"
    rf"|(?:one of them )?(?:{_ARTICLE} ?){{0,3}}(?:{_ATTACKERS}) (?:(?:is|are|was|were) )?"
    rf"(?:(?P<behind>{_EXCLUDED})|{_INCLUDED}))(?!\w)(?(open)\))"
)
"""As in "5, including the attacker" or "5 (ohne Täter)"."""


def _read_beside_attackers(text: str, noun: Noun | None) -> CellFigure | None:
    """Return what a text says, whether or not it says that the attackers are counted."""
    said = _OF_ATTACKERS.search(text)
    if not said:
        return _read_words(text, noun)
    figure = _read_words(f"{text[: said.start()]} {text[said.end() :]}".strip(), noun)
    before = [word.kind for word in _tokens(text[: said.start()]) if word.kind in tuple(_ROLES)]
    if figure is None or (before and noun and before[-1] != _WANTED[noun]):
        return figure  # it is said of others
    most = max((end for end in figure[:3] if end is not None), default=0)
    if any(int(number) > most for number in re.findall(r"\d+", said[0])):
        return None  # "1 with 2 attackers"
    if (said["out"] or said["behind"]) and figure.low is None and figure.high is None:
        figure = figure._replace(low=figure.best, best=None)
    return figure._replace(attackers=True)


def _read_words(text: str, noun: Noun | None) -> CellFigure | None:
    found = list(_REMARK.finditer(text))
    remarks = [each[1] for each in found]
    bare = _REMARK.sub(" ", text).strip()
    if remarks and (not bare or bare in SIGNS):
        return read_figure(remarks[0], noun) if len(remarks) == 1 else None
    words = _tokens(bare)
    clauses = _clauses(words)
    figure = _choose(clauses, noun) if clauses else None
    if figure is None:
        return None
    for remark, match in zip(remarks, found, strict=True):
        said = _tokens(remark)
        if _stands_behind_others(_REMARK.sub(" ", text[: match.start()]), noun):
            figure = figure._replace(remarked=True)
            continue
        others, more = _counts_others(said, noun), remark.lstrip().startswith("+")
        # "Four (4)", "4 (four)": what is written out is written once more in digits.
        twice = remark.strip() == str(figure.best) and not any(map(str.isdigit, bare))
        twice |= said == [Word(WordKind.NUMBER, figure.best or 0)] and figure.best is not None
        told = _EARLIER.match(remark.strip()) or _AS_OF.fullmatch(remark.strip())
        if not (others or more or twice or told or _is_mere_remark(said, figure, noun)):
            return None
        rough = any(word.kind in (WordKind.ROUGH, WordKind.QUESTION) for word in said)
        rough = rough or (more and not others)
        counts = any(word.kind == WordKind.NUMBER for word in said)
        figure = figure._replace(
            rough=figure.rough or rough, remarked=figure.remarked or (counts and not twice)
        )
    return figure


def _stands_behind_others(before: str, noun: Noun | None) -> bool:
    """Return whether brackets are of others: "2 killed, 22 injured (3 children)" of the injured."""
    roles = [word.kind for word in _tokens(before) if word.kind in tuple(_ROLES)]
    return bool(noun and roles and roles[-1] != _WANTED[noun])


def _is_mere_remark(words: list[Word], figure: CellFigure, noun: Noun | None) -> bool:
    """Return whether what stands in brackets leaves the number before it as it is."""
    numbers = [word.value for word in words if word.kind == WordKind.NUMBER]
    ends = [end for end in figure[:3] if end is not None]
    roles = {WordKind.KILLED, WordKind.INJURED, WordKind.OTHER}
    parts = (*_PARTS, WordKind.SORT, WordKind.BADLY, WordKind.KILLED, WordKind.INJURED)
    kinds = {word.kind for word in words}
    if not numbers:
        return True
    another = _WANTED.get(noun) in kinds  # "3 (2 killed)" in a column of the killed
    if len(numbers) > 1 and sum(numbers) == figure.best and not kinds & roles:
        return True  # "498 (377 in Angola, 121 in Congo)"
    return bool(kinds & {*parts}) and not another and max(numbers) <= max(ends)


def _counts_others(words: list[Word], noun: Noun | None) -> bool:
    """Return whether what stands in brackets counts others: "2 (22 injured)" of the killed."""
    kinds = {word.kind for word in words}
    wanted = _WANTED.get(noun)
    others = {WordKind.OTHER, WordKind.KILLED, WordKind.INJURED} - {wanted}
    if noun == "killed":
        others.add(WordKind.BADLY)
    return WordKind.NUMBER in kinds and bool(noun and kinds & others) and wanted not in kinds


def _tokens(text: str) -> list[Word]:
    """Return the words of a text by what they are, longest phrases first, fillers left out."""
    plain = fold(text)
    pieces = list(_TOKEN.finditer(plain))
    words: list[Word] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece["word"]:
            found, used = _phrase(pieces, at)
            words += found
            at += used
            continue
        if piece["symbol"]:
            if piece[0] in ":=" and words:
                words[-1] = words[-1]._replace(sex=False)
            less = piece[0] == "<" and not plain.startswith("=", piece.end())
            words.append(Word(FIGURE_SIGNS.get(piece[0], WordKind.UNKNOWN), value=int(less)))
        else:
            words.append(_numeral(piece)._replace(digits=True))
        at += 1
    return _merge_numbers(_without_fillers(words))


_OF_A_NUMBER = (
    *(WordKind.NUMBER, WordKind.HUNDRED, WordKind.THOUSAND, WordKind.ARTICLE),
    *(WordKind.LEAST, WordKind.MOST, WordKind.FROM, WordKind.ROUGH),
)


def _without_fillers(words: list[Word]) -> list[Word]:
    """Return the words that count: "another 4", of a cell that names no first ones, is rough."""
    kept: list[Word] = []
    for word in words:
        if word.kind == WordKind.FURTHER:
            if all(each.kind in _OF_A_NUMBER for each in kept):
                kept.append(Word(WordKind.ROUGH))
        elif word.kind != WordKind.FILLER:
            kept.append(word)
    ends = (WordKind.LEAST, WordKind.MOST, WordKind.FROM)
    if (
        len(kept) > 1
        and kept[-1].kind == WordKind.ARTICLE
        and all(each.kind in ends for each in kept[:-1])
    ):
        kept[-1] = Word(WordKind.NUMBER, 1)  # "au moins une"
    return kept


def _phrase(pieces: list[re.Match[str]], at: int) -> tuple[list[Word], int]:
    """Return what the longest known phrase from here is, and how many pieces it has."""
    within = (*pieces[at : at + 2 * LONGEST_PHRASE], None)
    parts: list[str] = []
    best: tuple[list[Word], int] | None = None
    for used, piece in enumerate(within):
        if piece is None or len(parts) == LONGEST_PHRASE:
            break
        if piece["symbol"] in ("-", ".", "'", "/") and used:
            continue  # "twenty-one", "в т.ч."
        if not piece["word"]:
            break
        parts.append(piece["word"])
        if known := VOCABULARY.get(tuple(parts)):
            best = [known[0]], used + 1
    word = pieces[at]["word"]
    if best is None and word.startswith("و") and (known := VOCABULARY.get((word[1:],))):
        return [Word(WordKind.AND), known[0]], 1  # "and" is written together with what follows
    return best or ([Word(WordKind.UNKNOWN)], 1)


def _numeral(piece: re.Match[str]) -> Word:
    if grouped := piece["grouped"]:
        whole = int(grouped.removesuffix(piece["zeros"] or " ").replace(piece["apart"], ""))
        if grouped.startswith("0"):  # as in "0.000"
            return Word(WordKind.UNKNOWN if whole else WordKind.NUMBER)
        return Word(WordKind.NUMBER, whole)
    if piece["lakh"]:
        return Word(WordKind.NUMBER, int(piece["lakh"].replace(",", "")))
    value, decimals = int(piece["number"]), piece["decimals"] or "0"
    if int(decimals):
        return Word(WordKind.UNKNOWN, value, sort=decimals)
    return Word(WordKind.NUMBER, value)


def _merge_numbers(words: list[Word]) -> list[Word]:
    """Return the words with every number in one: "two hundred and five", "1,5 тис."."""
    merged: list[Word] = []
    for at, word in enumerate(words):
        last = merged[-1] if merged else Word(WordKind.COMMA)
        before = merged[-2] if len(merged) > 1 else Word(WordKind.COMMA)
        numbers = last.kind == word.kind == WordKind.NUMBER
        after = words[at + 1] if at + 1 < len(words) else Word(WordKind.COMMA)
        if word.kind in (WordKind.HUNDRED, WordKind.THOUSAND):
            factor = 100 if word.kind == WordKind.HUNDRED else 1000
            if last.kind == WordKind.UNKNOWN and last.sort.isdecimal():
                scaled = int(f"{last.value}{last.sort}") * factor
                rest = 10 ** len(last.sort)
                kind = WordKind.NUMBER if scaled % rest == 0 else WordKind.UNKNOWN
                merged[-1] = Word(kind, scaled // rest, rough=True)
            elif last.kind == WordKind.NUMBER:
                merged[-1] = _times(last, factor)
            elif last.kind == WordKind.ARTICLE:
                merged[-1] = Word(WordKind.NUMBER, factor, rough=True)
            else:
                merged.append(Word(WordKind.NUMBER, factor))
        elif numbers and _continues(last, word):
            merged[-1] = last._replace(value=last.value + word.value)
        elif numbers and word.rough:  # "two dozen"
            merged[-1] = last._replace(value=last.value * word.value, rough=True)
        elif (
            word.kind == WordKind.NUMBER
            and last.kind == WordKind.AND
            and before.kind == WordKind.NUMBER
            and _continues(before, word)
            and after.kind != WordKind.INJURED
        ):
            merged[-2:] = [before._replace(value=before.value + word.value)]
        else:
            merged.append(word)
    return merged


def _times(number: Word, factor: int) -> Word:
    """Return a number before "hundred" or "thousand": of "one thousand two" the two counts them."""
    thousands, rest = divmod(number.value, 1000)
    if factor == 100 and number.value >= factor and not number.digits:  # noqa: PLR2004
        counted = thousands and 0 < rest < 10  # noqa: PLR2004
        return number._replace(value=thousands * 1000 + rest * factor) if counted else _OTHER
    return number._replace(value=number.value * factor)


def _continues(number: Word, word: Word) -> bool:
    """Return whether a number in words goes on with another one: "one hundred and five"."""
    if number.digits or word.digits or word.rough:
        return False
    below = 1000 if number.value % 1000 == 0 else 100
    return number.value >= below > word.value > 0 and number.value % below == 0


_OTHER = Word(WordKind.UNKNOWN)
_NOUNS = f"[{WordKind.PEOPLE}{WordKind.SORT}]*"
_ROLES = f"[{WordKind.KILLED}{WordKind.INJURED}{WordKind.OTHER}]"
_ANY = f"[{WordKind.PEOPLE}{WordKind.SORT}{WordKind.KILLED}{WordKind.INJURED}{WordKind.OTHER}]*"
_QUANTITY = (
    r"(?:"
    r"[BF]?R?NH?[DA\-TO]NR?|BR?NH?&N"  # between two numbers
    r"|[LF]R?N|R?LN|N[l+](?!N)|NL"  # at least
    r"|[MD]R?N|RMN|Nm|NM"  # at most
    r"|RA?N|N[R?]+|\?N|A?N"
    r")"
)
_CLAUSE = re.compile(
    rf"(?P<zero>{_ANY}Z{_ANY})"
    rf"|(?P<first>{_NOUNS}{_ROLES}{_ANY}-?)(?P<behind>{_QUANTITY}){_NOUNS}"
    rf"|{_NOUNS}(?P<number>{_QUANTITY})(?P<after>R?{_ANY})"
    rf"|(?P<alone>A?{_ANY}[{WordKind.PEOPLE}{WordKind.SORT}{WordKind.KILLED}{WordKind.INJURED}])"
)
_WANTED: dict[Noun | None, WordKind] = {"killed": WordKind.KILLED, "injured": WordKind.INJURED}
_PARTS = (WordKind.PART.value, WordKind.AMONG.value)
_BOUND_OF_NEXT = re.compile(r"[lm](?=R?N)")
_OF_WHOM = re.compile(rf"{WordKind.AMONG.value}{_NOUNS}")
"""Behind the only number, as in "5 of them children", which does not say how many they all are."""
_BETWEEN = re.compile(r"[,&/+]+")
_BADLY_HURT = re.compile(
    rf"[{WordKind.PART}{WordKind.AMONG}]{{0,2}}R?(?P<number>NH?){WordKind.AMONG}?"
    rf"(?=[IHC]*{WordKind.BADLY})[IHC{WordKind.BADLY}]+"
)
"""Behind the injured: how many of them are badly hurt, or slightly."""


def _clauses(words: list[Word]) -> list[_Clause] | None:
    """Return what each clause of a cell counts, ``None`` where some of it is not understood."""
    # "15 dead and more than 20 injured": where a number follows, it is the bound of that one.
    letters = _BOUND_OF_NEXT.sub(lambda kind: kind[0].upper(), "".join(word.kind for word in words))
    clauses: list[_Clause] = []
    at, part = 0, False
    while at < len(letters):
        added = False
        if gap := _BETWEEN.match(letters, at):
            added, at = gap[0] == "+", gap.end()
        if at == len(letters):
            if gap and WordKind.AND in gap[0]:
                return None  # "45 y"
            break
        if hurt := _match_hurt(letters, at, words, clauses):
            part, at = False, hurt
            clauses[-1] = _with_more(clauses[-1])
            continue
        if letters.startswith(_PARTS, at):
            part, at = True, at + 1
        match = _CLAUSE.match(letters, at)
        if not match or match.end() == at:
            return None
        if not clauses and _OF_WHOM.fullmatch(letters, match.end()):
            return None
        clause = _clause(match, words)
        if clause is None and part:  # "two of them children"
            at = match.end()
            clauses[-1:] = map(_with_more, clauses[-1:])
            continue
        if clause is None or (at and not gap and not part and clause.role is None):
            return None
        at = match.end()
        inner = part or (bool(clauses) and letters.startswith(WordKind.AMONG, at))
        if not inner or (clause.role is not None and letters[match.start() - 1] not in _PARTS):
            clauses.append(clause._replace(added=added))
            part = False
        else:
            part = True
            clauses[-1:] = map(_with_more, clauses[-1:])
    return clauses


def _with_more(clause: _Clause) -> _Clause:
    """Return a clause behind which some of its people are counted by themselves."""
    return clause._replace(figure=clause.figure._replace(remarked=True))


def _match_hurt(letters: str, at: int, words: list[Word], clauses: list[_Clause]) -> int:
    """Return where a number of the badly hurt among the injured before it ends, 0 for none."""
    match = _BADLY_HURT.match(letters, at) if clauses else None
    if match is None:
        return 0
    figure, role = clauses[-1].figure, clauses[-1].role
    most = max((end for end in figure[:3] if end is not None), default=0)
    told = role == WordKind.INJURED or (role is None and letters.startswith(_PARTS, at))
    return match.end() if told and words[match.start("number")].value <= most else 0


def _clause(match: re.Match[str], words: list[Word]) -> _Clause | None:
    inside = words[match.start() : match.end()]
    roles = {word.kind for word in inside if word.kind in tuple(_ROLES[1:-1])}
    sorts = {word.sort for word in inside if word.kind == WordKind.SORT}
    if len(roles) > 1 or len(sorts) > 1:
        return None
    role = next(iter(roles), None)
    sort = next(iter(sorts), "")
    if match["zero"]:
        return _Clause(CellFigure(best=0), role, sort, added=False)
    if match["alone"]:
        counts = [word.value for word in inside if word.value]
        article = inside[0].kind == WordKind.ARTICLE
        if not counts and not article:
            return None
        return _Clause(CellFigure(best=max(counts, default=1)), role, sort, added=False)
    group = "behind" if match["behind"] else "number"
    start, end = match.span(group)
    aged = start > match.start() and words[start - 1].person
    if aged and any(word.value > 1 for word in words[start:end]):
        return None  # "woman 65"
    figure = _quantity(match[group], words[start:end])
    rough = any(word.kind == WordKind.ROUGH for word in inside)
    headed = start > match.start() and words[start - 1].sex
    return figure and _Clause(
        figure._replace(rough=figure.rough or rough),
        role,
        sort,
        added=False,
        age=(figure.best or 0) * headed,
    )


def _quantity(letters: str, words: list[Word]) -> CellFigure | None:
    numbers = [word for word in words if word.kind == WordKind.NUMBER]
    rough = any(word.rough for word in numbers) or bool(re.search(r"[R?]", letters))
    values = [word.value for word in numbers]
    if max(values) >= _MOST or values != sorted(values):
        return None
    if len(values) > 1:
        return CellFigure(low=values[0], high=values[1], rough=rough)
    if re.search(r"[FLl+]", letters):
        return CellFigure(low=values[0], rough=rough)
    if re.search(r"[MmD]", letters):
        less = not rough and any(each.kind == WordKind.MOST and each.value for each in words)
        return CellFigure(high=max(values[0] - less, 0), rough=rough)
    return CellFigure(best=values[0], rough=rough)


_YOUNGEST = 10
"""From here on numbers behind "male" and "female" are rather ages than so many people."""


def _choose(clauses: list[_Clause], noun: Noun | None) -> CellFigure | None:
    """Return the figure of those clauses that count what the column counts."""
    ages = [clause.age for clause in clauses if clause.age > 1]
    if ages and (len(clauses) == 1 or min(ages) >= _YOUNGEST):
        return None  # "male 45"
    wanted = _WANTED.get(noun)
    own = [clause for clause in clauses if wanted and clause.role == wanted]
    unnamed = [clause for clause in clauses if clause.role is None]
    if own and unnamed:
        # "1 man, 2 women killed": the last word holds for all of them, if they are of one list.
        own = clauses if all(clause.sort for clause in clauses) and len(own) == 1 else []
    elif not own:
        own = unnamed if len(unnamed) == len(clauses) else []
    return _add(own) if own else None


def _add(clauses: list[_Clause]) -> CellFigure | None:
    figures = [clause.figure for clause in clauses]
    if len(figures) == 1:
        return figures[0]._replace(remarked=figures[0].remarked or bool(clauses[0].sort))
    rough = any(figure.rough for figure in figures)
    exact = [figure.best for figure in figures if figure.best is not None]
    sorts = [clause.sort for clause in clauses]
    apart = len({*sorts}) == len(sorts) and any({*sorts} <= parting for parting in PARTINGS)
    if len(exact) == len(figures) and (apart or all(clause.added for clause in clauses[1:])):
        return CellFigure(best=sum(exact), rough=rough, remarked=any(sorts))
    low, high = figures[0], figures[-1]
    bounds = [each for figure in figures for each in figure[:3] if each is not None]
    if low.low is not None and high.high is not None and bounds == [low.low, high.high]:
        return (
            CellFigure(low=low.low, high=high.high, rough=rough) if low.low <= high.high else None
        )
    return None


def read_counts(cells: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return whole numbers, missing where unknown, and which cells are no whole number."""
    if cells.isna().all():
        none = pd.Series(pd.NA, cells.index, dtype="Int64")
        return none, pd.Series(data=False, index=cells.index)
    figures, wrong = _read(cells)
    wrong |= figures["low"].notna() | figures["high"].notna()
    return figures["best"].mask(wrong), wrong


def read_figures(
    low: pd.Series, best: pd.Series, high: pd.Series, noun: Noun | None = None
) -> tuple[pd.DataFrame, dict[str, pd.Series], pd.Series]:
    """Return the figures of one kind that rows of text give.

    Parameters
    ----------
    noun
        Which people they count.

    Returns
    -------
    ``low``, ``best`` and ``high`` (Int64, missing where unknown); by the same names, which cells
    are no count; and which rows' figures disagree.
    """
    (lows, wrong_low), (highs, wrong_high) = read_counts(low), read_counts(high)
    said, wrong_best = _read(best, noun)
    # What is said twice and differently: the figure in its own column counts.
    disagree = _differ(lows, said["low"]) | _differ(highs, said["high"])
    lows, highs = lows.fillna(said["low"]), highs.fillna(said["high"])
    values = pd.DataFrame({"low": lows, "best": said["best"], "high": highs})
    disagree |= _true(lows > said["best"]) | _true(highs < said["best"]) | _true(lows > highs)
    wrong = {"low": wrong_low, "best": wrong_best, "high": wrong_high}
    return values, wrong, disagree


def find_words(
    cells: pd.Series, noun: Noun | None = None
) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Return which cells say their number as no exact one, more in brackets, or of the attackers.

    "About 20" is the first, "130 (7 children)" the second, "130 (+7)" both, "5 (incl. attacker)"
    the third.
    """
    codes, texts = pd.factorize(cells)
    figures = [read_own_figure(str(text), noun) or CellFigure() for text in texts]
    figures.append(CellFigure())  # number -1: blank
    rough, remarked, attackers = (
        pd.Series([getattr(figure, name) for figure in figures], dtype=bool)
        .take(codes % len(figures))
        .set_axis(cells.index)
        for name in ("rough", "remarked", "attackers")
    )
    return rough, remarked, attackers


def split_casualties(
    cells: pd.Series, *, first: Noun | None = "killed"
) -> tuple[pd.Series, pd.Series]:
    """Return the killed and the injured of cells that say both, as two columns.

    "2/22" is "2" and "22". What counts them by their names, "2 killed, 22 injured", is returned
    whole, twice, for `read_figures` finds in it what each column counts; so is what says that
    there is nobody. A single number is that of neither.

    Parameters
    ----------
    first
        Who stands first in "2/22". ``None`` where nothing says so: such a cell is then unread.
    """
    codes, texts = pd.factorize(cells)
    pairs: list[tuple[str | None, str | None]] = [_split(str(text), first) for text in texts]
    pairs.append((None, None))
    killed, injured = (
        pd.Series(part, dtype="str").take(codes % len(pairs)).set_axis(cells.index)
        for part in zip(*pairs, strict=True)
    )
    return killed, injured


def tell_nouns(text: str) -> tuple[Noun, ...]:
    """Return whom a cell itself says that it counts: both in "2 killed, 22 injured"."""
    if len(text) > _LONGEST or _PLAIN.fullmatch(text):
        return ()
    return tuple(noun for noun in NOUNS if any(_tells(each, noun) for each in _pieces(text)))


def tells_of_nobody(text: str) -> bool:
    """Return whether a text says in words that there is nobody: "none", "no casualties"."""
    return any(map(str.isalpha, text)) and read_figure(text) == CellFigure(best=0)


WHOSE_UNTOLD = " ?/?"
"""Stands behind a number, in cells for both, that nothing says whom it counts; never shown."""

_PAIR = re.compile(r"([^/|;()]{1,40})[/|;(]([^/|;()]{1,40})\)?|(\d{1,9})(?:\s?\+\s?|,\s)(\d{1,9})")
_BREAK = re.compile(r"[,;.\n]\s*|\s(?:and|und|et|y|i|та|і|и)\s")


def _tells(text: str, noun: Noun) -> bool:
    return read_figure(text) is None and read_figure(text, noun) is not None


def _pieces(text: str) -> list[str]:
    """Return a cell whole if it is understood so, else what its clauses say."""
    if any(read_figure(text, noun) is not None for noun in NOUNS):
        return [text]
    return [piece for piece in _BREAK.split(text) if piece and not piece.isspace()]


def begins_with_figure(text: str) -> bool:
    """Return whether a cell begins with a bare number whose column has to say whom it counts."""
    if read_figure(text) is not None:
        return False
    return any(
        read_figure(text, noun) is None and read_own_figure(text, noun) is not None
        for noun in NOUNS
    )


def _split(text: str, first: Noun | None) -> tuple[str | None, str | None]:
    plain = _MARKS.sub("", text).strip()
    match = _PAIR.fullmatch(plain)
    parts = [part.strip() for part in match.groups() if part] if match and first else []
    if parts and all(read_figure(part) is not None for part in parts):
        one, other = parts
        return (one, other) if first == "killed" else (other, one)
    whole = read_figure(plain)
    if whole in (CellFigure(), CellFigure(best=0)):
        return text, text
    # A number is not left where it would be read as that of one of them.
    headed = whole is not None or begins_with_figure(plain)
    neither = f"{text}{WHOSE_UNTOLD}" if headed else text
    if whole is not None or len(plain) > _LONGEST:
        return neither, neither
    pieces = _pieces(plain)
    told = {noun: [each for each in pieces if _tells(each, noun)] for noun in NOUNS}
    others = [each for each in pieces if not any(_tells(each, noun) for noun in NOUNS)]
    more = {word.kind for each in others for word in _tokens(_plainer(each))}
    named = {word.kind for word in _tokens(_plainer(plain))}

    def part(noun: Noun) -> str | None:
        found = told[noun]
        if len(found) == 1 and _WANTED[noun] not in more:
            return found[0]
        # What is not understood may tell of the others, or of more of the same.
        return neither if found or others or _WANTED[noun] in named else None

    return part("killed"), part("injured")


def _read(cells: pd.Series, noun: Noun | None = None) -> tuple[pd.DataFrame, pd.Series]:
    codes, found = pd.factorize(cells)
    texts = [str(text) for text in found]
    if any(map(_DECIMALS.fullmatch, texts)):
        texts = [text.removesuffix(".000") for text in texts]
    figures: list[Any] = [read_own_figure(text, noun) for text in texts]
    known = [figure or CellFigure() for figure in figures] + [CellFigure()]  # number -1: blank
    ends = {
        name: pd.array([getattr(figure, name) for figure in known], dtype="Int64").take(codes)
        for name in CellFigure._fields[:3]
    }
    unknown = np.array([*(figure is None for figure in figures), False])
    return pd.DataFrame(ends, cells.index), pd.Series(unknown[codes], cells.index)


def _differ(one: pd.Series, other: pd.Series) -> pd.Series:
    return _true(one != other)


def _true(comparison: pd.Series) -> pd.Series:
    return comparison.fillna(False).astype(bool)
