"""JSON of a TimeMap, as downloaded from Bellingcat's "Civilian Harm in Ukraine".

The rules follow what the makers say of the data ("About and Methodology" of the map):

- *Dates* are written MM/DD/YYYY (``DATE_FMT`` of the map).
- *Precision*: ``exact``. Every incident on the map is geolocated to within 150 metres of where it
  happened, by two steps of checking, and then moved slightly to protect those who filmed; what
  could not be geolocated is not on the map.
- *Status*: ``reported``: links are counted, not graded. That the makers verified place and
  authenticity makes no source independent: they say that claims in the posts are not confirmed by
  it.
- *Casualties*: unknown. The makers do not count them, and the words of a description are no count.
- *Type*: by the weapon system (`_WEAPONS`); where that is unknown, by the words of the description
  (`typewords`); else ``other``. Of munitions whose carrier is not said, only the explosion is
  known: another weapon system of the record goes before. Small arms and weapons on vehicles tell
  no type by themselves: among their records are a firefight, a damaged school, a passing column.
- *Target*: by the types of area affected (`_TARGETS`), joined by "; " if there are several.
- *Claims*: one a link. The description is the makers': what a source's own description adds to
  it is stated once, by them. The channel or paper, or "Source hidden" where there is no address,
  is their source and has not said that sentence; only authorities of a side speak for themselves,
  without a statement. The makers are known by the filter that they keep (`_MAKERS`), never
  by the file's name.
"""

import json
import re
from collections.abc import Mapping

import pandas as pd

from eventmap.errors import FileError
from eventmap.readers.formats.assembly import Assembly
from eventmap.readers.formats.fields import describe_columns
from eventmap.readers.formats.linkpublishers import claim_for_publishers, read_publishers
from eventmap.readers.formats.typewords import find_types, fold_words
from eventmap.readers.model import NOT_GIVEN, Draft, Format, Source
from eventmap.schema import EventType, GeoPrecision, Side, Status

_COLUMNS = {
    "source_id": "id",
    "summary": "description",
    "date_start": "date",
    "place": "location",
    "lat": "latitude",
    "lon": "longitude",
}
_NEEDED = (*_COLUMNS.values(), "sources", "filters")

_MAKERS = {"weapon system": "Bellingcat"}
"""Who keeps such a filter."""

_WEAPONS: dict[str, EventType] = {
    "Air strike": EventType.AIR_STRIKE,
    "Anti-air missile": EventType.MISSILE,  # what did the harm; nothing is said of a target above
    "Ballistic missile": EventType.MISSILE,
    "Cruise missile": EventType.MISSILE,
    "HE artillery inc mortars": EventType.SHELLING,
    "HE rocket artillery": EventType.SHELLING,
    "HE tube artillery": EventType.SHELLING,
    "Loitering munition": EventType.DRONE,
    "Land mines": EventType.EXPLOSION,
    "Cluster munitions": EventType.EXPLOSION,
    "Thermobaric munition": EventType.EXPLOSION,
    "Incendiary munitions": EventType.EXPLOSION,
}
_TARGETS = {
    "Administrative": "administrative",
    "Commercial": "commercial",
    "Cultural": "cultural",
    "Food/Food Infrastructure": "food",
    "Healthcare": "medical",
    "Humanitarian": "humanitarian",
    "Industrial": "industrial",
    "Military": "military",
    "Religious": "religious",
    "Residential": "residential",
    "Roads/Highways/Transport": "transport",
    "School or childcare": "education",
}
"""Values of the filters "Weapon System" and "Type of area affected". Others say nothing here."""


def _recognise(source: Source) -> str | None:
    """Return why a source is a TimeMap's, ``None`` if it is not."""
    if not set(_NEEDED) <= set(source.cells):
        return None
    if not source.cells["sources"].str.match(r"\s*\[", na=True).all():
        return None
    return "Its records have the fields of a TimeMap, sources and filters as lists among them."


def _shape(source: Source, mapping: Mapping[str, str]) -> Draft:
    """Return the draft of a TimeMap's records (see `Format`).

    Raises
    ------
    FileError
        If a field of every such record is missing and the mapping names no column for it.
    """
    columns = {field: name for field, name in _COLUMNS.items() if field not in mapping}
    missing = [
        name for name in (*columns.values(), "sources", "filters") if name not in source.cells
    ]
    if missing:
        raise FileError(
            f"{source.name} is no TimeMap: {', '.join(missing)} is missing;"
            f" its columns are {describe_columns(source)}."
        )
    row = Assembly(source, mapping)
    filters, sources = (_read_lists(row.cell(name)) for name in ("filters", "sources"))
    sources = _part_links(sources)
    maker = _find_maker(filters)
    described = row.cell("description")
    types = _weapon_types(filters, described.index)
    row.put_types(types, find_types(described), "filters", "description")
    row.put("target", _targets(filters, described.index), "filters")
    row.put("geo_precision", GeoPrecision.EXACT.value)
    row.put("status", Status.REPORTED.value)
    row.put("claimant", maker or NOT_GIVEN, "sources")
    row.put("side", Side.OTHER.value)
    for field, name in columns.items():
        row.take(field, name)
    spoken = _claims(sources, described, maker or NOT_GIVEN)
    return row.draft(order="MDY", attribution=maker or "", spoken=spoken, beside=False)


_LINK = r"https?://\S+"


def _read_lists(cells: pd.Series) -> pd.DataFrame:
    """Return the objects in the JSON lists of `cells`, one a row, their index the line."""
    lists = cells.map(_read_list, na_action="ignore").astype(object).explode().dropna()
    return pd.DataFrame(lists.tolist(), index=lists.index)


def _read_list(text: str) -> list[dict[str, str | None]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _part_links(sources: pd.DataFrame) -> pd.DataFrame:
    """Return the sources with a row for each link of those that hold several."""
    paths = _column(sources, "path")
    if not paths.str.count(_LINK).gt(1).any():
        return sources
    links = [re.findall(_LINK, text) if isinstance(text, str) else [] for text in paths]
    parted = [found if len(found) > 1 else text for found, text in zip(links, paths, strict=True)]
    return sources.assign(path=pd.Series(parted, sources.index, dtype=object)).explode("path")


def _column(objects: pd.DataFrame, name: str) -> pd.Series:
    """Return what the objects have under `name`: text, missing where blank or not there."""
    if name not in objects:
        return pd.Series(index=objects.index, dtype="str")
    return (
        objects[name].map(str, na_action="ignore").astype("str").replace(r"^\s*$", None, regex=True)
    )


def _weapon_types(filters: pd.DataFrame, lines: pd.Index) -> pd.Series:
    """Return the type that the weapon system tells, missing where it is unknown."""
    known = {fold_words(name): kind.value for name, kind in _WEAPONS.items()}
    types = _values(filters, "weapon system").map(known).dropna()
    telling = types[types != EventType.EXPLOSION]
    telling = pd.concat([telling, types[~types.index.isin(telling.index)]])
    several = telling.groupby(level=0).nunique() > 1
    weapon = telling.groupby(level=0).first().mask(several, EventType.OTHER.value)
    return weapon.reindex(lines).astype("str")


def _targets(filters: pd.DataFrame, lines: pd.Index) -> pd.Series:
    known = {fold_words(name): target for name, target in _TARGETS.items()}
    targets = _values(filters, "type of area affected").map(known).dropna()
    joined = targets.groupby(level=0).agg(lambda words: "; ".join(dict.fromkeys(words)))
    return joined.reindex(lines).astype("str")


def _values(filters: pd.DataFrame, key: str) -> pd.Series:
    """Return the folded values of one filter, their index the line."""
    chosen = _column(filters, "key").str.strip().str.lower() == key
    return _column(filters, "value")[chosen].dropna().map(fold_words)


def _find_maker(filters: pd.DataFrame) -> str | None:
    keys = set(_column(filters, "key").dropna().map(fold_words))
    return next((maker for key, maker in _MAKERS.items() if key in keys), None)


def _claims(sources: pd.DataFrame, texts: pd.Series, maker: str) -> pd.DataFrame:
    """Return the claims of the links, with what the sources' own descriptions add to `texts`."""
    publishers = read_publishers(_column(sources, "path"))
    described = _column(sources, "description")
    named = publishers.assign(publisher=publishers["publisher"].fillna(described))
    claims = claim_for_publishers(named, maker)
    pairs = pd.DataFrame({"line": sources.index, "said": described.to_numpy()})
    again = pd.Series(pairs.duplicated().to_numpy(), sources.index)
    told = texts.reindex(sources.index)
    by_maker = claims["claimant"] == maker
    adds = publishers["host"].notna() & (described != told) & ~again & by_maker
    claims["statement"] = described.where(adds)
    return claims


FORMAT = Format(
    name="timemap",
    title="TimeMap (Bellingcat)",
    reference="https://github.com/bellingcat/ukraine-timemap",
    recognise=_recognise,
    shape=_shape,
)
