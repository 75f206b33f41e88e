"""The statements by which a search finds the best tasks first.

Two statements find the first tasks of that order, and each is short where the other is long:

- `walk`: in the order of lists, until enough tasks of one rank were met. Short where many fit.
- `sort`: all that can be meant, by their terms, and then sorted. Short where few fit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
)

from taskora_api.finding.places import Rank
from taskora_api.finding.ranks import (
    LIMIT,
    LOW_TITLE,
    TERMS,
    Condition,
    Form,
    Part,
    has_slip,
    holds_slips,
    holds_texts,
    in_order,
    in_text,
    in_texts,
    in_title,
    is_after,
    keys,
    may_have_slip,
    mine_of,
    of_part,
    with_status,
)
from taskora_api.finding.statements import COLUMNS, TASKS

# Further conditions on a table of tasks, whose spaces are in a column.
Also = Callable[[FromClause, ColumnElement[Any]], Condition]
# A number that is read by the statement itself is none that the planner can go by: it takes the
# plan that gives the first rows soon, however few rows it believes that a space has.
_BUDGET = select(bindparam("budget", type_=Integer())).scalar_subquery()
_CAP: ColumnElement[int] = bindparam("cap", type_=Integer())
_NO_RANK = 9


@dataclass(frozen=True)
class Ranked:
    """The statements of searches of one form; `best` has the values that they take."""

    form: Form
    also: Also | None = None

    def walk(self, rank: Rank, part: Part) -> Select[Any]:
        """The first tasks of a rank in a part of the list, as far as `budget` tasks of each space.

        Beside each is `is_whole`: whether that was far enough. Without tasks that stands alone.
        """
        mine = mine_of(self.form)
        listed = _listed(mine, self.form, part)
        walked = listed.limit(_BUDGET).correlate(mine).subquery("walked")
        fit = select(walked.c.id, walked.c.key_0, walked.c.key_1, walked.c.created_at).where(
            self._has_rank(rank, walked, mine), *self._also(walked, mine.c.space_id)
        )
        of_space = fit.order_by(*in_order(walked)).limit(LIMIT).correlate(mine).lateral("of_space")
        found = select(mine.c.space_id, of_space).select_from(mine.join(of_space, true()))
        met = found.cte("met").prefix_with("MATERIALIZED")
        is_enough = func.bool_and(_is_enough(met, mine, self.form, part))
        reach = (
            select(func.coalesce(is_enough, true()).label("is_whole"))
            .select_from(mine)
            .subquery("reach")
        )
        top = select(met).order_by(*in_order(met)).limit(LIMIT).subquery("top")
        return _with_tasks(reach, top, [reach.c.is_whole]).order_by(*in_order(top))

    def sort(self, *, is_slip: bool, is_behind: bool) -> Select[Any]:
        """The first of all tasks that fit with a slip, or of those that fit without.

        Beside each are its `rank` and how many can be meant, `total`. Where these are more than
        `cap`, or there are no tasks, the total stands alone.
        """
        mine = mine_of(self.form)
        ranked, total = self._ranked(mine, is_slip=is_slip)
        wanted = ranked.c.rank == Rank.SLIP if is_slip else ranked.c.rank <= Rank.NOTES
        top = (
            select(ranked)
            .where(wanted, *([is_after(ranked)] if is_behind else []))
            .order_by(ranked.c.rank, *in_order(ranked))
            .limit(LIMIT)
            .subquery("top")
        )
        counted = select(total.label("total")).subquery("counted")
        statement = _with_tasks(counted, top, [top.c.rank, counted.c.total])
        return statement.order_by(top.c.rank, *in_order(top))

    def _has_rank(self, rank: Rank, tasks: FromClause, mine: FromClause) -> Condition:
        match rank:
            case Rank.TITLE:
                return in_title(self.form, tasks, mine)
            case Rank.NOTES:
                is_in_title = in_title(self.form, tasks, mine)
                return and_(not_(is_in_title), in_texts(self.form, tasks, mine))
            case Rank.SLIP:
                # By the terms of this one task, and only where its title may have a slip: EXISTS
                # may be answered by the terms of all tasks at once.
                near = self._is_near(tasks, mine, partial(has_slip, mine))
                own = select(near).where(TERMS.c.task_id == tasks.c.id)
                is_near = own.correlate_except(TERMS).scalar_subquery()
                may_be = self._each_or(tasks, mine, partial(may_have_slip, tasks, mine))
                return and_(may_be, func.coalesce(is_near, false()))

    def _is_near(
        self, tasks: FromClause, mine: FromClause, slip: Callable[[int], Condition]
    ) -> Condition:
        """Each token is there or nearly, and one of them only nearly."""
        near = self._each_or(tasks, mine, slip)
        return and_(not_(in_texts(self.form, tasks, mine)), near)

    def _each_or(
        self, tasks: FromClause, mine: FromClause, slip: Callable[[int], Condition]
    ) -> Condition:
        """Each token is there, or something holds for it that says that it nearly is."""
        sought = self.form.sought
        return and_(
            true(),
            *(
                or_(in_text(tasks, mine, number), *([slip(number)] if number in sought else []))
                for number in self.form.tokens
            ),
        )

    def _ranked(self, mine: CTE, *, is_slip: bool) -> tuple[Subquery, ColumnElement[int]]:
        """Give tasks with their ranks, and how many can be meant."""
        if not self.form.has_terms:
            source = mine.join(TASKS, TASKS.c.space_id == mine.c.space_id)
            return self._rank(source, mine, [], is_slip=is_slip), literal(0)
        meant = self._meant(mine, is_slip=is_slip)
        total = select(func.count()).select_from(meant).scalar_subquery()
        source = meant.join(TASKS, TASKS.c.id == meant.c.task_id)
        bounds = [total <= _CAP, TASKS.c.space_id == meant.c.space_id]
        return self._rank(source, meant, bounds, is_slip=is_slip), total

    def _rank(
        self, source: FromClause, sought: FromClause, bounds: list[Condition], *, is_slip: bool
    ) -> Subquery:
        also = self._also(TASKS, sought.c.space_id)
        beside = [c for c in sought.c if c.name.startswith(("pattern_", "slip_"))]
        # What is found out of a task is found out once, and not for each condition on it.
        named = (
            select(TASKS.c.id, TASKS.c.created_at, TASKS.c.notes, *keys(TASKS), LOW_TITLE, *beside)
            .select_from(source)
            .where(*bounds, *with_status(self.form.status), *also)
            .offset(0)
            .subquery("named")
        )
        rank = self._rank_of(named, is_slip=is_slip)
        return select(named, rank.label("rank")).offset(0).subquery("ranked")

    def _rank_of(self, named: FromClause, *, is_slip: bool) -> ColumnElement[int]:
        if is_slip:
            is_near = self._is_near(named, named, lambda number: named.c[f"slip_{number}"])
            return case((is_near, int(Rank.SLIP)), else_=_NO_RANK)
        return case(
            (in_title(self.form, named, named), int(Rank.TITLE)),
            (in_texts(self.form, named, named), int(Rank.NOTES)),
            else_=_NO_RANK,
        )

    def _meant(self, mine: CTE, *, is_slip: bool) -> CTE:
        """The tasks that can be meant, by their terms: one more than `cap` at most."""
        form = self.form
        held = holds_slips(form, mine) if is_slip else holds_texts(form, mine)
        slips = [has_slip(mine, n).label(f"slip_{n}") for n in form.sought] if is_slip else []
        if len(form.have_signs) == 1:
            slips = [true().label("slip_0") for _ in slips]
        of_space = (
            select(TERMS.c.task_id, *slips)
            .where(held, TERMS.c.space_id == mine.c.space_id)
            .limit(_CAP + 1)
            .lateral("of_space")
        )
        patterns = [mine.c[f"pattern_{number}"] for number in form.tokens]
        columns = [mine.c.space_id, *patterns, *of_space.c]
        found = select(*columns).select_from(mine.join(of_space, true()))
        return found.limit(_CAP + 1).cte("meant").prefix_with("MATERIALIZED")

    def _also(self, tasks: FromClause, space: ColumnElement[Any]) -> list[Condition]:
        return [] if self.also is None else [self.also(tasks, space)]


def _listed(mine: FromClause, form: Form, part: Part) -> Select[Any]:
    done, due = keys(TASKS)
    return (
        select(TASKS, done, due, LOW_TITLE)
        .where(TASKS.c.space_id == mine.c.space_id, *with_status(form.status), of_part(part))
        .order_by(done.element, due.element, TASKS.c.created_at.desc(), TASKS.c.id)
    )


def _is_enough(met: FromClause, mine: FromClause, form: Form, part: Part) -> Condition:
    """A space gave as many as were asked for, or has no more tasks than were walked through."""
    own = select(func.count()).where(met.c.space_id == mine.c.space_id)
    given = own.correlate(mine).scalar_subquery()
    beyond = _listed(mine, form, part).offset(_BUDGET).limit(1).correlate(mine).exists()
    return or_(given >= LIMIT, not_(beyond))


def _with_tasks(
    always: FromClause, top: FromClause, beside: list[ColumnElement[Any]]
) -> Select[Any]:
    """The whole tasks of the rows that were chosen; without any, what there always is."""
    of_tasks = top.join(TASKS, TASKS.c.id == top.c.id)
    return select(*COLUMNS, *beside).select_from(always.outerjoin(of_tasks, true()))
