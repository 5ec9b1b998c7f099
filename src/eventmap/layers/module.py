"""What all layers share: a folium element whose drawing is a JavaScript module."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from folium.elements import JSCSSMixin
from folium.template import Template

ASSETS = "../../assets"
"""Where the routes serve static files, relative to the frame that the map lives in."""

STATIC = Path(__file__).parent / "static"
"""The scripts and styles of the layers."""

BUILD = sha256(b"".join(path.read_bytes() for path in sorted(STATIC.iterdir()))).hexdigest()[:8]
"""Digest of the scripts: it stands in their address, so that they may be cached for good."""


class ModuleLayer(JSCSSMixin):
    """A layer of the map, drawn by the module ``static/{module}.js``.

    The module exports a class; it is created once with `options` and then told what to show.

    Parameters
    ----------
    module
        Name of the script without its ending.
    options
        What the class is given, as JSON.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            window.eventmap.add({{ this.module|tojson }}, {{ this.options|tojson }});
        {% endmacro %}
        """
    )

    default_js = [("eventmap", f"{ASSETS}/layers/{BUILD}/main.js")]  # noqa: RUF012 - as folium has it
    default_css = [("eventmap_css", f"{ASSETS}/layers/{BUILD}/map.css")]  # noqa: RUF012

    def __init__(self, module: str, **options: Any) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # folium
        self._name = "ModuleLayer"
        self.module = f"./{module}.js"
        self.options = options
