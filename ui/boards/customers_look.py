"""What the customers dashboard asks: what each buys and owes, who comes and goes, what kind they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from domain.core.permission import Permission
from domain.core.visibility import actor_of
from domain.organisation.tree import unit_tree
from domain.reporting.customers_life import CustomerMonth, customers_life
from domain.reporting.customers_segments import Scored, scored_customers
from domain.reporting.sales_members import Member, MembersWish, known_measures, members
from domain.reporting.standing import Standing
from ui.boards.sales_look import in_order
from ui.dashboard.answers import Keeper
from ui.dashboard.view import View

CUSTOMER, SEGMENT = "customer", "segment"
TILES = ("K19", "K18", "R35", "R36", "K20", "K21", "K22", "R38", "K24")
MEASURES = ("net_sales", "overdue", "receivables", "complaints", "csat_answers", "csat_satisfied")
YEAR = 12


@dataclass(frozen=True)
class Buyers:
    """Customers with their sums of twelve months, the largest first, and their segments."""

    found: Sequence[Member]
    scored: Mapping[int, Scored]
    facts: bool
    """The actor may read facts; without, nobody is scored by single orders."""

    def narrowed(self, view: View, besides: str = "") -> Sequence[Member]:
        """Those of the pressed segment and the pressed customer."""
        segment, one = view.chosen.get(SEGMENT, ""), view.chosen.get(CUSTOMER, "")
        return [
            member
            for member in self.found
            if (besides == CUSTOMER or not one or str(member.key) == one)
            and (besides == SEGMENT or not segment or self.segment_of(member) == segment)
        ]

    def segment_of(self, member: Member) -> str:
        """What kind of customer it is; empty where that is not known."""
        scored = self.scored.get(member.key)
        return scored.segment.value if scored else ""


@dataclass(frozen=True)
class Life:
    """Months of coming and going; None for those who may not read facts."""

    months: Sequence[CustomerMonth] | None


def customers_tiles(session: Session, view: View) -> list[Standing]:
    """The indicators above everything."""
    return in_order(session, view, TILES)


def buyers(session: Session, view: View) -> Buyers:
    """Sums of twelve months by customer; asked for once by all panels."""
    words = (view.unit.id, view.month, view.today)
    found: Buyers = Keeper.of(session).kept("boards:buyers", words, lambda: _buyers(session, view))
    return found


def _buyers(session: Session, view: View) -> Buyers:
    actor, measures = actor_of(session), known_measures(MEASURES, CUSTOMER)
    asked = MembersWish(measures, view.unit.id, CUSTOMER, view.month, YEAR, view.month - 100)
    found = [one for one in members(session, actor, asked, view.today) if one.key]
    facts = actor.may(Permission.FACTS_READ)
    scored: Sequence[Scored] = ()
    if facts:
        units = unit_tree(session).below(view.unit.id)
        scored = scored_customers(session, actor, units, view.month, view.today)
    ranked = sorted(found, key=lambda one: -one.amount("net_sales"))
    return Buyers(ranked, {one.customer_id: one for one in scored}, facts)


def life(session: Session, view: View) -> Life:
    """Who comes and goes, month by month; asked for once by all panels."""
    actor = actor_of(session)
    if not actor.may(Permission.FACTS_READ):
        return Life(None)
    units = unit_tree(session).below(view.unit.id)
    words = (view.unit.id, view.month)
    found: Sequence[CustomerMonth] = Keeper.of(session).kept(
        "boards:life", words, lambda: customers_life(session, actor, units, view.month)
    )
    return Life(found)
