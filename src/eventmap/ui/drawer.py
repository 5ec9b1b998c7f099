"""The opened event, in a drawer that is in view wherever the page is scrolled to."""

from eventmap.api import ListStep
from eventmap.database import Database
from eventmap.errors import NotFoundError
from eventmap.events import describe_event
from eventmap.filters import Filters
from eventmap.panels.detail import detail_panel
from eventmap.redistribution import refuse_by_role, withhold_text
from eventmap.ui.components import alone, notice, panel
from eventmap.ui.state import PAGE_SIZE, this_view


def show_opened(database: Database, filters: Filters) -> None:
    """Draw the opened event, if there is one, with the way to its neighbours in the list."""
    view = this_view()
    if not view.event:
        return
    with alone("The event"):
        try:
            found = describe_event(database, filters, view.event)
        except NotFoundError as error:
            notice("warning", str(error), [], key="no event")
            return
        if refuse_by_role(database, database.info_of(filters)):
            found = withhold_text(found)
        order, descending = view.order
        listed = view.listed()
        place = (
            database.find_in_list(
                filters, view.event, order=order, descending=descending, only=listed
            )
            if listed
            else None
        )
        panel(
            "detail",
            detail_panel(found, place, page_size=PAGE_SIZE, in_view=view.in_view),
            key="detail",
            close=lambda _: view.open_event(None),
            walk=_walk,
        )


def _walk(step: ListStep) -> None:
    """Open a neighbour in the list, and turn the list to the page where it stands."""
    view = this_view()
    view.open_event(step["event_id"])
    view.page = step["page"]
