"""Datasets with all their versions, on Delta Lake. What is not named here is the store's own."""

from eventmap.store.backup import Backup
from eventmap.store.changes import (
    PAGE_ROWS,
    WITHHELD,
    Changes,
    Entry,
    FieldChange,
    TableChanges,
    describe_newer,
    diff,
)
from eventmap.store.failures import read_in_words
from eventmap.store.place import LOG, Listed, Place
from eventmap.store.retention import Surplus
from eventmap.store.store import VersionedStore, WriteReport
from eventmap.store.version import Counts, Version, VersionId

__all__ = [
    "LOG",
    "PAGE_ROWS",
    "WITHHELD",
    "Backup",
    "Changes",
    "Counts",
    "Entry",
    "FieldChange",
    "Listed",
    "Place",
    "Surplus",
    "TableChanges",
    "Version",
    "VersionId",
    "VersionedStore",
    "WriteReport",
    "describe_newer",
    "diff",
    "read_in_words",
]
