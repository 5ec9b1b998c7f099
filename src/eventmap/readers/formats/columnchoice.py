"""Which column of a table is read into which field, and what is said or asked of the others.

`columns` scores each column for each field; here the columns are given to the fields, group by
group: points, dates, casualties, then all others by score.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, replace
from itertools import combinations, product

import pandas as pd

from eventmap.places import country_of_units, metres_between, unit_code
from eventmap.readers.files.asides import SECTION
from eventmap.readers.formats.columns import (
    HALF,
    LEAST,
    LIKELY,
    MOST,
    NEAR,
    OWN,
    PEOPLE,
    SURE,
    WHOLES,
    Column,
    Counted,
    Dated,
    counts_events,
    find_counted,
    find_dates,
    heading_says_nothing,
    is_bare_end,
    is_stamp,
    looks_like,
    read_columns,
    score_fields,
)
from eventmap.readers.formats.columnuses import grade, say_why, say_why_not
from eventmap.readers.formats.composed import (
    PARTS_OF_DEGREES,
    add_days,
    add_ends,
    add_parts,
    add_years,
    are_months,
    are_months_of_no_year,
    are_yearless,
    fill_blanks,
    find_months,
    find_years,
    find_zone,
    is_name_of_month,
    join_dates,
    join_degrees,
    join_utm,
)
from eventmap.readers.formats.headingwords import (
    concepts_of,
    names_lon_first,
    part_of_degrees,
    read_heading,
    split_heading,
)
from eventmap.readers.formats.mapping import (
    COORDINATES,
    FIELDS,
    LON_LAT,
    PAIRS,
    tell_hemisphere,
    tell_ost_by,
)
from eventmap.readers.formats.profiles import is_country, is_unit
from eventmap.readers.formats.sides import part_speaker
from eventmap.readers.formats.typewords import find_labels
from eventmap.readers.model import (
    ColumnUse,
    DateOrder,
    Source,
    trim,
)
from eventmap.readers.values.blanks import without_signs
from eventmap.readers.values.coordinates import read_coordinates, split_pairs
from eventmap.readers.values.dateshapes import ORDERS, interpret
from eventmap.readers.values.figures import NOUNS, read_counts, split_casualties
from eventmap.readers.values.months import find_named_calendar
from eventmap.readers.values.pairs import read_pairs, split_names
from eventmap.wording import count_of, join_words


@dataclass(frozen=True)
class Question:
    """What has to be told before a table can be read, and the fields whose columns answer it."""

    sentence: str
    answers: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ChosenColumns:
    """Which column of a table is what.

    Parameters
    ----------
    columns
        By field, composed ones included.
    composed
        Columns that are put together of others, by name: "Year + Month + Day".
    shown
        What a composed column is called where its name is only for here.
    quantities
        Columns of numbers of things, beyond the one in ``quantity``.
    spoken
        Columns of figures whose headings name who says them: by his name, columns by field.
    stood_in
        The cells of another column of dates that stand in for a blank one.
    disagreeing
        In rows in which a part of the people is more than all of them, both figures.
    uses
        What became of each column of the table.
    notes
        What was chosen where something else was possible, each a sentence.
    questions
        What nothing in the table decides.
    """

    columns: Mapping[str, str]
    composed: Mapping[str, pd.Series]
    shown: Mapping[str, str]
    quantities: tuple[str, ...]
    spoken: Mapping[str, Mapping[str, str]]
    stood_in: pd.Series | None
    disagreeing: pd.Series
    uses: tuple[ColumnUse, ...]
    notes: tuple[str, ...]
    questions: tuple[Question, ...]


def choose_columns(source: Source, chosen: Mapping[str, str]) -> ChosenColumns:
    """Return which column of a table is what; those that the user chose go before.

    Parameters
    ----------
    chosen
        Columns by field. A field whose column is blank is read from none.
    """
    return _Choice(source, chosen).choose()


_POINTS = ("lat", "lon", COORDINATES)


class _Choice:
    """Which columns are chosen, in the making."""

    def __init__(self, source: Source, chosen: Mapping[str, str]) -> None:
        self.source = source
        self.cells = source.cells
        self.chosen = {name: column for name, column in chosen.items() if column}
        self.closed = set(chosen)
        self.columns = read_columns(source)
        self.scores = {each.name: score_fields(each) for each in self.columns}
        self.notes: list[str] = []
        self._pass_over_other_types()
        self.found: dict[str, str] = {}
        self.taken: dict[str, tuple[str, float]] = {}
        self.lost: dict[str, tuple[str, str]] = {}
        self.composed: dict[str, pd.Series] = {}
        self.shown: dict[str, str] = {}
        self.quantities: list[str] = []
        self.spoken: dict[str, dict[str, str]] = {}
        self.stood_in: pd.Series | None = None
        self.disagreeing = pd.Series(index=self.cells.index, dtype="str")
        self.questions: list[Question] = []
        self.unexplained: set[str] = set()

    def _pass_over_other_types(self) -> None:
        """Leave out types of something else, such as schools, of which none is that of an event."""
        for each in self.columns:
            own = self.scores[each.name]
            if "event_type" not in own or not each.heading.strange:
                continue
            if each.heading.has("event", "weapon") or not each.heading.has("type"):
                continue
            texts = pd.Series(self.cells[each.name].dropna().unique()[:_TYPES], dtype="str")
            if len(texts) and find_labels(texts).isna().all():
                del own["event_type"]
                self.notes.append(
                    f"{each.name!r} is not read as the type of events: no cell, such as"
                    f" {texts.iloc[0]!r}, names one."
                )

    def choose(self) -> ChosenColumns:
        """Return what fits what."""
        if set(PAIRS) & self.chosen.keys():
            self.closed |= {"lat", "lon", COORDINATES}
        elif {"lat", "lon"} & self.chosen.keys():
            self.closed.add(COORDINATES)
        for name, column in self.chosen.items():
            self.taken.setdefault(column, (name, 1.0))
        self._choose_points()
        self._split_places()
        self._choose_dates()
        self._choose_spoken()
        for noun in ("killed", "injured"):
            self._choose_counted(noun)
        self._split_both()
        self._choose_others()
        self._tell_of_aggregates()
        self._tell_of_groups()
        self._tell_of_persons()
        self._tell_of_forecasts()
        self._find_unexplained()
        return ChosenColumns(
            self._columns(),
            self.composed,
            self.shown,
            tuple(self.quantities),
            self.spoken,
            self.stood_in,
            self.disagreeing,
            tuple(self._describe(each) for each in self.columns),
            tuple(self.notes),
            tuple(self.questions),
        )

    def _columns(self) -> dict[str, str]:
        """Return the column of each field, made by a rule of the one that the user chose or not."""
        made = {name for name, own in self.found.items() if self.shown.get(own) is not None}
        own = {name for name in made if self.shown[self.found[name]] == self.chosen.get(name)}
        return {
            **self.found,
            **{name: column for name, column in self.chosen.items() if name not in own},
        }

    def _free(self) -> list[Column]:
        return [each for each in self.columns if each.name not in self.taken]

    def _take(self, name: str, column: str, score: float) -> None:
        self.found[name] = column
        self.taken.setdefault(column, (name, score))

    def _put(self, name: str, column: str, cells: pd.Series) -> None:
        """Read a field from cells that a rule made of `column`."""
        own = f"{column} as {name}"
        self.composed[own] = cells
        self.shown[own] = column
        self.found[name] = own

    def _compose(self, fields: Iterable[str], parts: Sequence[str], cells: pd.Series) -> str:
        name = " + ".join(parts)
        while name in self.composed:
            name += " "
        self.composed[name] = cells
        for one in fields:
            self.found[one] = name
        return name

    # Points

    def _choose_points(self) -> None:
        by_score = {
            name: sorted(
                (each for each in self._free() if self.scores[each.name].get(name, 0) >= LEAST),
                key=lambda each: -self.scores[each.name][name],
            )
            for name in _POINTS
        }
        lats, lons, both = (by_score[name] for name in _POINTS)
        if not set(_POINTS) & self.closed and self._take_degrees():
            return
        if {"lat", "lon"} & self.chosen.keys():
            for name, fits in (("lat", lats), ("lon", lons)):
                if name not in self.closed and fits:
                    self._take(name, fits[0].name, self.scores[fits[0].name][name])
            return
        if lats and lons and not {"lat", "lon"} & self.closed:
            lat = lats[0]
            lon = next((each for each in lons if _mates(lat, each)), lons[0])
            fuller = both and both[0].profile.filled > 2 * lat.profile.filled
            if lat is not lon and not fuller:
                self._take("lat", lat.name, self.scores[lat.name]["lat"])
                self._take("lon", lon.name, self.scores[lon.name]["lon"])
                self._add_zones(lat, lon)
                self._add_hemispheres(lat, lon)
                return
        if both and COORDINATES not in self.closed:
            order = LON_LAT if names_lon_first(both[0].name) else COORDINATES
            self._take(order, both[0].name, self.scores[both[0].name][COORDINATES])
        elif not (lats or lons) and not set(_POINTS) & self.closed:
            self._take_axes()
        elif bool(lats) != bool(lons) and self._take_other_axis(lats, lons):
            return
        elif bool(lats) != bool(lons):
            for name, fits in (("lat", lats), ("lon", lons)):
                if fits and name not in self.closed:
                    self._take(name, fits[0].name, self.scores[fits[0].name][name])

    def _take_degrees(self) -> bool:
        """Take points of which degrees, minutes and so on stand in columns of their own."""
        found: dict[str, dict[str, str]] = {"lat": {}, "lon": {}}
        for each in self._free():
            axes = [axis for axis in found if each.heading.has(axis)]
            part = part_of_degrees(each.name) if len(axes) == 1 else ""
            if part and each.profile.filled:
                found[axes[0]].setdefault(part, each.name)
        if not all({"degrees", "minutes"} <= parts.keys() for parts in found.values()):
            return False
        for axis, parts in found.items():
            names = [parts[part] for part in PARTS_OF_DEGREES if part in parts]
            cells = join_degrees({part: self.cells[name] for part, name in parts.items()})
            self._compose([axis], names, cells)
            self.taken |= dict.fromkeys(names, (axis, SURE))
        return True

    def _take_other_axis(self, lats: Sequence[Column], lons: Sequence[Column]) -> bool:
        """Take the other number of points under a heading that differs by one word alone."""
        own, field_name = (lats[0], "lat") if lats else (lons[0], "lon")
        other = "lon" if lats else "lat"
        words = split_heading(own.name)
        for each in self._free():
            told = split_heading(each.name)
            apart = len(told) == len(words) > 1 and sum(map(str.__ne__, told, words)) == 1
            read = min(each.profile.share(kind) for kind in (other, "decimal"))
            if (
                each is not own
                and apart
                and read >= MOST
                and {field_name, other}.isdisjoint(self.closed)
            ):
                self._take(field_name, own.name, self.scores[own.name][field_name])
                self._take(other, each.name, LIKELY)
                return True
        return False

    def _add_hemispheres(self, lat: Column, lon: Column) -> None:
        """Read latitude and longitude by the N, S, E or W that stand in columns of their own."""
        for name, column, letters in (("lat", lat, "NS"), ("lon", lon, "EWO")):
            for each in self._free():
                own = {*split_heading(each.name)}
                known = bool(own) and own <= _OF_HEMISPHERES
                known = known or part_of_degrees(each.name) == "hemisphere"
                if not known or not each.profile.filled:
                    continue
                texts = self.cells[each.name].dropna().unique()
                if not {str(text).strip().upper() for text in texts} <= {*letters}:
                    continue
                cells = self.cells[column.name] + " " + self.cells[each.name].str.strip()
                self._compose([name], [column.name, each.name], cells)
                self.taken[each.name] = name, SURE
                break

    def _find_axes(self) -> dict[str, str]:
        """Return the columns of latitudes and longitudes whose headings differ by N and E alone."""
        fine = [each for each in self._free() if each.profile.share("fine") >= HALF]
        words = {split_heading(each.name): each for each in fine}
        for said, north in words.items():
            if said.count("n") != 1:
                continue
            east = words.get(tuple("e" if word == "n" else word for word in said))
            read = east and min(north.profile.share("lat"), east.profile.share("lon"))
            if east and read == 1:
                return {"lat": north.name, "lon": east.name}
        return {}

    def _take_axes(self) -> None:
        """Take columns N and E, which no heading says to hold points."""
        axes = self._find_axes()
        self.found |= axes
        self.taken |= {column: (name, LIKELY) for name, column in axes.items()}

    def _split_places(self) -> None:
        """Read the points that stand behind the names of places, in one cell with them.

        They go behind those of a column of points, and give way to what the user chose.
        """
        by_hand = {self.chosen.get(name) for name in PAIRS} - {None}
        fits = {each.name: self.scores[each.name].get("place", 0) for each in self.columns}
        places = [each for each in self.columns if fits[each.name] >= LEAST]
        places.sort(key=lambda each: -fits[each.name])
        chosen = [each for each in self.columns if each.name in by_hand]
        for each in [*chosen, *(one for one in places if one not in chosen)]:
            read = split_names(self.cells[each.name])
            if not (count := int(read["point"].notna().sum())):
                continue
            what = f"{each.name!r} has a point behind the name in {count_of(count, 'cell')}"
            if each.name not in by_hand and set(_POINTS) & self.closed:
                self.notes.append(f"{what}: it is not read, because you chose what is.")
                return
            best = places[:1] in ([], [each]) and "place" not in self.closed
            if best or self.chosen.get("place") == each.name:
                words = self.cells[each.name].where(read_pairs(self.cells[each.name])["lat"].isna())
                self._put("place", each.name, read["name"].fillna(words))
                self.taken.setdefault(each.name, ("place", fits[each.name]))
            self.notes.append(f"{what}: {self._fill_points(each.name, read['point'])}.")
            return

    def _fill_points(self, column: str, behind: pd.Series) -> str:
        """Read points that stand behind names where there is no other one, and say so."""
        if set(PAIRS) & self.closed:
            return "both are read"
        fields = [name for name in (*PAIRS, "lat", "lon") if name in self.found]
        if not fields:
            self._put(COORDINATES, column, behind)
            return "both are read"
        own = {name: self.found[name] for name in fields}
        shown = join_words([repr(self.shown.get(name, name)) for name in own.values()])
        ost = tell_ost_by(self.cells)
        halves = [tell_hemisphere(own[name], name, ost) for name in fields if name not in PAIRS]
        if len(halves) == 1 or any(halves):
            return f"it is not read, because of {shown}"
        made = self.cells.assign(**self.composed)
        cells = [made[name] for name in own.values()]
        fill = behind.notna()
        for each in cells:
            fill &= without_signs(trim(each)).isna()
        points = read_pairs(behind)
        written = [_write(points["lat"], "N"), _write(points["lon"], "E")]
        if len(fields) == 1:
            plain = split_pairs(cells[0], lon_first=fields == [LON_LAT])
            written = [written[0] + " " + written[1]]
        else:
            plain = pd.DataFrame(dict(zip(("lat", "lon"), cells, strict=True)))
        for name, each, instead in zip(fields, cells, written, strict=True):
            self._put(name, self.shown.get(own[name], own[name]), each.mask(fill, instead))
        apart = _count_apart(read_coordinates(plain["lat"], plain["lon"]), points)
        far = f"; {count_of(apart, 'row')} of both lie more than {FAR_KM} km apart" if apart else ""
        are = "is" if len(fields) == 1 else "are"
        return f"it is read where {shown} {are} blank, the name alone else{far}"

    def _add_zones(self, lat: Column, lon: Column) -> None:
        """Read metres of UTM by the zone that stands beside them in each row."""
        if min(each.profile.share("metres") for each in (lat, lon)) < MOST:
            return
        if self.source.crs:
            return  # what the user says goes before
        north, east = self.cells[lat.name], self.cells[lon.name]
        told = find_zone(lon.name) or find_zone(lat.name)
        if told:
            self._compose([COORDINATES], [lon.name, lat.name], join_utm(told, east, north))
            self.notes.append(f"The heading {lon.name!r} names the zone of UTM: {told}.")
        for each in self._free() if not told else []:
            if not _OF_ZONES.search(each.name):
                continue
            zones = self.cells[each.name].map(_zones_in(self.cells[each.name])).astype("str")
            numbers = self.cells[each.name].dropna().unique()[:_MOST_ZONES]
            if len(numbers) > 1 and all(str(text).strip().isdecimal() for text in numbers):
                self.notes.append(
                    f"{each.name!r} gives zones without their letter, such as 36 for 36U or 36N:"
                    " a coordinate system that is given holds for all rows, whatever their zone."
                )
            if zones.notna().sum() < MOST * max(each.profile.filled, 1):
                continue
            parts = [each.name, lon.name, lat.name]
            self._compose([COORDINATES], parts, join_utm(zones, east, north))
            self.taken[each.name] = COORDINATES, SURE
            told = each.name
            break
        if told:
            del self.found["lat"], self.found["lon"]

    # Dates

    def _choose_dates(self) -> None:
        dated = find_dates(self._free())
        starts = [each for each in dated if each.role in OWN]
        reports = [each for each in dated if each.role in ("report", "publish")]
        start, end = self._pick_start(starts, [each for each in dated if each.role == "end"])
        if (
            end
            and start
            and end.column.heading.has("week")
            and not start.column.heading.has("week")
        ):
            end = None  # that of a week of reports, in which the day of the event lies
        triple = self._find_triple("start")
        if start is not None and triple and (_is_year(start.column) or is_stamp(start.column)):
            start = None
        if "date_start" in self.closed:
            if end and "date_end" not in self.closed:
                self._take_date("date_end", end)
            return
        # Of a title "March 2022" between the rows, days without a year want the year.
        lacking = (
            start is None or _is_year(start.column) or start.column.name in _GROUP_COLUMNS
        ) and len(triple) < len("ymd")
        if lacking and (self._take_yearless() or (start is None and self._take_days_of_month())):
            return
        if start is None and triple:
            self._take_triple("date_start", triple)
            last = self._find_triple("end")
            if last and "date_end" not in self.closed:
                self._take_triple("date_end", last)
            return
        if start is None:
            start = next(iter(reports), None)
            if start is None:
                return
            self.notes.append(
                f"No column is known to hold the day of the event:"
                f" {start.column.name!r}, that of its {start.role}, is taken for it."
            )
            reports = reports[1:]
        elif start.role == "other":
            self.notes.append(
                f"No heading says which column is the date: {start.column.name!r} is taken for it,"
                " because it holds dates."
            )
        self._ask_between(start, starts)
        grouped = start.column.name in _GROUP_COLUMNS
        if (day := self._find_day(dated=grouped)) and are_months(self.cells[start.column.name]):
            self._take_joined((start.column.name, day), add_days)
            return
        self._take_date("date_start", start)
        if end and "date_end" not in self.closed:
            self._take_date("date_end", end)
        self._fill_dates(start, [*starts, *reports])
        self._tell_blanks_below(start.column.name)

    def _take_date(self, name: str, dated: Dated) -> None:
        """Take a column of dates; those of a calendar that its heading names say so themselves."""
        column = dated.column.name
        self._take(name, column, dated.score)
        if calendar := find_named_calendar(column):
            self._put(name, column, self.cells[column] + f" {calendar}")

    def _pick_start(
        self, starts: list[Dated], ends: list[Dated]
    ) -> tuple[Dated | None, Dated | None]:
        by_role = {role: [each for each in starts if each.role == role] for role in OWN}
        end = ends[0] if ends else None
        begun = next(iter(by_role["start"]), None)
        if by_role["event"]:
            # The end belongs to a start that goes by that name, and to the schema's own.
            own = by_role["event"][0].column.heading.key == "date_start"
            return by_role["event"][0], end if begun is None or own else None
        if begun and (end or not by_role["plain"] or begun.score > by_role["plain"][0].score):
            return begun, end
        if by_role["plain"]:
            return by_role["plain"][0], end if begun is None else None
        return next(iter(by_role["other"]), None), end

    def _ask_between(self, start: Dated, starts: list[Dated]) -> None:
        """Say, or ask, where another column of dates of the event fits as well."""
        for other in starts:
            if other is start or other.role != start.role or other.score < start.score - NEAR:
                continue
            differ = self._first_other_day(start.column.name, other.column.name)
            self.lost[other.column.name] = "date_start", start.column.name
            if differ is None:
                self.notes.append(
                    f"{start.column.name!r} and {other.column.name!r} fit the date equally and"
                    " agree: the first is read."
                )
                continue
            line, one, two = differ
            self.questions.append(
                Question(
                    f"Two columns of {self.source.name} may be the date of the event,"
                    f" {start.column.name!r} and {other.column.name!r}, and they differ:"
                    f" {one!r} and {two!r} in line {line}.",
                    (("date_start",),),
                )
            )
            return

    def _first_other_day(self, one: str, other: str) -> tuple[int, str, str] | None:
        """Return where two columns give other days, ``None`` if in one order they never do."""
        found = [self._first_difference(one, other, _same_days_in(order)) for order in ORDERS]
        return None if None in found else found[0]

    def _first_difference(
        self, one: str, other: str, same: Callable[[str, str], bool]
    ) -> tuple[int, str, str] | None:
        rows = self.cells[[one, other]].dropna()
        apart = rows[rows[one] != rows[other]]
        if len(apart) > _ROWS:
            apart = apart.iloc[:: len(apart) // _ROWS]
        for line, row in apart.iterrows():
            if not same(row[one], row[other]):
                return int(str(line)), row[one], row[other]
        return None

    def _fill_dates(self, start: Dated, others: list[Dated]) -> None:
        cells = self.cells[start.column.name]
        for other in others:
            name = other.column.name
            calendars = find_named_calendar(start.column.name) or find_named_calendar(name)
            if other is start or calendars or name in self.chosen.values():
                continue
            filled, stood_in = fill_blanks(cells, self.cells[name])
            if (count := int(stood_in.notna().sum())) == 0:
                continue
            self._compose(["date_start"], [start.column.name, name], filled)
            self.taken[start.column.name] = "date_start", start.score
            if other.role != "publish":
                self.taken.setdefault(name, ("date_start", other.score))
            self.stood_in = stood_in
            rows = "1 row" if count == 1 else f"{count:,} rows"
            self.notes.append(
                f"{start.column.name!r} is blank in {rows} in which {name!r} stands in for it."
            )
            return

    def _tell_blanks_below(self, name: str) -> None:
        """Say that many rows below others have no date: in a CSV file, merged cells look so."""
        blank = without_signs(trim(self.cells[name])).isna()
        if self.stood_in is None and blank.mean() > _MANY_BLANK and not blank.iloc[0]:
            self.notes.append(
                f"{name!r} is blank in {blank.sum():,} of {len(blank):,} rows, below others in"
                " which it is not: these events have no date. If the cells were merged once, fill"
                " them in."
            )

    def _take_yearless(self) -> bool:
        """Take days without a year with the year that stands elsewhere; return if there are any.

        It stands in a column of its own, in that of the sheets' names or of the titles between the
        rows, or it is the only one above the header and in the names of sheet and file.
        """
        free = [each for each in self._free() if not each.heading.has(*_OF_OTHERS, "end")]
        days = [
            each.name
            for each in free
            if each.heading.has("date", "event")
            and not _is_year(each)
            and are_yearless(self.cells[each.name])
        ]
        join: Callable[[pd.Series, pd.Series], pd.Series] = add_years
        kind = "days"
        if not days:
            if not (days := self._find_months_of_no_year()):
                return False
            kind = "months"
            parts = [self.cells[each] for each in days]

            def join_months(_: pd.Series, years: pd.Series) -> pd.Series:
                return join_dates(years, parts[0], parts[1] if len(parts) > 1 else None)

            join = join_months
        days = days if kind == "months" else days[:1]
        day, cells = days[0], self.cells[days[0]]
        for each in free:
            if each.heading.has("year") and _is_year(each):
                self._take_joined((day, each.name), add_years)
                return True
            if each.name in _GROUP_COLUMNS and (years := _years_of(self.cells[each.name])):
                told = self.cells[each.name].map(years).astype("str")
                self._compose(["date_start"], [*days, each.name], join(cells, told))
                self.taken |= dict.fromkeys((*days, each.name), ("date_start", SURE))
                return True
        found = find_years([*self.source.titles, self.source.name])
        self._take("date_start", day, LIKELY)
        self.taken |= dict.fromkeys(days, ("date_start", LIKELY))
        if len(found) == 1:
            ((year, text),) = found.items()
            told = pd.Series(year, cells.index, dtype="str").where(cells.notna())
            self._put("date_start", day, join(cells, told))
            self.notes.append(
                f"{day!r} gives no year: {year} is taken for it, the only one that is told,"
                f" by {text!r}."
            )
            return True
        line, text = next(iter(cells.dropna().items()))
        which = f"{' and '.join(found)} are all told" if found else "none is told"
        self.questions.append(
            Question(
                f"{day!r} of {self.source.name} gives {kind} without a year, such as {text!r} in"
                f" line {line}. In which year were they? By the title and the names of sheet and"
                f" file, {which}; a column of years, or one year in the name of the file, tells"
                " it.",
                (("date_start",),),
            )
        )
        return True

    def _find_months_of_no_year(self) -> list[str]:
        """Return the column of months, and of days if there is one, where none is of years."""
        own = [each for each in self._free() if not each.heading.has(*_OF_OTHERS, "end")]
        if self._find_triple("start"):
            return []
        for each in own:
            if each.heading.has("month") and are_months_of_no_year(self.cells[each.name]):
                days = (
                    one.name
                    for one in own
                    if one.heading.has("dayno") and one.profile.share("dayno") >= MOST
                )
                return [each.name, *list(days)[:1]]
        return []

    def _take_days_of_month(self) -> bool:
        """Take numbers of days with the one month that titles and names tell, if there are any."""
        day = self._find_day(dated=True)
        titles = self.source.titles
        told = [found for found in (find_months(titles), find_months([self.source.name])) if found]
        if day is None or self._find_triple("start") or not told or len(told[0]) > 1:
            return False
        ((month, text),) = told[0].items()
        cells = self.cells[day]
        self._take("date_start", day, LIKELY)
        months = pd.Series(month, cells.index, dtype="str").where(cells.notna())
        self._put("date_start", day, add_days(months, cells))
        self.notes.append(
            f"{day!r} gives no month: {month} is taken for it, the only one that is told, by"
            f" {text!r}."
        )
        return True

    def _find_day(self, *, dated: bool) -> str | None:
        """Return a column of numbers of days; it may be called a date where that is `dated`."""
        words = ("dayno", "date") if dated else ("dayno",)
        for each in self._free():
            named = each.heading.has(*words) and not each.heading.has(*_OF_OTHERS, "end")
            if named and each.profile.share("dayno") >= MOST:
                return each.name
        return None

    def _take_joined(
        self, pair: tuple[str, str], join: Callable[[pd.Series, pd.Series], pd.Series]
    ) -> None:
        one, other = pair
        self._compose(["date_start"], pair, join(self.cells[one], self.cells[other]))
        self.taken |= dict.fromkeys(pair, ("date_start", SURE))

    def _find_triple(self, end: str) -> list[str]:
        """Return the columns of year, month and day, of the end if that is `end`."""
        found: dict[str, str] = {}
        for each in self._free():
            of_end = each.heading.has("end")
            if of_end != (end == "end") or each.heading.has(*_OF_OTHERS):
                continue
            for part, shape in (("year", "year"), ("month", "month"), ("dayno", "dayno")):
                if each.heading.has(part) and each.profile.share(shape) >= MOST:
                    found.setdefault(part, each.name)
                    break
        if not {"year", "month"} <= found.keys():
            return []
        return [found[part] for part in ("year", "month", "dayno") if part in found]

    def _take_triple(self, name: str, triple: list[str]) -> None:
        cells = [self.cells[each] for each in triple]
        dates = join_dates(cells[0], cells[1], cells[2] if len(cells) > len("ym") else None)
        self._compose([name], triple, dates)
        for each in triple:
            self.taken[each] = name, SURE

    # Casualties

    def _choose_spoken(self) -> None:
        """Take the figures whose headings name a speaker for what he claims."""
        for each in self._free():
            speaker, rest = part_speaker(each.name)
            what = find_counted(replace(each, heading=read_heading(rest))) if speaker else None
            if what is None or what.noun == "both" or what.parts or what.among:
                continue
            name = f"{what.noun}_{what.end or 'best'}"
            own = self.spoken.setdefault(speaker, {})
            if name not in self.closed and name not in own:
                own[name] = each.name
                self.taken[each.name] = name, what.score
        self.spoken = {speaker: own for speaker, own in self.spoken.items() if own}
        for speaker, own in self.spoken.items():
            self.notes.append(f"{_listed([*own.values()])} {_is(own)} read as told by {speaker}.")

    def _choose_counted(self, noun: str) -> None:
        names = {end: f"{noun}_{end}" for end in ("low", "best", "high")}
        if set(names.values()) & self.closed:
            names = {end: name for end, name in names.items() if name not in self.closed}
        counted = [
            (each, what)
            for each in self._free()
            if (what := find_counted(each)) and what.noun == noun
        ]
        counted = _tell_parts(counted)
        # Beside the dead of the day, a total is that of all days so far.
        daily = any(each.heading.has("daily") for each, _ in counted)
        whole = sorted(
            ((each, what) for each, what in counted if not what.parts and not what.among),
            key=lambda pair: (daily and not pair[0].heading.has("daily"), *_order(pair[1])),
        )
        for end in ("low", "high"):
            fits = [(each, what) for each, what in whole if what.end == end]
            if fits and end in names:
                self._take(names[end], fits[0][0].name, fits[0][1].score)
        best = [(each, what) for each, what in whole if what.end in ("", "best")]
        if best and "best" in names:
            self._ask_between_figures(noun, best)
            self._ask_between_grades(noun, best[0][0])
            self._take(names["best"], best[0][0].name, best[0][1].score)
            if f"{noun}_high" not in {*self.found, *self.chosen}:
                self._doubt_larger_parts(best[0][0].name, counted)
        if not whole and len(names) == len(("low", "best", "high")):
            self._add_parts(noun, counted)
            if not counted:
                self._take_bare_ends(noun)

    def _take_bare_ends(self, noun: str) -> None:
        """Take a lowest and a highest number whose headings do not say of what, where a title does.

        Titles, names of sheet and file, and of headings one that names Iraq Body Count tell it.
        """
        bare = [each for each in self._free() if is_bare_end(each)]
        own = [each for each in bare if not each.heading.has("report")]
        ends = [
            [each.name for each in own if each.heading.has(end)]
            or [each.name for each in bare if each.heading.has(end)]
            for end in ("low", "high")
        ]
        if any(len(found) != 1 for found in ends):
            return
        texts = [*self.source.titles, self.source.name]
        said = {each for text in texts for each in NOUNS if read_heading(text).has(each)}
        counts_bodies = any("ibc" in split_heading(each.name) for each in self.columns)
        if said != {noun} and not (counts_bodies and noun == "killed" and not said):
            return
        (low,), (high,) = ends
        self._take(f"{noun}_low", low, LIKELY)
        self._take(f"{noun}_high", high, LIKELY)
        why = "a title or a name says so" if said else "Iraq Body Count counts civilians"
        self.notes.append(f"{low!r} and {high!r} are read as the ends of {noun}: {why}.")

    def _ask_between_figures(self, noun: str, best: list[tuple[Column, Counted]]) -> None:
        (first, what), *others = best
        for other, told in others:
            self.lost[other.name] = f"{noun}_best", first.name
            so_far = first.heading.has("daily") and not other.heading.has("daily")
            if so_far or _rank(told) != _rank(what) or told.score < what.score - NEAR:
                continue
            differ = self._first_difference(first.name, other.name, lambda *_: False)
            if differ is None:
                self.notes.append(
                    f"{first.name!r} and {other.name!r} fit {noun} equally and agree: the first"
                    " is read."
                )
                continue
            line, one, two = differ
            self.questions.append(
                Question(
                    f"Two columns of {self.source.name} may be the number of {noun},"
                    f" {first.name!r} and {other.name!r}, and they differ:"
                    f" {one!r} and {two!r} in line {line}.",
                    ((f"{noun}_best",),),
                )
            )
            return

    def _ask_between_grades(self, noun: str, first: Column) -> None:
        """Ask where one column has the figure that was reported, another one what was verified."""
        if self.questions or not _CLAIMED.search(first.name):
            return
        for other in self._free():
            rest = _VERIFIED.sub(" ", other.name)
            what = find_counted(replace(other, heading=read_heading(rest)))
            if rest == other.name or what is None or what.noun != noun or what.parts or what.among:
                continue
            self.lost[other.name] = f"{noun}_best", first.name
            differ = self._first_difference(first.name, other.name, lambda *_: False)
            if differ is None:
                self.notes.append(
                    f"{first.name!r} and {other.name!r} agree on the {noun}: the first is read."
                )
                continue
            line, one, two = differ
            best, low = f"{noun}_best", f"{noun}_low"
            self.questions.append(
                Question(
                    f"{first.name!r} and {other.name!r} of {self.source.name} are the number of"
                    f" {noun} by how sure it is, and they differ: {one!r} and {two!r} in line"
                    f" {line}. Which of them counts, or is the one at least, the other at best?",
                    ((best,), (low, best)),
                )
            )
            return

    def _doubt_larger_parts(self, whole: str, counted: list[tuple[Column, Counted]]) -> None:
        """Doubt the rows in which a part of the people is more than what is read as all."""
        total, _ = read_counts(self.cells[whole])
        for each, what in counted:
            if not (what.parts or what.among) or what.end == "high":
                continue
            part, _ = read_counts(self.cells[each.name])
            more = (part > total).fillna(value=False).astype(bool)
            said = f"{whole}: " + self.cells[whole] + f", {each.name}: " + self.cells[each.name]
            self.disagreeing = self.disagreeing.fillna(said.where(more))

    def _add_parts(self, noun: str, counted: list[tuple[Column, Counted]]) -> None:
        """Put figures of parts of the people together: a whole if they are one, else a low end.

        Ends of parts ("civilians killed (min)") are added up to the same ends of the whole.
        """
        parts = [(each, what) for each, what in counted if len(what.parts) == 1 and not what.among]
        plain = [pair for pair in parts if pair[1].end in ("", "best")]
        crossed = _pick_crossed(counted)
        if used := _pick_parts(plain) or crossed:
            names = [each.name for each, _ in used]
            cells = [self.cells[name] for name in names]
            whole = used is crossed or frozenset.union(*(what.parts for _, what in used)) in WHOLES
            if whole or len(used) == 1:
                low, best = add_parts(cells, whole=whole)
            else:
                low = best = add_ends(cells, high=False)
            label = self._compose([f"{noun}_best"], names, best)
            self._put(f"{noun}_low", label, low)
            self._tell_parts_read(noun, used, f"{noun}_best" if whole else f"{noun}_low")
            return
        for end in ("low", "high"):
            used = _pick_parts([pair for pair in parts if pair[1].end == end])
            if not used or (end == "high" and len(used) == 1):
                continue  # of a part no high end of the whole is known
            names = [each.name for each, _ in used]
            told = add_ends([self.cells[name] for name in names], high=end == "high")
            self._compose([f"{noun}_{end}"], names, told)
            self._tell_parts_read(noun, used, f"{noun}_{end}")

    def _tell_parts_read(
        self, noun: str, used: list[tuple[Column, Counted]], field_name: str
    ) -> None:
        names = [each.name for each, _ in used]
        for each, what in used:
            self.taken[each.name] = field_name, what.score
        self.notes.append(
            f"{_listed(names)} {_is(names)} read as {noun}:"
            + (
                " a part of the people, so a low end."
                if len(names) == 1
                else " added up where each is given, else a low end."
                if not field_name.endswith("_low")
                else " parts of the people, added up, so a low end."
            )
        )

    def _split_both(self) -> None:
        """Take the figures that no other column has from one that has both in each cell."""
        fields = [f"{noun}_best" for noun in NOUNS]
        missing = [name for name in fields if name not in {*self.found, *self.closed}]
        for each in self._free() if missing else []:
            what = find_counted(each)
            if what is None or what.noun != "both" or what.parts:
                continue
            order = [
                noun
                for word in split_heading(each.name)
                for noun in NOUNS
                if noun in concepts_of(word)
            ]
            first = order[0] if len({*order}) == len(NOUNS) else None
            both = split_casualties(self.cells[each.name], first=first)
            for name, cells in zip(fields, both, strict=True):
                if name in missing:
                    self._put(name, each.name, cells)
            self.taken[each.name] = missing[0], what.score
            return

    # All others

    def _choose_others(self) -> None:
        ranked = sorted(
            (
                (score, -at, name, each)
                for at, each in enumerate(self._free())
                for name, score in self.scores[each.name].items()
                if name not in _GROUPED and score >= LEAST
            ),
            key=lambda one: one[:2],
            reverse=True,
        )
        for score, _, name, each in ranked:
            if each.name in self.taken or counts_events(each):
                continue
            if name == "quantity" and "quantity" in self.found:
                self.quantities.append(each.name)
                self.taken[each.name] = name, score
            elif name in self.closed or name in self.found:
                holder = {**self.found, **self.chosen}.get(name, "")
                self.lost.setdefault(each.name, (name, holder))
            elif find_counted(each) is None or name in FIELDS:
                self._take(name, each.name, score)
        self._choose_summary()
        self._type_by_content()
        self._place_by_group()
        self._place_by_content()

    def _choose_summary(self) -> None:
        """Say which description of the event is read where several fit, and where only notes do.

        Of several that fit equally the one with the most text is, else the first.
        """
        taken = self.found.get("summary", "")
        if taken not in self.cells:
            return
        best = self.scores[taken]["summary"]
        free = {each.name for each in self._free()}
        fits = [taken] + [
            each.name
            for each in self.columns
            if each.name in free and self.scores[each.name].get("summary", 0) >= best - NEAR
        ]
        if len(fits) > 1:
            lengths = {name: int(self.cells[name].str.len().sum()) for name in fits}
            fullest, first = max(fits, key=lengths.__getitem__), taken
            if lengths[fullest] > _FULLER * lengths[first]:
                del self.found["summary"], self.taken[first]
                self._take("summary", taken := fullest, self.scores[fullest]["summary"])
                self.lost.pop(taken, None)
            why = "which has the most text" if taken != first else "the first"
            self.lost |= {name: ("summary", taken) for name in fits if name != taken}
            self.notes.append(
                f"{_listed(fits)} may each describe the event: {taken!r}, {why}, is read."
            )
        told = read_heading(taken)
        if told.has("note") and not told.has("event") and told.key != "summary":
            self.notes.append(
                f"No column is called a description: the notes in {taken!r} are taken for it."
            )

    def _type_by_content(self) -> None:
        """Read types from what names the events, too, if most of its cells are names of types."""
        title = self.found.get("title", "")
        if "event_type" in {*self.found, *self.closed} or title not in self.cells:
            return
        told = read_heading(title)
        texts = pd.Series(self.cells[title].dropna().unique()[:_TYPES], dtype="str")
        if (
            (told.has("event") or told.key in _WHAT)
            and told.concepts <= {"event", "title", "noise"}
            and find_labels(texts).notna().mean() > HALF
        ):
            self.found["event_type"] = title

    def _place_by_group(self) -> None:
        """Take names of sheets, or of titles between rows, that are all regions or countries."""
        for each in self._free():
            if each.name not in _GROUP_COLUMNS:
                continue
            for name, kind in (("admin1", "unit"), ("country", "country")):
                every = each.profile.share(kind) == 1 or (
                    kind == "unit" and self._are_units(each.name)
                )
                if every and name not in {*self.found, *self.closed}:
                    self._take(name, each.name, LIKELY)
                    what = "region" if kind == "unit" else kind
                    self.notes.append(f"Each {each.name!r} is the name of a {what}: it is read so.")
                    break

    def _are_units(self, column: str) -> bool:
        """Return whether one country, and no other, has a unit of each name in a column."""
        names = [str(name) for name in self.cells[column].dropna().unique()]
        land = country_of_units(names)
        return land is not None and all(unit_code(name, land) for name in names)

    def _place_by_content(self) -> None:
        """Take what holds regions, or a target that is named by places, where nothing else does."""
        if not {"admin1", "lat", *PAIRS} & {*self.found, *self.closed}:
            for each in self._free():
                named = heading_says_nothing(each) and each.name not in _GROUP_COLUMNS
                named = named and each.profile.share("known place") >= MOST
                if named and each.profile.share("distinct") < 1 and self._are_units(each.name):
                    self._take("admin1", each.name, LIKELY)
                    self.notes.append(f"{each.name!r} holds regions of one country: it is read so.")
                    break
        if {"place", "admin1", "country", "lat", *PAIRS} & {*self.found, *self.closed}:
            return
        target = self.found.get("target")
        known = {each.name: each.profile.share("known place") for each in self.columns}
        if target and known[target] > HALF / 2:
            del self.found["target"]
            self.taken[target] = "place", LIKELY
            self.found["place"] = target
            cells = self.cells[target]
            for name, is_one in (("admin1", is_unit), ("country", is_country)):
                told = {text: is_one(str(text)) for text in cells.dropna().unique()}
                self._put(name, target, cells.where(cells.map(told).eq(True)))
            self.notes.append(f"{target!r} names places: it is taken for where the event was.")

    def _tell_of_aggregates(self) -> None:
        """Say that rows may each be several events, where a column counts them."""
        for each in self._free():
            if counts_events(each):
                self.notes.append(
                    f"{each.name!r} gives a number of events, such as {each.profile.samples[0]!r}:"
                    " each row counts as one event all the same."
                )

    def _tell_of_groups(self) -> None:
        """Name the names of sheets, or titles between the rows, that are not read."""
        for each in self._free():
            if each.name in _GROUP_COLUMNS:
                such = join_words([repr(name) for name in each.profile.samples])
                self.notes.append(
                    f"The {_GROUP_COLUMNS[each.name]}, such as {such}, are not read: column"
                    f" {each.name!r} can be chosen for a field."
                )

    def _tell_of_persons(self) -> None:
        """Say that a list of persons, with what became of each, is not counted."""
        figures = {f"{noun}_{end}" for noun in NOUNS for end in ("low", "best", "high")}
        if figures & {*self.found, *self.closed}:
            return
        for each in self.columns:
            samples = [read_heading(text) for text in each.profile.samples]
            if samples and all(
                text.strange == 0 and text.has("killed", "injured") for text in samples
            ):
                self.notes.append(
                    f"{each.name!r} says of each row what became of somebody, such as"
                    f" {each.profile.samples[0]!r}: nobody is counted by it."
                )

    def _tell_of_forecasts(self) -> None:
        """Say that a table holds what was foreseen, and so what nobody has reported."""
        told = [each.name for each in self._free() if each.heading.has("forecast")]
        if told:
            self.notes.append(
                f"{_listed(told)} {_is(told)} what was foreseen and not read: each row counts as an"
                " event all the same, whether one was reported or not."
            )

    def _find_unexplained(self) -> None:
        """Find numbers that may count people, where no heading says of anything that it does.

        Of a table with a column for each month, these are the numbers of the months.
        """
        free = [each for each in self._free() if each.profile.share("number") >= MOST]
        months = [each.name for each in free if is_name_of_month(each.name)]
        if len(months) >= _SEASON:
            self.unexplained |= {*months}
        figures = {f"killed_{end}" for end in ("low", "best", "high")}
        if figures & {*self.found, *self.closed} or self.spoken:
            return
        for each in free:
            counts = all(_COUNTS.fullmatch(text) for text in each.profile.samples)
            if heading_says_nothing(each) and counts and not _runs_on(self.cells[each.name]):
                self.unexplained.add(each.name)

    # What became of each

    def _describe(self, column: Column) -> ColumnUse:
        taken, score = self.taken.get(column.name, ("", 0.0))
        looks = looks_like(column) or "casualties" * (column.name in self.unexplained)
        others = sorted(
            ((mark, name) for name, mark in self._all_scores(column).items() if name != taken),
            reverse=True,
        )
        runner_up = others[0][1] if others and others[0][0] >= LEAST / 2 else ""
        if column.name in self.chosen.values():
            surety, why = "chosen", "It was named by hand."
        elif taken:
            surety = grade(score)
            why = say_why(column, taken)
            for speaker, own in self.spoken.items():
                if column.name in own.values():
                    why = f"It is told by {speaker}. {why}"
        else:
            surety = ""
            field_name, winner = self.lost.get(column.name, ("", ""))
            why = f"{winner!r} fits {field_name} better." if winner else say_why_not(column)
        return ColumnUse(
            column.name,
            taken,
            surety,
            why,
            runner_up,
            column.profile.samples,
            column.profile.filled,
            "" if taken else looks,
            self._other_fields(column.name, taken),
        )

    def _other_fields(self, column: str, taken: str) -> tuple[str, ...]:
        """Return the fields beside `taken` that are read from a column."""
        read = {**self.found, **self.chosen}
        named = (name for name, own in read.items() if self.shown.get(own, own) == column)
        return tuple(name for name in named if name != taken) if taken else ()

    def _all_scores(self, column: Column) -> dict[str, float]:
        found = dict(self.scores[column.name])
        for each in find_dates([column]):
            name = "date_end" if each.role == "end" else "date_start"
            found[name] = max(found.get(name, 0.0), each.score)
        if (what := find_counted(column)) and what.noun != "both":
            found[f"{what.noun}_{what.end or 'best'}"] = what.score
        return found


_GROUPED = frozenset(
    {"date_start", "date_end", *_POINTS}
    | {f"{noun}_{end}" for noun in ("killed", "injured") for end in ("low", "best", "high")}
)
"""Fields that are not chosen one by one."""

_OF_OTHERS = ["entry", "update", "publish", "report", "elsewhen", "number", "killed", "injured"]
"""Concepts of headings whose years, months and days are not those of the event."""

_SEASON = 3
"""From how many months on columns are those of a table of months."""


def _runs_on(cells: pd.Series) -> bool:
    """Return whether a column numbers its rows through."""
    numbers = pd.to_numeric(cells, errors="coerce").dropna()
    return len(numbers) > 1 and bool((numbers.diff().dropna() == 1).all())


_COUNTS = re.compile(r"\d{1,3}(?:\.0)?")
"""Numbers that may count people."""

_TYPES = 100
"""Different cells of a column that are looked at for types of events."""

_WHAT = frozenset({"what", "що", "что", "quoi", "qué", "was", "co", "ماذا"})
"""Headings that ask for the event itself, and for its title no more than for its type."""

_FULLER = 1.5
"""How many times the text of the first description another one has that is read instead."""

_MANY_BLANK = 0.25
"""The share of blank dates from which on they are told of."""

_CLAIMED = re.compile(
    r"(?i)\b(?:reported|claimed|alleged|unverified|unconfirmed|estimated|reportad[oa]s?|rapportés?"
    r"|signalés?|gemeldete?n?|zgłoszon\w{1,3}|заявлен\w{0,3}|повідомлен\w{0,3}|сообщен\w{0,3})\b"
)
_VERIFIED = re.compile(
    r"(?i)\b(?:verified|confirmed|corroborated|verificad[oa]s?|confirmad[oa]s?|vérifiée?s?|confirmée?s?"
    r"|bestätigte?n?|potwierdzon\w{1,3}|підтверджен\w{0,3}|подтвержд[её]н\w{0,3})\b"
)
"""What headings say of figures that somebody has told, and of those that somebody has checked."""

_ROWS = 500
"""Rows that two columns are compared in."""


FAR_KM = 50
"""From which distance on two points of a row are told of."""


def _count_apart(points: pd.DataFrame, others: pd.DataFrame) -> int:
    ends = (points["lon"], points["lat"], others["lon"], others["lat"])
    metres = metres_between(*(each.astype("float64") for each in ends))
    return int((metres > 1000 * FAR_KM).sum())


def _write(degrees: pd.Series, letter: str) -> pd.Series:
    """Return degrees with a letter for their sign, N for the north or E for the east."""
    other = {"N": "S", "E": "W"}[letter]
    known = {
        value: f"{abs(value)!r} {letter if value >= 0 else other}"
        for value in degrees.dropna().unique().tolist()
    }
    return degrees.map(known).astype("str")


def _mates(lat: Column, lon: Column) -> bool:
    """Return whether two headings differ by nothing but latitude and longitude."""
    axes = {"lat", "lon", "x", "y"}
    one, two = (
        [word for word in split_heading(each.name) if not concepts_of(word) & axes]
        for each in (lat, lon)
    )
    return one == two


def _zones_in(cells: pd.Series) -> dict[str, str]:
    texts = [str(text) for text in cells.dropna().unique()[:_MOST_ZONES]]
    return {text: zone for text in texts if (zone := find_zone(text))}


_OF_ZONES = re.compile(r"(?i)utm|zone|huso|fuseau|fuso|zona|зона|grid|crs")

_OF_HEMISPHERES = frozenset(
    ["n", "s", "e", "w", "o", "or", "ns", "ew", "we", "sn", "nsew", "lat", "lon", "long"]
)
"""Words of headings over the letters of hemispheres alone."""

_MOST_ZONES = 120
"""Both halves of each of the 60; a column of more different texts is none of zones."""

_GROUP_COLUMNS = {"Sheet": "names of the sheets", SECTION: "titles between the rows"}
"""Columns that stand in no table itself, and what they hold."""


def _years_of(cells: pd.Series) -> dict[str, str]:
    """Return the one year of each name of a sheet, or none if one of them does not tell one."""
    found = {str(text): list(find_years([str(text)])) for text in cells.dropna().unique()}
    told = {text: years[0] for text, years in found.items() if len(years) == 1}
    return told if len(told) == len(found) else {}


def _is_year(column: Column) -> bool:
    return column.profile.share("year") >= MOST


def _same_days_in(order: DateOrder) -> Callable[[str, str], bool]:
    """Return what says whether two texts mean the same days in an order of day and month."""

    def are_same(one: str, other: str) -> bool:
        first, second = interpret(one).spans.get(order), interpret(other).spans.get(order)
        return first is not None and first == second

    return are_same


def _order(what: Counted) -> tuple[int, float]:
    return _rank(what), -what.score


def _rank(what: Counted) -> int:
    """Return which figure of the whole is read first: the best, the total, one without a word."""
    if what.end == "best":
        return 0
    return 1 if what.total else 2


def _tell_parts(counted: list[tuple[Column, Counted]]) -> list[tuple[Column, Counted]]:
    """Return columns of figures, those that count a part beside the others as that.

    Beside suspects, victims are a part. Beside civilians or soldiers, so are people that no concept
    knows; a total is none.
    """
    parts = {part for _, what in counted for part in what.parts}
    found = []
    for each, what in counted:
        own = what.parts
        if not own and not what.total and not what.among:
            if "suspects" in parts and each.heading.has("casualties"):
                own = frozenset({"victims"})
            elif {"civilians", "armed"} & parts and _names_others(each):
                own = frozenset({"others"})
        found.append((each, replace(what, parts=own)))
    return found


def _names_others(column: Column) -> bool:
    """Return whether a heading has a word that may name people."""
    words = [word for word in split_heading(column.name) if not word.isdigit()]
    return any(not concepts_of(word) for word in words)


def _pick_parts(
    parts: list[tuple[Column, Counted]],
) -> list[tuple[Column, Counted]]:
    """Return the parts that are the whole of the people, else the first of them.

    Of several that are called the same ("civilians") the first counts; soldiers and police are two.
    Of trades, all are returned.
    """
    by_part: dict[str, dict[frozenset[str], tuple[Column, Counted]]] = {}
    for each, what in parts:
        (part,) = what.parts
        called = frozenset(word for word in split_heading(each.name) if part in concepts_of(word))
        by_part.setdefault(part, {}).setdefault(called, (each, what))
    if not by_part:
        return []
    whole = next((sum_of for sum_of in WHOLES if sum_of <= by_part.keys()), None)
    # Beside civilians, adults and children are parts of these, and not all of the people.
    if whole is None or ("civilians" in by_part and "civilians" not in whole):
        first = min(by_part, key=PEOPLE.index)
        return [*by_part[first].values()][: None if first == "trades" else 1]
    return [pair for part in PEOPLE if part in whole for pair in by_part[part].values()]


def _pick_crossed(counted: list[tuple[Column, Counted]]) -> list[tuple[Column, Counted]]:
    """Return the figures of all people in two ways at once: civilians and soldiers, by sex."""
    crossed = [
        (each, what)
        for each, what in counted
        if len(what.parts) > 1 and not what.among and what.end in ("", "best")
    ]
    parts = [what.parts for _, what in crossed]
    every = any(
        len(parts) == len(one) * len(other)
        and {*parts} == {frozenset(pair) for pair in product(one, other)}
        for one, other in combinations(WHOLES, 2)
    )
    return crossed if every else []


def _is(things: Sized) -> str:
    return "are" if len(things) > 1 else "is"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(repr(name) for name in names)
