import pandas as pd
import pytest

from eventmap.readers.formats.typewords import find_types
from eventmap.schema import EventType


def type_of(text):
    return find_types(pd.Series([text], dtype="str")).replace({float("nan"): None})[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shelling of a market", "shelling"),
        ("АРТИЛЕРІЙСЬКИЙ ОБСТРІЛ", "shelling"),
        ("обстрел из миномётов", "shelling"),
        ("multiple rocket launchers", "shelling"),
        ("Rocket hit a house", "missile"),
        ("Ракетний удар", "missile"),
        ("anti-air missile", "missile"),
        ("атака Шахедів", "drone"),
        ("налёт беспилотников", "drone"),
        ("UAV", "drone"),
        ("удар КАБами", "glide_bomb"),
        ("guided aerial bombs", "glide_bomb"),
        ("Керована авіабомба", "glide_bomb"),
        ("управляемая авиабомба", "glide_bomb"),
        ("Air strike", "air_strike"),
        ("авіаудар", "air_strike"),
        ("робота ППО", "air_defence"),
        ("бойове зіткнення", "ground_combat"),
        ("бої за місто", "ground_combat"),
        ("Вибух", "explosion"),
        ("подрыв на мине, мина", "explosion"),
        ("мітинг", "protest"),
        ("air raid alert", "alert"),
        ("Повітряна тривога", "alert"),
    ],
)
def test_words_of_three_languages_tell_the_type(text, expected):
    assert type_of(text) == expected


@pytest.mark.parametrize("value", [value.value for value in EventType])
def test_the_schema_s_own_values_are_words(value):
    assert type_of(value) == value


def test_words_of_two_types_tell_neither():
    assert type_of("Missile and drone attack") == "other"


def test_what_any_weapon_does_gives_way_to_the_weapon():
    assert type_of("A missile exploded, power outages follow") == "missile"


@pytest.mark.parametrize(
    "text", ["Strike on a house", "alert shopkeeper", "Кабмін", "хвилина", None]
)
def test_other_words_tell_nothing(text):
    assert type_of(text) is None
