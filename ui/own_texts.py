"""Words of the organisation's own, known to every run of this process within half a minute."""

import streamlit as st

from db.unit_of_work import reading
from domain.core import language
from domain.core.own_text import Texts, own_texts
from domain.core.permission import machine

SOURCE = "own texts"


def recall_own_texts() -> None:
    """Called once per run."""
    language.say_instead(SOURCE, _kept())


def forget_own_texts() -> None:
    """After they were changed here: the next run reads them anew."""
    _kept.clear()


@st.cache_resource(ttl=30, show_spinner=False)
def _kept() -> Texts:
    with reading(machine("screen")) as session:
        return own_texts(session)
