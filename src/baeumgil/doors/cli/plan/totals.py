"""`baeumgil plan …`: totals, comparison, list and verification."""

from collections.abc import Sequence

import click

from baeumgil.core.errors import Refused
from baeumgil.core.glossary import label
from baeumgil.doors.cli.options import json_option, operator, reason_option
from baeumgil.doors.cli.output import say, table, write_json
from baeumgil.stages.plan.queries.plans import is_intact, plan_book_of
from baeumgil.stages.plan.queries.plans import plans as all_plans
from baeumgil.stages.plan.rules.book import VersionHead
from baeumgil.stages.plan.rules.comparing import Comparison, compare
from baeumgil.stages.plan.rules.figures import comparison_figures, head_figures, totals_figures
from baeumgil.stages.plan.rules.totals import Amount, TotalRow, Totals, totals_of
from baeumgil.stages.plan.terms import OPEN_STATES

institute_option = click.option("--institute", default="", help="교육훈련기관 코드(기본값: 우리 기관, 없으면 보기)")
COLUMNS = ["과정", "전년", "증감", "기수", "전년", "증감", "인원", "전년", "증감"]


class PlanNotIntact(Refused):
    """A frozen version no longer says what was approved."""

    code = "plan_not_intact"


@click.command("list")
@json_option
@reason_option
def list_plans(*, as_json: bool, reason: str) -> None:
    """모든 교육훈련계획과 그 상태를 보입니다."""
    rows = all_plans(actor=operator(reason))
    if as_json:
        write_json(rows)
        return
    shown = [
        (
            str(row.year),
            row.institute_name,
            f"{row.number}판",
            label(row.state),
            "공개" if row.published_at else "",
            row.courses,
            row.people,
            "보기" if row.is_example else "",
        )
        for row in rows
    ]
    click.echo(table(["연도", "기관", "판", "상태", "공개", "과정", "연인원", ""], shown))


@click.command()
@click.argument("year", type=int)
@institute_option
@json_option
@reason_option
def totals(*, year: int, institute: str, as_json: bool, reason: str) -> None:
    """YEAR년 교육훈련계획의 총괄을 보입니다. 모든 숫자는 과정에서 셉니다."""
    book = plan_book_of(actor=operator(reason), year=year, institute_code=institute)
    if as_json:
        write_json(totals_figures(book))
        return
    found = totals_of(book)
    click.echo(_heading(book.head))
    for title, rows in (
        ("교육방법", (*found.by_delivery, found.total)),
        ("분야", (*found.by_field, found.total)),
        ("과정 유형", found.by_kind),
        ("목표", found.by_goal),
        ("교육대상", found.by_target),
    ):
        click.echo(f"\n{_amounts(title, rows, found)}")
    click.echo(f"\n{_flows(found)}")
    click.echo(f"\n{_months(found)}")
    say("연인원입니다. 한 사람이 여러 과정을 들으면 여러 번 셉니다.")


@click.command("compare")
@click.argument("before", type=int)
@click.argument("after", type=int)
@institute_option
@json_option
@reason_option
def compare_years(*, before: int, after: int, institute: str, as_json: bool, reason: str) -> None:
    """BEFORE년과 AFTER년의 계획을 나란히 놓고 달라진 것을 보입니다."""
    actor = operator(reason)
    later = plan_book_of(actor=actor, year=after, institute_code=institute)
    earlier = plan_book_of(actor=actor, year=before, institute_code=institute or later.head.institute_code)
    found = compare(earlier, later)
    if as_json:
        write_json(comparison_figures(found))
        return
    click.echo(f"{_heading(found.before)}\n{_heading(found.after)}")
    click.echo(f"\n{_comparison(found)}")


@click.command()
@click.argument("year", type=int)
@institute_option
@json_option
@reason_option
def verify(*, year: int, institute: str, as_json: bool, reason: str) -> None:
    """YEAR년의 승인된 계획이 승인된 내용 그대로인지 확인합니다."""
    head = plan_book_of(actor=operator(reason), year=year, institute_code=institute).head
    is_frozen = head.state not in OPEN_STATES
    if not is_intact(head.id):
        raise PlanNotIntact("승인된 뒤에 내용이 바뀌었습니다. 백업과 견주어 보세요.", version=head.id)
    if as_json:
        write_json({**head_figures(head), "frozen": is_frozen, "intact": is_frozen, "digest": head.digest})
        return
    click.echo(_heading(head))
    click.echo(f"승인된 내용 그대로입니다. 지문 {head.digest}" if is_frozen else "아직 승인되지 않은 판입니다.")


def _heading(head: VersionHead) -> str:
    example = " (보기)" if head.is_example else ""
    return f"{head.institute_name}{example} · {head.title} · {head.number}판 {label(head.state)}"


def _amounts(title: str, rows: Sequence[TotalRow], found: Totals) -> str:
    if not found.has_previous:
        return table([title, "과정", "기수", "인원"], [(row.label, *_three(row.now)) for row in rows])
    shown = []
    for row in rows:
        figures = zip(_three(row.now), _three(row.before), _three(row.change), strict=True)
        shown.append((row.label, *(value for three in figures for value in three)))
    return table([title, *COLUMNS], shown)


def _three(amount: Amount) -> tuple[int, int, int]:
    return amount.courses, amount.sessions, amount.people


def _flows(found: Totals) -> str:
    if not found.has_previous:
        return "전년도 계획이 없어 개편 내역을 세지 않습니다."
    rows = [
        (label(flow.delivery) or "계", flow.before, flow.new, flow.ended, flow.now, flow.improved, flow.kept)
        for flow in found.flows
    ]
    return table(["개편", "전년", "신설", "통합·대체·폐지", "올해", "개선", "유지"], rows)


def _months(found: Totals) -> str:
    rows = [
        (f"{row.month}월" if row.month else "미정", row.sessions, row.people)
        for row in found.by_month
        if row.sessions or row.people
    ]
    return table(["시작 월", "기수", "인원"], rows)


def _comparison(found: Comparison) -> str:
    before, after = found.totals_before.total.now, found.totals_after.total.now
    names = ("과정", "기수", "연인원")
    figures = zip(names, _three(before), _three(after), _three(after - before), strict=True)
    parts = [table(["", f"{found.before.year}년", f"{found.after.year}년", "증감"], figures)]
    added = [
        (line.code, line.name, line.sessions, line.seats, ", ".join(each.name for each in line.ancestors))
        for line in found.added
    ]
    removed = [
        (
            each.before.code,
            each.before.name,
            label(each.after.verb) if each.after else "",
            each.before.seats,
            ", ".join(heir.name for heir in each.successors),
        )
        for each in found.removed
    ]
    changed = [
        (each.after.code, each.after.name, label(change.field), _said(change.before), _said(change.after))
        for each in found.changed
        for change in each.changes
    ]
    for title, headings, rows in (
        ("새 과정", ["코드", "과정", "기수", "연인원", "이전 과정"], added),
        ("없어진 과정", ["코드", "과정", "개편", "전년 연인원", "이어받는 과정"], removed),
        ("달라진 과정", ["코드", "과정", "항목", "앞", "뒤"], changed),
    ):
        if rows:
            parts.append(f"[{title}] {len({row[0] for row in rows}):,}개\n{table(headings, rows)}")
    parts.append(f"그대로인 과정 {found.unchanged:,}개")
    return "\n\n".join(parts)


def _said(value: object) -> str:
    if isinstance(value, str):
        return label(value) or "-"
    return "-" if value is None else f"{value:,}"


COMMANDS: Sequence[click.Command] = (list_plans, totals, compare_years, verify)
