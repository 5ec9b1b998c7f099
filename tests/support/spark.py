"""A server of Spark Connect for tests: Apache Spark, in an environment of its own.

``make spark`` runs this file, which makes that environment of 480 MB; so does ``make test`` where
Java is. The tests that need it have the marker ``spark``.
"""

import json
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from support.app_server import clean_env, free_port, running
from support.sail import MISSING

REPO = Path(__file__).parents[2]
PINS = REPO / "requirements" / "spark.txt"
PLACE = REPO / "build" / "spark"
DONE = PLACE / "pins.txt"
PYTHON = PLACE / "bin" / "python"
OLDEST_JAVA = 17
NONE = f"No Apache Spark here: run make spark, which wants Java {OLDEST_JAVA} or newer."

CLUSTERS = ["sail", pytest.param("spark", marks=pytest.mark.spark)]
"""The fixtures of the clusters that have to answer alike."""

_FOR_MINUTES = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""A server of tests lives for minutes: compiling it for speed takes more than it saves."""

SETTINGS = {
    "spark.ui.enabled": "true",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.extraJavaOptions": _FOR_MINUTES,
    "spark.executor.extraJavaOptions": _FOR_MINUTES,
    # As docs/scale.md says.
    "spark.hadoop.parquet.filter.dictionary.enabled": "false",
}


@dataclass(frozen=True)
class SparkServer:
    """A server, the address to ask it at, and what it says of its work."""

    address: str
    process: subprocess.Popen[bytes]
    status: str

    def ask(self, what: str) -> Any:
        """Return what Spark's own status says of the application: its "jobs" or "executors"."""
        with urlopen(f"{self.status}/applications") as answer:
            (application,) = json.load(answer)
        with urlopen(f"{self.status}/applications/{application['id']}/{what}") as answer:
            return json.load(answer)

    def count_jobs(self, status: str) -> int:
        """Return how many of its jobs are "running", "succeeded", "failed" …"""
        return sum(job["status"].lower() == status for job in self.ask("jobs"))

    def count_tasks(self) -> int:
        """Return how many tasks its workers work on."""
        return sum(executor["activeTasks"] for executor in self.ask("executors"))

    def find_workers(self) -> list[int]:
        """Return the ids of the processes of its workers, where they are processes."""
        found = []
        for status in Path("/proc").glob("[0-9]*/status"):
            with suppress(OSError):  # has ended meanwhile
                parent = re.search(r"^PPid:\s*(\d+)$", status.read_text(), flags=re.M)
                command = (status.parent / "cmdline").read_bytes()
                is_worker = b"CoarseGrainedExecutorBackend" in command
                if is_worker and parent and int(parent[1]) == self.process.pid:
                    found.append(int(status.parent.name))
        return found


def is_here() -> bool:
    return DONE.is_file() and DONE.read_bytes() == PINS.read_bytes() and has_java()


def has_java() -> bool:
    """Return whether a Java is here that Spark runs on; one before 9 does not tell which it is."""
    if not (java := shutil.which("java")):
        return False
    told = subprocess.run([java, "--version"], capture_output=True, text=True, check=False)
    release = re.match(r"\w+ (\d+)", told.stdout)
    return release is not None and int(release[1]) >= OLDEST_JAVA


@contextmanager
def serving(folder: Path, master: str = "local[2]") -> Iterator[SparkServer]:
    """Serve to this machine alone."""
    if not is_here() or MISSING:
        pytest.skip(NONE)
    (home,) = PLACE.glob("lib/python*/site-packages/pyspark")
    port, status_port = free_port(), free_port()
    settings = SETTINGS | {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": str(port),
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.port": str(status_port),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.local.dir": str(folder),
    }
    command = [str(home / "bin" / "spark-submit"), "--master", master]
    command += ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer"]
    command += [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
    env = clean_env(folder, SPARK_HOME=str(home), SPARK_LOCAL_IP="127.0.0.1")
    env |= {"SPARK_CONNECT_MODE": "0"}
    status = f"http://127.0.0.1:{status_port}/api/v1"
    log = folder / "spark.txt"
    with running(
        command, cwd=folder, env=env, health=f"{status}/applications", log=log, deadline_s=240
    ) as process:
        wait_for_port(port)
        yield SparkServer(f"sc://127.0.0.1:{port}", process, status)


def wait_for_port(port: int) -> None:
    """Wait until the server listens: its status is told some time before."""
    for _ in range(600):
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    raise RuntimeError(f"Nobody listens to port {port}.")


def main() -> None:
    if is_here():
        return
    if not has_java():
        words = f"Apache Spark wants Java {OLDEST_JAVA} or newer, which is not here"
        if sys.argv[1:] == ["--where-java-is"]:
            print(f"{words}: its tests are skipped.")
            return
        sys.exit(f"{words}.")
    uv = [sys.executable, "-m", "uv"]
    install = [*uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes"]
    print("Installing Apache Spark into build/spark (480 MB, a minute or more).", flush=True)
    subprocess.run([*uv, "venv", "--quiet", "--clear", str(PLACE)], check=True)
    subprocess.run([*install, "--requirement", str(PINS)], check=True)
    DONE.write_bytes(PINS.read_bytes())


if __name__ == "__main__":
    main()
