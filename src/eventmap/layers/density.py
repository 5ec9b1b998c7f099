"""Where events are dense."""

from eventmap.layers.module import ModuleLayer


class Density(ModuleLayer):
    """A surface from the same tiles as the symbols, relative to the densest place in view."""

    def __init__(self) -> None:
        super().__init__("density")
