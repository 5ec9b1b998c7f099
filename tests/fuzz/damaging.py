"""Damaged files of a store: the dataset they belong to is refused in words, and no other is."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from click.testing import CliRunner
from deltalake import DeltaTable
from starlette.applications import Starlette
from starlette.testclient import TestClient
from support.datasets import make_dataset

from eventmap.catalog import stored as stored_module
from eventmap.cli import main
from eventmap.database import Database, open_database
from eventmap.routes import create_routes
from eventmap.store import VersionedStore
from fuzz.mutations import cut_off, cut_out, flip_bits, put_in
from fuzz.report import Report

VERSIONS = 4
OK, BUSY = 200, 503
_REFUSED = 2
_TABLE = "id,date,place,country,lat,lon,killed\n1,2025-10-18,Kherson,Ukraine,46.6,32.6,3\n"
_DAMAGES = (flip_bits, flip_bits, cut_off, cut_off, cut_out, put_in)


def damage_stores(seed: int, number: int, folder: Path) -> Report:
    """Damage the files of one of two datasets in turn, before and while it is served."""
    report = Report("damaged stores")
    whole = folder / "whole"
    _make_store(whole)
    files = sorted(
        path.relative_to(whole) for path in (whole / "front").rglob("*") if path.is_file()
    )
    table = folder / "table.csv"
    table.write_text(_TABLE, encoding="utf-8")
    for at in range(number):
        random = Random(f"{seed} {at}")
        file = files[at % len(files)]
        store = folder / f"store-{at}"
        shutil.copytree(whole, store)
        where = f"seed {seed}, damage {at}, {file}"
        with _looking_each_time():
            served = Database(store=VersionedStore(str(store)))
            if random.random() < 0.5:
                served.infos  # noqa: B018 - it is known before it is damaged
            body = (store / file).read_bytes()
            damage = random.choice(_DAMAGES)
            (store / file).write_bytes(damage(body, random) if body else b"\x00")
            _ask(report, f"{where}, {damage.__name__}", served)
        _command(report, f"{where}, {damage.__name__}", store, table)
        shutil.rmtree(store)
    return report


def _make_store(root: Path) -> None:
    store = VersionedStore(str(root))
    for version in range(1, VERSIONS + 1):
        rows = [{"event_id": f"e{at}", "title": f"Event {at} of {version}"} for at in range(40)]
        claims = [{"event_id": f"e{at}", "killed_best": version} for at in range(40)]
        store.write(make_dataset(rows, claims, [{"item_id": "t"}], name="front"))
        if version == VERSIONS - 1:
            DeltaTable(str(root / "front")).create_checkpoint()
    store.write(make_dataset([{"title": "Sound"}], name="sound"))


@contextmanager
def _looking_each_time() -> Iterator[None]:
    was, stored_module.FRESH_S = stored_module.FRESH_S, -1.0
    try:
        yield
    finally:
        stored_module.FRESH_S = was


def _ask(report: Report, where: str, database: Database) -> None:
    client = TestClient(Starlette(routes=create_routes(database)))
    for path, allowed in (
        ("/healthz", (OK,)),
        ("/api/datasets", (OK,)),
        ("/api/summary?dataset=sound", (OK,)),
        ("/api/summary?dataset=front", (OK, BUSY)),
        ("/api/events.json?dataset=front&version=1", (OK, BUSY)),
        ("/api/changes?dataset=front&since=1", (OK, BUSY)),
        ("/tiles/front/4/0/0/0.json", (OK, BUSY)),
        ("/healthz", (OK,)),
    ):
        answer = _get(report, f"{where}: {path}", client, path)
        if answer is None:
            continue
        code = answer.status_code
        if code not in allowed:
            report.faults.append(f"{where}: {path}: {code} {answer.text[:200]}")
        report.outcomes[f"{code}"] += 1
        if "sound" in path and code == OK and answer.json()["events"] != 1:
            report.faults.append(f"{where}: {path}: {answer.text[:200]}")


def _get(report: Report, where: str, client: TestClient, path: str) -> Any:
    try:
        return client.get(path)
    except Exception as error:  # a trace in the server is what is looked for
        report.faults.append(f"{where}: {error!r:.200}")
        return None


def _command(report: Report, where: str, store: Path, table: Path) -> None:
    target = table.with_name("out.csv")
    for words in (
        ["datasets"],
        ["diff", "front", "1", f"{VERSIONS}"],
        ["export", "front", "--to", str(target)],
        ["export", "sound", "--to", str(target)],
        ["import", str(table), "--dataset", "front"],
        ["datasets"],
        ["remove", "front", "--yes"],
    ):
        result = CliRunner().invoke(main, [*words, "--store", str(store)])
        said = f"{where}: {' '.join(words[:2])}: {result.exit_code} {result.output[-300:]}"
        code = result.exit_code
        raised = result.exception is not None and not isinstance(result.exception, SystemExit)
        unsaid = code == _REFUSED and "Error: " not in result.output
        if raised or unsaid or code not in ((0,) if "sound" in words else (0, _REFUSED)):
            report.faults.append(f"{said} {result.exception!r:.200}")
        report.outcomes["refused" if code else "done"] += 1
        open_database.cache_clear()
    if (store / "front").exists():
        report.faults.append(f"{where}: it cannot be removed")
