import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from eventmap.parameters import (
    parse_bbox,
    parse_choice,
    parse_count,
    parse_country,
    parse_day,
    parse_name,
    parse_number,
    parse_region,
    parse_true,
    parse_whole,
    parse_words,
)

Parse = Callable[[str], Any]


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (parse_name, " a  b ", " a  b "),
        (parse_words, "  Kherson   block\n", "Kherson block"),
        (parse_words, "x" * 200, "x" * 200),
        (parse_day, "2024-02-29", date(2024, 2, 29)),
        (parse_count, "0", 0),
        (parse_count, "2147483647", 2_147_483_647),
        (parse_whole(16), "016", 16),
        (parse_true, "true", True),
        (parse_true, "false", False),
        (parse_country, "UA", "UA"),
        (parse_country, "XK", "XK"),
        (parse_region, "UA-65", "UA-65"),
        (parse_bbox, "30,46,31,47.5", (30, 46, 31, 47.5)),
        (parse_bbox, "170,-10,-170,10", (170, -10, -170, 10)),  # over the antimeridian
        (parse_bbox, "-180,-90,180,90", (-180, -90, 180, 90)),
        (parse_number(-90, 90), "-90", -90),
        (parse_choice(["asc", "desc"]), "asc", "asc"),
    ],
)
def test_a_value_is_read(parse: Parse, text: str, value: Any) -> None:
    assert parse(text) == value


@pytest.mark.parametrize(
    ("parse", "text", "allowed"),
    [
        (parse_name, " \t", "a text that is not blank"),
        (parse_words, "x" * 201, "words of at most 200 characters"),
        (parse_day, "2025-02-29", "a day as YYYY-MM-DD"),
        (parse_day, "20251024", "a day as YYYY-MM-DD"),
        (parse_day, "2025-W43-5", "a day as YYYY-MM-DD"),
        (parse_day, "٢٠٢٥-10-24", "a day as YYYY-MM-DD"),
        (parse_day, "2025-10-24\n", "a day as YYYY-MM-DD"),
        (parse_day, "0000-01-01", "a day as YYYY-MM-DD"),
        (parse_count, "-1", "a whole number from 0 to 2147483647"),
        (parse_count, "2147483648", "a whole number from 0 to 2147483647"),
        (parse_count, "1_000", "a whole number"),
        (parse_count, "1.0", "a whole number"),
        (parse_count, "٣", "a whole number"),
        (parse_count, "", "a whole number"),
        (parse_whole(16), "17", "a whole number from 0 to 16"),
        (parse_true, "True", "true or false"),
        (parse_true, "1", "true or false"),
        (parse_country, "UKR", "alpha-2"),
        (parse_country, "ua", "alpha-2"),
        (parse_region, "UA-99", "ISO 3166-2"),
        (parse_region, "ua-65", "ISO 3166-2"),
        (parse_bbox, "30,46,31", "west,south,east,north"),
        (parse_bbox, "30,47,31,46", "south no greater than north"),
        (parse_bbox, "30,46,181,47", "degrees"),
        (parse_bbox, "nan,46,31,47", "degrees"),
        (parse_bbox, "30,46,inf,47", "degrees"),
        (parse_number(-90, 90), "90.001", "a number from -90 to 90"),
        (parse_number(-90, 90), "nan", "a number from -90 to 90"),
        (parse_number(-90, 90), "north", "a number from -90 to 90"),
        (parse_choice(["asc", "desc"]), "dsc", "asc, desc. Nearest: 'desc'."),
        (parse_choice(["asc", "desc"]), "", "asc, desc."),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_can(
    parse: Parse, text: str, allowed: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(allowed)):
        parse(text)
