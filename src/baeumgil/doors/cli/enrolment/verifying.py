"""`baeumgil enrolment verify`: a published bundle recomputed from its bytes alone, without a database."""

from pathlib import Path

import click

from baeumgil.core.errors import Refused
from baeumgil.doors.cli.frame import REFUSED
from baeumgil.doors.cli.options import FILE, json_option
from baeumgil.doors.cli.output import say, write_json
from baeumgil.engines.selection_checking.checking import Report, check

MOST_TOLD = 100


class BundleNotSound(Refused):
    """The bundle is not what it claims to be."""

    code = "bundle_not_sound"


@click.command("verify")
@click.argument("bundle", type=FILE)
@click.option("--digest", default="", metavar="SHA-256", help="결과와 함께 공표된 지문: 이것과도 같아야 함")
@json_option
def verify_bundle(*, bundle: Path, digest: str, as_json: bool) -> None:
    """BUNDLE(선발 검증 묶음)을 처음부터 다시 계산해 선발과 대기 순서가 같은지 봅니다. 다르면 1로 끝납니다."""
    report = check(bundle.read_bytes(), published=digest)
    if as_json:
        write_json(report)
        click.get_current_context().exit(0 if report.is_sound else REFUSED)
    for finding in report.findings[:MOST_TOLD]:
        click.echo(f"- {finding.korean}")
    if not report.is_sound:
        raise BundleNotSound(f"적힌 것과 다른 곳이 {len(report.findings):,}곳 있습니다.")
    click.echo(_sentence(report))
    click.echo(f"지문 {report.digest}")
    if "events" in report.figures:
        say("이 기록은 적힌 그대로입니다. 온 순서대로 따라가 같은 자리와 같은 대기 순서에 이르렀습니다.")
    else:
        say("이 묶음은 적힌 그대로입니다. 방침과 입력, 씨앗에서 같은 선발과 같은 대기 순서를 다시 얻었습니다.")
    if not digest:
        say("통째로 다시 지어낸 파일이 아닌지는 이 지문을 공표된 지문과 견주어 보세요(--digest).")


def _sentence(report: Report) -> str:
    words = {"applicants": "신청", "seats": "자리", "seated": "선발", "waiting": "대기", "not_selected": "미선발"}
    return ", ".join(f"{word} {report.figures.get(key, 0):,}" for key, word in words.items())


COMMANDS: tuple[click.Command, ...] = (verify_bundle,)
