"""The way of an appeal: filed, a panel named, decided."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from domain.appraisal import appeal_rules as rules
from domain.appraisal.appeal_state import AppealState
from domain.core.permission import Actor, Permission
from domain.core.workflow import Step, Workflow

if TYPE_CHECKING:
    from domain.appraisal.appeal import Appeal

S = AppealState


def _carry_out(session: Session, appeal: "Appeal", actor: Actor, now: datetime) -> None:
    from domain.appraisal.carry_out_ruling import carry_out_ruling

    carry_out_ruling(session, appeal, actor, now)


APPEAL_WORKFLOW: Workflow["Appeal"] = Workflow(
    S.FILED,
    (
        Step(
            name="name_panel", source=S.FILED, target=S.PANEL_NAMED,
            permission=Permission.ASSESSMENTS_ADMINISTER,
            guards=(rules.not_the_appellant, rules.panel_is_outside), allowed_days=5,
        ),
        Step(
            name="rename_panel", source=S.PANEL_NAMED, target=S.PANEL_NAMED,
            permission=Permission.ASSESSMENTS_ADMINISTER,
            guards=(rules.not_the_appellant, rules.panel_is_outside), needs_reason=True,
        ),
        Step(
            name="decide", source=S.PANEL_NAMED, target=S.DECIDED,
            permission=Permission.ASSESSMENTS_DECIDE,
            guards=(
                rules.not_the_appellant, rules.on_the_panel, rules.panel_is_outside, rules.is_ruled,
            ),
            effects=(_carry_out,), needs_reason=True, allowed_days=21,
        ),
    ),
)  # fmt: skip
"""Grounds, panel and ruling are written by verbs only."""
