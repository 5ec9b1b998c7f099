"""Lists of texts in cells, as programs write them: "['Izium', 'Kupiansk']" and ",Izium,"."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from eventmap.readers.model import DRAWN, Source
from eventmap.wording import join_words

_QUOTED = r"(?:'[^'\\]*'|\"[^\"\\]*\")"
_LIST = re.compile(rf"\s*\[\s*(?:{_QUOTED}(?:\s*,\s*{_QUOTED})*)?\s*\]\s*")
_EACH = re.compile(_QUOTED)
_BETWEEN_COMMAS = re.compile(r"(?:,[^,]{0,1000}){1,1000},")
_LETTER = re.compile(r"[^\W\d_]")
_NEARLY_ALL = 0.95
"""How many different cells of a column are lists: of some a quote or a bracket is lost."""


def write_out_lists(source: Source) -> tuple[Source, Mapping[str, pd.Series], list[str]]:
    """Return a table in which columns of lists of texts have these, and no brackets and quotes.

    So it is with the commas where those of all cells of a column begin and end with one.

    A column with more than a few other cells, which stay as they are, is left alone, and so are
    lists of nothing but numbers, which may be points. An empty list is a blank.

    Returns
    -------
    The table, the columns that were written out, and a sentence on them.
    """
    written: dict[str, pd.Series] = {}
    shown: list[str] = []
    for name in map(str, source.cells):
        cells = source.cells[name]
        texts = [] if name in DRAWN else [str(text) for text in cells.dropna().unique()]
        joint = "\n" if any("://" in text for text in texts) else "; "
        lists = [text for text in texts if _LIST.fullmatch(text)]
        if lists and len(lists) >= len(texts) * _NEARLY_ALL:
            plain = {text: text for text in texts} | {
                text: joint.join(each[1:-1] for each in _EACH.findall(text)) for text in lists
            }
        elif texts and all(map(_BETWEEN_COMMAS.fullmatch, texts)):
            plain = {text: joint.join(filter(None, text.split(","))) for text in texts}
        else:
            continue
        if not any(map(_LETTER.search, plain.values())):
            continue
        cells = cells.map(plain).astype("str")
        written[name] = cells.mask(cells == "")
        shown.append(next(text for text in texts if plain[text] not in {"", text}))
    if not written:
        return source, written, []
    verb = "holds" if len(written) == 1 else "hold"
    note = (
        f"{join_words([repr(name) for name in written])} {verb} lists, such as"
        f" {shown[0]!r}: what stands in them is read."
    )
    return replace(source, cells=source.cells.assign(**written)), written, [note]
