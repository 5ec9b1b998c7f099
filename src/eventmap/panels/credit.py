"""Whose data the page shows, in a line that is always in view."""

from datetime import date

from eventmap.api import CreditPanel
from eventmap.schema import DatasetInfo, DatePrecision
from eventmap.selection import describe_credit
from eventmap.wording import describe_interval


def credit_panel(info: DatasetInfo, begun: date | None, last: date | None) -> CreditPanel:
    """Return dataset, attribution, licence and version, and the last day of any of its events.

    Parameters
    ----------
    begun, last
        The latest days on which an event begins, and may have ended. Of what is known to the month
        or the year that day is one of those between.
    """
    return {
        "title": info.title,
        "credit": describe_credit(info),
        "until": f"Last day: {_describe_last(begun, last)}." if begun or last else None,
    }


def _describe_last(begun: date | None, last: date | None) -> str:
    if begun and (last is None or begun > last):
        return f"not before {describe_interval(begun, begun, DatePrecision.DAY)}"
    if begun is None:
        return f"not after {describe_interval(last, last, DatePrecision.DAY)}"
    said = describe_interval(begun, last, DatePrecision.DAY)
    return said if begun == last else f"one of {said}"
