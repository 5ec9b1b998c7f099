"""``doctor``: what is set, what can be reached, and what is wrong with it."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from os import W_OK, X_OK, access
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import click

from eventmap.catalog import find_kept_access
from eventmap.commands.asking import answer, json_option, read_link
from eventmap.database import Database, open_database
from eventmap.describe import describe_number
from eventmap.errors import EventmapError, SettingError, StoreError
from eventmap.selection import describe_selection
from eventmap.settings import Environ, Settings
from eventmap.sparktable import find_cluster
from eventmap.store import VersionedStore
from eventmap.summary import summarise
from eventmap.tables import LARGE_ROWS, why_unwritable
from eventmap.wording import count_of

if TYPE_CHECKING:
    from eventmap.login import Login

WRONG = 1
"""Exit code where something is wrong."""

_OURS = "EVENTMAP_"
_PROVIDER_S = 10
_PROVIDER_BYTES = 1_000_000
_PROVIDER_KEYS = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
_LITTLE_MB = 1_000
_MB = 1_000_000


@dataclass(frozen=True)
class Finding:
    """One sentence on how the host's app is set up, and whether it is as it should be."""

    about: str
    sentence: str
    is_wrong: bool = False


@click.command("doctor")
@click.argument("link", required=False)
@click.option(
    "--online", is_flag=True, help="Ask the login's provider, too, how it describes itself."
)
@json_option
def doctor_command(link: str | None, *, online: bool, as_json: bool) -> None:
    """Say what is set, what can be reached and what is wrong, and what LINK would show.

    Ends with 1 if something is wrong. Only --online, a cluster, and a store at an address, ask
    another host; no secret is printed.
    """
    found = list(examine(Environ(), link, online=online))
    lines = (f"{'WRONG' if each.is_wrong else 'ok   '} {each.sentence}" for each in found)
    answer([asdict(each) for each in found], lines, as_json=as_json)
    if any(each.is_wrong for each in found):
        raise SystemExit(WRONG)


def examine(asked: Environ, link: str | None, *, online: bool) -> Iterator[Finding]:
    """Yield what is found, as far as it can be looked for."""
    try:
        settings = Settings.from_env(asked)
    except SettingError as error:
        yield Finding("settings", str(error), is_wrong=True)
        return
    yield from _examine_variables(asked)
    yield from _examine_store(settings)
    yield from _examine_cache(settings)
    from eventmap.login import find_login  # it loads Streamlit

    login = None
    try:
        login = find_login(settings)
    except SettingError as error:
        yield Finding("login", str(error), is_wrong=True)
    else:
        yield from _examine_login(login, online=online)
    try:
        database = open_database(settings)
    except EventmapError as error:
        yield Finding("data", str(error), is_wrong=True)
        return
    yield from _examine_cluster(settings)
    yield from _examine_data(database, settings, login)
    if link is not None:
        yield _follow(database, link)


def _examine_variables(asked: Environ) -> Iterator[Finding]:
    given = sorted(name for name in asked if name.startswith(_OURS) and asked[name].strip())
    if not given:
        yield Finding("settings", f"No {_OURS}… variable is set: all is as it is by itself.")
    for name in given:
        if name in asked.names:
            value = "is set, and not shown" if "SECRET" in name else f"is {asked[name]!r}"
            yield Finding("settings", f"{name} {value}.")
        elif near := get_close_matches(name, asked.names, n=1, cutoff=0.8):
            sentence = f"{name} is set, and nothing reads it; did you mean {near[0]}?"
            yield Finding("settings", sentence, is_wrong=True)
        else:
            yield Finding("settings", f"{name} is set, and the server does not read it.")


def _examine_store(settings: Settings) -> Iterator[Finding]:
    try:
        store = VersionedStore(settings.store)
        names = store.names()
    except EventmapError as error:
        yield Finding("store", str(error), is_wrong=True)
        return
    folder = None if "://" in settings.store else Path(settings.store)
    if folder is not None and not folder.exists():
        yield Finding("store", f"The store {folder} is not there yet; the first import makes it.")
        return
    broken = 0
    for name in names:
        try:
            store.open(name)
        except EventmapError as error:
            broken += 1
            yield Finding("store", str(error), is_wrong=True)
        try:
            find_kept_access(store, name)
        except StoreError as error:
            yield Finding("store", f"Nobody is shown {name}: {error}", is_wrong=True)
    has = count_of(len(names) - broken, "dataset")
    yield Finding("store", f"The store {settings.store} can be read, and has {has}.")
    if folder is not None and not access(folder, W_OK | X_OK):
        yield Finding(
            "store", f"This user may not write to {folder}: nothing can be imported here."
        )


def _examine_cache(settings: Settings) -> Iterator[Finding]:
    if why := why_unwritable(settings.cache):
        sentence = (
            f"The cache {settings.cache} cannot be written: {why}. Datasets of "
            f"{LARGE_ROWS:,} rows or more then stand in memory, or are not opened where they have "
            "no room there. Set EVENTMAP_CACHE to a folder that the server may write to."
        )
        yield Finding("cache", sentence, is_wrong=True)
        return
    taken = sum(each.stat().st_size for each in settings.cache.rglob("*") if each.is_file())
    free = shutil.disk_usage(settings.cache).free
    yield Finding(
        "cache",
        f"The cache {settings.cache} can be written; it has {taken / _MB:,.0f} MB of at most "
        f"{settings.cache_mb:,} MB, and {free / _MB:,.0f} MB are free there.",
    )
    if free < _LITTLE_MB * _MB:
        sentence = f"Less than {_LITTLE_MB:,} MB are free at {settings.cache}."
        yield Finding("cache", sentence, is_wrong=True)


def _examine_cluster(settings: Settings) -> Iterator[Finding]:
    try:
        cluster = find_cluster(settings)
    except SettingError as error:  # it has gone since the data were opened
        yield Finding("cluster", str(error), is_wrong=True)
        return
    if cluster is not None:
        yield Finding("cluster", cluster.describe())


def _examine_login(login: "Login | None", *, online: bool) -> Iterator[Finding]:
    if login is None:
        yield Finding(
            "login", "No login is set up: whoever reaches the port reads all that is shown."
        )
        return
    host = urlsplit(login.metadata_url).netloc
    yield Finding("login", f"Viewers of {login.origin} log in at {host}.")
    if not online:
        yield Finding("login", f"{host} was not asked; --online asks how it describes itself.")
        return
    yield _ask_provider(login.metadata_url)


def _ask_provider(address: str) -> Finding:
    if urlsplit(address).scheme not in ("http", "https"):
        return Finding("login", f"{address} is no address of a provider.", is_wrong=True)
    try:
        asked = Request(address, headers={"Accept": "application/json"})
        with urlopen(asked, timeout=_PROVIDER_S) as told:
            keys = json.loads(told.read(_PROVIDER_BYTES))
    except (URLError, OSError, ValueError) as error:
        sentence = f"The provider does not describe itself at {address}: {error}."
        return Finding("login", sentence, is_wrong=True)
    missing = [key for key in _PROVIDER_KEYS if not (isinstance(keys, dict) and keys.get(key))]
    if missing:
        sentence = f"What {address} answers is no provider's description: no {', '.join(missing)}."
        return Finding("login", sentence, is_wrong=True)
    return Finding("login", f"The provider {keys['issuer']} describes itself as it should.")


def _examine_data(
    database: Database, settings: Settings, login: "Login | None"
) -> Iterator[Finding]:
    for refused in database.refused:
        yield Finding("data", str(refused), is_wrong=True)
    where = settings.data or "the bundled data"
    names = [info.name for info in database.infos]
    if not names:
        yield Finding("data", f"No dataset can be shown, of {where} or the store.", is_wrong=True)
        return
    yield Finding("data", f"Shown are, from {where} and the store: {', '.join(names)}.")
    if restricted := sorted(set(database.restricted) & set(names)):
        listed = ", ".join(restricted)
        to = "to those whom [access] names" if login else "to nobody, as there is no login"
        yield Finding("data", f"{listed}: shown {to}.")
    for name in restricted:
        if importers := database.restricted[name].importers:
            yield _examine_importing(database, settings, login, name, importers)


def _examine_importing(
    database: Database,
    settings: Settings,
    login: "Login | None",
    name: str,
    importers: frozenset[str],
) -> Finding:
    """Say who may write new versions of a dataset by the page, and what keeps them from it."""
    who = ", ".join(sorted(importers))
    if login is None:
        why = "there is no login"
    elif name not in database.stored:
        why = f"{name} is shown from a folder, and only the store has versions"
    elif not settings.uploads:
        why = "EVENTMAP_UPLOADS is off"
    elif "://" not in settings.store and not access(settings.store, W_OK | X_OK):
        why = f"this user may not write to {settings.store}"
    else:
        by = f"of those who see it and have its rows, by {who}"
        return Finding("import", f"{name}: new versions are written by the page {by}.")
    sentence = f"{name}: {who} may write new versions by the page, and cannot: {why}."
    return Finding("import", sentence, is_wrong=login is not None)


def _follow(database: Database, link: str) -> Finding:
    try:
        filters = read_link(link)
        info, found = database.info_of(filters), summarise(database, filters)
    except EventmapError as error:
        return Finding("link", f"The link shows nothing: {error}", is_wrong=True)
    count = describe_number(found["events"], found["records"], found["uncounted"])
    shown = f"{info.name}, version {info.version}, {count}"
    return Finding("link", f"The link shows {shown}: {describe_selection(filters, info)}")
