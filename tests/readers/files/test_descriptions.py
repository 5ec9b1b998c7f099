"""What descriptions say, as makers of maps write them."""
# ruff: noqa: RUF001 - Cyrillic words

import pytest

from eventmap.readers.files.descriptions import read_keys, split_descriptions


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("date: 2024-05-13<br>killed: 2", {"date": "2024-05-13", "killed": "2"}),
        ("<b>Date:</b> 13 May<br/>Killed : 2<hr>", {"Date": "13 May", "Killed": "2"}),
        ("Дата: 13.05.2024\nЗагинуло: 2", {"Дата": "13.05.2024", "Загинуло": "2"}),
        (
            "<table><tr><th>Date</th><td>2024-05-13</td></tr>"
            "<tr><td><b>Killed</b></td><td>2</td></tr></table>",
            {"Date": "2024-05-13", "Killed": "2"},
        ),
        (  # as ArcGIS writes it, a line to a cell
            "<table>\n<tr>\n\n<td>Killed</td>\n\n<td>2</td>\n\n</tr>\n<tr>\n<td>Town</td>\n"
            "<td></td>\n</tr>\n</table>",
            {"Killed": "2"},
        ),
        ("source: https://example.org/1", {"source": "https://example.org/1"}),
        ("Q&amp;A: yes", {"Q&A": "yes"}),
        ("see https://example.org/1", {}),
        ("at 12:30 it was quiet", {}),
        ("a long sentence with many words before its colon: x", {}),
        ("killed: ", {}),
        ("killed: 2<br>killed: 3", {"killed": "2"}),
    ],
)
def test_lines_with_a_key_are_pairs(text, pairs):
    assert read_keys(text) == pairs


def test_keys_of_several_descriptions_are_columns():
    texts = ["Date: 13 May<br>Killed: 2", None, "date: 14 May<br>He said: nothing"]
    assert split_descriptions(texts) == {"Date": ["13 May", None, "14 May"]}


def test_a_single_description_needs_two_keys():
    assert split_descriptions(["Date: 13 May<br>Killed: 2"]) == {
        "Date": ["13 May"],
        "Killed": ["2"],
    }
    assert split_descriptions(["He said: nothing"]) == {}
