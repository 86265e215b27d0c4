"""Name who decides on an appeal."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from domain.appraisal.appeal import Appeal
from domain.appraisal.appeal_state import AppealState
from domain.appraisal.tell_appeal import tell_panel
from domain.core.clock import business_date
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.organisation.directory import colleagues


class NotHere(RuleBroken):
    """Nobody of that name works here."""

    text = "The panel holds somebody who does not work here any more."


def name_panel(
    session: Session, actor: Actor, appeal: Appeal, people: Collection[int], now: datetime, reason: str = ""
) -> bool:
    """Name the panel, or name it anew with a reason, before the decision. By HR, never for oneself.

    PanelInLine when somebody on it stands in the person's line or had a hand in the result. False: the step
    waits for an approval.
    """
    actor.require(Permission.ASSESSMENTS_ADMINISTER, appeal.unit_id)
    panel = sorted(set(people))
    present = [one for one in colleagues(session, panel) if one.present(business_date(now))]
    if len(present) < len(panel):
        raise NotHere(field="panel")
    step = "name_panel" if appeal.state is AppealState.FILED else "rename_panel"
    before, appeal.panel = appeal.panel, panel
    try:
        taken = Appeal.workflow.take(step, appeal, actor, now, reason)
    except RuleBroken:
        appeal.panel = before
        raise
    if taken:
        tell_panel(session, appeal, now)
    return taken
