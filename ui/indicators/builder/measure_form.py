"""One measure in the builder: its facts, what is added up, which rows count, and what that gives."""

from dataclasses import dataclass
from typing import Any

import streamlit as st
from sqlalchemy import select

from db.unit_of_work import reading
from domain.approvals.condition import Conditions
from domain.approvals.condition_field import ConditionField
from domain.core.clock import today
from domain.core.errors import DomainError, NotFound
from domain.core.period import Grain, Period
from domain.core.permission import Actor, Permission
from domain.indicators.custom_measure import FACTS_BY_NAME, Aggregate, CustomMeasure
from domain.indicators.custom_measure_define import indicators_with
from domain.indicators.custom_measure_fields import conditions_of, is_open, month_columns, numeric_fields
from domain.indicators.custom_measure_try import Month, try_measure
from ui import address, formats
from ui.approvals.condition_rows import begun, draw_conditions, read_conditions
from ui.approvals.options import Options, options_of
from ui.indicators.builder.measure_verbs import draw_keep, draw_rest
from ui.indicators.builder.tables import table
from ui.indicators.wording import period_name
from ui.language import _, in_language, label, say
from ui.routes import literal, page_link


@dataclass(frozen=True)
class Offered:
    """What the facts that are chosen offer."""

    fields: dict[str, ConditionField]
    numbers: dict[str, bool]
    options: Options


def draw_measure(actor: Actor, code: str | None) -> None:
    """The page of one measure, or of a new one."""
    one, used = _look(actor, code)
    st.button(
        label("page.indicator_builder"), icon=":material/arrow_back:", type="tertiary", key="measure:back",
        on_click=address.go, args=({"show": "measures"},),
    )  # fmt: skip
    name = _("New measure") if one is None else in_language(one.name_zh, one.name_en)
    st.title(literal(name), anchor=False)
    if used:
        _draw_used(used)
    place = "measure:new" if one is None else f"measure:{one.id}:{one.version}"
    writes = actor.may(Permission.INDICATORS_DEFINE)
    with st.container(border=True):
        _draw_names(one, place, writes=writes)
        offered = _draw_meant(actor, one, place, writes=writes and not used)
    _draw_trial(actor, place, offered)
    if writes:
        draw_keep(one, place, lambda: _read(place, offered))
    if one is not None and writes:
        draw_rest(one)


def _look(actor: Actor, code: str | None) -> tuple[CustomMeasure | None, tuple[str, ...]]:
    if code is None:
        return None, ()
    with reading(actor) as session:
        one = session.scalars(select(CustomMeasure).where(CustomMeasure.code == code)).one_or_none()
        if one is None:
            raise NotFound
        return one, indicators_with(session, code)


def _draw_used(used: tuple[str, ...]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(_("Indicators rest on it, so that only its names can be changed:"), width="content")
        for code in used:
            page_link("indicator_builder", code, {"code": code}, f"measure-used-{code}")


def _draw_names(one: CustomMeasure | None, place: str, *, writes: bool) -> None:
    if one is None:
        st.text_input(
            label("CustomMeasure.code"), key=f"{place}:code", max_chars=60, width=320,
            placeholder="big_orders", help=_("The word for it in formulas; it cannot be changed later."),
        )  # fmt: skip
    else:
        st.caption(f"`{one.code}`")
    for column, name in zip(st.columns(2), ("name_zh", "name_en"), strict=True):
        st.session_state.setdefault(f"{place}:{name}", "" if one is None else getattr(one, name))
        column.text_input(label(f"CustomMeasure.{name}"), key=f"{place}:{name}", disabled=not writes)


def _draw_meant(actor: Actor, one: CustomMeasure | None, place: str, *, writes: bool) -> Offered:
    facts = dict(
        sorted(((name, label(f"entity.{name}")) for name in FACTS_BY_NAME), key=lambda item: item[1])
    )
    left, right = st.columns(2)
    fact = _choose(left, "fact", facts, place, one.fact if one else "Invoice", writes=writes)
    offered = _offered(actor, fact)
    kinds = {kind.value: label(kind) for kind in Aggregate}
    start = one.aggregate.value if one else Aggregate.COUNT.value
    aggregate = _choose(right, "aggregate", kinds, place, start, writes=writes)
    left, right = st.columns(2)  # anew, so that a phone shows them in this order
    if aggregate == Aggregate.SUM:
        names = {path: label(f"{fact}.{path}") for path in offered.numbers}
        _choose(left, "field", names, place, one.field if one else "", writes=writes, of=fact)
        _draw_flags(one, place, right, writes=writes)
    elif aggregate == Aggregate.CUSTOMERS:
        right.caption(_("In a formula: distinct(code), at_least(code, n), retained(code, months)."))
    months = {name: label(f"month.{name}") for name in month_columns(FACTS_BY_NAME[fact])}
    left, right = st.columns(2)
    _choose(left, "month", months, place, one.month if one else "period", writes=writes, of=fact)
    ends = {"": _("does not end: a flow"), **months}
    _choose(right, "until", ends, place, one.until if one else "", writes=writes, of=fact)
    st.markdown(f"**{_('Which rows count')}**")
    store = _store(one, place, fact)
    if writes:
        draw_conditions(store, f"{place}:{fact}:when", offered.fields, offered.options)
    elif one is not None and one.rules.items:
        st.caption(_("{count} conditions", count=len(one.rules.items)))
    else:
        st.caption(_("all rows"))
    return offered


def _draw_flags(one: CustomMeasure | None, place: str, where: Any, *, writes: bool) -> None:
    for name in ("money", "needs_value"):
        st.session_state.setdefault(f"{place}:{name}", bool(one and getattr(one, name)))
        where.checkbox(label(f"CustomMeasure.{name}"), key=f"{place}:{name}", disabled=not writes)


def _choose(
    where: Any, name: str, names: dict[str, str], place: str, start: str, *, writes: bool, of: str = ""
) -> str:
    """A choice that begins as it is kept; anew for other facts."""
    key = f"{place}:{name}:{of}" if of else f"{place}:{name}"
    first = start if start in names else next(iter(names), "")
    if st.session_state.get(key) not in names:
        st.session_state[key] = first
    chosen = where.selectbox(
        label(f"CustomMeasure.{name}"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        disabled=not writes,
    )
    return str(chosen or "")


def _offered(actor: Actor, fact: str) -> Offered:
    kind = FACTS_BY_NAME[fact]
    with reading(actor) as session:
        known = conditions_of(session, kind)
        fields = {
            path: one
            for path, one in known.items()
            if is_open(actor, kind, path, one.definition) and _is_named(one)
        }
        numbers = {path: money for path, money in numeric_fields(session, kind).items() if path in fields}
        return Offered(fields, dict(numbers), options_of(session, fields))


def _is_named(one: ConditionField) -> bool:
    """Columns that only the engine knows have no name and say nothing to people."""
    return label(one.label_keys[-1]) != one.label_keys[-1]


def _store(one: CustomMeasure | None, place: str, fact: str) -> dict[str, Any]:
    key = f"{place}:{fact}:conditions"
    if key not in st.session_state:
        kept = one.rules if one is not None and one.fact == fact else Conditions()
        st.session_state[key] = begun(kept)
    store: dict[str, Any] = st.session_state[key]
    return store


def _read(place: str, offered: Offered) -> dict[str, Any]:
    """What the widgets say now."""
    said = st.session_state
    fact = str(said[f"{place}:fact"])
    aggregate = Aggregate(said[f"{place}:aggregate"])
    summed = aggregate is Aggregate.SUM
    when = read_conditions(said[f"{place}:{fact}:conditions"], f"{place}:{fact}:when", offered.fields)
    values: dict[str, Any] = {
        "name_zh": str(said.get(f"{place}:name_zh") or "").strip(),
        "name_en": str(said.get(f"{place}:name_en") or "").strip(),
        "fact": fact, "aggregate": aggregate,
        "field": str(said.get(f"{place}:field:{fact}") or "") if summed else "",
        "month": str(said[f"{place}:month:{fact}"]), "until": str(said.get(f"{place}:until:{fact}") or ""),
        "conditions": when.plain() if when.items else {},
        "money": summed and bool(said.get(f"{place}:money")),
        "needs_value": summed and bool(said.get(f"{place}:needs_value")),
    }  # fmt: skip
    return values


def _draw_trial(actor: Actor, place: str, offered: Offered) -> None:
    """What the measure gives month by month, or what is wrong with it."""
    if not actor.may(Permission.INDICATORS_DEFINE):
        return
    st.subheader(_("Preview on real data"), anchor=False)
    values = _read(place, offered)
    named = {"code": "preview", "name_zh": "-", "name_en": "-"}
    try:
        with reading(actor) as session:
            found = try_measure(session, actor, values | named, today())
    except DomainError as fault:
        st.markdown(f":small[:red[:material/error: {literal(say(fault))}]]")
        return
    _draw_months(found, place)


def _draw_months(found: list[Month], place: str) -> None:
    columns = {
        _("Period"): [period_name(Period.of(one.month, Grain.MONTH)) for one in reversed(found)],
        _("Value"): [formats.number(one.amount) for one in reversed(found)],
        _("Rows"): [formats.number(one.rows) for one in reversed(found)],
    }
    table(columns, f"{place}:months", _("Preview on real data"), list(columns)[1:])
