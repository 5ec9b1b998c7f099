"""Whose an upload is: by the cookie, through every route, for as long as its viewer is there."""

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from support.app_server import PATIENCE_S
from support.datasets import WEEK, make_dataset

from eventmap.access import SCOPE_KEY, Access, User
from eventmap.database import Database
from eventmap.exports import EXPORT_FORMATS
from eventmap.queues import ASKER
from eventmap.routes import create_routes
from eventmap.store import VersionedStore
from eventmap.uploads import UPLOADED, Terms
from eventmap.viewers import COOKIE, Viewers, sweeping, viewer_of

ANNA, BORIS = "a" * 32, "b" * 32

SERVED = [
    "/api/summary?dataset={name}",
    *[f"/api/events.{extension}?dataset={{name}}" for extension in EXPORT_FORMATS],
    "/api/events/kherson?dataset={name}",
    "/api/histogram?dataset={name}",
    "/api/progress?dataset={name}",
    "/api/unusual?dataset={name}",
    "/api/list?dataset={name}",
    "/api/compare?compare=dataset:{name}",
    "/api/brief.pdf?dataset={name}",
    "/api/brief.pdf?compare=dataset:{name}",
    "/api/timeline?dataset={name}",
    "/api/stories?dataset={name}",
    "/api/oembed?url=http%3A%2F%2Ftestserver%2F%3Fdataset%3D{name}",
    "/tiles/{name}/1/0/0/0.json",
    "/tiles/{name}/1/0/0-0/0-0.json?days=2025-10-01/2025-10-22",
]
"""The routes that answer about a dataset, as addresses."""


@pytest.fixture
def database() -> Database:
    public = make_dataset([{"title": "Public"}], name="public")
    return Database([public])


@pytest.fixture(scope="module")
def uploaded() -> Iterator[tuple[TestClient, str]]:
    """Return a client, and the name of what Anna uploaded: both are asked alone, by many tests."""
    # Much longer than the tests take, whichever of them comes when.
    database = Database([make_dataset([{}], name="public")], terms=Terms(3600 * 24, 3600 * 24))
    with make_client(database) as client:
        yield client, database.add_upload(make_dataset(WEEK), ANNA).name


@pytest.fixture
def impatient() -> Database:
    """Return a database that takes back at once what is left."""
    return Database([make_dataset([{}], name="public")], terms=Terms(grace_s=1))


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with make_client(database) as client:
        yield client


def make_client(database: Database, user: User | None = None) -> TestClient:
    async def stay(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.receive()

    def page(_: Request) -> Response:
        return HTMLResponse("<title>eventmap</title>", headers={"Cache-Control": "public"})

    def kept_page(_: Request) -> Response:
        return Response(status_code=304)

    routes = [Route("/", page), Route("/kept", kept_page), WebSocketRoute("/stream", stay)]
    app = Starlette(
        routes=[*routes, *create_routes(database), Route("/data", lambda _: JSONResponse([]))],
        middleware=[
            Middleware(LoggedIn, user=user),
            Middleware(Viewers, uploads=database.uploads),
        ],
        lifespan=sweeping(database.uploads),
    )
    return TestClient(app)


class LoggedIn:
    """ASGI middleware: says who is logged in, as the guard does."""

    def __init__(self, app: ASGIApp, *, user: User | None) -> None:
        self._app, self._user = app, user

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        said = {SCOPE_KEY: self._user} if self._user else {}
        await self._app({**scope, **said}, receive, send)


def as_viewer(viewer: str | None) -> dict[str, str]:
    return {"Cookie": f"{COOKIE}={viewer}"} if viewer else {}


def test_every_route_about_a_dataset_is_among_those_that_are_tried(database: Database) -> None:
    # What lists all datasets, or files, or has versions, which an upload has not.
    others = {"/healthz", "/readyz", "/metrics", "/api/datasets", "/api/changes"}
    paths = {route.path for route in create_routes(database) if isinstance(route, Route)}
    known = {re.sub(r"{[^}]*}", "*", path) for path in paths - others}
    tried = [re.sub(r"{name}|\?.*", "*", address).replace("/1/0/0/0", "/*/*/*/*")
             for address in SERVED]  # fmt: skip
    for path in known - {"/api/*", "/tiles/*"}:
        pattern = re.escape(path).replace(r"\*", "[^/]+")
        assert any(re.fullmatch(pattern + r"\*?", address) for address in tried), path


@pytest.mark.parametrize("address", SERVED)
def test_an_upload_is_answered_to_its_viewer_and_kept_nowhere(
    uploaded: tuple[TestClient, str], address: str
) -> None:
    client, name = uploaded
    answer = client.get(address.format(name=name), headers=as_viewer(ANNA))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("address", [*SERVED, "/api/changes?since=1&dataset={name}"])
@pytest.mark.parametrize("viewer", [BORIS, None, ANNA.upper(), f"{ANNA}0"])
def test_to_others_it_is_as_one_that_is_not_there(
    uploaded: tuple[TestClient, str], address: str, viewer: str | None
) -> None:
    client, name = uploaded
    client.get(address.format(name=name), headers=as_viewer(ANNA))  # its tiles are kept
    answer = client.get(address.format(name=name), headers=as_viewer(viewer))
    unknown = client.get(address.format(name=f"{UPLOADED}0"), headers=as_viewer(viewer))
    assert answer.status_code == unknown.status_code in (404, 422)
    assert answer.text == unknown.text.replace(f"{UPLOADED}0", name)
    assert answer.headers["cache-control"] == "private, no-store"


def test_what_is_everyones_may_be_kept(client: TestClient) -> None:
    answer = client.get("/tiles/public/1/0/0/0.json")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/", "/kept"])
def test_a_page_gives_a_browser_its_cookie_once(client: TestClient, path: str) -> None:
    answer = client.get(path)
    (cookie,) = answer.headers.get_list("set-cookie")
    value, *rules = cookie.split("; ")
    assert re.fullmatch(f"{COOKIE}=[0-9a-f]{{32}}", value)
    assert rules == ["Path=/", "HttpOnly", "SameSite=Lax"]
    assert answer.headers["cache-control"] == "private, no-cache"
    assert viewer_of(client.cookies) is not None
    assert "set-cookie" not in client.get(path).headers


def test_each_browser_has_a_cookie_of_its_own(client: TestClient) -> None:
    given = set()
    for _ in range(3):
        client.cookies.clear()
        client.get("/")
        given.add(viewer_of(client.cookies))
    assert len(given) == 3


def test_a_cookie_that_is_none_of_ours_is_replaced(client: TestClient) -> None:
    assert "set-cookie" in client.get("/", headers=as_viewer("admin")).headers


def test_data_give_no_cookie(client: TestClient) -> None:
    assert "set-cookie" not in client.get("/data").headers


def test_a_cluster_is_asked_in_the_turn_of_a_viewer_or_else_of_an_address() -> None:
    async def answer(_request: Request) -> Response:
        return JSONResponse(ASKER.get())

    uploads = Database([make_dataset([{}])]).uploads
    app = Starlette(routes=[Route("/", answer)], middleware=[Middleware(Viewers, uploads=uploads)])
    client = TestClient(app)
    asked = [client.get("/", headers=as_viewer(each)).json() for each in (ANNA, BORIS, None)]
    assert asked == [ANNA, BORIS, "testclient"]


@pytest.mark.parametrize(
    ("base", "headers"),
    [("https://map.example", {}), ("http://map.example", {"X-Forwarded-Proto": "https"})],
)
def test_behind_tls_the_cookie_is_secure(
    client: TestClient, base: str, headers: dict[str, str]
) -> None:
    cookie = client.get(f"{base}/", headers=headers).headers["set-cookie"]
    assert cookie.endswith("; SameSite=Lax; Secure")


def test_an_upload_goes_soon_after_the_last_tab_of_its_viewer(
    impatient: Database,
) -> None:
    gone = Event()
    impatient.uploads.when_removed(lambda _: gone.set())
    tile = "/tiles/{name}/1/0/0/0.json"
    with make_client(impatient) as client:
        with client.websocket_connect("/stream", headers=as_viewer(ANNA)):
            name = impatient.add_upload(make_dataset(WEEK), ANNA).name
            with client.websocket_connect("/stream", headers=as_viewer(ANNA)):
                pass
            impatient.uploads.sweep()
            assert client.get(tile.format(name=name), headers=as_viewer(ANNA)).status_code == 200
        assert gone.wait(PATIENCE_S)  # without a further request
        for address in SERVED:
            answer = client.get(address.format(name=name), headers=as_viewer(ANNA))
            assert answer.status_code in (404, 422)


def test_the_tab_of_another_viewer_keeps_nothing(impatient: Database) -> None:
    gone = Event()
    impatient.uploads.when_removed(lambda _: gone.set())
    headers = as_viewer(BORIS)
    with make_client(impatient) as client, client.websocket_connect("/stream", headers=headers):
        impatient.add_upload(make_dataset(WEEK), ANNA)
        assert gone.wait(PATIENCE_S)


ANALYST = User("Anna", frozenset({"group:analysts"}))
OTHER = User("Boris", frozenset({"group:others"}))


@pytest.fixture(scope="module")
def restricted() -> Database:
    """Return a database whose first dataset is for the analysts alone."""
    secret = make_dataset(WEEK, name="secret", title="Not for everyone")
    access = {"secret": Access(frozenset({"group:analysts"}))}
    return Database([secret, make_dataset([{}], name="public")], access=access)


@pytest.mark.parametrize("address", SERVED)
def test_who_may_see_a_dataset_is_answered(restricted: Database, address: str) -> None:
    answer = make_client(restricted, ANALYST).get(address.format(name="secret"))
    assert answer.status_code == 200


@pytest.mark.parametrize("address", [*SERVED, "/api/changes?since=1&dataset={name}"])
@pytest.mark.parametrize("user", [OTHER, None])
def test_to_all_others_a_dataset_is_as_one_that_is_not_there(
    restricted: Database, address: str, user: User | None
) -> None:
    app = make_client(restricted, user).app
    with make_client(restricted, ANALYST) as client:
        client.get(address.format(name="secret"))  # what it is answered is kept
    client = TestClient(app)
    answer = client.get(address.format(name="secret"))
    unknown = client.get(address.format(name="zzzzzz"))
    assert answer.status_code == unknown.status_code in (404, 422)
    assert answer.text == unknown.text.replace("zzzzzz", "secret")
    assert answer.headers == unknown.headers
    assert "Not for everyone" not in answer.text


def test_what_is_kept_of_a_tile_is_for_those_who_may_see_it(restricted: Database) -> None:
    users = [ANALYST]
    routes = create_routes(restricted)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await Starlette(routes=routes)({**scope, SCOPE_KEY: users[0]}, receive, send)

    client = TestClient(app)
    assert client.get("/tiles/secret/1/0/0/0.json").json()["cells"]
    users[0] = OTHER
    assert client.get("/tiles/secret/1/0/0/0.json").status_code == 404


@pytest.mark.parametrize(("user", "listed"), [(ANALYST, ["secret", "public"]), (OTHER, ["public"]),
                                              (None, ["public"])])  # fmt: skip
def test_only_what_one_may_see_is_listed_and_counted(
    restricted: Database, user: User | None, listed: list[str]
) -> None:
    client = make_client(restricted, user)
    assert [each["name"] for each in client.get("/api/datasets").json()] == listed
    assert client.get("/api/summary").json()["events"] == (4 if user is ANALYST else 1)
    for address in ("/api/summary?dataset=zzz", "/api/compare?compare=dataset:zzz", "/healthz"):
        assert ("secret" in client.get(address).text) is (user is ANALYST and "zzz" in address)
    assert client.get("/healthz").json() == {"status": "ok", "datasets": 1}


def test_the_link_of_a_brief_leads_every_reader_to_the_same_dataset(restricted: Database) -> None:
    for user, name in ((ANALYST, "secret"), (OTHER, "public")):
        page = make_client(restricted, user).get("/api/brief.html").text
        assert f"dataset={name}" in page


READER = User("Clara", frozenset({"group:readers"}))

TEXTS = ("Summary of the host's own", "Statement of a claim", "Detail of what was said")
EXPORTS = tuple(f"/api/events.{extension}?dataset={{name}}" for extension in EXPORT_FORMATS)
REFUSED = (*EXPORTS, "/api/list?dataset={name}")


@pytest.fixture(scope="module")
def without_rows() -> Database:
    """Return a database whose dataset the readers may see, but have no rows of."""
    summary, statement, detail = TEXTS
    dataset = make_dataset(
        [WEEK[0] | {"summary": summary, "extra": '{"note": "Original cell"}'}, *WEEK[1:]],
        [{"event_id": "kherson", "statement": statement}],
        [{"item_id": "i1", "event_ids": "kherson", "detail": detail, "date_start": "2025-10-24"}],
        name="partly",
        title="For readers",
    )
    see, rows = frozenset({"group:readers", "group:analysts"}), frozenset({"group:analysts"})
    return Database([dataset], access={"partly": Access(see, rows)})


@pytest.mark.parametrize("address", [*SERVED, "/api/brief.html?annex=true&dataset={name}"])
def test_whom_the_host_gives_no_rows_gets_none_by_any_route(
    without_rows: Database, address: str
) -> None:
    path = address.format(name="partly")
    granted = make_client(without_rows, ANALYST).get(path)
    answer = make_client(without_rows, READER).get(path)
    assert granted.status_code == 200
    if address in REFUSED:
        assert answer.status_code == 403
        assert "lets only some of those who see 'For readers' have its rows." in answer.text
    elif "annex" in address:
        assert "have its rows" in answer.text
        assert "111 drones downed overnight" not in answer.text
    else:
        assert answer.status_code == 200
    for text in (*TEXTS, "Original cell"):
        assert text not in answer.text


@pytest.mark.parametrize(
    ("address", "texts"),
    [
        ("/api/events/kherson", (*TEXTS, "Original cell")),
        ("/api/timeline", TEXTS[2:]),
        ("/api/events.json", TEXTS[:1]),
    ],
)
def test_whom_it_gives_rows_gets_them(
    without_rows: Database, address: str, texts: tuple[str, ...]
) -> None:
    answer = make_client(without_rows, ANALYST).get(address).text
    assert [text for text in texts if text not in answer] == []


def test_changes_are_counted_for_whom_the_host_gives_no_rows(tmp_path: Path) -> None:
    store = VersionedStore(str(tmp_path))
    for rows in (WEEK[:2], WEEK):
        store.write(make_dataset(rows, name="partly"))
    store.write_access("partly", b'[access]\nsee = ["group:readers"]\nrows = []')
    client = make_client(Database(store=store), READER)
    refused = client.get("/api/changes?since=1&dataset=partly")
    assert refused.status_code == 403
    assert "With limit=0 the counts are told." in refused.json()["error"]
    counted = client.get("/api/changes?since=1&limit=0&dataset=partly")
    assert counted.json()["events"]["counts"]["added"] == 2
    assert WEEK[3]["title"] not in counted.text
