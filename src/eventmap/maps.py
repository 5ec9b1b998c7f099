"""The map: a constant base, and what it is told to show.

``st_folium`` mounts a new map whenever the script of the base map changes. So the base map is
the same text on every run; the filter, the dataset and the opened event travel in a feature
group, which only hands them to the scripts of the base map.
"""

from urllib.parse import parse_qsl, urlencode

import folium
from folium.template import Template

from eventmap.filters import VIEW_KEYS
from eventmap.layers.basemap import BaseMap
from eventmap.layers.choropleth import Choropleth
from eventmap.layers.countryonly import CountryOnly
from eventmap.layers.density import Density
from eventmap.layers.diplomacy import Diplomacy
from eventmap.layers.events import Events
from eventmap.layers.module import ASSETS
from eventmap.layers.openstreetmap import OpenStreetMap
from eventmap.layers.regiononly import RegionOnly
from eventmap.layers.start import Show, Shown, Start
from eventmap.parameters import Bbox

_NOT_FILTERS = {"dataset", "version", *VIEW_KEYS}

MIN_ZOOM, MAX_ZOOM = 2, 16
"""Leaflet's zooms: the world in 1024 pixels, and about 2 m a pixel."""


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
    # In the order in which legend and layer switch list them.
    layers = [
        Events(),
        RegionOnly(),
        CountryOnly(),
        Diplomacy(),
        Density(),
        Choropleth("events"),
        Choropleth("killed"),
        Choropleth("injured"),
        Choropleth("rate"),
        BaseMap(),
        OpenStreetMap(),
        Start(),
    ]
    for layer in layers:
        layer.add_to(base)
    return base


def event_group(
    query_string: str,
    *,
    dataset: str,
    version: int,
    fingerprint: str,
    bbox: Bbox | None = None,
    places: Bbox | None = None,
    opened_event: str | None = None,
    choice: int = 0,
) -> folium.FeatureGroup:
    """Return the feature group that tells the map what to show.

    Parameters
    ----------
    query_string
        The filter, as in the page's address. Parameters of the view may stand in it and are
        left out, and so are dataset and version.
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
    """
    kept = [pair for pair in parse_qsl(query_string) if pair[0] not in _NOT_FILTERS]
    query = urlencode(kept)
    shown = Shown(dataset, version, fingerprint, query, bbox, places, opened_event, choice)
    group = folium.FeatureGroup(name="events", control=False)
    Show(shown).add_to(group)
    return group
