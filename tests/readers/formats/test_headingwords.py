# ruff: noqa: RUF001 - Cyrillic words

import pytest

from eventmap.readers.formats.headingwords import split_heading


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("eventDate", ("event", "date")),
        ("startdate", ("start", "date")),
        ("ndeath", ("n", "death")),
        ("# Killed", ("killed",)),
        ("№ з/п", ("rownumber",)),
        ("К-сть загиблих", ("number", "загиблих")),
        ("Об'єкт", ("обєкт",)),
        ("Date de l'événement", ("date", "de", "l", "evenement")),
        ("ADM1_NAME", ("adm1", "name")),
    ],
)
def test_a_heading_is_split_into_words(heading, words):
    assert split_heading(heading) == words


def test_a_word_of_very_many_letters_is_left_whole():
    # To look for its parts would take hours.
    assert split_heading(f"killed {'a' * 60_000}") == ("killed", "a" * 60_000)
