"""What leaves the portal, in the reader's language: a subject, lines with links, why it came."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from db.settings import settings
from domain.core.language import nearest, say
from domain.core.statement import Statement
from domain.messaging.notice import Notice

LONGEST_SUBJECT = 150
MOST_LINES = 50
INBOX, CHOICES = "inbox", "notifications"
TO = "to"
"""The word that tells the inbox to which kind of record to go on: only the screens know their addresses."""


class SeveralNotices(Statement):
    """The subject of a message about more than one thing."""

    text = "{count} notices"


class MoreNotices(Statement):
    """Below the lines, if there are more."""

    text = "{count} more are in your inbox."


class OpenInbox(Statement):
    """The words of a link."""

    text = "Open the inbox"


class WhyYouGetThis(Statement):
    """At the end of a message to a person."""

    text = "{organisation} sends this because of your choices under “My notifications”; change them there."


@dataclass(frozen=True)
class Line:
    """One thing that is told, and where it can be looked at (empty: nowhere)."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Letter:
    """One message."""

    subject: str
    lines: Sequence[Line]
    more: str
    """How many were left out, in words; empty: none."""
    open_inbox: Line
    why: Line
    language: str

    @property
    def plain(self) -> str:
        """All of it as plain text."""
        parts = [f"· {line.text}" + (f"\n  {line.url}" if line.url else "") for line in self.lines]
        parts += [self.more, *(f"{one.text}\n{one.url}" for one in (self.open_inbox, self.why) if one.url)]
        if not self.why.url:
            parts.append(self.why.text)
        return "\n\n".join(part for part in parts if part) + "\n"

    @property
    def brief(self) -> str:
        """The lines alone, for a chat."""
        parts = [f"{line.text}\n{line.url}".strip() for line in self.lines]
        return "\n\n".join(part for part in (*parts, self.more) if part)


def write_letter(notices: Sequence[Notice], language: str) -> Letter:
    """The letter about some notices, the newest last as they happened."""
    language = language or nearest(None)
    shown = [Line(notice.in_words(language), url_of(notice)) for notice in notices[:MOST_LINES]]
    left = len(notices) - len(shown)
    several = say(SeveralNotices(count=len(notices)), language)
    name = organisation(language)
    return Letter(
        subject=_one_line(f"{name}: {shown[0].text if len(notices) == 1 else several}"),
        lines=shown,
        more=say(MoreNotices(count=left), language) if left else "",
        open_inbox=Line(say(OpenInbox(), language), address(INBOX)),
        why=Line(say(WhyYouGetThis(organisation=name), language), address(CHOICES)),
        language=language,
    )


def url_of(notice: Notice) -> str:
    """Where the notice leads, from outside; empty where it leads nowhere."""
    if not notice.page:
        return ""
    if notice.page[0].isupper():
        return address(INBOX, {TO: notice.page} | notice.asks)
    return address(notice.page, notice.asks)


def address(page: str, asks: dict[str, str] | None = None) -> str:
    """The whole address of a page of the portal; empty while the portal's own address is not set."""
    base = settings().public_url
    if not base:
        return ""
    return f"{base}/{page}" + (f"?{urlencode(asks)}" if asks else "")


def organisation(language: str) -> str:
    """What the company is called."""
    return settings().organisation_zh if language == "zh_CN" else settings().organisation_en


def _one_line(text: str) -> str:
    whole = " ".join(text.split())
    return whole if len(whole) <= LONGEST_SUBJECT else whole[: LONGEST_SUBJECT - 1] + "…"
