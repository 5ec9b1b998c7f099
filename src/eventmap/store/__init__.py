"""Datasets with all their versions, on Delta Lake."""

from eventmap.store.merge import Counts
from eventmap.store.opened import VersionData
from eventmap.store.versioned import Stamp, VersionedStore, VersionInfo, WriteReport

__all__ = ["Counts", "Stamp", "VersionData", "VersionInfo", "VersionedStore", "WriteReport"]
