"""What the ledger says beside its fields, and how an entry is taken back."""

from datetime import date

from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.permission import Actor, Permission
from domain.culture.points_entry import UNDONE, PointsEntry, PointsKind
from domain.culture.reverse import reverse
from ui.language import _
from ui.screen import Action


def why(entry: PointsEntry, _today: date) -> str:
    """Why points went, or why fewer came than the rule gives."""
    if entry.reason == UNDONE:
        return _("The effect was undone.")
    if entry.kind is PointsKind.EARNED and entry.points < entry.full_points:
        return _("Cut by the limit of the month.")
    return entry.reason


def _reverse(session: Session, actor: Actor, entry: PointsEntry, reason: str) -> PointsEntry:
    return reverse(session, actor, entry.id, reason, now())


REVERSE = Action(
    key="reverse_points",
    verb=_reverse,
    permission=Permission.CULTURE_ADMINISTER,
    icon=":material/undo:",
    needs_reason=True,
    offered=lambda entry: entry.kind is PointsKind.EARNED,
)
