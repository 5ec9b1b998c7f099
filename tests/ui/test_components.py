"""Panels, as Streamlit is given them."""

import re

from streamlit.testing.v1 import AppTest

from eventmap.panels import PANELS_BUILD


def _page() -> None:
    from eventmap.ui.components import notice

    notice("warning", "Said.", [], key="said")


def test_with_what_is_new_in_a_panel_no_script_is_sent_but_its_address() -> None:
    app = AppTest.from_function(_page).run()
    (sent,) = (each.proto for each in app.main if each.type == "bidi_component")
    assert len(sent.js_content) + len(sent.html_content) + len(sent.css_content) < 500
    assert f"assets/panels/{PANELS_BUILD}/" in sent.js_content
    assert re.findall(r"'(\w+)'", sent.js_content) == ["dom", "notice"]
