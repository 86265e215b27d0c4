"""Chats: one address of a channel, written to through apprise."""

import logging
import re
from typing import Any

from domain.messaging.sort_out import Parcel
from gateway.delivery_refused import Refused

PIECES = re.compile(r"[/:?&=@+]+")
SHORTEST_SECRET = 4
SENDER = "Neikong"
"""Becomes a header of HTTP: nothing but ASCII."""


def post(parcel: Parcel) -> None:
    """Write to the channel; Refused with what the service answered."""
    # Loaded when the first chat message leaves: most installations send none for hours
    import apprise

    if parcel.unreadable:
        raise Refused(parcel.unreadable)
    letter = parcel.letter
    asset = apprise.AppriseAsset(app_id=SENDER, secure_logging=True)
    channel = apprise.Apprise(asset=asset)
    if not parcel.address or not channel.add(parcel.address):
        raise Refused("the address of the channel is not understood")
    capture: Any = apprise.LogCapture
    with capture(level=logging.WARNING, fmt="%(message)s") as said:
        arrived = channel.notify(
            title=letter.subject, body=letter.brief, body_format=apprise.NotifyFormat.TEXT
        )
        answer = said.getvalue().strip()
    if not arrived:
        raise Refused(without_secrets(answer, parcel.address) or "the service did not take the message")


def without_secrets(text: str, address: str) -> str:
    """The text with every piece of the address starred out: whoever knows it can write to the channel."""
    pieces = {piece for piece in PIECES.split(address.partition("://")[2]) if len(piece) >= SHORTEST_SECRET}
    for piece in sorted(pieces, key=len, reverse=True):
        text = text.replace(piece, "***")
    return text
