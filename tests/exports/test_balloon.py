from html.parser import HTMLParser

import pandas as pd
import pytest

from eventmap.exports.balloon import describe_lines, write_balloon
from eventmap.exports.records import plain_records


class Reading(HTMLParser):
    """What a browser makes of it: the tags, and the text that is shown."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.lines: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert not attrs
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.lines.append(data)


def test_lines_say_what_is_known_and_what_is_not(events: pd.DataFrame) -> None:
    events.loc[0, ["summary", "target", "parties", "actor"]] = [
        "One.\nTwo.",
        "residential",
        "Somebody; Someone",
        "Someone",
    ]
    kherson, odesa, _ = plain_records(events)
    assert list(describe_lines(kherson, drawn=True)) == [
        "Week of 18–24 October 2025; Kherson, Kherson Oblast, Ukraine (located to the settlement)",
        "Shelling: reported. Reported by one source, or by several that need not be independent.",
        "2 killed, injured: not given",
        "One.",
        "Two.",
        "Target: residential",
        "Parties: Somebody; Someone",
        "Attributed to: Someone",
        "Reported by: AP; BBC (2 claims)",
    ]
    assert list(describe_lines(odesa, drawn=False)) == [
        "Date not given; Odesa Oblast, Ukraine (known only to the region)",
        "Not on the map. "
        "Known only to the region: a symbol would show a place that nobody reports.",
        "Glide bomb: claimed. One party to the war alone says so.",
        "Killed and injured: not given",
        "Reported by: source not given (1 claim)",
    ]


def test_lines_tell_the_source_s_own_words(events: pd.DataFrame) -> None:
    events.loc[1, ["when_words", "where_words"]] = ["late spring", "N. or nearby"]
    events.loc[1, "killed_words"] = "dozens"
    _, odesa, _ = plain_records(events)
    lines = list(describe_lines(odesa, drawn=False))
    assert lines[0] == (
        "“late spring”, in the source's words; "
        "Odesa Oblast, Ukraine (known only to the region) (“N. or nearby”, in the source's words)"
    )
    assert "Killed: “dozens”, in the source's words, injured: not given" in lines


@pytest.mark.parametrize(
    ("precision", "reason"),
    [
        ("country", "Known only to Ukraine: a symbol would show a place that nobody reports."),
        ("unlocated", "No place is given."),
        ("settlement", "Known to the settlement, but the coordinates are not given."),
    ],
)
def test_an_event_without_a_point_gives_the_reason(
    precision: str, reason: str, events: pd.DataFrame
) -> None:
    events.loc[0, "geo_precision"] = precision
    event = next(plain_records(events))
    assert f"Not on the map. {reason}" in describe_lines(event, drawn=False)


def test_unknown_codes_are_shown_as_they_are(events: pd.DataFrame) -> None:
    events.loc[0, ["admin1", "country"]] = ["XX-1", "XX"]
    event = next(plain_records(events))
    assert "Kherson, XX-1, XX (located" in next(describe_lines(event, drawn=True))


@pytest.mark.parametrize(
    "text",
    ["<img src=x onerror=alert(1)>", "</p><script>x</script>", "&lt;b&gt;", "$[name] $[event/x]"],
)
def test_text_never_becomes_markup(text: str, events: pd.DataFrame) -> None:
    for column in ("title", "summary", "target", "parties", "actor", "place", "sources", "admin1"):
        events.loc[0, column] = text
    html = write_balloon(next(plain_records(events)), drawn=True)
    read = Reading(html)
    assert read.tags == {"div", "h3", "p"}
    assert read.lines[0] == text
    assert f"Target: {text}" in read.lines
    assert "$[" not in html  # a viewer puts columns in there, unescaped
