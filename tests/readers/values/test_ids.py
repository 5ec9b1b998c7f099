"""Expected hashes are computed by hashlib on the rows written out here."""

import hashlib

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmap.readers.values.ids import number_ids


def hash_of(row):
    return hashlib.sha256(row.encode()).hexdigest()


def number(*pairs):
    index = pd.RangeIndex(2, 2 + len(pairs))
    ids = pd.Series([one for one, _ in pairs], index, dtype="str")
    hashes = [hash_of(row) for _, row in pairs]
    return number_ids(ids, pd.Series(hashes, index, dtype="str"), "made")


def ids_of(*pairs):
    return [None if pd.isna(each) else each for each in number(*pairs)["event_id"]]


def made_of(row):
    return f"made-{hash_of(row)[:12]}"


def test_ids_are_kept_and_trimmed_and_a_semicolon_is_encoded():
    assert ids_of(("7", "a"), (" UKR-1 ", "b"), ("1;2", "c")) == ["7", "UKR-1", "1%3B2"]


def test_a_row_without_an_id_gets_one_of_its_content():
    assert ids_of((None, "a"), (" ", "b"), ("", "a")) == [
        made_of("a"),
        made_of("b"),
        f"{made_of('a')}-2",
    ]


def test_a_row_without_an_id_that_is_equal_to_others_names_the_first():
    found = number((None, "a"), (None, "b"), ("", "a"), ("7", "b"), (None, "a"))
    assert found["equals"].dropna().to_dict() == {4: 2, 6: 2}
    assert number(("7", "a"), ("7", "a"))["equals"].isna().all()


def test_a_row_repeated_with_its_id_is_a_duplicate_of_the_first():
    found = number(("7", "a"), ("8", "b"), ("7", "a"), ("7", "a"))
    assert found["event_id"].dropna().tolist() == ["7", "8"]
    assert found["repeats"].dropna().to_dict() == {4: 2, 5: 2}
    assert not found["repeated"].any()


def test_an_id_with_other_content_is_kept_apart():
    found = number(("7", "a"), ("7", "b"), ("7", "c"), ("7", "b"))
    assert found["event_id"].dropna().tolist() == ["7", "7~2", "7~3"]
    assert found["repeated"].tolist() == [False, True, True, False]
    assert found["repeats"].to_dict()[5] == 3


def test_a_suffix_that_is_taken_is_left_out():
    assert ids_of(("7", "a"), ("7~2", "b"), ("7", "c")) == ["7", "7~2", "7~3"]
    assert ids_of((f"{made_of('a')}-2", "x"), (None, "a"), (None, "a"))[1:] == [
        made_of("a"),
        f"{made_of('a')}-3",
    ]


def test_no_rows_have_no_ids():
    assert number().empty


CELL = st.sampled_from([None, "", "7", "7~2", "8", "8;1", " 7", "made-ca978112ca1b"])


@settings(deadline=None)
@given(st.lists(st.tuples(CELL, st.sampled_from("abc"))))
def test_every_row_has_an_id_of_its_own_or_repeats_one_above(pairs):
    found = number(*pairs)
    kept = found["event_id"].dropna()
    assert kept.is_unique
    assert not kept.str.contains(";").any()
    assert (found["event_id"].isna() == found["repeats"].notna()).all()
    assert (found["repeats"].dropna() < found.index[found["repeats"].notna()]).all()
