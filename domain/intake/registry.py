"""Which facts can come in, and what must follow when they do."""

from collections.abc import Mapping

from domain.contracts import facts as contracts
from domain.core.errors import DomainError
from domain.core.fact_spec import FactSpec, Settle
from domain.credit import facts as credit
from domain.inventory import facts as inventory
from domain.oversight import facts as oversight
from domain.partners import facts as partners
from domain.receivables import facts as receivables
from domain.sales import facts as sales
from domain.service import facts as service
from domain.spending import facts as spending
from domain.workforce import facts as workforce

AREAS = (sales, contracts, credit, receivables, inventory, spending, service, workforce, oversight, partners)
"""From the ground up: what an area refers to comes before it."""

FACTS: Mapping[str, FactSpec] = {spec.name: spec for area in AREAS for spec in area.FACTS}
"""In an order in which they can be imported one after the other."""

SETTLE: tuple[Settle, ...] = tuple(settle for area in AREAS for settle in area.SETTLE)
"""What completes rows that depend on others, in order, once after each import and each undo."""


class UnknownFact(DomainError):
    """Nobody declared such a fact."""

    text = "There is no fact {name}. Known: {known}."


def fact(name: str) -> FactSpec:
    """The declaration of a fact; UnknownFact if there is none."""
    if name not in FACTS:
        raise UnknownFact(name=name, known=", ".join(FACTS))
    return FACTS[name]
