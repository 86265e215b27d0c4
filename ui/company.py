"""What the company is called: the name of the root unit, which people may edit."""

import streamlit as st
from sqlalchemy import select

from db.settings import settings
from db.unit_of_work import reading
from domain.core.permission import machine
from domain.organisation.unit import ROOT_CODE, Unit
from ui.language import in_language


def company_name() -> str:
    """The company's name in the language of the run."""
    return in_language(*_names())


@st.cache_data(ttl=30, show_spinner=False)
def _names() -> tuple[str, str]:
    root = select(Unit.name_zh, Unit.name_en).where(Unit.code == ROOT_CODE)
    with reading(machine("screen")) as session:
        named = session.execute(root).one_or_none()
    return (
        (named.name_zh, named.name_en) if named else (settings().organisation_zh, settings().organisation_en)
    )
