"""The page of a proposal: differences, and decisions on them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.schedule.models import Condition, CourseSession, Proposal, ProposalLine
from baeumgil.stages.schedule.services.bookings import clear_placings
from baeumgil.stages.schedule.terms import LineState, ProposalState
from tests.build import the_operator
from tests.build_plan import a_course
from tests.build_schedule import a_session
from tests.build_web import signed_in
from tests.stages.schedule.solving_world import (
    MONDAY,
    TODAY,
    World,
    a_finished_run,
    a_timetable,
    a_world,
    an_open_session,
    placed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def a_proposal(world: World, *sessions: int) -> int:
    """Each session in its own week, in the first room."""

    return a_finished_run(
        world,
        the_operator(),
        lambda problem: a_timetable(
            problem,
            [
                placed(
                    problem,
                    session,
                    MONDAY + timedelta(weeks=number),
                    world.rooms[0],
                    world.instructors[0],
                )
                for number, session in enumerate(sessions)
            ],
            why=["남은 때가 없습니다."],
            bound=0,
        ),
    )


def test_differences_stand_by_kind_with_reasons_and_ways_out(client: Client) -> None:
    world = a_world()
    first, _left = an_open_session(world, number=1), an_open_session(world, number=2)
    proposal = a_proposal(world, first)
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(f"/schedule/proposals/{proposal}").content.decode()
    assert page.count('type="checkbox"') == 2
    assert "새로 편성" in page
    assert "자리 없음" in page
    assert "남은 때가 없습니다." in page
    assert "하루를 더 여세요." in page
    assert "모두 받아들이기" in page


def test_a_line_that_takes_days_away_says_so(client: Client) -> None:
    world = a_world()
    first, _open = an_open_session(world, number=1), an_open_session(world, number=2)
    losing = "지금 있는 날짜를 잃는 기수가 있습니다"
    signed_in(client, Role.TRAINING_OFFICE)
    assert losing not in client.get(f"/schedule/proposals/{a_proposal(world, first)}").content.decode()
    standing = an_open_session(world, number=3, dates=[MONDAY + timedelta(weeks=2)], room=world.rooms[1])
    page = client.get(f"/schedule/proposals/{a_proposal(world, first)}").content.decode()
    assert (losing in page, page.count("지금 날짜가 없어짐")) == (True, 1)
    assert CourseSession.objects.get(pk=standing).starts_on is not None


def test_what_the_problem_leaves_out_is_named_with_its_conditions(client: Client) -> None:
    world = a_world()
    proposal = a_proposal(world, an_open_session(world))
    run = Proposal.objects.get(pk=proposal).run_id
    pages = (f"/schedule/proposals/{proposal}", f"/schedule/runs/{run}")
    signed_in(client, Role.TRAINING_OFFICE)
    named, rings = "강사를 찾을 수 없는 자리", "먼저 끝나야 할 과정이 돌고 돕니다"
    assert [(named in text, rings in text) for text in (client.get(page).content.decode() for page in pages)] == [
        (False, False)
    ] * 2
    other = a_course("엑셀", institute=world.institute)
    a_session(year=world.year, course=other)
    given = ["follows", "roles"]
    Condition.objects.create(course_id=other, follows_id=world.course, roles=["guest"], given=given)
    Condition.objects.filter(course_id=world.course).update(follows=other, given=["follows"])
    for page in pages:
        text = client.get(page).content.decode()
        assert (named in text, rings in text) == (True, True)
        assert text.count(f'href="/schedule/conditions/{other}"') == 2
        assert 'href="/schedule/resources/instructors"' in text.split("<main")[1]
    signed_in(client, Role.HEAD)
    assert 'href="/schedule/resources/instructors"' not in client.get(pages[0]).content.decode()


def test_who_only_looks_cannot_tick(client: Client) -> None:
    world = a_world()
    proposal = a_proposal(world, an_open_session(world))
    signed_in(client, Role.HEAD)
    page = client.get(f"/schedule/proposals/{proposal}").content.decode()
    assert (page.count('type="checkbox"'), "모두 받아들이기" in page) == (0, False)
    assert client.post(f"/schedule/proposals/{proposal}/accept", {"do": "all"}).status_code == 403
    signed_in(client, Role.OFFICIAL)
    assert client.get(f"/schedule/proposals/{proposal}").status_code == 403
    assert CourseSession.objects.filter(starts_on=None).count() == 1


def test_all_is_accepted_by_one_button(client: Client) -> None:
    world = a_world()
    proposal = a_proposal(world, an_open_session(world), an_open_session(world))
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post(f"/schedule/proposals/{proposal}/accept", {"do": "all"})
    assert (answer.status_code, answer["Location"]) == (302, f"/schedule/proposals/{proposal}")
    assert CourseSession.objects.filter(starts_on=None).count() == 0
    assert "2줄을 받아들였습니다." in client.get(f"/schedule/proposals/{proposal}").content.decode()
    assert client.post(f"/schedule/proposals/{proposal}/accept", {"do": "all"}).status_code == 409


def test_one_ticked_line_is_accepted_and_another_put_aside(client: Client) -> None:
    world = a_world()
    first, second = an_open_session(world), an_open_session(world)
    proposal = a_proposal(world, first, second)
    lines = dict(ProposalLine.objects.values_list("session_id", "pk"))
    signed_in(client, Role.TRAINING_OFFICE)
    client.post(f"/schedule/proposals/{proposal}/accept", {"do": "accept", "line": str(lines[first])})
    client.post(f"/schedule/proposals/{proposal}/accept", {"do": "reject", "line": str(lines[second])})
    assert dict(ProposalLine.objects.values_list("session_id", "state")) == {
        first: LineState.ACCEPTED,
        second: LineState.REJECTED,
    }
    assert CourseSession.objects.get(pk=second).starts_on is None


def test_pressing_without_a_tick_is_asked_again(client: Client) -> None:
    world = a_world()
    proposal = a_proposal(world, an_open_session(world))
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post(f"/schedule/proposals/{proposal}/accept", {"do": "accept"})
    assert "고른 줄이 없습니다." in answer.content.decode()
    assert ProposalLine.objects.get().state == LineState.OPEN


def test_a_line_whose_session_changed_is_marked_and_skipped_with_words(client: Client) -> None:
    world = a_world()
    session = an_open_session(world)
    proposal = a_proposal(world, session)
    clear_placings([session])
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(f"/schedule/proposals/{proposal}").content.decode()
    assert ("그사이 바뀜" in page, page.count('type="checkbox"')) == (True, 0)
    client.post(f"/schedule/proposals/{proposal}/accept", {"do": "all"})
    assert (
        "편성안을 만든 뒤에 이 기수가 바뀌었습니다." in client.get(f"/schedule/proposals/{proposal}").content.decode()
    )


def test_a_proposal_is_put_aside_by_a_button(client: Client) -> None:
    world = a_world()
    proposal = a_proposal(world, an_open_session(world))
    signed_in(client, Role.TRAINING_OFFICE)
    assert client.post(f"/schedule/proposals/{proposal}/discard").status_code == 302
    assert Proposal.objects.get(pk=proposal).state == ProposalState.DISCARDED


def test_a_proposal_nobody_made_is_not_found(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    assert client.get("/schedule/proposals/99").status_code == 404


def test_statements_do_not_grow_with_lines(client: Client) -> None:
    world = a_world()
    few_lines = a_proposal(world, an_open_session(world))
    signed_in(client, Role.TRAINING_OFFICE)
    client.get(f"/schedule/proposals/{few_lines}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/schedule/proposals/{few_lines}")
    sessions = list(CourseSession.objects.order_by("number").values_list("pk", flat=True))
    many_lines = a_proposal(world, *sessions, *(an_open_session(world) for _ in range(4)))
    with CaptureQueriesContext(connection) as many:
        client.get(f"/schedule/proposals/{many_lines}")
    assert len(many) == len(few)
