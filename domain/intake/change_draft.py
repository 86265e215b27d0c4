"""Decide something about an unfinished import."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.intake.draft import HOW_READ, ImportDraft, my_draft
from domain.intake.files.refusals import FileRefused
from domain.intake.mapping import corrected, mapping_named
from domain.intake.propose import propose, propose_as, use_mapping
from domain.intake.registry import fact


def read_otherwise(
    session: Session, actor: Actor, draft_id: int, how: Mapping[str, str | None], now: datetime
) -> ImportDraft:
    """Read the bytes in another way (encoding, delimiter, sheet), and propose anew where headers changed.

    A way that makes no table of them is kept all the same: the person sees why and chooses again.
    """
    draft = my_draft(session, actor, draft_id, whole=True)
    draft.options = {**draft.options, **{name: how[name] for name in HOW_READ if name in how}}
    draft.updated_at = now
    try:
        table = draft.table()
    except FileRefused:
        session.flush()
        return draft
    if not draft.fact or not set(draft.columns.values()) <= set(table.headers):
        propose(session, actor, draft, table)
    session.flush()
    return draft


def choose_fact(session: Session, actor: Actor, draft_id: int, name: str, now: datetime) -> ImportDraft:
    """The file holds another fact than proposed; its columns are proposed anew."""
    draft = my_draft(session, actor, draft_id, whole=True)
    propose_as(session, actor, draft, draft.table(), fact(name).name)
    draft.updated_at = now
    session.flush()
    return draft


def choose_mapping(session: Session, actor: Actor, draft_id: int, name: str, now: datetime) -> ImportDraft:
    """Read the file as a saved mapping says; an empty name: by guesses again."""
    draft = my_draft(session, actor, draft_id, whole=True)
    if name:
        use_mapping(session, actor, draft, mapping_named(session, draft.fact, name))
    else:
        propose_as(session, actor, draft, draft.table(), draft.fact, anew=True)
    draft.updated_at = now
    session.flush()
    return draft


def choose_column(
    session: Session, actor: Actor, draft_id: int, field: str, header: str, now: datetime
) -> ImportDraft:
    """A field is read from this column (empty: from none); another field that was, is not any more."""
    draft = my_draft(session, actor, draft_id)
    draft.columns = corrected(draft.columns, {field: header})
    draft.fixed = {name: value for name, value in draft.fixed.items() if name != field}
    units = {name: unit for name, unit in (draft.options.get("units") or {}).items() if name != field}
    draft.options = {**draft.options, "units": units}
    draft.updated_at = now
    session.flush()
    return draft


def fix_value(
    session: Session, actor: Actor, draft_id: int, field: str, value: str, now: datetime
) -> ImportDraft:
    """A field has the same value in every row; an empty value: that is still to be said."""
    draft = my_draft(session, actor, draft_id)
    draft.columns = corrected(draft.columns, {field: ""})
    draft.fixed = {**draft.fixed, field: value.strip()}
    draft.updated_at = now
    session.flush()
    return draft


def choose_options(
    session: Session, actor: Actor, draft_id: int, options: Mapping[str, Any], now: datetime
) -> ImportDraft:
    """Date format, number style, source, strict; of `units` (field -> unit as text) those named."""
    draft = my_draft(session, actor, draft_id)
    units = {**(draft.options.get("units") or {}), **(options.get("units") or {})}
    draft.options = {**draft.options, **options, "units": {f: unit for f, unit in units.items() if unit}}
    draft.updated_at = now
    session.flush()
    return draft
