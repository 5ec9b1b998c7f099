"""The annex of a brief: every event of its selection, a row each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from eventmap.casualties import Figure, shorten_figure, words_of_row
from eventmap.database import Database
from eventmap.describe import shorten_row
from eventmap.facets import count_left_out
from eventmap.filters import FACETS, Filters
from eventmap.redistribution import HANDED_ON, describe_left_out, refuse_viewer
from eventmap.schema import Estimate
from eventmap.selection import NO_EVENT, name_measure

MOST_ANNEXED = 1_000
"""How many events an annex holds at most: some 40 pages, which nobody reads further."""

_MOST_VOICES = 3


@dataclass(frozen=True)
class AnnexRow:
    """An event: when, where, of which type, how many killed, who says so, and where to read it.

    `url` is as the table has it, of whatever scheme.
    """

    when: str
    where: str
    type: str
    killed: str
    said_by: str
    url: str


@dataclass(frozen=True)
class Annex:
    """All events of a selection; `says` which they are, or why there are none."""

    says: str
    head: tuple[str, ...]
    rows: tuple[AnnexRow, ...]


def count_annexed(database: Database, filters: Filters) -> int:
    """Return how many events an annex would hold; none where rows may not be handed on."""
    if refuse_viewer(database, database.info_of(filters)):
        return 0
    return database.count(filters, only=HANDED_ON)


def make_annex(database: Database, filters: Filters) -> Annex:
    """Return every event of a selection that may be handed on, the earliest first.

    That they are no more than `MOST_ANNEXED` is for the caller to see to.
    """
    killed, voices = name_measure("killed", filters), "Who reports it, and the source"
    head = ("Date", "Place", "Type", killed, voices)
    if withheld := refuse_viewer(database, database.info_of(filters)):
        return Annex(withheld, head, ())
    frame = database.events(filters, descending=False, limit=MOST_ANNEXED, only=HANDED_ON)
    left_out = count_left_out(database, filters)
    which = "Every event of the selection" + " that may be handed on" * bool(left_out)
    says = f"{which}, {len(frame):,} in all, the earliest first." if len(frame) else NO_EVENT
    if left_out:
        says = f"{says} {describe_left_out(left_out)}"
    heard = _hear(database, filters, frame["event_id"].tolist())
    rows = (_row(row, filters, heard[row["event_id"]]) for row in frame.to_dict("records"))
    return Annex(says, head, tuple(rows))


def _hear(
    database: Database, filters: Filters, event_ids: list[str]
) -> dict[str, list[Mapping[str, Any]]]:
    """Return what is claimed of each of some events."""
    claims: dict[str, list[Mapping[str, Any]]] = {event_id: [] for event_id in event_ids}
    sql = """
        SELECT event_id, claimant, source, url FROM {claims}
        WHERE event_id IN (SELECT unnest($ids)) ORDER BY position
    """
    for claim in database.rows(sql, filters, {"ids": event_ids}):
        claims[claim["event_id"]].append(claim)
    return claims


def _row(row: Mapping[Any, Any], filters: Filters, claims: list[Mapping[str, Any]]) -> AnnexRow:
    short = shorten_row(row)
    read = next((claim for claim in claims if claim["url"]), claims[0] if claims else None)
    # Who is read comes first: the source beside a name is that one's, and nobody else's.
    heard = [read, *claims] if read else []
    claimants = list(dict.fromkeys(claim["claimant"] for claim in heard))
    more = len(claimants) - _MOST_VOICES
    named = [*claimants[:_MOST_VOICES], *([f"and {more:,} more"] if more > 0 else [])]
    source = (read["source"] or "") if read else ""
    if source and source not in claimants:
        named[0] += f" ({source})"
    return AnnexRow(
        " ".join(filter(None, [short["when"], short["until"]])),
        ", ".join(filter(None, [short["place"], short["nearness"]])),
        FACETS["type"].name_value(row["event_type"]),
        _count_killed(row, filters.killed_by),
        "; ".join(named) or "not given",
        (read["url"] or "") if read else "",
    )


def _count_killed(row: Mapping[Any, Any], by: str) -> str:
    """Return the killed by the figure that is named; where that is the best, with its range."""
    if by == Estimate.BEST:
        return shorten_figure(Figure.of_row(row, "killed"), words_of_row(row)["killed"])
    number = row[f"killed_{by}"]
    return "not given" if pd.isna(number) else f"{number:,}"
