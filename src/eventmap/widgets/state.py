"""The state of the controls and the query string that holds it.

A run that a control caused writes the query string; any other run (the first one, or the
browser's way back) reads it.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from eventmap.database import Database
from eventmap.errors import BusyError, NotFoundError, Problem, StoreError
from eventmap.filters import FACETS, KEYS, VIEW_KEYS, Filters, read_params
from eventmap.selection import list_choices
from eventmap.summary import list_choices_of
from eventmap.viewers import viewer_of

_NUMBER = re.compile(rf" \((?:[\d,]+|{'|'.join(facet.absent for facet in FACETS.values())})\)$")
"""What the label of a choice has behind its name."""


@dataclass(frozen=True)
class Absent:
    """Why there is nothing to show at all: what the link leads to is not here.

    Parameters
    ----------
    sentences
        What is not here, first as a heading.
    filters
        What the link says.
    versions
        The numbers of the versions that the dataset has, where only the version is not here.
    """

    sentences: list[str]
    filters: Filters
    versions: list[int]


def this_viewer() -> str | None:
    """Return the viewer of this session; ``None`` where the browser keeps no cookie."""
    state = st.session_state
    # A session that has lost its connection for the moment shows no cookie.
    state["viewer"] = viewer_of(st.context.cookies.to_dict()) or state.get("viewer")
    viewer: str | None = state["viewer"]
    return viewer


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
        names = {FACETS[facet].name_value(value): value for value in labels}
        st.session_state[facet] = [
            choice if choice in labels else names.get(_NUMBER.sub("", choice), choice)
            for choice in chosen
        ]
        shown[facet] = dict.fromkeys(labels, "")  # not what the browser holds


def choose_dataset() -> None:
    """Note that another dataset was chosen: version and event of the one before are not its.

    What the browser was shown last is no choice. It sends that if it is asked for a run while the
    control, which is drawn late, is not yet drawn with what has been opened otherwise.
    """
    state = st.session_state
    if state["dataset"] == state["dataset drawn"]:
        state["dataset"] = state["dataset meant"]
        return
    state["version"] = state["event"] = state["item"] = None
    state["dataset changed"] = True
    touch()


def store_filters(filters: Filters) -> None:
    """Make `filters` the state of the controls."""
    for name, key in KEYS.items():
        value = getattr(filters, key.field)
        st.session_state[name] = list(value) if key.repeated else value
    st.session_state["dataset meant"] = filters.dataset
    touch()


def reversed_period() -> tuple[date, date] | None:
    """Return the days of the controls where the last comes before the first."""
    first, last = (st.session_state.get(name) for name in ("from", "to"))
    return (first, last) if first and last and first > last else None


def current_filters() -> Filters:
    """Return the state of the controls as filters; a period that ends before it begins is none."""
    nothing = Filters()
    values = {
        key.field: st.session_state.get(name, getattr(nothing, key.field))
        for name, key in KEYS.items()
    }
    values |= {facet: tuple(values[facet]) for facet in FACETS}
    if reversed_period():
        values |= {"date_from": None, "date_to": None}
    return Filters(**values)


def sync_state(database: Database) -> list[Problem]:
    """Bring the controls and the query string together; return what the link says wrongly.

    Where the link leads to nothing that can be shown, ``absent`` of the session is an `Absent`,
    and the query string stays as it is. An event that is not in the dataset is not opened:
    ``event not here`` of the session is its dataset and id.
    """
    state = st.session_state
    _repair_choices()
    typed = reversed_period()
    params = _read_query()
    changed = state.pop("touched", False)
    present = "written" in state and not state["absent"]
    if ("written" in state and changed) or (present and _of_filters(params) == state["written"]):
        filters, problems = current_filters(), list(state["problems"])
        state["absent"] = _why_absent(database, filters)
        if not state["absent"]:
            if changed:
                turned = state.pop("dataset changed", False)
                state["left behind"] = _leave_behind(database, filters) if turned else []
            _check_event(database, filters)
            return problems
    else:
        filters, problems = read_params(params)
        typed = None
        state["event"] = st.query_params.get("event") or None
        state["absent"] = _why_absent(database, filters)
    if state["absent"]:
        state["problems"], state["written"] = problems, _of_filters(params)
        return problems
    filters = replace(filters, dataset=database.tables_of(filters).info.name)
    store_filters(filters)
    state["event not here"], state["left behind"] = None, []
    _check_event(database, filters)
    if typed:  # stays in the controls, to be put right
        state["from"], state["to"] = typed
    state["problems"] = problems
    del state["touched"]
    return problems


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


def _check_event(database: Database, filters: Filters) -> None:
    """Close the opened event if the dataset has none of its id, and note which that was."""
    state = st.session_state
    event_id, lost = state["event"], state.get("event not here")
    if lost and (event_id or lost[0] != filters.dataset):
        state["event not here"] = None
    with suppress(BusyError):  # the page says so
        if event_id and event_id not in database.titles(filters, [event_id]):
            state["event"], state["event not here"] = None, (filters.dataset, event_id)


def _leave_behind(database: Database, filters: Filters) -> list[str]:
    """Take out of the controls what no event of the dataset has; return the labels of that."""
    try:
        here = list_choices_of(database, filters.dataset, filters.version)
    except BusyError:
        return []  # the page says so
    left = [
        choice
        for choice in list_choices(filters)
        if choice.part in FACETS and choice.value not in here[choice.part]
    ]
    for facet in {choice.part for choice in left}:
        kept = [value for value in st.session_state[facet] if value in here[facet]]
        st.session_state[facet] = kept
    return [choice.label for choice in left]


def _why_absent(database: Database, filters: Filters) -> Absent | None:
    """Return why there is nothing to show at all; ``None`` if there is something."""
    try:
        database.check_viewer(filters, this_viewer())
    except NotFoundError:
        # Which of the two it is, would tell others what there is.
        said = [
            "The file that this link leads to was opened by another viewer, for their eyes only, "
            "or it is no longer here.",
            "A file of one's own is seen in the browser that opened it, and is kept until "
            f"{database.loans.terms.describe()}.",
        ]
        return Absent(said, filters, [])
    try:
        database.tables_of(filters)
    except NotFoundError as error:
        if error.kind == "dataset":
            said = [f"There is no dataset “{error.value}” here.", "The link may be mistyped."]
            return Absent(said, filters, [])
        said = [f"There is no version {error.value} of “{_title(database, filters)}”."]
        return Absent(said, filters, sorted(map(int, error.known), reverse=True))
    except StoreError as error:
        others: list[int] = []
        if filters.dataset and filters.version is not None:
            numbers = range(database.newest_version(filters.dataset), 0, -1)
            others = [number for number in numbers if number != filters.version]
        title = f"“{_title(database, filters)}” cannot be shown at present."
        return Absent([title, str(error)], filters, others)
    return None


def _title(database: Database, filters: Filters) -> str:
    """Return the title of the dataset that is meant; its name, where it cannot be read."""
    name = filters.dataset or database.tables_of(Filters()).info.name
    titles = {info.name: info.title for info in database.infos}
    return (titles | database.loans.titles(this_viewer())).get(name, name)
