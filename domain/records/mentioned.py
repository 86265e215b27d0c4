"""Who is named in a comment: @name, in any language, or picked from a list."""

import re
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.actors import working_actors
from domain.access.user import User
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.permission import Actor
from domain.records.subject import may_read

BEFORE, AFTER = r"(?<![A-Za-z0-9._+-])[@＠]", r"(?![A-Za-z0-9_])"
"""An address of mail is no mention, and `@Li` is not the beginning of `@Liu`."""


class MayNotSeeIt(RuleBroken):
    """To mention somebody is to show them the record."""

    text = "{name} may not see this record and cannot be mentioned here."


def who_may_see(session: Session, record: Entity, today: date) -> dict[int, Actor]:
    """User id -> person, of everybody whose account works and who may read the record."""
    everybody = working_actors(session, today)
    return {user: actor for user, actor in everybody.items() if may_read(actor, record)}


def mentioned(
    session: Session, record: Entity, said: str, picked: Collection[int], today: date
) -> frozenset[int]:
    """Ids of the users meant. Of people with the same name, those who may see the record are."""
    everybody = working_actors(session, today)
    seeing = {user for user, actor in everybody.items() if may_read(actor, record)}
    found: set[int] = set()
    for meant in (*named_in(said, _names(session, everybody)), *({user} for user in picked)):
        if not meant & seeing:
            raise MayNotSeeIt(field="said", name=_called(everybody, meant))
        found |= meant & seeing
    return frozenset(found)


def _called(everybody: Mapping[int, Actor], meant: Collection[int]) -> str:
    return next((everybody[user].name for user in meant if user in everybody), "?")


def _names(session: Session, everybody: Mapping[int, Actor]) -> dict[str, set[int]]:
    names: dict[str, set[int]] = {}
    for user, username in session.execute(select(User.id, User.username)):
        if user in everybody:
            for name in (username, everybody[user].name):
                names.setdefault(name.casefold(), set()).add(user)
    return names


def named_in(said: str, names: Mapping[str, set[int]]) -> list[set[int]]:
    """For each @name in the text, the users called so; `names` are in small letters."""
    if not names or not re.search("[@＠]", said):
        return []
    longest_first = sorted(names, key=len, reverse=True)
    any_name = "|".join(re.escape(name) for name in longest_first)
    pattern = f"{BEFORE}({any_name}){AFTER}"
    return [names[match.group(1)] for match in re.finditer(pattern, said.casefold())]
