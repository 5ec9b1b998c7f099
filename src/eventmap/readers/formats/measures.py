"""Tables that have a row for each number of an event: its killed in one, its injured in the next.

A column says what the number beside it counts ("indicator", "показник"), or of whom those of the
killed and the injured are ("civilians", "military"). Each of its names becomes a column of its own,
as other tables have it, and the rows of one event become one: the first of them. The others are
refused with the line in which their number is read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from eventmap.errors import Reject, row_text
from eventmap.readers.files.totals import rows_by_line
from eventmap.readers.formats.columns import HALF, MOST, runs_on
from eventmap.readers.formats.headingwords import read_heading, split_heading
from eventmap.readers.formats.profiles import profile_column
from eventmap.readers.model import DRAWN, Source
from eventmap.readers.values.figures import NOUNS

_VALUES = frozenset(
    split_heading(
        "value values val amount amounts figure figures count counts значення значение valeur"
        " valeurs effectif effectifs valor valores wert werte wartość wartości القيمة قيمة valore"
        " değer"
    )
)
"""Headings of numbers that do not say of what."""
_NUMBERS = frozenset({"number", "total", "casualties", "noise"})
_PARTS = frozenset({"civilians", "armed", "children", "women", "men", "adults", "unstated"})
"""Concepts of the people that numbers are of."""
_OF_ROWS = ("id", "running", "link", "summary", "note")
"""Concepts of columns that may have a text of its own in each row of one event."""

_DEEDS = re.compile(
    r"(?i)murder|homicid|assassin|asesinat|feminicid|femicid|killings?\b|massacre|вбивств|убийств"
    r"|zab[óo]jstw|\bmorde?\b|meurtre|attack|atta[qc]ue|strike"
)
"""Deeds, of which a number beside them says how often they were done."""
_MOST_NAMES, _LONGEST_NAME, _LOOKED_AT, _SHOWN = 40, 60, 500, 3


@dataclass(frozen=True)
class _Long:
    """Columns of numbers, and those that say of each row what they count."""

    values: tuple[str, ...]
    told_by: tuple[str, ...]
    named: bool
    """Whether the headings of the numbers say what befell the people."""


def spread_measures(source: Source) -> Source:
    """Return a table with a column for each measure, where it has a row for each; else as it is."""
    if not source.header or not (long := _find_long(source.cells)):
        return source
    cells = source.cells
    names = _name_numbers(cells, long)
    others = [name for name in map(str, cells) if name not in {*long.values, *long.told_by}]
    of_events = [name for name in others if not _is_of_rows(name, cells[name])]
    of_measures = [name for name in of_events if _is_told_by(cells[name], names)]
    key = [name for name in of_events if name not in of_measures]
    if not key:
        return source
    group = cells.groupby(key, dropna=False, sort=False).ngroup()
    folds = not pd.DataFrame({"group": group, "name": names}).duplicated().any()
    together = group.duplicated(keep=False).mean()
    if names.nunique() > _MOST_NAMES or (long.named and not (folds and together >= HALF)):
        return source
    lines = pd.Series(cells.index, cells.index)
    first = lines.groupby(group).transform("first") if folds else lines
    joined = {name: _join(cells[name], first) for name in of_measures if folds}
    spread = _spread(cells, long, names, first)
    before = [*map(str, cells)]
    at = sum(name in others for name in before[: before.index(long.values[0])])
    kept = cells[others].assign(**joined)
    wide = pd.concat([kept[others[:at]], spread, kept[others[at:]]], axis=1)[first == lines]
    refused = _refuse(cells, first, names)
    note = _say(long, [*spread], len(refused), folds=folds)
    return replace(
        source,
        cells=wide,
        rejects=(*source.rejects, *refused),
        notes=(*source.notes, note),
    )


def _find_long(cells: pd.DataFrame) -> _Long | None:
    """Return which columns hold numbers of several measures, ``None`` where none do."""
    headings = {str(name): read_heading(str(name)) for name in cells if name not in DRAWN}
    counting = [name for name, each in headings.items() if each.has(*NOUNS)]
    numbers = [name for name in counting if _holds_numbers(cells[name])]
    if numbers:
        people = [name for name in headings if name not in counting and _tells_parts(cells[name])]
        return _Long((*numbers,), (*people,), named=True) if len(people) == 1 else None
    plain = [
        name
        for name, each in headings.items()
        if (each.concepts <= _NUMBERS and each.has("number") and not each.strange)
        or _VALUES.issuperset(split_heading(name) or "#")
    ]
    values = [name for name in plain if _holds_numbers(cells[name]) and not runs_on(cells[name])]
    if len(values) != 1:
        return None
    others = [name for name in headings if name not in values]
    telling = [name for name in others if _tells_measures(cells[name])]
    if len(telling) != 1:
        return None
    parts = [name for name in others if name not in telling and _tells_parts(cells[name])]
    return _Long((*values,), (*telling, *parts), named=False)


def _holds_numbers(cells: pd.Series) -> bool:
    return profile_column(cells.head(_LOOKED_AT)).share("number") >= MOST


def _is_of_rows(name: str, cells: pd.Series) -> bool:
    """Return whether a column tells each row from the others, and not each event."""
    own = read_heading(name).has(*_OF_ROWS) or runs_on(cells)
    return own and bool(cells.dropna().is_unique)


def _names_in(cells: pd.Series) -> list[str]:
    """Return the different texts of a column's first cells, none where they are many or long."""
    given = cells.head(_LOOKED_AT).dropna()
    names = [str(text) for text in given.unique()]
    few = 1 < len(names) <= min(_MOST_NAMES, len(given) - 1)
    return names if few and max(map(len, names)) <= _LONGEST_NAME else []


def _tells_measures(cells: pd.Series) -> bool:
    """Return whether a column says what numbers beside it count, the killed or the injured too."""
    names = _names_in(cells)
    if any(_DEEDS.search(text) for text in names):
        return False
    told = [read_heading(text) for text in names]
    return any(
        len(each.concepts & {*NOUNS}) == 1 and not each.has("event", "denied") for each in told
    )


def _tells_parts(cells: pd.Series) -> bool:
    """Return whether a column says of whom numbers beside it are: men, women, or all of them."""
    told = [read_heading(text) for text in _names_in(cells)]
    allowed = {*_PARTS, "total", "number", "noise"}
    return bool(told) and all(
        each.has(*_PARTS, "total") and each.concepts <= allowed and not each.strange
        for each in told
    )


def _name_numbers(cells: pd.DataFrame, long: _Long) -> pd.Series:
    """Return what the numbers of each row count: "killed", "killed / men"."""
    first, *others = long.told_by
    names = cells[first].str.strip().fillna("")
    for name in others:
        part = cells[name].str.strip()
        names = names.where(part.isna(), names + " / " + part.fillna(""))
    return names


def _is_told_by(cells: pd.Series, names: pd.Series) -> bool:
    """Return whether a column says no more than what the numbers are of: a unit, a code."""
    said = cells.fillna("")
    return said.nunique() > 1 and bool((said.groupby(names).nunique() == 1).all())


def _spread(cells: pd.DataFrame, long: _Long, names: pd.Series, first: pd.Series) -> pd.DataFrame:
    """Return a column for each measure, its numbers in the first row of each event."""
    columns: dict[str, pd.Series] = {}
    taken = {*map(str, cells.columns)}
    for value in long.values:
        for text in names.unique():
            name = " / ".join(filter(None, [value, text])) if long.named else text or value
            while name in taken:
                name += "'"
            taken.add(name)
            own = cells[value][names == text]
            columns[name] = pd.Series(own.array, first[own.index].array).reindex(cells.index)
    return pd.DataFrame(columns, index=cells.index)


def _join(cells: pd.Series, first: pd.Series) -> pd.Series:
    """Return the different texts of the rows of each event, one behind another."""
    given = cells.dropna()
    texts = given.groupby(first[given.index]).agg(lambda own: "; ".join(dict.fromkeys(own)))
    return texts.reindex(cells.index).astype(cells.dtype)


def _refuse(cells: pd.DataFrame, first: pd.Series, names: pd.Series) -> list[Reject]:
    """Return the rows whose numbers are read in a row above them."""
    further = [int(line) for line in first.index[first != first.index]]
    blank = dict.fromkeys(map(str, cells.columns))
    return [
        Reject(
            line,
            None,
            names[line],
            f"a number of the event in line {first[line]}, where it is read",
            row_text(blank | row),
        )
        for line, row in rows_by_line(cells, further).items()
    ]


def _say(long: _Long, columns: Sequence[str], refused: int, *, folds: bool) -> str:
    """Return what was made of the table, in a few sentences."""
    told, numbers = (" and ".join(map(repr, names)) for names in (long.told_by, long.values))
    verb = "say" if len(long.told_by) > 1 else "says"
    such = ", ".join(map(repr, columns[:_SHOWN]))
    note = (
        f"{told} {verb} what the numbers in {numbers} count: each kind is read as a column of its"
        f" own, such as {such}."
    )
    if refused:
        gone = (
            "row is refused: its number is"
            if refused == 1
            else "rows are refused: their numbers are"
        )
        return (
            f"{note} All rows of one event are read as one, in the line of the first of them."
            f" {refused} further {gone} read there, and not lost."
        )
    if not folds:
        return f"{note} Rows differ in their numbers alone: each counts as an event of its own."
    return note
