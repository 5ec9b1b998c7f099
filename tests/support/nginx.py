"""The nginx of this machine, for what is tried behind it.

``make test`` runs this file, which installs it where that can be done. Where it cannot, the tests
that need it are left out, and say so.
"""

import os
import shutil
import subprocess

NONE = "No nginx here, so nothing is tried behind it: install the package nginx."


def find_nginx() -> str | None:
    """Return the path of nginx; on Debian it is none of every user's commands."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def main() -> None:
    if find_nginx() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        brief = ["-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=20"]
        subprocess.run(["apt-get", *brief, "update", "--quiet"], check=False)
        # It is not to serve this machine: the tests start their own.
        env = os.environ | {"RUNLEVEL": "1", "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", *brief, "install", "--quiet", "--yes", "--no-install-recommends"]
        subprocess.run([*install, "nginx"], check=False, env=env)
    if find_nginx() is None:
        print(NONE)


if __name__ == "__main__":
    main()
