"""The rows of a list as a file; permission is asked for again when it is made, and the journal knows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import carry_out
from domain.core.clock import now, today
from domain.core.errors import RuleBroken
from domain.core.journal import note
from domain.core.permission import Actor
from ui import custom, formats, table
from ui.fields import name_of
from ui.language import _, current, label, say, speaking
from ui.lists.files import Format, Sheet, csv_of, xlsx_of
from ui.lists.files import harmless as harmless
from ui.lists.telling import in_words
from ui.question import Wanted, count_of, filterable, ordered, query_of
from ui.screen import Column, Screen
from ui.session import asked_later
from ui.titles import as_told_to

MOST_ROWS = 100_000
Names = Mapping[str, Mapping[str, str]]
"""Field key -> word in the address -> name."""
AT_ONCE = 2000
"""Records held in memory while a file is made."""


class TooManyRows(RuleBroken):
    """The file would be larger than a spreadsheet handles."""

    text = "The list has {count} rows; at most {most} go into one file. Narrow it with the filters."


@dataclass(frozen=True)
class Wish:
    """What is to be taken out, and how it reads."""

    screen: Screen
    wanted: Wanted
    columns: Sequence[Column]
    told: Sequence[tuple[str, str]] = ()
    """The filters in words, for the file's own page."""


def draw_export(
    screen: Screen, wanted: Wanted, columns: Sequence[Column], count: int, picked: Wanted, names: Names
) -> None:
    """The button and, in it, one for each kind of file.

    `picked` narrows the list to what is picked; `names` are those of what the filters name.
    """
    place = f"{screen.url_path}:export"
    with st.popover(_("Export"), icon=":material/download:", key=place):
        taken = wanted
        if picked.only:
            which = {
                True: _("Picked: {count}", count=len(picked.only)),
                False: _("All {count} found", count=count),
            }
            only = st.segmented_control(
                _("Rows"), list(which), format_func=which.__getitem__, default=True, required=True,
                key=f"{place}:which", label_visibility="collapsed",
            )  # fmt: skip
            taken, count = (picked, len(picked.only)) if only else (wanted, count)
        refusal = say(TooManyRows(count=count, most=MOST_ROWS)) if count > MOST_ROWS else None
        _draw_buttons(Wish(screen, taken, columns, _told(screen, taken, names)), refusal, place)
        limits = {"count": formats.number(count), "most": formats.number(MOST_ROWS)}
        text = "{count} rows; at most {most} go into one file. The journal keeps who took what."
        st.caption(refusal or _(text, **limits))


def _draw_buttons(asked: Wish, refusal: str | None, place: str) -> None:
    who, language = asked_later(), current()
    names = {Format.XLSX: "Excel (XLSX)", Format.CSV: "CSV"}
    with st.container(horizontal=True):
        for kind, name in names.items():
            st.download_button(
                name, data=_maker(who, language, asked, kind), mime=kind.mime, icon=":material/download:",
                file_name=f"{label(asked.screen.title_key)}_{today():%Y%m%d}.{kind}",
                key=f"{place}:{kind}", on_click="ignore", disabled=refusal is not None,
            )  # fmt: skip


def _maker(who: Callable[[], Actor], language: str, asked: Wish, kind: Format) -> Callable[[], bytes]:
    """Makes the file when it is pressed for, not before, and then permission is asked for again."""
    return lambda: made(who(), language, asked, kind)


def made(actor: Actor, language: str, asked: Wish, kind: Format) -> bytes:
    """The file as bytes."""
    with speaking(language), as_told_to(actor):
        return carry_out(
            actor,
            lambda session: export(
                session, actor, asked.screen, asked.wanted, asked.columns, kind, asked.told
            ),
        )


def export(
    session: Session,
    actor: Actor,
    screen: Screen,
    wanted: Wanted,
    columns: Sequence[Column],
    kind: Format = Format.CSV,
    told: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Write the rows this actor may see and leave a line in the journal."""
    actor.require(screen.read)
    query = query_of(screen, wanted, session)
    count = count_of(screen, query, session)
    if count > MOST_ROWS:
        raise TooManyRows(count=count, most=MOST_ROWS)
    sheet = Sheet(
        title=label(screen.title_key),
        headings=[table.heading(column, screen.entity) for column in columns],
        columns=columns,
        today=today(),
        about=_about(screen, actor, count, told),
        about_title=_("About this list"),
    )
    write = xlsx_of if kind is Format.XLSX else csv_of
    content = write(sheet, _pieces(screen, wanted, columns, session))
    changes = {
        "rows": count, "as": kind.value, "search": wanted.text, "columns": [column.key for column in columns],
        "filters": {key: list(words) for key, words in wanted.chosen.items()},
    }  # fmt: skip
    note(session, "exported", entity=screen.entity.__name__, changes=changes)
    return content


def _pieces(
    screen: Screen, wanted: Wanted, columns: Sequence[Column], session: Session
) -> Iterator[Sequence[Any]]:
    """The records in the list's order, some at a time, each piece with what its columns show."""
    query = ordered(screen, wanted, query_of(screen, wanted, session))
    links = (selectinload(link) for link in table.links_of(columns))
    found = session.scalars(query.options(*links).execution_options(yield_per=AT_ONCE))
    for piece in found.partitions():
        custom.attach(piece, columns, session)
        yield piece
        session.expunge_all()


def _told(screen: Screen, wanted: Wanted, names: Names) -> list[tuple[str, str]]:
    """What narrows the list, in words."""
    fields = filterable(screen)
    said = [
        (name_of(fields[key]), in_words(words, names.get(key, {})))
        for key, words in wanted.chosen.items()
        if key in fields
    ]
    return [*([(_("Search"), wanted.text)] if wanted.text else []), *said]


def _about(
    screen: Screen, actor: Actor, count: int, told: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    return [
        (_("List"), label(screen.title_key)),
        (_("Made by"), actor.name),
        (_("Made at"), formats.instant(now())),
        (_("Rows found"), formats.number(count)),
        *told,
    ]
