"""Long work beside the screen: it goes on while the person looks elsewhere, and is found again by its key.

A job belongs to this process. What it writes it writes in one transaction of its own, so that a portal that
stops in the middle leaves nothing half done; whoever comes back starts it again.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from domain.core.errors import DomainError
from domain.intake.progress import Phase, Progress
from ui import formats
from ui.language import _, label

log = logging.getLogger(__name__)
AT_ONCE = 2
"""Jobs that work at the same time; the others wait. Bounds memory and leaves the screens their share."""
PATIENCE = 2.0
"""Seconds that a press waits for the end: most jobs are done by then, and nobody sees a bar flash by."""
KEPT = 40
"""Finished jobs that are remembered."""
LOOK_EVERY = 1.0

_turns = threading.BoundedSemaphore(AT_ONCE)
_known: dict[Hashable, "Job"] = {}
_lock = threading.Lock()


@dataclass
class Job:
    """Work that was begun."""

    phase: Phase | None = None
    """None: it waits for its turn."""
    done: int = 0
    total: int = 0
    result: Any = None
    refusal: DomainError | None = None
    reference: str = ""
    """Under which number the log keeps an unexpected error."""
    finished: threading.Event = field(default_factory=threading.Event)
    since: float = 0.0
    """When the present phase began."""

    def told(self, phase: Phase, done: int, total: int) -> None:
        """How far it has come; the job itself says so."""
        if phase is not self.phase:
            self.since = time.monotonic()
        self.phase, self.done, self.total = phase, done, total

    @property
    def succeeded(self) -> bool:
        """Whether it ended with a result."""
        return self.finished.is_set() and self.refusal is None and not self.reference


def begin(key: Hashable, work: Callable[[Progress], Any]) -> Job:
    """Begin the work, unless this job is under way; wait a moment for its end."""
    with _lock:
        job = _known.get(key)
        if job is None or job.finished.is_set():
            job = _known[key] = Job()
            threading.Thread(target=_carry_out, args=(job, work), daemon=True).start()
            _forget_old()
    job.finished.wait(PATIENCE)
    return job


def find(key: Hashable) -> Job | None:
    """The job, under way or finished, if this process remembers it."""
    return _known.get(key)


def drop(key: Hashable) -> None:
    """Forget a finished job: its result is of no use any more."""
    with _lock:
        if key in _known and _known[key].finished.is_set():
            del _known[key]


def drop_all(which: Callable[[Hashable], bool]) -> None:
    """Forget the finished jobs with such keys."""
    for key in [key for key in list(_known) if which(key)]:
        drop(key)


def draw_problem(job: Job, say: Callable[[DomainError], str]) -> None:
    """Why a finished job has no result."""
    if job.refusal is not None:
        st.error(say(job.refusal), icon=":material/block:")
    elif job.reference:
        text = "Something went wrong; nothing was saved. Tell your administrator this number: {reference}."
        st.error(_(text, reference=job.reference), icon=":material/error:")


def draw_progress(key: Hashable) -> None:
    """A bar that follows the job; when it ends, the page is drawn anew."""
    st.fragment(_follow, run_every=LOOK_EVERY)(key)


def _follow(key: Hashable) -> None:
    job = find(key)
    if job is None or job.finished.is_set():
        st.rerun()
    else:
        st.progress(min(job.done / job.total, 1.0) if job.total else 0.0, text=_told(job))
        st.caption(_("You may leave this page; the work goes on, and you find it here again."))


def _told(job: Job) -> str:
    if job.phase is None:
        return _("Waiting for its turn …")
    if not job.total:
        return f"{label(job.phase)} …"
    counted = _("{done} of {total}", done=formats.number(job.done), total=formats.number(job.total))
    seconds = int((time.monotonic() - job.since) * (job.total - job.done) / max(job.done, 1))
    left = _("about {seconds} s left", seconds=seconds) if job.done else ""
    return " · ".join(part for part in (label(job.phase), counted, left) if part)


def _carry_out(job: Job, work: Callable[[Progress], Any]) -> None:
    with _turns:
        try:
            job.result = work(job.told)
        except DomainError as refusal:
            job.refusal = refusal
        except Exception:
            job.reference = secrets.token_hex(4)
            log.exception("unexpected error %s", job.reference)
        finally:
            job.finished.set()


def _forget_old() -> None:
    finished = [key for key, job in _known.items() if job.finished.is_set()]
    for key in finished[:-KEPT]:
        del _known[key]
