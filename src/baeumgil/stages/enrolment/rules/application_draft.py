"""신청서 검토. Everything wrong with an application as typed, all at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.core.errors import Problem
from baeumgil.core.glossary import both, label
from baeumgil.core.said import Said, english, english_day, joined
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.rules.clashes import Clash, ClashKind
from baeumgil.stages.enrolment.terms import MOST_WISHES, IneligibleReason
from baeumgil.stages.schedule.terms import SessionState

LONGEST_MOTIVE = 500
LONGEST_NEEDS = 300
LONGEST_KEY = 64
NAMED_DAYS = 3

REMEDIES: Mapping[IneligibleReason, Said] = {
    IneligibleReason.NOT_SERVING: Said(
        "재직 중인 사람만 신청할 수 있습니다. 인사 정보가 다르면 교육 담당에게 알리세요.",
        "Only people in service may apply. If your record is wrong, tell your training liaison.",
    ),
    IneligibleReason.NOT_TARGET: Said(
        "모집 안내의 교육대상을 확인하세요.", "See in the call for whom the course is meant."
    ),
    IneligibleReason.PREREQUISITE: Said(
        "먼저 들을 과정을 마친 뒤 신청하세요.", "Complete the courses that come before it first."
    ),
    IneligibleReason.BARRED: Said(
        "참여 제한이 끝난 뒤 신청하거나, 사유를 교육 담당에게 알리세요.",
        "Apply when the bar is over, or tell your training liaison the reason.",
    ),
    IneligibleReason.DONE_BEFORE: Said(
        "얼마 동안 다시 신청할 수 없는지 모집 안내에 적혀 있습니다. 그 뒤에 신청하세요.",
        "The call says for how long it cannot be taken again. Apply after that.",
    ),
}


@dataclass(frozen=True, slots=True)
class OfferedSession:
    """모집하는 기수, as far as an application is checked against it."""

    session: int
    title: str
    state: SessionState
    dates: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class ApplicationDraft:
    """신청서 as typed."""

    wishes: tuple[int, ...]
    motive: str = ""
    needs: str = ""
    key: str = "-"


def problems_of_application(
    draft: ApplicationDraft, offered: Mapping[int, OfferedSession], policy: CallPolicy, today: date
) -> tuple[Problem, ...]:
    """What is wrong with the wishes and the texts."""
    return (*problems_of_wishes(draft.wishes, offered, policy, today), *_texts(draft, policy))


def problems_of_wishes(
    wishes: Sequence[int], offered: Mapping[int, OfferedSession], policy: CallPolicy, today: date
) -> tuple[Problem, ...]:
    """What is wrong with the sessions somebody wishes for."""
    found: list[Problem] = []
    most = min(policy.most_wishes, MOST_WISHES)
    if not wishes:
        found.append(
            Problem(
                "no_wish",
                Said("희망하는 기수를 고르지 않았습니다.", "No session was chosen."),
                Said("하나 이상 고르세요.", "Choose at least one."),
                field="wishes",
            )
        )
    if len(wishes) > most:
        found.append(
            Problem(
                "too_many_wishes",
                Said(f"기수를 {len(wishes)}개 골랐습니다.", f"{len(wishes)} sessions were chosen."),
                Said(f"{most}개까지 고르세요.", f"Choose at most {most}."),
                field="wishes",
            )
        )
    if len(set(wishes)) < len(wishes):
        found.append(
            Problem(
                "wished_twice",
                Said("같은 기수를 두 번 골랐습니다.", "The same session was chosen twice."),
                Said("순위마다 다른 기수를 고르세요.", "Choose a different session for each rank."),
                field="wishes",
            )
        )
    if any(wish not in offered for wish in wishes):
        found.append(
            Problem(
                "not_offered",
                Said("이 모집에 없는 기수가 있습니다.", "A session does not belong to this call."),
                Said("모집하는 기수에서 고르세요.", "Choose among the sessions of the call."),
                field="wishes",
            )
        )
    found.extend(
        Problem(
            "session_over",
            Said(
                f"{offered[wish].title}: 이미 시작했거나 취소된 기수입니다.",
                f"{english(offered[wish].title)}: this session has begun or was cancelled.",
            ),
            Said("다른 기수를 고르세요.", "Choose another session."),
            field="wishes",
        )
        for wish in dict.fromkeys(wishes)
        if wish in offered and is_over(offered[wish], today)
    )
    return tuple(found)


def is_over(session: OfferedSession, today: date) -> bool:
    """Whether nobody can go there any more: cancelled, without days, or begun."""
    return session.state is not SessionState.PLACED or not session.dates or session.dates[0] <= today


def problems_of_person(reasons: Collection[IneligibleReason], details: str = "") -> tuple[Problem, ...]:
    """What speaks against the person, as problems."""
    return tuple(Problem(reason.value, _named(reason, details), REMEDIES[reason], field="person") for reason in reasons)


def _named(reason: IneligibleReason, details: str) -> Said:
    name = both(reason)
    return Said(f"{name}({details})", f"{name.english} ({english(details)})") if details else name


def problems_of_clashes(
    clashes: Mapping[int, Sequence[Clash]], offered: Mapping[int, OfferedSession]
) -> tuple[Problem, ...]:
    """What collides with wished sessions, as problems."""
    return tuple(
        Problem(
            f"clash_{clash.kind.value}",
            joined((offered[session].title, clash_in_words(clash)), ": "),
            Said(
                "다른 기수를 고르거나 겹치는 일정을 먼저 정리하세요.",
                "Choose another session, or settle what clashes with it first.",
            ),
            field="wishes",
        )
        for session, found in clashes.items()
        for clash in found
    )


def clash_in_words(clash: Clash) -> Said:
    """`3월 8일, 3월 9일, 이미 확보한 「보고서 작성」 교육과 겹칩니다.`."""
    days = ", ".join(f"{day.month}월 {day.day}일" for day in clash.dates[:NAMED_DAYS])
    more = f" 등 {len(clash.dates)}일" if len(clash.dates) > NAMED_DAYS else ""
    on = ", ".join(english_day(day) for day in clash.dates[:NAMED_DAYS])
    others = f" and others, {len(clash.dates)} days in all" if more else ""
    match clash.kind:
        case ClashKind.BOOKING:
            what = Said(
                f"이미 확보한 「{clash.name}」 교육과 겹칩니다.",
                f"this clashes with “{clash.name}”, where a seat is held.",
            )
        case ClashKind.TEACHING:
            what = Said(
                f"강의를 맡은 「{clash.name}」 일정과 겹칩니다.",
                f"this clashes with “{clash.name}”, taught by the same person.",
            )
        case ClashKind.ABSENCE:
            what = Said(
                f"{label(clash.absence)} 기간과 겹칩니다.",
                f"this clashes with an absence ({label(clash.absence, 'en')}).",
            )
    return Said(f"{days}{more}, {what}", f"{on}{others}: {what.english}")


def _texts(draft: ApplicationDraft, policy: CallPolicy) -> list[Problem]:
    found: list[Problem] = []
    if policy.needs_motive and not draft.motive.strip():
        found.append(
            Problem(
                "no_motive",
                Said("신청 동기를 쓰지 않았습니다.", "The motive is missing."),
                Said("왜 듣고 싶은지 적어 주세요.", "Write why you want to take part."),
                field="motive",
            )
        )
    for field, text, longest in (("motive", draft.motive, LONGEST_MOTIVE), ("needs", draft.needs, LONGEST_NEEDS)):
        if len(text) > longest:
            found.append(
                Problem(
                    "too_long",
                    Said(f"{len(text)}자입니다.", f"This has {len(text)} characters."),
                    Said(f"{longest}자 안으로 줄이세요.", f"Shorten it to {longest} characters."),
                    field=field,
                )
            )
        if "\x00" in text:
            found.append(
                Problem(
                    "not_text",
                    Said("글자가 아닌 값이 있습니다.", "There is something in it that is not text."),
                    Said("다시 적어 주세요.", "Please write it again."),
                    field=field,
                )
            )
    if not 1 <= len(draft.key) <= LONGEST_KEY or "\x00" in draft.key:
        found.append(
            Problem(
                "bad_key",
                Said("요청 번호가 없거나 너무 깁니다.", "The request number is missing or too long."),
                Said("화면을 새로 열어 다시 신청하세요.", "Open the page anew and apply again."),
                field="key",
            )
        )
    return found
