"""What a process may still do that reads a file by somebody else: little, and not for long.

Run as a script it locks itself up first, before a library is loaded (what is said here holds for
one thread alone, and those that it starts later), and then reads what it was started for. Knows
nothing of the rest of the package until then.

What the system does not offer is left out: namespaces, Landlock and seccomp are of Linux, and not
of each; limits are of every Unix; Windows has none of it.
"""

import ctypes
import errno
import gc
import json
import os
import platform
import signal
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

RULES_FILE = "rules.json"

_OPEN_FILES = 256

_SYSTEM = (
    "/usr",
    "/lib",
    "/lib32",
    "/lib64",
    "/nix/store",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/dev/null",
    "/dev/urandom",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/self",
    "/sys/devices/system/cpu",
    "/sys/fs/cgroup",  # DuckDB asks how much memory it may have, and ends where it may not ask
)
"""Where a system keeps what a program cannot do without, and nobody's own files."""

# From the kernel's headers linux/sched.h, prctl.h, landlock.h, seccomp.h and audit.h.
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_LANDLOCK_VERSION, _LANDLOCK_PATH = 1, 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_FILES_BY_VERSION = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights on files each version of Landlock knows, where it is more than before."""
_WRITE = 0b111_0001_1011_1110
"""Write, read, list, remove, make folders, files and links, move, cut: none that makes a program
run, a device or a socket."""
_TCP, _TCP_FROM = 0b11, 4
_SIGNALS_AND_SOCKETS, _SCOPED_FROM = 0b11, 6
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""By machine: its number in `seccomp`, and the number of the call that opens a socket."""
_IO_URING_SETUP, _SECOND_TABLE = 425, 0x40000000
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | errno.EACCES, 0x80000000


@dataclass(frozen=True)
class Rules:
    """What is allowed.

    Parameters
    ----------
    readable
        Files, and folders with all that is in them, besides the interpreter's and the system's
        own. What is not there is passed over.
    folder
        The one folder that may be written to.
    memory_bytes
        Of address space, libraries included.
    seconds
        Of the processor.
    file_bytes
        Of one file that is written.
    parent
        Number of the process that asks: without it, nobody wants the answer.
    """

    readable: tuple[str, ...]
    folder: str
    memory_bytes: int
    seconds: int
    file_bytes: int
    parent: int


def lock_down(rules: Rules) -> None:
    """Give up, for good, every right of this process that `rules` do not name."""
    if sys.platform == "win32":
        return
    _set_limits(rules)
    if sys.platform == "linux":
        system = ctypes.CDLL(None, use_errno=True)
        _die_with_parent(system, rules.parent)
        system.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        # Alone where that is allowed: in a namespace of users, root may read its own files only.
        if system.unshare(_CLONE_NEWNET):
            system.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
        _close_files(system, rules)
        _close_sockets(system)


def _set_limits(rules: Rules) -> None:
    import resource

    for limit, wanted in (
        (resource.RLIMIT_AS, rules.memory_bytes),
        (resource.RLIMIT_CPU, rules.seconds),
        (resource.RLIMIT_FSIZE, rules.file_bytes),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, most = resource.getrlimit(limit)
        value = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError) as error:  # macOS knows of no limit of address space
            print(f"limit {limit} is not set: {error}", file=sys.stderr)


def _die_with_parent(system: ctypes.CDLL, parent: int) -> None:
    system.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("nobody waits for the answer any more")


def _close_files(system: ctypes.CDLL, rules: Rules) -> None:
    """Let this process open no files but those of the rules, by Landlock."""
    version = system.syscall(_LANDLOCK_CREATE, None, 0, _LANDLOCK_VERSION)
    if version < 1:
        return
    known = max(count for since, count in _FILES_BY_VERSION.items() if since <= version)
    files = (1 << known) - 1
    network = _TCP if version >= _TCP_FROM else 0
    scoped = _SIGNALS_AND_SOCKETS if version >= _SCOPED_FROM else 0
    handled = struct.pack("=QQQ", files, network, scoped)
    ruleset = system.syscall(_LANDLOCK_CREATE, handled, len(handled), 0)
    if ruleset < 0:
        return
    libraries = (*_SYSTEM, sys.prefix, sys.base_prefix, *sys.path)
    try:
        _allow(system, ruleset, (*libraries, *rules.readable), _READ_FILE | _READ_DIR)
        _allow(system, ruleset, [rules.folder], _WRITE & files)
        if system.syscall(_LANDLOCK_RESTRICT, ruleset, 0):
            raise OSError(ctypes.get_errno(), "Landlock cannot be switched on")
    finally:
        os.close(ruleset)


def _allow(system: ctypes.CDLL, ruleset: int, paths: Iterable[str], rights: int) -> None:
    for path in paths:
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue  # what is not there needs no right; who reads it says so
        try:
            held = rights if Path(path).is_dir() else _READ_FILE
            rule = struct.pack("=Qi", held, place)
            if system.syscall(_LANDLOCK_ADD, ruleset, _LANDLOCK_PATH, rule, 0):
                raise OSError(ctypes.get_errno(), "Landlock does not take this path", path)
        finally:
            os.close(place)


def _close_sockets(system: ctypes.CDLL) -> None:
    """Let this process open no socket of any kind, by seccomp."""
    if platform.machine() not in _MACHINES:
        return
    machine, open_socket = _MACHINES[platform.machine()]
    program = (
        (_LOAD, 0, 0, 4),  # for which machine the call is
        (_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),  # the number of the call
        (_AT_LEAST, 3, 0, _SECOND_TABLE),
        (_EQUAL, 2, 0, open_socket),
        (_EQUAL, 1, 0, _IO_URING_SETUP),  # it opens sockets, too
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    )
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in program))
    whole = struct.pack("@HP", len(program), ctypes.addressof(code))
    system.prctl(_PR_SET_SECCOMP, 2, whole, 0, 0)


def main(folder: str) -> None:
    """Lock this process up by the rules in `folder`, and read what is asked for there."""
    rules = json.loads(Path(folder, RULES_FILE).read_text(encoding="utf-8"))
    lock_down(Rules(**rules))
    # What the libraries make stays to the end: no garbage is looked for in it, now or later.
    gc.disable()
    from eventmap.readers.sandbox import answer_question

    gc.freeze()
    gc.enable()
    answer_question(Path(folder))


if __name__ == "__main__":
    main(sys.argv[1])
    sys.stdout.flush()
    sys.stderr.flush()
    # The answer is written. Giving back the libraries' objects one by one takes as long as reading
    # a small file, and what is left in the folder goes with it.
    os._exit(0)
