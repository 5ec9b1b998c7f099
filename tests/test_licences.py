"""Every library that an installation brings has a licence that was looked at."""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

REPO = Path(__file__).parents[1]

LOOKED_AT = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "MIT", "MIT-0", "MIT-CMU"),
    *("PSF-2.0", "Zlib"),
    # Their terms are for changes of the library itself, which is installed as its makers gave it.
    *("LGPL-2.1-only", "MPL-2.0"),
}
"""Licences under which a library may be used and passed on beside ours, by their SPDX names."""

CALLED = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""What those are called that are not given by their SPDX names."""

BY_HAND = {
    "streamlit-folium": "MIT",  # by the file LICENSE of its repository; the package has none
    "xstatic-leaflet": "BSD-2-Clause",  # "same as Leaflet"
}

LIBRARIES = re.findall(
    r"^([a-z][\w.-]*)==", (REPO / "requirements" / "run.txt").read_text("utf-8"), flags=re.M
)


def licences_of(name: str) -> set[str]:
    """Return the SPDX names of all licences that a library states."""
    told = metadata(name)
    expression = told.get("License-Expression")
    if expression is None:
        classified = [each for each in told.get_all("Classifier") or () if each.count(" :: ") > 1]
        stated = [each.split(" :: ")[-1] for each in classified if each.startswith("License :: ")]
        stated = stated or (told.get("License") or "").splitlines()[:1]
        expression = " AND ".join(CALLED.get(each, each) for each in stated)
    return set(re.split(r" AND | OR ", expression)) - {""}


@pytest.mark.parametrize("name", sorted(set(LIBRARIES)))
def test_a_library_has_a_licence_that_was_looked_at(name: str) -> None:
    try:
        found = {BY_HAND[name]} if name in BY_HAND else licences_of(name)
    except PackageNotFoundError:
        pytest.skip("a library for another system or Python is not installed here")
    assert found
    assert found <= LOOKED_AT


def test_what_is_looked_up_by_hand_says_nothing_that_could_be_read() -> None:
    for name in BY_HAND:
        assert not licences_of(name) <= LOOKED_AT or not licences_of(name)
