"""Which columns hold places by what their cells are, where no heading says it."""

from eventmap.places import country_of_units, unit_code
from eventmap.readers.formats.columnchoice.ledger import GROUP_COLUMNS, Ledger
from eventmap.readers.formats.columns import (
    HALF,
    LIKELY,
    MOST,
    ReadColumn,
    heading_says_nothing,
)
from eventmap.readers.formats.fields import PAIRS
from eventmap.readers.formats.headingwords import split_heading
from eventmap.readers.formats.profiles import is_country, is_unit
from eventmap.readers.model import trim


def choose_places(ledger: Ledger) -> None:
    """Take columns for places whose cells are names of them, where no heading says it."""
    _place_by_group(ledger)
    _take_codes(ledger)
    _take_units_of_second_level(ledger)
    _place_by_content(ledger)


def _place_by_group(ledger: Ledger) -> None:
    """Take names of sheets, or of titles between rows, that are all regions or countries."""
    for each in ledger.free():
        if each.name not in GROUP_COLUMNS:
            continue
        for name, kind in (("admin1", "unit"), ("country", "country")):
            every = each.profile.share(kind) == 1 or (
                kind == "unit" and _are_units(ledger, each.name)
            )
            if every and name not in {*ledger.found, *ledger.closed}:
                ledger.take(name, each.name, LIKELY)
                what = "region" if kind == "unit" else kind
                ledger.notes.append(f"Each {each.name!r} is the name of a {what}: it is read so.")
                break


def _take_codes(ledger: Ledger) -> None:
    """Read codes of two letters under "Location" as regions: "CA" may be California or Canada."""
    place = ledger.found.get("place", "")
    if "admin1" in {*ledger.found, *ledger.closed} or place not in ledger.cells:
        return
    if trim(ledger.cells[place]).dropna().str.fullmatch(_CODE_OF_LAND).all():
        del ledger.found["place"], ledger.taken[place]
        ledger.take("admin1", place, LIKELY)
        ledger.notes.append(
            f"{place!r} holds codes and no names: they are read as those of regions."
        )


_CODE_OF_LAND = r"[A-Z]{2}"


def _take_units_of_second_level(ledger: Ledger) -> None:
    """Take units of one country for regions, which some countries call counties or districts.

    A code of regions that are unknown ("KE007") goes behind them.
    """
    codes = ledger.found.get("admin1", "")
    unknown = any(
        each.name == codes and each.heading.has("placecode") and not each.profile.share("unit")
        for each in ledger.columns
    )
    if (codes and not unknown) or "admin1" in ledger.closed:
        return
    # What is read as a place says no more than its region, also beside a point.
    place = "" if "place" in ledger.closed else ledger.found.get("place", "")
    free = [] if {"lat", *PAIRS} & {*ledger.found} else ledger.free()
    for each in [*(column for column in ledger.columns if column.name == place), *free]:
        second = each.heading.has("admin2") and not each.heading.has("placecode", *_OF_OTHERS)
        if second and not each.heading.strange and _are_units(ledger, each.name):
            ledger.taken.pop(codes, None)
            if each.name == place:
                del ledger.found["place"], ledger.taken[place]
            ledger.take("admin1", each.name, LIKELY)
            ledger.notes.append(f"{each.name!r} holds regions of one country: it is read so.")
            return


_OF_OTHERS = ("residence", "elsewhere", "actor", "person", "target")
"""Whose counties are not those of the event."""


def _place_by_content(ledger: Ledger) -> None:
    """Take what holds regions, or a target that is named by places, where nothing else does."""
    read = {*ledger.found, *ledger.closed}
    if "admin1" not in read:
        for each in ledger.free():
            called = not _BODIES.isdisjoint(split_heading(each.name))
            named = heading_says_nothing(each) and each.name not in GROUP_COLUMNS
            named = named and each.profile.share("known place") >= MOST
            named = named and (called or not {"lat", *PAIRS} & read)
            if (
                named
                and each.profile.share("distinct") < 1
                and _are_units(ledger, each.name, alone=called)
            ):
                ledger.take("admin1", each.name, LIKELY)
                ledger.notes.append(f"{each.name!r} holds regions of one country: it is read so.")
                break
    if {"place", "admin1", "country", "lat", *PAIRS} & {*ledger.found, *ledger.closed}:
        return
    targets = [each for each in ledger.columns if each.name == ledger.found.get("target")]
    areas = targets or [each for each in ledger.free() if names_area(each)]
    if len(areas) == 1 and areas[0].profile.share("known place") > HALF / 2:
        target = areas[0].name
        ledger.found.pop("target", None)
        ledger.taken[target] = "place", LIKELY
        ledger.found["place"] = target
        cells = ledger.cells[target]
        for name, is_one in (("admin1", is_unit), ("country", is_country)):
            told = {text: is_one(str(text)) for text in cells.dropna().unique()}
            ledger.put(name, target, cells.where(cells.map(told).eq(True)))
        ledger.notes.append(f"{target!r} names places: it is taken for where the event was.")


def names_area(column: ReadColumn) -> bool:
    """Return whether a heading is of an area, too vague a word to be read as a place by itself."""
    return not _AREAS.isdisjoint(split_heading(column.name)) and not column.heading.has(
        "elsewhere", "start", "number", "type", "id"
    )


_AREAS = frozenset(
    split_heading("area areas zone zones zona zonas bereich gebiet obszar strefa secteur sector")
)


_BODIES = frozenset({"entidad", "entidades"})
"""Words for a region that also mean an office."""


def _are_units(ledger: Ledger, column: str, *, alone: bool = False) -> bool:
    """Return whether one country, and no other, has a unit of each name in a column.

    Parameters
    ----------
    alone
        Whether one name is enough.
    """
    names = [str(name) for name in ledger.cells[column].dropna().unique()]
    if alone and len(names) == 1:
        return unit_code(names[0]) is not None
    land = country_of_units(names)
    return land is not None and all(unit_code(name, land) for name in names)
