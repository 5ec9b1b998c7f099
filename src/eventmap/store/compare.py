"""Two versions side by side: which rows differ, and what they say.

The store notes in which version a row came, last changed or was withdrawn, so only rows that the
later version marks as touched since the earlier one are read in full.
"""

from collections.abc import Sequence
from typing import Any

import duckdb

from eventmap.prepare import load, statement
from eventmap.schema import CLAIMS, EVENTS, FIGURES, TABLES, TIMELINE, Dataset, empty_frame
from eventmap.store.layout import KEYS
from eventmap.store.merge import Counts
from eventmap.store.opened import VersionData, to_pandas

Row = dict[str, Any]

_OTHER_CLAIMS = """id IN (
    SELECT event_id FROM before_claims FULL JOIN after_claims USING (event_id)
    WHERE before_claims.digest IS DISTINCT FROM after_claims.digest
)"""


class Comparison:
    """What differs in version `after` from version `before`, which may be the later one.

    Parameters
    ----------
    connection
        A database of its own.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, before: VersionData, after: VersionData
    ) -> None:
        self._connection = connection
        self._versions = {"before": before, "after": after}
        early, late = sorted((before, after), key=lambda version: version.info.version)
        for table in ("events", "timeline"):
            self._run(
                "touched_rows",
                table,
                rows=f"({late.select_sql(connection, table, withdrawn=True)})",
                since=str(early.info.version),
            )
        for side in self._versions:
            self._run("changed_claims", "claims", side=side, rows=self._rows(side, "claims"))
        self._compare("events", _OTHER_CLAIMS)
        self._compare("timeline", "false")

    def _compare(self, table: str, also: str) -> None:
        rows = {side: self._rows(side, table) for side in self._versions}
        self._run("changed_rows", table, also=also, **rows)

    def _run(self, name: str, table: str, **parts: str) -> None:
        columns = ", ".join(TABLES[table])
        text = statement(name).format(table=table, key=KEYS[table], columns=columns, **parts)
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

    def read(self, table: str, ids: Sequence[str]) -> tuple[dict[str, Row], dict[str, Row]]:
        """Return rows before and after, by id; events with their figures and ``claims``."""
        read = self._read_events if table == "events" else self._read_items
        return read("before", ids), read("after", ids)

    def _read_items(self, side: str, ids: Sequence[str]) -> dict[str, Row]:
        columns = ", ".join(TIMELINE)
        rows = self._rows(side, "timeline")
        sql = f"SELECT {columns} FROM {rows} WHERE list_contains($ids, item_id)"  # noqa: S608
        return {row["item_id"]: row for row in self._fetch(sql, {"ids": list(ids)})}

    def _read_events(self, side: str, ids: Sequence[str]) -> dict[str, Row]:
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
        found: dict[str, Row] = {event["event_id"]: event | {"claims": []} for event in events}
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

    def _fetch(self, sql: str, values: dict[str, Any] | None = None) -> list[Row]:
        cursor = self._connection.execute(sql, values or {})
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
