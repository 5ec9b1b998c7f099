import hashlib
import json

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from eventmap.readers.values.rowtexts import hash_rows, row_texts

TEXTS = st.none() | st.text(st.characters(codec="utf-8"), max_size=5)


def frame_of(columns: list[str], rows: list[list[str | None]]) -> pd.DataFrame:
    index = range(2, 2 + len(rows))
    cells = {at: pd.Series([row[at] for row in rows], index, "str") for at in range(len(columns))}
    return pd.DataFrame(cells, index).set_axis(columns, axis="columns")


@given(
    st.lists(
        st.text(st.characters(codec="utf-8"), max_size=4), min_size=1, max_size=4, unique=True
    ),
    st.data(),
)
def test_a_row_is_the_object_that_json_reads(columns: list[str], data: st.DataObject) -> None:
    row = st.lists(TEXTS, min_size=len(columns), max_size=len(columns))
    rows = data.draw(st.lists(row, max_size=3))

    texts = row_texts(frame_of(columns, rows))

    assert [json.loads(text) for text in texts] == [
        dict(zip(columns, row, strict=True)) for row in rows
    ]


def test_a_row_without_columns_is_an_empty_object() -> None:
    assert list(row_texts(pd.DataFrame(index=[2, 3]))) == ["{}", "{}"]


def test_doubts_stand_at_the_end_of_their_row() -> None:
    frame = frame_of(["a"], [["1"], ["2"], [None]])
    doubts = pd.Series(["url side", None, "url"], frame.index, dtype="str")

    texts = row_texts(frame, doubts)

    assert [json.loads(text) for text in texts] == [
        {"a": "1", "eventmap": ["url", "side"]},
        {"a": "2"},
        {"a": None, "eventmap": ["url"]},
    ]
    assert list(texts.index) == [2, 3, 4]


def test_a_column_of_the_file_keeps_the_name_that_doubts_would_have() -> None:
    frame = frame_of(["eventmap", "eventmap_"], [["1", "2"]])
    doubts = pd.Series(["url"], frame.index, dtype="str")

    (text,) = row_texts(frame, doubts)

    assert json.loads(text) == {"eventmap": "1", "eventmap_": "2", "eventmap__": ["url"]}


def test_a_row_is_hashed_as_its_text() -> None:
    frame = frame_of(["a"], [["1"], ["é\n"], [None]])

    assert list(hash_rows(frame)) == [
        hashlib.sha256(text.encode()).hexdigest()
        for text in ('{"a": "1"}', '{"a": "é\\n"}', '{"a": null}')
    ]
