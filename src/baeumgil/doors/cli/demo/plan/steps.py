"""From draft to published plan, and the needs before it, through the same services as the office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.doors.cli.demo.plan.source import city_facts
from baeumgil.stages.people.queries.accounts import actor_of
from baeumgil.stages.plan.queries.meetings import meeting_book
from baeumgil.stages.plan.rules.needs_drafts import GapDraft, RequestDraft, SeatChoice, SurveyDraft, TallyDraft
from baeumgil.stages.plan.rules.survey_counting import Topic
from baeumgil.stages.plan.services.approval import sign, start_case
from baeumgil.stages.plan.services.committee import (
    add_opinion,
    close_meeting,
    decide_item,
    note_attendance,
    plan_meeting,
)
from baeumgil.stages.plan.services.gaps import enter_gaps
from baeumgil.stages.plan.services.needs_requests import answer_request, ask_for_course
from baeumgil.stages.plan.services.needs_rounds import close_round, open_round, plan_round
from baeumgil.stages.plan.services.plans import set_content, set_head, set_pre_check, submit_version
from baeumgil.stages.plan.services.proposals import decide_many
from baeumgil.stages.plan.services.publishing import publish
from baeumgil.stages.plan.services.staff_surveys import enter_tallies, open_survey
from baeumgil.stages.plan.terms import (
    ContentKey,
    Decision,
    Disclosure,
    DocumentType,
    PreCheckMark,
    RequestKind,
    RequestState,
)

VISION = "사람·직무·AI를 잇는 배움으로 시민이 믿는 배움시"
MEETING_TIME, MEETING_PLACE = "10:00", "시청 중회의실"
OPINION = "단계별 AI 교육의 심화 기수를 현업 수요에 맞추어 여는 것이 알맞음"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, with the password of the invented city, which is no secret."""

    account: int
    password: str


def write_texts(actor: Actor, version: int) -> None:
    """Vision, the six contents, the check sheet."""
    facts = city_facts()
    set_head(actor=actor, version=version, vision=VISION)
    for key, text in facts["contents"].items():
        set_content(actor=actor, version=version, key=ContentKey(key), text=text)


def mark_checks(actor: Actor, version: int, checks: Sequence[tuple[str, str]]) -> None:
    """Every row of the check sheet; `checks` are (code, name)."""
    reviewed: Mapping[str, Sequence[str]] = city_facts()["pre_checks"]
    for code, name in checks:
        mark, remark = reviewed.get(name, (PreCheckMark.NOT_APPLICABLE.value, ""))
        set_pre_check(actor=actor, version=version, code=code, mark=PreCheckMark(mark), remark=remark)


def approve(
    version: int, committee: int, signers: Sequence[Signer], *, actor: Actor, meets_on: date, signs_on: date
) -> None:
    """Through committee and every box of the approval line to the public page."""
    with clock.fixed(meets_on - timedelta(days=7)):
        submit_version(actor=actor, version=version)
        meeting = plan_meeting(
            actor=actor,
            version=version,
            committee=committee,
            held_on=meets_on,
            starts_at_text=MEETING_TIME,
            place=MEETING_PLACE,
        )
    with clock.fixed(meets_on):
        book = meeting_book(actor=actor, meeting=meeting)
        note_attendance(actor=actor, meeting=meeting, present=[member.id for member in book.members[:-2]])
        for item in book.items:
            add_opinion(actor=actor, item=item.id, member=book.members[-3].id, text=OPINION)
            decide_item(actor=actor, item=item.id, decision=Decision.AS_PROPOSED, text="원안대로 의결함")
        close_meeting(actor=actor, meeting=meeting)
    with clock.fixed(signs_on):
        drafter, *others = signers
        case = start_case(
            actor=actor_of(drafter.account),
            document_type=DocumentType.PLAN,
            version=version,
            password=drafter.password,
            disclosure=Disclosure.PUBLIC_SITE,
        )
        for signer in others:
            sign(actor=actor_of(signer.account), case=case, password=signer.password)
        publish(actor=actor, version=version)


def hand_to_committee(version: int, committee: int, lines: Sequence[int], *, actor: Actor, meets_on: date) -> None:
    """A draft on the committee's table, with its meeting planned and some courses as items of their own."""
    submit_version(actor=actor, version=version)
    plan_meeting(
        actor=actor,
        version=version,
        committee=committee,
        held_on=meets_on,
        starts_at_text=MEETING_TIME,
        place=MEETING_PLACE,
        lines=lines,
    )


def ask_needs(actor: Actor, institute: int, year: int, *, courses: Mapping[str, int], units: Sequence[int]) -> None:
    """Two rounds of requests with their answers, a survey held elsewhere, measured gaps.

    The first of `units` is the liaison's: some requests are theirs, so that the answers can be seen.
    """
    facts = city_facts()
    for number, asked in enumerate(facts["round"], start=1):
        with clock.fixed(asked["opens_on"]):
            needs_round = plan_round(
                actor=actor,
                institute=institute,
                year=year,
                opens_on=asked["opens_on"],
                closes_on=asked["closes_on"],
                name=asked["name"],
            )
            open_round(actor=actor, needs_round=needs_round)
        _requests(actor, needs_round, number, asked, courses=courses, units=units)
    survey = facts["survey"]
    with clock.fixed(survey["closes_on"]):
        enter_tallies(
            actor=actor,
            institute=institute,
            year=year,
            name=survey["name"],
            opens_on=survey["opens_on"],
            closes_on=survey["closes_on"],
            population=survey["population"],
            answered=survey["answered"],
            tallies=[
                TallyDraft(row["topic"], share_permille=row["share"], field=row["field"]) for row in survey["shares"]
            ],
        )
        enter_gaps(
            actor=actor,
            institute=institute,
            year=year,
            gaps=[
                GapDraft(gap["code"], gap["wanted"], gap["measured"], gap["people"], source="2026년 역량 진단")
                for gap in facts["gap"]
            ],
        )


def _requests(
    actor: Actor,
    needs_round: int,
    number: int,
    asked: Mapping[str, Any],
    *,
    courses: Mapping[str, int],
    units: Sequence[int],
) -> None:
    wishes = [wish for wish in city_facts()["request"] if wish["round"] == number]
    for place, wish in enumerate(wishes):
        with clock.fixed(asked["opens_on"] + timedelta(days=3 + place)):
            kind, course = RequestKind(wish["kind"]), courses.get(wish.get("course", ""))
            draft = RequestDraft(
                kind=kind,
                title=wish["title"],
                purpose=wish["purpose"],
                target_text=wish["target"],
                people=wish["people"],
                course=course if kind is RequestKind.CHANGE else None,
            )
            unit = units[0] if wish.get("from_liaison") else units[(place * 7 + number) % len(units)]
            request = ask_for_course(actor=actor, needs_round=needs_round, draft=draft, unit=unit)
        if wish["state"] == RequestState.SUBMITTED.value:
            continue
        with clock.fixed(asked["closes_on"] + timedelta(days=10)):
            state = RequestState(wish["state"])
            answer_request(actor=actor, request=request, state=state, answer=wish["answer"], course=course)
    with clock.fixed(asked["closes_on"] + timedelta(days=1)):
        close_round(actor=actor, needs_round=needs_round)


def leave_open(actor: Actor, institute: int, year: int, on: date) -> None:
    """A round that takes requests and a survey that takes answers on the day the city is opened."""
    facts = city_facts()
    asked = facts["open_round"]
    needs_round = plan_round(
        actor=actor, institute=institute, year=year, opens_on=on, closes_on=asked["closes_on"], name=asked["name"]
    )
    open_round(actor=actor, needs_round=needs_round)
    survey = facts["open_survey"]
    topics = tuple(Topic(f"t{place}", row["name"], row["field"]) for place, row in enumerate(survey["topics"], start=1))
    draft = SurveyDraft(survey["name"], on, survey["closes_on"], topics)
    open_survey(actor=actor, institute=institute, year=year, draft=draft)


def decide(actor: Actor, institute: int, year: int, choices: Sequence[SeatChoice]) -> None:
    """What the office decided about seats before it wrote the plan."""
    decide_many(actor=actor, institute=institute, year=year, choices=choices)
