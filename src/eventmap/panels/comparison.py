"""Two selections side by side: a row for each, and what stands against comparing them."""

from collections.abc import Iterable, Sequence

from eventmap.api import (
    ComparedRegion,
    ComparedSide,
    ComparedType,
    Comparison,
    ComparisonPanel,
    ComparisonTable,
    RegionChange,
    ScaledFigure,
    TotalAnswer,
)
from eventmap.casualties import MEASURES, Measure, Total, describe_basis, figure_and_range
from eventmap.describe import name_group, noun_of, shorten_number
from eventmap.filters import FACETS
from eventmap.panels.casualties import SHOWN_ROWS


def comparison_panel(found: Comparison) -> ComparisonPanel:
    """Return both sides, on one scale for each measure, the tables, and the reservations.

    Periods of different lengths are drawn by the day.
    """
    measures = [m for m in MEASURES if any(side[m]["known"] for side in found["sides"])]
    by_type = [(FACETS["type"].name_value(row["type"]), row, ()) for row in found["by_type"]]
    by_region = [(name_group(row), row, row["changes"].values()) for row in found["by_region"]]
    return {
        "sentence": found["sentence"],
        "moved": found["moved"],
        "reasons": found["reasons"],
        "heads": ["events", *measures],
        "scale": "Bars by the day" if found["by_day"] else "",
        "sides": [
            {
                "label": side["label"],
                "values": [
                    _events(found, side),
                    *(_cost(found, side, measure) for measure in measures),
                ],
            }
            for side in found["sides"]
        ],
        "tables": [
            _table("By region", by_region),
            _table("By type", by_type),
        ],
    }


def _days(found: Comparison, side: ComparedSide) -> int:
    return side["days"] or 1 if found["by_day"] else 1


def _events(found: Comparison, side: ComparedSide) -> ScaledFigure:
    most = max(each["events"] / _days(found, each) for each in found["sides"])
    share = side["events"] / _days(found, side) / most if most else 0.0
    rate = f"{side['per_day']:.3g} a day" if found["by_day"] and side["per_day"] else ""
    return {"number": shorten_number(side), "bar": share, "low": None, "high": None, "note": rate}


def _cost(found: Comparison, side: ComparedSide, measure: Measure) -> ScaledFigure:
    """Return a figure as a bar of the best one, or else of the low one, with its range over it."""
    most = max(_largest(each[measure]) / _days(found, each) for each in found["sides"])

    def share(number: int | None) -> float | None:
        return None if number is None or not most else number / _days(found, side) / most

    answer = side[measure]
    total = Total(**answer)
    number, beside = figure_and_range(total.figure)
    best = answer["best"] if answer["best"] is not None else answer["low"]
    return {
        "number": number,
        "bar": share(best) or 0.0,
        "low": share(answer["low"]) if beside else None,
        "high": share(answer["high"]) if beside else None,
        "note": "; ".join(filter(None, [beside, describe_basis(total, noun_of(side))])),
    }


def _largest(answer: TotalAnswer) -> int:
    return max((answer[end] or 0 for end in ("low", "best", "high")), default=0)


def _table(
    title: str,
    groups: Sequence[tuple[str, ComparedRegion | ComparedType, Iterable[RegionChange]]],
) -> ComparisonTable:
    """Return a table of both sides' numbers; the first rows, where they are many."""
    left = len(groups) - SHOWN_ROWS
    return {
        "title": title,
        "rows": [
            {
                "label": label,
                "events": [f"{number:,}" for number in row["events"]],
                "killed": [_figure(answer) for answer in row["killed"]],
                "changes": list(map(_say_change, changes)),
            }
            for label, row, changes in groups[:SHOWN_ROWS]
        ],
        "more": f"The {SHOWN_ROWS} that differ most; {left:,} more." if left > 0 else "",
    }


_ARROWS = {"more": "▲", "fewer": "▼"}


def _say_change(change: RegionChange) -> str:
    """Return how a region differs: an arrow alone where that is known."""
    if change["change"] is None:
        return {"same": "the same", "meet": "ranges meet"}.get(change["shade"], "not known")
    percent = change["percent"]
    share = "" if percent is None else f" {abs(percent):,} %" if percent else " < 1 %"
    return f"{_ARROWS[change['change']]} {change['change']}{share}"


def _figure(answer: TotalAnswer | None) -> list[str]:
    """Return what is read first and what stands beside it; no events have no figure."""
    return list(figure_and_range(Total(**answer).figure)) if answer else ["", ""]
