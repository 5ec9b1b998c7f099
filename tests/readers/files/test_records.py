"""JSON is written by hand or by `json`, GeoJSON by geopandas too."""

import json

import pytest

from eventmap.errors import FileError
from eventmap.readers.model import GEOMETRY_LAT, GEOMETRY_LON


def test_values_are_text_as_they_are_written(read_json):
    source = read_json(
        '[{"id": 7, "lat": 49.2120, "big": 12345678901234567890, "yes": true, "no": null,'
        ' "blank": "", "nan": NaN, "list": [1, 2.5, {"й": "x"}]}, {"id": "7", "more": 1e3}]'
    )
    row = source.cells.loc[1].dropna().to_dict()
    assert {**row, "list": json.loads(row["list"])} == {
        "id": "7",
        "lat": "49.2120",
        "big": "12345678901234567890",
        "yes": "true",
        "list": [1, 2.5, {"й": "x"}],
    }
    assert source.cells.loc[2].dropna().to_dict() == {"id": "7", "more": "1e3"}


def test_the_longest_list_of_objects_in_an_object_is_read(read_json):
    document = {"status": 200, "meta": [{"a": 1}], "body": {"data": [{"id": n} for n in range(3)]}}
    source = read_json(json.dumps(document, indent=1))
    assert source.cells["id"].tolist() == ["0", "1", "2"]
    assert "Read the list 'body.data' of the object." in source.notes


def test_an_object_a_line_keeps_the_numbers_of_the_lines(read_json):
    source = read_json('{"id": 1}\n\n{"id": 2,}\n{"id": 3}\n')
    assert source.cells["id"].to_dict() == {1: "1", 4: "3"}
    (reject,) = source.rejects
    assert (reject.line, reject.value) == (3, '{"id": 2,}')


@pytest.mark.parametrize(
    "content",
    [
        'var data = [{"id": 1}, {"id": 2}];\n',
        '/* made\n by * hand */\nexport const events = {"events": [{"id": 1}, {"id": 2}]};\n',
        'eqfeed_callback({"type": "x",\n"rows": [{"id": 1}, {"id": 2}]});\n',
        'window.YTD.part0 = {"type": "x",\n"rows": [{"id": 1}, {"id": 2}]}\n',
    ],
)
def test_data_that_a_script_assigns_are_read(read_json, content):
    source = read_json(content)
    assert source.cells["id"].tolist() == ["1", "2"]
    assert not [note for note in source.notes if "script" in note]


def test_what_a_script_assigns_behind_its_first_data_is_told_of(read_json):
    source = read_json('var a = [{"id": 1}];\nvar b = [{"id": 2}];\n')
    assert source.cells["id"].tolist() == ["1"]
    assert source.notes == (
        "Read the first data of the script; what stands behind it is not read.",
    )


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ('{"type": "FeatureCollection", "features": [', "]}"),
        ('{"dataset":{"title":"},{"},"events":[', "]}"),
        ('{"rows":\n[', "]}"),
    ],
)
def test_a_record_a_line_inside_one_object_is_no_object_a_line(read_json, head, tail):
    source = read_json(
        f'{head}\n{{"id": 1}},\n{{"id": 2}},\n{{"id": 3}}\n{tail}\n', line_bytes=1000
    )
    assert source.cells["id"].tolist() == ["1", "2", "3"]
    assert source.rejects == ()


def test_an_export_of_any_length_is_read_piece_by_piece(read_json):
    rows = ",\n".join(f'{{"id":{number}}}' for number in range(1000))
    source = read_json(f'{{"dataset":{{"name":"x"}},"events":[\n{rows}\n]}}\n', document_bytes=100)
    assert len(source.cells) == 1000


def test_what_is_no_object_is_refused_by_its_number(read_json):
    source = read_json('[{"id": 1}, 5, [], {"id": 4}]')
    assert source.cells.index.tolist() == [1, 4]
    assert [(reject.line, reject.value) for reject in source.rejects] == [(2, "5"), (3, "[]")]


def test_a_list_longer_than_what_is_read_at_once_comes_out_whole(read_json):
    records = [{"id": n, "text": "ї" * (n % 700)} for n in range(6000)]
    source = read_json(json.dumps(records, ensure_ascii=False))
    assert source.cells["text"].fillna("").tolist() == [record["text"] for record in records]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('[{"id": 1}, {"id": 2', "record 2: .* is no JSON, is cut short"),
        ('[{"id": 1}, {"id" 2}]', "record 2: .* Expecting ':' delimiter"),
        ('[{"id": 1}', "record 2: .* cut short"),
        ('{"id": 1', "no JSON in line 1"),
        ('{"a": "b"}', "without a list of objects"),
        ("[]", "no records"),
        ("[1, 2]", "only '1' and such"),
        ("[" * 100_000, "nested too deep"),
        ('{"a": ' * 100_000, "nested too deep"),
        (b'[{"a": "\xff"}]', "no UTF-8"),
        ('[{"a": ' + "9" * 5000 + "}]", "record 1"),
    ],
)
def test_what_is_no_json_of_records_is_refused_in_words(read_json, content, words):
    with pytest.raises(FileError, match=words):
        read_json(content)


def test_a_record_without_end_is_refused_after_its_limit(read_json):
    with pytest.raises(FileError, match="longer than 1 kB"):
        read_json('[{"id": "' + "x" * 5_000_000 + '"}]', line_bytes=1000)
    with pytest.raises(FileError, match="line 2 is longer than 1 kB"):
        read_json('{"id": 1}\n{"id": "' + "x" * 5000 + '"}', line_bytes=1000)


def test_an_object_around_more_than_can_be_held_is_refused(read_json):
    with pytest.raises(FileError, match="one JSON object of more than 100 bytes"):
        read_json(json.dumps({"data": [{"id": n} for n in range(50)]}), document_bytes=100)


def test_records_that_share_no_keys_are_refused(read_json):
    with pytest.raises(FileError, match="allowed: up to 1,000 cells"):
        read_json(json.dumps([{f"key {n}": 1} for n in range(100)]), cells=1000)


def test_a_new_key_in_every_row_is_refused(read_json):
    with pytest.raises(FileError, match="has 2,001 or more columns; allowed: up to 2,000"):
        read_json(json.dumps([{f"key {n}": 1} for n in range(2001)]))


def test_a_half_of_a_character_is_no_trace(read_json):
    source = read_json('[{"a\\ud800": "x\\udfff"}]')
    assert source.cells.iloc[0, 0] == "x\ufffd"


def test_what_is_nested_is_a_column_behind_a_dot(read_json):
    record = {
        "id": 1,
        "location": {"lat": 49.99, "name": "Town A", "of": {"region": "Kharkiv"}},
        "casualties": {"killed": 2, "injured": None},
        "when": {"$date": "2024-05-13T00:00:00Z"},
        "shape": {"type": "Point", "coordinates": [36.2, 49.9]},
        "extra": {"a": 1},
        "none": {},
    }
    assert read_json(json.dumps([record])).cells.loc[1].dropna().to_dict() == {
        "id": "1",
        "location.lat": "49.99",
        "location.name": "Town A",
        "location.of.region": "Kharkiv",
        "casualties.killed": "2",
        "when": "2024-05-13T00:00:00Z",
        "shape": '{"type": "Point", "coordinates": [36.2, 49.9]}',
        "extra": '{"a": 1}',
        "none": "{}",
    }


def test_a_column_behind_a_dot_takes_no_other_ones_name(read_json):
    source = read_json('[{"a.b": 1, "a": {"b": 2}}]')
    assert source.cells.loc[1].to_dict() == {"a.b": "1", "a.b'": "2"}


def test_a_list_of_texts_is_a_line_each(read_json):
    source = read_json('[{"links": ["https://example.org/a", "https://example.org/b"]}]')
    assert source.cells.loc[1, "links"] == "https://example.org/a\nhttps://example.org/b"


def test_records_that_are_kept_by_their_keys_are_read(read_json):
    events = {"a1": {"date": "2024-05-13", "n": 1}, "a2": {"date": "2024-05-14", "n": 4}}
    source = read_json(json.dumps({"status": "ok", "events": events}))
    assert source.cells.to_numpy().tolist() == [
        ["a1", "2024-05-13", "1"],
        ["a2", "2024-05-14", "4"],
    ]


@pytest.mark.parametrize("content", ['{"values": %s}', "%s"])
def test_lists_below_a_list_of_names_are_rows(read_json, content):
    rows = [["Date", "Place", "Place"], ["2024-05-13", "Town A", 1], ["2024-05-14"]]
    source = read_json(content % json.dumps(rows))
    assert list(source.cells) == ["Date", "Place", "Place (2)"]
    assert source.cells["Date"].tolist() == ["2024-05-13", "2024-05-14"]


def test_lines_of_descriptions_of_features_are_columns(read_json):
    features = [
        {
            "type": "Feature",
            "properties": {"name": "P", "description": f"Date: 2024-05-{day}<br>Killed: 2"},
            "geometry": {"type": "Point", "coordinates": [36.2, 49.9]},
        }
        for day in (13, 14)
    ]
    source = read_json(json.dumps({"type": "FeatureCollection", "features": features}))
    assert source.cells["Date"].tolist() == ["2024-05-13", "2024-05-14"]
    assert source.cells["Killed"].tolist() == ["2", "2"]


def test_lines_of_descriptions_that_fill_columns_of_other_features_are_told(read_json):
    table = "<table><tr><td>発生日時</td><td>2019/9/%s</td></tr></table>"
    features = [
        {"type": "Feature", "geometry": None, "properties": properties}
        for properties in (
            {"発生日時": "2019/9/8"},
            {"description": table % 9},
            {"description": table % 10},
        )
    ]
    source = read_json(json.dumps({"type": "FeatureCollection", "features": features}))
    assert source.cells["発生日時"].tolist() == ["2019/9/8", "2019/9/9", "2019/9/10"]
    assert source.notes == ("Read from the lines of the descriptions: '発生日時'.",)


def test_features_begin_on_the_line_of_the_collection_and_go_on_one_a_line(read_json):
    feature = (
        '{"type":"Feature","properties":{"mag":%s},"geometry":{"type":"Point","coordinates":%s}}'
    )
    first, second = feature % ("2.1", "[-70.1,-20.2,31.0]"), feature % ("0.4", "[-70.3,-20.4,8.5]")
    head = '{"type":"FeatureCollection","metadata":{"title":"Past week"},"features":['
    source = read_json(f'{head}{first},\n{second}],"bbox":[-71,-21,-70,-20]}}')
    assert source.cells["mag"].tolist() == ["2.1", "0.4"]
    assert source.cells[GEOMETRY_LAT].tolist() == ["-20.2", "-20.4"]


@pytest.mark.parametrize("name", ["daily_totals", "dailyTotals", "summary", "підсумки"])
def test_a_list_that_adds_up_another_by_its_name_is_left_out(read_json, name):
    day = '[{"date": "2024-05-13", "place": "Kherson", "killed": 2}]'
    total = '[{"date": "2024-05-13", "place": "All", "killed": 2, "injured": 5}]'
    source = read_json(f'{{"incidents": {day}, "{name}": {total}}}')
    assert source.cells["place"].tolist() == ["Kherson"]
    assert source.notes == (
        "Read the list 'incidents' of the object.",
        f"Left out: the list {name!r}, with 1 record: by its name, it adds up others.",
    )
    alone = read_json(f'{{"{name}": {total}}}')
    assert alone.cells["killed"].tolist() == ["2"]


def test_lists_that_are_alike_are_one_table_and_others_left_out_by_name(read_json):
    day = '[{"place": "Kherson", "killed": 2}]'
    other = '[{"place": "Odesa", "killed": 1}, {"place": "Kharkiv", "killed": 3}]'
    source = read_json(
        f'{{"2024-05-13": {day}, "2024-05-14": {other}, "authors": [{{"name": "A"}}]}}'
    )
    assert source.cells["list"].tolist() == ["2024-05-13", "2024-05-14", "2024-05-14"]
    assert source.cells["killed"].tolist() == ["2", "1", "3"]
    assert source.notes == (
        "Read the lists '2024-05-13', '2024-05-14' as one table: its column 'list' says which.",
        "Left out: the list 'authors', with 1 record of another kind.",
    )


def test_lists_of_objects_below_names_are_one_table(read_json):
    kherson = '{"incidents": [{"date": "2024-05-13", "killed": 2}]}'
    odesa = '{"incidents": [{"date": "2024-05-14", "killed": 1}]}'
    cells = read_json(f'{{"kherson": {kherson}, "odesa": {odesa}}}').cells
    assert cells["list"].tolist() == ["kherson.incidents", "odesa.incidents"]
    assert cells["killed"].tolist() == ["2", "1"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"total": 312, "results": [{"a": 1}]}', "'total' 312, and holds 1 record"),
        (
            '{"meta": {"totalCount": 3}, "data": [{"a": 1}, {"a": 2}]}',
            "'totalCount' 3, and holds 2",
        ),
        ('{"features": [{"a": 1}], "exceededTransferLimit": true}', "left records out"),
    ],
)
def test_it_is_said_that_an_answer_does_not_hold_all(read_json, content, said):
    assert any(said in note for note in read_json(content).notes)


def test_a_number_that_is_no_higher_is_no_sign_of_more(read_json):
    assert read_json('{"count": 1, "data": [{"killed": 7}]}').notes == (
        "Read the list 'data' of the object.",
    )


def test_a_list_of_the_columns_is_not_taken_for_the_records(read_json):
    fields = [{"id": name, "type": "text"} for name in ("date", "town", "lat", "lon", "killed")]
    rows = [{"date": day, "town": "Odesa", "lat": 46.4, "lon": 30.7} for day in ("a", "b", "c")]
    source = read_json(json.dumps({"success": True, "result": {"fields": fields, "records": rows}}))
    assert source.cells["date"].tolist() == ["a", "b", "c"]
    assert "Read the list 'result.records' of the object." in source.notes


COLUMNS = ["date", "place", "killed"]
ROWS = [["2024-05-13", "Odesa", 2], ["2024-05-14", "Kherson", None]]
CELLS = [list(cells) for cells in zip(*ROWS, strict=True)]
BY_NUMBER = [dict(zip("01", cells, strict=True)) for cells in CELLS]


@pytest.mark.parametrize(
    "document",
    [
        {"columns": COLUMNS, "index": [0, 1], "data": ROWS},
        {"columns": COLUMNS, "index": ["a", "b"], "data": ROWS},
        {"fields": [{"name": name, "type": "text"} for name in COLUMNS], "rows": ROWS},
        dict(zip(COLUMNS, BY_NUMBER, strict=True)),
        dict(zip(COLUMNS, CELLS, strict=True)),
    ],
)
def test_tables_as_pandas_writes_them_are_read(read_json, document):
    source = read_json(json.dumps(document))
    assert list(source.cells) == COLUMNS
    assert source.cells.loc[1].tolist() == ["2024-05-13", "Odesa", "2"]
    assert source.cells["place"].tolist() == ["Odesa", "Kherson"]
    assert source.cells["killed"].isna().tolist() == [False, True]


def test_rows_of_texts_lose_none_to_their_names(read_json):
    rows = [["2024-05-13", "Odesa"], ["2024-05-14", "Kherson"]]
    source = read_json(json.dumps({"columns": ["date", "place"], "index": [0, 1], "data": rows}))
    assert source.cells["place"].tolist() == ["Odesa", "Kherson"]
    assert source.notes == ("Read the list 'data' of the object, named by 'columns'.",)


def test_a_table_as_socrata_writes_it_is_read(read_json):
    parts = ["human_address", "latitude", "longitude", "machine_address", "needs_recoding"]
    columns = [
        {"name": "sid", "fieldName": ":sid", "dataTypeName": "meta_data", "flags": ["hidden"]},
        {"name": "Incident Date", "fieldName": "incident_date", "dataTypeName": "calendar_date"},
        {"name": "Location", "dataTypeName": "location", "subColumnTypes": parts},
    ]
    where = ['{"address":"1 Main","city":"Bronx"}', "40.85", "-73.87", None, False]
    rows = [
        ["row-a", "2024-05-13T00:00:00", where],
        ["row-b", "2024-05-14T00:00:00", [None] * 5],
    ]
    view = {"columns": columns, "grants": [{"inherited": False}]}
    source = read_json(json.dumps({"meta": {"view": view}, "data": rows}))
    assert source.cells.loc[1].dropna().to_dict() == {
        "sid": "row-a",
        "Incident Date": "2024-05-13T00:00:00",
        "Location.human_address.address": "1 Main",
        "Location.human_address.city": "Bronx",
        "Location.latitude": "40.85",
        "Location.longitude": "-73.87",
        "Location.needs_recoding": "false",
    }
    assert source.cells.loc[2].dropna().tolist() == ["row-b", "2024-05-14T00:00:00"]
    assert source.notes == (
        "Read the list 'data' of the object, named by 'meta.view.columns'.",
        "Left out: the list 'meta.view.grants', with 1 record of another kind.",
    )


@pytest.mark.parametrize(
    ("coordinates", "lon", "lat"),
    [
        ('["30.5234", "50.4501"]', "30.5234", "50.4501"),
        ("[1e999, 50]", "1e999", "50.0"),
        ("[NaN, 50]", None, "50.0"),
        ("[30.5]", "30.5", None),
        ("[]", None, None),
        ("null", None, None),
    ],
)
def test_what_is_no_number_in_a_point_of_geojson_is_kept_in_its_words(
    read_json, coordinates, lon, lat
):
    point = '{"type": "Point", "coordinates": ' + coordinates + "}"
    feature = '{"type": "Feature", "properties": {"date": "2025-10-01"}, "geometry": ' + point + "}"
    other = feature.replace(coordinates, "[30.5, 50.4]")
    source = read_json('{"type": "FeatureCollection", "features": [' + f"{feature}, {other}]}}")
    written = source.cells[[GEOMETRY_LON, GEOMETRY_LAT]].astype("object")
    assert written.where(written.notna(), None).to_numpy().tolist() == [
        [lon, lat],
        ["30.5", "50.4"],
    ]


def test_what_is_no_number_keeps_its_words_where_metres_become_degrees(read_json):
    crs = '"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}'
    features = ", ".join(
        json.dumps({"type": "Feature", "geometry": {"type": "Point", "coordinates": at}})
        for at in (["n/a", "n/a"], ["3339584.7", 0])
    )
    source = read_json('{"type": "FeatureCollection", ' + crs + ', "features": [' + features + "]}")
    lon = source.cells[GEOMETRY_LON].tolist()
    assert lon[0] == "n/a"
    assert round(float(lon[1]), 3) == 30.0


def test_documents_of_a_search_have_their_own_names(read_json):
    found = {"_index": "events", "_id": "a1", "_score": 1.5}
    held = {"killed": 2, "location": {"lat": 48.5, "lon": 35}}
    hits = {"total": {"value": 1}, "hits": [found | {"_source": held}]}
    source = read_json(json.dumps({"took": 3, "hits": hits}))
    assert source.cells.iloc[0].to_dict() == {
        "_index": "events",
        "_id": "a1",
        "_score": "1.5",
        "killed": "2",
        "location.lat": "48.5",
        "location.lon": "35",
    }


def test_values_of_an_answer_to_sparql_are_cells(read_json):
    binding = {
        "item": {"type": "uri", "value": "http://example.org/Q1"},
        "date": {
            "datatype": "http://www.w3.org/2001/XMLSchema#dateTime",
            "type": "literal",
            "value": "2010-07-24T00:00:00Z",
        },
        "itemLabel": {"xml:lang": "en", "type": "literal", "value": "Crush in a tunnel"},
        "place": {"type": "city", "value": "A", "district": "B"},
    }
    answer = {"head": {"vars": ["item"]}, "results": {"bindings": [binding, binding]}}
    source = read_json(json.dumps(answer))
    assert source.cells.iloc[0].to_dict() == {
        "item": "http://example.org/Q1",
        "date": "2010-07-24T00:00:00Z",
        "itemLabel": "Crush in a tunnel",
        "place.type": "city",
        "place.value": "A",
        "place.district": "B",
    }


def feature(**properties):
    point = {"type": "Point", "coordinates": [36.23, 49.99]}
    return {"type": "Feature", "properties": properties, "geometry": point}


def collection(name, *features):
    return {"type": "FeatureCollection", "features": features, "_umap_options": {"name": name}}


@pytest.mark.parametrize("shape", ["layers", "list", "object", "arcgis"])
def test_the_features_of_all_layers_of_a_map_are_read(read_json, shape):
    strikes = [feature(date="2024-05-13", killed=2), feature(date="2024-05-14", killed=0)]
    raids = [feature(date="2024-06-01", killed=1)]
    bases = [feature(owner="x", since="2011")]
    layers = {"Strikes": strikes, "Empty": [], "Raids": raids, "Bases": bases}
    collections = [collection(name, *found) for name, found in layers.items()]
    document = {
        "layers": {"type": "umap", "geometry": {"type": "Point"}, "layers": collections},
        "list": collections,
        "object": dict(zip(layers, collections, strict=True)),
        "arcgis": {
            "layers": [
                {
                    "layerDefinition": {"name": name},
                    "featureSet": {
                        "features": [
                            {"attributes": each["properties"], "geometry": {"x": 36.23, "y": 49.99}}
                            for each in found
                        ]
                    },
                }
                for name, found in layers.items()
            ]
        },
    }[shape]
    source = read_json(json.dumps(document))
    assert source.cells["date"].tolist() == ["2024-05-13", "2024-05-14", "2024-06-01"]
    assert source.cells[GEOMETRY_LAT].tolist() == ["49.99"] * 3
    told = [name.removesuffix(".features").split(".")[-1] for name in source.cells["list"]]
    assert told == ["Strikes", "Strikes", "Raids"]
    assert any("Bases" in note and "1 record of another kind" in note for note in source.notes)


@pytest.mark.parametrize(
    ("key", "more", "told"),
    [
        ("raids", collection("Raids", feature(date="2024-06-01")), "features"),
        ("unlocated", [{"date": "2024-06-01", "killed": 7}], "unlocated"),
        ("metadata", {"title": "Strikes", "tags": ["a"]}, None),
        ("fields", [{"name": "date", "type": "esriFieldTypeDate"}], None),
    ],
)
def test_lists_behind_the_features_that_are_read_are_told_of(read_json, key, more, told):
    document = collection("Strikes", feature(date="2024-05-13")) | {key: more}
    source = read_json(json.dumps(document))
    assert source.cells["date"].tolist() == ["2024-05-13"]
    note = f"Left out: the list {told!r}, and what else stands behind those read."
    assert list(source.notes) == ([note] if told else [])
