"""What came of a verb on many records: how many are done, and of the others why not, reason by reason."""

from collections.abc import Iterable, Sequence

import streamlit as st

from domain.core.each import Account, Refused
from domain.core.permission import Actor
from ui import formats, job
from ui.language import _, say
from ui.lists.carry import job_key
from ui.routes import bare_link, literal
from ui.screen import Screen

NAMED = 20
"""Records named for each reason."""


def draw_outcome(screen: Screen, actor: Actor) -> None:
    """What is under way or was done."""
    key = job_key(screen, actor)
    found = job.find(key)
    if found is None:
        return
    if not found.finished.is_set():
        job.draw_progress(key)
        return
    with st.container(border=True, key=f"{screen.url_path}:outcome", gap="small"):
        job.draw_problem(found, say)
        if found.succeeded:
            draw_account(screen.entity.__name__, found.result, screen.url_path)
        st.button(
            _("Understood"), type="tertiary", on_click=job.drop, args=(key,),
            key=f"{screen.url_path}:outcome:close",
        )  # fmt: skip


def draw_account(entity: str, account: Account, place: str) -> None:
    """One sentence, what must be told, and the refusals grouped by what they say."""
    parts = [_("{count} done", count=formats.number(len(account.done)))]
    if account.waiting:
        parts.append(_("{count} sent for approval", count=formats.number(len(account.waiting))))
    if account.refused:
        parts.append(_("{count} refused", count=formats.number(len(account.refused))))
    clean = not account.refused
    show = st.success if clean else st.warning
    show(" · ".join(parts), icon=":material/check_circle:" if clean else ":material/rule:")
    for title, statement in account.told:
        st.markdown(f"**{literal(title)}** {say(statement)}")
    for at, (reason, some) in enumerate(by_reason(account.refused)):
        st.markdown(f"{literal(reason)} · **{formats.number(len(some))}**")
        with st.container(horizontal=True, gap="small", key=f"links-{place}-refused-{at}"):
            for one in some[:NAMED]:
                bare_link(entity, one.title, {"id": str(one.key)})
            if len(some) > NAMED:
                st.caption(_("and {count} more", count=formats.number(len(some) - NAMED)), width="content")


def by_reason(refused: Iterable[Refused]) -> Sequence[tuple[str, Sequence[Refused]]]:
    """The refusals under their sentence, the commonest first."""
    found: dict[str, list[Refused]] = {}
    for one in refused:
        found.setdefault(say(one.why), []).append(one)
    return sorted(found.items(), key=lambda pair: -len(pair[1]))
