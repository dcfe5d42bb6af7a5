"""`baeumgil …`: the table of commands. Each is loaded only when it is called, so that help is quick."""

import click

from baeumgil.doors.cli.frame import Entry, LazyGroup

COMMANDS = (
    Entry("people", "baeumgil.doors.cli.people:people", "사람과 조직: 명단 가져오기, 조회"),
    Entry("roadmap", "baeumgil.doors.cli.roadmap:roadmap", "생애주기 로드맵: 조회, 이수할 사람, 전망, 규칙"),
    Entry("plan", "baeumgil.doors.cli.plan.commands:plan", "연간 교육훈련계획: 가져오기, 총괄, 비교, 문서"),
    Entry("schedule", "baeumgil.doors.cli.schedule.commands:schedule", "일정 편성: 계산, 점검, 설명, 달력"),
    Entry(
        "enrolment", "baeumgil.doors.cli.enrolment.commands:enrolment", "신청·선발: 모집, 신청, 선발, 검증, 추가 모집"
    ),
    Entry("policies", "baeumgil.doors.cli.policies:policies", "방침: 날짜가 있는 규칙의 값 보기와 바꾸기"),
    Entry("notices", "baeumgil.doors.cli.notices:notices", "알림: 밖으로 보내기와 가지 못한 것"),
    Entry("demo", "baeumgil.doors.cli.city:demo", "가상 도시 만들기"),
    Entry("doctor", "baeumgil.doors.cli.doctor.command:doctor", "설치 상태 점검과 고치는 방법"),
    Entry("run", "baeumgil.doors.cli.servers:run", "웹 서버와 작업자를 함께 실행", needs_django=False),
    Entry("serve", "baeumgil.doors.cli.servers:serve", "웹 서버만 실행", needs_django=False),
    Entry("work", "baeumgil.doors.cli.upkeep:work", "작업자만 실행"),
    Entry("migrate", "baeumgil.doors.cli.upkeep:migrate", "데이터베이스를 만들거나 새 판에 맞춤"),
    Entry("seed", "baeumgil.doors.cli.upkeep:seed", "기본 방침과 제공 규칙 넣기"),
    Entry("create-admin", "baeumgil.doors.cli.upkeep:create_admin", "시스템 관리자 계정 만들기"),
    Entry("backup", "baeumgil.doors.cli.upkeep:backup", "실행 중에도 온전한 백업 파일 만들기(SQLite)"),
    Entry("verify-audit", "baeumgil.doors.cli.upkeep:verify_audit", "감사 기록이 온전한지 확인"),
    Entry("api", "baeumgil.doors.cli.upkeep:api", "REST API 설명서 내보내기"),
)


@click.group(cls=LazyGroup, entries=COMMANDS)
@click.version_option(package_name="baeumgil", prog_name="baeumgil")
def baeumgil() -> None:
    """배움길: 지방자치단체 교육훈련 관리.

    끝난 값: 0 마침, 1 이유를 밝히고 하지 않음, 2 잘못 쓴 명령.
    """
