"""Dataset folders that tests write, as a user would."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Rows = Sequence[Mapping[str, Any]]

EVENT = {
    "event_type": "shelling",
    "date_start": "2025-10-20",
    "date_end": "2025-10-22",
    "date_precision": "days",
    "country": "UA",
    "geo_precision": "settlement",
    "status": "reported",
}
"""What the events of most tests have in common."""


def write_dataset(
    folder: Path, events: Rows, claims: Rows = (), timeline: Rows = (), **description: Any
) -> Path:
    """Write a dataset named like its folder, and return the folder."""
    folder.mkdir(parents=True)
    described = {"name": folder.name, "title": folder.name, "licence": "CC0-1.0"}
    described |= {"redistributable": True} | description
    # A JSON text is a TOML text too.
    lines = [f"{key} = {json.dumps(value)}\n" for key, value in described.items()]
    (folder / "dataset.toml").write_text("".join(lines), encoding="utf-8")
    for name, rows in (("events", events), ("claims", claims), ("timeline", timeline)):
        if rows:
            write_table(folder / f"{name}.csv", rows)
    return folder


def write_table(path: Path, rows: Rows) -> None:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
