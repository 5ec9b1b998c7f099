"""Stories: views of a dataset in an order, each with a title and a few sentences.

They lie in ``views.toml`` beside the dataset's tables. A step names its view by a link, the query
string that would show it; what is wrong with one is said in words, as of any other file there.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard
from urllib.parse import parse_qsl, urlencode

import tomlkit

from eventmap.api import StoryAnswer
from eventmap.errors import DatasetError, ParameterError, Refusal, nearest
from eventmap.filters import KEYS, Filters, read_params
from eventmap.schema import DATASET_NAME

VIEWS = "views.toml"
"""The file with the stories of a dataset."""

MAP_KEYS = ("lat", "lng", "zoom", "layer")
"""Parameters that say where the map looks, and at which layers."""

STEP_KEYS = (*KEYS, *MAP_KEYS, "event", "compare")
"""What the link of a step may say."""

LONGEST_TEXT = 1000
"""The most characters of a title or text."""

LONGEST_LINK = 4000
"""The most characters of a link: as many as any server between page and reader lets through."""

MOST_STEPS = 50

_MOST_NAMED = 20
"""How much of what is wrong with a viewer's file is named."""

Params = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Step:
    """One view of a story.

    Parameters
    ----------
    link
        The pairs of its query string, decoded; none of them names the dataset.
    """

    title: str
    text: str
    link: Params

    @property
    def view(self) -> Params:
        """The part of the link that says where the map looks."""
        return tuple(pair for pair in self.link if pair[0] in MAP_KEYS)

    def value(self, key: str) -> str | None:
        """Return what the link says of a key that it has once, ``None`` where it has it not."""
        return dict(self.link).get(key)

    def filters(self, dataset: str | None) -> Filters:
        """Return the filters that the link means, of a dataset."""
        filters, _ = read_params([*([("dataset", dataset)] if dataset else []), *self.link])
        return filters


@dataclass(frozen=True)
class Story:
    """Views in an order; `name` stands in links."""

    name: str
    title: str
    steps: tuple[Step, ...]

    def step(self, text: str | None) -> int:
        """Return the number of a step, counted from 1, that a link gives as `text`.

        Raises
        ------
        ParameterError
            If there is no such step.
        """
        numbers = [str(number) for number in range(1, len(self.steps) + 1)]
        if (text or "1") not in numbers:
            allowed = f"the steps of this story, 1 to {len(self.steps)}"
            raise ParameterError(Refusal.of_parameter("step", text or "", allowed))
        return int(text or 1)


Stories = Mapping[str, Sequence[Story]]
"""Stories by the name of their dataset."""


def find_story(stories: Stories, name: str, dataset: str | None) -> tuple[str, Story]:
    """Return the dataset and the story that a link names; of the first that has it, if of none.

    Raises
    ------
    ParameterError
        If there is no such story.
    """
    among = stories if dataset is None else {dataset: stories.get(dataset, ())}
    found = [(of, story) for of, told in among.items() for story in told if story.name == name]
    if not found:
        known = [story.name for told in among.values() for story in told]
        allowed = ", ".join(known) if known else "none: this dataset has no story"
        raise ParameterError(
            Refusal.of_parameter("story", name, f"{allowed}.{nearest(name, known)}")
        )
    return found[0]


def read_stories(folder: Path, dataset: str) -> tuple[Story, ...]:
    """Return the stories beside the tables of `dataset` in `folder`; none where there is no file.

    Raises
    ------
    DatasetError
        Naming every story, step and key that cannot be used.
    """
    path = folder / VIEWS
    if not path.exists():
        return ()
    try:
        content = path.read_bytes()
    except OSError as error:
        refusal = Refusal(VIEWS, None, None, error.strerror or "unreadable", "a readable file")
        raise DatasetError(folder.name, [refusal]) from error
    return parse_stories(content, dataset, folder.name)


def parse_stories(content: bytes, dataset: str, name: str) -> tuple[Story, ...]:
    """Return the stories of `dataset` that a file holds.

    Parameters
    ----------
    name
        What is refused where something in it cannot be used.

    Raises
    ------
    DatasetError
        Naming every story, step and key that cannot be used.
    """
    try:
        keys = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        refusal = Refusal(VIEWS, None, None, str(error), "TOML text in UTF-8")
        raise DatasetError(name, [refusal]) from error
    stories = keys.get("story")
    if not _is_tables(stories):
        allowed = "tables [[story]], each with name, title and its [[story.step]]"
        raise DatasetError(name, [Refusal(VIEWS, None, "story", _show(stories)[:60], allowed)])
    if refusals := list(_refuse_stories(stories, dataset)):
        raise DatasetError(name, refusals)
    return tuple(_read_story(story) for story in stories)


@dataclass(frozen=True)
class Opened:
    """What a file of one story holds: the story, or in sentences why it cannot be used."""

    story: Story | None
    refusals: tuple[str, ...] = ()


def read_story_file(path: Path, dataset: str) -> Opened:
    """Return the one story of `dataset` that a viewer's file holds."""
    try:
        found = parse_stories(path.read_bytes(), dataset, path.name)
    except DatasetError as error:
        named = [str(refusal) for refusal in error.refusals[:_MOST_NAMED]]
        more = len(error.refusals) - _MOST_NAMED
        return Opened(None, (*named, *([f"and {more:,} more"] if more > 0 else [])))
    if len(found) > 1:
        return Opened(None, (f"{path.name} holds {len(found)} stories: one is opened.",))
    return Opened(found[0])


def write_views(*stories: Story) -> bytes:
    """Return the file that `parse_stories` reads."""
    document = tomlkit.document()
    document.add(tomlkit.comment("Stories of a dataset: this file lies beside its tables."))
    document.add(tomlkit.nl())
    tables = [
        {
            "name": story.name,
            "title": story.title,
            "step": [
                {"title": step.title, "text": step.text, "link": urlencode(step.link)}
                for step in story.steps
            ],
        }
        for story in stories
    ]
    document.add("story", tomlkit.item(tables))
    return tomlkit.dumps(document).encode("utf-8", "replace")


def _read_story(keys: Mapping[str, Any]) -> Story:
    steps = (
        Step(step["title"].strip(), step["text"].strip(), _pairs(step["link"]))
        for step in keys["step"]
    )
    return Story(keys["name"], keys["title"].strip(), tuple(steps))


def _pairs(link: str) -> Params:
    pairs = parse_qsl(link.removeprefix("?"), keep_blank_values=True)
    return tuple(pair for pair in pairs if pair[0] != "dataset")


def _is_tables(value: object) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _show(value: object) -> str:
    return "" if value is None else str(value)


def _refuse_stories(stories: list[dict[str, Any]], dataset: str) -> Iterator[Refusal]:
    seen: set[str] = set()
    for number, story in enumerate(stories, 1):
        name = story.get("name")
        place = f"story {number}"
        yield from _refuse_texts(story, place, ("name", "title"))
        yield from _refuse_unknown(story, place, ("name", "title", "step"))
        if isinstance(name, str) and not DATASET_NAME.fullmatch(name):
            allowed = "lower-case letters, digits and single hyphens, such as the-week"
            yield _refuse(place, "name", name, allowed)
        elif isinstance(name, str) and name in seen:
            yield _refuse(place, "name", name, "a name that no other story here has")
        seen.add(str(name))
        steps = story.get("step")
        if not _is_tables(steps) or len(steps) > MOST_STEPS:
            allowed = f"tables [[story.step]], 1 to {MOST_STEPS}, with title, text and link"
            yield _refuse(place, "step", "", allowed)
            continue
        for at, step in enumerate(steps, 1):
            yield from _refuse_step(step, f"{place}, step {at}", dataset)


def _refuse_step(step: dict[str, Any], place: str, dataset: str) -> Iterator[Refusal]:
    yield from _refuse_texts(step, place, ("title", "text"))
    yield from _refuse_unknown(step, place, ("title", "text", "link"))
    link = step.get("link")
    if not isinstance(link, str):
        allowed = 'a query string such as "region=UA-65&type=drone"; "" shows everything'
        yield _refuse(place, "link", _show(link)[:60], allowed)
        return
    if len(link) > LONGEST_LINK:
        yield _refuse(place, "link", f"{link[:60]}…", f"at most {LONGEST_LINK:,} characters")
        return
    try:
        pairs = parse_qsl(link.removeprefix("?"), keep_blank_values=True, strict_parsing=bool(link))
    except ValueError:
        yield _refuse(place, "link", link, "a query string such as region=UA-65&type=drone")
        return
    for key, value in pairs:
        if key == "dataset" and value != dataset:
            yield _refuse(place, "link: dataset", value, f"{dataset}, beside which the file lies")
        elif key not in STEP_KEYS or key == "version":
            allowed = ", ".join(name for name in STEP_KEYS if name != "version")
            yield _refuse(place, "link", key, f"the keys {allowed}.{nearest(key, STEP_KEYS)}")
    _, refusals = read_params(pair for pair in pairs if pair[0] in STEP_KEYS)
    for each in refusals:
        yield _refuse(place, f"link: {each.column}", each.value, each.allowed)


def _refuse_texts(keys: dict[str, Any], place: str, names: Iterable[str]) -> Iterator[Refusal]:
    for name in names:
        value = keys.get(name)
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
            allowed = f"text in quotes of at most {LONGEST_TEXT} characters, required"
            near = "" if name in keys else nearest(name, keys)
            yield _refuse(place, name, _show(value)[:60], f"{allowed}.{near}" if near else allowed)


def _refuse_unknown(keys: dict[str, Any], place: str, known: Sequence[str]) -> Iterator[Refusal]:
    for key in keys:
        if key not in known:
            yield _refuse(place, key, _show(keys[key])[:60], f"the keys {', '.join(known)}")


def _refuse(place: str, key: str, value: str, allowed: str) -> Refusal:
    return Refusal(f"{VIEWS}, {place}", None, key, value, allowed)


def describe_stories(stories: Stories, dataset: str | None = None) -> list[StoryAnswer]:
    """Return the stories of a dataset, of all if none is named, with a link for each step."""
    return [
        {
            "dataset": of,
            "name": story.name,
            "title": story.title,
            "steps": [
                {"title": step.title, "text": step.text, "link": link_of(of, story, number)}
                for number, step in enumerate(story.steps, 1)
            ],
        }
        for of, told in stories.items()
        if dataset in (None, of)
        for story in told
    ]


def link_of(dataset: str, story: Story, number: int, *, version: int | None = None) -> str:
    """Return the query string that shows a step on the page, at a version if one is named."""
    own = [("dataset", dataset), *([("version", str(version))] if version is not None else [])]
    own += [("story", story.name), ("step", str(number))]
    return urlencode([*own, *story.steps[number - 1].link])
