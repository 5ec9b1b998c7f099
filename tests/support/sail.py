"""A server of Spark Connect for tests: Sail, which answers within a second of its start."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

import pytest

MISSING = [name for name in ("pysail", "pyspark") if not find_spec(name)]


@contextmanager
def serving(port: int = 0, *, mode: str = "local") -> Iterator[str]:
    """Serve to this machine alone, and give the address; "local-cluster" is a mode as well."""
    if MISSING:
        pytest.skip(f"no cluster can be asked without {' and '.join(MISSING)}")
    from pysail.spark import SparkConnectServer

    # Spark takes a process for its own doctests whose first module has no file, such as a process
    # of pytest-xdist, and ends it.
    vars(sys.modules["__main__"]).setdefault("__file__", __file__)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAIL_MODE", mode)
        server = SparkConnectServer("127.0.0.1", port)
    server.start(background=True)
    try:
        yield f"sc://127.0.0.1:{server.listening_address[1]}"
    finally:
        server.stop()
