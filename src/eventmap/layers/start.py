"""The first and the last word of the generated scripts: start the map, show the events."""

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from branca.element import MacroElement
from folium.template import Template

from eventmap.symbols import SHAPES, SYMBOLS


class Start(MacroElement):
    """Hands the map and its layers to ``static/controller.js``. Comes after all layers."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            window.eventmap.start({{ this._parent.get_name() }}, {{ this.config|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # branca
        self._name = "Start"
        self.config = {
            # A list, because JSON is written with its keys in alphabetical order.
            "symbols": [{"type": t.value, **asdict(symbol)} for t, symbol in SYMBOLS.items()],
            "shapes": SHAPES,
        }


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
    """

    dataset: str
    version: int
    data: str
    query: str
    bbox: tuple[float, float, float, float] | None
    places: tuple[float, float, float, float] | None
    event: str | None
    choice: int = 0


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
        self.state = quote(asdict(shown))


def quote(value: Any) -> str:
    """Return `value` as JSON in a JavaScript string that nothing on the way can misread.

    folium reads a generated script as a template once more, so braces from an address would be
    run as code on the server; Jinja's own ``tojson`` leaves them as they are.
    """
    text = json.dumps(json.dumps(value))
    return re.sub("[<>&'{}]", lambda found: f"\\u{ord(found[0]):04x}", text)
