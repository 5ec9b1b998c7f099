"""The formats of event tables that are known, one a module.

Each module says in its docstring by which rules precision, status, casualties and type of an event
are read, and where its publisher wrote them down.
"""

from eventmap.readers.formats import (
    acled,
    exported,
    gdelt,
    geoconfirmed,
    gtd,
    hxl,
    table,
    timemap,
    ucdp,
    viina,
)
from eventmap.readers.model import Format

PUBLISHED = (exported, acled, ucdp, gtd, gdelt, viina, timemap, geoconfirmed)
"""Formats of one publisher each: their columns tell them."""

FORMATS: dict[str, Format] = {
    module.FORMAT.name: module.FORMAT for module in (*PUBLISHED, hxl, table)
}
"""All formats by name, the most particular first."""
