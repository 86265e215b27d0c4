"""What each report contains, and the document it becomes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from db.settings import settings
from domain.indicators.indicator import Kind
from domain.reporting.pack import PackKind
from ui import formats
from ui.indicators import wording
from ui.language import _, current, in_language, label
from ui.packs.chapter_agenda import agenda, minutes
from ui.packs.chapter_alerts import alerts
from ui.packs.chapter_book import book, how_to_read
from ui.packs.chapter_changes import changes
from ui.packs.chapter_decisions import accepted_risks, hanging_approvals, issues_to_decide, overdue_work
from ui.packs.chapter_loop import loop
from ui.packs.chapter_receivables import receivables
from ui.packs.chapter_risks import risks, risks_to_discuss
from ui.packs.chapter_status import status, summary
from ui.packs.document import Block, Chapter, Document
from ui.packs.subject import Subject


@dataclass(frozen=True)
class Part:
    """One chapter: its title in the present language, and who writes it."""

    title: Callable[[], str]
    write: Callable[[Subject], Sequence[Block]]
    fresh: bool = True
    """It begins a page."""


CHAPTERS: Mapping[PackKind, Sequence[Part]] = {
    PackKind.MONTHLY: (
        Part(lambda: _("Summary"), summary),
        Part(lambda: label(Kind.KPI), partial(status, kind=Kind.KPI)),
        Part(lambda: label(Kind.KRI), partial(status, kind=Kind.KRI)),
        Part(lambda: _("What changed and why"), changes),
        Part(lambda: _("Top risks"), risks),
        Part(lambda: _("Alerts and their quality"), alerts),
        Part(lambda: _("The improvement loop"), loop),
        Part(lambda: _("Receivables by age"), receivables),
    ),
    PackKind.COMMITTEE: (
        Part(lambda: _("Agenda"), agenda),
        Part(lambda: _("Risks off track or at risk"), risks_to_discuss),
        Part(lambda: _("Overdue measures"), overdue_work),
        Part(lambda: _("Issues that wait for a decision"), issues_to_decide, fresh=False),
        Part(lambda: _("Accepted risks that run out"), accepted_risks, fresh=False),
        Part(lambda: _("Approvals that hang"), hanging_approvals, fresh=False),
        Part(lambda: _("Decisions and minutes"), minutes),
    ),
    PackKind.BOOK: (
        Part(lambda: _("How to read this book"), how_to_read),
        Part(lambda: label(Kind.KPI), partial(book, kind=Kind.KPI)),
        Part(lambda: label(Kind.KRI), partial(book, kind=Kind.KRI)),
    ),
}
"""Every report by its chapters, in the order they are read."""


def outline(what: PackKind) -> list[str]:
    """The titles of its chapters, in the present language."""
    return [part.title() for part in CHAPTERS[what]]


def document_of(subject: Subject, what: PackKind, told: Callable[[int, int], None]) -> Document:
    """The whole report; `told` hears how many chapters are done."""
    parts, chapters = CHAPTERS[what], []
    for at, part in enumerate(parts):
        told(at, len(parts))
        chapters.append(Chapter(part.title(), part.write(subject), part.fresh))
    settled = settings()
    view = subject.view
    return Document(
        title=label(what),
        organisation=in_language(settled.organisation_zh, settled.organisation_en),
        unit=label(view.unit),
        period=wording.period_name(view.period),
        about=_about(subject),
        confidential=_("Confidential: for the named reader only. Do not pass on or publish."),
        language=current(),
        chapters=chapters,
        words=_words(),
    )


def _about(subject: Subject) -> list[tuple[str, str]]:
    view = subject.view
    return [
        (_("Made for"), subject.actor.name),
        (_("As of"), formats.day_in_words(min(view.period.last_day, view.today))),
        (_("Figures computed at"), formats.instant(subject.computed_at)),
        (_("Issues, alerts and tasks as of"), formats.day_in_words(view.today)),
        (_("Currency"), settings().currency),
    ]


def _words() -> dict[str, str]:
    """Page 3 of 12; 第 3 页，共 12 页."""
    before, _sign, rest = _("Page {page} of {pages}", page="\0", pages="\1").partition("\0")
    between, _sign, after = rest.partition("\1")
    return {"contents": _("Table of contents"), "page": before, "of": between, "pages": after}
