"""What is said above everything else: what is not here, and what of the link is not used."""

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.schema import DatePrecision
from eventmap.ui.components import notice
from eventmap.ui.state import Absent, read_control, reversed_period, store_filters, this_view
from eventmap.wording import describe_interval, join_words


def show_refused(database: Database, place: DeltaGenerator) -> None:
    """Name, in its place, every dataset that was refused, with every reason."""
    with place:
        for error in database.refused:
            lines = [str(refusal) for refusal in error.refusals]
            title = f"The dataset {error.name} was not opened."
            notice("error", title, lines, key=f"refused {error.name}")
        for name, reason in database.broken.items():
            title = f"The dataset {name} cannot be read at present."
            notice("error", title, [str(reason)], key=f"broken {name}")


def show_notices(filters: Filters, place: DeltaGenerator) -> None:
    """Say, in its place, what of link and choices is not used, and which files had to go."""
    view = this_view()
    with place:
        if days := reversed_period():
            first, last = (describe_interval(day, day, DatePrecision.DAY) for day in days)
            title = f"The period is not used: its last day, {last}, is before its first, {first}."
            notice("warning", title, [], key="reversed")
        name, titles = view.gone or (None, ())
        if titles and name == filters.dataset:
            line = "Only so many are kept for one viewer, and the oldest go first."
            notice("warning", f"No longer here: {join_words(titles)}.", [line], key="gone")
        if view.lost_event:
            title = f"There is no event “{view.lost_event[1]}” in this dataset."
            notice("warning", title, [], key="event not here")
        if view.left_behind:
            names = join_words([f"“{label}”" for label in view.left_behind], "or")
            title = f"Not taken along, as no event of this dataset has it: {names}."
            notice("warning", title, [], key="left behind")


def show_ignored(place: DeltaGenerator) -> None:
    """Name, in its place, every parameter of the link that could not be used."""
    if refusals := this_view().refusals:
        title = "Part of the link was ignored."
        with place:
            notice("warning", title, [str(refusal) for refusal in refusals], key="problems")


def show_nothing(absent: Absent, datasets: dict[str, str]) -> None:
    """Say why there is nothing to show, and offer what there is: `datasets` are titles by name."""
    title, *lines = absent.sentences
    notice("warning", title, lines, key="absent")
    if absent.versions:
        versions = {
            f"Version {number}": replace(absent.filters, version=number)
            for number in absent.versions
        }
        _offer_instead("Show another version", versions)
    others = {title: Filters(dataset=name) for name, title in datasets.items()}
    _offer_instead("Show another dataset", others)


def _offer_instead(label: str, ways: dict[str, Filters]) -> None:
    """Offer what there is in place of what is not, by its name."""
    st.selectbox(
        label,
        list(ways),
        index=None,
        key=label,
        placeholder="Choose one of those that are here",
        on_change=lambda: store_filters(ways[read_control(label)]),
    )
