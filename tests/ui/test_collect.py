from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from support.pages import run_as, view_of

from eventmap.collected import OWN
from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.stories import MOST_STEPS, Step, Story, write_views
from eventmap.ui import collect
from eventmap.ui.state import View


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def test_a_collected_story_is_put_in_order_and_found_again_by_a_new_session(
    database: Database,
) -> None:
    viewer = "c" * 32
    steps = Step("Kherson", "One", (("region", "UA-65"),)), Step("Everything", "Two", ())
    database.collected.keep(viewer, "london-summit", Story(OWN, "My story", steps))
    app = run_as(viewer, "")
    assert app.selectbox(key="own step").options == ["1. Kherson", "2. Everything"]
    app.selectbox(key="own step").set_value(2).run()
    press(app, "Earlier")
    assert app.selectbox(key="own step").value == 1
    app.text_input(key="own title").set_value("For the minister").run()
    assert database.collected.of(viewer)["london-summit"].title == "For the minister"
    again = run_as(viewer, "story=my-story&step=2")
    assert again.selectbox(key="own step").options == ["1. Everything", "2. Kherson"]
    assert again.multiselect(key="region").value == ["UA-65"]
    for _ in range(2):
        press(again, "Remove")
    assert database.collected.of(viewer) == {}
    assert view_of(again).story is None


def open_story(app: AppTest, content: bytes) -> None:
    (place,) = (each for each in app.file_uploader if each.label.startswith("Open a story"))
    place.set_value(("views.toml", content, "application/toml")).run()
    assert not app.exception


def test_a_story_that_was_taken_away_is_opened_again(database: Database) -> None:
    viewer = "f" * 32
    app = run_as(viewer, "")
    step = Step("Kherson", "Said", (("region", "UA-65"),))
    taken = write_views(Story("mine", "Mine", (step,)))
    open_story(app, taken)
    assert database.collected.of(viewer) == {"london-summit": Story(OWN, "Mine", (step,))}
    wrong = taken.replace(b"region", b"regoin")
    open_story(app, wrong)
    assert "'regoin'" in view_of(app).misread[0]
    assert database.collected.of(viewer)["london-summit"].title == "Mine"


def test_a_story_is_not_longer_than_a_file_may_be_whatever_the_page_sends(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, info = View(), database.info_of(Filters(dataset="london-summit"))
    monkeypatch.setattr(collect, "this_view", lambda: view)
    chosen: dict[str, int] = {}
    monkeypatch.setattr(collect, "send_control", chosen.__setitem__)
    sent = {"title": "More", "text": "Said", "look": []}

    def add(story: Story, **chosen: Any) -> tuple[str, ...]:
        monkeypatch.setattr(collect, "current_filters", lambda: Filters(**chosen))
        collect.add_view(database, "e" * 32, info, story, sent)
        return view.misread

    full = Story(OWN, "Full", (Step("One", "Said", ()),) * MOST_STEPS)
    assert add(full) == ("Not added: a story has at most 50 views.",)
    own = Story(OWN, "Mine", ())
    long = add(own, source=tuple(f"{at} {'a' * 100}" for at in range(40)))
    assert long[0].startswith("Not added: a link has at most 4,000 characters")
    assert database.collected.of("e" * 32) == {}
    assert add(own) == ()
    assert len(database.collected.of("e" * 32)["london-summit"].steps) == 1
    assert chosen == {"own step": 1}
