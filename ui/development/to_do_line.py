"""What is to be done as one row: what, with whom or which, until when; it leads to where it is done."""

from datetime import date, timedelta

from domain.reporting.to_do import Matter, ToDo
from domain.training.enrolment_state import EnrolmentState
from domain.training.standing import Holding
from ui import formats
from ui.language import _, in_language, label
from ui.lines import line, quiet
from ui.routes import literal

SOON = timedelta(7)
OWN = {Matter.COURSE: "my-training", Matter.CERTIFICATE: "my-training"}
"""Where the person themself does it, if that is no record."""
BAD = (Holding.NEVER, Holding.EXPIRED, EnrolmentState.FAILED, EnrolmentState.ABSENT)


def draw_to_do(one: ToDo, today: date, *, own: bool, about: str = "") -> None:
    """`own`: whoever looks does it themself; `about` names the colleague it is about."""
    what = label(one.state) if one.matter is Matter.USE and one.state is not None else ""
    said = (label(one.matter), about, what, in_language(one.name_zh, one.name_en))
    page, asks = _where(one, own=own)
    line(page, " · ".join(filter(None, said)), until(one, today), asks)


def _where(one: ToDo, *, own: bool) -> tuple[str, dict[str, str]]:
    if own and one.matter in OWN:
        return OWN[one.matter], {}
    if one.matter is Matter.READ:
        return one.page, {"chapter": str(one.key)}
    return one.page, {"id": str(one.key)} if one.key else {}


def until(one: ToDo, today: date) -> str:
    """How it stands and how much time there is, as Markdown: red where it is late."""
    stands = label(one.state) if one.matter in OWN and one.state is not None else ""
    if one.state in BAD:
        day = formats.day(one.due_on) if one.due_on is not None else ""
        return f":red[{literal(' · '.join(filter(None, (stands, day))))}]"
    if days := one.days_late(today):
        return f":red[{literal(_('{count} days overdue', count=formats.number(days)))}]"
    if one.due_on is None:
        return quiet(stands)
    day = _("by {day}", day=formats.day(one.due_on))
    told = " · ".join(filter(None, (stands, day)))
    return f":orange[{literal(told)}]" if one.due_on <= today + SOON else quiet(told)
