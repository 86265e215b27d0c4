"""Indicators: what is watched, for whom, and who answers for it. How they are computed: indicator_version."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, LongText, Name
from domain.core.entity import Entity
from domain.core.period import Grain
from domain.core.permission import Permission
from domain.indicators.status import Direction
from domain.organisation.person import Person


class Kind(StrEnum):
    """KPIs tell how well business goes and belong to it; KRIs tell how likely harm is."""

    KPI = "KPI"
    KRI = "KRI"


class Measured(StrEnum):
    """The unit of a value, which decides how it is written."""

    MONEY = "money"
    """An amount in the base currency."""
    RATIO = "ratio"
    """A fraction, written as per cent."""
    PERCENT = "percent"
    """Already times 100."""
    DAYS = "days"
    COUNT = "count"
    INDEX = "index"
    """A number without a unit, such as a concentration index 0..1."""


class Indicator(Entity):
    """One indicator. Its definition, formula and thresholds live in versions with a date of effect.

    `owner` answers for it; without one, the people who hold the role `owner_role` do.
    """

    __tablename__ = "indicator"
    read_permission = Permission.INDICATORS_READ
    add_permissions = frozenset({Permission.INDICATORS_DEFINE})

    code: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[Kind]
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    question_zh: Mapped[LongText] = mapped_column(insert_default="")
    """What a manager learns from it, as a question."""
    question_en: Mapped[LongText] = mapped_column(insert_default="")
    definition_zh: Mapped[LongText] = mapped_column(insert_default="")
    definition_en: Mapped[LongText] = mapped_column(insert_default="")
    measured: Mapped[Measured]
    direction: Mapped[Direction]
    grain: Mapped[Grain]
    """The period it is judged by: alerts arise from these readings only."""
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    owner_role: Mapped[str] = mapped_column(String(80), insert_default="")
    source: Mapped[str] = mapped_column(String(200), insert_default="", server_default="")
    """Where formula and thresholds come from: a standard, a textbook, a decision."""
    awaits: Mapped[str] = mapped_column(String(80), insert_default="", server_default="")
    """Facts it needs and the portal does not keep yet; then it has no formula and no readings."""
    is_active: Mapped[bool] = mapped_column(insert_default=True)

    owner: Mapped[Person | None] = relationship(lazy="raise")
