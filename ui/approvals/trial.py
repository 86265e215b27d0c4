"""Who would approve this? Try a version with an existing or an imagined record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.approvals.condition import Judgement
from domain.approvals.condition_field import ConditionField, Sort
from domain.approvals.preview import Preview, TierPreview, preview
from domain.approvals.routable import routable
from domain.approvals.route import ApprovalRoute, RouteVersion
from domain.approvals.subject import Subject, Value, subject_of
from domain.approvals.titles import titles_of
from domain.core.clock import today
from domain.core.permission import Actor
from domain.organisation.unit import Unit
from ui.approvals.colleague_names import colleague_names
from ui.approvals.editor import typed
from ui.approvals.options import Options
from ui.approvals.words import field_name, finding_words, person_name, tier_name
from ui.language import _, in_language, label, listed
from ui.routes import literal

RECENT = 100
EXISTING, IMAGINED = "existing", "imagined"
UNIT = "unit_id"


@dataclass(frozen=True)
class Look:
    """What can be chosen for the trial."""

    people: Mapping[int, str]
    units: Mapping[int, tuple[str, str]]
    """Unit -> code, name."""
    records: Mapping[int, str]


def draw_trial(
    actor: Actor,
    route: ApprovalRoute,
    version: RouteVersion,
    fields: Mapping[str, ConditionField],
    options: Options,
) -> None:
    """The panel: choose or imagine a record, and read who would be asked, and why."""
    place = f"approval_routes:try:{route.id}"
    tried = typed(version, fields)
    with reading(actor) as session:
        look = Look(colleague_names(session), _units(session), _records(session, route.entity))
    st.subheader(_("Who would approve this?"), anchor=False)
    with st.container(border=True, gap="small"):
        make = _ask(actor, route, tried, fields, options, look, place)
        if make is None:
            st.caption(_("Choose a record and who asks."))
            return
        with reading(actor) as session:
            found = preview(session, tried, make(session), today())
        _draw_found(found, fields, options)


def _ask(
    actor: Actor,
    route: ApprovalRoute,
    tried: RouteVersion,
    fields: Mapping[str, ConditionField],
    options: Options,
    look: Look,
    place: str,
) -> Callable[[Session], Subject] | None:
    """Draw the inputs; how to make the subject of what they say, once they say enough."""
    which, who = _ask_which(place), _ask_who(actor, look, place)
    if which == EXISTING:
        chosen = st.selectbox(
            label(f"entity.{route.entity}"), list(look.records), format_func=look.records.__getitem__,
            index=None, key=f"{place}:record", placeholder=_("Choose"),
        )  # fmt: skip
        if who is None or chosen is None:
            return None
        kind = routable()[route.entity]
        return lambda session: subject_of(session, session.get_one(kind, chosen), who)
    names = {key: name for key, (_code, name) in look.units.items()}
    unit = st.selectbox(label("field.unit"), list(names), format_func=names.__getitem__, key=f"{place}:unit")
    values = _imagine(tried, fields, options, place) | {UNIT: look.units[unit][0]}
    return None if who is None else lambda session: Subject(session, who, unit, values=values)


def _ask_which(place: str) -> str:
    names = {EXISTING: _("An existing record"), IMAGINED: _("An imagined one")}
    return st.segmented_control(
        _("Try it with"), list(names), format_func=names.__getitem__, default=IMAGINED, key=f"{place}:which",
        required=True,
    ) or IMAGINED  # fmt: skip


def _ask_who(actor: Actor, look: Look, place: str) -> int | None:
    people = list(look.people)
    return st.selectbox(
        _("Asked for by"), people, format_func=dict(look.people).__getitem__, key=f"{place}:who",
        placeholder=_("Choose"), index=people.index(actor.person_id) if actor.person_id in people else None,
    )  # fmt: skip


def _records(session: Session, entity: str) -> dict[int, str]:
    kind: Any = routable()[entity]
    query = select(kind).where(kind.archived_at.is_(None)).order_by(kind.id.desc()).limit(RECENT)
    rows = [(row, titles_of(session, row)) for row in session.scalars(query)]
    return {row.id: f"{in_language(*names)} · {label(row.state)}" for row, names in rows}


def _units(session: Session) -> dict[int, tuple[str, str]]:
    query = select(Unit).where(Unit.archived_at.is_(None))
    rows = session.scalars(query.order_by(Unit.parent_id.is_not(None), Unit.code))
    return {row.id: (row.code, in_language(row.name_zh, row.name_en)) for row in rows}


def _imagine(
    tried: RouteVersion, fields: Mapping[str, ConditionField], options: Options, place: str
) -> dict[str, Value]:
    """One input for each field that conditions ask about."""
    asked = [path for path in tried.decisive if path in fields and path != UNIT]
    values: dict[str, Value] = {}
    if asked:
        with st.grid(3, min_column_width=180, gap="small"):
            for path in asked:
                with st.container():
                    values[path] = _ask_value(fields[path], options, f"{place}:imagined:{path}")
    return values


def _ask_value(one: ConditionField, options: Options, key: str) -> Value:
    name, listed = field_name(one), options.values(one)
    if listed:
        return st.selectbox(
            name,
            list(listed),
            format_func=dict(listed).__getitem__,
            index=None,
            key=key,
            placeholder=_("nothing known"),
        )
    if one.sort is Sort.FLAG:
        return st.checkbox(name, key=key)
    if one.sort is Sort.DAY:
        day = st.date_input(name, value=None, key=key, format="YYYY-MM-DD")
        return day if isinstance(day, date) else None
    said = st.text_input(name, key=key, placeholder=_("nothing known")).strip()
    if one.sort is not Sort.NUMBER:
        return said or None
    try:
        return Decimal(said.replace(",", "")) if said else None
    except InvalidOperation:
        return None


def _draw_found(found: Preview, fields: Mapping[str, ConditionField], options: Options) -> None:
    if not found.judgement.holds:
        st.markdown(f":material/block: {_('The route does not apply: the step is taken by its own rules.')}")
        _draw_reasons(found.judgement, fields, options)
        return
    if not found.tiers:
        st.markdown(f":material/help: {_('There is no tier yet.')}")
    _draw_reasons(found.judgement, fields, options)
    for number, one in enumerate(found.tiers, 1):
        _draw_tier(number, one, fields, options)


def _draw_tier(number: int, one: TierPreview, fields: Mapping[str, ConditionField], options: Options) -> None:
    name = f"{number} · {literal(tier_name(one.tier))}"
    if not one.asked:
        st.markdown(f":gray[:material/remove_circle_outline:] **{name}** · {_('not asked')}")
    elif one.stuck:
        nobody = _("nobody may decide: never the submitter, nobody excluded by the step, nobody twice")
        st.markdown(f":red[:material/error:] **{name}** · {nobody}")
    else:
        people = literal(listed(person_name(person) for person in one.people))
        st.markdown(f":green[:material/person_check:] **{name}** · {people} · {label(one.tier.mode)}")
    _draw_reasons(one.judgement, fields, options)


def _draw_reasons(judgement: Judgement, fields: Mapping[str, ConditionField], options: Options) -> None:
    for finding in judgement.findings:
        sign = ":green[:material/check:]" if finding.holds else ":gray[:material/close:]"
        st.caption(f"{sign} {literal(finding_words(finding, fields, options.known))}")
