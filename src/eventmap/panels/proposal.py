"""What a viewer's file would change in a dataset, as its next version."""

from collections.abc import Iterator

from eventmap.api import ProsePanel
from eventmap.importing import Import, Proposal
from eventmap.readers import Doubt
from eventmap.store import Counts
from eventmap.wording import count_of


def proposal_panel(proposal: Proposal) -> ProsePanel:
    """Return in numbers what the new version would change, for ``panels/prose.js``."""
    title = f"What would change in “{proposal.info.title}”"
    return {"sections": [{"title": title, "lines": list(_describe(proposal))}]}


def _describe(proposal: Proposal) -> Iterator[str]:
    report, reading = proposal.report, proposal.reading
    against = f" against version {report.onto.number}" if report.onto else ""
    yield f"Events{against}: {report.events.describe()}."
    if report.timeline != Counts():
        yield f"Timeline items: {report.timeline.describe()}."
    rows, refused = count_of(reading.read, "row"), len(reading.rejects)
    yield f"{rows} of the file: {reading.accepted:,} accepted, {refused:,} refused."
    if reading.doubts:
        kinds = [
            f"{count_of(number, 'row')} ({Doubt[kind.upper()].label})"
            for kind, number in reading.doubts.items()
        ]
        yield f"In doubt: {'; '.join(kinds)}."
    if not report.written:
        yield "Nothing differs: there would be no new version."
    elif not (report.events.differ or report.timeline.differ):
        yield "No event differs, only where the dataset says that it is from."


def describe_withdrawn(proposal: Proposal) -> tuple[str, list[str]]:
    """Return, as a heading and sentences, that the file lacks some of what the dataset has."""
    events, items = proposal.report.events, proposal.report.timeline
    gone = [
        count_of(number, noun)
        for number, noun in ((events.withdrawn, "event"), (items.withdrawn, "timeline item"))
        if number
    ]
    stay = (events.changed, events.unchanged, items.changed, items.unchanged)
    many = "" if any(stay) else "all the dataset has: "
    title = f"The new version would withdraw {many}{' and '.join(gone)}."
    return title, [
        "A version is the whole dataset. What this file does not hold is taken off the map, out of "
        "all figures and out of every export of the new version.",
        "A file of one month, with ids of its own, or simply the wrong file withdraws all that was "
        "there. Earlier versions stay as they are.",
    ]


def describe_written(done: Import, title: str) -> tuple[str, list[str]]:
    """Return, as a heading and sentences, what an import of a file did to a dataset."""
    if not done.written:
        return f"Nothing differs from version {done.version} of “{title}”: there is no new one.", []
    heading = f"Version {done.version} of “{title}” is written: {done.counts.describe()}."
    accepted = done.read - done.rejected
    rows = f"{count_of(done.read, 'row')} read, {accepted:,} accepted, {done.rejected:,} refused."
    not_kept = f"What was chosen by hand is not kept: {done.not_kept}" if done.not_kept else ""
    return heading, [line for line in (rows, not_kept) if line]
