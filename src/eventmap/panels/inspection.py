"""What a file was found to be, and what would be refused."""

from collections.abc import Iterator, Mapping
from typing import Any

from eventmap.readers.drafts import Reading
from eventmap.readers.intake import Intake, Part
from eventmap.wording import count_of

_SHOWN = 8

DOUBTS: Mapping[str, str] = {
    "unknown_country": "a country that is not known by its name",
    "unknown_region": "a region that is not known by its name",
    "precision_lowered": "a region that is not known by its name, so only the country is left",
    "region_conflict": "a point in another region than the one named",
    "country_conflict": "a country in which the recognised borders do not put the place",
    "outside_country": "a point far outside the country named",
    "decimal_comma": "a decimal comma in a coordinate",
    "null_island": "a point at latitude 0, longitude 0, which is not believed",
    "placed_by_gazetteer": "a point found by the name of the place",
    "repeated_id": "the id of another row with other content; both are kept",
    "figure_in_words": "casualties in words that are no count",
    "figures_disagree": "figures that contradict each other",
    "date_precision": "a precision that does not fit the dates",
    "date_start": "only the end of the event",
    "published_on": "a day of publication that cannot be read",
    "url": "an address that is none",
    "event_type": "a type that is not known, taken as other",
    "status": "a status that is not known, taken as reported",
    "geo_precision": "a precision of the place that is not known",
    "side": "a side that is not known, taken as other",
}
"""What is doubtful about a row."""


def inspection_panel(intake: Intake) -> dict[str, Any]:
    """Return what each table of a file was found to be, for ``panels/prose.js``."""
    sections = [{"title": _title(part), "lines": list(_describe(part))} for part in intake.parts]
    if intake.left_out:
        sections.append({"title": "Left out", "lines": list(intake.left_out)})
    return {"sections": sections}


def _title(part: Part) -> str:
    encoding = f", {part.source.encoding}" if part.source.encoding else ""
    return f"{part.source.name} ({part.source.kind}{encoding})"


def _describe(part: Part) -> Iterator[str]:
    yield f"Read as {part.format.title}. {part.why}"
    yield from part.source.notes
    if part.reading is not None:
        yield from _account(part.reading)


def _account(reading: Reading) -> Iterator[str]:
    rejected = len(reading.rejects)
    yield (
        f"{count_of(reading.read, 'row')}: {reading.accepted:,} can be shown, {rejected:,} refused."
    )
    for each in reading.dates:
        order = f"{each.order}: " if each.order else ""
        yield f"Dates in {each.column}: {order}{each.proof}"
    for kind, number in reading.warnings.items():
        words = DOUBTS.get(kind, kind)
        example = reading.examples.get(kind, "")
        yield f"{count_of(number, 'row')} in doubt: {words}. {example}".strip()
    for one in reading.rejects[:_SHOWN]:
        where = f"Refused, line {one.line}" + (f", {one.column}" if one.column else "")
        yield f"{where}: {one.value!r}: {one.reason}"
    if rejected > _SHOWN:
        yield f"{rejected - _SHOWN:,} more rows are refused: see the download."
