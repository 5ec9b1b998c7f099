"""The filter in words, as chips, sentences and files' names have it."""

from datetime import date

import pytest

from eventmap.filters import Filters
from eventmap.schema import DatasetInfo
from eventmap.selection import (
    Choice,
    describe_choices,
    describe_chosen_period,
    describe_selection,
    file_stem,
    list_choices,
)

WINTER = {"date_from": date(2022, 12, 1), "date_to": date(2023, 2, 28)}
INFO = DatasetInfo("ucdp-ukraine", "UCDP GED, Ukraine", "CC BY 4.0", True, version=2)


def test_every_value_that_was_chosen_can_be_taken_away() -> None:
    filters = Filters(
        **WINTER, strict=True, type=("drone", "missile"), q="power grid", killed_min=1204
    )
    assert list(list_choices(filters)) == [
        Choice("period", "", "Period: wholly in 1 December 2022 – 28 February 2023"),
        Choice("type", "drone", "Type: Drone"),
        Choice("type", "missile", "Type: Missile"),
        Choice("words", "", "Words: power grid"),
        Choice("killed", "", "Killed (best estimate): at least 1,204"),
    ]


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), ""),
        (Filters(**WINTER), "possibly from 1 December 2022 to 28 February 2023"),
        (
            Filters(**WINTER, strict=True),
            "wholly within the days from 1 December 2022 to 28 February 2023",
        ),
        (
            Filters(date_from=date(2022, 12, 1), date_to=date(2022, 12, 1)),
            "possibly on 1 December 2022",
        ),
        (Filters(date_from=date(2022, 12, 1)), "possibly since 1 December 2022"),
        (Filters(date_to=date(2022, 12, 1)), "possibly until 1 December 2022"),
    ],
)
def test_a_period_is_possible_unless_the_viewer_asked_for_the_wholly_inside(
    filters: Filters, words: str
) -> None:
    assert describe_chosen_period(filters) == words


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({}, ""),
        ({"region": ("UA-65",)}, "in Kherson Oblast"),
        ({"type": ("drone", "missile", "glide_bomb")}, "of the type drone, missile or glide bomb"),
        ({"country": ("TT", "UA")}, "in Trinidad and Tobago or Ukraine"),
        ({"side": ("russia", "media")}, "reported by Russia or news media"),
        (
            {"precision": ("settlement", "region", "unlocated")},
            "with the place known to the settlement, known only to the region or not given",
        ),
        ({"source": ("AP",), "actor": ("X",)}, "from the source AP, attributed to X"),
        ({"party": ("A", "B")}, "with A or B among the parties"),
        ({"q": "power grid"}, "with the words “power grid”"),
        ({"bbox": (22.5, 44, 40, 52)}, "drawn between 22.5 and 40 E, 44 and 52 N"),
        ({"killed_min": 100}, "with at least 100 killed (best estimate)"),
        ({"killed_min": 9, "killed_by": "low"}, "with at least 9 killed (low figure)"),
        ({"sources_min": 1}, "from at least 1 source"),
    ],
)
def test_what_was_chosen_goes_into_a_sentence(chosen: dict[str, object], words: str) -> None:
    assert describe_choices(Filters(**chosen)) == words


def test_every_facet_has_its_words() -> None:
    values = {"country": "UA", "region": "UA-65", "type": "drone", "status": "claimed"}
    values |= {"precision": "region", "side": "media", "source": "s", "actor": "a", "party": "p"}
    values |= {"target": "t"}
    for facet, value in values.items():
        filters = Filters(**{facet: (value,)})
        assert describe_choices(filters)
        assert len(list(list_choices(filters))) == 1


def test_a_selection_names_dataset_version_and_filter() -> None:
    assert describe_selection(Filters(), INFO) == "UCDP GED, Ukraine, version 2. All events."
    assert describe_selection(Filters(**WINTER, region=("UA-65",)), INFO) == (
        "UCDP GED, Ukraine, version 2. Events possibly from 1 December 2022 to 28 February 2023, "
        "in Kherson Oblast."
    )


@pytest.mark.parametrize(
    ("filters", "stem"),
    [
        (Filters(), "ucdp-ukraine_v2"),
        (
            Filters(**WINTER, region=("UA-65",), type=("drone",)),
            "ucdp-ukraine_v2_2022-12-01_2023-02-28_UA-65_drone",
        ),
        (Filters(date_to=date(2022, 12, 1)), "ucdp-ukraine_v2_until_2022-12-01"),
        (Filters(date_from=date(2022, 12, 1)), "ucdp-ukraine_v2_2022-12-01_on"),
        (Filters(**WINTER, strict=True), "ucdp-ukraine_v2_wholly_2022-12-01_2023-02-28"),
        (Filters(q='../../etc \r\n"x', killed_min=5), "ucdp-ukraine_v2_words-etc-x_killed-5"),
        (Filters(killed_min=5, killed_by="high"), "ucdp-ukraine_v2_killed-high-5"),
        (Filters(source=("Київ",)), "ucdp-ukraine_v2_source"),
        (Filters(side=("ukraine",)), "ucdp-ukraine_v2_side-ukraine"),
    ],
)
def test_a_file_is_called_by_what_it_holds(filters: Filters, stem: str) -> None:
    assert file_stem(filters, INFO) == stem


def test_files_of_whom_it_is_attributed_to_and_of_who_is_involved_have_other_names() -> None:
    name = ("Government of Russia",)
    names = {file_stem(Filters(**{key: name}), INFO) for key in ("actor", "party", "target")}
    assert names == {
        f"ucdp-ukraine_v2_{key}-Government-of-Russia" for key in ("actor", "party", "target")
    }


def test_a_file_s_name_has_an_end_and_says_that_it_is_cut() -> None:
    many = Filters(source=tuple(f"source number {at}" for at in range(100)))
    assert len(file_stem(many, INFO)) <= 120
    assert file_stem(many, INFO).endswith("_and-more")
