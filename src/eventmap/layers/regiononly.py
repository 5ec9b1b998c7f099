"""Events that are known only to the region."""

from eventmap.layers.module import ModuleLayer


class RegionOnly(ModuleLayer):
    """The region hatched, with the number of such events; never a symbol at a point."""

    def __init__(self) -> None:
        super().__init__("regiononly")
