import hashlib
import os

import pytest
from support.broken_rows import (
    CLAIM,
    EVENT,
    TOML,
    places,
    to_csv,
)

from eventmap.canonical import read_canonical


def test_fingerprint_is_a_digest_of_the_files(folder):
    path = folder(claims=to_csv(CLAIM))
    expected = hashlib.sha256((TOML + to_csv(EVENT) + to_csv(CLAIM)).encode()).hexdigest()

    assert read_canonical(path).info.fingerprint == expected[:12]


@pytest.mark.parametrize("missing", ["events.csv", "dataset.toml"])
def test_required_file_is_named_where_it_is_missing(folder, missing):
    path = folder(claims=to_csv(CLAIM))
    (path / missing).unlink()

    assert places(path) == [(missing, None, None, "no such file")]


@pytest.mark.parametrize("name", ["events.csv", "claims.csv", "dataset.toml"])
@pytest.mark.parametrize("kind", ["folder", "loop", "pipe"])
def test_what_is_no_file_is_refused_in_words(folder, name, kind):
    path = folder(claims=to_csv(CLAIM)) / name
    path.unlink()
    make = {"folder": path.mkdir, "loop": lambda: path.symlink_to(path)}
    make.get(kind, lambda: os.mkfifo(path))()

    assert places(path.parent) == [(name, None, None, "not a file")]
