"""The grade somebody had before, in words."""

from domain.appraisal.earlier_grades import EarlierGrade
from ui.language import current


def said_of(one: EarlierGrade | None) -> str:
    """Grade and period; where it comes from, if it was not scored here. Empty: none is known."""
    if one is None or not one.grade_code:
        return ""
    parts = (one.grade_code, one.name.in_language(current()), one.system)
    return " · ".join(filter(None, parts))
