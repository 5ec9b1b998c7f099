"""Texts copied from web pages."""

import pandas as pd
import pytest

from eventmap.readers.values.markup import leave_out_tags


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        (
            "<a href='https://x.org' title='The Pontiac's War'>A raid</a> on Kyiv.",
            "A raid on Kyiv.",
        ),
        ("Killed 3.<br/>Injured <b>5</b> &amp; more", "Killed 3. Injured 5 & more"),
        ("<p>First</p><p class='b'>second</p>", "First second"),
        ('<html><body><table border="1"><tr><td>killed</td></tr></table></body></html>', "killed"),
        ("died.<sup id='c'><a href='#c'>[3]</a></sup>", "died.[3]"),
    ],
)
def test_tags_of_html_are_left_out_and_told_of(words, plain):
    text, notes = leave_out_tags(
        pd.DataFrame({"summary": [words, "a < b"]}, dtype="str"), ("summary",)
    )
    assert text["summary"].tolist() == [plain, "a < b"]
    assert notes == ["Left out of 1 text of events: tags of HTML."]


@pytest.mark.parametrize(
    "words", ["fewer < 5 > 3", "<unknown>", "R&amp;D", "<redacted> </redacted>"]
)
def test_what_is_no_html_stays(words):
    frame = pd.DataFrame({"title": [words, None]}, dtype="str")
    text, notes = leave_out_tags(frame, ("title",))
    assert text["title"].iloc[0] == words
    assert notes == []
