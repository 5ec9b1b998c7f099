"""The steps of deploy/Containerfile, carried out in plain folders: no engine, no registry.

What each stage adds lies in a folder over this machine's own system, which stands for the base
image, and the steps run with both as their root. Two kinds of step would fetch from elsewhere and
are done otherwise: what ``apt-get`` would install must be on this machine, and of what ``pip``
would the pinned releases, these alone, are taken from the environment that the tests run in. So it
is not told whether Debian and the registry of Python's packages have them, nor whether Debian's
base image is enough; ``make container`` tells that.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

COMMANDS = ("unshare", "nsenter", "chroot", "setpriv", "mount", "dpkg-query")
NONE = (
    f"No image's steps run here: be root, with {', '.join(COMMANDS)}, mounts of one's own, and a "
    "Debian with python3-venv whose python3 is of the release that the tests run by."
)

_PINNED = re.compile(r"(\S+)/bin/pip install .*--require-hashes --requirement (\S+)")
_PLAIN_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_NO_RIGHTS = ("--clear-groups", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all")


def is_here() -> bool:
    """Return whether steps can be carried out: as root, where folders can be laid over others."""
    if os.name != "posix" or os.geteuid() != 0 or not all(map(shutil.which, COMMANDS)):
        return False
    release = f"{sys.version_info.major}.{sys.version_info.minor}"
    tried = (
        ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"],
        ["dpkg-query", "--show", "python3-venv"],
        ["/usr/bin/python3", "-c", f"import sys; assert sys.version.startswith('{release}.')"],
    )
    return all(
        subprocess.run(each, capture_output=True, check=False).returncode == 0 for each in tried
    )


@dataclass(frozen=True)
class Step:
    """An instruction of a Containerfile, such as RUN, and what it is given."""

    word: str
    given: str


def read_steps(text: str) -> list[Step]:
    """Return the instructions of a Containerfile in order, each on one line."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    whole = re.sub(r"\\\n\s*", "", "\n".join(lines))
    found = (line.split(maxsplit=1) for line in whole.splitlines() if line.strip())
    return [Step(word, given.strip()) for word, given in found]


@dataclass
class Stage:
    """What a stage has added to the system below it, and how what is in it is to be run."""

    folder: Path
    workdir: str = "/"
    user: str = "0:0"
    env: dict[str, str] = field(default_factory=dict)
    volumes: list[str] = field(default_factory=list)
    entrypoint: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)

    def run(self, command: str) -> None:
        """Run a command of a step; what it writes is in the folder of the stage."""
        env = self._env({"PATH": _PLAIN_PATH, "HOME": "/root", **self.env})
        _run(self._enter("rw", "", [*env, "sh", "-ec", command]))

    def serve(self, volume: Path, variables: Mapping[str, str]) -> list[str]:
        """Return what runs what was built, as its steps say.

        The root cannot be written; `volume` can, which lies where the image has its one volume.
        """
        (where,) = self.volumes
        bind = f"mount --bind {shlex.quote(str(volume))} $0{where} && "
        command = [*self._rights(), *self.entrypoint, *self.command]
        return self._enter("ro", bind, [*self._env(self.env | variables), *command])

    def _enter(self, how: str, then: str, command: Sequence[str]) -> list[str]:
        """Return what runs a command with the stage over this machine's system as its root."""
        root, work = (
            self.folder.with_name(f"{self.folder.name}.{name}") for name in ("root", "work")
        )
        for each in (root, work):
            each.mkdir(exist_ok=True)
        over = f"{how},lowerdir=/,upperdir={self.folder},workdir={work}"
        script = (
            f"mount -t overlay overlay -o {shlex.quote(over)} $0 && {then}"
            'mount --rbind /proc $0/proc && mount --rbind /dev $0/dev && exec chroot $0 "$@"'
        )
        return ["unshare", "--mount", "sh", "-c", script, str(root), *command]

    def _env(self, variables: Mapping[str, str]) -> list[str]:
        given = [f"{name}={value}" for name, value in variables.items()]
        return ["env", "--ignore-environment", f"--chdir={self.workdir}", *given]

    def _rights(self) -> list[str]:
        user, group = self.user.split(":")
        return ["setpriv", f"--reuid={user}", f"--regid={group}", *_NO_RIGHTS, "--"]

    def beside(self, pid: int, variables: Mapping[str, str], command: Sequence[str]) -> list[str]:
        """Return what runs a command beside the server of this process id, and as it is run."""
        enter = ["nsenter", f"--target={pid}", "--mount", "--root"]
        return [*enter, *self._env(self.env | variables), *self._rights(), *command]


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{shlex.join(command)}\n{done.stdout}\n{done.stderr}")


class Build:
    """The stages of a Containerfile.

    Parameters
    ----------
    context
        From where COPY takes files, without those that its .containerignore leaves out.
    folder
        Where the stages are to lie.
    """

    def __init__(self, context: Path, folder: Path) -> None:
        self._context, self._folder = context, folder
        self._stages: dict[str, Stage] = {}
        self.packages: list[str] = []
        """What of Debian was to be installed."""

    def build(self, containerfile: str) -> Stage:
        """Carry out all steps; return the last stage."""
        stage = None
        for step in read_steps(containerfile):
            if step.word == "FROM":
                stage = self._begin(step.given)
            elif stage is not None:
                self._do(step, stage)
            elif step.word != "ARG":
                raise ValueError(f"{step.word} before FROM")
        assert stage is not None
        return stage

    def _begin(self, given: str) -> Stage:
        base, _, name = given.partition(" AS ")
        assert base == "${BASE}", "all stages are upon the base that is an argument"
        stage = self._stages[name or "last"] = Stage(self._folder / (name or "last"))
        stage.folder.mkdir()
        return stage

    def _do(self, step: Step, stage: Stage) -> None:
        match step.word:
            case "RUN":
                for command in step.given.split(" && "):
                    self._run(command, stage)
            case "COPY":
                self._copy(step.given.split(), stage)
            case "WORKDIR":
                stage.workdir = step.given
                self._at(stage, step.given).mkdir(parents=True, exist_ok=True)
            case "ENV":
                stage.env |= dict(pair.split("=", 1) for pair in shlex.split(step.given))
            case "USER":
                stage.user = step.given
            case "VOLUME":
                stage.volumes.append(step.given)
            case "ENTRYPOINT":
                stage.entrypoint = json.loads(step.given)
            case "CMD":
                stage.command = json.loads(step.given)
            case "HEALTHCHECK":
                stage.health = json.loads(step.given.partition("CMD ")[2])
            case "EXPOSE":
                pass
            case _:
                raise ValueError(f"It is not known how {step.word} is carried out.")

    def _at(self, stage: Stage, path: str) -> Path:
        return stage.folder / (Path(stage.workdir) / path).as_posix().lstrip("/")

    def _run(self, command: str, stage: Stage) -> None:
        words = shlex.split(command)
        if words[:2] == ["apt-get", "update"]:
            return
        if words[:2] == ["apt-get", "install"]:
            wanted = [word for word in words[2:] if not word.startswith("-")]
            _run(["dpkg-query", "--show", *wanted])
            self.packages += wanted
        elif pinned := _PINNED.fullmatch(command):
            venv, listed = (self._at(stage, path) for path in pinned.groups())
            take_pinned(listed.read_text("utf-8"), venv)
        else:
            stage.run(command)

    def _copy(self, given: list[str], stage: Stage) -> None:
        source, target = given[-2:]
        if given[0].startswith("--from="):
            of = self._stages[given[0].removeprefix("--from=")]
            taken, put = self._at(of, source), self._at(stage, target)
            put.parent.mkdir(parents=True, exist_ok=True)
            _run(["cp", "--archive", "--link", str(taken), str(put)])
            return
        put = self._at(stage, target)
        for path in self._in_context(source):
            at = put / path if source == "." else put
            at.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(self._context / path, at)

    def _in_context(self, source: str) -> Iterator[Path]:
        """Yield the files of the context below a path, as .containerignore lets them in."""
        first, *others = (self._context / ".containerignore").read_text("utf-8").split()
        *kept, last = others
        assert (first, last) == ("*", "**/__pycache__")
        assert all(each.startswith("!/") for each in kept)
        for name in kept:
            top = self._context / name.removeprefix("!/")
            for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
                inside = path.relative_to(self._context)
                is_asked = source == "." or inside.is_relative_to(source)
                if is_asked and path.is_file() and "__pycache__" not in inside.parts:
                    yield inside


def take_pinned(listed: str, venv: Path) -> None:
    """Give an environment the pinned releases of a list, from the one that runs this.

    Raises
    ------
    RuntimeError
        If one of them is not here, or another release of it.
    """
    here = Path(os.path.normpath(sys.prefix))
    installed = {canonicalize_name(each.name): each for each in distributions()}
    for line in re.findall(r"^[A-Za-z0-9].*(?= \\$)", listed, flags=re.M):
        wanted = Requirement(line)
        if wanted.marker and not wanted.marker.evaluate():
            continue
        found = installed.get(canonicalize_name(wanted.name))
        if found is None or not wanted.specifier.contains(found.version, prereleases=True):
            raise RuntimeError(f"{wanted} is not in the environment of the tests.")
        for file in found.files or ():
            path = Path(os.path.normpath(str(found.locate_file(file))))
            inside = path.relative_to(here)
            if inside.parts[0] != "bin":  # scripts name the environment that they were made for
                _link(path, venv / inside)
                for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
                    _link(compiled, venv / compiled.relative_to(here))


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists() and source.is_file():
        try:
            target.hardlink_to(source)
        except OSError:  # it lies on another disk
            shutil.copy2(source, target)
