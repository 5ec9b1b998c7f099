import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from eventmap.connections import SPILLED, connect, fold_for_search, lent

SORT_BEYOND_MEMORY = """
import os, sys
from eventmap.connections import connect
connection = connect(memory_limit="120MB")
connection.execute("SET enable_progress_bar = false")  # of sessions by hand, for which -c passes
connection.execute("CREATE TABLE t AS SELECT i, repeat(i::VARCHAR, 40) FROM range(1000000) r(i)")
where, = connection.execute("SELECT current_setting('temp_directory')").fetchone()
print(where, flush=True)
{then}
"""


def run(then: str, folder: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    """Run a process that spills, started in `folder`; its first line is where."""
    environment = os.environ | {"EVENTMAP_CACHE": str(cache)}
    code = SORT_BEYOND_MEMORY.format(then=then)
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )


def test_what_is_written_lies_under_the_cache_and_is_gone_at_the_end(tmp_path: Path) -> None:
    started = tmp_path / "started"
    started.mkdir()
    done = run("print(len(os.listdir()))", started, tmp_path / "cache")
    where, in_the_working_folder = done.stdout.split()
    assert done.returncode == 0
    assert Path(where).parent == tmp_path / "cache" / SPILLED
    assert in_the_working_folder == "0"
    assert list((tmp_path / "cache" / SPILLED).iterdir()) == []


def test_what_a_killed_process_left_is_gone_when_another_starts(tmp_path: Path) -> None:
    killed = run(f"os.kill(os.getpid(), {signal.SIGKILL.value})", tmp_path, tmp_path)
    left = Path(killed.stdout.strip())
    assert killed.returncode == -signal.SIGKILL
    assert any(left.iterdir())
    run("", tmp_path, tmp_path)
    assert not left.exists()


def test_what_a_living_process_wrote_stays(tmp_path: Path) -> None:
    then = """
import subprocess
subprocess.run([sys.executable, "-c", "from eventmap.connections import connect; connect()"])
print(len(os.listdir(where)))
"""
    _, files = run(then, tmp_path, tmp_path).stdout.split()
    assert int(files) > 0


@pytest.mark.parametrize("cache", ["/proc/nothing/here", "~nobody-of-this-name/cache"])
def test_where_the_cache_cannot_be_written_it_is_a_temporary_folder(
    cache: str, tmp_path: Path
) -> None:
    done = run("", tmp_path, Path(cache))
    assert done.returncode == 0
    assert not Path(done.stdout.strip()).exists()


def test_a_connection_is_bounded_and_fetches_nothing() -> None:
    with connect(memory_limit="100MB", spill_limit="50MB") as connection:
        names = ("memory_limit", "max_temp_directory_size", "autoload_known_extensions")
        settings = [
            connection.execute(f"SELECT current_setting('{name}')").fetchall()[0][0]
            for name in names
        ]
    assert settings == ["95.3 MiB", "47.6 MiB", False]


LITTLE = "33MB"
"""What nothing else wants, so that a test knows who had a database before."""


def is_marked(connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether it is the database to which another one was attached by `mark`."""
    names = connection.execute("SELECT database_name FROM duckdb_databases()").fetchall()
    return ("marked",) in names


def mark(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("ATTACH ':memory:' AS marked")


def test_a_database_is_lent_again_without_what_was_made_in_it() -> None:
    with lent(memory_limit=LITTLE) as connection:
        mark(connection)
        connection.register("given", pd.DataFrame({"a": [1]}))
        connection.execute("CREATE TEMP TABLE made AS SELECT a FROM given")
        connection.execute("CREATE TEMP MACRO doubled(x) AS 2 * x")
        assert connection.execute("SELECT doubled(a) FROM made").fetchall() == [(2,)]
    with lent(memory_limit=LITTLE) as connection:
        assert is_marked(connection)
        for sql in ("FROM given", "FROM made", "SELECT doubled(1)"):
            with pytest.raises(duckdb.CatalogException):
                connection.execute(sql)
        connection.execute("DETACH marked")


def test_two_at_once_have_a_database_each_and_after_a_failure_there_is_another() -> None:
    with lent(memory_limit=LITTLE) as one, lent(memory_limit=LITTLE) as other:
        mark(one)
        assert not is_marked(other)
        one.execute("DETACH marked")
    with suppress(duckdb.BinderException), lent(memory_limit=LITTLE) as connection:
        mark(connection)
        connection.execute("SELECT nothing")
    with lent(memory_limit=LITTLE) as connection:
        assert not is_marked(connection)


def test_a_file_that_was_replaced_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    found = []
    for number in (1, 2):
        pd.DataFrame({"a": [number]}).to_parquet(path)
        os.utime(path, (0, 0))  # as old and as large as the one before
        with lent(memory_limit=LITTLE) as connection:
            found += connection.execute("FROM read_parquet($path)", {"path": str(path)}).fetchall()
    assert found == [(1,), (2,)]


def test_where_nothing_can_be_locked_it_is_a_temporary_folder(tmp_path: Path) -> None:
    code = """
import sys
sys.modules |= dict.fromkeys(("fcntl", "resource", "pwd", "grp", "termios"))  # as on Windows
from eventmap.connections import connect
import eventmap.cli, eventmap.routes, eventmap.readers.sandbox, eventmap.readers.lockdown
from eventmap.commands import brief, compare, datasets, explain, export, files, mapping
from eventmap.commands import token, unusual
where, = connect().execute("SELECT current_setting('temp_directory')").fetchone()
print(where)
"""
    environment = os.environ | {"EVENTMAP_CACHE": str(tmp_path / "cache"), "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", code]
    where = Path(subprocess.check_output(command, env=environment, text=True).strip())
    assert (where.parent, where.exists()) == (tmp_path, False)


@pytest.mark.parametrize(
    ("text", "folded"),
    # "й" is a letter with an accent to Unicode, "ł" is none, but people type "Lodz"; a sigma at a
    # word's end is one like any other.
    [
        ("ÉCOLE", "ecole"),
        ("Київ", "киів"),
        ("ΟΔΟΣ", "οδοσ"),
        ("οδός", "οδοσ"),
        ("हिंदी", "हद"),
        ("it's $1", "it's $1"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("STRAẞE", "strasse"),
        ("Ærø", "aero"),
        ("Đakovica", "dakovica"),
        ("I\u011fd\u0131r", "igdir"),
    ],
)
def test_words_are_looked_for_in_small_letters_without_accents(text: str, folded: str) -> None:
    assert fold_for_search(text) == folded
