"""``vacuum``: what of a store can be deleted, and why."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import click

from eventmap.commands.asking import answer, json_option, say, store_option
from eventmap.errors import StoreError
from eventmap.store import Listed, Surplus, VersionedStore
from eventmap.wording import count_of, verb_of

DAMAGED = 1
"""Exit code where of a dataset nothing could be said."""

_MB = 1_000_000


@click.command("vacuum")
@click.argument("name", required=False)
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    help="How many versions of each dataset stay, the newest; all, unless it is said.",
)
@click.option("--yes", is_flag=True, help="Delete it.")
@store_option
@json_option
def vacuum_command(
    name: str | None, *, keep: int | None, yes: bool, store: VersionedStore, as_json: bool
) -> None:
    """Say what of the store can be deleted, and why; delete it only with --yes.

    Of all datasets, or of NAME. That is what killed imports left, and with --keep the rows of old
    versions. Links, exports and comparisons that name such a version are then answered that it was
    deleted, and when; it does not come back except from a backup.
    """
    found: dict[str, Surplus] = {}
    broken: dict[str, str] = {}
    for each in [*store.names(), *store.unfinished()] if name is None else [name]:
        try:
            found[each] = store.find_surplus(each, keep)
        except StoreError as error:
            broken[each] = str(error)
    if yes:
        for each, surplus in found.items():
            store.delete_surplus(each, surplus)
    listed: list[dict[str, Any]] = [
        {"name": each, **_as_json(surplus)} for each, surplus in found.items()
    ]
    listed += [{"name": each, "error": sentence} for each, sentence in broken.items()]
    answer({"deleted": yes, "datasets": listed}, _describe(found, done=yes), as_json=as_json)
    for each, sentence in broken.items():
        say(f"WRONG {sentence} Nothing of {each} is deleted.", err=True)
    if broken:
        raise SystemExit(DAMAGED)


def _as_json(surplus: Surplus) -> dict[str, Any]:
    return {
        "versions": list(range(surplus.first, surplus.last + 1)),
        "kept": list(range(surplus.last + 1, surplus.newest + 1)),
        "files": [each.path for each in surplus.files],
        "left_by_killed_imports": [each.path for each in surplus.orphans],
        "bytes": surplus.size,
    }


def _describe(found: Mapping[str, Surplus], *, done: bool) -> Iterator[str]:
    for name, surplus in found.items():
        if surplus.first <= surplus.last:
            versions = describe_range(surplus.first, surplus.last)
            kept = describe_range(surplus.last + 1, surplus.newest)
            go = verb_of(surplus.last - surplus.first + 1, "go")
            stay = verb_of(surplus.newest - surplus.last, "stay")
            yield f"{name}: {versions} {go}, {_describe_files(surplus.files)}; {kept} {stay}."
        elif surplus.files:
            go = verb_of(len(surplus.files), "go")
            yield f"{name}: {_describe_files(surplus.files)} {go}, of versions deleted before."
        if surplus.orphans:
            files, go = _describe_files(surplus.orphans), verb_of(len(surplus.orphans), "go")
            yield f"{name}: {files} {go}, which killed imports left and no version names."
        if not surplus.size:
            yield f"{name}: nothing goes."
    size = f"{sum(each.size for each in found.values()) / _MB:,.1f} MB"
    yield f"Deleted: {size}." if done else f"Nothing is deleted yet. With --yes it is: {size}."


def describe_range(first: int, last: int) -> str:
    """Return "version 3", "versions 3 and 4" or "versions 3 to 8"."""
    if first == last:
        return f"version {first}"
    return f"versions {first} {'and' if last == first + 1 else 'to'} {last}"


def _describe_files(files: Collection[Listed]) -> str:
    return f"{count_of(len(files), 'file')} of {sum(each.size for each in files) / _MB:,.1f} MB"
