"""The internal-control committee: who sits in which seat, from when to when."""

from domain.core.editing import create
from domain.core.permission import Permission
from domain.organisation.committee import CommitteeMember
from ui.screen import Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.committee",
    icon=":material/groups:",
    url_path="committee",
    entity=CommitteeMember,
    read=Permission.ORGANISATION_READ,
    write=Permission.ORGANISATION_WRITE,
    columns=(CommitteeMember.person, CommitteeMember.seat, CommitteeMember.since, CommitteeMember.until),
    filters=(CommitteeMember.seat, CommitteeMember.since, CommitteeMember.until),
    search=(CommitteeMember.person,),
    order_by=CommitteeMember.since,
    descending=True,
    form=(
        Section(
            "term",
            (CommitteeMember.person, CommitteeMember.seat),
            (CommitteeMember.since, CommitteeMember.until),
        ),
    ),
    create=lambda session, actor, values: create(
        session, actor, Permission.ORGANISATION_WRITE, CommitteeMember, values
    ),
    archives=True,
)

if __name__ == "__main__":
    show(SCREEN)
