from dataclasses import replace

import pytest

from eventmap.errors import (
    DatasetError,
    NotFoundError,
    ParameterError,
    Refusal,
    nearest,
)


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (7, "lat", "events.csv, row 7, column lat: '95' is not allowed; allowed: from -90 to 90"),
        (7, None, "events.csv, row 7: '95' is not allowed; allowed: from -90 to 90"),
        (None, None, "events.csv: '95' is not allowed; allowed: from -90 to 90"),
    ],
)
def test_a_refusal_says_where_what_and_what_is_allowed(
    row: int | None, column: str | None, sentence: str
) -> None:
    assert str(Refusal("events.csv", row, column, "95", "from -90 to 90")) == sentence


@pytest.mark.parametrize(("count", "words"), [(1, "1 problem."), (2, "2 problems.")])
def test_a_refused_dataset_names_every_reason(count: int, words: str) -> None:
    refusals = [Refusal("events.csv", at, "lat", "x", "a number") for at in range(count)]
    first, *lines = str(DatasetError("week", refusals)).splitlines()
    assert first == f"Dataset 'week' was not opened: {words}"
    assert lines == [str(refusal) for refusal in refusals]


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ((), "No dataset 'wek'."),
        (("week", "year"), "No dataset 'wek'. Nearest: 'week'."),
        (("alpha", "beta"), "No dataset 'wek'. There is: alpha, beta."),
        # More than twelve are not all named.
        (tuple(f"n{at}{at}{at}" for at in range(13)), "No dataset 'wek'."),
    ],
)
def test_what_is_not_here_is_told_with_what_is(known: tuple[str, ...], sentence: str) -> None:
    assert str(NotFoundError("dataset", "wek", known)) == sentence


@pytest.mark.parametrize(("known", "allowed"), [((), "none is open"), (("a", "b"), "a, b")])
def test_what_is_not_here_is_refused_as_its_parameter(known: tuple[str, ...], allowed: str) -> None:
    error = NotFoundError("dataset", "x", known)
    refusal = Refusal.of_parameter("dataset", "x", allowed)
    assert error.as_parameter().refusals == (refusal,)
    assert error.as_parameter("since").refusals == (replace(refusal, column="since"),)


def test_every_refused_parameter_is_in_the_sentence() -> None:
    refused = [("type", "shel", "shelling"), ("from", "x", "a day")]
    assert str(ParameterError(*(Refusal.of_parameter(*each) for each in refused))) == (
        "type='shel' cannot be used; allowed: shelling; from='x' cannot be used; allowed: a day"
    )


@pytest.mark.parametrize(
    ("value", "hint"),
    [("shellin", " Nearest: 'shelling'."), ("drne", " Nearest: 'drone'."), ("zzzz", ""), ("", "")],
)
def test_the_nearest_name_is_proposed_where_one_is_near(value: str, hint: str) -> None:
    assert nearest(value, ["shelling", "drone"]) == hint
