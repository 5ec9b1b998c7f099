from datetime import date

import pytest

from eventmap.panels.credit import credit_panel
from eventmap.schema import DatasetInfo


@pytest.mark.parametrize(
    ("last", "until"), [(date(2023, 3, 5), "Last day: 5 March 2023."), (None, None)]
)
def test_whose_data_they_are_until_which_day(last: date | None, until: str | None) -> None:
    info = DatasetInfo("g", "GED", "CC BY 4.0", redistributable=True, attribution="Uppsala")

    shown = credit_panel(info, last)

    assert shown["title"] == "GED"
    assert shown["credit"] == "Data: Uppsala. Licence: CC BY 4.0. Version 1."
    assert shown["until"] == until
