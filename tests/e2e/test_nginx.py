"""Two replicas over one store behind the nginx of this machine, by the file that is in deploy/."""

import re
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from support.app_server import DEADLINE_S
from support.datasets import EVENT, make_dataset
from support.nginx import NONE, Replicas, find_nginx, two_replicas
from support.streamlit_client import draw_page, open_socket
from support.viewer import (
    enter,
    expect_drawn,
    expect_parameter,
    file_field,
    open_page,
    parameters,
    sentence,
    symbols,
)
from support.waiting import expect

from eventmap.store import VersionedStore

REPO = Path(__file__).parents[2]
NGINX = find_nginx()
VIEWERS = [f"{number:032x}" for number in range(1, 25)]

pytestmark = pytest.mark.skipif(NGINX is None, reason=NONE)


def strikes(count: int) -> list[dict[str, object]]:
    events = range(count)
    where = {"lat": 46.6354, "lon": 32.6169, "place": "Kherson", "admin1": "UA-65"}
    return [{**EVENT, **where, "event_id": f"e{at}", "title": f"Strike {at}"} for at in events]


@dataclass
class Site:
    """The site, and what is behind it."""

    replicas: Replicas
    store: VersionedStore

    @property
    def address(self) -> str:
        return self.replicas.address

    @property
    def ports(self) -> list[int]:
        return self.replicas.ports

    def ask(self, path: str, viewer: str = "") -> httpx2.Response:
        return ask(f"{self.address}{path}", viewer)

    def ask_replica(self, port: int, path: str, viewer: str = "") -> httpx2.Response:
        return ask(f"http://127.0.0.1:{port}/maps{path}", viewer)


def ask(address: str, viewer: str = "") -> httpx2.Response:
    cookies = {"eventmap_viewer": viewer} if viewer else {}
    with httpx2.Client(verify=ssl.create_default_context(), cookies=cookies, timeout=60) as client:
        return client.get(address)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    store = VersionedStore(str(folder / "store"))
    store.write(make_dataset(strikes(3), name="strikes"))
    assert NGINX is not None
    variables = {"EVENTMAP_STORE": store.root, "EVENTMAP_METRICS": "on"}
    with two_replicas(folder, NGINX, variables) as replicas:
        yield Site(replicas, store)


@pytest.fixture(autouse=True)
def both_replicas(site: Site) -> Iterator[None]:
    """Begin with both, however the test before ended, and print what nginx noted meanwhile."""
    for port in site.ports:
        if site.replicas.servers[port].poll() is not None:
            site.replicas.start(port)
    noted = site.replicas.notes.stat().st_size
    yield
    print(site.replicas.notes.read_bytes()[noted:].decode(errors="replace"))


def test_the_page_and_all_else_are_under_the_path_and_behind_tls(site: Site) -> None:
    page = site.ask("/")
    assert page.status_code == 200
    assert "Secure" in page.headers["set-cookie"]
    assert page.headers["strict-transport-security"] == "max-age=31536000"
    root = site.address.removesuffix("/maps")
    assert (ask(root).status_code, ask(root).headers["location"]) == (302, f"{root}/maps/")
    bare = ask(f"{root}/maps?dataset=strikes")
    assert bare.headers["location"] == f"{root}/maps/?dataset=strikes"
    for figures in ("/metrics", "/_stcore/metrics"):
        assert site.ask(figures).status_code == 404
        assert site.ask(f"{figures}%0A").status_code == 404
        assert site.ask_replica(site.ports[0], figures).status_code == 200


def test_answers_are_compressed_and_carry_the_id_that_nginx_gave(site: Site) -> None:
    answer = site.ask("/api/list?dataset=london-summit")
    assert len(answer.content) > 1000
    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.headers["x-request-id"]) == 32


def test_a_websocket_passes_and_one_of_a_foreign_page_does_not(site: Site) -> None:
    with open_socket(site.address) as websocket:
        assert draw_page(websocket, "dataset=strikes")
    handshake = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol": "streamlit",
        "Origin": "https://evil.example",
    }
    trusted = ssl.create_default_context()
    with httpx2.Client(verify=trusted, headers=handshake, timeout=60) as client:
        assert client.get(f"{site.address}/_stcore/stream").status_code == 403


def test_a_viewer_stays_with_one_replica_and_viewers_are_spread(site: Site) -> None:
    before = {port: requests_of(site, port) for port in site.ports}
    for viewer in VIEWERS:
        for _ in range(3):
            assert site.ask("/api/summary?dataset=strikes", viewer).status_code == 200
    shares = [requests_of(site, port) - before[port] for port in site.ports]
    assert sum(shares) == 3 * len(VIEWERS)
    assert all(share > 0 and share % 3 == 0 for share in shares)


def requests_of(site: Site, port: int) -> int:
    """Return how many summaries a replica has answered, by its own figures."""
    return figure(site, port, r'eventmap_requests_total\{route="[^"]*/api/summary".*\}')


def figure(site: Site, port: int, name: str) -> int:
    """Return the sum of the figures of this name that a replica tells Prometheus."""
    found = re.findall(rf"(?m)^{name} (\S+)$", site.ask_replica(port, "/metrics").text)
    return int(sum(map(float, found)))


def test_a_tile_is_the_same_of_any_replica(site: Site) -> None:
    version = site.store.head("strikes")
    tile = f"/tiles/strikes/{version}/0/0/0.json"
    first, second = (site.ask_replica(port, tile) for port in site.ports)
    assert first.status_code == 200
    assert first.content == second.content
    assert sum(cell[0] for cell in first.json()["cells"]) == 3
    assert site.ask(tile, VIEWERS[0]).content == first.content


def test_an_import_is_noticed_by_both(site: Site) -> None:
    version = site.store.write(make_dataset(strikes(5), name="strikes")).version
    deadline = time.monotonic() + DEADLINE_S
    for port in site.ports:
        while site.ask_replica(port, "/api/summary?dataset=strikes").json()["events"] != 5:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        listed = site.ask_replica(port, "/api/datasets").json()
        assert [each["version"] for each in listed if each["name"] == "strikes"] == [version]


def test_of_two_replicas_one_is_killed_and_nobody_is_answered_with_an_error(site: Site) -> None:
    site.replicas.kill(site.ports[0])
    for viewer in VIEWERS:
        for path in ("/", "/api/summary?dataset=strikes", "/tiles/strikes/1/0/0/0.json"):
            assert site.ask(path, viewer).status_code == 200
    with open_socket(site.address) as websocket:
        assert draw_page(websocket, "dataset=strikes")


def test_a_view_outlives_its_replica_and_of_a_lost_upload_it_is_said(
    site: Site, browser: Browser, tmp_path: Path
) -> None:
    context = open_browser(browser)
    page = context.new_page()
    open_page(page, site.address, "?dataset=london-summit&type=shelling")
    title = sentence(page).inner_text()
    (viewer,) = [each["value"] for each in context.cookies() if each["name"] == "eventmap_viewer"]
    lent = upload(page, tmp_path)
    where = f"/api/summary?dataset={lent}"
    holding = [
        port for port in site.ports if site.ask_replica(port, where, viewer).status_code == 200
    ]
    assert len(holding) == 1
    assert site.ask(where, viewer).status_code == 200  # it is asked where it is
    site.replicas.kill(holding[0])
    gone = site.ask(where, viewer)
    assert gone.status_code == 422
    assert lent in gone.text
    page.reload()
    expect(page.get_by_text("or it is no longer here.")).to_be_visible()
    open_page(page, site.address, "?dataset=london-summit&type=shelling")
    assert sentence(page).inner_text() == title
    expect(symbols(page).first).to_be_visible()
    context.close()


def open_browser(browser: Browser) -> BrowserContext:
    """Return the browser of a viewer who trusts the certificate and wants no motion."""
    return browser.new_context(
        ignore_https_errors=True,
        viewport={"width": 1400, "height": 900},
        reduced_motion="reduce",
    )


def upload(page: Page, folder: Path) -> str:
    """Open a table on the page, and return the name that its dataset gets."""
    table = folder / "mine.csv"
    table.write_text("date,latitude,longitude\n2025-02-01,46.6354,32.6169\n", encoding="utf-8")
    page.get_by_text("Open a file of your own").click()
    file_field(page).set_input_files(table)
    page.get_by_role("dialog").get_by_role("button", name="Show on the map").click()
    expect(sentence(page)).to_contain_text("1 event, 1 February 2025")
    return parameters(page)["dataset"][0]


def test_a_tab_comes_back_by_itself_when_its_replica_is_gone(site: Site, browser: Browser) -> None:
    before = {port: figure(site, port, "eventmap_sessions") for port in site.ports}
    context = open_browser(browser)
    page = context.new_page()
    open_page(page, site.address, "?dataset=london-summit&type=shelling")
    title = sentence(page).inner_text()
    after = {port: figure(site, port, "eventmap_sessions") for port in site.ports}
    (holding,) = [port for port in site.ports if after[port] == before[port] + 1]
    (other,) = set(site.ports) - {holding}
    asked = figure(site, other, "eventmap_queries_total")
    site.replicas.kill(holding)
    deadline = time.monotonic() + DEADLINE_S
    # It is drawn anew by itself, so that what is chosen first is kept.
    while figure(site, other, "eventmap_queries_total") == asked:
        assert time.monotonic() < deadline
        page.wait_for_timeout(200)
    assert figure(site, other, "eventmap_sessions") == before[other] + 1
    expect_drawn(page)
    expect(sentence(page)).to_have_text(title)
    enter(page, "Killed, at least", "1")
    expect_parameter(page, "killed_min", "1")
    expect(page.get_by_role("button", name="Remove Shelling (1)")).to_be_visible()
    context.close()
