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
from domain.rewards.line_draft import LineDraft, LineResult

Frozen = Mapping[str, Any]
SHOWN = 6
"""Digits of a factor in a sentence. What counts has 28; only amounts are rounded."""


def calculate_line(draft: LineDraft, scheme: Frozen) -> LineResult:
    """Amounts and explanation of one line."""
    work = {LineKind.BONUS: _bonus, LineKind.RELEASE: _release, LineKind.CLAW_BACK: _claw_back}
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
            base=plain_digits(base), grade=plain_digits(grade), team=plain_digits(team),
            gate=factor(gate), amount=money(found.earned),
        ),
        told.HeldBack(share=percent(hold_back), held=money(found.held_back), paid=money(found.paid)),
    ]  # fmt: skip
    return _result(draft, found.earned, found.held_back, found.paid, said)


def _base(draft: LineDraft) -> tuple[Decimal, list[Statement]]:
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


def _release(draft: LineDraft, _: Frozen) -> LineResult:
    given, sold = draft.inputs, draft.inputs["sold"]
    held, before = Decimal(given["held_back"]), Decimal(given["released"])
    gross, collected = Decimal(sold["gross"]), Decimal(sold["collected"])
    share = _share(collected, gross) if gross > 0 else ONE
    due = rounded(held * share, CENTS)
    amount = max(ZERO, due - before)
    facts = {"held": money(held), "share": percent(share), "due": money(due), "before": money(before)}
    return _result(draft, None, None, amount, [_sold(draft), told.Released(**facts, amount=money(amount))])


def _claw_back(draft: LineDraft, _: Frozen) -> LineResult:
    given, sold = draft.inputs, draft.inputs["sold"]
    paid, before = Decimal(given["paid"]), Decimal(given["taken_back"])
    said, whole = [_sold(draft)], ZERO
    for loss in given["losses"]:
        share, sentence = _loss(loss, sold)
        whole += share
        said.append(sentence)
    whole = min(ONE, whole)
    amount = min(rounded(paid * whole, CENTS), max(ZERO, paid - before))
    said.append(
        told.TakenBack(
            paid=money(paid), cycle=draft.cycle_code, share=percent(whole), amount=money(amount),
            before=money(before),
        )
    )  # fmt: skip
    return _result(draft, None, None, -amount, said)


def _loss(loss: Frozen, sold: Frozen) -> tuple[Decimal, Statement]:
    is_bad_debt = loss["kind"] == "write_off"
    amount, whole = Decimal(loss["amount"]), Decimal(sold["gross" if is_bad_debt else "net"])
    share = _share(amount, whole)
    sentence = told.LostWriteOff if is_bad_debt else told.LostReturn
    return share, sentence(
        number=loss["number"], lost_on=loss["lost_on"], sold_on=loss["sold_on"], amount=money(amount),
        whole=money(whole), share=percent(share),
    )  # fmt: skip


def _sold(draft: LineDraft) -> Statement:
    sold = {name: Decimal(value) for name, value in draft.inputs["sold"].items()}
    if not sold["gross"]:
        return told.NothingInvoiced(cycle=draft.cycle_code)
    return told.SoldThen(cycle=draft.cycle_code, **{name: money(value) for name, value in sold.items()})


def _share(part: Decimal, whole: Decimal) -> Decimal:
    """A share between 0 and 1; of nothing, all of it."""
    found = quotient(part, whole) if whole > 0 else None
    return ONE if found is None else min(ONE, max(ZERO, found))


def _result(
    draft: LineDraft, earned: Decimal | None, held: Decimal | None, amount: Decimal, said: list[Statement]
) -> LineResult:
    return LineResult(draft, earned, held, amount, tuple(one.plain() for one in said))


def points(score: Decimal) -> str:
    """A score as it is shown."""
    return plain_digits(rounded(score, 1))


def money(value: Decimal) -> str:
    """To the cent, with thousands."""
    return f"{rounded(value, CENTS):,.2f}"


def number(kept: str) -> str:
    """A kept figure with thousands."""
    return f"{rounded(Decimal(kept), CENTS):,.2f}"


def factor(value: Decimal) -> str:
    """A factor as it is shown."""
    return plain_digits(rounded(value, SHOWN))


def percent(share: Decimal) -> str:
    """A share as a percentage, as it is shown."""
    return f"{plain_digits(rounded(share * 100, SHOWN - 2))}%"
