"""Access reviews: which rights must be confirmed again by when, and what came of it."""

from domain.core.permission import Permission
from domain.core.registering import register
from domain.oversight.access_review import AccessReview
from ui.screen import Screen, Section, Shown
from ui.show import show

SCREEN = Screen(
    title_key="page.access_reviews",
    icon=":material/manage_accounts:",
    url_path="access-reviews",
    entity=AccessReview,
    read=Permission.FACTS_READ,
    write=Permission.FACTS_IMPORT,
    columns=(
        AccessReview.number,
        AccessReview.scope,
        AccessReview.unit,
        AccessReview.due_on,
        AccessReview.done_on,
        AccessReview.reviewer,
        AccessReview.result,
    ),
    filters=(
        AccessReview.unit,
        AccessReview.reviewer,
        AccessReview.due_on,
        AccessReview.done_on,
        AccessReview.period,
        AccessReview.batch_id,
    ),
    search=(AccessReview.number, AccessReview.scope),
    order_by=AccessReview.due_on,
    descending=True,
    form=(
        Section(
            "review",
            (AccessReview.number, AccessReview.scope),
            (AccessReview.unit, AccessReview.reviewer),
            (AccessReview.due_on, AccessReview.done_on),
            AccessReview.result,
        ),
        Shown("origin", (AccessReview.source, AccessReview.source_ref)),
    ),
    create=lambda session, actor, values: register(
        session, actor, Permission.FACTS_IMPORT, AccessReview, values, "due_on"
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
