"""Whose data the page shows, in a line that is always in view."""

from datetime import date

from eventmap.api import CreditPanel
from eventmap.schema import DatasetInfo, DatePrecision
from eventmap.selection import describe_credit
from eventmap.wording import describe_interval


def credit_panel(info: DatasetInfo, last: date | None) -> CreditPanel:
    """Return dataset, attribution, licence and version, and the last day of any of its events."""
    until = f"Last day: {describe_interval(last, last, DatePrecision.DAY)}." if last else None
    return {"title": info.title, "credit": describe_credit(info), "until": until}
