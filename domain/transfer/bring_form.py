"""Forms come in as their next version, in force at once: whoever configures may do that here too."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.core.editing import create
from domain.core.permission import Actor
from domain.forms.content import Content
from domain.forms.draft_form import next_version, write_content
from domain.forms.template import CONFIGURES, FormVersion
from domain.transfer.portable import Values


def bring_form(session: Session, actor: Actor, found: Any, values: Values, now: datetime) -> FormVersion:
    """Ask what the pack asks; what was asked until now is retired and stays with what was filled in."""
    template_id, content = int(values["template_id"]), Content.of(values["content"])
    known = session.scalar(select(func.count(FormVersion.id)).where(FormVersion.template_id == template_id))
    if known:
        draft = next_version(session, actor, template_id, now)
        write_content(session, actor, draft.id, content)
    else:
        given = {"template_id": template_id, "number": 1, "content": content.plain(), "state_since": now}
        draft = create(session, actor, CONFIGURES, FormVersion, given)
    draft.workflow.take("put_in_force", draft, actor, now)
    return draft
