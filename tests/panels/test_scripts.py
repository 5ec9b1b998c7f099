"""The scripts of the panels, each as the one text that Streamlit takes."""

import re
from pathlib import Path

import pytest

import eventmap.panels
from eventmap.ui.components import panel_script

NAMES = {path.stem for path in Path(eventmap.panels.__file__).parent.glob("*.js")} - {"dom"}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_script_is_complete_in_itself(name: str) -> None:
    script = panel_script(name)
    assert re.findall(r"\bimport\b", script) == []
    assert script.count("export default function") == 1
    assert script.count("export function h(") == 1


def test_no_script_writes_markup() -> None:
    writers = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write")
    assert [name for name in NAMES if writers.search(panel_script(name))] == []
