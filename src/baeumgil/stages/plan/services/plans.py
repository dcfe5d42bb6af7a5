"""Plans: opened, copied, handed on."""

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.locks import hold
from baeumgil.core.policies import value_on
from baeumgil.core.said import Said
from baeumgil.stages.people.terms import Authority
from baeumgil.stages.plan.access import may_edit_plan
from baeumgil.stages.plan.errors import InstituteNotFound, PlanExists, PlanInvalid, PlanNotFound, VersionStateWrong
from baeumgil.stages.plan.models import Institute, Meeting, Plan, PlanContent, PlanVersion, PreCheck
from baeumgil.stages.plan.rules.pre_checks import POLICY, items_of
from baeumgil.stages.plan.services.examples import leave_examples
from baeumgil.stages.plan.services.plan_lines import put_line, put_lines, remove_line
from baeumgil.stages.plan.services.plan_texts import set_content, set_head, set_pre_check
from baeumgil.stages.plan.services.results import set_year_result
from baeumgil.stages.plan.services.steps import back_to_draft, need_complete
from baeumgil.stages.plan.services.version_copy import carry_over, copy_whole
from baeumgil.stages.plan.services.version_hold import held_draft, held_in, touch
from baeumgil.stages.plan.terms import OPEN_STATES, ContentKey, MeetingState, VersionState

__all__ = [
    "discard_version",
    "open_plan",
    "open_version",
    "put_line",
    "put_lines",
    "remove_line",
    "set_content",
    "set_head",
    "set_pre_check",
    "set_year_result",
    "submit_version",
    "take_back_version",
]

FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_TITLE, LONGEST_NOTE = 200, 300
ALREADY_OPEN = Said(
    "이미 작업 중인 판이 있습니다. 그 판을 마치거나 버린 뒤에 여세요.",
    "A version is being worked on already. Finish or discard it before opening another.",
)
NONE_APPROVED = Said("승인된 판이 없어 새 판을 열 수 없습니다.", "No version is approved, so no new one can be opened.")
WAS_REVIEWED = Said(
    "심의한 기록이 있어 버릴 수 없습니다. 고쳐서 다시 올리세요.",
    "The committee has dealt with it, so it cannot be discarded. Correct it and hand it in again.",
)
MEETING_CLOSED = Said(
    "심의 회의를 마친 판은 거둘 수 없습니다.", "A version whose meeting is closed cannot be taken back."
)


@action("plan.open_plan")
def open_plan(
    *,
    actor: Actor,
    institute: int,
    year: int,
    title: str = "",
    authority: Authority = Authority.MAYOR,
    copy_from: int | None = None,
) -> int:
    """Begin the plan of a year with version 1 as a draft; the version.

    `copy_from` is an approved version of an earlier year: its held lines come over as kept. Without it the plan is
    empty, but stands beside the approved plan of the year before, if there is one.
    """
    allow(may_edit_plan(actor))
    found = Institute.objects.filter(pk=institute).first()
    if found is None:
        raise InstituteNotFound(institute=institute)
    leave_examples(actor, found)
    base = _base(copy_from)
    problems = _plan_problems(institute, year, title, base)
    if problems:
        raise PlanInvalid(problems)
    if Plan.objects.filter(institute_id=institute, authority=authority, year=year).exists():
        raise PlanExists(year=year)
    previous = base or _approved(institute, authority, year - 1)
    plan = _make_plan(institute, authority, year, title.strip() or f"{year}년 교육훈련계획")
    version = _make_version(
        actor, plan, number=1, previous=previous, vision=previous.vision if base and previous else ""
    )
    _make_texts(version)
    lines = carry_over(base.pk, version.pk) if base else 0
    record(str(plan), plan=plan.pk, version=version.pk, institute=institute, year=year, lines=lines)
    return version.pk


def _base(copy_from: int | None) -> PlanVersion | None:
    if copy_from is None:
        return None
    found = PlanVersion.objects.select_related("plan").filter(pk=copy_from).first()
    if found is None:
        raise PlanNotFound(version=copy_from)
    return found


def _plan_problems(institute: int, year: int, title: str, base: PlanVersion | None) -> list[Problem]:
    problems = []
    if not FIRST_YEAR <= year <= LAST_YEAR:
        problems.append(
            Problem(
                "year",
                Said(f"{year}년은 계획할 수 없습니다.", f"{year} cannot be planned."),
                Said(f"{FIRST_YEAR}~{LAST_YEAR} 사이로 적으세요.", f"Give a year from {FIRST_YEAR} to {LAST_YEAR}."),
                field="year",
            )
        )
    if len(title.strip()) > LONGEST_TITLE:
        problems.append(
            Problem(
                "too_long",
                Said("제목이 너무 깁니다.", "The title is too long."),
                Said(f"{LONGEST_TITLE}자 안으로 줄이세요.", f"Shorten it to {LONGEST_TITLE} characters."),
                field="title",
            )
        )
    is_fit = base is None or (
        base.state not in OPEN_STATES and base.plan.institute_id == institute and base.plan.year < year
    )
    if not is_fit:
        problems.append(
            Problem(
                "copy_from",
                Said(
                    "가져올 계획이 앞선 해의 승인된 계획이 아닙니다.",
                    "The plan to copy from is not an approved plan of an earlier year.",
                ),
                Said("같은 기관의 승인된 계획을 고르세요.", "Choose an approved plan of the same institute."),
                field="copy_from",
            )
        )
    return problems


def _approved(institute: int, authority: Authority, year: int) -> PlanVersion | None:
    rows = PlanVersion.objects.filter(plan__institute_id=institute, plan__authority=authority, plan__year=year)
    return rows.filter(state=VersionState.APPROVED).first()


def _make_plan(institute: int, authority: Authority, year: int, title: str) -> Plan:
    try:
        with transaction.atomic():
            return Plan.objects.create(institute_id=institute, authority=authority, year=year, title=title)
    except IntegrityError as error:  # somebody opened it at the same moment
        raise PlanExists(year=year) from error


def _make_version(
    actor: Actor,
    plan: Plan,
    *,
    number: int,
    previous: PlanVersion | None,
    based_on: PlanVersion | None = None,
    vision: str = "",
    note: str = "",
) -> PlanVersion:
    now = clock.now()
    return PlanVersion.objects.create(
        plan=plan,
        number=number,
        state=VersionState.DRAFT,
        previous=previous,
        based_on=based_on,
        vision=vision,
        note=note,
        created_at=now,
        changed_at=now,
        created_label=actor.label[:200],
    )


def _make_texts(version: PlanVersion) -> None:
    PlanContent.objects.bulk_create(PlanContent(version=version, key=key) for key in ContentKey)
    items = items_of(value_on(POLICY, clock.today()))
    PreCheck.objects.bulk_create(
        PreCheck(version=version, code=item.code, name=item.name, order=order) for order, item in enumerate(items)
    )


@action("plan.open_version")
def open_version(*, actor: Actor, plan: int, note: str = "") -> int:
    """Begin a new draft, copied whole from the approved version; the version.

    Raises `VersionStateWrong` while another version is open, or before one was approved.
    """
    allow(may_edit_plan(actor))
    held = hold(Plan, [plan])
    if not held or not isinstance(held[0], Plan):
        raise PlanNotFound(plan=plan)
    leave_examples(actor, held[0].institute)
    if len(note.strip()) > LONGEST_NOTE:
        raise PlanInvalid(
            [
                Problem(
                    "too_long",
                    Said("메모가 너무 깁니다.", "The note is too long."),
                    Said(f"{LONGEST_NOTE}자 안으로 줄이세요.", f"Shorten it to {LONGEST_NOTE} characters."),
                    field="note",
                )
            ]
        )
    versions = list(PlanVersion.objects.filter(plan_id=plan).order_by("number"))
    if any(row.state in OPEN_STATES for row in versions):
        raise VersionStateWrong(ALREADY_OPEN, plan=plan)
    base = next((row for row in versions if row.state == VersionState.APPROVED), None)
    if base is None:
        raise VersionStateWrong(NONE_APPROVED, plan=plan)
    made = _make_version(
        actor,
        held[0],
        number=versions[-1].number + 1,
        previous=base.previous,
        based_on=base,
        vision=base.vision,
        note=note.strip(),
    )
    lines = copy_whole(base.pk, made.pk)
    record(str(held[0]), plan=plan, version=made.pk, number=made.number, base=base.number, lines=lines)
    return made.pk


@action("plan.discard_version")
def discard_version(*, actor: Actor, version: int) -> None:
    """Throw a draft away; the plan too when it has no other version. What a committee saw cannot be thrown away."""
    allow(may_edit_plan(actor))
    row = held_draft(version)
    plan = row.plan
    try:
        with transaction.atomic():
            row.delete()
            if not plan.versions.exists():
                plan.delete()
    except ProtectedError as error:
        raise VersionStateWrong(WAS_REVIEWED, version=version) from error
    record(str(plan), version=version, number=row.number)


@action("plan.submit_version")
def submit_version(*, actor: Actor, version: int) -> None:
    """Hand a draft to the committee. Raises `PlanIncomplete` with everything that is missing."""
    allow(may_edit_plan(actor))
    row = held_in(version, (VersionState.DRAFT,))
    need_complete(version)
    touch(version, state=VersionState.IN_COMMITTEE, submitted_at=clock.now())
    record(str(row.plan), version=version, number=row.number)


@action("plan.take_back_version")
def take_back_version(*, actor: Actor, version: int) -> None:
    """Take a version back for more work: from the committee while no meeting about it is closed, or once reviewed.

    A reviewed version that is taken back goes to the committee again.
    """
    allow(may_edit_plan(actor))
    row = held_in(version, (VersionState.IN_COMMITTEE, VersionState.REVIEWED))
    closed = Meeting.objects.filter(version_id=version, state=MeetingState.CLOSED)
    if row.state == VersionState.IN_COMMITTEE and closed.exists():
        raise VersionStateWrong(MEETING_CLOSED, version=version)
    back_to_draft(version)
    record(str(row.plan), version=version, number=row.number)
