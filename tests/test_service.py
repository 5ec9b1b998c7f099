"""eventmap as a service: its unit for systemd, and how it ends."""

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from support.app_server import PATIENCE_S, clean_env, free_port, running

from eventmap.cli import main

REPO = Path(__file__).parents[1]
UNIT = REPO / "deploy" / "eventmap.service"
COMMAND = "/opt/eventmap/bin/eventmap"
EXPORT = "/api/events.json?dataset=ucdp-ukraine"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="No systemd here to check it.")
@pytest.mark.parametrize("check", [["verify"], ["security", "--offline=true", "--threshold=25"]])
def test_systemd_understands_the_unit_and_finds_it_closed(tmp_path: Path, check: list[str]) -> None:
    text = UNIT.read_text(encoding="utf-8")
    assert text.count(f"ExecStart={COMMAND} ") == 1
    unit = tmp_path / "eventmap.service"
    unit.write_text(text.replace(f"ExecStart={COMMAND}", f"ExecStart={sys.executable}"), "utf-8")
    command = ["systemd-analyze", *check, str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stderr == ""


def test_what_the_unit_starts_is_a_command() -> None:
    (line,) = [
        each for each in UNIT.read_text("utf-8").splitlines() if each.startswith("ExecStart")
    ]
    name, *arguments = line.removeprefix(f"ExecStart={COMMAND} ").split()
    main.commands[name].make_context(name, arguments)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Start the app as its users do; give the process and its port."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    health, log = f"http://127.0.0.1:{port}/healthz", folder / "log.txt"
    with running(command, cwd=REPO, env=clean_env(folder), health=health, log=log) as server:
        yield server, port


def test_a_server_that_is_told_to_end_answers_what_it_was_asked(tmp_path: Path) -> None:
    with serving(tmp_path) as (server, port):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{EXPORT}", timeout=60) as answer:
            whole = answer.read()
        with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
            client.sendall(f"GET {EXPORT} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())
            taken = client.recv(1000)
            server.send_signal(signal.SIGTERM)
            while chunk := client.recv(65536):
                taken += chunk
        assert server.wait(timeout=60) in (0, -signal.SIGTERM)
    head, _, body = taken.partition(b"\r\n\r\n")
    assert b" 200 " in head.splitlines()[0]
    assert len(json.loads(body)["events"]) == len(json.loads(whole)["events"]) > 0


@pytest.mark.skipif(sys.platform != "linux", reason="What is kept back is Linux's to say.")
def test_an_answer_on_a_kept_connection_is_not_kept_back(tmp_path: Path) -> None:
    """Head and body are two packets: the second must not wait until the first is confirmed.

    Linux confirms after 40 ms and no sooner, but for what comes first on a connection.
    """
    with (
        serving(tmp_path) as (_, port),
        httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_S) as kept,
    ):
        for _ in range(20):
            assert kept.get("/healthz").status_code == 200
        # A machine that does other things is slow now and then, and not every time.
        until = time.monotonic() + PATIENCE_S
        while (waited := time_answer(kept)) >= 0.03 and time.monotonic() < until:
            pass
    assert waited < 0.03


def time_answer(kept: httpx2.Client) -> float:
    began = time.perf_counter()
    assert kept.get("/healthz").status_code == 200
    return time.perf_counter() - began
