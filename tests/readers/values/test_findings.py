import pandas as pd
import pytest

from eventmap.errors import Reject
from eventmap.readers.doubts import Doubt
from eventmap.readers.values.findings import Findings

LINES = [2, 3, 4]


def of_rows(*values: object) -> pd.Series:
    return pd.Series(values, LINES[: len(values)])


@pytest.fixture
def findings() -> Findings:
    return Findings(pd.DataFrame({"Latitude": of_rows("95", "x", "1")}), {"lat": "Latitude"})


def test_nothing_found_is_nothing_refused(findings: Findings) -> None:
    assert findings.rejects == ()
    assert list(findings.accepted) == LINES
    assert findings.doubts() == ({}, {})
    assert findings.words().isna().all()


def test_a_refused_row_is_named_by_the_column_of_the_source(findings: Findings) -> None:
    count = findings.refuse("lat", of_rows("95", "x", "1"), of_rows(True, False, False), "too far")

    assert count == 1
    assert findings.rejects == (Reject(2, "Latitude", "95", "too far", '{"Latitude": "95"}'),)
    assert list(findings.accepted) == [3, 4]


def test_each_row_may_have_its_own_reason(findings: Findings) -> None:
    wrong, reasons = of_rows(True, True, False), of_rows("too far", "no number", "")
    findings.refuse("lat", of_rows("95", "x", "1"), wrong, reasons)

    assert [reject.reason for reject in findings.rejects] == ["too far", "no number"]


def test_a_row_is_refused_once_for_what_is_found_first(findings: Findings) -> None:
    findings.refuse("lat", of_rows("95", "x", "1"), of_rows(False, True, False), "no number")
    count = findings.refuse("title", of_rows("", "", ""), of_rows(True, True, pd.NA), "blank")

    assert count == 1
    assert [(each.line, each.reason) for each in findings.rejects] == [
        (2, "blank"),
        (3, "no number"),
    ]


def test_a_missing_value_is_refused_as_a_blank_text(findings: Findings) -> None:
    findings.refuse("place", of_rows(None, "b", "c"), of_rows(True, False, False), "blank")

    (reject,) = findings.rejects
    assert (reject.column, reject.value) == ("place", "")  # no column of the source is known


def test_only_accepted_rows_are_warned_of(findings: Findings) -> None:
    findings.doubt(Doubt.NULL_ISLAND, of_rows("0", "0", "1"), of_rows(True, True, False))
    findings.refuse("lat", of_rows("95", "x", "1"), of_rows(True, False, False), "too far")

    counts, examples = findings.doubts()
    assert counts == {"null_island": 1}
    assert examples["null_island"].startswith("Line 3: ")
    assert list(findings.lines(Doubt.NULL_ISLAND)) == [2, 3]


def test_the_same_doubt_about_a_row_counts_once(findings: Findings) -> None:
    for field in ("lat", "lon"):
        values = of_rows(f"46,6 {field}", "1", "1")
        findings.doubt(Doubt.DECIMAL_COMMA, values, of_rows(True, False, False))

    counts, examples = findings.doubts()
    assert counts == {"decimal_comma": 1}
    assert "'46,6 lat'" in examples["decimal_comma"]


def test_doubts_about_a_row_stand_side_by_side(findings: Findings) -> None:
    findings.doubt(Doubt.DECIMAL_COMMA, of_rows("1", "2", "3"), of_rows(True, True, False))
    findings.doubt(Doubt.URL, of_rows("1", "2", "3"), of_rows(False, True, False))

    words = findings.words()
    assert list(words[:2]) == ["decimal_comma", "decimal_comma url"]
    assert pd.isna(words[4])
    assert len(findings.lines(Doubt.SIDE)) == 0
