"""The columns of tables by anybody: how well they are told, and what finding them out takes.

``PYTHONPATH=tests python -m benchmarks.anybody [ROWS]`` writes a table of 40 columns under headings
of four languages (dates in three shapes, points in one cell, figures in words, free text), and
prints what each way took, in a process of its own, the bare reading among them: seconds of
processor and the peak of memory.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from support.column_gold import read_gold, score_gold

ROWS = 1_000_000

_COLUMNS = {
    "№": "i",
    "Коли це було": (
        "[strftime(day, '%d.%m.%Y'), strftime(day, '%Y-%m-%d'), strftime(day, '%-d %B %Y')]"
        "[1 + i % 3]"
    ),
    "Where it happened": "town || ' ' || (i % 997)",
    "Location (map)": (
        "printf('%.5f, %.5f', town_lat + hash(i) % 4000 / 10000.0,"
        " town_lon + hash(i + 7) % 4000 / 10000.0)"
    ),
    "Land": "'Ukraine'",
    "What": "['shelling', 'drone attack', 'missile strike', 'mine', 'small arms'][1 + i % 5]",
    "Details": (
        "'Report ' || i || ': a house on street ' || (hash(i) % 5000) || ' was hit by '"
        " || ['shells', 'a drone', 'a missile'][1 + i % 3] || ', said the administration'"
    ),
    "Загинуло": (
        "['', 'at least ' || (i % 7), (i % 4) || '-' || (i % 4 + 3), (i % 9)::VARCHAR][1 + i % 4]"
    ),
    "Поранено": "if(i % 6 = 0, 'unknown', (i % 17)::VARCHAR)",
    "Lien": "'https://example.org/news/' || i",
    "Quelle": "'Channel ' || (i % 300)",
    "Entered on": "strftime(day + 1, '%d/%m/%Y')",
}
_FILLERS = (
    "['yes', 'no', 'n/a', 'x'][1 + (i + {at}) % 4]",
    "(hash(i * {at}) % 100000)::VARCHAR",
    "'remark ' || (hash(i + {at}) % 100000)",
)
_TOWNS = (
    "SELECT range AS i, DATE '2022-02-24' + (range % 1200)::INT AS day,"
    " ['Kherson', 'Харків', 'Odesa', 'Суми'][1 + range % 4] AS town,"
    " [46.6, 49.9, 46.4, 50.9][1 + range % 4] AS town_lat,"
    " [32.6, 36.2, 30.7, 34.8][1 + range % 4] AS town_lon FROM range($rows)"
)
_FILLED = 40 - len(_COLUMNS)


def describe_columns() -> Iterator[str]:
    """Yield a line on the headings that the rules were made with, and one on those held aside."""
    gold = read_gold()
    for held, name in ((False, "known when the rules were made"), (True, "held aside")):
        score = score_gold(table for table in gold if table.held == held)
        yield (
            f"columns, {score.headings} headings {name}: precision {score.precision:.3f},"
            f" recall {score.recall:.3f}"
        )
        yield from (f"  {each}" for each in score.wrong)


def write_table(path: Path, rows: int) -> None:
    """Write the table as CSV."""
    columns = _COLUMNS | {
        f"Field {at}": _FILLERS[at % len(_FILLERS)].format(at=at) for at in range(1, _FILLED + 1)
    }
    listed = ", ".join(f'{sql} AS "{name}"' for name, sql in columns.items())
    target = str(path).replace("'", "''")
    sql = f"COPY (SELECT {listed} FROM ({_TOWNS})) TO '{target}' (HEADER)"  # noqa: S608 - all ours
    duckdb.execute(sql, {"rows": rows})


def _read_with_duckdb(path: Path) -> Callable[[], object]:
    connection = duckdb.connect(config={"threads": 2})
    sql = "CREATE TABLE events AS FROM read_csv($path, all_varchar = true)"
    return lambda: connection.execute(sql, {"path": str(path)})


def _open(path: Path) -> Callable[[], object]:
    from support.opened_tables import open_table

    return lambda: open_table(path)


def _find_columns(path: Path) -> Callable[[], object]:
    from support.opened_tables import find_columns, open_table

    source = open_table(path)
    return lambda: find_columns(source)


WAYS: dict[str, Callable[[Path], Callable[[], object]]] = {
    "DuckDB read_csv": _read_with_duckdb,
    "eventmap, opening": _open,
    "eventmap, columns": _find_columns,
}
"""What makes ready what is measured; the last is what profiling adds to opening."""


def _measure(way: str, path: Path) -> dict[str, float]:
    act = WAYS[way](path)
    before = resource.getrusage(resource.RUSAGE_SELF)
    act()
    after = resource.getrusage(resource.RUSAGE_SELF)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"processor_seconds": seconds, "peak_mb": after.ru_maxrss / 1e3}  # kB, on Linux


def _main(rows: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "anybody.csv")
        write_table(path, rows)
        print(f"{rows:,} rows of 40 columns, {path.stat().st_size / 1e6:.0f} MB")
        for way in WAYS:
            command = [sys.executable, "-m", "benchmarks.anybody", way, str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            found = json.loads(done.stdout)
            print(f"{way}: {found['processor_seconds']:.1f} s, peak {found['peak_mb']:.0f} MB")


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1] in WAYS:
        print(json.dumps(_measure(sys.argv[1], Path(sys.argv[2]))))
    else:
        _main(int(sys.argv[1]) if sys.argv[1:] else ROWS)
