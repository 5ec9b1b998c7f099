import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.datasets import EVENT, WEEK, make_dataset, write_dataset

from eventmap.cli import main
from eventmap.store import VersionedStore

SECRET = "a secret of more than thirty-two characters"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("store")
    VersionedStore(str(store)).write(make_dataset(WEEK, name="strikes"))
    return store


@pytest.fixture
def environ(written: Path, tmp_path: Path) -> dict[str, str]:
    shutil.copytree(written, tmp_path / "store")
    return {"EVENTMAP_STORE": str(tmp_path / "store"), "EVENTMAP_CACHE": str(tmp_path / "cache")}


def login_at(address: str) -> dict[str, str]:
    return {
        "EVENTMAP_AUTH_REDIRECT_URI": "https://map.example/oauth2callback",
        "EVENTMAP_AUTH_COOKIE_SECRET": SECRET,
        "EVENTMAP_AUTH_CLIENT_ID": "map",
        "EVENTMAP_AUTH_CLIENT_SECRET": SECRET,
        "EVENTMAP_AUTH_SERVER_METADATA_URL": address,
    }


def run(environ: dict[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(main, ["doctor", *arguments], env=environ)


def wrong(result: Result) -> list[str]:
    found = [line for line in result.output.splitlines() if line.startswith("WRONG ")]
    assert result.exit_code == (1 if found else 0)
    return found


def test_a_host_in_good_order_is_told_so(environ: dict[str, str]) -> None:
    result = run(environ)
    assert wrong(result) == []
    store = environ["EVENTMAP_STORE"]
    assert f"EVENTMAP_STORE is {store!r}." in result.output
    assert f"The store {store} can be read, and has 1 dataset." in result.output
    assert "MB of at most 20,000 MB" in result.output
    assert "No login is set up" in result.output
    assert "london-summit, ucdp-ukraine, strikes" in result.output


def test_a_setting_that_cannot_be_used_is_wrong(environ: dict[str, str]) -> None:
    (found,) = wrong(run({**environ, "EVENTMAP_UPLOADS": "maybe"}))
    assert "EVENTMAP_UPLOADS='maybe'" in found


def test_a_variable_with_a_slip_in_its_name_is_wrong(environ: dict[str, str]) -> None:
    (found,) = wrong(run({**environ, "EVENTMAP_UPLAODS": "off", "EVENTMAP_OF_OTHERS": "1"}))
    assert "did you mean EVENTMAP_UPLOADS?" in found


def test_a_cache_and_data_that_cannot_be_had_are_wrong(
    environ: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    where = {"EVENTMAP_CACHE": str(tmp_path / "file"), "EVENTMAP_DATA": str(tmp_path / "none")}
    found = wrong(run({**environ, **where}))
    (of_cache,) = [each for each in found if "The cache" in each]
    assert "file cannot be written: " in of_cache
    assert of_cache.endswith("Set EVENTMAP_CACHE to a folder that the server may write to.")
    assert any(str(tmp_path / "none") in each for each in found)


def test_a_damaged_dataset_is_wrong_and_named(environ: dict[str, str]) -> None:
    (log,) = Path(environ["EVENTMAP_STORE"]).glob("strikes/_delta_log/*.json")
    log.write_text("{")
    (found,) = wrong(run(environ))
    assert "strikes" in found


@pytest.mark.parametrize(
    ("rules", "said"),
    [("[access", "cannot be used: Expected ']'"), ("see = []", "has no table [access].")],
)
def test_a_dataset_of_which_it_cannot_be_read_who_may_see_it_is_wrong(
    environ: dict[str, str], rules: str, said: str
) -> None:
    path = Path(environ["EVENTMAP_STORE"]) / "strikes" / "_access.toml"
    path.write_text(rules)
    (found,) = wrong(run(environ))
    assert found.startswith(f"WRONG Nobody is shown strikes: {path} {said}")


def test_who_may_import_by_the_page_is_said_and_what_keeps_them_from_it(
    environ: dict[str, str], tmp_path: Path
) -> None:
    rules = '[access]\nsee = ["everyone"]\nimport = ["group:desk"]\n'
    (Path(environ["EVENTMAP_STORE"]) / "strikes" / "_access.toml").write_text(rules)
    told = "strikes: group:desk may write new versions by the page, and cannot: "
    result = run(environ)
    assert wrong(result) == []
    assert f"ok    {told}there is no login." in result.output
    login = login_at("https://id.example/")
    result = run({**environ, **login})
    assert wrong(result) == []
    who = "of those who see it and have its rows, by group:desk."
    assert f"strikes: new versions are written by the page {who}" in result.output
    (found,) = wrong(run({**environ, **login, "EVENTMAP_UPLOADS": "off"}))
    assert found == f"WRONG {told}EVENTMAP_UPLOADS is off."
    folder = write_dataset(tmp_path / "data" / "strikes", [{**WEEK[0], **EVENT}])
    with (folder / "dataset.toml").open("a", encoding="utf-8") as file:
        file.write(rules)
    (found,) = wrong(run({**environ, **login, "EVENTMAP_DATA": str(folder.parent)}))
    assert found.startswith(f"WRONG {told}strikes is shown from a folder")


def test_a_folder_that_is_not_for_everyone_and_cannot_be_opened_is_wrong(
    environ: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "data" / "desk"
    folder.mkdir(parents=True)
    (folder / "dataset.toml").write_text('name = "desk"\n[access]\nsee = ["group:desk"]\n')
    found = wrong(run({**environ, "EVENTMAP_DATA": str(folder.parent)}))
    assert found[0].startswith("WRONG Dataset 'desk' was not opened: ")


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        (
            "http://localhost:8501/?dataset=strikes&country=UA&from=2025-10-24",
            "strikes, version 1, 2 events",
        ),
        ("dataset=strikes", "strikes, version 1, 4 events"),
    ],
)
def test_what_a_link_shows_is_said(environ: dict[str, str], link: str, shown: str) -> None:
    result = run(environ, link)
    assert wrong(result) == []
    assert f"The link shows {shown}: " in result.output


@pytest.mark.parametrize("link", ["?dataset=strykes", "?dataset=strikes&version=2", "?from=soon"])
def test_a_link_that_shows_nothing_is_wrong(environ: dict[str, str], link: str) -> None:
    (found,) = wrong(run(environ, link))
    assert "The link shows nothing" in found


@pytest.fixture
def provider() -> Iterator[str]:
    """Return the address of a host that describes itself at /good, and not at /bad."""
    keys = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            told = dict.fromkeys(keys, "https://id.example") if self.path == "/good" else {}
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_provider_is_asked_only_if_the_host_wants_it(
    environ: dict[str, str], provider: str
) -> None:
    result = run({**environ, **login_at(f"{provider}/bad")})
    assert wrong(result) == []
    assert "was not asked" in result.output
    result = run({**environ, **login_at(f"{provider}/good")}, "--online")
    assert wrong(result) == []
    assert "The provider https://id.example describes itself" in result.output
    for path in ("bad", "good/x"):
        (found,) = wrong(run({**environ, **login_at(f"{provider}/{path}")}, "--online"))
        assert "no issuer, authorization_endpoint, token_endpoint, jwks_uri" in found


def test_no_secret_is_printed(environ: dict[str, str]) -> None:
    login = login_at("https://id.example/")
    for arguments in ((), ("--json",)):
        assert SECRET not in run({**environ, **login}, *arguments).output
    del login["EVENTMAP_AUTH_CLIENT_ID"]
    result = run({**environ, **login})
    assert wrong(result)
    assert SECRET not in result.output


def test_scripts_are_answered_in_json(environ: dict[str, str]) -> None:
    found = json.loads(run(environ, "--json").output)
    assert {each["about"] for each in found} == {"settings", "store", "cache", "login", "data"}
