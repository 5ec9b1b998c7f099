"""``datasets``, ``access``, ``diff`` and ``remove``: what is in the store, and who may see it."""

from collections.abc import Iterator
from typing import Any

import click

from eventmap.access import Access, check_who, write_access
from eventmap.catalog import read_kept_access
from eventmap.commands.asking import answer, fail, json_option, say, store_option
from eventmap.errors import NotFoundError, StoreError
from eventmap.store import PAGE_ROWS, Changes, Entry, Version, VersionedStore, diff
from eventmap.wording import count_of


@click.command("datasets")
@store_option
@json_option
def datasets_command(*, store: VersionedStore, as_json: bool) -> None:
    """List the datasets in the store, with all their versions."""
    found: dict[str, list[Version]] = {}
    broken: dict[str, str] = {}
    for name in store.names():
        try:
            found[name] = store.versions(name)
            store.open(name).count("events")
        except NotFoundError:
            continue  # it was removed at this very moment
        except StoreError as error:
            broken[name] = str(error)
    sound = {name: versions for name, versions in found.items() if name not in broken}
    access = {name: read_kept_access(store, name) for name in sound}
    listed = [_as_json(name, versions, access[name]) for name, versions in sound.items()]
    listed += [{"name": name, "error": error} for name, error in broken.items()]
    lines = _describe(sound, store, access) if sound or not broken else ()
    answer(listed, lines, as_json=as_json)
    if broken:
        fail("\nError: ".join(broken.values()))


def _as_json(name: str, versions: list[Version], access: Access | None) -> dict[str, Any]:
    newest = versions[-1]
    return {
        "name": name,
        "title": newest.info.title,
        "licence": newest.info.licence,
        "redistributable": newest.info.redistributable,
        **_name_who(access),
        "version": newest.number,
        "versions": [
            {
                "version": each.number,
                "time": each.time.isoformat(),
                "files": list(each.files),
                "added": each.events.added + each.timeline.added,
                "changed": each.events.changed + each.timeline.changed,
                "withdrawn": each.events.withdrawn + each.timeline.withdrawn,
                "deleted": None if each.deleted is None else each.deleted.isoformat(),
                **{key: each.imported[key] for key in ("format", "read") if key in each.imported},
            }
            for each in versions
        ],
    }


def _name_who(access: Access | None) -> dict[str, list[str] | None]:
    """Return who may see a dataset, have its rows and import into it by the page.

    ``None`` is all whom the host lets in.
    """
    see, rows = (None, None) if access is None else (access.see, access.rows)
    return {
        "see": None if see is None else sorted(see),
        "rows": None if rows is None else sorted(rows),
        "import": [] if access is None else sorted(access.importers),
    }


def _describe(
    found: dict[str, list[Version]], store: VersionedStore, access: dict[str, Access | None]
) -> Iterator[str]:
    if not found:
        yield f"No dataset is in {store.root} yet. Take one in: eventmap import FILE"
    for name, versions in found.items():
        yield f"{name}: {versions[-1].info.title}"
        if (own := access[name]) is not None:
            yield f"  {_ONLY.format(own.describe())}"
        for each in versions:
            files = ", ".join(each.files) or "no file"
            numbers = f"{each.events.added:,} added, {each.events.changed:,} changed"
            numbers += f", {each.events.withdrawn:,} withdrawn"
            gone = "" if each.deleted is None else f"  (deleted on {each.deleted:%Y-%m-%d})"
            yield f"  {each.number}  {each.time:%Y-%m-%d %H:%M}  {numbers}  {files}{gone}"


_ONLY = "Seen only by those who log in as: {}. While no login is set up, by nobody."


@click.command("access")
@click.argument("name")
@click.option(
    "--see",
    metavar="WHO",
    multiple=True,
    help="Who alone may see it: group:NAME, user:NAME, or everyone, who is logged in. May be "
    "repeated.",
)
@click.option(
    "--rows",
    metavar="WHO",
    multiple=True,
    help="Who of them alone may have its rows: lists, exports, changes, texts; everyone is all of "
    "them. May be repeated; stays as it was unless it is given.",
)
@click.option(
    "--import",
    "importers",
    metavar="WHO",
    multiple=True,
    help="Who of the latter may write new versions of it by the page. May be repeated; stays as it "
    "was unless it is given, and is nobody at first.",
)
@click.option("--no-import", is_flag=True, help="Let nobody write new versions of it by the page.")
@click.option(
    "--open",
    "is_open",
    is_flag=True,
    help="Let all see it whom the host lets in; by the page nobody writes new versions of it then.",
)
@store_option
@json_option
def access_command(
    name: str,
    *,
    see: tuple[str, ...],
    rows: tuple[str, ...],
    importers: tuple[str, ...],
    no_import: bool,
    is_open: bool,
    store: VersionedStore,
    as_json: bool,
) -> None:
    """Say who may see the dataset NAME of the store, or change that, for all its versions.

    And who of them may have its rows, and write new versions of it by the page.

    It can be said before the first import, so that nobody else sees it for a moment.
    """
    if (see or rows or importers) and is_open:
        fail("--open and --see, --rows or --import say two things; allowed: one of them.")
    if importers and no_import:
        fail("--import and --no-import say two things; allowed: one of them.")
    before = read_kept_access(store, name)
    if (rows or importers) and not see and before is None:
        given = "--rows" if rows else "--import"
        all_see = f"{name} is seen by all whom the host lets in"
        fail(f"{all_see}; allowed: {given} together with --see, such as --see everyone.")
    was = before or Access()
    try:
        if see or rows or importers or (no_import and before is not None):
            imports = check_who(importers) if importers else was.importers
            now = Access(
                check_who(see) if see else was.see,
                check_who(rows) if rows else was.rows,
                frozenset() if no_import else imports,
            )
            store.write_access(name, write_access(now))
    except ValueError as error:
        fail(f"{error}.")
    if is_open:
        store.write_access(name, None)
    access = read_kept_access(store, name)
    found = {"dataset": name, **_name_who(access)}
    line = (
        "Seen by all whom the host lets in." if access is None else _ONLY.format(access.describe())
    )
    answer(found, [f"{name}: {line}"], as_json=as_json)


@click.command("diff")
@click.argument("name")
@click.argument("first", type=click.IntRange(min=1), metavar="V1")
@click.argument("second", type=click.IntRange(min=1), metavar="V2")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=PAGE_ROWS,
    show_default=True,
    help="Rows of a kind.",
)
@store_option
@json_option
def diff_command(
    name: str, first: int, second: int, *, limit: int, store: VersionedStore, as_json: bool
) -> None:
    """Say what is added, changed field by field, and withdrawn from version V1 to V2 of NAME."""
    changes = diff(store, name, first, second, limit=limit)
    answer(changes.to_json(), _describe_changes(changes), as_json=as_json)


def _describe_changes(changes: Changes) -> Iterator[str]:
    yield changes.describe()
    for table in (changes.events, changes.timeline):
        for kind in ("added", "changed", "withdrawn"):
            listed: tuple[Entry, ...] = getattr(table, kind)
            for entry in listed:
                yield f"{kind}: {entry.id}: {entry.title}"
                yield from (f"  {each.describe()}" for each in entry.fields)
            if (more := getattr(table.counts, kind) - len(listed)) > 0:
                yield f"{kind}: {more:,} more"


@click.command("remove")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@store_option
def remove_command(name: str, *, yes: bool, store: VersionedStore) -> None:
    """Delete the dataset NAME with all its versions."""
    try:
        held = count_of(len(store.versions(name)), "version")
    except StoreError as error:
        say(f"Note: {error}", err=True)  # that is a reason to delete it
        held = "all its versions"
    if not yes:
        click.confirm(f"Delete {name} with {held}?", abort=True)
    store.remove(name)
    say(f"{name} is deleted.")
