"""The sentences that explain a bonus, one for each step of the calculation."""

from domain.core.statement import Statement


class BaseAmount(Statement):
    """Where it begins."""

    text = "Base amount for the cycle {cycle}, {source}: {amount}."


class PartOfCycle(Statement):
    """Joined or left within the cycle."""

    text = "Employed from {first} to {last}, {share} of the cycle: {base} x {share} = {amount}."


class BaseDays(Statement):
    """An amount that held on some days of the cycle, or somebody who was there on some."""

    text = (
        "Base amount for the cycle {cycle}, {source}: {amount}, from {first} to {last}: "
        "{amount} x {days} / {of} days = {part}."
    )


class BaseTogether(Statement):
    """Several amounts in one cycle."""

    text = "Together: {amount}."


class PostSince(Statement):
    """The amount of a post, for days on which the person may have held another."""

    text = (
        "In the post only since {day}; its amount counts for all days. Where that is wrong, enter an amount "
        "for the person and calculate again."
    )


class GradeCounts(Statement):
    """What the grade is worth."""

    text = "Grade {grade} ({score} points): coefficient {coefficient}."


class TeamCounts(Statement):
    """What the team's figure is worth."""

    text = (
        "{code} of the team: {numerator} / {denominator} = {value}, so the team coefficient is {coefficient}."
    )


class NoTeamFigure(Statement):
    """Nothing to measure: no advantage, no harm."""

    text = "There is no figure {code} of the team for the cycle: the team coefficient is {coefficient}."


class NoTeamRule(Statement):
    """The scheme has no such factor."""

    text = "The scheme has no team factor: coefficient 1."


class CashCounts(Statement):
    """The collection gate."""

    text = (
        "{code} of the person: {numerator} / {denominator} = {value}; measured by the target {target} the "
        "collection gate is {gate} (never above 1)."
    )


class NothingFellDue(Statement):
    """Nothing to collect: the gate is open."""

    text = "Nothing of the person's sales fell due in the cycle ({code}): the collection gate is 1."


class NoGateRule(Statement):
    """The scheme has no such factor."""

    text = "The scheme has no collection gate: 1."


class Earned(Statement):
    """The product."""

    text = "{base} x {grade} x {team} x {gate} = {amount}, rounded to the cent (halves go up)."


class HeldBack(Statement):
    """What waits for cash."""

    text = "{share} of it waits until the customers have paid: {held} is held back, {paid} is paid now."


class SoldThen(Statement):
    """What the earlier bonus was for."""

    text = "In the cycle {cycle} {gross} was invoiced ({net} without tax); of it {collected} has been paid."


class NothingInvoiced(Statement):
    """No customer has to pay anything."""

    text = "In the cycle {cycle} the person invoiced nothing: no payment is awaited."


class Released(Statement):
    """What becomes free."""

    text = (
        "Of {held} held back then, {share} may be paid by now: {due}. {before} was released before, "
        "so {amount} is released now."
    )


class LostWriteOff(Statement):
    """One bad debt."""

    text = "Bad debt {number} of {lost_on}, sold on {sold_on}: {amount} of {whole} invoiced, {share}."


class LostReturn(Statement):
    """One return."""

    text = "Goods returned {number} on {lost_on}, sold on {sold_on}: {amount} of {whole} net sales, {share}."


class TakenBack(Statement):
    """What goes back."""

    text = (
        "Of {paid} paid for the cycle {cycle}, {share} is taken back: {amount} "
        "({before} was taken back before)."
    )


class KeptBack(Statement):
    """Of what did not last, nothing is released."""

    text = "{lost} of these sales did not last, so at most {most} is released."


class CameIn(Statement):
    """A claim given up that was paid after all."""

    text = (
        "Money for bad debt {number} on {lost_on}, sold on {sold_on}: {amount} of {whole} invoiced, {share}."
    )


class SpreadWriteOff(Statement):
    """A bad debt of the customer, without an invoice."""

    text = (
        "Bad debt {number} of {lost_on} names no invoice; {amount} of it falls on {invoice} of {sold_on}, "
        "the oldest that the customer owed then: {share} of {whole} invoiced."
    )


class SpreadReturn(Statement):
    """A return of the customer, without an invoice."""

    text = (
        "Goods returned {number} on {lost_on} name no invoice; {amount} of them fall on {invoice} of "
        "{sold_on}, what the customer bought last: {share} of {whole} net sales."
    )


class LostOfPaid(Statement):
    """What goes back of the payment at once."""

    text = "In all {share} did not last: of {paid} paid at once for the cycle {cycle}, that is {amount}."


class ReleasedTooMuch(Statement):
    """What goes back of releases."""

    text = "Of {held} held back then, {released} was released; at most {most} may be."


class GoesBack(Statement):
    """What is taken back."""

    text = "So {due} goes back in all; {before} was taken back before, {amount} is taken back now."


class GivenBack(Statement):
    """Too much was taken back."""

    text = "So {due} goes back in all; {before} was taken back before, {amount} is given back now."


class LeftMeanwhile(Statement):
    """Payroll has nothing to take it from."""

    text = "The person left on {day}: payroll can take nothing back, finance claims the amount."


class InAnotherRun(Statement):
    """Nobody is paid twice."""

    text = "The bonus for this cycle is in run {run} already."


class InAnotherRunOtherwise(Statement):
    """Nobody is paid twice, and the other run rests on an earlier result."""

    text = (
        "The bonus for this cycle is in run {run} already, by grade {then} (coefficient {coefficient}); the "
        "result is {now} ({other}) now. Propose the difference as a use of results."
    )


class AppealOpen(Statement):
    """The result may still change."""

    text = "An appeal against the result is open; once it is decided, another run pays the bonus."


class NoResult(Statement):
    """There is an amount, and nothing to go by."""

    text = "There is no published result for the cycle."


class NoBaseAmount(Statement):
    """Why somebody is left out."""

    text = "There is no base amount for the post or the person."


class NotRated(Statement):
    """Why somebody is left out."""

    text = "There is no grade: the person was not rated."


class NotEmployed(Statement):
    """Why somebody is left out."""

    text = "The person was not employed in the cycle."
