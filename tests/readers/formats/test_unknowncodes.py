import pytest
from support.format_sources import DAY, claims_of, make_source, one_event, shape_rows

from eventmap.readers.choices import Choices
from eventmap.readers.formats.columnchoice import choose_columns
from eventmap.readers.inspection import read_files
from eventmap.schema import DatasetInfo


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("deaths (999=unknown)", "999"),
        ("deaths (unknown = 999)", "999.0"),
        ("nb_morts (-1 = inconnu)", "-1"),
        ("Muertos [99: sin dato]", "99"),
        ("Загинуло (999 – невідомо)", "999"),
        ("Погибло, 99 = нет данных", "99"),
        ("Загинуло (99 означає невідомо)", "99"),
        ("Tote (99 bedeutet unbekannt)", "99"),
        ("Killed (-9 if not known)", "-9"),
    ],
)
def test_a_code_for_unknown_that_the_heading_names_is_no_number(heading, code):
    draft = shape_rows({**DAY, heading: code}, {**DAY, heading: "7"})
    first, second = (claims_of(draft, line)[0] for line in (2, 3))
    assert "killed_best" not in first
    assert (second["killed_best"], second.get("killed_low")) == ("7", None)  # and no part
    assert [note for note in draft.notes if note.startswith(f"'{code}' in '{heading}'")] == [
        f"'{code}' in '{heading}' is read as not known, as the heading says: 1 of 2 cells."
    ]


def test_a_code_of_a_column_of_points_is_no_point():
    heads = ("lat (0 = unknown)", "lon (0 = unknown)")
    draft = shape_rows(
        DAY | dict(zip(heads, ("46.4825", "30.7233"), strict=True)),
        DAY | dict(zip(heads, ("0", "0"), strict=True)),
    )
    assert draft.events["lat"].tolist()[0] == "46.4825"
    assert draft.events["lat"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    "heading", ["killed (24 = none)", "killed (2024 = provisional)", "killed in 24 h", "killed 1"]
)
def test_other_numbers_in_a_heading_are_no_codes(heading):
    rows = [DAY | {heading: text} for text in ("2024", "24", "1")]
    assert choose_columns(make_source(rows), {}).composed == {}


def test_the_code_of_one_column_is_a_number_in_another():
    row = {**DAY, "deaths (9 = unknown)": "9", "injured": "9"}
    (claim,) = claims_of(shape_rows(row), 2)
    assert claim["injured_best"] == "9"
    assert "killed_best" not in claim
    assert one_event(shape_rows(row))["date_start"] == DAY["date"]


def questions_of(numbers, heading="killed", chosen=None):
    source = make_source([DAY | {heading: number} for number in numbers])
    return choose_columns(source, chosen or {}).questions


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        (["3", "9999", "0", "1"], "9999"),
        (["15", "999", "20"], "999"),
        (["2", "99", "0", "99.0", "9"], "99"),
        (["148", "999", "67", "999"], "999"),  # twice
    ],
)
def test_nines_far_above_all_other_figures_are_asked_about(numbers, code):
    (question,) = questions_of(numbers)
    assert question.sentence.startswith(f"{code} in 'killed' of test.csv stands far above")
    assert f"'killed ({code} = unknown)' says that it is a code" in question.sentence
    assert question.answers == (("killed_best",),)


@pytest.mark.parametrize(
    "numbers",
    [
        ["3", "99", "1"],  # once
        ["12", "99", "99"],  # not far above
        ["450", "999", "3"],
        ["2977", "9999", "6000"],
        ["999", "999"],  # nothing to compare with
        ["3", "998", "1"],
    ],
)
def test_other_high_numbers_are_those_of_people(numbers):
    assert questions_of(numbers) == ()


def test_a_column_of_figures_that_is_named_by_hand_is_not_asked_about():
    assert questions_of(["3", "9999", "0"], chosen={"killed_best": "killed"}) == ()


def test_a_code_that_the_heading_names_is_not_asked_about():
    assert questions_of(["3", "9999", "0"], heading="killed (9999 = unknown)") == ()


def notes_of(*rows):
    return choose_columns(make_source([DAY | row for row in rows]), {}).notes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0 = unknown in injured", "0 = unknown in injured"),
        ("Coding: 0=not known; 1 = one or more", "0=not known"),
        ("0 = невідомо", "0 = невідомо"),
        ("0 = sin datos", "0 = sin datos"),
        ("a 0 stands for not reported", "0 stands for not reported"),
        ("Unknown figures are coded as 0", "Unknown figures are coded as 0"),
        ("0 = nobody", None),
        ("0 = none", None),
        ("0 means none, blank means unknown", None),
        ("0 means that nobody was killed", None),
        ("killed 0, injured unknown", None),
        ("0 - unknown", None),  # of some classes
        ("a 10 = unknown b", None),
        ("score 2.0 = unknown", None),
    ],
)
def test_a_code_for_unknown_that_a_cell_names_is_told_of(text, said):
    notes = notes_of(
        {"injured": "0", "coder_note": text},
        {"injured": "7", "coder_note": None},
        {"injured": "0", "coder_note": None},
        {"injured": None, "coder_note": None},
    )
    told = [note for note in notes if "is written in the table" in note]
    assert told == (
        [
            f"'{said}' is written in the table, and 0 in 'injured' is read as a number all the"
            " same: 2 of 3 cells. A heading such as 'injured (0 = unknown)' says that it is a code."
        ]
        if said
        else []
    )


@pytest.mark.parametrize(
    ("above", "below"),
    [("Attacks (0 = no data),,\n", ""), ("", '"Note: 0 = no data",,\n')],
)
def test_a_code_for_unknown_that_stands_above_or_below_the_table_is_told_of(tmp_path, above, below):
    rows = "date,town,killed\n2024-03-02,Kaya,0\n2024-03-05,Djibo,4\n2024-03-09,Dori,0\n"
    path = tmp_path / "attacks.csv"
    path.write_text(above + rows + below, encoding="utf-8")
    (part,) = read_files([path], DatasetInfo("x", "", "", redistributable=True), Choices()).parts
    assert part.reading.claims["killed_best"].tolist() == [0, 4, 0]
    assert any(
        note.startswith("'0 = no data' is written in the table, and 0 in 'killed' is read as a")
        and "2 of 3 cells" in note
        for note in part.notes
    )


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Note: 0 means unknown", "0 means unknown"),
        ("Zeros: no data", "Zeros: no data"),
        ("Note: zeros may also mean that no figure was given", None),
        ("Примітка: 0 означає, що дані невідомі", "0 означає, що дані невідомі"),
        ("Ноль — нет данных", "Ноль — нет данных"),
        ("Remarque : 0 signifie non communiqué", "0 signifie non communiqué"),
        ("Nota: el 0 significa sin datos", "0 significa sin datos"),
        ("Hinweis: 0 bedeutet unbekannt.", "0 bedeutet unbekannt"),
        ("Uwaga: zero oznacza brak danych", "zero oznacza brak danych"),
        ("Unknown numbers are entered as zero", None),
        ("Note: 0 - not reported, blank cells are none", "Note: 0 - not reported"),
        (
            "Where no figure was given, 0 has been entered",
            "no figure was given, 0 has been entered",
        ),
        ("Note: zero does not mean that nobody was killed", None),
        ("Примітка: 0 не означає відсутності жертв", "0 не означає відсутності жертв"),
        ("Hinweis: 0 bedeutet nicht, dass niemand starb", "0 bedeutet nicht, dass niemand starb"),
    ],
)
def test_a_note_that_says_in_words_that_zeros_are_unknown_is_told_of(tmp_path, note, said):
    rows = "date,town,killed\n2024-03-02,Kaya,0\n2024-03-05,Djibo,4\n2024-03-09,Dori,0\n"
    path = tmp_path / "attacks.csv"
    path.write_text(f'{rows}"{note}",,\n', encoding="utf-8")
    (part,) = read_files([path], DatasetInfo("x", "", "", redistributable=True), Choices()).parts
    assert part.reading.claims["killed_best"].tolist() == [0, 4, 0]
    (told,) = (each for each in part.notes if "is written in the table" in each)
    words = said or note.removeprefix("Note: ")
    assert told.startswith(f"{words!r} is written in the table, and 0 in 'killed' is read as a")


@pytest.mark.parametrize(
    "note",
    [
        "Note: 0 means nobody",
        "Zeros: none",
        "Note: 0 dead, 2 unknown",
        "Note: 0 does not mean unknown",
    ],
)
def test_a_note_that_says_that_zeros_are_nobody_is_not_told_of(tmp_path, note):
    rows = "date,town,killed\n2024-03-02,Kaya,0\n2024-03-05,Djibo,4\n2024-03-09,Dori,0\n"
    path = tmp_path / "attacks.csv"
    path.write_text(f'{rows}"{note}",,\n', encoding="utf-8")
    (part,) = read_files([path], DatasetInfo("x", "", "", redistributable=True), Choices()).parts
    assert not [each for each in part.notes if "is written in the table" in each]
