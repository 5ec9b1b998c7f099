"""What eventmap exports, it reads again as it was."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset
from support.exported import body_of

from eventmap.database import Database
from eventmap.exports import EXPORT_FORMATS
from eventmap.filters import Filters
from eventmap.importing import import_files
from eventmap.readers.inspection import Choices
from eventmap.schema import EVENTS, FIGURE_WORDS, FIGURES, DatePrecision, EventType, Status
from eventmap.settings import bundled_data
from eventmap.store import VersionedStore

pytestmark = pytest.mark.usefixtures("read_here")

KEPT = [name for name in EVENTS if name not in ("licence", "redistributable")]
SOUND = ("csv", "json", "geojson", "parquet", "xlsx")
"""Formats that hold every column; KML has no room for all of them."""


def events_of(database):
    events = database.events(Filters()).set_index("event_id").sort_index()
    return events.reset_index()[[*KEPT, *FIGURE_WORDS, *FIGURES]]


def taken_back(tmp_path, extension, database):
    info = database.infos[0]
    path = tmp_path / f"back.{extension}"
    path.write_bytes(body_of(EXPORT_FORMATS[extension].write, database.events(Filters()), info))
    store = VersionedStore(str(tmp_path / f"store-{extension}"))
    done = import_files([path], "back", Choices(), store)
    assert done.rejected == 0, done.rejects
    return events_of(Database(store=store))


@pytest.fixture(scope="module")
def bundled(tmp_path_factory):
    store = VersionedStore(str(tmp_path_factory.mktemp("first")))
    import_files([bundled_data() / "london-summit"], None, Choices(), store)
    return Database(store=store)


@pytest.mark.parametrize("extension", SOUND)
def test_the_bundled_dataset_comes_back(tmp_path, extension, bundled):
    pd.testing.assert_frame_equal(taken_back(tmp_path, extension, bundled), events_of(bundled))


@pytest.mark.parametrize("extension", EXPORT_FORMATS)
def test_ids_types_figures_and_the_source_s_words_come_back_in_every_format(tmp_path, extension):
    told = {"event_id": "told", "when_words": "late spring", "where_words": "on the road to N."}
    undated = {"date_start": None, "date_end": None, "date_precision": "unknown"}
    claims = [
        {"event_id": "told", "killed_words": "dozens", "injured_best": 20},
        {"event_id": "told", "killed_words": "багато", "injured_words": "about 20"},
    ]
    database = Database([make_dataset([*WEEK, told | undated], [*WEEK_CLAIMS, *claims])])
    names = ["event_id", "event_type", "date_start", "date_end", "status", *FIGURES]
    back, first = taken_back(tmp_path, extension, database), events_of(database)
    pd.testing.assert_frame_equal(back[names], first[names])
    names = ["when_words", "where_words", *FIGURE_WORDS, "injured_best"]
    assert back.set_index("event_id").loc["told", names].to_dict() == {
        "when_words": "late spring",
        "where_words": "on the road to N.",
        "killed_words": "dozens; багато",
        "injured_words": "about 20",
        "injured_best": 20,
    }


# An import costs what it costs, its rows nearly nothing: few files of many rows.
@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "event_type": st.sampled_from(EventType),
                "status": st.sampled_from(Status),
                "title": st.text(st.characters(categories=("L", "N")), min_size=1, max_size=9),
                "summary": st.sampled_from([None, "=1+1", "a, b", 'say "so"', "<b>x</b>"]),
                "date_start": st.just("2025-10-01"),
                "date_end": st.just("2025-10-31"),
                "date_precision": st.sampled_from(
                    [DatePrecision.DAYS, DatePrecision.WEEK, DatePrecision.MONTH]
                ),
            }
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_canonical_events_come_back_from_json(tmp_path_factory, rows):
    events = [row | {"event_id": f"e{at}"} for at, row in enumerate(rows)]
    database = Database([make_dataset(events)])
    folder = tmp_path_factory.mktemp("any")
    pd.testing.assert_frame_equal(taken_back(folder, "json", database), events_of(database))
