"""Rows of a table that are no records of it: totals, notes, the header again, titles between.

Each is refused as what it is. What a row of events may say as well is left to it.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
import pandas as pd

from eventmap.errors import Reject, row_text
from eventmap.places import unit_code
from eventmap.readers.files.headers import (
    SAMPLE,
    Header,
    MergedCells,
    Shapes,
    looks_like_data,
    names_anew,
    names_days,
    unique_names,
)
from eventmap.readers.files.totals import (
    BARE_PERIOD,
    find_totals,
    has_pattern,
    rows_by_line,
)

NOTE = (
    r"(?i)^(?:\s*(?:[*†‡¹²³©]|\[?\d{1,2}\]|\(\d{1,2}\))|"
    r"\W*(?:notes?|n\.b\.?|sources?|data as of|as of|"
    r"last updated?|updated|generated|exported|prepared by|compiled|footnotes?|disclaimer|"
    r"приміт\w*|джерел\w*|станом на|дані|оновлено|підготув\w*|виконавець|"
    r"примечани\w*|источник\w*|по состоянию на|данные|обновлено|"
    r"quellen?|anmerkung\w*|hinweis\w*|stand|fuentes?|notas?|remarques?|źródł[oa]|uwag[ai]|"
    r"ملاحظ\w*|المصدر|"
    r"atualizado em|aggiornato (?:al|il)|bijgewerkt|güncelleme|diperbarui|actualizat la)\b)"
)
"""What a note below or within a table begins with."""
_KEYED = r"^\W{0,3}[^\W\d_]{3,20}(?: [^\W\d_]{2,15})?\s?:\s"
"""A word or two and a colon: "Bron: NOS", "Sumber data: Polda". A place may be called so, too."""
_CLOCK = r"^\s*[0-2]?\d[:.][0-5]\d(?::[0-5]\d)?\s*$"
"""A time of day."""
_BARE_DAY = (
    r"^\s*(?:[^\W\d_]{3,14}\.?,? )?(?:\d{1,2}(?:\.|er|º|°)? (?:de )?[^\W\d_]{3,12} (?:de )?"
    r"|\d{1,2}[./]\d{1,2}[./])(?:19|20)\d\d(?: ?[^\W\d_]{1,8}\.?)?:?\s*$"
)
"""A day alone, with that of the week or without: "Lundi 20 octobre 2025", "24.10.2025"."""
_LONG = 60
_FEW = 2
_ALL_BUT, _SOME = 0.8, 0.3
_MANY = 2000

_DIGIT = r"\p{Nd}"

SECTION, REGION, YEAR = "Section", "Region", "Year"
"""Columns for the titles that stand between rows; the latter two where they are of both kinds."""
_YEAR = r"\s*(?:19|20)\d\d\s*"

NOTES, _HEADER, ANEW, TITLE, _RULE, _OF_ANOTHER = (
    "a note, no event",
    "the header again, no event",
    "the header of another table below, no event",
    "a title between the rows",
    "a line drawn between the rows, no event",
    "a row of another table below, which tells no days: no event",
)


@dataclass(frozen=True)
class Record:
    """The rows of a table, and what is known of its columns."""

    cells: pd.DataFrame
    rejects: tuple[Reject, ...]
    notes: tuple[str, ...]


def set_aside(
    cells: pd.DataFrame, header: Header, shapes: Shapes, merges: Sequence[MergedCells] = ()
) -> Record:
    """Return the table without its rows that are no records, and these as refused.

    Parameters
    ----------
    cells
        Text by column of the heading, in that order, indexed by line.
    merges
        Cells of a workbook that are shown as one.
    """
    refused: dict[int, str] = dict.fromkeys(_repeats(cells, header), _HEADER)
    refused |= dict.fromkeys(_find_lines(cells), _RULE)
    totals = find_totals(cells, shapes, refused)
    refused |= totals.refused
    titles = dict(_find_periods(cells, shapes, refused))
    headers = _find_headers(cells, header, shapes, refused)
    refused |= dict.fromkeys(headers, ANEW)
    undated = set(_find_undated(cells, header, shapes, headers))
    refused |= dict.fromkeys(undated, _OF_ANOTHER)
    refused |= dict.fromkeys(_find_others(cells, refused), _OF_ANOTHER)
    if titles:
        both = dict(sorted({**titles, **dict(_find_regions(cells, refused))}.items()))
        titles = both if _are_groups(both, _lines_of(cells)) else titles
    refused |= dict.fromkeys(titles, TITLE)
    for line, (text, reason) in _find_notes(cells, shapes, refused, merges).items():
        refused[line] = reason
        if reason == TITLE:
            titles[line] = text
    if not refused:
        return Record(cells, (), totals.notes)
    rejects = tuple(
        Reject(line, None, next(iter(row.values()), ""), refused[line], row_text(blank | row))
        for blank in [dict.fromkeys(map(str, cells.columns))]
        for line, row in rows_by_line(cells, sorted(refused)).items()
    )
    titles = dict(sorted(titles.items()))
    kept = _name_anew(cells, headers, refused)
    notes = totals.notes + tuple(
        f"Row {line} names the columns of another table: what stands below it "
        + ("tells no days and is refused." if line + 1 in undated else "is read by its names.")
        for line in headers
    )
    if not titles:
        return Record(kept, rejects, notes)
    said = {}
    for column, own in _part_titles(titles, _lines_of(cells)).items():
        name = column
        while name in kept.columns:
            name += "'"
        said[name] = own.astype(cells.dtypes.iloc[0])[kept.index]
    names = " and ".join(map(repr, said))
    note = f"Titles stand between the rows; what stands below them has them as {names}."
    return Record(kept.assign(**said), rejects, (*notes, note))


_DRAWN = r"[\s:=_+*\-\N{EN DASH}\N{EM DASH}]{3,}"


def _find_lines(cells: pd.DataFrame) -> Iterator[int]:
    """Yield the rows that are drawn of dashes, as below the header of a table in Markdown."""
    if cells.empty or cells.shape[1] < _FEW:
        return
    # In Markdown, a bar begins the row: its first cell is blank.
    first = cells.iloc[:, 0].fillna(cells.iloc[:, 1])
    drawn = cells[first.str.fullmatch(_DRAWN).fillna(value=False).astype(bool)]
    for line, row in drawn.iterrows():
        if all(re.fullmatch(_DRAWN, text) for text in row.dropna()) and row.notna().sum() > 1:
            yield int(str(line))


def _part_titles(titles: Mapping[int, str], lines: list[int]) -> dict[str, pd.Series]:
    """Return the title of each row by the column for it: two where years and regions are groups."""
    columns = {SECTION: dict(titles)}
    if _are_groups(titles, lines):
        years = _years_in(titles)
        columns = {REGION: _without(titles, years), YEAR: years}
    return {
        name: pd.Series(own, dtype="object").reindex(lines).ffill() for name, own in columns.items()
    }


def _are_groups(titles: Mapping[int, str], lines: Sequence[int]) -> bool:
    """Return whether titles are years and known regions, the ones in groups of the others.

    Then each title of the larger groups has one of the smaller right below it.
    """
    years = _years_in(titles)
    regions = _without(titles, years)
    upper, lower = (years, regions) if next(iter(titles)) in years else (regions, years)
    below = dict(pairwise(lines))
    beside = bool(lower) and all(below.get(line) in lower for line in upper)
    return beside and all(unit_code(text) is not None for text in set(regions.values()))


def _years_in(titles: Mapping[int, str]) -> dict[int, str]:
    return {line: text for line, text in titles.items() if re.fullmatch(_YEAR, text)}


def _without(titles: Mapping[int, str], others: Collection[int]) -> dict[int, str]:
    return {line: text for line, text in titles.items() if line not in others}


def _lines_of(cells: pd.DataFrame) -> list[int]:
    return [int(line) for line in cells.index.tolist()]


def _find_notes(
    cells: pd.DataFrame, shapes: Shapes, refused: Collection[int], merges: Sequence[MergedCells]
) -> dict[int, tuple[str, str]]:
    """Return what rows of one cell say, and which of them are notes or titles, by line.

    Where there are very many, they are what the table consists of.
    """
    filled = cells.notna().sum(axis=1)
    filled = filled[~filled.index.isin(list(refused))]
    records = filled.index[filled > _FEW]
    others = records if len(records) else filled.index[filled > 1]
    last = int(others.max()) if len(others) else 0
    singles = filled.index[filled == 1]
    # Below the table, a key and its value: "Source:", "the Ministry".
    pairs = filled.index[(filled == _FEW) & (filled.index > last)]
    bare = len(singles) == len(filled)  # they are what the table consists of
    if cells.shape[1] <= _FEW or bare or len(singles) + len(pairs) > _MANY:
        return {}
    first = str(cells.columns[0])
    titled = _stand_above(cells[first], filled, last)
    wide = {merge.top for merge in merges if merge.left < merge.right}
    found = {}
    above = cells[first][cells.index <= last].iloc[:_MANY].dropna()
    keyed = any(re.match(_KEYED, text) for text in above)
    closed = any(line > last for line in refused)  # by a total, below which no record stands
    for line, row in rows_by_line(cells, sorted({*singles, *pairs})).items():
        (column, text), *more = row.items()
        strange = column == first and shapes.count_misfits([text]) > 0
        strange |= column == first and not keyed and line > last and bool(re.match(_KEYED, text))
        strange |= column == first and closed and line > last and not shapes.shaped[0]
        if more:
            if strange and (text.rstrip().endswith(":") or re.match(NOTE, text)):
                found[line] = (text, NOTES)
        elif re.match(NOTE, text) or (line > last and (strange or len(text) > _LONG)):
            found[line] = (text, NOTES)
            closed |= line > last
        elif line in titled or (
            line < last and (strange or line in wide) and any(map(str.isalnum, text))
        ):
            found[line] = (text, TITLE)
    return found


def _stand_above(first: pd.Series, filled: pd.Series, last: int) -> set[int]:
    """Return the rows of a single word, in a column of words, that are titles of those below.

    The first is the first of the table, all others are full, and none of them says the same there:
    a row that knows no more than its place would stand among such as know little.

    Parameters
    ----------
    filled
        How many cells each row has that is not refused yet.
    last
        The last record.
    """
    alone = first[filled.index[filled == 1]].dropna()
    alone = alone[(alone.index < last) & alone.str.contains(r"[^\W\d_]")]
    others = filled[filled > 1]
    if alone.empty or len(alone) * _FEW > len(others) or alone.index[0] != first.index[0]:
        return set()
    if others.min() <= max(_FEW, others.median() / 2) or first[others.index].isin(alone).any():
        return set()
    return set(map(int, alone.index))


def _find_periods(
    cells: pd.DataFrame, shapes: Shapes, refused: Collection[int]
) -> Iterator[tuple[int, str]]:
    """Yield the rows that say nothing but a year, or a month of one, each with that.

    Where the rows that say more are dated so as well, one that says no more is left to them. So do
    rows of a day above those that tell times of it.
    """
    filled = cells.notna().sum(axis=1)
    single = (filled == 1) & ~cells.index.isin(list(refused))
    if not single.any() or single.sum() > _MANY:
        return
    for at, name in enumerate(cells.columns):
        alone = cells.loc[single, name].dropna()
        clock = cells.loc[filled > 1, name].dropna().str.match(_CLOCK)
        if len(clock) and clock.mean() >= _ALL_BUT:
            days = alone[alone.str.contains(r"\d") & ~alone.str.match(_CLOCK)]
            yield from zip(map(int, days.index), map(str, days), strict=True)
            continue
        if at and not (at < len(shapes.dates) and shapes.dates[at]):
            continue
        others = cells.loc[filled > 1, name].dropna()
        for shape in (BARE_PERIOD, _BARE_DAY):
            said = alone[alone.str.match(shape)]
            if len(said) and len(others) and others.str.match(shape).mean() <= _SOME:
                yield from zip(map(int, said.index), map(str, said), strict=True)


def _find_regions(cells: pd.DataFrame, refused: Collection[int]) -> Iterator[tuple[int, str]]:
    """Yield the rows that say nothing but a region, in the first column, which holds no other."""
    first = cells[cells.columns[0]]
    single = (cells.notna().sum(axis=1) == 1) & ~cells.index.isin(list(refused))
    alone, others = first[single].dropna(), first[~single].dropna()
    known = {text for text in alone.unique()[:_MANY] if unit_code(str(text))}
    if not others.isin(known).any():
        found = alone[alone.isin(known)]
        yield from zip(map(int, found.index), map(str, found), strict=True)


def _repeats(cells: pd.DataFrame, header: Header) -> Iterator[int]:
    """Yield the lines of rows that say nothing but what the header says."""
    for said in header.rows:
        given = {str(cells.columns[at]): text.strip() for at, text in enumerate(said)}
        given = {name: text for name, text in given.items() if text}
        if len(given) < _FEW:
            continue
        same = pd.Series(data=True, index=cells.index)
        for name, text in islice(given.items(), _FEW):
            same &= cells[name].str.strip().eq(text).fillna(value=False)
        for line, row in rows_by_line(cells, list(cells.index[same])).items():
            again = sum(given.get(column) == text.strip() for column, text in row.items())
            if again >= _ALL_BUT * len(row):
                yield line


def _find_headers(
    cells: pd.DataFrame, header: Header, shapes: Shapes, refused: Mapping[int, str]
) -> dict[int, list[str]]:
    """Return the names by the lines of rows that name the columns of another table below.

    Where there is one, the header again means the first table goes on.
    """
    shaped = [at for at, is_shaped in enumerate(shapes.shaped) if is_shaped]
    words = cells.iloc[:, shaped].notna().any(axis=1).to_numpy()
    for at in shaped:
        words = words & ~has_pattern(cells.iloc[:, at], _DIGIT)
    lines, found = _lines_of(cells), {}
    for at in np.flatnonzero(words)[:_MANY]:
        said = cells.iloc[at].fillna("").tolist()
        above = lines[at - 1] if at else lines[at] - 1
        apart = at > 0 and (above < lines[at] - 1 or cells.iloc[at - 1].notna().sum() == 1)
        is_last = at == len(lines) - 1
        if lines[at] not in refused and not is_last and names_anew(said, header.names, apart=apart):
            found[lines[at]] = list(unique_names(said))
    if found:
        own = list(map(str, cells.columns))
        found |= {line: own for line, reason in refused.items() if reason == _HEADER}
    return dict(sorted(found.items()))


def _find_undated(
    cells: pd.DataFrame, header: Header, shapes: Shapes, headers: Mapping[int, list[str]]
) -> Iterator[int]:
    """Yield the rows of tables below that tell no days, where the first one does.

    They add up the events above, by region or month, or are of something else.
    """
    own = list(map(str, cells.columns))
    if not headers or not (any(shapes.dates) or any(map(names_days, header.names))):
        return
    lines = _lines_of(cells)
    starts = [*headers, lines[-1] + 1]
    for (start, end), names in zip(pairwise(starts), headers.values(), strict=True):
        rows = cells.loc[start + 1 : end - 1]
        if names == own or rows.empty or any(map(names_days, names)):
            continue
        if not any(Shapes(_sample(rows), len(own)).dates):
            yield from map(int, rows.index)


def _find_others(cells: pd.DataFrame, refused: Collection[int]) -> Iterator[int]:
    """Yield the rows of another table that stands below a gap, and whose cells fit no column.

    It begins with words alone, no cell of it is a day, and of the other columns one that is of
    numbers has words in it, or one that is of words numbers; or it has names above all numbers.
    Without a gap, a row of words alone in every column may begin one, which has names so.
    """
    at = np.flatnonzero(~cells.index.isin(list(refused)))
    gaps = np.flatnonzero(np.diff(cells.index.to_numpy()[at]) > 1) + 1
    if not len(gaps):
        yield from _find_others_below(cells.iloc[at])
    if not 0 < len(gaps) <= _MANY:
        return
    above = cells.iloc[at[: min(int(gaps[0]), SAMPLE)]]
    shapes = Shapes(_sample(above), above.shape[1])
    dates = [number for number, dated in enumerate(shapes.dates) if dated]
    for start, end in pairwise([*gaps, len(at)]) if dates else ():
        block = cells.iloc[at[start:end]]
        first = block.iloc[0].dropna().tolist()
        days = [text for number in dates for text in block.iloc[:, number].dropna()]
        if len(first) < _FEW or not days or any(map(str.isdigit, "".join([*first, *days]))):
            continue
        others = [number for number in range(len(shapes.shaped)) if number not in dates]
        numbers = [number for number in others if shapes.shaped[number]]
        if _names_numbers(block.iloc[:, numbers]) or any(
            _contradicts(block.iloc[:, number], above.iloc[:, number], shaped=shapes.shaped[number])
            for number in others
        ):
            yield from map(int, block.index)


def _find_others_below(cells: pd.DataFrame) -> Iterator[int]:
    """Yield the rows of another table right below the first one, which has names above numbers."""
    worded = np.flatnonzero(cells.notna().all(axis=1))
    for _, column in cells.items():  # fewer are left by each
        worded = worded[~has_pattern(column.iloc[worded], _DIGIT)]
    for at in worded[:_FEW]:
        above, block = cells.iloc[: min(int(at), SAMPLE)], cells.iloc[at:]
        shapes = Shapes(_sample(above), cells.shape[1])
        dates = [number for number, dated in enumerate(shapes.dates) if dated]
        numbers = [number for number, shaped in enumerate(shapes.shaped) if shaped]
        days = [text for number in dates for text in block.iloc[:, number].dropna()]
        if not days or any(map(str.isdigit, "".join(days))):
            continue
        if _names_numbers(block.iloc[:, [each for each in numbers if each not in dates]]):
            yield from map(int, block.index)
            return


def _names_numbers(block: pd.DataFrame) -> bool:
    """Return whether the first row names the numbers of all others: "Beds" above 120, 80."""
    heads, below = block.iloc[0].dropna(), block.iloc[1:]
    if len(heads) < _FEW or len(below) < _FEW or not all(text[:1].isupper() for text in heads):
        return False
    return all(any(map(str.isdigit, str(text))) for text in below[heads.index].to_numpy().ravel())


def _contradicts(block: pd.Series, above: pd.Series, *, shaped: bool) -> bool:
    """Return whether cells of another table are none of those of a column."""
    given, own = block.iloc[1:].dropna().tolist(), above.dropna().tolist()
    if not given or not own:
        return False
    if shaped:
        return not any(any(map(str.isdigit, text)) for text in given)
    return all(map(looks_like_data, given)) and not any(map(looks_like_data, own))


def _sample(rows: pd.DataFrame) -> list[list[str]]:
    return [list(map(str, row)) for row in rows.iloc[:SAMPLE].fillna("").to_numpy()]


def _name_anew(
    cells: pd.DataFrame, headers: Mapping[int, list[str]], refused: Collection[int]
) -> pd.DataFrame:
    """Return the rows that are left, their cells in the columns that the header above names."""
    if not headers:
        return cells.drop(index=list(refused))
    starts = [0, *(cells.index.get_loc(line) for line in headers), len(cells)]
    names = [list(map(str, cells.columns)), *headers.values()]
    parts = [
        cells.iloc[start:end].set_axis(own, axis="columns")
        for (start, end), own in zip(pairwise(starts), names, strict=True)
    ]
    whole = pd.concat(parts).drop(index=list(refused))
    blank = whole.columns[whole.isna().all()].difference(cells.columns)
    return whole.drop(columns=blank)
