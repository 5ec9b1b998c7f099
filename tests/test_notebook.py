import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset

import eventmap
from eventmap.database import Database
from eventmap.errors import NotFoundError, ParameterError
from eventmap.filters import Filters
from eventmap.store import VersionedStore


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a store in which version 2 of the week says more than version 1; it is only read."""
    root = str(tmp_path_factory.mktemp("store"))
    store = VersionedStore(root)
    store.write(make_dataset(WEEK[:1], WEEK_CLAIMS[:1]))
    store.write(make_dataset(WEEK, WEEK_CLAIMS, [{"title": "Talks"}]))
    return root


def test_the_newest_version_opens_as_tables(store: str) -> None:
    opened = eventmap.open("test", store=store)
    assert opened.info.version == 2
    assert list(opened.events["event_id"]) == ["kherson", "odesa", "moscow", "russia"]
    assert list(opened.claims["killed_best"].dropna()) == [2]
    assert list(opened.timeline["title"]) == ["Talks"]


def test_an_old_version_opens_by_its_number(store: str) -> None:
    assert list(eventmap.open("test", 1, store).events["event_id"]) == ["kherson"]


def test_a_geodataframe_has_points_in_degrees_and_none_for_the_unlocated(store: str) -> None:
    frame = eventmap.open("test", store=store).to_geodataframe().set_index("event_id")
    assert frame.crs == "EPSG:4326"
    assert (frame.geometry["kherson"].x, frame.geometry["kherson"].y) == (32.6169, 46.6354)
    assert frame.geometry["odesa"] is None
    assert frame.loc["kherson", "killed_high"] == 2


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({"region": "UA-65"}, ["kherson"]),
        ({"type": ["shelling", "glide_bomb"]}, ["kherson", "odesa"]),
        ({"from_": "2025-10-21", "strict": True}, ["kherson"]),
        ({"bbox": (30, 40, 35, 50), "strict": False, "q": None}, ["kherson"]),
        ({"country": {"PL"}}, []),
    ],
)
def test_filters_are_those_of_a_link(
    store: str, filters: dict[str, object], kept: list[str]
) -> None:
    frame = eventmap.open("test", store=store).to_geodataframe(**filters)
    assert sorted(frame["event_id"]) == kept
    assert frame.geometry.name == "geometry"


def test_the_numbers_are_those_of_the_page(store: str) -> None:
    opened = eventmap.open("test", store=store)
    page = Database([opened.dataset]).events(Filters(country=("RU",)))
    frame = opened.to_geodataframe(country="RU")
    assert_frame_equal(pd.DataFrame(frame[page.columns]), page)


def test_an_unknown_filter_is_named(store: str) -> None:
    with pytest.raises(ParameterError, match="regoin"):
        eventmap.open("test", store=store).to_geodataframe(regoin="UA-65")


def test_the_store_is_that_of_the_host(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENTMAP_STORE", store)
    assert eventmap.open("test").info.version == 2
    with pytest.raises(NotFoundError, match="Nearest: 'test'"):
        eventmap.open("tset")


def test_importing_the_package_stays_light() -> None:
    heavy = "{'pandas', 'duckdb', 'deltalake'}"
    code = f"import sys, eventmap; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_may_not_be_handed_on_opens_with_a_word(tmp_path: Path) -> None:
    store = VersionedStore(str(tmp_path))
    store.write(make_dataset(WEEK, licence="ACLED terms", redistributable=False))
    said = "this host's, do not allow it. What is read here is"
    with pytest.warns(UserWarning, match=said):
        opened = eventmap.open("test", store=str(tmp_path))
    assert len(opened.events) == 4
