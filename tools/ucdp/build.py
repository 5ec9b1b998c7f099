"""Make data/ucdp-ukraine from UCDP's own table, with the importer that reads any other.

Run by hand, when the table or the way in which it is read changes::

    python tools/ucdp/build.py ucdp_ged_ukraine.csv.gz

The file is the Georeferenced Event Dataset of Ukraine as the Uppsala Conflict Data Program
published it (data/README.md says which). Every row and every column of it is in what is made; a
table without rows, and a column that is empty in every row, are not written: they would say
nothing. ``dataset.toml`` beside them is written by hand.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from eventmap.importing import import_files
from eventmap.notebook import open_dataset
from eventmap.readers import Choices
from eventmap.store import VersionedStore

FOLDER = Path(__file__).parents[2] / "data" / "ucdp-ukraine"
NAME = "ucdp-ukraine"


def main(table: Path, folder: Path = FOLDER) -> None:
    """Read `table` and write its events and claims to `folder`."""
    with TemporaryDirectory() as place:
        store = VersionedStore(place)
        done = import_files([table], NAME, Choices(licence="CC BY 4.0"), store)
        if done.rejected:
            raise SystemExit(f"{table} has {done.rejected} rows that cannot be read.")
        opened = open_dataset(NAME, store=store)
    folder.mkdir(parents=True, exist_ok=True)
    # Licence and permission are the description's, for every row alike.
    events = opened.events.drop(columns=["licence", "redistributable"])
    for name, frame in (("events", events), ("claims", opened.claims)):
        said = frame.dropna(axis="columns", how="all")
        written = pa.Table.from_pandas(said, preserve_index=False).replace_schema_metadata(None)
        path = folder / f"{name}.parquet"
        pq.write_table(written, path, compression="zstd", compression_level=19)
        print(f"{path}: {len(said):,} rows, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    if not sys.argv[1:]:
        raise SystemExit("Say which file: python tools/ucdp/build.py FILE")
    main(Path(sys.argv[1]))
