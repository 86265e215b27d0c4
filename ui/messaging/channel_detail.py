"""What a channel is for, below its fields: the kinds a group is told about, or that it reaches people."""

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.editing import edit, find
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.messaging.channel import PLACE, Channel
from domain.messaging.occasion import CHOSEN
from domain.messaging.try_out import OnItsWay, try_channel
from ui.language import _, label, say
from ui.wish import wish

OPERATE = Permission.PORTAL_OPERATE


def draw_channel(actor: Actor, channel: Channel) -> None:
    """The detail of one channel."""
    if (trouble := channel.unreadable) is not None:
        st.error(say(trouble), icon=":material/key_off:")
    if channel.personal:
        st.info(_("This channel writes to people: each chooses it under “My notifications”."))
        return
    names = {one.value: label(one) for one in CHOSEN}
    key = f"channels:{channel.id}:occasions"
    if key not in st.session_state:
        st.session_state[key] = [one for one in channel.occasions if one in names]
    st.multiselect(
        _("What the group is told about"), list(names), key=key, format_func=names.__getitem__,
        placeholder=_("Choose"),
        help=_("Members of a group see these lines whatever their own rights are. Choose with care."),
        disabled=not actor.may(OPERATE), on_change=_save, args=(channel.id, key),
    )  # fmt: skip
    st.caption(
        _(
            "In a group the address stays as it is. With {place} in its path it reaches people: each "
            "person's own name there takes that place.",
            place=PLACE,
        )
    )


def send_test(session: Session, actor: Actor, channel: Channel, _reason: str) -> OnItsWay:
    """The verb behind the button."""
    return try_channel(session, actor, channel, now())


def _save(number: int, key: str) -> None:
    chosen = list(st.session_state[key])

    def work(session: Session) -> None:
        channel = find(session, Channel, number)
        edit(session, actor_of(session), OPERATE, channel, {"occasions": chosen})

    wish(work, done=_("Saved."))
