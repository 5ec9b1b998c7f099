"""Both numbers of a point in one cell, in every notation that tells which points are meant.

Degrees as people write them (`angles`), geometry (WKT, EWKT, WKB and EWKB in hex, GeoJSON), JSON
objects and arrays, addresses of maps, and grids: MGRS, UTM, full plus codes. A line or an area is
no point: a place within it, and how far it reaches, stand for it.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, unquote_plus, urlsplit

import mgrs  # type: ignore[import-untyped] # has no types
import numpy as np
import pandas as pd
import shapely
from openlocationcode import openlocationcode as plus_codes  # type: ignore[import-untyped] # has no types

from eventmap.readers.values.angles import (
    LIMIT,
    AngleToken,
    cut,
    letters,
    read_two_angles,
    tell_ost,
)

if TYPE_CHECKING:
    from pyproj import Transformer

METRES_PER_DEGREE = 111_320.0
WGS84 = 4326


class Order(StrEnum):
    """Which of the two numbers is the latitude, as far as the notation tells."""

    TOLD = "told"
    LAT_FIRST = "lat_first"
    """Nothing tells: people write latitude first."""
    LON_FIRST = "lon_first"
    """An array of numbers: GeoJSON and what follows it have longitude first."""


@dataclass(frozen=True)
class Pair:
    """A point, WGS 84 degrees.

    Parameters
    ----------
    order
        Whether the notation tells the axes; else `lat` and `lon` are read as it usually means.
    span_m
        How far what is written reaches: 0 for a point, the diagonal of a line, an area, a square.
    """

    lat: float
    lon: float
    order: Order = Order.TOLD
    span_m: float = 0.0


_NUMBER = r"[+-]?[0-9]+(?:\.[0-9]*)?"
_PLAIN = rf"^\s*\(?({_NUMBER})(?:\s*[,;/|]\s*|\s+)({_NUMBER})\)?[\s,;]*$"
"""Two numbers: nearly all cells, read without a look at each."""

_WKT = re.compile(
    r"(?:SRID=(\d{1,6});\s*)?((?:MULTI)?(?:POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)\b.*"
    r"|(?:MULTI)?(?:POINT|LINESTRING|POLYGON)(?:Z|M|ZM)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_WKB = re.compile(r"(?:\\x|0x)?(0[01](?:[0-9a-f]{2}){17,})", re.IGNORECASE)
_MGRS = re.compile(r"(\d{1,2})([C-HJ-NP-X])([A-HJ-NP-Z]{2})(\d{2,10})")
_DAY = re.compile(
    r"(?:[1-9]|0[1-9]|[12]\d|3[01])"
    r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|DEC|ENE|ABR|AGO|MAI|MRZ|DEZ|FEV|MAJ|CZE|LUT|GRU|STY)"
    r"(?:(?:19|20)\d\d|\d\d)"
)
"""A day, which is written as a square of the military grid may be: "1 Jan 2006"."""
_UTM = re.compile(
    r"(?:UTM ?)?(?:ZONE ?)?(\d{1,2}) ?([C-HJ-NP-X])[ ,;:]{1,2}E? ?0?(\d{6}(?:\.\d+)?) ?M?E?"
    r"[ ,;]{1,2}N? ?(\d{6,8}(?:\.\d+)?) ?M?N?"
)
_PLUS = re.compile(r"([2-9CFGHJMPQRVWX]{2,8}0{0,6}\+[2-9CFGHJMPQRVWX]{0,7})(?:[ ,].*)?")
_COMPACT = re.compile(
    r"(?P<ns>[+-]|)(?P<lat>\d{2}(?:\d\d){0,2}(?:\.\d+)?)(?P<n>[NS]|)[ /,-]?"
    r"(?P<ew>[+-]|)(?P<lon>\d{3}(?:\d\d){0,2}(?:\.\d+)?)(?P<e>[EW]|)(?:[+-]\d+(?:\.\d+)?)?/?"
)
"""ISO 6709 and what aviation writes: +502700+0303124/, 502700N0303124E."""
_COORD = re.compile(r"\{\{ ?coord ?\|([^{}]*)\}\}", re.IGNORECASE)
_KML = re.compile(r"<coordinates>\s*+([^<\s]+)\s*+</coordinates>")
_ABOUT = r"~|≈|approx\w*\.?|ca\.?|circa|about|around|near|приблизно|близько|примерно|около"
_LEAD = re.compile(
    rf"(?:(?P<about>{_ABOUT})|gps|mgrs|utm|wgs ?84|coord\w*\.?|координат\w*|location|point|latlng"
    r"|latlon|lat/lng|lat/lon)\s*+[:=]?\s*+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"(?<!\s)\s*+(?:±.*|\(?(?:(?P<about>{_ABOUT})|wgs[ -]?84)\)?$)", re.IGNORECASE | re.DOTALL
)
_ABOUT_M = 2_000.0
_WITHIN = re.compile(
    r"(?<![\d.,-])(-?\d{1,2}\.\d{4,12})(?:\s?[,;/]\s?|\s)(-?\d{1,3}\.\d{4,12})(?![\d.])"
)
"""A point among words, such as the name of its place."""
_DECIMAL = re.compile(r"\d\.\d")
"""Beside a point among words it is half of another point, or none knows what."""
_LON_LAT = re.compile(
    r"(?:longitude|long|lon|lng)[ ,/;|-]{0,3}(?:latitude|lat)\b[ :=]*", re.IGNORECASE
)
_ONE_NUMBER = re.compile(r"\s*[+-]?\d{1,15},\d{1,15}\s*")
"""One number with a decimal comma: whole degrees without a space between them are no point."""
_SHORT = 80
_MOST_POINTS = 1_000
_ADDRESS = re.compile(r"(?:https?://|geo:|www\.)\S+", re.IGNORECASE)
_TWO = re.compile(r"(-?\d{1,3}(?:\.\d+)?)[,~](-?\d{1,3}(?:\.\d+)?)")
_PLACE = re.compile(r"!3d(-?\d{1,3}\.\d+)!4d(-?\d{1,3}\.\d+)")
_VIEW = re.compile(r"@(-?\d{1,3}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)")
_HASH = re.compile(r"(?:map=)?\d{1,2}(?:\.\d+)?/(-?\d{1,2}\.\d+)/(-?\d{1,3}\.\d+)")
_QUERIES = (
    *("q", "query", "ll", "sll", "cp", "destination", "daddr", "center", "loc", "coordinate"),
    *("map", "view"),
)
_LON_FIRST_HOSTS = ("yandex.", "2gis.")
_LON_FIRST_QUERIES = ("whatshere[point]", "pt", "ll", "m")
_LAT_KEYS = ("lat", "latitude", "mlat", "y")
_LON_KEYS = ("lon", "lng", "long", "longitude", "mlon", "x")
_INSIDE = ("geometry", "location", "coordinates", "geo", "point", "position", "latlng", "gps")
_DEEPEST = 4
_LONGEST_JSON = 1_000_000

_GRIDS = mgrs.MGRS()


def read_pairs(cells: pd.Series) -> pd.DataFrame:
    """Return the points in a column of which each cell holds both numbers.

    Returns
    -------
    ``lat``, ``lon`` (WGS 84 degrees, missing where there are none), ``order`` (`Order`) and
    ``span_m`` (see `Pair`), on the index of `cells`.
    """
    plain = cells.str.extract(_PLAIN)
    lat, lon = (pd.to_numeric(plain[at], errors="coerce").astype("float64") for at in (0, 1))
    fine = (lat.abs() <= LIMIT["lon"]) & (lon.abs() <= LIMIT["lon"])
    fine &= ~((lat.abs() > LIMIT["lat"]) & (lon.abs() > LIMIT["lat"]))
    # "46,32" is read by its decimal commas, if it has any.
    fine &= cells.str.contains(r"\.|[;/|\s]", na=False) & ~cells.str.contains(
        r"\d,\d.*\d,\d", na=False
    )
    order = pd.Series(Order.LAT_FIRST.value, cells.index, dtype="str").where(fine)
    found = pd.DataFrame({"lat": lat.where(fine), "lon": lon.where(fine), "order": order})
    found["span_m"] = np.where(fine, 0.0, np.nan)
    others = cells[~fine].dropna()
    texts = [str(text) for text in others.unique()]
    known = _read_texts(texts)
    if known:
        rows = others[others.isin(list(known))]
        pairs = [known[str(text)] for text in rows]
        found.loc[rows.index, ["lat", "lon", "span_m"]] = [(p.lat, p.lon, p.span_m) for p in pairs]
        found.loc[rows.index, "order"] = [pair.order.value for pair in pairs]
    return found


_SOME_LETTERS = r"[^\W\d_]{3}"


def _without_frame(text: str) -> str:
    """Return a text without "approx." or "WGS84" in front of it or behind it."""
    lead = _LEAD.match(text)
    plain = text[lead.end() :] if lead else text
    tail = _TAIL.search(plain)
    return plain[: tail.start()] if tail else plain


_THOUSANDS = r"\s*[1-9]\d{0,2}(?:,\d{3})+\.\d{1,2}\s*"
"""An amount, such as "2,062.60"."""


def looks_like_pairs(cells: pd.Series) -> pd.Series:
    """Return whether each cell holds both numbers of a point, and hardly anything else."""
    read = read_pairs(cells)
    told = read["order"] == Order.TOLD
    words = cells.str.contains(_SOME_LETTERS, na=False)
    framed = cells[words].map(_without_frame)
    words[words] = framed.str.contains(_SOME_LETTERS)
    words |= cells.str.fullmatch(_THOUSANDS).fillna(value=False).astype(bool)
    return read["lat"].notna() & (
        told | ~words & cells.str.contains(r"\d[.,]\d|\d\D+\d+\D+\d", na=False)
    )


_POINT_BEGINS = re.compile(r"(?<!\w)[NS] ?(?=\d)|(?<!\w)[+-]?\d|[(\[]")
"""Where a point may begin behind the name of a place. A sign stands apart from the name."""
_POINT_BEFORE = re.compile(
    r"[(\[]?(?P<point>-?\d{1,2}\.\d{3,12}(?:, ?|; ?| )-?\d{1,3}\.\d{3,12})[)\]]?"
    r"(?: ?[,;:(\N{EN DASH}\N{EM DASH}-] ?| )(?P<name>[^\W\d_][^\W\d_][^\W\d_][^0-9]{0,80})"
)
"""The same where the name stands behind: "49.9935, 36.2304 - Kharkiv"."""
_BOTH = r"^[(\[]?\s*[+-]?\d{1,3}\.\d+\s*[,;/]?\s*[+-]?\d{1,3}\.\d+\s*[)\]]?\s*$"
"""Two numbers with decimals, which no day, number of a house or span of times are."""


def split_named_points(cells: pd.Series) -> pd.DataFrame:
    """Return the name and the point of the cells that have a point behind the name of a place.

    Returns
    -------
    ``name`` and ``point``, text; both missing where a cell is no such pair of them.
    """
    none = pd.DataFrame(index=cells.index, columns=["name", "point"], dtype="str")
    split = {text: found for text in cells.dropna().unique() if (found := _split_name(str(text)))}
    if not split:
        return none
    parts = pd.DataFrame(list(split.values()), list(split), none.columns, dtype="str")
    read = read_pairs(parts["point"])
    fine = read["lat"].notna() & (
        (read["order"] == Order.TOLD)
        | parts["point"].str.match(_BOTH).fillna(value=False).astype(bool)
    )
    known = parts[fine]
    if known.empty:
        return none
    return pd.DataFrame({name: cells.map(known[name]).astype("str") for name in known})


def _split_name(text: str) -> tuple[str, str] | None:
    """Return the name in front of what may be a point, and that without its brackets.

    In tables of Socrata's an address of several lines ends with a line of its point.
    """
    *lines, last = text.strip().splitlines() or [""]
    if lines and re.fullmatch(r"\(-?\d{1,3}\.\d+, -?\d{1,3}\.\d+\)", last):
        return ", ".join(line.strip() for line in lines if line.strip()), last.strip("()")
    if before := _POINT_BEFORE.fullmatch(_without_frame(text.strip())):
        return before["name"].strip(" )]"), before["point"]
    begins = _POINT_BEGINS.search(text)
    if begins is None:
        return None
    head = text[: begins.start()]
    name = head.strip(" ,;:\N{EN DASH}\N{EM DASH}-\t")
    joined = head.endswith(("-", "\N{EN DASH}"))  # a sign, or a number in the name
    if not name or joined or not name[0].isalpha() or set(name) & set("()[];:"):
        return None
    if not (name[-1].isalpha() or name[-1] == ".") or _LEAD.fullmatch(name):
        return None
    return name, text[begins.start() :].strip(" ()[]")


def _read_texts(texts: Iterable[str]) -> dict[str, Pair]:
    """Return the points of the texts that hold one, by text."""
    degrees = {text: cut(text) for text in texts if not _ONE_NUMBER.fullmatch(text)}
    ost = tell_ost(degrees.values())
    found = {}
    for text, tokens in degrees.items():
        pair = _read_notation(text) or _read_degrees(tokens, ost) or _read_scraps(text, ost)
        if pair is not None and _is_on_globe(pair):
            found[text] = pair
    return found


def _read_degrees(tokens: Sequence[AngleToken], ost: str) -> Pair | None:
    angles = read_two_angles(tokens, ost)
    if angles is None:
        return None
    first, second = angles
    if first.axis == "lon":
        first, second = second, first
    order = Order.TOLD if first.axis else Order.LAT_FIRST
    return Pair(first.degrees, second.degrees, order)


def _read_scraps(text: str, ost: str) -> Pair | None:
    """Return the point of a text with words around it, or of several points a place among them."""
    if text.lstrip()[:1] in "[{" or _ADDRESS.search(text):
        return _read_degrees(tokens, ost) if letters(tokens := cut(text)) else None
    plain, about = text.strip().strip("\"'"), False
    if lon_lat := _LON_LAT.match(plain):
        turned = _read_degrees(cut(plain[lon_lat.end() :]), ost)
        return replace(turned, lat=turned.lon, lon=turned.lat, order=Order.TOLD) if turned else None
    while (lead := _LEAD.match(plain)) and lead.end():
        plain, about = plain[lead.end() :], about or bool(lead["about"])
    if tail := _TAIL.search(plain):
        plain, about = plain[: tail.start()], about or bool(tail["about"])
    pair = None
    if plain != text:
        pair = _read_notation(plain) or _read_degrees(cut(plain), ost)
    pair = pair or _read_several(plain, ost)
    within = _WITHIN.search(plain) if pair is None and len(plain) <= _SHORT else None
    if within and not _DECIMAL.search(plain[: within.start()] + plain[within.end() :]):
        pair = Pair(float(within[1]), float(within[2]), Order.LAT_FIRST)
    return replace(pair, span_m=max(pair.span_m, _ABOUT_M)) if pair and about else pair


def _read_several(text: str, ost: str) -> Pair | None:
    """Return a place among the points of a list, and how far they reach."""
    parts = [part for part in re.split(r"[;\n]", text) if part.strip()]
    if not 1 < len(parts) <= _MOST_POINTS:
        return None
    pairs = [_read_degrees(cut(part), ost) for part in parts]
    points = [(pair.lon, pair.lat) for pair in pairs if pair]
    if len(points) < len(pairs):
        return None
    whole = _read_geometry(shapely.LineString(points))
    orders = {pair.order for pair in pairs if pair}
    return replace(whole, order=orders.pop()) if whole and len(orders) == 1 else None


def _is_on_globe(pair: Pair) -> bool:
    sizes = abs(pair.lat), abs(pair.lon)
    if pair.order is not Order.TOLD:
        sizes = min(sizes), max(sizes)
    return sizes[0] <= LIMIT["lat"] and sizes[1] <= LIMIT["lon"]


def _read_notation(text: str) -> Pair | None:
    """Return the point of a notation that is more than degrees."""
    text = text.strip()
    if template := _COORD.match(text):
        return _read_template(template[1].split("|"))
    if text[:1] in "{[":
        return _read_json(text)
    if address := _ADDRESS.search(text):
        return _read_address(address[0])
    return _read_shape(text) or _read_compact(text) or _read_grid(text)


def _read_shape(text: str) -> Pair | None:
    """Return the point of geometry in text: WKT, WKB in hex, the coordinates of KML."""
    if wkt := _WKT.fullmatch(text):
        return _read_geometry(shapely.from_wkt(wkt[2], on_invalid="ignore"), int(wkt[1] or WGS84))
    if wkb := _WKB.fullmatch(text):
        shape = shapely.from_wkb(wkb[1], on_invalid="ignore")
        return _read_geometry(shape, int(shapely.get_srid(shape)) if shape else WGS84)
    kml = _KML.search(text)
    turned = _read_two(kml[1]) if kml else None
    return replace(turned, lat=turned.lon, lon=turned.lat) if turned else None


def _read_template(parts: Sequence[str]) -> Pair | None:
    """Return the point of Wikipedia's template, whose parts end with its letters or two numbers."""
    signs = [part.strip().upper() for part in parts]
    end = next((at for at, sign in enumerate(signs, 1) if sign in ("E", "W")), 2)
    return _read_degrees(cut(" ".join(parts[:end])), "")


def _read_compact(text: str) -> Pair | None:
    found = _COMPACT.fullmatch(text.upper())
    if found is None:
        return None
    signs, letters_ = found["ns"] and found["ew"], found["n"] and found["e"]
    if bool(signs) == bool(letters_):
        return None  # neither, or both of them
    lat, lon = _read_digits(found["lat"], 2), _read_digits(found["lon"], 3)
    if lat is None or lon is None:
        return None
    south = found["ns"] == "-" or found["n"] == "S"
    west = found["ew"] == "-" or found["e"] == "W"
    return Pair(-lat if south else lat, -lon if west else lon)


def _read_digits(text: str, width: int) -> float | None:
    """Return degrees of digits without marks: the first `width` of them, then pairs of digits."""
    whole, _, fraction = text.partition(".")
    parts = [whole[:width], *(whole[at : at + 2] for at in range(width, len(whole), 2))]
    numbers = [float(part) for part in parts]
    numbers[-1] += float(f"0.{fraction}") if fraction else 0.0
    if any(number >= 60 for number in numbers[1:]):  # noqa: PLR2004 - minutes, seconds
        return None
    return sum(number / unit for number, unit in zip(numbers, (1, 60, 3600), strict=False))


def _read_geometry(shape: Any, srid: int = WGS84) -> Pair | None:
    if shape is None or shape.is_empty:
        return None
    if srid not in (0, WGS84):
        from pyproj import Transformer
        from pyproj.exceptions import ProjError

        try:
            move = Transformer.from_crs(srid, WGS84, always_xy=True).transform
        except ProjError:
            return None
        shape = shapely.transform(shape, lambda at: np.column_stack(move(at[:, 0], at[:, 1])))
    west, south, east, north = shape.bounds
    if not all(map(math.isfinite, (west, south, east, north))):
        return None
    at = shape.representative_point()
    across = (east - west) * math.cos(math.radians((south + north) / 2))
    return Pair(at.y, at.x, Order.TOLD, METRES_PER_DEGREE * math.hypot(north - south, across))


def _read_json(text: str) -> Pair | None:
    if len(text) > _LONGEST_JSON:
        return None
    for each in (text, text.replace("'", '"')):
        try:
            return _read_value(json.loads(each))
        except (ValueError, RecursionError):
            continue
    return None


def _read_value(value: Any, depth: int = 0) -> Pair | None:
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], list | dict):
        value = value[0]
    if isinstance(value, list):
        numbers = [_as_number(each) for each in value]
        if len(numbers) not in (2, 3, 4) or None in numbers[:2]:
            return None
        return Pair(float(numbers[1] or 0), float(numbers[0] or 0), Order.LON_FIRST)
    if not isinstance(value, dict) or depth > _DEEPEST:
        return None
    if isinstance(value.get("coordinates"), list) and "type" in value:
        return _read_geometry(shapely.from_geojson(json.dumps(value), on_invalid="ignore"))
    keys = {str(key).strip("_ ").lower(): each for key, each in value.items()}
    if pair := _read_keys(keys):
        return pair
    inside = [keys[name] for name in _INSIDE if isinstance(keys.get(name), dict | list)]
    return _read_value(inside[0], depth + 1) if len(inside) == 1 else None


def _as_number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _read_address(address: str) -> Pair | None:
    """Return the point to which an address of a map leads: its marker, else what it shows."""
    try:
        parts = urlsplit(address)
        queries = {key.lower(): values[0] for key, values in parse_qs(parts.query).items()}
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    path, fragment = unquote_plus(parts.path).replace("//", "/"), unquote(parts.fragment)
    queries |= {key.lower(): values[0] for key, values in parse_qs(fragment).items()}
    if parts.scheme.lower() == "geo":
        return _read_two(queries.get("q")) or _read_two(path)
    if any(name in host for name in _LON_FIRST_HOSTS):
        turned = _read_first(queries, _LON_FIRST_QUERIES) or _read_two(path.split("/geo/")[-1])
        return replace(turned, lat=turned.lon, lon=turned.lat) if turned else None
    # x and y may count pages or tiles, unless they have decimals.
    named = {
        name: value
        for name, value in queries.items()
        if name not in ("x", "y") or re.fullmatch(r"-?\d{1,3}\.\d{3,}", value)
    }
    marker = _read_keys(named) or _read_found(_PLACE.search(path))
    marker = marker or _read_first(queries, _QUERIES) or _read_named(path)
    return marker or _read_found(_VIEW.search(path) or _HASH.match(fragment))


def _read_keys(values: Mapping[str, Any]) -> Pair | None:
    """Return the point whose numbers have their names beside them."""
    lat, lon = (
        next((_as_number(values[name]) for name in names if name in values), None)
        for names in (_LAT_KEYS, _LON_KEYS)
    )
    return None if lat is None or lon is None else Pair(lat, lon)


def _read_first(queries: Mapping[str, str], names: Iterable[str]) -> Pair | None:
    pairs = (_read_two(queries.get(name)) for name in names)
    return next((pair for pair in pairs if pair), None)


def _read_found(found: re.Match[str] | None) -> Pair | None:
    return Pair(float(found[1]), float(found[2])) if found else None


def _read_named(path: str) -> Pair | None:
    """Return the point that stands in the place of a name in an address."""
    if "/dir/" in path:  # a way leads to the last of its points
        stops = re.findall(r"(?<=/)-?\d{1,2}\.\d+,[ +]?-?\d{1,3}\.\d+(?=/|$)", path)
        return _read_two(stops[-1]) if stops else None
    named = re.search(r"/(?:place|search)/([^/]{3,80})", path)
    if named is None:
        return None
    angles = read_two_angles(cut(named[1]))
    if angles and angles[0].axis == "lat":
        return Pair(angles[0].degrees, angles[1].degrees)
    return _read_two(re.sub(r"(?<=\d) {1,3}(?=[-+]?\d)", ",", named[1]))


def _read_two(text: str | None) -> Pair | None:
    """Return the point that a text of an address begins with, latitude first."""
    found = _TWO.match((text or "").strip().removeprefix("loc:").replace(" ", ""))
    return Pair(float(found[1]), float(found[2])) if found else None


def _read_grid(text: str) -> Pair | None:
    plain = text.upper()
    code = plain.replace(" ", "")
    if found := _UTM.fullmatch(" ".join(plain.replace("°", "").split())):
        return _read_utm(int(found[1]), found[2], float(found[3]), float(found[4]))
    if _DAY.fullmatch(code):
        return None
    if (found := _MGRS.fullmatch(code)) and len(found[4]) % 2 == 0:
        try:
            lat, lon = _GRIDS.toLatLon(code)
        except (mgrs.core.MGRSError, ValueError, RuntimeError):
            return None
        side_m = 10 ** (5 - len(found[4]) // 2)
        return Pair(lat, lon, Order.TOLD, math.hypot(side_m, side_m) if side_m > 1 else 0.0)
    if (found := _PLUS.fullmatch(plain)) and plus_codes.isFull(found[1]):
        area = plus_codes.decode(found[1])
        high = METRES_PER_DEGREE * (area.latitudeHi - area.latitudeLo)
        return Pair(area.latitudeCenter, area.longitudeCenter, Order.TOLD, math.hypot(high, high))
    return None


def _read_utm(zone: int, band: str, east: float, north: float) -> Pair | None:
    """Return a point of UTM; S is taken for the band, and for the south only outside of it."""
    if not 1 <= zone <= 60:  # noqa: PLR2004 - as many as there are
        return None
    southern = band < "N"
    move = _from_utm((32700 if southern else 32600) + zone)
    lon, lat = move.transform(east, north)
    if band == "S" and not 32 <= lat <= 40:  # noqa: PLR2004 - the band's degrees
        move = _from_utm(32700 + zone)
        lon, lat = move.transform(east, north)
    return Pair(float(lat), float(lon)) if math.isfinite(lat) and math.isfinite(lon) else None


@cache
def _from_utm(code: int) -> "Transformer":
    from pyproj import Transformer

    # Two for each of 60 zones, and each takes longer to make than a thousand points to move.
    return Transformer.from_crs(code, WGS84, always_xy=True)
