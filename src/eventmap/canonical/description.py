"""``dataset.toml``: the name, title, licence and origin of a dataset, and who may see it."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eventmap.access import WHO_ALLOWED, Access, names_access, read_access
from eventmap.errors import DatasetError, Refusal, nearest
from eventmap.schema import DATASET_NAME, DatasetInfo

DESCRIPTION = "dataset.toml"
"""The file's name."""


@dataclass(frozen=True)
class Description:
    """What ``dataset.toml`` says.

    Parameters
    ----------
    as_published
        Whether figures stand as another publisher gives them, who may contradict himself in a row.
    """

    info: DatasetInfo
    as_published: bool = False


_REQUIRED = {"name": str, "title": str, "licence": str, "redistributable": bool}
_OPTIONAL = {"attribution": str, "source": str, "as_published": bool}


def _parse(data: bytes) -> dict[str, Any]:
    return tomllib.loads(data.decode("utf-8-sig"))


def find_access(folder: Path) -> Access | None:
    """Return to whom the dataset in a folder is open, ``None`` if to everyone.

    Raises
    ------
    DatasetError
        If the description does not say it as it must.
    OSError, ValueError, RecursionError
        If it cannot be read; `read_description` says in words why.
    """
    keys = _parse((folder / DESCRIPTION).read_bytes())
    try:
        return read_access(keys["access"]) if "access" in keys else None
    except ValueError as error:
        reason = Refusal(DESCRIPTION, None, "access", str(error), f"see = a list of {WHO_ALLOWED}")
        raise DatasetError(folder.name, [reason]) from error


def may_restrict(folder: Path) -> bool:
    """Return whether the description may have been meant to restrict who sees the dataset.

    What cannot be read may have, if it has the word; then nothing of it is told.
    """
    try:
        data = (folder / DESCRIPTION).read_bytes()
    except OSError:
        return False
    try:
        return "access" in _parse(data)
    except (ValueError, RecursionError):
        return names_access(data)


def read_description(
    data: bytes | None, fingerprint: str
) -> tuple[Description | None, list[Refusal]]:
    """Return what ``dataset.toml`` says, or ``None`` and what is wrong with it.

    `data` is ``None`` where there is no file. Keys that are not known are left to the dataset's
    maker.
    """
    if data is None:
        return None, []
    try:
        keys = _parse(data)
    except (ValueError, RecursionError) as error:
        return None, [Refusal(DESCRIPTION, None, None, str(error), "TOML text in UTF-8")]
    refusals = list(_refuse_keys(keys))
    if refusals:
        return None, refusals
    known = {key: keys[key] for key in _REQUIRED | _OPTIONAL if key in keys}
    as_published = known.pop("as_published", False)
    return Description(DatasetInfo(**known, fingerprint=fingerprint), as_published), []


def _refuse_keys(keys: dict[str, Any]) -> Iterator[Refusal]:
    for key, kind in (_REQUIRED | _OPTIONAL).items():
        words = "true or false, without quotes" if kind is bool else "text in quotes"
        value = keys.get(key)
        if key not in keys:
            if key in _REQUIRED:
                yield Refusal(DESCRIPTION, None, key, "", f"{words}, required.{nearest(key, keys)}")
        elif not isinstance(value, kind) or (key in _REQUIRED and not str(value).strip()):
            yield Refusal(DESCRIPTION, None, key, str(value), words)
        elif key == "name" and not DATASET_NAME.fullmatch(str(value)):
            allowed = "lower-case letters, digits and single hyphens, such as london-summit"
            yield Refusal(DESCRIPTION, None, key, str(value), allowed)
