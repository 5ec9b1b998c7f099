import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eventmap.access import User
from eventmap.cli import main
from eventmap.tokens import Tokens


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / ".tokens.json"


def run(*arguments: str, **environ: str) -> Result:
    return CliRunner().invoke(main, ["token", *arguments], env=environ)


def test_the_commands_make_list_and_revoke(path: Path) -> None:
    store = str(path.parent)
    made = run("create", "nightly", "--group", "desk", "--days", "3", EVENTMAP_STORE=store)
    sent = made.stdout.strip()
    assert made.exit_code == 0
    assert "shown only now" in made.stderr
    assert Tokens(path).find(sent) == User("nightly", frozenset({"group:desk"}))
    listed = run("list", "--json", EVENTMAP_STORE=store)
    (token,) = json.loads(listed.stdout)
    assert (token["name"], token["groups"], token["counts"]) == ("nightly", ["desk"], True)
    assert "digest" not in token
    lines = run("list", EVENTMAP_STORE=store).stdout
    assert lines.startswith("nightly: groups desk; counts until ")
    assert run("revoke", "nightly", EVENTMAP_STORE=store).stdout == "nightly is revoked.\n"
    assert Tokens(path).find(sent) is None
    assert run("list", EVENTMAP_STORE=store).stdout == "There is no token.\n"


def test_a_command_that_cannot_be_done_says_why(path: Path) -> None:
    nothing = run("revoke", "nightly", EVENTMAP_STORE=str(path.parent))
    assert (nothing.exit_code, "nightly" in nothing.stderr) == (2, True)
    remote = run("create", "nightly", EVENTMAP_STORE="s3://bucket/events")
    assert (remote.exit_code, "EVENTMAP_TOKENS" in remote.stderr) == (2, True)
