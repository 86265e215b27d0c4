"""Rows of conditions: field, comparison, value; more and fewer of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

import streamlit as st

from domain.approvals.comparison import MANY, NO_VALUE, OPERATORS, Operator
from domain.approvals.condition import Condition, Conditions, Join
from domain.approvals.condition_field import ConditionField, Sort
from ui.approvals.options import Options
from ui.approvals.words import field_name
from ui.language import _, label

Store = dict[str, Any]
"""What is being edited: `join` and `items`, each with an `uid` that its widgets are known by."""


def begun(conditions: Conditions) -> Store:
    """A store that begins as the conditions are."""
    items = [{"uid": uuid4().hex[:8], **one.plain()} for one in conditions.items]
    return {"join": conditions.join.value, "items": items}


def draw_conditions(store: Store, place: str, fields: Mapping[str, ConditionField], options: Options) -> None:
    """The rows, and a button for one more."""
    if len(store["items"]) > 1:
        names = {join.value: label(join) for join in Join}
        st.segmented_control(
            _("How they count together"), list(names), format_func=names.__getitem__, default=store["join"],
            key=f"{place}:join", label_visibility="collapsed", required=True,
        )  # fmt: skip
    for item in store["items"]:
        _draw_row(store, item, f"{place}:{item['uid']}", fields, options)
    st.button(
        _("Add a condition"),
        icon=":material/add:",
        type="tertiary",
        key=f"{place}:add",
        on_click=_add,
        args=(store,),
    )


def _add(store: Store) -> None:
    store["items"].append({"uid": uuid4().hex[:8], "field": None, "operator": None, "values": []})


def _remove(store: Store, item: Store) -> None:
    store["items"].remove(item)


def _draw_row(
    store: Store, item: Store, place: str, fields: Mapping[str, ConditionField], options: Options
) -> None:
    names = {path: field_name(one) for path, one in fields.items()}
    which, how, what, away = st.columns([3, 2, 4, 1], vertical_alignment="bottom", gap="small")
    paths = list(names)
    chosen = which.selectbox(
        _("Field"), paths, format_func=names.__getitem__, key=f"{place}:field", placeholder=_("Choose"),
        index=paths.index(item["field"]) if item["field"] in names else None,
    )  # fmt: skip
    away.button(
        "", icon=":material/delete:", type="tertiary", key=f"{place}:remove", help=_("Remove this condition"),
        on_click=_remove, args=(store, item),
    )  # fmt: skip
    if chosen is None:
        return
    one = fields[chosen]
    operators = [operator.value for operator in OPERATORS[one.sort]]
    words = {operator.value: label(operator) for operator in OPERATORS[one.sort]}
    operator = how.selectbox(
        _("Comparison"), operators, format_func=words.__getitem__, key=f"{place}:operator:{one.sort}",
        index=operators.index(item["operator"]) if item["operator"] in operators else 0,
    )  # fmt: skip
    with what:
        _draw_value(item, f"{place}:value", one, Operator(operator or operators[0]), options)


def _draw_value(item: Store, place: str, one: ConditionField, operator: Operator, options: Options) -> None:
    if operator in NO_VALUE:
        return
    values = [str(value) for value in item["values"]] if item["field"] == one.path else []
    key, name = f"{place}:{one.path}:{operator in MANY}", _("Comparison value")
    listed = options.values(one)
    if operator in MANY and listed:
        names = {value: value for value in values} | dict(listed)
        st.multiselect(
            name, list(names), default=values, format_func=names.__getitem__, key=key, placeholder=_("Choose")
        )
    elif one.sort is Sort.DAY:
        day = date.fromisoformat(values[0]) if values else None
        st.date_input(name, value=day, format="YYYY-MM-DD", key=key)
    else:
        st.text_input(name, value=", ".join(values), key=key)


def read_conditions(store: Store, place: str, fields: Mapping[str, ConditionField]) -> Conditions:
    """What the widgets say now; rows without a field say nothing."""
    items = []
    for item in store["items"]:
        row = f"{place}:{item['uid']}"
        one = fields.get(str(st.session_state.get(f"{row}:field")))
        if one is None:
            continue
        operator = Operator(st.session_state.get(f"{row}:operator:{one.sort}") or OPERATORS[one.sort][0])
        key = f"{row}:value:{one.path}:{operator in MANY}"
        items.append(Condition(one.path, operator, _said(st.session_state.get(key), operator)))
    join = st.session_state.get(f"{place}:join") or store["join"]
    return Conditions(Join(join), tuple(items))


def _said(said: Any, operator: Operator) -> tuple[str, ...]:
    if operator in NO_VALUE or said is None:
        return ()
    if isinstance(said, list):
        return tuple(str(one) for one in said)
    if isinstance(said, date):
        return (said.isoformat(),)
    text = str(said).replace("，", ",")
    parts = text.split(",") if operator in MANY else [text.replace(",", "")]
    return tuple(part.strip() for part in parts if part.strip())
