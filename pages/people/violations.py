"""Violations: who broke which rule, how gravely, and whether it has been established."""

from domain.core.permission import Permission
from domain.core.registering import register
from domain.workforce.violation import Violation, is_confirmed
from ui.screen import Screen, Section, Shown, View, When
from ui.show import show

SCREEN = Screen(
    title_key="page.violations",
    icon=":material/gavel:",
    url_path="violations",
    entity=Violation,
    read=Permission.JOURNAL_READ,
    write=Permission.FACTS_IMPORT,
    columns=(
        Violation.number,
        Violation.salesperson,
        Violation.unit,
        Violation.occurred_on,
        Violation.severity,
        Violation.status,
        Violation.confirmed_on,
        Violation.points,
        Violation.rule,
    ),
    filters=(
        Violation.unit,
        Violation.salesperson,
        Violation.severity,
        Violation.status,
        Violation.occurred_on,
        Violation.confirmed_on,
        Violation.confirmed_period,
        Violation.batch_id,
    ),
    search=(Violation.number, Violation.salesperson, Violation.rule, Violation.what),
    order_by=Violation.occurred_on,
    descending=True,
    form=(
        Section(
            "violation",
            (Violation.number, Violation.unit),
            (Violation.salesperson, Violation.occurred_on),
            (Violation.severity, Violation.rule),
            Violation.what,
        ),
        Section("decision", (Violation.status, When(Violation.confirmed_on, is_confirmed))),
        Shown("points", (Violation.points, Violation.confirmed_period)),
        Shown("origin", (Violation.source, Violation.source_ref)),
    ),
    views=(
        View("pending_violations", {"status": "pending"}),
        View("confirmed_violations", {"status": "confirmed", "sort": "-confirmed_on"}),
    ),
    create=lambda session, actor, values: register(
        session, actor, Permission.FACTS_IMPORT, Violation, values, "occurred_on"
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
