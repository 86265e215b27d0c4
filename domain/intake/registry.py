"""Which facts can come in, and what must follow when they do."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from domain.core.errors import DomainError
from domain.core.fact_spec import FactSpec, Touched
from domain.receivables import invoiced_ahead, settlement, suspect_duplicates
from domain.receivables.facts import RECEIVABLES_FACTS
from domain.sales import fulfilment
from domain.sales.facts import SALES_FACTS

FACTS: Mapping[str, FactSpec] = {spec.name: spec for spec in (*SALES_FACTS, *RECEIVABLES_FACTS)}
"""In an order in which they can be imported one after the other."""

SETTLE: tuple[Callable[[Session, Touched], None], ...] = (
    fulfilment.settle,
    settlement.settle,
    invoiced_ahead.settle,
    suspect_duplicates.settle,
)
"""What completes rows that depend on others, in order, once after each import and each undo."""


class UnknownFact(DomainError):
    """Nobody declared such a fact."""

    text = "There is no fact {name}. Known: {known}."


def fact(name: str) -> FactSpec:
    """The declaration of a fact; UnknownFact if there is none."""
    if name not in FACTS:
        raise UnknownFact(name=name, known=", ".join(FACTS))
    return FACTS[name]
