"""The file of choices that are kept with a dataset: written, read, and refused line by line."""

import pytest

from eventmap.errors import StoreError
from eventmap.mappings import parse_mappings, write_mappings
from eventmap.readers import Choices, Kept

ODD = 'a "quoted" \\ name\n[[layout]]\t# é \x7f \u202e'
KEPT = (
    Kept(("date", ODD), Choices(mapping={"place": ODD, "url": ""}), "2026-11-20"),
    Kept(
        ("x", "y", "day"),
        Choices("table", {}, "DMY", gazetteer=True, crs="EPSG:32637", sheet="2025", header_row=3),
        "2026-11-28",
    ),
)
FILE = """# mine
[[layout]]
chosen_on = 2026-11-20
columns = ["when", "dead"]
header_row = 3

[layout.mapping]
killed_best = "dead"

[[layout]]
chosen_on = 2026-11-21
columns = [
  "killed_best",
]
"""


def test_what_is_written_is_read_again() -> None:
    assert parse_mappings(write_mappings("test", KEPT)) == KEPT


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ("header_row = 3", "header_row = 0", "line 5: header_row = 0 cannot be used; allowed: the"),
        ("header_row = 3", "header_row = ", "line 5: 'header_row = ' is no TOML: Invalid value."),
        ("header_row = 3", 'crs = "moon"', "line 5: crs = 'moon' cannot be used; allowed: the co"),
        ("header_row = 3", 'format = "akled"', "line 5: format = 'akled' cannot be used; allowed:"),
        ("header_row = 3", 'date_order = "YDM"', "line 5: date_order = 'YDM' cannot be used; all"),
        ("header_row = 3", "gazetteer = 1", "line 5: gazetteer = 1 cannot be used; allowed: true"),
        ("header_row = 3", "sheet = 2025", "line 5: sheet = 2025 cannot be used; allowed: a text."),
        ("header_row = 3", "header = 3", "line 5: header = 3 cannot be used; allowed: chosen_on, "),
        ("killed_best =", "killed_bst =", "line 8: killed_bst = 'dead' cannot be used; allowed: a"),
        ('"dead"\n\n', '"daed"\n\n', "line 8: killed_best = 'daed' cannot be used; allowed: one "),
        ("2026-11-21", '"today"', "line 11: chosen_on = 'today' cannot be used; allowed: a day,"),
        ('  "killed_best",\n', "", "line 12: columns = [] cannot be used; allowed: the names of t"),
        ("# mine", "mine = 1", "line 1: 'mine' cannot be used; allowed: [[layout]]."),
        ('"dead"]\n', '"dead"\n', "line 5: 'header_row = 3' is no TOML: "),
    ],
)
def test_what_cannot_be_used_is_told_by_its_line(was: str, becomes: str, sentence: str) -> None:
    with pytest.raises(StoreError) as caught:
        parse_mappings(FILE.replace(was, becomes, 1).encode())
    assert str(caught.value).startswith(sentence)


def test_the_nearest_name_is_proposed() -> None:
    with pytest.raises(StoreError, match=r"Nearest: 'killed_best'\.$"):
        parse_mappings(FILE.replace("killed_best =", "killed_bst =").encode())
    with pytest.raises(StoreError, match=r"from none\. Nearest: 'dead'\.$"):
        parse_mappings(FILE.replace('"dead"\n\n', '"daed"\n\n').encode())


def test_a_file_in_another_encoding_is_told_by_its_line() -> None:
    with pytest.raises(StoreError, match=r"^line 4: b'\\xe9' is no UTF-8\.$"):
        parse_mappings(FILE.encode().replace(b'"dead"]', b'"d\xe9"]'))


@pytest.mark.parametrize("text", ["", "layout = []", "# nothing\n"])
def test_a_file_may_hold_nothing(text: str) -> None:
    assert parse_mappings(text.encode()) == ()


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 5_000, "a = " + "{a = " * 5_000, "a = " + "1" * 5_000]
)
def test_what_a_parser_gives_up_on_is_refused_in_words(text: str) -> None:
    with pytest.raises(StoreError, match="it is no TOML that can be read: "):
        parse_mappings(text.encode())
