"""Senseless requests: each is answered in JSON that says what is wrong, none breaks the server."""

import time
from random import Random

from starlette.testclient import TestClient

from fuzz.report import Report
from fuzz.texts import NAUGHTY, hostile_text

MOST_SECONDS = 20
"""Of the processor: how long it takes says how busy the machine is."""

SERVER_ERROR = 500

_PATHS = (
    "/healthz",
    "/api/datasets",
    "/api/summary",
    "/api/events.csv",
    "/api/events.json",
    "/api/events.geojson",
    "/api/events.parquet",
    "/api/events.xlsx",
    "/api/events.kml",
    "/api/events.{text}",
    "/api/events/{text}",
    "/api/list",
    "/api/histogram",
    "/api/unusual",
    "/api/timeline",
    "/api/changes",
    "/api/{text}",
    "/tiles/{text}/1/0/0/0.json",
    "/tiles/london-summit/1/{number}/{number}/{number}.json",
    "/tiles/london-summit/{number}/4/9/5.json",
    "/tiles/london-summit/1/{number}/{number}-{number}/{number}-{number}.json",
    "/tiles/{text}",
    "/assets/boundaries/{text}",
    "/assets/layers/1/{text}",
    "/assets/leaflet/{text}",
    "/assets/panels/1/{text}",
)
_KEYS = (
    "dataset",
    "version",
    "from",
    "to",
    "days",
    "strict",
    "country",
    "region",
    "type",
    "status",
    "precision",
    "side",
    "source",
    "q",
    "bbox",
    "killed_min",
    "killed_by",
    "actor",
    "party",
    "sources_min",
    "lat",
    "lng",
    "zoom",
    "layer",
    "event",
    "embed",
    "limit",
    "offset",
    "since",
    "unit",
    "nonsense",
)
_SOUND = (
    "london-summit",
    "1",
    "2025-10-18",
    "2025-10-18/2025-10-20",
    "true",
    "UA",
    "UA-65",
    "drone",
    "reported",
    "best",
)
_NUMBERS = ("-1", "0", "1", "7", "22", "31", "99", "2147483648", "1e9", "0x10", "9" * 400)


def ask_nonsense(seed: int, number: int, client: TestClient) -> Report:
    """Send requests made of every path and key, with values that fit and that do not."""
    report = Report("senseless requests")
    for at in range(number):
        random = Random(f"{seed} {at}")
        path = random.choice(_PATHS).format(text=_text(random), number=random.choice(_NUMBERS))
        params = [(random.choice(_KEYS), _value(random)) for _ in range(random.randint(0, 4))]
        started = time.process_time()
        try:
            answer = client.get(path, params=params)
        except Exception as error:  # a trace in the server is what is looked for
            report.outcomes["raised"] += 1
            report.faults.append(f"seed {seed}, request {at}, {path[:80]!r}: {error!r:.200}")
            continue
        report.outcomes[f"{answer.status_code}"] += 1
        where = f"seed {seed}, request {at}: {path[:80]!r} {params!r:.200}"
        if answer.status_code >= SERVER_ERROR:
            report.faults.append(f"{where}: {answer.status_code}")
        asked = answer.request.url.path  # the client resolves "..": it may be none of ours
        if answer.status_code in (422, 404) and asked.startswith(("/api/", "/tiles/")):
            try:
                answer.json()["error"]
            except (ValueError, KeyError, TypeError):
                report.faults.append(f"{where}: {answer.status_code} without a word")
        if (seconds := time.process_time() - started) > MOST_SECONDS:
            report.faults.append(f"{where}: took {seconds:.0f} s")
    return report


def _text(random: Random) -> str:
    text = random.choice(NAUGHTY) if random.random() < 0.7 else hostile_text(random, 200)
    return "".join(c for c in text if c.isprintable())[:300].replace("?", "").replace("#", "")


def _value(random: Random) -> str:
    kind = random.random()
    if kind < 0.4:
        return random.choice(_SOUND)
    if kind < 0.7:
        return random.choice(_NUMBERS)
    return random.choice(NAUGHTY) if kind < 0.9 else hostile_text(random, 500)
