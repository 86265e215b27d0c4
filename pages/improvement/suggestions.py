"""Suggestions and reports: when they came in, what became of them, whether they were answered in time."""

from domain.core.permission import Permission
from domain.service.suggestion import Suggestion
from domain.service.waiting import late_suggestions
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.suggestions",
    icon=":material/lightbulb:",
    url_path="suggestions",
    entity=Suggestion,
    read=Permission.FACTS_READ,
    columns=(
        Suggestion.number,
        Suggestion.kind,
        Suggestion.subject,
        Suggestion.unit,
        Suggestion.received_on,
        Suggestion.reply_due_on,
        Suggestion.replied_on,
        Suggestion.decided_on,
        Suggestion.adopted,
        Suggestion.anonymous,
    ),
    filters=(
        Suggestion.unit,
        Suggestion.kind,
        Suggestion.received_on,
        Suggestion.period,
        Suggestion.reply_due_on,
        Suggestion.replied_on,
        Suggestion.decided_on,
        Suggestion.adopted,
        Suggestion.anonymous,
        Suggestion.batch_id,
    ),
    search=(Suggestion.number, Suggestion.subject),
    order_by=Suggestion.received_on,
    descending=True,
    form=(
        Shown(
            "suggestion",
            (Suggestion.number, Suggestion.kind, Suggestion.unit, Suggestion.anonymous),
            (Suggestion.subject,),
            (Suggestion.received_on, Suggestion.reply_due_on, Suggestion.replied_on),
            (Suggestion.decided_on, Suggestion.adopted),
        ),
        Shown("origin", (Suggestion.source, Suggestion.source_ref)),
    ),
    views=(
        View("suggestions_late", {"view": "suggestions_late"}, late_suggestions),
        View("suggestions_unanswered", {"replied_on": "none"}),
        View("suggestions_adopted", {"adopted": "yes"}),
        View("reports", {"kind": "report"}),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
