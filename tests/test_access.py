"""Who may see a dataset: the table that says so, and the catalogue as each viewer has it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.datasets import WEEK, make_dataset, write_dataset

from eventmap.access import Access, User, parse_access, write_access
from eventmap.canonical import may_restrict
from eventmap.catalog import open_folders
from eventmap.catalog.stored import FRESH_S
from eventmap.cli import main
from eventmap.database import Database, open_database
from eventmap.errors import NotFoundError, StoreError
from eventmap.filters import Filters
from eventmap.login import read_user
from eventmap.settings import Settings
from eventmap.store import VersionedStore
from eventmap.stories import Step, Story

ANALYST = User("Anna", frozenset({"user:1", "group:analysts", "group:all"}))
OTHER = User("Boris", frozenset({"user:2", "group:all"}))

# What the table says


@pytest.mark.parametrize(
    ("text", "see"),
    [
        ('[access]\nsee = ["group:a", "user:a@b.example"]', {"group:a", "user:a@b.example"}),
        ('access = {see = ["everyone"]}', {"everyone"}),
        ("[access]\nsee = []", set()),
        ('[access]\nsee = ["group:two words"]', {"group:two words"}),
    ],
)  # fmt: skip
def test_the_table_names_who_may_see_a_dataset(text: str, see: set[str]) -> None:
    found = parse_access(text.encode())
    assert found == Access(frozenset(see))
    assert found is not None
    assert parse_access(write_access(found)) == found


@pytest.mark.parametrize(
    ("text", "gets"),
    [
        ('see = ["everyone"]', [True, True, False]),
        ('see = ["everyone"]\nrows = ["everyone"]', [True, True, False]),
        ('see = ["everyone"]\nrows = ["group:analysts"]', [True, False, False]),
        ('see = ["everyone"]\nrows = ["user:2"]', [False, True, False]),
        ('see = ["everyone"]\nrows = []', [False, False, False]),
        # Who may not see it has no rows of it either.
        ('see = ["user:2"]\nrows = ["group:all"]', [False, True, False]),
    ],
)
def test_rows_are_for_those_of_whom_it_is_said(text: str, gets: list[bool]) -> None:
    found = parse_access(f"[access]\n{text}".encode())
    assert found is not None
    assert [found.gives_rows(user) for user in (ANALYST, OTHER, None)] == gets
    assert parse_access(write_access(found)) == found


@pytest.mark.parametrize(
    ("text", "imports"),
    [
        ('see = ["everyone"]', [False, False, False]),
        ('see = ["everyone"]\nimport = []', [False, False, False]),
        ('see = ["everyone"]\nimport = ["everyone"]', [True, True, False]),
        ('see = ["everyone"]\nimport = ["group:analysts"]', [True, False, False]),
        # Who may not see it, or has no rows of it, does not import into it either.
        ('see = ["user:2"]\nimport = ["group:all"]', [False, True, False]),
        ('see = ["everyone"]\nrows = ["user:1"]\nimport = ["group:all"]', [True, False, False]),
        ('see = ["everyone"]\nrows = []\nimport = ["group:all"]', [False, False, False]),
        ('see = []\nimport = ["group:all"]', [False, False, False]),
    ],
)
def test_new_versions_are_by_those_of_whom_it_is_said_among_those_who_have_rows(
    text: str, imports: list[bool]
) -> None:
    found = parse_access(f"[access]\n{text}".encode())
    assert found is not None
    assert [found.imports(user) for user in (ANALYST, OTHER, None)] == imports
    assert parse_access(write_access(found)) == found


def test_without_the_table_a_dataset_is_for_everyone() -> None:
    assert parse_access(b'name = "a"') is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("access = true", "allowed: a table"),
        ("[access]", "allowed: a list of everyone, group:NAME or user:NAME"),
        ('[access]\nsee = "everyone"', "allowed: a list"),
        ('[access]\nsee = ["analysts"]', "'analysts' is nobody who may see a dataset"),
        ('[access]\nsee = ["group:"]', "'group:'"),
        ('[access]\nsee = ["group: x"]', "'group: x'"),
        ("[access]\nsee = [1]", "1 is nobody"),
        (
            '[access]\nsee = []\nedit = ["everyone"]',
            "access.edit is not known; allowed: see, rows, ",
        ),
        ('[access]\nsee = ["everyone"]\nimports = ["everyone"]', "access.imports is not known"),
        ('[access]\nsee = ["everyone"]\nimport = "everyone"', "access.import is 'everyone'"),
        ('[access]\nsee = ["everyone"]\nimport = ["editors"]', "'editors' is nobody"),
        ('[access]\nimport = ["everyone"]', "access.see is None; allowed: a list"),
        ('[access]\nsee = ["everyone"]\nrows = "everyone"', "access.rows is 'everyone'"),
        ('[access]\nsee = ["everyone"]\nrows = ["all"]', "'all' is nobody"),
        ('[access]\nrows = ["everyone"]', "access.see is None; allowed: a list"),
    ],
)
def test_a_table_that_says_anything_else_is_refused(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=said):
        parse_access(text.encode())
    (tmp_path / "dataset.toml").write_text(text, encoding="utf-8")
    assert may_restrict(tmp_path)


@pytest.mark.parametrize(
    ("name", "user", "may"),
    [
        ("everyone", None, False),
        ("everyone", User("Nobody known"), True),
        ("group:analysts", ANALYST, True),
        ("group:analysts", OTHER, False),
        ("user:2", OTHER, True),
        ("group:1", ANALYST, False),
    ],
)
def test_who_is_named_may_see_it_and_nobody_who_is_not_logged_in(
    name: str, user: User | None, may: bool
) -> None:
    assert Access(frozenset({name})).allows(user) is may


# What the provider says


def test_a_user_is_known_by_id_groups_and_a_verified_address() -> None:
    claims = {"sub": "1", "name": "Anna", "email": "a@b.example", "groups": ["x", 5, ""]}
    assert read_user(claims, "groups").known_as == {"user:1", "group:x"}
    verified = read_user({**claims, "email_verified": True}, "groups")
    assert verified.known_as == {"user:1", "user:a@b.example", "group:x"}
    assert read_user({**claims, "email_verified": "true"}, "groups").known_as == {
        "user:1",
        "group:x",
    }
    assert read_user({"sub": "1", "roles": "desk"}, "roles").known_as == {"user:1", "group:desk"}
    assert read_user({"groups": {"x": 1}}, "groups") == User("", frozenset())


# The catalogue as each viewer has it


@pytest.fixture
def catalogue() -> Database:
    """Return a catalogue whose first dataset is for the analysts alone, with a story of it."""
    secret = make_dataset(WEEK, name="secret", title="Secret")
    public = make_dataset([{"title": "Public"}], name="public")
    story = Story("week", "A week", (Step("One", "", ()),))
    access = {"secret": Access(frozenset({"group:analysts"}))}
    return Database([secret, public], stories={"secret": (story,)}, access=access)


def names(database: Database) -> list[str]:
    return [info.name for info in database.infos]


def test_a_catalogue_holds_what_its_viewer_may_see(catalogue: Database) -> None:
    assert names(catalogue) == ["secret", "public"]  # the host's own
    assert names(catalogue.seen_by(ANALYST)) == ["secret", "public"]
    for user in (OTHER, None):
        seen = catalogue.seen_by(user)
        assert names(seen) == ["public"]
        assert seen.stories == {}
        assert seen.info_of(Filters()).name == "public"
        assert seen.rows("SELECT count(*) AS n FROM {events}", Filters()) == [{"n": 1}]
    assert list(catalogue.seen_by(ANALYST).stories) == ["secret"]


@pytest.mark.parametrize("user", [OTHER, None])
@pytest.mark.parametrize("version", [None, 1, 7])
def test_what_one_may_not_see_is_as_what_is_not_there(
    catalogue: Database, user: User | None, version: int | None
) -> None:
    seen = catalogue.seen_by(user)
    said = []
    for name in ("secret", "zzzzzz"):
        filters = Filters(dataset=name, version=version)
        with pytest.raises(NotFoundError) as unknown:
            seen.tables_of(filters)
        with pytest.raises(NotFoundError):
            seen.rows("SELECT 1 FROM {events}", filters)
        with pytest.raises(NotFoundError) as compared:
            seen.changes(name, 1, 2)
        found = (seen.newest_version(name), seen.has_versions(name))
        said.append([str(unknown.value).replace(name, "*"), str(compared.value).replace(name, "*"),
                     unknown.value.known, found])  # fmt: skip
    assert said[0] == said[1]


def test_viewers_who_may_see_the_same_share_what_is_kept(catalogue: Database) -> None:
    again = User("Another", frozenset({"user:9", "group:analysts"}))
    assert catalogue.seen_by(ANALYST) is catalogue.seen_by(again)
    assert catalogue.seen_by(OTHER) is catalogue.seen_by(User("Nobody known"))
    assert catalogue.seen_by(OTHER) is not catalogue.seen_by(None)


def test_a_story_that_a_viewer_collected_goes_with_its_dataset(catalogue: Database) -> None:
    viewer, own = "a" * 32, Story("my-story", "Mine", (Step("One", "", ()),))
    catalogue.collected.keep(viewer, "secret", own)
    assert list(catalogue.seen_by(ANALYST).stories_for(viewer)) == ["secret"]
    assert catalogue.seen_by(OTHER).stories_for(viewer) == {}


# Folders


def write_secret(folder: Path, see: str = '["group:analysts"]', **description: object) -> Path:
    written = write_dataset(folder, [{**WEEK[0], **EVENT}], **description)
    with (written / "dataset.toml").open("a", encoding="utf-8") as file:
        file.write(f"[access]\nsee = {see}\n")
    return written


EVENT = {
    "event_type": "shelling",
    "date_precision": "day",
    "country": "UA",
    "status": "reported",
}


def test_a_folder_says_in_its_description_who_may_see_it(tmp_path: Path) -> None:
    write_secret(tmp_path / "data" / "secret")
    write_dataset(tmp_path / "data" / "public", [{**WEEK[0], **EVENT}])
    settings = Settings(data=tmp_path / "data", cache=tmp_path / "c", store=str(tmp_path / "s"))
    database = open_database(settings)
    assert names(database.seen_by(ANALYST)) == ["public", "secret"]
    assert names(database.seen_by(None)) == ["public"]


def test_a_table_of_access_that_is_wrong_keeps_the_dataset_from_everyone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_secret(tmp_path / "data" / "secret", see='"group:analysts"')
    opened = open_folders(Settings(data=tmp_path / "data", cache=tmp_path / "c"))
    assert "secret" not in [each.info.name for each in opened.datasets]
    assert opened.refused == ()
    assert "access.see is 'group:analysts'" in caplog.text


def test_what_is_wrong_in_a_dataset_that_is_not_for_everyone_is_told_to_the_host_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_secret(tmp_path / "data" / "secret", redistributable="a secret cell")
    (tmp_path / "data" / "broken").mkdir()
    text = 'name = "broken\n[access]\nsee = ["group:analysts"]'
    (tmp_path / "data" / "broken" / "dataset.toml").write_text(text, encoding="utf-8")
    opened = open_folders(Settings(data=tmp_path / "data", cache=tmp_path / "c"))
    assert opened.refused == ()
    assert "a secret cell" in caplog.text
    told = [error.name for error in opened.kept_back]
    assert told == ["broken", "secret"]
    database = Database(opened.datasets, opened.refused, kept_back=opened.kept_back)
    assert [error.name for error in database.refused] == told
    for user in (ANALYST, OTHER, None):
        assert database.seen_by(user).refused == ()


# The store


Run = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def run(root: Path) -> Run:
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, [*arguments, "--store", str(root)])

    return run


def open_store(root: Path) -> Database:
    return Database([make_dataset([{}], name="public")], store=VersionedStore(str(root)))


def test_a_folder_that_is_imported_keeps_to_whom_it_is_open(
    tmp_path: Path, root: Path, run: Run
) -> None:
    folder = write_secret(tmp_path / "secret")
    assert run("import", str(folder)).exit_code == 0
    database = open_store(root)
    assert names(database.seen_by(ANALYST)) == ["public", "secret"]
    seen = database.seen_by(OTHER)
    assert names(seen) == ["public"]
    for name in ("secret", "zzzzzz"):
        with pytest.raises(NotFoundError) as unknown:
            seen.versions(name)
        assert list(unknown.value.known) == []
        with pytest.raises(NotFoundError) as unknown:
            seen.tables_of(Filters(dataset=name))
        assert list(unknown.value.known) == ["public"]
    assert "Seen only by those who log in as: group:analysts" in run("datasets").output
    # A later import that does not say it opens nothing.
    text = (folder / "dataset.toml").read_text(encoding="utf-8").partition("[access]")[0]
    (folder / "dataset.toml").write_text(
        text.replace('title = "secret"', 'title = "Other"'), encoding="utf-8"
    )
    done = run("import", str(folder))
    assert done.exit_code == 0, done.output
    assert names(open_store(root).seen_by(OTHER)) == ["public"]


def test_a_command_says_and_changes_who_may_see_a_dataset(
    tmp_path: Path, root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = run("access", "later", "--see", "group:analysts", "--see", "user:2")
    assert told.output.startswith("later: Seen only by those who log in as: group:analysts, user:2")
    assert (
        run("import", str(write_dataset(tmp_path / "later", [{**WEEK[0], **EVENT}]))).exit_code == 0
    )
    database = open_store(root)
    assert [names(database.seen_by(user)) for user in (ANALYST, OTHER, None)] == [
        ["public", "later"],
        ["public", "later"],
        ["public"],
    ]
    assert run("access", "later", "--see", "group:analysts").exit_code == 0
    monkeypatch.setattr("eventmap.catalog.stored.time.monotonic", lambda at=[1e9]: at[0])
    assert FRESH_S < 1e9
    assert names(database.seen_by(OTHER)) == ["public"]
    told = run("access", "later", "--rows", "user:1")
    assert told.output.startswith(
        "later: Seen only by those who log in as: group:analysts (its rows by user:1)."
    )
    told = run("access", "later", "--see", "everyone", "--json")  # nobody gets rows by that
    assert json.loads(told.output) == {
        "dataset": "later", "see": ["everyone"], "rows": ["user:1"], "import": [],
    }  # fmt: skip
    database = open_store(root)
    allowed = [database.seen_by(user).may_take_rows("later") for user in (ANALYST, OTHER, None)]
    assert allowed == [True, False, False]
    assert importable(database) == [[], [], []]
    told = run("access", "later", "--import", "group:all")
    assert told.output.startswith(
        "later: Seen only by those who log in as: everyone (its rows by user:1; new versions, of "
        "those, by group:all)."
    )
    assert importable(open_store(root)) == [["later"], [], []]
    assert json.loads(run("access", "later", "--no-import", "--json").output)["import"] == []
    assert importable(open_store(root)) == [[], [], []]
    run("access", "later", "--import", "group:all")
    assert run("access", "later", "--open").output == "later: Seen by all whom the host lets in.\n"
    assert names(open_store(root).seen_by(None)) == ["public", "later"]
    # Nobody gets by opening it what only some could do.
    assert importable(open_store(root)) == [[], [], []]


def importable(database: Database) -> list[list[str]]:
    """Return of which datasets an analyst, another and nobody may write new versions."""
    seen = map(database.seen_by, (ANALYST, OTHER, None))
    return [[info.name for info in each.importable] for each in seen]


def may_import(database: Database, name: str, user: User | None) -> bool:
    """Return whether the store is lent to somebody for a new version."""
    refused = ""
    try:
        with database.seen_by(user).importing_into(name):
            pass
    except StoreError as error:
        refused = str(error)
    assert refused.startswith("You may not write a new version of this dataset:" if refused else "")
    return not refused


def test_the_store_is_lent_by_what_it_says_at_this_moment(
    tmp_path: Path, root: Path, run: Run
) -> None:
    run("import", str(write_secret(tmp_path / "secret")))
    database = open_store(root)
    users = (ANALYST, OTHER, None)
    for name in ("secret", "public", "zzz"):  # closed, in a folder, nowhere: in the same words
        assert [may_import(database, name, user) for user in users] == [False] * 3
    run("access", "secret", "--import", "group:all")
    database = open_store(root)  # who is named anew is known within seconds
    assert [may_import(database, "secret", user) for user in users] == [True, False, False]
    run("access", "secret", "--rows", "user:2")  # who is no more, at once
    assert not may_import(database, "secret", ANALYST)
    run("access", "secret", "--rows", "everyone")
    assert may_import(database, "secret", ANALYST)
    (root / "secret" / "_access.toml").write_text("[access", encoding="utf-8")
    assert not may_import(database, "secret", ANALYST)
    run("access", "secret", "--open")
    assert not may_import(database, "secret", ANALYST)
    with pytest.raises(StoreError), database.importing_into("secret"):
        pass  # the host has the command line
    run("access", "secret", "--see", "everyone", "--import", "everyone")
    told = "^You may not write a new version of this dataset: [^:]*$"
    with pytest.raises(StoreError, match=told):
        open_removed(open_store(root).seen_by(ANALYST), "secret")


def open_removed(database: Database, name: str) -> None:
    with database.importing_into(name) as store:
        store.remove(name)
        store.open(name)


def test_a_dataset_of_a_folder_takes_no_versions_whatever_it_says(
    tmp_path: Path, root: Path, run: Run
) -> None:
    folder = write_secret(tmp_path / "secret", see='["everyone"]\nimport = ["everyone"]')
    run("import", str(folder))
    assert importable(open_store(root)) == [["secret"], ["secret"], []]
    access = {"secret": Access(frozenset({"everyone"}), None, frozenset({"everyone"}))}
    held = [make_dataset(WEEK, name="secret")]
    database = Database(held, store=VersionedStore(str(root)), access=access)
    assert importable(database) == [[], [], []]
    assert not may_import(database, "secret", ANALYST)
    # Where the store goes before the folder, it says who may.
    run("access", "secret", "--no-import")
    database = Database(held, store=VersionedStore(str(root)), access=access, first=False)
    assert importable(database) == [[], [], []]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--see", "analysts"], "'analysts' is nobody who may see a dataset"),
        (["--see", "everyone", "--open"], "two things"),
        (["--rows", "everyone", "--open"], "two things"),
        (["--rows", "everyone"], "allowed: --rows together with --see"),
        (["--import", "everyone"], "allowed: --import together with --see, such as --see everyone"),
        (["--import", "everyone", "--open"], "two things"),
        (["--see", "everyone", "--import", "everyone", "--no-import"], "two things"),
        (["--see", "everyone", "--import", "all"], "'all' is nobody"),
        (["--see", "everyone", "--rows", "all"], "'all' is nobody"),
    ],
)
def test_a_command_that_says_it_wrongly_changes_nothing(
    root: Path, run: Run, arguments: list[str], said: str
) -> None:
    told = run("access", "later", *arguments)
    assert told.exit_code == 2
    assert said in told.output
    assert not root.exists()


@pytest.mark.parametrize("damage", ["[access", "[access]\nsee = 1", "", "see = []"])
def test_a_file_that_does_not_say_who_closes_the_dataset(
    tmp_path: Path, root: Path, run: Run, damage: str
) -> None:
    run("import", str(write_secret(tmp_path / "secret")))
    (root / "secret" / "_access.toml").write_text(damage, encoding="utf-8")
    assert names(open_store(root).seen_by(ANALYST)) == ["public"]


def test_why_a_dataset_is_broken_is_told_to_whom_it_is_open(
    tmp_path: Path, root: Path, run: Run
) -> None:
    run("import", str(write_secret(tmp_path / "secret")))
    for commit in (root / "secret" / "_delta_log").glob("*.json"):
        commit.write_text("{", encoding="utf-8")
    database = open_store(root)
    assert list(database.seen_by(ANALYST).broken) == ["secret"]
    with pytest.raises(StoreError):
        database.seen_by(ANALYST).tables_of(Filters(dataset="secret"))
    seen = database.seen_by(OTHER)
    assert seen.broken == {}
    with pytest.raises(NotFoundError) as unknown:
        seen.tables_of(Filters(dataset="secret"))
    assert "secret" not in unknown.value.known
