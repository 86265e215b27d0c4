"""What the organisation calls fields and says about filling them in, one kind of record at a time."""

from collections.abc import Mapping

import pyarrow as pa
import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.custom_definition import PREFIX
from domain.core.own_text import HELP, Texts, own_texts
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.core.write_texts import Pair, write_texts
from ui.access.record_fields import fields_of
from ui.configuration.custom_fields import record_kinds
from ui.language import _, label
from ui.own_texts import forget_own_texts
from ui.wish import show_refusal, wish

PLACE = "texts"
COLUMNS = ("name_zh", "name_en", "help_zh", "help_en")


def draw_texts(actor: Actor) -> None:
    """Choose the records, then write; what is left empty stays as shipped."""
    st.title(label("page.texts"), anchor=False)
    st.caption(_("Empty cells stay as shipped. Changes show everywhere: forms, lists, files, messages."))
    kinds = record_kinds()
    kind = st.selectbox(
        label("CustomField.entity"), list(kinds), format_func=kinds.__getitem__, index=None,
        key=f"{PLACE}:kind", placeholder=_("Choose the records"), width=320,
    )  # fmt: skip
    if kind is None:
        return
    with reading(actor) as session:
        known = own_texts(session)
    mine = actor.may(Permission.CONFIGURATION_WRITE)
    fields = {word: name for word, name in fields_of(kind, actor).items() if f".{PREFIX}" not in word}
    edited = st.data_editor(
        _table(fields, known), key=f"{PLACE}:{kind}", hide_index=True,
        disabled=["field"] if mine else True,
        column_config={
            "field": st.column_config.TextColumn(_("Field")),
            **{name: st.column_config.TextColumn(label(f"OwnText.{name}")) for name in COLUMNS},
        },
    )  # fmt: skip
    show_refusal(PLACE)
    if mine:
        st.button(
            _("Save texts"), type="primary", icon=":material/check:", key=f"{PLACE}:save", on_click=_save,
            args=(_said(fields, edited),),
        )  # fmt: skip


def _table(fields: Mapping[str, str], known: Texts) -> pa.Table:
    rows = [
        {
            "field": name,
            **{f"name_{word}": known.get(key, {}).get(language, "") for word, language in LANGUAGES},
            **{f"help_{word}": known.get(HELP + key, {}).get(language, "") for word, language in LANGUAGES},
        }
        for key, name in fields.items()
    ]
    return pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in ("field", *COLUMNS)]))


LANGUAGES = (("zh", "zh_CN"), ("en", "en"))


def _said(fields: Mapping[str, str], edited: pa.Table) -> dict[str, Pair]:
    texts: dict[str, Pair] = {}
    for key, row in zip(fields, edited.to_pylist(), strict=True):
        texts[key] = (row["name_zh"] or "", row["name_en"] or "")
        texts[HELP + key] = (row["help_zh"] or "", row["help_en"] or "")
    return texts


def _save(texts: Mapping[str, Pair]) -> None:
    def work(session: Session) -> int:
        return write_texts(session, actor_of(session), texts) or 0

    if wish(work, done=_("Saved."), place=PLACE) is not None:
        forget_own_texts()
