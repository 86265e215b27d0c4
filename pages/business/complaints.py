"""Complaints: how fast they were answered and settled, and which ones come again."""

from domain.core.permission import Permission
from domain.service.complaint import Complaint
from domain.service.waiting import late_complaints
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.complaints",
    icon=":material/feedback:",
    url_path="complaints",
    entity=Complaint,
    read=Permission.FACTS_READ,
    columns=(
        Complaint.number,
        Complaint.customer,
        Complaint.unit,
        Complaint.salesperson,
        Complaint.product,
        Complaint.received_on,
        Complaint.cause,
        Complaint.severity,
        Complaint.response_hours,
        Complaint.sla_due_on,
        Complaint.resolved_on,
        Complaint.status,
    ),
    filters=(
        Complaint.unit,
        Complaint.customer,
        Complaint.salesperson,
        Complaint.product,
        Complaint.received_on,
        Complaint.period,
        Complaint.cause,
        Complaint.severity,
        Complaint.status,
        Complaint.sla_due_on,
        Complaint.resolved_on,
        Complaint.resolved_in_time,
        Complaint.repeated,
        Complaint.reopened,
        Complaint.response_hours,
        Complaint.batch_id,
    ),
    search=(Complaint.number, Complaint.customer, Complaint.cause),
    order_by=Complaint.received_on,
    descending=True,
    form=(
        Shown(
            "parties",
            (Complaint.number, Complaint.customer, Complaint.unit, Complaint.salesperson, Complaint.product),
        ),
        Shown(
            "complaint",
            (Complaint.received_at, Complaint.cause, Complaint.severity, Complaint.status),
            (Complaint.first_response_at, Complaint.response_hours),
            (Complaint.agreed_due_on, Complaint.sla_due_on, Complaint.resolved_on),
            (Complaint.resolved_in_time, Complaint.reopened, Complaint.repeated),
        ),
        Shown("origin", (Complaint.source, Complaint.source_ref)),
    ),
    views=(
        View("complaints_open", {"status": "open"}),
        View("complaints_late", {"view": "complaints_late"}, late_complaints),
        View("complaints_repeated", {"repeated": "yes"}),
        View("complaints_unanswered", {"response_hours": "none"}),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
