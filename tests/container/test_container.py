"""The image of deploy/, built by its Containerfile and run as its compose.yaml says.

Run by ``make container``: it installs Debian and all libraries anew, which takes minutes.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx2
import pytest
import yaml
from support.app_server import DEADLINE_S, POLL_S, ask_status, clean_env, free_port, running
from support.engine import CONTAINERFILE, LIMITS, NONE, REPO, Engine, is_here, make_base
from support.nginx import NONE as NO_NGINX
from support.nginx import find_nginx

BASE, IMAGE, NAME = "localhost/eventmap-base", "localhost/eventmap", "eventmap-tried"
SERVICES = yaml.safe_load((REPO / "deploy" / "compose.yaml").read_text("utf-8"))["services"]

pytestmark = pytest.mark.skipif(not is_here(), reason=NONE)


@pytest.fixture(scope="module")
def engine() -> Engine:
    """Return an engine with the image; what was built before is kept in build/."""
    folder = REPO / "build" / "container"
    folder.mkdir(parents=True, exist_ok=True)
    built = Engine(folder)
    make_base(built, BASE)
    built.build(CONTAINERFILE, REPO, IMAGE, "--build-arg", f"BASE={BASE}")
    return built


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Return what puts ports of this machine that are free for those of deploy/."""
    ports = {was: str(free_port()) for was in ("8080", "8501", "9400")}
    return lambda text: re.sub("|".join(ports), lambda found: ports[found[0]], text)


@pytest.fixture(scope="module")
def site(
    engine: Engine, here: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Return the address of the three services of compose.yaml in one network, this machine's."""
    folder = tmp_path_factory.mktemp("site")
    with ExitStack() as everything:
        port = here("9400")
        described = here(SERVICES["eventmap"]["environment"]["EVENTMAP_AUTH_SERVER_METADATA_URL"])
        command = [sys.executable, "-m", "oidc_provider_mock", "--port", port]
        provider = running(
            command, cwd=folder, env=clean_env(folder), health=described, log=folder / "provider"
        )
        everything.enter_context(provider)
        everything.callback(engine.podman, "rm", "--force", "--volumes", NAME)
        _start(engine, SERVICES["eventmap"], here)
        everything.enter_context(_nginx(folder, here))
        address = here("http://localhost:8080")
        _wait_for(f"{address}/maps/healthz", engine)
        yield address


def _start(engine: Engine, service: dict[str, Any], here: Callable[[str], str]) -> None:
    """Run a service of compose.yaml, each of its keys as the option of podman that it is."""
    known = {"build", "network_mode", "image", "volumes", "environment", "read_only", "cap_drop"}
    assert service.keys() == known | {"security_opt"}
    assert service["network_mode"] == "service:nginx"
    assert service["read_only"] is True
    options = ["--detach", "--name", NAME, "--network", "host", "--read-only"]
    options += ["--read-only-tmpfs=false"]  # podman's own addition, which no other engine has
    for name, value in service["environment"].items():
        default = re.sub(r"\$\{\w+:-(.*)\}", r"\1", value)
        options += ["--env", f"{name}={here(default)}"]
    options += [word for each in service["cap_drop"] for word in ("--cap-drop", each)]
    options += [word for each in service["security_opt"] for word in ("--security-opt", each)]
    options += [word for each in service["volumes"] for word in ("--volume", each)]
    options += ["--env", f"STREAMLIT_SERVER_PORT={here('8501')}"]
    engine.podman("run", *options, *LIMITS, service["image"])


def _nginx(folder: Path, here: Callable[[str], str]) -> Any:
    nginx = find_nginx()
    if nginx is None:
        pytest.skip(NO_NGINX)
    ((source, target, _),) = (each.split(":") for each in SERVICES["nginx"]["volumes"])
    assert target == "/etc/nginx/conf.d/default.conf"
    text = here((REPO / "deploy" / source).read_text("utf-8"))
    (folder / "default.conf").write_text(text, encoding="utf-8")
    temporary = "".join(
        f"{each}_temp_path {folder}/{each};\n"
        for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error;\n"
        f"events {{}}\nhttp {{ {temporary} include {folder}/default.conf; }}\n"
    )
    return running(
        [nginx, "-c", f"{folder}/nginx.conf"],
        cwd=folder,
        env=clean_env(folder),
        health=here("http://localhost:8080/maps/healthz"),
        log=folder / "nginx",
        accepts=(200, 502, 503),
    )


def _wait_for(address: str, engine: Engine) -> None:
    end = time.monotonic() + DEADLINE_S
    while ask_status(address) != httpx2.codes.OK:
        assert time.monotonic() < end, engine.podman("logs", NAME)
        time.sleep(POLL_S)


def inside(engine: Engine, *command: str) -> str:
    return engine.podman("exec", NAME, *command)


def test_compose_serves_the_map_to_who_has_logged_in(site: str) -> None:
    with httpx2.Client(follow_redirects=True, timeout=60) as browser:
        assert browser.get(f"{site}/maps/api/datasets").status_code == 401
        asked = browser.get(f"{site}/maps/")
        assert asked.url.path == "/oauth2/authorize"
        page = browser.post(asked.url, data={"sub": "anna"})
        assert str(page.url).startswith(f"{site}/maps/")
        served = browser.get(f"{site}/maps/api/datasets").json()
    assert {each["name"]: each["events"] for each in served} == {
        "london-summit": 11,
        "ucdp-ukraine": 3883,
    }


@pytest.mark.usefixtures("site")
def test_the_image_finds_itself_healthy(engine: Engine) -> None:
    engine.podman("healthcheck", "run", NAME)


@pytest.mark.usefixtures("site")
def test_who_serves_is_nobody_and_can_write_to_the_volume_alone(engine: Engine) -> None:
    assert inside(engine, "id", "-u") == "10001"
    written = inside(engine, "sh", "-c", "find / -xdev -writable -not -type l 2>/dev/null; true")
    roots = {f"/{each.split('/')[1]}" for each in written.split()}
    assert roots <= {"/dev", "/proc", "/var"}
    with pytest.raises(RuntimeError, match="Read-only file system"):
        inside(engine, "touch", "/opt/eventmap/added")


@pytest.mark.usefixtures("site")
def test_a_table_is_imported_into_the_volume_and_served(engine: Engine) -> None:
    table = "date,place,lat,lon,killed\\n2024-03-01,Kherson,46.6354,32.6169,2\\n"
    inside(engine, "sh", "-c", f"printf '{table}' > strikes.csv")
    inside(engine, "eventmap", "import", "strikes.csv", "--dataset", "strikes")
    told = json.loads(inside(engine, "eventmap", "datasets", "--json"))
    assert "strikes" in json.dumps(told)
    assert inside(engine, "sh", "-c", "ls store").split() == ["strikes"]


@pytest.mark.usefixtures("site")
def test_what_only_builds_is_not_in_the_image(engine: Engine) -> None:
    listed = inside(
        engine, "sh", "-c", "ls /opt/eventmap/lib/python3*/site-packages /source || true"
    )
    names = {name.partition("-")[0] for name in listed.split()}
    assert "streamlit" in names
    assert names.isdisjoint({"pip", "hatchling", "editables", "pytest"})


def test_what_is_not_asked_for_stays_out_of_the_build() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=REPO, check=True, capture_output=True, text=True
    ).stdout.split()
    text = (REPO / ".containerignore").read_text("utf-8")
    taken = {line.removeprefix("!/") for line in text.splitlines() if line.startswith("!/")}
    assert taken <= {each.partition("/")[0] for each in listed}
