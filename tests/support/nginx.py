"""The nginx of this machine, for what is tried behind it.

``make test`` runs this file, which installs it where that can be done. Where it cannot, the tests
that need it are left out, and say so.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from support.app_server import clean_env, free_port, running

REPO = Path(__file__).parents[2]

NONE = "No nginx here, so nothing is tried behind it: install the package nginx."

MAIN = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/eventmap.conf;
}}
"""
"""What a distribution's own configuration says around the file, for one who is not root."""


@dataclass
class Replicas:
    """Two replicas of the app under one address, behind nginx by the file of deploy/.

    Parameters
    ----------
    address
        Of the page, by HTTPS.
    notes
        The file in which nginx notes what went wrong.
    """

    address: str
    notes: Path
    ports: list[int]
    start: Callable[[int], None]
    servers: dict[int, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def kill(self, port: int) -> None:
        """Kill a replica, which has no time to say anything."""
        self.servers[port].kill()
        self.servers[port].wait()


def find_nginx() -> str | None:
    """Return the path of nginx; on Debian it is none of every user's commands."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


@contextmanager
def two_replicas(folder: Path, nginx: str, variables: Mapping[str, str]) -> Iterator[Replicas]:
    """Run two replicas and nginx, from the moment when all answer.

    Parameters
    ----------
    variables
        Of the environment of both.
    """
    plain, tls, *ports = (free_port() for _ in range(4))
    main = configure(folder, plain, tls, ports)
    env = clean_env(folder, EVENTMAP_CACHE=f"{folder}/cache") | variables
    with ExitStack() as everything:

        def start(port: int) -> None:
            command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
            command += [f"--server.port={port}", "--server.address=127.0.0.1"]
            command += ["--server.headless=true", "--server.baseUrlPath=maps"]
            health = f"http://127.0.0.1:{port}/maps/healthz"
            log = folder / f"{port}.txt"
            server = running(command, cwd=REPO, env=env, health=health, log=log)
            made.servers[port] = everything.enter_context(server)

        address = f"https://127.0.0.1:{tls}/maps"
        made = Replicas(address, folder / "error.log", ports, start)
        # Whoever asks by TLS meanwhile trusts the certificate, as they would a real one.
        trusting = patch.dict(os.environ, SSL_CERT_FILE=str(make_certificate(folder)))
        everything.enter_context(trusting)
        with ThreadPoolExecutor() as both:
            list(both.map(start, ports))
        command = [nginx, "-p", str(folder), "-c", str(main), "-e", f"{folder}/error.log"]
        health, log = f"{address}/healthz", folder / "nginx.txt"
        everything.enter_context(running(command, cwd=folder, env=env, health=health, log=log))
        yield made


def configure(folder: Path, plain: int, tls: int, replicas: list[int]) -> Path:
    """Write the file of deploy/ with ports and a certificate of this machine, else as it is."""
    text = (REPO / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for was, now in {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{tls} ssl http2;",
        "server 127.0.0.1:8501 ": f"server 127.0.0.1:{replicas[0]} ",
        "server 127.0.0.1:8502 ": f"server 127.0.0.1:{replicas[1]} ",
        "/etc/ssl/eventmap/fullchain.pem": f"{folder}/certificate.pem",
        "/etc/ssl/eventmap/privkey.pem": f"{folder}/key.pem",
    }.items():
        assert text.count(was) == 1, was
        text = text.replace(was, now)
    (folder / "eventmap.conf").write_text(text, encoding="utf-8")
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(folder=folder), encoding="utf-8")
    return main


def make_certificate(folder: Path) -> Path:
    names = "subjectAltName=IP:127.0.0.1,DNS:localhost"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=localhost", "-addext", names]
    command += ["-keyout", f"{folder}/key.pem", "-out", f"{folder}/certificate.pem"]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "certificate.pem"


def main() -> None:
    if find_nginx() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        brief = ["-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=20"]
        subprocess.run(["apt-get", *brief, "update", "--quiet"], check=False)
        # It is not to serve this machine: the tests start their own.
        env = os.environ | {"RUNLEVEL": "1", "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", *brief, "install", "--quiet", "--yes", "--no-install-recommends"]
        subprocess.run([*install, "nginx"], check=False, env=env)
    if find_nginx() is None:
        print(NONE)


if __name__ == "__main__":
    main()
