"""How much of a file is read, so that no file takes the host's memory or disk."""

from dataclasses import dataclass

RATIO_FROM_BYTES = 50_000_000
"""What unpacks to less than this is no danger, however well it was packed."""


@dataclass(frozen=True)
class Limits:
    """Bounds of one file, all of them for the whole of it unless said otherwise.

    Parameters
    ----------
    file_bytes
        Size of the file as it is given.
    unpacked_bytes
        Size of all that is unpacked from it.
    ratio
        How many times its size a member may unpack to, once beyond `RATIO_FROM_BYTES`.
    line_bytes
        Length of one record or line, in characters.
    members
        Number of members of an archive.
    document_bytes
        Size of what can only be read as a whole: KML, and JSON that is an object around its rows.
    cells
        Rows times columns of one table.
    workbook_memory_bytes
        Memory for reading a workbook, where the system can be asked to keep to it.
    """

    file_bytes: int = 2_000_000_000
    unpacked_bytes: int = 4_000_000_000
    ratio: int = 200
    line_bytes: int = 16_000_000
    members: int = 1000
    document_bytes: int = 250_000_000
    cells: int = 300_000_000
    workbook_memory_bytes: int = 3_000_000_000


def in_words(size_bytes: float) -> str:
    """Return a size as a reader says it: "1.5 GB"."""
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size_bytes >= scale:
            return f"{size_bytes / scale:.3g} {unit}"
    return f"{size_bytes:.0f} bytes"
