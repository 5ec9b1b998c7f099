"""Events as CSV that is safe to open in a spreadsheet.

A text that a spreadsheet would run as a formula gets a single quote in front, as OWASP's page
on CSV injection advises: texts that start with ``=``, ``+``, ``-``, ``@``, the full-width or
small forms of these or a minus sign proper, also behind blanks, a byte order mark, other
invisible characters or double quotes, and texts that start with a tab or a line break. Quoting
a field is no protection: the spreadsheet removes the quotes first. Where the list separator is
``;`` a spreadsheet splits a comma-separated file inside the texts, so the same holds after each
``;``, tab and line break in them.

The added quote stays part of the text, and a text that had one of its own is not told apart
from it: read the JSON or GeoJSON export where every character counts. Numbers are never
quoted: a longitude of -0.1278 stays a number.
"""

import re
from collections.abc import Generator, Iterable

import pandas as pd

from eventmap.schema import DatasetInfo
from eventmap.selection import describe_terms

_CELL_START = r"^|\r\n|[;\t\r\n]"
# Blanks and invisible characters, but no cell start: each text is then read once, not once a line.
_SKIPPED = (
    r" \x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u180e\u2000-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\ufff9-\ufffb\""
)
_FORMULA_START = rf"[{_SKIPPED}]*[-=+@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20]"
_UNGUARDED = re.compile(rf"^(?=[\t\r\n])|(?:{_CELL_START})(?={_FORMULA_START})")


def write_csv(
    frames: Iterable[pd.DataFrame], info: DatasetInfo, selection: str = ""
) -> Generator[bytes]:
    """Yield events as RFC 4180 CSV in UTF-8 without byte order mark.

    Days are ISO text, unknown values are blank cells, ``redistributable`` is true or false.

    Parameters
    ----------
    selection
        Stands before the header, with whose data they are, in lines that start with ``#``, which
        not every program knows for comments: none unless it is given.
    """
    for line in (selection, describe_terms(info)) if selection else ():
        yield f"# {guard_text(' '.join(line.split()))}\r\n".encode()
    for number, frame in enumerate(frames):
        safe = frame.apply(_write_column)
        text = safe.to_csv(
            index=False, header=number == 0, lineterminator="\r\n", date_format="%Y-%m-%d"
        )
        yield text.encode()


def _write_column(column: pd.Series) -> pd.Series:
    if pd.api.types.is_bool_dtype(column):
        return column.map({True: "true", False: "false"})
    if pd.api.types.is_string_dtype(column):
        return column.map(guard_text, na_action="ignore")
    return column


def guard_text(text: str) -> str:
    """Return `text` so that no spreadsheet takes any of it for a formula."""
    return _UNGUARDED.sub(lambda start: f"{start[0]}'", text)
