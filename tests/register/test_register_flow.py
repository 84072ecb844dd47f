"""The life of a dossier: what is allowed, what is refused and why, what is kept of a decision."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from register_samples import CLERK, DAY, HEAD, OFFICER, line, paper

from vn_dossier_nlp.register import Actor, Asked, ConflictError, Register, RegisterError, actor, flow, incoming_of
from vn_dossier_nlp.register.queries import entries
from vn_dossier_nlp.settings import ROLES, Settings
from vn_dossier_nlp.words import LANGUAGES, label


def checking(register: Register, **changes: object) -> int:
    """A dossier that an officer checks."""
    new = register.receive(CLERK, incoming_of(line(**changes)), DAY)
    return register.check(CLERK, new.id, DAY, OFFICER.name).id


def test_every_state_and_action_has_its_words_and_can_be_reached() -> None:
    table = flow()
    for lang in LANGUAGES:
        assert all(label("register.state", state, lang) for state in table.states)
        assert all(label("register.action", name, lang) for name in (*table.actions, *table.rights))
        assert all(label("register.role", role, lang) for role in ROLES)
    reached, before = {"received"}, set()
    while reached != before:
        before = set(reached)
        reached |= {one.target for one in table.actions.values() if one.target and reached & set(one.sources)}
    assert reached == set(table.states)


def test_the_whole_way_of_a_good_dossier(register: Register) -> None:
    key = checking(register, verdict="pass")
    register.decide_check(OFFICER, key, "examine", DAY)
    register.step(OFFICER, key, "submit", DAY)
    asked = register.ask(OFFICER, key, ["Ủy viên A", "Ủy viên B"], DAY, True, due_on=DAY + timedelta(5))
    register.answer(OFFICER, asked[0], DAY + timedelta(1), "agree")
    register.step(OFFICER, key, "decide", DAY + timedelta(2), data={"decision": "approve", "decided_by": "Chủ tịch"})
    register.issue(CLERK, key, DAY + timedelta(2), "QĐ-UBND", {"kind": "quyết định", "signer": "Chủ tịch"})
    register.step(OFFICER, key, "follow", DAY + timedelta(3))
    after = register.step(OFFICER, key, "archive", DAY + timedelta(9))
    assert after.state == "archived"
    assert (after.number, after.number_year, after.answer_symbol) == (1, 2026, "01/QĐ-UBND")
    assert after.finished_on == DAY + timedelta(2)
    assert after.archived_on == DAY + timedelta(9)
    steps = [event.action for event in register.events(key)]
    assert steps == [
        "receive",
        "number",
        "check",
        "examine",
        "submit",
        "consult",
        "decide",
        "issue",
        "follow",
        "archive",
    ]
    assert [(row.body, row.view) for row in register.consultations(key)] == [
        ("Ủy viên A", "agree"),
        ("Ủy viên B", None),
    ]
    assert register.outgoing(key)[0].signer == "Chủ tịch"
    assert register.verify() == ()


def test_an_illegal_step_says_what_is_possible(here: Register) -> None:
    key = checking(here)
    with pytest.raises(RegisterError) as refused:
        here.step(HEAD, key, "archive", DAY)
    assert refused.value.code == "illegal"
    assert "Đang kiểm tra" in refused.value.told("vi")
    assert "thẩm tra" in refused.value.told("vi")
    assert here.dossier(key).state == "checking"


def test_a_step_needs_what_it_rests_on(here: Register) -> None:
    new = here.receive(CLERK, paper(), DAY)
    with pytest.raises(RegisterError, match="officer"):
        here.check(CLERK, new.id, DAY, None)
    here.check(CLERK, new.id, DAY, OFFICER.name)
    with pytest.raises(RegisterError, match="reasons"):
        here.decide_check(OFFICER, new.id, "return", DAY)
    with pytest.raises(RegisterError, match="body"):
        here.decide_check(OFFICER, new.id, "transfer", DAY)
    assert here.decide_check(OFFICER, new.id, "return", DAY, reasons=["R01: thiếu căn cứ"])[0].state == "returned"


def test_days_go_forward_and_not_beyond_today(here: Register) -> None:
    new = here.receive(CLERK, paper(), DAY)
    with pytest.raises(RegisterError) as early:
        here.check(CLERK, new.id, DAY - timedelta(1), OFFICER.name)
    assert early.value.code == "day_order"
    with pytest.raises(RegisterError) as late:
        here.receive(CLERK, paper(2), date.today() + timedelta(1))
    assert late.value.code == "future"


def test_reasons_come_from_the_line_with_their_source(here: Register) -> None:
    key = checking(here)
    after, kept = here.decide_check(OFFICER, key, "return", DAY, letter_symbol="15/VP-TH")
    assert (after.state, kept) == ("returned", ())
    back = here.returns(key)[0]
    assert (back.kind, back.proposed, back.decided_by, back.letter_symbol) == (
        "return",
        "return",
        OFFICER.name,
        "15/VP-TH",
    )
    reason = back.reasons[0]
    assert (reason.requirement, reason.codes, reason.article) == (
        "authority_basis",
        ["R01"],
        "Quy chế mẫu của bài kiểm thử",
    )


def test_a_reason_that_the_line_does_not_know_is_refused(here: Register) -> None:
    key = checking(here)
    with pytest.raises(RegisterError, match="R77"):
        here.decide_check(OFFICER, key, "return", DAY, reasons=["R77"])


def test_resubmission_tells_reason_by_reason_what_is_cured(register: Register) -> None:
    unmet = {"authority_basis": ("not_met", "return"), "funding": ("not_met", "return")}
    key = checking(register, requirements=unmet)
    register.decide_check(OFFICER, key, "return", DAY)
    cured = {"authority_basis": ("met", "return"), "funding": ("not_met", "return")}
    again = incoming_of(line(2, requirements=cured))
    new = register.resubmit(CLERK, key, again, DAY + timedelta(8))
    assert (new.nth, new.matter_id, new.previous_id) == (2, key, key)
    back = register.returns(key)[0]
    assert (back.answered_on, back.answered_by_id) == (DAY + timedelta(8), new.id)
    assert {one.requirement: one.cured for one in back.reasons} == {"authority_basis": "yes", "funding": "no"}
    register.judge(OFFICER, back.reasons[1].id, "not_applicable", DAY + timedelta(9))
    assert register.returns(key)[0].reasons[1].cured == "not_applicable"
    assert [one.id for one in register.matter(new.id)] == [key, new.id]
    with pytest.raises(RegisterError) as twice:
        register.resubmit(CLERK, key, paper(3), DAY + timedelta(9))
    assert twice.value.code == "came_again"
    assert register.verify() == ()


def test_what_was_not_returned_cannot_come_again(here: Register) -> None:
    with pytest.raises(RegisterError) as refused:
        here.resubmit(CLERK, checking(here), paper(2), DAY)
    assert refused.value.code == "no_return"


def test_a_dossier_received_as_new_can_be_linked_to_its_return(here: Register) -> None:
    key = checking(here)
    here.decide_check(OFFICER, key, "return", DAY)
    new = here.receive(
        CLERK, incoming_of(line(2, requirements={"authority_basis": ("met", "return")})), DAY + timedelta(3)
    )
    linked = here.link(CLERK, new.id, key, DAY + timedelta(3))
    assert (linked.matter_id, linked.nth, linked.previous_id) == (key, 2, key)
    assert here.returns(key)[0].reasons[0].cured == "yes"
    with pytest.raises(RegisterError) as again:
        here.link(CLERK, new.id, key, DAY + timedelta(3))
    assert again.value.code == "same_matter"


def test_a_supplement_stops_and_the_new_scoring_judges_its_reasons(here: Register) -> None:
    key = checking(here, verdict="supplement", requirements={"funding": ("not_met", "supplement")})
    here.decide_check(OFFICER, key, "supplement", DAY, due_on=DAY + timedelta(7))
    new = line(requirements={"funding": ("met", "supplement")}, verdict="pass")
    after = here.supplemented(CLERK, key, DAY + timedelta(4), new)
    assert (after.state, after.verdict) == ("checking", "pass")
    back = here.returns(key)[0]
    assert (back.answered_on, back.reasons[0].cured) == (DAY + timedelta(4), "yes")


def test_against_the_proposal_a_reason_is_needed_and_kept_as_a_label(here: Register) -> None:
    key = checking(here)
    with pytest.raises(RegisterError) as refused:
        here.decide_check(OFFICER, key, "examine", DAY)
    assert refused.value.code == "overrules"
    assert here.dossier(key).state == "checking"
    _, kept = here.decide_check(OFFICER, key, "examine", DAY, why="Thẩm quyền đã rõ", generic="no")
    found = {one.what: (one.proposed, one.decided, one.reason, one.model) for one in here.labels(key)}
    assert len(kept) == 2
    assert found["verdict"] == ("return", "pass", "Thẩm quyền đã rõ", "m1")
    assert found["generic"] == ("no", "no", "Thẩm quyền đã rõ", "m1")


def test_a_return_that_rested_on_vagueness_alone_labels_the_text(here: Register) -> None:
    key = checking(here, generic="yes", requirements={"specific_request": ("not_met", "return")})
    here.decide_check(OFFICER, key, "examine", DAY, why="Kiến nghị đủ rõ")
    assert [(one.what, one.decided) for one in here.labels(key)] == [("verdict", "pass"), ("generic", "no")]


def test_a_proposal_that_was_followed_is_not_overruled_later(here: Register) -> None:
    key = checking(here, verdict="supplement", requirements={"funding": ("not_met", "supplement")})
    here.decide_check(OFFICER, key, "supplement", DAY)
    here.supplemented(CLERK, key, DAY, None)
    assert here.decide_check(OFFICER, key, "examine", DAY)[1] == ()


def test_a_correction_is_never_overwritten_by_a_new_scoring(here: Register) -> None:
    key = checking(here)
    here.correct(OFFICER, key, "subject", "Sửa chữa cầu Đạ Nhim", "đọc thiếu")
    here.correct(OFFICER, key, "document_date", "2026-02-27")
    changed = line(dossier_id="f" * 16)
    changed["masthead"]["subject"] = "Đọc lại"
    changed["masthead"]["issuer"] = "SỞ XÂY DỰNG TỈNH"
    after = here.rescore(OFFICER, key, changed)
    assert (after.subject, after.document_date, after.author) == (
        "Sửa chữa cầu Đạ Nhim",
        "2026-02-27",
        "SỞ XÂY DỰNG TỈNH",
    )
    first = here.corrections(key)[0]
    assert (first.before, first.after, first.who, first.reason) == (
        "Về việc sửa chữa cầu Đạ Nhim số 1",
        "Sửa chữa cầu Đạ Nhim",
        OFFICER.name,
        "đọc thiếu",
    )
    assert here.correct(OFFICER, key, "subject", "Sửa chữa cầu Đạ Nhim") is None


def test_two_at_once_never_lose_an_update(register: Register) -> None:
    key = checking(register)
    seen = register.dossier(key).version
    register.correct(CLERK, key, "note", "một", expected=seen)
    with pytest.raises(ConflictError) as refused:
        register.correct(OFFICER, key, "note", "hai", expected=seen)
    assert CLERK.name in refused.value.told("vi")
    with pytest.raises(ConflictError):  # also where it would change nothing
        register.correct(OFFICER, key, "note", "một", expected=seen)
    with pytest.raises(ConflictError):
        register.decide_check(OFFICER, key, "return", DAY, expected=seen)
    assert register.dossier(key).note == "một"


def test_numbers_run_by_book_and_year(register: Register) -> None:
    first = register.receive(CLERK, paper(1), date(2025, 12, 31))
    second = register.receive(CLERK, paper(2), DAY)
    third = register.receive(CLERK, paper(3), DAY, number=7)
    other = register.receive(CLERK, paper(4), DAY, book="đơn thư")
    fourth = register.receive(CLERK, paper(5), DAY)
    found = [(one.number, one.number_year, one.book) for one in (first, second, third, other, fourth)]
    assert found == [(1, 2025, ""), (1, 2026, ""), (7, 2026, ""), (1, 2026, "đơn thư"), (8, 2026, "")]
    with pytest.raises(RegisterError) as refused:
        register.receive(CLERK, paper(6), DAY, number=7)
    assert refused.value.code == "taken"
    assert register.count() == 5
    assert register.numbered(7, 2026).id == third.id


def test_a_document_with_a_wrong_content_is_replaced(here: Register) -> None:
    key = checking(here, verdict="pass")
    here.decide_check(OFFICER, key, "examine", DAY)
    here.step(OFFICER, key, "submit", DAY)
    here.step(OFFICER, key, "decide", DAY, data={"decision": "approve", "decided_by": "Chủ tịch"})
    here.issue(CLERK, key, DAY, "QĐ-UBND", {})
    after = here.issue(CLERK, key, DAY, "QĐ-UBND", {})
    sent = here.outgoing(key)
    assert (after.state, after.answer_symbol) == ("issued", "02/QĐ-UBND")
    assert [one.replaces_id for one in sent] == [None, sent[0].id]


def test_secret_and_unread_papers_stay_out(here: Register) -> None:
    with pytest.raises(RegisterError) as secret:
        incoming_of(line(outcome="secret"))
    assert secret.value.code == "secret"
    with pytest.raises(RegisterError) as unread:
        incoming_of(line(masthead=None))
    assert unread.value.code == "unread"
    assert incoming_of(line(masthead=None), author="Sở Y tế", subject="Mua xe").author == "Sở Y tế"


def test_the_same_files_are_received_once(here: Register) -> None:
    here.receive(CLERK, incoming_of(line()), DAY)
    with pytest.raises(RegisterError) as refused:
        here.receive(CLERK, incoming_of(line()), DAY)
    assert refused.value.code == "known"


@pytest.mark.parametrize(
    ("person", "what"),
    [(OFFICER, "receive"), (CLERK, "return"), (Actor("Bà Xem", "reader"), "correct"), (OFFICER, "purge")],
)
def test_roles_are_kept(here: Register, person: Actor, what: str) -> None:
    with pytest.raises(RegisterError) as refused, here.change(person, what):
        pass
    assert refused.value.code == "not_permitted"
    assert person.name in refused.value.told("vi")


def test_who_acts_comes_from_the_settings() -> None:
    roles = Settings(roles=(("Nguyễn Văn Thư", "clerk"),))
    assert actor(" Nguyễn  Văn Thư ", roles) == CLERK
    assert actor("Ai đó", Settings()) == Actor("Ai đó", None)
    for name, code in (("", "no_name"), ("Ai đó", "unknown_person")):
        with pytest.raises(RegisterError) as refused:
            actor(name, roles)
        assert refused.value.code == code


def test_earlier_submissions_are_found_by_symbol_subject_and_text(register: Register) -> None:
    signature = list(range(1000, 1064))
    first = register.receive(CLERK, incoming_of(line(1, minhash=signature)), DAY)
    found = register.similar(incoming_of(line(1)))
    assert [(one.id, one.why) for one in found] == [(first.id, "symbol")]
    head = line(2)["masthead"] | {"subject": "Về việc sửa chữa cầu Đạ Nhim số 1 (trình lần hai)"}
    assert register.similar(incoming_of(line(2, masthead=head)))[0].why == "subject"
    # Another body after a merger, another subject, nearly the same text.
    head = head | {"issuer": "SỞ GIAO THÔNG", "subject": "Bố trí vốn"}
    other = line(3, masthead=head, sender_id="lam-dong/so-giao-thong", minhash=[*signature[:50], *range(14)])
    found = register.similar(incoming_of(other))
    assert [(one.id, one.why) for one in found] == [(first.id, "text")]
    assert register.similar(incoming_of(line(4, masthead=head, sender_id="x", minhash=[7] * 64))) == ()


def test_search_hears_neither_marks_nor_capitals(register: Register) -> None:
    register.receive(CLERK, incoming_of(line(1)), DAY)
    register.receive(CLERK, paper(2, note="100% vốn _huyện_"), DAY)

    def found(words: str) -> list[int]:
        return [one.id for one in register.list(Asked(words=words))]

    assert found("CAU da nhim") == [1]
    assert found("cầu") == [2, 1]
    assert found("102/TTr-SXD") == []
    assert found("101/ttr-sxd") == [1]
    assert found("100%") == [2]
    assert found("100_") == []
    assert found("lam dong") == [1]


def test_every_change_is_in_the_log(here: Register) -> None:
    key = checking(here)
    here.correct(OFFICER, key, "unit", "Phòng Tổng hợp")
    with here.reading() as connection:
        last = entries(connection, "dossiers", key)[-1]
    assert (last.who, last.action) == (OFFICER.name, "correct")
    assert last.before is not None
    assert '"unit":null' in last.before
    assert last.after is not None
    assert '"unit":"Phòng Tổng hợp"' in last.after


def test_what_a_broken_file_left_does_no_harm(register: Register) -> None:
    made = line(1, path="ho-so/\ud800.txt")
    made["masthead"]["subject"] = "Sửa cầu\x00 \udfff"
    new = register.receive(CLERK, incoming_of(made), DAY)
    assert new.subject == "Sửa cầu\ufffd \ufffd"
    assert register.line(new.id) == made
    assert [one.id for one in register.list(Asked(words="sua \x00"))] == [new.id]
    assert register.verify() == ()
