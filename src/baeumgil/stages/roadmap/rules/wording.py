"""What the fields of a stage are called on the screen."""

import re

_FIELDS = {
    "code": "단계 코드",
    "name": "이름",
    "basis": "근거",
    "trigger": "계기",
    "window": "기간",
    "window.opens": "시작",
    "window.due": "기한",
    "window.closes": "마감",
    "opens": "시작",
    "due": "기한",
    "closes": "마감",
    "months": "달수",
    "days": "일수",
    "courses": "인정 과정",
    "substitutes": "대체 과정",
    "purpose": "목적",
    "strand": "갈래",
    "obligation": "의무",
    "repetition": "반복",
    "grades": "직급",
    "series": "직렬",
    "employments": "고용 구분",
    "positions": "직위",
    "authorities": "임용권자",
    "entries": "임용 구분",
    "after_courses": "앞서 마칠 과정",
    "filters": "대상",
    "exempt": "면제 대상",
    "exempt_note": "면제 설명",
    "group": "겹침 묶음",
    "collision": "겹침 처리",
    "collision_months": "겹침 인정 달수",
    "absence_extends": "부재 기간만큼 미룸",
    "blocks": "구간",
    "kind": "구간 방식",
    "length_text": "길이",
    "class_size": "기수 정원",
    "valid_from": "시행일",
    "valid_to": "종료일",
    "order": "차례",
    "institution": "교육기관",
    "aliases": "다른 이름",
}
_PLACE = re.compile(r"\[(\d+)\]")


def field_name(path: str) -> str:
    """`window.due` as '기한', `blocks[1].name` as '구간 2 이름'; an unknown name stays as it is."""
    if path in _FIELDS:
        return f"'{_FIELDS[path]}'"
    words = []
    for part in path.split("."):
        bare = _PLACE.sub("", part)
        words.append(_FIELDS.get(bare, bare))
        words += [str(int(place) + 1) for place in _PLACE.findall(part)]
    return f"'{' '.join(word for word in words if word)}'"
