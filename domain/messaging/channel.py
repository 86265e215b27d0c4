"""Channels: where the organisation's messages go beside mail. Each is one address of a chat service."""

import re
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from db.types import LongText, Name
from domain.core.entity import Entity
from domain.core.errors import DomainError, RuleBroken
from domain.core.permission import Permission
from domain.core.sealing import is_up_to_date, seal, unseal
from domain.organisation.unit import Unit

ADDRESS = re.compile(r"([a-z]+)://[^\s/?{}]+([/?]\S*)?")
"""Service, then host or first token (never the person: nobody chooses where we connect to), then the rest."""
HIDDEN = "://***"
SEALED = re.compile(r"([a-z]+)://sealed:(gAAAAA[A-Za-z0-9_=-]+)(/\{to\})?")
"""How `secret` keeps an address: the service and whether it reaches people in plain, all the rest sealed."""
PLACE = "{to}"
"""Stands in an address for the person: such a channel reaches people, all others reach a group."""


class ChatService(StrEnum):
    """The services we write to."""

    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    SLACK = "slack"
    TEAMS = "teams"
    WEBHOOK = "webhook"

    @property
    def schemes(self) -> tuple[str, ...]:
        """How addresses of the service begin."""
        return SCHEMES[self]


SCHEMES = {
    ChatService.WECOM: ("wecombot",),
    ChatService.DINGTALK: ("dingtalk",),
    ChatService.FEISHU: ("feishu", "lark"),
    ChatService.SLACK: ("slack",),
    ChatService.TEAMS: ("workflow", "workflows"),
    ChatService.WEBHOOK: ("json", "jsons"),
}


class Spoken(StrEnum):
    """The languages a group can be spoken to in."""

    CHINESE = "zh_CN"
    ENGLISH = "en"


class UnfitAddress(RuleBroken):
    """The address is not one of the service."""

    text = "An address of {service} begins with {schemes} and has no spaces."


class Channel(Entity):
    """One group or, with `{to}` in its address, a way to people.

    Whoever knows the address can write there, so it is never shown or journalled: `address` gives its
    beginning, `secret` keeps it sealed (rows of older portals: plain, until they are saved). A group gets
    what is told about `occasions`, in its unit and below.
    """

    __tablename__ = "channel"
    read_permission = Permission.PORTAL_OPERATE
    write_permission = Permission.PORTAL_OPERATE

    unjournalled = frozenset({"secret"})

    name: Mapped[Name] = mapped_column(unique=True)
    service: Mapped[ChatService]
    address: Mapped[str] = mapped_column(String(1000))
    """The beginning of the address. Setting it to a whole one seals that into `secret`."""
    secret: Mapped[LongText] = mapped_column(insert_default="")
    language: Mapped[Spoken | None]
    """The language of a group; None: that of the installation."""
    occasions: Mapped[list[str]] = mapped_column(JSON, insert_default=list)
    """What a group is told about."""
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    """The unit a group is told about, with all below it; None: the whole company."""

    unit: Mapped[Unit | None] = relationship(lazy="raise")

    @property
    def personal(self) -> bool:
        """It reaches single people, each under an address of their own."""
        return PLACE in self.secret

    def address_of(self, person: str) -> str:
        """The whole address, for one person where it is personal; WrongKey or NoKey if it cannot be read."""
        return self._whole().replace(PLACE, quote(person, safe=""))

    @property
    def unreadable(self) -> DomainError | None:
        """Why nothing can be sent: the key of the address is missing or another. None: it can be read."""
        try:
            self._whole()
        except DomainError as refusal:
            return refusal
        return None

    def seal_anew(self) -> bool:
        """Seal the address under the newest key; False if it is already. WrongKey if it cannot be read."""
        found = SEALED.fullmatch(self.secret or "")
        if found is not None and is_up_to_date(found[2]):
            return False
        self.secret = _sealed(self._whole())
        return True

    def _whole(self) -> str:
        found = SEALED.fullmatch(self.secret or "")
        return unseal(found[2]) if found else self.secret or ""

    @validates("address")
    def _hide(self, _: str, typed: Any) -> str:
        """Seal a whole address and show its beginning; what is no address at all is not kept."""
        whole = str(typed or "").strip()
        if not whole.endswith(HIDDEN):
            self.secret = _sealed(whole) if ADDRESS.fullmatch(whole) else ""
            whole = whole.partition("://")[0][:20] + HIDDEN
        return whole

    def check(self) -> None:
        """Refuse an address of another service or without its secret; seal what is still plain."""
        found, service = ADDRESS.fullmatch(self.secret or ""), ChatService(self.service)
        fits = found is not None and found[1] in service.schemes
        if not fits or not self.secret.startswith(self.address.removesuffix("***")):
            begins = ", ".join(f"{scheme}://" for scheme in service.schemes)
            raise UnfitAddress(field="address", service=service, schemes=begins)
        if SEALED.fullmatch(self.secret) is None:
            self.seal_anew()


def _sealed(whole: str) -> str:
    place = "/" + PLACE if PLACE in whole else ""
    return f"{whole.partition('://')[0]}://sealed:{seal(whole)}{place}"
