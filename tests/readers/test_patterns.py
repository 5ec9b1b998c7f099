"""No pattern of the package takes more than its share of time for a longer cell.

Python's expressions try again from every character, and back from every choice: one that looks
harmless takes minutes for a cell of some thousand spaces. All that are written in the package are
found in its source, with the way in which each is used, and are run over cells that are made to
hurt. What is compared is the same work for a longer cell, never a time by itself.
"""

import ast
import importlib
import re
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from itertools import product
from pathlib import Path
from types import GeneratorType, ModuleType
from typing import Any

import pytest

import eventmap

PACKAGE = Path(eventmap.__file__).parent
FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if path.name not in ("page.py", "cli.py")]

OF_PATTERNS = ("search", "match", "fullmatch", "sub", "subn", "findall", "finditer", "split")
OF_TEXTS = (
    "extract",
    "extractall",
    "replace",
    "contains",
    "match",
    "fullmatch",
    "findall",
    "split",
)
"""Methods of ``Series.str`` that take a pattern."""
HARMLESS = ("items", "values", "join", "replace", "split", "compile")
"""What may be called to find out what a pattern is."""

ANCHORED = ("match", "fullmatch")

UNITS = (
    *" 1aЖ\"'()[],.-/\\<>:;@#%+=_|&*\n\té–",
    *(
        "a ",
        "1 ",
        "a,",
        "1,",
        ", ",
        "a.",
        "1.",
        "a-",
        "1-",
        "( ",
        "(1",
        "a(",
        "()",
        "<a",
        "/a",
        "1/",
    ),
    *("a1", "aЖ", "://", "http://a", "a@", "+a", " +", "1° ", "\\'", "--", "''", '""', "a\n"),
)
BEFORE = ("", "a", "x, ", "2025-10-01", "24 ", "http://a.b/", "#a", "POINT(1 ")
BEHIND = ("", "\n!", " x,!")
LENGTHS = (250, 1000)
"""The shorter catches what would never end at the longer."""
FLOOR_S = 0.0003
"""Whatever takes less for as many characters is quick enough to be left alone.

What grows with the square takes 5 ms for 4,000 of them, and is caught as well at a quarter of it.
"""


class Use:
    """A pattern, and how it is used: anchored at the start, or tried from every character."""

    def __init__(self, place: str, method: str, pattern: re.Pattern[Any]) -> None:
        self.place = place
        self.method = method if method in ANCHORED else "search" if method == "search" else "all"
        self.pattern = pattern

    def run(self, cell: Any) -> None:
        if self.method == "all":
            for _ in self.pattern.finditer(cell):
                pass
        else:
            getattr(self.pattern, self.method)(cell)

    def cell(self, before: str, unit: str, behind: str, length: int) -> Any:
        text = before + (unit * (length // len(unit))) + behind
        is_text = isinstance(self.pattern.pattern, str)
        return text if is_text else text.encode("cp1251", "replace")


def uses(path: Path) -> Iterator[Use]:
    """Yield every pattern that a module of the package uses."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    module = importlib.import_module(".".join(part for part in parts if part != "__init__"))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    place = str(path.relative_to(PACKAGE))
    seen: set[re.Pattern[Any]] = set()
    for node, names in with_names(tree, vars(module)):
        for method, value in patterns_of(node, names):
            pattern = value if isinstance(value, re.Pattern) else re.compile(value)
            seen.add(pattern)
            yield Use(f"{place}:{node.lineno}", method, pattern)
    for name, pattern in compiled(module):
        if pattern not in seen:
            yield Use(f"{place}: {name}", "all", pattern)


def patterns_of(node: ast.AST, names: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Yield the patterns that a node uses, each with the method."""
    if isinstance(node, ast.Attribute) and node.attr in OF_PATTERNS:
        values = values_of(node.value, names)
        yield from ((node.attr, value) for value in values if isinstance(value, re.Pattern))
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    method, owner = node.func.attr, node.func.value
    options = {word.arg: word.value for word in node.keywords}
    if isinstance(owner, ast.Name) and owner.id == "re" and method in OF_PATTERNS:
        yield from ((method, value) for value in known(node, node.args[0], names))
    elif isinstance(owner, ast.Attribute) and owner.attr == "str" and method in OF_TEXTS:
        regex = options.get("regex")
        asked = isinstance(regex, ast.Constant) and regex.value is True
        plain = isinstance(regex, ast.Constant) and regex.value is False
        if plain or (method in ("replace", "split") and not asked) or not node.args:
            return
        yield from ((method, value) for value in known(node, node.args[0], names))


def known(node: ast.Call, argument: ast.expr, names: list[dict[str, Any]]) -> list[Any]:
    found = [v for v in values_of(argument, names) if isinstance(v, str | bytes | re.Pattern)]
    assert found, f"line {node.lineno}: {ast.unparse(node)} hides its pattern from this test"
    return found


def values_of(expression: ast.expr, names: list[dict[str, Any]]) -> list[Any]:
    if not is_plain(expression):
        return []
    expression = Escaped().visit(deepcopy(expression))
    values = []
    for known_names in names:
        code = compile(ast.Expression(expression), "<pattern>", "eval")
        try:
            value = eval(code, known_names)
            # Its names are looked up only now.
            values.append(list(value) if isinstance(value, GeneratorType) else value)
        except Exception:
            continue
    return values


class Escaped(ast.NodeTransformer):
    """Puts a word in the place of any text that is taken literally."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if is_escape(node):
            return ast.copy_location(ast.Constant("/literal"), node)
        return self.generic_visit(node)


def is_plain(node: ast.AST) -> bool:
    """Return whether an expression does nothing but name, join and escape texts."""
    if is_escape(node):
        return True
    if isinstance(node, ast.Call):
        harmless = isinstance(node.func, ast.Attribute) and node.func.attr in HARMLESS
    else:
        harmless = not isinstance(node, ast.Await | ast.Yield | ast.YieldFrom | ast.NamedExpr)
    return harmless and all(map(is_plain, ast.iter_child_nodes(node)))


def is_escape(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "re.escape"


def with_names(
    tree: ast.AST, names: dict[str, Any]
) -> Iterator[tuple[ast.AST, list[dict[str, Any]]]]:
    """Yield each node with what its names may stand for: the module's, and those of loops."""
    for function in [tree, *(n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))]:
        own = list(own_nodes(function))
        every = [dict(names)]
        if isinstance(function, ast.FunctionDef):
            arguments = function.args.args[::-1]
            for argument, default in zip(arguments, function.args.defaults[::-1], strict=False):
                set_names(every, argument.arg, values_of(default, every))
        within: dict[ast.AST, list[dict[str, Any]]] = {}
        for node in own:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                set_names(every, node.targets[0].id, values_of(node.value, every)[:1])
            elif isinstance(node, ast.For):
                inner = list(loop_names(node, every))
                within |= dict.fromkeys(ast.walk(node), inner)
            elif isinstance(node, ast.comprehension):
                every = [*every, *loop_names(node, every)]
        yield from ((node, [*every, *within.get(node, [])]) for node in own)


def own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(function):
        if not isinstance(child, ast.FunctionDef):
            yield child
            yield from own_nodes(child)


def set_names(every: list[dict[str, Any]], name: str, values: list[Any]) -> None:
    for names, value in product(every, values):
        names[name] = value


def loop_names(node: ast.For | ast.comprehension, every: list[dict[str, Any]]) -> Iterator[Any]:
    for items in values_of(node.iter, every[:1]):
        if isinstance(items, str | bytes) or not hasattr(items, "__iter__"):
            continue
        for item in list(items)[:200]:
            names = dict(every[0])
            if isinstance(node.target, ast.Name):
                names[node.target.id] = item
            elif isinstance(node.target, ast.Tuple) and isinstance(item, tuple):
                for target, value in zip(node.target.elts, item, strict=False):
                    if isinstance(target, ast.Name):
                        names[target.id] = value
            yield names


def compiled(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield the compiled patterns that are a module's own, also those in tuples and mappings."""

    def within(value: object) -> Iterator[re.Pattern[Any]]:
        if isinstance(value, re.Pattern):
            yield value
        elif isinstance(value, tuple | list | set | frozenset):
            for each in value:
                yield from within(each)
        elif isinstance(value, dict):
            yield from within(tuple(value.values()))

    for name, value in vars(module).items():
        if not name.startswith("__"):
            yield from ((name, pattern) for pattern in within(value))


def seconds(work: Callable[[], None]) -> float:
    start = time.thread_time()
    work()
    return time.thread_time() - start


def too_slow(use: Use, before: str, unit: str, behind: str) -> bool:
    """Return whether four times the length costs much more than four times the work."""
    for length in LENGTHS:
        cell = use.cell(before, unit, behind, length)
        if seconds(lambda cell=cell: use.run(cell)) < FLOOR_S:
            continue
        shorter = use.cell(before, unit, behind, length // 4)
        # Every time: for moments, the machine may be slower at the longer one.
        if all(costs_more_than_its_share(use, cell, shorter) for _ in range(5)):
            return True
    return False


def costs_more_than_its_share(use: Use, cell: str, shorter: str) -> bool:
    long, short = (
        min(seconds(lambda each=each: use.run(each)) for _ in range(3)) for each in (cell, shorter)
    )
    return long > FLOOR_S and long > 9 * short


@cache
def uses_by_module() -> dict[str, list[Use]]:
    """Return the patterns of the package, each once, however often it is used in that way."""
    once = {(use.method, use.pattern): use for path in FILES for use in uses(path)}
    by_module: dict[str, list[Use]] = {}
    for use in once.values():
        by_module.setdefault(use.place.split(":")[0], []).append(use)
    return by_module


def test_the_patterns_are_found() -> None:
    assert sum(map(len, uses_by_module().values())) > 100
    assert {"readers/formats/geoconfirmed.py", "readers/files/charsets.py"} < set(uses_by_module())


@pytest.mark.parametrize("module", [str(path.relative_to(PACKAGE)) for path in FILES])
def test_a_longer_cell_takes_no_more_than_its_share_of_time(module: str) -> None:
    slow = [
        (use.place, use.method, use.pattern.pattern, before, unit, behind)
        for use in uses_by_module().get(module, ())
        for before, unit, behind in product(BEFORE, UNITS, BEHIND)
        if too_slow(use, before, unit, behind)
    ]
    assert not slow


@pytest.mark.parametrize(
    ("method", "pattern", "unit"),
    [
        ("search", r",\s*([^,]+?)\s*$", " "),
        ("all", r"\s*\(.*\)\s*$", "("),
        ("all", rb"[A-Za-z'\x80-\xff]*[\x80-\xff][A-Za-z'\x80-\xff]*", "a"),
    ],
)
def test_patterns_of_growing_cost_are_caught(method: str, pattern: str | bytes, unit: str) -> None:
    use = Use("here", method, re.compile(pattern))
    assert any(too_slow(use, before, unit, behind) for before in BEFORE for behind in BEHIND)
