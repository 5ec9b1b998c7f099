import pytest
from support.format_sources import DAY, make_source

from eventmap.readers.formats.columnchoice import choose_columns


def questions_of(numbers, heading="killed", chosen=None):
    source = make_source([DAY | {heading: number} for number in numbers])
    return choose_columns(source, chosen or {}).questions


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        (["3", "9999", "0", "1"], "9999"),
        (["15", "999", "20"], "999"),
        (["2", "99", "0", "99.0", "9"], "99"),
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
