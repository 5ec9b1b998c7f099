"""Attack at length: ``python -m fuzz --seed 1 --number 400``. Exit code 1: a fault was found."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.applications import Starlette
from starlette.testclient import TestClient

from eventmap.canonical import read_canonical
from eventmap.database import Database
from eventmap.routes import create_routes
from eventmap.settings import bundled_data
from fuzz.asking import ask_nonsense
from fuzz.damaging import damage_stores
from fuzz.killing import kill_imports
from fuzz.knowing import read_known_tables
from fuzz.reading import read_broken_files, read_hostile_cells
from fuzz.showing import show_naughty_text


def bundled_client() -> TestClient:
    """Return a client of the routes over the bundled week."""
    database = Database([read_canonical(bundled_data() / "london-summit")])
    return TestClient(Starlette(routes=create_routes(database)))


def main() -> int:
    """Run every attack and print what was found."""
    parser = argparse.ArgumentParser(prog="make fuzz")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--number", type=int, default=400, help="broken files, and tables; the rest follows it"
    )
    given = parser.parse_args()
    seed, number = given.seed, given.number
    attacks = (
        lambda folder: read_broken_files(seed, number, folder),
        lambda folder: read_hostile_cells(seed, number // 4, folder),
        lambda folder: read_known_tables(seed, number, folder),
        lambda _: show_naughty_text(),
        lambda folder: kill_imports(seed, number // 10, folder),
        lambda folder: damage_stores(seed, number // 10, folder),
        lambda _: ask_nonsense(seed, number * 10, bundled_client()),
    )
    faults = 0
    for attack in attacks:
        with TemporaryDirectory(prefix="fuzz-") as folder:
            report = attack(Path(folder))
        faults += len(report.faults)
        print("\n".join(report.lines()), flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
