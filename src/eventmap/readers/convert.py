"""From a draft to a reading: canonical tables, every refused row, and what is doubtful.

A row is refused whole for saying neither when nor where, such as a total or a note, and for
repeating another row with the same id word for word. Everything else is accepted: a cell that
cannot be read leaves its value unknown, stays as it is written in ``extra`` and in the column of
the source's words, and is counted as a doubt that names it.
"""

from collections.abc import Callable, Collection, Mapping

import pandas as pd

from eventmap.canonical import find_refused, is_json_object
from eventmap.describe import describe_types_in_text
from eventmap.places import are_far_from_city, country_name, place_points, region_name
from eventmap.readers.doubts import Doubt
from eventmap.readers.files.totals import compare_totals
from eventmap.readers.formats.assembly import first_sentences, make_titles
from eventmap.readers.formats.fields import PAIRS
from eventmap.readers.formats.headingwords import names_part_of_town, names_remarks
from eventmap.readers.model import DateOrder, Draft, Reading, Source, trim
from eventmap.readers.values.blanks import without_signs, without_signs_but_codes
from eventmap.readers.values.coordinates import read_coordinates
from eventmap.readers.values.draftclaims import read_claims
from eventmap.readers.values.findings import Findings
from eventmap.readers.values.fipscodes import read_fips_codes
from eventmap.readers.values.ids import number_ids
from eventmap.readers.values.licences import find_open
from eventmap.readers.values.markup import leave_out_tags, read_characters
from eventmap.readers.values.middles import Middles, find_middles
from eventmap.readers.values.misplaced import (
    ask_astray,
    ask_order,
    ask_projection,
    find_astray,
    find_mirrored,
)
from eventmap.readers.values.overlaps import (
    describe_bare_rows,
    describe_sides,
    describe_sums,
    describe_weeks,
    find_overlaps,
)
from eventmap.readers.values.periods import Periods, read_periods
from eventmap.readers.values.places import (
    DOUBTS,
    fill_units,
    lands_alone,
    lie_elsewhere,
    name_countries,
    name_lands,
    name_other_lands,
    name_regions,
    read_places,
    without_areas,
)
from eventmap.readers.values.rowtexts import hash_rows, row_texts
from eventmap.readers.values.sourcewords import gather_words
from eventmap.readers.values.warcodes import read_war_codes
from eventmap.schema import (
    CLAIMS,
    DTYPES,
    EVENTS,
    FIGURES,
    TYPE_IN_TEXT,
    Column,
    DatasetInfo,
    EventType,
    GeoPrecision,
    Status,
    empty_frame,
)

_TEXTS = ("summary", "target", "parties", "actor")
_TRUE = ("true", "yes", "1")
_LICENCE = ("licence", "license", "ліцензія", "лицензия")
_FALSE = ("false", "no", "0")
_WORDED = ("place", "title", "summary", "target", "actor", "source", "claimant", "statement")
_ZEROS = ("0", "0.0")
"""What programs put where a text is missing."""
_CODED = ("country", "admin1")
_NAMED = ("place", "admin1", "country")
_FOOTNOTE = (
    r"(?i:\[(?:(?:[^\W\d_]|note|anm\.|comm\.|прим\.|комм?\.) ?[0-9]{1,3}"
    r"|[0-9]{1,3}|(?-i:[a-z\u0430-\u044f]{1,2})|citation needed)\])+$"
)
"""Behind a name or a title in tables of Wikipedia, as "[1]", "[b]", "[Anm. 2]"; "[?]" is none."""
_WIDE = [GeoPrecision.COUNTRY.value, GeoPrecision.UNLOCATED.value]
Columns = dict[str, pd.Series]


def convert(  # noqa: PLR0913 - each is something that a user can say
    source: Source,
    draft: Draft,
    *,
    format: str,
    info: DatasetInfo,
    order: DateOrder | None = None,
    ordered_before: bool = False,
    gazetteer: bool = False,
    crs: str | None = None,
    settled: Collection[str] = (),
) -> Reading:
    """Return a source as canonical tables, with every row accounted for.

    Parameters
    ----------
    format
        Name of the format that made the draft.
    info
        Description of the dataset, whose licence each event gets.
    order
        Of day, month and year, if given by hand.
    ordered_before
        Whether it was given for another file, see `read_periods`.
    gazetteer
        Whether rows with a place's name and no point are looked up in the gazetteer.
    crs
        Coordinate system of the points, ``None`` for degrees.
    settled
        The fields whose column the user chose: no question is asked about these.

    Raises
    ------
    FileError
        If the order of day and month, of latitude and longitude, or the coordinate system is in
        question, or the gazetteer is not installed.
    """
    findings = Findings(source.cells, draft.columns)
    text, tags = _read_texts(draft)
    for kind, doubted in draft.doubts.items():
        findings.doubt(kind, doubted, doubted.notna())
    dates, periods = _read_dates(text, draft, findings, order, before=ordered_before)
    evidence = periods.evidence
    _refuse_rows(text, dates, draft, source, findings)
    ids, duplicates = _read_ids(text, findings, format)
    asks = not draft.anywhere and not {"lat", "lon", *PAIRS} & set(settled)
    points = _read_points(text, findings, source, crs=crs, asks=asks)
    notes = [*source.notes, *tags, *periods.notes]
    if not draft.anywhere and not draft.extra:
        notes += _settle_codes(draft, text, points)
    places = _read_places(
        text,
        points,
        findings,
        source,
        gazetteer=gazetteer,
        crs=crs,
        asks=asks,
        by_anybody=not draft.anywhere,
    )
    claims = read_claims(
        _plain(draft, draft.claims), findings, evidence[0].order if evidence else draft.order
    )
    values = {**_read_words(text, findings), **ids, **dates, **points, **places}
    values["geo_precision"] = _read_precision(text, values, findings)
    values |= _read_terms(source.cells, findings, info)
    values["title"] = _read_titles(text, values, draft)
    if not draft.anywhere and not draft.extra:
        notes += _tell_of_sums(values, text, claims, draft, findings)
    if not draft.extra:
        notes += describe_weeks(values)
    events, claims = _to_tables(values, claims, findings)
    notes += compare_totals(source.rejects, draft.columns, claims)
    in_text = _types_in_text(draft, events)
    extra = _read_extra(source, draft, findings, events.index, in_text.index)
    rejects = tuple(sorted((*source.rejects, *findings.rejects), key=lambda each: each.line))
    doubts, examples = findings.doubts()
    return Reading(
        format=format,
        info=info,
        events=events.assign(extra=extra).reset_index(drop=True),
        claims=claims.reset_index(drop=True),
        timeline=empty_frame("timeline"),
        rejects=rejects,
        read=len(source.cells) + len(source.rejects),
        duplicates=duplicates,
        doubts=doubts,
        examples=examples,
        dates=evidence,
        columns=draft.columns,
        notes=(*notes, *describe_types_in_text(len(in_text))),
    )


def _refuse_rows(
    text: pd.DataFrame, dates: Columns, draft: Draft, source: Source, findings: Findings
) -> None:
    if not draft.anywhere:
        _refuse_bare(text, dates, findings)
    _refuse_none(draft, findings)
    _refuse_repeating(draft, source, findings)


def _tell_of_sums(
    values: Columns, text: pd.DataFrame, claims: pd.DataFrame, draft: Draft, findings: Findings
) -> list[str]:
    """Doubt rows that may tell of one event, and return notes on what the sums may count twice."""
    shared = text["source_id"] if draft.shared_ids is None else draft.shared_ids
    told = find_overlaps(values, _keep(claims, findings.accepted), shared)
    findings.doubt(Doubt.SEVERAL_SOURCES, told, told.notna())
    return [
        *describe_sums(values, text, draft),
        *describe_bare_rows(values, text, claims),
        *describe_sides(values, text),
    ]


def _read_texts(draft: Draft) -> tuple[pd.DataFrame, list[str]]:
    """Return the cells of events without tags of HTML, and a note on these.

    Of an export of ours, each text comes back as it was.
    """
    text = _plain(draft, draft.events)
    return (text, []) if draft.extra else leave_out_tags(text, _WITH_TAGS)


_WITH_TAGS = ("title", "summary")
"""Columns of events in which there may be HTML."""


def _read_extra(
    source: Source, draft: Draft, findings: Findings, lines: pd.Index, in_text: pd.Index
) -> pd.Series:
    """Return what is kept of whole rows: as the file keeps it, or the row with its doubts.

    Parameters
    ----------
    in_text
        Of the lines, those whose type is read out of a text.
    """
    cells = source.cells if len(lines) == len(source.cells) else source.cells.loc[lines]
    if not draft.extra:
        return row_texts(cells, _mark(findings.words()[lines], in_text))
    held: pd.Series = cells[draft.extra]
    return held.where(held.map(is_json_object, na_action="ignore").eq(True), row_texts(cells))


def _types_in_text(draft: Draft, events: pd.DataFrame) -> pd.Series:
    """Return the types of events that are read out of a text, their index the line."""
    if draft.types_in_text is None:
        return events["event_type"][:0]
    types = events["event_type"]
    told = draft.types_in_text[events.index]
    return types[(types == told).fillna(False) & (types != EventType.OTHER)]


def _mark(words: pd.Series, lines: pd.Index) -> pd.Series:
    """Return the words on rows, those of `lines` with one on where the type is from."""
    marked = words.fillna("") + f" {TYPE_IN_TEXT}"
    return words.mask(words.index.isin(lines), marked.str.strip())


def _plain(draft: Draft, table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of a draft, trimmed, and blank where a cell says that it has no value.

    Figures have their own rules for that: "none" is a number there. Words of a closed set are the
    format's own: "unknown" is one of the precisions. What eventmap has written itself it means.
    """

    def plain(name: str) -> pd.Series:
        text = trim(table[name])
        column = EVENTS.get(name) or CLAIMS.get(name)
        if draft.extra or (column and column.values) or name in FIGURES or text.isna().all():
            return text
        if name in (*_NAMED, "title"):
            text = trim(text.str.replace(_FOOTNOTE, "", regex=True))
        if name in _NAMED:
            text = text.str.replace(",\n", ", ", regex=False)
        if name not in _WITH_TAGS:
            text = read_characters(text)
        if name in _WORDED:
            text = text.mask(text.isin(_ZEROS))
        return without_signs_but_codes(text) if name in _CODED else without_signs(text)

    return pd.DataFrame({str(name): plain(str(name)) for name in table})


def _refuse_bare(text: pd.DataFrame, dates: Columns, findings: Findings) -> None:
    """Refuse rows that say neither when nor where, such as one of totals or a note.

    What stands in the place of the date and is none is no "when" where nothing else says "where".
    A country alone says where only in a table that names nothing else: beside places, a row of a
    country is its total.
    """
    where = text[["place", "admin1", "lat", "lon"]]
    nowhere = where.isna().all(axis=1)
    if nowhere.all():
        nowhere = text["country"].isna()
    reason = "This row says neither when nor where; allowed: a date or a place."
    shown = text["date_start"].fillna(text["date_end"])
    for name, values in (("date_start", shown), ("title", text["title"])):
        bare = nowhere & dates["date_start"].isna() & (shown.notna() | (name == "title"))
        findings.refuse(name, values, bare, reason)


def _refuse_none(draft: Draft, findings: Findings) -> None:
    """Refuse rows that say of how many events they tell, and tell of none, and of nobody harmed."""
    claims = draft.claims
    none = (claims["quantity_unit"] == "events") & claims["quantity"].str.fullmatch(_ZERO)
    if not none.any():
        return
    harmed = claims[[*FIGURES]].apply(lambda cells: cells.str.contains("[1-9]", na=False))
    none &= ~claims.index.isin(claims.index[harmed.any(axis=1)])
    reason = "This row counts 0 events: it is none; allowed: a row for each event, or of some."
    findings.refuse("quantity", claims["quantity"], none, reason)


_ZERO = r"\s*0(?:[.,]0+)?\s*"


def _refuse_repeating(draft: Draft, source: Source, findings: Findings) -> None:
    """Refuse rows that say themselves that they repeat another one."""
    if draft.repeating is not None:
        column = str(draft.repeating.name)
        findings.refuse(column, source.cells[column], draft.repeating.notna(), draft.repeating)


def _read_ids(text: pd.DataFrame, findings: Findings, prefix: str) -> tuple[Columns, int]:
    numbered = number_ids(text["source_id"], hash_rows(findings.cells), prefix)
    repeats, given = numbered["repeats"], text["source_id"]
    reason = "This repeats line " + repeats.astype("str") + " word for word, its id included; "
    reason = reason + "allowed: each row once."
    duplicates = findings.refuse("source_id", given, repeats.notna(), reason)
    findings.doubt(Doubt.REPEATED_ID, given, numbered["repeated"])
    equals = numbered["equals"]
    findings.doubt(Doubt.EQUAL_ROW, "line " + equals.astype("str"), equals.notna())
    return {"event_id": numbered["event_id"]}, duplicates


def _read_dates(
    text: pd.DataFrame,
    draft: Draft,
    findings: Findings,
    order: DateOrder | None,
    *,
    before: bool,
) -> tuple[Columns, Periods]:
    cells = {name: text[name] for name in ("date_start", "date_end")}
    start, end = (each.rename(draft.columns.get(name, name)) for name, each in cells.items())
    stated = text["date_precision"]
    published = draft.claims["published_on"].rename(draft.columns.get("published_on"))
    periods = read_periods(
        start,
        end,
        stated,
        by_hand=order,
        before=before,
        convention=draft.order,
        convention_by=draft.order_by,
        published=published,
    )
    values = periods.values
    for name, each in cells.items():
        here = values["problem_field"] == name
        alone = values["start"].notna()
        said = _say(each, values["problem"], here)
        findings.doubt(Doubt.DATE_UNREAD, said, here & ~alone)
        findings.doubt(Doubt.END_UNREAD, said, here & alone)
    findings.doubt(Doubt.DATE_PRECISION, stated, values["restated"])
    findings.doubt(Doubt.DATE_START, end, values["no_start"])
    both = start.fillna(end).where(end.isna(), start + " – " + end)
    findings.doubt(Doubt.DATE_ROUGH, both.fillna(end), values["rough"])
    findings.doubt(Doubt.CENTURY, both.fillna(end), values["century"])
    findings.doubt(Doubt.FIRST_DAY, start.fillna(end), values["first_day"])
    unsure = values["rough"] | values["century"]
    read = {
        "date_start": values["start"],
        "date_end": values["end"],
        "date_precision": values["precision"],
        "when_words": gather_words(
            text["when_words"],
            start.where((values["problem"].notna() & values["start"].isna()) | unsure),
            end.where(values["problem"].notna() | unsure),
        ),
    }
    return read, periods


def _read_points(
    text: pd.DataFrame, findings: Findings, source: Source, *, crs: str | None, asks: bool
) -> Columns:
    read = read_coordinates(text["lat"], text["lon"], crs=crs)
    if crs is None:
        ask_projection(source.name, findings.columns, text, read["problem"].notna())
    if asks:
        ask_order(source, findings.columns, text, read)
    for name, other in (("lat", "lon"), ("lon", "lat")):
        here = read["problem_field"] == name
        shown = text[name].fillna(text[other])
        findings.doubt(Doubt.POINT_UNREAD, _say(shown, read["problem"], here), here)
    if read["problem"].isna().all() and read["doubt"].isna().all():
        words = gather_words(text["where_words"])
        return {"lat": read["lat"], "lon": read["lon"], "where_words": words}
    shown = _show_points(text)
    for kind in (Doubt.DECIMAL_COMMA, Doubt.NULL_ISLAND):
        findings.doubt(kind, shown, read["doubt"] == kind)
    unread = shown.fillna(text["lat"]).fillna(text["lon"]).where(read["problem"].notna())
    words = gather_words(text["where_words"], unread)
    return {"lat": read["lat"], "lon": read["lon"], "where_words": words}


def _say(cells: pd.Series, problem: pd.Series, where: pd.Series) -> pd.Series:
    """Return the cells of some rows, each with what is wrong with it."""
    if not where.any():
        return pd.Series(index=cells.index, dtype="str")
    shown = cells[where].fillna("").map(repr).astype("str")
    return (shown + ": " + problem[where]).reindex(cells.index)


def _show_points(text: pd.DataFrame) -> pd.Series:
    both = text["lat"] + ", " + text["lon"]
    return both.mask(text["lat"] == text["lon"], text["lat"]).astype("str")


def _settle_codes(draft: Draft, text: pd.DataFrame, points: Columns) -> list[str]:
    """Write ISO's codes in the place of others of countries; return what is said of that."""
    column = draft.columns.get("country", "country")
    codes = read_fips_codes(column, text, points["lat"], points["lon"])
    codes = codes or read_war_codes(column, text["country"])
    if codes is None:
        return []
    text["country"], note = codes
    return [note]


def _read_places(
    text: pd.DataFrame,
    points: Columns,
    findings: Findings,
    source: Source,
    *,
    gazetteer: bool,
    crs: str | None,
    asks: bool,
    by_anybody: bool,
) -> Columns:
    wide = text["geo_precision"].isin(_WIDE)
    quarters = names_part_of_town(findings.columns.get("place", ""))
    told = text.assign(place=without_areas(text["place"])) if quarters else text
    known = told.assign(lat=points["lat"], lon=points["lon"])
    units = name_regions(known) if asks else text["admin1"]
    country = text["country"]
    if asks:
        country = name_countries(told).fillna(name_lands(known, units))

    def read_again() -> pd.DataFrame:
        lat, lon = points["lat"], points["lon"]
        read = read_places(country, units, lat, lon, place=text["place"], wide=wide)
        return fill_units(read, told["place"]) if asks else read

    read = read_again()
    if asks:
        found = find_astray(points["lat"], points["lon"], read, text.assign(country=country))
        ask_astray(source, findings.columns, text, found, points, crs=crs)
        turned = found.turned
        findings.doubt(Doubt.LAT_LON_TURNED, _show_points(text), turned)
        findings.doubt(Doubt.PLACE_CONFLICT, text["place"], found.strange)
        mirrored = find_mirrored(points["lat"], points["lon"]) & ~found.astray
        findings.doubt(Doubt.POINT_SIGN, _show_points(text), mirrored)
        if turned.any():
            lat, lon = points["lat"], points["lon"]
            points["lat"], points["lon"] = lat.mask(turned, lon), lon.mask(turned, lat)
            read = read_again()
    if gazetteer and _look_up(text, points, findings):
        read = read_again()
    if by_anybody:
        lands = _read_lands(told["place"].where(country.isna() & units.isna()), read, findings)
        if lands.notna().any():
            country = country.fillna(lands)
            read = read_again()
        middles = _doubt_middles(told, units, read, points, findings)
        if (middles.country | middles.called).any():
            wide |= middles.country
            units = units.fillna(told["place"].where(middles.called))
            read = read_again()
        alone = told["place"].where(country.isna() & units.isna())
        read[Doubt.OUTSIDE_COUNTRY] |= lie_elsewhere(alone, points["lat"], points["lon"])
        beside = told["place"].where(text["country"].notna() & units.isna())
        read[Doubt.COUNTRY_CONFLICT] |= name_other_lands(beside, read["country"])
    _doubt_places(text, units, read, points, findings)
    # Words that are no unit are the place then, to be shown and found.
    kept = units.where(read[Doubt.UNKNOWN_REGION] | read[Doubt.SEVERAL_REGIONS])
    lands = text["country"].where(read[Doubt.SEVERAL_COUNTRIES])
    place = (
        text["place"].fillna(kept).fillna(lands.str.replace(r"(?<!\s)\s*\n\s*", ", ", regex=True))
    )
    return {"country": read["country"], "admin1": read["admin1"], "place": place}


def _read_lands(place: pd.Series, read: pd.DataFrame, findings: Findings) -> pd.Series:
    """Return the countries that places without anything else to tell one are called as."""
    nowhere = read[["country", "admin1"]].isna().all(axis=1)
    lands = lands_alone(place.where(nowhere))
    findings.doubt(Doubt.PLACE_IS_COUNTRY, place, lands["country"].notna())
    findings.doubt(Doubt.COUNTRY_OR_REGION, place, lands["unsure"])
    return lands["country"]


def _doubt_middles(
    text: pd.DataFrame, units: pd.Series, read: pd.DataFrame, points: Columns, findings: Findings
) -> Middles:
    """Know points that stand for a whole country or region to that, and return which these are."""
    middles = find_middles(text, units, read, points["lat"], points["lon"])
    named = units.fillna(text["country"]).fillna(text["place"])
    findings.doubt(Doubt.MIDDLE_OF_AREA, named, middles.country | middles.region)
    findings.doubt(Doubt.SHARED_POINT, named, middles.unsure)
    findings.doubt(Doubt.PLACE_IS_REGION, text["place"], middles.called)
    precision = text["geo_precision"].mask(middles.country, GeoPrecision.COUNTRY.value)
    of_region = middles.region | middles.called
    text["geo_precision"] = precision.mask(of_region, GeoPrecision.REGION.value)
    return middles


def _doubt_places(
    text: pd.DataFrame, units: pd.Series, read: pd.DataFrame, points: Columns, findings: Findings
) -> None:
    far = are_far_from_city(text["place"], read["country"], points["lat"], points["lon"])
    area = text["geo_precision"].isin([*_WIDE, GeoPrecision.REGION.value])
    findings.doubt(Doubt.CITY_CONFLICT, text["place"], far & ~area)
    of_country = (
        *(Doubt.UNKNOWN_COUNTRY, Doubt.SEVERAL_COUNTRIES),
        *(Doubt.COUNTRY_CONFLICT, Doubt.OUTSIDE_COUNTRY),
    )
    for kind in (each for each in DOUBTS if read[each].any()):
        shown = text["country" if kind in of_country else "admin1"].fillna(units)
        if kind in of_country:
            shown = shown.fillna(text["place"])
        findings.doubt(kind, _show_points(text) if kind is Doubt.NEAR_BORDER else shown, read[kind])


def _look_up(text: pd.DataFrame, points: Columns, findings: Findings) -> bool:
    """Put points into the rows that have a place's name and no point that is believed.

    Returns whether there are any.
    """
    asked = text["place"].notna() & points["lat"].isna()
    rows = text[asked]
    nowhere = points["lat"][asked]
    codes = read_places(rows["country"], rows["admin1"], nowhere, nowhere, place=rows["place"])
    found = place_points(rows["place"], codes["country"], codes["admin1"])
    placed = found["lat"].notna().reindex(text.index, fill_value=False)
    for name in ("lat", "lon"):
        points[name] = points[name].fillna(found[name].reindex(text.index))
    findings.doubt(Doubt.PLACED_BY_GAZETTEER, text["place"], placed)
    return bool(placed.any())


def _read_words(text: pd.DataFrame, findings: Findings) -> Columns:
    kept = {name: text[name] for name in _TEXTS}
    for name, kind, values, instead in (
        ("event_type", Doubt.EVENT_TYPE, EventType, EventType.OTHER),
        ("status", Doubt.STATUS, Status, Status.REPORTED),
    ):
        known = text[name].isin([value.value for value in values])
        findings.doubt(kind, text[name], text[name].notna() & ~known)
        kept[name] = text[name].where(known, instead.value)
    return kept


def _read_terms(cells: pd.DataFrame, findings: Findings, info: DatasetInfo) -> Columns:
    """Return each row's licence, and whether it may be handed on.

    What a row says can forbid that and never allow it. A licence of its own forbids it unless it
    is open, or that of the whole dataset.
    """
    allowed = pd.Series(info.redistributable, cells.index, dtype="bool")
    licence = pd.Series(info.licence or None, cells.index, dtype="str")
    for name in cells.columns:
        called = str(name).strip().casefold()
        if called in _LICENCE:
            own = without_signs(trim(cells[name]))
            same = own.str.casefold() == info.licence.casefold()
            allowed &= own.isna() | same | find_open(own)
            licence = own.fillna(licence)
        if called == "redistributable":
            said = trim(cells[name])
            word = said.str.casefold()
            unread = said.notna() & ~word.isin([*_TRUE, *_FALSE])
            findings.doubt(Doubt.REDISTRIBUTABLE, said, unread)
            allowed &= said.isna() | word.isin(_TRUE)
    return {"licence": licence, "redistributable": allowed}


def _read_precision(text: pd.DataFrame, values: Columns, findings: Findings) -> pd.Series:
    """Return how exactly the place is known.

    With a point as the draft says; without, by the codes, unless the draft says less.
    """
    stated = text["geo_precision"]
    known = stated.isin([value.value for value in GeoPrecision])
    findings.doubt(Doubt.GEO_PRECISION, stated, stated.notna() & ~known)
    point = values["lat"].notna() & values["lon"].notna()
    placed = ~findings.cells.index.isin(findings.lines(Doubt.PLACED_BY_GAZETTEER))
    read = stated.where(known & placed, GeoPrecision.SETTLEMENT.value)
    unit, country = values["admin1"].notna(), values["country"].notna()
    coarse = pd.Series(GeoPrecision.UNLOCATED.value, stated.index, dtype="str")
    coarse = coarse.mask(country, GeoPrecision.COUNTRY.value)
    wide = coarse.mask(unit, GeoPrecision.REGION.value)
    wide = wide.mask((stated == GeoPrecision.COUNTRY) & country, GeoPrecision.COUNTRY.value)
    wide = wide.mask(stated == GeoPrecision.UNLOCATED, GeoPrecision.UNLOCATED.value)
    lowered = (stated == GeoPrecision.REGION) & ~unit & text["admin1"].notna()
    findings.doubt(Doubt.PRECISION_LOWERED, text["admin1"], lowered)
    read = read.mask((read == GeoPrecision.REGION) & ~unit, coarse)
    read = read.mask((read == GeoPrecision.COUNTRY) & ~country, GeoPrecision.UNLOCATED.value)
    return read.where(point, wide)


def _make_titles(values: Columns) -> pd.Series:
    """Return "Glide bomb in Odesa" for rows that have no title."""
    types = {value.value: value.value.replace("_", " ").capitalize() for value in EventType}
    types[EventType.OTHER.value] = "Event"
    regions = values["admin1"].map(_names(values["admin1"], region_name)).astype("str")
    countries = values["country"].map(_names(values["country"], country_name)).astype("str")
    where = values["place"].fillna(regions).fillna(countries)
    words = values["event_type"].map(types).astype("str")
    return make_titles(words, where).astype("str")


def _names(codes: pd.Series, name: Callable[[str], str | None]) -> dict[str, str | None]:
    return {code: name(str(code)) for code in codes.dropna().unique()}


def _to_tables(
    values: Columns, claims: pd.DataFrame, findings: Findings
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the accepted events and their claims, and refuse what breaks the schema all the same.

    That nothing does is what all the rest is for.
    """
    extra = pd.Series("{}", values["event_id"].index, dtype="str")
    events = _keep(_typed({**values, "extra": extra}, EVENTS), findings.accepted)
    claims = _number_claims(claims, events["event_id"])
    for name, frame in (("events", events), ("claims", claims)):
        for column, wrong, allowed in find_refused(name, frame):
            reason = f"This is not allowed; allowed: {allowed}."
            findings.refuse(column, frame[column], wrong, reason)
    accepted = findings.accepted
    return _keep(events, accepted), _keep(claims, accepted)


def _typed(columns: Columns, schema: Mapping[str, Column]) -> pd.DataFrame:
    types = {name: DTYPES[column.kind] for name, column in schema.items()}
    return pd.DataFrame({name: columns[name] for name in schema}).astype(types)


def _number_claims(claims: pd.DataFrame, event_ids: pd.Series) -> pd.DataFrame:
    """Return the claims of the events that are left, with their ids."""
    claims = _keep(claims, event_ids.index)
    events = event_ids.reindex(claims.index)
    number = claims.groupby(level=0).cumcount() + 1
    ids = {"claim_id": events + "-" + number.astype("str"), "event_id": events}
    return _typed({**ids, **{str(name): cells for name, cells in claims.items()}}, CLAIMS)


def _read_titles(text: pd.DataFrame, values: Columns, draft: Draft) -> pd.Series:
    """Return the titles, which stand in lists that anybody may have.

    The publisher's words are none where they may not be handed on, nor are comments.
    """
    headlines = draft.headlines
    wanted = values["redistributable"] & text["title"].isna()
    wanted &= not names_remarks(draft.columns.get("summary", ""))
    own = first_sentences(text["summary"].where(wanted))
    titles = text["title"].fillna(own).fillna(_make_titles(values))
    if headlines is not None:
        titles = headlines.where(values["redistributable"]).fillna(titles)
    return titles


def _keep(frame: pd.DataFrame, lines: pd.Index) -> pd.DataFrame:
    """Return the rows of these lines; the same frame, not a copy, if that is all of them."""
    kept = frame.index.isin(lines)
    return frame if kept.all() else frame[kept]
