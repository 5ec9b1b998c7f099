"""Degrees that a table writes without their marks: with hyphens alone, or without their point.

Under a heading of a latitude "46-38-10" is degrees, minutes and seconds. "4664" is 46.64 where the
countries that the rows name show it: where each row has one place for the point with which it lies
in its own. Numbers as large as metres of a projection may be these: it is asked. Under "lat_e6" and
"latitudeE7" they are degrees times so many tens.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from eventmap.places import country_code, country_of, unit_code
from eventmap.readers.formats.headingwords import read_heading
from eventmap.readers.model import Source, trim
from eventmap.readers.values.blanks import without_signs
from eventmap.wording import join_words

_ONE = r"(-?\d{1,3})[-\u2010-\u2013](\d{1,2})[-\u2010-\u2013](\d{1,2}(?:[.,]\d{1,6})?)"
_HYPHENED = re.compile(rf"\s*{_ONE}\s*")
_TWO_HYPHENED = re.compile(rf"\s*{_ONE}(?:\s*[,;/]\s*|\s+){_ONE}\s*")
_WHOLE = re.compile(r"-?\d{3,10}(?:\.0+)?")
_TIMES = re.compile(r"(?i)e([5-7])$")
_TRIED, _LOOKED_AT = 2000, 50
"""Rows in which cells are looked for, and how many of these are looked at."""

_SIXTY = 60
_MOST_DECIMALS = 8
_LEAST_METRES = 10_000
_FEWEST_ROWS = 2
_MOST_ROWS = 300


@dataclass(frozen=True)
class WrittenDegrees:
    """A table whose degrees are written out.

    Parameters
    ----------
    source
        The table.
    written
        The columns that were written out.
    notes
        A sentence on each.
    question
        What nothing decides, with the coordinate system as its answer.
    """

    source: Source
    written: Mapping[str, pd.Series] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    question: str = ""


def write_out_degrees(source: Source) -> WrittenDegrees:
    """Return a table with the degrees under headings of points as they are usually written."""
    names: dict[str, list[str]] = {"lat": [], "lon": [], "coordinates": []}
    for name in map(str, source.cells):
        heading = read_heading(name)
        for axis, own in names.items():
            if heading.has(axis) and not heading.has("precision", "type", "id"):
                own.append(name)
    one, two = names["lat"], names["lon"]
    if len(one) == len(two) == 1 and one != two:
        return _write_marks(source, [one[0], two[0]]) or _place_points(source, one[0], two[0])
    both = names["coordinates"] or (one if one == two else [])
    return (_write_marks(source, both) if len(both) == 1 else None) or WrittenDegrees(source)


def _write_marks(source: Source, names: list[str]) -> WrittenDegrees | None:
    """Return degrees, minutes and seconds with hyphens with their marks."""
    one = len(names) > 1
    written, samples = {}, []
    for name in names:
        cells = source.cells[name]
        first = cells.iloc[:_TRIED].dropna().iloc[:_LOOKED_AT]
        if not any(_match(str(text), one=one) for text in first):
            return None
        full = {text: _mark(str(text), one=one) for text in cells.dropna().unique()}
        if any(new is None for new in full.values()):
            return None
        written[name] = cells.map(full).astype("str")
        samples.append(str(first.iloc[0]))
    verb = "hold" if len(names) > 1 else "holds"
    note = (
        f"{join_words([repr(name) for name in names])} {verb} degrees, minutes and seconds with"
        f" hyphens, such as {join_words([repr(text) for text in samples])}."
    )
    return WrittenDegrees(_with_cells(source, written), written, (note,))


def _with_cells(source: Source, written: Mapping[str, pd.Series]) -> Source:
    return replace(source, cells=source.cells.assign(**written))


def _match(text: str, *, one: bool) -> re.Match[str] | None:
    return _HYPHENED.fullmatch(text) if one else _TWO_HYPHENED.fullmatch(text)


def _mark(text: str, *, one: bool) -> str | None:
    """Return a cell with its marks; as it is without a hyphen, ``None`` where it cannot be."""
    found = _match(text, one=one)
    if found is None:
        return text if not re.search(r"\d[-\u2010-\u2013]\d", text) else None
    parts = found.groups()
    minor = [float(part.replace(",", ".")) for at, part in enumerate(parts) if at % 3]
    if max(minor) >= _SIXTY:
        return None
    angles = [parts[at : at + 3] for at in range(0, len(parts), 3)]
    return " ".join(f"{degrees}°{minutes}'{seconds}\"" for degrees, minutes, seconds in angles)


def _place_points(source: Source, lat: str, lon: str) -> WrittenDegrees:
    """Return degrees in whole numbers with their point, where headings or countries tell it."""
    first = _given(source.cells[[lat, lon]].iloc[:_TRIED]).iloc[:_LOOKED_AT]
    if len(first) < _FEWEST_ROWS or not all(first[name].map(_is_whole).all() for name in first):
        return WrittenDegrees(source)
    cells = _given(source.cells[[lat, lon]])
    whole = cells[cells[lat].map(_is_whole) & cells[lon].map(_is_whole)].astype("float64")
    metres = (source.crs or "EPSG:4326").upper() != "EPSG:4326"
    if len(whole) < len(cells) or metres:
        return WrittenDegrees(source)
    if (times := _TIMES.search(lat)) and lon.casefold().endswith(times[0].casefold()):
        note = f"{lat!r} and {lon!r} are degrees times 10 to the {times[1]}th, as they are called."
        return _write_degrees(source, whole, int(times[1]), note)
    return _place_by_lands(source, lat, lon, whole)


def _given(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with both numbers: a word for no value, such as "N/D", is none."""
    return cells.apply(lambda column: without_signs(trim(column))).dropna()


def _place_by_lands(source: Source, lat: str, lon: str, whole: pd.DataFrame) -> WrittenDegrees:
    """Return degrees whose decimal point is lost with it, where the rows' countries show where."""
    none = WrittenDegrees(source)
    small = (whole[lat].abs() <= 90) & (whole[lon].abs() <= 180)  # noqa: PLR2004 - degrees
    if small.any():
        return none
    lands = _find_lands(source, whole.index)
    sample = whole[lands.notna()]
    sample = sample.iloc[:: len(sample) // _MOST_ROWS + 1]
    decimals = _find_decimals(sample[lat], sample[lon], lands[sample.index])
    if len(sample) < _FEWEST_ROWS or decimals is None:
        return none
    line = sample.index[0]
    was = " and ".join(repr(str(source.cells.loc[line, name])) for name in (lat, lon))
    degrees = whole.loc[line] / 10**decimals
    told = " and ".join(f"{degrees[name]:.{decimals}f}" for name in (lat, lon))
    said = f"{was} in line {line} are {told}, and only so all rows lie in the countries they name"
    if (whole.abs() >= _LEAST_METRES).all(axis=1).mean() > 1 / 2 and not source.crs:
        question = (
            f"{lat!r} and {lon!r} of {source.name} are metres of a projection, or degrees whose"
            f" decimal point is lost: then {said}. In which coordinate system are they? EPSG:4326"
            " stands for degrees."
        )
        return replace(none, question=question)
    note = f"The degrees in {lat!r} and {lon!r} have lost their decimal point: {said}."
    return _write_degrees(source, whole, decimals, note)


def _write_degrees(source: Source, whole: pd.DataFrame, decimals: int, note: str) -> WrittenDegrees:
    written = {}
    for name, numbers in (whole / 10**decimals).items():
        full = numbers.map(f"{{:.{decimals}f}}".format).reindex(source.cells.index)
        written[str(name)] = full.astype("str").fillna(source.cells[str(name)])
    return WrittenDegrees(_with_cells(source, written), written, (note,))


def _is_whole(text: str) -> bool:
    return _WHOLE.fullmatch(text.strip()) is not None


def _find_decimals(lat: pd.Series, lon: pd.Series, lands: pd.Series) -> int | None:
    """Return after how many digits the point was, if by that alone all lie in their lands."""
    fits = []
    for decimals in range(1, _MOST_DECIMALS):
        north, east = lat / 10**decimals, lon / 10**decimals
        if (north.abs() <= 90).all() and (east.abs() <= 180).all():  # noqa: PLR2004 - degrees
            inside = np.array(country_of(east, north), dtype=object) == lands.to_numpy(dtype=object)
            fits += [decimals] if bool(inside.all()) else []
    return fits[0] if len(fits) == 1 else None


def _find_lands(source: Source, lines: pd.Index) -> pd.Series:
    """Return the code of the country that each row names, itself or by its region."""
    lands = pd.Series(index=lines, dtype="str")
    for concept in ("country", "admin1"):
        for name in map(str, source.cells):
            heading = read_heading(name)
            if not heading.has(concept) or heading.has("residence", "elsewhere", "actor", "lat"):
                continue
            cells = source.cells[name].loc[lines]
            codes = {text: _land_of(str(text), concept) for text in cells.dropna().unique()}
            lands = lands.fillna(cells.map(codes).astype("str"))
    return lands


def _land_of(name: str, concept: str) -> str | None:
    if concept == "country":
        return country_code(name.strip())
    code = unit_code(name.strip())
    return code.split("-")[0] if code else None
