"""Streamlit's uploader speaks English only; its words are replaced by ours."""

import streamlit as st

from ui.language import _


def speak_our_language(key: str) -> None:
    """For the uploader in the container whose key starts like this. Call it inside the container.

    The button keeps its own words out of sight: whoever listens to the page needs a name for it.
    """
    zone = f'[class*="st-key-{key}"] [data-testid=stFileUploaderDropzone'
    st.html(
        "<style>"
        f"{zone}Instructions] {{ display: none; }}"
        f"{zone}] {{ justify-content: center; }}"
        f"{zone}] button > * {{ position: absolute; width: 1px; height: 1px; clip-path: inset(50%); }}"
        f"{zone}] button::after {{ content: '{_('Choose a file, or drop it here')}'; }}"
        "</style>"
    )
