import shutil
import socket

from benchmarks.browser import Wire


def test_wire_counts_what_a_server_sends() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as viewer:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"x" * 1000)
                wire = Wire(port)
                connection.sendall(b"x" * 2500)
                assert len(viewer.recv(3500, socket.MSG_WAITALL)) == 3500
                wire.poll()
    assert wire.kilobytes == (2.5 if shutil.which("ss") else None)
