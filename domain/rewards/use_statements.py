"""Why something follows from a result, in words."""

from domain.core.statement import Statement


class RuleSays(Statement):
    """Which rule."""

    text = "Rule {rule}."


class HasGrade(Statement):
    """The grade of the cycle."""

    text = "Grade {grade} in {cycle} ({score} points)."


class HasGrades(Statement):
    """The grades of several cycles."""

    text = "{count} of the last {cycles} cycles with {grades}: {told}."


class ScoreAtLeast(Statement):
    """The score."""

    text = "The score {score} is at least {least}."


class ScoreBelow(Statement):
    """The score."""

    text = "The score {score} is below {most}."


class ItemBelow(Statement):
    """One item of the scorecard."""

    text = "“{item}”: {score} points, below {most}."


class CompetencyGap(Statement):
    """One competency."""

    text = "“{item}” is {levels} below the level expected."
