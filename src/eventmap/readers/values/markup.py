"""Tags of HTML in texts of web pages, which nobody means to read."""

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


def leave_out_tags(text: pd.DataFrame, names: tuple[str, ...]) -> tuple[pd.DataFrame, list[str]]:
    """Return the texts without tags of HTML in these columns, and a note on how many had some."""
    count = 0
    for name in names:
        found = text[name].str.contains(_CLOSED).fillna(value=False).astype(bool)
        if not found.any():
            continue
        count += int(found.sum())
        plain = text[name].copy()
        plain[found] = [_strip(words) for words in plain[found]]
        text = text.assign(**{name: plain.mask(plain == "")})
    note = f"Left out of {count_of(count, 'text')} of events: tags of HTML."
    return text, [note] if count else []


def _strip(words: str) -> str:
    plain = _TAG.sub("", _BREAK.sub(" ", words))
    return " ".join(html.unescape(plain).split())
