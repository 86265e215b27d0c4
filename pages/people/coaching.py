"""Coaching: what was talked about and agreed on, for the two and HR; its hours count once confirmed."""

from domain.core.permission import Permission
from domain.training.coaching import CoachingLog
from ui.screen import Screen, Section, Shown, View
from ui.show import show
from ui.training.coaching_page import as_coach, create_log, draw_together, next_dates, to_confirm

SCREEN = Screen(
    title_key="page.coaching",
    icon=":material/forum:",
    url_path="coaching",
    entity=CoachingLog,
    read=Permission.TRAINING_READ,
    write=Permission.COACHING_WRITE,
    columns=(
        CoachingLog.held_on,
        CoachingLog.coach,
        CoachingLog.coachee,
        CoachingLog.kind,
        CoachingLog.topic,
        CoachingLog.hours,
        CoachingLog.state,
        CoachingLog.next_on,
    ),
    filters=(
        CoachingLog.coach,
        CoachingLog.coachee,
        CoachingLog.kind,
        CoachingLog.state,
        CoachingLog.held_on,
        CoachingLog.next_on,
    ),
    search=(CoachingLog.topic, CoachingLog.coachee),
    order_by=CoachingLog.held_on,
    descending=True,
    form=(
        Section(
            "coaching",
            (CoachingLog.coachee, CoachingLog.kind),
            (CoachingLog.held_on, CoachingLog.hours),
            CoachingLog.topic,
        ),
        Section(
            "coaching_words",
            CoachingLog.goals,
            CoachingLog.notes,
            CoachingLog.agreements,
            CoachingLog.next_on,
        ),
        Shown("coaching_pair", (CoachingLog.coach, CoachingLog.unit)),
    ),
    views=(
        View("coaching_to_confirm", {"view": "coaching_to_confirm"}, to_confirm),
        View("coaching_as_coach", {"view": "coaching_as_coach"}, as_coach),
        View("coaching_next", {"view": "coaching_next", "sort": "next_on"}, next_dates),
    ),
    asked_only_new=(CoachingLog.coachee,),
    create=create_log,
    detail=draw_together,
    empty="empty.coaching",
)

if __name__ == "__main__":
    show(SCREEN)
