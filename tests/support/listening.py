"""A listener on this machine that knows whether anybody called."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def listen() -> Iterator[socket.socket]:
    """Listen on an address of this machine alone."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def called(server: socket.socket) -> bool:
    """Return whether there is a connection that nobody has taken yet."""
    try:
        connection, _ = server.accept()
    except BlockingIOError:
        return False
    connection.close()
    return True
