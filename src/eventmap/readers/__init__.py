"""Readers: files of event tables by anybody, as canonical tables with every row accounted for.

`inspect_files` reads files in a process of their own, `Choices` is what the user says of them, an
`Inspection` what they were found to be, and `combine` makes one `Reading` of it, which names every
`Reject` and counts every `Doubt`. `inspect_story` reads a viewer's story in such a process.
Nothing of it is imported past this door.
"""

from eventmap.errors import Reject
from eventmap.readers.choices import (
    SETTINGS,
    Choices,
    Kept,
    Recalled,
    keep_layouts,
    plain_name,
)
from eventmap.readers.doubts import Doubt
from eventmap.readers.files.limits import Limits
from eventmap.readers.formats import FORMATS
from eventmap.readers.formats.fields import FIELDS
from eventmap.readers.inspection import InspectedTable, Inspection, combine
from eventmap.readers.model import ORDER_WORDS, ColumnUse, DateOrder, Reading, describe_unused
from eventmap.readers.sandbox import Said, inspect_files, inspect_story, room_for
from eventmap.readers.values.coordinates import check_crs

__all__ = [
    "FIELDS",
    "FORMATS",
    "ORDER_WORDS",
    "SETTINGS",
    "Choices",
    "ColumnUse",
    "DateOrder",
    "Doubt",
    "InspectedTable",
    "Inspection",
    "Kept",
    "Limits",
    "Reading",
    "Recalled",
    "Reject",
    "Said",
    "check_crs",
    "combine",
    "describe_unused",
    "inspect_files",
    "inspect_story",
    "keep_layouts",
    "plain_name",
    "room_for",
]
