"""Lists of texts in cells, as programs write them: "['Izium', 'Kupiansk']" and ",Izium,".

Texts with numbers behind them, as of a place and its point, are parted: ``["Izium", 49.2, 37.3]``.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
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
_MIXED = re.compile(r"\s*\[\s*\".*\d\s*\]\s*", re.DOTALL)
_LONGEST = 8
_TWO = 2
_LIMIT = 180


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
        apart: Mapping[str, list[float]] = {}
        lists = [text for text in texts if _LIST.fullmatch(text)]
        if lists and len(lists) >= len(texts) * _NEARLY_ALL:
            plain = {text: text for text in texts} | {
                text: joint.join(each[1:-1] for each in _EACH.findall(text)) for text in lists
            }
        elif texts and all(map(_BETWEEN_COMMAS.fullmatch, texts)):
            plain = {text: joint.join(filter(None, text.split(","))) for text in texts}
        elif texts and (numbers := _part_numbers(texts)):
            plain = {text: ", ".join(words) for text, (words, _) in numbers.items()}
            apart = {text: row for text, (_, row) in numbers.items()}
        else:
            continue
        if not any(map(_LETTER.search, plain.values())):
            continue
        written |= _write_numbers(name, cells, apart) if apart else {}
        cells = cells.map(plain).astype("str")
        written[name] = cells.mask(cells == "")
        shown.append(next(text for text in texts if plain[text] not in {"", text}))
    if not written:
        return source, written, []
    names = [repr(name) for name in written if name in source.cells]
    verb = "holds" if len(names) == 1 else "hold"
    note = f"{join_words(names)} {verb} lists, such as {shown[0]!r}: what stands in them is read."
    return replace(source, cells=source.cells.assign(**written)), written, [note]


def _part_numbers(texts: Iterable[str]) -> dict[str, tuple[list[str], list[float]]]:
    """Return the words and the numbers behind them of each list, as many in one as in another.

    Nothing where a cell is no such list.
    """
    parted: dict[str, tuple[list[str], list[float]]] = {}
    for text in texts:
        values = _decode(text) if _MIXED.fullmatch(text) else []
        words = [each for each in values if isinstance(each, str)]
        behind = values[len(words) :]
        numbers = [
            each for each in behind if type(each) is not bool and isinstance(each, int | float)
        ]
        alike = len(words) + len(numbers) == len(values) <= _LONGEST
        if not alike or not words or not numbers:
            return {}
        parted[text] = (list(dict.fromkeys(words)), numbers)
    return parted if len({len(numbers) for _, numbers in parted.values()}) == 1 else {}


def _decode(text: str) -> list[object]:
    try:
        values = json.loads(text)
    except ValueError:
        return []
    return values if isinstance(values, list) else []


def _write_numbers(
    name: str, cells: pd.Series, rows: Mapping[str, list[float]]
) -> dict[str, pd.Series]:
    """Return the numbers of lists as columns; two that may be a point are one."""
    if _are_points(list(rows.values())):
        texts = {
            f"{name} (point)": {text: f"{lat!r}, {lon!r}" for text, (lat, lon) in rows.items()}
        }
    else:
        count = len(next(iter(rows.values())))
        texts = {
            f"{name}.{at + 1}": {text: repr(row[at]) for text, row in rows.items()}
            for at in range(count)
        }
    return {column: cells.map(known).astype("str") for column, known in texts.items()}


def _are_points(rows: Sequence[Sequence[float]]) -> bool:
    """Return whether two numbers of each list are degrees, and in half of them no whole ones."""
    broken = sum(any(each % 1 for each in row) for row in rows)
    return broken * 2 >= len(rows) and all(
        len(row) == _TWO and all(abs(each) <= _LIMIT for each in row) for row in rows
    )
