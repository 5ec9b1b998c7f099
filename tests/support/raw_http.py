"""An app on a port, and clients that ask it and then do not behave."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn
from starlette.types import ASGIApp


@contextmanager
def served(app: ASGIApp) -> Iterator[int]:
    """Serve an app; give its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = server.force_exit = True
            thread.join()


@contextmanager
def asked(port: int, path: str, *, host: str = "192.0.2.1") -> Iterator[socket.socket]:
    """Ask for something, as a proxy for the client of an address; read nothing of the answer."""
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", port))
        head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {host}"
        client.sendall(f"{head}\r\nConnection: close\r\n\r\n".encode())
        yield client
