"""Measures that people build themselves: a sum over one fact, written down instead of programmed."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session

from db.base import choice
from db.types import Code, LongText, Name
from domain.approvals.condition import Conditions
from domain.core.code_list import require_key
from domain.core.entity import Entity
from domain.core.errors import Missing, RuleBroken
from domain.core.permission import Permission
from domain.indicators.custom_measure_fields import conditions_of, month_columns, numeric_fields
from domain.indicators.custom_measure_filter import require_expressible
from domain.indicators.formula import DAYS, SIGNATURES, THRESHOLD_NAMES
from domain.indicators.registry import REGISTRY


class Aggregate(StrEnum):
    """What is added up."""

    COUNT = "count"
    """Rows."""
    SUM = "sum"
    """A field of the rows."""
    CUSTOMERS = "customers"
    """Rows, kept customer by customer, so that distinct(<code>) counts the customers of any span."""


class NameTaken(RuleBroken):
    """A formula could not tell the two apart."""

    text = "The word {code} means something else in formulas already; choose another."


class NoSuchFact(RuleBroken):
    """There are no facts of this kind to add up."""

    text = "There are no facts of the kind {fact} to add up."


class NotAMonth(RuleBroken):
    """The column is no month in which the facts count."""

    text = "{month} is not a month in which facts of this kind count."


class NotANumber(RuleBroken):
    """The field holds nothing that can be added up."""

    text = "{name} is not a number that can be added up."


class NoCustomers(RuleBroken):
    """The facts name no customer."""

    text = "Facts of this kind name no customer, so their customers cannot be counted."


class CustomMeasure(Entity):
    """One measure of the organisation's own; formulas call it by its code.

    With `until` it is a balance: a row counts from its month on until before that other month. `fact` is
    the class of the facts, `field` a column of theirs or `custom.<key>`.
    """

    __tablename__ = "custom_measure"
    read_permission = Permission.INDICATORS_READ
    write_permission = Permission.INDICATORS_DEFINE

    code: Mapped[Code] = mapped_column(unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    fact: Mapped[Code]
    aggregate: Mapped[Aggregate] = mapped_column(choice(Aggregate, "aggregate"))
    field: Mapped[Code] = mapped_column(insert_default="")
    month: Mapped[Code] = mapped_column(insert_default="period")
    until: Mapped[Code] = mapped_column(insert_default="")
    conditions: Mapped[dict[str, Any]] = mapped_column(JSON, insert_default=dict)
    """Which rows count, as approval routes keep conditions; none: all."""
    money: Mapped[bool] = mapped_column(insert_default=False)
    """The sum is an amount in the base currency."""
    needs_value: Mapped[bool] = mapped_column(insert_default=False)
    """Rows without the field lower the coverage of figures; else they add nothing."""
    note: Mapped[LongText] = mapped_column(String(2000), insert_default="")

    @property
    def rules(self) -> Conditions:
        """Which rows count."""
        return Conditions.of(self.conditions)

    def check(self) -> None:
        """Raise the refusal of the first part that does not fit the facts."""
        self.require_fit(object_session(self))

    def require_fit(self, session: Session | None) -> None:
        """The same for a draft that is in no session; without one, own fields are not looked up."""
        require_key(self.code, "CustomMeasure.code")
        if self.code in _SPOKEN_FOR or self.code in REGISTRY.measures:
            raise NameTaken(field="code", code=self.code)
        for name in ("name_zh", "name_en"):
            if not (getattr(self, name) or "").strip():
                raise Missing(field=name, field_name=f"CustomMeasure.{name}")
        fact = FACTS_BY_NAME.get(self.fact)
        if fact is None:
            raise NoSuchFact(field="fact", fact=self.fact)
        self._check_months(fact)
        self._check_amount(fact, session)
        if session is not None:
            known = conditions_of(session, fact)
            for item in self.rules.items:
                item.check(known)
                require_expressible(item, known[item.field])

    def _check_months(self, fact: type[Any]) -> None:
        for name in ("month", "until"):
            said = getattr(self, name) or ""
            if said not in month_columns(fact) and (said or name == "month"):
                raise NotAMonth(field=name, month=said)

    def _check_amount(self, fact: type[Any], session: Session | None) -> None:
        summed = self.aggregate is Aggregate.SUM
        if summed and not self.field:
            raise Missing(field="field", field_name="CustomMeasure.field")
        if summed and session is not None and self.field not in numeric_fields(session, fact):
            raise NotANumber(field="field", name=self.field)
        if self.aggregate is Aggregate.CUSTOMERS and "customer_id" not in fact.__table__.columns:
            raise NoCustomers(field="aggregate")


FACTS_BY_NAME = {fact.__name__: fact for fact in REGISTRY.records}
"""The facts a measure may be built on: those whose rows can be shown behind a figure."""
_SPOKEN_FOR = frozenset({DAYS, *SIGNATURES, *THRESHOLD_NAMES})
