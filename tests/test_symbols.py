import re

import pytest

from eventmap.schema import EventType
from eventmap.settings import STATIC
from eventmap.symbols import SHAPES, SYMBOLS

CSS = (STATIC / "map.css").read_text(encoding="utf-8")
LIGHT, DARK = re.findall(r"--land: (#[0-9a-f]{6});", CSS)
LEAST_CONTRAST = 3  # WCAG 2.2, 1.4.11: graphical objects


def luminance(colour: str) -> float:
    """Return the relative luminance of a hexadecimal colour, as WCAG 2.2 defines it."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted([luminance(one), luminance(other)], reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_every_event_type_has_a_symbol() -> None:
    assert set(SYMBOLS) == set(EventType)


def test_the_shape_alone_tells_the_type() -> None:
    assert len({symbol.shape for symbol in SYMBOLS.values()}) == len(EventType)


def test_every_shape_is_drawn_and_used() -> None:
    assert {symbol.shape for symbol in SYMBOLS.values()} == set(SHAPES)


@pytest.mark.parametrize("shape", SHAPES)
def test_outlines_stay_in_their_square(shape: str) -> None:
    numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", SHAPES[shape])]
    assert max(abs(number) for number in numbers) <= 1.2  # a radius of the dome; points within 1


@pytest.mark.parametrize("event_type", EventType)
def test_symbols_stand_out_from_land_in_both_themes(event_type: EventType) -> None:
    symbol = SYMBOLS[event_type]
    assert contrast(symbol.colour_light, LIGHT) >= LEAST_CONTRAST
    assert contrast(symbol.colour_dark, DARK) >= LEAST_CONTRAST


def test_labels_are_words() -> None:
    labels = [symbol.label for symbol in SYMBOLS.values()]
    assert len(set(labels)) == len(labels)
    assert all(re.fullmatch(r"[A-Z][a-z]+( [a-z]+)*", label) for label in labels)
