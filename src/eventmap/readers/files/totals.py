"""Rows that add up others: totals by their word, by their numbers, or for each day.

A total is one by its word only where it says nothing of its own, neither a day nor, beside the
word, any other text; without a word, only where all its numbers are sums of those of its rows.
It is no event, but it knows what the rows add up to: what was read of them is held against it.
"""
# ruff: noqa: RUF001 - Cyrillic words

import json
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from eventmap.errors import Reject
from eventmap.places import country_code, fold, unit_code
from eventmap.readers.files.headers import Shapes
from eventmap.readers.values.figures import NOUNS
from eventmap.readers.values.months import choose_months
from eventmap.wording import count_of, verb_of

TOTAL_WORDS = (
    "grand total|sub-?totals?|totals?|overall total|sum|"
    "всього|усього|разом|загалом|підсумок|сума|загальна сума|итого|всего|общий итог|сумма|"
    "gesamt(?:summe|ergebnis)?|insgesamt|zwischensumme|summe|"
    "razem|łącznie|ogółem|suma(?: końcowa| całkowita)?|"
    "total g[ée]n[ée]ral|sous-total|totaux|en tout|totale|"
    "المجموع الكلي|المجموع|الإجمالي|مجموع|إجمالي|"
    "合計|小計|総計|合计|小计|总计|總計|합계|소계|총계|"
    "(?:eind|sub)?totaal|totalt|summa|i alt|jumlah(?: total)?|jumla|soma|(?:genel |ara )?toplam|"
    "celkem|celkom|ukupno|sveukupno|укупно|вкупно|skupaj|(?:mind)?összesen|yhteensä|totalul|"
    "σύνολο|общо|всичко|усяго|разам|somma|tổng(?: cộng)?|"
    "סה[\"'״׳]{1,2}כ|סך הכול|סך הכל|جمع(?: کل)?|مجموع کل|कुल(?: योग)?|รวม"
)
"""What totals are called, as parts of a pattern."""
_AVERAGES = "average|mean|середнє|среднее|durchschnitt|moyenne|promedio|średnia"
_BEFORE, _AFTER = r"[\s*=«\"'(\-–—]*", r"[\s:;.,()\-–—=]"
"""Signs, named one by one: of two engines of patterns only one knows which letters there are."""
TOTAL = rf"(?i)^{_BEFORE}(?:{TOTAL_WORDS})(?:{_AFTER}.{{0,60}})?$"
"""What the label of a total begins with."""
BARE_TOTAL = rf"(?i)^{_BEFORE}(?:{TOTAL_WORDS}|{_AVERAGES}){_AFTER}*$"
"""The whole label of a total that says no more."""
ENDS_IN_TOTAL = rf"(?i)^.{{1,60}}\s(?:total|subtotal|итог|підсумок|ergebnis){_AFTER}*$"
"""How spreadsheets call the total of a group: "Kharkiv Total"."""
_TELLS_TOTAL = rf"(?i)(?:{TOTAL_WORDS}|{_AVERAGES}|total|итог|підсумок|ergebnis)"
"""What none of the three can do without; asked first, of all cells at once."""
BARE_PERIOD = (
    r"^\s*(?:[^\W\d_]{3,12}\.? )?(?:19|20)\d\d(?:\.0+| [^\W\d_]{1,8})?[.:]?\s*$"
    r"|^\s*(?:0?[1-9]|1[0-2])[./-](?:19|20)\d\d\s*$|^\s*(?:19|20)\d\d[./-](?:0?[1-9]|1[0-2])\s*$"
)
"""A year, or a month of one."""
_OF_WHICH = (
    rf"(?i)^{_BEFORE}(?:(?:у|в) ?т\. ?ч\.?|(?:у|в) тому числі|в том числе|(?:з|із|из) них"
    r"|(?:серед|среди) них|of (?:which|whom|them)|including|incl\.|dont|davon|darunter"
    r"|de (?:los|las) cuales|de ell[oa]s|incluyendo|incluid[oa]s?|w tym|di cui|tra cui"
    rf"|d[oa]s quais|منهم|من بينهم)(?:{_AFTER}.{{0,60}})?$"
)
"""What the label of a part of the row above begins with: "у т.ч. м. Харків", "dont enfants"."""
_BY_WORD = "a row of totals, no event"
_BY_PART = "a part of the row above, no event"
_BY_SUM = "its numbers are the sums of rows beside it, no event"

_FEW, _ALL_BUT, _SOME, _MANY = 2, 0.8, 0.3, 2000
_WHOLE = r"[0-9]{1,6}"


@dataclass(frozen=True)
class Totals:
    """Rows that add up others, or tell a part of one.

    Parameters
    ----------
    refused
        By their lines, as what they are.
    notes
        What is called all others and is no sum of them.
    """

    refused: dict[int, str]
    notes: tuple[str, ...]


def find_totals(cells: pd.DataFrame, shapes: Shapes, refused: Collection[int]) -> Totals:
    """Return the rows of a table that add up others of it, or tell a part of the one above.

    Parameters
    ----------
    cells
        Text by column of the heading, in that order, indexed by line.
    refused
        The lines that are no records for other reasons.
    """
    found = dict.fromkeys([*_find_named(cells, shapes), *_find_among_months(cells)], _BY_WORD)
    found |= dict.fromkeys(_find_parts(cells, shapes), _BY_PART)
    found |= dict.fromkeys(_find_sums(cells, {*refused, *found}), _BY_SUM)
    days = [str(name) for name, column in cells.items() if _has_years(column)]
    if len(cells) > _MOST_ADDED or not days:
        return Totals(found, ())
    rows = cells[~cells.index.isin([*refused, *found])]
    counts = {str(name): column.value_counts() for name, column in rows.items()}
    wholes = {name: _labels_of_all(numbers) for name, numbers in counts.items()}
    for day in days:
        sums = [*_find_sums_of_periods(rows, day)]
        rows = rows.drop(index=sums)
        sums += _find_sums_of_days(rows, day, counts, wholes)
        found |= dict.fromkeys(sums, _BY_SUM)
        rows = rows[~rows.index.isin(sums)]
    if (joined := _join_months(rows)) is not None:
        rows, days = joined, [str(joined.columns[0])]
        sums = [*_find_sums_of_days(rows, days[0], counts, wholes)]
        found |= dict.fromkeys(sums, _BY_SUM)
        rows = rows[~rows.index.isin(sums)]
    return Totals(found, tuple(_tell_of_wholes(rows, days, wholes)))


def _join_months(cells: pd.DataFrame) -> pd.DataFrame | None:
    """Return rows with years and the names of months beside them as one column, the first."""
    years = [
        name
        for name, column in cells.items()
        if column.str.fullmatch(_YEAR_ALONE).mean() >= _ALL_BUT
    ]
    for month in cells.columns if years else ():
        given = cells[month].dropna().str.strip()
        names = [fold(str(name)) for name in given.unique()[: _MOST_MONTHS + 1]]
        if _FEW < len(names) <= _MOST_MONTHS and {*choose_months(names)} == {*names}:
            days = cells[years[0]].str.strip() + " " + given
            rest = cells.drop(columns=[years[0], month])
            return pd.concat([days.rename(f"{years[0]} + {month}"), rest], axis=1)
    return None


_YEAR_ALONE = r"\s*(?:19|20)\d\d\s*"


def _find_parts(cells: pd.DataFrame, shapes: Shapes) -> Iterator[int]:
    """Yield the rows that say which part of the row above they are, and no other words than it.

    They have no day of their own. Notes on events may begin so as well: in rows that repeat the
    day above, it is the first words of these that tell.
    """
    dates = [name for name, dated in zip(cells.columns, shapes.dates, strict=False) if dated]
    shaped = {name for name, each in zip(cells.columns, shapes.shaped, strict=False) if each}
    for name in [each for each in cells.columns if each in dates or each not in shaped]:
        found = np.flatnonzero(has_pattern(cells[name], _OF_WHICH)).tolist()
        above = {int(cells.index[at]): int(cells.index[at - 1]) for at in found if at}
        wholes = rows_by_line(cells, list(above.values()))
        for line, row in rows_by_line(cells, list(above)).items():
            whole = wholes[above[line]]
            days = {day for day in dates if day != name and day in row}
            repeats = all(row[day] == whole.get(day) for day in days)
            words = [each for each, text in row.items() if any(map(str.isalpha, text))]
            first = next(each for each in words if each not in dates or each == name)
            if not repeats or (days and first != name):
                continue
            said = _other_texts(row, str(name), dates)
            numbers = "".join(text for each, text in row.items() if each not in (name, *dates))
            if {*whole.values()}.issuperset(said) and any(map(str.isdigit, numbers)):
                yield line


def _find_named(cells: pd.DataFrame, shapes: Shapes) -> Iterator[int]:
    """Yield the lines of totals that a word tells."""
    dates = [name for name, dated in zip(cells.columns, shapes.dates, strict=False) if dated]
    rows = cells[_may_be_totals(cells, dates)]
    labels = dict[str, dict[int, str]]()
    for name, cells_of in rows.items():
        column = cells_of[has_pattern(cells_of, _TELLS_TOTAL)]
        if column.empty:
            continue
        found = column.str.match(TOTAL) | column.str.match(ENDS_IN_TOTAL)
        found |= column.str.match(BARE_TOTAL)
        if (which := found.fillna(value=False).astype(bool)).any():
            told = column[which]
            labels[str(name)] = dict(zip(told.index.tolist(), told.tolist(), strict=True))
    lines = sorted({line for found in labels.values() for line in found})
    if not lines:
        return
    others = cells.drop(index=lines)
    said = others[others.notna().sum(axis=1) > 1]  # titles between them say one thing alone
    full = (said if len(said) else others).notna().mean() >= _ALL_BUT
    usual = {
        (name, row[name])
        for name in labels
        for row in rows_by_line(cells, _where(cells[name], labels[name].values())).values()
        if _is_dated(row, dates, name) and _other_texts(row, name, dates)
    }
    for line, row in rows_by_line(cells, lines).items():
        for name, labelled in labels.items():
            text = labelled.get(line)
            if text is None or (name, text) in usual:
                continue
            undated = bool(dates) and not _is_dated(row, dates, name)
            # It leaves blank what events fill.
            less = undated or any(full[column] for column in cells.columns if column not in row)
            alone = not _other_texts(row, name, dates)
            bare = re.match(BARE_TOTAL, text) is not None
            if less and (alone or (bare and (undated or not dates))):
                yield line
                break


def _find_among_months(cells: pd.DataFrame) -> Iterator[int]:
    """Yield the lines of totals of a year, which stand in place of the month of the others."""
    for _, column in cells.items():
        given = column.dropna().str.strip()
        names = given.iloc[:_MANY].unique()
        if not _FEW < len(names) <= _MOST_MONTHS:
            continue
        own = given.str.fullmatch(_OF_A_YEAR).fillna(value=False).astype(bool)
        if not own.any():
            continue
        months = [fold(str(name)) for name in given[~own].unique()[: _MOST_MONTHS + 1]]
        if _FEW <= len(months) <= _MOST_MONTHS and {*choose_months(months)} == {*months}:
            yield from map(int, given.index[own])


_MOST_MONTHS = 26
"""Names of the months in one column: each in full and cut short, and what the totals are called."""
_OF_A_YEAR = rf"(?i)(?:{TOTAL_WORDS}|tot|annual|anual|annuel|whole year|full year)\.?"


def _find_sums(cells: pd.DataFrame, refused: Collection[int]) -> Iterator[int]:
    """Yield the lines of totals that no word tells: of a month, or of a region above its places.

    They are all the rows that leave a column blank, say one thing besides their numbers, and all
    these are the sums of the rows between them.
    """
    order = np.flatnonzero(~cells.index.isin(list(refused)))
    tried = set()
    for _, column in cells.items():
        marks = np.flatnonzero(column.isna().to_numpy()[order])
        if not 0 < len(marks) <= min(len(order) // 2, _MANY) or marks.tobytes() in tried:
            continue
        tried.add(marks.tobytes())
        if _are_sums_between(cells, order, marks):
            yield from map(int, cells.index[order[marks]])
            return


def _are_sums_between(cells: pd.DataFrame, order: np.ndarray, marks: np.ndarray) -> bool:
    """Return whether marked rows, of those in `order`, add up the ones before or behind each."""
    return any(
        _add_up(
            cells,
            [
                (order[mark], order[start + 1 : end])
                for mark, (start, end) in zip(marks, gaps, strict=True)
            ],
        )
        for gaps in (pairwise([-1, *marks]), pairwise([*marks, len(order)]))
    )


def _has_years(column: pd.Series) -> bool:
    """Return whether nearly all cells of a column have a year in them, as days and weeks do."""
    given = column.dropna()
    given = given.iloc[:: len(given) // _LOOKED_AT + 1]
    return len(given) > _FEW and given.str.contains(_A_YEAR).mean() >= _ALL_BUT


_A_YEAR = (
    r"(?:^|\D)(?:19|20)\d\d(?:\D|$)|^\s*\d{1,2}[./-]\d{1,2}[./-]\d\d\s*$|^\s*(?:19|20)\d{6}\s*$"
)
_LOOKED_AT = 1000
_MOST_ADDED = 100_000
"""Rows of a table up to which sums are looked for day by day."""


def _find_sums_of_periods(cells: pd.DataFrame, day: str) -> Iterator[int]:
    """Yield the totals that are dated by a year or a month among rows that are dated by the day."""
    wide = cells[day].str.match(BARE_PERIOD).fillna(value=False).to_numpy(dtype=bool)
    marks = np.flatnonzero(wide)
    if 0 < len(marks) <= min(len(cells) // 2, _MANY) and _are_sums_between(
        cells.drop(columns=day), np.arange(len(cells)), marks
    ):
        yield from map(int, cells.index[marks])


def _find_sums_of_days(
    cells: pd.DataFrame,
    day: str,
    counts: Mapping[str, pd.Series],
    wholes: Mapping[str, list[str]],
) -> Iterator[int]:
    """Yield the rows that are called the same and add up all others of their day.

    "All districts", "Ukraine" below its regions, a total that is dated: a label tells it, or that
    there is one on every day, and its numbers show it.
    """
    sizes = cells[day].value_counts()
    rows = cells[cells[day].isin(sizes.index[sizes > _FEW])]
    days = rows[day].nunique()
    left_out = len(cells) - len(rows)
    for name in rows.columns.drop(day) if days else ():
        called, near = wholes[name], counts[name].between(max(days, _FEW), days + left_out)
        daily = [
            str(label)
            for label in counts[name].index[near]
            if label not in called and any(map(str.isalpha, str(label)))
        ]
        for label in [*called[:_FEW_LABELS], *daily[:_FEW_LABELS]]:
            own = rows[name].eq(label).fillna(value=False)
            if label in daily and own.sum() != days:
                continue
            if _are_sums(rows, day, own, _FEW + (label in daily)):
                yield from map(int, rows.index[own])
                return


_FEW_LABELS = 20
_OF_ALL = (
    r"(?i)^(?:all|whole|entire|overall|nationwide|countrywide|national|nacional|nazionale?"
    r"|bundesweit|landesweit"
    r"|усі|всі|вся|весь|все|вместе|ensemble|tous|toutes|todos|todas|todo|toda|alle|ganz\w{0,2}"
    r"|wszystkie|cały|cała|całość|كل|جميع)\b"
)
"""What a place is called that is all the others together."""


def _tell_of_wholes(
    rows: pd.DataFrame, days: Sequence[str], wholes: Mapping[str, list[str]]
) -> Iterator[str]:
    """Yield a note on what is called all others of its days, whose numbers are no sums of them."""
    for day, name in ((day, name) for day in days for name in rows.columns if name != day):
        for label in [*wholes[name], *_countries_of_others(rows[name])]:
            own = rows[name].eq(label).fillna(value=False)
            beside = own & rows[day].isin(rows.loc[~own, day].dropna())
            if beside.sum() > 1 and rows.loc[own, day].is_unique:
                yield (
                    f"{label!r} in {name!r} stands beside others of its day in"
                    f" {int(beside.sum()):,} rows, and is no sum of them: each counts as an event"
                    " of its own."
                )
                return


def _countries_of_others(column: pd.Series) -> list[str]:
    """Return names of countries in a column most of whose other names are regions of them."""
    names = [str(name) for name in column.value_counts().index[:_FEW_LABELS]]
    found = []
    for name in names:
        others = [other for other in names if other != name]
        land = country_code(name) if len(others) >= _FEW and name.isalpha() else None
        if land and sum(unit_code(other, land) is not None for other in others) * 2 > len(others):
            found.append(name)
    return found


def _labels_of_all(counts: pd.Series) -> list[str]:
    """Return what is called all the others, or a total, the most frequent first."""
    labels = map(str, counts.index[:_MANY])
    patterns = (_OF_ALL, TOTAL, ENDS_IN_TOTAL)
    return [label for label in labels if any(re.match(each, label) for each in patterns)]


def _are_sums(rows: pd.DataFrame, day: str, own: pd.Series, least: int) -> bool:
    """Return whether rows are one a day and each number of theirs is the sum of its day's others.

    Parameters
    ----------
    least
        How many such sums of two numbers or more have to show it.
    """
    totals = rows[own].set_index(day)
    others = rows[~own & rows[day].isin(totals.index)]
    if not totals.index.is_unique or totals.empty:
        return False
    shown = 0
    for name in totals.columns:
        texts = pd.concat([totals[name], others[name]]).dropna().str.strip()
        whole = texts.str.fullmatch(_WHOLE)
        if texts.empty or whole.mean() < _ALL_BUT or texts[~whole].str.contains(r"\d").any():
            continue
        numbers = pd.to_numeric(rows[name].str.strip(), errors="coerce")
        if (numbers.diff().dropna() == 1).all() or texts.nunique() == 1:
            continue  # it numbers the rows, or is the year of all
        given = pd.to_numeric(others[name].str.strip(), errors="coerce")
        added = given.groupby(others[day]).sum()
        addends = (given > 0).groupby(others[day]).sum()
        said = pd.to_numeric(totals[name].str.strip(), errors="coerce").dropna()
        if (added.reindex(said.index).fillna(0) != said).any():
            return False
        shown += int((addends.reindex(said.index) >= _FEW).sum())
    return shown >= least


def _add_up(cells: pd.DataFrame, groups: Iterable[tuple[int, np.ndarray]]) -> bool:
    """Return whether the numbers of each row are the sums of those of the rows of its group.

    By chance one number may be, but hardly two; and the sum of a single row shows nothing. What all
    rows of a group say, its total may say as well.
    """
    sums = most = 0
    for at, rows in groups:
        told = cells.iloc[at].dropna().str.strip()
        numbers = told[told.str.fullmatch(_WHOLE)]
        texts = told.drop(index=numbers.index)
        alone = [name for name, text in texts.items() if (cells[name].iloc[rows] != text).any()]
        if numbers.empty or not len(rows) or len(alone) > 1:
            return False
        for name, number in numbers.items():
            given = cells[name].iloc[rows].dropna().str.strip()
            whole = given.str.fullmatch(_WHOLE).all()
            if not whole or given.astype("int64").sum() != int(number):
                return False
            sums += number != "0"
        most = max(most, len(rows))
    return sums >= _FEW and most >= _FEW


def _may_be_totals(cells: pd.DataFrame, dates: Sequence[str]) -> pd.Series:
    """Return which rows leave blank what most fill, or say no day where most do."""
    most = _ALL_BUT if len(cells) > _MANY else _SOME
    found = pd.Series(data=False, index=cells.index)
    for column in cells.columns:
        blank = cells[column].isna()
        if blank.mean() <= 1 - most:
            found |= blank
    for column in dates:
        found |= ~cells[column].str.match(r"\s*[0-9]").fillna(value=False).astype(bool)
    return found


def _where(column: pd.Series, texts: Collection[str]) -> list[int]:
    """Return where texts stand in a column: some of the places, if they are many."""
    return [int(line) for line in column.index[column.isin(set(texts))][:_MANY]]


def _is_dated(row: Mapping[str, str], dates: Sequence[str], name: str) -> bool:
    return any(date in row for date in dates if date != name)


def _other_texts(row: Mapping[str, str], name: str, dates: Sequence[str]) -> list[str]:
    return [
        text
        for column, text in row.items()
        if column != name and column not in dates and any(map(str.isalpha, text))
    ]


def has_pattern(column: pd.Series, pattern: str) -> np.ndarray:
    """Return which cells have what a pattern of Arrow's finds, anywhere."""
    texts = pa.array(column, pa.large_string(), from_pandas=True)
    found = pc.match_substring_regex(texts, pattern).fill_null(fill_value=False)
    return np.asarray(found.to_numpy(zero_copy_only=False))


def rows_by_line(cells: pd.DataFrame, lines: Sequence[int]) -> dict[int, dict[str, str]]:
    """Return what rows say, by line and column."""
    if not lines:
        return {}
    rows = cells.loc[list(lines)].to_dict("records")
    return {
        line: {str(name): text for name, text in row.items() if isinstance(text, str)}
        for line, row in zip(lines, rows, strict=True)
    }


def compare_totals(
    rejects: Sequence[Reject], columns: Mapping[str, str], claims: pd.DataFrame
) -> Iterator[str]:
    """Yield for killed and for injured whether the table's own totals are what was read adds up to.

    A total may be of all rows, of those above or below it, or of those between it and another one.

    Parameters
    ----------
    rejects
        The refused rows, those of totals among them.
    columns
        The column of each field.
    claims
        Figures of the accepted rows (persons, missing where unknown), indexed by line.
    """
    rows = {each.line: json.loads(each.row) for each in rejects if each.reason == _BY_WORD}
    totals = {line: row for line, row in rows.items() if not any(map(_is_average, row.values()))}
    for noun in NOUNS if totals else ():
        ends = claims[[f"{noun}_{end}" for end in ("low", "best", "high")]].astype("Float64")
        read = pd.DataFrame({"low": ends.min(axis=1), "high": ends.max(axis=1)})
        above, below = ends.iloc[:, 0].notna(), ends.iloc[:, 2].notna()
        read["low"] = read["low"].mask(below & ~above, 0)  # "at most 5"
        read["high"] = read["high"].mask(above & ~below, math.inf)  # "at least 5"
        for column in filter(None, map(columns.get, ends.columns[[1, 0, 2]])):
            numbers = {line: _read_total(row.get(column)) for line, row in totals.items()}
            told = {line: number for line, number in numbers.items() if number is not None}
            if told:
                lines = read.groupby(level=0).agg({"low": "min", "high": "max"})
                yield _say_totals(column, told, lines.fillna(0))
                break


def _is_average(text: str | None) -> bool:
    return text is not None and re.match(rf"(?i){_BEFORE}(?:{_AVERAGES})", text) is not None


def _read_total(text: str | None) -> int | None:
    """Return a whole number whose thousands may stand apart, by whatever sign."""
    if text is None or re.fullmatch(r"\s*(?:\d+|\d{1,3}(?:[\s.,'’]\d{3})+)\s*", text) is None:
        return None
    return int(re.sub(r"\D", "", text))


def _say_totals(column: str, told: Mapping[int, int], read: pd.DataFrame) -> str:
    """Return whether totals, by their lines, are sums of what was read in lines around them."""
    is_open = read["high"] == math.inf
    sums = read.assign(high=read["high"].mask(is_open, read["low"]), open=is_open)
    added = np.vstack([np.zeros(3), sums.to_numpy(dtype="float64").cumsum(axis=0)])

    def add(first: float, last: float) -> tuple[float, float]:
        begin, end = read.index.searchsorted(first, "right"), read.index.searchsorted(last)
        low, high, opens = added[end] - added[begin]
        return low, math.inf if opens else high

    lines = sorted(told)
    wrong = {}
    around = zip([-math.inf, *lines[:-1]], lines, [*lines[1:], math.inf], strict=True)
    for before, line, behind in around:
        spans = [(-math.inf, math.inf), (-math.inf, line), (line, math.inf)]
        each = [add(*span) for span in [*spans, (before, line), (line, behind)]]
        if not any(low <= told[line] <= high for low, high in each):
            wrong[line] = each[0] if len(lines) == 1 else each[3]
    if not wrong:
        (line, *others) = lines
        such = f"{told[line]:,} in line {line}"
        if not others:
            return f"The table's own total of {column!r}, {such}, is what its rows add up to."
        return (
            f"The table's own {len(lines):,} totals of {column!r}, such as {such}, are what its"
            " rows add up to."
        )
    line, (low, high) = next(iter(wrong.items()))
    if low == high:
        read_as = f"{low:,.0f}"
    else:
        read_as = f"at least {low:,.0f}" if high == math.inf else f"{low:,.0f} to {high:,.0f}"
    verb = verb_of(len(wrong) - 1, "differ")
    more = f" {count_of(len(wrong) - 1, 'other total')} {verb}, too." if len(wrong) > 1 else ""
    return (
        f"The table's own total of {column!r} in line {line} is {told[line]:,}, but what was read"
        f" of its rows adds up to {read_as}: rows or figures may be missing, or it is a total of"
        f" others.{more}"
    )
