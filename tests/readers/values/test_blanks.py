"""What says that there is no value, as tables have it."""
# ruff: noqa: RUF001 - Cyrillic words, and dashes

import pandas as pd
import pytest

from eventmap.readers.values.blanks import are_bare, without_signs, without_signs_but_codes


def column(*texts: str | None) -> pd.Series:
    return pd.Series(texts, range(2, 2 + len(texts)), dtype="str")


@pytest.mark.parametrize(
    "text",
    [
        *("-", "–", "—", "−", "?", "...", "n/a", "N/A", "n.a.", "N.A.", "#N/A", "NULL", "Null"),
        *("none", "None", "nan", "NaN", "NaT", "<NA>", "(null)", "\\N", "unknown", "UNKNOWN"),
        *("Not Available", "date unknown", "TBC", "tbd", "x", "n.d.", "0000-00-00"),
        *("немає даних", "Невідомо", "н/д", "нет данных", "Неизвестно", "уточняется"),
        *("inconnu", "Non précisé", "s/d", "S/D", "sin datos", "k.A.", "k. A.", "Unbekannt"),
        *("b.d.", "Brak danych", "غير معروف", "لا توجد بيانات"),
        *("s.o.", "s/f", "Sin fecha", "дата невідома", "Date inconnue", "Ohne Datum", "entfällt"),
        *("#VALEUR!", "#WERT!", "#ЗНАЧ!", "#¡VALOR!", "#BEZUG!"),
    ],
)
def test_a_sign_of_no_value_is_blank(text: str) -> None:
    assert without_signs(column(text)).isna().all()


@pytest.mark.parametrize(
    "text", ["Nan", "No", "0", "Kherson", "nd", "unknown men in masks", "Nowa", "x1"]
)
def test_what_may_be_a_name_or_a_value_stays(text: str) -> None:
    assert list(without_signs(column(text))) == [text]


def test_a_blank_cell_stays_blank_and_the_lines_stay() -> None:
    plain = without_signs(column(None, "a", "-"))
    assert list(plain.isna()) == [True, False, True]
    assert list(plain.index) == [2, 3, 4]


@pytest.mark.parametrize(("other", "stays"), [("UA", True), ("Ukraine", False), (None, False)])
def test_na_is_namibia_among_codes_of_two_letters(other: str | None, stays: bool) -> None:
    assert without_signs_but_codes(column("NA", other)).notna().iloc[0] == stays


def test_a_sign_alone_is_bare_and_a_word_for_no_value_is_not() -> None:
    cells = column(None, " ", "--", "?", "n/a", "unknown", "2024-05-13", "*a")
    assert list(are_bare(cells)) == [True, True, True, True, False, False, False, False]
