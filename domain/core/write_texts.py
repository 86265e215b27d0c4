"""Write words of the organisation's own."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.editing import create, edit
from domain.core.own_text import OwnText
from domain.core.permission import Actor, Permission

Pair = tuple[str, str]
"""Chinese, English; empty: as shipped."""


def write_texts(session: Session, actor: Actor, texts: Mapping[str, Pair]) -> int:
    """Keep these texts under their label keys; how many of them are new or changed."""
    known = {one.key: one for one in session.scalars(select(OwnText).where(OwnText.key.in_(texts)))}
    changed = 0
    for key, (chinese, english) in texts.items():
        values = {"text_zh": chinese.strip(), "text_en": english.strip()}
        found = known.get(key)
        if found is None and any(values.values()):
            create(session, actor, Permission.CONFIGURATION_WRITE, OwnText, {"key": key, **values})
        elif found is not None and (found.text_zh, found.text_en) != tuple(values.values()):
            edit(session, actor, Permission.CONFIGURATION_WRITE, found, values)
        else:
            continue
        changed += 1
    return changed
