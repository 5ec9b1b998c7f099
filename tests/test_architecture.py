"""Imports run one way: a module may know only the modules above it in the list."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import eventmap

PACKAGE = Path(eventmap.__file__).parent
REPO = Path(__file__).parents[1]

OWN = ("eventmap.", "benchmarks.", "support.", "fuzz.")

ARCHITECTURE = (Path(__file__).parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
ORDER = tuple(
    re.findall(r"^\| `(\w+)` \|", ARCHITECTURE.split("| module |")[1].split("\n\n")[0], flags=re.M)
)
"""The modules as the page on the architecture lists them."""

FRONT_DOORS = ("places", "canonical", "readers", "store", "catalog", "exports", "brief")
"""Packages of which nothing inside is imported from outside."""

DRAWN_FROM_VALUES = ("axis", "bars", "maps", "charts", "exports")
"""These turn values into what is shown and never ask the database for more."""

ASKING = {"store", "catalog", "database", "facets", "coverage", "summary", "events", "tiles"}

ACROSS = {
    "canonical/test_read_rows.py": "what `dataset` keeps of a folder of which not all is sound",
    "exports/test_memory.py": "what an export takes of memory",
    "panels/test_scripts.py": "the panels' scripts",
    "readers/formats/test_any_cells.py": "every format, over cells of any kind",
    "readers/test_patterns.py": "every pattern of the source, over hostile cells",
    "store/test_s3.py": "a store at an address",
    "test_architecture.py": "how the modules stand together",
    "test_containerfile.py": "the image's steps, in plain folders",
    "test_docs.py": "the documentation",
    "test_fuzz.py": "a little of `make fuzz`",
    "test_licences.py": "the libraries' licences",
    "test_london_summit.py": "the bundled dataset",
    "test_packaging.py": "the wheel",
    "test_sbom.py": "`make sbom`",
    "test_service.py": "the unit for systemd",
    "test_truth.py": "real tables, beside recounts of them",
    "test_ucdp_ukraine.py": "the dataset that `tools/ucdp` makes",
}
"""Tests of more than one module, or of none, and what they are about."""

OTHER_TESTS = ("benchmarks", "container", "e2e", "layers")
"""Folders of tests in a browser or a container, and of the benchmarks."""

FILES = sorted(PACKAGE.rglob("*.py"))

EVERYWHERE = [
    path
    for root in ("src", "tests", "benchmarks", "tools")
    for path in sorted((REPO / root).rglob("*.py"))
]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree_of(path)))


def part_of(path: Path) -> str:
    """Return the module of the list that a file belongs to, empty for the package's own."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py") if first != "__init__.py" else ""


def imported_modules(path: Path) -> Iterator[str]:
    """Yield every imported name in full, wherever in the file the import stands."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides where it leads"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_parts(path: Path) -> set[str]:
    names = (name.split(".") for name in imported_modules(path))
    return {name[1] for name in names if name[0] == "eventmap" and name[1] in ORDER}


def test_every_module_has_its_place_in_the_order() -> None:
    assert {part_of(path) for path in FILES} - {""} == set(ORDER)


def test_a_module_imports_only_from_modules_above_it() -> None:
    above = {part: {*ORDER[:at], part} for at, part in enumerate(ORDER)} | {"": set()}
    from_below = {
        f"{path.relative_to(PACKAGE)}: {part}"
        for path in FILES
        for part in imported_parts(path) - above[part_of(path)]
    }
    assert from_below == set()


OF_LIBRARIES = {"_fields", "_replace", "_cells"}
"""Of named tuples, which spell so what is public; of Word's tables, with the why beside it."""


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


def test_no_module_imports_what_is_private_to_another() -> None:
    private = {
        f"{path.relative_to(REPO)}: {name}"
        for path in EVERYWHERE
        for name in imported_modules(path)
        if name.startswith(OWN) and any(map(is_private, name.split(".")))
    }
    assert private == set()


def test_only_a_module_itself_knows_what_is_private_in_it() -> None:
    private = {name for path in FILES for name in defined_names(path) if is_private(name)}
    reached = {
        f"{path.relative_to(REPO)}: {name}"
        for path in EVERYWHERE
        for name in reached_names(path) & private - defined_names(path) - OF_LIBRARIES
    }
    assert reached == set()


def last_name(called: ast.expr) -> str:
    """Return the name of what is called, without whose it is."""
    return getattr(called, "attr", None) or getattr(called, "id", "")


def reached_names(path: Path) -> set[str]:
    """Return private names that a file reaches in others, also to replace them."""
    nodes = nodes_of(path)
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    replaced = {
        argument.value.rpartition(".")[2]
        for node in nodes
        if isinstance(node, ast.Call) and last_name(node.func).endswith("setattr")
        for argument in node.args[:2]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    return {name for name in attributes | replaced if is_private(name)}


def defined_names(path: Path) -> set[str]:
    """Return what a file itself defines or sets, also on its own objects."""
    found = set()
    for node in nodes_of(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and getattr(node.value, "id", None) == "self":
            found.add(node.attr)
    return found


TWICE = {
    "FORMAT": "each format of files in a module of its own, all of one shape",
    "main": "where a process begins: of the command line, of the page, of what reads files",
}
"""Public names that several modules have, and what they are in each of them."""


def public_names(path: Path) -> set[str]:
    """Return what a module defines for others: its functions, classes and values."""
    found = set()
    for node in tree_of(path).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            parts = (part for target in targets for part in ast.walk(target))
            found |= {part.id for part in parts if isinstance(part, ast.Name)}
    return {name for name in found if not name.startswith("_")}


def test_a_public_name_stands_for_one_thing() -> None:
    homes: dict[str, list[str]] = {}
    for path in FILES:
        for name in public_names(path):
            homes.setdefault(name, []).append(str(path.relative_to(PACKAGE)))
    assert {name: found for name, found in homes.items() if len(found) > 1}.keys() == TWICE.keys()


def test_tests_mirror_the_modules() -> None:
    # A package's own tests are called as it is: `exports/test_exports.py`.
    tests = [path.relative_to(REPO / "tests") for path in (REPO / "tests").rglob("test_*.py")]
    without_module = {
        path.as_posix()
        for path in tests
        if path.parts[0] not in OTHER_TESTS
        and (name := path.stem.removeprefix("test_")) != path.parent.name
        and not (PACKAGE / path.parent / f"{name}.py").exists()
    }
    assert without_module == ACROSS.keys()


def test_a_package_with_a_front_door_is_entered_by_it() -> None:
    inside = {
        ".".join(path.with_suffix("").relative_to(PACKAGE.parent).parts)
        for package in FRONT_DOORS
        for path in (PACKAGE / package).rglob("*.py")
        if path.name != "__init__.py"
    }
    past_the_door = {
        f"{path.relative_to(REPO)}: {name}"
        for path in EVERYWHERE
        if path in FILES or path.relative_to(REPO).parts[0] != "tests"
        for name in imported_modules(path)
        if any(name == module or name.startswith(f"{module}.") for module in inside)
        and not (path in FILES and part_of(path) == name.split(".")[1])
    }
    assert past_the_door == set()


def test_what_draws_values_does_not_ask_the_database() -> None:
    asked = {
        f"{path.relative_to(PACKAGE)}: {part}"
        for path in FILES
        if part_of(path) in DRAWN_FROM_VALUES
        for part in imported_parts(path) & ASKING
    }
    assert asked == set()


def test_only_the_page_its_login_and_the_end_of_its_session_import_streamlit() -> None:
    importers = {
        part_of(path)
        for path in FILES
        if any(name.split(".")[0] == "streamlit" for name in imported_modules(path))
    }
    assert importers == {"page", "ui", "login", "sessions"}


def test_only_settings_reads_the_environment() -> None:
    readers = {
        part_of(path)
        for path in FILES
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    }
    assert readers == {"settings", "cli"}  # cli hands its argument on, by writing there


def test_only_the_state_of_the_page_touches_the_session() -> None:
    touching = {
        path.relative_to(PACKAGE).as_posix()
        for path in FILES
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute) and node.attr == "session_state"
    }
    assert touching == {"ui/state.py"}


def test_a_reader_names_no_option_of_a_command() -> None:
    # What it asks is answered on the page, too: whoever shows it says where.
    texts = [
        (path.name, node.value)
        for path in FILES
        if part_of(path) == "readers"
        for node in nodes_of(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [found for found in texts if re.search(r"(?<![-\w])--[a-z]", found[1])] == []


def test_only_connections_opens_duckdb() -> None:
    openers = {
        part_of(path)
        for path in FILES
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute)
        and node.attr == "connect"
        and ast.unparse(node) == "duckdb.connect"
    }
    assert openers == {"connections"}


def test_everything_but_the_page_loads_without_streamlit_and_folium() -> None:
    modules = ", ".join(f"eventmap.{name}" for name in ("filters", "database", "tiles", "routes"))
    commands = ", ".join(
        f"eventmap.commands.{path.stem}" for path in (PACKAGE / "commands").glob("[a-z]*.py")
    )
    code = f"import sys, {modules}, eventmap.cli, {commands}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert {"streamlit", "folium"}.isdisjoint(run.stdout.split())
