"""Neikong 内控台: what `neikong serve`, `streamlit run` and `uvicorn streamlit_app:app` start.

The file is two things: the script that Streamlit runs for every click, and the application that serves it.
"""

import streamlit as st

from gateway.app import MIDDLEWARE, lifespan, shut_loose_pages
from gateway.routes import ROUTES
from pages import MENU
from ui import new_password, session, shell, sign_in


def main() -> None:
    """Ask who is there; offer the sign-in, the choice of a password, or the pages they may open."""
    who = session.present()
    if who is None:
        sign_in.show()
    elif who.must_change_password:
        new_password.show(who)
    else:
        with session.staying(who):
            shell.run(who.actor, MENU)


if __name__ == "__main__":
    main()
else:
    shut_loose_pages()
    app = st.App(__file__, routes=ROUTES, middleware=MIDDLEWARE, lifespan=lifespan)
