"""How busy the server is, in Prometheus' text format: of no dataset, nor of who asks for what."""

from prometheus_client import (
    CONTENT_TYPE_PLAIN_0_0_4,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4

_REGISTRY = CollectorRegistry()
# Memory, processor and open files of this process, where the system tells them: Linux.
ProcessCollector(registry=_REGISTRY)

REQUESTS = Counter(
    "eventmap_requests",
    "Requests that were answered, by route and status.",
    ["route", "status"],
    registry=_REGISTRY,
)

SECONDS = Histogram(
    "eventmap_request_seconds",
    "Seconds from a request to the last byte of its answer, by route.",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
    registry=_REGISTRY,
)

QUERIES = Counter("eventmap_queries", "Questions put to the tables.", registry=_REGISTRY)

READINGS = Counter("eventmap_readings", "Files of viewers that were read.", registry=_REGISTRY)

REFUSED_READINGS = Counter(
    "eventmap_readings_refused", "Those of them that were refused.", registry=_REGISTRY
)

WAITING = Gauge(
    "eventmap_waiting",
    "Costly requests that wait for their turn, by what they wait for.",
    ["turns"],
    registry=_REGISTRY,
)

WAITED = Histogram(
    "eventmap_waited_seconds",
    "Seconds for which they waited, whether their turn came or not.",
    ["turns"],
    buckets=(0.01, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30),
    registry=_REGISTRY,
)

SESSIONS = Gauge("eventmap_sessions", "Open tabs of the page.", registry=_REGISTRY)


def write_metrics() -> bytes:
    """Return all figures as they are now."""
    return generate_latest(_REGISTRY)
