"""Tiles of the team, and its people line by line."""

import streamlit as st

from domain.appraisal.latest_standing import LatestStanding
from domain.core.rounding import quotient
from domain.indicators.status import Status, rate
from domain.reporting.team_people import Colleague
from ui import formats
from ui.boards.rows import Table, draw_rows
from ui.boards.sales_look import ATTAINMENT, by_code
from ui.boards.team_look import PERSON, Team
from ui.boards.team_pictures import name_of
from ui.dashboard.view import View
from ui.indicators.wording import currency
from ui.language import _, in_language, label
from ui.tile import IndicatorTile, draw_tiles


def draw_team_tiles(found: Team, view: View) -> None:
    """What the team sold and reached, what is overdue, what is late; and who may see whom."""
    draw_tiles([_sales(found, view), _attained(found), _overdue(found), _actions(found), _trained(found),
                _alerts(found)], columns=3)  # fmt: skip
    if not found.compares:
        st.caption(_("You see your own line only: comparing people by name is for those who lead them."))


def _sales(found: Team, view: View) -> IndicatorTile:
    now, before = found.total("sales"), found.total("earlier")
    share = quotient(now - before, before)
    return IndicatorTile(
        key="team-sales", name=_("Net sales of the team"), figure=currency(formats.short(now)),
        status=Status.UNRATED if now else Status.NO_DATA,
        change="" if share is None else f"{'+' if share > 0 else ''}{formats.percent(share)}",
        welcome=None if not share else share > 0,
        compared=_("on the time compared with"),
        definition=_("Net sales booked on the people of the unit and below, in the period."),
    )  # fmt: skip


def _attained(found: Team) -> IndicatorTile:
    one = by_code(found.standings).get(ATTAINMENT)
    current = one.current if one else None
    personal = found.attainment
    value = personal if personal is not None else current.value if current else None
    status = Status.NO_DATA if value is None else Status.UNRATED
    if value is not None and one is not None and current is not None:
        status = rate(value, one.profile.indicator.direction, current.amber, current.red)
    why = "" if personal is not None else _("no target was imported") if value is None else _("of the unit")
    return IndicatorTile(
        key="team-attained", name=_("Target attainment"), figure=formats.percent(value), status=status,
        note=why,
        definition=_("Sales of those who have a target / their targets, in the period; where nobody has one "
                     "of their own, the attainment of the unit."),
    )  # fmt: skip


def _overdue(found: Team) -> IndicatorTile:
    amount = found.total("overdue")
    return IndicatorTile(
        key="team-overdue", name=_("Overdue of their customers"), figure=currency(formats.short(amount)),
        status=Status.UNRATED if found.people else Status.NO_DATA,
        definition=_("What customers of the people here owe past the due date, at the end of the period."),
    )  # fmt: skip


def _actions(found: Team) -> IndicatorTile:
    count, late = (sum(one.actions[at] for one in found.people) for at in (0, 1))
    return IndicatorTile(
        key="team-actions", name=_("Open actions"), figure=formats.number(count),
        status=Status.RED if late else Status.GREEN, note=_("{count} late", count=late) if late else "",
        definition=_("Measures and issues they are to bring forward today. Red as soon as one is late."),
        page="actions", asks={},
    )  # fmt: skip


def _trained(found: Team) -> IndicatorTile:
    valid, expired, required = (sum(one.trainings[at] for one in found.people) for at in (0, 1, 2))
    share = quotient(valid, required)
    return IndicatorTile(
        key="team-trained", name=_("Required training valid"), figure=formats.percent(share),
        status=Status.NO_DATA if share is None else Status.RED if expired else Status.GREEN,
        note=_("{count} expired", count=expired) if expired else "" if required else _("nothing is required"),
        definition=_("Required courses with a valid certificate / required courses, as of today."),
        page="training_records", asks={},
    )  # fmt: skip


def _alerts(found: Team) -> IndicatorTile:
    count, red = (sum(one.alerts[at] for one in found.people) for at in (0, 1))
    return IndicatorTile(
        key="team-alerts", name=_("Alerts in their name"), figure=formats.number(count),
        status=Status.RED if red else Status.AMBER if count else Status.GREEN,
        note=_("{count} red", count=red) if red else "", page="alerts", asks={},
        definition=_("Alerts owned by somebody of the team that nobody has closed yet."),
    )  # fmt: skip


def draw_people(found: Team, view: View) -> None:
    """Line by line; pressing one opens the person."""
    chosen = view.chosen.get(PERSON, "")
    people = [one for one in found.people if not chosen or str(one.id) == chosen]
    columns = {
        label("entity.Person"): [name_of(one) for one in people],
        label("field.unit"): [in_language(*found.units.get(one.unit_id, ("", ""))) for one in people],
        _("Net sales"): [formats.money(one.sales) if one.sales else "" for one in people],
        _("Attainment"): [formats.percent(one.attainment) if one.target else "" for one in people],
        _("Overdue"): [formats.money(one.overdue) if one.overdue else "" for one in people],
        _("Activities"): [formats.number(one.activities) if one.activities else "" for one in people],
        _("Training"): [_training(one, found.expiring.get(one.id, 0)) for one in people],
        _("Assessment"): [_appraisal(found.appraisals.get(one.id)) for one in people],
        _("Actions"): [_tally(one.actions, _("{count}, {bad} of them late")) for one in people],
        _("Alerts"): [_tally(one.alerts, _("{count}, {bad} of them red")) for one in people],
    }
    columns = {head: cells for head, cells in columns.items() if any(cells)}
    title = _("{count} people, who sold most first", count=len(people))
    table = Table(columns, [one.id for one in people], "people", frozenset(list(columns)[2:]))
    draw_rows(table, title, "team-list", _("Nobody works here."))


def _appraisal(one: LatestStanding | None) -> str:
    """The grade once it is published, else where it stands; empty where it is not the reader's to know."""
    return "" if one is None else one.grade_code or label(one.state)


def _training(one: Colleague, soon: int) -> str:
    valid, expired, required = one.trainings
    if not required:
        return ""
    told = [
        _("{valid} of {required}", valid=valid, required=required),
        _("{count} expired", count=expired) if expired else "",
        _("{count} end soon", count=soon) if soon else "",
    ]
    return " · ".join(filter(None, told))


def _tally(tally: tuple[int, int], both: str) -> str:
    count, bad = tally
    if not count:
        return ""
    return both.format(count=count, bad=bad) if bad else formats.number(count)
