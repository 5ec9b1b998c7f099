"""What differs between two versions of a dataset: added, withdrawn, and changed field by field.

The store notes in which version a row came, last changed or was withdrawn, so only rows that the
later version marks as touched since the earlier one are read in full.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import duckdb

from eventmap.casualties import MEASURES, Figure, describe_figure
from eventmap.connections import lent, statement
from eventmap.deadlines import QUESTIONS
from eventmap.schema import CLAIMS, EVENTS, FIGURES, TABLES, TIMELINE, Dataset, empty_frame
from eventmap.store.digests import Digests, lay_digests_apart
from eventmap.store.failures import read_in_words
from eventmap.store.merge import COMPARED_ROWS
from eventmap.store.rows import MATCHED_BY
from eventmap.store.store import VersionedStore
from eventmap.store.version import Counts, Version, to_pandas
from eventmap.tables import load
from eventmap.wording import count_of

Value = str | int | float | bool | date | Figure | None
_Item = dict[str, Any]

PAGE_ROWS = 100
"""How many rows of each kind are listed, if nothing else is asked for."""

_OTHER_CLAIMS = """id IN (
    SELECT event_id FROM before_claims FULL JOIN after_claims USING (event_id)
    WHERE before_claims.digest IS DISTINCT FROM after_claims.digest
)"""


WITHHELD = "What has changed in it may not be handed on."
"""Stands in the place of the fields of a row whose own terms forbid it."""


@dataclass(frozen=True)
class FieldChange:
    """One field of a row that differs.

    Parameters
    ----------
    field
        A column; ``extra.NAME`` for an original column; ``claims`` for the claims about an
        event, with their number before and after, which may be the same; ``killed`` and
        ``injured`` for the figure over all claims.
    before, after
        ``None`` is unknown.
    """

    field: str
    before: Value
    after: Value

    @property
    def is_publishers(self) -> bool:
        """Whether it is about a column or a text of the publisher's own."""
        return self.field.partition(".")[0] in ("extra", "summary")

    def describe(self) -> str:
        """Return the change in words: "place: not given, now Kherson"."""
        if isinstance(self.before, Figure) and isinstance(self.after, Figure):
            words = (describe_figure(figure, self.field) for figure in (self.before, self.after))
            return ", now ".join(words)
        if self.field == "claims" and self.before == self.after:
            return f"claims: {self.before}, with other content"
        words = ("not given" if v is None else str(v) for v in (self.before, self.after))
        return f"{self.field}: {', now '.join(words)}"


@dataclass(frozen=True)
class Entry:
    """An event or a timeline item.

    Parameters
    ----------
    fields
        What differs where it has changed.
    handed_on
        Whether the row may be handed on, by its own terms before and after.
    """

    id: str
    title: str
    fields: tuple[FieldChange, ...] = ()
    handed_on: bool = True


@dataclass(frozen=True)
class TableChanges:
    """What differs in the events, or in the timeline.

    Parameters
    ----------
    counts
        How many rows of each kind there are in all; unchanged ones are not counted.
    added, changed, withdrawn
        Those that were asked for, in the order of the later table.
    """

    counts: Counts
    added: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    withdrawn: tuple[Entry, ...]


@dataclass(frozen=True)
class Changes:
    """What differs between two versions of a dataset."""

    dataset: str
    before: int
    after: int
    events: TableChanges
    timeline: TableChanges

    def describe(self) -> str:
        """Return the counts in a sentence."""
        said = _describe_step(self.events.counts, self.timeline.counts)
        versions = f"version {self.before} to version {self.after} of {self.dataset}"
        return f"From {versions}: {said}."

    def for_viewers(self, *, handed_on: bool) -> "Changes":
        """Return the same without what the publisher wrote in rows not to be handed on.

        Of a row that says so itself nothing but its title is left, and that it has changed.

        Parameters
        ----------
        handed_on
            Whether the dataset may be; where it may, a row can say otherwise of itself.
        """
        return replace(
            self,
            events=_for_viewers(self.events, handed_on),
            timeline=_for_viewers(self.timeline, handed_on),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the changes as JSON has them: days are text, a figure low, best and high."""
        return {
            "dataset": self.dataset,
            "before": self.before,
            "after": self.after,
            "sentence": self.describe(),
            "events": _table_to_json(self.events, MATCHED_BY["events"]),
            "timeline": _table_to_json(self.timeline, MATCHED_BY["timeline"]),
        }


def _for_viewers(changes: TableChanges, handed_on: bool) -> TableChanges:
    def withhold(entry: Entry) -> Entry:
        if not entry.handed_on:
            return replace(entry, fields=())
        if not handed_on:
            return replace(entry, fields=tuple(f for f in entry.fields if not f.is_publishers))
        return entry

    return replace(changes, changed=tuple(map(withhold, changes.changed)))


class Difference:
    """What differs in version `after` from version `before`, which may be the later one.

    Parameters
    ----------
    connection
        A database of its own.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, before: Version, after: Version
    ) -> None:
        self._connection = connection
        self._versions = {"before": before, "after": after}
        early, late = sorted((before, after), key=lambda version: version.info.version)
        for table in ("events", "timeline"):
            rows = f"({late.select_sql(connection, table, withdrawn=True)})"
            self._run("touched_rows", table, rows=rows, since=str(early.info.version))
        with self._lay_apart("events", "claims") as slices:
            for touched, *claims, was, now in slices:
                for side, rows in zip(self._versions, claims, strict=True):
                    self._run("changed_claims", "claims", side=side, rows=rows, touched=touched)
                self._compare("events", _OTHER_CLAIMS, touched, was, now)
        with self._lay_apart("timeline") as slices:
            for touched, was, now in slices:
                self._compare("timeline", "false", touched, was, now)

    @contextmanager
    def _lay_apart(self, table: str, *also: str) -> Iterator[Iterator[list[str]]]:
        """Give slice by slice which rows were touched, and what is compared of them, as SQL."""
        ((rows,),) = self._connection.execute(f"SELECT count(*) FROM {table}_touched").fetchall()  # noqa: S608
        sides = [Digests(f"{table}_touched", {}, "id", rows, {})]
        for each in (*also, table):
            sides += [self._digest(side, each, rows) for side in self._versions]
        with lay_digests_apart(self._connection, sides, COMPARED_ROWS) as slices:
            yield ([each.sql for each in laid] for laid in slices)

    def _digest(self, side: str, table: str, rows: int) -> Digests:
        known, key = {"position": "BIGINT"}, "event_id"
        if table != "claims":
            known, key = known | {"title": "VARCHAR"}, "id"
        columns = ", ".join([f"{MATCHED_BY[table]} AS {key}", *known])
        digest = f"hash({', '.join(TABLES[table])}) AS digest"
        sql = f"(SELECT {columns}, {digest} FROM {self._rows(side, table)})"  # noqa: S608 - names from schema.py
        return Digests(sql, {}, key, rows, known)

    def _compare(self, table: str, also: str, touched: str, was: str, now: str) -> None:
        parts = {"before": was, "after": now, "touched": touched}
        self._run("changed_rows", table, also=also, **parts)

    def _run(self, name: str, table: str, **parts: str) -> None:
        text = statement(name).format(table=table, key=MATCHED_BY[table], **parts)
        self._connection.execute(text)

    def _rows(self, side: str, table: str) -> str:
        return f"({self._versions[side].select_sql(self._connection, table)})"

    def count(self, table: str) -> Counts:
        """Return how many rows of `table` were added, changed and withdrawn."""
        sql = f"SELECT became, count(*) FROM {table}_changes GROUP BY became"  # noqa: S608
        return Counts(**dict(self._connection.execute(sql).fetchall()))

    def list_rows(
        self, table: str, kind: str, limit: int | None, offset: int
    ) -> list[tuple[str, str]]:
        """Return ids and titles of a page of the rows that were added, changed or withdrawn."""
        sql = f"""
            SELECT id, title FROM {table}_changes WHERE became = $kind
            ORDER BY position, id LIMIT $limit OFFSET $offset
        """  # noqa: S608 - names from schema.py
        values = {"kind": kind, "limit": limit, "offset": offset}
        return self._connection.execute(sql, values).fetchall()

    def read(self, table: str, ids: Sequence[str]) -> tuple[dict[str, _Item], dict[str, _Item]]:
        """Return rows before and after, by id; events with their figures and ``claims``."""
        read = self._read_events if table == "events" else self._read_items
        return read("before", ids), read("after", ids)

    def _read_items(self, side: str, ids: Sequence[str]) -> dict[str, _Item]:
        columns = ", ".join(TIMELINE)
        rows = self._rows(side, "timeline")
        sql = f"SELECT {columns} FROM {rows} WHERE list_contains($ids, item_id)"  # noqa: S608
        return {row["item_id"]: row for row in self._fetch(sql, {"ids": list(ids)})}

    def _read_events(self, side: str, ids: Sequence[str]) -> dict[str, _Item]:
        # The rules by which figures are added up are those of the page's own tables.
        catalog = f"{side}_page"
        self._connection.execute(f"ATTACH ':memory:' AS {catalog}")
        frames = {table: self._read_frame(side, table, ids) for table in ("events", "claims")}
        info = self._versions[side].info
        load(self._connection, catalog, Dataset(info, timeline=empty_frame("timeline"), **frames))
        columns = ", ".join([*EVENTS, *FIGURES])
        events = self._fetch(f"SELECT {columns} FROM {catalog}.events")  # noqa: S608
        columns = ", ".join(CLAIMS)
        claims = self._fetch(f"SELECT {columns} FROM {catalog}.claims ORDER BY position")  # noqa: S608
        self._connection.execute(f"DETACH {catalog}")
        found: dict[str, _Item] = {event["event_id"]: event | {"claims": []} for event in events}
        for claim in claims:
            found[claim["event_id"]]["claims"].append(claim)
        return found

    def _read_frame(self, side: str, table: str, ids: Sequence[str]) -> Any:
        columns = ", ".join(TABLES[table])
        rows = self._rows(side, table)
        sql = f"""
            SELECT {columns} FROM {rows} WHERE list_contains($ids, event_id) ORDER BY position
        """  # noqa: S608 - names from schema.py
        found = self._connection.sql(sql, params={"ids": list(ids)}).to_arrow_table()
        return to_pandas(found, table)

    def _fetch(self, sql: str, values: dict[str, Any] | None = None) -> list[_Item]:
        cursor = self._connection.execute(sql, values or {})
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def diff(
    store: VersionedStore,
    name: str,
    before: int,
    after: int,
    *,
    limit: int | None = PAGE_ROWS,
    offset: int = 0,
) -> Changes:
    """Return what is different in version `after` from version `before`, which may be later.

    Parameters
    ----------
    limit, offset
        Which part of each list; ``None`` lists all from `offset` on. The counts are of all.

    Raises
    ------
    NotFoundError
        If there is no such dataset or version.
    """
    pair = (store.open(name, before), store.open(name, after))
    with (
        read_in_words(f"{name} could not be read"),
        lent(spill_limit=None) as connection,  # tables of any size are compared
        QUESTIONS.asking(connection),
    ):
        compared = Difference(connection, *pair)
        events, timeline = (
            _list_changes(compared, table, limit, offset) for table in ("events", "timeline")
        )
    return Changes(name, before, after, events, timeline)


def _list_changes(compared: Difference, table: str, limit: int | None, offset: int) -> TableChanges:
    listed = {
        kind: compared.list_rows(table, kind, limit, offset)
        for kind in ("added", "changed", "withdrawn")
    }
    was, now = compared.read(table, [row_id for row_id, _ in listed["changed"]])
    changed = (
        Entry(
            row_id,
            title,
            tuple(_compare_fields(table, was[row_id], now[row_id])),
            handed_on=all(row.get("redistributable", True) for row in (was[row_id], now[row_id])),
        )
        for row_id, title in listed["changed"]
    )
    return TableChanges(
        compared.count(table),
        added=tuple(Entry(*row) for row in listed["added"]),
        changed=tuple(changed),
        withdrawn=tuple(Entry(*row) for row in listed["withdrawn"]),
    )


def _compare_fields(table: str, was: _Item, now: _Item) -> Iterator[FieldChange]:
    columns = EVENTS if table == "events" else TIMELINE
    for name, column in columns.items():
        if was[name] == now[name]:
            continue
        if column.kind == "json":
            yield from _compare_json(name, was[name], now[name])
        else:
            yield FieldChange(name, was[name], now[name])
    if table != "events":
        return
    if was["claims"] != now["claims"]:
        yield FieldChange("claims", len(was["claims"]), len(now["claims"]))
    for measure in MEASURES:
        before, after = (Figure.of_row(row, measure) for row in (was, now))
        if before != after:
            yield FieldChange(measure, before, after)


def _compare_json(name: str, was: str | None, now: str | None) -> Iterator[FieldChange]:
    """Yield the keys of two objects that differ, or the texts where they are no objects."""
    before, after = _read_object(was), _read_object(now)
    if before is None or after is None:
        yield FieldChange(name, was, now)
        return
    differ = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    for key in differ:
        yield FieldChange(f"{name}.{key}", _as_text(before.get(key)), _as_text(after.get(key)))
    if not differ:
        yield FieldChange(name, was, now)


def _read_object(text: str | None) -> dict[str, Any] | None:
    try:
        value = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _as_text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value)


def describe_newer(versions: Sequence[Version], than: int) -> str:
    """Return in a sentence or two which versions are newer than that of number `than`.

    Of what each import counted itself, so that nothing is compared. What several imports changed
    does not add up to what differs between two versions: an event may have changed twice.
    """
    newer = [version for version in versions if version.number > than]
    last = newer[-1]
    said = _describe_step(last.events, last.timeline)
    if len(newer) == 1:
        versions_named = f"version {than} to version {last.number} of {last.info.name}"
        return f"There is a newer version of this dataset. From {versions_named}: {said}."
    count = f"There are {count_of(len(newer), 'newer version')} of this dataset."
    return f"{count} In the last, version {last.number}: {said}."


def _describe_step(events: Counts, timeline: Counts) -> str:
    parts = (_describe_counts(events, "event"), _describe_counts(timeline, "timeline item"))
    return "; ".join(part for part in parts if part) or "nothing differs"


def _describe_counts(counts: Counts, noun: str) -> str:
    told = [(counts.added, "added"), (counts.changed, "changed"), (counts.withdrawn, "withdrawn")]
    return ", ".join(f"{count_of(count, noun)} {word}" for count, word in told if count)


def _table_to_json(changes: TableChanges, key: str) -> dict[str, Any]:
    def plain(entry: Entry) -> dict[str, Any]:
        return {key: entry.id, "title": entry.title}

    counts = asdict(changes.counts)
    del counts["unchanged"]
    return {
        "counts": counts,
        "added": [plain(entry) for entry in changes.added],
        "changed": [
            plain(entry)
            | {
                "fields": [_field_to_json(field) for field in entry.fields],
                "withheld": None if entry.handed_on else WITHHELD,
            }
            for entry in changes.changed
        ],
        "withdrawn": [plain(entry) for entry in changes.withdrawn],
    }


def _field_to_json(field: FieldChange) -> dict[str, Any]:
    pair = {"before": _to_json(field.before), "after": _to_json(field.after)}
    return {"field": field.field, **pair, "words": field.describe()}


def _to_json(value: Value) -> Any:
    if isinstance(value, Figure):
        return asdict(value)
    return value.isoformat() if isinstance(value, date) else value
