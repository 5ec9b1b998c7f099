"""Datasets that tests of the store write, and what a version of them must hold."""

from pandas.testing import assert_frame_equal

from eventmap.schema import TABLES, Dataset
from eventmap.store import VersionedStore
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset

ITEM = {"item_id": "talks", "title": "Talks"}


WEEK_DATA = make_dataset(WEEK, WEEK_CLAIMS, [ITEM])


def assert_holds(store: VersionedStore, version: int | None, dataset: Dataset) -> None:
    opened = store.open(dataset.info.name, version).dataset()
    for table in TABLES:
        assert_frame_equal(getattr(opened, table), getattr(dataset, table))
