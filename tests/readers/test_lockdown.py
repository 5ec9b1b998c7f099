"""A process that has locked itself up tries what it may not do."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from support.listening import called, listen

import eventmap
from eventmap.readers.lockdown import Rules

TABLE = "date,place\n2025-02-24,Kherson\n"

PROBE = """
import json, os, socket, subprocess, sys
from pathlib import Path
from eventmap.readers.lockdown import Rules, lock_down

rules = Rules(**json.loads(sys.argv[1]))
port, decoy, own, folder = int(sys.argv[2]), *sys.argv[3:]
lock_down(rules)

def tried(what):
    try:
        what()
    except OSError as error:
        return type(error).__name__
    return "done"

def connect():
    with socket.socket() as client:
        client.connect(("127.0.0.1", port))

def send():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.sendto(b"x", ("127.0.0.1", port))

print(json.dumps({
    "connect": tried(connect),
    "send": tried(send),
    "decoy": tried(lambda: Path(decoy).read_bytes()),
    "beside": tried(lambda: os.listdir(Path(own).parent)),
    "overwrite": tried(lambda: Path(own).write_bytes(b"")),
    "write elsewhere": tried(lambda: Path(decoy + ".new").write_bytes(b"")),
    "password file": tried(lambda: Path("/etc/passwd").read_bytes()),
    "parent's memory": tried(lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes()),
    "run": tried(lambda: subprocess.run(["/bin/true"])),
    "own file": tried(lambda: Path(own).read_bytes()),
    "own folder": tried(lambda: Path(folder, "x").write_bytes(b"x")),
}))
"""


def probe(rules: Rules, *arguments: str) -> dict[str, str]:
    """Try everything in a process that has locked itself up by these rules."""
    command = [sys.executable, "-P", "-c", PROBE, json.dumps(asdict(rules)), *arguments]
    env = {"PYTHONPATH": str(Path(eventmap.__file__).parents[1])}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="no other system offers it")
def test_neither_network_nor_other_files_are_reached_by_whatever_runs(
    tmp_path: Path,
) -> None:
    decoy, own = tmp_path / "decoy.txt", tmp_path / "own.csv"
    decoy.write_text("password = hunter2", encoding="utf-8")
    own.write_text(TABLE, encoding="utf-8")
    folder = tmp_path / "space"
    folder.mkdir()
    rules = Rules(
        readable=(str(own),),
        folder=str(folder),
        memory_bytes=1_500_000_000,
        seconds=60,
        file_bytes=1_000_000,
        parent=os.getpid(),
    )
    with listen() as listener:
        port = str(listener.getsockname()[1])
        found = probe(rules, port, str(decoy), str(own), str(folder))
        assert not called(listener)
    assert found.pop("own file") == found.pop("own folder") == "done"
    assert set(found.values()) == {"PermissionError"}, found
    assert own.read_text(encoding="utf-8") == TABLE
