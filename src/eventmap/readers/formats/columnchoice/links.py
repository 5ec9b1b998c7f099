"""From which columns the addresses of sources are read, besides one that holds nothing else.

They stand in lists of objects (``[{"url": …, "text": …}]``), in numbered columns, and in the text
that describes the event.
"""

import json
import re

from eventmap.readers.formats.columnchoice.counted import stem_of
from eventmap.readers.formats.columnchoice.ledger import Ledger
from eventmap.readers.formats.columns import ALL, HALF, LIKELY, ReadColumn
from eventmap.readers.formats.headingwords import read_heading, split_heading


def take_links_of_objects(ledger: Ledger) -> None:
    """Read the addresses in lists of objects that a heading calls links or sources."""
    if "url" in ledger.closed:
        return
    for each in ledger.free():
        if not _holds_linked_objects(each):
            continue
        known = {text: _find_in_objects(text) for text in ledger.cells[each.name].dropna().unique()}
        cells = ledger.cells[each.name].map(known).astype("str")
        if (cells != "").any():
            ledger.put("url", each.name, cells.mask(cells == ""))
            ledger.taken[each.name] = "url", LIKELY
            return


def _holds_linked_objects(column: ReadColumn) -> bool:
    heading, share = column.heading, column.profile.share
    called = heading.has("link", "source") and not heading.has(*_NO_SOURCES)
    called &= "media" not in split_heading(column.name)  # these are pictures as often
    return called and share("objects") >= HALF and share("link") >= HALF


_NO_SOURCES = ("archive", "decor")


def _find_in_objects(text: str) -> str:
    """Return the addresses in a list of objects in JSON, a line each; none of any other text."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    objects = told if isinstance(told, list) else [told]
    return "\n".join(
        value.strip()
        for each in objects
        if isinstance(each, dict)
        for key, value in each.items()
        if isinstance(value, str)
        and _ADDRESS.match(value)
        and not read_heading(key).has(*_NO_SOURCES)
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
