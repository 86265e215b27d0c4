"""Counts above a list: one question, one number, one press to see the records."""

import streamlit as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.permission import Actor
from ui import address, formats
from ui.kept import kept
from ui.language import label
from ui.screen import Screen, Tile


def draw_tiles(screen: Screen, actor: Actor) -> None:
    """One tile per question, in one row that wraps."""
    if not screen.tiles:
        return
    with reading(actor) as session:
        counts = kept(
            session,
            f"tiles of {screen.url_path}",
            today(),
            lambda: [_count(tile, session) for tile in screen.tiles],
        )
    with st.container(horizontal=True):
        for tile, count in zip(screen.tiles, counts, strict=True):
            _tile(screen, tile, count)


def _count(tile: Tile, session: Session) -> int:
    return session.scalar(select(func.count()).select_from(tile.question(today()).subquery())) or 0


def _tile(screen: Screen, tile: Tile, count: int) -> None:
    st.button(
        f"{label(f'tile.{tile.key}')} **{formats.number(count)}**", key=f"{screen.url_path}:tile:{tile.key}",
        on_click=address.go, args=(dict(tile.view),), disabled=not tile.view,
    )  # fmt: skip
