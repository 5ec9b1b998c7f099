"""What the host decides, read once from ``EVENTMAP_*`` variables, and where bundled files are."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import partial
from pathlib import Path
from typing import Any

from eventmap.errors import SettingError

_SWITCH = {"on": True, "true": True, "1": True, "off": False, "false": False, "0": False}
_SITE = re.compile(r"https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?", flags=re.IGNORECASE)
_PAGE = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?(/[\w.~-]+)*/?", flags=re.IGNORECASE)
_LIMIT = re.compile("[1-9][0-9]{0,5}/(second|minute|hour|day)")
_CLUSTER = re.compile(r"sc://[A-Za-z0-9.-]+:[0-9]{1,5}")
_ADDRESS = re.compile(r"[a-z][a-z0-9]*:/(/[A-Za-z0-9_.-]+)+/?")
_OF_THE_SYSTEM = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_LEAST_READ_MB = 800
"""The libraries that read files take 600 MB of address space by themselves."""

_HERE = Path(__file__).parent
_CHECKOUT_DATA = _HERE.parents[1] / "data"

STATIC = _HERE / "static"
"""The scripts and styles of the map."""

OPENSTREETMAP = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
"""The one address that leaves the host, when the viewer switches its layer on."""


def bundled_data() -> Path:
    """Return the folder of bundled datasets: the checkout's, or the installed wheel's."""
    return _CHECKOUT_DATA if (_CHECKOUT_DATA / "boundaries").is_dir() else _HERE / "data"


@dataclass(frozen=True)
class Auth:
    """What a provider of OpenID Connect has given the host, by which viewers log in.

    Each is the variable ``EVENTMAP_AUTH_`` of its name, and the key of that name in the section
    ``[auth]`` of Streamlit's ``secrets.toml``.

    Parameters
    ----------
    redirect_uri
        The public address of the page with ``/oauth2callback`` behind it.
    cookie_secret
        What the cookies of those who are logged in are signed with.
    client_id, client_secret
        What the provider knows the app by.
    server_metadata_url
        Where the provider describes itself.
    scope
        What the provider is asked to tell of a user.
    """

    redirect_uri: str
    cookie_secret: str = field(repr=False)
    client_id: str
    client_secret: str = field(repr=False)
    server_metadata_url: str
    scope: str = "openid email profile"


@dataclass(frozen=True)
class Settings:
    """The host's choices.

    Parameters
    ----------
    data
        ``EVENTMAP_DATA``: a dataset folder, or a folder of dataset folders.
        ``None`` opens the bundled ones.
    cache
        ``EVENTMAP_CACHE``: where the tables of large datasets are kept between starts.
    store
        ``EVENTMAP_STORE``: folder or address of the datasets with versions.
    uploads
        ``EVENTMAP_UPLOADS``: whether viewers may open files of their own.
    upload_mb
        ``EVENTMAP_UPLOAD_MB``: the most that such a file may have, in megabytes.
    uploads_total_mb
        ``EVENTMAP_UPLOADS_TOTAL_MB``: the most that the files of all viewers may have at a time, as
        they came, and once more as tables; half of it is for one viewer.
    upload_grace_s
        ``EVENTMAP_UPLOAD_GRACE_S``: seconds for which it outlives its viewer's last tab.
    embed
        ``EVENTMAP_EMBED``: who may show the app in a frame, as sources of ``frame-ancestors``.
    metrics
        ``EVENTMAP_METRICS``: whether figures on the server are at ``/metrics``, and Streamlit's own
        at ``/_stcore/metrics``.
    cors_origins
        ``EVENTMAP_CORS_ORIGINS``: of which sites the pages may read the API and the tiles.
    public_url
        ``EVENTMAP_PUBLIC_URL``: the address of the page, for links to it from elsewhere; blank: the
        one by which it was asked.
    log_json
        ``EVENTMAP_LOG``: whether the log is JSON, with a line for each request.
    read_mb
        ``EVENTMAP_READ_MB``: memory of a process that reads files, in megabytes.
    read_seconds
        ``EVENTMAP_READ_SECONDS``: how long it may take.
    query_seconds
        ``EVENTMAP_QUERY_SECONDS``: how long a question of a viewer may take.
    client_limit
        ``EVENTMAP_CLIENT_LIMIT``: how often one client may ask for what costs much; blank without
        a limit.
    kept_versions
        ``EVENTMAP_KEPT_VERSIONS``: how many versions of the store's datasets stay open.
    cache_mb
        ``EVENTMAP_CACHE_MB``: how much the tables in the cache may take, in megabytes.
    debug
        ``EVENTMAP_DEBUG``: whether the log says where in the code a reading failed.
    auth
        ``EVENTMAP_AUTH_…``: how viewers log in; ``None`` leaves it to ``secrets.toml``.
    auth_hours
        ``EVENTMAP_AUTH_HOURS``: how long a login counts.
    tokens
        ``EVENTMAP_TOKENS``: the file of the tokens that scripts ask by; ``None`` where there is
        none, for a store at an address.
    auth_groups
        ``EVENTMAP_AUTH_GROUPS``: the claim in which the provider lists a user's groups.
    engine
        ``EVENTMAP_ENGINE``: the cluster that reads the events of large datasets; ``None``: they are
        read here.
    engine_millions
        ``EVENTMAP_ENGINE_MILLIONS``: how many millions of events make a dataset so large.
    engine_tables
        ``EVENTMAP_ENGINE_TABLES``: the address where the tables lie that the cluster reads; blank:
        in the cache.
    """

    data: Path | None = None
    cache: Path = Path("~/.cache/eventmap")
    store: str = "~/.local/share/eventmap"
    uploads: bool = True
    upload_mb: int = 100
    embed: str = "*"
    metrics: bool = False
    read_mb: int = 1500
    read_seconds: int = 60
    query_seconds: int = 60
    uploads_total_mb: int = 2000
    client_limit: str = ""
    debug: bool = False
    upload_grace_s: int = 120
    kept_versions: int = 12
    cache_mb: int = 20_000
    auth: Auth | None = None
    auth_hours: int = 12
    auth_groups: str = "groups"
    tokens: Path | None = None
    log_json: bool = False
    cors_origins: tuple[str, ...] = ()
    public_url: str = ""
    engine: str | None = None
    engine_millions: int = 20
    engine_tables: str = ""

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings from `environ`.

        Raises
        ------
        SettingError
            If a variable has a value that cannot be used.
        """
        read = partial(_read, environ)
        data = read("EVENTMAP_DATA")
        store = read("EVENTMAP_STORE", f"{read('XDG_DATA_HOME', '~/.local/share')}/eventmap")
        return cls(
            _read_path(data, "EVENTMAP_DATA") if data else None,
            cache_folder(environ),
            store if "://" in store else str(_read_path(store, "EVENTMAP_STORE")),
            uploads=_read_choice(read("EVENTMAP_UPLOADS", "on"), "EVENTMAP_UPLOADS"),
            embed=_read_embed(read("EVENTMAP_EMBED", "*")),
            metrics=_read_choice(read("EVENTMAP_METRICS", "off"), "EVENTMAP_METRICS"),
            upload_mb=_read_number(read("EVENTMAP_UPLOAD_MB", "100"), "EVENTMAP_UPLOAD_MB"),
            read_mb=_read_number(
                read("EVENTMAP_READ_MB", "1500"), "EVENTMAP_READ_MB", least=_LEAST_READ_MB
            ),
            read_seconds=_read_number(
                read("EVENTMAP_READ_SECONDS", "60"), "EVENTMAP_READ_SECONDS", "seconds"
            ),
            query_seconds=_read_number(
                read("EVENTMAP_QUERY_SECONDS", "60"), "EVENTMAP_QUERY_SECONDS", "seconds"
            ),
            uploads_total_mb=_read_number(
                read("EVENTMAP_UPLOADS_TOTAL_MB", "2000"), "EVENTMAP_UPLOADS_TOTAL_MB"
            ),
            client_limit=_read_limits(read("EVENTMAP_CLIENT_LIMIT", "off")),
            debug=_read_choice(read("EVENTMAP_DEBUG", "off"), "EVENTMAP_DEBUG"),
            upload_grace_s=_read_number(
                read("EVENTMAP_UPLOAD_GRACE_S", "120"), "EVENTMAP_UPLOAD_GRACE_S", "seconds"
            ),
            kept_versions=_read_number(
                read("EVENTMAP_KEPT_VERSIONS", "12"), "EVENTMAP_KEPT_VERSIONS", "versions"
            ),
            cache_mb=_read_number(read("EVENTMAP_CACHE_MB", "20000"), "EVENTMAP_CACHE_MB"),
            auth=_read_auth(environ),
            auth_hours=_read_number(
                read("EVENTMAP_AUTH_HOURS", "12"), "EVENTMAP_AUTH_HOURS", "hours"
            ),
            auth_groups=read("EVENTMAP_AUTH_GROUPS", "groups"),
            tokens=_find_tokens(read("EVENTMAP_TOKENS"), store),
            log_json=_read_log(read("EVENTMAP_LOG", "text")),
            cors_origins=_read_origins(read("EVENTMAP_CORS_ORIGINS")),
            public_url=_read_public_url(read("EVENTMAP_PUBLIC_URL")),
            engine=_read_engine(read("EVENTMAP_ENGINE")),
            engine_millions=_read_number(
                read("EVENTMAP_ENGINE_MILLIONS", "20"),
                "EVENTMAP_ENGINE_MILLIONS",
                "millions of events",
                least=0,
            ),
            engine_tables=_read_engine_tables(read("EVENTMAP_ENGINE_TABLES")),
        )

    def with_store(self, store: str) -> "Settings":
        """Return the same settings with another store."""
        return replace(self, store=store)


def cache_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return ``EVENTMAP_CACHE`` alone.

    Raises
    ------
    SettingError
        If it cannot be used.
    """
    default = f"{_read(environ, 'XDG_CACHE_HOME', '~/.cache')}/eventmap"
    return _read_path(_read(environ, "EVENTMAP_CACHE", default), "EVENTMAP_CACHE")


def _read(environ: Mapping[str, str], name: str, default: str = "") -> str:
    return environ.get(name, "").strip() or default


def _read_auth(environ: Mapping[str, str]) -> Auth | None:
    """Return how viewers log in: by all that is needed, or not at all."""
    names = {each.name: f"EVENTMAP_AUTH_{each.name.upper()}" for each in fields(Auth)}
    given = {key: value for key, name in names.items() if (value := _read(environ, name))}
    if not given:
        return None
    missing = [names[key] for key in names if key not in given and key != "scope"]
    if missing:
        raise SettingError(
            f"{names[next(iter(given))]} is set, but not {', '.join(missing)}; "
            "allowed: all that a login needs, or nothing of it."
        )
    return Auth(**given)


def _find_tokens(value: str, store: str) -> Path | None:
    if value:
        return _read_path(value, "EVENTMAP_TOKENS")
    return None if "://" in store else _read_path(store, "EVENTMAP_STORE") / ".tokens.json"


def _read_path(value: str, name: str) -> Path:
    try:
        return Path(value).expanduser()
    except RuntimeError as error:
        allowed = "a path that begins with no ~, as there is no such home"
        raise SettingError(f"{name}={value!r} cannot be used; allowed: {allowed}.") from error


def _read_choice(value: str, name: str) -> bool:
    if value.lower() not in _SWITCH:
        raise SettingError(f"{name}={value!r} cannot be used; allowed: on or off.")
    return _SWITCH[value.lower()]


def _read_log(value: str) -> bool:
    if value.lower() not in ("text", "json"):
        raise SettingError(f"EVENTMAP_LOG={value!r} cannot be used; allowed: text or json.")
    return value.lower() == "json"


def _read_limits(value: str) -> str:
    limits = value.lower().split()
    if limits == ["off"]:
        return ""
    if not all(_LIMIT.fullmatch(limit) for limit in limits):
        allowed = "off, or numbers such as 30/minute 300/hour, for each second, minute, hour or day"
        raise SettingError(f"EVENTMAP_CLIENT_LIMIT={value!r} cannot be used; allowed: {allowed}.")
    return " ".join(limits)


def _read_engine(value: str) -> str | None:
    if value and not _CLUSTER.fullmatch(value):
        allowed = "the address of a server of Spark Connect, as in sc://host:15002, or nothing"
        raise SettingError(f"EVENTMAP_ENGINE={value!r} cannot be used; allowed: {allowed}.")
    return value or None


def _read_engine_tables(value: str) -> str:
    if value and not _ADDRESS.fullmatch(value):
        allowed = (
            "an address such as s3://bucket/prefix, of the letters a to z, digits, '_', '.' and "
            "'-', or nothing: the cache"
        )
        raise SettingError(f"EVENTMAP_ENGINE_TABLES={value!r} cannot be used; allowed: {allowed}.")
    return value.rstrip("/")


def _read_number(value: str, name: str, unit: str = "megabytes", *, least: int = 1) -> int:
    if not re.fullmatch("[0-9]{1,6}", value) or int(value) < least:
        allowed = f"{unit}, {least} to 999999"
        raise SettingError(f"{name}={value!r} cannot be used; allowed: {allowed}.")
    return int(value)


def _read_embed(value: str) -> str:
    if value == "*" or value.lower() in _SWITCH:
        return "*" if _SWITCH.get(value.lower(), True) else "'self'"
    sites = value.split()
    for site in sites:
        if not _SITE.fullmatch(site):
            allowed = "*, off, or addresses such as https://example.org, separated by spaces"
            raise SettingError(f"EVENTMAP_EMBED={value!r} cannot be used; allowed: {allowed}.")
    return " ".join(["'self'", *sites])


def _read_public_url(value: str) -> str:
    if value and not _PAGE.fullmatch(value):
        allowed = "the address of the page without a query, such as https://map.example/maps/"
        raise SettingError(f"EVENTMAP_PUBLIC_URL={value!r} cannot be used; allowed: {allowed}.")
    return f"{value.rstrip('/')}/" if value else ""


class Environ(dict[str, str]):
    """The environment, which notes what is looked for in it: so no list of names stands twice."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        super().__init__(environ)
        self.names: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        """Return a variable, and note its name."""
        self.names.add(name)
        return super().get(name, default)


def _read_origins(value: str) -> tuple[str, ...]:
    origins = tuple(value.lower().split())
    for origin in origins:
        is_site = _SITE.fullmatch(origin) and "*" not in origin
        if not is_site and origins != ("*",):
            allowed = "*, or addresses such as https://example.org, separated by spaces"
            raise SettingError(
                f"EVENTMAP_CORS_ORIGINS={value!r} cannot be used; allowed: {allowed}."
            )
    return origins


def system_variables(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the variables without which a system does not start a program."""
    return {name: environ[name] for name in _OF_THE_SYSTEM if name in environ}
