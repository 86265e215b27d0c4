"""`neikong indicators outlook`: what is worked out from the course of the figures, after they are."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from domain.core.clock import today
from domain.core.permission import machine
from domain.indicators.warnings.think import MOST, think_through
from gateway.cli.said import tell

ORIGIN = "command line"


def outlook(
    most: Annotated[int, typer.Option(min=1, help="Series to look at, at most.")] = MOST,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Forecast the figures that changed, look for unusual ones, give and end advance notices."""
    done = think_through(machine(ORIGIN), today(), most)
    if as_json:
        typer.echo(json.dumps(asdict(done), indent=2))
        return
    tell(
        "{looked} series looked at, {made} forecast anew; {given} notices given, {ended} ended; {left} wait.",
        **asdict(done),
    )
