"""A story: its step above the map, and the way from one to the next."""

from dataclasses import replace

import streamlit as st

from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.panels.story import story_panel
from eventmap.stories import Story, find_story
from eventmap.ui.components import alone, panel
from eventmap.ui.state import store_filters, this_view, this_viewer


def open_story(database: Database, dataset: str, name: str) -> None:
    """Show the first step of a story."""
    _, story = find_story(database.stories_for(this_viewer()), name, dataset)
    _tell(story, 1, dataset)


def show_step(database: Database, filters: Filters) -> None:
    """Draw the step that is told, if a story is; its place is there without it."""
    view, place = this_view(), st.container()
    if (story := view.story) is None:
        return
    meant = story.steps[view.step - 1].filters(filters.dataset)
    with place, alone("The story"):
        panel(
            "story",
            story_panel(
                story,
                view.step,
                database.info_of(filters),
                astray=meant != replace(filters, version=None),
                bare=view.present,
            ),
            key="story",
            go=lambda number: _tell(story, int(number), filters.dataset),
            leave=lambda _: _leave(),
        )


def _tell(story: Story, number: int, dataset: str | None) -> None:
    this_view().tell(story, number)
    store_filters(story.steps[number - 1].filters(dataset))


def _leave() -> None:
    """Show the same view without its story."""
    this_view().story = None
