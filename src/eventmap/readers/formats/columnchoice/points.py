"""Which columns hold the points of events.

Latitude and longitude, else both in one column, whatever that is called; also degrees in parts,
letters of hemispheres and zones of UTM in columns of their own, and points behind names of places.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, product
from typing import Any

import numpy as np
import pandas as pd

from eventmap.places import country_of, metres_between, name_country
from eventmap.readers.doubts import Doubt
from eventmap.readers.formats.columnchoice.ledger import ColumnQuestion, Ledger, are, listed
from eventmap.readers.formats.columns import (
    HALF,
    LEAST,
    LIKELY,
    MOST,
    SURE,
    ReadColumn,
    heading_says_nothing,
)
from eventmap.readers.formats.composed import PARTS_OF_DEGREES, find_zone, join_degrees, join_utm
from eventmap.readers.formats.fields import (
    COORDINATES,
    LAT_LON,
    LON_LAT,
    PAIRS,
    tell_first_axis,
    tell_hemisphere,
    tell_ost_by,
)
from eventmap.readers.formats.headingwords import (
    concepts_of,
    hemisphere_of,
    order_of_axes,
    part_of_degrees,
    read_heading,
    split_heading,
)
from eventmap.readers.formats.vocabulary import LANDS_OF_SCRIPTS, LANDS_OF_WORDS
from eventmap.readers.model import GEOMETRY_LAT, GEOMETRY_LON, trim
from eventmap.readers.values.angles import cut
from eventmap.readers.values.blanks import without_signs
from eventmap.readers.values.coordinates import (
    are_few_arrays,
    find_ost,
    read_coordinates,
    settle_ost,
    split_pairs,
)
from eventmap.readers.values.figures import NOUNS
from eventmap.readers.values.misplaced import EMPTY_LANDS
from eventmap.readers.values.pairs import Order, read_pairs, split_named_points
from eventmap.readers.values.places import read_places
from eventmap.readers.values.precisionwords import find_rough, is_middle
from eventmap.schema import GeoPrecision
from eventmap.wording import count_of, join_words

POINTS = ("lat", "lon", COORDINATES)
"""Fields of a point."""


def choose_points(ledger: Ledger) -> None:
    """Choose the columns of points, and read those that stand behind the names of places."""
    _choose_columns(ledger)
    _fill_geometry(ledger)
    _tell_of_arrays(ledger)
    _split_places(ledger)
    _tell_of_other_points(ledger)


def _choose_columns(ledger: Ledger) -> None:
    by_score = {
        name: sorted(
            (each for each in ledger.free() if ledger.scores[each.name].get(name, 0) >= LEAST),
            key=lambda each: -ledger.scores[each.name][name],
        )
        for name in POINTS
    }
    lats, lons, both = (by_score[name] for name in POINTS)
    if not set(POINTS) & ledger.closed and _take_degrees(ledger):
        return
    if {"lat", "lon"} & ledger.chosen.keys():
        for name, fits in (("lat", lats), ("lon", lons)):
            if name not in ledger.closed and fits:
                ledger.take(name, fits[0].name, ledger.scores[fits[0].name][name])
        return
    if lats and lons and not {"lat", "lon"} & ledger.closed:
        lat = lats[0]
        lon = next((each for each in lons if _mates(lat, each)), lons[0])
        fuller = both and both[0].profile.filled > 2 * lat.profile.filled
        if lat is not lon and not fuller:
            ledger.take("lat", lat.name, ledger.scores[lat.name]["lat"])
            ledger.take("lon", lon.name, ledger.scores[lon.name]["lon"])
            _add_zones(ledger, lat, lon)
            _add_hemispheres(ledger, lat, lon)
            _ask_of_parts(ledger, (lats, lons))
            return
    if both and COORDINATES not in ledger.closed:
        order = _settle_order(ledger, both[0])
        ledger.take(order, both[0].name, ledger.scores[both[0].name][COORDINATES])
    elif not (lats or lons) and not set(POINTS) & ledger.closed:
        _take_axes(ledger)
    elif bool(lats) != bool(lons) and _take_other_axis(ledger, lats, lons):
        return
    elif bool(lats) != bool(lons):
        for name, fits in (("lat", lats), ("lon", lons)):
            if fits and name not in ledger.closed:
                ledger.take(name, fits[0].name, ledger.scores[fits[0].name][name])


def _settle_order(ledger: Ledger, column: ReadColumn) -> str:
    """Return the field of a column of both numbers: which is first, heading or notation tell."""
    if order_of_axes(column.name) == ("lon", "lat"):
        return LON_LAT
    if not _are_of_forms(column, ledger.cells[column.name]):
        return COORDINATES
    ledger.notes.append(
        f"{column.name!r} holds arrays, such as {column.profile.samples[0]!r}: the latitude is read"
        " first, as KoboToolbox and ODK write it."
    )
    return LAT_LON


def _are_of_forms(column: ReadColumn, cells: pd.Series) -> bool:
    """Return whether arrays have the latitude first, as KoboToolbox and ODK write points.

    With altitude and accuracy behind they have four numbers, which no position of GeoJSON has
    (RFC 7946, 3.1.1); without, KoboToolbox's are called by its own name.
    """
    given = cells.dropna()
    arrays = given[given.str.fullmatch(_ARRAY)]
    if arrays.empty or len(arrays) < len(given):
        return False
    return column.name.casefold() == "_geolocation" or bool(
        (arrays.str.count(",") == _COMMAS_OF_FOUR).all()
    )


_COMMAS_OF_FOUR = 3


def _fill_geometry(ledger: Ledger) -> None:
    """Read columns of points where a shape is blank, if they agree with the others' shapes."""
    drawn = {"lat": GEOMETRY_LAT, "lon": GEOMETRY_LON}
    if any(ledger.found.get(axis) != name for axis, name in drawn.items()):
        return
    blank = ledger.cells[GEOMETRY_LAT].isna() & ledger.cells[GEOMETRY_LON].isna()
    spare = {
        axis: max(
            ledger.free(), key=lambda each: ledger.scores[each.name].get(axis, 0), default=None
        )
        for axis in drawn
    }
    lat, lon = spare["lat"], spare["lon"]
    if not blank.any() or lat is None or lon is None or lat is lon or not _mates(lat, lon):
        return
    if any(
        ledger.scores[each.name].get(axis, 0) < LEAST for axis, each in (("lat", lat), ("lon", lon))
    ):
        return
    cells = {"lat": ledger.cells[lat.name], "lon": ledger.cells[lon.name]}
    told = read_coordinates(cells["lat"], cells["lon"])
    shapes = read_coordinates(ledger.cells[GEOMETRY_LAT], ledger.cells[GEOMETRY_LON])
    given = blank & told["lat"].notna()
    if not given.any() or _count_apart(told, shapes):
        return
    for axis, each in (("lat", lat), ("lon", lon)):
        ledger.put(axis, drawn[axis], ledger.cells[drawn[axis]].fillna(cells[axis].where(given)))
        ledger.taken[each.name] = axis, LIKELY
    ledger.notes.append(
        f"In {count_of(int(given.sum()), 'row')} without a shape, {lat.name!r} and {lon.name!r}"
        " stand in for it, which no other shape contradicts."
    )


def _tell_of_arrays(ledger: Ledger) -> None:
    """Say which number of arrays is read as the latitude, where no heading says it."""
    name = ledger.found.get(COORDINATES, "")
    cells = ledger.cells[name].dropna() if name in ledger.cells else ()
    arrays = [text for text in cells if _ARRAY.fullmatch(text)] if not order_of_axes(name) else []
    if not arrays:
        return
    told = (
        "the latitude is read first, as in its other cells."
        if are_few_arrays(read_pairs(ledger.cells[name].dropna())["order"])
        else "the longitude is read first, as in GeoJSON. Where it is the latitude, choose the"
        " column for 'latlon'."
    )
    ledger.notes.append(f"{name!r} holds arrays, such as {arrays[0]!r}: {told}")


_ARRAY = re.compile(r"\s*\[\s*-?\d[\d.]*\s*(?:,\s*-?\d[\d.]*\s*){1,3}\]\s*")


def _mates(lat: ReadColumn, lon: ReadColumn) -> bool:
    """Return whether two headings differ by nothing but latitude and longitude."""
    axes = {"lat", "lon", "x", "y"}
    one, two = (
        [word for word in split_heading(each.name) if not concepts_of(word) & axes]
        for each in (lat, lon)
    )
    return one == two


def _take_degrees(ledger: Ledger) -> bool:
    """Take points of which degrees, minutes and so on stand in columns of their own."""
    halves = _tell_halves(ledger)
    found: dict[str, dict[str, str]] = {"lat": {}, "lon": {}}
    letters = {"lat": "", "lon": ""}
    for axis, half in halves.items():
        found[axis]["hemisphere"] = half
    for each in ledger.free():
        if each.name in halves.values():
            continue  # the S of "Lat N/S" is no second
        axes = [axis for axis in found if each.heading.has(axis)]
        named, letter = ("", "") if axes else hemisphere_of(each.name)
        axes += [named] if named else []
        part = part_of_degrees(each.name) if len(axes) == 1 else ""
        if part and each.profile.filled:
            letters[axes[0]] = letters[axes[0]] or letter
            found[axes[0]].setdefault(part, each.name)
    if not all({"degrees", "minutes"} <= parts.keys() for parts in found.values()):
        return False
    for axis, parts in found.items():
        names = [parts[part] for part in PARTS_OF_DEGREES if part in parts]
        cells = join_degrees({part: ledger.cells[name] for part, name in parts.items()})
        if letters[axis] and "hemisphere" not in parts:
            cells += f" {letters[axis]}"
        ledger.compose([axis], names, cells)
        ledger.taken |= dict.fromkeys(names, (axis, SURE))
    return True


def _ask_of_parts(ledger: Ledger, fits: Sequence[Sequence[ReadColumn]]) -> None:
    """Ask where whole numbers are read and others fit as well: they may be parts of degrees."""
    several = all(len(each) > 1 for each in fits)
    read = [each[0].profile for each in fits if each]
    if several and all(own.share("number") > own.share("decimal") == 0 for own in read):
        lats, lons = (listed([each.name for each in own]) for own in fits)
        ledger.questions.append(
            ColumnQuestion(
                f"Several columns of {ledger.source.name} may be the latitude, {lats}, and the"
                f" longitude, {lons}, and what they hold are whole numbers, as of degrees, minutes"
                " and seconds in columns of their own: which are they?",
                (("lat", "lon"),),
            )
        )


def _take_other_axis(
    ledger: Ledger, lats: Sequence[ReadColumn], lons: Sequence[ReadColumn]
) -> bool:
    """Take the other number of points under a heading that differs by one word alone."""
    own, field_name = (lats[0], "lat") if lats else (lons[0], "lon")
    other = "lon" if lats else "lat"
    words = split_heading(own.name)
    for each in ledger.free():
        told = split_heading(each.name)
        apart = len(told) == len(words) > 1 and sum(map(str.__ne__, told, words)) == 1
        read = min(each.profile.share(kind) for kind in (other, "decimal"))
        if (
            each is not own
            and apart
            and read >= MOST
            and {field_name, other}.isdisjoint(ledger.closed)
        ):
            ledger.take(field_name, own.name, ledger.scores[own.name][field_name])
            ledger.take(other, each.name, LIKELY)
            return True
    return False


def _add_hemispheres(ledger: Ledger, lat: ReadColumn, lon: ReadColumn) -> None:
    """Read latitude and longitude by the N, S, E or W that stand in columns of their own."""
    for name, half in _tell_halves(ledger).items():
        column = lat.name if name == "lat" else lon.name
        cells = ledger.cells[column] + " " + ledger.cells[half].str.strip()
        ledger.compose([name], [column, half], cells)
        ledger.taken[half] = name, SURE


def _tell_halves(ledger: Ledger) -> dict[str, str]:
    """Return the columns of the letters N or S, and E or W, by "lat" and "lon".

    Their headings say so; or no other column holds nothing but letters or words of its axis.
    """
    found = {"lat": _find_halves(ledger, "NS"), "lon": _find_halves(ledger, "EWO")}
    alone = all(len(columns) == 1 for columns in found.values())
    told = {}
    for name, columns in found.items():
        for each in columns:
            own = {*split_heading(each)}
            known = alone or (bool(own) and own <= _OF_HEMISPHERES)
            if known or part_of_degrees(each) == "hemisphere":
                told[name] = each
                break
    return told


def _find_halves(ledger: Ledger, letters: str) -> list[str]:
    """Return the columns of which each cell is one of these hemispheres, as a letter or a word."""
    found = []
    for each in ledger.free():
        cells = ledger.cells[each.name]
        if cells[:_SPREAD].nunique() > _SPELLINGS:
            continue
        texts = cells.dropna().unique()
        if not 0 < len(texts) <= _SPELLINGS:
            continue
        signs = ([token.sign for token in cut(str(text))] for text in texts)
        if all(len(own) == 1 and own[0] in {*letters} for own in signs):
            found.append(each.name)
    return found


_SPELLINGS = 8
"""How many ways a column has to write two hemispheres."""

_OF_HEMISPHERES = frozenset(
    ["n", "s", "e", "w", "o", "or", "ns", "ew", "we", "sn", "nsew", "lat", "lon", "long"]
)
"""Words of headings over the letters of hemispheres alone."""


def _find_axes(ledger: Ledger) -> dict[str, str]:
    """Return the columns of latitudes and longitudes whose headings differ by two letters alone."""
    fine = [each for each in ledger.free() if each.profile.share("fine") >= HALF]
    words = {split_heading(each.name): each for each in fine}
    for (one, other), (said, north) in product(_AXES, words.items()):
        if said.count(one) != 1:
            continue
        east = words.get(tuple(other if word == one else word for word in said))
        read = east and min(north.profile.share("lat"), east.profile.share("lon"))
        if east and read == 1:
            return {"lat": north.name, "lon": east.name}
    return {}


_AXES = (("n", "e"), ("ш", "д"), ("phi", "lambda"), ("φ", "λ"), ("b", "l"))
"""Letters of latitude and longitude, by which no heading says by itself that it holds points."""


def find_unnamed_points(ledger: Ledger) -> set[str]:
    """Return columns beside each other that hold points by their cells, and no heading says so.

    Numbers within the degrees of a latitude and of a longitude, most with four decimals or more, or
    under a pair of headings in which "lat" and "lon" are no words of their own: "slat", "slon".
    """
    if {*POINTS, *PAIRS} & {*ledger.found, *ledger.closed}:
        return set()
    free = {each.name for each in ledger.free() if heading_says_nothing(each)}
    return {
        name
        for one, other in pairwise(ledger.columns)
        if {one.name, other.name} <= free
        and max(each.profile.share("lat") for each in (one, other)) >= MOST
        and min(each.profile.share("lon") for each in (one, other)) >= MOST
        and (
            min(_share_exact(ledger.cells[each.name]) for each in (one, other)) >= HALF
            or _hold_axes(one.name, other.name)
            or _hold_axes(other.name, one.name)
        )
        for name in (one.name, other.name)
    }


def _hold_axes(lat: str, lon: str) -> bool:
    """Return whether two names are alike but for "lat" in one and "lon" in the other."""
    parts, others = _LAT.split(lat), _LON.split(lon)
    return len(parts) > 1 and [*map(str.casefold, parts)] == [*map(str.casefold, others)]


_LAT, _LON = re.compile(r"(?i)lat(?:itude)?"), re.compile(r"(?i)lng|long?(?:itude)?")


def _share_exact(cells: pd.Series) -> float:
    return float(cells.dropna().str.fullmatch(_EXACT).mean())


_EXACT = r"\s*[+\-\N{MINUS SIGN}]?\d{1,3}[.,]\d{4,15}\s*"


def _take_axes(ledger: Ledger) -> None:
    """Take columns such as N and E, which no heading says to hold points."""
    axes = _find_axes(ledger)
    ledger.found |= axes
    ledger.taken |= {column: (name, LIKELY) for name, column in axes.items()}


def _add_zones(ledger: Ledger, lat: ReadColumn, lon: ReadColumn) -> None:
    """Read metres of UTM by the zone that stands beside them in each row."""
    if min(each.profile.share("metres") for each in (lat, lon)) < MOST:
        return
    if ledger.source.crs:
        return  # what the user says goes before
    north, east = ledger.cells[lat.name], ledger.cells[lon.name]
    told = find_zone(lon.name) or find_zone(lat.name)
    if told:
        ledger.compose([COORDINATES], [lon.name, lat.name], join_utm(told, east, north))
        ledger.notes.append(f"The heading {lon.name!r} names the zone of UTM: {told}.")
    for each in ledger.free() if not told else []:
        if not _OF_ZONES.search(each.name):
            continue
        zones = ledger.cells[each.name].map(_zones_in(ledger.cells[each.name])).astype("str")
        numbers = ledger.cells[each.name].dropna().unique()[:_MOST_ZONES]
        if len(numbers) > 1 and all(str(text).strip().isdecimal() for text in numbers):
            ledger.notes.append(
                f"{each.name!r} gives zones without their letter, such as 36 for 36U or 36N:"
                " a coordinate system that is given holds for all rows, whatever their zone."
            )
        if zones.notna().sum() < MOST * max(each.profile.filled, 1):
            continue
        parts = [each.name, lon.name, lat.name]
        ledger.compose([COORDINATES], parts, join_utm(zones, east, north))
        ledger.taken[each.name] = COORDINATES, SURE
        told = each.name
        break
    if told:
        del ledger.found["lat"], ledger.found["lon"]


_OF_ZONES = re.compile(r"(?i)utm|zone|huso|fuseau|fuso|zona|зона|grid|crs")


_MOST_ZONES = 120
"""Both halves of each of the 60; a column of more different texts is none of zones."""


def _zones_in(cells: pd.Series) -> dict[str, str]:
    texts = [str(text) for text in cells.dropna().unique()[:_MOST_ZONES]]
    return {text: zone for text in texts if (zone := find_zone(text))}


def _split_places(ledger: Ledger) -> None:
    """Read the points that stand behind the names of places, in one cell with them.

    They go behind those of a column of points, and give way to what the user chose.
    """
    by_hand = {ledger.chosen.get(name) for name in PAIRS} - {None}
    fits = {each.name: ledger.scores[each.name].get("place", 0) for each in ledger.columns}
    places = [each for each in ledger.columns if fits[each.name] >= LEAST]
    places.sort(key=lambda each: -fits[each.name])
    chosen = [each for each in ledger.columns if each.name in by_hand]
    for each in [*chosen, *(one for one in places if one not in chosen)]:
        read = split_named_points(ledger.cells[each.name])
        if not (count := int(read["point"].notna().sum())):
            continue
        what = f"{each.name!r} has a point beside the name in {count_of(count, 'cell')}"
        if each.name not in by_hand and set(POINTS) & ledger.closed:
            ledger.notes.append(f"{what}: it is not read, because you chose what is.")
            return
        best = places[:1] in ([], [each]) and "place" not in ledger.closed
        if best or ledger.chosen.get("place") == each.name:
            words = ledger.cells[each.name].where(read_pairs(ledger.cells[each.name])["lat"].isna())
            ledger.put("place", each.name, read["name"].fillna(words))
            ledger.taken.setdefault(each.name, ("place", fits[each.name]))
        ledger.notes.append(f"{what}: {_fill_points(ledger, each.name, read['point'])}.")
        return


def _fill_points(ledger: Ledger, column: str, behind: pd.Series) -> str:
    """Read points that stand behind names where there is no other one, and say so."""
    if set(PAIRS) & ledger.closed:
        return "both are read"
    fields = [name for name in (*PAIRS, "lat", "lon") if name in ledger.found]
    if not fields:
        ledger.put(COORDINATES, column, behind)
        return "both are read"
    own = {name: ledger.found[name] for name in fields}
    shown = join_words([repr(ledger.shown.get(name, name)) for name in own.values()])
    ost = tell_ost_by(ledger.cells)
    halves = [tell_hemisphere(own[name], name, ost) for name in fields if name not in PAIRS]
    if len(halves) == 1 or any(halves):
        return f"it is not read, because of {shown}"
    made = ledger.cells.assign(**ledger.composed)
    cells = [made[name] for name in own.values()]
    fill = behind.notna()
    for each in cells:
        fill &= without_signs(trim(each)).isna()
    points = read_pairs(behind)
    written = [_write(points["lat"], "N"), _write(points["lon"], "E")]
    if len(fields) == 1:
        plain = split_pairs(cells[0], first=tell_first_axis(fields[0], own[fields[0]]))
        written = [written[0] + " " + written[1]]
    else:
        plain = pd.DataFrame(dict(zip(("lat", "lon"), cells, strict=True)))
    for name, each, instead in zip(fields, cells, written, strict=True):
        ledger.put(name, ledger.shown.get(own[name], own[name]), each.mask(fill, instead))
    apart = _count_apart(read_coordinates(plain["lat"], plain["lon"]), points)
    far = f"; {count_of(apart, 'row')} of both lie more than {FAR_KM} km apart" if apart else ""
    are = "is" if len(fields) == 1 else "are"
    return f"it is read where {shown} {are} blank, the name alone else{far}"


def _tell_of_other_points(ledger: Ledger) -> None:
    """Say where columns that are not read give other points than those that are.

    They may be where it happened, and the others where somebody was brought.
    """
    own = {axis: ledger.found.get(axis, "") for axis in ("lat", "lon")}
    if not {*own.values()} <= {*ledger.cells}:
        return
    free = [each for each in ledger.free() if not each.heading.has(*_NOT_THERE)]
    lats, lons = (
        [each for each in free if each.heading.has(axis) and each.profile.share(axis) >= MOST]
        for axis in own
    )
    pairs = [(lat, lon) for lat in lats for lon in lons if _mates(lat, lon)]
    both = [each for each in free if each.profile.share("pair") >= MOST]
    if not pairs and not both:
        return
    read = read_coordinates(*(ledger.cells[name] for name in own.values()))
    for lat, lon in pairs:
        others = read_coordinates(ledger.cells[lat.name], ledger.cells[lon.name])
        _tell_of_others(ledger, [lat.name, lon.name], read, others)
    for each in both:
        _tell_of_others(ledger, [each.name], read, read_pairs(trim(ledger.cells[each.name])))


def _tell_of_others(
    ledger: Ledger, names: Sequence[str], read: pd.DataFrame, others: pd.DataFrame
) -> None:
    """Say in how many rows columns that are not read give another point than those that are."""
    apart = _metres_apart(read, others)
    apart = apart[apart > _ANOTHER_M]
    if apart.empty:
        return
    one = len(names) == 1
    gives = "it gives" if one else "they give"
    alone = int((others["lat"].notna() & read["lat"].isna()).sum())
    more = f"; in {count_of(alone, 'row')} {gives} the only one" if alone else ""
    own = listed([ledger.found[axis] for axis in ("lat", "lon")])
    told = "it for 'coordinates'" if one else "them for 'lat' and 'lon'"
    ledger.notes.append(
        f"{listed(names)} {are(names)} not read: {gives} another point than {own}"
        f" in {count_of(len(apart), 'row')}, up to {apart.max() / 1000:,.0f} km away{more}."
        f" If it happened there, choose {told}."
    )


_NOT_THERE = ("elsewhere", "actor", "admin1", "admin2", "country", "precision", "altitude")
"""What the headings of points say that are known to be another's, or coarser."""
_ANOTHER_M = 1000
"""From how many metres on two points of a row are not the same, written more or less exactly."""


FAR_KM = 50
"""From which distance on two points of a row are told of."""


def _count_apart(points: pd.DataFrame, others: pd.DataFrame) -> int:
    return int((_metres_apart(points, others) > 1000 * FAR_KM).sum())


def _metres_apart(points: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    ends = (points["lon"], points["lat"], others["lon"], others["lat"])
    return pd.Series(metres_between(*(each.astype("float64").to_numpy() for each in ends)))


def _write(degrees: pd.Series, letter: str) -> pd.Series:
    """Return degrees with a letter for their sign, N for the north or E for the east."""
    other = {"N": "S", "E": "W"}[letter]
    known = {
        value: f"{abs(value)!r} {letter if value >= 0 else other}"
        for value in degrees.dropna().unique().tolist()
    }
    return degrees.map(known).astype("str")


def tell_points_of_areas(ledger: Ledger) -> None:
    """Read points whose headings say that they are a country's or a region's as known to that."""
    read = {**ledger.found, **ledger.chosen}
    if "geo_precision" in {*read, *ledger.closed} or not {"lat", "lon"} <= ledger.found.keys():
        return
    name = ledger.found["lat"]
    told = [read_heading(ledger.found[axis]) for axis in ("lat", "lon")]
    if any(each.has("settlement") for each in told):
        return
    named = (what for concept, what in _OF_AREAS.items() if all(each.has(concept) for each in told))
    middle = all(is_middle(each.text) for each in told)
    what = next(named, _unit_of_middles(ledger) if middle else "")
    if not what:
        return
    cells = ledger.cells[name].notna().map({True: what}).astype("str")
    ledger.put("geo_precision", name, cells)
    of = f"the middle of a {what} or such" if middle else f"the point of a {what}"
    ledger.notes.append(
        f"{name!r} and {ledger.found['lon']!r} are {of}, by their headings: no event is drawn"
        " there."
    )


_OF_AREAS = {"admin2": "district", "admin1": "region", "country": "country"}


def _unit_of_middles(ledger: Ledger) -> str:
    """Return of what points are the middle whose headings say no more: of the least unit named."""
    named = [
        what
        for concept, what in _OF_AREAS.items()
        if any(each.heading.has(concept) for each in ledger.columns if each.profile.shares)
    ]
    within = any(each.heading.has("settlement", "place") for each in ledger.columns)
    return GeoPrecision.DISTRICT.value if within or not named else named[0]


def read_flags_of_points(ledger: Ledger) -> None:
    """Read a column that says yes or no to whether points are approximate, or exact."""
    read = {**ledger.found, **ledger.chosen}
    if "geo_precision" in {*read, *ledger.closed} or not {"lat", "lon", *PAIRS} & {*read}:
        return
    for each in ledger.free():
        of_place = each.heading.has("place", "coordinates", "lat", "lon")
        flags = each.profile.share("whether" if of_place else "yes or no") >= MOST
        if not flags or each.heading.has(*_OF_NO_PLACE):
            continue
        if _number_of(each.name) not in {"", _number_of(ledger.found.get("lat", ""))}:
            continue  # "exact_2" is of another point than "lat_1"
        rough = find_rough(each.name, ledger.cells[each.name])
        if rough is not None:
            told = rough.map({True: GeoPrecision.DISTRICT.value}).astype("str")
            ledger.put("geo_precision", each.name, told)
            ledger.taken[each.name] = "geo_precision", LIKELY
            rows = count_of(int(rough.sum()), "row")
            ledger.notes.append(
                f"{each.name!r} says how exactly places are known: in {rows} the point is read as"
                " known to the district, and no pin."
            )
            return


def _number_of(name: str) -> str:
    """Return the number with which the name of a column ends, or nothing."""
    return name[len(name.rstrip("0123456789")) :]


_OF_NO_PLACE = ("date", "time", "year", "month", *NOUNS, "casualties", "target", "actor")
"""Concepts of headings of which something else is rough or exact."""


def tell_whole_degrees(ledger: Ledger) -> None:
    """Read points of whole degrees, all or some among others, as known to their region.

    They are rounded, or stand for none: the next such point is some 100 km away. So do those of
    which one number is whole, where they are too many for a chance.
    """
    read = {**ledger.found, **ledger.chosen}
    own = [ledger.found.get(axis, "") for axis in ("lat", "lon")]
    if "geo_precision" in {*read, *ledger.closed} or not {*own} <= {*ledger.cells}:
        return
    points = read_coordinates(*(ledger.cells[name] for name in own)).dropna(subset=["lat", "lon"])
    cells = ledger.cells.loc[points.index, own]
    whole = points[["lat", "lon"]].to_numpy() % 1 == 0
    fine = cells.apply(lambda axis: axis.str.contains(_FINE)).to_numpy(dtype=bool)
    rounded = (whole & ~fine).any(axis=1) | whole.all(axis=1)
    most = False
    if not _are_told(cells, rounded, max(_SOME, len(cells) / _OF_POINTS)):
        rounded = whole.all(axis=1)
        kinds = cells[rounded].drop_duplicates()
        most = len(kinds) >= max(_ALL_WHOLE, len(cells.drop_duplicates()) * HALF)
        if not most and not _are_told(cells, rounded, max(1, len(cells) / _BY_CHANCE)):
            return
    # Where one number of a point has three decimals, the other may have lost its zeros.
    if not most and (fine.any(axis=1) & ~rounded).sum() < (~rounded).sum() * MOST:
        return
    told = pd.Series(index=ledger.cells.index, dtype="str")
    told[points.index[rounded]] = GeoPrecision.REGION.value
    ledger.put("geo_precision", own[0], told)
    first = ", ".join(cells[rounded].iloc[0])
    which = listed(own) if whole[rounded].all() else f"One of {listed(own)}, or both,"
    ledger.notes.append(
        f"{which} are whole degrees in {count_of(int(rounded.sum()), 'row')}, such as"
        f" {first}: the point is read as known to the region, and no pin."
    )


def _are_told(cells: pd.DataFrame, rounded: np.ndarray[Any, Any], least: float) -> bool:
    """Return whether so many different points are rounded, and less than half of all."""
    kinds = cells.assign(rounded=rounded).drop_duplicates()["rounded"]
    return bool(least <= kinds.sum() < len(kinds) * HALF)


_FINE = r"[.,]\d{3}"
_BY_CHANCE = 1000
"""Of how many points in degrees and minutes one is of whole degrees, with room: one of 3,600."""
_ALL_WHOLE = 4
"""How many different points show that a table has rounded all of them, or at least half."""
_SOME, _OF_POINTS = 3, 50
"""The fewest points of which one number is whole: of those in thousandths, one of 500 is."""


def tell_of_minutes(ledger: Ledger) -> None:
    """Say where two decimals may be minutes, as in 56.44 for 56° 44': of degrees, some pass 59.

    One point of each whole degree is asked, for those of one town are all alike.
    """
    own = [ledger.found.get(axis, "") for axis in ("lat", "lon")]
    if not {*own} <= {*ledger.cells}:
        return
    parts = [ledger.cells[name].str.extract(_HUNDREDTHS) for name in own]
    whole = pd.concat([part[0] for part in parts], axis=1).dropna()
    if len(whole) < ledger.cells[own].notna().all(axis=1).sum() * MOST:
        return
    apart = whole.index[~whole.duplicated()]
    decimals = pd.concat([part[1].loc[apart] for part in parts]).dropna().str.ljust(2, "0")
    minutes = decimals[decimals != "00"].astype("int64")
    beyond = (minutes >= _MINUTES).sum()
    if len(minutes) < _TELLING or minutes.nunique() < _KINDS or beyond > len(minutes) * _TYPOS:
        return
    ledger.notes.append(
        f"{listed(own)} are read as degrees, but hardly any of their decimals is above 59, as in"
        f" {', '.join(ledger.cells.loc[apart[0], own])}: they may be degrees and minutes with a"
        " point between. If so, correct the file."
    )


_HUNDREDTHS = r"^\s*(-?\d{1,3})(?:[.,](\d{0,2}))?\s*$"
_MINUTES = 60
_TELLING, _KINDS = 24, 12
"""How many decimals tell that none is above 59, and how many kinds: halves and quarters do not."""
_TYPOS = 0.02
"""Which share of minutes may be above 59 for all that."""


def tell_of_points_at_sea(ledger: Ledger) -> None:
    """Say where points of a table lie at sea, and the other way round, or by another sign, on land.

    No row names where it was. Where no heading tells which number is the latitude, all must lie at
    sea, as where a sign may be wrong. Where one does, many must, and not all: those of ships do. In
    Antarctica nothing happens.
    """
    read = {*ledger.found, *ledger.closed}
    both = ledger.found.get(COORDINATES, "")
    columns = [both] if both else [ledger.found.get(axis, "") for axis in ("lat", "lon")]
    if {"country", "admin1"} & read or not {*columns} <= {*ledger.cells}:
        return
    cells = ledger.cells[columns].iloc[:: max(len(ledger.cells) // _SPREAD, 1)]
    cells = cells.dropna().drop_duplicates()[:_TRIED]
    if both:
        points = read_pairs(cells[both])
        points = points[points["order"] == Order.LAT_FIRST]
    else:
        points = read_coordinates(*(cells[name] for name in columns)).dropna(subset=["lat", "lon"])
    if len(points) < _ENOUGH:
        return
    lat, lon = points["lat"], points["lon"]
    here = country_of(lon, lat)
    afloat = [code in EMPTY_LANDS for code in here]
    if not any(afloat):
        _tell_of_points_abroad(ledger, cells, lat, lon, here)
        return
    polar = "AQ" in here
    told = bool(order_of_axes(both)) if both else not _are_axes(columns)
    many = sum(afloat) >= len(points) * _AFLOAT and (polar or not all(afloat))
    first = ", ".join(map(repr, cells.loc[points.index[afloat.index(True)]]))
    where = "in Antarctica or at sea" if polar else "at sea"
    otherwise = []
    likely = many and len(points) >= _SEVERAL if told else all(afloat)
    if likely and not (lon.abs() > _POLE).any():
        answer = "the column for 'lonlat'" if both else "the columns the other way round"
        otherwise.append(("with the longitude first", lat, lon, f"choose {answer}"))
    if all(afloat):
        otherwise += [
            ("with the longitude's sign turned", -lon, lat, "correct the file"),
            ("with the latitude's sign turned", lon, -lat, "correct the file"),
        ]
    for so, x, y, remedy in otherwise:
        if all(lands := country_of(x, y)):
            such = join_words([name_country(code) or "" for code in dict.fromkeys(lands)])
            these = f"{sum(afloat)} of {len(points)} points" if told else "All points"
            ledger.notes.append(
                f"{these} in {listed(columns)}, such as {first}, lie {where}; {so} they would"
                f" lie in {such}. If so, {remedy}."
            )
            return


def _are_axes(columns: Sequence[str]) -> bool:
    """Return whether columns are called "x" and "y" alone, which some say for latitude first."""
    words = [{*split_heading(name)} for name in columns]
    return all(axis in told for axis, told in zip(("y", "x"), words, strict=True))


def _tell_of_points_abroad(
    ledger: Ledger, cells: pd.DataFrame, lat: pd.Series, lon: pd.Series, here: Sequence[str | None]
) -> None:
    """Say where all points lie in the countries of the table's language only turned round."""
    lands = _lands_of_language(ledger)
    if not lands or not lands.isdisjoint(here) or (lon.abs() > _POLE).any():
        return
    there = country_of(lat, lon)
    if not lands.issuperset(there):
        return
    first = ", ".join(map(repr, cells.iloc[0]))
    now, then = (
        join_words([name_country(code) or "" for code in dict.fromkeys(filter(None, each))])
        for each in (here, there)
    )
    answer = "the columns the other way round" if len(cells.columns) > 1 else "it for 'lonlat'"
    ledger.notes.append(
        f"All points in {listed([*cells])}, such as {first}, lie in {now}; with the longitude first"
        f" they would lie in {then}, where people write as in this table. If so, choose {answer}."
    )


def _lands_of_language(ledger: Ledger) -> frozenset[str]:
    """Return the countries of the script of a table, or of the language of its headings."""
    texts = " ".join(str(text) for each in ledger.columns for text in each.profile.samples)
    texts += " ".join(map(str, ledger.cells))
    for script, lands in LANDS_OF_SCRIPTS:
        if len(re.findall(script, texts)) >= _LETTERS:
            return frozenset(lands.split())
    return frozenset(LANDS_OF_WORDS.get(tell_ost_by(ledger.cells), "").split())


_LETTERS = 8
"""Letters of a script that a table has at least that is written in it."""

_AFLOAT = 1 / 3
_SEVERAL = 4
_SPREAD = 2000
_TRIED = 200
"""Rows that are looked at, spread over a table, and how many different points of them are tried."""
_ENOUGH = 2
_POLE = 90


def settle_letter_o(ledger: Ledger) -> None:
    """Settle whether the letter O is the east or the west where no heading's language tells it.

    The countries and regions that the rows name do, if their points lie in them by one of the two
    alone. The other letters of the column show it where it is of one language, which nobody knows:
    that is asked. Where nothing shows it, there is no point.
    """
    if tell_ost_by(ledger.cells):
        return
    columns = ledger.read_from()
    fields = [field for field in ("lon", *PAIRS) if field in columns]
    for field in fields:
        own = columns[field]
        column = ledger.shown.get(own, own)
        cells = ledger.composed[own] if own in ledger.composed else ledger.cells[own]
        rows = cells[find_ost(cells)]
        if rows.empty:
            continue
        beside = settle_ost(cells, "")[1]
        if told := _tell_ost_by_places(ledger, columns, field, rows):
            ledger.put(field, column, settle_ost(cells, told)[0])
            ledger.notes.append(
                f"The letter O in column {column!r} is read as {told}: only so the points lie in"
                " the countries that the rows name."
            )
        elif field in ledger.closed:
            continue  # as the column was chosen by hand, it is the opposite of the letter beside it
        elif beside:
            line, text = next(iter(rows.items()))
            ledger.questions.append(
                ColumnQuestion(
                    f"Is the letter O in {column!r} of {ledger.source.name} the east, as in German,"
                    f" or the west, as in French, Italian, Portuguese and Spanish: {text!r} in line"
                    f" {line}? E or W in its place tells it. The column, named by hand, is read"
                    f" with {beside} for O, the opposite of the letters beside it.",
                    ((field,),),
                )
            )
        else:
            del ledger.found[field]
            ledger.taken.pop(column, None)


_SAMPLED = 300


def _tell_ost_by_places(
    ledger: Ledger, columns: Mapping[str, str], field: str, rows: pd.Series
) -> str:
    """Return E or W where the points of rows lie in what these name by that reading alone."""
    said = {
        name: (
            ledger.composed[columns[name]]
            if columns[name] in ledger.composed
            else ledger.cells[columns[name]]
        )
        for name in ("country", "admin1", "lat")
        if name in columns
    }
    if not {"country", "admin1"} & said.keys() or (field == "lon" and "lat" not in said):
        return ""
    rows = rows[:_SAMPLED]
    blank = pd.Series(index=rows.index, dtype="str")
    country, unit = (
        said[name].reindex(rows.index) if name in said else blank for name in ("country", "admin1")
    )
    fitting = []
    for letter in ("E", "W"):
        cells = settle_ost(rows, letter)[0]
        if field == "lon":
            points = read_coordinates(said["lat"].reindex(rows.index), cells)
        else:
            pairs = split_pairs(cells, first=tell_first_axis(field, columns[field]))
            points = read_coordinates(pairs["lat"], pairs["lon"])
        places = read_places(country, unit, points["lat"], points["lon"])
        named = places["country"].notna() & (country.notna() | unit.notna())
        named &= ~places[Doubt.UNKNOWN_COUNTRY] & points["lat"].notna()
        off = places[Doubt.OUTSIDE_COUNTRY] | places[Doubt.COUNTRY_CONFLICT]
        off |= places[Doubt.REGION_CONFLICT]
        fitting.append((int((named & ~off).sum()), int(named.sum())))
    (east, of_east), (west, of_west) = fitting
    if east and not west and east > of_east / 2:
        return "E"
    return "W" if west and not east and west > of_west / 2 else ""
