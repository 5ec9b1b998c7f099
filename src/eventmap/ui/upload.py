"""A file of the viewer's own: dropped, inspected, corrected, and shown to this browser.

Whoever may import can make it a new version of a dataset instead, see `publish`.
"""

from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from eventmap.api import Summary
from eventmap.database import Database
from eventmap.errors import FileError, StoreError
from eventmap.filters import Filters
from eventmap.importing import limits_of, read_upload, rejects_csv, to_dataset
from eventmap.mappings import made_by_hand
from eventmap.panels.columns import columns_panel, name_field
from eventmap.panels.inspection import inspection_panel
from eventmap.panels.placings import TURNED, placings_panel
from eventmap.readers import (
    FORMATS,
    ORDER_WORDS,
    Choices,
    InspectedTable,
    Inspection,
    Kept,
    keep_layouts,
)
from eventmap.schema import DatasetInfo
from eventmap.sessions import uploaded_bytes
from eventmap.settings import Settings
from eventmap.summary import add_up
from eventmap.ui.components import notice, panel
from eventmap.ui.publish import (
    choose_dataset_for,
    follow_writing,
    offer_version,
    read_dataset,
    show_unwritten,
)
from eventmap.ui.state import find_control, store_filters, this_view, this_viewer, touch
from eventmap.uploads import NO_ROOM
from eventmap.wording import join_words

_MB = 1024 * 1024
_LONGEST_TITLE = 120
_LONGEST_SHEET = 255
_LONGEST_CODE = 24
_RECOGNISED = "as recognised"
_AS_SHOWN = "as the dates show"
_LABELS = {"order": "Order of day and month", "crs": "Coordinate system"}
"""What a reader may ask for besides columns, as the dialog calls it."""


def offer_upload(database: Database, settings: Settings) -> None:
    """Draw the place for a file, unless the host does not want any."""
    if not settings.uploads:
        return
    with st.expander("Open a file of your own"):
        if this_viewer() is None:
            st.caption(
                "Not here: a file of your own is shown to your browser alone, which it tells by a "
                "cookie. Open this page by itself, in a browser that keeps cookies."
            )
            return
        has_one = find_control(_uploader()) is not None
        if not has_one and uploaded_bytes() >= settings.uploads_total_mb * _MB:
            st.caption(f"{NO_ROOM} Please try again later.")
            return
        or_else = (
            ", unless you write it as a new version of a dataset" if database.importable else ""
        )
        file = st.file_uploader(
            "A table of events",
            key=_uploader(),
            on_change=_keep_place,
            args=(this_view().put_away,),
            max_upload_size=settings.upload_mb,
            help="CSV, Excel, Parquet, GeoJSON, KML, GeoPackage, a zipped shapefile, tables of web "
            "pages, and the formats of ACLED, UCDP, GTD, GDELT, VIINA, GeoConfirmed and Bellingcat."
            f" It is seen in this browser only{or_else}.",
        )
    if file is not None:
        inspect_upload(database, settings, file)


def _uploader() -> str:
    """Return the key of the place for a file, a new one after each file."""
    return f"upload {this_view().put_away}"


def _keep_place(number: int) -> None:
    """Keep the place of a file that came while there was to be a new one for the next.

    The browser closes the dialog at once, and has the place before until the page is drawn.
    """
    _touch_page()
    if find_control(f"upload {number}") is not None:
        this_view().put_away = number


def _touch_page() -> None:
    """Let what was chosen go before the address, unless nothing but that says what is looked at."""
    if not this_view().absent:
        touch()


def _dismiss() -> None:
    _touch_page()
    put_away()


def put_away() -> None:
    """Drop a file that was shown or not wanted: its bytes, and what was read of them."""
    view, held = this_view(), find_control(_uploader())
    # Streamlit keeps the bytes for as long as the session, with or without a place for them.
    if context := get_script_run_ctx():
        files, session = context.uploaded_file_mgr, context.session_id
        # Others may be on their way.
        if view.opened_file and isinstance(files, MemoryUploadedFileManager):
            files.remove_file(session, view.opened_file)
        else:
            files.remove_session_files(session)
    if held is None or held.file_id == view.opened_file:
        view.put_away += 1
    view.inspected = view.opened_file = view.compared = view.unwritten = None


def leave_written() -> None:
    """Put away a file of which a version was written, and turn to its dataset.

    Before any control is drawn: not every run in which the end is noted is the dialog's own.
    """
    view = this_view()
    if view.turn_to is not None:
        put_away()
        store_filters(Filters(dataset=view.turn_to))
        view.turn_to = None


def _forget() -> None:
    this_view().kept = ()


@st.dialog("Open a file", width="large", on_dismiss=_dismiss)
def inspect_upload(database: Database, settings: Settings, file: Any) -> None:
    """Show what a file was found to be, and let the viewer correct it."""
    this_view().opened_file = file.file_id
    place = st.empty()
    if follow_writing(file.file_id, place):
        st.rerun()
    with st.container():
        show_unwritten()
    name = choose_dataset_for(file, settings)
    choices = _ask(file)
    # Each place is drawn in every run: what stands below one that came and went would move under
    # a click, or be there twice for the moment.
    progress, asked, found, forgetting = st.empty(), st.container(), st.container(), st.container()
    try:
        info, kept = read_dataset(name, settings) if name else (None, this_view().kept)
        inspection, summary = _read(file, choices, settings, progress, info, kept)
    except (FileError, StoreError) as refusal:
        if str(refusal) == this_view().unwritten:
            return  # it is said above
        wanted = "made a new version" if name else "opened"
        with asked:
            notice(
                "error", f"This file cannot be {wanted} as it is.", [str(refusal)], key="no file"
            )
        return
    questions = [ask_in_fields(part) for part in inspection.parts if part.question]
    if questions:
        with asked:
            wanted = "written" if name else "shown"
            notice("warning", f"Before it can be {wanted}:", questions, key="questions")
        with asked:
            _show_placings(inspection, file)
    with found:
        panel("prose", inspection_panel(inspection, summary), key="inspection")
    if not name and any(part.recalled for part in inspection.parts):
        forgetting.button("Forget what was chosen before", on_click=_forget)
    _ask_columns(inspection, file)
    if name:
        offer_version(inspection, name, file, choices, settings)
    else:
        _offer(database, inspection, file, choices)


def ask_in_fields(part: InspectedTable) -> str:
    """Return what a reader asks of a table, with what of the dialog answers it."""
    ways = [
        join_words([f"“{_LABELS.get(name) or name_field(name)}”" for name in way])
        for way in part.answers
    ]
    if part.placings:
        ways.insert(0, "a map below")
    chosen = f" Choose {' or '.join(ways)} here." if ways else ""
    return f"{part.question}{chosen}"


def _show_placings(inspection: Inspection, file: Any) -> None:
    """Show where the points would be in each way to read them, and take the one that is chosen."""
    placings = next((part.placings for part in inspection.parts if part.placings), ())
    if not placings:
        return

    def choose(way: str) -> None:
        (placing,) = [each for each in placings if each.turned == (way == TURNED)]
        chosen = this_view().columns.setdefault(file.file_id, {})
        chosen |= placing.choices

    panel("placings", placings_panel(placings), key=f"placings of {file.file_id}", choose=choose)


def _ask(file: Any) -> Choices:
    left, middle, right = st.columns(3)
    found = left.selectbox(
        "Format",
        [_RECOGNISED, *FORMATS],
        format_func=lambda name: FORMATS[name].title if name in FORMATS else name,
        key=f"format {file.file_id}",
    )
    order = middle.selectbox(
        _LABELS["order"],
        [None, *ORDER_WORDS],
        format_func=lambda order: ORDER_WORDS[order] if order else _AS_SHOWN,
        key=f"order {file.file_id}",
    )
    crs = right.text_input(
        _LABELS["crs"],
        placeholder="degrees; or EPSG:32637",
        max_chars=_LONGEST_CODE,
        key=f"crs {file.file_id}",
    )
    left, right = st.columns(2)
    sheet = left.text_input(
        "Sheet",
        placeholder="every one that is a table",
        max_chars=_LONGEST_SHEET,
        key=f"sheet {file.file_id}",
    )
    header_row = right.number_input(
        "Row that names the columns",
        min_value=1,
        value=None,
        placeholder="as found",
        key=f"header row {file.file_id}",
    )
    chosen = this_view().columns.get(file.file_id, {})
    return Choices(
        None if found == _RECOGNISED else found,
        dict(chosen),
        order,
        crs=crs.strip() or None,
        sheet=sheet.strip() or None,
        header_row=header_row,
    )


def _read(  # noqa: PLR0917 - the file, and by what it is read
    file: Any,
    choices: Choices,
    settings: Settings,
    progress: DeltaGenerator,
    info: DatasetInfo | None,
    kept: tuple[Kept, ...],
) -> tuple[Inspection, Summary | None]:
    """Return what the file holds and adds up to, as it was the last time if nothing else is chosen.

    What it adds up to is not told while something is asked.
    """
    view = this_view()
    asked = (file.file_id, choices, info, kept)
    held = view.inspected
    if held is None or held[0] != asked:
        file.seek(0)
        limited = replace(choices, limits=limits_of(settings.upload_mb))
        read = read_upload(file.name, file, limited, kept, info, said=progress.info)
        summary = None if read.asks else add_up(to_dataset(read)[0])
        held = view.inspected = (asked, (read, summary))
        progress.empty()
    return held[1]


def _ask_columns(inspection: Inspection, file: Any) -> None:
    """Show what each column was taken for, and take over what the viewer says instead."""
    part = inspection.parts[0]
    chosen = this_view().columns.setdefault(file.file_id, {})

    def take(choice: dict[str, str]) -> None:
        column, field = choice["column"], choice["field"]
        for taken in [name for name, other in chosen.items() if other == column]:
            del chosen[taken]
        read = {name for name, other in part.columns.items() if other == column}
        # A column that is read together with others is told by its own line alone.
        for use in part.uses:
            if use.column == column and use.field:
                read |= {use.field, *use.also}
        for name in read - {field}:
            chosen.setdefault(name, "")  # read from none
        if field:
            chosen[field] = column

    # They stay unfolded once they are: folding up, they would pull what stands below from under a
    # click, and close on whoever has just put the last of them right.
    if any(part.unread or _asks_of_columns(part) for part in inspection.parts):
        this_view().unfolded = file.file_id
    with st.expander("Columns", expanded=this_view().unfolded == file.file_id):
        panel("columns", columns_panel(part.uses), key=f"columns of {file.file_id}", take=take)


def _asks_of_columns(part: InspectedTable) -> bool:
    """Return whether a question is answered by what a column is read as, and nowhere above."""
    answers = {name for way in part.answers for name in way}
    return bool(part.question) and not (part.placings or answers.intersection(_LABELS))


def _offer(database: Database, inspection: Inspection, file: Any, choices: Choices) -> None:
    key = f"title {file.file_id}"
    above, (left, right) = st.container(), st.columns(2)
    if any(True for _ in inspection.rejects):
        right.download_button(
            "Download the refused rows",
            rejects_csv(inspection),
            file_name="refused-rows.csv",
            mime="text/csv",
            on_click="ignore",
        )
    try:
        dataset, reading = to_dataset(inspection, find_control(key) or "")
    except FileError:
        return  # the question is asked above
    above.text_input("Title", placeholder=reading.info.title, max_chars=_LONGEST_TITLE, key=key)
    if left.button("Show on the map", type="primary", disabled=not reading.accepted):
        viewer = this_viewer()
        try:
            if viewer is None:
                raise FileError(f"{file.name}: the browser sends its cookie no more.")
            uploaded = database.add_upload(dataset, viewer)
        except FileError as refusal:
            notice("error", "This file cannot be shown.", [str(refusal)], key="no room")
            return
        view = this_view()
        view.gone = (uploaded.name, uploaded.gone)
        view.kept = keep_layouts(view.kept, made_by_hand(inspection, choices))
        put_away()
        store_filters(Filters(dataset=uploaded.name))
        st.rerun()
