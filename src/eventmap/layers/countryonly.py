"""Events that are known only to the country."""

from eventmap.layers.module import ModuleLayer


class CountryOnly(ModuleLayer):
    """The country hatched lightly while it fits the view, with the number of such events."""

    def __init__(self) -> None:
        super().__init__("countryonly")
