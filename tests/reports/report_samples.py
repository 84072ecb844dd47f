"""Assessments made by hand over an invented submission, for the tests of the reports."""

from __future__ import annotations

from vn_dossier_nlp.reports.packwords import PackWords
from vn_dossier_nlp.schema import (
    SCHEMA_VERSION,
    Assessment,
    Citation,
    Finding,
    Masthead,
    Outcome,
    Proposal,
    Reason,
    Slots,
    SourceFile,
    Span,
    Stats,
    Status,
    Verdict,
    Versions,
)

FILE = "hồ sơ/12_TTr-BQL xin hỗ trợ.txt"

TEXT = """UBND TỈNH SÔNG MÂY                         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
BAN QUẢN LÝ CHỢ ĐẦU MỐI                         Độc lập - Tự do - Hạnh phúc
Số: 12/TTr-BQL                              Sông Mây, ngày 05 tháng 02 năm 2026

TỜ TRÌNH
Về việc hỗ trợ nâng cấp chợ đầu mối nông sản Sông Mây

Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh Sông Mây

Căn cứ Luật Ngân sách nhà nước;
Căn cứ điểm a khoản 2 Điều 7 Nghị định số 901/2024/NĐ-CP ngày 12/3/2024 của Chính phủ;

Chợ đầu mối nông sản Sông Mây đưa vào sử dụng từ năm 2009, hiện có 214 hộ kinh doanh. Mùa mưa năm 2025, \
khu B ngập 19 lần, 43 quầy phải nghỉ bán. <script>alert("x")</script> Ban Quản lý đã gửi \
Công văn số 88/BQL-KH ngày 10/12/2025 xin ý kiến các cơ quan liên quan.

Từ tình hình trên, Ban Quản lý kính đề nghị Chủ tịch Ủy ban nhân dân tỉnh quan tâm, xem xét, tạo điều kiện \
hỗ trợ kinh phí nâng cấp chợ theo Nghị định số 901/2024/NĐ-CP trong thời gian sớm nhất.
Kính trình Chủ tịch Ủy ban nhân dân tỉnh xem xét, quyết định./.

Nơi nhận:                                                    KT. TRƯỞNG BAN
- Như trên;                                                  PHÓ TRƯỞNG BAN
- Lưu: VT, KH.
"""

VERSIONS = Versions("0.1.0", SCHEMA_VERSION, "shipped-1", "hai_phong_2022", "2026-07")

PACK = {
    "authority_basis": PackWords(
        quote="phải nêu cụ thể căn cứ pháp lý quy định về thẩm quyền quyết định đối với nội dung đề xuất",
        source="Chỉ đạo của Chủ tịch UBND thành phố thực hiện Quyết định 28/2022/QĐ-UBND",
        cure={
            "vi": "Nêu điều, khoản và văn bản giao thẩm quyền quyết định việc này cho cơ quan được trình.",
            "en": "Cite the provision that gives the addressee the power to decide this matter.",
        },
    ),
    "specific_request": PackWords(
        quote="phải nêu cụ thể trình UBND thành phố hoặc Chủ tịch UBND thành phố xem xét quyết định/chỉ đạo "
        "những vấn đề gì",
        source="Chỉ đạo của Chủ tịch UBND thành phố thực hiện Quyết định 28/2022/QĐ-UBND",
        cure={"vi": "Viết rõ việc cần quyết định, đối tượng, số tiền, nguồn và thời hạn."},
    ),
    "R33": PackWords(source="Nghị định 30/2020/NĐ-CP Điều 8", name={"vi": "Thể thức", "en": "Format"}),
}


def span(quoted: str, occurrence: int = 1, text: str = TEXT, file: str = FILE) -> Span:
    """The span of the n-th occurrence of some words."""
    start = -1
    for _ in range(occurrence):
        start = text.index(quoted, start + 1)
    return Span(file, start, start + len(quoted), quoted)


ASK = (
    "Ban Quản lý kính đề nghị Chủ tịch Ủy ban nhân dân tỉnh quan tâm, xem xét, tạo điều kiện hỗ trợ kinh phí "
    "nâng cấp chợ theo Nghị định số 901/2024/NĐ-CP trong thời gian sớm nhất"
)
DECREE = "Nghị định số 901/2024/NĐ-CP"


def finding(
    name: str, status: Status, *evidence: Span, severity: str = "supplement", zone: str | None = None
) -> Finding:
    """A finding; its code is plausible."""
    codes = {"authority_basis": "R01", "specific_request": "R23", "opinions": "R10", "funding": "R27"}
    code = name if name.startswith("R") else codes.get(name, "R02")
    return Finding(name, status, (code,), evidence, zone, severity, "Nghị định 30/2020/NĐ-CP", 0.82)


def findings() -> tuple[Finding, ...]:
    """The requirements of the sample, in no useful order."""
    return (
        finding("content_basis", Status.MET, span("Căn cứ điểm a khoản 2 Điều 7 " + DECREE)),
        finding("practical_basis", Status.MET, span("khu B ngập 19 lần, 43 quầy phải nghỉ bán")),
        finding("funding", Status.NOT_MET, span("hỗ trợ kinh phí nâng cấp chợ")),
        finding("authority_basis", Status.NOT_MET, zone="legal_bases", severity="return"),
        finding("specific_request", Status.NOT_MET, span(ASK), severity="return"),
        finding("opinions", Status.CANNOT_TELL, span("xin ý kiến các cơ quan liên quan")),
        finding("central_guidance", Status.NOT_APPLICABLE),
        finding("R33", Status.MET),
    )


def citations() -> tuple[Citation, ...]:
    """Four citations, one of them inside a request."""
    whole = f"điểm a khoản 2 Điều 7 {DECREE} ngày 12/3/2024 của Chính phủ"
    pins = ("điểm a khoản 2 Điều 7",)
    decree = ("nghị định", "901/2024/NĐ-CP", None)
    return (
        Citation(span("Luật Ngân sách nhà nước"), "luật", None, "Luật Ngân sách nhà nước", None, (), False),
        Citation(span(whole), *decree, "2024-03-12", pins, False, role="basis", status_on_date="in_force"),
        Citation(
            span("Công văn số 88/BQL-KH ngày 10/12/2025"),
            "công văn",
            "88/BQL-KH",
            None,
            "2025-12-10",
            (),
            False,
        ),
        Citation(span(DECREE, 2), *decree, None, (), False, confidence=0.912345),
    )


def proposals() -> tuple[Proposal, ...]:
    """A vague request and the closing formula."""
    close = "Kính trình Chủ tịch Ủy ban nhân dân tỉnh xem xét, quyết định"
    slots = Slots(legal_reference=f"theo {DECREE}")
    return (
        Proposal(span(ASK), "hỗ trợ", "kinh phí nâng cấp chợ", "chair", False, slots),
        Proposal(span(close), None, None, "chair", False, Slots(), formula=True),
    )


def reasons() -> tuple[Reason, ...]:
    """What decided, and what moved the classifier."""
    return (
        Reason("requirement_not_met", {"requirement": "specific_request"}, span(ASK)),
        Reason("requirement_not_met", {"requirement": "authority_basis"}),
        Reason("generic_yes", {"probability": 0.87345}, span("quan tâm, xem xét, tạo điều kiện")),
        Reason("feature_money_open", {"contribution": 1.25}),
        Reason("feature_object_named", {"contribution": -0.4}),
    )


MASTHEAD = Masthead(
    parent="UBND TỈNH SÔNG MÂY",
    issuer="BAN QUẢN LÝ CHỢ ĐẦU MỐI",
    number="12",
    symbol="TTr-BQL",
    place="Sông Mây",
    date="2026-02-05",
    type="tờ trình",
    subject="Về việc hỗ trợ nâng cấp chợ đầu mối nông sản Sông Mây",
    addressees=("Chủ tịch Ủy ban nhân dân tỉnh Sông Mây",),
    signing_mark="KT.",
    signer_role="PHÓ TRƯỞNG BAN",
    recipients=("Như trên", "Lưu: VT, KH."),
)


def returned() -> Assessment:
    """A vague submission that is proposed for return."""
    return Assessment(
        dossier_id="a1",
        path=FILE,
        outcome=Outcome.READ,
        files=(SourceFile(FILE, "0" * 64, "submission", Outcome.READ),),
        versions=VERSIONS,
        purpose="budget",
        purpose_evidence=(span("hỗ trợ nâng cấp chợ"),),
        addressee="chair",
        addressee_evidence=(span("Chủ tịch Ủy ban nhân dân tỉnh"),),
        masthead=MASTHEAD,
        document_date="2026-02-05",
        verdict=Verdict.RETURN,
        generic="yes",
        generic_probability=0.87345,
        requirements=findings(),
        proposals=proposals(),
        citations=citations(),
        reasons=reasons(),
        stats=Stats(len(TEXT), 9),
    )


def unread(outcome: Outcome = Outcome.DAMAGED, reason: str | None = "broken_pdf") -> Assessment:
    """A dossier of which nothing could be read."""
    path = "hồ sơ/=cmd|' calc'!A1.pdf"
    file = SourceFile(path, "f" * 64, None, outcome, reason)
    return Assessment(f"u-{outcome}", path, outcome, (file,), VERSIONS)


def plain(name: str, verdict: Verdict | None, generic: str, probability: float, *failed: str) -> Assessment:
    """A dossier with a verdict and some unmet requirements, without a text."""
    missing = tuple(finding(one, Status.NOT_MET, zone="body") for one in failed)
    return Assessment(
        dossier_id=name,
        path=f"hồ sơ/{name}",
        outcome=Outcome.READ,
        files=(SourceFile(f"hồ sơ/{name}", "1" * 64, "submission", Outcome.READ),),
        versions=VERSIONS,
        purpose="not_a_submission" if verdict is None else "budget",
        verdict=verdict,
        generic=generic,
        generic_probability=probability,
        requirements=missing,
    )


def batch() -> list[Assessment]:
    """One of everything."""
    long = "Tờ trình về việc phê duyệt chủ trương đầu tư dự án cải tạo, nâng cấp đường tỉnh 901 (bản ký).pdf"
    return [
        returned(),
        plain("1893_TTr-SNV.docx", Verdict.PASS, "no", 0.041),
        plain(long, Verdict.SUPPLEMENT, "no", 0.212, "opinions", "funding", "managing_department_view"),
        plain("TTr 45 ban hanh quy che.pdf", Verdict.TRANSFER, "no", 0.004),
        plain("scan0007.pdf", Verdict.REVIEW, "unsure", 0.52, "authority_basis"),
        plain("giay moi.docx", None, "no", 0.2),
        unread(),
        unread(Outcome.SECRET, "secret_mark"),
    ]
