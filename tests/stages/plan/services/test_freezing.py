from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.errors import PlanNotFound, VersionFrozen, VersionStateWrong
from baeumgil.stages.plan.models import (
    Course,
    Field,
    Goal,
    Institute,
    LineAncestor,
    Plan,
    PlanContent,
    PlanLine,
    PlannedSession,
    PlanVersion,
    PreCheck,
)
from baeumgil.stages.plan.queries.plan_books import read_book
from baeumgil.stages.plan.queries.plans import is_intact
from baeumgil.stages.plan.rules.book import SessionDays
from baeumgil.stages.plan.rules.line_draft import LineDraft
from baeumgil.stages.plan.services.freezing import digest_of, freeze
from baeumgil.stages.plan.services.plan_lines import put_line, remove_line
from baeumgil.stages.plan.services.plan_texts import set_content, set_head, set_pre_check
from baeumgil.stages.plan.services.plans import open_version, submit_version
from baeumgil.stages.plan.services.publishing import publish
from baeumgil.stages.plan.services.steps import to_approval, to_reviewed
from baeumgil.stages.plan.terms import ChangeVerb, ContentKey, Improvement, PreCheckMark, VersionState
from tests.build import an_actor
from tests.build_plan import a_course, a_field, a_goal, an_institute
from tests.stages.plan.services.build import OPERATOR, a_full_draft, an_approved_plan, approve

pytestmark = pytest.mark.django_db
DRAFTS = [
    LineDraft(
        "A",
        verb=ChangeVerb.IMPROVED,
        improvements=(Improvement.CONTENT,),
        sessions=2,
        seats_per_session=30,
        planned=(SessionDays(1, 30, date(2026, 3, 2), date(2026, 3, 5)),),
        ancestors=("B",),
    ),
    LineDraft("B", verb=ChangeVerb.MERGED, reason="비슷함"),
]


@pytest.fixture
def institute() -> int:
    made = an_institute()
    field = a_field(institute=made, code="job")
    a_goal(institute=made, code="goal")
    for code in ("A", "B", "C"):
        a_course(f"{code} 과정", institute=made, field=field, code=code)
    return made


@pytest.fixture
def version(institute: int) -> int:
    return an_approved_plan(institute, DRAFTS)


def test_what_was_signed_is_what_is_frozen(institute: int) -> None:
    version = a_full_draft(institute, DRAFTS)
    submit_version(actor=OPERATOR, version=version)
    to_reviewed(version)
    to_approval(version)
    signed = digest_of(version)
    with clock.fixed(datetime(2025, 12, 28, 9, tzinfo=UTC)):
        assert freeze(version, document_number="총무-1", policy_number="제1호") == signed
    head = read_book(version).head
    assert (head.state, head.digest, head.document_number, head.policy_number) == (
        VersionState.APPROVED,
        signed,
        "총무-1",
        "제1호",
    )
    assert head.approved_at == datetime(2025, 12, 28, 9, tzinfo=UTC)
    assert is_intact(version)


def test_only_a_version_in_approval_is_frozen(institute: int) -> None:
    version = a_full_draft(institute, DRAFTS)
    with pytest.raises(VersionStateWrong):
        freeze(version)
    with pytest.raises(PlanNotFound):
        freeze(0)
    assert PlanVersion.objects.get(pk=version).digest == ""


EDITS: dict[str, Callable[[int], object]] = {
    "seats of a line": lambda version: PlanLine.objects.filter(version_id=version, verb="improved").update(seats=61),
    "name of a line": lambda version: PlanLine.objects.filter(version_id=version).update(name="다른 이름"),
    "reason": lambda version: PlanLine.objects.filter(version_id=version).update(reason="다른 까닭"),
    "verb": lambda version: PlanLine.objects.filter(version_id=version, verb="merged").update(verb="abolished"),
    "a line away": lambda version: PlanLine.objects.filter(version_id=version, verb="merged").delete(),
    "ancestors": lambda version: LineAncestor.objects.filter(line__version_id=version).delete(),
    "days": lambda version: PlannedSession.objects.filter(line__version_id=version).update(ends_on=date(2026, 3, 6)),
    "contents": lambda version: PlanContent.objects.filter(version_id=version).update(text="다른 글"),
    "check sheet": lambda version: PreCheck.objects.filter(version_id=version).update(remark="다른 말"),
    "vision": lambda version: PlanVersion.objects.filter(pk=version).update(vision="다른 비전"),
    "title": lambda _: Plan.objects.update(title="다른 제목"),
    "names kept": lambda version: PlanVersion.objects.filter(pk=version).update(frame={}, vision="다른"),
    "digest": lambda version: PlanVersion.objects.filter(pk=version).update(digest="1" * 64),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_table_edited_behind_our_back_is_found(version: int, edit: str) -> None:
    EDITS[edit](version)
    assert not is_intact(version)


def test_renaming_in_the_catalogue_does_not_reach_an_approved_plan(version: int) -> None:
    before = read_book(version)
    Field.objects.update(name="다른 분야")
    Goal.objects.update(name="다른 목표")
    Course.objects.update(name="다른 과정")
    Institute.objects.update(name="다른 기관")
    assert is_intact(version)
    after = read_book(version)
    assert (after.fields, after.goals, after.head) == (before.fields, before.goals, before.head)
    assert [(line.name, line.field.name) for line in after.lines] == [("A 과정", "직무역량"), ("B 과정", "직무역량")]


def test_an_approved_version_refuses_every_edit(version: int) -> None:
    line = read_book(version).lines[0].id
    edits: list[Callable[[], object]] = [
        lambda: put_line(actor=OPERATOR, version=version, draft=LineDraft("C", sessions=1, seats=30)),
        lambda: remove_line(actor=OPERATOR, line=line),
        lambda: set_content(actor=OPERATOR, version=version, key=ContentKey.DIRECTION, text="다른 글"),
        lambda: set_pre_check(actor=OPERATOR, version=version, code="safety", mark=PreCheckMark.REVIEWED),
        lambda: set_head(actor=OPERATOR, version=version, vision="다른 비전"),
    ]
    for edit in edits:
        with pytest.raises(VersionFrozen):
            edit()
    assert is_intact(version)


def test_a_newer_approved_version_takes_the_place_of_the_older(version: int) -> None:
    plan = PlanVersion.objects.get(pk=version).plan_id
    newer = open_version(actor=OPERATOR, plan=plan)
    put_line(
        actor=OPERATOR, version=newer, draft=LineDraft("C", verb=ChangeVerb.NEW, reason="필요", sessions=1, seats=20)
    )
    approve(newer)
    states = dict(PlanVersion.objects.values_list("pk", "state"))
    assert states == {version: VersionState.SUPERSEDED, newer: VersionState.APPROVED}
    assert is_intact(version)
    assert is_intact(newer)


def test_an_open_version_has_nothing_to_keep(institute: int) -> None:
    assert is_intact(a_full_draft(institute, DRAFTS))


def test_an_approved_version_is_made_public_once(version: int) -> None:
    with clock.fixed(datetime(2025, 12, 29, 0, tzinfo=UTC)):
        publish(actor=an_actor(Role.TRAINING_OFFICE), version=version)
    assert PlanVersion.objects.get(pk=version).published_at == datetime(2025, 12, 29, 0, tzinfo=UTC)
    with pytest.raises(VersionStateWrong):
        publish(actor=OPERATOR, version=version)
    assert is_intact(version)


def test_a_draft_is_not_made_public(institute: int) -> None:
    version = a_full_draft(institute, DRAFTS)
    with pytest.raises(VersionStateWrong):
        publish(actor=OPERATOR, version=version)
    assert PlanVersion.objects.get(pk=version).published_at is None


@pytest.mark.parametrize("role", [None, Role.LIAISON, Role.HEAD, Role.AUDITOR])
def test_only_the_training_office_publishes(version: int, role: Role | None) -> None:
    with pytest.raises(NotAllowed):
        publish(actor=an_actor(role), version=version)
    assert PlanVersion.objects.get(pk=version).published_at is None
