"""Carry out an import as it was seen in the dry run, and put the draft away."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.core.errors import RuleBroken
from domain.core.permission import Actor
from domain.intake.batch import ImportBatch
from domain.intake.commit_import import commit_import
from domain.intake.draft import my_draft
from domain.intake.preview_import import seal_of
from domain.intake.progress import Progress, unheard
from domain.intake.spec_of import spec_of


class ChangedMeanwhile(RuleBroken):
    """What the import would do is not what the person has seen."""

    text = (
        "Since the dry run, records or decisions have changed: the import would now do something else. "
        "Nothing was written. Run it again and look at the result."
    )


def commit_draft(
    session: Session, actor: Actor, draft_id: int, seal: str, now: datetime, progress: Progress = unheard
) -> ImportBatch:
    """Import the actor's draft, all in this transaction; `seal` is that of the preview the actor saw.

    Raises ChangedMeanwhile if the outcome would be another, NotFound if the draft was imported already.
    """
    draft = my_draft(session, actor, draft_id, whole=True)
    request = draft.request(draft.table(), spec_of(session, actor, draft.fact))
    batch, plan = commit_import(session, actor, request, now, draft.content, progress)
    if seal_of(plan) != seal:
        raise ChangedMeanwhile
    session.delete(draft)
    session.flush()
    return batch
