"""How far a case is on its way into the library."""

from enum import StrEnum


class CaseState(StrEnum):
    """Written, read by another, published; maybe withdrawn."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def tone(self) -> str:
        """What it means."""
        return {"draft": "calm", "in_review": "waiting", "published": "good", "withdrawn": "calm"}[self.value]


class CaseSubject(StrEnum):
    """What the case teaches about."""

    CREDIT = "credit"
    PRICING = "pricing"
    CONTRACTS = "contracts"
    DELIVERY = "delivery"
    RECEIVABLES = "receivables"
    EXPENSES = "expenses"
    INFORMATION = "information"
    INTEGRITY = "integrity"
    CUSTOMERS = "customers"

    @property
    def tone(self) -> str:
        """It is no state."""
        return "calm"
