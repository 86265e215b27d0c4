"""Contracts somebody should look at."""

from datetime import date, timedelta

from sqlalchemy import Select, select

from domain.contracts.contract import Contract, ContractStatus
from domain.contracts.contract_milestone import ContractMilestone

SOON = timedelta(days=60)


def expiring(today: date) -> Select[Contract]:
    """Contracts in force whose last day lies within 60 days."""
    return select(Contract).where(
        Contract.status == ContractStatus.ACTIVE, Contract.valid_to.between(today, today + SOON)
    )


def with_late_milestones(today: date) -> Select[Contract]:
    """Contracts with an obligation past its day and not done."""
    late = select(ContractMilestone.contract_id).where(
        ContractMilestone.due_on < today, ContractMilestone.done_on.is_(None)
    )
    return select(Contract).where(Contract.id.in_(late), Contract.status != ContractStatus.CANCELLED)
