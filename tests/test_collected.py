"""Whose a collected story is, and how much room there is for all of them."""

from support.datasets import make_dataset

from eventmap.collected import OWN, Collected
from eventmap.database import Database
from eventmap.stories import Step, Story, write_views

ANNA, BORIS = "a" * 32, "b" * 32


def story(*titles: str) -> Story:
    return Story(OWN, "My story", tuple(Step(title, "Said", ()) for title in titles))


def test_a_story_is_its_viewer_s_alone() -> None:
    collected = Collected()
    collected.keep(ANNA, "week", story("One"))
    assert collected.of(ANNA) == {"week": story("One")}
    assert collected.of(BORIS) == {}
    assert collected.of(None) == {}
    host = {"week": (story("The host's"),)}
    assert collected.beside(host, ANNA)["week"] == (story("One"), story("The host's"))
    assert collected.beside(host, BORIS) == host
    assert collected.beside({}, ANNA) == {"week": (story("One"),)}


def test_a_story_without_steps_is_none() -> None:
    collected = Collected()
    collected.keep(ANNA, "week", story("One"))
    collected.keep(ANNA, "week", story())
    assert collected.of(ANNA) == {}


def test_of_many_datasets_those_that_were_changed_last_keep_their_story() -> None:
    collected = Collected()
    for name in ("a", "b", "c", "d", "e", "a", "f"):
        collected.keep(ANNA, name, story("One"))
    assert list(collected.of(ANNA)) == ["c", "d", "e", "a", "f"]


def test_of_a_dataset_that_is_taken_back_no_story_is_left() -> None:
    database = Database([make_dataset([{}])])
    name = database.add_upload(make_dataset([{}]), ANNA).name
    for viewer, dataset in ((ANNA, name), (ANNA, "test"), (BORIS, "test")):
        database.collected.keep(viewer, dataset, story("One"))
    database.uploads.remove(name)
    assert database.collected.of(ANNA) == database.collected.of(BORIS) == {"test": story("One")}


def test_where_there_is_no_room_those_go_who_changed_nothing_for_longest() -> None:
    collected = Collected(most_bytes=2 * len(write_views(story("One"))))
    for viewer in (ANNA, BORIS, ANNA, "c" * 32):
        collected.keep(viewer, "week", story("One"))
    assert [bool(collected.of(viewer)) for viewer in (ANNA, BORIS, "c" * 32)] == [True, False, True]
