import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.web.server.starlette import starlette_routes
from support.app_server import PATIENCE_S, clean_env, free_port, running
from support.streamlit_client import draw_page, open_socket

import eventmap
from eventmap.security import COMPONENTS, METRICS, UPLOADS, Security, is_own_host, is_own_origin
from eventmap.settings import Settings

REPO = Path(__file__).parents[1]

OPTIONS = {
    "browser.serverAddress": "localhost",
    "server.corsAllowedOrigins": [],
    "server.allowedHosts": [],
    "server.enableCORS": True,
    "server.baseUrlPath": "",
}
"""What Streamlit answers unless the host says otherwise."""

EVERYWHERE = ("Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options")


async def take(request: Request) -> Response:
    return JSONResponse({"bytes": len(await request.body())})


async def greet(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text(websocket.headers["host"])
    await websocket.close()


def fail(_: Request) -> Response:
    raise ValueError


def make_client(
    options: Mapping[str, Any] = OPTIONS, base: str = "", held: int = 0, **chosen: Any
) -> TestClient:
    """Return a client of an app with routes like Streamlit's, behind a door.

    Parameters
    ----------
    held
        How many bytes of viewers' files Streamlit has already.
    chosen
        Settings other than the default.
    """
    routes = [
        Route(f"{base}/_stcore/upload_file/{{session}}/{{file}}", take, methods=["PUT", "DELETE"]),
        Route(f"{base}/_stcore/metrics", lambda _: PlainTextResponse("sessions 1")),
        Route(f"{base}/api/data", lambda _: JSONResponse({})),
        Route(f"{base}/component/map/index.html", lambda _: HTMLResponse("")),
        Route(f"{base}/fault", fail),
        Route(f"{base}/kept", lambda _: Response(status_code=304)),
        Route(f"{base}/", lambda _: HTMLResponse("")),
        WebSocketRoute(f"{base}/_stcore/stream", greet),
    ]
    front = Middleware(
        Security, settings=Settings(**chosen), option=options.__getitem__, held=lambda: held
    )
    app = Starlette(routes=routes, middleware=[front])
    return TestClient(app, base_url="http://map.example", raise_server_exceptions=False)


def directives(answer: Any) -> dict[str, str]:
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", maxsplit=1) for part in parts)


# Paths


@pytest.mark.parametrize("path", ["/api/data", "/_stcore/metrics", "/"])
def test_an_address_with_a_line_feed_behind_it_is_no_other_name_of_a_route(path: str) -> None:
    client = make_client(metrics=True)
    assert client.get(path).status_code == 200
    refused = client.get(f"{path}%0A")
    assert (refused.status_code, refused.text) == (404, "Not Found")


# Headers


@pytest.mark.parametrize("path", ["/", "/api/data", "/component/map/index.html", "/none", "/fault"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT"])
def test_every_answer_has_the_headers(path: str, method: str) -> None:
    answer = make_client().request(method, path)
    assert set(map(str.lower, EVERYWHERE)) <= set(answer.headers)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_only_the_frame_of_the_map_may_evaluate() -> None:
    client = make_client()
    page, frame = directives(client.get("/")), directives(client.get("/component/map/index.html"))
    assert "'unsafe-eval'" in frame["script-src"].split()
    assert not {"'unsafe-eval'", "'unsafe-inline'"} & set(page["script-src"].split())


def test_only_the_frame_of_the_map_may_show_another_host_and_only_one() -> None:
    client = make_client()
    page, frame = directives(client.get("/")), directives(client.get("/component/map/index.html"))
    assert frame["img-src"] == "'self' data: https://tile.openstreetmap.org"
    others = [policy for policy in (page, {**frame, "img-src": ""}) for policy in policy.values()]
    allowed = set(re.findall(r"\w+://[^ ]+", " ".join(others)))
    assert allowed == {"ws://map.example", "wss://map.example"}


def test_data_may_load_nothing_should_it_be_opened_as_a_page() -> None:
    assert directives(make_client().get("/api/data"))["default-src"] == "'none'"


def test_a_page_that_a_browser_has_kept_keeps_its_policy() -> None:
    client = make_client()
    assert directives(client.get("/kept")) == directives(client.get("/"))


def test_a_host_that_is_none_does_not_reach_the_policy() -> None:
    answer = make_client().get("/", headers={"Host": "x; script-src *"})
    assert directives(answer)["connect-src"] == "'self'"


@pytest.mark.parametrize("embed", ["*", "'self'", "'self' https://news.example"])
@pytest.mark.parametrize("path", ["/", "/component/map/index.html", "/api/data"])
def test_the_setting_says_who_may_show_the_app_in_a_frame(embed: str, path: str) -> None:
    assert directives(make_client(embed=embed).get(path))["frame-ancestors"] == embed


def test_openstreetmap_is_told_the_origin_that_it_asks_for_and_no_one_more() -> None:
    client = make_client()
    paths = ("/", "/api/data", "/component/map/index.html")
    found = [client.get(path).headers["Referrer-Policy"] for path in paths]
    assert found == ["same-origin", "no-referrer", "strict-origin-when-cross-origin"]


def test_the_page_of_an_error_has_no_trace() -> None:
    answer = make_client().get("/fault")
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")


# Pages of other sites


def read_from(origin: str, path: str, *, base: str = "", **chosen: Any) -> httpx2.Response:
    client = make_client({**OPTIONS, "server.baseUrlPath": base.strip("/")}, base, **chosen)
    return client.get(f"{base}{path}", headers={"Origin": origin})


NEWS = "https://news.example"
ALLOW = "Access-Control-Allow-Origin"


@pytest.mark.parametrize("base", ["", "/maps"])
@pytest.mark.parametrize(
    ("origins", "origin", "told"),
    [
        ((), NEWS, None),
        ((NEWS,), NEWS, NEWS),
        ((NEWS,), "https://other.example", None),
        ((NEWS,), "http://news.example", None),
        (("*",), NEWS, "*"),
    ],
)
def test_the_setting_says_whose_pages_may_read_data(
    origins: tuple[str, ...], origin: str, told: str | None, base: str
) -> None:
    answer = read_from(origin, "/api/data", base=base, cors_origins=origins)
    assert answer.headers.get(ALLOW) == told
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert ("Origin" in answer.headers.get("Vary", "")) == bool(origins)


@pytest.mark.parametrize("path", ["/", "/component/map/index.html", "/kept", "/_stcore/metrics"])
def test_pages_of_other_sites_may_read_nothing_but_data(path: str) -> None:
    assert ALLOW not in read_from(NEWS, path, cors_origins=("*",), metrics=True).headers


@pytest.mark.parametrize(("method", "status"), [("GET", 200), ("PUT", 400), ("DELETE", 400)])
def test_a_browser_is_told_before_it_asks_that_reading_is_all(method: str, status: int) -> None:
    asking = {"Origin": NEWS, "Access-Control-Request-Method": method}
    asking["Access-Control-Request-Headers"] = "authorization"
    answer = make_client(cors_origins=(NEWS,)).options("/api/data", headers=asking)
    assert answer.status_code == status
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_an_upload_from_a_page_of_another_site_is_not_allowed() -> None:
    asking = {"Origin": NEWS, "Access-Control-Request-Method": "PUT"}
    place = "/_stcore/upload_file/session/file"
    answer = make_client(cors_origins=("*",)).options(place, headers=asking)
    assert ALLOW not in answer.headers


# Origins


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://map.example", "map.example"),
        ("https://map.example", "map.example:443"),
        ("https://map.example:8443", "map.example:8443"),
        ("http://MAP.example", "map.Example"),
        ("http://[::1]:8501", "[::1]:8501"),
        ("http://localhost:8080", "127.0.0.1:8501"),  # a proxy on the same machine
        ("https://public.example", "10.0.0.7:8501"),
        ("https://public.example:8443", "10.0.0.7:8501"),
        ("https://a.of.example", "map.example"),
    ],
)
def test_a_page_of_the_app_is_known(origin: str, host: str) -> None:
    assert is_own_origin(origin, host, {"localhost", "public.example", "*.of.example"})


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://evil.example", "map.example"),
        ("http://map.example.evil.example", "map.example"),
        ("http://evilmap.example", "map.example"),
        ("http://map.example:81", "map.example"),
        ("http://map.example", "map.example:8501"),
        ("http://localhost:9999", "map.example"),  # the viewer's own machine, not the app's
        ("http://notpublic.example", "map.example"),
        ("http://of.example", "map.example"),
        ("null", "map.example"),
        ("", "map.example"),
        ("", ""),
        ("file://", ""),
        ("http://", ""),
        ("http://[", "map.example"),
        ("http://map.example:port", "map.example"),
        ("http://map.example@evil.example", "evil.example"),
        ("chrome-extension://map.example", "map.example"),
        ("http://map.example", "["),
    ],
)
def test_a_page_of_another_site_is_not(origin: str, host: str) -> None:
    assert not is_own_origin(origin, host, {"localhost", "public.example", "*.of.example"})


def shake_hands(client: TestClient, headers: dict[str, str]) -> str:
    """Return the host that Streamlit is told."""
    with client.websocket_connect("/_stcore/stream", headers=headers) as websocket:
        return websocket.receive_text()


@pytest.mark.parametrize("base", ["", "/maps"])
def test_a_websocket_of_another_site_is_refused(base: str) -> None:
    client = make_client(base=base)
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        client.websocket_connect(
            f"{base}/_stcore/stream", headers={"Origin": "http://evil.example"}
        ),
    ):
        pass
    assert refused.value.code == 1008


def test_two_origins_are_none() -> None:
    headers = httpx2.Headers([("Origin", "http://map.example"), ("Origin", "http://evil.example")])
    with (
        pytest.raises(WebSocketDisconnect),
        make_client().websocket_connect("/_stcore/stream", headers=headers),
    ):
        pass


def test_a_client_that_is_no_browser_names_no_origin() -> None:
    assert shake_hands(make_client(), {"Host": "map.example"}) == "map.example"


@pytest.mark.parametrize(
    "named",
    [
        {"browser.serverAddress": "public.example"},
        {"server.corsAllowedOrigins": ["https://public.example"]},
        {"server.allowedHosts": ["public.example"]},
    ],
)
def test_streamlit_never_has_to_ask_who_it_is(named: dict[str, Any]) -> None:
    client = make_client(OPTIONS | named)
    headers = {"Origin": "https://public.example", "Host": "10.0.0.7:8501"}
    assert shake_hands(client, headers) == "public.example"


def test_no_question_leaves_the_host_and_none_is_waited_for() -> None:
    alone = ["unshare", "--user", "--map-root-user", "--net", "--mount"]
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], check=False).returncode:
        pytest.skip("a network of one's own needs Linux, and to be allowed to make one")
    tests = Path(__file__).parent
    paths = [str(Path(eventmap.__file__).parents[1]), str(tests)]
    done = subprocess.run(
        [*alone, sys.executable, "-m", "support.cut_off"],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        check=True,
        capture_output=True,
    )
    assert json.loads(done.stdout) == {
        "handshakes": {"http://evil.example": 403, "http://public.example": 101},
        "health": "ok",
        "session": True,
        "asked": [],
        "control": ["control.example"],
    }


def test_any_valid_host_is_not_any_origin() -> None:
    client = make_client(OPTIONS | {"server.allowedHosts": ["*"]})
    with pytest.raises(WebSocketDisconnect):
        shake_hands(client, {"Origin": "http://evil.example"})


def test_a_host_that_switches_the_check_off_has_none() -> None:
    client = make_client(OPTIONS | {"server.enableCORS": False})
    headers = {"Origin": "http://evil.example", "Host": "map.example"}
    assert shake_hands(client, headers) == "map.example"


# Uploads


@pytest.mark.parametrize("base", ["", "/situation/maps"])
def test_uploads_switched_off_are_refused(base: str) -> None:
    client = make_client(base=base, uploads=False)
    answer = client.put(f"{base}/_stcore/upload_file/session/file", content=b"x")
    assert (answer.status_code, answer.text) == (403, "Uploads are switched off here.")
    assert set(map(str.lower, EVERYWHERE)) <= set(answer.headers)


def in_chunks(size: int) -> Iterator[bytes]:
    """Yield `size` bytes; such a body has no Content-Length."""
    yield from (b"x" * min(1000, size - at) for at in range(0, size, 1000))


@pytest.mark.parametrize("base", ["", "/situation/maps"])
@pytest.mark.parametrize("declared", [True, False])
def test_an_upload_above_the_limit_is_too_large(base: str, declared: bool) -> None:
    client = make_client(base=base, upload_mb=2)
    size = 2 * 1024 * 1024 + 11_000
    content = b"x" * size if declared else in_chunks(size)
    answer = client.put(f"{base}/_stcore/upload_file/session/file", content=content)
    assert (answer.status_code, answer.text) == (413, "A file may have at most 2 MB here.")


@pytest.mark.parametrize("declared", [True, False])
def test_an_upload_of_the_limit_is_taken_in_its_envelope(declared: bool) -> None:
    size = 2 * 1024 * 1024 + 5_000
    content = b"x" * size if declared else in_chunks(size)
    answer = make_client(upload_mb=2).put("/_stcore/upload_file/session/file", content=content)
    assert (answer.status_code, answer.json()) == (200, {"bytes": size})


@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.parametrize(("held", "status"), [(8_000_000, 200), (9_500_000, 503)])
def test_an_upload_for_which_there_is_no_room_is_refused(
    declared: bool, held: int, status: int
) -> None:
    client = make_client(held=held, upload_mb=1, uploads_total_mb=10)
    content = b"x" * 1_000_000 if declared else in_chunks(1_000_000)
    answer = client.put("/_stcore/upload_file/session/file", content=content)
    assert answer.status_code == status
    if status == 503:
        assert answer.headers["Retry-After"] == "600"
        assert answer.text.startswith("The server holds as many files of viewers as it can")


def test_a_file_can_be_taken_away_whatever_may_be_uploaded() -> None:
    answer = make_client(uploads=False).delete("/_stcore/upload_file/session/file")
    assert answer.status_code == 200


def test_streamlit_takes_no_more_than_the_door_lets_in(tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}/situation/maps"
    options = {"port": port, "headless": "true", "baseUrlPath": "situation/maps"}
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    command += [f"--server.{name}={value}" for name, value in options.items()]
    env = clean_env(tmp_path, EVENTMAP_UPLOAD_MB="1", EVENTMAP_UPLOADS_TOTAL_MB="4")
    health, log = f"{address}/healthz", tmp_path / "log.txt"
    with (
        running(command, cwd=REPO, env=env, health=health, log=log),
        open_socket(address) as websocket,
        httpx2.Client(timeout=PATIENCE_S) as client,
    ):
        place = f"{address}/_stcore/upload_file/{draw_page(websocket)}"
        client.get(f"{address}/_stcore/health")
        token = {"X-Xsrftoken": client.cookies["_streamlit_xsrf"]}
        envelope = {"Content-Type": "multipart/form-data; boundary=x", **token}
        begin = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
        codes = []
        for size in (1024 * 1024, 1024 * 1024 + 20_000):
            file = {"file": ("table.csv", bytes(size))}
            body = chain([begin], in_chunks(size), [b"\r\n--x--\r\n"])
            codes += [
                client.put(f"{place}/declared-{size}", files=file, headers=token).status_code,
                client.put(f"{place}/streamed-{size}", content=body, headers=envelope).status_code,
            ]
        # Two files of 1 MB are held: there is room for one more, and for another when that is gone.
        file = {"file": ("table.csv", bytes(1024 * 1024))}
        further = [
            client.put(f"{place}/{name}", files=file, headers=token).status_code
            for name in ("third", "fourth")
        ]
        further.append(client.delete(f"{place}/third", headers=token).status_code)
        further.append(client.put(f"{place}/fourth", files=file, headers=token).status_code)
    assert codes == [204, 204, 413, 413]
    assert further == [204, 503, 204, 204]


# Metrics


def test_the_addresses_are_those_of_streamlit() -> None:
    assert f"/{starlette_routes.BASE_ROUTE_UPLOAD_FILE}/" == UPLOADS
    assert f"/{starlette_routes.BASE_ROUTE_COMPONENT}/" == COMPONENTS
    assert f"/{starlette_routes.ROUTE_METRICS}" == METRICS


@pytest.mark.parametrize("base", ["", "/maps"])
@pytest.mark.parametrize(("metrics", "status"), [(False, 404), (True, 200)])
def test_metrics_are_there_if_the_host_wants_them(base: str, metrics: bool, status: int) -> None:
    answer = make_client(base=base, metrics=metrics).get(f"{base}/_stcore/metrics")
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("named", "host", "is_own"),
    [
        ([], "anything.example", True),
        (["map.example"], "map.example", True),
        (["map.example"], "localhost", True),
        (["*"], "anything.example", True),
        (["map.example"], "evil.example", False),
        (["https://*.of.example"], "map.of.example", True),
        (["https://*.of.example"], "of.example.evil", False),
    ],
)
def test_a_host_is_one_that_was_named_or_any_where_none_was(
    named: list[str], host: str, is_own: bool
) -> None:
    options = {
        "browser.serverAddress": "localhost",
        "server.allowedHosts": named,
    }
    assert is_own_host(options.__getitem__, host) is is_own
