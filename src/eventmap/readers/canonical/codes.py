"""ISO codes of countries and of their first-level units, as pycountry lists them."""

from functools import cache

import pycountry

from eventmap.errors import nearest

KOSOVO = "XK"
"""In general use for Kosovo; ISO 3166-1 leaves it to its users and does not list it."""


@cache
def country_codes() -> frozenset[str]:
    """Return every ISO 3166-1 alpha-2 code, and XK."""
    return frozenset(country.alpha_2 for country in pycountry.countries) | {KOSOVO}


@cache
def admin1_codes() -> frozenset[str]:
    """Return every ISO 3166-2 code."""
    return frozenset(unit.code for unit in pycountry.subdivisions)


def describe_country(value: str) -> str:
    """Say which country codes are allowed, and which one `value` may mean."""
    words = "a two-letter ISO 3166-1 code such as UA; or blank."
    try:
        return f"{words} Nearest: {pycountry.countries.lookup(value).alpha_2!r}."
    except LookupError:
        return words


def describe_admin1(value: str) -> str:
    """Say which codes of first-level units are allowed, and which one `value` may mean."""
    words = "an ISO 3166-2 code such as UA-65; or blank."
    try:
        return f"{words} Nearest: {pycountry.subdivisions.lookup(value).code!r}."
    except (LookupError, AttributeError):  # by a country's code all of its units are found
        country = value[:3].upper()
        return words + nearest(value, (c for c in admin1_codes() if c.startswith(country)))
