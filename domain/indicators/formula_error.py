"""What can be wrong with a formula somebody typed. Positions count characters from 1."""

from collections.abc import Collection
from difflib import get_close_matches

from domain.core.errors import RuleBroken

SHOWN = 12


class FormulaError(RuleBroken):
    """The formula cannot be used as written."""

    text = "The formula cannot be used: {formula}"


class UnreadableFormula(FormulaError):
    """Brackets, operators or characters do not fit together."""

    text = "The formula cannot be read at position {position}: {formula}"


class PartNotAllowed(FormulaError):
    """Something other than names, numbers, + - * / ( ) and the listed functions."""

    text = (
        "{part} is not allowed at position {position} of {formula}. "
        "Allowed are names, numbers, + - * / ( ) and functions."
    )


class UnknownName(FormulaError):
    """Nothing is called so. `known` begins with the most similar names."""

    text = "{name} at position {position} of {formula} is not known. Known: {known}."


class WrongArguments(FormulaError):
    """A function was given too many or too few arguments, or of another kind."""

    text = "{signature} is how this function is written; see position {position} of {formula}."


class FormulaTooLarge(FormulaError):
    """Longer or more deeply nested than anybody could check."""

    text = "The formula is too long or too deeply nested: {formula}"


def suggestions(name: str, known: Collection[str]) -> str:
    """The known names, similar ones first; a long list is cut short."""
    near = get_close_matches(name, known, n=5, cutoff=0.5)
    names = [*near, *sorted(set(known) - set(near))]
    return ", ".join(names[:SHOWN]) + (", ..." if len(names) > SHOWN else "")
