import pandas as pd
import pytest

from eventmap.errors import FileError
from eventmap.readers.formats.assembly import (
    Assembly,
    first_address,
    first_sentences,
    has_columns,
    list_parts,
    make_titles,
    part_at,
    plain_codes,
)
from eventmap.readers.formats.fields import FIELDS, apply_mapping
from eventmap.readers.model import Draft, blank_claims, blank_events


def text(*cells):
    return pd.Series(list(cells), dtype="str")


def test_columns_are_found_whatever_their_case(make_source):
    source = make_source({"EVENT_DATE": "2024-01-01"})

    assert has_columns(source, "event_date")
    assert Assembly(source, {}).cell("event_date").tolist() == ["2024-01-01"]


def test_a_source_without_a_header_has_no_named_columns(make_source):
    assert not has_columns(make_source({"1": "a"}, header=False), "1")


def test_codes_are_read_in_one_spelling():
    codes = plain_codes(text(" 1.0", "STREET", "-9", "10", "1.5", None))

    assert codes.fillna("-").tolist() == ["1", "street", "-9", "10", "1.5", "-"]


def test_parts_are_listed_once_and_by_name():
    listed = list_parts(text("AFP; nv;AFP", " ; ", None), names={"nv": "NV"})

    assert listed.fillna("-").tolist() == ["AFP; NV", "-", "-"]


def test_the_first_address_is_found():
    found = first_address(text("see https://a.org/b, and http://c.org", "no", None))

    assert found.fillna("-").tolist() == ["https://a.org/b", "-", "-"]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Shelling damages a school. Nobody was hurt.", "Shelling damages a school"),
        (
            "Lt. Gen. Konashenkov reports a strike. More follows.",
            "Lt. Gen. Konashenkov reports a strike",
        ),
        ("Strike. Two people were hurt in Izium. More.", "Strike. Two people were hurt in Izium"),
        ("Was a dam blown up? Both deny it.", "Was a dam blown up?"),
        ('"Россияне вновь обстреляли Херсон"', "Россияне вновь обстреляли Херсон"),
        ("Five soldiers killed in Donbas;JFO update", "Five soldiers killed in Donbas"),
        ("[Graphic: a wounded man] A bridge was hit.", "A bridge was hit"),
        ("未明、橋でバスが横転し乗客が負傷。運転手を逮捕", "未明、橋でバスが横転し乗客が負傷"),
        ("桥梁垮塌", None),
        ("Donetsk Airport", None),
        ("????? ??? ???? ??", None),
        (None, None),
    ],
)
def test_the_first_sentence_is_a_title_where_it_says_something(said, title):
    assert first_sentences(text(said)).fillna("none").tolist() == [title or "none"]


def test_a_long_sentence_is_cut_at_a_word():
    (title,) = first_sentences(text("artillery " * 40))
    assert title == "artillery " * 11 + "…"
    (title,) = first_sentences(text("橋が落ち" * 40))
    assert title == "橋が落ち" * 29 + "橋が落…"


def test_titles_name_the_place_where_there_is_one():
    near = pd.Series([False, True, False])
    titles = make_titles(
        text("Shelling", "Shelling", "Raid"), text("Izium", "Kupiansk", None), near
    )

    assert titles.tolist() == ["Shelling in Izium", "Shelling near Kupiansk", "Raid"]


@pytest.mark.parametrize(
    ("place", "coded", "told"),
    [
        ("Kherson", "near", "near"),
        ("Lyman town", "near", "near"),
        ("Hranitne village (Volnovakha raion)", "near", "near"),
        ("Antonivskyi district", "in", "near"),
        ("Kharkiv Raion", "in", "near"),
        ("Donetsk oblast", "in", "near"),
        ("Serebrianka forest", "in", "near"),
        ("Khortytsia island", "in", "near"),
        ("Donets Basin Area", "in", "near"),
        ("Southern Ukraine", "in", "near"),
        ("Donetsk International airport", "at", "near"),
        ("Dolzhanskiy border post", "at", "near"),
    ],
)
def test_only_a_settlement_is_near_unless_the_source_says_so(place, coded, told):
    true, no = pd.Series([True]), pd.Series([False])
    titles = [make_titles(text("Raid"), text(place), true, said)[0] for said in (no, true)]

    assert titles == [f"Raid {coded} {place}", f"Raid {told} {place}"]


def test_a_place_that_says_how_an_event_lies_to_it_has_no_preposition_twice():
    places = ["Near Wisil", "between Bacaw and Bariire", "25km north of Janaale", "Nearwood"]
    titles = make_titles(text(*["Raid"] * 4), text(*places))
    assert titles.tolist() == [
        "Raid near Wisil",
        "Raid between Bacaw and Bariire",
        "Raid 25km north of Janaale",
        "Raid in Nearwood",
    ]


def test_a_mapped_column_goes_before_the_own_one(make_source):
    row = Assembly(make_source({"place": "old", "town": "new"}), {"place": "town"})

    assert row.take("place", "place").tolist() == ["new"]
    assert row.draft().columns == {"place": "town"}


def test_a_mapped_column_fills_a_field_that_the_format_leaves_out(make_source):
    draft = Assembly(make_source({"goal": "bridge"}), {"target": "goal"}).draft()

    assert draft.events["target"].tolist() == ["bridge"]


def test_a_mapped_column_gives_a_closed_field_only_values_of_its_set(make_source):
    source = make_source(
        {"grade": "Confirmed"}, {"grade": "sure"}, {"grade": None}, {"grade": "Contested"}
    )
    row = Assembly(source, {"status": "grade"})

    assert row.put("status", "reported").tolist() == [
        "confirmed",
        "reported",
        "reported",
        "contested",
    ]


@pytest.mark.parametrize(
    ("field", "cells", "read"),
    [
        # "Confirmed" beside somebody's own grades is his grade: the side responsible said nothing.
        ("status", ["Confirmed", "Unverified", "Likely"], ["reported", "reported", "reported"]),
        ("event_type", ["Air strike", "Artillery fire"], ["air_strike", "shelling"]),
        ("side", ["International", "nobody's"], ["international", "media"]),
        ("geo_precision", ["exact", "village centre"], ["exact", "settlement"]),
        ("date_precision", ["Month", "some day"], ["month", "some day"]),
        ("target", ["bridge", None], ["bridge", None]),
        ("coordinates", ["48.5, 37.9", None], ["48.5", None]),
    ],
)
def test_a_mapped_column_means_what_it_means_in_any_table(make_source, field, cells, read):
    source = make_source(*({"own": "x", "mine": cell} for cell in cells))
    row = Assembly(source, {field: "mine"})
    for name in ("status", "event_type", "side", "geo_precision", "date_precision", "target"):
        row.put(name, {"status": "reported", "side": "media"}.get(name, "other"), "own")
    draft = row.draft()
    beside = apply_mapping(
        Draft(
            blank_events(source.cells.index).assign(event_type="other", status="reported"),
            blank_claims(source.cells.index).assign(side="media"),
            {},
        ),
        source,
        {field: "mine"},
    )

    name = "lat" if field == "coordinates" else field
    for each in (draft, beside):
        values = pd.concat([each.events, each.claims], axis="columns")[name]
        assert [None if pd.isna(value) else value for value in values] == read
        assert each.columns[name] == "mine"


def test_both_numbers_of_a_point_are_read_from_a_mapped_column(make_source):
    source = make_source({"latitude": "1", "longitude": "2", "where": "48.59, 37.99"})
    row = Assembly(source, {"lat": "where", "lon": "where"})
    row.take("lat", "latitude")
    row.take("lon", "longitude")

    assert row.draft().events[["lat", "lon"]].to_numpy().tolist() == [["48.59", "37.99"]]


def test_a_mapped_column_is_read_by_the_formats_codes_too(make_source):
    source = make_source({"prec": "2"}, {"prec": "region"}, {"prec": "7"})
    row = Assembly(source, {"geo_precision": "prec"})

    assert row.code("geo_precision", {"2": "district"}).fillna("-").tolist() == [
        "district",
        "region",
        "7",  # as in any table it stays, for the reading to name it
    ]


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        (
            {"plcae": "town"},
            f"There is no field 'plcae' to put a column into; allowed: {', '.join(FIELDS)}."
            " Nearest: 'place'.",
        ),
        (
            {"place": "twon"},
            "table.csv has no column 'twon' for place; its columns are 'town'. Nearest: 'town'.",
        ),
    ],
)
def test_an_impossible_mapping_is_refused(make_source, mapping, words):
    with pytest.raises(FileError) as refused:
        Assembly(make_source({"town": "Izium"}), mapping)

    assert str(refused.value) == words


def test_a_missing_column_is_refused_unless_it_is_mapped(make_source):
    source = make_source({"eventdate": "2024-01-01"})

    Assembly(source, {"date_start": "eventdate"}).need("ACLED", date_start="event_date")
    with pytest.raises(FileError) as refused:
        Assembly(source, {}).need("ACLED", date_start="event_date")

    assert str(refused.value) == (
        "table.csv has no column 'event_date', which ACLED needs as date_start; "
        "name the column that holds it. Nearest: 'eventdate'."
    )


@pytest.mark.parametrize(
    ("cell", "first", "last", "before"),
    [
        ("Izium , Kharkiv Oblast,Ukraine", "Izium", "Ukraine", "Kharkiv Oblast"),
        ("Izium", "Izium", "Izium", None),
        ("a, ,b,", "a", None, "b"),
        (",", None, None, None),
    ],
)
def test_parts_between_commas_are_counted_from_both_ends(cell, first, last, before):
    parts = [part_at(text(cell), at)[0] for at in (0, -1, -2)]
    assert [None if pd.isna(part) else part for part in parts] == [first, last, before]


def test_the_makers_own_claim_stands_beside_others_or_only_where_there_is_none(make_source):
    row = Assembly(make_source({"said": "A; B"}, {"said": None}), {})
    row.put("claimant", "Maker")
    first, second = row.cells.index
    spoken = blank_claims(pd.Index([first, first])).assign(claimant=["A", "B"])

    both, alone = (row.draft(spoken=spoken, beside=beside).claims for beside in (True, False))

    assert both["claimant"].loc[[first]].tolist() == ["A", "B", "Maker"]
    assert alone["claimant"].loc[[first]].tolist() == ["A", "B"]
    assert both["claimant"][second] == alone["claimant"][second] == "Maker"
