"""A server of S3 for tests: moto's, in an environment of its own.

``make test`` runs this file, which makes that environment. Where it cannot, the tests that need it
are left out, and say so.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from support.app_server import clean_env, free_port, running

REPO = Path(__file__).parents[2]
PINS = REPO / "requirements" / "s3.txt"
PLACE = REPO / "build" / "s3"
DONE = PLACE / "pins.txt"
PYTHON = PLACE / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
BUCKET = "maps"
NONE = "No server of S3 here: run make s3."


def is_here() -> bool:
    return DONE.is_file() and DONE.read_bytes() == PINS.read_bytes()


@contextmanager
def serving(folder: Path) -> Iterator[dict[str, str]]:
    """Serve S3 with one empty bucket, and give the variables by which it is reached."""
    if not is_here():
        pytest.skip(NONE)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [str(PYTHON), "-m", "moto.server", "--host", "127.0.0.1", "--port", str(port)]
    ready = f"{address}/moto-api/data.json"
    with running(command, cwd=folder, env=clean_env(folder), health=ready, log=folder / "s3.txt"):
        urlopen(Request(f"{address}/{BUCKET}", method="PUT")).close()
        yield {
            "AWS_ENDPOINT_URL": address,
            "AWS_ALLOW_HTTP": "true",
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "anybody",
            "AWS_SECRET_ACCESS_KEY": "anything",
        }


def main() -> None:
    if is_here():
        return
    uv = [sys.executable, "-m", "uv"]
    install = [*uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes"]
    made = subprocess.run([*uv, "venv", "--quiet", "--clear", str(PLACE)], check=False)
    filled = subprocess.run([*install, "--requirement", str(PINS)], check=False)
    if made.returncode or filled.returncode:
        print("No server of S3 could be installed, so no store on one is tried.")
    else:
        DONE.write_bytes(PINS.read_bytes())


if __name__ == "__main__":
    main()
