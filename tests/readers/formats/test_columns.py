# ruff: noqa: RUF001 - Cyrillic words

import pytest
from support.column_gold import read_gold, score_gold

from eventmap.readers.formats.columns import date_role, read_heading, split_heading


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


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Incident date", "event"),
        ("Дата обстрілу", "event"),
        ("Datum", "plain"),
        ("date_reported", "report"),
        ("Date de publication", "publish"),
        ("Fecha de registro", "entry"),
        ("last_updated", "update"),
        ("Date from", "start"),
        ("Date to", "end"),
        ("date of birth", ""),
        ("Xyz", "other"),
    ],
)
def test_a_heading_tells_what_a_date_is_the_date_of(heading, role):
    assert date_role(read_heading(heading), survey=False) == role


def test_the_gold_set_is_told_as_its_makers_meant_it():
    gold = read_gold()
    tuned = score_gold(table for table in gold if not table.held)
    assert sum(len(table.fields) for table in gold) >= 200
    assert tuned.precision >= 0.98, tuned.wrong
    assert tuned.recall >= 0.95, tuned.wrong
