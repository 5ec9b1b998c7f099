"""Run the app where no other host can be reached, and every question for one is noted.

    unshare --user --map-root-user --net --mount python -m support.cut_off

In a network of its own, with the loopback alone, a resolver takes every question for a name and
never answers, as a firewall that drops would. Prints, as JSON, what was asked, what became of a
handshake from another site, and of a session.
"""

import fcntl
import json
import socket
import struct
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import suppress
from pathlib import Path

from websockets.exceptions import InvalidStatus

from support.app_server import clean_env, free_port, running
from support.streamlit_client import draw_page, open_socket

REPO = Path(__file__).parents[2]
PUBLIC = "http://public.example"
FOREIGN = "http://evil.example"
CONTROL = "control.example"
"""What is asked for in the end: a resolver that heard this would have heard anything."""

_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1  # linux/sockios.h, linux/if.h


def raise_loopback() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = struct.pack("16sh14x", b"lo", 0)
        (flags,) = struct.unpack_from("16xh", fcntl.ioctl(control, _GET_FLAGS, request))
        fcntl.ioctl(control, _SET_FLAGS, struct.pack("16sh14x", b"lo", flags | _UP))


def swallow_questions(folder: Path) -> socket.socket:
    """Be the resolver of this network; return the socket where the questions lie unanswered."""
    resolver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    resolver.bind(("127.0.0.1", 53))
    resolver.setblocking(False)
    file = folder / "resolv.conf"
    text = "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n"
    file.write_text(text, encoding="utf-8")
    subprocess.run(["mount", "--bind", file, "/etc/resolv.conf"], check=True)
    return resolver


def read_questions(resolver: socket.socket) -> list[str]:
    """Return the names that were asked for."""
    names: list[str] = []
    while True:
        try:
            datagram = resolver.recv(4096)
        except BlockingIOError:
            return names
        names.append(read_name(datagram[12:]))


def read_name(question: bytes) -> str:
    """Return the name at the start of a question. https://www.rfc-editor.org/rfc/rfc1035"""
    labels = []
    while question[0]:
        labels.append(question[1 : question[0] + 1].decode())
        question = question[question[0] + 1 :]
    return ".".join(labels)


def shake_hands(address: str, origin: str) -> int:
    """Return the status that answers a handshake."""
    try:
        with open_socket(address, origin=origin):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def main() -> None:
    """Start the app, visit it, and print what was seen."""
    raise_loopback()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        resolver = swallow_questions(folder)
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "eventmap.cli", "serve", "--port", str(port)]
        env = clean_env(folder, STREAMLIT_SERVER_CORS_ALLOWED_ORIGINS=PUBLIC)
        with running(
            command, cwd=REPO, env=env, health=f"{address}/healthz", log=folder / "log.txt"
        ):
            handshakes = {origin: shake_hands(address, origin) for origin in (FOREIGN, PUBLIC)}
            with urllib.request.urlopen(f"{address}/_stcore/health") as answer:
                health = answer.read().decode()
            with open_socket(address) as websocket:
                session = draw_page(websocket)
        found = {
            "handshakes": handshakes,
            "health": health,
            "session": bool(session),
            "asked": read_questions(resolver),
        }
        with suppress(socket.gaierror):
            socket.getaddrinfo(CONTROL, 80)
        found["control"] = sorted(set(read_questions(resolver)))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
