"""Which complaints, suggestions and reports wait too long."""

from datetime import date

from sqlalchemy import Select, select

from domain.core.permission import Actor
from domain.service.complaint import Complaint, ComplaintStatus
from domain.service.suggestion import Suggestion


def late_complaints(actor: Actor, today: date) -> Select[Complaint]:
    """Complaints still open after their last day."""
    return select(Complaint).where(Complaint.status == ComplaintStatus.OPEN, Complaint.sla_due_on < today)


def late_suggestions(actor: Actor, today: date) -> Select[Suggestion]:
    """Suggestions and reports that nobody answered in time and nobody has answered since."""
    return select(Suggestion).where(Suggestion.replied_on.is_(None), Suggestion.reply_due_on < today)
