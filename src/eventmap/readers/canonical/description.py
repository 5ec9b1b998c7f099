"""``dataset.toml``: the name, title, licence and origin of a dataset."""

import tomllib
from collections.abc import Iterator
from typing import Any

from eventmap.errors import Refusal, nearest
from eventmap.schema import DATASET_NAME, DatasetInfo

DESCRIPTION = "dataset.toml"

_REQUIRED = {"name": str, "title": str, "licence": str, "redistributable": bool}
_OPTIONAL = {"attribution": str, "source": str}


def read_description(
    data: bytes | None, fingerprint: str
) -> tuple[DatasetInfo | None, list[Refusal]]:
    """Return what ``dataset.toml`` says, or ``None`` and what is wrong with it.

    `data` is ``None`` where there is no file. Keys that `schema.DatasetInfo` does not have
    are left to the dataset's maker.
    """
    if data is None:
        return None, []
    try:
        keys = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return None, [Refusal(DESCRIPTION, None, None, str(error), "TOML text in UTF-8")]
    refusals = list(_refuse_keys(keys))
    if refusals:
        return None, refusals
    known = {key: keys[key] for key in _REQUIRED | _OPTIONAL if key in keys}
    return DatasetInfo(**known, fingerprint=fingerprint), []


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
