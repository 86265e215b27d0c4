"""What has become of a certificate from elsewhere."""

from enum import StrEnum


class ExternalState(StrEnum):
    """From the claim to the decision."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def tone(self) -> str:
        """What it means to whoever looks."""
        tones = {"submitted": "waiting", "accepted": "good", "rejected": "bad"}
        return tones.get(self.value, "calm")
