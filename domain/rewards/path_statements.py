"""What a condition of the career path finds, and what one can do about it."""

from domain.core.statement import Statement


class Tenure(Statement):
    """How long in the level."""

    text = "{months} months in the level since {since}; {needed} are needed."


class TenureUnknown(Statement):
    """Nobody recorded it."""

    text = "Nobody has recorded since when you are in this level; {needed} months are needed."


class TenureTodo(Statement):
    """It takes time."""

    text = "Reached on {day}."


class AskHr(Statement):
    """Something must be recorded."""

    text = "Ask HR to record it."


class CleanCycles(Statement):
    """The last grades."""

    text = "Last {count} of {needed} cycles: {told}; barred: {barred}."


class NoCycles(Statement):
    """Nothing published."""

    text = "No result has been published yet; {needed} cycles without {barred} are needed."


class CyclesTodo(Statement):
    """Wait and do well."""

    text = "Cycles still needed without {barred}: {left}."


class CertificatesHeld(Statement):
    """All there."""

    text = "All {count} required certificates are valid."


class CertificatesMissing(Statement):
    """Some are not."""

    text = "Not valid: {courses}."


class CertificatesTodo(Statement):
    """Learn."""

    text = "Take and pass: {courses}."


class Violations(Statement):
    """Major ones."""

    text = "{count} major violations confirmed in the last {months} months."


class ViolationsTodo(Statement):
    """It passes."""

    text = "None any more from {day} on."


class PeerScore(Statement):
    """The 360."""

    text = "360 score {score} in {cycle}; at least {least} is needed."


class NoPeerScore(Statement):
    """None, or too few answers."""

    text = "There is no 360 score with enough answers; at least {least} is needed."


class PeerTodo(Statement):
    """Ask for one."""

    text = "Have a 360 made in the next cycle."


class PeerImprove(Statement):
    """Work on it."""

    text = "Talk the 360 over with your manager and agree what to work on."
