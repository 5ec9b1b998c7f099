"""Files that a viewer opens in the page, for this one session."""

import re
from dataclasses import replace
from io import StringIO
from shutil import copyfileobj
from typing import IO

from eventmap.imports import write_reject_rows
from eventmap.readers import Choices, Intake, Limits, Reading, Said, look_into, merge, room_for
from eventmap.schema import Dataset, DatasetInfo

_UNPACKED = 20
"""How many times the size of a file its content may have."""

_CELLS = 20_000_000
_TEXT_BYTES = 200_000_000
_LONGEST_NAME = 80


def limits_of(upload_mb: int) -> Limits:
    """Return how much is read of a file that may have `upload_mb` megabytes."""
    size = upload_mb * 1_000_000
    return Limits(
        file_bytes=size,
        unpacked_bytes=_UNPACKED * size,
        document_bytes=size,
        cells=_CELLS,
        text_bytes=_TEXT_BYTES,
    )


def read_upload(
    name: str, data: IO[bytes], choices: Choices, *, said: Said = lambda _: None
) -> Intake:
    """Read a viewer's file; it lies in a temporary folder meanwhile.

    Parameters
    ----------
    name
        As the viewer's computer calls it: its end tells what it should be.
    said
        Is told, in a sentence, what the reading waits for.

    Raises
    ------
    ImportRefusal
        If it cannot be opened, or no table in it is one of events.
    """
    with room_for(name) as folder:
        path = folder / _plain_name(name)
        with path.open("wb") as file:
            copyfileobj(data, file)
        info = DatasetInfo("upload", "", "", redistributable=True)
        return look_into([path], info, choices, said=said)


def _plain_name(name: str) -> str:
    """Return the last part of a name, without characters that mean something in a path."""
    plain = re.sub(r"[^\w.,() -]", "_", re.split(r"[/\\]", name)[-1])
    return plain[-_LONGEST_NAME:].lstrip(".") or "file"


def to_dataset(intake: Intake, title: str = "") -> tuple[Dataset, Reading]:
    """Return what was read as a dataset, and its account.

    Parameters
    ----------
    title
        Of the dataset; blank for the one made out of the file's name.

    Raises
    ------
    ImportRefusal
        If a question is not answered yet.
    """
    reading = merge(intake)
    info = replace(reading.info, title=title.strip() or reading.info.title)
    return Dataset(info, reading.events, reading.claims, reading.timeline), reading


def rejects_csv(intake: Intake) -> bytes:
    """Return the refused rows as CSV."""
    text = StringIO(newline="")
    write_reject_rows(intake.rejects, text)
    return text.getvalue().encode()
