"""Which licences are open: rows under them may be handed on by anybody, for any purpose.

The list is that of https://opendefinition.org/licenses/, as publishers write it. A licence for
non-commercial use or without derivatives is not open, and nor is one that is not known here.
"""

import re

import pandas as pd

_OPEN = re.compile(
    r"cc ?0\b.*|cc zero\b.*|cc by(?: sa)?(?: \d| igo| international| intl)*"
    r"|(?:creative commons|cc) (?:attribution|zero|by)(?: share ?alike| sa)?"
    r"(?: \d| igo| international| intl| licen[cs]e| universal)*"
    r"|(?:https? )?(?:www )?creativecommons org (?:licenses by(?: sa)?|publicdomain zero)\b.*"
    r"|(?:public domain|pddl|odc by|odbl|odc odbl|open database licen[cs]e)\b.*"
    r"|(?:ogl|open government licen[cs]e|licence ouverte|open licence|etalab|dl de (?:by|zero))\b.*"
    r"|gfdl\b.*|mit(?: licen[cs]e)?"
)
_CLOSED = re.compile(r"\b(?:nc|nd|non ?commercial|no ?deriv\w*|not?|non|except|only|rights)\b")


def find_open(licences: pd.Series) -> pd.Series:
    """Return which of these texts name an open licence."""
    known = {text: _is_open(str(text)) for text in licences.dropna().unique()}
    return licences.map(known).eq(True)


def _is_open(text: str) -> bool:
    plain = " ".join(re.findall(r"[a-z0-9]+", text.casefold()))
    return bool(_OPEN.fullmatch(plain)) and not _CLOSED.search(plain)
