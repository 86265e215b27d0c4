"""The little that Streamlit's theme cannot say. All of it is here, and it names only keys of our own."""

import streamlit as st

STYLE = """<style>
.st-key-account { position: fixed; top: .5rem; right: 1rem; width: auto; z-index: 999991; }
@media (max-width: 767px) {
  .stApp:has([data-testid="stSidebar"][aria-expanded="true"]) .st-key-account { display: none; }
}
[data-testid="stCaptionContainer"][data-testid] {
  opacity: 1; color: color-mix(in srgb, currentColor 60%, transparent);
}
.stAppHeader:has([data-testid="stTopNav"]) { padding-right: 19rem; }
button[kind="primary"], button[kind="primaryFormSubmit"] {
  background-color: #1D4ED8; border-color: #1D4ED8;
}
[data-testid="stMultiSelectTagsContainer"] [data-tag] { background-color: #1D4ED8; }
[data-testid="stMultiSelect"] button[data-rac] { min-width: 24px; min-height: 24px; }
[class*="st-key-link-"] a, [class*="st-key-link-"] a:hover { padding-left: 0; background: none; }
[class*="st-key-links-"] a, [class*="st-key-links-"] a:hover { padding-left: 0; background: none; }
[class*="st-key-stage-"] { border-top: 3px solid rgba(128, 128, 128, .3); padding: 6px 6px 0 0; }
[class*="st-key-stage-done"] { border-top-color: #1F9D90; }
[class*="st-key-stage-now"] { border-top-color: #3D7BEC; }
[class*="st-key-tile-"] { position: relative; }
[class*="st-key-tile-"]:hover { border-color: #3D7BEC; }
[class*="st-key-tile-"] [data-testid="stMetricValue"] { line-height: 1.3; }
[class*="st-key-tile-"] [data-testid="stPageLink"] a { background: none; padding: 0 2rem 0 0; }
[class*="st-key-tile-"] [data-testid="stPageLink"] a p { font-weight: 400; }
[class*="st-key-tile-"] :has(> [data-testid="stPageLink"]),
[class*="st-key-tile-"] [data-testid="stPageLink"], [class*="st-key-tile-"] [data-testid="stPageLink"] * {
  position: static;
}
[class*="st-key-tile-"] [data-testid="stPageLink"] a::after {
  content: ""; position: absolute; inset: 0; z-index: 1;
}
[class*="st-key-about-"] { position: absolute; top: .5rem; right: .5rem; width: auto; z-index: 2; }
[class*="st-key-about-"] button > div > [aria-hidden="true"] { display: none; }
[class*="st-key-lines-"] a, [class*="st-key-lines-"] a:hover {
  min-height: 24px; margin: 0; padding: .2rem 0; background: none;
}
[class*="st-key-lines-"] > [data-testid="stElementContainer"] { margin: 0; }
[class*="st-key-lines-"] a > span:first-child { flex: 1; white-space: normal; overflow: visible; }
[class*="st-key-lines-"] p { display: flex; flex-wrap: wrap; gap: 0 .5rem; line-height: 1.5; }
[class*="st-key-lines-"] p > :first-child { margin-left: auto; text-align: right; }
.st-key-card-cockpit-heat { overflow-x: auto; }
.st-key-card-cockpit-heat [data-testid="stVegaLiteChart"] { min-width: 640px; }
[data-variant="segmented_control"][data-selected] p, [data-variant="pills"][data-selected] p {
  color: light-dark(#1D4ED8, #8AB8FB);
}
</style>"""
"""A tile is a link as a whole: its name covers it, what explains it stays above. So is a row of a list; what
is said of its name stands at the right edge.

Search, bell and account stand in Streamlit's own bar, whose menu leaves them room, and on a phone give way
to it while it is open; links to records line up with the text around them; the stages of a loop hang on a
rail. A heat map keeps its columns readable on a phone: it scrolls within its card. Filled buttons and chosen
words have the darker blue on a dark page too, so that white letters can be read on them; the words of a
chosen button a lighter one."""


def apply(menu: str = "") -> None:
    """Once per run, before anything else is drawn; with the style of the menu of this person."""
    st.html(STYLE + menu)
