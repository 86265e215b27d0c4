"""Which records people keep by hand can come in from a file, beside facts.

Not here, and why: roles, forms, approval routes, boards and indicators travel in packs, which carry what
depends on them; channels hold secrets; announcements have nothing by which a second import would know them;
issues, actions, alerts and approvals come about by steps of their own loop, one by one.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from domain.access.add_user import add_user
from domain.access.user import User
from domain.core.code_list import CodeList, CodeListItem
from domain.core.custom_field import CustomField
from domain.core.permission import Actor
from domain.intake.record_spec import RecordSpec, record_spec
from domain.organisation.committee import CommitteeMember
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.organisation.unit import Unit

SECRET_OR_DECIDED = frozenset(
    {"password_hash", "password_set_at", "must_change_password", "status", "language"}
)
"""What an account comes to by its own verbs."""


@cache
def records() -> Mapping[str, RecordSpec]:
    """By name, in an order in which they can be imported one after the other."""
    specs = (
        record_spec("unit", Unit, ("code",)),
        record_spec("post", Post, ("code",)),
        record_spec("person", Person, ("number",)),
        record_spec("committee_member", CommitteeMember, ("person", "since")),
        record_spec("code_list", CodeList, ("code",)),
        record_spec("code_list_item", CodeListItem, ("code_list", "code")),
        record_spec("custom_field", CustomField, ("entity", "key")),
        record_spec("user", User, ("username",), left_out=SECRET_OR_DECIDED, add=_account),
    )
    return {spec.name: spec for spec in specs}


def _account(session: Session, actor: Actor, values: dict[str, Any], now: datetime) -> User:
    """An account whose first password nobody has seen: whoever hands it over makes a new one."""
    user, _password = add_user(
        session, actor, username=values["username"], display_name=values["display_name"],
        person_id=values.get("person_id"), expires_on=values.get("expires_on"), now=now,
    )  # fmt: skip
    return user
