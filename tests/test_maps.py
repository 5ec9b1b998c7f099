import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import folium
import pytest
from branca.element import Element
from folium.elements import JSCSSMixin
from streamlit_folium import (
    _get_feature_group_string,
    _get_header,
    _get_map_string,
    generate_js_hash,
)
from xstatic.pkg import leaflet

from eventmap.filters import Filters, read_params
from eventmap.maps import LAYERS, base_map, event_group
from eventmap.settings import STATIC

OSM = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
HOSTILE = "\"' </script><script>alert(1)</script> {{ 7 * 7 }} {% x %} {# \\ \u2028 é"


def script_of(base: folium.Map) -> str:
    base.get_root().render()
    return str(_get_map_string(base))


def group_script(query_string: str = "", **changes: Any) -> str:
    """Return the script of a feature group as st_folium evaluates it."""
    shown = {"dataset": "week", "version": 1, "fingerprint": "5f", **changes}
    base = base_map()
    script_of(base)
    filters, _ = read_params(parse_qsl(query_string))
    return str(_get_feature_group_string(event_group(filters, **shown), map=base))


def state_of(script: str) -> dict[str, Any]:
    """Return what the script hands to the map."""
    found = re.search(r"window\.eventmap\.show\(JSON\.parse\((.*)\)\);", script)
    assert found is not None
    state: dict[str, Any] = json.loads(json.loads(found[1]))
    return state


def walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():
        yield from walk(child)


def links_of(base: folium.Map) -> list[str]:
    mixed = [element for element in walk(base) if isinstance(element, JSCSSMixin)]
    return [link for element in mixed for _, link in [*element.default_js, *element.default_css]]


def test_the_base_map_has_the_same_script_on_every_call() -> None:
    first, second = script_of(base_map()), script_of(base_map())
    assert first == second
    assert generate_js_hash(first, "map") == generate_js_hash(second, "map")


def test_the_base_map_starts_after_all_layers_are_added() -> None:
    script = script_of(base_map())
    assert script.index("window.eventmap.start(") > script.rindex("window.eventmap.add(")


def test_only_openstreetmap_tiles_come_from_another_host() -> None:
    base = base_map()
    script = script_of(base)
    addresses = re.findall(r"[a-z]+://[^\"\\ ]+", script)
    assert OSM in addresses
    assert {address.split("/")[2] for address in addresses} == {
        "tile.openstreetmap.org",
        "www.openstreetmap.org",  # the credit that their terms ask for, a link
    }
    assert "://" not in _get_header(base)


def test_every_linked_file_is_local_and_there() -> None:
    folders = {"leaflet": Path(leaflet.BASE_DIR), "layers": STATIC}
    for link in links_of(base_map()):
        found = re.fullmatch(r"\.\./\.\./assets/(\w+)/(?:\w+/)?([\w.]+)", link)
        assert found is not None, link
        assert (folders[found[1]] / found[2]).is_file(), link


def test_every_layer_has_its_script() -> None:
    added = re.findall(r"window\.eventmap\.add\((.*)\);", script_of(base_map()))
    layers = [json.loads(layer) for layer in added]
    assert [(layer["script"], layer["name"]) for layer in layers] == [
        (layer.script, layer.name) for layer in LAYERS
    ]
    assert len(layers) == 13
    for layer in layers:
        script = (STATIC / f"{layer['script']}.js").read_text("utf-8")
        assert f"export class {layer['name']} " in script


def test_the_scripts_are_tested_with_the_words_that_they_are_sent() -> None:
    """After a change of words: ``make types``."""
    tested = Path(__file__).with_name("scripts") / "words.json"
    (config,) = re.findall(r"window\.eventmap\.start\(\w+, (.*)\);", script_of(base_map()))
    assert json.loads(config)["words"] == json.loads(tested.read_text("utf-8"))


def test_every_imported_script_is_there() -> None:
    imported = {
        name
        for path in STATIC.glob("*.js")
        for name in re.findall(r"""(?:from|import\() ?'\./(\w+\.js)'""", path.read_text("utf-8"))
    }
    assert imported >= {"controller.js", "tiles.js"}
    assert [name for name in imported if not (STATIC / name).is_file()] == []


def test_no_script_writes_markup() -> None:
    writers = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|bindTooltip")
    assert [p.name for p in STATIC.glob("*.js") if writers.search(p.read_text("utf-8"))] == []


def test_zooms_end_where_the_scripts_expect_it() -> None:
    script = script_of(base_map())
    assert '"minZoom": 2' in script
    assert '"maxZoom": 16' in script
    assert '"zoomSnap": 0.5' in script
    assert '"zoomDelta": 0.5' in script


def test_a_group_hands_over_what_the_page_shows() -> None:
    script = group_script(
        "type=drone&type=shelling&q=power+grid",
        bbox=(30.5, 46.5, 37.6, 55.8),
        places=(-0.6, 51.4, -0.1, 51.6),
        opened_event="kherson",
        compare="previous",
    )
    assert state_of(script) == {
        "dataset": "week",
        "version": 1,
        "data": "5f",
        "query": "type=drone&type=shelling&q=power+grid",
        "bbox": [30.5, 46.5, 37.6, 55.8],
        "places": [-0.6, 51.4, -0.1, 51.6],
        "event": "kherson",
        "choice": 0,
        "look": None,
        "bare": False,
        "compare": "previous",
    }


def test_a_group_leaves_out_view_and_dataset() -> None:
    script = group_script("dataset=other&version=3&lat=50&lng=30&zoom=7&layer=osm&event=x&q=a")
    assert state_of(script)["query"] == "q=a"


@pytest.mark.parametrize("field", ["dataset", "fingerprint", "opened_event"])
def test_a_group_escapes_text(field: str) -> None:
    script = group_script(**{field: HOSTILE})
    assert HOSTILE in state_of(script).values()
    assert "</script" not in script
    assert "\u2028" not in script
    assert "{{" not in script


def test_the_filter_does_not_change_the_base_map() -> None:
    base = base_map()
    before = script_of(base)
    _get_feature_group_string(
        event_group(Filters(q="a"), dataset="week", version=1, fingerprint="5f"), map=base
    )
    assert script_of(base_map()) == before
