import io
import zipfile
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.engines.documents.gates import check_hwpx
from baeumgil.engines.documents.hwpx import write_hwpx
from baeumgil.engines.documents.package import Limits
from baeumgil.engines.documents.tree import Document, Paragraph
from tests.engines.documents.forms import packed, parts, with_part

SECTION = "Contents/section0.xml"
LISTING = "Contents/content.hpf"


@cache
def form() -> bytes:
    return write_hwpx(Document("서식", (Paragraph("{{이름}}"),)))


def codes(data: bytes, limits: Limits | None = None) -> list[str]:
    return [problem.code for problem in check_hwpx(data, limits)]


def with_text(part: str, old: bytes, new: bytes) -> bytes:
    content = parts(form())[part]
    assert old in content
    return with_part(form(), part, content.replace(old, new, 1))


def test_a_good_form_passes() -> None:
    assert check_hwpx(form()) == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old hwp", "not_archive"),
        (b"PK\x03\x04 broken", "broken_archive"),
        (packed({"mimetype": b"application/zip", "a.txt": b""}), "not_hwpx"),
        (packed({"mimetype": b"application/hwp+zip"}), "missing_part"),
    ],
)
def test_what_is_no_hwpx_is_said_so(data: bytes, code: str) -> None:
    assert code in codes(data)


@pytest.mark.parametrize("name", ["../x.xml", "/etc/x", "a\\b", "C:/x", "a/../../b"])
def test_paths_that_lead_out_are_refused(name: str) -> None:
    assert codes(with_part(form(), name, b"x")) == ["path_escape"]


@pytest.mark.parametrize("name", ["Scripts/headerScripts.js", "scripts/DefaultJScript", "BinData/run.exe", "x.VBS"])
def test_programs_are_refused(name: str) -> None:
    assert codes(with_part(form(), name, b"x")) == ["macro"]


def test_objects_of_other_programs_are_refused() -> None:
    assert codes(with_part(form(), "BinData/ole1.ole", b"x")) == ["ole"]


@pytest.mark.parametrize(
    ("part", "old", "new", "code"),
    [
        (
            LISTING,
            b"<opf:manifest>",
            b'<opf:manifest><opf:item id="i" href="http://a.example/i.png" isEmbeded="0"/>',
            "external_link",
        ),
        (LISTING, b"<opf:manifest>", b'<opf:manifest><opf:item id="i" href="C:\\pictures\\i.png"/>', "external_link"),
        (
            LISTING,
            b"<opf:manifest>",
            b'<opf:manifest><opf:item id="i" href="BinData/i.png" isEmbeded="0"/>',
            "external_link",
        ),
        (SECTION, b"<hp:t>", b'<hp:ctrl><hp:fieldBegin id="1" type="HYPERLINK"/></hp:ctrl><hp:t>', "external_link"),
        (
            SECTION,
            b"<hp:t>",
            b'<hp:stringParam name="Command">https\\://a.example;1;0;0;</hp:stringParam><hp:t>',
            "external_link",
        ),
        (SECTION, b"<hp:t>", b'<hp:video fileName="//server/v.mp4"/><hp:t>', "external_link"),
        (SECTION, b"<hp:t>", b'<hp:ole binaryItemIDRef="o"/><hp:t>', "ole"),
        (SECTION, b"<hp:t>", b"<hp:scriptcode/><hp:t>", "macro"),
        ("META-INF/manifest.xml", b"/>", b"><odf:encryption-data/></odf:manifest>", "encrypted"),
        (SECTION, b"<hp:t>", b"<hp:t", "broken_markup"),
    ],
)
def test_what_reaches_out_or_runs_is_refused(part: str, old: bytes, new: bytes, code: str) -> None:
    assert codes(with_text(part, old, new)) == [code]


def test_entities_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert codes(with_part(form(), SECTION, bomb)) == ["doctype"]
    outside = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'
    assert codes(with_part(form(), "settings.xml", outside)) == ["doctype"]


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    assert codes(with_part(form(), "BinData/b.bmp", b"\0" * 5_000_000)) == ["too_large_unpacked"]
    small = Limits(unpacked_bytes=10_000)
    assert codes(form(), small) == ["too_large_unpacked"]
    assert codes(form(), Limits(entries=3)) == ["too_many_entries"]
    assert codes(form(), Limits(file_bytes=100)) == ["too_large"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    target = io.BytesIO(form())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(SECTION.upper(), b"<x/>")
    assert codes(target.getvalue()) == ["duplicate_entry"]


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(form())
    at = data.rfind(b"PK\x01\x02")
    data[at + 16 : at + 20] = b"\1\2\3\4"
    last = parts(form())
    assert list(last)[-1].endswith(".xml")
    assert codes(bytes(data)) == ["broken_archive"]


def test_an_archive_with_a_password_is_refused() -> None:
    data = bytearray(form())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.rfind(mark)
        data[at + offset] |= 1
    assert codes(bytes(data)) == ["encrypted"]


@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=4))
def test_damage_anywhere_is_an_answer_never_a_crash(place: int, noise: bytes) -> None:
    data = bytearray(form())
    place %= len(data)
    data[place : place + len(noise)] = noise
    assert isinstance(check_hwpx(bytes(data)), list)
