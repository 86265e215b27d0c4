"""From frozen inputs to what is released of an earlier bonus, or goes back of it, with the sentences."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from domain.core.rounding import rounded
from domain.core.statement import Statement
from domain.rewards import bonus_statements as told
from domain.rewards.bonus_amount import CENTS, ONE, ZERO
from domain.rewards.later_amounts import (
    due_back,
    lost_share,
    paid_share,
    released_by_now,
    share_of,
    share_of_loss,
)
from domain.rewards.line_draft import LineDraft, LineResult
from domain.rewards.written_amounts import money, percent

Frozen = Mapping[str, Any]


def release(draft: LineDraft, _: Frozen) -> LineResult:
    """What the customers have paid for by now, less what was released before."""
    given, sold = draft.inputs, draft.inputs["sold"]
    held, before, lost = (
        Decimal(given["held_back"]), Decimal(given["released"]), Decimal(given.get("lost", "0"))
    )  # fmt: skip
    share = paid_share(sold, lost)
    due = released_by_now(held, share)
    amount = max(ZERO, due - before)
    said = [_sold(draft)]
    if lost:
        said.append(told.KeptBack(lost=percent(lost), most=percent(ONE - lost)))
    facts = {"held": money(held), "share": percent(share), "due": money(due), "before": money(before)}
    return draft.result(None, None, amount, [*said, told.Released(**facts, amount=money(amount))])


def claw_back(draft: LineDraft, scheme: Frozen) -> LineResult:
    """What does not last of everything paid, less what was taken before; more than due is given back."""
    given, sold = draft.inputs, draft.inputs["sold"]
    if "form" not in given:
        return _new_losses_only(draft, scheme)
    paid, held, released, before = (
        Decimal(given[name]) for name in ("paid", "held_back", "released", "taken_back")
    )
    lost = lost_share(given["losses"], sold)
    due = due_back(paid, held, released, lost)
    said = [_sold(draft), *(_loss(one, sold) for one in given["losses"])]
    facts = {"cycle": draft.cycle_code, "paid": money(paid), "share": percent(lost)}
    said.append(told.LostOfPaid(**facts, amount=money(rounded(paid * lost, CENTS))))
    if released:
        most = money(released_by_now(held, ONE - lost))
        said.append(told.ReleasedTooMuch(released=money(released), most=most, held=money(held)))
    amounts = {"due": money(due), "before": money(before)}
    said.append(
        told.GoesBack(**amounts, amount=money(due - before))
        if due > before
        else told.GivenBack(**amounts, amount=money(before - due))
    )
    if given["left"] and due > before:
        said.append(told.LeftMeanwhile(day=given["left"]))
    return draft.result(None, None, before - due, said)


def _new_losses_only(draft: LineDraft, _: Frozen) -> LineResult:
    """Lines that were frozen with the losses that were new then; what they came to stands."""
    given, sold = draft.inputs, draft.inputs["sold"]
    paid, before = Decimal(given["paid"]), Decimal(given["taken_back"])
    whole = min(ONE, sum((share_of_loss(one, sold) for one in given["losses"]), ZERO))
    amount = min(rounded(paid * whole, CENTS), max(ZERO, paid - before))
    said = [_sold(draft), *(_loss(one, sold) for one in given["losses"])]
    facts = {"paid": money(paid), "cycle": draft.cycle_code, "share": percent(whole)}
    said.append(told.TakenBack(**facts, amount=money(amount), before=money(before)))
    return draft.result(None, None, -amount, said)


def _loss(loss: Frozen, sold: Frozen) -> Statement:
    amount, whole = Decimal(loss["amount"]), Decimal(sold["net" if _is_return(loss) else "gross"])
    facts: dict[str, object] = {
        "number": loss["number"], "lost_on": loss["lost_on"], "sold_on": loss["sold_on"],
        "amount": money(amount), "whole": money(whole), "share": percent(share_of(amount, whole)),
    }  # fmt: skip
    if loss["kind"] == "recovery":
        return told.CameIn(**facts)
    if not loss.get("spread_on"):
        return told.LostReturn(**facts) if _is_return(loss) else told.LostWriteOff(**facts)
    facts["invoice"] = loss["spread_on"]
    return told.SpreadReturn(**facts) if _is_return(loss) else told.SpreadWriteOff(**facts)


def _is_return(loss: Frozen) -> bool:
    return bool(loss["kind"] == "goods_return")


def _sold(draft: LineDraft) -> Statement:
    sold = {name: Decimal(value) for name, value in draft.inputs["sold"].items()}
    if not sold["gross"]:
        return told.NothingInvoiced(cycle=draft.cycle_code)
    return told.SoldThen(cycle=draft.cycle_code, **{name: money(value) for name, value in sold.items()})
