"""What a dashboard shows before there are figures: one sentence, one way on."""

import streamlit as st

from domain.core.permission import Actor, Permission
from ui.language import _
from ui.routes import page_for

IMPORTS = "imports"


def draw_no_figures(actor: Actor) -> None:
    """Says why there is nothing, and where the first figures come from."""
    page = page_for(IMPORTS)
    with st.container(border=True, horizontal_alignment="center"):
        st.space("small")
        if actor.may(Permission.FACTS_IMPORT) and page is not None:
            st.markdown(
                _("No figures yet. Import a file of invoices, orders or opportunities to see the first.")
            )
            st.page_link(page, label=_("Import a file"), icon=":material/upload_file:")
        else:
            st.markdown(_("No figures yet for the units you oversee. They appear after the first import."))
        st.space("small")
