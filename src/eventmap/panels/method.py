"""How the numbers are made, where the data come from, and which months stand out."""

from collections.abc import Iterator

from eventmap.api import ProsePanel, Section, Summary, Unusual
from eventmap.casualties import RULES, SIDE_ORDER, describe_contradictory
from eventmap.describe import describe_several_sources, describe_types_in_text, noun_of
from eventmap.schema import DatasetInfo, Side, Status
from eventmap.wording import EXPLANATIONS, LABELS, count_of, join_words, verb_of

_PARTIES = (
    "The parties of an event are who is involved in it, in no order of guilt: that somebody is "
    "named among them does not say who did it.",
    'Who did it stands as "Attributed to", only where the source says so.',
)
"""What parties are, and are not, as the page prints it."""


READ_TYPES = (
    "A text tells a type where it leads with one kind of event; one that names several, or is in "
    "doubt, leaves it “other”. The type of a single event is best read beside its text."
)
"""How a type is read out of a text, as the page prints it."""


def unusual_panel(found: Unusual) -> ProsePanel:
    """Return the months in which unusually many were killed, and the rule."""
    lines = [*(month["words"] for month in found["months"]), *found["reasons"], found["rule"]]
    return {"sections": [{"title": found["heading"], "lines": lines}]}


_DATES_AND_PLACES = (
    "An event is shown if it may lie in the period: its interval overlaps it. "
    "Where only events wholly in the period are asked for, it lies in it.",
    "A symbol stands only for a place known to the settlement or better, or, "
    "with a ring, to the district. What is known to the region is drawn as the "
    "region; what is known to the country alone is listed, not drawn.",
    "Where the dataset has no event in a whole month, or in four weeks where its "
    "usual gap is far shorter, the sentence on a period that touches them says so. "
    "Shorter gaps, and days that it covers thinly, cannot be told from quiet ones.",
)


def method_panel(info: DatasetInfo, summary: Summary, *, names_parties: bool = False) -> ProsePanel:
    """Return how the numbers are made, and where the data come from.

    Parameters
    ----------
    names_parties
        Whether events of the dataset name who is involved.
    """
    in_text = describe_types_in_text(summary["types_in_text"])
    drawn = (
        f"{summary['located']:,} of {count_of(summary['records'], noun_of(summary))} "
        "shown can be drawn as a symbol."
    )
    types: list[Section] = [{"title": "Types", "lines": [*in_text, READ_TYPES]}]
    parties: list[Section] = [{"title": "Parties", "lines": list(_PARTIES)}]
    return {
        "sections": [
            {"title": "Casualties", "lines": list(_tell_casualties(summary))},
            {"title": "Dates and places", "lines": [*_DATES_AND_PLACES, drawn]},
            {
                "title": "Status",
                "lines": [f"{LABELS[Status][s].capitalize()}: {EXPLANATIONS[s]}" for s in Status],
            },
            *(types if in_text else []),
            *(parties if names_parties else []),
            {
                "title": "This dataset",
                "lines": [
                    line
                    for line in (
                        f"{info.title}, version {info.version}",
                        info.source,
                        f"Licence: {info.licence or 'not given'}",
                        info.attribution,
                    )
                    if line
                ],
            },
        ]
    }


def _tell_casualties(summary: Summary) -> Iterator[str]:
    """Yield how figures are added up, and what of those shown they leave out."""
    yield from RULES
    order = join_words([LABELS[Side][side] for side in SIDE_ORDER])
    yield f"The order of preference is: {order}."
    if summary["contradictory"]:
        yield f"{describe_contradictory(summary['contradictory'])}."
    yield from describe_several_sources(summary["several_sources"])
    if in_text := summary["only_in_text"]:
        yield (
            f"Texts are not counted: {count_of(in_text, noun_of(summary))} shown "
            f"{verb_of(in_text, 'state')} a number of killed or injured in the text and "
            f"{verb_of(in_text, 'give')} no figure beside it."
        )
