from pathlib import Path

import pytest

from eventmap.errors import SettingError
from eventmap.settings import Auth, Settings, bundled_data

LOGIN = {
    "EVENTMAP_AUTH_REDIRECT_URI": "https://map.example/oauth2callback",
    "EVENTMAP_AUTH_COOKIE_SECRET": "long enough",
    "EVENTMAP_AUTH_CLIENT_ID": "map",
    "EVENTMAP_AUTH_CLIENT_SECRET": "known to both",
    "EVENTMAP_AUTH_SERVER_METADATA_URL": "https://id.example/",
}


def test_nothing_set_keeps_to_the_users_own_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Settings.from_env({}) == Settings(
        data=None,
        cache=tmp_path / ".cache/eventmap",
        store=str(tmp_path / ".local/share/eventmap"),
        tokens=tmp_path / ".local/share/eventmap/.tokens.json",
        uploads=True,
        upload_mb=100,
        upload_grace_s=120,
        embed="*",
        metrics=False,
        read_mb=1500,
        read_seconds=60,
        debug=False,
    )


EVERY_VARIABLE = {
    "EVENTMAP_DATA": "/d",
    "EVENTMAP_CACHE": "/c",
    "EVENTMAP_STORE": "/s",
    "EVENTMAP_UPLOADS": "off",
    "EVENTMAP_UPLOAD_MB": "7",
    "EVENTMAP_UPLOAD_GRACE_S": "9",
    "EVENTMAP_KEPT_VERSIONS": "3",
    "EVENTMAP_CACHE_MB": "8",
    "EVENTMAP_EMBED": "off",
    "EVENTMAP_METRICS": "on",
    "EVENTMAP_READ_MB": "4000",
    "EVENTMAP_READ_SECONDS": "600",
    "EVENTMAP_QUERY_SECONDS": "20",
    "EVENTMAP_UPLOADS_TOTAL_MB": "500",
    "EVENTMAP_CLIENT_LIMIT": "30/Minute  300/hour",
    "EVENTMAP_DEBUG": "1",
    "EVENTMAP_AUTH_HOURS": "8",
    "EVENTMAP_AUTH_GROUPS": "roles",
    "EVENTMAP_TOKENS": "/t",
    "EVENTMAP_LOG": "JSON",
    "EVENTMAP_ENGINE": "sc://spark-1.example:15002",
    "EVENTMAP_ENGINE_MILLIONS": "0",
    "EVENTMAP_ENGINE_TABLES": "s3://bucket/tables/",
    "EVENTMAP_CORS_ORIGINS": "https://a.example http://B.example:8080",
    "EVENTMAP_PUBLIC_URL": "https://map.example/maps",
    **LOGIN,
    "EVENTMAP_AUTH_SCOPE": "openid groups",
}


def test_every_variable_is_read() -> None:
    expected = Settings(
        Path("/d"),
        Path("/c"),
        "/s",
        uploads=False,
        upload_mb=7,
        upload_grace_s=9,
        kept_versions=3,
        cache_mb=8,
        engine="sc://spark-1.example:15002",
        engine_millions=0,
        engine_tables="s3://bucket/tables",
        embed="'self'",
        metrics=True,
        read_mb=4000,
        read_seconds=600,
        query_seconds=20,
        uploads_total_mb=500,
        client_limit="30/minute 300/hour",
        debug=True,
        auth=Auth(
            redirect_uri="https://map.example/oauth2callback",
            cookie_secret="long enough",
            client_id="map",
            client_secret="known to both",
            server_metadata_url="https://id.example/",
            scope="openid groups",
        ),
        auth_hours=8,
        auth_groups="roles",
        tokens=Path("/t"),
        log_json=True,
        cors_origins=("https://a.example", "http://b.example:8080"),
        public_url="https://map.example/maps/",
    )
    assert Settings.from_env(EVERY_VARIABLE) == expected


def test_a_login_is_set_up_whole_or_not_at_all() -> None:
    for name in LOGIN:
        rest = {key: value for key, value in LOGIN.items() if key != name}
        with pytest.raises(SettingError, match=name):
            Settings.from_env(rest)
    with pytest.raises(SettingError, match="EVENTMAP_AUTH_CLIENT_ID"):
        Settings.from_env({"EVENTMAP_AUTH_SCOPE": "openid"})
    assert Settings.from_env(dict.fromkeys(LOGIN, " ")).auth is None


def test_blanks_count_as_not_set() -> None:
    names = ("DATA", "CACHE", "STORE", "UPLOADS", "UPLOAD_MB", "EMBED", "METRICS", "READ_MB")
    names += ("UPLOAD_GRACE_S", "KEPT_VERSIONS", "CACHE_MB")
    blank = {f"EVENTMAP_{name}": "  " for name in names}
    assert Settings.from_env(blank) == Settings.from_env({})


def test_folders_of_the_desktop_standard_hold_what_is_not_set() -> None:
    found = Settings.from_env({"XDG_CACHE_HOME": "/c", "XDG_DATA_HOME": "/d"})
    assert (found.cache, found.store) == (Path("/c/eventmap"), "/d/eventmap")


@pytest.mark.parametrize("address", ["s3://bucket/events", "az://~team/events"])
def test_an_address_of_a_store_stays_as_it_is(address: str) -> None:
    assert Settings.from_env({"EVENTMAP_STORE": address}).store == address


@pytest.mark.parametrize(
    ("value", "uploads"),
    [("on", True), ("TRUE", True), ("1", True), ("Off", False), ("false", False), ("0", False)],
)
def test_uploads_are_a_switch(value: str, uploads: bool) -> None:
    assert Settings.from_env({"EVENTMAP_UPLOADS": value}).uploads is uploads


@pytest.mark.parametrize(
    ("value", "sources"),
    [
        ("*", "*"),
        ("on", "*"),
        ("off", "'self'"),
        ("https://news.example", "'self' https://news.example"),
        ("https://*.a.example http://b:81", "'self' https://*.a.example http://b:81"),
    ],
)
def test_who_may_embed_the_app_is_one_of_three(value: str, sources: str) -> None:
    assert Settings.from_env({"EVENTMAP_EMBED": value}).embed == sources


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("EVENTMAP_UPLOADS", "maybe", "on or off"),
        ("EVENTMAP_UPLOAD_MB", "0", "1 to 999999"),
        ("EVENTMAP_UPLOAD_MB", "1e3", "1 to 999999"),
        ("EVENTMAP_UPLOAD_MB", "-5", "1 to 999999"),
        ("EVENTMAP_UPLOAD_MB", "1000000", "1 to 999999"),
        ("EVENTMAP_METRICS", "maybe", "on or off"),
        ("EVENTMAP_CORS_ORIGINS", "https://*.example", "https://example.org"),
        ("EVENTMAP_CORS_ORIGINS", "https://a.example *", "https://example.org"),
        ("EVENTMAP_CORS_ORIGINS", "null", "https://example.org"),
        ("EVENTMAP_PUBLIC_URL", "map.example", "such as https://map.example/maps/"),
        ("EVENTMAP_PUBLIC_URL", "https://a.example/?embed=true", "the page without a query"),
        ("EVENTMAP_PUBLIC_URL", "https://a@b.example/", "the page without a query"),
        ("EVENTMAP_LOG", "yes", "text or json"),
        ("EVENTMAP_ENGINE", "spark://host:7077", "as in sc://host:15002"),
        ("EVENTMAP_ENGINE", "sc://host", "as in sc://host:15002"),
        ("EVENTMAP_ENGINE", "sc://host:1/;token=secret", "as in sc://host:15002"),
        ("EVENTMAP_ENGINE_TABLES", "/a/folder", "an address such as s3://bucket/prefix"),
        ("EVENTMAP_ENGINE_TABLES", "s3://bucket/it's", "an address such as s3://bucket/prefix"),
        ("EVENTMAP_ENGINE_MILLIONS", "-1", "millions of events, 0 to 999999"),
        ("EVENTMAP_READ_MB", "799", "megabytes, 800 to 999999"),
        ("EVENTMAP_READ_SECONDS", "0", "seconds, 1 to 999999"),
        ("EVENTMAP_QUERY_SECONDS", "soon", "seconds, 1 to 999999"),
        ("EVENTMAP_UPLOADS_TOTAL_MB", "none", "megabytes, 1 to 999999"),
        ("EVENTMAP_CLIENT_LIMIT", "30", "30/minute"),
        ("EVENTMAP_CLIENT_LIMIT", "30/minute off", "30/minute"),
        ("EVENTMAP_CLIENT_LIMIT", "0/minute", "30/minute"),
        ("EVENTMAP_DEBUG", "perhaps", "on or off"),
        ("EVENTMAP_UPLOAD_GRACE_S", "0", "seconds, 1 to 999999"),
        ("EVENTMAP_KEPT_VERSIONS", "0", "versions, 1 to 999999"),
        ("EVENTMAP_AUTH_HOURS", "0", "hours, 1 to 999999"),
        ("EVENTMAP_CACHE_MB", "much", "megabytes, 1 to 999999"),
        ("EVENTMAP_EMBED", "news.example", "https://"),
        ("EVENTMAP_EMBED", "https://a.example; script-src *", "https://"),
        ("EVENTMAP_EMBED", "https://a.example/page", "https://"),
        ("EVENTMAP_DATA", "~nobody-of-this-name/data", "no such home"),
        ("EVENTMAP_CACHE", "~nobody-of-this-name/cache", "no such home"),
        ("EVENTMAP_STORE", "~nobody-of-this-name/store", "no such home"),
    ],
)
def test_what_cannot_be_used_is_named_with_what_can(name: str, value: str, allowed: str) -> None:
    with pytest.raises(SettingError) as refused:
        Settings.from_env({name: value})
    assert str(refused.value).startswith(f"{name}={value!r} cannot be used; allowed: ")
    assert allowed in str(refused.value)


def test_tokens_lie_in_the_folder_of_the_store_or_where_the_host_says() -> None:
    assert Settings.from_env({"EVENTMAP_STORE": "/s"}).tokens == Path("/s/.tokens.json")
    assert Settings.from_env({"EVENTMAP_STORE": "s3://bucket"}).tokens is None
    named = Settings.from_env({"EVENTMAP_STORE": "s3://bucket", "EVENTMAP_TOKENS": "/t"})
    assert named.tokens == Path("/t")


def test_another_store_leaves_the_rest() -> None:
    settings = Settings.from_env({"EVENTMAP_UPLOADS": "off", "EVENTMAP_STORE": "/s"})
    other = settings.with_store("/t")
    assert (other.store, other.uploads, settings.store) == ("/t", False, "/s")


def test_the_bundled_data_are_there() -> None:
    assert (bundled_data() / "london-summit" / "dataset.toml").is_file()
