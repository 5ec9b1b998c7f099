"""Broken files and hostile cells: each is read or refused in a sentence, and nothing is left."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random
from unittest.mock import patch

from eventmap.errors import EventmapError
from eventmap.readers import Choices, Inspection, inspect_files
from eventmap.schema import DatasetInfo
from fuzz.mutations import mutate
from fuzz.report import Report
from fuzz.samples import ROWS, SAMPLES, frame
from fuzz.texts import hostile_text

MOST_SECONDS = 60
"""Of the processor, which a reading has by itself too: what it waits for is a busy machine."""

PATIENCE_S = 1200

_INFO = DatasetInfo("fuzz", "Fuzz", "CC0", redistributable=True)


def read_broken_files(seed: int, number: int, folder: Path) -> Report:
    """Break sound files of every format in turn."""
    report = Report("broken files")
    sound = {name: make() for name, make in SAMPLES.items()}
    with _temporary_files_in(folder):
        _read_sound(report, sound, folder)
        for at in range(number):
            name = list(sound)[at % len(sound)]
            body = mutate(sound[name], Random(f"{seed} {at}"))
            _read(report, f"seed {seed}, file {at}, {name}", name, body, folder)
    return report


def read_hostile_cells(seed: int, number: int, folder: Path) -> Report:
    """Put text that slow patterns take long over into every column in turn."""
    report = Report("hostile cells")
    columns = list(ROWS[0])
    with _temporary_files_in(folder):
        for at in range(number):
            random = Random(f"{seed} {at}")
            column = columns[at % len(columns)]
            texts = [hostile_text(random) for _ in ROWS]
            body = frame().astype({column: "object"}).assign(**{column: texts}).to_csv(index=False)
            where = f"seed {seed}, cells {at}, {column}"
            _read(report, where, "events.csv", body.encode("utf-8", "replace"), folder)
    return report


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    """Let temporary files lie in `folder`, where those of nobody else are, and a reading wait."""
    was, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        with patch.dict(os.environ, EVENTMAP_READ_SECONDS=str(PATIENCE_S)):
            yield
    finally:
        tempfile.tempdir = was


def _read_sound(report: Report, sound: Mapping[str, bytes], folder: Path) -> None:
    """Read all files as they are in one process: a reader that does no harm leaves it to others."""
    for name, body in sound.items():
        (folder / name).write_bytes(body)
    paths = [folder / name for name in sound]
    try:
        parts = inspect_files(paths, _INFO, Choices()).parts
    except Exception as error:  # whatever is raised, each of them could be read
        report.faults.append(f"sound files: {type(error).__name__}: {str(error)[:200]}")
        return
    for path in paths:
        own = [part for part in parts if part.source.name.partition(",")[0] == path.name]
        outcome = _judge(Inspection(tuple(own)))
        report.outcomes[outcome] += 1
        if outcome != "read":
            report.faults.append(f"{path.name}, as it is: a sound file was {outcome}")
        path.unlink()
    if left := list(folder.iterdir()):
        report.faults.append(f"sound files: left behind {sorted(left)}")


def _read(report: Report, where: str, name: str, body: bytes, folder: Path) -> None:
    path = folder / name
    path.write_bytes(body)
    before = _left_over(folder, path)
    started = sum(os.times()[:4])
    try:
        inspection = inspect_files([path], _INFO, Choices())
        outcome = _judge(inspection)
    except EventmapError as refusal:
        outcome = "refused"
        if "\n" in str(refusal) or not str(refusal).strip() or str(folder) in str(refusal):
            report.faults.append(f"{where}: no sentence: {str(refusal)[:200]!r}")
    except Exception as error:  # whatever else is raised is what is looked for
        outcome = "raised"
        report.faults.append(f"{where}: {type(error).__name__}: {str(error)[:200]}")
    report.outcomes[outcome] += 1
    if outcome == "rows lost":
        report.faults.append(f"{where}: rows neither read nor refused")
    if (seconds := sum(os.times()[:4]) - started) > MOST_SECONDS:
        report.faults.append(f"{where}: took {seconds:.0f} s")
    if left := _left_over(folder, path) - before:
        report.faults.append(f"{where}: left behind {sorted(left)}")


def _judge(inspection: Inspection) -> str:
    readings = [part.reading for part in inspection.parts if part.reading]
    if any(r.read != len(r.events) + len(r.timeline) + len(r.rejects) for r in readings):
        return "rows lost"
    return "read" if readings else "asked about"


def _left_over(folder: Path, but: Path) -> set[str]:
    """Return what lies beside the file, temporary files included."""
    return {path.name for path in folder.iterdir() if path != but}
