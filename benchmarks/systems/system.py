"""What a system needs to say of itself to be measured."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).parents[2]
PAGES = REPO / "benchmarks" / "pages"


@dataclass(frozen=True)
class System:
    """A way to see the same events on a map in Streamlit.

    Parameters
    ----------
    key, label
        Its name in the results' raw numbers and in their text.
    sizes
        The numbers of events at which it is measured.
    script
        What ``streamlit run`` is given.
    health
        The route that answers 200 once the server is up.
    variables
        The environment of its server, from the folder of a dataset.
    canvas
        The element of the page in which its map is drawn: its frame, or its canvas.
    wheel_px
        How far the mouse wheel turns to zoom in by one level.
    """

    key: str
    label: str
    sizes: tuple[int, ...]
    script: Path
    health: str
    variables: Callable[[Path], Mapping[str, str]]
    canvas: str
    wheel_px: int
