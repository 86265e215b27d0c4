"""The delivery log: what left the portal by mail and chat, what failed and why. Never what was said."""

from domain.core.clock import now
from domain.core.permission import Permission
from domain.messaging.dispatch import Dispatch, try_again
from ui.screen import Action, Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.deliveries",
    icon=":material/outgoing_mail:",
    url_path="deliveries",
    entity=Dispatch,
    read=Permission.PORTAL_OPERATE,
    columns=(
        Dispatch.due_at,
        Dispatch.occasion,
        Dispatch.way,
        Dispatch.user,
        Dispatch.channel,
        Dispatch.status,
        Dispatch.tries,
        Dispatch.sent_at,
        Dispatch.error,
    ),
    filters=(Dispatch.status, Dispatch.way, Dispatch.occasion, Dispatch.channel, Dispatch.due_at),
    search=(Dispatch.user, Dispatch.error),
    order_by=Dispatch.due_at,
    descending=True,
    form=(
        Shown(
            "dispatch",
            (Dispatch.occasion, Dispatch.way, Dispatch.user, Dispatch.channel),
            (Dispatch.due_at, Dispatch.status, Dispatch.tries, Dispatch.sent_at),
            Dispatch.error,
        ),
    ),
    views=(View("failed", {"status": "failed"}), View("waiting", {"status": "waiting"})),
    actions=(
        Action(
            key="try_again",
            verb=lambda session, actor, dispatch, _: try_again(session, actor, dispatch, now()),
            permission=Permission.PORTAL_OPERATE,
            icon=":material/refresh:",
            offered=lambda dispatch: dispatch.repeatable,
        ),
    ),
    empty="empty.deliveries",
)

if __name__ == "__main__":
    show(SCREEN)
