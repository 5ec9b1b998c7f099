"""A synthetic dataset many times over, by DuckDB: a hundred million events in minutes.

Each copy of an event has an id, a day, a place and figures of its own, moved by a hash of its id.
The copies have what lists of this size have: no summaries, addresses or statements, and of the
claims about an event the first, where it says how many were killed.
"""

from pathlib import Path

from benchmarks.synthetic.claims import KNOWN
from benchmarks.synthetic.events import FIRST
from eventmap import connections

_MEMORY = "2GB"
_AS_PARQUET = "FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 122880"

_FIGURES = {noun: [f"{noun}_{end}" for end in ("low", "best", "high")] for noun in KNOWN}

_COPIED = "SELECT *, unnest(range($copies)) AS copy FROM read_parquet($path)"

_EVENTS = f"""
    SELECT * EXCLUDE (summary, copy, moved) REPLACE (
        event_id || '.' || copy AS event_id,
        CASE WHEN date_precision = 'day'
            THEN greatest(date_start - (moved % 29)::INTEGER, DATE '{FIRST}') ELSE date_start
        END AS date_start,
        CASE WHEN date_precision = 'day'
            THEN greatest(date_end - (moved % 29)::INTEGER, DATE '{FIRST}') ELSE date_end
        END AS date_end,
        round(lat + (moved // 29 % 2001)::INTEGER / 1e5 - 0.01, 5) AS lat,
        round(lon + (moved // 58029 % 2001)::INTEGER / 1e5 - 0.01, 5) AS lon
    )
    FROM (SELECT *, hash(event_id, copy) AS moved FROM ({_COPIED}))
"""  # noqa: S608 - names

_CLAIMS = f"""
    SELECT * EXCLUDE (url, statement, copy, moved) REPLACE (
        claim_id || '.' || copy AS claim_id, event_id || '.' || copy AS event_id,
        {", ".join(f"{name} + moved AS {name}" for names in _FIGURES.values() for name in names)}
    )
    FROM (SELECT *, (hash(event_id, copy) % 3)::INTEGER AS moved FROM ({_COPIED}))
    WHERE ends_with(claim_id, '-1') AND coalesce({", ".join(_FIGURES["killed"])}) IS NOT NULL
"""  # noqa: S608 - names

_TIMELINE = r"""
    SELECT * REPLACE (regexp_replace(event_ids, '(SYN[0-9]+)', '\1.0', 'g') AS event_ids)
    FROM read_parquet($path)
"""


def copy_tables(source: Path, folder: Path, copies: int) -> None:
    """Write the tables of the dataset in `source` so many times over into `folder`.

    The copies of an event follow each other, so that the days stay in their order.
    """
    selects = {"events": _EVENTS, "claims": _CLAIMS, "timeline": _TIMELINE}
    with connections.connect(memory_limit=_MEMORY) as connection:
        for name, select in selects.items():
            path = str(folder / f"{name}.parquet").replace("'", "''")
            values = {"path": str(source / f"{name}.parquet")}
            copied = {"copies": copies} if name != "timeline" else {}
            connection.execute(f"COPY ({select}) TO '{path}' ({_AS_PARQUET})", values | copied)
