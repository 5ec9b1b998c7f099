"""Whatever stands in the cells, a format that knows the columns shapes every row."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.format_sources import assert_well_formed, make_source

from eventmap.readers.formats import geoconfirmed, hxl, table, timemap

COLUMNS = {
    timemap: "id date latitude longitude location description sources filters",
    geoconfirmed: "Date Faction Latitude Longitude PlusCode Description Source Id",
    table: "date place type title description source url killed status geo_precision lat lon",
    hxl: "#date+start #loc+name #event+type #description #meta+source #geo+lat #geo+lon",
}
BY_HAND = {table: {"date_start": "date", "place": "place"}}
"""What the user has to say where the cells may be anything, and show nothing."""
CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(["[{}]", '[{"path": 3, "key": null, "value": []}]', "https://t.me/", "[", "#"]),
)


@pytest.mark.parametrize("module", COLUMNS, ids=lambda module: module.FORMAT.name)
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_every_row_becomes_an_event_with_a_claim(module, data):
    names = COLUMNS[module].split()
    rows = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(names, CELLS)), max_size=4))
    source = make_source([dict.fromkeys(names), *rows])

    draft = module.FORMAT.shape(source, BY_HAND.get(module, {}))

    assert_well_formed(draft, source.cells.index)
    assert set(draft.claims.index) == set(source.cells.index)


@pytest.mark.parametrize("module", COLUMNS, ids=lambda module: module.FORMAT.name)
def test_a_table_without_rows_is_shaped(module):
    full = make_source([dict.fromkeys(COLUMNS[module].split(), "1")])
    source = type(full)("test.csv", "csv", full.cells.head(0))

    module.FORMAT.recognise(source)
    draft = module.FORMAT.shape(source, BY_HAND.get(module, {}))

    assert_well_formed(draft, source.cells.index)


@pytest.mark.parametrize("module", COLUMNS, ids=lambda module: module.FORMAT.name)
def test_a_file_without_columns_is_not_recognised(module):
    assert module.FORMAT.recognise(make_source([{}])) is None
