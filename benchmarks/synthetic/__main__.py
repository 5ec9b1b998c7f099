"""Write a synthetic dataset of any size in the canonical tables, as Parquet.

``python -m benchmarks.synthetic 1000000`` from the top of the checkout; the same number and
seed give the same bytes with the same release of pyarrow. No row was ever reported. With ``--of
FOLDER`` they are those of a smaller one many times over, which takes a fraction of the time.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.synthetic import DATA
from benchmarks.synthetic.claims import make_claims, make_timeline
from benchmarks.synthetic.copies import copy_tables
from benchmarks.synthetic.events import make_events, weigh_days
from benchmarks.synthetic.places import found_settlements

BATCH = 120_000
"""Events made at a time, which are one row group."""

SINGLE = ("event_id", "claim_id", "url", "item_id")
"""Columns of which no value comes twice: a dictionary of them would only cost."""

DESCRIPTION = """\
name = "synthetic-{events}"
title = "Synthetic events ({events:,}): none of them was ever reported"
licence = "CC0 1.0"
redistributable = true
attribution = "eventmap, synthetic data"
source = "{made_by}"
"""

Columns = dict[str, pa.Array]


@click.command()
@click.argument("events", type=click.IntRange(min=1))
@click.option("--seed", default=1, show_default=True, help="Another seed, other events.")
@click.option("--to", "folder", type=click.Path(path_type=Path), help="Folder to write to.")
@click.option(
    "--of",
    "source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of a synthetic dataset to write many times over, moved by a hash: see copies.py.",
)
def main(events: int, seed: int, folder: Path | None, source: Path | None) -> None:
    """Write a dataset of EVENTS synthetic events."""
    folder = folder or DATA / str(events)
    if source is None:
        made_by = f"make bench-data N={events} SEED={seed}"
        write_dataset(folder, events, made_by, lambda to: _draw_tables(to, events, seed))
    else:
        once = pq.read_metadata(source / "events.parquet").num_rows
        if events % once:
            raise click.BadParameter(f"{events:,} is no multiple of the {once:,} in {source}")
        made_by = f"python -m benchmarks.synthetic {events} --of a dataset of {once:,}"
        write_dataset(folder, events, made_by, lambda to: copy_tables(source, to, events // once))
    size = sum(path.stat().st_size for path in folder.iterdir())
    click.echo(f"{folder}: {events:,} events, {size / 1e6:,.1f} MB")


def write_dataset(
    folder: Path, events: int, made_by: str, write_tables: Callable[[Path], None]
) -> None:
    """Write ``events.parquet``, ``claims.parquet``, ``timeline.parquet`` and ``dataset.toml``.

    No file has its name before all are complete.

    Parameters
    ----------
    write_tables
        Writes the tables into a folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".writing-") as draft:
        write_tables(Path(draft))
        text = DESCRIPTION.format(events=events, made_by=made_by)
        Path(draft, "dataset.toml").write_text(text, encoding="utf-8")
        for path in Path(draft).iterdir():
            path.replace(folder / path.name)


def _draw_tables(folder: Path, events: int, seed: int) -> None:
    with ExitStack() as files:
        writers: dict[str, pq.ParquetWriter] = {}
        for name, columns in make_tables(events, seed):
            table = pa.table(columns)
            if name not in writers:
                path = folder / f"{name}.parquet"
                writers[name] = files.enter_context(_open(path, table.schema))
            writers[name].write_table(table, row_group_size=len(table))


def make_tables(events: int, seed: int) -> Iterator[tuple[str, Columns]]:
    """Yield the tables in parts, each with its name."""
    fixed, changing = np.random.SeedSequence(seed).spawn(2)
    random = np.random.default_rng(fixed)
    settlements, before = found_settlements(random), weigh_days(random)
    starts = range(0, events, BATCH)
    for first, part in zip(starts, changing.spawn(len(starts)), strict=True):
        random = np.random.default_rng(part)
        count = min(BATCH, events - first)
        batch = make_events(random, settlements, before, first=first, count=count, total=events)
        claims, status = make_claims(random, batch)
        yield "events", batch.columns | {"status": status}
        yield "claims", claims
    yield "timeline", make_timeline(np.random.default_rng(fixed), events)


def _open(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    repeated = [name for name in schema.names if name not in SINGLE]
    return pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=repeated)


if __name__ == "__main__":
    main()
