from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset

from eventmap.cli import main
from eventmap.store import VersionedStore


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a store that holds the week of the shared tests, which nobody writes to."""
    root = str(tmp_path_factory.mktemp("store"))
    VersionedStore(root).write(make_dataset(WEEK, WEEK_CLAIMS))
    return root


def write(store: str, path: Path, *options: str) -> Result:
    command = ["brief", "test", "--store", store, "--to", str(path), *options]
    return CliRunner().invoke(main, command)


def test_a_brief_is_of_the_events_that_were_chosen(store: str, tmp_path: Path) -> None:
    path = tmp_path / "kherson.pdf"
    result = write(store, path, "--region", "UA-65", "--title", "For the minister", "--annex")
    assert result.exit_code == 0, result.output
    first, *_, last = PdfReader(BytesIO(path.read_bytes())).pages
    page = first.extract_text()
    assert page.startswith("For the minister")
    assert "1 event, in Kherson Oblast" in page.replace("\n", " ")
    assert last.extract_text().startswith("Annex: all events")


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("brief.odt", (), "no known end; allowed: pdf"),
        ("brief.pdf", ("--with", "previous"), "where from and to are chosen"),
        ("brief.pdf", ("--view", "46.6", "200", "5"), "allowed: a number from -180 to 180"),
        ("brief.pptx", ("--annex",), "A brief as PowerPoint has no annex"),
        ("brief.png", ("--story", "week"), "A brief as PNG is one page, and a story has several"),
        ("brief.pdf", ("--story", "week", "--until", "2025-10-20"), "--until cannot stand beside"),
        ("brief.pdf", ("--story", "week", "--annex"), "--annex cannot stand beside --story"),
        ("brief.pdf", ("--story", "week"), "this dataset has no story"),
        ("missing/brief.pdf", (), "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_said_in_a_sentence(
    store: str, tmp_path: Path, name: str, options: tuple[str, ...], words: str
) -> None:
    result = write(store, tmp_path / name, *options)
    assert result.exit_code == 2
    assert words in result.output


def test_a_story_is_a_brief_of_all_its_steps(tmp_path: Path) -> None:
    path = tmp_path / "week.html"
    command = ["brief", "london-summit", "--story", "week", "--to", str(path)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    page = path.read_text(encoding="utf-8")
    assert [f"Step {number} of 5" in page for number in range(1, 6)] == [True] * 5
