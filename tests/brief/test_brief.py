"""What a brief says, and that its files say it. Expected values are counted by hand."""

import itertools
import math
import random
import re
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from io import BytesIO
from typing import Any

import pytest
import vl_convert
from docx import Document
from lxml import html
from pptx import Presentation
from pypdf import PdfReader
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset

from eventmap.brief import (
    BRIEF_FORMATS,
    Brief,
    MapView,
    count_annexed,
    make_brief,
    refuse_annex,
    refuse_story,
    tell_story,
)
from eventmap.brief.content import Told
from eventmap.brief.picture import FILLS
from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.stories import Step, Story

TODAY = date(2026, 11, 27)
MARKUP = '#image("/etc/passwd") $x$ *bold* <b>&amp;</b> = heading @cite \\ [a](b)'


@pytest.fixture
def brief() -> Brief:
    database = Database([make_dataset(WEEK, WEEK_CLAIMS, attribution="The makers")])
    link = "https://map.example/?dataset=test"
    return make_brief(database, Filters(), today=TODAY, link=link)


def text_of_pdf(content: bytes) -> str:
    """Return the words of all pages with single spaces between them."""
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def text_of_docx(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def text_of_pptx(content: bytes) -> str:
    shapes = [shape for slide in Presentation(BytesIO(content)).slides for shape in slide.shapes]
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def text_of_html(content: bytes) -> str:
    return html.fromstring(content).text_content()


READ = {"pdf": text_of_pdf, "html": text_of_html, "docx": text_of_docx, "pptx": text_of_pptx}


def test_it_says_what_the_page_says(brief: Brief) -> None:
    assert brief.title == "Test"
    assert brief.sentence.startswith("Test: 4 events, 18–24 October 2025")
    assert brief.made == "27 November 2026"
    assert "All events, dated 18–24 October 2025" in brief.credit
    assert "The makers" in brief.credit
    assert "CC0-1.0" in brief.credit
    killed, injured = brief.figures
    assert (killed.number, killed.basis) == (
        "at least 3",
        "from 2 of 4 events; 2 give no figure",
    )
    assert injured.number == "at least 22"


def test_a_file_says_of_itself_what_it_holds_and_no_other_maker(brief: Brief) -> None:
    pdf = PdfReader(BytesIO(BRIEF_FORMATS["pdf"].write([brief]))).metadata
    assert pdf is not None
    assert (pdf.title, pdf.subject) == ("Test", brief.credit)
    page = html.fromstring(BRIEF_FORMATS["html"].write([brief]))
    assert page.xpath("//meta[@name='description']/@content") == [brief.credit]
    opened = (
        Document(BytesIO(BRIEF_FORMATS["docx"].write([brief]))),
        Presentation(BytesIO(BRIEF_FORMATS["pptx"].write([brief]))),
    )
    for file in opened:
        said = file.core_properties
        assert (said.title, said.comments) == ("Test", brief.credit)
        assert (said.author, said.last_modified_by) == ("eventmap", "eventmap")
        assert said.created is not None
        assert said.created.year >= TODAY.year


def test_the_events_with_the_most_killed_come_with_who_says_so(
    open_rows: Callable[..., Database],
) -> None:
    events = [{"title": f"Event {at}"} for at in range(7)]
    claims = [
        {
            "event_id": f"events-{at}",
            "killed_best": at,
            "claimant": f"Body {at}",
            "source": f"Paper {at}",
            "url": f"https://paper.example/{at}",
            "archive_url": f"https://archive.ph/{at}",
        }
        for at in range(7)
    ]
    made = make_brief(open_rows(events, claims), Filters(), today=TODAY)
    assert [event.title for event in made.events] == [f"Event {at}" for at in (6, 5, 4, 3, 2)]
    (voice,) = made.events[0].voices
    assert (voice.claimant, voice.figures, voice.source, voice.url, voice.archive_url) == (
        "Body 6",
        "6 killed, injured: not given",
        "Paper 6",
        "https://paper.example/6",
        "https://archive.ph/6",
    )
    for extension in ("pdf", "html", "docx"):
        said = "".join(READ[extension](BRIEF_FORMATS[extension].write([made])).split())
        assert "https://archive.ph/6" in said, extension


def test_no_event_of_zero_or_unknown_killed_is_told_as_one_of_the_worst(
    open_rows: Callable[..., Database],
) -> None:
    database = open_rows([{}, {}], [{"event_id": "events-0", "killed_best": 0}])
    assert make_brief(database, Filters(), today=TODAY).events == ()


def test_rows_that_may_not_be_handed_on_are_not_told(open_rows: Callable[..., Database]) -> None:
    claims = [{"event_id": "events-0", "killed_best": 4, "statement": "Secret words"}]
    database = open_rows([{"title": "Secret"}], claims, redistributable=False)
    made = make_brief(database, Filters(), today=TODAY)
    assert made.events == ()
    assert "are not passed on: the publisher's terms, or this host's" in made.withheld
    assert "Secret" not in text_of_pdf(BRIEF_FORMATS["pdf"].write([made]))
    own_terms = open_rows([{"title": "Secret", "redistributable": False}, {}], claims)
    assert make_brief(own_terms, Filters(), today=TODAY).events == ()


@pytest.mark.parametrize("extension", sorted(READ))
def test_each_document_says_all_of_it(brief: Brief, extension: str) -> None:
    said = " ".join(READ[extension](BRIEF_FORMATS[extension].write([brief])).split())
    for words in (
        brief.title,
        "4 events, 18–24 October 2025",
        "at least 3",
        "2 give no figure",
        "Shelling of a block in Kherson",
        "Nothing is estimated",
        "CC0-1.0",
        "https://map.example/?dataset=test",
    ):
        assert words in said, words


@pytest.mark.parametrize("extension", sorted(READ))
def test_text_from_a_table_stays_text(open_rows: Callable[..., Database], extension: str) -> None:
    claims = [{"event_id": "events-0", "killed_best": 1, "claimant": MARKUP}]
    database = open_rows([{"title": MARKUP, "place": MARKUP}], claims, title=MARKUP)
    content = BRIEF_FORMATS[extension].write(
        [make_brief(database, Filters(), today=TODAY, title=MARKUP)]
    )
    assert READ[extension](content).replace("\n", " ").count('#image("/etc/passwd")') >= 2


@pytest.mark.parametrize("extension", sorted(BRIEF_FORMATS))
def test_no_text_of_a_table_or_a_link_is_refused_by_a_format(
    open_rows: Callable[..., Database], extension: str
) -> None:
    # What XML cannot hold, a title longer than Word keeps, an address longer than Typst takes.
    odd, address = "a\x00\x07b\ufffec", "https://paper.example/" + "u" * 9_000
    said = dict.fromkeys(("claimant", "source", "killed_words"), odd) | {"killed_best": 1}
    claims = [{"event_id": "events-0", "url": address, "archive_url": address} | said]
    database = open_rows([{"title": odd, "place": odd}], claims, title=odd + "t" * 300)
    asked: dict[str, Any] = {"annex": BRIEF_FORMATS[extension].paged, "link": address}
    told = Told("Step", f"{odd}\ud800", odd)
    content = BRIEF_FORMATS[extension].write(
        [make_brief(database, Filters(), today=TODAY, told=told, **asked)]
    )
    assert content
    if extension in ("docx", "pptx", "html"):
        assert "a\ufffd\ufffdb\ufffdc\ufffd" in READ[extension](content)


@pytest.mark.parametrize("lat", [-90, 90])
@pytest.mark.parametrize("zoom", [0, 22])
def test_a_map_that_looks_at_a_pole_is_drawn(week: Database, lat: float, zoom: float) -> None:
    made = make_brief(week, Filters(), today=TODAY, view=MapView(lat, 180, zoom))
    assert made.map.svg.endswith("</svg>")
    assert BRIEF_FORMATS["pdf"].write([made]).startswith(b"%PDF")


def test_a_pdf_is_tagged_and_its_fonts_are_in_it(open_rows: Callable[..., Database]) -> None:
    database = open_rows(
        [{"title": "Обстріл Херсона"}], [{"event_id": "events-0", "killed_best": 1}]
    )
    content = BRIEF_FORMATS["pdf"].write([make_brief(database, Filters(), today=TODAY)])
    reader = PdfReader(BytesIO(content))
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "Обстріл Херсона" in text_of_pdf(content)
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    described = [font.get_object()["/DescendantFonts"][0].get_object() for font in fonts]
    assert described
    for font in described:
        descriptor = font["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_a_page_fetches_nothing_and_holds_no_markup_of_a_table(
    open_rows: Callable[..., Database],
) -> None:
    source = {"claimant": MARKUP, "source": "A paper", "url": "https://paper.example/1?a=1&b=<b>"}
    claims = [{"event_id": "events-0", "killed_best": 1} | source]
    place = {"lat": 46.6, "lon": 32.6, "geo_precision": "settlement"}
    database = open_rows([{"title": MARKUP, "place": MARKUP} | place], claims, title=MARKUP)
    page = html.fromstring(
        BRIEF_FORMATS["html"].write([make_brief(database, Filters(), today=TODAY)])
    )
    assert page.xpath("//b | //script | //link | //iframe | //object") == []
    pictures = page.xpath("//img")
    assert len(pictures) == 2
    assert all(each.get("src").startswith("data:image/svg+xml;base64,") for each in pictures)
    assert all(each.get("alt") for each in pictures)
    assert page.xpath("//a/@href") == [source["url"]]


def test_the_map_draws_symbols_and_hatches_what_is_known_only_to_the_region(brief: Brief) -> None:
    assert brief.map.says == (
        "Map of 2 events drawn as symbols and 1 known only to the region, which is hatched."
    )
    assert brief.map.svg.count("url(#hatch)") == 2  # the region, and the legend
    assert "Several events close together" not in brief.map.svg


def test_circles_of_many_events_lie_side_by_side(open_rows: Callable[..., Database]) -> None:
    place = random.Random(3)
    events = [
        {
            "lat": round(place.uniform(46, 51), 4),
            "lon": round(place.uniform(24, 39), 4),
            "geo_precision": "settlement",
        }
        for _ in range(1000)
    ]
    made = make_brief(open_rows(events), Filters(), today=TODAY)
    drawn = r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)" fill="#[\dA-F]+" stroke'
    found = re.findall(drawn, made.map.svg)
    circles = [tuple(map(float, circle)) for circle in found]
    assert len(circles) > 50
    apart = [
        math.dist(one[:2], other[:2]) - one[2] - other[2]
        for one, other in itertools.combinations(circles, 2)
    ]
    assert min(apart) > -0.5  # pixels


def test_a_selection_without_places_has_no_map(open_rows: Callable[..., Database]) -> None:
    made = make_brief(open_rows([{}]), Filters(), today=TODAY)
    assert (made.map.svg, made.map.says) == ("", "No event can be drawn on a map.")
    assert BRIEF_FORMATS["pdf"].write([made]).startswith(b"%PDF-")


def test_nothing_selected_is_a_brief_that_says_so(week: Database) -> None:
    made = make_brief(week, Filters(q="nothing like it"), today=TODAY)
    assert "no event with the words" in text_of_pdf(BRIEF_FORMATS["pdf"].write([made]))


def test_the_trend_is_of_the_period_alone(open_rows: Callable[..., Database]) -> None:
    days = [f"2025-10-{day:02}" for day in (18, 20, 24)]
    events = [{"date_start": day, "date_end": day} for day in days]
    chosen = Filters(date_from=date(2025, 10, 19), date_to=date(2025, 10, 21))
    made = make_brief(open_rows(events), chosen, today=TODAY)
    assert made.trend.svg.count('aria-roledescription="bar"') == 2  # in the one day, and wholly so


def test_the_days_of_the_trend_are_not_read_in_the_time_of_the_host(
    open_rows: Callable[..., Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[dict[str, Any]] = []
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda chart: drawn.append(chart) or "")
    database = open_rows([{"date_start": "2025-10-18", "date_end": "2025-10-18"}])
    make_brief(database, Filters(), today=TODAY)
    ((row,),) = drawn[0]["datasets"].values()
    # date -u -d 2025-10-18 +%s and date -u -d 2025-10-19 +%s, in milliseconds
    assert (row["date_start"], row["date_end"]) == (1_760_745_600_000, 1_760_832_000_000)


def test_what_only_may_lie_in_a_day_is_told_from_what_does(
    open_rows: Callable[..., Database],
) -> None:
    days = [("2025-10-18", "2025-10-20"), ("2025-10-19", "2025-10-19")]
    events = [{"date_start": first, "date_end": last} for first, last in days]
    made = make_brief(open_rows(events), Filters(), today=TODAY)
    # By hand: 1, 2 and 1 events may lie in the three days, of which one lies in the second.
    told = re.findall(r"events a day: (\d)", made.trend.svg)
    assert told == ["1", "2", "1", "0", "1", "0"]
    assert re.findall(r">([\d.]+)</text>", made.trend.svg) == ["0", "1", "2"]  # no half of one
    assert made.trend.says == "Dark: events wholly in a day; pale: those that may lie in it."


def test_a_comparison_stands_in_it(week: Database) -> None:
    chosen = Filters(region=("UA-65",))
    made = make_brief(week, chosen, today=TODAY, compare="region:UA-51")
    assert made.compared is not None
    assert "in Kherson Oblast against 1 in Odesa Oblast" in made.compared.sentence
    assert made.tables[-1].title == "Events compared by region"


def test_a_picture_is_a_page_of_a4(brief: Brief) -> None:
    content = BRIEF_FORMATS["png"].write([brief])
    assert content.startswith(b"\x89PNG")
    wide, high = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert high / wide == pytest.approx(297 / 210, rel=0.01)


def test_the_map_looks_where_it_is_asked_to_and_counts_what_lies_outside(week: Database) -> None:
    # Of the two events with a place, one is in Kherson, one in Moscow.
    near = make_brief(week, Filters(), today=TODAY, view=MapView(46.6, 32.6, 8))
    assert near.map.says.startswith("Map of 1 event drawn as a symbol")
    assert near.map.says.endswith("; 1 event more with a symbol outside this part of the map.")
    assert "Kherson" in near.map.svg
    assert "Moscow" not in near.map.svg


ANNEXED = sorted(set(READ) - {"pptx"})
"""The formats that have pages for an annex."""


@pytest.fixture
def three_events(open_rows: Callable[..., Database]) -> Database:
    """Return three events, the last of them not to be handed on; of one two claimants report."""
    events = [
        {"place": "Kherson", "admin1": "UA-65", "geo_precision": "settlement"},
        {"date_start": "2025-10-18", "event_type": "drone", "title": "Drone"},
        {"date_start": "2025-10-20", "place": "A secret place", "redistributable": False},
    ]
    read = {"event_id": "events-0", "killed_low": 2, "killed_best": 3, "killed_high": 1200}
    claims = [
        read | {"claimant": "Governor", "source": "A paper", "url": "https://paper.example/1"},
        read | {"claimant": "Army", "source": "A channel", "url": "https://paper.example/2"},
        {"event_id": "events-1", "claimant": "Army", "url": "javascript:alert(1)"},
    ]
    return open_rows(events, claims)


def test_an_annex_has_every_event_that_may_be_handed_on(three_events: Database) -> None:
    assert count_annexed(three_events, Filters()) == 2
    annex = make_brief(three_events, Filters(), today=TODAY, annex=True).annex
    assert annex is not None
    assert annex.head[3] == "Killed (best estimate)"
    assert annex.says == (
        "Every event of the selection that may be handed on, 2 in all, the earliest first. "
        "1 event whose own terms forbid it is left out."
    )
    drone, shelling = annex.rows
    assert (drone.when, drone.type, drone.killed) == (
        "2025-10-18 – 2025-10-24",
        "Drone",
        "not given",
    )
    assert (shelling.when, shelling.where) == ("2025-10-24", "Kherson")
    assert (shelling.killed, shelling.said_by) == ("3 (2–1,200)", "Governor (A paper); Army")
    assert shelling.url == "https://paper.example/1"


@pytest.mark.parametrize(("by", "killed"), [("low", "2"), ("high", "1,200")])
def test_an_annex_tells_the_killed_by_the_figure_that_is_named(
    three_events: Database, by: str, killed: str
) -> None:
    annex = make_brief(three_events, Filters(killed_by=by), today=TODAY, annex=True).annex
    assert annex is not None
    assert [row.killed for row in annex.rows] == ["not given", killed]


@pytest.mark.parametrize("extension", ANNEXED)
def test_an_annex_stands_in_every_format_with_pages(three_events: Database, extension: str) -> None:
    content = BRIEF_FORMATS[extension].write(
        [make_brief(three_events, Filters(), today=TODAY, annex=True)]
    )
    said = " ".join(READ[extension](content).split())
    for words in ("Annex: all events", "2025-10-18", "3 (2–1,200)", "Governor (A paper); Army"):
        assert words in said, words
    assert "https://paper.example/1" in said
    assert "secret" not in said
    if extension == "html":
        assert "javascript:alert(1)" not in html.fromstring(content).xpath("//a/@href")


def test_there_is_no_annex_unless_it_is_asked_for(brief: Brief) -> None:
    assert brief.annex is None


def test_rows_that_may_not_be_handed_on_are_in_no_annex(open_rows: Callable[..., Database]) -> None:
    database = open_rows([{"title": "Secret", "place": "Secret"}], redistributable=False)
    assert count_annexed(database, Filters()) == 0
    annex = make_brief(database, Filters(), today=TODAY, annex=True).annex
    assert annex is not None
    assert annex.rows == ()
    assert "are not passed on: the publisher's terms, or this host's" in annex.says


@pytest.mark.parametrize(
    ("extension", "events", "words"),
    [
        ("pdf", 1000, None),
        ("docx", 1001, "1,001 events are too many for the annex of a brief; allowed: up to 1,000"),
        ("docx", 1001, "take the export as Excel or CSV instead"),
        ("png", 1, "A brief as PNG has no annex with all events; allowed: PDF, HTML or Word."),
        ("pptx", 1, "A brief as PowerPoint has no annex"),
    ],
)
def test_an_annex_has_its_bound(extension: str, events: int, words: str | None) -> None:
    reason = refuse_annex(BRIEF_FORMATS[extension], events)
    assert reason is None if words is None else words in (reason or "")


STORY = Story(
    "two",
    "Two views",
    (
        Step("Everything", f"First {MARKUP}", (("compare", "previous"), ("zoom", "7"))),
        Step(
            "Kherson",
            "Second, with a map of its own.",
            (("region", "UA-65"), ("lat", "46.6"), ("lng", "32.6"), ("zoom", "8")),
        ),
    ),
)
"""Of the first step neither comparison nor map can be had: it has no period, and no middle."""


@pytest.fixture
def told(week: Database) -> list[Brief]:
    address = "https://map.example/"
    return list(tell_story(week, Filters(dataset="test"), STORY, today=TODAY, page=address))


def test_a_story_is_told_step_by_step_as_the_page_would(told: list[Brief]) -> None:
    first, second = told
    assert (first.title, second.title) == ("Two views", "Two views")
    assert [brief.told and brief.told.place for brief in told] == ["Step 1 of 2", "Step 2 of 2"]
    assert "4 events" in first.sentence
    assert first.compared is not None
    assert "compare='previous' cannot be used" in first.compared.sentence
    assert "1 event, in Kherson Oblast" in second.sentence
    assert second.compared is None
    assert first.map.says.startswith("Map of 2 events drawn as symbols and 1")  # fits all
    assert "Kherson" in second.map.svg
    assert second.link == (
        "https://map.example/?dataset=test&version=1&story=two&step=2"
        "&region=UA-65&lat=46.6&lng=32.6&zoom=8"
    )


@pytest.mark.parametrize("extension", sorted(READ))
def test_each_document_tells_all_steps(told: list[Brief], extension: str) -> None:
    said = " ".join(READ[extension](BRIEF_FORMATS[extension].write(told)).split())
    places = [said.rindex(words) for words in ("Everything", "Second, with a map of its own.")]
    assert places == sorted(places)
    assert 'First #image("/etc/passwd") $x$ *bold*' in said
    assert said.count("Nothing is estimated") == 1  # what holds for all is said once
    assert "step=2" in said.replace(" ", "")


def test_each_step_of_a_story_begins_a_page_and_a_heading(told: list[Brief]) -> None:
    reader = PdfReader(BytesIO(BRIEF_FORMATS["pdf"].write(told)))
    pages = [page.extract_text() for page in reader.pages]
    (second,) = (page for page in pages if "Second, with a map of its own." in page)
    assert second.startswith("Step 2 of 2")
    assert "in Kherson Oblast" in second[second.rindex("version 1") :]  # whose data, at its foot
    page = html.fromstring(BRIEF_FORMATS["html"].write(told))
    assert page.xpath("//h2[@class='step']/text()") == ["Everything", "Kherson"]
    assert len(page.xpath("//h1")) == 1
    assert len(page.xpath("//h3[text()='By region']")) == 2


def test_a_story_is_no_single_picture() -> None:
    refused = [extension for extension, form in BRIEF_FORMATS.items() if refuse_story(form)]
    assert refused == ["png"]
    assert "allowed: PDF, HTML, Word or PowerPoint." in (refuse_story(BRIEF_FORMATS["png"]) or "")


def test_a_comparison_has_the_trends_and_the_map_of_what_differs(
    open_rows: Callable[..., Database],
) -> None:
    # By hand: Kherson has 14 events in the chosen ten days after 1, Odesa 1 after 12.
    numbers = {("UA-65", 15): 14, ("UA-65", 5): 1, ("UA-51", 15): 1, ("UA-51", 5): 12}
    events = [
        {"admin1": region, "geo_precision": "region", "date_start": day, "date_end": day}
        for (region, at), number in numbers.items()
        for day in [f"2025-10-{at:02}"] * number
    ]
    events += [{"date_start": day, "date_end": day} for day in ("2025-10-01", "2025-10-20")]
    chosen = Filters(date_from=date(2025, 10, 11), date_to=date(2025, 10, 20))
    made = make_brief(open_rows(events), chosen, today=TODAY, compare="previous")
    assert made.compared is not None
    assert "Events: more in Kherson Oblast; fewer in Odesa Oblast." in made.compared.moved
    courses, changes = made.compared.pictures
    assert courses.says == (
        "Events over time: 11–20 October 2025 and 1–10 October 2025. Shaded: events that may lie "
        "in a day. A line breaks where nothing is covered."
    )
    assert "Day of the period" in courses.svg
    assert changes.says.startswith(
        "Events, 11–20 October 2025 against 1–10 October 2025, by region"
    )
    fills = re.findall(r'<path d="[^"]*" fill="(#[^"]*)" stroke="#8d887c"', changes.svg)
    # 1.3 more and 1.1 fewer a day are of one class: the palest shades of map.css.
    assert sorted(fills) == ["#bcd0ea", "#f3c9a5"]
    assert "More by 1 and more a day" in changes.svg
    said = text_of_docx(BRIEF_FORMATS["docx"].write([made]))
    assert courses.says in said
    assert changes.says in said


def test_the_shades_of_what_differs_are_those_of_the_map_on_the_page() -> None:
    css = (files("eventmap") / "static" / "map.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"--([\w-]+): (#\w+);", css.partition(":root[data-theme")[0]))
    named = {name: fill for name, fill in FILLS.items() if name[-1].isdigit()}
    assert named == {name: light[name] for name in named}
    assert len(named) == 6


def test_regions_as_the_two_sides_have_trends_and_no_map_of_what_differs(week: Database) -> None:
    made = make_brief(week, Filters(region=("UA-65",)), today=TODAY, compare="region:UA-51")
    assert made.compared is not None
    assert len(made.compared.pictures) == 1


POINT = {"lat": 46.6, "lon": 32.6, "geo_precision": "settlement"}
VAGUE = {"lat": 48.0, "lon": 36.0, "geo_precision": "district"}
REGION = {"admin1": "UA-51", "geo_precision": "region"}


@pytest.mark.parametrize(
    ("events", "rings", "says"),
    [
        ([POINT], 0, "Map of 1 event drawn as a symbol."),
        (
            [VAGUE],
            2,
            "Map of 1 event drawn as a symbol (known only to the district, a ring around it).",
        ),
        (
            [POINT, VAGUE, REGION],
            2,
            "Map of 2 events drawn as symbols (1 of them known only to the district, a ring around "
            "each that stands alone) and 1 known only to the region, which is hatched.",
        ),
        (
            [VAGUE, VAGUE],
            0,
            "Map of 2 events drawn as symbols (all of them known only to the district).",
        ),
        ([REGION], 0, "Map of 1 event known only to the region, which is hatched."),
    ],
)
def test_what_is_known_only_to_the_district_is_told_from_what_is_a_point(
    open_rows: Callable[..., Database], events: list[dict[str, Any]], rings: int, says: str
) -> None:
    made = make_brief(open_rows(events), Filters(), today=TODAY)
    assert made.map.says == says
    assert made.map.svg.count('stroke-dasharray="4 3"') == rings  # the ring, and the legend


def test_a_ring_is_as_large_as_25_km_on_the_ground(open_rows: Callable[..., Database]) -> None:
    view = MapView(48, 36, 8)
    made = make_brief(open_rows([VAGUE]), Filters(), today=TODAY, view=view)
    found = re.search(r'r="([\d.]+)" fill="none"[^>]*stroke-dasharray="4 3"', made.map.svg)
    assert found is not None
    # A web map of zoom 8 has 156,543 m / 2^8 a pixel at the equator, and less by the cosine here.
    assert float(found[1]) == pytest.approx(
        25_000 / (156_543.03 / 256 * math.cos(math.radians(48))), rel=0.01
    )


def test_no_picture_of_a_slide_lies_over_whose_data_it_shows(
    open_rows: Callable[..., Database],
) -> None:
    days = ["2025-10-01", *["2025-10-15"] * 12, "2025-10-20"]
    events = [REGION | {"date_start": day, "date_end": day} for day in days]
    chosen = Filters(date_from=date(2025, 10, 11), date_to=date(2025, 10, 20))
    made = make_brief(open_rows(events), chosen, today=TODAY, compare="previous")
    assert made.compared is not None
    assert len(made.compared.pictures) == 2
    for slide in Presentation(BytesIO(BRIEF_FORMATS["pptx"].write([made]))).slides:
        foot = max(shape.top for shape in slide.shapes if shape.has_text_frame)
        pictures = [shape for shape in slide.shapes if not shape.has_text_frame]
        assert all(shape.top + shape.height <= foot for shape in pictures)


def test_events_without_the_figure_that_ranks_them_are_not_left_out_in_silence(
    open_rows: Callable[..., Database],
) -> None:
    # "At least 500" is no best estimate, so what gives 3 stands first.
    claims = [
        {"event_id": "events-0", "killed_low": 500},
        {"event_id": "events-1", "killed_best": 3},
    ]
    database = open_rows([{"title": "Many"}, {"title": "Three"}, {"title": "Silent"}], claims)
    brief = make_brief(database, Filters(), today=TODAY)
    assert [event.title for event in brief.events] == ["Three"]
    assert brief.notes[-1] == (
        "1 event gives a figure of killed, and no best estimate: it is not among those told one "
        "by one."
    )
