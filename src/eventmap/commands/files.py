"""``inspect`` and ``import``: what is in a file, and taking it in."""

import shlex
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

import click

from eventmap.api import Summary
from eventmap.commands.asking import answer, fail, json_option, say, store_option, with_options
from eventmap.errors import EventmapError, Placing, StoreError
from eventmap.importing import (
    Folder,
    Import,
    import_files,
    inspect_folder,
    to_dataset,
    write_rejects,
)
from eventmap.mappings import CALLED, read_kept
from eventmap.readers import (
    FIELDS,
    FORMATS,
    Choices,
    ColumnUse,
    DateOrder,
    InspectedTable,
    Inspection,
    Reading,
    Recalled,
    Reject,
    describe_unused,
    inspect_files,
)
from eventmap.schema import DATASET_NAME, DatasetInfo
from eventmap.store import VersionedStore
from eventmap.summary import add_up, describe_in_all
from eventmap.uploads import UPLOADED
from eventmap.wording import count_of

LINES_S = 10
"""Seconds between two lines that say how far an import is, where no terminal shows it."""

_SHOWN = 5

paths_argument = click.argument(
    "paths", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say how a file is read."""
    options = (
        click.option("--format", "format_name", type=click.Choice([*FORMATS]), help="Its format."),
        click.option(
            "--map",
            "pairs",
            multiple=True,
            metavar="FIELD=COLUMN",
            help="The column that a field is read from; may be repeated.",
        ),
        click.option(
            "--date-order",
            type=click.Choice(["DMY", "MDY", "YMD"]),
            help="Order of day, month and year, where the dates themselves do not show it.",
        ),
        click.option(
            "--crs",
            metavar="CODE",
            help="Coordinate system of the columns of points, such as EPSG:32637, if not degrees.",
        ),
        click.option(
            "--gazetteer", is_flag=True, help="Look places without a point up in GeoNames."
        ),
        click.option("--sheet", metavar="NAME", help="The one sheet of a workbook to read."),
        click.option(
            "--header-row",
            type=click.IntRange(1),
            metavar="N",
            help="The row that names the columns, where it is not found.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command("inspect")
@paths_argument
@click.option("--dataset", "name", help="A dataset, to read as what is kept with it says.")
@reading_options
@store_option
@json_option
def inspect_command(
    paths: tuple[Path, ...],
    *,
    name: str | None,
    store: VersionedStore,
    as_json: bool,
    **options: Any,
) -> None:
    """Say how FILE would be read, and what of it would be refused. Writes nothing."""
    choices = _choices(**options)
    try:
        if any(path.is_dir() for path in paths):
            folder = inspect_folder(paths)
            answer(_folder_as_json(folder), _describe_folder(folder), as_json=as_json)
            return
        kept = () if name is None else read_kept(store, name)
        found = inspect_files(paths, DatasetInfo(name or "inspected", "", "", True), choices, kept)
    except EventmapError as error:
        fail(str(error))
    summary = None if found.asks else add_up(to_dataset(found)[0])
    answer(_as_json(found, summary), _describe(found, summary), as_json=as_json)


@click.command("import")
@paths_argument
@click.option("--dataset", "name", help="Name of the dataset, instead of the file's.")
@click.option("--title", help="Title of the dataset, as readers see it.")
@click.option("--licence", help="Licence of the dataset.")
@click.option(
    "--redistributable/--not-redistributable",
    default=None,
    help="Whether viewers may have its rows. Unless said: yes where a licence is stated, and the "
    "publisher's terms do not forbid it.",
)
@reading_options
@store_option
@json_option
def import_command(
    paths: tuple[Path, ...],
    *,
    name: str | None,
    title: str | None,
    licence: str | None,
    redistributable: bool | None,
    store: VersionedStore,
    as_json: bool,
    **options: Any,
) -> None:
    """Take FILEs into the store, as one new version of a dataset.

    A FILE is a table of events in any format that `eventmap inspect` knows, or a folder with
    events.csv and dataset.toml. Rows that cannot be read are refused, each with its reason.
    """
    choices = replace(
        _choices(**options), title=title, licence=licence, redistributable=redistributable
    )
    shown = sys.stderr.isatty()
    # How long three steps so unlike still take, the first does not tell.
    with click.progressbar(
        length=3, label="Reading", show_eta=False, file=sys.stderr, hidden=not shown
    ) as bar:

        def step(what: str) -> None:
            bar.label = what
            bar.update(1)

        told_at = time.monotonic()

        def tell(table: str, share: float, rate: float) -> None:
            nonlocal told_at
            bar.label = f"Writing {table}: {share:.0%}, {rate:,.0f} rows a second"
            if shown:
                bar.render_progress()
            elif time.monotonic() - told_at >= LINES_S:
                told_at = time.monotonic()
                say(bar.label, err=True)

        def say_between(sentence: str) -> None:
            say(f"\n{sentence}" if shown else sentence, err=True)

        given = _named(name)
        done = import_files(paths, given, choices, store, step=step, tell=tell, say=say_between)
    rejects_file = _write_rejects(done, store)
    if done.not_kept:
        there = f"Version {done.version} of {done.name} is there, but what was said by hand"
        say(f"{there} is not kept: {done.not_kept}", err=True)
    summary = None if done.rows is None else add_up(done.rows)
    said = _describe_import(done, summary, rejects_file)
    answer(_account(done, summary, rejects_file), said, as_json=as_json)


def _write_rejects(done: Import, store: VersionedStore) -> Path | None:
    """Write the refused rows, or say why not: the version is there, so nothing has failed."""
    try:
        return write_rejects(done, store)
    except StoreError as error:
        say(f"Version {done.version} of {done.name} is there, but {error}", err=True)
        return None


def _named(name: str | None) -> str | None:
    if name is not None and (not DATASET_NAME.fullmatch(name) or name.startswith(UPLOADED)):
        allowed = "lower-case letters, digits and single hyphens, such as kherson-2025"
        fail(f"--dataset {name!r} cannot be used; allowed: {allowed}.")
    return name


def _choices(
    format_name: str | None,
    pairs: tuple[str, ...],
    date_order: DateOrder | None,
    *,
    crs: str | None,
    gazetteer: bool,
    sheet: str | None,
    header_row: int | None,
) -> Choices:
    mapping = {}
    for pair in pairs:
        wanted, separator, column = pair.partition("=")
        if not separator or wanted not in FIELDS:
            allowed = f"FIELD=COLUMN, with a FIELD of {', '.join(FIELDS)}"
            fail(f"--map {pair!r} cannot be used; allowed: {allowed}.")
        mapping[wanted] = column
    return Choices(
        format_name,
        mapping,
        date_order,
        gazetteer=gazetteer,
        crs=crs,
        sheet=sheet,
        header_row=header_row,
    )


def _account(done: Import, summary: Summary | None, rejects_file: Path | None) -> dict[str, Any]:
    return {
        "dataset": done.name,
        "version": done.version,
        "read": done.read,
        "accepted": done.read - done.rejected,
        "rejected": done.rejected,
        "duplicates": done.duplicates,
        "added": done.added,
        "changed": done.changed,
        "unchanged": done.unchanged,
        "withdrawn": done.withdrawn,
        "doubts": dict(done.doubts),
        "unread": [_unread_as_json(use) for use in done.unread],
        "unused": list(done.unused),
        "notes": list(done.notes),
        "kept_choices": [_recalled_as_json(*each) for each in done.kept_choices],
        "left_out": list(done.left_out),
        "in_all": _summary_as_json(summary),
        "rejects_file": None if rejects_file is None else str(rejects_file),
    }


def _summary_as_json(summary: Summary | None) -> dict[str, Any] | None:
    return None if summary is None else {name: summary[name] for name in _ADDED_UP}


_ADDED_UP: Final = (
    "events",
    "records",
    "located",
    "date_start",
    "date_end",
    "killed",
    "injured",
    "sentence",
)
"""What of a summary is told of files that are inspected or imported."""


def _recalled_as_json(table: str, recalled: Recalled) -> dict[str, Any]:
    return {
        "table": table,
        "chosen_on": recalled.day,
        "columns": dict(recalled.columns),
        "settings": {CALLED[name]: value for name, value in recalled.settings.items()},
        "unused": list(recalled.unused),
        "new_columns": list(recalled.new),
        "gone_columns": list(recalled.gone),
        "sentence": recalled.describe(),
    }


def _describe_import(
    done: Import, summary: Summary | None, rejects_file: Path | None
) -> Iterator[str]:
    rows = f"{count_of(done.read, 'row')} read, {done.read - done.rejected:,} accepted"
    duplicates = f" ({count_of(done.duplicates, 'duplicate')})" if done.duplicates else ""
    yield f"{rows}, {done.rejected:,} refused{duplicates}."
    if not done.written:
        yield f"Nothing differs from version {done.version} of {done.name}: there is no new one."
    else:
        yield f"Version {done.version} of {done.name}: {done.counts.describe()}."
    if summary:
        yield describe_in_all(summary)
    for kind, number in done.doubts.items():
        example = done.examples.get(kind)
        yield f"{count_of(number, 'row')} in doubt, {kind}" + (f": {example}" if example else "")
    yield from done.notes
    for sentence in dict.fromkeys(recalled.describe() for _, recalled in done.kept_choices):
        yield f"{sentence} See eventmap mapping show {done.name}."
    for use in done.unread:
        yield f"Not read: {use.describe_unread()}"
    if done.unused:
        yield describe_unused(done.unused)
    yield from done.left_out
    if rejects_file:
        yield f"The refused rows are in {rejects_file}."
    yield f"Open it: eventmap serve, then ?dataset={done.name}"


def _folder_as_json(folder: Folder) -> dict[str, Any]:
    return {
        "tables": [
            {
                "file": name,
                "format": "canonical",
                "read": count,
                "accepted": count - len(folder.rejects.get(name, ())),
                "rejected": len(folder.rejects.get(name, ())),
                "rejects": [
                    _reject_as_json(each) for each in folder.rejects.get(name, ())[:_SHOWN]
                ],
            }
            for name, count in folder.rows.items()
        ],
        "left_out": [],
    }


def _describe_folder(folder: Folder) -> Iterator[str]:
    info = folder.dataset.info
    yield f"{info.title} ({info.name})"
    yield "  format: a folder in eventmap's own layout."
    for name, count in folder.rows.items():
        rejects = folder.rejects.get(name, [])
        yield f"  {name}: {count_of(count, 'row')}, {len(rejects):,} refused"
        for each in rejects[:_SHOWN]:
            yield f"    {_describe_reject(each)}"


def _reject_as_json(each: Reject) -> dict[str, Any]:
    return {"line": each.line, "column": each.column, "value": each.value, "reason": each.reason}


def _describe_reject(each: Reject) -> str:
    where = f"line {each.line}" + (f", {each.column}" if each.column else "")
    return f"refused: {where}: {each.value!r}: {each.reason}"


def _as_json(found: Inspection, summary: Summary | None) -> dict[str, Any]:
    recalled = [(part.source.name, part.recalled) for part in found.parts if part.recalled]
    return {
        "tables": [_part_as_json(part) for part in found.parts],
        "kept_choices": [_recalled_as_json(*each) for each in recalled],
        "left_out": found.left_out,
        "in_all": _summary_as_json(summary),
    }


def _part_as_json(part: InspectedTable) -> dict[str, Any]:
    reading, source = part.reading, part.source
    described: dict[str, Any] = {
        "file": source.name,
        "kind": source.kind,
        "encoding": source.encoding,
        "format": part.format.name,
        "why": part.why,
        "reference": part.format.reference,
        "columns": dict(part.columns),
        "column_uses": [asdict(use) for use in part.uses],
        "unread": [_unread_as_json(use) for use in part.unread],
        "unused": list(part.unused),
        "notes": list(part.notes),
        "read": part.rows,
    }
    if reading is None:
        question = with_options(part.question, part.answers)
        placings = [_placing_as_json(each) for each in part.placings]
        return described | {"question": question, "placings": placings}
    return described | {
        "accepted": reading.accepted,
        "rejected": len(reading.rejects),
        "duplicates": reading.duplicates,
        "dates": [asdict(each) for each in reading.dates],
        "doubts": dict(reading.doubts),
        "examples": dict(reading.examples),
        "rejects": [_reject_as_json(each) for each in reading.rejects[:_SHOWN]],
    }


def _placing_as_json(each: Placing) -> dict[str, Any]:
    return {
        "turned": each.turned,
        "words": each.words,
        "countries": list(each.countries),
        "points": each.count,
        "map": dict(each.choices),
    }


def describe_placing(placing: Placing) -> str:
    """Return where the points lie in one way to read them, and the options for this way."""
    options = [f"--map {name}={shlex.quote(column)}" for name, column in placing.choices.items()]
    way = "turned" if placing.turned else "as written"
    return f"{way}: {placing.words} ({' '.join(options)})"


def _unread_as_json(use: ColumnUse) -> dict[str, Any]:
    return {"column": use.column, "looks_like": use.looks_like, "cells": use.cells}


def lines_of_use(use: ColumnUse) -> Iterator[str]:
    """Return what a column was taken for in two lines, none of them wider than `_WIDE`."""
    fields = ", ".join(filter(None, (use.field, *use.also)))
    found = fields or (f"? {use.looks}" if use.looks_like else "-")
    line = f"    {_clip(use.column, 24):24} {found:14} {use.surety:7} {use.why}"
    yield _clip(line, _WIDE)
    samples = ", ".join(repr(_clip(text, 24)) for text in use.samples)
    second = f" Next best: {use.runner_up}." if use.runner_up else ""
    if samples or second:
        yield _clip(f"      {count_of(use.cells, 'cell')}, such as {samples}.{second}", _WIDE)


_WIDE = 100


def _clip(text: str, most: int) -> str:
    plain = " ".join(text.split()) if text.strip() == text else text
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def _describe(found: Inspection, summary: Summary | None) -> Iterator[str]:
    for part in found.parts:
        source = part.source
        encoding = f", {source.encoding}" if source.encoding else ""
        yield f"{source.name} ({source.kind}{encoding})"
        yield f"  format: {part.format.title} ({part.format.name}). {part.why}"
        for note in part.notes:
            yield f"  note: {note}"
        if part.recalled:
            yield f"  kept: {part.recalled.describe()}"
        yield from _describe_columns(part)
        if part.reading is None:
            yield f"  to be answered: {with_options(part.question, part.answers)}"
            for placing in part.placings:
                yield f"    {describe_placing(placing)}"
        else:
            yield from _describe_reading(part.reading)
    for sentence in found.left_out:
        yield f"left out: {sentence}"
    if summary:
        yield describe_in_all(summary)


def _describe_columns(part: InspectedTable) -> Iterator[str]:
    if part.columns:
        yield "  columns:"
    for wanted, column in part.columns.items():
        yield f"    {wanted} = {column}"
    if part.uses:
        yield "  each column, what it is read as, how surely and why:"
    for use in part.uses:
        yield from lines_of_use(use)
    for use in part.unread:
        yield f"  not read: {use.describe_unread()}"
    if part.unused:
        yield f"  {describe_unused(part.unused)}"


def _describe_reading(reading: Reading) -> Iterator[str]:
    for dates in reading.dates:
        yield f"  dates in {dates.column}: {dates.order or 'no order needed'}. {dates.proof}"
    rejected = len(reading.rejects)
    yield f"  {count_of(reading.read, 'row')}: {reading.accepted:,} accepted, {rejected:,} refused"
    for kind, number in reading.doubts.items():
        yield f"  in doubt, {kind}: {count_of(number, 'row')}. {reading.examples.get(kind, '')}"
    for each in reading.rejects[:_SHOWN]:
        yield f"  {_describe_reject(each)}"
    if (more := rejected - _SHOWN) > 0:
        yield f"  refused: {count_of(more, 'more row')}"
