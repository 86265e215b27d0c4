"""Screens of entities declare; lists, forms, imports and exports are the engine's, once for all of them."""

import ast
from statistics import median

from tests.architecture.source import ROOT, calls, dotted, imported, within

LONGEST_MEDIAN = 60
ENGINE = ("streamlit", "pandas", "pyarrow", "altair", "csv", "io", "xlsxwriter")
"""What a list, a form, an import or an export is made with."""
PARTS = (
    "ui.export.", "ui.form.", "ui.inputs.", "ui.intake.", "ui.listing.", "ui.lists.", "ui.saving.",
    "ui.table.",
)  # fmt: skip
"""Rooms of the engine that a declaration has no business in; what `ui.intake` tells of files is a name."""
NAMES = {"ui.intake.batch_detail", "ui.intake.mapping_detail", "ui.intake.naming"}
SCREENS = {
    path: tree
    for path, tree in within("pages/").items()
    if any(dotted(call.func) == "Screen" for call in calls(tree))
}


def test_there_are_entity_screens_to_look_at() -> None:
    assert len(SCREENS) > 50


def test_no_entity_screen_draws_a_list_a_form_an_import_or_an_export_of_its_own() -> None:
    guilty = [
        f"{path}: {module}"
        for path, tree in SCREENS.items()
        for module, _name in imported(tree)
        if module.split(".")[0] in ENGINE or (f"{module}.".startswith(PARTS) and module not in NAMES)
    ]
    assert not guilty, f"declare it; what no declaration can say belongs into ui/: {guilty}"


def test_an_entity_screen_is_a_declaration_and_nothing_else() -> None:
    guilty = [
        f"{path}:{node.lineno}"
        for path, tree in SCREENS.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.For | ast.While)
    ]
    assert not guilty, f"move the verb to domain/, the drawing to ui/, and name it here: {guilty}"


def test_half_of_the_entity_screens_are_shorter_than_a_page() -> None:
    lengths = {path: len((ROOT / path).read_text().splitlines()) for path in SCREENS}
    assert median(lengths.values()) < LONGEST_MEDIAN, sorted(lengths.items(), key=lambda item: -item[1])[:9]
