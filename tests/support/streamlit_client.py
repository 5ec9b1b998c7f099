"""A viewer without a browser: a session of the app, opened and left."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

WAIT_S = 60


def open_socket(
    address: str, protocols: Sequence[str] = (), *, origin: str | None = None
) -> ClientConnection:
    """Shake hands as a page of the app at `address` would, or one of another `origin`.

    Parameters
    ----------
    protocols
        What follows "streamlit" in the list of subprotocols: a token, and the session to resume.
    """
    parts = urlsplit(address)
    return connect(
        f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}{parts.path}/_stcore/stream",
        origin=Origin(origin or f"{parts.scheme}://{parts.netloc}"),
        subprotocols=[Subprotocol(name) for name in ("streamlit", *protocols)],
        open_timeout=WAIT_S,
        max_size=None,
    )


def draw_page(websocket: ClientConnection, query: str = "") -> str:
    """Let the page run once; return the id of the session."""
    ask = BackMsg()
    ask.rerun_script.query_string = query
    websocket.send(ask.SerializeToString())
    session = ""
    while True:
        data = websocket.recv(timeout=WAIT_S)
        assert isinstance(data, bytes)
        message = ForwardMsg.FromString(data)
        if message.WhichOneof("type") == "new_session":
            session = message.new_session.initialize.session_id
        elif message.WhichOneof("type") == "script_finished":
            return session
