"""A sheet as typst source: the blocks of a report, without cover and contents."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ui.language import _, current
from ui.packs.document import Block
from ui.packs.typeset import DRAWN, LAYOUT, quoted

SHEET = Path(__file__).with_name("sheet.typ")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What stands on it. It holds nothing that changes while the data stay the same."""

    title: str
    organisation: str
    under: str
    """Below the title: whose it is, of what time."""
    confidential: str
    blocks: Sequence[Block]


def source_of(sheet: Sheet) -> str:
    """The whole source, in the present language; every word of anybody is a string in it."""
    body = "\n".join(f"#{DRAWN[type(block)](block, '')}" for block in sheet.blocks)
    return "\n".join((LAYOUT.read_text(), SHEET.read_text(), _opening(sheet), body)) + "\n"


def _opening(sheet: Sheet) -> str:
    lang, _sign, region = current().partition("_")
    before, between, after = _("Page {page} of {pages}", page="\n", pages="\n").split("\n")
    named = {
        "title": sheet.title, "organisation": sheet.organisation, "under": sheet.under,
        "confidential": sheet.confidential, "lang": lang,
    }  # fmt: skip
    words = ", ".join(f"{name}: {quoted(said)}" for name, said in named.items())
    return (
        f"#show: sheet.with({words}, region: {quoted(region) if region else 'none'}, "
        f"page-of: (n, m) => {quoted(before)} + str(n) + {quoted(between)} + str(m) + {quoted(after)})"
    )
