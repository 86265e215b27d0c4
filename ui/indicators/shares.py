"""What a figure is made of, member by member: bars to compare, links to go on."""

import streamlit as st

from domain.indicators.indicator import Indicator
from domain.indicators.records_behind import Side
from domain.reporting.breakdown import NOBODY, Share
from domain.reporting.indicator_view import IndicatorView
from ui import address
from ui.charts.data import Bar
from ui.charts.draw import bars
from ui.indicators import wording
from ui.indicators.numbers import RECORDS
from ui.indicators.place import UNIT
from ui.language import _, label, say
from ui.routes import literal, page_link
from ui.tile import TONES, status_badge

BY, MEMBER = "by", "member"
SHOWN = 15
ENTITIES = {"salesperson": "Person", "customer": "Customer", "product": "Product"}


def draw_shares(view: IndicatorView) -> None:
    """Choose the dimension, see the members, go into one."""
    st.subheader(_("What it is made of"), anchor=False)
    if not view.by:
        st.caption(_("This unit has no units below it, and the indicator knows no other breakdown."))
        return
    _choose(view)
    shares = view.shares[:SHOWN]
    if not shares:
        st.caption(_("Nothing to break down in this period."))
        return
    indicator = view.profile.indicator
    left, right = st.columns([3, 2], gap="medium")
    with left:
        bars(
            [_bar(share, view.by, indicator) for share in shares], title=_title(view),
            measured=wording.axis_of(indicator), key=f"shares-{view.by}",
        )  # fmt: skip
    with right, st.container(gap="xsmall"):
        for share in shares:
            _line(share, view, indicator)
    if len(view.shares) > SHOWN:
        st.caption(_("The first {shown} of {count}.", shown=SHOWN, count=len(view.shares)))


def _choose(view: IndicatorView) -> None:
    widget = "indicator:by"
    st.session_state[widget] = view.by

    def publish() -> None:
        address.put(MEMBER, ())
        address.put(BY, (st.session_state[widget],))

    st.segmented_control(
        _("Break down by"), view.breakdowns, key=widget, required=True, on_change=publish,
        format_func=lambda by: label(f"breakdown.{by}"), label_visibility="collapsed",
    )  # fmt: skip


def _title(view: IndicatorView) -> str:
    return _(
        "{name} by {dimension}, {period}",
        name=wording.name_of(view.profile.indicator), dimension=label(f"breakdown.{view.by}").lower(),
        period=wording.period_name(view.period),
    )  # fmt: skip


def share_name(share: Share, by: str) -> str:
    """What the member is called; rows may name nobody, or somebody of another unit."""
    if share.key == NOBODY:
        return _("not named")
    return label(share) or _("of another unit")


def _bar(share: Share, by: str, indicator: Indicator) -> Bar:
    figure = share.figure
    if share.hidden:
        return Bar(share_name(share, by), None, None, say(share.hidden))
    note = wording.why(figure) if figure.value is None else ""
    return Bar(share_name(share, by), wording.plotted(figure.value, indicator), TONES[figure.status], note)


def _line(share: Share, view: IndicatorView, indicator: Indicator) -> None:
    key = f"share-{view.by}-{share.key}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=key):
        _name(share, view, key)
        st.space("stretch")
        if share.hidden:
            st.caption(say(share.hidden), width="content")
            return
        st.markdown(wording.figure(share.figure.value, indicator), width="content")
        status_badge(share.figure.status)
        if view.by in ENTITIES:
            st.button(
                _("Records"), icon=":material/list_alt:", type="tertiary", key=f"{key}-records",
                on_click=_open_records, args=(view.by, share.key),
            )  # fmt: skip


def _name(share: Share, view: IndicatorView, key: str) -> None:
    name = share_name(share, view.by or "")
    if view.by == UNIT and share.key in view.below and not _itself(share, view):
        st.button(
            literal(name), key=f"{key}-open", type="tertiary", icon=":material/subdirectory_arrow_right:",
            on_click=address.put, args=(UNIT, (str(share.key),)),
        )  # fmt: skip
    elif view.by in ENTITIES and share.key != NOBODY and share.name_zh:
        page_link(ENTITIES[view.by], name, {"id": str(share.key)}, key)
    else:
        st.markdown(literal(name), width="content")


def _itself(share: Share, view: IndicatorView) -> bool:
    """What is booked on the unit itself."""
    figure = view.figure
    return figure is not None and share.key == figure.scope


def _open_records(by: str, member: int) -> None:
    address.put(BY, (by,))
    address.put(MEMBER, (str(member),))
    address.put(RECORDS, (Side.NUMERATOR.value,))
