"""What a cell says of a number of people, read off the cells by hand."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmap.readers.values.figures import (
    NOUNS,
    CellFigure,
    find_words,
    read_counts,
    read_figure,
    read_figures,
    split_casualties,
)


def column(*texts: str | None) -> pd.Series:
    return pd.Series(texts, range(2, 2 + len(texts)), dtype="str")


def numbers(values: pd.Series) -> list[int | None]:
    return [None if pd.isna(value) else int(value) for value in values]


@pytest.mark.parametrize(
    "text", ["", "  ", "-", "–", "?", "...", "n/a", "NaN", "Unknown", "not given"]
)
def test_what_says_nothing_is_unknown_and_not_none_killed(text: str) -> None:
    assert read_figure(text) == CellFigure()


@pytest.mark.parametrize("text", ["-77", "-88", "-99", "-999", "-9", "-99.0"])
def test_codes_of_surveys_for_what_is_not_known_are_no_figures(text: str) -> None:
    assert read_figure(text) == CellFigure()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("none", 0),
        ("Nil", 0),
        ("7", 7),
        (" 12 ", 12),
        ("2.0", 2),
        ("3.", 3),
        ("2,0", 2),
        ("1,234", 1234),
        ("1,000", 1000),
        ("20,000.0", 20_000),
        ("1 000", 1000),
        ("1 234 567", 1_234_567),
        ("999999999999", 999_999_999_999),
        ("2 (a child among them)", 2),
    ],
)
def test_a_whole_number_is_the_best_figure(text: str, number: int) -> None:
    assert read_figure(text) == CellFigure(best=number)


@given(st.integers(0, 999_999_999_999))
def test_any_number_is_read_with_and_without_its_thousands_apart(number: int) -> None:
    expected = CellFigure(best=number)
    assert [read_figure(text) for text in (f"{number}", f"{number:,}", f"{number}.0")] == [
        expected
    ] * 3


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("3-5", CellFigure(low=3, high=5)),
        ("1,000-2,000", CellFigure(low=1000, high=2000)),
        ("3 – 5", CellFigure(low=3, high=5)),
        ("from 3 to 5", CellFigure(low=3, high=5)),
        ("від 3 до 5", CellFigure(low=3, high=5)),
        ("5-5", CellFigure(low=5, high=5)),
        ("at least 4", CellFigure(low=4)),
        ("4+", CellFigure(low=4)),
        ("4 or more", CellFigure(low=4)),
        ("more than 100", CellFigure(low=100)),
        (">= 6", CellFigure(low=6)),
        ("щонайменше 3", CellFigure(low=3)),
        ("более 10", CellFigure(low=10)),
        ("up to 5", CellFigure(high=5)),
        ("At most 1,000", CellFigure(high=1000)),
        ("≤5", CellFigure(high=5)),
        ("до 5", CellFigure(high=5)),
    ],
)
def test_a_range_or_a_bound_has_no_best_figure(text: str, figure: CellFigure) -> None:
    assert read_figure(text) == figure


PHRASES = [
    line.rsplit(" = ", 1)
    for line in Path(__file__).with_name("figure_phrases.txt").read_text("utf-8").splitlines()
    if line and line[0] not in "#["
]


def written(figure: CellFigure | None) -> str:
    """Return a figure as the list of phrases writes it."""
    if figure is None:
        return "?"
    if figure == CellFigure():
        return "blank"
    low, high = ("" if end is None else f"{end}" for end in (figure.low, figure.high))
    number = f"{low}..{high}" if figure.best is None else f"{figure.best}"
    return f"~{number}" if figure.rough else number


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_a_phrase_means_what_was_written_down_for_it(text: str, expected: str) -> None:
    assert written(read_figure(text, "killed")) == expected


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("2 killed, 22 injured", "2", "22"),
        ("1 загиблий, 5 поранених", "1", "5"),
        ("загиблих: 2; поранених: 5", "2", "5"),
        ("killed 2 injured 22", "2", "22"),
        ("at least 3 killed and 10-12 injured", "3..", "10..12"),
        ("no one killed, 3 injured", "0", "3"),
        ("3 blessés", "?", "3"),
        ("5 people", "5", "5"),
        ("1 dead, 32 injured (incl. 6 children)", "1", "32"),
        ("2 загиблих, 22 поранених (з них 3 дитини)", "2", "22"),
        ("12 injured (3 children), 2 killed", "2", "12"),
        ("2 killed (3 children), 12 injured", "?", "12"),
    ],
)
def test_a_cell_that_counts_both_gives_each_column_its_own(
    text: str, killed: str, injured: str
) -> None:
    assert (written(read_figure(text, "killed")), written(read_figure(text, "injured"))) == (
        killed,
        injured,
    )


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("2/22", "2", "22"),
        ("0/3", "0", "3"),
        ("1 / 4", "1", "4"),
        ("–/7", "blank", "7"),
        ("2 (22)", "2", "22"),
        ("at least 3 / 10+", "3..", "10.."),
        ("1 killed, 5 injured", "1", "5"),
        ("at least 10 dead", "10..", "blank"),
        ("Three people injured", "blank", "3"),
        ("3 dead, several injured", "3", "?"),
        ("загинув 1, поранено 3, зруйновано 2 будинки", "1", "3"),
        ("3 muertos y 4 heridos", "3", "4"),
        ("2 killed, 3 killed", "?", "blank"),
        ("3 killed (5 wounded)", "3", "?"),
        ("3 wounded (1 later died)", "?", "3"),
        ("none", "0", "0"),
        ("-", "blank", "blank"),
        ("3", "?", "?"),
        ("8 casualties", "?", "?"),
        ("1,200", "?", "?"),
    ],
)
def test_a_column_of_two_figures_a_cell_is_parted(text: str, killed: str, injured: str) -> None:
    found = split_casualties(column(text))
    assert [
        "blank" if pd.isna(each.iloc[0]) else written(read_figure(each.iloc[0], noun))
        for each, noun in zip(found, NOUNS, strict=True)
    ] == [killed, injured]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1 robber killed, 8 police officers killed", (None, None)),
        ("8 killed, 5 injured, 70 sheep stolen", (8, 5)),
        ("2 robbers killed, 1 civilian injured", (None, 1)),
    ],
)
def test_a_part_that_is_understood_is_not_the_whole_beside_more_of_the_same(text, told) -> None:
    for noun, cells, best in zip(NOUNS, split_casualties(column(text)), told, strict=True):
        values, _, _ = read_figures(column(None), cells, column(None), noun)
        assert numbers(values["best"]) == [best]


def test_whose_figure_stands_first_the_heading_says_or_nobody_does() -> None:
    cells = column("2/22", None)
    assert [list(each.dropna()) for each in split_casualties(cells, first="injured")] == [
        ["22"],
        ["2"],
    ]
    unread = [each.iloc[0] for each in split_casualties(cells, first=None)]
    assert [read_figure(text) for text in unread] == [None, None]


def test_words_are_kept_of_what_says_who_some_or_all_of_the_people_were() -> None:
    more = "3, including 1 child", "12 injured, of them 4 gravely", "2, two of them children"
    more = *more, "4 civilians", "5 поранених, з них 1 дитина"
    bare = "3", "3 people", "three", "2 killed, 5 injured", "3 + 2", "1,200"
    assert find_words(column(*more, *bare), "injured")[1].tolist() == [True] * 5 + [False] * 6


def test_what_is_rough_is_told() -> None:
    rough, remarked, _ = find_words(column("20", "about 20", None, "some", "9 (2 girls)", "9 (+2)"))
    assert list(rough) == [False, True, False, False, False, True]
    assert list(remarked) == [False, False, False, False, True, True]


def test_a_column_that_shows_its_decimals_has_no_thousands_by_points() -> None:
    assert numbers(read_counts(column("3.000", "0.000", "12.000"))[0]) == [3, 0, 12]
    assert numbers(read_counts(column("3.000", "1.200"))[0]) == [3000, 1200]


@pytest.mark.parametrize(
    "text", ["-1", "2.5", "1e3", "5-3", "1,23", "1234567890123", "2/3", "0x10", "3 " * 99]
)
def test_what_is_no_count_is_none(text: str) -> None:
    assert read_figure(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("woman 65", "?"),
        ("male 45", "?"),
        ("female, 30 killed", "?"),
        ("male 45, female 30", "?"),
        ("male: 45", "45"),
        ("male 2, female 3", "5"),
        ("male 1", "1"),
        ("2 male", "2"),
        ("soldier 23", "?"),
        ("45 y", "?"),
        ("m, 45", "?"),
        ("male victim 45", "?"),
        ("male victims: 12", "12"),
        ("чоловік 45", "?"),
        ("Mann, 45 J.", "?"),
        ("a man 45", "?"),
        ("жінка 65", "?"),
        ("дитина 5", "?"),
        ("мальчик 12", "?"),
        ("femme 65", "?"),
        ("man 45, woman 40", "?"),
        ("man 1", "1"),
        ("men 2", "2"),
        ("women: 3, men: 1", "4"),
        ("male: 2, female: 1", "3"),
        ("1 man, 2 women", "3"),
        ("5 чоловік", "5"),
    ],
)
def test_a_number_behind_one_person_is_an_age_and_counts_nobody(text: str, expected: str) -> None:
    assert written(read_figure(text, "killed")) == expected


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("3 dead, 12 injured of them 4 gravely", "3", "12"),
        ("3 dead, 12 injured, 4 of them gravely", "3", "12"),
        ("3 killed, 12 injured (4 seriously)", "3", "12"),
        ("12 injured, 4 in serious condition", "?", "12"),
        ("12 поранених, з них 4 важко", "?", "12"),
        ("3 загиблих, 12 поранених, 4 з них тяжко", "3", "12"),
        ("12 раненых, из них 4 тяжело", "?", "12"),
        ("12 blessés dont 4 graves", "?", "12"),
        ("3 muertos, 12 heridos, 4 de ellos graves", "3", "12"),
        ("3 Tote, 12 Verletzte, davon 4 schwer", "3", "12"),
        ("12 rannych, w tym 4 ciężko", "?", "12"),
        ("12 injured, 4 seriously, 8 slightly", "?", "12"),
        ("4 injured, 12 of them gravely", "?", "?"),
        ("3 dead, 4 gravely", "?", "?"),
    ],
)
def test_how_many_of_the_injured_are_badly_hurt_adds_nothing(text, killed, injured) -> None:
    assert written(read_figure(text, "killed")) == killed
    assert written(read_figure(text, "injured")) == injured


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 (inkl. Täter)", "5"),
        ("5, including the attacker", "5"),
        ("5 dont l'assaillant", "5"),
        ("5 including 2 attackers", "5"),
        ("5, включно з нападником", "5"),
        ("5, w tym sprawca", "5"),
        ("5 (attacker included)", "5"),
        ("5 (the attacker among them)", "5"),
        ("5 (attacker excluded)", "5.."),
        ("5, attackers are not counted", "5.."),
        ("5 (Täter nicht mitgezählt)", "5.."),
        ("5 ohne Täter", "5.."),
        ("5 (excluding the attacker)", "5.."),
        ("5, not counting the bomber", "5.."),
        ("5 sin contar al atacante", "5.."),
        ("5 (без нападника)", "5.."),
        ("5 (2 children, excluding the attacker)", "5.."),
        ("5 killed (excluding the attacker), 3 injured", "5.."),
    ],
)
def test_what_a_cell_says_of_the_attackers_is_kept(text: str, expected: str) -> None:
    figure = read_figure(text, "killed")
    assert figure is not None
    assert written(figure) == expected
    assert figure.attackers
    assert find_words(column(text), "killed")[2].tolist() == [True]


def test_what_is_said_of_the_attackers_is_of_the_number_before_it() -> None:
    text = "5 killed (excluding the attacker), 3 injured"
    injured = read_figure(text, "injured")
    assert injured is not None
    assert (written(injured), injured.attackers) == ("3", False)
    assert read_figure("1 with 2 attackers", "killed") is None


def test_a_count_is_a_whole_number_alone() -> None:
    values, wrong = read_counts(column("3", None, "3-5", "some"))

    assert numbers(values) == [3, None, None, None]
    assert list(wrong) == [False, False, True, True]
    assert list(values.index) == [2, 3, 4, 5]


def test_a_range_in_the_best_figure_fills_what_is_blank() -> None:
    values, wrong, disagree = read_figures(
        column(None, "4", None), column("3-5", "3-5", "2"), column(None, None, "9")
    )

    assert numbers(values["low"]) == [3, 4, None]
    assert numbers(values["best"]) == [None, None, 2]
    assert numbers(values["high"]) == [5, 5, 9]
    assert list(disagree) == [False, True, False]  # the second has a low of 4, and one of 3
    assert not any(each.any() for each in wrong.values())


@pytest.mark.parametrize(
    ("low", "best", "high"), [("5", "4", None), (None, "4", "3"), ("5", None, "3"), ("0", "9", "8")]
)
def test_figures_that_disagree_all_stay(
    low: str | None, best: str | None, high: str | None
) -> None:
    values, _, disagree = read_figures(column(low), column(best), column(high))

    stays = [None if text is None else int(text) for text in (low, best, high)]
    assert [numbers(values[end])[0] for end in ("low", "best", "high")] == stays
    assert list(disagree) == [True]


def test_the_column_that_holds_no_count_is_named() -> None:
    _, wrong, _ = read_figures(column("3-5"), column("many"), column("9"))

    assert {end: bool(cells.iloc[0]) for end, cells in wrong.items()} == {
        "low": True,
        "best": True,
        "high": False,
    }


def test_a_table_without_rows_has_no_figures() -> None:
    values, _, disagree = read_figures(column(), column(), column())

    assert values.empty
    assert disagree.empty


def test_thousands_with_a_decimal_are_no_exact_number():
    assert read_figure("1.2k") == CellFigure(best=1200, rough=True)
    assert read_figure("1,234") == read_figure("1.234") == CellFigure(best=1234)


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("23, 2 missing", 23, 23),
        ("7 and 2 missing", 7, 7),
        ("5+3 wounded", 5, None),
        ("3 + 2 injured", 3, None),
        ("4; 6 injured", 4, None),
        ("12, 3 killed", None, 12),
        ("23, 2 зникли безвісти", 23, 23),
        ("5 (2 дитини)", 5, 5),
        ("5 km, 3 wounded", None, None),
        ("3 missing", None, None),
        ("12, 3 of them critical", None, None),
    ],
)
def test_a_bare_number_before_others_is_that_of_its_column(text, killed, injured):
    cells, blank = column(text), column(None)
    for noun, expected in (("killed", killed), ("injured", injured)):
        values, wrong, _ = read_figures(blank, cells, blank, noun)
        assert numbers(values["best"]) == [expected]
        assert wrong["best"].tolist() == [expected is None]
        assert find_words(cells, noun)[1].tolist() == [expected is not None]


def test_a_bare_number_of_a_cell_for_both_is_that_of_neither():
    for noun, cells in zip(NOUNS, split_casualties(column("5+3 wounded")), strict=True):
        values, _, _ = read_figures(column(None), cells, column(None), noun)
        assert numbers(values["best"]) == [None]
