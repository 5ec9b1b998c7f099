import pandas as pd
import pytest

from eventmap.exports.columns import KINDS, MEANINGS, describe, has_point
from eventmap.schema import DatasetInfo


def test_every_column_has_a_kind_and_a_meaning(events: pd.DataFrame) -> None:
    assert list(events) == list(KINDS) == list(MEANINGS)


def test_only_what_is_known_to_the_district_has_a_point(events: pd.DataFrame) -> None:
    assert has_point(events).tolist() == [True, False, True]


@pytest.mark.parametrize("missing", ["lat", "lon"])
def test_an_event_without_a_coordinate_has_no_point(missing: str, events: pd.DataFrame) -> None:
    events.loc[0, missing] = None
    assert has_point(events).tolist() == [False, False, True]


def test_the_description_leaves_the_fingerprint_out(info: DatasetInfo) -> None:
    assert list(describe(info)) == [
        "name",
        "title",
        "licence",
        "redistributable",
        "attribution",
        "source",
        "version",
    ]
