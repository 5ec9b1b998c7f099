"""A login at a real provider of OpenID Connect, in a real browser."""

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page
from support.app_server import PATIENCE_S, Serve, clean_env, free_port, running
from support.datasets import EVENT, make_dataset
from support.streamlit_client import open_socket
from support.viewer import (
    events_list,
    expect_drawn,
    file_field,
    open_page,
    record_sent,
    sentence,
    symbols,
)
from support.waiting import expect
from websockets.exceptions import InvalidStatus

from eventmap.access import Access, write_access
from eventmap.importing import import_files
from eventmap.login import OPEN
from eventmap.readers import Choices
from eventmap.store import VersionedStore

REPO = Path(__file__).parents[2]
SECRET = "nobody knows this, and it is long enough"
USERS = (
    {"sub": "anna", "name": "Anna <b>Archer</b>", "groups": ["analysts"]},
    {"sub": "boris", "name": "Boris", "groups": ["readers"]},
)
USER_COOKIE = "_streamlit_user"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a provider that knows `USERS`."""
    folder, port = tmp_path_factory.mktemp("provider"), free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    for user in USERS:
        command += ["--user-claims", json.dumps(user)]
    described = f"http://127.0.0.1:{port}/.well-known/openid-configuration"
    log = folder / "log.txt"
    with running(command, cwd=folder, env=clean_env(folder), health=described, log=log):
        yield described


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the bundled week, the same, and its rows, for the analysts alone."""
    folder = tmp_path_factory.mktemp("data")
    for name, rule in (
        ("london-summit", ""),
        ("partly", '[access]\nsee = ["everyone"]\nrows = ["group:analysts"]\n'),
        ("secret", '[access]\nsee = ["group:analysts"]\n'),
    ):
        shutil.copytree(REPO / "data" / "london-summit", folder / name)
        described = folder / name / "dataset.toml"
        text = re.sub(r"(?m)^name = .*", f'name = "{name}"', described.read_text(encoding="utf-8"))
        text = re.sub(r"(?m)^title = .*", f'title = "The {name}"', text)
        described.write_text(f"{text}\n{rule}", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> VersionedStore:
    """Return the store of the app, without a dataset."""
    return VersionedStore(str(tmp_path_factory.mktemp("store")))


@pytest.fixture(scope="module")
def guarded(provider: str, serve: Serve, data: Path, store: VersionedStore) -> str:
    """Return the address of the app with a login."""
    return serve(
        data,
        EVENTMAP_STORE=store.root,
        EVENTMAP_AUTH_REDIRECT_URI="http://127.0.0.1:{port}/oauth2callback",
        EVENTMAP_AUTH_COOKIE_SECRET=SECRET,
        EVENTMAP_AUTH_CLIENT_ID="eventmap",
        EVENTMAP_AUTH_CLIENT_SECRET="known to both",
        EVENTMAP_AUTH_SERVER_METADATA_URL=provider,
        EVENTMAP_METRICS="on",
    )


LIST_ROUTES = """
import json, dashboard
app = dashboard.app._build_starlette_app()
print(json.dumps([[type(route).__name__, route.path, sorted(getattr(route, "methods", None) or [])]
                  for route in app.routes]))
"""


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, list[str]]]:
    """Return kind, path and methods of every route that the app has, Streamlit's included."""
    env = clean_env(tmp_path_factory.mktemp("routes"))
    command = [sys.executable, "-c", LIST_ROUTES]
    told = subprocess.run(command, cwd=REPO, env=env, check=True, capture_output=True).stdout
    return [(kind, path, methods) for kind, path, methods in json.loads(told.splitlines()[-1])]


@pytest.fixture
def somebody(browser: Browser) -> Iterator[BrowserContext]:
    """Return a browser in which nobody is logged in."""
    context = browser.new_context(
        viewport={"width": 1400, "height": 900}, locale="en-GB", reduced_motion="reduce"
    )
    yield context
    context.close()


def log_in(page: Page, address: str, user: str, query: str = "") -> None:
    page.goto(f"{address}/{query}")
    page.get_by_role("button", name=user, exact=True).first.click()
    expect(sentence(page)).to_be_visible()


def status_of(page: Page, path: str) -> int:
    """Return what the page is answered, as its own scripts ask: out of the cache, too."""
    status: int = page.evaluate("async (path) => (await fetch(path)).status", path)
    return status


def wait_for_status(page: Page, path: str, status: int) -> None:
    until = time.monotonic() + PATIENCE_S
    while status_of(page, path) != status:
        assert time.monotonic() < until


def record_told(page: Page) -> list[bytes]:
    """Return what the page will have been told by its web socket."""
    told: list[bytes] = []

    def note(message: str | bytes) -> None:
        told.append(message.encode() if isinstance(message, str) else message)

    page.on("websocket", lambda socket: socket.on("framereceived", note))
    return told


def user_cookie(context: BrowserContext) -> str:
    (found,) = (one for one in context.cookies() if one["name"] == USER_COOKIE)
    assert found["httpOnly"]
    assert found["sameSite"] == "Lax"
    return str(found["value"])


def test_a_login_leads_to_the_view_that_was_asked_for_and_its_cookie_counts_until_log_out(
    somebody: BrowserContext, guarded: str
) -> None:
    page = somebody.new_page()
    tiles: list[str] = []
    page.on("response", lambda answer: "/tiles/" in answer.url and tiles.append(answer.url))
    sent = record_sent(page)
    assert somebody.request.get(f"{guarded}/api/datasets").status == 401

    log_in(page, guarded, "anna", "?q=Moscow")
    expect(symbols(page).first).to_be_attached()
    expect_drawn(page)
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["q"] == ["Moscow"]
    assert sent  # the page runs, so its WebSocket has been let in
    expect(page.get_by_text("Logged in as Anna <b>Archer</b>")).to_be_visible()
    assert status_of(page, "/api/datasets") == 200
    assert tiles
    assert status_of(page, tiles[0]) == 200

    cookie = user_cookie(somebody)
    as_before = {"Cookie": f"{USER_COOKIE}={cookie}"}
    assert (
        httpx2.get(f"{guarded}/api/datasets", headers=as_before, timeout=PATIENCE_S).status_code
        == 200
    )
    at = len(cookie) // 2
    changed = cookie[:at] + ("A" if cookie[at] != "A" else "B") + cookie[at + 1 :]
    headers = {"Cookie": f"{USER_COOKIE}={changed}"}
    assert (
        httpx2.get(f"{guarded}/api/datasets", headers=headers, timeout=PATIENCE_S).status_code
        == 401
    )
    other = somebody.new_page()
    open_page(other, guarded)
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="End session").click()  # the provider asks once more
    expect(page.get_by_text("You are logged out.")).to_be_visible()
    for path in ("/api/datasets", tiles[0], "/_stcore/host-config"):
        assert status_of(page, path) == 401
    # A copy of the cookie counts no more either.
    again = somebody.request.get(f"{guarded}/api/datasets", headers=as_before)
    assert again.status == 401
    assert status_of(other, "/api/datasets") == 401
    page.get_by_role("link", name="Log in").click()
    expect(page.get_by_role("button", name="anna", exact=True)).to_be_visible()


def test_every_route_there_is_wants_a_login(
    guarded: str, routes: list[tuple[str, str, list[str]]]
) -> None:
    asked = set()
    with httpx2.Client(base_url=guarded, timeout=PATIENCE_S, follow_redirects=False) as client:
        for kind, path, methods in routes:
            if path in OPEN:
                continue
            if kind == "WebSocketRoute":
                with pytest.raises(InvalidStatus) as refused:
                    open_socket(f"{guarded}")
                assert (path, refused.value.response.status_code) == ("/_stcore/stream", 403)
                continue
            ends = "/x.js" if kind == "Mount" else ""
            address = re.sub(r"{[^}]*}", "1", path) + ends
            for method in {"GET", "HEAD", "POST", "PUT", "DELETE", *methods}:
                answer = client.request(method, address)
                led = answer.headers.get("location", "").startswith("/auth/login?")
                assert answer.status_code == 401 or (address == "/" and led), (method, address)
            asked.add(address)
        page = client.get("/")
        assert page.status_code == 302
        assert page.headers["location"].startswith("/auth/login?")
        statuses = {path: client.get(path).status_code for path in OPEN[:3]}
    assert statuses == {"/healthz": 200, "/readyz": 200, "/_stcore/health": 200}
    known = {"/api/datasets", "/metrics", "/tiles/1/1/1/1/1.json", "/media/1",
             "/_stcore/upload_file/1/1", "/_stcore/metrics", "/_stcore/host-config", "/component/1",
             "/_stcore/agent/mcp", "/assets/boundaries/x.js", "/api/events.1", "/api/brief.1",
             "/api/oembed"}  # fmt: skip
    assert known <= asked


def test_a_login_that_is_denied_is_said_in_words(somebody: BrowserContext, guarded: str) -> None:
    page = somebody.new_page()
    page.goto(f"{guarded}/")
    page.get_by_role("button", name="Deny").click()
    expect(page.get_by_text("You are not logged in")).to_be_visible()
    assert status_of(page, "/api/datasets") == 401


def expect_rows(page: Page, has_rows: bool) -> None:
    """Expect the rows of a dataset to be on the page, or to be said to be for others."""
    refusal = "lets only some of those who see 'The partly' have its rows"
    opened = page.get_by_role("region", name="The opened event")
    expect(opened).to_be_visible()
    expect_drawn(page)
    text = "2 people killed and 22 injured, a teenager among them"  # of the summary
    expect(opened.get_by_text(text)).to_have_count(1 if has_rows else 0)
    expect(opened.get_by_text("read it at the sources")).to_have_count(0 if has_rows else 1)
    expect(page.get_by_text(f"No export. The host {refusal}")).to_have_count(0 if has_rows else 1)
    listed = page.get_by_role("tabpanel")
    expect(listed.get_by_text(refusal)).to_have_count(0 if has_rows else 1)
    expect(listed.get_by_role("table")).to_have_count(1 if has_rows else 0)


def test_a_dataset_and_its_rows_are_there_for_their_group_alone(
    browser: Browser, guarded: str
) -> None:
    seen = {}
    for user in ("anna", "boris"):
        with browser.new_context(locale="en-GB", reduced_motion="reduce") as context:
            page = context.new_page()
            told = record_told(page)
            page.goto(f"{guarded}/?dataset=secret")
            page.get_by_role("button", name=user, exact=True).first.click()
            expect(page.get_by_text("Logged in as")).to_be_visible()
            expect_drawn(page)
            listed = context.request.get(f"{guarded}/api/datasets").json()
            tile = context.request.get(f"{guarded}/tiles/secret/1/0/0/0.json").status
            seen[user] = [each["name"] for each in listed], tile
            page.goto(f"{guarded}/")
            expect_drawn(page)
            # Without a name the first dataset is not the same for both: the address says which.
            expect(page).to_have_url(re.compile("dataset=london-summit"))
            page.goto(f"{guarded}/?dataset=secret")
            expect_drawn(page)
            gone = page.get_by_text("There is no dataset “secret” here.")
            expect(gone).to_have_count(0 if user == "anna" else 1)
            label = "Dataset" if user == "anna" else "Show another dataset"
            page.get_by_role("combobox", name=label).first.click()
            expect(page.get_by_role("option", name="The london-summit")).to_be_visible()
            offered = page.get_by_role("option", name="The secret")
            expect(offered).to_have_count(1 if user == "anna" else 0)
            told.clear()
            page.goto(f"{guarded}/?dataset=partly&event=kherson-residential-block")
            expect_rows(page, user == "anna")
            expect(page.get_by_text("How these numbers are made")).to_be_visible()
            # The title of an event that is not opened: neither in a list nor as a bar in time.
            title = b"Drones downed over Moscow"
            assert any(title in each for each in told) is (user == "anna")
    both = ["london-summit", "partly"]
    assert seen == {"anna": ([*both, "secret"], 200), "boris": (both, 404)}


def test_rows_that_are_taken_back_are_in_no_list_that_is_open(
    somebody: BrowserContext, guarded: str, store: VersionedStore
) -> None:
    see = frozenset({"user:anna"})
    store.write_access("kept", write_access(Access(see)))
    events = [{**EVENT, "event_id": f"e{at}", "title": f"Strike {at}"} for at in range(3)]
    store.write(make_dataset(events, name="kept", title="What is kept"))
    page = somebody.new_page()
    try:
        log_in(page, guarded, "anna")
        wait_for_status(page, "/api/list?dataset=kept", 200)
        page.goto(f"{guarded}/?dataset=kept")
        heading = events_list(page).get_by_role("columnheader", name="Date")
        expect(heading).to_be_visible()
        expect_drawn(page)
        store.write_access("kept", write_access(Access(see, frozenset())))
        wait_for_status(page, "/api/list?dataset=kept", 403)
        heading.get_by_role("button").click()
        refusal = "lets only some of those who see 'What is kept' have its rows"
        expect(page.get_by_role("tabpanel").get_by_text(refusal)).to_be_visible()
        expect(events_list(page)).to_have_count(0)
    finally:
        store.remove("kept")


HEADER = "event_id,date,place,latitude,longitude,killed\n"
ROWS = {
    "a": "a,2025-03-01,Kherson,46.6354,32.6169,1\n",
    "b": "b,2025-03-02,Kharkiv,49.99,36.23,2\n",
    "c": "c,2025-03-03,Odesa,46.48,30.73,0\n",
    "d": "d,2025-03-04,Lviv,49.84,24.03,0\n",
}


@pytest.fixture
def desk(store: VersionedStore, tmp_path: Path) -> Iterator[Path]:
    """Keep a dataset of four events that analysts may import into, and return its next table.

    One event is in it as it was, one is changed, two are gone, one is new, and a total is refused.
    """
    first, second = tmp_path / "first.csv", tmp_path / "march.csv"
    first.write_text(HEADER + "".join(ROWS.values()), encoding="utf-8")
    changed = ROWS["b"].replace(",2\n", ",5\n")
    new = "e,2025-03-05,Sumy,50.91,34.80,3\n"
    second.write_text(HEADER + ROWS["a"] + changed + new + "Total,,,,,9\n", encoding="utf-8")
    see = frozenset({"everyone"})
    store.write_access("desk", write_access(Access(see, None, frozenset({"group:analysts"}))))
    choices = Choices(title="The desk", licence="CC0-1.0", redistributable=True)
    import_files([first], "desk", choices, store)
    yield second
    store.remove("desk")


def put_in(page: Page, guarded: str, file: Path) -> Locator:
    """Open the dataset `desk` and put a file in; return the dialog."""
    wait_for_status(page, "/api/summary?dataset=desk", 200)
    page.goto(f"{guarded}/?dataset=desk")
    expect(sentence(page)).to_contain_text("The desk: 4 events")
    expect_drawn(page)
    page.get_by_text("Open a file of your own").click()
    file_field(page).set_input_files(file)
    dialog = page.get_by_role("dialog", name="Open a file")
    expect(dialog.get_by_text("4 rows: 3 can be shown, 1 refused.")).to_be_visible()
    return dialog


def count_turns(context: BrowserContext, guarded: str) -> int:
    """Return how often something costly waited for its turn so far."""
    figures = context.request.get(f"{guarded}/metrics").text()
    found = re.search(r'^eventmap_waited_seconds_count{turns="work"} (\d+)', figures, re.MULTILINE)
    return int(found[1]) if found else 0


def choose_desk(page: Page, dialog: Locator) -> None:
    dialog.get_by_role("combobox", name="What the file is for").click()
    page.get_by_role("option", name="A new version of “The desk”, for all who see it").click()


def test_an_editor_writes_a_new_version_by_the_page_and_a_reader_is_offered_none(
    browser: Browser, guarded: str, store: VersionedStore, desk: Path
) -> None:
    with browser.new_context(locale="en-GB", reduced_motion="reduce") as context:
        page = context.new_page()
        log_in(page, guarded, "boris")
        dialog = put_in(page, guarded, desk)
        expect(dialog.get_by_role("button", name="Show on the map")).to_be_visible()
        expect(dialog.get_by_text("What the file is for")).to_have_count(0)
        expect(page.get_by_text("new version")).to_have_count(0)
    with browser.new_context(locale="en-GB", reduced_motion="reduce") as context:
        page = context.new_page()
        log_in(page, guarded, "anna")
        turns = count_turns(context, guarded)
        dialog = put_in(page, guarded, desk)
        choose_desk(page, dialog)
        told = dialog.get_by_text("Events against version 1: 1 added, 1 changed, 1 unchanged, 2")
        expect(told).to_be_visible()
        expect(dialog.get_by_text("4 rows of the file: 3 accepted, 1 refused.")).to_be_visible()
        expect(dialog.get_by_role("alert")).to_contain_text("would withdraw 2 events.")
        expect_drawn(page)
        dialog.get_by_role("button", name="Write as a new version").click()
        done = "Version 2 of “The desk” is written: 1 added, 1 changed, 1 unchanged, 2 withdrawn."
        expect(page.get_by_text(done)).to_be_visible()
        expect(dialog).to_have_count(0)
        expect(sentence(page)).to_contain_text("The desk: 3 events")
        with page.expect_download() as download:
            page.get_by_role("button", name="Download the refused rows").click()
        assert '"Total"' in download.value.path().read_text(encoding="utf-8").replace('""', '"')
        page.get_by_role("button", name="Close", exact=True).click()
        expect(page.get_by_text(done)).to_have_count(0)
        newest = store.open("desk")
        assert count_turns(context, guarded) == turns + 2  # it was compared, and written
        # A tab that is closed takes nothing back of what it began. A press that the server has not
        # taken yet when the tab is gone begins nothing.
        file_field(page).set_input_files(desk.with_name("first.csv"))
        choose_desk(page, dialog)
        told = dialog.get_by_text("Events against version 2: 0 added, 3 changed, 1 unchanged, 1")
        expect(told).to_be_visible()
        expect_drawn(page)
        dialog.get_by_role("button", name="Write as a new version").click()
        until = time.monotonic() + PATIENCE_S
        while count_turns(context, guarded) < turns + 4:
            assert time.monotonic() < until
        page.close()
        while store.head("desk") < 3:
            assert time.monotonic() < until
    rows = store.open("desk").read("events").to_pylist()
    assert [row["event_id"] for row in rows] == ["a", "b", "c", "d"]
    assert (newest.number, newest.files, newest.info.licence) == (2, ("march.csv",), "CC0-1.0")
    ids = [row["event_id"] for row in newest.read("events").to_pylist()]
    assert ids == ["a", "b", "e"]
