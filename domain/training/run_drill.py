"""Write a drill: its parts, its checklist, what was observed, and improvements out of its gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from domain.core.editing import archive, create, edit, find, restore
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.improvement.issue import Issue
from domain.improvement.raise_issue import Report, raise_issue
from domain.training.drill import Drill, DrillRole, DrillStep
from domain.training.drill_workflow import DrillState, not_a_player

TEACH = Permission.TRAINING_TEACH


class ChecklistIsFixed(RuleBroken):
    """What was to be done is settled before the drill, what was done before it is assessed."""

    text = "This cannot be changed while the drill is {state}."


class NoGap(RuleBroken):
    """What was done in time needs no improvement."""

    text = "“{what}” was done in time; there is nothing to improve."


class HasIssue(RuleBroken):
    """One gap, one improvement."""

    text = "“{what}” has led to an improvement already."


@dataclass(frozen=True)
class Watched:
    """A step of the checklist as somebody writes it; `id` None: a new one."""

    id: int | None
    what: str
    weight: int = 1
    by_minute: int | None = None
    done: bool | None = None
    at_minute: int | None = None
    remark: str = ""


def plan_drill(session: Session, actor: Actor, values: Mapping[str, Any], now: datetime) -> Drill:
    """A new drill without players or checklist."""
    return create(session, actor, TEACH, Drill, {**values, "state_since": now})


def cast_roles(
    session: Session, actor: Actor, drill_id: int, players: Mapping[int, str], now: datetime
) -> Drill:
    """Person -> part. Only while it is planned."""
    drill = _open(session, actor, drill_id, DrillState.PLANNED)
    session.refresh(drill, ["roles"])
    known = {role.person_id: role for role in drill.roles}
    for person, part in players.items():
        if person not in known:
            values = {"drill_id": drill.id, "person_id": person, "part": part}
            create(session, actor, TEACH, DrillRole, values)
            continue
        if known[person].archived_at is not None:
            restore(session, actor, TEACH, known[person])
        edit(session, actor, TEACH, known[person], {"part": part})
    for person in known.keys() - players.keys():
        if known[person].archived_at is None:
            archive(session, actor, TEACH, known[person], now)
    session.refresh(drill, ["roles"])
    return drill


def write_checklist(
    session: Session, actor: Actor, drill_id: int, steps: Sequence[Watched], now: datetime
) -> Drill:
    """What is to be done (while planned), and what was done (after it was run)."""
    drill = _open(session, actor, drill_id, DrillState.PLANNED, DrillState.RUN)
    session.refresh(drill, ["checklist"])
    known = {step.id: step for step in drill.checklist if step.archived_at is None}
    planned = drill.state is DrillState.PLANNED
    if not planned and {step.id for step in steps} != set(known):
        raise ChecklistIsFixed(state=drill.state)
    if not planned and (refusal := not_a_player(drill, actor)):
        raise refusal
    for position, step in enumerate(steps, 1):
        values: dict[str, Any] = {"done": step.done, "at_minute": step.at_minute, "remark": step.remark}
        if planned:
            values = {"what": step.what, "weight": step.weight, "by_minute": step.by_minute}
            values["position"] = position
        if step.id in known:
            edit(session, actor, TEACH, known[step.id], values)
        else:
            create(session, actor, TEACH, DrillStep, {"drill_id": drill.id, **values})
    for key in known.keys() - {step.id for step in steps}:
        archive(session, actor, TEACH, known[key], now)
    session.refresh(drill, ["checklist"])
    return drill


def improve_gap(session: Session, actor: Actor, step_id: int, now: datetime) -> Issue:
    """Turn a gap of an assessed drill into an issue of the improvement loop."""
    step = find(session, DrillStep, step_id)
    drill = _open(session, actor, step.drill_id, DrillState.ASSESSED)
    if not step.is_gap:
        raise NoGap(what=step.what)
    if step.issue_id is not None:
        raise HasIssue(what=step.what)
    facts = "\n".join(filter(None, (step.what, step.remark, drill.title)))
    report = Report(
        unit_id=drill.unit_id, title=step.what, what=facts, place=drill.title,
        occurred=drill.run_on.isoformat() if drill.run_on else "",
    )  # fmt: skip
    issue = raise_issue(session, actor, report, now)
    step.issue_id = issue.id
    session.flush()
    return issue


def _open(session: Session, actor: Actor, drill_id: int, *states: DrillState) -> Drill:
    drill = find(session, Drill, drill_id)
    actor.require(TEACH, drill.unit_id)
    if drill.state not in states:
        raise ChecklistIsFixed(state=drill.state)
    return drill
