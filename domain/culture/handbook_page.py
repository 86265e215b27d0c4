"""The handbook of internal control: pages by subject, in versions."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Name
from domain.core.changed import was_changed
from domain.core.clock import business_date, now
from domain.core.code_list import require_key
from domain.core.entity import Entity
from domain.core.permission import Permission
from domain.core.visibility import Confidential
from domain.core.workflow import Workflow
from domain.culture.conduct_code import MOST_DAYS, require_between
from domain.culture.tell_version import tell_readers
from domain.culture.text_version import TextVersion, version_workflow
from domain.organisation.person import Person


class HandbookCategory(StrEnum):
    """The chapters, in the order of the business: the frame, then from the customer to the cash."""

    FRAME = "frame"
    """Organisation, duties, separation of duties."""
    CUSTOMERS = "customers"
    PRICES = "prices"
    CONTRACTS = "contracts"
    DELIVERY = "delivery"
    RECEIVABLES = "receivables"
    EXPENSES = "expenses"
    INFORMATION = "information"
    RISK = "risk"
    CONDUCT = "conduct"

    @property
    def tone(self) -> str:
        """It is no state."""
        return "calm"


class HandbookPage(Entity):
    """One page. What it says is in its versions; of pages that must be read, each new one is read anew."""

    __tablename__ = "handbook_page"
    read_permission = Permission.CULTURE_READ
    write_permission = Permission.CULTURE_ADMINISTER

    code: Mapped[Code] = mapped_column(unique=True)
    category: Mapped[HandbookCategory]
    position: Mapped[int] = mapped_column(insert_default=1)
    """Where it stands in its chapter."""
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Who answers for what it says."""
    review_on: Mapped[date | None] = mapped_column(index=True)
    """When its owner is to look whether it still holds."""
    must_read: Mapped[bool] = mapped_column(insert_default=False)
    due_days: Mapped[int] = mapped_column(insert_default=14)
    """Calendar days to read it in, where it must be read."""
    posts: Mapped[list[int]] = mapped_column(JSON, insert_default=list)
    """Ids of posts whose holders must read it; empty: everybody."""
    asked_since: Mapped[date | None]
    """Since when it must be read by these posts, where that was changed after the version came into force."""

    owner: Mapped[Person | None] = relationship(lazy="raise")
    versions: Mapped[list["HandbookVersion"]] = relationship(
        lazy="raise", back_populates="page", order_by="HandbookVersion.number"
    )

    def check(self) -> None:
        """A code that fits, days that can be kept."""
        require_key(self.code, "HandbookPage.code")
        require_between("HandbookPage.due_days", self.due_days, 1, MOST_DAYS)
        if was_changed(self, "posts", "must_read"):
            self.asked_since = business_date(now())


class HandbookVersion(TextVersion, Confidential):
    """One version of a page."""

    __tablename__ = "handbook_version"
    __table_args__ = (UniqueConstraint("page_id", "number"),)
    read_permission = Permission.CULTURE_READ
    write_permission = Permission.CULTURE_ADMINISTER
    belongs_to: ClassVar[str] = "page_id"

    page_id: Mapped[int] = mapped_column(ForeignKey("handbook_page.id"), index=True)

    page: Mapped[HandbookPage] = relationship(lazy="raise", back_populates="versions")

    workflow: ClassVar[Workflow["HandbookVersion"]] = version_workflow(tell_readers)
