"""Readers: files of event tables by anybody, as canonical tables with every row accounted for.

`look_into` reads files in a process of their own, `Choices` is what the user says of them, an
`Intake` what they were found to be, and `merge` makes one `Reading` of it, which names every
`Reject` and counts every `Doubt`. Nothing of it is imported past this door.
"""

from eventmap.errors import Reject
from eventmap.readers.child import Said, look_into, room_for
from eventmap.readers.doubts import Doubt
from eventmap.readers.drafts import ColumnUse, DateOrder, Reading
from eventmap.readers.files.limits import Limits
from eventmap.readers.formats import FORMATS
from eventmap.readers.formats.mapping import FIELDS
from eventmap.readers.intake import Choices, Intake, Part, merge

__all__ = [
    "FIELDS",
    "FORMATS",
    "Choices",
    "ColumnUse",
    "DateOrder",
    "Doubt",
    "Intake",
    "Limits",
    "Part",
    "Reading",
    "Reject",
    "Said",
    "look_into",
    "merge",
    "room_for",
]
