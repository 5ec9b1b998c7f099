"""Tables written out in tests, as the sources that a format is given."""

from collections.abc import Mapping, Sequence

import pandas as pd

from eventmap.readers.formats.table import FORMAT
from eventmap.readers.model import DRAFT_CLAIMS, DRAFT_EVENTS, Draft, Source

DAY = {"date": "2025-10-24", "place": "Kherson"}
"""What a row has besides the cells that a test is about."""


def make_source(
    rows: Sequence[Mapping[str, str | None]],
    *,
    name: str = "test.csv",
    kind: str = "csv",
    first_line: int = 2,
) -> Source:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    index = pd.RangeIndex(first_line, first_line + len(rows))
    cells = {
        column: pd.Series([row.get(column) or None for row in rows], index, dtype="str")
        for column in columns
    }
    return Source(name, kind, pd.DataFrame(cells, index=index))


def shape_rows(*rows: Mapping[str, str | None]) -> Draft:
    """Return the draft of these rows as a table by anybody."""
    return FORMAT.shape(make_source(rows), {})


def one_event(draft: Draft) -> dict[str, str | None]:
    """Return the only event of a draft, without the fields of which it says nothing."""
    (event,) = draft.events.to_dict("records")
    return {name: value for name, value in event.items() if pd.notna(value)}


def claims_of(draft: Draft, line: int) -> list[dict[str, str | None]]:
    """Return the claims of one row, without the fields of which they say nothing."""
    rows = draft.claims.loc[[line]].to_dict("records")
    return [{name: value for name, value in row.items() if pd.notna(value)} for row in rows]


def assert_well_formed(draft: Draft, lines: pd.Index) -> None:
    """Fail unless the draft has what every draft has."""
    assert tuple(draft.events) == DRAFT_EVENTS
    assert tuple(draft.claims) == DRAFT_CLAIMS
    assert {str(dtype) for dtype in (*draft.events.dtypes, *draft.claims.dtypes)} == {"str"}
    assert list(draft.events.index) == list(lines)
    assert set(draft.claims.index) <= set(lines)
    assert draft.events[["event_type", "status"]].notna().all(axis=None)
    assert draft.claims[["claimant", "side"]].notna().all(axis=None)
