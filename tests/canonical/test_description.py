import pytest
from support.broken_rows import (
    TOML,
    refusals,
)

from eventmap.canonical import read_canonical


def test_description_is_read(folder):
    toml = TOML + 'attribution = "We"\nsource = "There"\nhomepage = "https://example.org"\n'

    info = read_canonical(folder(toml=toml)).info

    assert (info.name, info.title, info.licence) == ("test", "A test", "CC0")
    assert (info.redistributable, info.attribution, info.source) == (True, "We", "There")
    assert info.version == 1


def test_as_published_is_true_or_false(folder):
    (refusal,) = refusals(folder(toml=TOML + 'as_published = "yes"\n'))
    assert (refusal.file, refusal.column, refusal.value) == ("dataset.toml", "as_published", "yes")
    assert refusal.allowed == "true or false, without quotes"


TOML_PROBLEMS = [
    ("name = ", None, "TOML"),
    (TOML.encode("utf-16"), None, "TOML"),
    ("x = " + "[" * 100_000, None, "TOML"),
    (TOML.replace('"test"', '"Test set"'), "name", "lower-case"),
    (TOML.replace('"test"', '""'), "name", "text"),
    (TOML.replace('"test"', '"../x"'), "name", "lower-case"),
    (TOML.replace('"test"', "7"), "name", "text in quotes"),
    (TOML.replace("licence", "license"), "licence", "Nearest: 'license'"),
    (TOML.replace("true", '"true"'), "redistributable", "without quotes"),
    (TOML.replace("redistributable = true", ""), "redistributable", "required"),
    (TOML.replace('"A test"', '"  "'), "title", "text"),
    (TOML + "source = 3\n", "source", "text"),
]


@pytest.mark.parametrize(("toml", "key", "allowed"), TOML_PROBLEMS)
def test_bad_description_is_refused_by_key(folder, toml, key, allowed):
    (refusal,) = refusals(folder(toml=toml))

    assert (refusal.file, refusal.column) == ("dataset.toml", key)
    assert allowed in refusal.allowed
