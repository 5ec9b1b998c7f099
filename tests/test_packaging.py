import json
import re
import subprocess
import sys
import tomllib
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from support.app_server import clean_env, free_port, running

from eventmap.filters import Filters
from eventmap.settings import Auth, Settings

REPO = Path(__file__).parents[1]
PROJECT = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))
README = (REPO / "README.md").read_text(encoding="utf-8")


def pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True, cwd=REPO, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--quiet", "--no-index", "--no-deps", "--no-build-isolation")
    pip("wheel", *options, "--wheel-dir", folder, ".")
    (wheel,) = folder.glob("eventmap-*.whl")
    return wheel


def files_under(folder: Path) -> set[str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix() for path in paths if "__pycache__" not in path.parts
    }


def test_wheel_carries_the_package_and_the_bundled_data(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    assert {f"eventmap/{name}" for name in files_under(REPO / "src" / "eventmap")} <= names
    assert {f"eventmap/data/{name}" for name in files_under(REPO / "data")} <= names


def test_wheel_has_data_but_not_what_makes_them(wheel: Path) -> None:
    data = {Path(name) for name in ZipFile(wheel).namelist() if name.startswith("eventmap/data/")}
    assert {path.suffix for path in data} == {".json", ".csv", ".toml", ".md", ".parquet"}


@pytest.mark.parametrize(
    "pattern",
    [
        r"eventmap/\.streamlit/config\.toml",
        r"eventmap/dashboard\.py",
        r"eventmap/page\.css",
        r"eventmap/py\.typed",
        r"eventmap/sql/\w+\.sql",
        r"eventmap/static/\w+\.js",
        r"eventmap/data/london-summit/events\.csv",
        r"eventmap/data/ucdp-ukraine/events\.parquet",
        r"eventmap/data/boundaries/.+json",
        r"eventmap-.+/licenses/LICENSE",
    ],
)
def test_wheel_has_a_file_like(wheel: Path, pattern: str) -> None:
    assert any(re.fullmatch(pattern, name) for name in ZipFile(wheel).namelist())


def test_installed_wheel_serves_the_bundled_data_from_any_folder(
    wheel: Path, tmp_path: Path
) -> None:
    installed, port = tmp_path / "installed", free_port()
    pip("install", "--quiet", "--no-index", "--no-deps", "--target", installed, wheel)
    command = [sys.executable, "-m", "eventmap.cli", "serve", "--port", str(port)]
    env = clean_env(tmp_path, PYTHONPATH=str(installed))
    address = f"http://127.0.0.1:{port}"
    log = tmp_path / "log.txt"
    with (
        running(command, cwd=tmp_path, env=env, health=f"{address}/healthz", log=log),
        urllib.request.urlopen(f"{address}/api/datasets") as answer,
    ):
        served = {each["name"]: each["events"] for each in json.load(answer)}
    assert served == {"london-summit": 11, "ucdp-ukraine": 3883}


def pins(name: str) -> dict[str, list[str]]:
    """Return the pinned releases of each package; several where the Python version decides."""
    found: dict[str, list[str]] = {}
    for line in (REPO / name).read_text(encoding="utf-8").splitlines():
        if re.match(r"[a-z]", line):
            requirement = Requirement(line.removesuffix("\\"))
            found.setdefault(requirement.name, []).append(str(requirement))
    return found


def normalise(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


PIN_FILES = tuple(f"requirements/{name}.txt" for name in ("run", "dev", "s3", "spark"))


@pytest.mark.parametrize("name", [*PIN_FILES, "requirements.txt", "requirements/constraints.txt"])
def test_pins_name_no_host_and_no_place_on_a_machine(name: str) -> None:
    text = (REPO / name).read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host|(^|\s)/", text)


@pytest.mark.parametrize("name", PIN_FILES)
def test_every_pin_has_a_hash(name: str) -> None:
    records = re.split(r"^(?=[a-z])", (REPO / name).read_text(encoding="utf-8"), flags=re.M)[1:]
    assert records
    assert all(" --hash=sha256:" in record for record in records)


def test_hosted_services_get_the_same_releases_as_make_run() -> None:
    assert pins("requirements.txt") == pins("requirements/run.txt")
    assert "--editable ." in (REPO / "requirements.txt").read_text(encoding="utf-8").splitlines()


def test_tests_run_on_the_same_releases_as_make_run() -> None:
    assert pins("requirements/run.txt").items() <= pins("requirements/dev.txt").items()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("requirements/run.txt", PROJECT["project"]["dependencies"]),
        ("requirements/run.txt", PROJECT["dependency-groups"]["build"]),
        ("requirements/dev.txt", PROJECT["dependency-groups"]["dev"]),
        ("requirements/s3.txt", PROJECT["dependency-groups"]["s3"]),
        ("requirements/spark.txt", PROJECT["dependency-groups"]["spark"]),
    ],
)
def test_pins_satisfy_the_project_file(name: str, wanted: list[str | dict[str, str]]) -> None:
    pinned = pins(name)
    for requirement in (Requirement(text) for text in wanted if isinstance(text, str)):
        for pin in pinned[normalise(requirement.name)]:
            (release,) = Requirement(pin).specifier
            assert requirement.specifier.contains(release.version), f"run make pins: {pin}"


def test_quick_start_is_two_commands_of_the_makefile() -> None:
    quick_start = README.split("## Quick start")[1].split("\n## ")[0]
    (block,) = re.findall(r"^```\w*\n(.*?)^```", quick_start, flags=re.M | re.S)
    assert block.splitlines() == ["make run", "make test"]
    makefile = (REPO / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"\bmake ([a-z]+)", README):
        assert re.search(rf"^{target}:", makefile, flags=re.M)


class Asked(Mapping[str, str]):
    """An environment without a variable, which notes what it is asked for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def test_readme_names_every_setting() -> None:
    environ = Asked()
    Settings.from_env(environ)
    settings = {name for name in environ.names if name.startswith("EVENTMAP_")}
    assert len(settings) == len(fields(Settings)) - 1 + len(fields(Auth))
    assert settings <= set(re.findall(r"EVENTMAP_[A-Z]\w*", README))


@pytest.mark.parametrize("field", [field.name for field in fields(Filters)])
def test_readme_names_every_key_of_the_query_string(field: str) -> None:
    assert f"`{field.removeprefix('date_')}`" in README.split("## Links")[1]


def test_streamlit_finds_the_app_by_reading_its_source() -> None:
    from streamlit.web.server.app_discovery import discover_asgi_app

    assert discover_asgi_app(REPO / "dashboard.py").import_string == "dashboard:app"
