"""Totals and their words, for the server and for the scripts: both write the same."""

import json
from pathlib import Path

from eventmap.casualties import Total

_CASES = json.loads(
    (Path(__file__).parents[1] / "scripts" / "totals.json").read_text(encoding="utf-8")
)

LINES = [(Total(**total), words) for total, words in _CASES["lines"]]

BOTH = [(Total(**killed), Total(**injured), lines) for killed, injured, lines in _CASES["both"]]
