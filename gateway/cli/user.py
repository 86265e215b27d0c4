"""`neikong user ...`: let the first people in, and help when nobody else can."""

from datetime import datetime
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out
from domain.access.add_user import add_user
from domain.access.disable_user import disable_user, enable_user
from domain.access.grant_role import grant_role
from domain.access.reset_password import reset_password
from domain.access.role import Role
from domain.access.user import user_named
from domain.core.clock import now
from domain.core.errors import DomainError
from domain.core.permission import machine
from domain.organisation.unit import ROOT_CODE, Unit

Username = Annotated[str, typer.Argument(help="What the person types to sign in.")]


class NoSuchRole(DomainError):
    """No role has this code."""

    text = "There is no role {role}. Roles: {roles}."


class NoSuchUnit(DomainError):
    """No unit has this code."""

    text = "There is no unit {unit}."


def add_to(app: typer.Typer) -> None:
    """Offer the commands."""
    commands = typer.Typer(help="Accounts of people.", no_args_is_help=True)
    for name, command in (("add", add), ("disable", disable), ("enable", enable), ("reset", reset)):
        commands.command(name)(command)
    app.add_typer(commands, name="user")


def add(
    username: Username,
    name: Annotated[str, typer.Option(help="Name as others see it; the user name if left out.")] = "",
    role: Annotated[list[str] | None, typer.Option(help="Code of a role; may be repeated.")] = None,
    unit: Annotated[str, typer.Option(help="Code of the unit the roles count for.")] = ROOT_CODE,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day of account and roles.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why duties that should be separate may meet here.")] = "",
) -> None:
    """Make an account and print its first password, which must be changed at the first sign-in."""
    actor, at, last_day = machine("command line"), now(), until.date() if until else None

    def work(session: Session) -> str:
        user, password = add_user(
            session, actor, username=username, display_name=name or username, now=at, expires_on=last_day
        )
        unit_id = _unit(session, unit)
        for code in role or []:
            grant_role(
                session, actor, user=user, role=_role(session, code), unit_id=unit_id, now=at,
                until=last_day, reason=reason,
            )  # fmt: skip
        return password

    _hand_over(username, carry_out(actor, work))


def disable(username: Username, reason: Annotated[str, typer.Option()] = "") -> None:
    """Shut the account at once, in every browser."""
    actor = machine("command line")
    carry_out(
        actor, lambda session: disable_user(session, actor, user_named(session, username), now(), reason)
    )


def enable(username: Username, reason: Annotated[str, typer.Option()] = "") -> None:
    """Open a disabled account again."""
    actor = machine("command line")
    carry_out(actor, lambda session: enable_user(session, actor, user_named(session, username), reason))


def reset(username: Username) -> None:
    """Print a new first password; lift a lock; end all sessions of the account."""
    actor = machine("command line")
    password = carry_out(
        actor, lambda session: reset_password(session, actor, user_named(session, username), now())
    )
    _hand_over(username, password)


def _role(session: Session, code: str) -> Role:
    roles = {role.code: role for role in session.scalars(select(Role).where(Role.archived_at.is_(None)))}
    if code not in roles:
        raise NoSuchRole(role=code, roles=", ".join(sorted(roles)))
    return roles[code]


def _unit(session: Session, code: str) -> int:
    unit_id = session.scalars(select(Unit.id).where(Unit.code == code)).one_or_none()
    if unit_id is None:
        raise NoSuchUnit(unit=code)
    return unit_id


def _hand_over(username: str, password: str) -> None:
    typer.echo(f"user name: {username}\npassword:  {password}")
    typer.echo("It is shown only now, works for 7 days and must be changed at the first sign-in.", err=True)
