"""Figures that only grow with the days: each may be that of all days so far, and not of its own.

Nothing in the heading says so, and such figures cannot be added up: it is asked.
"""

import math
from dataclasses import dataclass

import pandas as pd

from eventmap.readers.formats.columnchoice.ledger import ColumnQuestion, Ledger
from eventmap.readers.formats.columns import MOST
from eventmap.readers.formats.fields import PAIRS
from eventmap.readers.values.dates import decide_order, parse_dates, read_dates
from eventmap.readers.values.figures import NOUNS, read_counts


def ask_of_running_totals(ledger: Ledger) -> None:
    """Ask about figures that never fall in a place: they may be those of all days so far."""
    if ledger.questions or _ask_of_numbered_rows(ledger):
        return
    read = {**ledger.found, **ledger.chosen}
    where = [read[name] for name in _PLACED if read.get(name) in ledger.cells]
    day = read.get("date_start", "")
    days = ledger.composed.get(day, ledger.cells.get(day))
    if days is None or not where:
        return
    place = ledger.cells[where[0]].fillna("").str.cat(ledger.cells[where[1:]].fillna(""), sep=", ")
    days = _add_clock(ledger, place, days)
    grown = {}
    for noun in NOUNS:
        name = ledger.found.get(f"{noun}_best", "")
        if name in ledger.cells:
            grown[name] = _grow(read_counts(ledger.cells[name])[0], place, days)
    found = {name: told for name, told in grown.items() if told is not None}
    if len(found) < len(grown):
        return
    shown = {name: _find_steps(ledger, name, told.rows) for name, told in found.items()}
    name = next((name for name in found if shown[name]), next(iter(found), ""))
    chance = max((told.chance for told in found.values()), default=0)
    if not name or not (shown[name] or chance >= _LITTLE_CHANCE):
        return
    field = ledger.taken[name][0]
    lines = found[name].of_first
    numbers = ledger.cells[name][lines]
    said = (
        f"The numbers in {name!r} of {ledger.source.name} only grow in {place[lines[0]]!r}:"
        f" from {numbers.iloc[0]!r} on {days[lines[0]]} to {numbers.iloc[-1]!r} on"
        f" {days[lines[-1]]}"
    )
    if shown[name]:
        said += f", each time by the number in {shown[name]!r}"
    elif chance < _NO_CHANCE:
        ledger.notes.append(f"{said}. If each counts all days so far, they are not to be added up.")
        return
    ledger.questions.append(
        ColumnQuestion(
            f"{said}. Does each count its own row, or all days so far? Those cannot be"
            " added up, and are to be read from no column.",
            ((field,),),
        )
    )


def _ask_of_numbered_rows(ledger: Ledger) -> bool:
    """Ask about figures that go up or down by one from row to row; return if there are any."""
    for noun in NOUNS:
        field = f"{noun}_best"
        name = ledger.found.get(field, "")
        if name not in ledger.cells:
            continue
        numbers = pd.to_numeric(ledger.cells[name], errors="coerce")
        steps = numbers.diff()[1:]
        by_one = max(int((steps == 1).sum()), int((steps == -1).sum()))
        if by_one >= _NUMBERED and by_one >= len(steps) * MOST:
            ledger.questions.append(
                ColumnQuestion(
                    f"The numbers in {name!r} of {ledger.source.name} go up or down by one in"
                    f" {by_one:,} of {len(steps):,} rows, as those that number the rows. Do they"
                    " count people? If not, they are to be read from no column.",
                    ((field,),),
                )
            )
            return True
    return False


_NUMBERED = 8
"""Steps of one by which numbers are known to number the rows."""


def _add_clock(ledger: Ledger, place: pd.Series, days: pd.Series) -> pd.Series:
    """Return the days with the time of another column, where a place has several rows of one."""
    clocks = [each for each in ledger.columns if each.profile.share("time") >= MOST]
    if not clocks or not pd.DataFrame({"place": place, "day": days}).duplicated().any():
        return days
    return days + " " + ledger.cells[clocks[0].name].fillna("")


def _find_steps(ledger: Ledger, name: str, rows: pd.DataFrame) -> str:
    """Return the column that says by how much each figure is above the one before, or ""."""
    steps = _steps(rows)
    if len(steps) < _FEWEST_ROWS or steps.nunique() == 1:
        return ""
    for each in ledger.columns:
        if each.name != name and each.profile.share("number") >= MOST:
            said = pd.to_numeric(ledger.cells[each.name][steps.index], errors="coerce")
            if (said == steps).all():
                return each.name
    return ""


_PLACED = ("place", "admin1", "country", *PAIRS, "lat", "lon")
_FEWEST_ROWS = 3
_FEWEST_OF_MANY = 6
"""Of a place, from which on it tells whether figures grow; the latter in a long table."""
_NO_CHANCE, _LITTLE_CHANCE = 500, 100
"""One of so many tables grows by chance: a list of six numbers, or two of four; of five numbers."""


_MANY_UPS = 10


@dataclass(frozen=True)
class _Grown:
    """Figures that grow with the days in every place that has several.

    Parameters
    ----------
    rows
        These, in the order of their days.
    of_first
        The lines of the first place.
    chance
        Of how many such tables one does by chance.
    """

    rows: pd.DataFrame
    of_first: pd.Index
    chance: int


def _grow(numbers: pd.Series, place: pd.Series, days: pd.Series) -> _Grown | None:
    """Return the figures that grow with the days, if they do so in every place.

    Of places with a row or two each, nothing tells it.
    """
    known = numbers.notna() & days.notna()
    rows = pd.DataFrame({"number": numbers, "place": place, "day": days})[known]
    sizes = rows.groupby("place")["day"].transform("size")
    rows = rows[sizes >= (_FEWEST_ROWS if len(rows) <= _MOST_SORTED else _FEWEST_OF_MANY)]
    if rows.empty or len(rows) * 2 < int(known.sum()) or rows.duplicated(["place", "day"]).any():
        return None
    steps = _steps(rows)
    if (steps < 0).any() and (steps > 0).any():
        if len(rows) > _MOST_SORTED:
            return None
        rows = rows.assign(start=_read_times(rows["day"])).sort_values("start", kind="stable")
    elif (steps < 0).any():
        rows = rows[::-1]
    steps = _steps(rows)
    if (steps < 0).any():
        return None
    ups = (steps > 0).groupby(rows["place"][steps.index]).sum()
    chance = math.prod(math.factorial(min(int(up), _MANY_UPS) + 1) for up in ups)
    rows = rows.assign(start=_read_times(rows["day"]))
    if not (rows.groupby("place")["start"].diff().dropna() > pd.Timedelta(0)).all():
        return None
    return _Grown(rows, rows.index[rows["place"] == rows["place"].iloc[0]], chance)


_MOST_SORTED = 5000
"""Rows that are put in the order of their days; longer tables have to be in it."""


def _steps(rows: pd.DataFrame) -> pd.Series:
    """Return by how many each figure is above the one before it of its place."""
    return rows.groupby("place")["number"].diff().dropna().astype("int64")


def _read_times(cells: pd.Series) -> pd.Series:
    """Return the day of each cell, with the time of it where one is given."""
    dates = parse_dates(cells)
    days = read_dates(dates, decide_order(dates).order)["start"]
    clock = cells.str.extract(_CLOCK)
    minutes = clock[0].astype("Float64") * 60 + clock[1].astype("Float64")
    return days + pd.to_timedelta(minutes.fillna(0).astype("float64"), unit="min")


_CLOCK = r"(?:^|[T\s,])([01]?\d|2[0-3]):([0-5]\d)"
