"""Rows that may tell of one event: a table may have a row for each report, state, or weapon.

That they do, a table without an id of the event cannot show, and so each row counts. But rows of
one day and one point, or one place by its name, that give killed, or injured, may be counted more
than once, be it that different sources speak or that one tells the same event again. Where their
types contradict each other (a missile and a drone) they are two events. So may rows that share an
id of the event, whatever types they have. Where each row of a source counts one person, it is a
list of people, and each is another, unless one tells killed and injured, the other one of them. So
may rows of a day within some kilometres that give the same
many killed and the same many injured: each place that a raid hit may have the raid's. Of rows that
tell no more than a year or a month of a place, those that give the same many people may be of one
event, told once for each group that took part. A 0 adds nothing to a sum. Rows of several days may
add up those of single days within them, as weeks do, where each of them has as many or more; so may
rows of a year, where their killed are those of the days in it.
"""

from collections.abc import Callable, Mapping

import pandas as pd

from eventmap.places import country_name, fold, region_name
from eventmap.readers.model import NOT_GIVEN, Draft
from eventmap.readers.values.figures import NOUNS
from eventmap.schema import FIGURES, POINT_PRECISIONS, DatePrecision, EventType
from eventmap.wording import count_of, join_words

_GENERAL = [
    EventType.OTHER.value,
    EventType.EXPLOSION.value,
    EventType.AIR_STRIKE.value,
    EventType.ARMED_CONFLICT.value,
    EventType.INFRASTRUCTURE.value,
    EventType.VIOLENCE_AGAINST_CIVILIANS.value,
]
"""Types by which one source may call what another one calls by its weapon."""

_DECIMALS = 3
"""Of the degrees of a point: about 100 m."""

_ENDS = ("low", "best", "high")

_HOST = r"(?i)^https?://(?:www\.)?([^/?#]+)"


def find_overlaps(
    values: Mapping[str, pd.Series], claims: pd.DataFrame, ids: pd.Series
) -> pd.Series:
    """Return the place and day of each row that may tell of the event of another one.

    Where rows share ids, those of different ids are different events.

    Parameters
    ----------
    values
        Canonical columns of events, indexed by line.
    claims
        Canonical claims without their ids, indexed by the line of their event.
    ids
        What rows of one event may share, missing where there is none.
    """
    said = pd.Series(index=ids.index, dtype="str")
    figures = claims[[f"{noun}_{end}" for noun in NOUNS for end in _ENDS]]
    if len(ids) < _SEVERAL or figures.isna().all(axis=None):
        return said
    rows = _find_greatest(claims)
    rows = rows.assign(type=values["event_type"][rows.index], voice=_number(rows["voice"]))
    found = _find_shared(rows, ids[rows.index])
    # Where rows share an id of an event, an id of its own is another event.
    apart = ids[rows.index].notna() & bool(found.any())
    found |= _find_repeated(rows, ids[rows.index])
    for key in (_days_at_points(values, rows.index), _days_at_places(values, rows.index)):
        found |= _find_shared(rows, key.mask(apart))
    found |= _find_equal_figures(values, rows)
    found |= _find_equal_spans(values, rows)
    found |= _find_sums_of_days(values, rows)
    found |= _find_sums_of_years(values, rows)
    lines = found.index[found]
    day = values["date_start"][lines].dt.strftime("%Y-%m-%d").fillna("no day")
    precision = values["date_precision"][lines]
    day = day.mask(precision == DatePrecision.MONTH, day.str.slice(0, 7))
    day = day.mask(precision == DatePrecision.YEAR, day.str.slice(0, 4))
    place = values["place"][lines].fillna(ids[lines])
    place = place.fillna(_name_codes(values["admin1"][lines], region_name))
    pointless = values["country"][lines].where(values["lat"][lines].isna())
    place = place.fillna(_name_codes(pointless, country_name)).fillna("this point")
    said[lines] = place + ", " + day
    return said


def _name_codes(codes: pd.Series, name: Callable[[str], str | None]) -> pd.Series:
    return codes.map({code: name(str(code)) for code in codes.dropna().unique()}).astype("str")


def describe_sums(values: Mapping[str, pd.Series], text: pd.DataFrame, draft: Draft) -> list[str]:
    """Return a note where each row is another year, month or week of a country or a region.

    Of tables whose rows say no more than that: what happened there then may be many events.

    Parameters
    ----------
    text
        The cells of events, missing where blank.
    """
    says_more = text[["title", "summary", "source_id", "lat", "lon"]].notna().any(axis=None)
    counted = (draft.claims["quantity_unit"] == "events").any()
    area = text["admin1"].fillna("") + "|" + text["country"].fillna("")
    spans = values["date_precision"].unique()
    if says_more or counted or len(area) < _FEWEST_SUMS or len(spans) != 1:
        return []
    rows = pd.DataFrame({"area": area, "start": values["date_start"], "type": text["event_type"]})
    placed = text["place"].notna().any()
    if placed:
        rows["area"] += "|" + text["place"].fillna("")
    areas, starts = rows["area"].nunique(), rows["start"].nunique()
    alone = areas < (_FEWEST_PLACES if placed else _SEVERAL) or starts < _SEVERAL
    if spans[0] not in _SPANS or alone or rows["area"].str.strip("|").eq("").any():
        return []
    # Places, and rows that come again for a type that is not read, have to fill the whole grid.
    again = rows.groupby(["area", "start"]).size()
    whole = len(again) == areas * starts and again.nunique() == 1
    if not whole and (placed or rows.duplicated().any()):
        return []
    where = "place" if placed else "country" if text["admin1"].isna().all() else "region"
    return [
        f"Each row is another {spans[0]} of a {where}, and none says more: it may be a sum of many"
        " events, and counts as one."
    ]


def describe_sides(values: Mapping[str, pd.Series], text: pd.DataFrame) -> list[str]:
    """Return a note on rows of one title and the same days that name different countries.

    They may be the sides of one battle, or what one storm did in each.
    """
    names = {"title": text["title"], "country": text["country"].fillna(text["admin1"])}
    rows = pd.DataFrame({**names, "start": values["date_start"], "end": values["date_end"]})
    rows = rows[values["country"].notna()].dropna()
    one = [rows[name] for name in ("title", "start", "end")]
    sides = rows[rows["country"].groupby(one).transform("nunique") >= _SEVERAL]
    several = sides.groupby(["title", "start", "end"], sort=False)["country"]
    if several.ngroups < _SEVERAL or len(sides) * _FEW < len(text):
        return []
    (title, *_), lands = next(iter(several))
    return [
        f"{count_of(len(sides), 'row')} name {several.ngroups} titles of the same days in several"
        f" countries, such as {str(title)!r} ({join_words(lands.unique().tolist())}), which may be"
        " those of its sides: each row counts as an event of its own."
    ]


_FEW = 5
"""Of how many rows one is of a title in several countries where it is no chance."""


def describe_weeks(values: Mapping[str, pd.Series]) -> list[str]:
    """Return a note where all days are of one day of the week, as those by which weeks are told."""
    days = values["date_start"].where(values["date_precision"] == DatePrecision.DAY)
    distinct = pd.to_datetime(days.dropna().drop_duplicates())
    names = distinct.dt.day_name().unique()
    if len(distinct) < _FEWEST_DAYS or len(names) != 1:
        return []
    return [
        f"All {len(distinct)} days are {names[0]}s: rows that are sums of a week count as one event"
        " of that day."
    ]


_FEWEST_DAYS = 8
"""Days that are of one day of the week by no chance: in one of 800,000 tables."""


def describe_bare_rows(
    values: Mapping[str, pd.Series], text: pd.DataFrame, claims: pd.DataFrame
) -> list[str]:
    """Return a note on rows that tell a year and at most an area, where most tell days and more.

    Tables of countries and years have such rows for those in which nothing happened.

    Parameters
    ----------
    claims
        Canonical claims without their ids, indexed by the line of their event.
    """
    said = text[["title", "summary", "place", "target", "actor", "lat", "lon"]].notna().any(axis=1)
    claimed = claims[["source", "url", "statement", *FIGURES]].notna().any(axis=1)
    said |= claimed.groupby(level=0).any().reindex(text.index, fill_value=False)
    precision = values["date_precision"]
    bare = ~said & (precision == DatePrecision.YEAR)
    days = said & precision.isin([DatePrecision.DAY, DatePrecision.DAYS])
    if not bare.any() or days.sum() * 2 <= len(text):
        return []
    verb, each = ("tells", "it counts") if bare.sum() == 1 else ("tell", "each counts")
    return [
        f"{count_of(int(bare.sum()), 'row')} {verb} a year and nothing that happened, such as line"
        f" {text.index[bare][0]}: {each} as an event all the same."
    ]


_SPANS = (DatePrecision.YEAR, DatePrecision.MONTH, DatePrecision.WEEK)
_FEWEST_SUMS = 6
"""Rows of the smallest table of sums by year and country."""
_FEWEST_PLACES = 4
"""Places, each with all years, of the smallest table of sums by year and place."""

_SEVERAL = 2


def _find_repeated(rows: pd.DataFrame, ids: pd.Series) -> pd.Series:
    """Return which rows give figures of one id that another row counts people of, too."""
    found = pd.Series(data=False, index=rows.index)
    for noun in NOUNS:
        counted = rows[noun].where((rows[noun] > 0).fillna(value=False) & ids.notna()).dropna()
        if counted.empty:
            continue
        of_id = counted.groupby(ids[counted.index])
        several = (of_id.transform("size") >= _SEVERAL) & (of_id.transform("max") > 1)
        found[counted.index] |= several.astype(bool)
    return found


def _find_equal_figures(values: Mapping[str, pd.Series], rows: pd.DataFrame) -> pd.Series:
    """Return which rows give as many killed and as many injured as one of their day nearby.

    There are too many of them for a chance.
    """
    many = (rows[[*NOUNS]] >= _MANY).all(axis=1) & (rows[[*NOUNS]].sum(axis=1) >= _TOO_MANY)
    lines = rows.index[many.fillna(value=False)]
    lat, lon = ((values[name][lines] * _TENTHS).round() for name in ("lat", "lon"))
    told = rows.loc[lines, [*NOUNS]].assign(day=_days(values, lines), lat=lat, lon=lon)
    told = told.dropna()
    found = pd.Series(data=False, index=rows.index)
    found[told.index] = told.duplicated(keep=False)
    return found


_MANY, _TOO_MANY, _TENTHS = 3, 15, 10
"""The least killed and injured of each, and together, and the parts of a degree of a point."""


def _find_equal_spans(values: Mapping[str, pd.Series], rows: pd.DataFrame) -> pd.Series:
    """Return which rows give the same people of a type, a place and a span as another one.

    Days have rules of their own, and few people are the same by chance.
    """
    spans = values["date_precision"][rows.index].isin(_LONG)
    lines = rows.index[spans & (rows[[*NOUNS]].max(axis=1) >= _FEWEST_EQUAL).fillna(value=False)]
    told = rows.loc[lines, [*NOUNS, "type"]]
    for name in ("date_start", "date_end", "place", "admin1", "country"):
        told[name] = values[name][lines]
    told = told[told["place"].notna()]
    found = pd.Series(data=False, index=rows.index)
    found[told.index] = told.duplicated(keep=False)
    return found


_LONG = (DatePrecision.YEAR, DatePrecision.MONTH)
_FEWEST_EQUAL = 5


def _find_sums_of_days(values: Mapping[str, pd.Series], rows: pd.DataFrame) -> pd.Series:
    """Return which rows are of several days or of one within them, where the former may be sums.

    Then each of them that holds two or more rows of a day at its place has as many as these, or
    more.
    """
    found = pd.Series(data=False, index=rows.index)
    start = values["date_start"][rows.index]
    end = values["date_end"][rows.index].fillna(start)
    days = (end - start).dt.days
    wide = days.between(1, _LONGEST_SUM) & (rows[[*NOUNS]].max(axis=1) > 0).fillna(value=False)
    if not _SEVERAL <= wide.sum() <= _MOST_SUMS:
        return found
    place = values["place"][rows.index].fillna(values["admin1"][rows.index])
    at = place.isin(place[wide].dropna()) & days.eq(0)
    single = {name: own.index for name, own in place[at].groupby(place[at])}
    sums = 0
    for line in rows.index[wide]:
        lines = single.get(place[line], rows.index[:0])
        within = lines[start[lines].between(start[line], end[line])]
        if len(within) < _SEVERAL:
            continue
        added = rows.loc[within, [*NOUNS]].sum()
        if (rows.loc[line, [*NOUNS]] < added).any() or not added.any():
            return pd.Series(data=False, index=rows.index)
        found[within.union([line])] = True
        sums += 1
    return found & (sums >= _SEVERAL)


def _find_sums_of_years(values: Mapping[str, pd.Series], rows: pd.DataFrame) -> pd.Series:
    """Return which rows are of a year, or of days in it, where the former add up the latter.

    That is where at least two, and half of those beside such days, give exactly their killed.
    """
    precision = values["date_precision"][rows.index]
    killed = rows["killed"].fillna(0)
    whole = precision.eq(DatePrecision.YEAR) & (killed > 0)
    parts = precision.isin([DatePrecision.DAY, DatePrecision.DAYS]) & (killed > 0)
    found = pd.Series(data=False, index=rows.index)
    if whole.sum() < _SEVERAL or not parts.any():
        return found
    key = pd.DataFrame({"type": rows["type"], "year": values["date_start"][rows.index].dt.year})
    for name in ("place", "admin1", "country"):
        key[name] = values[name][rows.index].fillna("")
    number = key.groupby([*key]).ngroup()
    sums = killed[parts].groupby(number[parts]).sum()
    told = number[whole].map(sums)
    equal = told.eq(killed[whole]).fillna(value=False).astype(bool)
    if equal.sum() < max(_SEVERAL, told.notna().sum() / 2):
        return found
    return number.isin(number[whole][equal]) & (whole | parts)


_LONGEST_SUM, _MOST_SUMS = 31, 2000
"""Days of a row that may add up others, and how many such rows are looked at."""


def _find_greatest(claims: pd.DataFrame) -> pd.DataFrame:
    """Return who speaks in each row, as far as it says so, and its greatest killed and injured."""
    first = claims[~claims.index.duplicated()]
    claimant = first["claimant"].mask(first["claimant"] == NOT_GIVEN)
    source = first["source"].fillna(first["url"].str.extract(_HOST, expand=False))
    voice = claimant.fillna(source) + " " + source.fillna(claimant)
    rows = pd.DataFrame({"voice": voice.str.casefold()})
    for noun in NOUNS:
        most = claims[[f"{noun}_{end}" for end in _ENDS]].max(axis=1)
        rows[noun] = most.groupby(level=0).max()
    return rows


def _days(values: Mapping[str, pd.Series], lines: pd.Index) -> pd.Series:
    """Return a number for each row's day, or days up to a month; missing where it is of more."""
    start, end = values["date_start"][lines], values["date_end"][lines]
    span = (end - start).dt.days.fillna(0)
    exact = values["date_precision"][lines].isin([DatePrecision.DAY, DatePrecision.DAYS])
    exact &= span.between(0, _LONGEST_SUM)
    days = (start - _FIRST_DAY).dt.days * (_LONGEST_SUM + 1) + span
    return days.where(exact).astype("Int64")


_FIRST_DAY = pd.Timestamp("1500-01-01")


def _days_at_points(values: Mapping[str, pd.Series], lines: pd.Index) -> pd.Series:
    """Return a number for the day and the point of each row; a region's, many events share."""
    pinned = values["geo_precision"][lines].isin(list(POINT_PRECISIONS))
    lat, lon = (
        (values[name][lines].where(pinned) * 10**_DECIMALS).round().astype("Int64")
        for name in ("lat", "lon")
    )
    turn = 360 * 10**_DECIMALS + 1
    key: pd.Series = (_days(values, lines) * turn + lat + turn // 4) * turn + lon + turn // 2
    return key


def _days_at_places(values: Mapping[str, pd.Series], lines: pd.Index) -> pd.Series:
    """Return a number for the day and the name of each row's place.

    Where others of that name are in another unit, with its unit; where the table has neither places
    nor points, the region is the place.
    """
    place, unit = values["place"][lines], values["admin1"][lines].fillna(values["country"][lines])
    if place.isna().all() and values["lat"][lines].isna().all():
        place = values["admin1"][lines]
    known = {text: fold(str(text)) for text in place.dropna().unique()}
    places, units = _number(place.map(known)), _number(unit)
    key = _days(values, lines) * (len(known) + 1) + places
    shared = key[key.duplicated(keep=False) & key.notna()]
    several = units[shared.index].groupby(shared).transform("nunique") > 1
    apart = units.fillna(-1).where(several.reindex(key.index, fill_value=False), -1) + 1
    return key * (unit.nunique() + 1) + apart


def _number(texts: pd.Series) -> pd.Series:
    """Return a number for each of the different texts, missing where there is none."""
    codes = pd.Series(pd.factorize(texts)[0], texts.index, dtype="Int64")
    return codes.mask(codes < 0)


def _find_shared(rows: pd.DataFrame, key: pd.Series) -> pd.Series:
    """Return of which rows another one gives figures that are of the same event by its key.

    Rows that count one person each are told apart by who speaks; of others, each is one more.
    """
    found = pd.Series(data=False, index=rows.index)
    for noun in NOUNS:
        counted = key[(rows[noun] > 0).fillna(value=False) & key.notna()]
        shared = counted[counted.duplicated(keep=False)]
        if shared.empty:  # as in most tables, in which the rest would take a tenth of the reading
            continue
        each = rows.loc[shared.index].assign(key=shared)
        of_key = each.groupby("key")
        people = of_key[noun].transform("max") == 1
        # One tells how many were injured, or killed, the other does not: two reports.
        told = each[[*NOUNS]].notna().sum(axis=1)
        people &= told.groupby(each["key"]).transform("nunique") == 1
        alone = pd.Series(range(-len(each), 0), each.index, dtype="Int64")
        voice = each["voice"].where(people, alone)
        voiced = each.assign(voice=voice)[voice.notna()]
        found[voiced.index] |= _have_another(voiced)
    return found


def _have_another(rows: pd.DataFrame) -> pd.Series:
    """Return whether another voice says of each row's key what may be the same event."""
    general = rows["type"].isin(_GENERAL)
    of_key = rows.groupby("key")["voice"]
    among_all = of_key.transform("nunique") >= _SEVERAL
    of_type = rows.groupby(["key", "type"])["voice"].transform("nunique") >= _SEVERAL
    others = rows[general].groupby("key")["voice"]
    voices = rows["key"].map(others.nunique()).fillna(0)
    only = rows["key"].map(others.first())
    beside = (voices >= _SEVERAL) | ((voices == 1) & (only != rows["voice"]))
    return among_all.where(general, of_type | beside)
