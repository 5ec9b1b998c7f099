"""A disk without room, as far as this process can tell."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file grow beyond `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def run_without_room(size: int, *words: str, tmp: Path) -> "subprocess.CompletedProcess[str]":
    """Run an ``eventmap`` command that can write no file beyond `size` bytes."""
    command = [sys.executable, "-m", "eventmap.cli", *words]
    env = os.environ | {"TMPDIR": str(tmp), "PYTHONDONTWRITEBYTECODE": "1"}
    with room_for(size):
        return subprocess.run(command, capture_output=True, text=True, env=env, check=False)
