"""The one layer that leaves the host, when the viewer switches it on."""

from eventmap.layers.module import ModuleLayer

ADDRESS = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
ATTRIBUTION = (
    '&copy; <a href="https://www.openstreetmap.org/copyright" target="_blank"'
    ' rel="noopener">OpenStreetMap</a> contributors'
)
"""As https://osmfoundation.org/wiki/Licence/Attribution_Guidelines asks."""


class OpenStreetMap(ModuleLayer):
    """OpenStreetMap's tiles instead of the offline base map."""

    def __init__(self) -> None:
        super().__init__("openstreetmap", address=ADDRESS, attribution=ATTRIBUTION)
