"""Refusals. Everything a user may be told derives from DomainError."""

from typing import ClassVar


class DomainError(Exception):
    """A rule said no. `text` is the English message to translate; `facts` fill it in.

    `field` names the field at fault, where there is one, so that a form can point at it.
    """

    text: ClassVar[str] = "This is not possible."

    def __init__(self, *, field: str | None = None, **facts: object) -> None:
        self.field = field
        self.facts = facts
        super().__init__(self.text.format(**facts))


class NotPermitted(DomainError):
    """No role of the person grants the permission."""

    text = "Your role does not allow this. Needed: {permission}."


class NotSignedIn(DomainError):
    """Nobody is signed in."""

    text = "Please sign in."


class NotFound(DomainError):
    """There is no such record, or the person may not see it: the answer is the same."""

    text = "There is no such record, or you may not see it."


class RuleBroken(DomainError):
    """The record would break a business rule."""


class Missing(RuleBroken):
    """A required field is empty."""

    text = "Please fill in {field_name}."


class StaleRecord(RuleBroken):
    """Somebody else changed the record after the form was opened."""

    text = "{who} changed this record meanwhile ({what}). Your input is kept: check it and save again."


class StepRefused(RuleBroken):
    """The workflow does not offer this step in the present state."""

    text = "The step {step} is not possible while the state is {state}."


class ReasonNeeded(RuleBroken):
    """A step that must be explained was taken without an explanation."""

    text = "Please give a reason."


class Locked(RuleBroken):
    """The record has left the states in which this field may change."""

    text = "{field_name} cannot be changed while the state is {state}."
