"""Files become datasets: read, every row accounted for, and what is refused told.

What a command imports is written to the store as one version; what a viewer opens in the page is
for this one session, or is proposed as the next version of a dataset into which they may import.
"""

import csv
import logging
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any

from eventmap.access import write_access
from eventmap.canonical import DESCRIPTION, find_access, read_rows
from eventmap.errors import DatasetError, FileError, NotFoundError, StoreError
from eventmap.exports import guard_text
from eventmap.mappings import keep_choices, read_kept
from eventmap.metrics import READINGS, REFUSED_READINGS
from eventmap.readers import (
    Choices,
    ColumnUse,
    Inspection,
    Kept,
    Limits,
    Reading,
    Recalled,
    Reject,
    Said,
    combine,
    inspect_files,
    inspect_story,
    room_for,
)
from eventmap.schema import Dataset, DatasetInfo
from eventmap.store import Counts, VersionedStore, WriteReport
from eventmap.stories import Opened
from eventmap.wording import count_of

_LOG = logging.getLogger(__name__)

REJECTS_HEADER = ("file", "line", "column", "value", "reason", "row")
_REJECTS = ".rejects"

_UNPACKED = 20
"""How many times the size of a file its content may have."""

_CELLS = 20_000_000
_TEXT_BYTES = 200_000_000
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Import:
    """What an import did.

    Parameters
    ----------
    written
        Whether there is a new version.
    read
        Rows of the files; what is not in `rejects` was accepted.
    unread, unused
        The columns that look like something and are not read, and all others that are not.
    notes
        What was found out of the files.
    kept_choices
        What of earlier choices was used, with the name of the table.
    not_kept
        Why what was said by hand could not be kept; blank where it was.
    added, changed, unchanged, withdrawn
        Events, and items of the timeline, against the version before.
    rows
        What was read from files, for who asks what it adds up to; ``None`` of a folder, and of what
        the page writes, which keeps for its session what was done.
    """

    name: str
    version: int
    written: bool
    read: int
    rejects: tuple[tuple[str, Reject], ...]
    duplicates: int
    added: int
    changed: int
    unchanged: int
    withdrawn: int
    doubts: Mapping[str, int] = field(default_factory=dict)
    examples: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    unread: tuple[ColumnUse, ...] = ()
    unused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    kept_choices: tuple[tuple[str, Recalled], ...] = ()
    not_kept: str = ""
    rows: Dataset | None = None

    @property
    def counts(self) -> Counts:
        """What it did to events and items of the timeline together."""
        return Counts(self.added, self.changed, self.unchanged, self.withdrawn)

    @property
    def rejected(self) -> int:
        """How many rows were refused."""
        return len(self.rejects)


def import_files(
    paths: Sequence[Path],
    name: str | None,
    choices: Choices,
    store: VersionedStore,
    *,
    step: Callable[[str], Any] = lambda _: None,
    tell: Callable[[str, float, float], Any] | None = None,
    say: Callable[[str], Any] = lambda _: None,
) -> Import:
    """Write what `paths` hold to the store as one version.

    Parameters
    ----------
    name
        Of the dataset, ``None`` for the name of the folder's description or of the first file.
    step
        Is told what comes next, three times.
    tell, say
        See `VersionedStore.write`.

    Raises
    ------
    FileError
        If nothing can be read, or not without being told more.
    StoreError
        If the store cannot be read or written.
    """
    if any(path.is_dir() for path in paths):
        return _import_folder(paths, name, choices, store, step, tell=tell, say=say)
    described = _find_info(name or slug(paths[0].name), store)
    kept = _find_kept(described.name, store)
    inspection = inspect_files(paths, described, choices, kept)
    step("Checking")
    reading = _accept(inspection)
    if choices.redistributable and not reading.info.redistributable:
        raise FileError(
            f"The terms of the publisher ({reading.info.licence}) do not allow its rows to be "
            "passed on, which --redistributable cannot change; allowed: the same without it."
        )
    step("Writing")
    report = store.write(reading, files=[path.name for path in paths], tell=tell, say=say)
    done = _account(described.name, inspection, reading, choices, report, store)
    step("Done")
    return replace(done, rows=_as_dataset(reading))


def _accept(inspection: Inspection) -> Reading:
    """Return the rows of an inspection, where there are any and nothing is to be asked."""
    reading = combine(inspection)
    if not reading.accepted:
        raise FileError(_nothing_left(inspection, reading))
    return reading


def _account(  # noqa: PLR0917 - what was read, and what became of it
    name: str,
    inspection: Inspection,
    reading: Reading,
    choices: Choices,
    report: WriteReport,
    store: VersionedStore,
) -> Import:
    """Keep what was chosen by hand with the dataset that was written, and say what was done."""
    not_kept = ""
    try:
        keep_choices(store, name, inspection, choices)
    except StoreError as error:
        not_kept = str(error)
    return Import(
        **_numbers(name, report),
        read=reading.read,
        rejects=tuple(inspection.rejects),
        duplicates=reading.duplicates,
        doubts=reading.doubts,
        examples=reading.examples,
        left_out=inspection.left_out,
        unread=tuple(use for part in inspection.parts for use in part.unread),
        unused=tuple(dict.fromkeys(name for part in inspection.parts for name in part.unused)),
        notes=reading.notes,
        kept_choices=tuple(
            (part.source.name, part.recalled) for part in inspection.parts if part.recalled
        ),
        not_kept=not_kept,
    )


MOST_COMPARED = 2_000_000
"""How many events a dataset may have of which the page takes a new version: comparing a million
takes 17 s of the processor, see docs/store.md, and somebody waits before a dialog."""


@dataclass(frozen=True)
class Proposal:
    """A viewer's file as the next version of a dataset of the store, before it is written.

    Parameters
    ----------
    info
        The dataset as it is in the version with which the file was compared.
    file
        Its name.
    inspection, reading
        What it was found to be, and its rows.
    report
        What writing it now would report.
    """

    info: DatasetInfo
    file: str
    inspection: Inspection
    reading: Reading
    report: WriteReport

    @property
    def withdraws(self) -> bool:
        """Whether it does not have all events and items that the dataset has."""
        return bool(self.report.events.withdrawn or self.report.timeline.withdrawn)


def open_described(store: VersionedStore, name: str) -> tuple[DatasetInfo, tuple[Kept, ...]]:
    """Return by what a file for a dataset of the store is read: what is said of it, and kept.

    Raises
    ------
    NotFoundError
        If there is no such dataset.
    StoreError
        If that cannot be read.
    """
    return store.open(name).info, read_kept(store, name)


def propose(store: VersionedStore, name: str, file: str, inspection: Inspection) -> Proposal:
    """Compare a viewer's file with the newest version of a dataset; nothing is written.

    Only rows, and from whom and where they are, come of the file: name, title and terms of the
    dataset are not a viewer's to change.

    Raises
    ------
    FileError
        If it has no rows, a question is open, or its terms are not those of the dataset.
    StoreError
        If the store cannot be read, or has more of the dataset than is compared for a viewer.
    """
    reading, held = _accept(inspection), store.open(name)
    count, info = held.count("events"), held.info
    if count > MOST_COMPARED:
        raise StoreError(
            f"“{info.title}” has {count:,} events, and new versions of at most {MOST_COMPARED:,} "
            "are written by the page; allowed: eventmap import, on the host's command line."
        )
    read = reading.info
    if (read.licence, read.redistributable) != (info.licence, info.redistributable):
        raise FileError(
            f"The terms of this file ({_describe_terms(read)}) are not those of “{info.title}” "
            f"({_describe_terms(info)}), which the page does not change; allowed: eventmap "
            "import, on the host's command line."
        )
    info = replace(info, attribution=read.attribution, source=read.source, fingerprint="")
    reading = replace(reading, info=info)
    return Proposal(info, file, inspection, reading, store.compare(reading))


def _describe_terms(info: DatasetInfo) -> str:
    handed_on = "may" if info.redistributable else "may not"
    return f"{info.licence}; its rows {handed_on} be handed on"


def write_proposal(
    store: VersionedStore,
    proposal: Proposal,
    choices: Choices,
    *,
    tell: Callable[[str, float, float], Any] | None = None,
) -> Import:
    """Write a viewer's file as the next version of its dataset, exactly as it was proposed.

    Raises
    ------
    StoreError
        If another version was written since it was proposed, or the store cannot be written.
        Nothing is written then.
    """
    name, onto = proposal.info.name, proposal.report.onto
    report = store.write(proposal.reading, files=[proposal.file], onto=onto, tell=tell)
    done = _account(name, proposal.inspection, proposal.reading, choices, report, store)
    if done.not_kept:
        _LOG.warning("%s", done.not_kept)  # with places of the host's
        done = replace(done, not_kept="this host's log says why.")
    if report.written:
        _LOG.info("An import by the page was written")
    if "://" not in store.root:
        try:
            write_rejects(done, store)
        except StoreError as error:
            _LOG.warning("%s", error)  # who imports is offered them all the same
    return done


def _import_folder(
    paths: Sequence[Path],
    name: str | None,
    choices: Choices,
    store: VersionedStore,
    step: Callable[[str], Any],
    *,
    tell: Callable[[str, float, float], Any] | None,
    say: Callable[[str], Any],
) -> Import:
    step("Checking")
    folder = inspect_folder(paths)
    dataset, info = folder.dataset, folder.dataset.info
    try:
        access = find_access(paths[0])
    except DatasetError as error:
        raise FileError(f"{DESCRIPTION}: {error.refusals[0].value}.") from error
    except ValueError as error:
        raise FileError(f"{DESCRIPTION}: {error}.") from error
    dataset = Dataset(
        DatasetInfo(
            name or info.name,
            choices.title or info.title,
            choices.licence or info.licence,
            info.redistributable if choices.redistributable is None else choices.redistributable,
            info.attribution,
            info.source,
            fingerprint=info.fingerprint,
        ),
        dataset.events,
        dataset.claims,
        dataset.timeline,
    )
    step("Writing")
    if access is not None:
        store.write_access(dataset.info.name, write_access(access))  # before there is a row to see
    report = store.write(dataset, files=[paths[0].name], tell=tell, say=say)
    step("Done")
    return Import(
        **_numbers(dataset.info.name, report),
        read=sum(folder.rows.values()),
        rejects=tuple((name, one) for name, many in folder.rejects.items() for one in many),
        duplicates=0,
    )


@dataclass(frozen=True)
class Folder:
    """A folder in the canonical layout: what is sound in it, and by table what is not."""

    dataset: Dataset
    rejects: Mapping[str, list[Reject]]
    rows: Mapping[str, int]


def inspect_folder(paths: Sequence[Path]) -> Folder:
    """Read the one folder that `paths` must be.

    Raises
    ------
    FileError
        If it is more, or its description or a whole table cannot be read.
    """
    if len(paths) > 1:
        raise FileError("A folder is read alone; allowed: one folder, or several files.")
    return Folder(*read_rows(paths[0]))


def write_rejects(done: Import, store: VersionedStore) -> Path | None:
    """Write the refused rows of an import to a CSV file beside the store; return its path.

    ``None`` where no row was refused. The rows of a store at an address go to this folder.

    Raises
    ------
    StoreError
        If it cannot be written. The version that the import wrote stands all the same.
    """
    if not done.rejects:
        return None
    name = f"{done.name}-{done.version}.csv"
    local = "://" not in store.root
    path = Path(store.root, _REJECTS, name) if local else Path(f"rejects-{name}")
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            write_reject_rows(done.rejects, file)
    except OSError as error:
        with suppress(OSError):
            path.unlink(missing_ok=True)  # half a file would pass for all of them
        rows = count_of(done.rejected, "refused row")
        raise StoreError(f"{rows} cannot be written to {path}: {error.strerror}.") from error
    return path


def write_reject_rows(rejects: Iterable[tuple[str, Reject]], file: Any) -> None:
    """Write refused rows as CSV that is safe to open in a spreadsheet."""
    writer = csv.writer(file)
    writer.writerow(REJECTS_HEADER)
    for name, one in rejects:
        cells = (name, str(one.line), one.column or "", one.value, one.reason, one.row)
        writer.writerow([guard_text(cell) for cell in cells])


def slug(name: str) -> str:
    """Return a file's name as the name of a dataset."""
    stem = name.split(".", 1)[0]
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or "events"


def _find_info(name: str, store: VersionedStore) -> DatasetInfo:
    """Return the description of the dataset as it is, or a new one without a licence."""
    try:
        info = store.open(name).info
    except NotFoundError:
        return DatasetInfo(name, "", "", redistributable=False)
    return info


def _find_kept(name: str, store: VersionedStore) -> tuple[Kept, ...]:
    try:
        return read_kept(store, name)
    except NotFoundError:
        return ()


def _numbers(name: str, report: WriteReport) -> dict[str, Any]:
    both = (report.events, report.timeline)
    return {
        "name": name,
        "version": report.version,
        "written": report.written,
        "added": sum(each.added for each in both),
        "changed": sum(each.changed for each in both),
        "unchanged": sum(each.unchanged for each in both),
        "withdrawn": sum(each.withdrawn for each in both),
    }


def _nothing_left(inspection: Inspection, reading: Reading) -> str:
    if not reading.read:
        return f"{inspection.parts[0].source.name} has no rows."
    first = reading.rejects[0]
    return (
        f"None of {reading.read:,} rows of {inspection.parts[0].source.name} can be read; line "
        f"{first.line}, {first.column}: {first.value!r}: {first.reason}"
    )


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
    name: str,
    data: IO[bytes],
    choices: Choices,
    kept: Sequence[Kept] = (),
    info: DatasetInfo | None = None,
    *,
    said: Said = lambda _: None,
) -> Inspection:
    """Read a viewer's file; it lies in a temporary folder meanwhile.

    Parameters
    ----------
    name
        As the viewer's computer calls it: its end tells what it should be.
    kept
        What was chosen for other files before.
    info
        Of the dataset of which it is to be a version; ``None`` where it is for the viewer alone.
    said
        Is told, in a sentence, what the reading waits for.

    Raises
    ------
    FileError
        If it cannot be opened, or no table in it is one of events.
    """
    READINGS.inc()
    with REFUSED_READINGS.count_exceptions(), room_for(name) as folder:
        path = folder / plain_file_name(name)
        with path.open("wb") as file:
            copyfileobj(data, file)
        info = info or DatasetInfo("upload", "", "", redistributable=True)
        return inspect_files([path], info, choices, kept, said=said)


def read_story(name: str, data: bytes, dataset: str) -> Opened:
    """Read a viewer's file with a story of `dataset`; it lies in a temporary folder meanwhile.

    Raises
    ------
    FileError
        If it takes more than the host allows.
    """
    with room_for(name) as folder:
        path = folder / plain_file_name(name)
        path.write_bytes(data)
        return inspect_story(path, dataset)


def plain_file_name(name: str) -> str:
    """Return the last part of a name, without characters that mean something in a path."""
    plain = re.sub(r"[^\w.,() -]", "_", re.split(r"[/\\]", name)[-1])
    return plain[-_LONGEST_NAME:].lstrip(".") or "file"


def to_dataset(inspection: Inspection, title: str = "") -> tuple[Dataset, Reading]:
    """Return what was read as a dataset, and its account.

    Parameters
    ----------
    title
        Of the dataset; blank for the one made out of the file's name.

    Raises
    ------
    FileError
        If a question is not answered yet.
    """
    reading = combine(inspection)
    info = replace(reading.info, title=title.strip() or reading.info.title)
    return _as_dataset(replace(reading, info=info)), reading


def _as_dataset(reading: Reading) -> Dataset:
    return Dataset(reading.info, reading.events, reading.claims, reading.timeline)


def rejects_csv(found: Inspection | Import) -> bytes:
    """Return the refused rows as CSV."""
    text = StringIO(newline="")
    write_reject_rows(found.rejects, text)
    return text.getvalue().encode()
