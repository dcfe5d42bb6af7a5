"""Pages of selections: what the office sees, what an applicant sees, what everybody may download."""

import json
import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core.actors import Role
from baeumgil.engines.selection.drawing import draw
from baeumgil.stages.enrolment.models import Application, Call, Review, Selection, SelectionLine
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.services.selecting import run_selection
from baeumgil.stages.enrolment.terms import ApplicationState, Criterion, Mechanism, Outcome, ReviewState, SelectionState
from baeumgil.stages.schedule.models import CourseSession
from tests.build import the_operator
from tests.build_schedule import a_schedule_year
from tests.build_web import PASSWORD, signed_in
from tests.engines.selection_checking.bundles import sealed
from tests.stages.enrolment.selection_world import NOW, World, a_world, published, the_moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    with the_moment():
        yield


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def loser(world: World, state: ApplicationState = ApplicationState.WAITLISTED) -> Application:
    return Application.objects.filter(call=world.call, state=state).order_by("pk")[0]


def test_the_office_tries_runs_looks_and_signs_twice(client: Client) -> None:
    world = a_world(4, seats=2)
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(f"/enrolment/calls/{world.call}/selection").content.decode()
    assert "지금 선발하면" in page
    answer = client.post(f"/enrolment/calls/{world.call}/selection")
    selection = Selection.objects.get(call=world.call).pk
    assert answer.headers["Location"] == f"/enrolment/selections/{selection}"
    page = client.get(f"/enrolment/selections/{selection}").content.decode()
    assert page.count("자리 2석이 모두 앞 순서에 돌아갔습니다") == 2
    wrong = client.post(f"/enrolment/selections/{selection}/sign", {"password": "틀림"})
    assert (wrong.status_code, Selection.objects.get(pk=selection).state) == (409, SelectionState.DRAFT)
    client.post(f"/enrolment/selections/{selection}/sign", {"password": PASSWORD})
    page = client.get(f"/enrolment/selections/{selection}").content.decode()
    assert "다른 사람이 한 번 더 서명하면" in page
    second = Client()
    signed_in(second, Role.HEAD)
    answer = second.post(f"/enrolment/selections/{selection}/sign", {"password": PASSWORD}, follow=True)
    assert "신청한 사람 모두에게 알렸습니다" in answer.content.decode()
    assert Selection.objects.get(pk=selection).state == SelectionState.PUBLISHED


def test_a_published_or_first_come_call_shows_where_its_result_is_and_no_trial(client: Client) -> None:
    decided = a_world(4, seats=2)
    published(decided)
    first_come = a_world(2, policy=CallPolicy(mechanism=Mechanism.FIRST_COME, order=(Criterion.ARRIVAL,)), mark="BBBB")
    signed_in(client, Role.TRAINING_OFFICE)
    result = f"/enrolment/selections/{Selection.objects.get(call=decided.call).pk}"
    for call, address in ((decided.call, result), (first_come.call, f"/enrolment/calls/{first_come.call}/waiting")):
        page = client.get(f"/enrolment/calls/{call}/selection").content.decode()
        assert (f'class="bg-link" href="{address}"' in page, "지금 선발하면" in page, 'id="run"' in page) == (
            True,
            False,
            False,
        )


def test_a_selection_is_found_by_outcome_session_and_words_in_as_many_statements_for_many(client: Client) -> None:
    few, many = a_world(2, seats=1), a_world(9, seats=1, mark="BBBB")
    first, second = (run_selection(actor=the_operator(), call=world.call) for world in (few, many))
    signed_in(client, Role.AUDITOR)
    statements(client, f"/enrolment/selections/{first}")
    assert statements(client, f"/enrolment/selections/{first}") == statements(client, f"/enrolment/selections/{second}")
    number = SelectionLine.objects.filter(selection=second, outcome=Outcome.SEATED).get().application.number
    page = client.get(
        f"/enrolment/selections/{second}", {"outcome": "seated", "session": str(many.sessions[0]), "words": number}
    ).content.decode()
    assert page.count(f"{number}</span>") == 1
    page = client.get(f"/enrolment/selections/{second}", {"outcome": "waiting", "words": number}).content.decode()
    assert "찾는 사람이 없습니다" in page


def test_the_office_reads_reasons_and_places_in_english(client: Client) -> None:
    world = a_world(3, seats=1)
    published(world)
    waiting = loser(world)
    signed_in(client, Role.TRAINING_OFFICE)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    selection = client.get(f"/enrolment/selections/{Selection.objects.get().pk}").content.decode()
    assert "The one seat of this session went to people who come first. The last to get one stands at" in selection
    assert "앞 순서에 돌아갔습니다" not in selection
    page = client.get(f"/applications/{waiting.pk}").content.decode()
    assert re.search(r"Place \d in the order of selection, number \d on the waiting list\.", page) is not None
    assert "앞 순서에 돌아갔습니다" not in page


def test_a_line_is_changed_with_a_reason_and_restored(client: Client) -> None:
    world = a_world(2, seats=1)
    run_selection(actor=the_operator(), call=world.call)
    line = SelectionLine.objects.order_by("place")[0]
    signed_in(client, Role.TRAINING_OFFICE)
    refused = client.post(f"/enrolment/selections/lines/{line.pk}", {"outcome": "waiting", "reason": ""})
    assert (refused.status_code, "까닭이 비어 있습니다" in refused.content.decode()) == (400, True)
    client.post(f"/enrolment/selections/lines/{line.pk}", {"outcome": "waiting", "reason": "위탁 취소"})
    line.refresh_from_db()
    assert (line.override, line.override_reason) == (Outcome.WAITING, "위탁 취소")
    page = client.get(f"/enrolment/selections/{line.selection_id}").content.decode()
    assert ("위탁 취소" in page, "사람이 조정한 1명이 들어 있습니다" in page) == (True, True)
    client.post(f"/enrolment/selections/lines/{line.pk}/restore")
    line.refresh_from_db()
    assert line.override is None


def test_a_result_is_put_aside_once(client: Client) -> None:
    selection = run_selection(actor=the_operator(), call=a_world(2).call)
    signed_in(client, Role.TRAINING_OFFICE)
    assert client.post(f"/enrolment/selections/{selection}/discard").status_code == 302
    again = client.post(f"/enrolment/selections/{selection}/discard")
    assert (again.status_code, "끝난 선발 결과입니다" in again.content.decode()) == (409, True)


def test_an_applicant_reads_why_and_asks_a_person_who_answers_with_a_place_in_line(client: Client) -> None:
    world = a_world(4, seats=2)
    published(world)
    waiting = loser(world)
    signed_in(client, person=waiting.person_id)
    page = client.get(f"/enrolment/applications/{waiting.pk}/result").content.decode()
    assert "마지막으로 받은 사람은 선발 순서 2번째" in page
    assert "추첨으로 갈렸습니다" in page
    assert "본인의 추첨값이 더 작았다면" in page
    drawn = draw(Call.objects.get(pk=world.call).seed, waiting.number)[:8]
    asked = ("기준마다 내 값", "<dt>필수 단계·의무교육 먼저</dt><dd>아니요</dd>", f"<dt>추첨</dt><dd>{drawn}…</dd>")
    assert [part in page for part in asked] == [True] * 3
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get(f"/enrolment/applications/{waiting.pk}/result").content.decode()
    assert "With a smaller draw you would have come before" in english
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ko"
    refused = client.post(f"/enrolment/applications/{waiting.pk}/review", {"text": " "})
    assert (refused.status_code, Review.objects.count()) == (400, 0)
    client.post(f"/enrolment/applications/{waiting.pk}/review", {"text": "파견 중이라 기록이 빠졌습니다"})
    review = Review.objects.get()
    office = Client()
    signed_in(office, Role.TRAINING_OFFICE)
    assert "파견 중이라" in office.get("/enrolment/reviews").content.decode()
    answer = office.post(
        f"/enrolment/reviews/{review.pk}", {"state": "upheld", "answer": "기록을 넣어도 순서가 같습니다"}
    )
    assert answer.headers["Location"] == "/enrolment/reviews"
    review.refresh_from_db()
    assert review.state == ReviewState.UPHELD
    assert "순서가 같습니다" in client.get(f"/enrolment/applications/{waiting.pk}/result").content.decode()


def test_a_result_is_nobody_elses_business(client: Client) -> None:
    world = a_world(2, seats=1)
    published(world)
    signed_in(client)
    assert client.get(f"/enrolment/applications/{world.applications[0]}/result").status_code == 404
    assert client.get("/enrolment/reviews").status_code == 403


def test_a_result_does_not_say_that_somebody_still_waits_who_no_longer_does(client: Client) -> None:
    world = a_world(3, seats=1)
    published(world)
    waiting = loser(world)
    signed_in(client, Role.TRAINING_OFFICE)
    address = f"/enrolment/applications/{waiting.pk}/result"
    assert "대기자 명단에 있습니다" in client.get(address).content.decode()
    Application.objects.filter(pk=waiting.pk).update(state=ApplicationState.NOT_SELECTED)
    page = client.get(address).content.decode()
    assert "대기자 명단에 있습니다" not in page
    assert "선발한 때에는 자리가 없어 대기자 명단에 올랐습니다" in page
    assert f" {waiting.wait_rank}번 ·" not in page


def test_a_result_that_a_person_changed_after_all_does_not_say_that_nothing_was_got(client: Client) -> None:
    world = a_world(3, seats=1)
    published(world)
    line = SelectionLine.objects.order_by("-place")[0]
    SelectionLine.objects.filter(pk=line.pk).update(outcome=Outcome.NOT_SELECTED)
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(f"/enrolment/applications/{line.application_id}/result").content.decode()
    assert ("이번에는 선발되지 않았습니다" in page, "그 뒤 달라졌습니다" in page) == (False, True)


def test_who_answers_a_review_tells_sessions_of_two_years_apart_and_so_does_the_drawing(client: Client) -> None:
    world = a_world(4, seats=1, sessions=2)
    next_year = a_schedule_year(2028, institute=world.institute)
    CourseSession.objects.filter(pk=world.sessions[1]).update(year=next_year, number=1)
    selection = published(world)
    review = Review.objects.create(application=loser(world), text="다시", asked_at=NOW)
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(f"/enrolment/reviews/{review.pk}").content.decode()
    assert [f"{year}년 보고서 작성 1기</option>" in page for year in (2027, 2028)] == [True, True]
    drawn = client.get(f"/enrolment/selections/{selection}").content.decode()
    assert [f">{year}년</text>" in drawn for year in (2027, 2028)] == [True, True]


def test_everybody_downloads_the_bundle_and_only_once_while_it_is_the_same(client: Client) -> None:
    world = a_world(3, seats=1)
    assert client.get(f"/selection/bundles/{world.call}.json").status_code == 404
    published(world)
    answer = client.get(f"/selection/bundles/{world.call}.json")
    assert (answer.status_code, json.loads(answer.content)["call"]["name"]) == (200, "보고서 작성 모집")
    again = client.get(f"/selection/bundles/{world.call}.json", headers={"if-none-match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/selection/bundles/{2**70}.json").status_code == 404


def test_a_bundle_made_anew_as_a_whole_is_known_by_the_digest_that_was_published(client: Client) -> None:
    world = a_world(3, seats=1)
    published(world)
    content = client.get(f"/selection/bundles/{world.call}.json").content
    file = json.loads(content)
    file["call"]["policy_from"] = "2020-01-01"
    for bundle, told in ((content, "여기서 공표한 바로 그 묶음"), (sealed(file), "공표한 묶음이 아닙니다")):
        sent = {"bundle": SimpleUploadedFile("bundle.json", bundle)}
        page = Client().post("/selection/check", sent).content.decode()
        assert told in page
        assert Selection.objects.get(call=world.call).bundle_digest in page
        assert ("적힌 그대로입니다" in page) == (bundle == content)


def test_a_session_with_seats_left_says_how_many_and_draws_no_line(client: Client) -> None:
    selection = run_selection(actor=the_operator(), call=a_world(2, seats=5).call)
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(f"/enrolment/selections/{selection}").content.decode()
    assert "남은 자리 3" in page
    assert "자리가 돌아간 데까지" not in page
