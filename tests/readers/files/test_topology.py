import json

import pytest

from eventmap.errors import FileError
from eventmap.readers.model import GEOMETRY_LAT, GEOMETRY_LON


def test_points_of_topojson_are_read(read_json):
    shapes = [
        {"type": "Point", "coordinates": [623, 999], "properties": {"killed": 2}},
        {"type": "LineString", "arcs": [0], "properties": {"killed": 3}},
    ]
    document = {
        "type": "Topology",
        "transform": {"scale": [0.01, 0.01], "translate": [30, 40]},
        "objects": {"events": {"type": "GeometryCollection", "geometries": shapes}},
        "arcs": [[[0, 0], [1, 1]]],
    }
    cells = read_json(json.dumps(document)).cells
    assert float(cells.loc[1, GEOMETRY_LON]) == pytest.approx(36.23)
    assert float(cells.loc[1, GEOMETRY_LAT]) == pytest.approx(49.99)
    assert cells["killed"].tolist() == ["2", "3"]
    assert cells.loc[2].dropna().to_dict() == {
        "layer": "events",
        "killed": "3",
        "geometry_type": "LineString",
    }
    del document["objects"], document["transform"]
    with pytest.raises(FileError, match="TopoJSON without a shape"):
        read_json(json.dumps(document))
