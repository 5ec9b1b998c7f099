"""The image's own steps in plain folders, see `support.plain_folder`; no image is built."""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from support.app_server import clean_env, free_port, running
from support.engine import CONTAINERFILE, REPO
from support.plain_folder import NONE, Build, Stage, is_here, read_steps

pytestmark = pytest.mark.skipif(not is_here(), reason=NONE)


@dataclass(frozen=True)
class Served:
    """What was built, and runs."""

    stage: Stage
    packages: list[str]
    volume: Path
    variables: dict[str, str]
    pid: int

    def ask(self, path: str) -> httpx2.Response:
        port = self.variables["STREAMLIT_SERVER_PORT"]
        return httpx2.get(f"http://127.0.0.1:{port}{path}", timeout=60)

    def inside(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command beside the server, as who it is run by."""
        entered = self.stage.beside(self.pid, self.variables | variables, command)
        return subprocess.run(entered, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("image")
    build = Build(REPO, folder)
    stage = build.build(CONTAINERFILE.read_text("utf-8"))
    (where,) = stage.volumes
    volume = folder / "volume"  # a new one is as the image has it there
    subprocess.run(["cp", "--archive", f"{stage.folder}{where}", str(volume)], check=True)
    port = str(free_port())
    variables = {"STREAMLIT_SERVER_PORT": port, "STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}
    health, log = f"http://127.0.0.1:{port}/healthz", folder / "log"
    command = stage.serve(volume, variables)
    with running(command, cwd=folder, env=clean_env(folder), health=health, log=log) as server:
        yield Served(stage, build.packages, volume, variables, server.pid)


def test_what_the_steps_make_answers(served: Served) -> None:
    assert served.ask("/readyz").json() == {"status": "ok", "datasets": 2}
    assert "<title>Streamlit</title>" in served.ask("/").text
    assert served.ask("/api/summary?dataset=london-summit").json()["records"] == 11
    assert served.ask("/api/summary?dataset=ucdp-ukraine").json()["records"] == 3883


def test_its_health_check_tells_a_server_from_none(served: Served) -> None:
    assert served.inside(*served.stage.health).returncode == 0
    nobody = str(free_port())
    assert served.inside(*served.stage.health, STREAMLIT_SERVER_PORT=nobody).returncode == 1


def test_who_serves_is_nobody_who_can_become_anybody(served: Served) -> None:
    told = Path(f"/proc/{served.pid}/status").read_text("utf-8")
    status = dict(re.findall(r"^(\w+):\t(.*)$", told, flags=re.M))
    assert status["Uid"].split() == status["Gid"].split() == ["10001"] * 4
    assert {int(status[name], 16) for name in ("CapEff", "CapPrm", "CapBnd")} == {0}
    assert status["NoNewPrivs"] == "1"


@pytest.mark.parametrize("path", ["/opt/eventmap/added", "/home/added", "/etc/added"])
def test_nothing_is_written_but_the_volume(served: Served, path: str) -> None:
    refused = served.inside("touch", path)
    assert refused.returncode == 1
    assert "Read-only file system" in refused.stderr


def test_a_table_is_imported_into_the_volume_and_served(served: Served) -> None:
    table = "date,place,lat,lon,killed\n2024-03-01,Kherson,46.6354,32.6169,2\n"
    (served.volume / "strikes.csv").write_text(table, encoding="utf-8")
    imported = served.inside("eventmap", "import", "strikes.csv", "--dataset", "strikes")
    assert imported.returncode == 0, imported.stderr
    assert [each.name for each in (served.volume / "store").iterdir()] == ["strikes"]
    names = [
        each["name"] for each in json.loads(served.inside("eventmap", "datasets", "--json").stdout)
    ]
    assert names == ["strikes"]


def test_what_only_builds_is_not_in_it(served: Served) -> None:
    (packages,) = served.stage.folder.glob("opt/eventmap/lib/python3*/site-packages")
    names = {each.name.partition("-")[0] for each in packages.iterdir()}
    assert {"streamlit", "eventmap", "duckdb"} <= names
    assert names.isdisjoint({"pip", "hatchling", "editables", "pytest", "tests"})
    assert not (served.stage.folder / "source").exists()
    assert served.packages == ["python3-venv", "python3"]


def test_a_step_that_nobody_has_thought_of_is_no_step_that_is_passed_over(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="how ADD is carried out"):
        Build(REPO, tmp_path).build("FROM ${BASE}\nADD . .\n")


def test_steps_are_read_as_they_are_written() -> None:
    text = '# a\nFROM ${BASE} AS build\nRUN one \\\n    && two\n\n# b\nCMD ["c"]\n'
    assert [(each.word, each.given) for each in read_steps(text)] == [
        ("FROM", "${BASE} AS build"),
        ("RUN", "one && two"),
        ("CMD", '["c"]'),
    ]
