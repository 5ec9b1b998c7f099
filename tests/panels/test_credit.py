from datetime import date

import pytest

from eventmap.panels.credit import credit_panel
from eventmap.schema import DatasetInfo


@pytest.mark.parametrize(
    ("begun", "last", "until"),
    [
        (date(2023, 3, 5), date(2023, 3, 5), "Last day: 5 March 2023."),
        # The latest is known to the month, or to the year.
        (date(2024, 10, 29), date(2024, 10, 31), "Last day: one of 29–31 October 2024."),
        (date(2024, 10, 29), date(2024, 12, 31), "Last day: one of 29 October – 31 December 2024."),
        # It is not known when it ended; when it began.
        (date(2024, 10, 29), None, "Last day: not before 29 October 2024."),
        (date(2024, 10, 29), date(2023, 3, 5), "Last day: not before 29 October 2024."),
        (None, date(2023, 3, 5), "Last day: not after 5 March 2023."),
        (None, None, None),
    ],
)
def test_whose_data_they_are_until_which_day(
    begun: date | None, last: date | None, until: str | None
) -> None:
    info = DatasetInfo("g", "GED", "CC BY 4.0", redistributable=True, attribution="Uppsala")

    shown = credit_panel(info, begun, last)

    assert shown["title"] == "GED"
    assert shown["credit"] == "Data: Uppsala. Licence: CC BY 4.0. Version 1."
    assert shown["until"] == until
