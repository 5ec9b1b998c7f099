"""Tags of HTML and its codes of characters in texts of web pages, which nobody means to read."""

import html
import re

import pandas as pd

from eventmap.wording import count_of

_INLINE = "a|abbr|b|cite|code|em|font|i|q|s|small|span|strong|sub|sup|u"
_BLOCKS = (
    "blockquote|body|br|center|dd|div|dl|dt|h[1-6]|head|hr|html|img|li|meta|ol|p|table|tbody|td"
    "|th|thead|tr|ul"
)
_ATTRIBUTES = r"(?:[\s/][^<>]*)?"
_CLOSED = rf"(?i)</(?:{_INLINE}|{_BLOCKS})>|<(?:br|hr|p) ?/?>"
"""What shows that a text is HTML; RE2 reads it, too."""

_TAG = re.compile(rf"(?i)</?(?:{_INLINE}){_ATTRIBUTES}>")
_BREAK = re.compile(rf"(?i)</?(?:{_BLOCKS}){_ATTRIBUTES}>")


_CODE = r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"


def leave_out_tags(text: pd.DataFrame, names: tuple[str, ...]) -> tuple[pd.DataFrame, list[str]]:
    """Return the texts without tags of HTML in these columns, and a note on how many had some.

    Codes of characters are read afterwards, so that a tag that is written by them stays a text.
    """
    count = 0
    for name in names:
        found = text[name].str.contains(_CLOSED).fillna(value=False).astype(bool)
        if not found.any():
            continue
        count += int(found.sum())
        plain = text[name].copy()
        plain[found] = [_strip(words) for words in plain[found]]
        text = text.assign(**{name: plain.mask(plain == "")})
    text = text.assign(**{name: read_characters(text[name]) for name in names})
    note = f"Left out of {count_of(count, 'text')} of events: tags of HTML."
    return text, [note] if count else []


def _strip(words: str) -> str:
    return " ".join(_TAG.sub("", _BREAK.sub(" ", words)).split())


def read_characters(text: pd.Series) -> pd.Series:
    """Return texts with the characters for which codes of HTML stand: "R&amp;D" is "R&D".

    Each is read once, and an address keeps what only looks like one: "?a=1&copy=2".
    """
    coded = text.str.contains("&", regex=False).fillna(value=False).astype(bool)
    if not coded.any():
        return text
    plain = text.copy()  # of claims, several are of one line
    plain[coded] = text[coded].str.replace(_CODE, _character, regex=True).to_numpy()
    return plain


def _character(found: re.Match[str]) -> str:
    return html.unescape(found[0]).replace("\N{NO-BREAK SPACE}", " ")
