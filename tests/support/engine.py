"""What builds and runs an image on this machine: buildah, podman, and a Debian to build upon.

``make container`` runs this file, which installs them where that can be done. Where it cannot, the
tests that need them are left out, and say so.
"""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).parents[2]
CONTAINERFILE = REPO / "deploy" / "Containerfile"
COMMANDS = ("buildah", "podman", "runc", "debootstrap")
NONE = f"No image is built here: install the packages {', '.join(COMMANDS)}, and be root."

LIMITS = ("--ulimit", "nofile=4096:4096", "--ulimit", "nproc=4096:4096")
"""Podman's own are higher than what some machines let even root have."""


def is_here() -> bool:
    """Return whether an image can be built and run."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    return os.geteuid() == 0 and all(shutil.which(each, path=path) for each in COMMANDS)


@dataclass(frozen=True)
class Engine:
    """Buildah and podman, with all images and containers in one folder."""

    folder: Path

    def build(self, containerfile: Path, context: Path, tag: str, *options: str) -> None:
        """Build an image; what has not changed since the last time is taken from there."""
        command = ["bud", "--isolation", "chroot", "--layers", "--format", "docker", *options]
        self._run("buildah", *command, "--file", str(containerfile), "--tag", tag, str(context))

    def podman(self, *arguments: str) -> str:
        """Return what podman prints."""
        return self._run("podman", "--runtime", "runc", *arguments)

    def _run(self, program: str, *arguments: str) -> str:
        where = ["--root", f"{self.folder}/storage", "--runroot", f"{self.folder}/run"]
        command = [program, *where, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
        return done.stdout.strip()


def make_base(engine: Engine, tag: str) -> None:
    """Make the image that the Containerfile begins with out of Debian's packages.

    No registry of images is asked: what it would give is made of these packages, too.
    """
    folder = engine.folder / "debian"
    if not folder.is_dir():
        (release,) = re.findall(
            r"^ARG BASE=\S+/debian:(\w+)-slim$", CONTAINERFILE.read_text(), re.M
        )
        begun = folder.with_name("debian.begun")
        shutil.rmtree(begun, ignore_errors=True)
        subprocess.run(["debootstrap", "--variant=minbase", release, str(begun)], check=True)
        begun.rename(folder)
    _trust_as_here(folder)
    steps = engine.folder / "Containerfile"
    steps.write_text("FROM scratch\nCOPY . /\n", encoding="utf-8")
    engine.build(steps, folder, tag)


def _trust_as_here(debian: Path) -> None:
    """Let pip trust whom this machine trusts, where it has been told so."""
    if authorities := os.environ.get("PIP_CERT"):
        shutil.copyfile(authorities, debian / "etc" / "trusted-here.crt")
        (debian / "etc" / "pip.conf").write_text("[global]\ncert = /etc/trusted-here.crt\n")


def main() -> None:
    if not is_here() and os.geteuid() == 0 and shutil.which("apt-get"):
        brief = ["-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=20"]
        subprocess.run(["apt-get", *brief, "update", "--quiet"], check=False)
        env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", *brief, "install", "--quiet", "--yes", "--no-install-recommends"]
        subprocess.run([*install, *COMMANDS], check=False, env=env)
    if not is_here():
        print(NONE)


if __name__ == "__main__":
    main()
