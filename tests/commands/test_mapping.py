"""Choices kept with a dataset, as a user types the commands."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from eventmap.cli import main
from eventmap.mappings import parse_mappings
from eventmap.store import VersionedStore

ENTRY = "from eventmap.cli import main; main()"
# Where imports race for what is kept, each reads its file itself.
READING_HERE = f"""
from eventmap import importing
from eventmap.readers.inspection import read_files

def inspect_files(paths, info, choices, kept=(), **_):
    return read_files(paths, info, choices, kept)

importing.inspect_files = inspect_files
{ENTRY}
"""
TABLE = "when,where,dead,hurt,lat,lon\n2025-02-24,Kherson,2,5,46.63,32.61\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "strikes.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "store")


@pytest.fixture(scope="module")
def told_once(
    reading_here: Callable[[pytest.MonkeyPatch], None], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a store with a dataset whose first import was told a column, to be copied."""
    folder = tmp_path_factory.mktemp("told")
    path = folder / "strikes.csv"
    path.write_text(TABLE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        reading_here(patch)
        take_in(path, str(folder / "store"), "--map", "injured_best=dead", "--map", "killed_best=")
    return folder / "store"


@pytest.fixture
def corrected(told_once: Path, store: str, read_here: None) -> Path:
    """Return the file of choices of such a dataset, in a store of one's own."""
    shutil.copytree(told_once, store)
    return Path(store, "strikes", "_mapping.toml")


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def take_in(table: Path, store: str, *words: object) -> dict[str, Any]:
    result = run("import", table, "--store", store, "--json", *words)
    assert result.exit_code == 0, result.output
    account: dict[str, Any] = json.loads(result.stdout)
    return account


def edit(store: str, tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    """Edit with a program that does to the file, `path` with `text` in it, what `script` says."""
    program = tmp_path / "editor.py"
    program.write_text(
        "import sys, pathlib\npath = pathlib.Path(sys.argv[1])\ntext = path.read_text()\n" + script
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {program}")
    return run("mapping", "edit", "strikes", "--store", store)


def figures(store: str) -> tuple[list[object], list[object]]:
    claims = VersionedStore(store).open("strikes").dataset().claims
    return claims["killed_best"].dropna().tolist(), claims["injured_best"].dropna().tolist()


@pytest.mark.usefixtures("corrected")
def test_the_next_import_of_the_same_columns_needs_no_options(table: Path, store: str) -> None:
    """As commands in processes of their own, and files in such, too."""
    env = {**os.environ, "EVENTMAP_STORE": store}

    def command(*words: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", ENTRY, *words], env=env, check=True, capture_output=True
        ).stdout.decode()

    table.write_text(TABLE.replace(",2,5,", ",3,5,"), encoding="utf-8")
    said = command("import", str(table))
    assert figures(store) == ([], [3])
    assert re.search(
        r"^Columns as chosen on \d{4}-\d\d-\d\d: injured_best from 'dead', killed_best from none\."
        r" See eventmap mapping show strikes\.$",
        said,
        flags=re.M,
    )
    shown = command("mapping", "show", "strikes")
    assert '\ninjured_best = "dead"\nkilled_best = ""\n' in shown
    forgotten = run("mapping", "forget", "strikes", "--store", store)
    assert (forgotten.exit_code, forgotten.output) == (
        0,
        "The choices for strikes are forgotten.\n",
    )
    take_in(table, store)
    assert figures(store) == ([3], [5])


def test_kept_choices_are_told_to_scripts(corrected: Path, table: Path, store: str) -> None:
    (told,) = take_in(table, store)["kept_choices"]
    day = told.pop("chosen_on")
    assert told == {
        "table": "strikes.csv",
        "columns": {"injured_best": "dead", "killed_best": ""},
        "settings": {},
        "unused": [],
        "new_columns": [],
        "gone_columns": [],
        "sentence": f"Columns as chosen on {day}: injured_best from 'dead', killed_best from none.",
    }
    shown = json.loads(run("mapping", "show", "strikes", "--store", store, "--json").stdout)
    assert shown == {
        "dataset": "strikes",
        "file": str(corrected),
        "layouts": [
            {
                "chosen_on": day,
                "columns": ["when", "where", "dead", "hurt", "lat", "lon"],
                "mapping": {"injured_best": "dead", "killed_best": ""},
            }
        ],
    }


@pytest.mark.usefixtures("corrected")
def test_options_go_before_what_is_kept_and_are_kept_in_turn(table: Path, store: str) -> None:
    take_in(table, store, "--map", "killed_best=hurt", "--date-order", "YMD")
    assert figures(store) == ([5], [2])
    (told,) = take_in(table, store)["kept_choices"]
    assert told["columns"] == {"injured_best": "dead", "killed_best": "hurt"}
    assert told["settings"] == {"date_order": "YMD"}
    assert figures(store) == ([5], [2])


@pytest.mark.usefixtures("corrected")
def test_a_column_that_is_gone_is_asked_for_and_nothing_is_imported(
    table: Path, store: str
) -> None:
    table.write_text(TABLE.replace("dead", "tote"), encoding="utf-8")
    result = run("import", table, "--store", store)
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: strikes.csv has no column 'dead' any more, from which")
    assert result.stderr.endswith("Say it with --map injured_best=COLUMN.\n")
    assert VersionedStore(store).head("strikes") == 1
    take_in(table, store, "--map", "injured_best=hurt")
    assert figures(store) == ([], [5])
    assert take_in(table, store)["kept_choices"][0]["columns"]["injured_best"] == "hurt"
    table.write_text(TABLE, encoding="utf-8")
    assert take_in(table, store)["kept_choices"][0]["columns"]["injured_best"] == "dead"


@pytest.mark.usefixtures("read_here")
def test_an_import_that_fails_keeps_nothing(table: Path, store: str) -> None:
    assert run("import", table, "--store", store, "--map", "killed_best=none").exit_code == 2
    assert not Path(store).exists()
    take_in(table, store)
    result = run("mapping", "show", "strikes", "--store", store)
    said = "Nothing is kept for strikes: none of its imports was told anything by hand.\n"
    assert (result.exit_code, result.output) == (0, said)
    result = run("mapping", "edit", "strikes", "--store", store)
    assert (result.exit_code, result.output) == (0, said)
    assert run("mapping", "show", "other", "--store", store).stderr.startswith(
        "Error: No dataset 'other'."
    )


def test_a_file_that_cannot_be_used_refuses_an_import_and_stays(
    corrected: Path, table: Path, store: str
) -> None:
    broken = corrected.read_text().replace('"dead"\nk', '"dead\nk')
    corrected.write_text(broken)
    for result in (
        run("import", table, "--store", store, "--map", "killed_best=dead"),
        run("mapping", "show", "strikes", "--store", store),
    ):
        assert result.exit_code == 2
        assert result.stderr.startswith(
            f"Error: The choices kept for strikes in {corrected} cannot be used: line 17:"
            " 'injured_best = \"dead' is no TOML: "
        )
        assert result.stderr.endswith("or drop it: eventmap mapping forget strikes.\n")
    assert corrected.read_text() == broken
    assert VersionedStore(store).head("strikes") == 1
    run("mapping", "forget", "strikes", "--store", store)
    assert take_in(table, store)["kept_choices"] == []


def test_an_edited_file_is_used(
    corrected: Path, table: Path, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = """path.write_text("# mine\\n" + text.replace('"dead"\\nk', '"hurt"\\nk'))"""
    result = edit(store, tmp_path, script, monkeypatch)
    assert (result.exit_code, result.output) == (0, "The choices for strikes are changed.\n")
    take_in(table, store)
    assert figures(store) == ([], [5])
    assert corrected.read_text().startswith("# mine\n")
    assert list(corrected.parent.glob("*.tmp")) == []


def test_an_edit_that_cannot_be_used_is_refused_and_the_text_is_not_lost(
    corrected: Path, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = corrected.read_text()
    script = """path.write_text(text.replace('injured_best', 'injured'))"""
    result = edit(store, tmp_path, script, monkeypatch)
    assert result.exit_code == 2
    assert result.stderr.startswith(
        "Error: Nothing is changed: line 17: injured = 'dead' cannot be used; allowed: a field, "
    )
    mine = Path(result.stderr.rstrip(".\n").rpartition("Your text is in ")[2])
    assert 'injured = "dead"' in mine.read_text()
    mine.unlink()
    assert corrected.read_text() == held


def test_an_edit_does_not_undo_what_an_import_has_kept_meanwhile(
    corrected: Path, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = f"""
path.write_text(text + "# mine")
pathlib.Path({str(corrected)!r}).write_text(text + "# theirs")
"""
    result = edit(store, tmp_path, script, monkeypatch)
    assert result.exit_code == 2
    assert "an import has changed what is kept for strikes in the meantime. Your" in result.stderr
    Path(result.stderr.rstrip(".\n").rpartition("Your text is in ")[2]).unlink()
    assert corrected.read_text().endswith("# theirs")


def test_an_editor_that_fails_changes_nothing(
    corrected: Path, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = corrected.read_text()
    result = edit(store, tmp_path, "sys.exit(3)", monkeypatch)
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: Nothing is changed: ")
    Path(result.stderr.rstrip(".\n").rpartition("Your text is in ")[2]).unlink()
    assert corrected.read_text() == held


def test_imports_at_once_keep_the_choices_of_all(tmp_path: Path, store: str) -> None:
    running = []
    for number in range(4):
        table = tmp_path / f"table{number}.csv"
        table.write_text(TABLE.replace("hurt", f"hurt{number}"), encoding="utf-8")
        words = ["import", str(table), "--dataset", "strikes", "--store", store]
        words += ["--map", f"injured_best=hurt{number}"]
        running.append(subprocess.Popen([sys.executable, "-c", READING_HERE, *words]))
    landed = {number for number, process in enumerate(running) if process.wait() == 0}
    kept = parse_mappings(Path(store, "strikes", "_mapping.toml").read_bytes())
    assert {each.choices.mapping["injured_best"] for each in kept} == {
        f"hurt{number}" for number in landed
    }
    assert landed


@pytest.mark.usefixtures("corrected")
def test_what_is_kept_is_shown_by_an_inspection_for_the_dataset(table: Path, store: str) -> None:
    said = run("inspect", table, "--dataset", "strikes", "--store", store).output
    assert re.search(r"^  kept: Columns as chosen on .*: injured_best from 'dead', k", said, re.M)
    assert "\n    injured_best = dead\n" in said
    told = json.loads(
        run("inspect", table, "--dataset", "strikes", "--store", store, "--json").stdout
    )
    assert told["kept_choices"][0]["columns"] == {"injured_best": "dead", "killed_best": ""}
    alone = json.loads(run("inspect", table, "--store", store, "--json").stdout)
    assert alone["kept_choices"] == []
    assert alone["tables"][0]["columns"]["killed_best"] == "dead"
    none = run("inspect", table, "--dataset", "nothing", "--store", store)
    assert none.exit_code == 2
    assert "nothing" in none.stderr


@pytest.mark.usefixtures("read_here")
def test_a_coordinate_system_is_kept(tmp_path: Path, store: str) -> None:
    path = tmp_path / "metres.csv"
    path.write_text("Name;Date;X;Y\nA;2024-01-05;558353,5;4117090,7\n", encoding="utf-8")
    take_in(path, store, "--crs", "EPSG:32637")
    path.write_text("Name;Date;X;Y\nB;2024-02-06;558353,5;4117090,7\n", encoding="utf-8")

    (told,) = take_in(path, store)["kept_choices"]

    assert told["settings"] == {"crs": "EPSG:32637"}
    (event,) = VersionedStore(store).open("metres").dataset().events.to_dict("records")
    # By pyproj, from UTM zone 37 north.
    assert (event["lat"], event["lon"]) == pytest.approx((37.1985, 39.6575), abs=1e-4)
