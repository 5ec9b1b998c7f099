"""The state of the page, and the query string that holds it.

A run that a control caused writes the query string; any other run (the first one, or the
browser's way back) reads it. So every control notes that it has changed (`touch`), also one that is
in no query string: a busy browser sends that of before with it, and it would undo what was chosen.

The controls are not bound to the query string by Streamlit (``bind="query-params"``). A bound
control is read from it only where it is drawn, and the map, which needs the filters, is drawn
before the sidebar, whose numbers take longer; and it drops from the query string what is no
option of it, without a word: a value that the dataset does not have is to be told.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import streamlit as st

from eventmap.access import User
from eventmap.axis import PLOT_PX
from eventmap.database import EVERY_EVENT, Database
from eventmap.errors import BusyError, NotFoundError, ParameterError, Refusal, StoreError
from eventmap.facets import list_choices_of
from eventmap.filters import (
    FACETS,
    KEYS,
    VIEW_KEYS,
    Condition,
    Filters,
    drawn_inside,
    read_params,
)
from eventmap.importing import Import, Proposal
from eventmap.login import find_login, read_session
from eventmap.parameters import SHOWN, parse_bbox
from eventmap.readers import Kept
from eventmap.selection import list_choices
from eventmap.settings import Settings
from eventmap.stories import STEP_KEYS, Params, Story, find_story
from eventmap.throttling import Background
from eventmap.viewers import viewer_of

_NUMBER = re.compile(rf" \((?:[\d,]+|{'|'.join(facet.absent for facet in FACETS.values())})\)$")
"""What the label of a choice has behind its name."""

Selection = tuple[tuple[date, date] | None, str | None, str | None]
"""Period, event and item that the time axis has chosen."""

NO_SELECTION: Selection = (None, None, None)

_RECEIPT = "receipt"
"""The control that says which values of the others the browser shows."""

PAGE_SIZE = 50
"""Events on a page of the list."""


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


@dataclass(frozen=True)
class Axis:
    """What the time axis shows; the fields are the keys of a link, see `filters.VIEW_KEYS`.

    Parameters
    ----------
    measure
        Events, killed or injured.
    unit
        What a bar stands for; ``None`` takes what there is room for.
    cumulated
        Whether each bar has what is before it as well.
    axis
        The days that are shown; ``None`` shows all.
    """

    measure: str = SHOWN[0]
    unit: str | None = None
    cumulated: bool = False
    axis: tuple[date, date] | None = None

    @classmethod
    def of_params(cls, params: list[tuple[str, str]]) -> "Axis":
        """Read what can be read: what cannot is told with the filters' refusals."""
        found = {}
        for name, value in params:
            if name in cls.__annotations__:
                with suppress(ValueError):
                    found[name] = VIEW_KEYS[name](value)
        return cls(**found)

    def to_params(self) -> list[tuple[str, str]]:
        """Return the parameters that `of_params` reads; a default is none."""
        params = {
            "measure": self.measure if self.measure != SHOWN[0] else "",
            "unit": self.unit or "",
            "cumulated": "true" if self.cumulated else "",
            "axis": "/".join(day.isoformat() for day in self.axis or ()),
        }
        return [pair for pair in params.items() if pair[1]]


@dataclass
class View:
    """What a viewer looks at in one tab, besides the values of the controls.

    Parameters
    ----------
    event, item
        The opened event, and the item chosen of what was said.
    compare
        What the selection is compared with, see `comparison.read_other`.
    story, step
        The story that is told, and the number of its step.
    present
        Whether the page is shown to a room: without controls, its type as large as the screen.
    look, looked
        Where a story last asked the map to look, and how often one did.
    opened
        How often an event was opened or closed here: the map answers to the last time.
    time_axis
        What the time axis shows.
    axis, axis_run
        What the time axis has chosen, and how often it was made anew.
    axis_width
        Of its plot, in pixels, once the browser has told it.
    order, page
        Of the list: the column and whether it descends; its page, from 0.
    in_view, box
        Whether the list follows the map, and what that shows, as `parse_bbox` reads it; ``None``
        before it has said so.
    versions
        By dataset, the version that is kept until another one is chosen.
    titles
        By dataset, the title under which it can be chosen.
    viewer
        Whose tab it is; ``None`` where the browser keeps no cookie.
    user
        Who is logged in; ``None`` where nobody is.
    refusals
        What the link says wrongly.
    absent
        Why there is nothing to show at all, if so.
    lost_event
        Dataset and id of an event that was to be opened and is not there.
    left_behind
        What was chosen for the dataset before and is nothing that this one has.
    gone
        A file of the viewer's, and the titles of those that had to go for it.
    touched, turned
        Whether a control has changed since the last run, and whether that was the dataset.
    written
        The query string as the page wrote it last; ``None`` before the first time.
    meant
        By control, what it should show; those of filters are called as their keys.
    earlier
        By control, what the browser may still hold of it: what it should show before it was set.
    settings
        How often controls were set by other means than themselves.
    chosen
        The controls on which the viewer has chosen since `take_choice`.
    shown
        By facet, the labels of the values that the browser was sent.
    put_away
        How many files were put away.
    opened_file
        The id of the file that the dialog is about.
    inspected
        What a file was asked for, and what it was found to be and adds up to.
    columns
        By file, the columns that were chosen by hand: by field, blank for none.
    unfolded
        The id of the file whose columns are unfolded, because something was asked or not read.
    kept
        What was chosen by hand for files that were shown, for the next ones of their layouts.
    misread
        Why a view or a file was not taken into the viewer's own story.
    compared
        What was read of a file for a dataset of the store, and what its version would change, once
        that is known.
    writing
        The file of which a new version is being written, and that work.
    imported
        What was written last, until the viewer has taken note.
    turn_to
        Its dataset, which the next run is to show, where the dialog was open.
    unwritten
        Why nothing was written.
    """

    event: str | None = None
    item: str | None = None
    compare: str | None = None
    story: Story | None = None
    step: int = 1
    present: bool = False
    look: Params = ()
    looked: int = 0
    opened: int = 0
    time_axis: Axis = field(default_factory=Axis)
    axis: Selection = NO_SELECTION
    axis_run: int = 0
    axis_width: int = PLOT_PX
    order: tuple[str, bool] = ("date", True)
    page: int = 0
    in_view: bool = False
    box: str | None = None
    versions: dict[str, int] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    viewer: str | None = None
    user: User | None = None
    refusals: list[Refusal] = field(default_factory=list)
    absent: Absent | None = None
    lost_event: tuple[str | None, str] | None = None
    left_behind: list[str] = field(default_factory=list)
    gone: tuple[str, tuple[str, ...]] | None = None
    touched: bool = False
    turned: bool = False
    written: list[tuple[str, str]] | None = None
    meant: dict[str, Any] = field(default_factory=dict)
    earlier: dict[str, list[Any]] = field(default_factory=dict)
    settings: int = 0
    chosen: set[str] = field(default_factory=set)
    shown: dict[str, dict[str, str]] = field(default_factory=dict)
    put_away: int = 0
    opened_file: str | None = None
    inspected: tuple[Any, Any] | None = None
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    unfolded: str | None = None
    kept: tuple[Kept, ...] = ()
    misread: tuple[str, ...] = ()
    compared: tuple[Any, Background[Proposal]] | None = None
    writing: tuple[str, Background[Import]] | None = None
    imported: Import | None = None
    turn_to: str | None = None
    unwritten: str | None = None

    def listed(self) -> Condition | None:
        """Return which of the events shown the list has; ``None`` while that is not known."""
        if not self.in_view:
            return EVERY_EVENT
        return drawn_inside(parse_bbox(self.box), "in_view") if self.box else None

    def open_event(self, event_id: str | None) -> None:
        """Open an event in the panel and on the map, or close it."""
        self.event = event_id
        self.opened += 1

    def tell(self, story: Story, number: int) -> None:
        """Look at a step of a story, but for its filters."""
        step = story.steps[number - 1]
        self.story, self.step = story, number
        self.look, self.looked = step.view, self.looked + 1
        self.open_event(step.value("event"))
        self.item, self.compare = None, step.value("compare")


def this_view() -> View:
    """Return the view of this session."""
    view: View = st.session_state.setdefault("view", View())
    return view


def this_viewer() -> str | None:
    """Return the viewer of this session; ``None`` where the browser keeps no cookie."""
    view = this_view()
    # A session that has lost its connection for the moment shows no cookie.
    view.viewer = viewer_of(st.context.cookies.to_dict()) or view.viewer
    return view.viewer


def this_user(settings: Settings) -> User | None:
    """Return who is logged in; ``None`` where nobody can be."""
    view, login = this_view(), find_login(settings)
    if login is None:
        return None
    session = read_session(st.context.cookies.to_dict(), login)
    # A session that has lost its connection for the moment shows no cookie.
    view.user = session.user if session else view.user
    return view.user


def touch() -> None:
    """Note that a control changed: the next run writes the query string."""
    _settle()
    this_view().touched = True


def change_filters(**values: Any) -> None:
    """Set controls of filters, by their keys, by other means than themselves."""
    _settle()
    for name, value in values.items():
        set_control(name, value)
    this_view().touched = True


def change_period(first: date | None, last: date | None) -> None:
    """Set the first and the last day of the filters."""
    change_filters(**{"from": first, "to": last})


def set_control(name: str, value: Any) -> None:
    """Let a control show a value, by other means than itself."""
    view = this_view()
    if name not in view.meant or view.meant[name] != value:
        view.earlier.setdefault(name, []).append(view.meant.get(name))
        view.settings += 1
    view.meant[name] = value
    if name not in st.session_state or read_control(name) != value:
        send_control(name, value)


def send_control(name: str, value: Any) -> None:
    """Have a control show a value, and the browser told so anew, even where it is the same."""
    st.session_state[name] = value


def read_control(name: str) -> Any:
    """Return what a control shows, which has been drawn or set."""
    return st.session_state[name]


def find_control(name: str) -> Any:
    """Return what a control shows; ``None`` where it is not on the page."""
    return st.session_state.get(name)


def read_choices(facet: str) -> list[str]:
    """Return what is chosen of a facet: nothing is where its control was not drawn last."""
    chosen: list[str] = st.session_state.setdefault(facet, [])
    return chosen


def take_choice(*names: str) -> bool:
    """Return whether the viewer chose on one of the controls that the browser says have changed."""
    _settle()
    chosen = this_view().chosen.intersection(names)
    this_view().chosen.difference_update(chosen)
    return bool(chosen)


def draw_receipt() -> None:
    """Draw, out of sight, how often controls were set: sent back by who shows what they were."""
    settings = str(this_view().settings)
    if find_control(_RECEIPT) != settings:
        send_control(_RECEIPT, settings)
    st.text_input("Receipt", key=_RECEIPT)


@st.fragment(run_every=timedelta(days=1))
def draw_anew_when_back() -> None:
    """Have the browser ask for a run as soon as a lost connection is back.

    It does that where something on the page runs by time, be it once a day. A server that has
    started meanwhile knows nothing of the tab: its first run takes what the address says, and were
    it one that a control caused, the control's value would be lost.
    """


def _settle() -> None:
    """Tell what was chosen on the controls from what the browser holds of them from before.

    It sends the values of all controls with each request. The sidebar is drawn last: whoever
    presses something before it is there sends what a chip, the axis or a link has changed since.
    """
    _repair_choices()
    view = this_view()
    if find_control(_RECEIPT) == str(view.settings):
        view.earlier.clear()
    for name, meant in view.meant.items():
        sent = st.session_state.get(name, meant)
        if sent != meant and sent not in view.earlier.get(name, ()):
            view.meant[name] = sent
            view.earlier.pop(name, None)
            view.chosen.add(name)
        else:
            set_control(name, meant)


def _repair_choices() -> None:
    """Turn labels that the browser sends back into the values that they stand for.

    It sends a choice by its label. One whose number has changed meanwhile is no option any more,
    and Streamlit hands it on as it is.
    """
    shown = this_view().shown
    for facet, labels in shown.items():
        chosen = st.session_state.get(facet, [])  # gone where it was not drawn last
        if all(choice in labels for choice in chosen):
            continue
        names = {FACETS[facet].name_value(value): value for value in labels}
        repaired = [
            choice if choice in labels else names.get(_NUMBER.sub("", choice), choice)
            for choice in chosen
        ]
        send_control(facet, repaired)
        shown[facet] = dict.fromkeys(labels, "")  # not what the browser holds


def choose_dataset() -> None:
    """Note that another dataset was chosen: version and event of the one before are not its."""
    if not take_choice("dataset"):
        return
    view = this_view()
    view.event = view.item = view.story = None
    view.turned = True
    change_filters(version=None)


def store_filters(filters: Filters) -> None:
    """Make `filters` the state of the controls."""
    values = {name: getattr(filters, key.field) for name, key in KEYS.items()}
    change_filters(
        **{name: list(value) if KEYS[name].repeated else value for name, value in values.items()}
    )


def reversed_period() -> tuple[date, date] | None:
    """Return the days of the controls where the last comes before the first."""
    first, last = map(find_control, ("from", "to"))
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


def sync_state(database: Database) -> None:
    """Bring the controls and the query string together.

    What the link says wrongly, and where it leads to nothing that can be shown, the view says then
    (`View.refusals`, `View.absent`); in the latter case the query string stays as it is.
    """
    view = this_view()
    _settle()
    typed = reversed_period()
    params = _read_query()
    changed, view.touched = view.touched, False
    ours = view.written is not None and not view.absent and _of_filters(params) == view.written
    if ours or (view.written is not None and changed):
        filters = current_filters()
        view.absent = _why_absent(database, filters)
        if not view.absent:
            if changed:
                view.left_behind = _leave_behind(database, filters) if view.turned else []
                view.turned = False
            _check_event(database, filters)
            return
    else:
        filters, view.refusals = read_params(params)
        typed = None
        view.event = st.query_params.get("event") or None
        view.item = st.query_params.get("item") or None
        view.compare = st.query_params.get("compare") or None
        view.present = st.query_params.get("present") == "true"
        view.in_view = st.query_params.get("in_view") == "true"
        filters = _enter_story(database, dict(params), filters)
        view.time_axis = Axis.of_params(params)
        view.absent = _why_absent(database, filters)
    if view.absent:
        view.written = _of_filters(params)
        return
    filters = replace(filters, dataset=database.info_of(filters).name)
    store_filters(filters)
    view.lost_event, view.left_behind = None, []
    _check_event(database, filters)
    if typed:  # stays in the controls, to be put right
        change_period(*typed)
    view.touched = False


def _enter_story(database: Database, given: dict[str, str], filters: Filters) -> Filters:
    """Take up the story that a link names; return the filters that the link means.

    A link that names a step alone means the step's own view. One with a filter besides, as the page
    writes it when it was changed in between, means what it says.
    """
    view = this_view()
    view.story, name = None, given.get("story")
    if not name:
        return filters
    try:
        dataset, story = find_story(database.stories_for(this_viewer()), name, given.get("dataset"))
        number = story.step(given.get("step"))
    except ParameterError as error:
        view.refusals.extend(error.refusals)
        return filters
    if any(given.get(key) for key in STEP_KEYS if key not in ("dataset", "version")):
        view.story, view.step = story, number
        return replace(filters, dataset=dataset)
    view.tell(story, number)
    return story.steps[number - 1].filters(dataset)


def write_query(filters: Filters, default: str | None) -> None:
    """Put the filters and what is looked at into the query string; the map's view stays in it.

    Parameters
    ----------
    default
        The dataset that a link means which names none, if all who follow it see the same.
    """
    if filters.dataset == default:
        filters = replace(filters, dataset=None)
    params = filters.to_params()
    view = this_view()
    if view.event:
        params.append(("event", view.event))
    if view.item:
        params.append(("item", view.item))
    if view.compare:
        params.append(("compare", view.compare))
    if view.story:
        params += [("story", view.story.name), ("step", str(view.step))]
    if view.present:
        params.append(("present", "true"))
    if view.in_view:
        params.append(("in_view", "true"))
    params += view.time_axis.to_params()
    view.written = sorted(params)
    present = _read_query()
    if _of_filters(present) != sorted(params):
        others = [pair for pair in present if pair not in _of_filters(present)]
        grouped: dict[str, list[str]] = {}
        for name, value in others + params:
            grouped.setdefault(name, []).append(value)
        st.query_params.from_dict(grouped)


def _read_query() -> list[tuple[str, str]]:
    return [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]


def _of_filters(params: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the parameters that the page writes; the others are the map's."""
    ours = (
        *("event", "item", "compare", "story", "step", "present", "in_view"),
        *Axis.__annotations__,
    )
    return sorted(pair for pair in params if pair[0] in ours or pair[0] not in VIEW_KEYS)


def _check_event(database: Database, filters: Filters) -> None:
    """Close the opened event if the dataset has none of its id, and note which that was."""
    view = this_view()
    if view.lost_event and (view.event or view.lost_event[0] != filters.dataset):
        view.lost_event = None
    with suppress(BusyError):  # the page says so
        event_id = view.event
        if event_id and event_id not in database.titles(filters, [event_id]):
            view.event, view.lost_event = None, (filters.dataset, event_id)


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
        kept = [value for value in read_control(facet) if value in here[facet]]
        set_control(facet, kept)
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
            f"{database.uploads.terms.describe()}.",
        ]
        return Absent(said, filters, [])
    try:
        database.tables_of(filters)
    except NotFoundError as error:
        if error.kind == "dataset":
            said = [f"There is no dataset “{error.value}” here.", "The link may be mistyped."]
            return Absent(said, filters, [])
        why = f": {error.why}" if error.why else ""
        said = [f"There is no version {error.value} of “{_title(database, filters)}”{why}."]
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
    name = filters.dataset or database.info_of(Filters()).name
    titles = {info.name: info.title for info in database.infos}
    return (titles | database.uploads.titles(this_viewer())).get(name, name)
