"""From frozen inputs to amounts and sentences: a pure function, so that a rerun gives the same bytes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from db.types import plain_digits
from domain.core.rounding import quotient, rounded
from domain.core.statement import Statement
from domain.rewards import bonus_statements as told
from domain.rewards.bonus_amount import CENTS, ONE, ZERO, bonus, collection_gate
from domain.rewards.bonus_run_state import LineKind
from domain.rewards.bonus_scheme import coefficient_at, read_steps
from domain.rewards.calculate_later import claw_back, release
from domain.rewards.line_draft import LineDraft, LineResult
from domain.rewards.written_amounts import exact, factor, money, number, percent, points

Frozen = Mapping[str, Any]


def calculate_line(draft: LineDraft, scheme: Frozen) -> LineResult:
    """Amounts and explanation of one line."""
    work = {LineKind.BONUS: _bonus, LineKind.RELEASE: release, LineKind.CLAW_BACK: claw_back}
    return work[draft.kind](draft, scheme)


def _bonus(draft: LineDraft, scheme: Frozen) -> LineResult:
    given = draft.inputs
    base, said = _base(draft)
    grade, hold_back = Decimal(given["coefficient"]), Decimal(scheme["hold_back"])
    said.append(
        told.GradeCounts(
            grade=given["grade"], score=points(Decimal(given["score"])), coefficient=plain_digits(grade)
        )
    )
    team, why_team = _team(given["team"], scheme)
    gate, why_gate = _gate(given["collection"], scheme)
    found = bonus(base, grade, team, gate, hold_back)
    said += [
        why_team, why_gate,
        told.Earned(
            base=exact(base), grade=plain_digits(grade), team=plain_digits(team),
            gate=factor(gate), amount=money(found.earned),
        ),
        told.HeldBack(share=percent(hold_back), held=money(found.held_back), paid=money(found.paid)),
    ]  # fmt: skip
    return draft.result(found.earned, found.held_back, found.paid, said)


def _base(draft: LineDraft) -> tuple[Decimal, list[Statement]]:
    """The amount for the cycle: each amount for the days on which it held, of all days of the cycle."""
    given = draft.inputs
    if isinstance(given["base"], Mapping):
        return _base_of_last_day(draft)
    parts, of = given["base"], given["days"]["of"]
    base = quotient(sum((Decimal(one["amount"]) * one["days"] for one in parts), ZERO), Decimal(of)) or ZERO
    said = [_base_part(draft, one, of) for one in parts]
    if len(parts) > 1:
        said.append(told.BaseTogether(amount=exact(base)))
    if given["post_since"]:
        said.append(told.PostSince(day=given["post_since"]))
    return base, said


def _base_part(draft: LineDraft, part: Frozen, of: int) -> Statement:
    source, amount = f"BaseSource.{part['source']}", money(Decimal(part["amount"]))
    if part["days"] == of:
        return told.BaseAmount(cycle=draft.cycle_code, source=source, amount=amount)
    reckoned = quotient(Decimal(part["amount"]) * part["days"], of) or ZERO
    return told.BaseDays(
        cycle=draft.cycle_code, source=source, amount=amount, first=part["first"], last=part["last"],
        days=part["days"], of=of, part=exact(reckoned),
    )  # fmt: skip


def _base_of_last_day(draft: LineDraft) -> tuple[Decimal, list[Statement]]:
    """Lines that were frozen with one amount and the share of days: what they came to stands."""
    given = draft.inputs
    base, share = Decimal(given["base"]["amount"]), Decimal(given["days"]["share"])
    source = f"BaseSource.{given['base']['source']}"
    said: list[Statement] = [told.BaseAmount(cycle=draft.cycle_code, source=source, amount=money(base))]
    if share == ONE:
        return base, said
    part = rounded(base * share, CENTS)
    said.append(
        told.PartOfCycle(
            first=given["days"]["first"], last=given["days"]["last"], share=percent(share), base=money(base),
            amount=money(part),
        )
    )  # fmt: skip
    return part, said


def _team(figure: Frozen | None, scheme: Frozen) -> tuple[Decimal, Statement]:
    code = scheme["team_code"]
    if not code:
        return ONE, told.NoTeamRule()
    if figure is None or figure["value"] is None:
        return ONE, told.NoTeamFigure(code=code, coefficient=ONE)
    value = Decimal(figure["value"])
    found = coefficient_at(read_steps(scheme["team_steps"]), value)
    return found, told.TeamCounts(
        code=code, numerator=number(figure["numerator"]), denominator=number(figure["denominator"]),
        value=percent(value), coefficient=plain_digits(found),
    )  # fmt: skip


def _gate(figure: Frozen | None, scheme: Frozen) -> tuple[Decimal, Statement]:
    code, target = scheme["gate_code"], Decimal(scheme["gate_target"])
    if not code:
        return ONE, told.NoGateRule()
    if figure is None or figure["value"] is None:
        return ONE, told.NothingFellDue(code=code)
    value = Decimal(figure["value"])
    gate = collection_gate(value, target)
    return gate, told.CashCounts(
        code=code, numerator=number(figure["numerator"]), denominator=number(figure["denominator"]),
        value=percent(value), target=percent(target), gate=factor(gate),
    )  # fmt: skip
