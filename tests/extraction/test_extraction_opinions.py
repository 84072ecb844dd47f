"""The table of opinions, on short texts of our own: who, what view, which letter, what became of it."""

from __future__ import annotations

import pytest
from letters import letter

from vn_dossier_nlp.extraction.opinion_words import kinds, signs, table
from vn_dossier_nlp.extraction.opinions import find_opinions

DISTRICT = {"issuer": "ỦY BAN NHÂN DÂN HUYỆN SỐP CỘP", "number": "9/TTr-UBND"}
SCHOOL = {"parent": "SỞ GIÁO DỤC VÀ ĐÀO TẠO SƠN LA", "issuer": "TRƯỜNG THPT TÔ HIỆU", "number": "9/TTr-THPT"}
PROVINCE = {
    "parent": "",
    "issuer": "ỦY BAN NHÂN DÂN TỈNH SƠN LA",
    "number": "9/TTr-UBND",
    "addressee": "Hội đồng nhân dân tỉnh Sơn La",
}

# (what is tried, text, rows as "body: view or how far it went, letter, date, what became of it", head)
SAID = [
    ("letter first", "Tại Công văn số 1204/STC-NS ngày 12/3/2025, Sở Tài chính có ý kiến thống nhất với mức hỗ trợ.",
     ["Sở Tài chính: agree, 1204/STC-NS, 2025-03-12"]),
    ("letter in brackets", "Sở Xây dựng (Công văn số 55/SXD-QH ngày 03/4/2025) đồng ý phương án tuyến.",
     ["Sở Xây dựng: agree, 55/SXD-QH, 2025-04-03"]),
    ("letter behind", "Sở Nội vụ không có ý kiến khác (Công văn số 1240/SNV-TCBC ngày 13/7/2022).",
     ["Sở Nội vụ: agree, 1240/SNV-TCBC, 2022-07-13"]),
    ("date before the body", "Ngày 14/5/2025, Sở Y tế có Công văn số 88/SYT-NVY thống nhất nội dung dự thảo.",
     ["Sở Y tế: agree, 88/SYT-NVY, 2025-05-14"]),
    ("answered by letter", "Sở Tài chính trả lời tại Văn bản số 77/STC-GCS ngày 02/8/2023: đồng ý nguồn vốn.",
     ["Sở Tài chính: agree, 77/STC-GCS, 2023-08-02"]),
    ("several with one view", "Các Sở: Tài chính, Xây dựng, Tư pháp thống nhất.",
     ["Sở Tài chính: agree", "Sở Xây dựng: agree", "Sở Tư pháp: agree"]),
    ("several with commas in their names",
     "Các sở, ngành: Nội vụ, Văn hóa, Thể thao và Du lịch, Giáo dục và Đào tạo đều nhất trí.",
     ["Sở Nội vụ: agree", "Sở Văn hóa, Thể thao và Du lịch: agree", "Sở Giáo dục và Đào tạo: agree"]),
    ("a letter each", "Sở Y tế (Công văn số 5/SYT ngày 02/02/2024) và Công an tỉnh (Công văn số 6/CAT ngày 03/02/2024) tán thành.",
     ["Sở Y tế: agree, 5/SYT, 2024-02-02", "Công an tỉnh: agree, 6/CAT, 2024-02-03"]),
    ("consent named as a noun", "Trên cơ sở ý kiến thống nhất của Công an tỉnh, các Sở: Ngoại vụ, Du lịch, Sở kính trình.",
     ["Công an tỉnh: agree", "Sở Ngoại vụ: agree", "Sở Du lịch: agree"]),
    ("with the consent of", "Dự án đã được sự đồng ý của Ban Quản lý Khu bảo tồn Mường Nhé.",
     ["Ban Quản lý Khu bảo tồn Mường Nhé: agree"]),
    ("passive", "Phương án đã được Sở Khoa học và Công nghệ thống nhất tại Công văn số 31/SKHCN ngày 05/5/2023.",
     ["Sở Khoa học và Công nghệ: agree, 31/SKHCN, 2023-05-05"]),
    ("agreed at a meeting", "Sở đã họp với Kho bạc Nhà nước tỉnh, Cục Thuế tỉnh, thống nhất số liệu thu.",
     ["Kho bạc Nhà nước tỉnh: agree", "Cục Thuế tỉnh: agree"]),
    ("agrees and wants something", "Sở Tài chính thống nhất, đề nghị giảm đơn giá từ 1,8 xuống 1,6 triệu đồng.",
     ["Sở Tài chính: agree_with_conditions"]),
    ("agrees on a condition", "Hạt Kiểm lâm đồng ý, với điều kiện đóng tuyến vào mùa khô.",
     ["Hạt Kiểm lâm: agree_with_conditions"]),
    ("the condition in the next clause", "UBND huyện Mường La đồng ý vị trí; đề nghị bổ sung rãnh thoát nước.",
     ["UBND huyện Mường La: agree_with_conditions"]),
    ("on the whole, and says what is left",
     "Sở Tư pháp cơ bản thống nhất, đề nghị làm rõ 3 nội dung: đối tượng, mức hỗ trợ, thời hạn.",
     ["Sở Tư pháp: agree_with_conditions"]),
    ("only wants a change", "Dự thảo được gửi lấy ý kiến. Sở Nội vụ đề nghị bỏ Điều 7.",
     ["Sở Nội vụ: agree_with_conditions"]),
    ("one sum but not the other", "Sở Tài chính đồng ý mức 300.000 đồng, không đồng ý mức 450.000 đồng.",
     ["Sở Tài chính: agree_with_conditions"]),
    ("does not agree", "Sở Xây dựng chưa thống nhất vì khu đất nằm trong hành lang đê.",
     ["Sở Xây dựng: disagree"]),
    ("conditions not met", "Sở Công Thương (Văn bản số 9/SCT ngày 04/4/2024) cho rằng hồ sơ chưa đủ điều kiện.",
     ["Sở Công Thương: disagree, 9/SCT, 2024-04-04"]),
    ("no other opinion", "UBND xã Mường Tú không có ý kiến gì thêm.", ["UBND xã Mường Tú: agree"]),
    ("does not object", "Sở Ngoại vụ không phản đối.", ["Sở Ngoại vụ: agree"]),
    ("leaves it to the rules", "Sở Tài chính (Công văn số 3/STC ngày 03/3/2023) đề nghị thực hiện theo quy định.",
     ["Sở Tài chính: no_view, 3/STC, 2023-03-03"]),
    ("leaves it to whoever decides", "Sở Nội vụ có Công văn số 4/SNV ngày 04/3/2023 đề nghị UBND tỉnh xem xét, quyết định.",
     ["Sở Nội vụ: no_view, 4/SNV, 2023-03-04"]),
    ("kind words", "Sở Y tế chia sẻ với khó khăn của đơn vị.", ["Sở Y tế: no_view"]),
    ("says that it has no view", "Sở Nội vụ không nêu chính kiến.", ["Sở Nội vụ: no_view"]),
    ("not its competence", "Sở Kế hoạch và Đầu tư (Công văn số 2519/SKHĐT ngày 29/8/2016) cho rằng nội dung thuộc chức năng của Ban.",
     ["Sở Kế hoạch và Đầu tư: not_its_competence, 2519/SKHĐT, 2016-08-29"]),
    ("a fact", "Cục Thuế tỉnh xác nhận Công ty không nợ thuế.", ["Cục Thuế tỉnh: agree"]),
    ("a fact without a view", "Bảo hiểm xã hội tỉnh xác nhận số thẻ đã cấp là 12.400.", ["Bảo hiểm xã hội tỉnh: answered"]),
    ("an item with a colon", "Ý kiến của các cơ quan:\n- Sở Y tế: thống nhất.\n- Sở Nội vụ (Công văn số 8/SNV ngày 05/5/2025): ghi rõ chức danh.",
     ["Sở Y tế: agree", "Sở Nội vụ: agree_with_conditions, 8/SNV, 2025-05-05"]),
    ("taken up", "Sở Tài chính đề nghị bỏ khoản in áo; Sở đã bỏ.", ["Sở Tài chính: agree_with_conditions, taken_up"]),
    ("taken up in a consultation", "Kết quả góp ý: Sở Tài chính đề nghị bỏ khoản in áo, đã bỏ.",
     ["Sở Tài chính: agree_with_conditions, taken_up"]),
    ("taken up in the next sentence", "Kết quả lấy ý kiến: Công an tỉnh đề nghị thêm điều về lối thoát nạn. Sở đã bổ sung vào Điều 6.",
     ["Công an tỉnh: agree_with_conditions, taken_up"]),
    ("explained", "Tham gia ý kiến: UBND huyện Phù Yên xin thêm một dự án. Không tiếp thu do đất là trường học.",
     ["UBND huyện Phù Yên: agree_with_conditions, explained"]),
    ("opinion taken up", "- Tiếp thu toàn bộ ý kiến của Sở Tài chính về phạm vi điều chỉnh;",
     ["Sở Tài chính: answered, taken_up"]),
    ("appraised", "Sở Kế hoạch và Đầu tư thẩm định tại Báo cáo số 402/BC-SKHĐT ngày 01/11/2024, kết luận hồ sơ đủ điều kiện.",
     ["Sở Kế hoạch và Đầu tư: agree, 402/BC-SKHĐT, 2024-11-01"]),
    ("appraisal report", "Sở Tư pháp có Báo cáo thẩm định số 187/BC-STP ngày 14/10/2020, kết luận dự thảo đủ điều kiện trình.",
     ["Sở Tư pháp: agree, 187/BC-STP, 2020-10-14"]),
    ("silent", "Sở đã xin ý kiến Sở Ngoại vụ; đến nay Sở Ngoại vụ chưa có văn bản trả lời.", ["Sở Ngoại vụ: silent"]),
    ("asked", "Sở đã gửi Công văn số 402/SGTVT-KT ngày 12/4/2024 xin ý kiến Sở Tài chính và Công an tỉnh.",
     ["Sở Tài chính: asked", "Công an tỉnh: asked"]),
    ("asked and answered", "Sở đã lấy ý kiến Sở Tài chính. Sở Tài chính thống nhất.", ["Sở Tài chính: agree"]),
    ("a count where all agree", "Đã có 22/22 cơ quan trả lời thống nhất với dự thảo.", ["22/22 cơ quan: agree"]),
    ("a count and who differs", "Có 07/08 sở, ngành thống nhất, 01 sở có ý kiến góp ý (Sở Nội vụ).",
     ["07/08 sở, ngành: agree", "01 sở: answered", "Sở Nội vụ: answered"]),
    ("a list of letters", "Ý kiến tham gia gồm Công văn số 1/STC ngày 01/02/2024 của Sở Tài chính, Công văn số 2/SXD ngày 02/02/2024 của Sở Xây dựng.",
     ["Sở Tài chính: answered, 1/STC, 2024-02-01", "Sở Xây dựng: answered, 2/SXD, 2024-02-02"]),
    ("the letter of a body", "Xét Công văn số 12/SNN ngày 02/02/2024 của Sở Nông nghiệp và Môi trường về việc thống nhất vị trí.",
     ["Sở Nông nghiệp và Môi trường: agree, 12/SNN, 2024-02-02"]),
    ("a table", "Lấy ý kiến:\n| Cơ quan | Ý kiến | Tiếp thu |\n| Sở Tài chính | Đồng ý | - |\n| Công an tỉnh | Đề nghị bổ sung biển báo | Đã bổ sung |",
     ["Sở Tài chính: agree", "Công an tỉnh: agree_with_conditions, taken_up"]),
    ("a table with tabs and letters", "Kết quả góp ý:\nSở Tài chính, số 1241/STC-GCS ngày 19/7/2017\tĐồng ý đơn giá\tĐã bỏ lãi vay",
     ["Sở Tài chính: agree, 1241/STC-GCS, 2017-07-19, taken_up"]),
    ("a body by its work beside its name", "Sở Tài chính, cơ quan quản lý công sản, đồng ý mức giá trên.",
     ["Sở Tài chính: agree"]),
    ("a town", "Thị xã Mộc Châu đề nghị cho dùng nhà văn hóa làm nơi họp, dự thảo lấy ý kiến đã sửa.", ["Thị xã Mộc Châu: agree_with_conditions, taken_up"]),
    ("wards", "UBND phường Chiềng Lề và phường Tô Hiệu đồng ý thu cùng hóa đơn nước.", ["UBND phường Chiềng Lề và phường Tô Hiệu: agree"]),
    ("committees by number", "Mười hai UBND huyện, thành phố đều tán thành.", ["Mười hai UBND huyện, thành phố: agree"]),
    ("the Front", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh nhất trí.", ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh: agree"]),
    ("an association that is consulted", "Hội Luật gia tỉnh đồng ý cử báo cáo viên.", ["Hội Luật gia tỉnh: agree"]),
    ("a power company", "Công ty Điện lực Sơn La xác nhận không cần nâng cấp lưới.", ["Công ty Điện lực Sơn La: answered"]),
    ("abbreviated names", "Sở NN&PTNT và Sở TN&MT thống nhất.", ["Sở NN&PTNT: agree", "Sở TN&MT: agree"]),
    ("a standing committee of the Party", "Ban Thường vụ Thành ủy đã nghe và thống nhất.", ["Ban Thường vụ Thành ủy: agree"]),
    ("a ministry", "Bộ Nội vụ có ý kiến thống nhất tại Công văn số 5/BNV-TCBC ngày 05/02/2024.",
     ["Bộ Nội vụ: agree, 5/BNV-TCBC, 2024-02-05"]),
    ("a line break in a name", "Sở Kế\nhoạch và Đầu tư nhất trí với đề xuất.", ["Sở Kế hoạch và Đầu tư: agree"]),
]  # fmt: skip

UNNAMED = [
    "Sở đã lấy ý kiến các cơ quan liên quan và hoàn chỉnh.",
    "Đa số ý kiến nhất trí với chủ trương chung.",
    "Các sở, ngành đều chia sẻ và ủng hộ.",
    "Sở đã tiếp thu tối đa ý kiến của các cơ quan, đơn vị.",
    "Có ý kiến cho rằng nên làm, có ý kiến cho rằng cần thận trọng.",
    "Sở đã trao đổi với đơn vị quản lý chuyên ngành và nhận được sự đồng thuận.",
    "Dự thảo đã được lấy ý kiến rộng rãi.",
    "Sở Tài chính và các ngành đã được trao đổi, nhìn chung đều thấy cần làm.",
    "Trên 95% ý kiến tán thành.",
    "Một số địa phương còn băn khoăn về mức hỗ trợ.",
]

NOTHING = [
    ("who decides", "UBND tỉnh đã thống nhất chủ trương tại Thông báo số 12/TB-UBND ngày 02/3/2024."),
    ("the submitter itself", "Sở Giao thông vận tải thống nhất với đề nghị của đơn vị."),
    ("the submitter in short", "Sở đồng ý với hồ sơ."),
    ("an applicant", "Công ty TNHH Mường Bú có văn bản đề nghị gia hạn dự án."),
    ("an association decides on its charter", "Ban Chấp hành Hội đã thông qua Điều lệ và thống nhất trình."),
    ("a task", "Tổ chức thực hiện:\n- Sở Tài chính cấp kinh phí;\n- UBND huyện Mường La xác nhận đối tượng."),
    ("a quoted provision", "Khoản 2 quy định: “Sở Tài chính thống nhất với Sở Xây dựng trước khi trình”."),
    ("a request", "Kính trình Chủ tịch Ủy ban nhân dân tỉnh giao Sở Tài chính thống nhất mức chi với Sở Y tế."),
    ("one wish of the submitter", "Rất mong nhận được sự đồng thuận, ủng hộ."),
    ("uniform management", "Nhằm thống nhất quản lý, bảo đảm thống nhất giữa các huyện."),
    ("a plain action", "Sở Y tế kiểm tra 14 cơ sở. UBND xã Mường Tú tổ chức lễ khánh thành."),
    ("a place of an address", "Trụ sở đặt tại số 5, phường Chiềng Lề, có giấy xác nhận quyền sử dụng."),
    ("a gift", "UBND huyện Mường La ủng hộ 50 triệu đồng."),
    ("who asked first", "UBND huyện Mường La có Tờ trình số 92/TTr-UBND ngày 19/4/2024 đề nghị phê duyệt dự án."),
    ("delegates of a congress", "Các đại biểu dự Đại hội đã biểu quyết thông qua Điều lệ."),
    ("guidance", "Sở Tài chính có Công văn số 7/STC ngày 07/7/2023 hướng dẫn lập dự toán."),
    ("a future opinion", "Sở sẽ lấy ý kiến các cơ quan liên quan."),
    ("a letter that gives a task", "Văn phòng UBND tỉnh có Công văn số 8/VP-TH ngày 08/8/2023 giao Sở xem xét."),
    ("a power of the law", "Theo Điều 7, Sở Xây dựng thẩm định dự án nhóm B."),
]


def _shown(row):
    view = row.view or row.heard
    date = row.date
    parts = [str(view), row.letter.number if row.letter else None, date, row.taken_up]
    return f"{row.body}: " + ", ".join(part for part in parts if part)


def _rows(understood, text, **head):
    return find_opinions(understood(letter(text, **head)))


@pytest.mark.parametrize(("comment", "text", "expected"), SAID, ids=[row[0] for row in SAID])
def test_what_a_body_said(comment, text, expected, understood):
    assert [_shown(row) for row in _rows(understood, text)] == expected


@pytest.mark.parametrize("text", UNNAMED)
def test_bodies_without_a_name(text, understood):
    rows = _rows(understood, text)
    assert rows and not any(row.named for row in rows)


@pytest.mark.parametrize(("comment", "text"), NOTHING, ids=[row[0] for row in NOTHING])
def test_no_opinion(comment, text, understood):
    assert [_shown(row) for row in _rows(understood, text)] == []
