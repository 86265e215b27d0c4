"""Questions about forms: which apply to a record, which were filled in on it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain.forms.filled_form import FilledForm
from domain.forms.template import FormTemplate, FormVersion, VersionOfForm


def forms_for(session: Session, entity: str) -> Sequence[FormVersion]:
    """The versions in force for records of a kind, with their templates."""
    query = (
        select(FormVersion)
        .join(FormTemplate, FormTemplate.id == FormVersion.template_id)
        .where(
            FormTemplate.entity == entity, FormTemplate.archived_at.is_(None),
            FormVersion.state == VersionOfForm.IN_FORCE,
        )
        .options(joinedload(FormVersion.template))
        .order_by(FormTemplate.code)
    )  # fmt: skip
    return session.scalars(query).all()


def filled_on(session: Session, entity: str, key: int) -> Sequence[FilledForm]:
    """What was filled in on a record, the latest first."""
    query = (
        select(FilledForm)
        .where(FilledForm.entity == entity, FilledForm.entity_id == key, FilledForm.archived_at.is_(None))
        .options(
            joinedload(FilledForm.form_version).joinedload(FormVersion.template), joinedload(FilledForm.by)
        )
        .order_by(FilledForm.at.desc(), FilledForm.id.desc())
    )
    return session.scalars(query).all()
