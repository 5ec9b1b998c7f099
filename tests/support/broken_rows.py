"""Rows of the canonical tables and what must be refused in them, for every reader's test.

What is allowed instead was written by hand from data/README.md.
"""

import csv
import io

import pytest

from eventmap.canonical import read_canonical
from eventmap.errors import DatasetError

TOML = """\
name = "test"
title = "A test"
licence = "CC0"
redistributable = true
"""

EVENT = {
    "event_id": "e1",
    "title": "Shelling",
    "event_type": "shelling",
    "date_start": "2025-10-20",
    "date_end": "2025-10-21",
    "date_precision": "days",
    "admin1": "UA-65",
    "country": "UA",
    "lat": "46.6",
    "lon": "32.6",
    "geo_precision": "settlement",
    "status": "reported",
}
CLAIM = {"claim_id": "c1", "event_id": "e1", "claimant": "Somebody", "side": "media"}
ITEM = {"item_id": "t1", "kind": "statement", "title": "Words"}


def to_csv(*rows):
    header = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


HEADER = ",".join(EVENT)
ROW = ",".join(EVENT.values())
ONE_EVENT = to_csv(EVENT)

BAD_EVENT_CELLS = [
    ("date_start", "24.10.2025", "YYYY-MM-DD"),
    ("date_start", "2025-02-30", "a day of the calendar"),
    ("date_start", "2025-10-20T00:00", "YYYY-MM-DD"),
    ("date_start", "0205-10-20", "a day of the calendar"),
    ("date_start", "٢٠٢٥-10-20", "YYYY-MM-DD"),
    ("date_end", "2025-10-19", "date_start or a later day"),
    ("date_end", "", "blank only where date_precision is day"),
    ("date_start", "", "because date_end is given"),
    ("lat", "95", "from -90 to 90"),
    ("lat", "-90.001", "from -90 to 90"),
    ("lat", "nan", "a number"),
    ("lat", "inf", "a number"),
    ("lat", "1e999", "from -90 to 90"),
    ("lat", "46,6", "with a point"),
    ("lat", "0x2f", "a number"),
    ("lat", "46.6°", "a number"),
    ("lat", "", "because lon is given"),
    ("lon", "180.5", "from -180 to 180"),
    ("lon", "", "because lat is given"),
    ("event_type", "shelled", "Nearest: 'shelling'"),
    ("event_type", "SHELLING", "Nearest: 'shelling'"),
    ("event_type", "", "one of shelling, missile"),
    ("geo_precision", "town", "exact, settlement, district"),
    ("status", "conformed", "Nearest: 'confirmed'"),
    ("date_precision", "hour", "day, days, week"),
    ("title", "", "text"),
    ("title", "   ", "text"),
    ("event_id", "", "text"),
    ("event_id", "a;b", "without ';'"),
    ("country", "Ukraine", "Nearest: 'UA'"),
    ("country", "UKR", "Nearest: 'UA'"),
    ("country", "UK", "ISO 3166-1"),
    ("admin1", "UA-66", "Nearest: 'UA-6"),
    ("admin1", "Khersonska oblast", "Nearest: 'UA-65'"),
    ("admin1", "UA", "Nearest: 'UA-"),
    ("admin1", "RU-MOW", "a unit of the country"),
    ("redistributable", "yes", "true or false"),
    ("redistributable", "1", "true or false"),
    ("extra", "[1]", "JSON object"),
    ("extra", "{'a': 1}", "JSON object"),
    ("extra", '{"a": NaN}', "JSON object"),
    ("extra", '{"a": 1e999}', "JSON object"),
    ("extra", "[" * 100_000, "JSON object"),
]

BAD_CLAIM_CELLS = [
    ({"killed_best": "-1"}, "killed_best", "0 or more"),
    ({"killed_best": "2.5"}, "killed_best", "whole number"),
    ({"killed_best": "1e3"}, "killed_best", "whole number"),
    ({"killed_best": "two"}, "killed_best", "whole number"),
    ({"killed_best": "NaN"}, "killed_best", "whole number"),
    ({"injured_high": "9999999999999"}, "injured_high", "at most 12 digits"),
    ({"quantity": "-3"}, "quantity", "0 or more"),
    ({"killed_low": "5", "killed_high": "3"}, "killed_low", "at most killed_high"),
    ({"killed_low": "5", "killed_best": "4"}, "killed_best", "at least killed_low"),
    ({"injured_best": "5", "injured_high": "4"}, "injured_best", "at most injured_high"),
    ({"side": "Ukraine "}, "side", "Nearest: 'ukraine'"),
    ({"side": "nato"}, "side", "ukraine, russia, international, media, other"),
    ({"claimant": ""}, "claimant", "text"),
    ({"event_id": "e9"}, "event_id", "an event_id of events.csv. Nearest: 'e1'"),
    ({"published_on": "yesterday"}, "published_on", "YYYY-MM-DD"),
    ({"url": "javascript:alert(1)"}, "url", "http"),
    ({"url": "example.org"}, "url", "http"),
    ({"url": "https://"}, "url", "http"),
    ({"url": "https://a b"}, "url", "without spaces"),
    ({"url": "\thttps://a\nb"}, "url", "without spaces"),
    ({"url": 'https://a"onclick'}, "url", "http"),
    ({"url": "data:text/html,x"}, "url", "http"),
    ({"archive_url": "javascript:alert(1)"}, "archive_url", "http"),
]

BAD_ITEM_CELLS = [
    ({"kind": "speech"}, "kind", "meeting, statement"),
    ({"title": ""}, "title", "text"),
    ({"date_start": "2025-10-24", "date_end": "2025-10-23"}, "date_end", "or a later day"),
    ({"date_end": "2025-10-23"}, "date_start", "because date_end is given"),
    ({"lat": "91", "lon": "1"}, "lat", "from -90 to 90"),
    ({"lon": "1"}, "lat", "because lon is given"),
    ({"url": "ftp://example.org"}, "url", "http"),
    ({"event_ids": "e1;e7"}, "event_ids", "an event_id of events.csv"),
]


def refusals(path):
    """Return why the dataset in `path` is refused."""
    with pytest.raises(DatasetError) as caught:
        read_canonical(path)
    return caught.value.refusals


def places(path):
    return [(r.file, r.row, r.column, r.value) for r in refusals(path)]
