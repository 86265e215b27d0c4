"""`neikong facts` and `neikong template`: what can come in, and empty files for it."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.fact_spec import FactSpec
from domain.core.language import label
from domain.core.permission import machine
from domain.intake.spec_of import specs_of
from domain.intake.template import template_of
from domain.intake.template_file import template_csv, template_xlsx
from gateway.cli import language

WRITERS = {".xlsx": template_xlsx, ".csv": template_csv}


def add_to(app: typer.Typer) -> None:
    """Offer the command."""
    app.command("facts")(facts)
    app.command("template")(template)


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


def template(
    fact: Annotated[str, typer.Argument(metavar="FACT", help="A fact of `neikong facts`.")],
    file: Annotated[Path, typer.Argument(dir_okay=False, help="Where to: .xlsx or .csv.")],
) -> None:
    """Write an empty file to fill in: headings, an example row, and what may be entered."""
    write = WRITERS.get(file.suffix.lower())
    if write is None:
        raise typer.BadParameter(f"{file.name!r} ends in neither .xlsx nor .csv", param_hint="FILE")
    actor = machine("command line")
    with reading(actor) as session:
        made = template_of(session, actor, fact, language(), today())
    file.write_bytes(write(made))


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
