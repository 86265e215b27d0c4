"""Channels: their address is a secret, and it belongs to the service."""

import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.editing import create, edit
from domain.core.journal import JournalEntry, extend_chain
from domain.core.permission import Actor, Permission
from domain.messaging.channel import Channel, ChatService, UnfitAddress

SECRET = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"


def a_channel(session: Session, actor: Actor, **facts: object) -> Channel:
    values = {"name": "Committee", "service": ChatService.SLACK, "address": SECRET} | facts
    return create(session, actor, Permission.PORTAL_OPERATE, Channel, values)


def test_the_address_is_kept_but_neither_shown_nor_journalled(session: Session, actor: Actor) -> None:
    channel = a_channel(session, actor)
    assert channel.address == "slack://***"
    assert channel.address_of("") == SECRET
    extend_chain(session)
    lines = session.scalars(select(JournalEntry).where(JournalEntry.entity == "Channel")).all()
    assert len(lines) == 1
    assert "TIiajkdnlazk" not in json.dumps(lines[0].changes)


def test_saving_the_form_again_keeps_the_address(session: Session, actor: Actor) -> None:
    channel = a_channel(session, actor)
    values = {"name": "All", "address": "slack://***", "service": ChatService.SLACK}
    edit(session, actor, Permission.PORTAL_OPERATE, channel, values)
    assert channel.address_of("") == SECRET
    edit(session, actor, Permission.PORTAL_OPERATE, channel, {"address": "slack://other/token/value"})
    assert channel.address_of("") == "slack://other/token/value"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "slack",
        "mailto://me@example.com",
        "file:///etc/passwd",
        "slack://***",
        "slack://a b/c",
        "json://h/x",
    ],
)
def test_an_address_of_another_kind_is_refused(session: Session, actor: Actor, address: str) -> None:
    with pytest.raises(UnfitAddress):
        a_channel(session, actor, address=address)


def test_changing_the_service_needs_a_new_address(session: Session, actor: Actor) -> None:
    channel = a_channel(session, actor)
    with pytest.raises(UnfitAddress):
        edit(session, actor, Permission.PORTAL_OPERATE, channel, {"service": ChatService.WEBHOOK})


@pytest.mark.parametrize("address", ["json://{to}/x", "json://u:p@{to}/x", "json://a{to}.example.com/x"])
def test_nobody_chooses_to_which_machine_the_portal_connects(
    session: Session, actor: Actor, address: str
) -> None:
    with pytest.raises(UnfitAddress):
        a_channel(session, actor, service=ChatService.WEBHOOK, address=address)


def test_the_name_of_a_person_cannot_change_the_rest_of_the_address(session: Session, actor: Actor) -> None:
    channel = a_channel(session, actor, service=ChatService.DINGTALK, address="dingtalk://token1234/{to}")
    assert channel.personal
    assert channel.address_of("138/../x?y=1") == "dingtalk://token1234/138%2F..%2Fx%3Fy%3D1"
