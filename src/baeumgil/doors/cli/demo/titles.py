"""Names of grades by series (지방공무원 임용령 [별표 1], simplified: series as a prefix)."""

RANKS = {9: "서기보", 8: "서기", 7: "주사보", 6: "주사", 5: "사무관"}
HIGH = {4: "지방서기관", 3: "지방부이사관", 2: "지방이사관", 1: "지방관리관"}
RESEARCH_FIELDS = ("보건", "농업", "환경", "학예", "기록")
SPECIALIST_GROUPS = ("나군", "다군", "가군")
FIXED_TERM_TITLES = (
    "일반임기제",
    "시간선택제임기제 다급",
    "시간선택제임기제 마급",
    "전문임기제 나급",
    "한시임기제",
)
SPECIAL_POST_TITLES = ("별정6급상당", "별정7급상당")
DUTIES = (
    "서무",
    "예산·회계",
    "민원",
    "계획 수립",
    "시설 관리",
    "지도·점검",
    "통계·전산",
    "보조금",
    "홍보",
    "현장 지원",
)


def title_of(grade: int, series: str) -> str:
    """Title of a grade of 일반직."""
    return HIGH[grade] if grade in HIGH else f"지방{series}{RANKS[grade]}"
