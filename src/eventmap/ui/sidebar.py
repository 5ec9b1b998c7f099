"""The filters."""

from datetime import date

import streamlit as st

from eventmap.comparands import offer_comparisons
from eventmap.filters import FACETS, PARTS, Facet, Least
from eventmap.schema import Estimate, GeoPrecision
from eventmap.ui.state import (
    change_filters,
    change_period,
    choose_dataset,
    current_filters,
    draw_receipt,
    read_choices,
    read_control,
    send_control,
    set_control,
    take_choice,
    this_view,
    touch,
)
from eventmap.wording import LABELS, capitalise, tell_apart

_FEWEST_CHOICES = 2
"""A facet with a single value narrows nothing, so it is not offered."""

_SETTLED = (GeoPrecision.EXACT.value, GeoPrecision.SETTLEMENT.value)


def filter_controls(
    titles: dict[str, str],
    counts: dict[str, dict[str, int]],
    periods: dict[str, tuple[date, date]],
) -> None:
    """Draw the filters, each choice with the number of events that it would show.

    Parameters
    ----------
    titles
        Of the datasets, by name.
    counts
        From `facets.count_facets`.
    periods
        From `coverage.offer_periods`.
    """
    st.selectbox(
        "Dataset",
        list(titles),
        format_func=titles.__getitem__,
        key="dataset",
        on_change=choose_dataset,
    )
    _period_control(periods)
    for label, name in (("From", "from"), ("To", "to")):
        st.date_input(label, value=None, format="YYYY-MM-DD", key=name, on_change=touch)
    st.checkbox(
        "Only events wholly in the period",
        key="strict",
        on_change=touch,
        help="Otherwise an event is shown if it may lie in the period.",
    )
    _compare_control(titles, counts)
    for name, facet in FACETS.items():
        _facet_control(facet, counts[name])
        if name == "precision":
            _settled_switch()
    st.text_input(
        "Words", key="q", on_change=touch, placeholder="in title, summary, place, statement"
    )
    for part in PARTS.values():
        if isinstance(part, Least):
            _least_control(part)
            if part.name == "killed":
                _figure_control()
    draw_receipt()


def _period_control(periods: dict[str, tuple[date, date]]) -> None:
    """Offer the periods that one asks for most, each of which sets both days below."""
    if not periods:
        return
    days = (read_control("from"), read_control("to"))
    set_control("period", next((name for name, each in periods.items() if each == days), None))

    def choose() -> None:
        if take_choice("period"):
            change_period(*periods.get(read_control("period"), (None, None)))

    st.selectbox(
        "Period",
        list(periods),
        index=None,
        key="period",
        on_change=choose,
        placeholder="any" if days == (None, None) else "as below",
    )


def _compare_control(titles: dict[str, str], counts: dict[str, dict[str, int]]) -> None:
    """Offer what the selection can be compared with; what a link asks for is offered besides."""
    view = this_view()
    offered = offer_comparisons(current_filters(), counts, titles)
    if view.compare:
        offered.setdefault(view.compare, view.compare)
    set_control("compare", view.compare)

    def choose() -> None:
        if take_choice("compare"):
            view.compare = read_control("compare")
            touch()

    st.selectbox(
        "Compare with",
        list(offered),
        index=None,
        format_func=lambda name: offered.get(name, name),
        key="compare",
        on_change=choose,
        placeholder="nothing" if offered else "once a period or a value is chosen",
        help="A period that is chosen, with the one before it; a region, type or another value "
        "that is chosen, with another of its kind; or the same in another dataset.",
    )


def _least_control(part: Least) -> None:
    st.number_input(
        f"{part.label}, at least",
        min_value=0,
        value=None,
        step=1,
        key=part.field,
        on_change=touch,
        placeholder=part.placeholder,
        help=part.help,
    )


def _figure_control() -> None:
    st.selectbox(
        "Killed, by which figure",
        list(Estimate),
        format_func=lambda figure: capitalise(LABELS[Estimate][figure]),
        key="killed_by",
        on_change=touch,
        help="It also sorts the list and shades the map; an event that gives no such figure "
        "counts as unknown.",
    )


def _settled_switch() -> None:
    """Draw the switch for events located to the settlement or better."""
    set_control("settled", set(read_control("precision")) == set(_SETTLED))

    def switch() -> None:
        if take_choice("settled"):
            change_filters(precision=list(_SETTLED) if read_control("settled") else [])

    st.toggle("Only events whose settlement is known", key="settled", on_change=switch)


def _facet_control(facet: Facet, counts: dict[str, int]) -> None:
    view = this_view()
    chosen = read_choices(facet.name)
    options = list(counts) + [value for value in chosen if value not in counts]
    if len(options) < _FEWEST_CHOICES and not chosen:
        view.shown.pop(facet.name, None)
        return
    numbers = {value: f"{number:,}" for value, number in counts.items()}
    names = tell_apart({value: facet.name_value(value) for value in options})
    labels = {
        value: f"{name} ({numbers.get(value) or facet.absent})" for value, name in names.items()
    }
    shown = view.shown.get(facet.name, {})
    # The browser holds a choice by its label, and makes its tag anew, also under a press, where it
    # has changed: Streamlit knows it by nothing else. One in which the number has changed is sent
    # anew by setting it, although to what it is. No other is: it would undo what was chosen
    # meanwhile.
    if any(labels[value] != shown.get(value) for value in chosen):
        send_control(facet.name, list(chosen))
    st.multiselect(
        facet.label,
        options,
        format_func=lambda value: labels.get(value, value),
        key=facet.name,
        on_change=touch,
        placeholder="All",
    )
    view.shown[facet.name] = labels
