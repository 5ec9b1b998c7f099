"""The store from a notebook: ``eventmap.open("london-summit").to_geodataframe(region="UA-65")``."""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from eventmap.database import Database
from eventmap.exports import has_point
from eventmap.filters import Filters
from eventmap.redistribution import refuse_rows
from eventmap.schema import Dataset, DatasetInfo
from eventmap.settings import Settings
from eventmap.store import VersionedStore

if TYPE_CHECKING:
    import geopandas as gpd


@dataclass(frozen=True)
class OpenedDataset:
    """A version of a dataset as tables of pandas.

    Parameters
    ----------
    dataset
        The canonical tables, in memory.
    """

    dataset: Dataset

    @property
    def info(self) -> DatasetInfo:
        """The dataset's description, with its version."""
        return self.dataset.info

    @property
    def events(self) -> pd.DataFrame:
        """All events, in the order of the source."""
        return _frame(self.dataset.events)

    @property
    def claims(self) -> pd.DataFrame:
        """All claims; `event_id` says about which event."""
        return _frame(self.dataset.claims)

    @property
    def timeline(self) -> pd.DataFrame:
        """All timeline items."""
        return _frame(self.dataset.timeline)

    @cached_property
    def _database(self) -> Database:
        return Database([self.dataset])

    def to_geodataframe(self, **filters: Any) -> "gpd.GeoDataFrame":
        """Return the events that the page shows under the same filters.

        Parameters
        ----------
        **filters
            Named like the parameters of a link, ``from`` as ``from_``: ``region="UA-65"``,
            ``type=["drone", "missile"]``, ``from_="2025-10-18"``, ``strict=True``. A list keeps
            each of its values; ``None`` filters nothing.

        Returns
        -------
        One row an event: its columns, its casualties over all claims, ``claims`` and ``sources``
        as in an export, and ``geometry``: points (lon, lat) in EPSG:4326, ``None`` for events
        known less exactly than to the district. The newest first.

        Raises
        ------
        ParameterError
            Naming every filter that is unknown or malformed.
        """
        import geopandas as gpd

        chosen = Filters.from_params(_to_params(filters))
        events = self._database.events(chosen)
        points = gpd.GeoSeries.from_xy(events["lon"], events["lat"], crs="EPSG:4326")
        return gpd.GeoDataFrame(events, geometry=points.where(has_point(events), None))


def open_dataset(
    name: str, version: int | None = None, store: str | VersionedStore | None = None
) -> OpenedDataset:
    """Return a version of a dataset of the store; without a number, the newest.

    Parameters
    ----------
    store
        A folder or address; if not given, that of ``EVENTMAP_STORE``.

    Raises
    ------
    NotFoundError
        If there is no such dataset or version.
    StoreError
        If the store cannot be read.

    Warns
    -----
    UserWarning
        If its rows may not be handed on: what is read is the host's own.
    """
    place = store or Settings.from_env().store
    opened = place if isinstance(place, VersionedStore) else VersionedStore(place)
    dataset = opened.open(name, version).dataset()
    if reason := refuse_rows(dataset.info):
        warnings.warn(f"{reason} What is read here is for your own use.", stacklevel=2)
    return OpenedDataset(dataset)


def _frame(table: object) -> pd.DataFrame:
    assert isinstance(table, pd.DataFrame)  # Version.dataset hands on no other
    return table


def _to_params(filters: dict[str, Any]) -> Iterable[tuple[str, str]]:
    for key, given in filters.items():
        values = given if isinstance(given, (list, tuple, set, frozenset)) else [given]
        if key == "bbox" and len(values) > 1:
            values = [",".join(map(str, values))]
        for value in values:
            if value is not None and value is not False:
                yield key.removesuffix("_"), "true" if value is True else str(value)
