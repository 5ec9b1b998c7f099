"""How much of a file is read, so that no file takes the host's memory or disk."""

from dataclasses import dataclass

from eventmap.errors import FileError

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
    cell_characters
        Length of one cell; what is longer is cut there, and a note says so. No pattern meets more.
    cells
        Rows times columns of one table.
    columns
        Of one table; of JSON, different keys. The widest table of events known here has 142.
    tables
        Sheets, layers, and members of an archive that are tables. Each takes a fifth of a second,
        whatever is in it.
    folders
        Of KML. GDAL goes through the whole of the file for each.
    repeated_rows
        Of a workbook that says of a row how often it is there; blank ones do not count.
    text_bytes
        Size of the text of a Parquet file, written out: a value that is there once counts as often
        as a row has it.
    """

    file_bytes: int = 2_000_000_000
    unpacked_bytes: int = 4_000_000_000
    ratio: int = 200
    line_bytes: int = 16_000_000
    members: int = 1000
    document_bytes: int = 250_000_000
    cells: int = 300_000_000
    cell_characters: int = 100_000
    columns: int = 2000
    tables: int = 100
    folders: int = 400
    repeated_rows: int = 10_000
    text_bytes: int = 1_000_000_000


def say_size(size_bytes: float) -> str:
    """Return a size as a reader says it: "1.5 GB"."""
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size_bytes >= scale:
            return f"{size_bytes / scale:.3g} {unit}"
    return f"{size_bytes:.0f} bytes"


def check_tables(name: str, count: int, limits: Limits) -> None:
    """Raise ``FileError`` if a file holds more tables than are read of one."""
    if count > limits.tables:
        raise FileError(
            f"{name} holds {count:,} or more tables; allowed: up to {limits.tables:,} in one file."
        )
