"""Write a form: a new one, the next version of one, the content of a draft."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.editing import create, edit, find
from domain.core.errors import RuleBroken
from domain.core.permission import Actor
from domain.forms.content import Content
from domain.forms.template import CONFIGURES, FormTemplate, FormVersion, VersionOfForm


class DraftThere(RuleBroken):
    """Two drafts of one form would contradict each other."""

    text = "This form has a draft already; finish that one first."


def new_form(session: Session, actor: Actor, values: Mapping[str, Any], now: datetime) -> FormTemplate:
    """A form with an empty first draft."""
    template = create(session, actor, CONFIGURES, FormTemplate, values)
    _draft(session, actor, template, [], 1, now)
    return template


def next_version(session: Session, actor: Actor, template_id: int, now: datetime) -> FormVersion:
    """A draft that begins as the latest version is; DraftThere while another one waits."""
    template = find(session, FormTemplate, template_id)
    query = select(FormVersion).where(FormVersion.template_id == template_id).order_by(FormVersion.number)
    versions = session.scalars(query).all()
    if any(one.state is VersionOfForm.DRAFT for one in versions):
        raise DraftThere
    last = versions[-1]
    return _draft(session, actor, template, last.content, last.number + 1, now)


def write_content(
    session: Session, actor: Actor, version_id: int, content: Content, version: int | None = None
) -> FormVersion:
    """Change what a draft asks; it may be incomplete until it comes into force."""
    draft = find(session, FormVersion, version_id)
    edit(session, actor, CONFIGURES, draft, {"content": content.plain()}, version)
    return draft


def _draft(
    session: Session, actor: Actor, template: FormTemplate, content: Any, number: int, now: datetime
) -> FormVersion:
    values = {"template_id": template.id, "number": number, "content": content, "state_since": now}
    return create(session, actor, CONFIGURES, FormVersion, values)
