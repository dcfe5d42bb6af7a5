"""과정 유형의 성질. What each kind of course needs and what shows that somebody took part."""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from baeumgil.stages.plan.terms import CourseKind, Delivery


class Evidence(StrEnum):
    """참여의 증거. What shows that a person took part."""

    ATTENDANCE = "attendance"
    PROGRESS = "progress"
    BOTH = "both"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class KindTraits:
    """과정 유형 하나. `delivery` says in which of the two columns of every total its people count."""

    kind: CourseKind
    delivery: Delivery
    evidence: Evidence
    needs_venue: bool = False
    needs_instructor: bool = False
    needs_content: bool = False
    needs_placement: bool = False
    needs_partner: bool = False


CLASSROOM = KindTraits(
    CourseKind.CLASSROOM, Delivery.CLASS, Evidence.ATTENDANCE, needs_venue=True, needs_instructor=True
)
E_LEARNING = KindTraits(CourseKind.E_LEARNING, Delivery.ONLINE, Evidence.PROGRESS, needs_content=True)
BLENDED = KindTraits(
    CourseKind.BLENDED,
    Delivery.CLASS,
    Evidence.BOTH,
    needs_venue=True,
    needs_instructor=True,
    needs_content=True,
)
COMMISSIONED = KindTraits(CourseKind.COMMISSIONED, Delivery.CLASS, Evidence.NOTICE, needs_partner=True)
LECTURE = KindTraits(CourseKind.LECTURE, Delivery.CLASS, Evidence.ATTENDANCE, needs_venue=True, needs_instructor=True)
FIELD_VISIT = KindTraits(CourseKind.FIELD_VISIT, Delivery.CLASS, Evidence.ATTENDANCE, needs_instructor=True)
LONG_TERM = KindTraits(
    CourseKind.LONG_TERM,
    Delivery.CLASS,
    Evidence.ATTENDANCE,
    needs_venue=True,
    needs_instructor=True,
    needs_placement=True,
)


def traits_of(kind: CourseKind) -> KindTraits:  # noqa: PLR0911  one line per kind, checked to be all of them
    """What a kind needs; mypy points here when a kind is added."""
    match kind:
        case CourseKind.CLASSROOM:
            return CLASSROOM
        case CourseKind.E_LEARNING:
            return E_LEARNING
        case CourseKind.BLENDED:
            return BLENDED
        case CourseKind.COMMISSIONED:
            return COMMISSIONED
        case CourseKind.LECTURE:
            return LECTURE
        case CourseKind.FIELD_VISIT:
            return FIELD_VISIT
        case CourseKind.LONG_TERM:
            return LONG_TERM
    assert_never(kind)


def delivery_of(kind: CourseKind) -> Delivery:
    """집합 or e-러닝."""
    return traits_of(kind).delivery
