"""Whether a certificate from elsewhere has its proof, and what to do if not."""

import streamlit as st

from db.unit_of_work import reading
from domain.core.permission import Actor
from domain.training.external_certificate import ExternalCertificate
from domain.training.external_rules import is_proven
from domain.training.external_state import ExternalState
from ui.language import _


def draw_proof_hint(actor: Actor, one: ExternalCertificate) -> None:
    """Nothing once it is decided, or proven."""
    if one.state is not ExternalState.SUBMITTED:
        return
    with reading(actor) as session:
        stored = session.get(ExternalCertificate, one.id)
        proven = stored is None or is_proven(stored, actor) is None
    if proven:
        st.caption(_("The proof is attached; somebody else decides on it."))
    else:
        st.warning(
            _("There is no proof yet: attach the certificate as a file, under “Attachments”."),
            icon=":material/attach_file:",
        )
