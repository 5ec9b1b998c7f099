from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmap.exports.xmltext import clean_text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Київ\t\n<b> & ]]>", "Київ\t\n<b> & ]]>"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00b\x0bc\x1f\ufffe", "a\ufffdb\ufffdc\ufffd\ufffd"),
        ("\ud800", "\ufffd"),
    ],
)
def test_only_line_ends_and_forbidden_characters_change(text: str, clean: str) -> None:
    assert clean_text(text) == clean


@given(st.text(st.characters()))
def test_a_parser_reads_clean_text_as_it_is(text: str) -> None:
    element = ET.Element("x")
    element.text = clean_text(text)
    assert (ET.fromstring(ET.tostring(element, encoding="utf-8")).text or "") == element.text
