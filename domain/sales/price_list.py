"""Prices and who may go below them: the price list, and the discounts that posts and people may give."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Money, Ratio, Scaled
from domain.core.entity import Traced
from domain.core.errors import RuleBroken
from domain.core.permission import Permission
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.sales.given_duties import AUTHORITY, require_clearance
from domain.sales.product import Product


class FloorAboveList(RuleBroken):
    """The lowest price allowed would be higher than the usual one."""

    text = "The floor price {floor} is above the list price {price}."


class ValidBackwards(RuleBroken):
    """The price would end before it begins."""

    text = "Valid to {valid_to}, before it is valid from {valid_from}."


def check_validity(begins: date | None, ends: date | None) -> None:
    """What holds for a time does not end before it begins; ValidBackwards else."""
    if begins and ends and ends < begins:
        raise ValidBackwards(field="valid_to", valid_to=ends, valid_from=begins)


class AuthorityOfNobody(RuleBroken):
    """It is said neither which post nor which person may give the discount, or both are named."""

    text = "Name either the post or the person who may give the discount."


class PriceListItem(Traced):
    """The price of a product for some time."""

    __tablename__ = "price_list_item"
    read_permission = Permission.FACTS_READ

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    price: Mapped[Money]
    """List price of one piece, without tax."""
    floor_price: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """Below it nobody sells without a decision of its own."""
    currency: Mapped[str] = mapped_column(String(3))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    """Last day; null: until a later price begins."""

    product: Mapped[Product] = relationship(lazy="raise")


class DiscountAuthority(Traced):
    """How much of the list price a post, or one person, may give away without asking, from a day on.

    What is said of a person goes before what is said of their post.
    """

    __tablename__ = "discount_authority"
    read_permission = Permission.FACTS_READ

    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    max_discount: Mapped[Ratio]
    """Fraction of the list price: 0.15 is 15 %."""
    valid_from: Mapped[date]

    post: Mapped[Post | None] = relationship(lazy="raise")
    person: Mapped[Person | None] = relationship(lazy="raise")

    def check(self) -> None:
        """Refuse to allow discounts to somebody who may not decide on them yet."""
        require_clearance(self, AUTHORITY)
