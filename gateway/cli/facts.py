"""`neikong facts`"""

import json
from typing import Annotated, Any

import typer

from db.unit_of_work import reading
from domain.core.fact_spec import FactSpec
from domain.core.language import label
from domain.core.permission import machine
from domain.intake.spec_of import specs_of
from gateway.cli import language


def add_to(app: typer.Typer) -> None:
    """Offer the command."""
    app.command("facts")(facts)


def facts(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, with all names of columns.")] = False,
) -> None:
    """List what can be imported: facts, their fields (also those people added), types, which are required."""
    actor = machine("command line")
    with reading(actor) as session:
        specs = specs_of(session, actor).values()
    if as_json:
        typer.echo(json.dumps([_as_json(spec) for spec in specs], ensure_ascii=False, indent=2))
        return
    for spec in specs:
        typer.echo(f"{spec.name}  {label(f'fact.{spec.name}', language())}")
        for item in spec.fields:
            mark = "*" if item.required else " "
            called = label(f"{spec.entity.__name__}.{item.name}", language())
            typer.echo(f"  {mark} {item.name:<14}{item.kind.value:<10}{called}")
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
