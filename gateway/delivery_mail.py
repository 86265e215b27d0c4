"""Mail: a letter as text and as plain HTML, handed to the organisation's SMTP server."""

import html
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from urllib.parse import SplitResult, unquote, urlsplit

from db.settings import settings
from domain.messaging.letter import Letter, Line
from domain.messaging.sort_out import Parcel
from gateway.delivery_refused import NoConnection, Refused

PATIENCE = 20
"""Seconds."""
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
STYLE = "font-family:sans-serif;font-size:15px;line-height:1.5;color:#1c2733"
PORTS = {"smtp": 587, "smtps": 465}


class Postman:
    """One connection to the mail server for one round; opened with the first letter."""

    def __init__(self) -> None:
        self._server: smtplib.SMTP | None = None
        self.given_up = False

    def send(self, parcel: Parcel) -> None:
        """Hand a letter over; Refused or NoConnection if that fails."""
        message = mail_of(parcel)
        server = self._connected()
        try:
            server.send_message(message)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self.leave()
            if isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused):
                raise Refused(_said(error)) from error
            raise NoConnection(_said(error)) from error

    def leave(self) -> None:
        """Close the connection."""
        server, self._server = self._server, None
        if server is not None:
            try:
                server.quit()
            except (smtplib.SMTPException, OSError):
                server.close()

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            try:
                self._server = connect(urlsplit(settings().smtp_url.get_secret_value()))
            except OSError as error:  # every error of smtplib is one
                self.given_up = True
                raise NoConnection(_said(error)) from error
        return self._server


def connect(url: SplitResult) -> smtplib.SMTP:
    """A greeted server, with TLS where it offers that, signed in where a user is named."""
    if not url.hostname:
        raise NoConnection("no mail server is set (NEIKONG_SMTP_URL)")
    port, context = url.port or PORTS[url.scheme], ssl.create_default_context()
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(url.hostname, port, timeout=PATIENCE, context=context)
    else:
        server = smtplib.SMTP(url.hostname, port, timeout=PATIENCE)
    try:
        server.ehlo()
        secure = url.scheme == "smtps"
        if not secure and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
            secure = True
        if url.username:
            if not secure and url.hostname not in LOCAL:
                raise Refused("the server offers no TLS; the password is not sent in the clear")
            server.login(unquote(url.username), unquote(url.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def mail_of(parcel: Parcel) -> EmailMessage:
    """The letter as a mail; Refused without a usable address."""
    letter, message = parcel.letter, EmailMessage()
    sender = settings().mail_from
    if "@" not in sender:
        raise Refused("no sender address is set (NEIKONG_MAIL_FROM)")
    try:
        message["To"] = Address(parcel.name, addr_spec=parcel.address)
        message["From"] = sender
    except (ValueError, IndexError) as error:
        raise Refused(f"not a mail address: {parcel.address!r}") from error
    message["Subject"] = letter.subject
    message["Date"] = formatdate(localtime=False)
    # The same letter sent again keeps its id, so that mail servers can drop the second
    first, last = parcel.dispatches[0], parcel.dispatches[-1]
    known = f"{first.id}-{last.id}-{len(parcel.dispatches)}.{int(first.created_at.timestamp())}"
    message["Message-ID"] = f"<notices-{known}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.plain)
    message.add_alternative(html_of(letter), subtype="html")
    return message


def html_of(letter: Letter) -> str:
    """A page without pictures, scripts or style sheets: every mail program shows it."""
    lines = "".join(f"<li>{_linked(line)}</li>" for line in letter.lines)
    more = f"<p>{html.escape(letter.more)}</p>" if letter.more else ""
    inbox = f"<p>{_linked(letter.open_inbox)}</p>" if letter.open_inbox.url else ""
    language = letter.language.replace("_", "-")
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{html.escape(letter.subject)}</title></head>"
        f'<body style="{STYLE}"><ul>{lines}</ul>{more}{inbox}'
        f'<p style="color:#5b6773;font-size:13px">{_linked(letter.why)}</p></body></html>'
    )


def _linked(line: Line) -> str:
    text = html.escape(line.text)
    return f'<a href="{html.escape(line.url)}">{text}</a>' if line.url else text


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
