"""The scripts of the panels, as the browser loads them."""

import re

import pytest

from eventmap.panels import PANEL_SCRIPTS

SCRIPTS = {path.stem: path.read_text(encoding="utf-8") for path in PANEL_SCRIPTS.glob("*.js")}


@pytest.mark.parametrize("name", sorted(SCRIPTS.keys() - {"dom"}))
def test_a_script_draws_with_no_other_than_what_all_share(name: str) -> None:
    assert re.findall(r"\bimport\b.*", SCRIPTS[name]) == re.findall(
        r"import \{[^}]*\} from '\./dom\.js';", SCRIPTS[name]
    )
    assert SCRIPTS[name].count("export default function (") == 1


def test_no_script_writes_markup() -> None:
    writers = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write")
    assert [name for name, text in SCRIPTS.items() if writers.search(text)] == []
