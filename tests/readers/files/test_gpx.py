"""GPX is written by hand, as devices and programs of maps write it."""

import pytest

from eventmap.errors import FileError
from eventmap.readers.files.gpx import read_gpx
from eventmap.readers.files.limits import Limits
from eventmap.readers.model import GEOMETRY_LAT, GEOMETRY_LON

HEAD = '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'
POINT = (
    '<wpt lat="49.99" lon="36.23"><ele>120</ele><time>2024-05-13T10:00:00Z</time><name>Depot</name>'
    '<link href="https://example.org/a"><text>Report</text></link></wpt>'
)
TRACK = '<trk><trkseg><trkpt lat="1" lon="2"/><trkpt lat="1" lon="3"/></trkseg></trk>'


@pytest.fixture
def read(tmp_path):
    def write(body, **limits):
        path = tmp_path / "events.gpx"
        path.write_text(HEAD + body, encoding="utf-8")
        return read_gpx(path, path.name, Limits(**limits))

    return write


def test_waypoints_are_rows_with_their_time_name_and_link(read):
    source = read(POINT + '<wpt lat="46.48" lon="30.73"/></gpx>')
    assert source.cells.loc[1].to_dict() == {
        "ele": "120",
        "time": "2024-05-13T10:00:00Z",
        "name": "Depot",
        "link": "https://example.org/a",
        "text": "Report",
        GEOMETRY_LON: "36.23",
        GEOMETRY_LAT: "49.99",
    }
    assert source.cells.loc[2].dropna().to_dict() == {GEOMETRY_LON: "30.73", GEOMETRY_LAT: "46.48"}


def test_ways_are_left_out_by_name(read):
    source = read(POINT + TRACK + TRACK + "</gpx>")
    assert len(source.cells) == 1
    assert source.left_out == ("events.gpx: 2 tracks, ways that somebody went.",)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (TRACK + "</gpx>", "events.gpx is a GPX track without waypoints"),
        ("<rte><rtept lat='1' lon='2'/></rte></gpx>", "is a GPX route without waypoints"),
        ("</gpx>", "is GPX without waypoints"),
        ("<wpt", "is GPX that is damaged"),
    ],
)
def test_what_has_no_waypoints_is_refused_by_what_it_is(read, body, words):
    with pytest.raises(FileError, match=words):
        read(body)


def test_gpx_beyond_the_limit_is_refused(read):
    with pytest.raises(FileError, match="GPX of more than 100 bytes"):
        read(POINT + "</gpx>", document_bytes=100)
