"""How far somebody has come in a course."""

from enum import StrEnum


class EnrolmentState(StrEnum):
    """From the invitation to the end of the certificate."""

    INVITED = "invited"
    WAITING = "waiting"
    """All places are taken; moves up by itself, in order."""
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    PRESENT = "present"
    ABSENT = "absent"
    PASSED = "passed"
    """Of a result that somebody else has yet to certify."""
    FAILED = "failed"
    RETAKE = "retake"
    """Takes the course once more, by another enrolment."""
    CERTIFIED = "certified"
    EXPIRED = "expired"

    @property
    def tone(self) -> str | None:
        """What it means to whoever looks."""
        return TONES.get(self)


TONES = {
    EnrolmentState.INVITED: "waiting",
    EnrolmentState.WAITING: "waiting",
    EnrolmentState.CONFIRMED: "active",
    EnrolmentState.WITHDRAWN: "calm",
    EnrolmentState.PRESENT: "active",
    EnrolmentState.ABSENT: "bad",
    EnrolmentState.PASSED: "waiting",
    EnrolmentState.FAILED: "bad",
    EnrolmentState.RETAKE: "calm",
    EnrolmentState.CERTIFIED: "good",
    EnrolmentState.EXPIRED: "bad",
}
TAKES_A_PLACE = frozenset(EnrolmentState) - {
    EnrolmentState.INVITED,
    EnrolmentState.WAITING,
    EnrolmentState.WITHDRAWN,
}
WAS_PRESENT = frozenset(
    {
        EnrolmentState.PRESENT,
        EnrolmentState.PASSED,
        EnrolmentState.FAILED,
        EnrolmentState.RETAKE,
        EnrolmentState.CERTIFIED,
        EnrolmentState.EXPIRED,
    }
)
"""States of people who took part; of RETAKE see `Enrolment.attended_at`, which the absent lack."""
UNANSWERED = frozenset({EnrolmentState.INVITED, EnrolmentState.WAITING, EnrolmentState.CONFIRMED})
"""Before it is known whether they came."""
