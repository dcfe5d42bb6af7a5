import pytest
from django.test import Client

from baeumgil.core.actors import Role
from baeumgil.stages.plan.models import LineAncestor, PlanLine, PlannedSession
from baeumgil.stages.plan.rules.line_draft import LineDraft
from baeumgil.stages.plan.services.plans import put_line
from baeumgil.stages.plan.terms import ChangeVerb, Origin
from tests.build_web import signed_in, statements_of
from tests.doors.web.plan.plan_world import OPERATOR, PlanWorld, a_new_course, a_plan_world, more_courses

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> PlanWorld:
    return a_plan_world()


def line_of(world: PlanWorld, code: str = "C000") -> PlanLine:
    return PlanLine.objects.get(version=world.version, course__code=code)


def typed(**more: object) -> dict[str, object]:
    """A line as the form sends it."""
    return {
        "revision": "",
        "verb": "kept",
        "origin": "own_review",
        "reason": "",
        "sessions": "2",
        "seats_per_session": "30",
        "seats": "",
        "field": "A1",
        "goal": "",
        "kind": "classroom",
        "target_group": "all_staff",
        "planned-count": "0",
        **more,
    }


def address_of(world: PlanWorld, code: str = "C000") -> str:
    return f"/plans/versions/{world.version}/lines/{line_of(world, code).pk}"


def test_a_line_is_changed_with_its_sessions(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    address = address_of(world)
    page = client.get(address).content.decode()
    assert "전년 계획" in page
    answer = client.post(
        address,
        typed(
            revision=line_of(world).revision,
            verb="improved",
            improvements=["enlarged", "timing"],
            reason="신청이 많았습니다.",
            sessions="3",
            **{
                "planned-count": "4",
                "planned-0-starts_on": "2027-03-02",
                "planned-0-ends_on": "2027.3.4.",
                "planned-1-month": "9",
                "planned-1-seats": "30",
                "planned-3-note": "추석 뒤",
                "planned-3-seats": "30",
            },
        ),
    )
    assert answer["Location"] == f"/plans/versions/{world.version}"
    line = line_of(world)
    assert (line.verb, line.improvements, line.seats) == (ChangeVerb.IMPROVED, ["enlarged", "timing"], 90)
    sessions = PlannedSession.objects.filter(line=line).order_by("number")
    assert list(sessions.values_list("number", "month", "seats", "note")) == [
        (1, None, 30, ""),
        (2, 9, 30, ""),
        (3, None, 30, "추석 뒤"),
    ]


def test_what_contradicts_itself_is_refused_beside_its_field_and_kept(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    before = PlanLine.objects.filter(version=world.version).order_by("pk").values()
    was = list(before)
    wrong = typed(reason="남겨 둘 글", **{"planned-count": "1", "planned-0-ends_on": "2027-03-02"})
    for sent in (typed(sessions="-3", reason="남겨 둘 글"), wrong, typed(verb="fly", reason="남겨 둘 글")):
        answer = client.post(address_of(world), sent)
        page = answer.content.decode()
        assert answer.status_code == 400
        assert "남겨 둘 글" in page
        assert 'role="alert"' in page
    assert list(before.all()) == was


def test_a_course_is_never_its_own_ancestor_of_another(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post(address_of(world), typed(ancestors=["NOPE"]))
    assert answer.status_code == 400
    assert LineAncestor.objects.filter(line=line_of(world)).exclude(course__code="C000").count() == 0


def test_two_who_edit_do_not_overwrite_each_other(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    address, seen = address_of(world), line_of(world).revision
    put_line(
        actor=OPERATOR,
        version=world.version,
        draft=LineDraft(
            course="C000", verb=ChangeVerb.KEPT, origin=Origin.CARRIED_OVER, sessions=7, seats_per_session=20
        ),
    )
    answer = client.post(address, typed(revision=seen, reason="나의 까닭", sessions="4"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "그사이 다른 사람이 저장한 내용" in page
    assert "7기 140명" in page
    assert "나의 까닭" in page
    assert line_of(world).sessions == 7
    assert f'name="revision" value="{line_of(world).revision}"' in page
    assert client.post(address, typed(revision=line_of(world).revision, sessions="4")).status_code == 302
    assert line_of(world).sessions == 4


def test_a_new_course_is_chosen_then_put_in_with_its_ancestors(client: Client, world: PlanWorld) -> None:
    a_new_course(world)
    signed_in(client, Role.TRAINING_OFFICE)
    address = f"/plans/versions/{world.version}/lines/new"
    page = client.get(address).content.decode()
    assert f"{address}?course=AI1" in page
    assert "?course=C000" not in page
    assert "찾는 과정이 없습니다" in client.get(address, {"words": "없는말"}).content.decode()
    found = client.post(f"{address}?course=AI1", typed(verb="new", ancestor_words="001", more="ancestors"))
    assert found.status_code == 200
    assert 'name="ancestors" value="C001"' in found.content.decode()
    more = client.post(f"{address}?course=AI1", typed(more="planned")).content.decode()
    assert 'name="planned-count" value="3"' in more
    put_line(
        actor=OPERATOR,
        version=world.version,
        draft=LineDraft(course="C001", verb=ChangeVerb.MERGED, reason="합칩니다."),
    )
    answer = client.post(f"{address}?course=AI1", typed(verb="new", reason="요청이 있었습니다.", ancestors=["C001"]))
    assert answer["Location"] == f"/plans/versions/{world.version}"
    made = line_of(world, "AI1")
    assert list(made.ancestors.values_list("course__code", flat=True)) == ["C001"]
    assert client.get(f"{address}?course=AI1")["Location"].endswith(f"/lines/{made.pk}")
    late = client.post(f"{address}?course=AI1", typed(verb="new", reason="나도 넣습니다."))
    assert late.status_code == 409
    assert line_of(world, "AI1").reason == "요청이 있었습니다."


def test_a_line_is_taken_out_after_asking(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    address = f"{address_of(world)}/remove"
    assert "폐지" in client.get(address).content.decode()
    assert PlanLine.objects.filter(version=world.version).count() == 3
    assert client.post(address).status_code == 302
    assert PlanLine.objects.filter(version=world.version).count() == 2


def test_a_frozen_line_is_read_and_never_written(client: Client, world: PlanWorld) -> None:
    old = PlanLine.objects.get(version=world.before, course__code="C000")
    address = f"/plans/versions/{world.before}/lines/{old.pk}"
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(address).content.decode()
    assert "기수 일정" in page
    assert 'name="verb"' not in page
    assert client.post(address, typed(sessions="9")).status_code == 409
    assert client.get(f"/plans/versions/{world.before}/lines/new").status_code == 409
    assert PlanLine.objects.get(pk=old.pk).sessions == old.sessions
    assert client.get(f"/plans/versions/{world.version}/lines/{old.pk}").status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.LIAISON, Role.HEAD, Role.AUDITOR])
def test_only_the_office_changes_lines(client: Client, world: PlanWorld, role: Role) -> None:
    signed_in(client, role)
    was = list(PlanLine.objects.order_by("pk").values())
    address = address_of(world)
    assert client.post(address, typed(sessions="9")).status_code in {403, 404}
    assert client.post(f"{address}/remove").status_code == 403
    assert client.get(f"/plans/versions/{world.version}/lines/new").status_code == 403
    assert list(PlanLine.objects.order_by("pk").values()) == was


def test_whoever_sees_drafts_reads_a_line(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.AUDITOR)
    page = client.get(address_of(world)).content.decode()
    assert "<h1>과정 000</h1>" in page
    assert 'name="verb"' not in page


def test_ten_times_the_courses_take_as_many_statements(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    address = address_of(world)

    few = statements_of(client, address)
    more_courses(world, 27)
    assert statements_of(client, address) == few


def test_a_duration_that_says_the_hours_is_not_said_twice(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    line = PlanLine.objects.filter(version_id=world.before).order_by("pk")[0]
    for text, said in (("2시간", "<dd>2시간</dd>"), ("1일", "<dd>1일 (2시간)</dd>")):
        PlanLine.objects.filter(pk=line.pk).update(duration_text=text, total_minutes=120)
        assert said in client.get(f"/plans/versions/{world.before}/lines/{line.pk}").content.decode()


def test_a_course_offers_the_paper_of_the_last_plan_that_holds_it(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    course = world.courses[0]
    later = f'href="/plans/versions/{world.version}/papers/course_plan.hwpx?course={course}"'
    assert later in client.get(f"/catalogue/{course}").content.decode()
    PlanLine.objects.filter(version_id=world.version, course_id=course).update(
        verb=ChangeVerb.ABOLISHED, sessions=0, seats=0, seats_per_session=None
    )
    page = client.get(f"/catalogue/{course}").content.decode()
    assert (
        later in page,
        f'href="/plans/versions/{world.before}/papers/course_plan.hwpx?course={course}"' in page,
    ) == (
        False,
        True,
    )
