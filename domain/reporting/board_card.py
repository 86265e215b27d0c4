"""The cards that people put on boards of their own: what each shows, and what it needs for that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from domain.core.errors import Missing, RuleBroken

WIDTHS = (3, 4, 6, 8, 12)
"""Columns of twelve that a card may take."""
ROWS = (5, 10, 20)
"""Rows that a list on a board may show."""
MOST_TOGETHER = 12
"""Indicators that one card can hold."""
LONGEST_TEXT = 5_000
LONGEST_ADDRESS = 4_000


class CardKind(StrEnum):
    """What a card is."""

    TILE = "tile"
    TREND = "trend"
    BARS = "bars"
    HEAT = "heat"
    MULTIPLES = "multiples"
    TABLE = "table"
    ALERTS = "alerts"
    TASKS = "tasks"
    LOOP = "loop"
    TEXT = "text"

    @property
    def usual_width(self) -> int:
        """The columns it takes at first."""
        return {"tile": 3, "heat": 12, "multiples": 12, "table": 12}.get(self.value, 6)


class LoopFigure(StrEnum):
    """What a card can tell of the loop from issue to effect."""

    OPEN = "open"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    CYCLE = "cycle"
    ON_TIME = "on_time"
    EXTENSION = "extension"
    EFFECT = "effect"
    RECURRENCE = "recurrence"
    FUNNEL = "funnel"
    FLOW = "flow"
    WAITING = "waiting"
    CAUSES = "causes"
    AGE = "age"
    OWNERS = "owners"

    @property
    def is_picture(self) -> bool:
        """A chart; else one figure."""
        return self in _PICTURES


_PICTURES = frozenset(
    {LoopFigure.FUNNEL, LoopFigure.FLOW, LoopFigure.WAITING, LoopFigure.CAUSES, LoopFigure.AGE,
     LoopFigure.OWNERS}
)  # fmt: skip
OF_ONE = frozenset({CardKind.TILE, CardKind.TREND, CardKind.BARS})
OF_MANY = frozenset({CardKind.HEAT, CardKind.MULTIPLES})


class NotALayout(RuleBroken):
    """Somebody wrote by hand what no editor writes."""

    text = "The layout of this board cannot be read: {why}."


class TooManyTogether(RuleBroken):
    """A card that nobody can take in."""

    text = "A card shows at most {most} indicators."


class TextTooLong(RuleBroken):
    """A board is no document."""

    text = "A text on a board has at most {most} characters."


@dataclass(frozen=True, kw_only=True)
class Card:
    """One card. Which fields have a meaning follows from its kind; the others are empty.

    Nothing in it widens what anybody may see: it is a question, answered with the rights of each reader.
    """

    kind: CardKind
    width: int = 6
    title_zh: str = ""
    title_en: str = ""
    """Instead of the finding that the card would say of itself."""
    indicators: tuple[str, ...] = ()
    """Codes."""
    by: str = ""
    """The dimension of bars."""
    screen: str = ""
    """The address (`url_path`) of a list ..."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """... and what it is asked, as its address says it."""
    rows: int = ROWS[0]
    mine: bool = False
    """Only the tasks of whoever looks."""
    figure: LoopFigure | None = None
    text_zh: str = ""
    text_en: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """From JSON; NotALayout says what is wrong."""
        try:
            return cls(
                kind=CardKind(kept["kind"]), width=int(kept["width"]),
                title_zh=str(kept.get("title_zh", "")), title_en=str(kept.get("title_en", "")),
                indicators=_texts(kept.get("indicators", ())), by=str(kept.get("by", "")),
                screen=str(kept.get("screen", "")),
                words={str(name): _texts(said) for name, said in dict(kept.get("words", {})).items()},
                rows=int(kept.get("rows", ROWS[0])), mine=bool(kept.get("mine", False)),
                figure=LoopFigure(kept["figure"]) if kept.get("figure") else None,
                text_zh=str(kept.get("text_zh", "")), text_en=str(kept.get("text_en", "")),
            )  # fmt: skip
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise NotALayout(field="layout", why=str(error)) from None

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it: only what it says."""
        said: dict[str, Any] = {
            "kind": self.kind.value, "width": self.width, "title_zh": self.title_zh,
            "title_en": self.title_en, "indicators": list(self.indicators), "by": self.by,
            "screen": self.screen, "words": {name: list(words) for name, words in self.words.items()},
            "rows": self.rows if self.rows != ROWS[0] else None, "mine": self.mine,
            "figure": self.figure.value if self.figure else None, "text_zh": self.text_zh,
            "text_en": self.text_en,
        }  # fmt: skip
        return {name: value for name, value in said.items() if value}

    def check(self) -> None:
        """Refuse a card that could show nothing."""
        if self.width not in WIDTHS or self.rows not in ROWS:
            raise NotALayout(field="layout", why=f"width {self.width}, rows {self.rows}")
        for needed, name in self._needs():
            if not needed:
                raise Missing(field=name, field_name=f"BoardDefinition.{name}")
        if len(self.indicators) > MOST_TOGETHER:
            raise TooManyTogether(field="indicators", most=MOST_TOGETHER)
        if max(len(self.text_zh), len(self.text_en)) > LONGEST_TEXT:
            raise TextTooLong(field="text_zh", most=LONGEST_TEXT)
        if sum(len(name) + sum(map(len, said)) for name, said in self.words.items()) > LONGEST_ADDRESS:
            raise NotALayout(field="words", why="too many conditions")

    def _needs(self) -> Sequence[tuple[object, str]]:
        match self.kind:
            case CardKind.BARS:
                return ((self.indicators, "indicators"), (self.by, "by"))
            case kind if kind in OF_ONE | OF_MANY:
                return ((self.indicators, "indicators"),)
            case CardKind.TABLE:
                return ((self.screen, "screen"),)
            case CardKind.LOOP:
                return ((self.figure, "figure"),)
            case CardKind.TEXT:
                return ((self.text_zh.strip() or self.text_en.strip(), "text_zh"),)
            case _:
                return ()


def _texts(said: Any) -> tuple[str, ...]:
    if isinstance(said, str):
        raise NotALayout(field="layout", why=f"“{said[:40]}” is no list")
    return tuple(str(one) for one in said)
