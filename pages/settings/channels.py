"""Channels: groups and services of chat that notices go to. Their addresses are never shown."""

from domain.core.editing import create
from domain.core.permission import Permission
from domain.messaging.channel import Channel
from ui.messaging.channel_detail import draw_channel, send_test
from ui.screen import Action, Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.channels",
    icon=":material/forum:",
    url_path="channels",
    entity=Channel,
    read=Permission.PORTAL_OPERATE,
    write=Permission.PORTAL_OPERATE,
    columns=(Channel.name, Channel.service, Channel.address, Channel.unit, Channel.language),
    filters=(Channel.service, Channel.unit),
    search=(Channel.name,),
    order_by=Channel.name,
    form=(
        Section(
            "channel", (Channel.name, Channel.service), Channel.address, (Channel.unit, Channel.language)
        ),
    ),
    actions=(
        Action(
            key="try_channel",
            verb=send_test,
            permission=Permission.PORTAL_OPERATE,
            icon=":material/send:",
            offered=lambda channel: channel.archived_at is None,
        ),
    ),
    create=lambda session, actor, values: create(session, actor, Permission.PORTAL_OPERATE, Channel, values),
    archives=True,
    empty="empty.channels",
    detail=draw_channel,
)

if __name__ == "__main__":
    show(SCREEN)
