"""The controls of the page: panels, filters, and the query string that holds their state.

A run that a control caused writes the query string; any other run (the first one, or the
browser's way back) reads it.
"""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from eventmap.database import Database
from eventmap.errors import NotFoundError, Problem
from eventmap.filters import FACETS, VIEW_KEYS, Filters, read_params
from eventmap.panels.names import FACET_LABELS, name_value
from eventmap.schema import GeoPrecision

_LOG = logging.getLogger(__name__)

_FEWEST_CHOICES = 2
"""A facet with a single value narrows nothing, so it is not offered."""

_NUMBER = re.compile(r" \([\d,]+\)$")
_SETTLED = (GeoPrecision.EXACT.value, GeoPrecision.SETTLEMENT.value)

_STATE_KEYS = {"date_from": "from", "date_to": "to"}
"""Session keys of the fields of `Filters` that are not called like their parameter."""


@cache
def _renderer(name: str) -> Callable[..., Any]:
    folder = files("eventmap.panels")
    script, shared, style = (
        folder.joinpath(file).read_text(encoding="utf-8")
        for file in (f"{name}.js", "dom.js", "panel.css")
    )
    return component(
        f"eventmap.{name}", html='<div class="panel"></div>', css=style, js=shared + script
    )


def panel(
    name: str, content: dict[str, Any], *, key: str, **triggers: Callable[[Any], None]
) -> None:
    """Draw the panel ``panels/{name}.js`` from `content`.

    Parameters
    ----------
    triggers
        For each trigger that the script sets, what to do with its value before the next run.
    """

    def call(trigger: str, act: Callable[[Any], None]) -> Callable[[], None]:
        def changed() -> None:
            act(st.session_state[key][trigger])
            touch()

        return changed

    _renderer(name)(
        data=content,
        key=key,
        **{f"on_{trigger}_change": call(trigger, act) for trigger, act in triggers.items()},
    )


def notice(kind: str, title: str, lines: list[str], *, key: str, more: str = "") -> None:
    """Say something, as text: `kind` is "error" or "warning"."""
    panel("notice", {"kind": kind, "title": title, "lines": lines, "more": more}, key=key)


@contextmanager
def alone(what: str) -> Iterator[None]:
    """Let a part of the page fail without taking the others down, and say so in words."""
    try:
        yield
    except Exception as error:
        _LOG.exception("%s could not be shown", what)
        notice("error", f"{what} could not be shown.", [str(error)], key=f"failed {what}")


def touch() -> None:
    """Note that a control changed: the next run writes the query string."""
    _repair_choices()
    st.session_state["touched"] = True


def _repair_choices() -> None:
    """Turn labels that the browser sends back into the values that they stand for.

    It sends a choice by its label. One whose number has changed meanwhile is no option any more,
    and Streamlit hands it on as it is.
    """
    shown = st.session_state.get("shown", {})
    for facet, labels in shown.items():
        chosen = st.session_state[facet]
        if all(choice in labels for choice in chosen):
            continue
        names = {name_value(facet, value): value for value in labels}
        st.session_state[facet] = [
            choice if choice in labels else names.get(_NUMBER.sub("", choice), choice)
            for choice in chosen
        ]
        shown[facet] = dict.fromkeys(labels, "")  # not what the browser holds


def store_filters(filters: Filters) -> None:
    """Make `filters` the state of the controls."""
    for field in fields(Filters):
        value = getattr(filters, field.name)
        if isinstance(value, tuple) and field.name in FACETS:
            value = list(value)
        st.session_state[_STATE_KEYS.get(field.name, field.name)] = value
    touch()


def current_filters() -> Filters:
    """Return the state of the controls as filters."""
    values = {
        field.name: st.session_state.get(_STATE_KEYS.get(field.name, field.name), field.default)
        for field in fields(Filters)
    }
    values |= {facet: tuple(values[facet]) for facet in FACETS}
    return Filters(**values)


def sync_state(database: Database) -> list[Problem]:
    """Bring the controls and the query string together; return what the link says wrongly."""
    state = st.session_state
    _repair_choices()
    params = _read_query()
    changed = state.pop("touched", False)
    if "written" in state and (changed or _of_filters(params) == state["written"]):
        return list(state["problems"])
    filters, problems = read_params(params)
    filters, unknown = _known_dataset(database, filters)
    store_filters(filters)
    state["event"] = st.query_params.get("event") or None
    state["problems"] = problems + unknown
    del state["touched"]
    return list(state["problems"])


def write_query(filters: Filters, default: str) -> None:
    """Put the filters and the opened event into the query string; the map's view stays in it."""
    if filters.dataset == default:
        filters = replace(filters, dataset=None)
    params = filters.to_params()
    if st.session_state["event"]:
        params.append(("event", st.session_state["event"]))
    st.session_state["written"] = sorted(params)
    present = _read_query()
    if _of_filters(present) != sorted(params):
        view = [pair for pair in present if pair not in _of_filters(present)]
        grouped: dict[str, list[str]] = {}
        for name, value in view + params:
            grouped.setdefault(name, []).append(value)
        st.query_params.from_dict(grouped)


def _read_query() -> list[tuple[str, str]]:
    return [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]


def _of_filters(params: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the parameters that the page writes; the others are the map's."""
    return sorted(pair for pair in params if pair[0] == "event" or pair[0] not in VIEW_KEYS)


def _known_dataset(database: Database, filters: Filters) -> tuple[Filters, list[Problem]]:
    """Return the filters with a dataset and version that are here, and what was not."""
    try:
        info = database.tables_of(filters).info
    except NotFoundError as error:
        known = database.infos[0].name if error.kind == "dataset" else filters.dataset
        return replace(filters, dataset=known, version=None), [error.as_problem()]
    return replace(filters, dataset=info.name), []


def filter_controls(database: Database, counts: dict[str, dict[str, int]]) -> None:
    """Draw the filters, each choice with the number of events that it would show.

    Parameters
    ----------
    counts
        From `summary.count_facets`.
    """
    titles = {info.name: info.title for info in database.infos}
    st.selectbox(
        "Dataset", list(titles), format_func=titles.__getitem__, key="dataset", on_change=touch
    )
    start, end = st.columns(2)
    start.date_input("From", value=None, format="YYYY-MM-DD", key="from", on_change=touch)
    end.date_input("To", value=None, format="YYYY-MM-DD", key="to", on_change=touch)
    st.checkbox(
        "Only events wholly in the period",
        key="strict",
        on_change=touch,
        help="Otherwise an event is shown if it may lie in the period.",
    )
    st.session_state.setdefault("shown", {})
    for facet in FACETS:
        _facet_control(facet, counts[facet])
        if facet == "precision":
            _settled_switch()
    st.text_input(
        "Words", key="q", on_change=touch, placeholder="in title, summary, place, statement"
    )
    st.number_input(
        "Killed, at least",
        min_value=0,
        value=None,
        step=1,
        key="killed_min",
        on_change=touch,
        placeholder="any number, or not given",
    )


def _settled_switch() -> None:
    """Draw the switch for events located to the settlement or better."""
    state = st.session_state
    state["settled"] = set(state["precision"]) == set(_SETTLED)

    def switch() -> None:
        state["precision"] = list(_SETTLED) if state["settled"] else []
        touch()

    st.toggle("Only places known to the settlement", key="settled", on_change=switch)


def _facet_control(facet: str, counts: dict[str, int]) -> None:
    chosen = st.session_state.setdefault(facet, [])  # gone, had it not been drawn last
    options = list(counts) + [value for value in chosen if value not in counts]
    if len(options) < _FEWEST_CHOICES and not chosen:
        st.session_state["shown"].pop(facet, None)
        return
    labels = {value: f"{name_value(facet, value)} ({counts.get(value, 0):,})" for value in options}
    shown = st.session_state["shown"].get(facet, {})
    # The browser holds a choice by its label. One in which the number has changed is sent anew by
    # setting it, although to what it is. No other is: it would undo what was chosen meanwhile.
    if any(labels[value] != shown.get(value) for value in chosen):
        st.session_state[facet] = list(chosen)
    st.multiselect(
        FACET_LABELS[facet],
        options,
        format_func=lambda value: labels.get(value, value),
        key=facet,
        on_change=touch,
        placeholder="All",
    )
    st.session_state["shown"][facet] = labels
