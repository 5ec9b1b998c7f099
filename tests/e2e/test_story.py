"""A story on the page: opened, walked through, left."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page
from support.app_server import Serve
from support.viewer import box_of, expect_parameter, map_of, open_page, sentence
from support.waiting import expect

from eventmap.stories import parse_stories

# From data/london-summit/views.toml.
FIRST, SECOND = "Kherson: a residential block", "Odesa: glide bombs, for the first time"
THIRD = "Moscow: drones downed"


def step(page: Page) -> Locator:
    return page.get_by_role("region", name="Story: The week in five steps")


def swipe(page: Page, place: Locator, across: int) -> None:
    """Draw a finger sideways over the middle of a place, by so many pixels to the right."""
    box = box_of(place)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)
    steps = [
        ("touchStart", 0),
        ("touchMove", across / 2),
        ("touchMove", across),
        ("touchEnd", None),
    ]
    for kind, moved in steps:
        points = [] if moved is None else [{"x": x + moved, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.detach()


def test_a_story_is_opened_shown_to_a_room_turned_changed_and_left(
    page: Page, serve: Serve
) -> None:
    page.goto(f"{serve()}/")
    page.get_by_role("button", name="Story (5 steps)").click()
    expect(step(page).get_by_role("heading")).to_have_text(FIRST)
    expect(sentence(page)).to_contain_text("2 events, in Kherson Oblast")

    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    small = sentence(page).evaluate("heading => heading.getBoundingClientRect().height")
    expect(page.get_by_text("over the axis to choose a period")).to_be_visible()

    page.keyboard.press("p")

    expect(page.get_by_role("button", name="Copy link")).to_have_count(0)
    expect(page.get_by_role("tablist")).to_have_count(0)
    expect(page.locator("[data-testid=stSidebar]")).to_have_count(0)
    expect(page.get_by_text("over the axis to choose a period")).to_have_count(0)
    expect(page).to_have_url(re.compile("present=true"))
    expect(sentence(page)).to_contain_text("at least 2 killed")
    expect(step(page).get_by_role("button")).to_have_count(0)
    assert sentence(page).evaluate("heading => heading.getBoundingClientRect().height") > small
    page.keyboard.press("PageDown")  # as a clicker does
    expect(step(page).get_by_role("heading")).to_have_text(SECOND)
    swipe(page, sentence(page), -120)
    expect(step(page).get_by_role("heading")).to_have_text(THIRD)
    swipe(page, page.locator("iframe"), -120)  # on the map it moves the map
    swipe(page, sentence(page), 120)
    expect(step(page).get_by_role("heading")).to_have_text(SECOND)

    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    expect(page).to_have_url(re.compile("^(?!.*present=)"))

    page.keyboard.press("ArrowLeft")
    expect(step(page).get_by_role("heading")).to_have_text(FIRST)
    step(page).get_by_role("button", name="Next step").click()
    expect(step(page).get_by_role("heading")).to_have_text(SECOND)
    expect(sentence(page)).to_contain_text("in Odesa Oblast")
    expect(page).to_have_url(re.compile("story=week&step=2"))

    brief = step(page).get_by_role("link", name="PDF")
    expect(brief).to_have_attribute("href", re.compile("/api/brief.pdf?.*&story=week$"))

    page.keyboard.press("ArrowRight")
    expect(step(page)).to_contain_text("3 of 5")
    page.keyboard.press("ArrowLeft")
    expect(step(page).get_by_role("heading")).to_have_text(SECOND)

    # A filter that was changed is told, and taken back.
    expect(sentence(page)).to_contain_text("in Odesa Oblast")
    page.get_by_role("button", name="Remove the filter Region").click()
    expect(sentence(page)).to_contain_text("11 events")
    step(page).get_by_role("button", name="The filter was changed").click()
    expect(sentence(page)).to_contain_text("in Odesa Oblast")

    step(page).get_by_role("button", name="Leave the story").click()
    expect(step(page)).to_have_count(0)
    expect(sentence(page)).to_contain_text("in Odesa Oblast")
    expect(page).to_have_url(re.compile("^(?!.*story=).*region=UA-51"))


def test_a_link_names_a_step_alone(page: Page, serve: Serve) -> None:
    page.goto(f"{serve()}/?story=count&step=4")  # which UCDP's dataset has
    story = page.get_by_role("region", name="Story: Nine years as UCDP counts them")
    expect(story).to_contain_text("4 of 5")
    # Counted in the published file by its column `year`: 128 + 193 + 153 + 199 + 145 + 167 rows.
    expect(sentence(page)).to_contain_text("985 events")


def test_a_step_that_is_not_there_is_told(page: Page, serve: Serve) -> None:
    page.goto(f"{serve()}/?story=week&step=9")
    expect(page.get_by_text("step='9' cannot be used")).to_be_visible()
    expect(sentence(page)).to_contain_text("11 events")


def test_a_view_is_collected_as_the_map_shows_it_and_walked_through_after_a_reload(
    page: Page, serve: Serve
) -> None:
    open_page(page, serve(), "?region=UA-65&lat=46.8&lng=32.9&zoom=6")
    page.get_by_text("My story", exact=True).click()
    add = page.get_by_role("button", name="Add this view to my story")
    add.click()
    expect(page.get_by_role("alert").filter(has_text="needs a title")).to_be_visible()
    page.get_by_label("Title of this view").fill("Kherson, closer")
    page.get_by_label("What it shows").fill("A block was hit.")
    map_of(page).get_by_role("button", name="Zoom in").click()
    expect_parameter(page, "zoom", "6.5")
    add.click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download views.toml").click()
    (story,) = parse_stories(Path(taken.value.path()).read_bytes(), "london-summit", "views.toml")
    (step,) = story.steps
    assert (step.title, step.text) == ("Kherson, closer", "A block was hit.")
    assert step.value("region") == "UA-65"
    assert step.value("zoom") == "6.5"
    expect(page.get_by_label("Title of this view")).to_have_value("")

    page.goto(f"{serve()}/")
    page.get_by_role("button", name="Story: My story (1 step)").click()
    expect(page.get_by_role("region", name="Story: My story")).to_contain_text("A block was hit.")
    expect(sentence(page)).to_contain_text("2 events, in Kherson Oblast")
