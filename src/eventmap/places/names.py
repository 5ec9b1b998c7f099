"""Names of places as they are compared: folded to plain letters, and in Latin ones.

Tables of Cyrillic in Latin letters are those of Ukraine and of Russia.
"""
# ruff: noqa: RUF001 - Cyrillic words

import unicodedata
from itertools import filterfalse

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "\u0131": "i", "ə": "e", "æ": "ae"}
)
"""Letters that are no letter with an accent in Unicode; the escaped one is the dotless i."""

_COMMON = dict(zip("абвдезийклмнопрстуф", "abvdeziiklmnoprstuf", strict=True))
_COMMON |= {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": ""}
_COMMON |= {"ю": "iu", "я": "ia"}
_UKRAINIAN = {**_COMMON, "г": "h", "ґ": "g", "є": "ie", "и": "y", "і": "i", "ї": "i", "'": ""}
_RUSSIAN = {**_COMMON, "г": "g", "ё": "e", "и": "i", "ъ": "", "ы": "y", "э": "e", "й": "y"}
_RUSSIAN |= {"ю": "yu", "я": "ya"}
_TABLES = (_UKRAINIAN, _RUSSIAN)


def fold(name: str) -> str:
    """Return a name in small letters without accents, whatever else is in it unchanged."""
    text = name.casefold()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(filterfalse(unicodedata.combining, text))


def romanise(name: str) -> list[str]:
    """Return a name in Latin letters: read as Ukrainian, then as Russian; none without Cyrillic.

    A language that does not have all of the letters is left out.
    """
    text = unicodedata.normalize("NFC", name.casefold()).replace("’", "'").replace("ʼ", "'")
    if not any("а" <= letter <= "ї" or letter == "ґ" for letter in text):
        return []
    return [
        "".join(table.get(letter, letter) for letter in text)
        for table in _TABLES
        if all(letter in table or not letter.isalpha() for letter in text)
    ]
