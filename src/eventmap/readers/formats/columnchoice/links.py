"""From which columns the addresses of sources are read, besides one that holds nothing else.

They stand in lists of objects (``[{"url": …, "text": …}]``), in numbered columns, and in the text
that describes the event.
"""

import json
import re

from eventmap.readers.formats.columnchoice.counted import stem_of
from eventmap.readers.formats.columnchoice.ledger import Ledger
from eventmap.readers.formats.columns import ALL, HALF, LIKELY, ReadColumn, is_picture
from eventmap.readers.formats.headingwords import read_heading, split_heading


def take_links_of_objects(ledger: Ledger) -> None:
    """Read the addresses in lists of objects that a heading calls links or sources."""
    if "url" in ledger.closed:
        return
    for each in ledger.free():
        if not _holds_linked_objects(each):
            continue
        texts = ledger.cells[each.name].dropna().unique()
        known = {text: _find_in_objects(text) for text in texts}
        cells = ledger.cells[each.name].map(known).astype("str")
        if (cells != "").any():
            ledger.put("url", each.name, cells.mask(cells == ""))
            ledger.taken[each.name] = "url", LIKELY
            return


def take_names_of_objects(ledger: Ledger) -> None:
    """Read who wrote what such addresses show, where no column says it: ``{"name": "AFP", …}``."""
    column = ledger.shown.get(ledger.found.get("url", ""), "")
    if not column or "source" in {*ledger.found, *ledger.closed}:
        return
    texts = ledger.cells[column].dropna().unique()
    known = {text: "; ".join(dict.fromkeys(_list_names(text))) for text in texts}
    cells = ledger.cells[column].map(known).astype("str")
    if (cells != "").any():
        ledger.put("source", column, cells.mask(cells == ""))


def _holds_linked_objects(column: ReadColumn) -> bool:
    heading, share = column.heading, column.profile.share
    called = heading.has("link", "source") and not heading.has(*_NO_SOURCES)
    called &= "media" not in split_heading(column.name)  # these are pictures as often
    return called and share("objects") >= HALF and share("link") >= HALF


_NO_SOURCES = ("archive", "decor")


def _find_in_objects(text: str) -> str:
    """Return the addresses in a list of objects in JSON, a line each; none of any other text."""
    return "\n".join(
        value.strip()
        for key, value in _list_values(text)
        if _ADDRESS.match(value) and not read_heading(key).has(*_NO_SOURCES)
    )


def _list_names(text: str) -> list[str]:
    """Return the names of sources in a list of objects in JSON."""
    return [
        value.strip()
        for key, value in _list_values(text)
        if split_heading(key) in _NAMES and value.strip() and not _ADDRESS.match(value)
    ]


def _list_values(text: str) -> list[tuple[str, str]]:
    """Return the keys and texts of the objects in a list in JSON; none of any other text."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [
        (key, value)
        for each in (told if isinstance(told, list) else [told])
        if isinstance(each, dict)
        for key, value in each.items()
        if isinstance(value, str)
    ]


_NAMES = frozenset({("name",), ("source",), ("source", "name"), ("publisher",), ("outlet",)})
"""Keys of who published something; a title or a text is that of what he published."""


def tell_of_pictures(ledger: Ledger) -> None:
    """Say that the addresses that are read are those of pictures: they show, and report nothing."""
    name = ledger.found.get("url", "")
    for each in ledger.columns:
        linked = each.name == name and "source" not in each.heading.concepts
        if linked and (each.heading.has("picture") or all(map(is_picture, each.profile.samples))):
            ledger.notes.append(
                f"No column holds addresses of reports: those of pictures or films in {name!r} are"
                " read as the links of the events."
            )


_ADDRESS = re.compile(r"(?i)\s*https?://")


def take_links_of_texts(ledger: Ledger) -> None:
    """Read the addresses in the descriptions of the events, where each has one and no column is."""
    name = ledger.found.get("summary", "")
    if {"url"} & {*ledger.found, *ledger.closed} or name not in ledger.cells:
        return
    column = next(each for each in ledger.columns if each.name == name)
    if column.profile.share("link") < ALL:
        return
    found = ledger.cells[name].str.findall(_IN_TEXT).str.join("\n")
    ledger.put("url", name, found.mask(found == "").astype("str"))


_IN_TEXT = r"(?i)https?://[^\s<>\"\[\]|]+"


def gather_links(ledger: Ledger) -> None:
    """Read the addresses of numbered columns together: "Link 1", "Link 2", "Link 3"."""
    name = ledger.found.get("url", "")
    if name not in ledger.cells:
        return
    stems = {each.name: stem_of(each) for each in ledger.columns}
    more = [
        each
        for each in ledger.free()
        if stems.get(name) == stems[each.name] and each.profile.share("link") >= ALL
    ]
    if not stems.get(name) or not more:
        return
    names = [name, *(each.name for each in more)]
    parts = ledger.cells[names].fillna("")
    cells = parts.agg("\n".join, axis=1).str.strip()
    ledger.compose(["url"], names, cells.mask(cells == ""))
    ledger.taken |= {each.name: ("url", ledger.taken[name][1]) for each in more}
