# ruff: noqa: RUF001 - Cyrillic words
import pytest
from support.format_sources import DAY, claims_of, shape_rows


def figures_of(draft, line=2):
    (claim,) = claims_of(draft, line)
    return {name: text for name, text in claim.items() if name.startswith(("killed", "injured"))}


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        ("Killed (thousands)", "15.5", {"killed_best": "15500"}),
        ("Killed ('000)", "22", {"killed_best": "22000"}),
        ("Загинуло, тис. осіб", "2,5-3", {"killed_best": "2500-3000"}),
        ("Погибло (тыс. чел.)", "около 3", {"killed_best": "около 3000"}),
        ("Muertos (en miles)", "≥0,3", {"killed_best": "≥300"}),
        ("Zabici (w tys.)", "12[3]", {"killed_best": "12000"}),
        ("Killed (thousands)", "13k", {"killed_best": "13k"}),
        ("Deaths (millions)", "1.25", {"killed_best": "1250000"}),
        ("Deaths per thousand", "2.5", {}),
        ("Killed within 5 miles", "2", {"killed_best": "2"}),
    ],
)
def test_figures_in_thousands_are_written_out(heading, text, expected):
    assert figures_of(shape_rows({**DAY, heading: text})) == expected


def test_it_is_said_of_thousands_what_they_are_read_as():
    draft = shape_rows({**DAY, "Killed (thousands)": "2.9"})
    assert "'Killed (thousands)' is in units of 1,000: '2.9' is 2900." in draft.notes


def test_what_thousands_do_not_tell_stays_in_words():
    draft = shape_rows(*({**DAY, "Killed (thousands)": each} for each in ("2", "1,234", "0.0005")))
    said = [figures_of(draft, line)["killed_best"] for line in (2, 3, 4)]
    assert said == ["2000", "1,234 ×1000", "0.0005 ×1000"]
