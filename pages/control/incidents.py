"""Incidents: what happened to the security of information or to personal data."""

from domain.core.permission import Permission
from domain.core.registering import register
from domain.oversight.security_incident import SecurityIncident
from ui.screen import Screen, Section, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.incidents",
    icon=":material/crisis_alert:",
    url_path="incidents",
    entity=SecurityIncident,
    read=Permission.FACTS_READ,
    write=Permission.FACTS_IMPORT,
    columns=(
        SecurityIncident.number,
        SecurityIncident.title,
        SecurityIncident.unit,
        SecurityIncident.occurred_on,
        SecurityIncident.severity,
        SecurityIncident.personal_data,
        SecurityIncident.owner,
        SecurityIncident.closed_on,
    ),
    filters=(
        SecurityIncident.unit,
        SecurityIncident.severity,
        SecurityIncident.personal_data,
        SecurityIncident.occurred_on,
        SecurityIncident.closed_on,
        SecurityIncident.owner,
        SecurityIncident.period,
        SecurityIncident.batch_id,
    ),
    search=(SecurityIncident.number, SecurityIncident.title, SecurityIncident.what),
    order_by=SecurityIncident.occurred_on,
    descending=True,
    form=(
        Section(
            "incident",
            (SecurityIncident.number, SecurityIncident.title),
            (SecurityIncident.unit, SecurityIncident.owner),
            (SecurityIncident.occurred_on, SecurityIncident.closed_on),
            (SecurityIncident.severity, SecurityIncident.personal_data),
            SecurityIncident.what,
        ),
        Shown("origin", (SecurityIncident.source, SecurityIncident.source_ref)),
    ),
    views=(View("personal_data", {"personal_data": "yes"}), View("grave", {"severity": "2,3"})),
    create=lambda session, actor, values: register(
        session, actor, Permission.FACTS_IMPORT, SecurityIncident, values, "occurred_on"
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
