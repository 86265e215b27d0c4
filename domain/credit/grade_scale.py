"""Which of two credit grades is the worse one."""

import unicodedata
from decimal import Decimal

LETTERS = ("AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D", "E")
"""From best to worst."""
MARKS = {"+": -1, "": 0, "-": 1}
NOISE = ("级", "类", "等", "GRADE", "CLASS")

DISTRESS_BELOW = Decimal("1.10")
"""Altman's Z'' below this limit lies in the distress zone."""


def rank_of(grade: str) -> int | None:
    """The place of a grade, 0 or less is best; None for a grade that is not of the scale A..E."""
    text = unicodedata.normalize("NFKC", grade).upper().replace(" ", "").replace("−", "-")
    for word in NOISE:
        text = text.replace(word, "")
    mark = text[-1:] if text[-1:] in ("+", "-") else ""
    letters = text.removesuffix(mark) if mark else text
    return LETTERS.index(letters) * 3 + MARKS[mark] if letters in LETTERS else None


def is_downgrade(before: tuple[str, Decimal | None], after: tuple[str, Decimal | None]) -> bool:
    """Whether (grade, score) became worse: by the grades, or by the scores where a grade is no letter."""
    old, new = rank_of(before[0]), rank_of(after[0])
    if old is not None and new is not None:
        return new > old
    return before[1] is not None and after[1] is not None and after[1] < before[1]


def in_distress(z_score: Decimal | None) -> bool | None:
    """Z'' below 1.10; None without financial statements."""
    return None if z_score is None else z_score < DISTRESS_BELOW
