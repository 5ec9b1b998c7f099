from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import pytest
from support.real_tables import shared_file

from eventmap.readers.model import DRAFT_CLAIMS, DRAFT_EVENTS, Draft, Format, Source


@pytest.fixture
def make_source() -> Callable[..., Source]:
    """Return a function that makes a source of rows written as dictionaries."""

    def make(*rows: Mapping[str, str | None], header: bool = True) -> Source:
        cells = pd.DataFrame(list(rows), dtype="str")
        cells.index = pd.RangeIndex(2, 2 + len(cells)) if header else cells.index + 1
        return Source("table.csv", "csv", cells, header=header)

    return make


@pytest.fixture
def read_real() -> Callable[..., pd.DataFrame]:
    """Return a function that reads a shared file as text, or skips the test without it."""

    def read(name: str, **options: Any) -> pd.DataFrame:
        return pd.read_csv(shared_file(name), dtype=str, keep_default_na=False, **options)

    return read


@pytest.fixture
def open_real(read_real: Callable[..., pd.DataFrame]) -> Callable[..., Source]:
    """Return a function that opens a shared file as a source."""

    def open_file(name: str, *, header: bool = True, **options: Any) -> Source:
        cells = read_real(name, header=0 if header else None, **options)
        cells = cells.mask(cells == "")
        cells.index = cells.index + (2 if header else 1)
        if not header:
            cells.columns = [str(number + 1) for number in cells.columns]
        return Source(name, "csv", cells, header=header)

    return open_file


@pytest.fixture
def shape(make_source: Callable[..., Source]) -> Callable[..., dict[str, Any]]:
    """Return a function that shapes one row and gives what it says, by field."""

    def shape_row(
        form: Format,
        row: Mapping[str, str | None],
        mapping: Mapping[str, str] | None = None,
        header: bool = True,
    ) -> dict[str, Any]:
        draft = form.shape(make_source(row, header=header), mapping or {})
        fields = {**draft.events.iloc[0].to_dict(), **draft.claims.iloc[-1].to_dict()}
        return {name: None if pd.isna(value) else value for name, value in fields.items()}

    return shape_row


@pytest.fixture
def check_draft() -> Callable[[Draft, Source], None]:
    """Return a function that asserts what holds for every draft."""

    def check(draft: Draft, source: Source) -> None:
        assert tuple(draft.events.columns) == DRAFT_EVENTS
        assert tuple(draft.claims.columns) == DRAFT_CLAIMS
        assert set(draft.events.dtypes) | set(draft.claims.dtypes) == {
            pd.StringDtype(na_value=float("nan"))
        }
        assert draft.events.index.equals(source.cells.index)
        assert draft.claims.index.isin(source.cells.index).all()
        assert draft.events[["title", "event_type", "status"]].notna().all(axis=None)
        assert draft.claims[["claimant", "side"]].notna().all(axis=None)
        used: Sequence[str] = [n for names in draft.columns.values() for n in names.split(" + ")]
        assert set(used) <= set(source.cells.columns)

    return check
