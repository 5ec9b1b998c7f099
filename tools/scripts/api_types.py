"""Write the types of `eventmap.api` in TypeScript, for the check of the scripts that read them.

    python tools/scripts/api_types.py > tools/scripts/api.d.ts

A test fails where the two differ.
"""

from datetime import date
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

from eventmap import api

_PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", date: "string"}
_PLAIN |= {NoneType: "null", Any: "any"}


def write_types() -> str:
    """Return a namespace ``api`` with an interface for each `TypedDict`."""
    kinds = [kind for kind in vars(api).values() if is_typeddict(kind)]
    body = "\n\n".join(_write_interface(kind) for kind in kinds)
    source = "/** Made from `src/eventmap/api.py` by `tools/scripts/api_types.py`. */"
    return f"{source}\ndeclare namespace api {{\n{body}\n}}\n"


def _write_interface(kind: type) -> str:
    optional = getattr(kind, "__optional_keys__", ())
    keys = "".join(
        f"    {name}{'?' if name in optional else ''}: {_write_type(hint)};\n"
        for name, hint in get_type_hints(kind).items()
    )
    return f"  interface {kind.__name__} {{\n{keys}  }}"


def _write_type(kind: Any) -> str:
    origin, parts = get_origin(kind), [part for part in get_args(kind) if part is not Ellipsis]
    if origin in (Union, UnionType):
        return " | ".join(map(_write_type, parts))
    if origin in (list, tuple):
        item = _write_type(parts[0])
        is_union = get_origin(parts[0]) in (Union, UnionType)
        return f"({item})[]" if is_union else f"{item}[]"
    if origin is dict:
        return f"Record<{', '.join(map(_write_type, parts))}>"
    return kind.__name__ if is_typeddict(kind) else _PLAIN[kind]


if __name__ == "__main__":
    print(write_types(), end="")
