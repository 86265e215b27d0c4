"""What people are told about approvals."""

from domain.core.statement import Statement


class ApprovalAsked(Statement):
    """Somebody's turn."""

    text = "{who} asks for your approval of “{title}”."


class ApprovalReminder(Statement):
    """It will be late soon."""

    text = "Your approval of “{title}” is due soon."


class ApprovalLate(Statement):
    """It was escalated."""

    text = "The approval of “{title}” is late: the tier “{tier}” has not decided."


class ApprovalQuestion(Statement):
    """Asked back."""

    text = "{who} has a question before deciding on “{title}”: {reason}"


class ApprovalGranted(Statement):
    """All agreed; the step was taken."""

    text = "“{title}” was approved by all; the step was taken."


class ApprovalRefused(Statement):
    """Led back."""

    text = "{who} did not approve “{title}”: {reason}"


class ApprovalOutdated(Statement):
    """The record changed meanwhile."""

    text = "“{title}” changed while its approval was running; ask for it again."
