"""An empty file to fill in, for any fact, made when the button is pressed."""

from collections.abc import Callable

import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.permission import Actor
from domain.intake.spec_of import specs_of
from domain.intake.template import template_of
from domain.intake.template_file import template_csv, template_xlsx
from ui.intake.naming import fact_name
from ui.language import _, current
from ui.lists.files import Format
from ui.session import asked_later

KEY = "imports:template"
FILES = {Format.XLSX: template_xlsx, Format.CSV: template_csv}
NAMES = {Format.XLSX: "Excel (XLSX)", Format.CSV: "CSV"}


def draw_templates(actor: Actor) -> None:
    """Choose what the file will hold, and take it."""
    with reading(actor) as session:
        facts = {name: fact_name(name) for name in specs_of(session, actor)}
    if not facts:
        return
    with st.popover(_("Download a template"), icon=":material/table_view:", key=KEY):
        fact = st.selectbox(
            _("What the file will hold"), list(facts), format_func=facts.__getitem__, key=f"{KEY}:fact"
        )
        with st.container(horizontal=True):
            for kind in FILES:
                st.download_button(
                    NAMES[kind], data=_maker(fact, kind), mime=kind.mime, icon=":material/download:",
                    file_name=f"{facts[fact]}_{_('template')}.{kind}", key=f"{KEY}:{kind}",
                    on_click="ignore",
                )  # fmt: skip
        st.caption(
            _(
                "Headings in your language, one example row to overwrite, and a sheet that lists what may "
                "be entered. Required columns are red."
            )
        )


def template_file(actor: Actor, fact: str, language: str, kind: Format) -> bytes:
    """The file as bytes, with the fields open to the actor now."""
    with reading(actor) as session:
        return FILES[kind](template_of(session, actor, fact, language, today()))


def _maker(fact: str, kind: Format) -> Callable[[], bytes]:
    who, language = asked_later(), current()
    return lambda: template_file(who(), fact, language, kind)
