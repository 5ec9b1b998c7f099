"""Texts copied from web pages."""

import pandas as pd
import pytest

from eventmap.readers.values.markup import leave_out_tags, read_characters


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


@pytest.mark.parametrize("words", ["fewer < 5 > 3", "<unknown>", "R & D", "<redacted> </redacted>"])
def test_what_is_no_html_stays(words):
    frame = pd.DataFrame({"title": [words, None]}, dtype="str")
    text, notes = leave_out_tags(frame, ("title",))
    assert text["title"].iloc[0] == words
    assert notes == []


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("R&amp;D", "R&D"),
        ("C&ocirc;te d&#39;Ivoire", "Côte d'Ivoire"),
        ("&quot;Zona&quot;&nbsp;5", '"Zona" 5'),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("https://example.org/?a=1&copy=2&amp;b=3", "https://example.org/?a=1&copy=2&b=3"),
        ("Smith & Co; others", "Smith & Co; others"),
    ],
)
def test_codes_of_characters_are_read_once(words, plain):
    texts = pd.Series([words, None], dtype="str")
    assert read_characters(texts).fillna("").tolist() == [plain, ""]


def test_codes_are_read_where_several_rows_are_of_one_line():
    texts = pd.Series(["A &amp; B", "C", "D&#39;s"], index=[2, 2, 3], dtype="str")
    read = read_characters(texts)
    assert (read.tolist(), read.index.tolist()) == (["A & B", "C", "D's"], [2, 2, 3])
    assert str(read.dtype) == "str"


def test_a_tag_that_is_written_by_codes_stays_a_text():
    frame = pd.DataFrame({"title": ["A &lt;b&gt;bold&lt;/b&gt; raid"]}, dtype="str")
    text, notes = leave_out_tags(frame, ("title",))
    assert (text["title"].tolist(), notes) == (["A <b>bold</b> raid"], [])
