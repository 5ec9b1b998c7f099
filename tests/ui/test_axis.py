import pytest
from support.pages import Run, query, view_of


@pytest.mark.parametrize("label", ["Per month, by width", "Per day) AS bin --"])
def test_a_label_that_is_no_unit_leaves_it_to_the_width(run: Run, label: str) -> None:
    # The browser sends a choice by its label; Streamlit hands on what is the label of none.
    app = run("dataset=ucdp-ukraine&unit=quarter")
    control = app.selectbox(key="unit")
    control.options.append(label)
    control.select(label.removeprefix("Per ")).run()
    assert not app.exception
    assert view_of(app).time_axis.unit is None
    assert "unit" not in query(app)
