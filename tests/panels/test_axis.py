from eventmap.panels.axis import axis_panel


def test_the_legend_tells_what_is_hatched_where_days_are_not_covered() -> None:
    shown = axis_panel(None, {"shelling"}, uncovered=True, dark=False)
    assert shown["marks"] == [{"kind": "uncovered", "label": "no data"}]
    assert axis_panel(None, {"shelling"}, dark=False)["marks"] == []
