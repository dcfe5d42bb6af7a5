"""`baeumgil enrolment calls`, `open`, `announce`."""

from datetime import date, datetime, time

import click
from django.utils import timezone

from baeumgil.core.glossary import label
from baeumgil.doors.cli.options import DAY, dry_run_option, json_option, operator, reason_option, rehearsing
from baeumgil.doors.cli.output import say, table, write_json
from baeumgil.stages.enrolment.queries.call_desks import call_desk
from baeumgil.stages.enrolment.queries.calls import call_card, calls
from baeumgil.stages.enrolment.services.announcing import announce_call
from baeumgil.stages.enrolment.services.calls import open_call
from baeumgil.stages.enrolment.terms import CallPhase
from baeumgil.stages.plan.queries.courses import course_by_code
from baeumgil.stages.plan.queries.institutes import own_institute

MORNING, EVENING = time(9), time(18)
MOST_LISTED = 200


@click.command("calls")
@click.option("--phase", type=click.Choice([phase.value for phase in CallPhase]), help="이 단계만")
@click.option("--words", default="", help="이름이나 과정에 든 말")
@json_option
@reason_option
def list_calls(*, phase: str | None, words: str, as_json: bool, reason: str) -> None:
    """모집과 과정 코드, 기수 번호, 신청 수, 자리, 마감을 보입니다."""
    wanted = CallPhase(phase) if phase else None
    found = calls(actor=operator(reason), phase=wanted, words=words, size=MOST_LISTED)
    if as_json:
        write_json(found.rows)
        return
    shown = [
        (
            row.id,
            f"{row.name} {row.number}차",
            row.course_code,
            ", ".join(str(held.session) for held in row.sessions),
            label(row.phase),
            f"{timezone.localtime(row.closes_at):%Y-%m-%d %H:%M}",
            row.applications,
            row.seats,
        )
        for row in found.rows
    ]
    click.echo(table(["번호", "모집", "과정", "기수 번호", "단계", "마감", "신청", "자리"], shown))


@click.command("open")
@click.argument("course")
@click.option("--opens", type=DAY, required=True, help="신청을 시작하는 날(아침 9시)")
@click.option("--closes", type=DAY, required=True, help="신청을 마감하는 날(저녁 6시)")
@click.option("--session", "sessions", type=click.IntRange(1), multiple=True, help="이 기수만(번호, 여러 번)")
@click.option("--name", default="", help="모집 이름(기본값: 과정 이름)")
@click.option("--announce", "is_announced", is_flag=True, help="곧바로 공고합니다")
@dry_run_option
@json_option
@reason_option
def open_new_call(
    *,
    course: str,
    opens: date,
    closes: date,
    sessions: tuple[int, ...],
    name: str,
    is_announced: bool,
    dry_run: bool,
    as_json: bool,
    reason: str,
) -> None:
    """COURSE(과정 코드)의 모집을 준비합니다. 기수를 고르지 않으면 아직 모집하지 않은 기수 모두입니다."""
    actor = operator(reason)
    number = course_by_code(actor=actor, institute=own_institute().id, code=course)
    desk = call_desk(actor=actor, course=number)
    chosen = sessions or tuple(offered.row.id for offered in desk.sessions if not offered.called_by)
    with rehearsing(dry_run=dry_run):
        made = open_call(
            actor=actor,
            course=number,
            sessions=chosen,
            opens_at=_at(opens, MORNING),
            closes_at=_at(closes, EVENING),
            name=name,
        )
        if is_announced:
            announce_call(actor=actor, call=made)
        card = call_card(actor=actor, call=made)
    if as_json:
        write_json(card)
        return
    say(f"모집 {card.id}번 {card.name}: {label(card.phase)}, 기수 {len(card.sessions)}개, 자리 {card.seats:,}개")


@click.command("announce")
@click.argument("call", type=click.IntRange(1))
@json_option
@reason_option
def announce(*, call: int, as_json: bool, reason: str) -> None:
    """CALL(모집 번호)을 공고합니다: 방침이 굳어지고 추첨 씨앗의 지문이 공개됩니다."""
    actor = operator(reason)
    announce_call(actor=actor, call=call)
    card = call_card(actor=actor, call=call)
    if as_json:
        write_json(card)
        return
    say(f"모집 {card.id}번 {card.name}을(를) 공고했습니다. 추첨 씨앗의 지문: {card.seed_hash}")


def _at(day: date, moment: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment))


COMMANDS: tuple[click.Command, ...] = (list_calls, open_new_call, announce)
