"""What the fields of a stage are called on the screen."""

import re

from baeumgil.core.said import Said, joined

_FIELDS = {
    "code": Said("단계 부호", "Stage code"),
    "name": Said("이름", "Name"),
    "basis": Said("근거", "Basis"),
    "trigger": Said("계기", "Trigger"),
    "window": Said("기간", "Window"),
    "window.opens": Said("시작", "Start"),
    "window.due": Said("기한", "Due"),
    "window.closes": Said("마감", "Last day"),
    "opens": Said("시작", "Start"),
    "due": Said("기한", "Due"),
    "closes": Said("마감", "Last day"),
    "months": Said("달수", "Months"),
    "days": Said("일수", "Days"),
    "courses": Said("인정 과정", "Accepted courses"),
    "substitutes": Said("대체 과정", "Substitute courses"),
    "purpose": Said("목적", "Purpose"),
    "strand": Said("갈래", "Strand"),
    "obligation": Said("의무", "Obligation"),
    "repetition": Said("되풀이", "Repetition"),
    "grades": Said("직급", "Grade"),
    "series": Said("직렬", "Series"),
    "employments": Said("고용 구분", "Employment"),
    "positions": Said("직위", "Position"),
    "authorities": Said("임용권자", "Appointing authority"),
    "entries": Said("임용 구분", "Kind of appointment"),
    "after_courses": Said("앞서 마칠 과정", "Courses to complete first"),
    "filters": Said("대상", "For whom"),
    "exempt": Said("면제 대상", "Exempt people"),
    "exempt_note": Said("면제 설명", "Why exempt"),
    "group": Said("겹침 묶음", "Group of overlap"),
    "collision": Said("겹칠 때", "When two meet"),
    "collision_months": Said("몇 개월 안의 이수를 인정", "Months within which a completion counts"),
    "absence_extends": Said("휴직하면", "On leave"),
    "blocks": Said("구간", "Part"),
    "kind": Said("구간 방식", "Kind of part"),
    "length_text": Said("길이", "Length"),
    "class_size": Said("한 반 인원", "Class size"),
    "valid_from": Said("적용 시작일", "Valid from"),
    "valid_to": Said("적용 끝일", "Valid to"),
    "order": Said("보이는 순서", "Order shown"),
    "institution": Said("기관", "Institution"),
    "aliases": Said("다른 이름", "Other names"),
}
_PLACE = re.compile(r"\[(\d+)\]")


def field_name(path: str) -> Said:
    """`window.due` as '기한', `blocks[1].name` as '구간 2 이름'; an unknown name stays as it is."""
    if path in _FIELDS:
        return _quoted(_FIELDS[path])
    words = []
    for part in path.split("."):
        bare = _PLACE.sub("", part)
        words.append(_FIELDS.get(bare, bare))
        words += [str(int(place) + 1) for place in _PLACE.findall(part)]
    return _quoted(joined(words))


def _quoted(name: Said) -> Said:
    return Said(f"'{name}'", f"“{name.english}”")
