"""Imports killed at random moments: the store opens at a whole version every time."""

import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from eventmap.errors import EventmapError
from eventmap.store import VersionedStore
from fuzz.report import Report

ROWS = 3000
LATEST_S = 6.0
"""By then an import is mostly done."""


def kill_imports(seed: int, number: int, folder: Path) -> Report:
    """Import ever new versions of a table, and kill each import at some moment."""
    report = Report("killed imports")
    store, table = folder / "store", folder / "table.csv"
    env = os.environ | {"EVENTMAP_STORE": str(store), "TMPDIR": str(folder)}
    command = [sys.executable, "-m", "eventmap.cli", "import", str(table), "--dataset", "killed"]
    for at in range(number):
        random = Random(f"{seed} {at}")
        _write_table(table, at)
        process = subprocess.Popen(
            command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            process.wait(timeout=random.uniform(0, LATEST_S))
        except subprocess.TimeoutExpired:
            process.kill()
        killed = process.wait() < 0
        report.outcomes["killed" if killed else "done before"] += 1
        _check(report, f"seed {seed}, import {at}", store)
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        report.faults.append(f"seed {seed}: no import after the kills: {done.stderr[:200]}")
    _check(report, f"seed {seed}, after the kills", store)
    return report


def _write_table(path: Path, version: int) -> None:
    lines = ["id,date,place,country,lat,lon,killed"]
    lines += [f"e{at},2025-10-18,Kherson,Ukraine,46.6,32.6,{version}" for at in range(ROWS)]
    path.write_text("\n".join(lines), encoding="utf-8")


def _check(report: Report, where: str, store: Path) -> None:
    opened = VersionedStore(str(store))
    started = time.monotonic()
    try:
        if "killed" not in opened.names():
            return
        for version in opened.versions("killed"):
            dataset = opened.open("killed", version.number).dataset()
            killed = set(dataset.claims["killed_best"])
            if len(dataset.events) != ROWS or len(killed) != 1:
                report.faults.append(f"{where}: version {version.number} is not whole")
    except EventmapError as error:
        report.faults.append(f"{where}: {error}")
    report.outcomes["seconds to check"] += round(time.monotonic() - started)
