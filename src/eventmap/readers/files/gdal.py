"""GDAL with nothing left in it but the four kinds of files that are read through it.

GDAL takes the driver that a file's content suits, whatever its name, and some drivers open other
files and addresses that the content names. So all drivers but `DRIVERS` are taken out before any
file is opened, by the list that this very build gives of itself: a driver that a later release
brings is none of the four, and goes with the others. It holds for the whole of the process, so
nothing else here reads files by GDAL; what the package brings itself is read without it.

Only drivers of vectors count: pyogrio asks no others.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from eventmap.errors import FileError

DRIVERS = frozenset({"GPKG", "LIBKML", "ESRI Shapefile", "FlatGeobuf"})
"""GDAL's names of what is left."""

_OPTIONS = {
    # Beside a file only the parts of a shapefile are looked for, by their names.
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GDAL_PAM_ENABLED": "NO",
    # No address may be opened: none ends like this.
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".no-address-is-opened",
    "CPL_VSIL_CURL_USE_HEAD": "NO",
    "CPL_CURL_ENABLE_VSIMEM": "NO",
    "LIBKML_RESOLVE_STYLE": "NO",
}


@cache
def confine() -> frozenset[str]:
    """Take all drivers but `DRIVERS` out of this process, once, and return those that are left."""
    import pyogrio
    from pyogrio import core

    surplus = [name for name in pyogrio.list_drivers() if name not in DRIVERS]
    pyogrio.set_gdal_config_options({**_OPTIONS, "OGR_SKIP": ",".join(surplus)})
    # Registering anew, GDAL leaves out what OGR_SKIP names, and drops what is there of it.
    core._register_drivers()
    return frozenset(pyogrio.list_drivers())


def list_layers(path: Path) -> list[str]:
    """Return the names of the layers in the file at `path`."""
    return [str(layer) for layer, _ in _open(path).list_layers(path)]


def read_info(path: Path, layer: str, encoding: str | None = None) -> dict[str, Any]:
    """Return what pyogrio knows of a layer, the number of its features among it."""
    options = _options(path)
    info: dict[str, Any] = _open(path).read_info(
        path, layer=layer, force_feature_count=True, encoding=encoding, **options
    )
    return info


def read_arrow(
    path: Path, layer: str, encoding: str | None = None
) -> tuple[dict[str, Any], pa.Table]:
    """Return a layer's metadata, and its features with times as text and geometry in WKB."""
    options = _options(path)
    meta, table = _open(path).raw.read_arrow(
        path, layer=layer, encoding=encoding, datetime_as_string=True, **options
    )
    return meta, table


def _open(path: Path) -> Any:
    """Return pyogrio, confined, or refuse `path`."""
    if left := confine() - DRIVERS:
        raise FileError(
            f"A file of the kind {path.suffix} is not read: the GDAL that is installed here keeps "
            f"the drivers {', '.join(sorted(left))}, which might open other files."
        )
    import pyogrio

    return pyogrio


def _options(path: Path) -> dict[str, str]:
    """Return options for SQLite: nothing is written beside the file, and no table is guessed."""
    return {"IMMUTABLE": "YES", "LIST_ALL_TABLES": "NO"} if path.suffix == ".gpkg" else {}
