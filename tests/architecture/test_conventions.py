"""Rules about the code that a linter cannot express. Each failure says what to do."""

import ast
import re

import pytest

from tests.architecture.source import (
    ROOT,
    assigned_attributes,
    calls,
    dotted,
    imported,
    modules,
    name,
    within,
)

LONGEST_MODULE = 250
LONGEST_FUNCTION = 40
NO_NOUN = ("util", "utils", "helper", "helpers", "manager", "service", "services", "common", "misc")
MAY_SHOW_RAW_HTML = frozenset(
    {"ui/front_door.py"}
)  # sends the browser on with our own one-time code, nothing else
MAY_WRITE_RAW_SQL: frozenset[str] = frozenset()
ASKS_THE_TIME = {"date.today", "datetime.today", "datetime.now", "datetime.utcnow"}
TRANSACTIONS = {"unit_of_work", "reading"}


def test_modules_stay_small() -> None:
    long = {
        path: n for path in modules() if (n := len((ROOT / path).read_text().splitlines())) > LONGEST_MODULE
    }
    assert not long, f"one noun per file, at most {LONGEST_MODULE} lines; split: {long}"


def test_functions_stay_short() -> None:
    long = [
        f"{path}:{node.lineno} {node.name} has {lines(node)} lines"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lines(node) > LONGEST_FUNCTION
    ]
    assert not long, f"take a step of it out and name it: {long}"


def lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without the docstring."""
    docstring = function.body[0] if ast.get_docstring(function) else None
    told = (docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - told


def test_files_are_named_after_what_they_hold() -> None:
    vague = [
        path for path in modules() if set(path.removesuffix(".py").split("/")[-1].split("_")) & set(NO_NOUN)
    ]
    assert not vague, f"name the noun or the verb instead: {vague}"


def test_no_page_lies_loose_in_pages() -> None:
    loose = [name(file) for file in (ROOT / "pages").glob("*.py") if file.name != "__init__.py"]
    assert not loose, f"Streamlit would run it without sign-in; move it to pages/<area>/: {loose}"


def test_every_page_is_on_the_menu() -> None:
    menus = [tree for path, tree in modules().items() if re.fullmatch(r"pages/(\w+/)?__init__\.py", path)]
    if not menus:
        pytest.skip("there is no menu yet")
    listed = {f"{module}.{what}" for menu in menus for module, what in imported(menu)}
    listed |= {str(n.value) for menu in menus for n in ast.walk(menu) if isinstance(n, ast.Constant)}
    pages = [file for file in (ROOT / "pages").glob("*/*.py") if not file.name.startswith("_")]
    lost = [name(page) for page in pages if not spellings(name(page)) & listed]
    assert not lost, f"put it on the MENU in pages/__init__.py, or remove it: {lost}"


def spellings(page: str) -> set[str]:
    """The ways a menu may name a page."""
    stem = page.removesuffix(".py")
    short = stem.removeprefix("pages/")
    return {page, stem, short, f"{short}.py", stem.replace("/", "."), short.replace("/", ".")}


def test_only_the_workflow_changes_a_state() -> None:
    guilty = [
        f"{path}:{line}"
        for path, tree in within("domain", "ui", "gateway", "pages").items()
        if path != "domain/core/workflow.py"
        for line, attribute in assigned_attributes(tree)
        if attribute == "state"
    ]
    assert not guilty, f"call workflow.take() instead of assigning a state: {guilty}"


def test_only_the_unit_of_work_commits() -> None:
    guilty = called("commit", "domain", "ui", "gateway", "pages")
    assert not guilty, f"one user action is one unit_of_work(actor); it commits: {guilty}"


def test_no_screen_is_drawn_inside_a_transaction() -> None:
    guilty = [
        f"{path}:{call.lineno}"
        for path, tree in within("ui", "pages", "streamlit_app").items()
        for block in ast.walk(tree)
        if isinstance(block, ast.With) and any(opens_transaction(item.context_expr) for item in block.items)
        for statement in block.body
        for call in calls(statement)
        if dotted(call.func).startswith("st.")
    ]
    assert not guilty, f"a rerun may end the script at any st.* call; leave the `with` first: {guilty}"


def opens_transaction(node: ast.expr) -> bool:
    """Whether the `with` opens a session."""
    return isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] in TRANSACTIONS


def test_text_from_people_is_never_shown_as_html() -> None:
    guilty = [
        f"{path}:{call.lineno}"
        for path, tree in modules().items()
        if path not in MAY_SHOW_RAW_HTML
        for call in calls(tree)
        for keyword in call.keywords
        if keyword.arg in ("unsafe_allow_html", "unsafe_allow_javascript")
        and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False)
    ]
    assert not guilty, f"draw it with Streamlit's own elements; raw HTML runs in our origin: {guilty}"


def test_sql_is_written_with_sqlalchemy_outside_db() -> None:
    guilty = [
        f"{path} ({module}.{what})"
        for path, tree in within("domain", "ui", "gateway", "pages").items()
        if path not in MAY_WRITE_RAW_SQL
        for module, what in imported(tree)
        if module.startswith("sqlalchemy") and what in ("text", "TextClause", "literal_column")
    ]
    guilty += called("exec_driver_sql", "domain", "ui", "gateway", "pages")
    assert not guilty, f"raw SQL escapes the row filter and one of the databases; use select(): {guilty}"


def test_rules_are_told_what_day_it_is() -> None:
    guilty = [
        f"{path}:{call.lineno}"
        for path, tree in within("domain", "db").items()
        if path != "domain/core/clock.py"
        for call in calls(tree)
        if any(dotted(call.func).endswith(asking) for asking in ASKS_THE_TIME)
    ]
    guilty += [
        path
        for path, tree in within("domain").items()
        if ("domain.core.clock", "today") in set(imported(tree))
    ]
    assert not guilty, f"pass `today` in; only screens, command line and schedule ask the clock: {guilty}"


def called(method: str, *rooms: str) -> list[str]:
    """Where a method of that name is called."""
    return [
        f"{path}:{call.lineno}"
        for path, tree in within(*rooms).items()
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute) and call.func.attr == method
    ]
