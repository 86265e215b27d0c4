"""The text of a formula, read into a tree, and complaints about parts of it by position.

Python's own parser does the reading; nothing a user types is ever executed as Python.
"""

import ast
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Self

from domain.indicators.formula_error import (
    FormulaTooLarge,
    PartNotAllowed,
    UnknownName,
    UnreadableFormula,
    WrongArguments,
    suggestions,
)

LONGEST = 1000
LARGEST_NUMBER = Decimal(10) ** 15
KEYBOARD = str.maketrans("（）＋－＊／，．×÷−–\n\r\t", "()+-*/,.*/--   ")
"""Signs a Chinese input method or a word processor writes instead; each stays one character."""


@dataclass(frozen=True)
class Source:
    """A formula as typed, and its tree."""

    text: str
    tree: ast.expr

    @classmethod
    def read(cls, typed: str) -> Self:
        """Parse what was typed; FormulaTooLarge or UnreadableFormula where that cannot be done."""
        text = typed.translate(KEYBOARD).strip()
        if len(text) > LONGEST:
            raise FormulaTooLarge(formula=f"{text[:60]}...")
        if "#" in text:  # the parser would take the rest for a comment
            raise UnreadableFormula(position=text.index("#") + 1, formula=text)
        try:
            return cls(text, ast.parse(text, mode="eval").body)
        except SyntaxError as error:
            raise UnreadableFormula(position=error.offset or len(text) + 1, formula=text) from None
        except (ValueError, RecursionError, MemoryError):
            raise UnreadableFormula(position=1, formula=text) from None

    def number(self, node: ast.Constant) -> Decimal:
        """The literal exactly as written: 0.95 is not the nearest binary fraction."""
        try:
            number = Decimal(self._written(node))
        except InvalidOperation:
            raise self.not_allowed(node) from None
        if type(node.value) not in (int, float) or not abs(number) <= LARGEST_NUMBER:
            raise self.not_allowed(node)
        return number

    def whole(self, node: ast.expr, signature: str, allowed: tuple[int, int]) -> int:
        """The whole number written there, within the range; else WrongArguments."""
        whole = node.value if isinstance(node, ast.Constant) else None
        if type(whole) is not int or not allowed[0] <= whole <= allowed[1]:
            raise self.wrong(node, signature)
        return whole

    def arguments(self, node: ast.Call, signature: str, count: int) -> list[ast.expr]:
        """The arguments of a call, if there are as many as the function takes."""
        starred = any(isinstance(argument, ast.Starred) for argument in node.args)
        if node.keywords or starred or len(node.args) != count:
            raise self.wrong(node, signature)
        return node.args

    def not_allowed(self, node: ast.expr) -> PartNotAllowed:
        """The language has no such thing."""
        part = self._written(node) or type(node).__name__
        return PartNotAllowed(part=part, position=self._position(node), formula=self.text)

    def unknown(self, node: ast.Name, known: Collection[str]) -> UnknownName:
        """Nothing is called so."""
        names = suggestions(node.id, known)
        return UnknownName(name=node.id, position=self._position(node), formula=self.text, known=names)

    def wrong(self, node: ast.expr, signature: str) -> WrongArguments:
        """A function is not written so."""
        return WrongArguments(signature=signature, position=self._position(node), formula=self.text)

    def _written(self, node: ast.expr) -> str:
        return ast.get_source_segment(self.text, node) or ""

    def _position(self, node: ast.expr) -> int:
        """The parser counts bytes; people count characters."""
        return len(self.text.encode()[: node.col_offset].decode()) + 1
