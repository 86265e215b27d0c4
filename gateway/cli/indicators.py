"""`neikong indicators ...`: compute figures and print them."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import typer
from sqlalchemy import select

from db.types import plain_digits
from db.unit_of_work import carry_out, reading
from domain.core.clock import today
from domain.core.language import label, say
from domain.core.measure import DIMENSIONS
from domain.core.period import Grain
from domain.core.permission import machine
from domain.indicators.catalogue import shipped
from domain.indicators.document import definitions_in_force, indicator_document
from domain.indicators.figure import Figure
from domain.indicators.indicator import Indicator
from domain.indicators.read_figures import BREAKDOWNS, Wish, read_figures
from domain.indicators.reading import Recalled
from domain.indicators.refresh import RefreshSummary
from domain.reporting.bring_up_to_date import bring_up_to_date
from gateway.cli import language
from gateway.cli.named import member_named, names_of, unit_named
from gateway.cli.outlook import outlook
from gateway.cli.said import tell, warn

ORIGIN = "command line"
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Codes = Annotated[list[str] | None, typer.Option("--code", metavar="C", help="Only this indicator.")]


def add_to(app: typer.Typer) -> None:
    """Offer the commands."""
    commands = typer.Typer(help="Indicators and their figures.", no_args_is_help=True)
    commands.command("refresh")(refresh_)
    commands.command("outlook")(outlook)
    commands.command("list")(listed)
    commands.command("show")(show)
    commands.command("document")(document)
    app.add_typer(commands, name="indicators")


def refresh_(
    code: Codes = None,
    full: Annotated[bool, typer.Option("--full", help="Compute everything, not only what changed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Compute the figures that new facts have touched, and raise alerts."""
    actor = machine(ORIGIN)
    done = carry_out(actor, lambda session: bring_up_to_date(session, actor, today(), code, full))
    if as_json:
        typer.echo(json.dumps(_summary(done), ensure_ascii=False, indent=2))
        return
    tell(
        "{written} figures written, {removed} removed; {opened} alerts opened, {recovered} recovered.",
        written=done.readings_written, removed=done.readings_removed, opened=done.alerts_opened,
        recovered=done.alerts_recovered,
    )  # fmt: skip
    for broken, problem in done.errors.items():
        warn("{code}: {problem}", code=broken, problem=Recalled(problem["text"], problem["facts"]))


def listed(as_json: AsJson = False) -> None:
    """List the indicators."""
    query = select(Indicator).where(Indicator.archived_at.is_(None)).order_by(Indicator.code)
    with reading(machine(ORIGIN)) as session:
        rows = [_indicator(indicator) for indicator in session.scalars(query)]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    name = "name_zh" if language() == "zh_CN" else "name_en"
    for row in rows:
        typer.echo(f"{row['code']:<6}{row['kind']:<5}{label(Grain(row['grain']), language()):<8}{row[name]}")


def show(
    code: Annotated[str, typer.Argument(help="Code of the indicator, such as K30.")],
    unit: Annotated[str | None, typer.Option(metavar="U", help="Code or name of a unit.")] = None,
    salesperson: Annotated[str | None, typer.Option(metavar="S", help="Number or name of a person.")] = None,
    customer: Annotated[str | None, typer.Option(metavar="C", help="Number or name of a customer.")] = None,
    product: Annotated[str | None, typer.Option(metavar="P", help="Number or name of a product.")] = None,
    by: Annotated[str | None, typer.Option(metavar="|".join(BREAKDOWNS), help="Break down.")] = None,
    grain: Annotated[Grain | None, typer.Option(help="Length of the periods.")] = None,
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], metavar="D")] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], metavar="D")] = None,
    as_json: AsJson = False,
) -> None:
    """Print the figures of an indicator: value, parts, status and why there is none."""
    if by is not None and by not in BREAKDOWNS and "." not in by:  # own breakdowns have a dot
        raise typer.BadParameter(f"{by!r} is not one of {', '.join(BREAKDOWNS)}", param_hint="--by")
    named = [(d, n) for d, n in zip(DIMENSIONS, (salesperson, customer, product), strict=True) if n]
    if len(named) > 1 or (named and by):
        raise typer.BadParameter("choose one of --by, --salesperson, --customer, --product")
    actor = machine(ORIGIN)
    with reading(actor) as session:
        wish = Wish(
            code=code, unit_id=unit_named(session, unit), grain=grain,
            by=named[0][0] if named else by, first=first and first.date(), last=last and last.date(),
            member=member_named(session, *named[0]) if named else None,
        )  # fmt: skip
        figures = read_figures(session, actor, wish, today())
        names = names_of(session, by, figures)
    rows = [_figure(figure) | names(figure) for figure in figures]
    typer.echo(json.dumps(rows, ensure_ascii=False, indent=2) if as_json else _table(rows))


def document(
    as_shipped: Annotated[bool, typer.Option("--shipped", help="Those that come with the portal.")] = False,
) -> None:
    """Print the definitions in force today, in both languages, as a Markdown document."""
    if as_shipped:
        typer.echo(indicator_document(shipped()), nl=False)
        return
    with reading(machine(ORIGIN)) as session:
        typer.echo(indicator_document(definitions_in_force(session, today())), nl=False)


def _summary(done: RefreshSummary) -> dict[str, Any]:
    return {
        "run": done.run_id, "tables": list(done.tables), "indicators": list(done.indicators),
        "parts_written": done.parts_written, "readings_written": done.readings_written,
        "readings_removed": done.readings_removed, "alerts_opened": done.alerts_opened,
        "alerts_recovered": done.alerts_recovered, "errors": dict(done.errors),
    }  # fmt: skip


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "code": indicator.code, "kind": indicator.kind.value, "name_zh": indicator.name_zh,
        "name_en": indicator.name_en, "unit": indicator.measured.value,
        "direction": indicator.direction.value, "grain": indicator.grain.value,
        "active": indicator.is_active,
    }  # fmt: skip


def _figure(figure: Figure) -> dict[str, Any]:
    numbers = ("value", "numerator", "denominator", "coverage", "amber", "red", "target")
    exact = {name: getattr(figure, name) for name in numbers}
    return {"period": figure.period.label} | {
        name: None if number is None else plain_digits(number) for name, number in exact.items()
    } | {
        "status": figure.status.value, "reason": say(figure.reason, language()) if figure.reason else None,
        "rows": figure.rows, "provisional": figure.provisional, "as_of": figure.as_of.isoformat(),
    }  # fmt: skip


def _table(rows: Sequence[dict[str, Any]]) -> str:
    shown = ("member", "period", "value", "numerator", "denominator", "coverage", "status", "reason")
    columns = [name for name in shown if any(name in row for row in rows)]
    cells = [columns, *([str(row.get(name) or "") for name in columns] for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(columns))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    )
