"""The sentences that explain a bonus, one for each step of the calculation."""

from domain.core.statement import Statement


class BaseAmount(Statement):
    """Where it begins."""

    text = "Base amount for the cycle {cycle}, {source}: {amount}."


class PartOfCycle(Statement):
    """Joined or left within the cycle."""

    text = "Employed from {first} to {last}, {share} of the cycle: {base} x {share} = {amount}."


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


class NoBaseAmount(Statement):
    """Why somebody is left out."""

    text = "There is no base amount for the post or the person."


class NotRated(Statement):
    """Why somebody is left out."""

    text = "There is no grade: the person was not rated."


class NotEmployed(Statement):
    """Why somebody is left out."""

    text = "The person was not employed in the cycle."
