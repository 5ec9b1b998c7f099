import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from support.app_server import DEADLINE_S, clean_env, free_port, running
from support.streamlit_client import draw_page, open_socket

REPO = Path(__file__).parents[1]


class Server:
    """The app in a process of its own, where a session without a connection stays 5 seconds."""

    def __init__(self, address: str, pid: int) -> None:
        self.address, self.pid = address, pid

    def open_files(self) -> int:
        return sum(1 for _ in Path(f"/proc/{self.pid}/fd").iterdir())

    def expect_open_files(self, most: int) -> None:
        deadline = time.monotonic() + DEADLINE_S
        while self.open_files() > most and time.monotonic() < deadline:
            time.sleep(0.05)
        assert self.open_files() <= most

    def visit(self) -> str:
        """Open a session, let the page be drawn, and leave."""
        with open_socket(self.address) as websocket:
            return draw_page(websocket)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("this system does not tell how many files a process has open")
    folder, port = tmp_path_factory.mktemp("server"), free_port()
    options = {"port": port, "address": "127.0.0.1", "headless": "true"}
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    command += [f"--server.{name}={value}" for name, value in options.items()]
    command += ["--server.disconnectedSessionTTL=5"]
    address = f"http://127.0.0.1:{port}"
    health, log = f"{address}/healthz", folder / "log.txt"
    with running(command, cwd=REPO, env=clean_env(folder), health=health, log=log) as process:
        server = Server(address, process.pid)
        server.visit()  # what the first one opens stays open
        yield server


def draw(server: Server) -> None:
    server.visit()


def only_connect(server: Server) -> None:
    with open_socket(server.address):
        pass


def break_off(server: Server) -> None:
    with open_socket(server.address) as websocket:
        websocket.socket.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("come_and_go", [draw, only_connect, break_off])
def test_a_session_gives_its_files_back(
    server: Server, come_and_go: Callable[[Server], None]
) -> None:
    before = server.open_files()
    for _ in range(8):
        come_and_go(server)
    server.expect_open_files(most=before)


def test_a_viewer_whose_line_broke_finds_the_session_again(server: Server) -> None:
    with open_socket(server.address) as broken:
        session = draw_page(broken)
        broken.socket.shutdown(socket.SHUT_RDWR)
    with open_socket(server.address, ("token", session)) as websocket:
        assert draw_page(websocket) == session


def test_a_page_that_was_closed_is_not_found_again(server: Server) -> None:
    session = server.visit()
    with open_socket(server.address, ("token", session)) as websocket:
        assert draw_page(websocket) != session


def test_a_session_that_another_page_has_taken_over_is_not_closed(server: Server) -> None:
    with ExitStack() as second_page:
        with open_socket(server.address) as first:
            session = draw_page(first)
            again = open_socket(server.address, ("token", session))
            second = second_page.enter_context(again)
            assert draw_page(second) == session
        assert draw_page(second) == session
