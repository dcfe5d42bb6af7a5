"""What the fields of a stage are called on the screen."""

import re

_FIELDS = {
    "code": "단계 부호",
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
    "repetition": "되풀이",
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
    "collision": "겹칠 때",
    "collision_months": "몇 개월 안의 이수를 인정",
    "absence_extends": "휴직하면",
    "blocks": "구간",
    "kind": "구간 방식",
    "length_text": "길이",
    "class_size": "한 반 인원",
    "valid_from": "적용 시작일",
    "valid_to": "적용 끝일",
    "order": "보이는 순서",
    "institution": "기관",
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
