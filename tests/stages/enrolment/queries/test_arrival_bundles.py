"""`queries.arrival_bundles`: the record of a first-come call, and what the stand-alone check says of it."""

import json
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from baeumgil.core import clock
from baeumgil.engines.selection.writing import canonical, digest
from baeumgil.engines.selection_checking.checking import check
from baeumgil.stages.enrolment.errors import BundleNotFound
from baeumgil.stages.enrolment.models import Application, Offer
from baeumgil.stages.enrolment.queries.bundles import bundle_digest, bundle_of, published_call
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.services.applying import apply
from baeumgil.stages.enrolment.services.changing import withdraw
from baeumgil.stages.enrolment.services.waiting import answer_offer
from baeumgil.stages.enrolment.terms import Criterion, Mechanism
from baeumgil.stages.schedule.services.session_seats import change_seats
from tests.build import a_person, a_unit, an_actor, the_operator
from tests.build_enrolment import a_call, a_quota
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session

pytestmark = pytest.mark.django_db

POLICY = CallPolicy(mechanism=Mechanism.FIRST_COME, order=(Criterion.ARRIVAL,), most_wishes=2, absence_percent=100)
BEGAN = datetime.fromisoformat("2027-02-01T09:00:00+09:00")
CLOSED = date(2027, 2, 20)
PARTS = ("call", "problem", "log", "result")


class Story:
    """Five people, two sessions, a quota, a cap; somebody leaves, an offer is declined, another taken."""

    def __init__(self) -> None:
        self.minute = 0
        with clock.fixed(BEGAN):
            institute = an_institute()
            course = a_course("보고서 작성", institute=institute)
            year = a_schedule_year(2027, institute=institute)
            self.first, second = (
                a_session(year=year, course=course, seats=seats, starts=date(2027, 3, day))
                for seats, day in ((2, 8), (1, 15))
            )
            self.call = a_call(course=course, sessions=[self.first, second], policy=POLICY)
            hall, other = a_unit("총무과"), a_unit("회계과")
            a_quota(call=self.call, keys=[str(hall)], most=1, session=self.first, label="총무과 몫")
            people = [a_person(unit=unit) for unit in (hall, hall, other, other, other)]
        wishes = [[self.first], [self.first], [self.first], [self.first, second], [self.first]]
        self.people = people
        self.numbers = [self.later(self._applies, person, wish) for person, wish in zip(people, wishes, strict=True)]
        self.later(withdraw, actor=the_operator(), application=self.numbers[2], reason="일이 생김")
        offer = Offer.objects.get()
        self.later(answer_offer, actor=an_actor(person=offer.application.person_id), offer=offer.pk, accepts=False)

    def _applies(self, person: int, wishes: list[int]) -> int:
        key = f"k{person}"
        return apply(actor=an_actor(person=person), call=self.call, wishes=wishes, key=key).application

    def later(self, act: Callable[..., Any], *facts: Any, **named: Any) -> Any:
        """Something is done a minute later."""
        self.minute += 1
        with clock.fixed(BEGAN + timedelta(minutes=self.minute)):
            return act(*facts, **named)

    def bundle(self) -> bytes:
        """As anybody gets it after closing."""
        with clock.fixed(CLOSED):
            return bundle_of(actor=an_actor(), call=self.call)


@pytest.fixture
def story() -> Story:
    return Story()


def resealed(content: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The record changed by somebody who knows how digests are made."""
    file = json.loads(content)
    change(file)
    file = {key: value for key, value in file.items() if key not in {"digest", "digests"}}
    file["digests"] = {part: digest(file[part]) for part in PARTS}
    return canonical({**file, "digest": digest(file)}) + b"\n"


def test_a_stranger_follows_the_record_to_the_same_seats(story: Story) -> None:
    content = story.bundle()
    found = check(content)
    assert [finding.english for finding in found.findings] == []
    file = json.loads(content)
    assert [event["what"] for event in file["log"]] == [*["arrived"] * 5, "left", "offered", "left"]
    assert [reason["code"] for reason in file["log"][1]["refused"]] == ["quota_full"]
    assert found.figures["seated"] == Application.objects.exclude(seat=None).count()
    with clock.fixed(CLOSED):
        assert published_call() == published_call(name=str(story.first)) == story.call
        assert bundle_digest(actor=an_actor(), call=story.call) == file["digest"]


def test_nothing_in_it_says_who_anybody_is(story: Story) -> None:
    text = story.bundle().decode()
    assert not any(word in text for word in ("총무과", "회계과", "김하늘", "일이 생김"))
    with pytest.raises(BundleNotFound), clock.fixed(BEGAN + timedelta(hours=1)):
        bundle_of(actor=an_actor(), call=story.call)


def test_a_later_record_begins_with_the_earlier_one_and_new_seats_stand_before_who_gets_them(story: Story) -> None:
    earlier = json.loads(story.bundle())
    story.later(change_seats, actor=the_operator(), session=story.first, seats=4)
    content = story.bundle()
    later = json.loads(content)
    assert check(content).findings == ()
    assert later["log"][: len(earlier["log"])] == earlier["log"]
    assert "seats" in [event["what"] for event in later["log"][len(earlier["log"]) :]]


def test_every_byte_that_is_changed_is_found(story: Story) -> None:
    content, draw = story.bundle(), random.Random(7)
    for place in draw.sample(range(len(content)), 150):
        changed = bytearray(content)
        changed[place] ^= 1 << draw.randrange(7)
        found = check(bytes(changed))
        assert not found.is_sound, place
        assert found.findings


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda file: file["log"][1]["refused"].clear(), "a wish that was not granted has no reason"),
        (lambda file: file["log"].insert(0, file["log"].pop(1)), "that is not number 1 in line"),
        (lambda file: file["log"][1].update(session=file["log"][0]["session"], refused=[]), "quota"),
        (lambda file: file["log"][6]["refused"].clear(), "waited before and was passed"),
        (lambda file: file["log"][0]["caps"][0].update(held=99), "the cap on absence"),
        (lambda file: file["problem"]["sessions"][0].update(seats=1), "no seat is left"),
        (lambda file: file["result"]["waiting"].clear(), "the waiting list differs"),
        (lambda file: file["result"]["seated"].pop(), "the seats differ"),
        (lambda file: file["log"].pop(5), "no seat is left"),
        (lambda file: file["problem"].update(seats_a_year=9), "seats_a_year"),
        (lambda file: file["log"][3].update(applicant="XXXX"), "there is no applicant"),
    ],
)
def test_a_record_that_was_sealed_anew_is_found_by_what_it_says(
    story: Story, change: Callable[[dict[str, Any]], object], named: str
) -> None:
    found = check(resealed(story.bundle(), change))
    assert not found.is_sound
    assert any(named in finding.english for finding in found.findings), [each.english for each in found.findings]
