"""The fast way must say what the exact one says, of every file."""

import csv
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.broken_rows import CLAIM, EVENT, ITEM, TOML

from eventmap.canonical import dataset as reader
from eventmap.canonical import read_canonical
from eventmap.errors import DatasetError
from eventmap.schema import TABLES, ParquetTable
from eventmap.tables import load


@pytest.fixture
def large(monkeypatch):
    """Return a function that says from which size on a file is large."""
    return lambda size: monkeypatch.setattr(reader, "LARGE_CSV_BYTES", size)


def write(folder, events, claims=None, timeline=None, **dialect):
    folder.mkdir(exist_ok=True)
    (folder / "dataset.toml").write_text(TOML, encoding="utf-8")
    for name, rows in (("events", events), ("claims", claims), ("timeline", timeline)):
        if rows is not None:
            write_rows(folder / f"{name}.csv", rows, **dialect)
    return folder


def write_rows(path, rows, *, mark="", **dialect):
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write(mark)
        writer = csv.DictWriter(file, names, **dialect)
        writer.writeheader()
        writer.writerows(rows)


def said(folder):
    """Return the tables as the database has them, or the refusals."""
    try:
        found = read_canonical(folder)
    except DatasetError as error:
        return [str(refusal) for refusal in error.refusals]
    with duckdb.connect() as connection:
        load(connection, "memory", found)
        return {
            name: connection.execute(
                f"SELECT {', '.join(TABLES[name])} FROM {name} ORDER BY position"  # noqa: S608
            ).fetchall()
            for name in TABLES
        }


def both(folder, large):
    large(10**9)
    exact = said(folder)
    large(0)
    return exact, said(folder)


def test_a_large_sound_file_takes_the_fast_way(tmp_path: Path, large) -> None:
    folder = write(tmp_path / "a", [EVENT], [CLAIM], [ITEM])
    exact, fast = both(folder, large)
    assert fast == exact
    assert len(exact["events"]) == 1
    large(0)
    assert isinstance(read_canonical(folder).events, ParquetTable)


def test_the_copy_is_gone_with_the_dataset(tmp_path: Path, large) -> None:
    large(0)
    found = read_canonical(write(tmp_path / "a", [EVENT]))
    copy = found.events.path
    assert copy.exists()
    del found
    assert not copy.exists()


DIALECTS = (
    {},
    {"lineterminator": "\n"},
    {"quoting": csv.QUOTE_ALL},
    {"mark": "\ufeff"},
    {"quoting": csv.QUOTE_ALL, "lineterminator": "\n", "mark": "\ufeff"},
)
TEXT = st.text(st.sampled_from("ab \t\n\r\"',;é\u00a0\u2028жЖ0-"), max_size=8)


# A folder costs what it costs, its rows nearly nothing: few folders of many rows.
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    texts=st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=15),
    dialect=st.sampled_from(DIALECTS),
)
def test_any_text_is_read_alike(tmp_path: Path, large, texts, dialect) -> None:
    rows = [
        EVENT | {"event_id": f"e{at}", "summary": summary, "place": place, "own": own}
        for at, (summary, place, own) in enumerate(texts)
    ]
    exact, fast = both(write(tmp_path / "any", rows, **dialect), large)
    assert fast == exact


ROW = ",".join(EVENT)
CELLS = ",".join(f'"{value}"' for value in EVENT.values())


@pytest.mark.parametrize(
    "content",
    [
        "",
        f"{ROW}\n",
        f"{ROW}\n\n{CELLS}\n\n\n",
        f"{ROW}\n{CELLS},\n",
        f"{ROW}\n{CELLS},more\n",
        f"{ROW}\n{CELLS.rsplit(',', 1)[0]}\n",
        f"{ROW},\n{CELLS},\n",
        f"{ROW},{ROW}\n{CELLS},{CELLS}\n",
        f" {ROW} \n{CELLS}\n",
        f"{ROW}\n {CELLS}\n",
        f'{ROW}\n{CELLS}\n"open',
        f'{ROW}\n{CELLS}\n"a"b{CELLS}\n',
        f"{ROW}\n{CELLS}\r{CELLS}\n",
        f"{ROW}\n{CELLS.replace('e1', 'e' + chr(0))}\n",
        f"{ROW};\n{CELLS};\n",
        f'{ROW},extra,own\n{CELLS},"{{""a"": 1}}",x\n',
        f"{ROW}\n" + "," * (len(EVENT) - 1) + f"\n{CELLS}\n",
        f"{ROW}\n# a remark{CELLS}\n",
        f"{ROW}\n{CELLS}\n{CELLS}\n",
    ],
)
def test_odd_files_are_read_alike(tmp_path: Path, large, content: str) -> None:
    folder = write(tmp_path / "odd", [EVENT])
    (folder / "events.csv").write_bytes(content.encode())
    exact, fast = both(folder, large)
    assert fast == exact


def test_bytes_that_are_no_text_are_refused_alike(tmp_path: Path, large) -> None:
    folder = write(tmp_path / "bytes", [EVENT | {"summary": "caf\u00e9"}])
    path = folder / "events.csv"
    path.write_bytes(path.read_bytes().replace("\u00e9".encode(), b"\xe9"))
    exact, fast = both(folder, large)
    assert fast == exact
    assert "UTF-8" in exact[0]
