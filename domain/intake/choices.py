"""Yes or no, and values out of a list."""

from collections.abc import Mapping

from domain.intake.bad_value import NotABoolean, UnknownChoice
from domain.intake.table import Cell
from domain.intake.text import check_error, narrow

YES = frozenset(("y", "yes", "t", "true", "1", "x", "on", *"是有对真已√✓✔☑●■"))
NO = frozenset(("n", "no", "f", "false", "0", "off", "没有", *"否无不错假未×✗✘☐○□"))


def parse_boolean(cell: Cell) -> bool | None:
    """是/否, yes/no, true/false, 1/0, √/×; None if blank. NotABoolean otherwise."""
    text = folded(cell)
    if not text:
        return None
    if text in YES or text in NO:
        return text in YES
    check_error(narrow(cell))
    raise NotABoolean(cell)


def parse_choice(cell: Cell, choices: Mapping[str, str]) -> str | None:
    """The stored value for what a file says; None if blank.

    `choices` maps every accepted text (values and their labels in both languages) to the value.
    Case, width and spaces make no difference. UnknownChoice names the values there are.
    """
    text = folded(cell)
    if not text:
        return None
    for accepted, value in choices.items():
        if text in {folded(accepted), folded(value)}:
            return value
    check_error(narrow(cell))
    raise UnknownChoice(cell, choices=", ".join(dict.fromkeys(choices.values())))


def folded(cell: Cell) -> str:
    """The text without differences of case, width, spaces, hyphens and underscores."""
    return "".join(narrow(cell).casefold().replace("_", " ").replace("-", " ").split())
