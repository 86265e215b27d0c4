"""Templates of forms and their versions."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, ColumnElement, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from db.types import Code, KindOfRecord, Name
from domain.core.code_list import require_key
from domain.core.custom_field import NoSuchKind
from domain.core.entity import Entity
from domain.core.errors import DomainError
from domain.core.kinds import kinds
from domain.core.permission import Actor, Permission
from domain.core.workflow import Step, Workflow, WorkflowEntity
from domain.forms.content import Content, FormKind

CONFIGURES = Permission.CONFIGURATION_WRITE


class VersionOfForm(StrEnum):
    """Forms are filled in by the version in force."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    RETIRED = "retired"

    @property
    def tone(self) -> str:
        """What it means."""
        return {"draft": "waiting", "in_force": "good", "retired": "calm"}[self.value]


class FormTemplate(Entity):
    """A form that is filled in on records of one kind. What it asks is in its versions."""

    __tablename__ = "form_template"
    read_permission = Permission.CONFIGURATION_READ
    write_permission = CONFIGURES

    code: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[FormKind]
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    entity: Mapped[str] = mapped_column(KindOfRecord, index=True)
    """Name of the class on whose records it is filled in."""

    versions: Mapped[list["FormVersion"]] = relationship(
        lazy="raise", back_populates="template", order_by="FormVersion.number"
    )

    def check(self) -> None:
        """A code that fits, records that exist."""
        require_key(self.code, "FormTemplate.code")
        if self.entity not in kinds():
            raise NoSuchKind(field="entity", entity=self.entity)


def is_complete(version: "FormVersion", _actor: Actor) -> DomainError | None:
    """Only a form that can be filled in and scored comes into force."""
    session = object_session(version)
    kind = session and session.scalar(select(FormTemplate.kind).where(FormTemplate.id == version.template_id))
    try:
        version.asks.check(kind or FormKind.CHECKLIST)
    except DomainError as refusal:
        return refusal
    return None


def retire_former(session: Session, version: "FormVersion", actor: Actor, now: datetime) -> None:
    """The version that was in force is in force no more; what was filled in by it stays as it is."""
    former = session.scalars(
        select(FormVersion).where(
            FormVersion.template_id == version.template_id, FormVersion.id != version.id,
            FormVersion.state == VersionOfForm.IN_FORCE,
        )
    )  # fmt: skip
    for one in former.all():
        one.workflow.take("retire", one, actor, now)


class FormVersion(WorkflowEntity):
    """What a form asks. Once in force it is fixed: answers refer to it."""

    __tablename__ = "form_version"
    __table_args__ = (UniqueConstraint("template_id", "number"),)
    read_permission = Permission.CONFIGURATION_READ
    write_permission = CONFIGURES

    template_id: Mapped[int] = mapped_column(ForeignKey("form_template.id"), index=True)
    number: Mapped[int]
    content: Mapped[list[dict[str, Any]]] = mapped_column(JSON, insert_default=list)
    state: Mapped[VersionOfForm] = mapped_column(insert_default=VersionOfForm.DRAFT)

    template: Mapped[FormTemplate] = relationship(lazy="raise", back_populates="versions")

    workflow: ClassVar[Workflow["FormVersion"]] = Workflow(
        initial=VersionOfForm.DRAFT,
        steps=(
            Step(
                name="put_in_force", source=VersionOfForm.DRAFT, target=VersionOfForm.IN_FORCE,
                permission=CONFIGURES, guards=(is_complete,), effects=(retire_former,),
            ),
            Step(
                name="retire", source=VersionOfForm.IN_FORCE, target=VersionOfForm.RETIRED,
                permission=CONFIGURES,
            ),
        ),
        editable_in=frozenset({VersionOfForm.DRAFT}),
    )  # fmt: skip

    @classmethod
    def is_in_force(cls) -> ColumnElement[bool]:
        """The condition that forms are filled in by this version."""
        return cls.state == VersionOfForm.IN_FORCE

    @property
    def asks(self) -> Content:
        """Its sections and questions."""
        return Content.of(self.content or [])
