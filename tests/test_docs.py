"""What README and the pages of docs/ say is tried: commands, names, links and Python."""

import importlib
import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset

from eventmap.cli import main
from eventmap.exports import EXPORT_FORMATS as EXPORTS
from eventmap.readers import FIELDS, FORMATS, Doubt
from eventmap.store import VersionedStore
from eventmap.store.rows import MARKS, PART

REPO = Path(__file__).parents[1]
PAGES = [REPO / "README.md", *sorted((REPO / "docs").glob("*.md"))]
LINKING = [*PAGES, REPO / "CONTRIBUTING.md", REPO / "CHANGELOG.md", REPO / "data" / "README.md"]
FORMATS_PAGE = (REPO / "docs" / "formats.md").read_text(encoding="utf-8")
STORE_PAGE = (REPO / "docs" / "store.md").read_text(encoding="utf-8")
README = (REPO / "README.md").read_text(encoding="utf-8")


def commands_of(text: str) -> list[str]:
    """Return the command lines of `eventmap` in blocks of code and in code within a line."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.M | re.S)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))
    lines = [line for block in blocks for line in block.splitlines()]
    parts = [part.strip() for line in [*lines, *inline] for part in line.split("&&")]
    return [part for part in parts if re.match(r"eventmap \w", part)]


def load_command(name: str) -> click.Command:
    _, command, _ = main.resolve_command(click.Context(main), [name])
    assert command is not None
    return command


COMMANDS = [(page.name, line) for page in PAGES for line in commands_of(page.read_text("utf-8"))]


@pytest.mark.parametrize(("page", "line"), COMMANDS)
def test_a_command_line_is_one_that_the_command_takes(page: str, line: str) -> None:
    _, name, *arguments = shlex.split(line, comments=True)
    command = load_command(name)
    if arguments:  # else it is the name of the command alone
        command.make_context(name, arguments)


def test_every_command_is_shown() -> None:
    assert {shlex.split(line)[1] for _, line in COMMANDS} == set(main.commands)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_has_a_heading_and_its_documentation_a_link(name: str) -> None:
    assert re.search(rf"^### `{name}`", FORMATS_PAGE, flags=re.M)
    assert FORMATS[name].reference in FORMATS_PAGE


def section_of(text: str, heading: str) -> str:
    return text.split(f"\n## {heading}\n")[1].split("\n## ", maxsplit=1)[0]


def named_in_first_cells(table: str) -> set[str]:
    firsts = re.findall(r"^\| ([^|]+) \|", table, flags=re.M)
    return {name for cell in firsts for name in re.findall(r"`(\w+)`", cell)}


def test_every_kind_of_doubt_is_described_and_no_other() -> None:
    assert named_in_first_cells(section_of(FORMATS_PAGE, "Doubts")) == set(Doubt)


def test_every_field_that_a_column_can_be_mapped_to_is_listed() -> None:
    assert set(FIELDS) <= set(re.findall(r"`(\w+)`", section_of(FORMATS_PAGE, "Columns")))


def test_the_columns_of_the_stores_own_are_described() -> None:
    named = named_in_first_cells(section_of(STORE_PAGE, "What is in it"))
    assert named == {PART, *MARKS}


@pytest.mark.parametrize("extension", EXPORTS)
def test_every_end_of_an_export_is_in_the_table_of_routes(extension: str) -> None:
    (row,) = [line for line in README.splitlines() if line.startswith("| `/api/events.csv`")]
    assert f".{extension}`" in row


@pytest.mark.parametrize("page", LINKING, ids=lambda page: str(page.relative_to(REPO)))
def test_relative_links_lead_to_files(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"\w+:", target):
            continue
        path, _, anchor = target.partition("#")
        found = page.parent / path if path else page
        assert found.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", found.read_text(encoding="utf-8"), flags=re.M)
            assert anchor in {slug(heading) for heading in headings}, target


def slug(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def snippets() -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", STORE_PAGE, flags=re.M | re.S)


def test_the_python_of_the_page_on_the_store_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("EVENTMAP_STORE", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    store = VersionedStore(str(tmp_path / ".local" / "share" / "eventmap"))
    store.write(make_dataset(WEEK, WEEK_CLAIMS, name="strikes"))
    store.write(make_dataset(WEEK[:3], WEEK_CLAIMS[:3], name="strikes"))
    seen: dict[str, Any] = {}
    for code in snippets():
        if "spark." not in code and not ("polars" in code and not has_polars()):
            exec(compile(code, "docs/store.md", "exec"), seen)
    assert list(seen["kherson"]["event_id"]) == ["kherson"]
    assert list(seen["drones"]["event_id"]) == []
    assert list(seen["events"]["event_id"]) == ["kherson", "odesa", "moscow"]
    assert len(seen["before"]) == 4


def has_polars() -> bool:
    try:
        import polars  # noqa: F401 - only whether it is there
    except ImportError:
        return False
    return True


def test_a_line_that_the_command_does_not_take_would_be_found() -> None:
    with pytest.raises(click.UsageError):
        load_command("export").make_context("export", ["strikes", "--region", "UA-65"])


@pytest.mark.parametrize("name", ["architecture.md", "../CONTRIBUTING.md"])
def test_what_the_pages_for_contributors_name_is_there(name: str) -> None:
    text = (REPO / "docs" / name).read_text(encoding="utf-8")
    source = REPO / "src" / "eventmap"
    for path in re.findall(r"`([a-z_/]+/(?:[a-z_]+\.\w+)?)`", text):
        assert any((root / path).exists() for root in (REPO, source, source / "readers")), path
    for module, member in re.findall(r"`(\w+)\.(\w+)`", text):
        if (source / module).exists() or (source / f"{module}.py").exists():
            found = importlib.import_module(f"eventmap.{module}")
            assert hasattr(found, member) or (source / module / f"{member}.py").exists()


def test_every_target_of_make_that_the_pages_name_exists() -> None:
    pages = [*PAGES, REPO / "CONTRIBUTING.md"]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    named = set(re.findall(r"(?:`|^)make ([a-z][a-z-]*)", text, flags=re.M))
    makefile = (REPO / "Makefile").read_text(encoding="utf-8")
    assert {"test", "lint", "bench", "fuzz"} <= named
    assert named <= set(re.findall(r"^([a-z-]+):", makefile, flags=re.M))
