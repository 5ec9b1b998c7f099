"""The real tables of other makers, where they are at hand: they are not part of the project.

Raw, as published, and counted anew: plain pandas on the raw file, by the maker's own codes.
Nothing here asks the code under test: each recount reads the published file itself and returns,
one row an event in the order of the file, its ``event_id``, ``date_start``, ``date_end``,
``located`` (may a symbol stand for it), ``country``, ``admin1``, ``event_type`` where it is told
by one code, and ``low``, ``best`` and ``high`` (killed), missing where the maker gives none.
"""

import gzip
import json
import os
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pytest

CHECKOUT = Path(__file__).parents[2]
BOUNDARIES = CHECKOUT / "data" / "boundaries"
FOLDER = CHECKOUT / os.environ.get("EVENTMAP_SHARED_DATA", "../shared/data")
OWN_FOLDER = CHECKOUT / "tests" / "data"
"""What is small and open enough to be part of the project."""

UCDP_EXCERPT = "ucdp-ged-ukraine-excerpt.csv"
UCDP_UKRAINE = "ucdp_ged_ukraine_2014-2023_cp1252_mixed_dates.csv.gz"
UCDP_SAMPLE = "ucdp_ged_sample1000_2023release.csv.gz"
BELLINGCAT = "bellingcat_ukr-civharm-2024-06-02.json.gz"
VIINA = "viina_deepstrike_2022.csv.gz"
GDELT = "gdelt_events_2018_noheader.csv.gz"
GDELT_NAMES = "gdelt_column_names.csv.gz"

UNITS = {
    "Cherkasy": "UA-71",
    "Cherkasy oblast": "UA-71",
    "Chernihiv": "UA-74",
    "Chernihiv oblast": "UA-74",
    "Crimea": "UA-43",
    "Dnipropetrovs'k": "UA-12",
    "Dnipropetrovsk oblast": "UA-12",
    "Donets'k": "UA-14",
    "Donetsk oblast": "UA-14",
    "Ivano-Frankivs'k": "UA-26",
    "Kharkiv": "UA-63",
    "Kharkiv Oblast": "UA-63",
    "Kharkiv oblast": "UA-63",
    "Kherson": "UA-65",
    "Kherson oblast": "UA-65",
    "Khmel'nyts'kyy": "UA-68",
    "Khmelnytskyi oblast": "UA-68",
    "Kiev": "UA-32",
    "Kyiv oblast": "UA-32",
    "Kiev City": "UA-30",
    "Kiev Special Republican city": "UA-30",
    "Kirovohrad": "UA-35",
    "L'viv": "UA-46",
    "Luhans'k": "UA-09",
    "Luhansk oblast": "UA-09",
    "Mykolayiv": "UA-48",
    "Mykolayiv oblast": "UA-48",
    "Odessa": "UA-51",
    "Odessa oblast": "UA-51",
    "Poltava": "UA-53",
    "Rivne": "UA-56",
    "Sevastopol'": "UA-40",
    "Sumy": "UA-59",
    "Sumy oblast": "UA-59",
    "Ternopil'": "UA-61",
    "Transcarpathia": "UA-21",
    "Vinnytsya": "UA-05",
    "Volyn": "UA-07",
    "Zaporizhzhya": "UA-23",
    "Zaporizhzhya oblast": "UA-23",
    "Zhytomyr": "UA-18",
}
"""ISO 3166-2 codes of the units of Ukraine, by every name that the files give them."""


def shared_file(name):
    """Return the path of a table, or skip the test."""
    own = OWN_FOLDER / name
    if own.exists():
        return own
    if not FOLDER.is_dir():
        pytest.skip(f"no tables of other makers in {FOLDER} (EVENTMAP_SHARED_DATA)")
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{path} is not here")
    return path


def read_raw(name, **options):
    return pd.read_csv(shared_file(name), dtype="str", keep_default_na=False, **options)


def read_gdelt():
    names = list(pd.read_csv(shared_file(GDELT_NAMES)))
    return read_raw(GDELT, header=None, names=names)


def read_bellingcat():
    return json.loads(gzip.decompress(shared_file(BELLINGCAT).read_bytes()))


def read_ucdp_ukraine():
    """Return the cells by their line of the file, missing where blank."""
    cells = read_raw(UCDP_UKRAINE, encoding="cp1252")
    return cells.mask(cells == "").set_axis(cells.index + 2)


def read_timemap():
    """Return the cells by the number of their record, missing where blank."""
    names = ("id", "date", "latitude", "longitude", "location", "description")
    cells = pd.DataFrame([{name: record[name] for name in names} for record in read_bellingcat()])
    cells = cells.astype("str").mask(lambda frame: frame == "")
    return cells.set_axis(cells.index + 1)


def month_first(cells):
    """Return days written 1/22/2014 12:00:00 AM and 05/02/2014 00:00, the month always first."""
    parts = cells.str.extract(r"^(\d\d?)/(\d\d?)/(\d{4})")
    parts.columns = ["month", "day", "year"]
    return pd.to_datetime(parts.astype(int))


def read_outlines(name):
    """Return outlines by code, without GDAL: other tests take drivers out of this process."""
    body = json.loads((BOUNDARIES / name).read_text(encoding="utf-8"))
    return geopandas.GeoDataFrame.from_features(body, crs=4326)[["code", "geometry"]]


def units_around(lat, lon):
    """Return the unit around each point, or within 20 km of a point on no land."""
    places = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lon, lat), crs=4326)
    units, countries = map(read_outlines, ("admin1.json", "countries.json"))
    inside = places.sjoin(units)["code"].groupby(level=0).first()
    ashore = places.sjoin(countries[["geometry"]]).index.unique()
    afloat = places.drop(inside.index.union(ashore))
    near = afloat.to_crs(32636).sjoin_nearest(units.to_crs(32636), max_distance=20_000)["code"]
    codes = pd.concat([inside, near.groupby(level=0).first()]).reindex(places.index)
    return codes.set_axis(lat.index)


def countries_around(lat, lon):
    """Return the country in which each point lies."""
    places = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lon, lat), crs=4326)
    inside = places.sjoin(read_outlines("countries.json"))["code"].groupby(level=0).first()
    return inside.reindex(places.index).set_axis(lat.index)


def recount_ucdp(name, encoding="utf-8"):
    raw = read_raw(name, encoding=encoding)
    given = raw[["low", "best", "high"]].astype(float).astype(int)
    # Some rows contradict themselves, such as a best of 5,294 with a high of 0.
    numbers = {"low": given.min(axis=1), "best": given["best"], "high": given.max(axis=1)}
    where, when = (raw[column].astype(float).astype(int) for column in ("where_prec", "date_prec"))
    mixed = raw["date_start"].str.contains("/").all()
    start, end = (
        month_first(raw[column]) if mixed else pd.to_datetime(raw[column].str[:10])
        for column in ("date_start", "date_end")
    )
    # One day that stands for a month (4) or a year (5) means all of it.
    for code, unit in ((4, "M"), (5, "Y")):
        stand_in = (when == code) & (start == end)
        period = start[stand_in].dt.to_period(unit)
        start[stand_in] = period.dt.start_time
        end[stand_in] = period.dt.end_time.dt.normalize()
    # One day that stands for a week (3) means the seven days around it.
    stand_in = (when == 3) & (start == end)
    start[stand_in] -= pd.Timedelta(days=3)
    end[stand_in] += pd.Timedelta(days=3)
    around = units_around(raw["latitude"].astype(float), raw["longitude"].astype(float))
    ukraine = raw["country"] == "Ukraine"
    # A point tells the unit only where it is that of a place (1, 2) or a district (3).
    unit = (
        raw["adm_1"].map(UNITS).fillna(around.where((raw["adm_1"] == "") & where.isin([1, 2, 3])))
    )
    kinds = {"1": "armed_conflict", "2": "armed_conflict", "3": "violence_against_civilians"}
    return pd.DataFrame(
        {
            "event_id": raw["id"].str.removesuffix(".0"),
            "date_start": start,
            "date_end": end,
            "located": where.isin([1, 2, 3]),
            "country": np.where(ukraine, "UA", ""),
            "admin1": unit.where(ukraine),
            "event_type": raw["type_of_violence"].str.removesuffix(".0").map(kinds),
            **numbers,
        }
    )


def recount_bellingcat():
    records = read_bellingcat()
    raw = pd.DataFrame(records)[["id", "date", "latitude", "longitude"]]
    lat, lon = raw["latitude"].astype(float), raw["longitude"].astype(float)
    nowhere = (lat.abs() < 0.01) & (lon.abs() < 0.01)
    again = raw.groupby("id").cumcount()
    unit = units_around(lat, lon).mask(nowhere)
    return pd.DataFrame(
        {
            "event_id": raw["id"].mask(again > 0, raw["id"] + "~" + (again + 1).astype("str")),
            "date_start": pd.to_datetime(raw["date"], format="%m/%d/%Y"),
            "date_end": pd.to_datetime(raw["date"], format="%m/%d/%Y"),
            "located": ~nowhere,
            "country": unit.str[:2].fillna(countries_around(lat, lon).mask(nowhere)),
            "admin1": unit,
        }
    )


def recount_viina():
    raw = read_raw(VIINA)
    day = pd.to_datetime(raw["date"], format="%Y%m%d")
    lat, lon = raw["latitude"].astype(float), raw["longitude"].astype(float)
    around = units_around(lat, lon)
    # Zmiinyi island, Ukraine's, has no outline.
    on_island = ((lat - 45.255).abs() < 0.02) & ((lon - 30.204).abs() < 0.02)
    unit = raw["ADM1_NAME"].map(UNITS).fillna(around.where(raw["ADM1_NAME"] == ""))
    numbered = raw["geonameid"] != ""
    return pd.DataFrame(
        {
            "event_id": raw["event_id_1pd"],
            # The day is that of the report: it tells of this day or the one before.
            "date_start": day - pd.Timedelta(days=1),
            "date_end": day,
            # All have a point, that of a populated place or, where none is named, their own.
            "located": raw["latitude"] != "",
            "country": np.where(numbered | unit.notna() | on_island, "UA", ""),
            "admin1": unit,
        }
    )


def recount_gdelt():
    raw = read_gdelt()
    day = pd.to_datetime(raw["SQLDATE"], format="%Y%m%d")
    return pd.DataFrame(
        {
            "event_id": raw["GLOBALEVENTID"],
            "date_start": day,
            "date_end": day,
            "located": raw["ActionGeo_Type"].isin(["3", "4"]) & (raw["ActionGeo_Lat"] != "NULL"),
            "country": "",
            "event_type": np.where(raw["EventRootCode"].isin(["14"]), "protest", None),
        }
    )


FIGURES = ("low", "best", "high")

RECOUNTS = {
    UCDP_EXCERPT: lambda: recount_ucdp(UCDP_EXCERPT, "cp1252"),
    UCDP_UKRAINE: lambda: recount_ucdp(UCDP_UKRAINE, "cp1252"),
    UCDP_SAMPLE: lambda: recount_ucdp(UCDP_SAMPLE),
    BELLINGCAT: recount_bellingcat,
    VIINA: recount_viina,
    GDELT: recount_gdelt,
}
"""The recount of each file, by its name: it skips the test where the file is not here."""


def recount(name):
    table = RECOUNTS[name]()
    blank = {column: pd.Series(pd.NA, table.index, dtype="Int64") for column in FIGURES}
    blank |= {column: pd.Series(index=table.index, dtype="str") for column in ("admin1",)}
    return pd.DataFrame({**blank, **table})
