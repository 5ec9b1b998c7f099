"""Runs of the benchmarks, written out by hand."""

from typing import Any


def step(seconds: float, http_kb: float = 0, socket_kb: float = 0) -> dict[str, float]:
    """Return a step on a system that does not tell what went over the wire."""
    received = {"http_kb": http_kb, "socket_kb": socket_kb, "wire_kb": None}
    return {"began": 0, "seconds": seconds, **received}


def visit(system: str, size: int, seconds: tuple[float, float, float, float]) -> dict[str, Any]:
    """Return one run with the four times given, 40 KB by request and 30 KB by web socket each."""
    names = ("first", "choose", "back", "zoom")
    steps = {name: step(each, 40, 30) for name, each in zip(names, seconds, strict=True)}
    return {"system": system, "size": size, "heap_mb": 20, "process_mb": 200, **steps}
