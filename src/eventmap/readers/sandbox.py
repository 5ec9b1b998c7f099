"""Files by others are read in a process of its own, which may fail, stall or eat with no one else.

`inspect_files` and `inspect_story` start it, wait as long as the host allows, and read the answer
back; `answer_question` is what it does. What it may touch, `lockdown` says.
"""

import errno
import json
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from threading import Condition
from typing import Any, TypeVar

from eventmap.errors import EventmapError, FileError
from eventmap.readers import lockdown
from eventmap.readers.choices import Choices, Kept
from eventmap.readers.files.limits import say_size
from eventmap.readers.files.sources import FULL
from eventmap.readers.handover import read_answer, write_answer
from eventmap.readers.inspection import Inspection, read_files
from eventmap.schema import DatasetInfo
from eventmap.settings import Settings, bundled_data, system_variables
from eventmap.stories import Opened, read_story_file
from eventmap.wording import count_of

AT_ONCE = 2
"""How many readings go on at a time in this process."""

PREFIX = "eventmap-read-"
"""What the names of temporary folders begin with that nobody needs longer than for one reading."""

_LOG = logging.getLogger(__name__)

_QUESTION, _ANSWER, _BEGUN, _SAID, _SPACE = "question", "answer", "begun", "said", "space"
_MB = 1_000_000
_LEFT_SECONDS = 3600
_SHOWN = 4000
_NO_MEMORY = re.compile(r"bad_alloc|bad allocation|cannot allocate|out of memory", re.I)

_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "GDAL_NUM_THREADS": "1",
    # What a thread or an arena for each core of a large machine would take of the memory.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "ARROW_IO_THREADS": "2",
    "MALLOC_ARENA_MAX": "2",
    "OMP_NUM_THREADS": "2",
    "OPENBLAS_NUM_THREADS": "1",
}

Said = Callable[[str], Any]

_Found = TypeVar("_Found", Inspection, Opened)


def inspect_files(
    paths: Sequence[Path],
    info: DatasetInfo,
    choices: Choices,
    kept: Sequence[Kept] = (),
    *,
    said: Said = lambda _: None,
) -> Inspection:
    """Read `paths` as far as possible; what stays in question is in `InspectedTable.question`.

    Parameters
    ----------
    info
        Name of the dataset. A blank title or licence is that of the format.
    kept
        What was chosen for such files before, the earliest first; `choices` go before it.
    said
        Is told, in a sentence, what the reading waits for.

    Raises
    ------
    FileError
        If a file cannot be opened or read, takes more than the host allows, or the format named
        by hand is none.
    """
    asked = ([str(path) for path in paths], info, choices, kept)
    return _ask(Inspection, paths, asked, choices.limits.unpacked_bytes, said)


def inspect_story(path: Path, dataset: str) -> Opened:
    """Read a file with a story of `dataset`, see `stories.open_story`.

    Raises
    ------
    FileError
        If it takes more than the host allows.
    """
    return _ask(Opened, [path], ([str(path)], dataset), 0, lambda _: None)


def _ask(
    kind: type[_Found], paths: Sequence[Path], asked: Sequence[Any], file_bytes: int, said: Said
) -> _Found:
    """Return what the process makes of `paths`, by what is `asked` of it.

    Parameters
    ----------
    kind
        What it is to make of them.
    file_bytes
        How much a file may take that is unpacked.
    """
    settings = Settings.from_env()
    with QUEUE.turn(said), room_for(paths[0].name) as folder:
        _remove_left(settings)
        _write_question(folder, (kind.__name__, *asked))
        _write_rules(folder, paths, file_bytes, settings)
        code = _run(folder, settings)
        found = _read_folder(folder) if code == 0 else None
        begun = _read_begun(folder, paths)
        said_last = (folder / _SAID).read_text("utf-8", "replace")[-_SHOWN:]
    if isinstance(found, kind):
        return found
    match found:
        case {"refusal": str(sentence)}:
            raise FileError(sentence)
        case {"fault": str(cause), "trace": str(trace)}:
            sentence = "reading it failed, and this host's log says why"
        case {"memory": str(cause), "trace": str(trace)}:
            sentence = _too_much_memory(settings)
        case _:
            cause, trace = _signal_name(code), said_last
            sentence = _describe_end(code, settings)
    _LOG.warning("%s was not read: %s", begun, cause)
    if settings.debug:
        _LOG.warning("%s", trace)
    raise FileError(f"{begun} cannot be read: {sentence}.")


@contextmanager
def room_for(name: str) -> Iterator[Path]:
    """Give a temporary folder for reading the file `name`, and refuse it where there is none.

    Raises
    ------
    FileError
        If the folder cannot be made, or what is put into it has no room.
    """
    try:
        with TemporaryDirectory(prefix=PREFIX) as folder:
            yield Path(folder)
    except OSError as error:
        raise FileError(
            f"{name} cannot be read: there is no temporary folder with room for it "
            f"({error.strerror})."
        ) from error


def start(folder: Path) -> "subprocess.Popen[bytes]":
    """Start the process for what is asked in `folder`, in which it may write."""
    space = str(folder / _SPACE)
    # -P: what lies in this folder must not be taken for modules of the same name. A path, not -m,
    # which loads the package, and all its libraries with it, before it runs the module.
    command = (sys.executable, "-P", "-X", "faulthandler", lockdown.__file__, str(folder))
    env = {**system_variables(), **_ENVIRONMENT, "HOME": space, "TMPDIR": space, "TEMP": space}
    env["PYTHONPATH"] = os.pathsep.join(_libraries())
    with (folder / _SAID).open("wb") as file:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            env=env,
            start_new_session=True,
        )


def _libraries() -> list[str]:
    """Return where modules come from, without the folder of a script or of whoever started it."""
    own = str(Path(__file__).parents[2])
    return [
        own,
        *(path for path in sys.path if path != own and any(Path(path).glob("*.dist-info"))),
    ]


def _write_question(folder: Path, asked: Sequence[Any]) -> None:
    for name in (_QUESTION, _ANSWER, _SPACE):
        (folder / name).mkdir()
    question = write_answer(asked, folder / _QUESTION)
    (folder / _QUESTION / "question.json").write_text(question, encoding="utf-8")


def _write_rules(folder: Path, paths: Sequence[Path], file_bytes: int, settings: Settings) -> None:
    rules = lockdown.Rules(
        readable=(str(bundled_data()), *(str(path.absolute()) for path in paths)),
        folder=str(folder),
        memory_bytes=settings.read_mb * _MB,
        seconds=settings.read_seconds,
        # The answer has what is in memory, which may be more than what was unpacked.
        file_bytes=max(file_bytes, settings.read_mb * _MB),
        parent=os.getpid(),
    )
    (folder / lockdown.RULES_FILE).write_text(json.dumps(asdict(rules)), encoding="utf-8")


_TIMED_OUT = -int(getattr(signal, "SIGXCPU", 24))
_KILLED = -int(getattr(signal, "SIGKILL", 9))


def _run(folder: Path, settings: Settings) -> int:
    """Return the exit code of the process, or the signal that ended it, below 0."""
    process = start(folder)
    try:
        return process.wait(settings.read_seconds)
    except subprocess.TimeoutExpired:
        return _TIMED_OUT
    finally:
        if process.poll() is None:
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _read_folder(folder: Path) -> Any:
    try:
        text = (folder / _ANSWER / "answer.json").read_text(encoding="utf-8")
        return read_answer(text, folder / _ANSWER)
    except Exception as error:  # it is from a process that a file may have taken over
        return {"fault": f"its answer cannot be read: {error!r}", "trace": ""}


def _read_begun(folder: Path, paths: Sequence[Path]) -> str:
    """Return the name of the file that was being read."""
    try:
        return paths[int((folder / _BEGUN).read_text(encoding="utf-8"))].name
    except (OSError, ValueError, IndexError):
        return paths[0].name


def _signal_name(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"signal {-code}"


def _describe_end(code: int, settings: Settings) -> str:
    if code == _TIMED_OUT:
        seconds = count_of(settings.read_seconds, "second")
        return f"it takes longer than {seconds}, which is the limit (EVENTMAP_READ_SECONDS)"
    if code == _KILLED:  # by the system, when there is no more memory for anyone
        return _too_much_memory(settings)
    return f"it is damaged, or {_too_much_memory(settings).removeprefix('it ')}"


def _too_much_memory(settings: Settings) -> str:
    most = say_size(settings.read_mb * _MB)
    return f"it needs more memory than {most}, which is the limit (EVENTMAP_READ_MB)"


class WaitingLine:
    """Whose turn it is: first come, first served."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._reading = 0
        self._waiting: deque[object] = deque()

    @contextmanager
    def turn(self, said: Said) -> Iterator[None]:
        """Wait until fewer than `AT_ONCE` are at it, and tell `said` how many come before."""
        me = object()
        with self._changed:
            self._waiting.append(me)
            try:
                while self._reading >= AT_ONCE or self._waiting[0] is not me:
                    said(self._describe(self._waiting.index(me)))
                    self._changed.wait()
                self._reading += 1
            finally:
                self._waiting.remove(me)
                self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._reading -= 1
                self._changed.notify_all()

    def _describe(self, before: int) -> str:
        others = count_of(self._reading, "other file")
        are = "is" if self._reading == 1 else "are"
        if not before:
            return f"{others} {are} being read; yours is next."
        wait = "waits" if before == 1 else "wait"
        return f"{others} {are} being read and {before} {wait}; then it is your file's turn."


QUEUE = WaitingLine()
"""The one of this process."""


def _remove_left(settings: Settings) -> None:
    """Remove the temporary folders of processes that were killed, an hour after their last sign."""
    now = time.time()
    for path in Path(gettempdir()).glob(f"{PREFIX}*"):
        try:
            state = path.lstat()
            own = sys.platform == "win32" or state.st_uid == os.geteuid()
            if (
                own
                and path.is_dir()
                and now - state.st_mtime > _LEFT_SECONDS + settings.read_seconds
            ):
                shutil.rmtree(path)
        except OSError as error:
            _LOG.info("%s is left where it is: %s", path, error)


def answer_question(folder: Path) -> None:
    """Read what is asked in `folder`, and write the answer there: the work of the process."""
    text = (folder / _QUESTION / "question.json").read_text(encoding="utf-8")
    kind, names, *asked = read_answer(text, folder / _QUESTION)
    paths = [Path(name) for name in names]

    def begin(path: Path) -> None:
        (folder / _BEGUN).write_text(str(paths.index(path)), encoding="utf-8")

    found: Any
    try:
        if kind == Opened.__name__:
            found = read_story_file(paths[0], *asked)
        else:
            found = read_files(paths, *asked, begin=begin)
        text = write_answer(found, folder / _ANSWER)
    except Exception as error:  # whatever a reader did not think of
        for table in (folder / _ANSWER).iterdir():
            table.unlink()
        found = _describe_error(error, _read_begun(folder, paths))
        text = write_answer(found, folder / _ANSWER)
    text = _hide(folder, _read_begun(folder, paths), text)
    (folder / _ANSWER / "answer.json").write_text(text, encoding="utf-8")


def _describe_error(error: Exception, name: str) -> dict[str, str]:
    causes = list(_causes(error))
    last = traceback.extract_tb(error.__traceback__)[-1]
    shown = {
        "cause": f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})",
        "trace": "".join(traceback.format_exception(error))[-_SHOWN:],
    }
    if any(_tells_of_memory(each) for each in causes):
        return {"memory": shown["cause"], "trace": shown["trace"]}
    if isinstance(error, FileError):
        return {"refusal": str(error)}
    if isinstance(error, OSError) and error.errno in FULL:
        return {"refusal": f"{name} cannot be read: its tables have no room: {error.strerror}."}
    return {"fault": shown["cause"], "trace": shown["trace"]}


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _tells_of_memory(error: BaseException) -> bool:
    if isinstance(error, EventmapError):
        return False  # its text has values of the file
    if isinstance(error, OSError) and error.errno == errno.ENOMEM:
        return True
    return isinstance(error, MemoryError) or bool(_NO_MEMORY.search(str(error)))


def _hide(folder: Path, name: str, text: str) -> str:
    """Put the file's name where a message of a library has the place where it lay unpacked."""
    lay = re.escape(json.dumps(str(folder / _SPACE))[1:-1]) + r"""(?:[^\s'"`,;:]*\w)?"""
    return re.sub(lay, lambda _: json.dumps(name)[1:-1], text)
