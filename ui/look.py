"""The little that Streamlit's theme cannot say. All of it is here, and it names only keys of our own."""

import streamlit as st

STYLE = """<style>
.st-key-account { position: fixed; top: .5rem; right: 1rem; width: auto; z-index: 999991; }
[class*="st-key-link-"] a, [class*="st-key-link-"] a:hover { padding-left: 0; background: none; }
</style>"""
"""The account button stands in Streamlit's own bar; links to records line up with the text around them."""


def apply() -> None:
    """Once per run, before anything else is drawn."""
    st.html(STYLE)
