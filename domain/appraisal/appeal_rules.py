"""What must hold before an appeal moves on."""

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import object_session

from domain.appraisal.separation import AboutYourself
from domain.core.acting_person import AccountWithoutPerson, WrongPerson
from domain.core.errors import DomainError, RuleBroken
from domain.core.permission import Actor
from domain.organisation.directory import colleagues

if TYPE_CHECKING:
    from domain.appraisal.appeal import Appeal


class PanelMissing(RuleBroken):
    """Nobody would decide."""

    text = "Name at least one person who decides on the appeal."


class PanelInLine(WrongPerson):
    """Somebody with a hand in the result, or above the person, would decide on it."""

    text = "Outside the line only: {names} rated, calibrated, checked, or stand above the person."


class NotOnThePanel(WrongPerson):
    """Decided by the panel, and nobody else."""

    text = "Only a member of the panel decides on this appeal."


class NotRuled(RuleBroken):
    """There is no decision yet."""

    text = "Give the decision and its reason first."


def not_the_appellant(appeal: "Appeal", actor: Actor) -> DomainError | None:
    """Anybody but the person."""
    if actor.person_id is None:
        return AccountWithoutPerson()
    return AboutYourself() if actor.person_id == appeal.person_id else None


def panel_is_outside(appeal: "Appeal", _actor: Actor) -> DomainError | None:
    """There is a panel, and none of its members stands in the line."""
    from domain.appraisal.appeal_line import line_of
    from domain.appraisal.assessment import Assessment

    session = object_session(appeal)
    if not appeal.panel:
        return PanelMissing(field="panel")
    if session is None:
        raise RuntimeError("the record is not in a session")
    inside = line_of(session, session.get_one(Assessment, appeal.assessment_id)) & set(appeal.panel)
    if not inside:
        return None
    return PanelInLine(field="panel", names="、".join(one.name for one in colleagues(session, inside)))


def on_the_panel(appeal: "Appeal", actor: Actor) -> DomainError | None:
    """A member of the panel acts."""
    if actor.person_id is None:
        return AccountWithoutPerson()
    return None if actor.person_id in appeal.panel else NotOnThePanel()


def is_ruled(appeal: "Appeal", _actor: Actor) -> DomainError | None:
    """The panel's decision is written down."""
    from domain.appraisal.appeal_ruling import AppealRuling

    session = object_session(appeal)
    if session is None:
        raise RuntimeError("the record is not in a session")
    ruled = session.scalar(select(AppealRuling.id).where(AppealRuling.appeal_id == appeal.id))
    return None if ruled is not None else NotRuled(field="decision")
