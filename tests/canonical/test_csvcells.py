import pytest
from support.broken_rows import (
    CLAIM,
    EVENT,
    HEADER,
    ROW,
    places,
    refusals,
    to_csv,
)

from eventmap.canonical import read_canonical


def test_cells_may_hold_line_breaks_quotes_and_commas(folder):
    text = 'one, "two"\nthree'

    dataset = read_canonical(folder(events=to_csv(EVENT | {"summary": text})))

    assert dataset.events["summary"].tolist() == [text]


def test_rows_keep_their_order_across_batches(folder, monkeypatch):
    monkeypatch.setattr("eventmap.canonical.csvcells.BATCH_RECORDS", 3)
    ids = [f"e{i}" for i in (5, 3, 9, 1, 7, 2, 8)]

    dataset = read_canonical(folder(events=to_csv(*(EVENT | {"event_id": i} for i in ids))))

    assert dataset.events["event_id"].tolist() == ids
    assert dataset.events.index.tolist() == list(range(7))


@pytest.mark.parametrize(
    ("row", "value"),
    [
        (ROW + ",more", "13 cells"),
        (ROW.removesuffix(",reported"), "11 cells"),
        ("e9", "1 cells"),
        (ROW.replace("Shelling", "Shelling, heavy"), "13 cells"),
    ],
)
def test_row_with_too_many_or_too_few_cells_is_named_and_not_shifted(folder, row, value):
    events = f"{HEADER}\n{ROW}\n{row}\n{ROW.replace('e1', 'e3')}\n"

    (refusal,) = refusals(folder(events))

    assert (refusal.file, refusal.row, refusal.column) == ("events.csv", 3, None)
    assert refusal.value == value
    assert refusal.allowed.startswith("12 cells")


def test_event_in_a_misshapen_row_is_still_known_to_its_claims(folder):
    assert places(folder(f"{HEADER}\n{ROW},more\n", claims=to_csv(CLAIM))) == [
        ("events.csv", 2, None, "13 cells")
    ]


def test_row_is_the_one_that_a_spreadsheet_shows(folder):
    rows = to_csv(
        EVENT | {"summary": "three\nlines\nlong"}, EVENT | {"event_id": "e2", "lat": "95"}
    )
    header, first, second = rows.split("\n", 1)[0], *rows.split("\n", 1)[1].split("\ne2")

    found = places(folder(f"{header}\n{first}\n\ne2{second}"))

    assert found == [("events.csv", 4, "lat", "95")]


@pytest.mark.parametrize(
    ("tail", "row"), [('e2,"open\n', 3), ('e2,"closed" badly\n', 3), (f'{ROW}\ne3,"x', 4)]
)
def test_unpaired_quote_is_named_by_row_and_what_precedes_is_still_checked(folder, tail, row):
    bad = ROW.replace("46.6", "95")

    found = places(folder(f"{HEADER}\n{bad}\n{tail}", claims=to_csv(CLAIM | {"event_id": "x"})))

    assert found[0] == ("events.csv", 2, "lat", "95")
    assert found[-1][:3] == ("events.csv", row, None)


def test_bytes_that_are_not_utf8_are_named_by_cell(folder):
    bad = EVENT | {"event_id": "e2", "title": "caf\xe9", "place": "\xfc"}
    events = to_csv(EVENT, bad).encode("latin-1")

    assert places(folder(events)) == [
        ("events.csv", 3, "title", "caf\ufffd"),
        ("events.csv", 3, "place", "\ufffd"),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_utf16_is_refused_at_the_header(folder, encoding):
    found = refusals(folder(to_csv(EVENT).encode(encoding)))

    assert [(r.file, r.row) for r in found] == [("events.csv", 1)]
    assert "UTF-8" in found[0].allowed


def test_nul_characters_are_refused(folder):
    assert [p[:3] for p in places(folder(to_csv(EVENT | {"title": "a\0b"})))] == [
        ("events.csv", 2, "title")
    ]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separator_is_one_refusal(folder, separator):
    (refusal,) = refusals(folder(to_csv(EVENT).replace(",", separator)))

    assert (refusal.row, refusal.allowed) == (1, "names separated by commas")


@pytest.mark.parametrize("events", ["", "\n", "\ufeff", "\n" + to_csv(EVENT)])
def test_file_without_header_is_refused(folder, events):
    (refusal,) = refusals(folder(events))

    assert (refusal.file, refusal.row) == ("events.csv", 1)
    assert "header" in refusal.allowed
