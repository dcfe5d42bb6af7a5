"""What is in the database: seeds, rules, computed states, jobs, the audit chain."""

from collections.abc import Iterator
from datetime import timedelta

from baeumgil.core import audit, clock, jobs, policies
from baeumgil.core.actors import Actor
from baeumgil.core.glossary import label
from baeumgil.doors.cli.doctor.finding import Finding, error, good, warning
from baeumgil.doors.cli.readiness import FIRST_NEEDED
from baeumgil.stages.people.queries.deliveries import outbox_state
from baeumgil.stages.people.queries.holdings import holdings
from baeumgil.stages.people.terms import DeliveryState
from baeumgil.stages.roadmap.errors import NoRulesInForce
from baeumgil.stages.roadmap.queries.rulesets import in_force, rule_sets
from baeumgil.stages.roadmap.queries.runs import shown_run

LONGEST_WAIT = timedelta(minutes=10)


def seeds() -> Iterator[Finding]:
    """Default policies and shipped rules are there."""
    if policies.values_on([FIRST_NEEDED], clock.today()) and rule_sets():
        yield good("seeds", "기본 방침과 제공 규칙이 있습니다")
    else:
        yield error("seeds", "기본 방침이나 제공 규칙이 없습니다.", "'baeumgil seed'를 실행하세요.")


def rules() -> Iterator[Finding]:
    """A rule set is in force."""
    try:
        found = in_force()
    except NoRulesInForce:
        yield error(
            "rules", "적용 중인 로드맵 규칙이 없습니다.", "'baeumgil roadmap rules put-in-force CODE'로 적용하세요."
        )
    else:
        yield good("rules", f"적용 중인 규칙: {found.name} {found.number}판")


def requirements() -> Iterator[Finding]:
    """The stored states are of today and of the rules in force."""
    if not holdings().people:
        yield warning(
            "people", "아직 사람이 없습니다.", "'baeumgil people import 명단.xlsx'나 'baeumgil demo'를 실행하세요."
        )
        return
    try:
        run = shown_run()
    except NoRulesInForce:
        return
    if run is None:
        yield error("requirements", "단계를 아직 계산하지 않았습니다.", "'baeumgil roadmap recompute'를 실행하세요.")
    elif run.is_stale:
        yield warning(
            "requirements",
            f"저장된 단계가 오늘 것이 아닙니다({run.on}).",
            "작업자가 켜져 있으면 저절로 계산합니다. 바로 하려면 'baeumgil roadmap recompute'를 실행하세요.",
        )
    else:
        yield good("requirements", f"단계 {run.rows:,}건이 오늘 것입니다")


def queue() -> Iterator[Finding]:
    """Nothing waits too long, nothing is held by a dead worker."""
    now = clock.now()
    open_jobs = jobs.job_rows(actor=Actor.operator("설치 점검"), sees_all=True, is_over=False, limit=200)
    waiting = [row for row in open_jobs if row.state is jobs.JobState.QUEUED and now - row.requested_at > LONGEST_WAIT]
    if waiting:
        yield error(
            "worker",
            f"작업 {len(waiting)}건이 10분 넘게 기다립니다. 작업자가 꺼져 있습니다.",
            "'baeumgil run'으로 함께 켜거나 'baeumgil work'를 실행하세요.",
        )
    else:
        yield good("worker", f"기다리거나 하는 중인 작업 {len(open_jobs)}건")


def outbox() -> Iterator[Finding]:
    """Notices leave the house, and nobody is left without an answer."""
    found = outbox_state(actor=Actor.operator("설치 점검"))
    if found.waiting_since is not None and clock.now() - found.waiting_since > LONGEST_WAIT:
        yield error(
            "outbox",
            f"알림 {found.counts[DeliveryState.WAITING]:,}건이 10분 넘게 나가지 못했습니다.",
            "작업자가 켜져 있는지, 보낼 곳의 주소(BAEUMGIL_…_GATEWAY)가 맞는지 확인하세요.",
        )
    elif found.open:
        yield warning(
            "outbox",
            f"보내지 못했거나 확인이 필요한 알림이 {found.open:,}건 있습니다.",
            "'baeumgil notices list'나 '알림 발송 현황' 화면에서 다시 보내거나 그만두세요.",
        )
    elif found.connected:
        yield good("outbox", f"알림이 나가는 수단: {', '.join(label(way) for way in sorted(found.connected))}")
    else:
        yield good("outbox", "알림은 알림함으로만 갑니다(연결된 수단 없음)")


def audit_chain() -> Iterator[Finding]:
    """No entry was changed, removed or put in."""
    broken = audit.first_broken_link()
    if broken is None:
        yield good("audit", "감사 기록이 온전합니다")
    else:
        yield error(
            "audit",
            f"감사 기록 {broken}번부터 맞지 않습니다.",
            "백업과 견주어 언제 바뀌었는지 찾고 책임자에게 알리세요.",
        )


def accounts() -> Iterator[Finding]:
    """Somebody can sign in."""
    if holdings().accounts:
        yield good("accounts", "로그인 계정이 있습니다")
    else:
        yield warning("accounts", "로그인할 계정이 하나도 없습니다.", "'baeumgil create-admin'을 실행하세요.")
