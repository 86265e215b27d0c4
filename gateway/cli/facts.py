"""`neikong facts`"""

import json
from typing import Annotated, Any

import typer

from domain.core.fact_spec import FactSpec
from domain.core.language import label
from domain.intake.registry import FACTS
from gateway.cli import language


def add_to(app: typer.Typer) -> None:
    """Offer the command."""
    app.command("facts")(facts)


def facts(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, with all names of columns.")] = False,
) -> None:
    """List what can be imported: facts, their fields, types, and which are required."""
    if as_json:
        typer.echo(json.dumps([_as_json(spec) for spec in FACTS.values()], ensure_ascii=False, indent=2))
        return
    for spec in FACTS.values():
        typer.echo(f"{spec.name}  {label(f'fact.{spec.name}', language())}")
        for item in spec.fields:
            mark = "*" if item.required else " "
            typer.echo(
                f"  {mark} {item.name:<14}{item.kind.value:<10}{label(f'field.{item.name}', language())}"
            )
    typer.echo("* required")


def _as_json(spec: FactSpec) -> dict[str, Any]:
    return {
        "fact": spec.name,
        "key": list(spec.key),
        "fields": [
            {
                "name": item.name,
                "type": item.kind.value,
                "required": item.required,
                "choices": sorted(set(item.choices.values())),
                "aliases": list(item.aliases),
            }
            for item in spec.fields
        ],
    }
