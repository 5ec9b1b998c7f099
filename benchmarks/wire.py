"""What a server has sent, counted by the kernel: compressed, with all headers."""

import re
import shutil
import subprocess

_PEER_AND_BYTES = re.compile(r"(\S+) *\n.*?\bbytes_sent:(\d+)")


class Wire:
    """The bytes that the server on a local port sends from now on; Linux alone tells.

    The kernel knows only of connections that are open: ask `poll` now and then, because idle
    ones are closed.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._before = _ask(port)
        self._sent = dict(self._before or {})

    def poll(self) -> None:
        """Note what every open connection has been sent."""
        self._sent |= _ask(self._port) or {}

    @property
    def kilobytes(self) -> float | None:
        """What has been sent, as of the last `poll`; ``None`` where nobody tells."""
        if self._before is None:
            return None
        return sum(sent - self._before.get(peer, 0) for peer, sent in self._sent.items()) / 1000


def _ask(port: int) -> dict[str, int] | None:
    ss = shutil.which("ss")
    if not ss:
        return None
    # The state is left out of the lines, so that each ends with the peer's address.
    command = [ss, "-tinH", "state", "established", f"sport = :{port}"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {peer: int(sent) for peer, sent in _PEER_AND_BYTES.findall(told)}
