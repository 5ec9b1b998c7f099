"""Views that the viewer collects into a story of their own, and takes away as a file."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from eventmap.collected import OWN
from eventmap.database import Database
from eventmap.errors import FileError
from eventmap.filters import Filters, read_params
from eventmap.importing import read_story
from eventmap.panels.collect import LONGEST_TITLE, collect_panel
from eventmap.schema import DatasetInfo
from eventmap.settings import Settings
from eventmap.stories import (
    LONGEST_LINK,
    LONGEST_TEXT,
    MAP_KEYS,
    MOST_STEPS,
    VIEWS,
    Params,
    Step,
    Story,
    write_views,
)
from eventmap.ui.components import panel
from eventmap.ui.state import (
    current_filters,
    find_control,
    read_control,
    send_control,
    this_view,
    this_viewer,
    touch,
)
from eventmap.ui.upload import put_away

_STEP, _NAME = "own step", "own title"


def offer_collecting(database: Database, settings: Settings, filters: Filters) -> None:
    """Draw the viewer's own story of the dataset, with what adds the view to it."""
    viewer, info = this_viewer(), database.info_of(filters)
    with st.expander("My story"):
        if viewer is None:
            st.caption(
                "Not here: a story of your own is kept for your browser alone, which it tells by a "
                "cookie. Open this page by itself, in a browser that keeps cookies."
            )
            return
        story = database.collected.of(viewer).get(info.name) or Story(OWN, "My story", ())
        panel(
            "collect",
            collect_panel(story, this_view().misread),
            key="collect",
            add=lambda sent: add_view(database, viewer, info, story, sent),
        )
        if story.steps:
            _offer_steps(database, viewer, info, story)
        if settings.uploads:
            st.file_uploader(
                "Open a story that was taken away",
                type="toml",
                key=_uploader(),
                max_upload_size=1,
                on_change=_open,
                args=(database, viewer, info),
                help=f"A {VIEWS} with one story of this dataset, in place of the one here.",
            )


def _offer_steps(database: Database, viewer: str, info: DatasetInfo, story: Story) -> None:
    """Draw the steps, to be put in order, and the file that has them."""
    numbers = list(range(1, len(story.steps) + 1))
    if find_control(_STEP) not in numbers:
        send_control(_STEP, numbers[-1])
    st.selectbox(
        "Steps, in order",
        numbers,
        key=_STEP,
        format_func=lambda number: f"{number}. {story.steps[number - 1].title}",
        on_change=touch,
    )
    moves = {"Earlier": -1, "Later": 1, "Remove": None}
    with st.container(horizontal=True, gap="small"):
        for label, by in moves.items():
            st.button(
                label,
                key=f"own {label}",
                on_click=_move,
                args=(database, viewer, info, story, by),
                width="content",
            )
    send_control(_NAME, story.title)
    st.text_input(
        "Title of the story",
        key=_NAME,
        max_chars=LONGEST_TITLE,
        on_change=_rename,
        args=(database, viewer, info, story),
    )
    st.download_button(
        f"Download {VIEWS}",
        write_views(story),
        file_name=VIEWS,
        mime="application/toml",
        on_click="ignore",
    )
    st.caption(
        "“Story”, above the map, walks through it. It is kept for this browser while the server "
        "runs and has room. The file is yours; beside the tables of the dataset it is everyone's."
    )


def _uploader() -> str:
    """Return the key of the place for a file, a new one after each file."""
    return f"views {this_view().put_away}"


def add_view(
    database: Database, viewer: str, info: DatasetInfo, story: Story, sent: Mapping[str, Any]
) -> None:
    """Add what is looked at to the story: `sent` has ``title``, ``text`` and the map's ``look``."""
    title = str(sent["title"]).strip()[:LONGEST_TITLE]
    text = str(sent["text"]).strip()[:LONGEST_TEXT]
    if not (title and text):
        this_view().misread = ("Not added: a view needs a title, and a sentence on what it shows.",)
        return
    look = [(name, value) for name, value in sent["look"] if name in MAP_KEYS]
    step = Step(title, text, _link(() if read_params(look)[1] else look))
    # The page offers none of this: what it sends is looked at all the same.
    if len(story.steps) >= MOST_STEPS:
        this_view().misread = (f"Not added: a story has at most {MOST_STEPS} views.",)
        return
    if len(urlencode(step.link)) > LONGEST_LINK:
        most = f"{LONGEST_LINK:,} characters"
        this_view().misread = (f"Not added: a link has at most {most}, and this view's has more.",)
        return
    _keep(database, viewer, info, replace(story, steps=(*story.steps, step)))
    send_control(_STEP, len(story.steps) + 1)


def _link(look: Iterable[tuple[str, str]]) -> Params:
    """Return what shows this view: its filter, where the map looks, what is opened and compared."""
    view = this_view()
    params = replace(current_filters(), dataset=None, version=None).to_params()
    own = [("event", view.event), ("compare", view.compare)]
    return (*params, *look, *((name, value) for name, value in own if value))


def _move(database: Database, viewer: str, info: DatasetInfo, story: Story, by: int | None) -> None:
    """Put the chosen step so many places later, or take it out."""
    touch()
    steps, at = list(story.steps), read_control(_STEP) - 1
    step = steps.pop(at)
    if by is not None:
        to = min(max(at + by, 0), len(steps))
        steps.insert(to, step)
        send_control(_STEP, to + 1)
    _keep(database, viewer, info, replace(story, steps=tuple(steps)))


def _rename(database: Database, viewer: str, info: DatasetInfo, story: Story) -> None:
    touch()
    if title := read_control(_NAME).strip()[:LONGEST_TITLE]:
        _keep(database, viewer, info, replace(story, title=title))


def _open(database: Database, viewer: str, info: DatasetInfo) -> None:
    """Take over the story of a file, or say what is wrong with it."""
    file: Any = read_control(_uploader())
    if file is None:
        return
    touch()
    content = file.getvalue()
    put_away()
    try:
        opened = read_story(file.name, content, info.name)
    except FileError as error:
        this_view().misread = (str(error),)
        return
    if opened.story is None:
        this_view().misread = opened.refusals
        return
    _keep(database, viewer, info, replace(opened.story, name=OWN))


def _keep(database: Database, viewer: str, info: DatasetInfo, story: Story) -> None:
    """Keep the story as it is now; whoever walks through it goes on in it."""
    view = this_view()
    view.misread = ()
    database.collected.keep(viewer, info.name, story)
    if view.story and view.story.name == OWN:
        view.story = story if story.steps else None
        view.step = min(view.step, max(len(story.steps), 1))
