"""The synthetic dataset, read with DuckDB and judged by the reader that opens it."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from eventmap.canonical import read_canonical
from eventmap.places import region_of
from eventmap.schema import DatePrecision, EventType, GeoPrecision, ParquetTable, Side, Status

REPO = Path(__file__).parents[2]
EVENTS = 20_000


def make(folder, *options):
    command = [sys.executable, "-m", "benchmarks.synthetic", *options, "--to", str(folder)]
    subprocess.run(command, cwd=REPO, env=os.environ | {"PYTHONPATH": "src"}, check=True)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make(tmp_path_factory.mktemp("data") / "made", str(EVENTS))


@pytest.fixture
def ask(folder):
    connection = duckdb.connect()
    for name in ("events", "claims", "timeline"):
        connection.read_parquet(str(folder / f"{name}.parquet")).create_view(name)
    return lambda sql: connection.execute(sql).fetchall()


@pytest.fixture
def events(folder):
    return duckdb.connect().read_parquet(str(folder / "events.parquet"))


@pytest.fixture
def share(events):
    """Return a function that gives the share of events for which a condition holds."""
    return lambda condition: len(events.filter(condition)) / EVENTS


def test_it_is_a_dataset_without_a_refusal(folder):
    dataset = read_canonical(folder)

    assert dataset.info.name == "synthetic-20000"
    assert "none of them was ever reported" in dataset.info.title
    assert isinstance(dataset.events, ParquetTable)
    assert {path.name for path in folder.iterdir()} == {
        "dataset.toml",
        "events.parquet",
        "claims.parquet",
        "timeline.parquet",
    }


def test_there_are_as_many_events_as_asked_for(ask):
    assert ask("SELECT count(*), count(DISTINCT event_id) FROM events") == [(EVENTS, EVENTS)]
    assert ask("SELECT count(*) FROM timeline") == [(60,)]


def test_the_same_number_and_seed_give_the_same_bytes(tmp_path):
    one, two, other = (
        make(tmp_path / name, "500", "--seed", seed)
        for name, seed in (("one", "7"), ("two", "7"), ("other", "8"))
    )

    def files(folder):
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    assert files(one) == files(two)
    assert files(one)["events.parquet"] != files(other)["events.parquet"]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("event_type", EventType),
        ("geo_precision", GeoPrecision),
        ("date_precision", DatePrecision),
        ("status", Status),
    ],
)
def test_every_value_comes_up(events, column, values):
    found = events.unique(column).fetchall()

    assert {value for (value,) in found} == set(values)


def test_little_more_than_half_of_the_events_name_a_settlement(share):
    assert share("geo_precision IN ('exact', 'settlement')") == pytest.approx(0.57, abs=0.02)
    assert share("geo_precision = 'district'") == pytest.approx(0.11, abs=0.02)
    assert share("geo_precision = 'region'") == pytest.approx(0.21, abs=0.02)


def test_points_have_coordinates_and_areas_have_none(share):
    pinned = "geo_precision IN ('exact', 'settlement', 'district')"

    assert share(f"{pinned} AND (lat IS NULL OR lon IS NULL)") == 0
    assert share(f"NOT {pinned} AND (lat IS NOT NULL OR lon IS NOT NULL)") == 0


def test_points_lie_in_the_unit_that_is_named(ask):
    rows = ask("SELECT lon, lat, admin1 FROM events WHERE lat IS NOT NULL USING SAMPLE 300")

    lon, lat, admin1 = zip(*rows, strict=True)

    assert region_of(lon, lat) == list(admin1)


def test_events_gather(ask):
    counts = ask("SELECT count(*) FROM events WHERE lat IS NOT NULL GROUP BY lat, lon ORDER BY 1")

    largest = [count for (count,) in counts[-20:]]
    assert min(largest) >= 20


def test_events_grow_more_frequent_and_weekends_are_quieter(ask):
    years = dict(ask("SELECT year(date_start), count(*) FROM events GROUP BY 1"))
    days = dict(ask("SELECT isodow(date_start), count(*) FROM events GROUP BY 1"))

    assert years[2023] < years[2024] < years[2025] * 365 / 297
    assert days[7] < days[2]


def test_an_event_has_one_to_three_claims_of_different_sources(ask):
    counts = dict(
        ask("SELECT n, count(*) FROM (SELECT count(*) n FROM claims GROUP BY event_id) GROUP BY n")
    )
    twice = """
        SELECT event_id FROM claims WHERE source IS NOT NULL
        GROUP BY event_id HAVING count(*) > count(DISTINCT source)
    """

    assert set(counts) == {1, 2, 3}
    assert sum(counts.values()) == EVENTS
    assert sum(n * count for n, count in counts.items()) / EVENTS == pytest.approx(1.4, abs=0.03)
    assert ask(twice) == []


def test_most_casualties_are_unknown_and_the_others_have_every_form(ask):
    forms = dict(
        ask("""
            SELECT concat(
                if(killed_low IS NULL, '', 'low '), if(killed_best IS NULL, '', 'best '),
                if(killed_high IS NULL, '', 'high')
            ), count(*) FROM claims GROUP BY 1
        """)
    )

    assert set(forms) == {"", "best ", "low high", "low ", "low best high"}
    assert forms[""] > sum(forms.values()) / 2


def test_statuses_agree_with_the_claims(ask):
    sides = """
        SELECT status, n, sides FROM events JOIN (
            SELECT event_id, count(*) AS n, list_sort(list_distinct(list(side))) AS sides
            FROM claims GROUP BY event_id
        ) USING (event_id)
    """
    parties = ([Side.RUSSIA], [Side.UKRAINE])

    for status, n, found in ask(sides):
        if status == Status.REPORTED:
            assert n == 1
            assert found not in parties
        elif status == Status.CLAIMED:
            assert found in parties
        else:
            assert n > 1


def test_a_dataset_many_times_over_has_other_days_places_and_figures(folder, tmp_path):
    copied = make(tmp_path / "copied", str(3 * EVENTS), "--of", str(folder))
    dataset = read_canonical(copied)  # which refuses an id that comes twice, and a claim about none

    assert dataset.info.name == f"synthetic-{3 * EVENTS}"
    ask = duckdb.connect()
    for name in ("events", "claims"):
        ask.read_parquet(str(copied / f"{name}.parquet")).create_view(name)
        ask.read_parquet(str(folder / f"{name}.parquet")).create_view(f"own_{name}")
    assert ask.execute("SELECT count(*) FROM events").fetchall() == [(3 * EVENTS,)]
    said = "coalesce(killed_low, killed_best, killed_high)"
    ((claims, own),) = ask.execute(f"""
        SELECT (SELECT count({said}) FROM claims),
            (SELECT count({said}) FROM own_claims WHERE ends_with(claim_id, '-1'))
    """).fetchall()  # noqa: S608 - ours
    assert claims == 3 * own > 0
    ((events, places, days, most_days, most_degrees),) = ask.execute("""
        SELECT count(*), count(DISTINCT (event.lat, event.lon)), count(DISTINCT event.date_start),
            max(own.date_start - event.date_start), max(abs(own.lat - event.lat))
        FROM events AS event
        JOIN own_events AS own ON own.event_id = split_part(event.event_id, '.', 1)
        WHERE own.lat IS NOT NULL AND own.date_precision = 'day'
    """).fetchall()
    assert places > 0.99 * events
    assert days > 1000
    assert most_days == 28
    assert most_degrees == pytest.approx(0.01, abs=0.0001)


def test_copies_are_whole(folder, tmp_path):
    with pytest.raises(subprocess.CalledProcessError):
        make(tmp_path / "copied", str(EVENTS + 1), "--of", str(folder))
