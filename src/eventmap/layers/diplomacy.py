"""Where things were said and decided."""

from eventmap.layers.module import ModuleLayer


class Diplomacy(ModuleLayer):
    """Hollow diamonds at the places of the diplomatic timeline."""

    def __init__(self) -> None:
        super().__init__("diplomacy")
