"""The bundled table of UCDP. Its numbers were counted in the published file, with `csv` alone."""

import json
import runpy
from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from support.real_tables import UCDP_UKRAINE, shared_file

from eventmap.catalog import open_folders
from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.routes import create_routes
from eventmap.settings import Settings, bundled_data
from eventmap.summary import summarise

FOLDER = bundled_data() / "ucdp-ukraine"
BUILD = Path(__file__).parents[1] / "tools" / "ucdp" / "build.py"

ROWS_BY_YEAR = {
    "2014": 1294, "2015": 710, "2016": 128, "2017": 193, "2018": 153,
    "2019": 199, "2020": 145, "2021": 167, "2022": 536, "2023": 358,
}  # fmt: skip
"""Rows of the file by its own column ``year``."""

BEST_BY_YEAR = {
    "2014": 4528, "2015": 1726, "2016": 255, "2017": 415, "2018": 243,
    "2019": 311, "2020": 196, "2021": 208, "2022": 8437, "2023": 2161,
}  # fmt: skip
"""Sums of its column ``best``."""


@pytest.fixture(scope="module")
def database():
    return Database(open_folders(Settings()).datasets)


@pytest.fixture(scope="module")
def events(database):
    return database.events(Filters(dataset="ucdp-ukraine"))


def test_it_is_offered_after_the_london_week(database):
    assert [info.name for info in database.infos] == ["london-summit", "ucdp-ukraine"]
    assert database.info_of(Filters()).name == "london-summit"


def test_it_is_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 1_000_000


def test_totals_are_those_of_the_published_file(database):
    summary = summarise(database, Filters(dataset="ucdp-ukraine"))
    # 3,883 rows; where_prec 1, 2 or 3 in 1,055, 1,841 and 38 of them. The sum of `best` is 18,480;
    # the smallest and the largest of low, best and high add up to 10,752 and 26,475 row by row.
    assert (summary["events"], summary["located"]) == (3883, 2934)
    figures = {"low": 10752, "best": 18480, "high": 26475, "known": 3883, "unknown": 0}
    assert summary["killed"] == figures
    assert summary["injured"]["known"] == 0  # UCDP counts the dead alone
    assert summary["contradictory"] == 31


def test_every_year_has_its_rows_and_its_dead(events):
    years = [json.loads(text)["year"] for text in events["extra"]]
    assert Counter(years) == ROWS_BY_YEAR
    assert events["killed_best"].groupby(pd.Series(years)).sum().to_dict() == BEST_BY_YEAR


def test_periods_are_those_of_the_published_file(database):
    # Rows whose first to last day overlap the period, and their sums of best.
    for first, last, rows, best in [
        (date(2014, 1, 1), date(2014, 12, 31), 1294, 4528),
        (date(2022, 2, 24), date(2023, 2, 28), 894, 10598),
    ]:
        filters = Filters(dataset="ucdp-ukraine", date_from=first, date_to=last)
        summary = summarise(database, filters)
        assert (summary["events"], summary["killed"]["best"]) == (rows, best)


def test_every_column_of_the_file_is_kept(events):
    row = json.loads(events.set_index("event_id").loc["448455", "extra"])
    assert len(row.keys() - {"eventmap"}) == 49  # and the importer's own note of a doubt
    assert (row["best"], row["low"], row["high"]) == ("5294", "5294", "0")
    assert row["source_headline"] == "Ukraine lost 9,000 defenders in war - Defense Ministry"


def test_the_routes_serve_it(database):
    client = TestClient(Starlette(routes=create_routes(database)))
    listed = {each["name"]: each for each in client.get("/api/datasets").json()}
    assert listed["ucdp-ukraine"]["events"] == 3883
    assert listed["ucdp-ukraine"]["licence"] == "CC BY 4.0"
    assert listed["ucdp-ukraine"]["redistributable"] is True
    exported = client.get("/api/events.csv?dataset=ucdp-ukraine&region=UA-65")
    assert exported.status_code == 200


def test_the_maker_makes_it_anew(tmp_path):
    runpy.run_path(str(BUILD))["main"](shared_file(UCDP_UKRAINE), tmp_path)
    for name in ("events.parquet", "claims.parquet"):
        again, bundled = (pd.read_parquet(folder / name) for folder in (tmp_path, FOLDER))
        pd.testing.assert_frame_equal(again, bundled)
