"""Markdown that may be shown to everybody: no markup of web pages, no pictures from elsewhere, no scripts."""

import re

from domain.core.errors import Missing, RuleBroken

TAG = re.compile(r"<\s*[/!?a-zA-Z]")
PICTURE = re.compile(r"!\[")
TARGET = re.compile(r"\]\(\s*<?\s*([^)\s]*)|^[\s>*+\-\d.)]*\[[^\]]+\]:\s*<?\s*(\S+)", re.MULTILINE)
"""Where a link leads, in the text or defined apart: in a quotation or a list as well."""
ALLOWED = re.compile(r"(https?://|mailto:|/|#|\?)", re.IGNORECASE)


class HtmlInText(RuleBroken):
    """Markup of web pages would run in the reader's browser."""

    text = "HTML is not allowed in the text: write “{found}” without angle brackets."


class PictureInText(RuleBroken):
    """A picture from elsewhere tells its server who reads."""

    text = "Pictures cannot be embedded in the text; attach the file instead."


class LinkRefused(RuleBroken):
    """A link that leads to neither a web page, an address for mail nor the portal itself."""

    text = "The link {target} is not allowed: links begin with https://, mailto: or /."


def require_safe(text: str, field: str) -> None:
    """Refuse HTML, embedded pictures and links of other kinds than web, mail and the portal itself."""
    if found := TAG.search(text):
        raise HtmlInText(field=field, found=text[found.start() : found.start() + 12])
    if PICTURE.search(text):
        raise PictureInText(field=field)
    for match in TARGET.finditer(text):
        target = match.group(1) if match.group(1) is not None else match.group(2)
        if target and not ALLOWED.match(target):
            raise LinkRefused(field=field, target=target[:60])


def require_text(text: str, field: str, field_name: str) -> None:
    """The same for a text that must not be empty."""
    if not text.strip():
        raise Missing(field=field, field_name=field_name)
    require_safe(text, field)
