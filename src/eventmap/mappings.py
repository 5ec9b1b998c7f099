"""The choices that are kept with a dataset: one TOML file, for people to read and to change.

Each ``[[layout]]`` is a table that was imported: its columns, and what was said of it by hand.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeGuard, get_args

import tomlkit

from eventmap.errors import FileError, StoreError, nearest
from eventmap.readers import (
    FIELDS,
    FORMATS,
    SETTINGS,
    Choices,
    DateOrder,
    Inspection,
    Kept,
    check_crs,
    keep_layouts,
    plain_name,
)
from eventmap.store import VersionedStore

CALLED = {name: "date_order" if name == "order" else name for name in SETTINGS}
"""What a setting is called in the file, where readers know it as the date's order."""

_KEYS = ("chosen_on", "columns", *CALLED.values(), "mapping")
_WHOLE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_HEADER = re.compile(r"\s*\[\[\s*layout\s*\]\]")


def read_kept(store: VersionedStore, name: str) -> tuple[Kept, ...]:
    """Return what is kept with a dataset, the earliest first.

    Raises
    ------
    NotFoundError
        If there is no such dataset.
    StoreError
        If the file cannot be read or holds what cannot be used.
    """
    return _parse_held(store, name, store.read_mapping(name))


def _parse_held(store: VersionedStore, name: str, held: bytes | None) -> tuple[Kept, ...]:
    try:
        return () if held is None else parse_mappings(held)
    except StoreError as error:
        raise StoreError(
            f"The choices kept for {name} in {store.mapping_path(name)} cannot be used: {error} "
            f"Mend it: eventmap mapping edit {name}; or drop it: eventmap mapping forget {name}."
        ) from error


def keep_choices(store: VersionedStore, name: str, inspection: Inspection, given: Choices) -> None:
    """Keep what an import was told by hand, for the next table with the same columns.

    Raises
    ------
    StoreError
        If it cannot be written, or what is there cannot be used; that stays then as it is.
    """
    if layouts := list(made_by_hand(inspection, given)):
        store.change_mapping(name, lambda held: _join(store, name, held, layouts))


def _join(
    store: VersionedStore, name: str, held: bytes | None, made: Sequence[Kept]
) -> bytes | None:
    before = _parse_held(store, name, held)
    kept = keep_layouts(before, made)
    if kept == before:
        return held  # with whatever comments somebody has written
    written = write_mappings(name, kept)
    parse_mappings(written)  # it was read in a process that a file may have taken over
    return written


def made_by_hand(inspection: Inspection, given: Choices) -> Iterator[Kept]:
    """Yield what each table of an import was told by hand, now or before."""
    told_now = given.about_table() != Choices()
    for part in inspection.parts:
        choices = part.choices.about_table()
        if choices != Choices():
            before = part.recalled.day if part.recalled and not told_now else None
            columns = tuple(str(column) for column in part.source.cells)
            yield Kept(columns, choices, before or date.today().isoformat())


def forget_choices(store: VersionedStore, name: str) -> None:
    """Keep no choices with a dataset any more."""
    store.change_mapping(name, lambda _: None)


def replace_choices(store: VersionedStore, name: str, before: bytes, after: bytes) -> None:
    """Let the file hold what somebody made of it; a file without a layout is none.

    Raises
    ------
    StoreError
        If it cannot be used, or an import has changed the file in the meantime. What is there stays
        then as it is.
    """
    kept = parse_mappings(after)

    def change(held: bytes | None) -> bytes | None:
        if held != before:
            raise StoreError(f"an import has changed what is kept for {name} in the meantime.")
        return after if kept else None

    store.change_mapping(name, change)


def write_mappings(name: str, kept: Sequence[Kept]) -> bytes:
    """Return the file that holds `kept`."""
    document = tomlkit.document()
    for comment in (
        f"What was said by hand of the tables of {name}, by eventmap import.",
        "The next import of a table with the same columns uses it.",
        f'To change it: eventmap mapping edit {name}. A field with "" is read from none.',
    ):
        document.add(tomlkit.comment(comment))
    layouts = tomlkit.aot()
    for each in kept:
        layout = tomlkit.table()
        columns = tomlkit.array()
        columns.extend(each.columns)
        layout.add("chosen_on", date.fromisoformat(each.day))
        layout.add("columns", columns.multiline(multiline=True))
        for setting, key in CALLED.items():
            if value := getattr(each.choices, setting):
                layout.add(key, value)
        if each.choices.mapping:
            layout.add(tomlkit.nl())
            layout.add("mapping", dict(each.choices.mapping))
        layouts.append(layout)
    document.add(tomlkit.nl())
    document.add("layout", layouts)
    return tomlkit.dumps(document).encode("utf-8", "replace")


def as_json(each: Kept) -> dict[str, Any]:
    """Return one layout as the file has it."""
    settings = {
        key: value for name, key in CALLED.items() if (value := getattr(each.choices, name))
    }
    columns, mapping = list(each.columns), dict(each.choices.mapping)
    return {"chosen_on": each.day, "columns": columns, **settings, "mapping": mapping}


def parse_mappings(data: bytes) -> tuple[Kept, ...]:
    """Return what a file holds.

    Raises
    ------
    StoreError
        If something cannot be used: the line, what stands there, and what is allowed.
    """
    try:
        text = data.decode("utf-8-sig")
        found = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise StoreError(f"line {line}: {data[error.start : error.end]!r} is no UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise StoreError(_describe_syntax(text, str(error))) from error
    except (ValueError, RecursionError) as error:  # a number too long, tables too deep
        raise StoreError(f"it is no TOML that can be read: {error}.") from error
    lines = text.splitlines()
    for key in found:
        if key != "layout":
            raise _refuse(lines, None, key, f"{key!r}", "[[layout]]")
    layouts = found.get("layout", [])
    if not isinstance(layouts, list) or not all(isinstance(each, dict) for each in layouts):
        raise _refuse(lines, None, "layout", f"{layouts!r}"[:80], "[[layout]], once for each table")
    return tuple(_read_layout(lines, number, each) for number, each in enumerate(layouts))


def _describe_syntax(text: str, message: str) -> str:
    place = _WHOLE.search(message)
    lines = text.splitlines() or [""]
    number = int(place[1]) if place and place[1] else len(lines)
    what = _WHOLE.sub("", message)
    return f"line {number}: {lines[min(number, len(lines)) - 1]!r} is no TOML: {what}."


def _refuse(
    lines: Sequence[str], layout: int | None, key: str, value: str, allowed: str
) -> StoreError:
    number = _find_line(lines, layout, key)
    return StoreError(f"line {number}: {value} cannot be used; allowed: {allowed}.")


def _find_line(lines: Sequence[str], layout: int | None, key: str) -> int:
    """Return the line, from 1, in which a layout gives a key, or else the one it begins in."""
    begins = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    first = 0 if layout is None or layout >= len(begins) else begins[layout]
    last = next((number for number in begins if number > first), len(lines))
    if layout is None:
        last = len(lines)
    named = re.compile(rf"""[^#]*?(?<![\w-])["']?{re.escape(key)}["']?\s*[=\]]""")
    found = [n for n in range(first, last) if named.match(lines[n])]
    return (found[0] if found else first) + 1


def _read_layout(lines: Sequence[str], number: int, found: Mapping[str, Any]) -> Kept:
    def refuse(key: str, value: object, allowed: str) -> StoreError:
        return _refuse(lines, number, key, f"{key} = {_show(value)}", allowed)

    for key, value in found.items():
        if key not in _KEYS:
            raise refuse(key, value, f"{', '.join(_KEYS)}.{nearest(key, _KEYS)}".rstrip("."))
    day, columns = found.get("chosen_on"), found.get("columns")
    if type(day) is not date:
        raise refuse("chosen_on", day, "a day, such as 2026-11-28")
    if not _are_names(columns):
        raise refuse("columns", columns, 'the names of the table\'s columns, as ["date", "place"]')
    choices = Choices()
    for setting, key in CALLED.items():
        if key in found:
            value = found[key]
            if allowed := _not_allowed(key, value):
                raise refuse(key, value, allowed)
            choices = replace(choices, **{setting: value})
    mapping = found.get("mapping", {})
    if not isinstance(mapping, dict):
        raise refuse("mapping", mapping, "[layout.mapping] and lines such as killed_best = 'dead'")
    names = {plain_name(column) for column in columns}
    for field, column in mapping.items():
        if field not in FIELDS:
            raise refuse(field, column, f"a field, {', '.join(FIELDS)}{_near(field, FIELDS)}")
        if not isinstance(column, str) or (column and plain_name(column) not in names):
            near = _near(str(column), columns)
            raise refuse(field, column, f'one of its columns, or "" to read it from none{near}')
    return Kept(tuple(columns), replace(choices, mapping=mapping), day.isoformat())


def _show(value: object) -> str:
    shown = "not given" if value is None else repr(value)
    return shown if len(shown) <= 80 else f"{shown[:79]}…"  # noqa: PLR2004 - a line


def _near(value: str, known: Sequence[str]) -> str:
    return f".{found}".rstrip(".") if (found := nearest(value, known)) else ""


def _are_names(value: Any) -> TypeGuard[list[str]]:
    return isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)


def _not_allowed(key: str, value: Any) -> str:
    """Return what a setting may be where it is something else; else an empty text."""
    if key == "gazetteer":
        good, allowed = value is True, "true, or no such line"
    elif key == "header_row":
        good, allowed = type(value) is int and value >= 1, "the number of a row, from 1"
    elif not isinstance(value, str) or not value:
        good, allowed = False, "a text"
    elif key == "format":
        good, allowed = value in FORMATS, f"{', '.join(FORMATS)}{_near(value, [*FORMATS])}"
    elif key == "date_order":
        good, allowed = value in get_args(DateOrder), ", ".join(get_args(DateOrder))
    elif key == "crs":
        good, allowed = _is_crs(value), "the code of a coordinate system, such as EPSG:32637"
    else:
        good, allowed = True, ""
    return "" if good else allowed


def _is_crs(code: str) -> bool:
    try:
        return bool(check_crs(code))
    except FileError:
        return False
