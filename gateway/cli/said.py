"""Sentences of the command line, in the language of the terminal."""

import typer

from domain.core.language import fact_text, translate
from gateway.cli import language


def said(text: str, **facts: object) -> str:
    """The sentence (its English text is its id) with its facts."""
    shown = language()
    return translate(text, shown).format(**{name: fact_text(fact, shown) for name, fact in facts.items()})


def tell(text: str, **facts: object) -> None:
    """Print a sentence."""
    typer.echo(said(text, **facts))


def warn(text: str, **facts: object) -> None:
    """Print a sentence where it does not disturb the output."""
    typer.echo(said(text, **facts), err=True)
