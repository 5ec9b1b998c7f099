"""The sentence of what is shown, the chips of the filter, and the exports."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from eventmap.exports import FORMATS
from eventmap.filters import FACETS, Filters
from eventmap.panels.names import FACET_LABELS, capitalise, name_value
from eventmap.schema import DatasetInfo, DatePrecision
from eventmap.wording import describe_interval, join_words

_PART_LABELS = {
    "period": "the period",
    "words": "the words",
    "area": "the area",
    "killed": "the number killed",
    "precision": "how the place is known",
    "side": "who reports",
}


def headline_panel(
    summary: Mapping[Any, Any], hidden: Mapping[Any, Any], filters: Filters, info: DatasetInfo
) -> dict[str, Any]:
    """Return the sentence of what is shown, the chips of the filter and the exports."""
    query = urlencode([*filters.to_params(), *_named(filters, info)])
    return {
        "sentence": capitalise(summary["sentence"]),
        "shown": describe_hidden(hidden),
        "chips": chips(filters),
        "exports": [
            {"label": f.label, "path": f"api/events.{f.extension}?{query}"}
            for f in FORMATS.values()
        ]
        if info.redistributable
        else [],
        "refused": None
        if info.redistributable
        else f"No export: the terms of this dataset ({info.licence}) forbid handing on its rows.",
    }


def _named(filters: Filters, info: DatasetInfo) -> list[tuple[str, str]]:
    """Return the dataset and version that the filters leave open."""
    dataset = [] if filters.dataset else [("dataset", info.name)]
    return dataset if filters.version else [*dataset, ("version", str(info.version))]


def describe_hidden(hidden: Mapping[Any, Any]) -> str:
    """Return "N of M shown, k hidden by …" for the counts of `summary.count_hidden`."""
    shown = f"{hidden['shown']:,} of {hidden['total']:,} shown"
    parts = [
        f"{count:,} by {_PART_LABELS.get(part, part)}"
        for part, count in hidden["by"].items()
        if count
    ]
    if not parts:
        return shown
    if len(parts) == 1:
        return f"{shown}, {hidden['hidden']:,} hidden by {parts[0].split(' by ', 1)[1]}"
    overlap = sum(hidden["by"].values()) > hidden["hidden"]
    note = " (some by more than one)" if overlap else ""
    return f"{shown}, {hidden['hidden']:,} hidden: {join_words(parts)}{note}"


def chips(filters: Filters) -> list[dict[str, Any]]:
    """Return one chip for each value of the filter that can be taken away."""
    found = [
        {
            "part": facet,
            "value": value,
            "label": f"{FACET_LABELS[facet]}: {name_value(facet, value)}",
        }
        for facet in FACETS
        for value in getattr(filters, facet)
    ]
    if filters.date_from or filters.date_to:
        words = describe_interval(filters.date_from, filters.date_to, DatePrecision.DAYS)
        wholly = "wholly in " if filters.strict else ""
        found.insert(0, {"part": "period", "value": "", "label": f"Period: {wholly}{words}"})
    if filters.q:
        found.append({"part": "words", "value": "", "label": f"Words: {filters.q}"})
    if filters.bbox:
        west, south, east, north = filters.bbox
        area = f"Area: {west:g} to {east:g} E, {south:g} to {north:g} N"
        found.append({"part": "area", "value": "", "label": area})
    if filters.killed_min is not None:
        label = f"Killed: at least {filters.killed_min:,}"
        found.append({"part": "killed", "value": "", "label": label})
    return found
