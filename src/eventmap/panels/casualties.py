"""What the events shown cost: both totals, and the tables by region and by type."""

from collections.abc import Sequence

from eventmap.api import (
    CasualtiesPanel,
    CostRow,
    CostTable,
    FigureWords,
    PartAnswer,
    PeriodParts,
    RegionRow,
    Summary,
    TotalAnswer,
    TotalWords,
    TypeRow,
)
from eventmap.casualties import (
    MEASURES,
    Measure,
    Total,
    describe_basis,
    describe_contradictory,
    describe_total,
    figure_and_range,
)
from eventmap.describe import (
    describe_number,
    describe_several_sources,
    describe_types_in_text,
    name_group,
    noun_of,
    shorten_number,
)
from eventmap.filters import FACETS
from eventmap.selection import NO_EVENT
from eventmap.wording import count_of

SHOWN_ROWS = 8
"""How many places and types stand there before the viewer asks for the others."""

_Group = tuple[str, str | None, RegionRow | TypeRow]
"""What a group is called, the value of its facet, if it has one, and its numbers."""


def casualties_panel(summary: Summary) -> CasualtiesPanel:
    """Return both totals, their parts in the period, and the tables by region and by type.

    The tables have a column for each measure of which any event gives a figure.
    """
    measures = [measure for measure in MEASURES if summary[measure]["known"]]
    return {
        "totals": [_total(measure, summary[measure], noun_of(summary)) for measure in MEASURES],
        "notes": _notes(summary),
        "tables": [
            _table("region", "By region", [*map(_by_region, summary["by_region"])], measures),
            _table("type", "By type", [*map(_by_type, summary["by_type"])], measures),
        ],
        "measures": [*measures],
        "shown": SHOWN_ROWS,
        "empty": None if summary["records"] else NO_EVENT,
    }


def _notes(summary: Summary) -> list[str]:
    records = summary["contradictory"]
    notes = [f"{describe_contradictory(records)}."] if records else []
    in_text = describe_types_in_text(summary["types_in_text"])
    notes += describe_several_sources(summary["several_sources"])
    return [*_period_notes(summary["period"]), *notes, *in_text]


def _period_notes(period: PeriodParts | None) -> list[str]:
    """Return the totals of what lies wholly in the period and of the others, apart."""
    if period is None or not period["possible"]["records"]:
        return []
    notes = []
    for words, part in (
        ("Wholly in the period", period["inside"]),
        ("Only possibly in it", period["possible"]),
    ):
        if not part["records"]:
            notes.append(f"{words}: no event.")
            continue
        figures = [
            describe_total(Total(**part[measure]), measure)
            for measure in MEASURES
            if part[measure]["known"]
        ]
        cost = ", ".join(figures) or "no figure"
        notes.append(f"{words}, {_number(part)}: {cost}.")
    return notes


def _number(part: PartAnswer) -> str:
    return describe_number(part["events"], part["records"], part["uncounted"])


def _table(
    facet: str, title: str, groups: Sequence[_Group], measures: Sequence[Measure]
) -> CostTable:
    left = len(groups) - SHOWN_ROWS
    noun = "more place" if facet == "region" else "more type"
    return {
        "facet": facet,
        "title": title,
        "rows": [_row(group, measures) for group in groups],
        "more": f"and {count_of(left, noun)}" if left > 0 else None,
        "fewer": f"only the first {SHOWN_ROWS}",
    }


def _row(group: _Group, measures: Sequence[Measure]) -> CostRow:
    label, value, row = group
    return {
        "label": label,
        "value": value,
        "events": row["events"],
        "number": shorten_number(row),
        "known": row["killed"]["known"],
        "unknown": row["killed"]["unknown"],
        "costs": [_figure(row[measure]) for measure in measures],
    }


def _by_region(row: RegionRow) -> _Group:
    return name_group(row), row["region"], row


def _by_type(row: TypeRow) -> _Group:
    return FACETS["type"].name_value(row["type"]), row["type"], row


def _total(measure: Measure, answer: TotalAnswer, noun: str) -> TotalWords:
    total = Total(**answer)
    return {
        "label": f"{measure}, best estimate" if figure_and_range(total.figure)[1] else measure,
        **_figure(answer),
        "known": total.known,
        "unknown": total.unknown,
        "basis": describe_basis(total, noun) if total.known + total.unknown else "",
    }


def _figure(answer: TotalAnswer) -> FigureWords:
    """Return a figure as the number that is read first and the range beside it, if any."""
    number, beside = figure_and_range(Total(**answer).figure)
    return {"number": number, "range": beside, "given": answer["known"] > 0}
