"""Lead, or wait until the leader falls silent."""

import logging
import os
import secrets
import socket
from collections.abc import Collection

from sqlalchemy.orm import Session

from db.unit_of_work import carry_out
from domain.core.permission import machine
from domain.messaging.tell_jobs import tell_of_missed, tell_of_run
from domain.scheduling.begin import begin_due, take_over
from domain.scheduling.job_run import JobRun
from domain.scheduling.lease import Held, LeaseLost, acquire, database_now, fenced, release, renew
from domain.scheduling.trouble import note_missed

log = logging.getLogger(__name__)
ACTOR = machine("schedule")


class Leader:
    """One process that leads or would like to. `watching`: it says what was missed; who leads for one job
    only cannot know.
    """

    def __init__(self, *, watching: bool = True) -> None:
        self.watching = watching
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self.held: Held | None = None

    def look(self, running: Collection[str]) -> list[JobRun]:
        """Renew the lease or try to take it; as leader, begin what is due and is not running."""
        try:
            if not self._lead():
                return []
            held = self.held
            if held is None:
                return []
            with fenced(held):
                return carry_out(ACTOR, lambda session: self._begin(session, held, running))
        except LeaseLost:
            self.held = None
            return []

    def renew(self) -> bool:
        """Lead on; False if another has taken over."""
        held = self.held
        if held is not None and not carry_out(ACTOR, lambda session: renew(session, held)):
            log.warning("another process has taken over the schedule")
            self.held = None
        return self.held is not None

    def step_back(self) -> None:
        """Let another lead."""
        held, self.held = self.held, None
        if held is not None:
            carry_out(ACTOR, lambda session: release(session, held))

    def _lead(self) -> bool:
        if self.held is not None:
            return self.renew()
        held = carry_out(ACTOR, lambda session: acquire(session, self.owner))
        if held is None:
            return False
        self.held = held
        log.info("leading the schedule: %s, number %s", held.owner, held.fence)
        with fenced(held):
            lost = carry_out(ACTOR, lambda session: self._take_over(session, held))
        if lost:
            log.warning("%s runs of the leader before were lost and begin again", lost)
        return True

    def _begin(self, session: Session, held: Held, running: Collection[str]) -> list[JobRun]:
        self._tell_missed(session, running)
        return begin_due(session, held, running)

    def _take_over(self, session: Session, held: Held) -> int:
        """Missed work is noted before its clock is put on."""
        self._tell_missed(session, ())
        lost = take_over(session, held)
        for run in lost:
            tell_of_run(session, run.id, database_now(session))
        return len(lost)

    def _tell_missed(self, session: Session, running: Collection[str]) -> None:
        if self.watching and (missed := note_missed(session, running)):
            tell_of_missed(session, missed, database_now(session))
