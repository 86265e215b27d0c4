"""Conditions: a field of the record compared with values, joined by all or any."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from domain.approvals.comparison import MANY, NO_VALUE, OPERATORS, Operator, alike, fits, ordered, read
from domain.approvals.condition_field import ConditionField, Sort
from domain.approvals.subject import Subject, Value
from domain.core.errors import Missing, RuleBroken


class Join(StrEnum):
    """How several conditions count together."""

    ALL = "all"
    ANY = "any"


class NoSuchField(RuleBroken):
    """The kind of record has no such field."""

    text = "There is no field {name} in records of this kind."


class OperatorMisfit(RuleBroken):
    """The field cannot be compared in this way."""

    text = "{field_name} cannot be compared by “{operator}”."


class ValueMisfit(RuleBroken):
    """The value is not of the field's kind."""

    text = "{field_name}: “{value}” does not fit."


@dataclass(frozen=True)
class Condition:
    """One comparison. Values are kept as text: numbers in plain digits, days in ISO, the rest by code."""

    field: str
    operator: Operator
    values: tuple[str, ...] = ()

    def check(self, fields: Mapping[str, ConditionField]) -> None:
        """Raise a RuleBroken unless field, operator and values fit together."""
        one = fields.get(self.field)
        if one is None:
            raise NoSuchField(field="conditions", name=self.field)
        name = one.label_keys[-1]
        if self.operator not in OPERATORS[one.sort]:
            raise OperatorMisfit(field="conditions", field_name=name, operator=self.operator)
        given = len([value for value in self.values if value.strip()])
        if self.operator not in NO_VALUE and not given:
            raise Missing(field="conditions", field_name=name)
        if given > 1 and self.operator not in MANY:
            raise ValueMisfit(field="conditions", field_name=name, value=", ".join(self.values))
        for value in self.values:
            if not fits(one, value):
                raise ValueMisfit(field="conditions", field_name=name, value=value)

    def holds(self, one: ConditionField, value: Value, above: Collection[str] = ()) -> bool:
        """Whether the value satisfies it. `above`: codes of the unit and everything over it.

        Nothing known satisfies only what asks for emptiness or for difference.
        """
        if value is None:
            return self.operator in (Operator.EMPTY, Operator.DIFFERS, Operator.NONE_OF, Operator.OUTSIDE)
        if self.operator in (Operator.WITHIN, Operator.OUTSIDE):
            return bool(set(self.values) & {str(value), *above}) is (self.operator is Operator.WITHIN)
        if one.sort in (Sort.NUMBER, Sort.DAY) and self.values:
            return ordered(self.operator, value, read(one.sort, self.values[0]))
        return alike(self.operator, value, self.values)

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"field": self.field, "operator": self.operator.value, "values": list(self.values)}


@dataclass(frozen=True)
class Finding:
    """What became of one condition."""

    condition: Condition
    value: Value
    holds: bool


@dataclass(frozen=True)
class Judgement:
    """Whether conditions hold, and each of them with the value that decided."""

    holds: bool
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Conditions:
    """Several conditions; none at all always hold."""

    join: Join = Join.ALL
    items: tuple[Condition, ...] = ()

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None) -> Self:
        """From JSON."""
        kept = kept or {}
        items = (
            Condition(one["field"], Operator(one["operator"]), tuple(one["values"]))
            for one in kept.get("items", ())
        )
        return cls(Join(kept.get("join", Join.ALL)), tuple(items))

    def plain(self) -> dict[str, Any]:
        """As JSON keeps them."""
        return {"join": self.join.value, "items": [one.plain() for one in self.items]}

    def judge(
        self, subject: Subject, fields: Mapping[str, ConditionField], above: Mapping[str, Sequence[str]]
    ) -> Judgement:
        """Whether they hold for a subject. `above`: code of a unit -> codes of all over it.

        A field that no longer exists holds nothing.
        """
        findings = []
        for item in self.items:
            one = fields.get(item.field)
            value = None if one is None else subject.value(one)
            found = one is not None and item.holds(one, value, above.get(str(value), ()))
            findings.append(Finding(item, value, found))
        joined = all if self.join is Join.ALL else any
        return Judgement(not findings or joined(one.holds for one in findings), tuple(findings))
