"""Options of a question in one cell of a table: `good=好/Good:90; bad=差/Bad:10`."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from domain.core.code_list import require_key
from domain.core.errors import RuleBroken
from domain.forms.question import Option

PATTERN = "good=好/Good:90; bad=差/Bad:10"


class OptionsUnclear(RuleBroken):
    """The cell does not say options."""

    text = "The options “{said}” cannot be read. Write them as {pattern}."


def read_options(text: str) -> tuple[Option, ...]:
    """The options that a cell says; OptionsUnclear where it says something else."""
    parts = (part.strip() for part in text.replace("；", ";").replace("：", ":").split(";"))
    return tuple(_option(part, text) for part in parts if part)


def write_options(options: Iterable[Option]) -> str:
    """The cell that says these options."""
    return "; ".join(f"{one.key}={one.name_zh}/{one.name_en}:{one.points:f}" for one in options)


def _option(part: str, text: str) -> Option:
    key, named, rest = part.partition("=")
    names, _, points = rest.rpartition(":") if ":" in rest else (rest, "", "0")
    chinese, _, english = names.partition("/")
    try:
        require_key(key.strip(), "Option.key")
        worth = Decimal(points.strip() or "0")
    except (RuleBroken, InvalidOperation):
        named = ""
        worth = Decimal(0)
    if not named or not chinese.strip():
        raise OptionsUnclear(field="content", said=text, pattern=PATTERN)
    return Option(key.strip(), chinese.strip(), english.strip() or chinese.strip(), worth)
