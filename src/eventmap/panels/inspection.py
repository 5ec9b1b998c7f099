"""What a file was found to be, and what would be refused."""

from collections.abc import Iterator

from eventmap.api import ProsePanel, Section, Summary
from eventmap.readers import (
    ORDER_WORDS,
    Doubt,
    InspectedTable,
    Inspection,
    Reading,
    describe_unused,
)
from eventmap.summary import describe_in_all
from eventmap.wording import count_of

_SHOWN = 8


def inspection_panel(inspection: Inspection, summary: Summary | None = None) -> ProsePanel:
    """Return what each table of a file was found to be, for ``panels/prose.js``.

    Parameters
    ----------
    summary
        What all of them add up to; ``None`` where something is asked before, or is not known.
    """
    sections: list[Section] = [
        {"title": _title(part), "lines": list(_describe(part))} for part in inspection.parts
    ]
    if inspection.left_out:
        sections.append({"title": "Left out", "lines": list(inspection.left_out)})
    if summary:
        sections.append({"title": "What it adds up to", "lines": [describe_in_all(summary)]})
    return {"sections": sections}


def _title(part: InspectedTable) -> str:
    encoding = f", {part.source.encoding}" if part.source.encoding else ""
    return f"{part.source.name} ({part.source.kind}{encoding})"


def _describe(part: InspectedTable) -> Iterator[str]:
    yield f"Read as {part.format.title}. {part.why}"
    if part.recalled:
        yield part.recalled.describe()
    yield from part.notes
    for use in part.unread:
        yield f"Not read: {use.describe_unread()}"
    if part.unused:
        yield describe_unused(part.unused)
    if part.reading is not None:
        yield from _account(part.reading)


def _account(reading: Reading) -> Iterator[str]:
    rejected = len(reading.rejects)
    yield (
        f"{count_of(reading.read, 'row')}: {reading.accepted:,} can be shown, {rejected:,} refused."
    )
    for each in reading.dates:
        order = f" are read as {ORDER_WORDS[each.order]}. " if each.order else ": "
        yield f"Dates in {each.column!r}{order}{each.proof}"
    for kind, number in reading.doubts.items():
        words = Doubt[kind.upper()].label
        example = reading.examples.get(kind, "")
        yield f"{count_of(number, 'row')} in doubt: {words}. {example}".strip()
    for one in reading.rejects[:_SHOWN]:
        where = f"Refused, line {one.line}" + (f", {one.column}" if one.column else "")
        yield f"{where}: {one.value!r}: {one.reason}"
    if rejected > _SHOWN:
        yield f"{rejected - _SHOWN:,} more rows are refused: see the download."
