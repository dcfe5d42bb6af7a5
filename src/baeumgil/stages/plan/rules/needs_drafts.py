"""What is typed into rounds, requests, surveys and decisions, and everything wrong with it at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said, english
from baeumgil.stages.plan.rules.survey_counting import Topic
from baeumgil.stages.plan.terms import RequestKind, RequestState, SurveyReach

MOST_PEOPLE = 1_000_000
WHOLE_PERMILLE = 1_000
FIRST_YEAR, LAST_YEAR = 1990, 2100
ENDS = (RequestState.ADOPTED, RequestState.MERGED, RequestState.DEFERRED, RequestState.DECLINED)
"""How the office may end a request."""


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """과정 수요 요청 as typed."""

    kind: RequestKind
    title: str
    purpose: str = ""
    target_text: str = ""
    people: int | None = None
    wanted_when: str = ""
    course: int | None = None


@dataclass(frozen=True, slots=True)
class TallyDraft:
    """One line of the results of a survey held elsewhere. The share is in thousandths; `field` is a code."""

    topic: str
    share_permille: int | None = None
    count: int | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class GapDraft:
    """역량 차이 as typed; levels in thousandths, the competency by code."""

    competency: str
    wanted_milli: int
    measured_milli: int
    people: int
    group: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class SurveyDraft:
    """직원 수요조사 as typed. An empty seed is made up; the size counts only for a sample."""

    name: str
    opens_on: date
    closes_on: date
    topics: tuple[Topic, ...]
    reach: SurveyReach = SurveyReach.ALL
    sample_size: int | None = None
    most_choices: int = 3
    seed: str = ""


@dataclass(frozen=True, slots=True)
class SeatChoice:
    """What the office decides for a course; None keeps what is proposed."""

    course: int
    sessions: int | None = None
    seats: int | None = None
    note: str = ""


def check_days(year: int, opens_on: date, closes_on: date) -> Iterator[Problem]:
    """A year that plans are made for, and days in their order."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        yield Problem(
            "year",
            Said(f"{year}년은 계획할 수 없는 연도입니다.", f"{year} is not a year that can be planned."),
            Said("연도를 확인하세요.", "Check the year."),
            field="year",
        )
    if closes_on < opens_on:
        yield Problem(
            "days",
            Said("마감일이 시작일보다 앞섭니다.", "The last day is before the first."),
            Said("시작일 뒤의 날로 고치세요.", "Choose a day after the first."),
            field="closes_on",
        )


def check_request(draft: RequestDraft) -> Iterator[Problem]:
    """A title and a purpose, a course for a change, sensible people."""
    if not draft.title.strip():
        yield Problem(
            "title",
            Said("과정 이름이 없습니다.", "The course has no name."),
            Said("바라는 과정의 이름을 적으세요.", "Give the name of the course you wish for."),
            field="title",
        )
    if not draft.purpose.strip():
        yield Problem(
            "purpose",
            Said("필요한 까닭이 없습니다.", "The reason why it is needed is missing."),
            Said(
                "어떤 일에 왜 필요한지 한두 줄로 적으세요.",
                "Say in a line or two for which work it is needed, and why.",
            ),
            field="purpose",
        )
    if draft.people is not None and not 0 < draft.people <= MOST_PEOPLE:
        yield Problem(
            "people",
            Said("예상 인원이 알맞지 않습니다.", "The expected number of people is not right."),
            Said("1명 이상으로 적거나 비워 두세요.", "Give 1 or more, or leave it empty."),
            field="people",
        )
    if draft.kind is RequestKind.CHANGE and draft.course is None:
        yield Problem(
            "course",
            Said("고칠 과정을 고르지 않았습니다.", "No course to improve was chosen."),
            Said("어느 과정을 고칠지 고르세요.", "Choose the course to improve."),
            field="course",
        )
    if draft.kind is RequestKind.NEW_COURSE and draft.course is not None:
        yield Problem(
            "course",
            Said("새 과정 요청에 있는 과정이 골라져 있습니다.", "A request for a new course names one that exists."),
            Said("과정 칸을 비우세요.", "Leave the course empty."),
            field="course",
        )


def check_answer(state: RequestState, answer: str, course: int | None) -> Iterator[Problem]:
    """An ending, a text for the requester, and the course it was merged into."""
    if state not in ENDS:
        yield Problem(
            "state",
            Said("답의 종류를 고르지 않았습니다.", "No kind of answer was chosen."),
            Said("반영, 통합, 보류, 미반영 가운데 고르세요.", "Choose adopted, merged, deferred or declined."),
            field="state",
        )
    if not answer.strip():
        yield Problem(
            "answer",
            Said("요청한 부서가 볼 답이 없습니다.", "The answer for the unit that asked is missing."),
            Said("왜 그렇게 정했는지 적으세요.", "Say why it was decided so."),
            field="answer",
        )
    if state is RequestState.MERGED and course is None:
        yield Problem(
            "course",
            Said("어느 과정에 합치는지 고르지 않았습니다.", "No course to merge it into was chosen."),
            Said("합칠 과정을 고르세요.", "Choose the course to merge it into."),
            field="course",
        )


def check_survey(draft: SurveyDraft, fields: frozenset[str], population: int) -> Iterator[Problem]:
    """A name, topics that differ and belong to known fields, choices within them, a sample within the staff."""
    if not draft.name.strip():
        yield Problem(
            "name",
            Said("설문 이름이 없습니다.", "The survey has no name."),
            Said("설문 이름을 적으세요.", "Give the survey a name."),
            field="name",
        )
    yield from _check_topics(draft.topics, fields)
    if draft.topics and not 1 <= draft.most_choices <= len(draft.topics):
        yield Problem(
            "most_choices",
            Said(
                f"{draft.most_choices}개까지 고르게 할 수 없습니다.",
                f"Up to {draft.most_choices} choices cannot be allowed.",
            ),
            Said(
                f"1개부터 항목 수 {len(draft.topics)}개 사이로 정하세요.",
                f"Choose from 1 to {len(draft.topics)}, the number of topics.",
            ),
            field="most_choices",
        )
    if draft.reach is SurveyReach.ENTERED:
        yield Problem(
            "reach",
            Said("다른 곳에서 한 설문은 결과로 넣습니다.", "A survey held elsewhere is put in by its results."),
            Said("결과 넣기 화면을 쓰세요.", "Use the page for entering results."),
            field="reach",
        )
    if draft.reach is SurveyReach.SAMPLE and not 1 <= (draft.sample_size or 0) <= population:
        yield Problem(
            "sample_size",
            Said("표본 크기가 알맞지 않습니다.", "The size of the sample is not right."),
            Said(
                f"1명부터 지금 재직 인원 {population:,}명 사이로 정하세요.",
                f"Choose from 1 to {population:,}, the people in service now.",
            ),
            field="sample_size",
        )
    if not population:
        yield Problem(
            "population",
            Said("물을 사람이 없습니다.", "There is nobody to ask."),
            Said("직원 명단을 먼저 넣으세요.", "Import the roster first."),
        )


def _check_topics(topics: Sequence[Topic], fields: frozenset[str]) -> Iterator[Problem]:
    if not topics:
        yield Problem(
            "topics",
            Said("고를 항목이 없습니다.", "There are no topics to choose from."),
            Said("한 줄에 하나씩 항목을 적으세요.", "Write one topic a line."),
            field="topics",
        )
    seen: set[str] = set()
    for row, topic in enumerate(topics, start=1):
        if not topic.name.strip():
            yield Problem(
                "topics",
                Said(f"{row}째 항목의 이름이 없습니다.", f"Topic {row} has no name."),
                Said("이름을 적으세요.", "Give a name."),
                field="topics",
            )
        if topic.code in seen or topic.name in seen:
            yield Problem(
                "topics",
                Said(f"'{topic.name}' 항목이 두 번 있습니다.", f"The topic “{topic.name}” is there twice."),
                Said("하나를 지우세요.", "Remove one."),
                field="topics",
            )
        if topic.field and topic.field not in fields:
            yield Problem(
                "topics",
                Said(
                    f"'{topic.name}' 항목의 분야 {topic.field}이(가) 없습니다.",
                    f"There is no field {topic.field} for the topic “{topic.name}”.",
                ),
                Said("분야 코드를 확인하세요.", "Check the field code."),
                field="topics",
            )
        seen |= {topic.code, topic.name}


def check_choices(choices: Sequence[str], wish: str, topics: Sequence[Topic], most: int) -> Iterator[Problem]:
    """Something said, not more choices than allowed, each a topic of the survey."""
    chosen = set(choices)
    if not chosen and not wish.strip():
        yield Problem(
            "choices",
            Said("고른 항목도 적은 바람도 없습니다.", "Nothing was chosen and nothing written."),
            Said("하나 이상 고르거나 적으세요.", "Choose at least one or write something."),
            field="choices",
        )
    if len(chosen) > most:
        yield Problem(
            "choices",
            Said(f"{len(chosen)}개를 골랐습니다.", f"{len(chosen)} were chosen."),
            Said(f"{most}개까지 고를 수 있습니다. 몇 개를 빼세요.", f"Up to {most} can be chosen. Take some out."),
            field="choices",
        )
    if chosen - {topic.code for topic in topics}:
        yield Problem(
            "choices",
            Said("이 설문에 없는 항목을 골랐습니다.", "A topic was chosen that this survey does not have."),
            Said("화면을 새로 고쳐 다시 고르세요.", "Reload the page and choose again."),
            field="choices",
        )
    if len(wish) > 500:  # noqa: PLR2004  the length of the column
        yield Problem(
            "wish",
            Said(f"바라는 교육이 {len(wish)}자입니다.", f"The wish has {len(wish)} characters."),
            Said("500자까지 적을 수 있습니다.", "At most 500 characters can be written."),
            field="wish",
        )


def check_tallies(
    tallies: Sequence[TallyDraft], fields: frozenset[str], *, population: int | None, answered: int
) -> Iterator[Problem]:
    """Topics that differ, shares within the whole, counts within the answers. Sums are never forced to the whole."""
    if answered < 0 or (population is not None and answered > population):
        yield Problem(
            "answered",
            Said(
                "응답 인원이 대상 인원보다 많거나 음수입니다.",
                "More people answered than were asked, or the number is negative.",
            ),
            Said("두 수를 확인하세요.", "Check both numbers."),
            field="answered",
        )
    if not tallies:
        yield Problem(
            "tallies",
            Said("결과가 없습니다.", "There are no results."),
            Said("항목과 몫을 한 줄 이상 적으세요.", "Give at least one line with a topic and its share."),
            field="tallies",
        )
    seen: set[str] = set()
    for row, tally in enumerate(tallies, start=1):
        if not tally.topic.strip():
            yield Problem(
                "tallies",
                Said("항목 이름이 없습니다.", "A topic has no name."),
                Said("이름을 적으세요.", "Give a name."),
                row=row,
                field="tallies",
            )
        if tally.topic in seen:
            yield Problem(
                "tallies",
                Said(f"'{tally.topic}' 항목이 두 번 있습니다.", f"The topic “{tally.topic}” is there twice."),
                Said("하나를 지우세요.", "Remove one."),
                field="tallies",
            )
        if tally.share_permille is None and tally.count is None:
            yield Problem(
                "tallies",
                Said(
                    f"'{tally.topic}'의 몫도 인원도 없습니다.",
                    f"“{tally.topic}” has neither a share nor a number of people.",
                ),
                Said("하나를 적으세요.", "Give one of them."),
                field="tallies",
            )
        if tally.share_permille is not None and not 0 <= tally.share_permille <= WHOLE_PERMILLE:
            yield Problem(
                "tallies",
                Said(
                    f"'{tally.topic}'의 몫이 0%~100% 밖입니다.",
                    f"The share of “{tally.topic}” is not between 0% and 100%.",
                ),
                Said("몫을 확인하세요.", "Check the share."),
                field="tallies",
            )
        if tally.count is not None and not 0 <= tally.count <= answered:
            yield Problem(
                "tallies",
                Said(
                    f"'{tally.topic}'의 인원이 응답 인원보다 많거나 음수입니다.",
                    f"“{tally.topic}” has more people than answered, or a negative number.",
                ),
                Said("인원을 확인하세요.", "Check the number of people."),
                field="tallies",
            )
        if tally.field and tally.field not in fields:
            yield Problem(
                "tallies",
                Said(
                    f"'{tally.topic}'의 분야 {tally.field}이(가) 없습니다.",
                    f"There is no field {tally.field} for “{tally.topic}”.",
                ),
                Said("분야 코드를 확인하세요.", "Check the field code."),
                field="tallies",
            )
        seen.add(tally.topic)


def check_gaps(gaps: Sequence[GapDraft], competencies: frozenset[str]) -> Iterator[Problem]:
    """Known competencies, levels and people that are not negative, none twice."""
    seen: set[tuple[str, str]] = set()
    for gap in gaps:
        if gap.competency not in competencies:
            yield Problem(
                "competency",
                Said(f"역량 {gap.competency}이(가) 없습니다.", f"There is no competency {gap.competency}."),
                Said("과정에 적힌 역량 코드를 쓰세요.", "Use a competency code that courses have."),
                field="gaps",
            )
        if min(gap.wanted_milli, gap.measured_milli, gap.people) < 0:
            yield Problem(
                "gap",
                Said(
                    f"역량 {gap.competency}의 수준이나 인원이 음수입니다.",
                    f"The level or the people of the competency {gap.competency} is negative.",
                ),
                Said("고치세요.", "Correct it."),
                field="gaps",
            )
        if (gap.competency, gap.group) in seen:
            yield Problem(
                "gap",
                Said(
                    f"역량 {gap.competency}이(가) 두 번 있습니다.", f"The competency {gap.competency} is there twice."
                ),
                Said("한 줄만 남기세요.", "Keep only one row."),
                field="gaps",
            )
        seen.add((gap.competency, gap.group))


def check_seats(choice: SeatChoice, *, floor: int, proposed: tuple[int, int]) -> Iterator[Problem]:
    """Both figures or none, neither negative, sessions for seats, and a note where the office leaves the proposal."""
    sessions, seats = choice.sessions, choice.seats
    if sessions is None and seats is None:
        return
    if sessions is None or seats is None:
        yield Problem(
            "seats",
            Said("기수와 좌석 가운데 하나만 적었습니다.", "Only one of sessions and seats was given."),
            Said("둘 다 적거나 둘 다 비우세요.", "Give both or leave both empty."),
            field="seats",
        )
        return
    if min(sessions, seats) < 0 or max(sessions, seats) > MOST_PEOPLE:
        yield Problem(
            "seats",
            Said("기수나 좌석이 알맞지 않습니다.", "The sessions or seats are not right."),
            Said("0 이상의 수로 적으세요.", "Give a number of 0 or more."),
            field="seats",
        )
        return
    if (sessions == 0) != (seats == 0):
        yield Problem(
            "sessions",
            Said("기수와 좌석 가운데 하나만 0입니다.", "Only one of sessions and seats is 0."),
            Said("둘을 맞추세요.", "Make the two agree."),
            field="sessions",
        )
    if (sessions, seats) != proposed and not choice.note.strip():
        below = (
            Said(
                f" 꼭 이수할 {floor:,}명보다 적습니다.", f" It is less than the {floor:,} people who must complete it."
            )
            if seats < floor
            else ""
        )
        yield Problem(
            "note",
            Said(
                f"제안과 다르게 정한 까닭이 없습니다.{below}",
                f"The reason for deciding otherwise than proposed is missing.{english(below)}",
            ),
            Said("까닭을 한 줄 적으세요.", "Give the reason in a line."),
            field="note",
        )
