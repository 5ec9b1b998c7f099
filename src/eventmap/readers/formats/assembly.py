"""Put a draft together, one field after the other, from the columns of a source.

Every publisher's format does so, which is why what holds for all of them stands here: columns are
found by name whatever their case, those that the user chose by hand go before the format's own,
and the draft says which column each field was read from. What a column means that was chosen by
hand, `mapping.apply_mapping` says, here as of any other table.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from textwrap import shorten

import pandas as pd

from eventmap.errors import FileError, nearest
from eventmap.places import FIPS, GLEDITSCH_WARD, PUBLISHERS_NAMES, iso_codes
from eventmap.readers.formats.fields import KEPT, apply_mapping
from eventmap.readers.model import (
    DRAFT_CLAIMS,
    DRAFT_EVENTS,
    DateOrder,
    Draft,
    Source,
    blank_claims,
    blank_events,
)
from eventmap.schema import EventType
from eventmap.wording import without_mark

Codes = Mapping[str, str]

SETTLEMENT = r"(?i)\b(?:city|town|village|settlement)(?:\s*\([^()]*\))?$"
_AREA = (
    r"(?i)\b(?:area|(?:north|south|east|west|northeast|northwest|southeast|southwest)ern"
    r"|districts?|raions?|rayon|oblast|obl|region|province|county|municipality|hromada|governorate"
    r"|territory|forest|woods?|island|peninsula|sea|valley|район|область|громада|ліс|лес)\b"
)
_SITE = (
    r"(?i)\b(?:airport|airfield|aerodrome|air ?base|station|plant|refinery|bridge|dam|monument"
    r"|(?:border )?post|checkpoint|crossing|аеропорт|аэропорт|аеродром|аэродром)$"
)
"""How names say what kind of place they are."""

_SENTENCE_END = re.compile(r"(?<=\w{4})\.(?=\s)|(?<=[?!])\s|;(?=\S)|。")
"""Where a sentence ends: a point after few letters may stand for a word ("Lt. Gen.").

A semicolon without a space behind it stands between the headlines of several articles.
"""
_WORD = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]{2}|[^\W\d_]+")
"""A word; of Chinese and Japanese, which have no spaces, two letters."""
_FEWEST_WORDS = 4
_LONGEST_TITLE = 120

_ADDRESS = r"((?i:https?)://[^\s|\"<>]+)"


def has_columns(source: Source, *names: str) -> bool:
    """Return whether the source names all these columns, whatever their case."""
    return source.header and {name.casefold() for name in names} <= _by_name(source).keys()


def _by_name(source: Source) -> dict[str, str]:
    # Of two that differ by case alone, the first.
    return {str(name).strip().casefold(): str(name) for name in reversed(source.cells.columns)}


_CUT = 10
"""Characters that a shapefile keeps of a column's name."""
_STEM = 8
"""Those before the number that tells names apart which are cut to the same."""


def find_names(source: Source, columns: Iterable[str]) -> dict[str, str]:
    """Return the source's names of a format's columns, written freely or cut by a shapefile.

    "Sub event type" and "sub_event_" are ``sub_event_type``. Of names that are cut to the same,
    GDAL numbers all but the first: ``attacktype1_txt`` is "attackty_1".

    Parameters
    ----------
    columns
        In the order of the publisher's tables.
    """
    if not source.header:
        return {}
    written = {
        re.sub(r"[\W_]+", "_", str(name).strip().casefold()): str(name)
        for name in reversed(source.cells.columns)
    }
    found, cuts = {}, dict[str, int]()
    for name in columns:
        before = cuts.get(name[:_CUT], 0)
        cuts[name[:_CUT]] = before + 1
        short = f"{name[:_STEM]}_{before}" if before else name[:_CUT]
        if column := written.get(name) or written.get(short):
            found[name] = column
    return found


def plain_codes(cells: pd.Series) -> pd.Series:
    """Return codes in one spelling: trimmed, lower case, whole numbers without ".0"."""
    return cells.str.strip().str.casefold().str.replace(r"^(-?\d+)\.0+$", r"\1", regex=True)


def list_parts(
    cells: pd.Series, separator: str = ";", names: Mapping[str, str] | None = None
) -> pd.Series:
    """Return each list with every part once: "AFP;AFP;BBC" becomes "AFP; BBC".

    Parameters
    ----------
    names
        What parts are called instead.
    """
    calls = names or {}
    lists: dict[str, str] = {}
    for text in cells.dropna().unique():
        parts = (part.strip() for part in re.split(separator, text))
        lists[text] = "; ".join(dict.fromkeys(calls.get(part, part) for part in parts if part))
    listed = translate(cells, lists)
    return listed.mask(listed == "")


def part_at(cells: pd.Series, at: int) -> pd.Series:
    """Return what stands between commas, counted from 0 or from the end; missing where blank."""

    def part(text: str) -> str:
        parts = text.split(",")
        return parts[at].strip() if -len(parts) <= at < len(parts) else ""

    found = translate(cells, {text: part(text) for text in cells.dropna().unique()})
    return found.mask(found == "")


def first_address(cells: pd.Series) -> pd.Series:
    """Return the first web address in each cell, missing where there is none."""
    return cells.str.extract(_ADDRESS, expand=False).str.rstrip(",;.")


def make_titles(
    words: pd.Series,
    place: pd.Series,
    near: pd.Series | None = None,
    told: pd.Series | None = None,
) -> pd.Series:
    """Return a line such as "Shelling in Kherson", without the place where none is named.

    An event is in a settlement, a unit or an area, at an airport or another site.

    Parameters
    ----------
    near
        Where a settlement that is named is only the nearest one: "Shelling near Kherson". A name
        that says that it is a unit, an area or a site is no such point: "in Kherson district".
    told
        Where the source itself says "near", whatever is named.
    """
    named = place.str.strip()
    bare = named.str.replace(r"(?<!\s)\s*+\([^()]*\)", "", regex=True)
    settled = named.str.contains(SETTLEMENT, na=False)
    wide = bare.str.contains(_AREA, na=False) & ~settled
    site = bare.str.contains(_SITE, na=False) & ~settled & ~wide
    preposition = pd.Series(" in ", index=words.index, dtype="str").mask(site, " at ")
    if near is not None:
        preposition = preposition.mask(near & ~wide & ~site, " near ")
    if told is not None:
        preposition = preposition.mask(told, " near ")
    own = named.str.contains(_SAYS_WHERE, na=False)
    preposition = preposition.mask(own, " ")
    named = named.mask(own, named.str.slice(0, 1).str.lower() + named.str.slice(1))
    return (words + preposition + named).fillna(words)


_SAYS_WHERE = (
    r"(?i)^(?:near|between|outside|off|around|close to|next to|en route|along)\s"
    r"|^\d+\s?(?:km|kms|miles?|mi)\s(?:\w+\s)?(?:north|south|east|west|from|off|away|outside)"
)
"""Places that say in words of their own how an event lies to what they name."""


def first_sentences(texts: pd.Series) -> pd.Series:
    """Return the first sentence of each text as a title; missing where it says too little.

    A word or two, such as the name of a place, is no sentence. A long one is cut at a word.
    """
    found = translate(texts, {text: _first_sentence(text) for text in texts.dropna().unique()})
    return found.mask(found == "")


def _first_sentence(text: str) -> str:
    whole = " ".join(without_mark(text).split()).strip('"“”«» ')
    ends = (end.start() for end in _SENTENCE_END.finditer(whole))
    for end in chain(ends, (len(whole),)):
        if len(_WORD.findall(whole[:end])) >= _FEWEST_WORDS:
            first = whole[:end].rstrip(".").rstrip()
            if len(first) > _LONGEST_TITLE and " " not in first[:_LONGEST_TITLE]:
                return f"{first[: _LONGEST_TITLE - 1]}…"
            fits = len(first) <= _LONGEST_TITLE
            return first if fits else shorten(first, _LONGEST_TITLE, placeholder=" …")
    return ""


class Assembly:
    """A draft in the making.

    Parameters
    ----------
    source
        Its cells are not changed.
    mapping
        The columns that the user chose by hand, by field.
    names
        What the format calls the columns of a source that does not name them, and their names in
        `source`.
    """

    def __init__(
        self, source: Source, mapping: Mapping[str, str], names: Mapping[str, str] | None = None
    ) -> None:
        self.cells = source.cells
        self._source = source.name
        self._names = _by_name(source) | {k.casefold(): v for k, v in (names or {}).items()}
        index = self.cells.index
        blank = Draft(blank_events(index), blank_claims(index), {})
        self._chosen = apply_mapping(blank, source, mapping)
        self._fields: dict[str, pd.Series] = {}
        self._columns: dict[str, str] = {}
        self._types_in_text: pd.Series | None = None
        self._notes: list[str] = []

    def has(self, name: str) -> bool:
        """Return whether the source has this column."""
        return name.casefold() in self._names

    def cell(self, name: str) -> pd.Series:
        """Return the cells of a column, all missing if the source has none of that name."""
        if not self.has(name):
            return pd.Series(index=self.cells.index, dtype="str")
        return self.cells[self._names[name.casefold()]].astype("str")

    def need(self, title: str, **columns: str) -> None:
        """Refuse the source if it lacks a column that nothing is mapped to, by field.

        Raises
        ------
        FileError
        """
        for field, name in columns.items():
            if not self.has(name) and field not in self._chosen.columns:
                known = nearest(name, self._names.values())
                raise FileError(
                    f"{self._source} has no column {name!r}, which {title} needs as {field}; "
                    f"name the column that holds it.{known}"
                )

    def note_missing(self, name: str) -> None:
        """Say that a column is left out which tells how exactly the points are known."""
        known = self.has(name) or "geo_precision" in self._chosen.columns
        if not known and self._fields["lat"].notna().any():
            self._notes.append(
                f"There is no column {name!r}, which tells how exactly places are known: points"
                " that stand for a region or a country are drawn as those of settlements."
            )

    def take(self, field: str, *names: str) -> pd.Series:
        """Set a field to the first of these columns that the source has, and return it."""
        name = next((name for name in names if self.has(name)), None)
        if name is None:
            return self.put(field, pd.Series(index=self.cells.index, dtype="str"))
        return self.put(field, self.cell(name), name)

    def code(self, field: str, codes: Codes, *names: str, default: str | None = None) -> pd.Series:
        """Set a field to what the codes of a column mean, and return it.

        Parameters
        ----------
        codes
            What each means; spelled as `plain_codes` does. A column that was chosen by hand may
            have them, too.
        default
            For what is not among the codes; else that is missing.
        """
        name = next((name for name in names if self.has(name)), None)
        own = pd.Series(index=self.cells.index, dtype="str") if name is None else self.cell(name)
        values = translate(plain_codes(own), codes).fillna(default or pd.NA).astype("str")
        values = self.put(field, values, *([] if name is None else [name]))
        if column := self._chosen.columns.get(field):
            coded = translate(plain_codes(self.cells[column].astype("str")), codes)
            values = self._fields[field] = coded.fillna(values)
        return values

    def put(self, field: str, values: pd.Series | str, *names: str) -> pd.Series:
        """Set a field to what a rule made of the columns `names`, and return it.

        A column that was chosen by hand goes before it, see `apply_mapping`.
        """
        if isinstance(values, str):
            values = pd.Series(values, index=self.cells.index, dtype="str")
        values = values.astype("str")
        used = [self._names[name.casefold()] for name in names if self.has(name)]
        if column := self._chosen.columns.get(field):
            events, claims = self._chosen.events, self._chosen.claims
            chosen = (events if field in events else claims)[field].astype("str")
            values = chosen.fillna(values) if field in KEPT else chosen
            used = [column]
        if used:
            self._columns[field] = " + ".join(dict.fromkeys(used))
        self._fields[field] = values
        return values

    def put_types(self, types: pd.Series, told: pd.Series, *names: str) -> None:
        """Set the type of each event: the source's own, else the one that its text tells.

        Parameters
        ----------
        types
            What the source's columns say; missing where they say nothing.
        told
            What the words of a text tell, see `typewords`.
        """
        types = self.put("event_type", types, *names)
        self._types_in_text = told.where(types.isna())
        self._fields["event_type"] = types.fillna(told).fillna(EventType.OTHER.value)

    def draft(
        self,
        *,
        order: DateOrder | None = None,
        licence: str | None = None,
        redistributable: bool = True,
        attribution: str = "",
        spoken: pd.DataFrame | None = None,
        beside: bool = True,
    ) -> Draft:
        """Return the draft of all fields that were set, with one claim for each event.

        Parameters
        ----------
        spoken
            Claims of others about the events, columns `DRAFT_CLAIMS`, their index the line. They
            stand before the maker's own.
        beside
            Whether the maker's own stands beside them; else only where no other speaks, and what
            was chosen by hand is put into theirs.
        """
        for field in self._chosen.columns:
            if field not in self._fields:
                self.take(field)
        index = self.cells.index
        events, claims = blank_events(index), blank_claims(index)
        for frame, names in ((events, DRAFT_EVENTS), (claims, DRAFT_CLAIMS)):
            for name in names:
                if name in self._fields:
                    frame[name] = self._fields[name].astype("str")
        reach = self._chosen.events["geo_precision"]  # of a chosen column of both numbers
        events["geo_precision"] = events["geo_precision"].fillna(reach)
        if spoken is not None and len(spoken):
            if not beside:
                claims = claims.loc[index.difference(spoken.index)]
                spoken = self._put_chosen(spoken)
            claims = pd.concat([spoken.astype("str"), claims]).sort_index(kind="stable")
        return Draft(
            events,
            claims,
            self._columns,
            order=order,
            licence=licence,
            redistributable=redistributable,
            attribution=attribution,
            notes=(*self._chosen.notes, *self._notes),
            types_in_text=self._types_in_text,
        )

    def _put_chosen(self, spoken: pd.DataFrame) -> pd.DataFrame:
        for field in (name for name in DRAFT_CLAIMS if name in self._chosen.columns):
            chosen = self._chosen.claims[field].reindex(spoken.index)
            kept = chosen.fillna(spoken[field]) if field in KEPT else chosen
            spoken = spoken.assign(**{field: kept})
        return spoken


def translate(cells: pd.Series, codes: Codes) -> pd.Series:
    """Return what each cell means by `codes`, missing where they do not know it."""
    return cells.astype(object).map(dict(codes)).astype("str")


def read_fips(codes: pd.Series) -> pd.Series:
    """Return ISO codes of FIPS 10-4 codes, missing where they have none."""
    return translate(plain_codes(codes), FIPS)


def read_gleditsch_ward(numbers: pd.Series) -> pd.Series:
    """Return ISO codes of the state numbers of Gleditsch and Ward, missing where they have none."""
    return translate(plain_codes(numbers), GLEDITSCH_WARD)


def read_iso(codes: pd.Series) -> pd.Series:
    """Return alpha-2 codes of ISO's three digits or letters, missing where they have none."""
    return translate(plain_codes(codes), iso_codes())


def read_names(names: pd.Series) -> pd.Series:
    """Return ISO codes of names that publishers write; others stay, without what is in brackets."""
    plain = names.str.replace(r"^([^(]*)\(.*\)\s*$", r"\1", regex=True).str.strip()
    return translate(plain_codes(plain), PUBLISHERS_NAMES).fillna(plain)
