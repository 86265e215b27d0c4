"""Making a code list."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from domain.core.code_list import CodeList
from domain.core.editing import create
from domain.core.permission import Actor, Permission


def new_list(session: Session, actor: Actor, values: Mapping[str, Any]) -> CodeList:
    """An empty list; its items follow on its page."""
    return create(session, actor, Permission.CONFIGURATION_WRITE, CodeList, values)
