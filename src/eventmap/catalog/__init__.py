"""The catalogue: finds a dataset in folders, store or uploads, and opens it once."""

from eventmap.catalog.catalog import Catalog
from eventmap.catalog.folders import Folders, open_folders
from eventmap.catalog.stored import Bounds, find_kept_access, read_kept_access

__all__ = ["Bounds", "Catalog", "Folders", "find_kept_access", "open_folders", "read_kept_access"]
