"""A file of the viewer's as a new version of a dataset of the store, by those who may import.

What is chosen here opens nothing: `Catalog.importing_into` lends the store, and asks it at that
moment who may, before a file is compared and again before it is written.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from eventmap.database import Database, open_database
from eventmap.errors import EventmapError, StoreError
from eventmap.importing import (
    Import,
    Proposal,
    open_described,
    plain_file_name,
    propose,
    rejects_csv,
    write_proposal,
)
from eventmap.panels.proposal import describe_withdrawn, describe_written, proposal_panel
from eventmap.readers import Choices, Inspection, Kept
from eventmap.schema import DatasetInfo
from eventmap.settings import Settings
from eventmap.throttling import Background
from eventmap.ui.components import notice, panel
from eventmap.ui.state import find_control, this_user, this_view, touch
from eventmap.wording import tell_apart

_LOG = logging.getLogger(__name__)

_LOOK_EVERY_S = 0.5
_LOOK_AGAIN_S = 2

_NONE = ""
"""The dataset of a file that is shown in this browser only."""

_Tell = Callable[[str], None]


def choose_dataset_for(file: Any, settings: Settings) -> str | None:
    """Let the viewer say of which dataset the file is to be a version; ``None`` is of none.

    Whoever may import into none is not asked.
    """
    view, key = this_view(), f"what for {file.file_id}"
    titles = {info.name: info.title for info in _seen_now(settings).importable}
    chosen = find_control(key)
    if chosen and chosen not in titles:
        # That it may be imported into no more is said when it is read.
        titles[chosen] = view.titles.get(chosen, chosen)
    if not titles:
        return None
    apart = tell_apart(titles)
    labels = {
        name: f"A new version of “{title}”, for all who see it" for name, title in apart.items()
    }
    labels = {_NONE: "To be shown in this browser only"} | labels
    name = st.selectbox(
        "What the file is for",
        list(labels),
        format_func=lambda name: labels.get(name, name),
        key=key,
    )
    return name or None


def _seen_now(settings: Settings) -> Database:
    """Return the catalogue as the viewer has it at this moment."""
    return open_database(settings).seen_by(this_user(settings))


def read_dataset(name: str, settings: Settings) -> tuple[DatasetInfo, tuple[Kept, ...]]:
    """Return by what a file for a dataset is read.

    Raises
    ------
    StoreError
        If the viewer may not import into it, or it cannot be read.
    """
    with _seen_now(settings).importing_into(name) as store:
        return open_described(store, name)


def offer_version(
    inspection: Inspection, name: str, file: Any, choices: Choices, settings: Settings
) -> None:
    """Say what the file would change in a dataset, and begin to write it where that is wanted."""
    view = this_view()
    progress, told, (left, right) = st.empty(), st.container(), st.columns(2)
    if any(True for _ in inspection.rejects):
        _offer_rejects(right, inspection)
    if any(part.question for part in inspection.parts):
        return  # it is asked above
    asked = (view.inspected and view.inspected[0], name)
    if view.compared is None or view.compared[0] != asked:
        work = partial(_propose, _seen_now(settings), name, file.name, inspection)
        view.compared = (asked, Background(work, this_user(settings)))
    compared = view.compared[1]
    _follow(compared, progress)
    try:
        proposal = compared.result()
    except EventmapError as refusal:
        view.compared = None
        with told:
            notice("error", "This file cannot be a new version.", [str(refusal)], key="no version")
        return
    with told:
        panel("prose", proposal_panel(proposal), key="proposal")
        if proposal.withdraws:
            title, lines = describe_withdrawn(proposal)
            notice("error", title, lines, key="withdrawn")
    # What is written is what was told when it was pressed, not what is told by now.
    left.button(
        "Write as a new version",
        type="primary",
        disabled=not proposal.report.written or view.writing is not None,
        on_click=_begin_writing,
        args=(file.file_id, proposal, choices, settings),
    )


def _begin_writing(file_id: str, proposal: Proposal, choices: Choices, settings: Settings) -> None:
    view = this_view()
    # A second press comes when the first is being written, or was.
    if view.writing or view.compared is None or view.compared[1].result() is not proposal:
        return
    view.unwritten = None
    write = partial(_write, _seen_now(settings), proposal, choices)
    view.writing = (file_id, Background(write, this_user(settings)))


def _offer_rejects(place: DeltaGenerator, found: Inspection | Import) -> None:
    place.download_button(
        "Download the refused rows",
        rejects_csv(found),
        file_name="refused-rows.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"refused rows of {type(found).__name__}",
    )


def _propose(
    database: Database, name: str, file: str, inspection: Inspection, tell: _Tell
) -> Proposal:
    with _failing_in_words(), database.importing_into(name) as store:
        tell("Comparing the file with the newest version…")
        return propose(store, name, plain_file_name(file), inspection)


def _write(database: Database, proposal: Proposal, choices: Choices, tell: _Tell) -> Import:
    """Write a version in its turn; only then it is asked whether the viewer may."""

    def tell_share(table: str, share: float, rate: float) -> None:
        tell(f"Writing {table}: {share:.0%}, {rate:,.0f} rows a second.")

    with _failing_in_words(), database.importing_into(proposal.info.name) as store:
        tell("Writing the new version. It goes on if this page is closed.")
        return write_proposal(store, proposal, choices, tell=tell_share)


@contextmanager
def _failing_in_words() -> Iterator[None]:
    try:
        yield
    except EventmapError:
        raise
    except Exception as error:
        _LOG.exception("An import by the page failed")
        raise StoreError(
            "It failed, and this host's log says why. A version is there as a whole or not at all."
        ) from error


def _follow(work: Background[Any], progress: DeltaGenerator) -> None:
    """Say how far work is until it is done."""
    while not work.wait(_LOOK_EVERY_S):
        progress.info(work.said)
    progress.empty()


def follow_writing(file_id: str, progress: DeltaGenerator) -> bool:
    """Say how far the version of a file is; return whether one was being written."""
    writing = this_view().writing
    if writing is None or writing[0] != file_id:
        return False
    _follow(writing[1], progress)
    _note_end(*writing)
    return True


def _note_end(file_id: str, work: Background[Import]) -> None:
    """Note what came of a version that was being written."""
    view = this_view()
    view.writing = view.compared = view.imported = None
    try:
        view.imported = work.result()
    except EventmapError as refusal:
        view.unwritten = str(refusal)
    else:
        view.versions[view.imported.name] = view.imported.version
        if view.opened_file == file_id:  # its dialog was not closed
            view.turn_to = view.imported.name


def show_unwritten() -> None:
    """Say why no version was written, if so."""
    if why := this_view().unwritten:
        notice("error", "No new version was written.", [why], key="unwritten")


def show_written(database: Database, place: DeltaGenerator) -> None:
    """Say, in its place, what was written, until the viewer has taken note of it."""
    view = this_view()
    with place:
        if view.writing is not None:
            _tell_writing()
        if view.opened_file is None and view.unwritten:
            show_unwritten()
        done = view.imported
        if done is None:
            return
        titles = {info.name: info.title for info in database.infos}
        title, lines = describe_written(done, titles.get(done.name, done.name))
        notice("warning", title, lines, key="written")
        left, right = st.columns(2)
        left.button("Close", key="close written", on_click=_close_written)
        if done.rejects:
            _offer_rejects(right, done)


def _close_written() -> None:
    touch()
    this_view().imported = None


@st.fragment(run_every=_LOOK_AGAIN_S)
def _tell_writing() -> None:
    """Say how far a version is whose dialog was closed."""
    writing = this_view().writing
    if writing is None:
        return
    if writing[1].wait(0):
        _note_end(*writing)
        st.rerun()
    st.info(writing[1].said)
