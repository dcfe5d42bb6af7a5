"""Whoever reads English is refused in English: each sentence of a refusal carries both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SRC = Path(__file__).parents[2] / "src" / "baeumgil"
FINISHED = (
    "engines/sheets",
    "doors/api",
    "core",
    "stages/people",
    "stages/roadmap",
    "stages/plan",
    "stages/schedule",
    "stages/enrolment",
)
"""What holds to the rule. Parts of it that say nothing to people on a screen are left out below."""
LEFT_OUT = {
    "doors/api/site.py": "the description of the API, which is Korean",
    "stages/enrolment/documents/name_list.py": "a Korean paper",
    "stages/enrolment/services/announcing.py": "notices, which are Korean",
    "stages/enrolment/services/approval_deadlines.py": "notices, which are Korean",
    "stages/enrolment/services/approval_opening.py": "notices, which are Korean",
    "stages/enrolment/services/approval_outcomes.py": "notices, which are Korean",
    "stages/enrolment/services/call_ups.py": "notices, which are Korean",
    "stages/enrolment/services/deputies.py": "notices, which are Korean",
    "stages/enrolment/services/nominations.py": "notices, which are Korean",
    "stages/enrolment/services/publishing.py": "notices, which are Korean",
    "stages/enrolment/services/releasing.py": "notices, which are Korean",
    "stages/enrolment/services/second_calls.py": "notices, which are Korean",
    "stages/enrolment/services/selecting.py": "notices, which are Korean",
    "stages/enrolment/services/sending_back.py": "notices, which are Korean",
    "stages/enrolment/services/waiting.py": "notices, which are Korean",
    "stages/enrolment/rules/call_words.py": "`Sentence` has both languages",
    "stages/plan/rules/pre_checks.py": "what is wrong with a value in the policies",
    "stages/plan/services/samples.py": "words of a Korean plan",
    "stages/plan/services/samples_seoul.py": "words of a Korean plan",
    "stages/roadmap/services/seeding.py": "a mark in the files that come with the product",
    "stages/people/rules/roster/cells.py": "a remark about what was read, not a refusal",
    "stages/people/services/roster_reading.py": "remarks about what was read, not refusals",
}
FAMILIES = frozenset({"Refusal", "Invalid", "NotAllowed", "NotFound", "Refused"})
BOTH_LANGUAGES = frozenset({"Said", "gettext", "gettext_lazy", "_"})
KOREAN = re.compile("[가-힣]")
CLASS = re.compile(r"^class (\w+)\(([\w, ]+)\):", re.MULTILINE)
SENTENCE = re.compile(r"[다요오]\.(\W|$)")


def test_refusals_of_finished_packages_are_said_in_both_languages() -> None:
    refusals = _refusals()
    wrong = [
        f"{module.relative_to(SRC)}:{line} {text}"
        for package in FINISHED
        for module in sorted((SRC / package).rglob("*.py"))
        for line, text in _korean_alone(module, refusals, sentences=str(module.relative_to(SRC)) not in LEFT_OUT)
    ]
    assert wrong == []


def test_the_test_sees_what_it_looks_for(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        '"""첫 문장입니다."""\n'
        'REMEDY = "날짜를 고치세요."\n'
        'raise Refused(f"{name} 없음")\n'
        'problem = Problem("code", Said("없습니다.", "There is none."), remedy="이름")\n'
        'word = "사번"\n',
        encoding="utf-8",
    )
    assert [line for line, _text in _korean_alone(module, _refusals(), sentences=True)] == [2, 3, 4]


def _refusals() -> frozenset[str]:
    """`Problem`, `allow`, the families, and every class that comes from one of them."""
    bases = {
        name: set(above.split(", "))
        for module in SRC.rglob("*.py")
        for name, above in CLASS.findall(module.read_text(encoding="utf-8"))
    }
    found = set(FAMILIES)
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return frozenset(found | {"Problem", "allow"})


def _korean_alone(module: Path, refusals: frozenset[str], *, sentences: bool) -> list[tuple[int, str]]:
    """Korean literals that are a sentence, or stand in a refusal, without their English."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }

    def within(node: ast.AST, *, is_refusal: bool) -> Iterator[tuple[int, str]]:
        if isinstance(node, ast.Call):
            if _name(node.func) in BOTH_LANGUAGES:
                return
            is_refusal = is_refusal or _name(node.func) in refusals
        text = _text(node)
        if text is not None:
            is_alone = is_refusal or (sentences and SENTENCE.search(text))
            if KOREAN.search(text) and id(node) not in docstrings and is_alone:
                yield node.lineno, text  # type: ignore[attr-defined]  # every literal has a line
            return
        for child in ast.iter_child_nodes(node):
            yield from within(child, is_refusal=is_refusal)

    return list(within(tree, is_refusal=False))


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
