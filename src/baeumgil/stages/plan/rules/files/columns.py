"""Which column of a file for the plan holds what, and what kind of file its headings make it."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.stages.plan.terms import ImportKind


class FileField(StrEnum):
    """What a column may hold."""

    CODE = "code"
    NAME = "name"
    OTHER_NAMES = "other_names"
    AREA = "area"
    CATEGORY = "category"
    LEGAL_KIND = "legal_kind"
    GOAL = "goal"
    STATE = "state"
    MODE = "mode"
    TARGET_GROUP = "target_group"
    TARGET = "target"
    DURATION = "duration"
    DAYS = "days"
    TOTAL_MINUTES = "total_minutes"
    RECOGNISED_MINUTES = "recognised_minutes"
    RECOGNISED_HOURS = "recognised_hours"
    LEVEL = "level"
    LADDER = "ladder"
    REQUIRES = "requires"
    ADVISES = "advises"
    OBJECTIVES = "objectives"
    OWNER = "owner"
    PARTNER = "partner"
    PLACE = "place"
    FEATURES = "features"
    PRE_STUDY = "pre_study"
    PRE_STUDY_MINUTES = "pre_study_minutes"
    ASSESSMENT = "assessment"
    ATTENDANCE_LEAST = "pass_attendance_percent"
    SCORE_LEAST = "pass_score"
    COMPLETION = "completion_text"
    MATERIALS = "materials"
    PLACEMENT = "placement"
    ACCESSIBILITY = "accessibility"
    IS_NEW = "is_new"
    VERB = "verb"
    IMPROVEMENTS = "improvements"
    ANCESTORS = "ancestors"
    ORIGIN = "origin"
    REASON = "reason"
    SESSIONS = "sessions"
    SEATS_PER_SESSION = "seats_per_session"
    SEATS_LEAST = "seats_least"
    SEATS_MOST = "seats_most"
    SEATS = "seats"
    BUDGET = "budget"
    REMARK = "remark"
    SUBJECT_AREA = "subject_area"
    SUBJECT = "subject"
    LECTURE = "lecture"
    PARTICIPATION = "participation"
    FIELDWORK = "fieldwork"
    OTHER = "other"
    METHOD = "method"
    INSTRUCTOR = "instructor"
    TAGS = "tags"
    NUMBER = "number"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    PERIOD = "period"
    MONTH = "month"
    SESSION_SEATS = "session_seats"
    NOTE = "note"
    YEAR = "year"
    PROVIDER = "provider"
    LESSONS = "lessons"
    HAS_ASSESSMENT = "has_assessment"
    DATES = "dates"
    PLACE_KIND = "place_kind"
    PEOPLE = "people"
    OVERALL = "overall"
    COMPETENCE = "competence"
    APPLICATION = "application"
    CURRICULUM = "curriculum"
    LECTURES = "lectures"
    COMPOSITE = "composite"
    APPLIED = "applied"
    ENROLLED = "enrolled"
    COMPLETED = "completed"
    SATISFACTION = "satisfaction"
    SCALE = "scale"
    RESPONSES = "responses"
    COST = "cost"
    OPINION = "opinion"


F = FileField
HEADINGS: Mapping[FileField, tuple[str, ...]] = {
    F.CODE: ("과정코드", "교육과정코드", "과정번호", "강좌코드", "코드", "course_code", "code"),
    F.NAME: (
        "과정명",
        "교육과정명",
        "교육명",
        "강좌명",
        "콘텐츠명",
        "교육과정",
        "과정",
        "course_name",
        "course",
        "name",
    ),
    F.OTHER_NAMES: ("다른 이름", "이칭", "other_names"),
    F.AREA: ("대분류", "역량", "역량구분", "영역", "area"),
    F.CATEGORY: ("분야", "중분류", "세부분야", "교육분야", "분류", "category", "field"),
    F.LEGAL_KIND: ("법정구분", "교육훈련구분", "legal_kind"),
    F.GOAL: ("목표", "교육목표", "관련목표", "goal"),
    F.STATE: ("상태", "운영상태", "state"),
    F.MODE: ("유형", "과정유형", "교육방법", "교육방식", "운영방법", "교육형태", "mode", "kind"),
    F.TARGET_GROUP: ("대상구분", "target_group"),
    F.TARGET: ("교육대상", "대상", "target_text", "target"),
    F.DURATION: ("교육기간", "기간", "duration_text", "duration"),
    F.DAYS: ("교육일수", "일수", "days"),
    F.TOTAL_MINUTES: ("교육시간(분)", "총시간(분)", "교육시간", "total_minutes", "hours"),
    F.RECOGNISED_MINUTES: ("인정시간(분)", "인정분", "recognised_minutes"),
    F.RECOGNISED_HOURS: ("인정시간", "상시학습시간", "recognised_hours_decimal", "recognised_hours"),
    F.LEVEL: ("수준", "level"),
    F.LADDER: ("과정 로드맵", "단계 묶음", "로드맵", "ladder"),
    F.REQUIRES: ("선수과정", "prerequisites", "requires"),
    F.ADVISES: ("권장 선수과정", "권장과정", "advises"),
    F.OBJECTIVES: ("학습목표", "교육목적", "objectives"),
    F.OWNER: ("주관부서", "담당부서", "운영부서", "owner"),
    F.PARTNER: ("협력기관", "위탁기관", "외부기관", "partner"),
    F.PLACE: ("교육장소", "장소", "place"),
    F.FEATURES: ("과정 특징", "특징", "features"),
    F.PRE_STUDY: ("사전 학습", "사전학습", "pre_study"),
    F.PRE_STUDY_MINUTES: ("사전 학습 시간(분)", "사전학습시간(분)", "사전학습시간", "pre_study_minutes"),
    F.ASSESSMENT: ("평가 방법", "평가방법", "assessment"),
    F.ATTENDANCE_LEAST: ("출석 기준(%)", "출석·진도 기준(%)", "출석기준", "pass_attendance_percent"),
    F.SCORE_LEAST: ("평가 기준(점)", "평가기준", "pass_score"),
    F.COMPLETION: ("수료기준", "수료 기준", "completion"),
    F.MATERIALS: ("교재", "materials"),
    F.PLACEMENT: ("배치 계획", "배치계획", "placement"),
    F.ACCESSIBILITY: ("접근성 지원", "접근성", "accessibility"),
    F.IS_NEW: ("신설", "신설여부", "신규", "new"),
    F.VERB: ("개편구분", "개편", "변경구분", "change_verb", "verb"),
    F.IMPROVEMENTS: ("개선내용", "improvements"),
    F.ANCESTORS: ("이전과정", "이전과정코드", "통합대상과정", "ancestors"),
    F.ORIGIN: ("개편계기", "계기", "origin"),
    F.REASON: ("개편사유", "사유", "reason"),
    F.SESSIONS: ("기수", "기수 수", "운영기수", "운영횟수", "횟수", "sessions"),
    F.SEATS_PER_SESSION: (
        "기수당 인원",
        "기별인원",
        "회당인원",
        "정원",
        "기수당 좌석",
        "기별 좌석",
        "회당 좌석",
        "seats_per_session",
    ),
    F.SEATS_LEAST: ("기수당 최소인원", "seats_per_session_min"),
    F.SEATS_MOST: ("기수당 최대인원", "seats_per_session_max"),
    F.SEATS: (
        "총인원",
        "교육인원",
        "계획인원",
        "연인원",
        "인원",
        "총좌석",
        "좌석",
        "좌석수",
        "계획좌석",
        "total_seats",
        "seats",
    ),
    F.BUDGET: ("예산(원)", "예산", "예산액", "소요예산", "budget"),
    F.REMARK: ("비고", "remark", "note"),
    F.SUBJECT_AREA: ("교과 영역", "영역", "구분", "area"),
    F.SUBJECT: ("교과목", "교과목명", "과목명", "과목", "subject"),
    F.LECTURE: ("강의(분)", "강의시간(분)", "강의시간", "강의", "lecture_minutes"),
    F.PARTICIPATION: ("참여(분)", "참여·실습(분)", "참여시간", "참여", "실습", "participation_minutes"),
    F.FIELDWORK: ("현장(분)", "현장학습(분)", "현장학습", "현장", "field_minutes"),
    F.OTHER: ("기타(분)", "기타시간(분)", "기타시간", "기타", "other_minutes"),
    F.METHOD: ("교육방법", "교수방법", "방법", "method"),
    F.INSTRUCTOR: ("강사구분", "강사", "instructor_kind"),
    F.TAGS: ("꼬리표", "태그", "주제", "tags"),
    F.NUMBER: ("기수", "기", "차수", "기수번호", "회차", "cohort_no", "number"),
    F.STARTS_ON: ("시작일", "교육시작일", "개강일", "시작일자", "start_date", "starts_on"),
    F.ENDS_ON: ("종료일", "교육종료일", "종강일", "종료일자", "end_date", "ends_on"),
    F.PERIOD: ("교육기간", "기간", "교육일정", "일정", "period"),
    F.MONTH: ("예정월", "월", "month"),
    F.SESSION_SEATS: ("정원", "인원", "교육인원", "계획인원", "좌석", "좌석수", "seats"),
    F.NOTE: ("비고", "note", "remark"),
    F.YEAR: ("연도", "년도", "교육연도", "year"),
    F.PROVIDER: ("제공기관", "개발기관", "운영기관", "provider"),
    F.LESSONS: ("차시", "차시 수", "lessons"),
    F.HAS_ASSESSMENT: ("평가", "평가여부", "평가유무", "has_assessment"),
    F.DATES: ("교육일정", "교육기간", "기간", "일정", "dates_text"),
    F.PLACE_KIND: ("장소구분", "교육장소", "장소", "place_type"),
    F.PEOPLE: ("인원", "교육인원", "응답인원", "수료인원", "attendees", "people"),
    F.OVERALL: ("전반만족도", "전반적 만족도", "만족도", "overall"),
    F.COMPETENCE: ("역량향상도", "역량향상", "competence_gain"),
    F.APPLICATION: ("현업적용도", "현업적용", "job_application"),
    F.CURRICULUM: ("교과편성", "교과편성 만족도", "curriculum"),
    F.LECTURES: ("강의평균", "강의만족도", "강사만족도", "lecture_mean"),
    F.COMPOSITE: ("종합만족도", "종합", "composite"),
    F.APPLIED: ("신청인원", "신청", "applied"),
    F.ENROLLED: ("교육인원", "실시인원", "수강인원", "입교인원", "enrolled"),
    F.COMPLETED: ("수료인원", "수료", "이수인원", "completed"),
    F.SATISFACTION: ("만족도", "종합만족도", "satisfaction"),
    F.SCALE: ("만점", "척도", "scale"),
    F.RESPONSES: ("응답인원", "응답수", "응답", "responses"),
    F.COST: ("집행액", "집행액(원)", "비용", "cost"),
    F.OPINION: ("자유 의견", "서술 의견", "주관식 의견", "의견", "건의사항", "opinion", "comment"),
}
_COURSE = (F.CODE, F.NAME)
COURSE_FACTS = (
    F.GOAL,
    F.STATE,
    F.MODE,
    F.TARGET_GROUP,
    F.TARGET,
    F.DURATION,
    F.DAYS,
    F.TOTAL_MINUTES,
    F.RECOGNISED_MINUTES,
    F.LEVEL,
    F.LADDER,
    F.REQUIRES,
    F.ADVISES,
    F.OBJECTIVES,
    F.OWNER,
    F.PARTNER,
    F.PLACE,
    F.FEATURES,
    F.PRE_STUDY,
    F.PRE_STUDY_MINUTES,
    F.ASSESSMENT,
    F.ATTENDANCE_LEAST,
    F.SCORE_LEAST,
    F.COMPLETION,
    F.MATERIALS,
    F.PLACEMENT,
    F.ACCESSIBILITY,
)
"""What a file says of a course beside its name and its field, in a list that goes out as in one that comes in."""
_PLANNED = (F.SESSIONS, F.SEATS_PER_SESSION, F.SEATS_LEAST, F.SEATS_MOST, F.SEATS)
FIELDS: Mapping[ImportKind, tuple[FileField, ...]] = {
    ImportKind.COURSES: (
        *_COURSE,
        F.OTHER_NAMES,
        F.AREA,
        F.CATEGORY,
        F.LEGAL_KIND,
        *COURSE_FACTS,
        *_PLANNED,
        F.IS_NEW,
        F.REASON,
    ),
    ImportKind.SUBJECTS: (
        *_COURSE,
        F.SUBJECT,
        F.SUBJECT_AREA,
        F.LECTURE,
        F.PARTICIPATION,
        F.FIELDWORK,
        F.OTHER,
        F.METHOD,
        F.INSTRUCTOR,
        F.TAGS,
    ),
    ImportKind.PLAN_LINES: (
        *_COURSE,
        F.VERB,
        F.IMPROVEMENTS,
        F.ANCESTORS,
        F.ORIGIN,
        F.REASON,
        F.AREA,
        F.CATEGORY,
        F.GOAL,
        F.MODE,
        F.TARGET_GROUP,
        F.TARGET,
        F.DURATION,
        F.TOTAL_MINUTES,
        *_PLANNED,
        F.BUDGET,
        F.OWNER,
        F.REMARK,
    ),
    ImportKind.SESSIONS: (
        *_COURSE,
        F.NUMBER,
        F.STARTS_ON,
        F.ENDS_ON,
        F.PERIOD,
        F.MONTH,
        F.SESSION_SEATS,
        F.NOTE,
    ),
    ImportKind.SHARED_CONTENT: (
        *_COURSE,
        F.CATEGORY,
        F.PROVIDER,
        F.LESSONS,
        F.RECOGNISED_MINUTES,
        F.RECOGNISED_HOURS,
        F.HAS_ASSESSMENT,
    ),
    ImportKind.SATISFACTION: (
        *_COURSE,
        F.YEAR,
        F.CATEGORY,
        F.NUMBER,
        F.DATES,
        F.PLACE_KIND,
        F.PEOPLE,
        F.OVERALL,
        F.COMPETENCE,
        F.APPLICATION,
        F.CURRICULUM,
        F.LECTURES,
        F.COMPOSITE,
        F.SCALE,
    ),
    ImportKind.RESULTS: (
        *_COURSE,
        F.YEAR,
        F.SESSIONS,
        F.APPLIED,
        F.ENROLLED,
        F.COMPLETED,
        F.SEATS,
        F.SATISFACTION,
        F.SCALE,
        F.RESPONSES,
        F.COST,
    ),
    ImportKind.OPINIONS: (*_COURSE, F.YEAR, F.OPINION),
}
NEEDED: Mapping[ImportKind, tuple[tuple[FileField, ...], ...]] = {
    ImportKind.SATISFACTION: (_COURSE, (F.NUMBER,), (F.OVERALL,)),
    ImportKind.SUBJECTS: (_COURSE, (F.SUBJECT,)),
    ImportKind.SHARED_CONTENT: (_COURSE, (F.LESSONS,), (F.RECOGNISED_MINUTES, F.RECOGNISED_HOURS)),
    ImportKind.RESULTS: (_COURSE, (F.ENROLLED,), (F.COMPLETED, F.APPLIED, F.SATISFACTION)),
    ImportKind.PLAN_LINES: (_COURSE, (F.VERB,)),
    ImportKind.SESSIONS: (_COURSE, (F.NUMBER,), (F.STARTS_ON, F.PERIOD, F.MONTH)),
    ImportKind.OPINIONS: (_COURSE, (F.OPINION,)),
    ImportKind.COURSES: ((F.NAME,), (F.AREA, F.CATEGORY)),
}
"""What a kind cannot do without, in the order in which headings are tried: the most telling first."""
_MARKS = re.compile(r"[\s().,:/·_\-\[\]]+")
_NEW_IN = re.compile(r"newin((?:19|20)\d{2})")
Columns = Mapping[FileField, int]


def find_columns(kind: ImportKind, headings: Sequence[str]) -> dict[FileField, int]:
    """The column of each field of this kind, by the first spelling that fits; a joined heading also by its end."""
    whole = {_plain(heading): place for place, heading in reversed(list(enumerate(headings)))}
    lower = {_plain(heading.rpartition(" ")[2]): place for place, heading in reversed(list(enumerate(headings)))}
    found: dict[FileField, int] = {}
    for is_whole in (True, False):
        for field in FIELDS[kind]:
            if field in found:
                continue
            for spelling in map(_plain, HEADINGS[field]):
                place = whole.get(spelling) if is_whole else lower.get(spelling) if len(spelling) > 1 else None
                if place is not None and place not in found.values():
                    found[field] = place
                    break
    if kind is ImportKind.COURSES and F.IS_NEW not in found:
        dated = [place for place, heading in enumerate(headings) if _NEW_IN.fullmatch(_plain(heading))]
        found |= dict.fromkeys([F.IS_NEW], dated[0]) if dated else {}
    return found


def kind_of(headings: Sequence[str]) -> ImportKind | None:
    """The kind whose columns are there; None when no kind fits.

    A list of courses may say 기수 and 교육기간 as a list of sessions does: with a field system it is the former.
    Figures of those who applied or completed make a file of means one of results.
    """
    fitting = [kind for kind in NEEDED if not missing_fields(kind, find_columns(kind, headings))]
    if ImportKind.SESSIONS in fitting and F.STARTS_ON not in find_columns(ImportKind.SESSIONS, headings):
        fitting = [kind for kind in fitting if kind is not ImportKind.SESSIONS or ImportKind.COURSES not in fitting]
    if ImportKind.RESULTS in fitting and find_columns(ImportKind.RESULTS, headings).keys() & {F.APPLIED, F.COMPLETED}:
        return ImportKind.RESULTS
    return fitting[0] if fitting else None


def missing_fields(kind: ImportKind, found: Columns) -> list[tuple[FileField, ...]]:
    """Groups of which not one column is there."""
    return [group for group in NEEDED[kind] if not any(field in found for field in group)]


def missing_columns(kind: ImportKind, found: Columns, sheet: str, row: int) -> list[Problem]:
    """What the file lacks, as problems."""
    return [
        Problem(
            "column_missing",
            Said(
                f"{'나 '.join(HEADINGS[field][0] for field in group)} 열이 없습니다.",
                f"There is no column “{'” or “'.join(HEADINGS[field][0] for field in group)}”.",
            ),
            Said(
                f"열 제목을 '{HEADINGS[group[0]][0]}'처럼 적어 주세요.",
                f"Use a heading such as “{HEADINGS[group[0]][0]}”.",
            ),
            sheet=sheet,
            row=row,
        )
        for group in missing_fields(kind, found)
    ]


def year_in_headings(headings: Sequence[str]) -> int | None:
    """The year that a heading such as `new_in_2025` names."""
    years = {int(found[1]) for found in map(_NEW_IN.fullmatch, map(_plain, headings)) if found}
    return years.pop() if len(years) == 1 else None


def counts_minutes(heading: str) -> bool:
    """True for a heading that says its figures are minutes, not hours."""
    plain = _plain(heading)
    return plain.endswith(("분", "minutes"))


def _plain(heading: str) -> str:
    return _MARKS.sub("", heading).casefold()
