"""Names of the months of the Gregorian calendar in many languages, and of other calendars' months.

The names in ``months.tsv`` are those of Unicode's CLDR, in full and cut short, by language. Those
in English, Ukrainian and Russian stand here, with more ways to cut them short. A few names mean
different months in different languages: "listopad" is November in Polish and October in Croatian.
They are read where the other names of a column show its language, and never guessed.
"""
# ruff: noqa: RUF001 - Cyrillic words

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from eventmap.places import fold

_ENGLISH = """
    january jan|february feb|march mar|april apr|may|june jun|july jul|august aug
    |september sept sep|october oct|november nov|december dec
"""
_UKRAINIAN = """
    січень січня січ|лютий лютого лют|березень березня берез бер|квітень квітня квіт кві
    |травень травня трав тра|червень червня черв чер|липень липня лип|серпень серпня серп сер
    |вересень вересня верес вер|жовтень жовтня жовт жов|листопад листопада листоп лист лис
    |грудень грудня груд гру
"""
_RUSSIAN = """
    январь января янв|февраль февраля февр фев|март марта мар|апрель апреля апр|май мая
    |июнь июня июн|июль июля июл|август августа авг|сентябрь сентября сент сен
    |октябрь октября окт|ноябрь ноября нояб ноя|декабрь декабря дек
"""
_GERMAN = "jänner|feber|||||||||||"  # as in Austria
_SPANISH = "||||||||setiembre|||"  # as in Peru and Uruguay

_CALENDARS_NAMED = {
    "Hijri": "hijri hegira hegire هجري الهجري",
    "Iranian": "jalali shamsi persian شمسی خورشیدی",
    "Ethiopian": "ethiopian ec",
    "Hebrew": "hebrew",
    "Buddhist": "buddhist",
}
"""Words by which a cell, or the heading of a column, names the calendar of a date."""

_OTHER_CALENDARS = {
    "Hijri": (
        "muharram safar rabi jumada rajab shaban shaaban ramadan ramadhan ramazan shawwal shawal"
        " dhu zul dhul zilhijja محرم صفر ربيع جمادى جمادي رجب شعبان رمضان شوال هـ ه ah"
    ),
    "Iranian": (
        "iranian farvardin ordibehesht khordad mordad shahrivar mehr aban azar bahman esfand"
        " فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر بهمن اسفند حمل ثور جوزا سرطان"
        " اسد سنبله میزان عقرب قوس جدی دلو حوت"
    ),
    "Ethiopian": (
        "meskerem tikimt tikemt hidar tahsas yekatit megabit miyazya ginbot hamle nehase pagume"
        " መስከረም ጥቅምት ኅዳር ታኅሣሥ ጥር የካቲት መጋቢት ሚያዝያ ግንቦት ሰኔ ሐምሌ ነሐሴ ጳጉሜን"
    ),
    "Hebrew": (
        "tishrei cheshvan kislev tevet shevat adar nisan iyar sivan tammuz elul"
        " תשרי חשון כסלו טבת שבט אדר ניסן אייר סיון תמוז אב אלול"
    ),
    "Buddhist": "be พ",
}
"""Their months and eras, which a heading may have for another reason."""

_SYMBOLS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
"""What `mark_months` puts in the place of a month's name, so that shapes need no words."""

MONTH = f"[{_SYMBOLS}]"
"""Pattern of any of them."""

_WORD = re.compile(r"(?:[^\W\d_]|[\u0900-\u0dff\u0e31-\u0e4e])+")
"""With the vowel signs of Indian scripts and of Thai, which are no letters to `re`."""


def month_number(symbol: str) -> int:
    """Return 1 to 12 for what `MONTH` matches."""
    return _SYMBOLS.index(symbol) + 1


@cache
def _names() -> dict[str, dict[int, frozenset[str]]]:
    """Return every folded name with the months that it means, and the languages in which."""
    tables = {"en": _ENGLISH, "uk": _UKRAINIAN, "ru": _RUSSIAN, "de-AT": _GERMAN, "es-PE": _SPANISH}
    rows = [(name, [words.split() for words in text.split("|")]) for name, text in tables.items()]
    listed = Path(__file__).with_name("months.tsv").read_text(encoding="utf-8")
    for line in listed.splitlines():
        if not line.startswith("#"):
            language, *months = line.split("\t")
            rows.append((language, [names.split(",") for names in months]))
    found: dict[str, dict[int, frozenset[str]]] = {}
    for language, by_month in rows:
        for number, names in enumerate(by_month, 1):
            # "7 באוקטובר 2023": a Hebrew month has "in" for a prefix where a day stands before it.
            within = [f"ב{name}" for name in names] if language == "he" else []
            for name in filter(None, map(fold, [*names, *within])):
                meant = found.setdefault(name, {})
                meant[number] = meant.get(number, frozenset()) | {language}
    return found


def _words(text: str) -> list[str]:
    """Return the words and pairs of words of a folded text that are names of months."""
    names = _names()
    words = list(_WORD.finditer(text))
    pairs = (text[one.start() : other.end()] for one, other in pairwise(words))
    return [word for word in (*pairs, *(word[0] for word in words)) if word in names]


def choose_months(texts: Iterable[str]) -> dict[str, int]:
    """Return the month that each name means in a column of folded texts.

    A name that means several is left out, unless the languages that have all the names of the
    column agree about it.
    """
    names = _names()
    used = {word for text in texts for word in _words(text)}
    plain = [names[word] for word in used if len(names[word]) == 1]
    spoken: frozenset[str] | None = None
    for meant in plain:
        languages = frozenset().union(*meant.values())
        spoken = languages if spoken is None else spoken & languages
    chosen: dict[str, int] = {}
    for word in used:
        likely = names[word]
        if len(likely) > 1 and spoken:
            likely = {month: said for month, said in likely.items() if said & spoken}
        if len(likely) == 1:
            (chosen[word],) = likely
    return chosen


def mark_months(text: str, months: Mapping[str, int]) -> str:
    """Return a folded text with a symbol in the place of each name of a month."""
    for word in sorted(set(_words(text)) & set(months), key=len, reverse=True):
        pattern = rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])\.?"
        text = re.sub(pattern, _SYMBOLS[months[word] - 1], text)
    return text


_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = {numeral: number for number, numeral in enumerate(_NUMERALS, 1)}
_NUMERAL = r"([ivxіх]{1,4})"
"""In Latin letters, or in the Cyrillic ones that look like them."""

_ROMAN_MONTHS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<=^\d\d\d\d)[. /-]{{1,2}}{_NUMERAL}[. /-]{{1,2}}(?P<day>\d\d?)\.?$",
        # Behind a day, and before a year or a dash: "12 i 13" is two days in Polish.
        rf"(?<=\d)[. /-]{{1,2}}{_NUMERAL}(?:\.(?= ?\d))?(?=[ /-]{{0,2}}\d{{4}}(?!\d)| ?[–—-] ?\d)",
        rf"(?<=\d)[./-]{_NUMERAL}(?:\.|(?=[/-]))(?=[/-]?\d\d$)",
    )
)
_ALONE = re.compile(rf"{_NUMERAL}[. /-]{{1,2}}(\d{{4}})|(\d{{4}})[. /-]{{1,2}}{_NUMERAL}\.?")


def mark_roman_months(text: str) -> str:
    """Return a folded text with the symbols of months in the place of Roman numerals with a day.

    "12 IV 2023" is of April.
    """
    for pattern in _ROMAN_MONTHS:
        text = pattern.sub(_mark_roman, text)
    return text


def _mark_roman(found: re.Match[str]) -> str:
    month = _ROMAN.get(_plain_numeral(found[1]))
    return f" {_SYMBOLS[month - 1]} {found.groupdict().get('day', '')}" if month else found[0]


def _plain_numeral(text: str) -> str:
    return text.replace("і", "i").replace("х", "x")


def read_roman_month(text: str) -> tuple[int, int] | None:
    """Return year and month of a folded text such as "IV 2023", ``None`` of any other.

    It may be a quarter as well, up to `IV`.
    """
    found = _ALONE.fullmatch(text)
    month = _ROMAN.get(_plain_numeral(found[1] or found[4])) if found else None
    return (int(found[2] or found[3]), month) if found and month else None


def _by_word(calendars: Mapping[str, str]) -> dict[str, str]:
    return {fold(word): name for name, words in calendars.items() for word in words.split()}


_NAMED = _by_word(_CALENDARS_NAMED)
_CALENDARS = _by_word(_OTHER_CALENDARS) | _NAMED


def find_named_calendar(heading: str) -> str | None:
    """Return the name of the other calendar that a heading names: "Date (E.C.)"."""
    words = _WORD.findall(fold(heading).replace(".", ""))
    return next((_NAMED[word] for word in words if word in _NAMED), None)


def find_calendar(text: str) -> str | None:
    """Return the name of the other calendar that a folded text has a month or an era of."""
    words = _WORD.findall(text.replace("'", "").replace("’", "").replace("ʿ", ""))
    return next((_CALENDARS[word] for word in words if word in _CALENDARS), None)
