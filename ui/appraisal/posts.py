"""For which posts a scorecard or a cycle is."""

from functools import partial

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.scorecard import Scorecard
from domain.core.editing import edit, find
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.organisation.post import Post
from ui.language import _, label, listed
from ui.routes import literal
from ui.titles import title
from ui.wish import show_refusal, wish


def draw_posts(actor: Actor, record: Scorecard | AppraisalCycle, nobody: str, *, writes: bool) -> None:
    """Their names; who may, chooses them. `nobody`: what it means that none is named."""
    with reading(actor) as session:
        posts = session.scalars(select(Post).where(Post.archived_at.is_(None)).order_by(Post.code)).all()
    names = {one.id: title(one) for one in posts}
    held = [one for one in record.posts or () if one in names]
    kind = type(record)
    place = f"{kind.__name__}:{record.id}:posts"
    st.caption(label(f"{kind.__name__}.posts"))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(literal(listed(names[one] for one in held) or nobody), width="content")
        if writes:
            with st.popover(_("Choose posts"), icon=":material/edit:", type="tertiary", key=f"{place}:open"):
                st.multiselect(
                    label(f"{kind.__name__}.posts"), list(names), default=held, format_func=names.__getitem__,
                    placeholder=_("Choose"), key=f"{place}:chosen:{record.version}", help=nobody,
                )  # fmt: skip
                st.button(
                    _("Save"), type="primary", key=f"{place}:save",
                    on_click=partial(_save, kind, record.id, record.version, place),
                )  # fmt: skip
    show_refusal(place)


def _save(kind: type[Scorecard] | type[AppraisalCycle], key: int, version: int, place: str) -> None:
    chosen = list(st.session_state.get(f"{place}:chosen:{version}") or ())

    def work(session: Session) -> bool:
        record = find(session, kind, key)
        edit(
            session, actor_of(session), Permission.ASSESSMENTS_ADMINISTER, record, {"posts": chosen}, version
        )
        return True

    wish(work, done=_("Saved."), place=place)
