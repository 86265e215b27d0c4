"""What a dashboard is: sections of panels. `ui.dashboard.page` draws it; nothing here draws."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
from sqlalchemy.orm import Session

from domain.core.period import Grain
from domain.core.permission import Permission
from domain.reporting.standing import Comparison
from ui.charts.columns import Columns
from ui.charts.notes import Noted
from ui.charts.style import Style
from ui.dashboard.view import View

Ask = Callable[[Session, View], Any]
"""Reads what a panel shows, as plain values that stay true until the data change."""

NameOf = Callable[[Session, str], tuple[str, str]]
"""The Chinese and the English name of a chosen key; empty for what the actor may not see."""


@dataclass(frozen=True)
class Link:
    """A page (by address or by entity) and what to ask of it."""

    page: str
    asks: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A chart, ready to be drawn, and everything one may want of it: table, meaning, records."""

    title: str
    """The finding or the question, in words; never just the variable."""
    spec: Callable[[Style], str]
    """The picture without figures, as Vega-Lite in JSON; made once per language and theme, kept."""
    tables: Mapping[str, pa.Table]
    """The figures of the picture by the name of its data set; `d` is the main one."""
    alt: str
    """The picture in words."""
    table: Columns
    """Its figures as people read them: heading -> cells."""
    picks: str = ""
    """Clicking a mark chooses it for the whole page under this dimension; `d` then has a column `key`."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Key of a mark -> its name, where marks can be chosen."""
    about: str = ""
    """What it means, who answers for it, as of when: Markdown."""
    records: Link | None = None
    """The rows behind it."""
    indicator: str = ""
    """Code of the indicator it shows over time: notes can be pinned to it."""
    noted: Sequence[Noted] = ()
    """The notes that are marked in it by their numbers."""
    figure: bool = True
    """False: there is nothing to draw, `alt` says why."""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One card: a question to the database and the chart of its answer."""

    key: str
    ask: Ask
    chart: Callable[[Any, View], Picture] | None = None
    draw: Callable[[Any, View], None] | None = None
    """Instead of a chart: tiles, a list, a table; drawn with st.* and without a card around it."""
    reacts: tuple[str, ...] = ()
    """Dimensions of the cross-filter that it follows."""
    wide: int = 1
    """Its share of the row."""
    mine: bool = False
    """The answer depends on who asks, not only on what they may see."""
    live: bool = False
    """The answer rests on records (issues, alerts, tasks), not only on computed figures."""
    still: bool = False
    """`draw` makes only texts, figures and links of answer and view: what it drew is kept and sent again."""


@dataclass(frozen=True, init=False)
class Section:
    """Panels under a heading (`section.<key>`, none if the key is empty); a tuple is one row."""

    key: str
    rows: tuple[tuple[Panel, ...], ...]

    def __init__(self, key: str, *rows: Panel | tuple[Panel, ...]) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "rows", tuple(r if isinstance(r, tuple) else (r,) for r in rows))

    @property
    def panels(self) -> tuple[Panel, ...]:
        """All panels, in reading order."""
        return tuple(one for row in self.rows for one in row)


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """Panels that look at the same unit and period. Its name is `page.<key>`, its address the key."""

    key: str
    icon: str
    read: Permission
    sections: tuple[Section, ...]
    grains: tuple[Grain, ...] = tuple(Grain)
    comparisons: tuple[Comparison, ...] = tuple(Comparison)
    """None: nothing is compared, the picker is left out."""
    dimensions: Mapping[str, NameOf] = field(default_factory=dict)
    """Cross-filter: dimension -> the Chinese and English name of a key (for its chip)."""

    @property
    def panels(self) -> Sequence[Panel]:
        """All panels."""
        return tuple(one for section in self.sections for one in section.panels)
