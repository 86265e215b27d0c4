"""What contracts offer to the indicators: value signed, templates, approval, milestones, shipments."""

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from domain.contracts.contract import Contract
from domain.contracts.contract_milestone import ContractMilestone
from domain.core.measure import Measure, MeasureKind, Part, RecordView
from domain.sales.order import Delivery, Order

_BY = frozenset({"salesperson", "customer"})
_BY_GOODS = frozenset({"salesperson", "customer", "product"})
_TOLD = Contract.standard.is_not(None)


def _contracts(
    name: str,
    amount: InstrumentedAttribute[object] | None = None,
    where: ColumnElement[bool] | None = None,
    usable: ColumnElement[bool] | None = None,
) -> Measure:
    """Contracts in the month they were signed; cancelled ones have no such month."""
    part = Part(fact=Contract, period=Contract.period, amount=amount, where=where, usable=usable)
    return Measure(name=name, parts=(part,), dimensions=_BY, money=amount is not None)


def _milestones(name: str, where: ColumnElement[bool] | None) -> Measure:
    """Milestones in the month they are due; the day itself is not late."""
    part = Part(
        fact=ContractMilestone,
        period=ContractMilestone.period,
        where=where,
        pending=lambda day: ContractMilestone.due_on >= day,
    )
    return Measure(name=name, parts=(part,), dimensions=_BY)


def _shipped(name: str, where: ColumnElement[bool] | None, usable: ColumnElement[bool]) -> Measure:
    known = Part(fact=Delivery, period=Delivery.period, amount=Delivery.value, usable=usable)
    part = Part(fact=Delivery, period=Delivery.period, amount=Delivery.value, where=where)
    if where is None:
        return Measure(name=name, parts=(known,), dimensions=_BY_GOODS, money=True)
    return Measure(name=name, parts=(part,), dimensions=_BY_GOODS, money=True, coverage=(known,))


_JUDGED = Delivery.value.is_not(None) & Delivery.contracted.is_not(None)

MEASURES: tuple[Measure, ...] = (
    _contracts("contract_value", Contract.added, usable=Contract.added.is_not(None)),
    _contracts("contracts_signed"),
    _contracts("contracts_judged", usable=_TOLD),
    _contracts("contracts_standard", where=Contract.standard.is_(True)),
    _contracts("contracts_unreviewed", where=Contract.unreviewed.is_(True)),
    Measure(
        name="contract_approval_days",
        kind=MeasureKind.HISTOGRAM,
        parts=(
            Part(
                fact=Contract,
                period=Contract.approved_period,
                bin=Contract.approval_days,
                usable=Contract.approval_days.is_not(None),
            ),
        ),
        dimensions=_BY,
    ),
    _milestones("milestones_due", None),
    _milestones("milestones_in_time", ContractMilestone.in_time.is_(True)),
    _shipped("shipped_value", None, Delivery.value.is_not(None)),
    _shipped("shipped_judged", None, _JUDGED),
    _shipped("shipped_without_contract", Delivery.contracted.is_(False), _JUDGED),
)

RECORDS: tuple[RecordView, ...] = (
    RecordView(
        fact=Contract,
        number=Contract.number,
        on=Contract.signed_on,
        customer=Contract.customer_id,
        due=Contract.valid_to,
    ),
    RecordView(
        fact=ContractMilestone,
        number=Contract.number,
        on=ContractMilestone.done_on,
        customer=ContractMilestone.customer_id,
        due=ContractMilestone.due_on,
        join=ContractMilestone.contract,
    ),
    RecordView(
        fact=Delivery,
        number=Order.number,
        on=Delivery.shipped_on,
        customer=Delivery.customer_id,
        join=Delivery.order,
    ),
)
