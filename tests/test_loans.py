from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from support.datasets import WEEK, make_dataset

from eventmap.database import Database
from eventmap.errors import FileError, NotFoundError
from eventmap.filters import Filters
from eventmap.loans import LENT, Loans, Terms
from eventmap.tables import Tables
from eventmap.tiles import Tiles

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
def loans(clock: Clock) -> Loans:
    terms = Terms(idle_s=1800, grace_s=120, most=2, viewer_bytes=100 * MB, host_bytes=150 * MB)
    return Loans(terms, clock)


def lend(loans: Loans, owner: str, title: str, mb: int, tables: Tables) -> tuple[str, list[str]]:
    """Lend what takes so many megabytes, of which one is for a dataset of no row."""
    lent = loans.lend(owner, title, (mb - 1) * MB, lambda _: tables)
    return lent.name, list(lent.gone)


def test_what_is_lent_is_its_viewers_alone() -> None:
    database = Database([PUBLIC])
    name = database.lend(UPLOAD, ANNA).name
    assert name.startswith(LENT)
    mine = Filters(dataset=name)
    database.check_viewer(mine, ANNA)
    assert database.count(mine) == len(WEEK)
    assert [info.name for info in database.infos] == ["public"]
    assert (database.loans.titles(ANNA), database.loans.titles(BORIS)) == ({name: "Upload"}, {})
    for other in (BORIS, None):
        with pytest.raises(NotFoundError) as refused:
            database.check_viewer(mine, other)
        with pytest.raises(NotFoundError) as unknown:
            database.check_viewer(Filters(dataset=f"{LENT}0"), other)
        assert str(refused.value) == str(unknown.value).replace(f"{LENT}0", name)


def test_what_is_everyones_is_for_those_without_a_cookie() -> None:
    Database([PUBLIC]).check_viewer(Filters(dataset="public"), None)


def test_it_goes_when_its_viewer_has_been_away_for_the_grace(
    loans: Loans, clock: Clock, tables: Tables
) -> None:
    with loans.present(ANNA), loans.present(ANNA):
        name, _ = lend(loans, ANNA, "A", 1, tables)
        clock.s += 1000
        loans.sweep()
        assert loans.belongs(name, ANNA)
    clock.s += 119
    loans.sweep()
    assert loans.belongs(name, ANNA)
    with loans.present(ANNA):  # the page was loaded anew
        clock.s += 100
        loans.sweep()
        assert loans.belongs(name, ANNA)
    clock.s += 120
    loans.sweep()
    assert not loans.belongs(name, ANNA)
    assert loans.tables(name) is None


def test_it_goes_when_nobody_has_asked_for_it_for_long(
    loans: Loans, clock: Clock, tables: Tables
) -> None:
    with loans.present(ANNA):
        name, _ = lend(loans, ANNA, "A", 1, tables)
        clock.s += 1799
        assert loans.tables(name) is tables
        clock.s += 1799
        loans.sweep()
        assert loans.belongs(name, ANNA)
        clock.s += 1
        loans.sweep()
        assert not loans.belongs(name, ANNA)


def test_the_return_of_one_viewer_keeps_nothing_of_another(
    loans: Loans, clock: Clock, tables: Tables
) -> None:
    mine, _ = lend(loans, ANNA, "A", 1, tables)
    other, _ = lend(loans, BORIS, "B", 1, tables)
    with loans.present(ANNA):
        clock.s += 120
        loans.sweep()
    assert (loans.belongs(mine, ANNA), loans.belongs(other, BORIS)) == (True, False)


def test_the_oldest_of_the_same_viewer_goes_first(loans: Loans, tables: Tables) -> None:
    other, _ = lend(loans, BORIS, "Other", 1, tables)
    names = [lend(loans, ANNA, title, 1, tables)[0] for title in ("One", "Two")]
    third, gone = lend(loans, ANNA, "Three", 1, tables)
    assert gone == ["One"]
    assert list(loans.titles(ANNA)) == [names[1], third]
    assert loans.belongs(other, BORIS)


def test_as_many_go_as_a_large_one_needs(loans: Loans, tables: Tables) -> None:
    lend(loans, ANNA, "One", 60, tables)
    _, gone = lend(loans, ANNA, "Two", 40, tables)
    assert gone == []
    _, gone = lend(loans, ANNA, "Three", 61, tables)
    assert gone == ["One", "Two"]


def test_one_that_is_too_large_is_refused_and_takes_no_place(loans: Loans, tables: Tables) -> None:
    name, _ = lend(loans, ANNA, "One", 60, tables)
    with pytest.raises(FileError, match="Two: its tables take 101 MB; allowed: at most 100 MB"):
        lend(loans, ANNA, "Two", 101, tables)
    assert loans.belongs(name, ANNA)


def test_nobody_has_to_go_for_another_viewer(loans: Loans, tables: Tables) -> None:
    mine, _ = lend(loans, ANNA, "One", 100, tables)
    with pytest.raises(FileError, match="Other: the server holds as many files"):
        lend(loans, BORIS, "Other", 51, tables)
    assert loans.belongs(mine, ANNA)
    lend(loans, BORIS, "Other", 50, tables)


def test_one_that_cannot_be_loaded_takes_no_room(loans: Loans, tables: Tables) -> None:
    def load(_: str) -> Tables:
        raise MemoryError

    with pytest.raises(MemoryError):
        loans.lend(ANNA, "One", 99 * MB, load)
    assert loans.titles(ANNA) == {}
    lend(loans, ANNA, "Two", 100, tables)


def test_one_that_is_being_loaded_holds_its_room(loans: Loans, tables: Tables) -> None:
    def load(_: str) -> Tables:
        with pytest.raises(FileError, match="as many files of viewers as it can"):
            lend(loans, ANNA, "Two", 50, tables)
        return tables

    name = loans.lend(ANNA, "One", 59 * MB, load).name
    assert list(loans.titles(ANNA)) == [name]


def test_what_is_taken_back_takes_no_room() -> None:
    database = Database([PUBLIC])

    def attached() -> int:
        return int(database.rows("SELECT count(*) AS n FROM duckdb_databases()", Filters())[0]["n"])

    before = attached()
    name = database.lend(UPLOAD, ANNA).name
    assert attached() == before + 1
    database.loans.take_back(name)
    database.loans.take_back(name)
    assert attached() == before
    with pytest.raises(NotFoundError):
        database.count(Filters(dataset=name))


def test_its_tiles_go_with_it() -> None:
    database = Database([PUBLIC], terms=Terms(grace_s=0))
    tiles = Tiles(database)
    mine = Filters(dataset=database.lend(UPLOAD, ANNA).name)
    everyones = Filters(dataset="public")
    assert tiles.read(mine, 0, 0, 0)["cells"]
    tiles.read(everyones, 0, 0, 0)
    database.loans.sweep()
    assert [key[0].dataset for key in tiles.blocks] == ["public"]
    with pytest.raises(NotFoundError):
        tiles.read(mine, 0, 0, 0)


def test_questions_about_what_is_taken_back_meanwhile_find_it_or_do_not() -> None:
    database = Database([PUBLIC])
    tiles = Tiles(database)
    together = Barrier(5)

    def ask(name: str) -> list[int]:
        return list(_answers(database, tiles, name, together))

    with ThreadPoolExecutor(4) as pool:
        for _ in range(10):
            name = database.lend(UPLOAD, ANNA).name
            asked = [pool.submit(ask, name) for _ in range(4)]
            together.wait()
            database.loans.take_back(name)
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
