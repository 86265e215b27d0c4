"""What exists only because of other sales facts, and goes with them."""

from collections.abc import Mapping

from domain.core.entity import Fact
from domain.sales.activity import FollowUp
from domain.sales.customer_lapse import CustomerLapse
from domain.sales.customer_profile import CustomerProfile
from domain.sales.split_suspect import SplitSuspect

DERIVED: Mapping[str, tuple[tuple[type[Fact], str], ...]] = {
    "customer": ((CustomerLapse, "customer_id"), (CustomerProfile, "customer_id")),
    "activity": ((FollowUp, "activity_id"),),
    "opportunity": ((FollowUp, "opportunity_id"),),
    "order": ((SplitSuspect, "first_id"), (SplitSuspect, "last_id")),
}
"""Fact -> records that exist only because of it, and the column that names it."""
DERIVED_TABLES = frozenset({"follow_up", "rep_week", "split_suspect", "customer_lapse", "customer_profile"})
"""Tables of derived facts: that they name a record does not mean that somebody uses it."""
