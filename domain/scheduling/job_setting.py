"""The cadence that somebody chose for a job instead of its preset."""

from collections.abc import Mapping

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.core.editing import create, edit
from domain.core.entity import Entity
from domain.core.errors import NotFound
from domain.core.permission import Actor, Permission
from domain.scheduling.cadence import Cadence, Rhythm
from domain.scheduling.job import BY_CODE, JOBS

OPERATE = Permission.PORTAL_OPERATE


class JobSetting(Entity):
    """What holds for one job. Jobs without a setting follow their preset."""

    __tablename__ = "job_setting"
    read_permission = OPERATE
    write_permission = OPERATE

    job: Mapped[str] = mapped_column(String(40), unique=True)
    enabled: Mapped[bool] = mapped_column(insert_default=True)
    rhythm: Mapped[Rhythm]
    every: Mapped[int] = mapped_column(insert_default=0)
    """Minutes."""
    at: Mapped[str] = mapped_column(String(5), insert_default="00:00")
    """HH:MM, company time."""
    weekday: Mapped[int] = mapped_column(insert_default=0)
    """0 is Monday."""
    day: Mapped[int] = mapped_column(insert_default=1)
    """Of the month; 31 stands for the last."""

    @property
    def cadence(self) -> Cadence:
        """The chosen cadence."""
        return Cadence(Rhythm(self.rhythm), self.every, self.at, self.weekday, self.day)

    def check(self) -> None:
        """Refuse a job that does not exist and a cadence that makes no sense."""
        if self.job not in BY_CODE:
            raise NotFound
        self.cadence.check()


def set_cadence(session: Session, actor: Actor, job: str, cadence: Cadence, enabled: bool = True) -> None:
    """Choose when a job runs, or that it does not run by itself."""
    values = {
        "enabled": enabled, "rhythm": cadence.rhythm, "every": cadence.every, "at": cadence.at,
        "weekday": cadence.weekday, "day": cadence.day,
    }  # fmt: skip
    known = session.scalars(select(JobSetting).where(JobSetting.job == job)).one_or_none()
    if known is None:
        create(session, actor, OPERATE, JobSetting, {"job": job, **values})
    else:
        edit(session, actor, OPERATE, known, values)


def cadences(session: Session) -> Mapping[str, Cadence | None]:
    """The cadence of every job; None: it does not run by itself."""
    chosen = {setting.job: setting for setting in session.scalars(select(JobSetting))}
    found: dict[str, Cadence | None] = {}
    for job in JOBS:
        setting = chosen.get(job.code)
        if setting is None:
            found[job.code] = job.preset()
        else:
            found[job.code] = setting.cadence if setting.enabled else None
    return found
