from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from support.datasets import WEEK, make_dataset

from eventmap.database import Database
from eventmap.errors import FileError, NotFoundError
from eventmap.filters import Filters
from eventmap.tables import Tables
from eventmap.tiles import Tiles
from eventmap.uploads import UPLOADED, Terms, Uploads

ANNA, BORIS = "a" * 32, "b" * 32
MB = 1_000_000
PUBLIC = make_dataset([{"title": "Public"}], name="public")
UPLOAD = make_dataset(WEEK, title="Upload")


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.s = 1000.0

    def __call__(self) -> float:
        return self.s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tables(week: Database) -> Tables:
    return week.tables_of(Filters())


@pytest.fixture
def uploads(clock: Clock) -> Uploads:
    terms = Terms(idle_s=1800, grace_s=120, most=2, viewer_bytes=100 * MB, host_bytes=150 * MB)
    return Uploads(terms, clock)


def upload(
    uploads: Uploads, owner: str, title: str, mb: int, tables: Tables
) -> tuple[str, list[str]]:
    """Upload what takes so many megabytes, of which one is for a dataset of no row."""
    uploaded = uploads.add(owner, title, (mb - 1) * MB, lambda _: tables)
    return uploaded.name, list(uploaded.gone)


def test_what_is_uploaded_is_its_viewers_alone() -> None:
    database = Database([PUBLIC])
    name = database.add_upload(UPLOAD, ANNA).name
    assert name.startswith(UPLOADED)
    mine = Filters(dataset=name)
    database.check_viewer(mine, ANNA)
    assert database.count(mine) == len(WEEK)
    assert [info.name for info in database.infos] == ["public"]
    assert (database.uploads.titles(ANNA), database.uploads.titles(BORIS)) == ({name: "Upload"}, {})
    for other in (BORIS, None):
        with pytest.raises(NotFoundError) as refused:
            database.check_viewer(mine, other)
        with pytest.raises(NotFoundError) as unknown:
            database.check_viewer(Filters(dataset=f"{UPLOADED}0"), other)
        assert str(refused.value) == str(unknown.value).replace(f"{UPLOADED}0", name)


def test_what_is_everyones_is_for_those_without_a_cookie() -> None:
    Database([PUBLIC]).check_viewer(Filters(dataset="public"), None)


def test_it_goes_when_its_viewer_has_been_away_for_the_grace(
    uploads: Uploads, clock: Clock, tables: Tables
) -> None:
    with uploads.present(ANNA), uploads.present(ANNA):
        name, _ = upload(uploads, ANNA, "A", 1, tables)
        clock.s += 1000
        uploads.sweep()
        assert uploads.belongs(name, ANNA)
    clock.s += 119
    uploads.sweep()
    assert uploads.belongs(name, ANNA)
    with uploads.present(ANNA):  # the page was loaded anew
        clock.s += 100
        uploads.sweep()
        assert uploads.belongs(name, ANNA)
    clock.s += 120
    uploads.sweep()
    assert not uploads.belongs(name, ANNA)
    assert uploads.tables(name) is None


def test_it_goes_when_nobody_has_asked_for_it_for_long(
    uploads: Uploads, clock: Clock, tables: Tables
) -> None:
    with uploads.present(ANNA):
        name, _ = upload(uploads, ANNA, "A", 1, tables)
        clock.s += 1799
        assert uploads.tables(name) is tables
        clock.s += 1799
        uploads.sweep()
        assert uploads.belongs(name, ANNA)
        clock.s += 1
        uploads.sweep()
        assert not uploads.belongs(name, ANNA)


def test_the_return_of_one_viewer_keeps_nothing_of_another(
    uploads: Uploads, clock: Clock, tables: Tables
) -> None:
    mine, _ = upload(uploads, ANNA, "A", 1, tables)
    other, _ = upload(uploads, BORIS, "B", 1, tables)
    with uploads.present(ANNA):
        clock.s += 120
        uploads.sweep()
    assert (uploads.belongs(mine, ANNA), uploads.belongs(other, BORIS)) == (True, False)


def test_the_oldest_of_the_same_viewer_goes_first(uploads: Uploads, tables: Tables) -> None:
    other, _ = upload(uploads, BORIS, "Other", 1, tables)
    names = [upload(uploads, ANNA, title, 1, tables)[0] for title in ("One", "Two")]
    third, gone = upload(uploads, ANNA, "Three", 1, tables)
    assert gone == ["One"]
    assert list(uploads.titles(ANNA)) == [names[1], third]
    assert uploads.belongs(other, BORIS)


def test_as_many_go_as_a_large_one_needs(uploads: Uploads, tables: Tables) -> None:
    upload(uploads, ANNA, "One", 60, tables)
    _, gone = upload(uploads, ANNA, "Two", 40, tables)
    assert gone == []
    _, gone = upload(uploads, ANNA, "Three", 61, tables)
    assert gone == ["One", "Two"]


def test_one_that_is_too_large_is_refused_and_takes_no_place(
    uploads: Uploads, tables: Tables
) -> None:
    name, _ = upload(uploads, ANNA, "One", 60, tables)
    with pytest.raises(FileError, match="Two: its tables take 101 MB; allowed: at most 100 MB"):
        upload(uploads, ANNA, "Two", 101, tables)
    assert uploads.belongs(name, ANNA)


def test_nobody_has_to_go_for_another_viewer(uploads: Uploads, tables: Tables) -> None:
    mine, _ = upload(uploads, ANNA, "One", 100, tables)
    with pytest.raises(FileError, match="Other: the server holds as many files"):
        upload(uploads, BORIS, "Other", 51, tables)
    assert uploads.belongs(mine, ANNA)
    upload(uploads, BORIS, "Other", 50, tables)


def test_one_that_cannot_be_loaded_takes_no_room(uploads: Uploads, tables: Tables) -> None:
    def load(_: str) -> Tables:
        raise MemoryError

    with pytest.raises(MemoryError):
        uploads.add(ANNA, "One", 99 * MB, load)
    assert uploads.titles(ANNA) == {}
    upload(uploads, ANNA, "Two", 100, tables)


def test_one_that_is_being_loaded_holds_its_room(uploads: Uploads, tables: Tables) -> None:
    def load(_: str) -> Tables:
        with pytest.raises(FileError, match="as many files of viewers as it can"):
            upload(uploads, ANNA, "Two", 50, tables)
        return tables

    name = uploads.add(ANNA, "One", 59 * MB, load).name
    assert list(uploads.titles(ANNA)) == [name]


def test_what_is_removed_takes_no_room() -> None:
    database = Database([PUBLIC])

    def attached() -> int:
        return int(database.rows("SELECT count(*) AS n FROM duckdb_databases()", Filters())[0]["n"])

    before = attached()
    name = database.add_upload(UPLOAD, ANNA).name
    assert attached() == before + 1
    database.uploads.remove(name)
    database.uploads.remove(name)
    assert attached() == before
    with pytest.raises(NotFoundError):
        database.count(Filters(dataset=name))


def test_its_tiles_go_with_it() -> None:
    database = Database([PUBLIC], terms=Terms(grace_s=0))
    tiles = Tiles(database)
    mine = Filters(dataset=database.add_upload(UPLOAD, ANNA).name)
    everyones = Filters(dataset="public")
    assert tiles.read(mine, 0, 0, 0)["cells"]
    tiles.read(everyones, 0, 0, 0)
    database.uploads.sweep()
    assert [key[0].dataset for key in tiles.blocks] == ["public"]
    with pytest.raises(NotFoundError):
        tiles.read(mine, 0, 0, 0)


def test_questions_about_what_is_removed_meanwhile_find_it_or_do_not() -> None:
    database = Database([PUBLIC])
    tiles = Tiles(database)
    together = Barrier(5)

    def ask(name: str) -> list[int]:
        return list(_answers(database, tiles, name, together))

    with ThreadPoolExecutor(4) as pool:
        for _ in range(10):
            name = database.add_upload(UPLOAD, ANNA).name
            asked = [pool.submit(ask, name) for _ in range(4)]
            together.wait()
            database.uploads.remove(name)
            found = {count for each in asked for count in each.result()}
            assert found <= {len(WEEK)}
    assert not tiles.blocks


def _answers(database: Database, tiles: Tiles, name: str, together: Barrier) -> Iterator[int]:
    """Yield the number of events until the dataset is gone."""
    together.wait()
    mine = Filters(dataset=name)
    try:
        while True:
            tiles.read(mine, 3, 4, 2)
            yield database.count(mine)
    except NotFoundError:
        return
