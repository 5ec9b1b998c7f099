"""A dataset too large to be read for each view: built, counted ahead, started again, and asked.

``PYTHONPATH=tests python -m benchmarks.large FOLDER`` says what each step takes, and asks the same
of what is counted ahead and of the rows under filters at random: an answer that differs ends it.
"""

import random
import sys
import time
import tomllib
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

import click
import duckdb

from benchmarks.browser import begin_with, choose, first_map, open_tab, take_back
from benchmarks.server import Server, read_memory, read_processor_s, serve
from benchmarks.synthetic import frequent_types, label_of
from benchmarks.systems import CACHE, EVENTMAP
from benchmarks.tiles import FRONT, UKRAINE, tiles_of_view
from eventmap.catalog import Bounds, open_folders
from eventmap.coverage import describe_time_by_plan
from eventmap.database import Database
from eventmap.facets import count_facets, count_hidden
from eventmap.filters import Filters
from eventmap.places import name_region
from eventmap.settings import Settings
from eventmap.summary import summarise_by_plan
from eventmap.tiles import Tiles

PARTS = ("build", "start", "questions")

DAYS = (date(2023, 1, 1), date(2023, 7, 1), date(2024, 1, 1), date(2024, 7, 1))
"""With which a period of months begins: each of as many viewers has one, a type and a region."""

_BUILD_S = 6 * 3600
_POLL_S = 5

_WORLD = (20.0, 30.0)
_DEEPEST = 11
"""Zooms of Leaflet's up to which a view is counted ahead."""


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--cache", default=CACHE / "eventmap", type=click.Path(path_type=Path))
@click.option("--only", default=",".join(PARTS), show_default=True, help="Parts to measure.")
@click.option("--filters", "number", default=50, show_default=True, help="Filters at random.")
@click.option("--seed", default=1, show_default=True, help="Another seed, other filters.")
def main(*, folder: Path, cache: Path, only: str, number: int, seed: int) -> None:
    """Say what the dataset in FOLDER takes to be built, counted ahead, started and asked."""
    parts = only.split(",")
    if unknown := sorted(set(parts) - set(PARTS)):
        raise click.BadParameter(f"{', '.join(unknown)}: there are {', '.join(PARTS)}.")
    if "build" in parts:
        build(folder, cache)
    if "start" in parts:
        start(folder, cache)
    if "questions" in parts:
        ask_at_random(folder, cache, number, seed)


def build(folder: Path, cache: Path) -> None:
    """Start a server that has to build the tables, and wait until all is counted ahead."""
    with serve(EVENTMAP, folder, cache, deadline_s=_BUILD_S) as server:
        click.echo(f"tables: {server.start_s:,.0f} s until it answers; {_weigh(server)}")
        before = time.perf_counter()
        _ask(server, f"tiles/{_name(folder)}/1/4/9/5.json")
        while not _ask(server, "api/histogram?unit=year").startswith("counted ahead"):
            time.sleep(_POLL_S)
        seconds = time.perf_counter() - before
        click.echo(f"counted ahead: {seconds:,.0f} s more; {_weigh(server)}")
    for path in sorted(cache.iterdir()):
        if path.is_file():
            click.echo(f"  {path.suffix}: {path.stat().st_size / 1e6:,.0f} MB")


def start(folder: Path, cache: Path) -> None:
    """Start a server that has everything kept, and visit it."""
    types = [label_of(each) for each in frequent_types(folder)]
    regions = _frequent_regions(folder)
    with serve(EVENTMAP, folder, cache) as server:
        click.echo(f"start: {server.start_s:.1f} s until it answers; {_weigh(server)}")
        for label, region, day in zip(types, regions, DAYS, strict=False):
            with open_tab() as tab:
                steps = {
                    "first map": first_map(tab.page, server.address),
                    f"{label} chosen": choose(tab.page, label),
                    "taken back": take_back(tab.page),
                    f"{region} chosen": choose(tab.page, region, of="Region"),
                    "taken back again": take_back(tab.page, of="Region"),
                    f"from {day}": begin_with(tab.page, day),
                }
                told = ", ".join(f"{name} {step.seconds:.2f} s" for name, step in steps.items())
                click.echo(f"  {told}")
        click.echo(f"after {len(DAYS)} visits: {_weigh(server)}")


def _frequent_regions(folder: Path) -> list[str]:
    """Return what the page calls the regions of a dataset, the most frequent first."""
    rows = duckdb.execute(
        "SELECT admin1 FROM read_parquet(?) WHERE admin1 IS NOT NULL"
        " GROUP BY admin1 ORDER BY count(*) DESC, 1",
        [str(folder / "events.parquet")],
    ).fetchall()
    return [name_region(code) or code for (code,) in rows]


def _weigh(server: Server) -> str:
    memory = read_memory(server.pid) or {}
    told = [f"{each:,.0f} MB {name}" for name, each in memory.items()]
    return ", ".join([f"{read_processor_s(server.pid):,.0f} s of processor", *told])


def _ask(server: Server, path: str) -> str:
    """Return from what an address was answered."""
    with urllib.request.urlopen(f"{server.address}/{path}") as answer:
        answer.read()
        return str(answer.headers["X-Eventmap-Plan"])


def _name(folder: Path) -> str:
    text = (folder / "dataset.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["name"])


Question = Callable[[Database, Filters], tuple[Any, str]]


def ask_at_random(folder: Path, cache: Path, number: int, seed: int) -> None:
    """Ask of what is counted ahead and of the rows, in turn, and say what each question took.

    Raises
    ------
    AssertionError
        If two answers differ, or what should be counted ahead was read from the rows.
    """
    datasets = open_folders(Settings(data=folder, cache=cache)).datasets
    rows, ahead = (
        Database(datasets, bounds=Bounds(counted_events=least)) for least in (sys.maxsize, 1)
    )
    chance = random.Random(seed)
    taken: dict[str, list[tuple[float, float]]] = {}
    for filters in _draw_filters(ahead, chance, number):
        view, question = _draw_view(chance)
        for name, asked in (view, question):
            taken.setdefault(name, []).append(_compare(asked, ahead, rows, filters, name))
    answers = sum(len(each) for each in taken.values())
    click.echo(
        f"{answers} answers under {number} filters were equal; ms of processor, ahead, rows:"
    )
    for name, each in sorted(taken.items()):
        told = (
            f"{min(found):,.0f} to {max(found):,.0f}, median {median(found):,.0f}"
            for found in zip(*each, strict=True)
        )
        click.echo(f"  {name} ({len(each)}): {'; '.join(told)}")


def _draw_filters(database: Database, chance: random.Random, number: int) -> Iterator[Filters]:
    """Yield filters by type, region, country and period, each of them or not."""
    values = count_facets(database, Filters())
    found, _ = summarise_by_plan(database, Filters())
    first = date.fromisoformat(found["date_start"])
    days = (date.fromisoformat(found["date_end"]) - first).days
    for _ in range(number):
        chosen: dict[str, Any] = {"strict": chance.random() < 1 / 4}
        for name, likely in (("type", 1 / 2), ("region", 1 / 3), ("country", 1 / 6)):
            if chance.random() < likely and values[name]:
                among = list(values[name])
                chosen[name] = tuple(chance.sample(among, chance.randint(1, min(3, len(among)))))
        start, end = sorted(first + timedelta(chance.randrange(days)) for _ in range(2))
        match chance.choice(("none", "months", "days", "since")):
            case "months":
                after = end.replace(day=1)
                chosen |= {"date_from": min(start.replace(day=1), after)}
                chosen |= {"date_to": (after + timedelta(31)).replace(day=1) - timedelta(1)}
            case "days":
                chosen |= {"date_from": start, "date_to": end}
            case "since":
                chosen |= {"date_from": start}
        yield Filters(**chosen)


def _draw_view(chance: random.Random) -> tuple[tuple[str, Question], tuple[str, Question]]:
    """Return a view of the map and one of the other questions."""
    zoom = chance.randint(3, _DEEPEST)
    lon, lat = _WORLD if zoom == 3 else UKRAINE if zoom < 7 else FRONT  # noqa: PLR2004 - zooms
    screen = tiles_of_view(lon, lat, zoom)

    def draw(database: Database, filters: Filters) -> tuple[Any, str]:
        tiles = Tiles(database)
        answers = [tiles.read_by_plan(filters, *at, screen=screen.ranges()) for at in screen.all()]
        return [tile for tile, _ in answers], answers[0][1]

    return (f"map, tile zoom {zoom - 1:2}", draw), chance.choice(list(_OTHERS.items()))


_OTHERS: dict[str, Question] = {
    "summary": summarise_by_plan,
    "trend": describe_time_by_plan,
    "values": lambda database, filters: (count_facets(database, filters), ""),
    "hidden": lambda database, filters: (count_hidden(database, filters), ""),
}


def _compare(
    question: Question, ahead: Database, rows: Database, filters: Filters, name: str
) -> tuple[float, float]:
    """Return the milliseconds of processor that the two ways to one answer took."""
    taken, found = [], []
    for database in (ahead, rows):
        started = time.process_time()
        answer, plan = question(database, filters)
        taken.append((time.process_time() - started) * 1000)
        found.append(answer)
        expected = "rows" if database is rows else "counted ahead"
        assert not plan or plan.startswith(expected), f"{name}, {filters}: {plan}"
    assert found[0] == found[1], f"{name}, {filters}: the answers differ"
    told = urlencode(filters.to_params()) or "no filter"
    click.echo(f"  {name}: {taken[0]:,.0f} and {taken[1]:,.0f} ms; {told}")
    return taken[0], taken[1]


if __name__ == "__main__":
    main()
