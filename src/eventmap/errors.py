"""What can go wrong, drawn as one tree: an error is named after what is at fault.

EventmapError
├── DatasetError      a dataset folder cannot be opened; carries every refused cell
├── FileError         a file cannot be imported as a whole: what, where, what is allowed
├── StoreError        a store of versions cannot be read or written: where, and why
├── BusyError         the host has no room for a question at present; asked again it may have
├── LeftError         who asked has left: nobody waits for the answer
├── SettingError      a variable of the environment has a value that cannot be used
├── ParameterError    parameters of a link are malformed or unknown; carries every refused one
└── NotFoundError     an event, a dataset or a version that is not here

A `Refusal` is one thing that is not accepted, wherever it stood.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Self


class EventmapError(Exception):
    """Base of every error that a user's input can cause. Its text is for the user."""


@dataclass(frozen=True)
class Refusal:
    """What is not accepted: a cell, a row or all of a file, or a parameter of a link.

    Parameters
    ----------
    file
        Name of the file inside the dataset's folder, blank for a parameter of a link.
    row
        Line of the record in the file, counted as a spreadsheet does: the header is row 1.
        ``None`` where the whole file is meant.
    column
        Name of the column or the parameter, ``None`` where the whole row or file is meant.
    value
        What stands there, as text.
    allowed
        What may stand there, completing the sentence "… ; allowed: …".
    """

    file: str
    row: int | None
    column: str | None
    value: str
    allowed: str

    @classmethod
    def of_parameter(cls, name: str, value: str, allowed: str) -> Self:
        """Return the refusal of a parameter of a link."""
        return cls("", None, name, value, allowed)

    def __str__(self) -> str:
        """Say where, what and what is allowed, in one sentence."""
        if not self.file:
            return f"{self.column}={self.value!r} cannot be used; allowed: {self.allowed}"
        where = [self.file]
        if self.row is not None:
            where.append(f"row {self.row}")
        if self.column is not None:
            where.append(f"column {self.column}")
        return f"{', '.join(where)}: {self.value!r} is not allowed; allowed: {self.allowed}"


@dataclass(frozen=True)
class Reject:
    """One row that is refused, whole.

    Parameters
    ----------
    line
        Number of the record as a spreadsheet shows it: a header is row 1.
    column
        Column in which the reason lies, ``None`` where the whole row is meant.
    value
        What stands there.
    reason
        What is wrong with it, and what is allowed.
    row
        All cells of the row, a JSON object by column.
    """

    line: int
    column: str | None
    value: str
    reason: str
    row: str


def row_text(cells: Mapping[str, object]) -> str:
    """Return a row as the JSON object that `Reject.row` and ``extra`` hold, blanks as null."""
    plain = {
        name: None if value is None or value != value else str(value)  # noqa: PLR0124 - NaN
        for name, value in cells.items()
    }
    return json.dumps(plain, ensure_ascii=False)


class DatasetError(EventmapError):
    """A dataset is refused; `refusals` names every reason, not only the first."""

    def __init__(self, name: str, refusals: Sequence[Refusal]) -> None:
        self.name = name
        self.refusals = tuple(refusals)
        count = len(self.refusals)
        problems = "1 problem" if count == 1 else f"{count} problems"
        lines = "\n".join(str(refusal) for refusal in self.refusals)
        super().__init__(f"Dataset {name!r} was not opened: {problems}.\n{lines}")


@dataclass(frozen=True)
class Placing:
    """Where the points of a table lie when its coordinates are read in one way.

    Parameters
    ----------
    turned
        Whether the two numbers are read the other way round than they are written.
    choices
        The column for each field that reads them so.
    words
        How many points lie where, completing the sentence "As written: …".
    countries
        Alpha-2 codes of those in which points lie, the most points first.
    points
        (longitude, latitude) in degrees, for a picture; of many, some, at equal steps.
    count
        How many the table has, those included that are nowhere on the globe.
    """

    turned: bool
    choices: Mapping[str, str]
    words: str
    countries: tuple[str, ...]
    points: tuple[tuple[float, float], ...]
    count: int


class FileError(EventmapError):
    """A file cannot be imported, or not without being told more. Its text is one sentence.

    Parameters
    ----------
    answers
        The ways to tell it, each the choices that it takes: names of fields whose column is to be
        chosen; ``order``, that of day, month and year; ``crs``, the code of a coordinate system.
        None where no choice would do.
        Whoever shows the sentence names them as they are made there: options, or fields of a form.
    placings
        Where the points would be, as written and turned round; none where that is not the question.
    """

    def __init__(
        self,
        sentence: str,
        *,
        answers: tuple[tuple[str, ...], ...] = (),
        placings: tuple[Placing, ...] = (),
    ) -> None:
        self.answers = answers
        self.placings = placings
        super().__init__(sentence)


class StoreError(EventmapError):
    """A store cannot be read or written. Its text is one sentence."""


class BusyError(EventmapError):
    """There is no memory or no turn left for a question.

    Parameters
    ----------
    retry_s
        After how many seconds it is worth asking again.
    """

    def __init__(self, reason: str, retry_s: int = 10) -> None:
        self.retry_s = retry_s
        super().__init__(reason)


class CrowdedError(BusyError):
    """The one who asks has so much waiting already that no more of it is taken."""


class LeftError(EventmapError):
    """Who asked has left before the answer was there."""

    def __init__(self) -> None:
        super().__init__("Nobody waits for this answer any more.")


class SettingError(EventmapError):
    """A variable of the environment has a value that cannot be used."""


FEW = 12
"""How many names are all named, and how many refusals are told."""


class ParameterError(EventmapError):
    """Parameters of a link that cannot be used; `refusals` has one entry for each.

    The first `FEW` are told: with all of them the answer to a long link would be a hundred times as
    long.
    """

    def __init__(self, *refusals: Refusal) -> None:
        self.refusals = refusals
        told = [str(refusal) for refusal in refusals[:FEW]]
        if more := len(refusals) - len(told):
            told.append(f"and {more:,} more")
        super().__init__("; ".join(told))


class NotFoundError(EventmapError):
    """What was asked for by name is not here, and `why` it is not any more, if that is known."""

    def __init__(self, kind: str, value: str, known: Iterable[str] = (), why: str = "") -> None:
        self.kind = kind
        self.value = value
        self.known = tuple(known)
        self.why = why
        near = nearest(value, self.known)
        there = f" There is: {', '.join(self.known)}." if len(self.known) <= FEW else ""
        because = f": {why}" if why else ""
        super().__init__(f"No {kind} {value!r}{because}.{near or (there if self.known else '')}")

    def as_parameter(self, name: str | None = None) -> ParameterError:
        """Return the same as a parameter that cannot be used, called as what is not here."""
        allowed = ", ".join(self.known) or "none is open"
        if self.why:
            allowed = f"{allowed}, for {self.why}"
        return ParameterError(Refusal.of_parameter(name or self.kind, self.value, allowed))


def nearest(value: str, known: Iterable[str]) -> str:
    """Return " Nearest: 'x'." for the known name most like `value`, or an empty text."""
    matches = get_close_matches(value, [str(name) for name in known], n=1, cutoff=0.5)
    return f" Nearest: {matches[0]!r}." if matches else ""
