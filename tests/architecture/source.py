"""The project's own code, parsed, for the rules about it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("db", "domain", "ui", "gateway", "pages")


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the portal by its path from the root."""
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    files += (ROOT).glob("streamlit_app.py")
    return {name(file): ast.parse(file.read_text(), str(file)) for file in sorted(files)}


def name(file: Path) -> str:
    """The path from the root, as written in messages."""
    return file.relative_to(ROOT).as_posix()


def within(*rooms: str) -> dict[str, ast.Module]:
    """The modules of some rooms only."""
    return {path: tree for path, tree in modules().items() if path.startswith(rooms)}


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call in the tree."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def dotted(node: ast.expr) -> str:
    """`a.b.c` for such an expression, else what is known of its end."""
    match node:
        case ast.Name(id=known):
            return known
        case ast.Attribute(value=value, attr=attr):
            return f"{dotted(value)}.{attr}".lstrip(".")
        case _:
            return ""


def imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(module, name) of every `from module import name`, (module, "") of every `import module`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def assigned_attributes(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, attribute) of every assignment to an attribute, `setattr` with a constant included."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets):
                yield from _attributes(targets)
            case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
                yield from _attributes([target])
            case ast.Call(func=ast.Name(id="setattr"), args=[_, ast.Constant(value=str(attr)), *_]):
                yield node.lineno, attr
            case _:
                pass


def _attributes(targets: list[ast.expr]) -> Iterator[tuple[int, str]]:
    for target in targets:
        if isinstance(target, ast.Attribute):
            yield target.lineno, target.attr
        elif isinstance(target, ast.Tuple | ast.List):
            yield from _attributes(target.elts)
