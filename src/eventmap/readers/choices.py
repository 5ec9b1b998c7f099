"""What users say of their files, and what of it holds for the next file with the same columns.

Choices that were made for a table are kept with the names of its columns. For another table with
these columns, in whatever order and spelling, all of them hold. Where at least half of the columns
are the same, those hold that name a column which is there, the format, and where the table lies;
the order of dates and the coordinate system do not, for nobody has seen them with the new columns.
Where fewer are, nothing holds.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from eventmap.readers.files.headers import Position
from eventmap.readers.files.limits import Limits
from eventmap.readers.formats.fields import PAIRS
from eventmap.readers.model import DateOrder, Source
from eventmap.wording import join_words

_MOST = 1 / 2
"""Share of the columns of both from which on a layout has changed; below, it is another one."""
_SHOWN = 6
_LAYOUTS = 50
"""How many are kept; the oldest go."""


@dataclass(frozen=True)
class Choices:
    """What the user says of a file, where it does not say it itself.

    Parameters
    ----------
    format
        Name of a format, `None` to recognise it.
    mapping
        Columns by field, see `model.Format`.
    order
        Of day, month and year.
    licence, title
        Of the dataset.
    redistributable
        Whether its rows may be handed on; ``None`` where the user does not say.
    gazetteer
        Whether places without a point are looked up by name.
    crs
        Code of the coordinate system of the points, such as EPSG:32637; ``None`` for degrees.
    sheet, header_row
        Where the table lies, see `Position`.
    """

    format: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    order: DateOrder | None = None
    licence: str | None = None
    title: str | None = None
    redistributable: bool | None = None
    gazetteer: bool = False
    crs: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def position(self) -> Position:
        """Where the table lies."""
        return Position(self.sheet, self.header_row)

    def about_table(self) -> "Choices":
        """Return what of it is about a table and its columns, and not about the dataset."""
        settings = {name: getattr(self, name) for name in SETTINGS}
        return Choices(mapping=dict(self.mapping), **settings)


SETTINGS = ("format", "sheet", "header_row", "order", "crs", "gazetteer")
"""What is kept besides the mapping."""

_NEED_SAME = ("order", "crs")
"""Settings that do not hold once the columns have changed."""


@dataclass(frozen=True)
class Kept:
    """Choices that were made by hand for a table.

    Parameters
    ----------
    columns
        All columns of the table.
    choices
        See `Choices.about_table`.
    day
        When they were made, an ISO day.
    """

    columns: tuple[str, ...]
    choices: Choices
    day: str

    def is_for(self, columns: Iterable[str]) -> bool:
        """Return whether a table with these columns is of the same layout."""
        return Counter(map(plain_name, columns)) == Counter(map(plain_name, self.columns))


def plain_name(column: str) -> str:
    """Return a column's name as it is compared: without case, and with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", column).casefold().split())


@dataclass(frozen=True)
class Recalled:
    """What of the choices kept for a layout holds for a table.

    Parameters
    ----------
    day
        When they were made, an ISO day.
    columns
        That hold, by field; blank for a field that is read from none.
    settings
        That hold, of `SETTINGS`.
    unused
        What does not hold, each in words.
    new, gone
        How the table's columns differ from those of the layout.
    """

    day: str
    columns: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str | int | bool] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def describe(self) -> str:
        """Return in a sentence or two what holds, what does not, and why."""
        said = []
        if self.columns:
            said.append(f"Columns as chosen on {self.day}: {_name_columns(self.columns)}.")
        if self.settings:
            settings = ", ".join(map(_name_setting, self.settings.items()))
            said.append(f"Read as chosen on {self.day}: {settings}.")
        if self.unused:
            said.append(f"Not used of what was chosen on {self.day}: {', '.join(self.unused)}.")
        if self.new or self.gone:
            differ = [*_differ(self.new, "new"), *_differ(self.gone, "gone")]
            said.append(f"The columns have changed since: {' and '.join(differ)}.")
        return " ".join(said)


def _name_columns(columns: Mapping[str, str]) -> str:
    return ", ".join(map(_name_column, columns.items()))


def _name_column(pair: tuple[str, str]) -> str:
    name, column = pair
    return f"{name} from {column!r}" if column else f"{name} from none"


def _name_setting(pair: tuple[str, object]) -> str:
    name, value = pair
    return {
        "format": f"format {value}",
        "sheet": f"sheet {value!r}",
        "header_row": f"names of columns in row {value}",
        "order": f"dates in the order {value}",
        "crs": f"points in {value}",
        "gazetteer": "places looked up by name",
    }[name]


def _differ(columns: Sequence[str], what: str) -> Iterator[str]:
    if columns:
        more = f" and {len(columns) - _SHOWN} more" if len(columns) > _SHOWN else ""
        are = "is" if len(columns) == 1 else "are"
        yield f"{', '.join(map(repr, columns[:_SHOWN]))}{more} {are} {what}"


@dataclass(frozen=True)
class Recall:
    """How a table is read after what is kept was looked through.

    Parameters
    ----------
    choices
        Those that hold: the given ones, and what of the kept ones they leave open.
    recalled
        ``None`` where none is kept for a layout such as this.
    lost
        Fields whose column was chosen and is not there any more, with its name.
    """

    choices: Choices
    recalled: Recalled | None = None
    lost: Mapping[str, str] = field(default_factory=dict)

    def ask(self, source: Source) -> str:
        """Return what has to be told because a chosen column is gone; blank where none is."""
        if not self.lost or self.recalled is None:
            return ""
        names = join_words([repr(column) for column in dict.fromkeys(self.lost.values())])
        fields = join_words(list(self.lost))
        are = "is" if len(self.lost) == 1 else "are"
        return (
            f"{source.name} has no column {names} any more, from which {fields} {are} read as "
            f"chosen on {self.recalled.day}: its columns are "
            f"{', '.join(repr(str(name)) for name in source.cells)}."
        )


def keep_layouts(kept: Sequence[Kept], made: Iterable[Kept]) -> tuple[Kept, ...]:
    """Return what is kept once choices were made: the last ones for each layout."""
    found = list(kept)
    for layout in made:
        same = [each for each in found if each.is_for(layout.columns)]
        if not any(each.choices == layout.choices for each in same):
            found = [each for each in found if each not in same] + [layout]
    return tuple(found[-_LAYOUTS:])


def find_positions(kept: Sequence[Kept], given: Choices) -> dict[Position, list[Kept]]:
    """Return where else than given a table may lie, with the layouts that lay there."""
    found: dict[Position, list[Kept]] = {}
    for each in reversed(kept):
        position = Position(
            given.sheet or each.choices.sheet, given.header_row or each.choices.header_row
        )
        found.setdefault(position, []).append(each)
    found.pop(given.position, None)
    return found


def is_like(layout: Kept, source: Source) -> bool:
    """Return whether a table is of this layout, or of one that it has changed into."""
    return _share(layout, source) >= _MOST


def _share(layout: Kept, source: Source) -> float:
    """Return how much of all columns of both the two have in common."""
    own = Counter(plain_name(str(name)) for name in source.cells)
    others = Counter(map(plain_name, layout.columns))
    return (own & others).total() / max(1, (own | others).total())


def recall(source: Source, given: Choices, kept: Sequence[Kept], opened: Position) -> Recall:
    """Return how a table is read: what is given goes before what is kept.

    Parameters
    ----------
    kept
        The earliest first.
    opened
        Where the table was looked for.
    """
    plain = replace(given, sheet=opened.sheet, header_row=opened.header_row)
    like = [each for each in kept if is_like(each, source)]
    if not like:
        return Recall(plain)
    layout = max(reversed(like), key=lambda each: _share(each, source))
    names = [str(name) for name in source.cells]
    same = layout.is_for(names)
    wanted = _leave_open(layout.choices.mapping, given.mapping)
    found = {name: _find(column, names) for name, column in wanted.items()}
    columns = {name: column for name, column in found.items() if column is not None}
    settings, unused = _settle(layout.choices, given, opened, same=same)
    recalled = Recalled(
        layout.day,
        columns,
        settings,
        unused,
        tuple(_missing_from(layout.columns, names)),
        tuple(_missing_from(names, layout.columns)),
    )
    choices = replace(plain, mapping={**columns, **given.mapping}, **settings)
    lost = {name: wanted[name] for name, column in found.items() if column is None}
    return Recall(choices, recalled, lost)


def recall_nothing(kept: Sequence[Kept], source: Source) -> Recalled:
    """Return that of the choices kept last none holds."""
    last, names = kept[-1], [str(name) for name in source.cells]
    settings = {name: getattr(last.choices, name) for name in SETTINGS}
    unused = [*map(_name_column, last.choices.mapping.items())]
    unused += [_name_setting(pair) for pair in settings.items() if pair[1]]
    return Recalled(
        last.day,
        unused=tuple(unused),
        new=tuple(_missing_from(last.columns, names)),
        gone=tuple(_missing_from(names, last.columns)),
    )


def _leave_open(kept: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Return what of the kept columns the given ones say nothing about.

    A column that is put into another field now, and the other way to tell a point, are said.
    """
    said = set(given)
    if said & set(PAIRS):
        said |= {"lat", "lon", *PAIRS}
    elif said & {"lat", "lon"}:
        said |= set(PAIRS)
    columns = {plain_name(column) for column in given.values() if column}
    return {
        name: column
        for name, column in kept.items()
        if name not in said and (not column or plain_name(column) not in columns)
    }


def _find(column: str, names: Sequence[str]) -> str | None:
    """Return the column of that name, blank for none that is wanted, ``None`` if it is not there.

    Of two that differ in spelling alone, it is neither.
    """
    if not column or column in names:
        return column
    alike = [name for name in names if plain_name(name) == plain_name(column)]
    return alike[0] if len(alike) == 1 else None


def _settle(
    kept: Choices, given: Choices, opened: Position, *, same: bool
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the kept settings that hold, and in words those that do not."""
    settings: dict[str, Any] = {}
    unused = []
    for name in SETTINGS:
        value = getattr(kept, name)
        if not value or getattr(given, name):
            continue
        elsewhere = name in ("sheet", "header_row") and getattr(opened, name) != value
        if elsewhere or (name in _NEED_SAME and not same):
            unused.append(_name_setting((name, value)))
        else:
            settings[name] = value
    return settings, tuple(unused)


def _missing_from(there: Iterable[str], names: Iterable[str]) -> Iterator[str]:
    """Yield the `names` that are not `there`."""
    left = Counter(map(plain_name, there))
    for name in names:
        if left[plain_name(name)]:
            left[plain_name(name)] -= 1
        else:
            yield name
