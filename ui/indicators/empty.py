"""What a dashboard shows before there are figures: one sentence, one way on."""

import streamlit as st

from domain.core.permission import Actor, Permission
from ui.language import _
from ui.routes import page_for

IMPORTS = "imports"


def draw_no_figures(actor: Actor) -> None:
    """Says why there is nothing, and where the first figures come from."""
    imports = actor.may(Permission.FACTS_IMPORT)
    page = page_for(IMPORTS)
    with st.container(border=True, horizontal_alignment="center"):
        st.space("small")
        if imports:
            st.markdown(
                _("No figures yet. Import a file of invoices, orders or opportunities to see the first.")
            )
        else:
            st.markdown(_("No figures yet for the units you oversee. They appear after the first import."))
        if imports and page is not None:
            st.page_link(page, label=_("Import a file"), icon=":material/upload_file:")
        st.space("small")
