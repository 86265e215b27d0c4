"""The page of a bonus run: totals, the proof, what deviates, every line and how it came about."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

import pyarrow as pa
import streamlit as st

from db.settings import settings
from domain.core.permission import Actor
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_run_state import BonusRunState, LineKind
from domain.rewards.deviations import LINE, Deviation
from ui import formats
from ui.language import _, label, listed
from ui.rewards.behind import draw_behind
from ui.rewards.input_names import input_name
from ui.rewards.payroll import draw_payroll
from ui.rewards.run_look import RunLook, look_at
from ui.rewards.unattributed import draw_unattributed
from ui.rewards.words import draw_sentences, said
from ui.routes import literal
from ui.titles import title

HASH_SHOWN = 12
MOST_ROWS, ROW = 15, 35


def draw_run(actor: Actor, run: BonusRun) -> None:
    """All of it; a draft has nothing to show yet."""
    if run.state is BonusRunState.DRAFT:
        st.info(
            _("Nothing is calculated yet. Calculating freezes every input: results, base amounts, figures."),
            icon=":material/calculate:",
        )
        return
    seen = look_at(actor, run)
    _draw_totals(seen)
    _draw_below_zero(seen)
    _draw_proof(seen)
    _draw_deviations(seen)
    if seen.lines:
        _draw_lines(seen)
    _draw_left_out(seen)
    draw_unattributed(run)
    draw_payroll(seen)


def _draw_totals(seen: RunLook) -> None:
    run, before = seen.run, seen.before
    currency = settings().currency
    names = ("amount", "earned", "held_back", "released", "clawed_back")
    with st.grid(5, gap="small", min_column_width=170):
        for name in names:
            value, earlier = getattr(run, name), getattr(before, name, None)
            st.metric(
                f"{label(f'BonusRun.{name}')} ({currency})", formats.money(value), _change(value, earlier),
                delta_color="off", delta_arrow="off", border=True, height="stretch",
            )  # fmt: skip
    if before is not None:
        st.caption(_("Changes are measured against run {run}.", run=before.number))


def _change(value: Decimal | None, earlier: Decimal | None) -> str | None:
    if value is None or earlier is None:
        return None
    change = value - earlier
    return f"{'+' if change > 0 else ''}{formats.money(change)}"


def _draw_below_zero(seen: RunLook) -> None:
    """Payroll cannot pay less than nothing by itself."""
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for line in seen.lines:
        sums[line.person_id] += line.amount
    below = {person: amount for person, amount in sums.items() if amount < 0}
    if below:
        people = listed(f"{seen.names[person]} {formats.money(amount)}" for person, amount in below.items())
        st.warning(
            literal(_("More is taken back than paid, agree with them how: {people}.", people=people)),
            icon=":material/money_off:",
        )


def _draw_proof(seen: RunLook) -> None:
    run = seen.run
    facts = {"inputs": run.inputs_hash[:HASH_SHOWN], "results": run.result_hash[:HASH_SHOWN]}
    if seen.proven:
        text = "Calculated again from the frozen inputs: identical. Inputs {inputs}, results {results}."
        st.caption(f":material/verified: {literal(_(text, **facts))}")
    else:
        st.error(
            _("Calculated again from the frozen inputs, the amounts differ. Ask who changed what."),
            icon=":material/gpp_bad:",
        )
    read_on = run.frozen.get("read_on", "")
    scheme = run.frozen.get("scheme", {})
    terms = {"day": read_on, "code": scheme.get("code", ""), "version": run.scheme_version or "",
             "share": formats.percent(Decimal(scheme.get("hold_back", "0")), 0)}  # fmt: skip
    text = "Inputs read on {day}; scheme {code}, revision {version}; {share} is held back."
    st.caption(literal(_(text, **terms)))


def _draw_deviations(seen: RunLook) -> None:
    """What would be otherwise today: told, never taken over by itself."""
    if not seen.deviations:
        return
    count = formats.number(len(seen.deviations))
    with st.container(border=True, key=f"bonus-run-{seen.run.id}-deviations"):
        st.markdown(f"**:material/difference: {_('Inputs changed since: {count}', count=count)}**")
        st.caption(_("The amounts rest on what was frozen. Calculate again to take the changes over."))
        names = (
            label("BonusLine.person"), label("BonusLine.kind"), _("Input"), _("As frozen"), _("As of today"),
        )  # fmt: skip
        rows = [_deviation(seen, one) for one in seen.deviations]
        cells = {name: [row[at] for row in rows] for at, name in enumerate(names)}
        st.dataframe(
            _texts(cells), hide_index=True, key=f"bonus-run-{seen.run.id}-changed", height=_height(len(rows)),
            alt=_("What has changed since"),
        )  # fmt: skip


def _deviation(seen: RunLook, one: Deviation) -> tuple[str, str, str, str, str]:
    whole = one.name == LINE
    there, gone = _("is there"), _("is not there")
    then, now = (
        (there if one.then else gone, there if one.now else gone)
        if whole
        else (one.then or formats.NOTHING, one.now or formats.NOTHING)
    )
    person = seen.names.get(one.person_id or 0, label("entity.BonusScheme"))
    return person, label(one.kind) if one.kind else "", input_name(one.name), then, now


def _draw_lines(seen: RunLook) -> None:
    st.subheader(label("BonusRun.lines"), anchor=False)
    cells = _cells(seen, seen.lines)
    key = f"bonus-run-{seen.run.id}-lines:{seen.lines[0].id}:{seen.lines[-1].id}"
    chosen = f"bonus-run-{seen.run.id}-line"
    money = {label(f"BonusLine.{name}") for name in ("earned", "held_back", "amount")} | {_("Change")}
    st.dataframe(
        _texts(cells), hide_index=True, key=key, height=_height(len(seen.lines)), selection_mode="single-row",
        on_select=lambda: _choose(key, chosen, [one.id for one in seen.lines]), alt=label("BonusRun.lines"),
        column_config={
            name: st.column_config.TextColumn(alignment="right" if name in money else "left")
            for name in cells
        },
    )  # fmt: skip
    _draw_explanation(seen, chosen)


def _cells(seen: RunLook, lines: Sequence[BonusLine]) -> dict[str, list[str]]:
    cells = {
        label("BonusLine.person"): [title(one.person) for one in lines],
        label("BonusLine.unit"): [title(one.unit) for one in lines],
        label("BonusLine.kind"): [label(one.kind) for one in lines],
        label("BonusLine.cycle_code"): [one.cycle_code for one in lines],
        label("BonusLine.grade_code"): [one.grade_code or formats.NOTHING for one in lines],
        label("BonusLine.earned"): [formats.money(one.earned) for one in lines],
        label("BonusLine.held_back"): [formats.money(one.held_back) for one in lines],
        label("BonusLine.amount"): [formats.money(one.amount) for one in lines],
    }
    if seen.before is not None:
        cells[_("Change")] = [_against(seen, one) for one in lines]
    return cells


def _against(seen: RunLook, line: BonusLine) -> str:
    """What was earned against the run before."""
    if line.kind is not LineKind.BONUS:
        return ""
    return _change(line.earned, seen.amounts_before.get(line.person_id)) or _("not in the last run")


def _choose(table: str, chosen: str, ids: Sequence[int]) -> None:
    rows = st.session_state[table]["selection"]["rows"]
    if rows:
        st.session_state[chosen] = ids[rows[0]]


def _draw_explanation(seen: RunLook, chosen: str) -> None:
    names = {
        one.id: f"{title(one.person)} · {label(one.kind)} {one.cycle_code} · {formats.money(one.amount)}"
        for one in seen.lines
    }
    with st.container(border=True, key=f"bonus-run-{seen.run.id}-why"):
        key = st.selectbox(
            _("How the amount of one line came about"), list(names), key=chosen, format_func=names.__getitem__
        )
        line = next(one for one in seen.lines if one.id == key)
        draw_sentences(line.said)
        draw_behind(line, "run")


def _draw_left_out(seen: RunLook) -> None:
    left_out = seen.run.frozen.get("left_out", [])
    if not left_out:
        return
    with st.expander(_("{count} people get no bonus in this run", count=formats.number(len(left_out)))):
        st.markdown(
            "\n".join(
                f"- {literal(seen.names.get(one['person_id'], '?'))}: {literal(said([one['why']])[0])}"
                for one in left_out
            )
        )


def _texts(cells: dict[str, list[str]]) -> pa.Table:
    return pa.table({name: pa.array(column, pa.string()) for name, column in cells.items()})


def _height(rows: int) -> int:
    return ROW * (min(rows, MOST_ROWS) + 1) + 3
