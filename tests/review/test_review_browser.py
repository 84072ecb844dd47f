"""The page in a real Chromium: a morning's work from log-in to a retrained model, by keyboard where it can be; axe."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright
from programs import needs
from review_office import OFFICER, READER, ROOT, THIRD, OfficePlace

from vn_dossier_nlp.register import Actor, actions, open_register
from vn_dossier_nlp.review.accounts import Accounts

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
PASSWORD = "mật khẩu đủ dài"
SELECT_EIGHT = """() => {
  const node = document.createTreeWalker(document.getElementById("document-text"), 4).nextNode();
  const range = document.createRange();
  range.setStart(node, 0);
  range.setEnd(node, 8);
  const chosen = getSelection();
  chosen.removeAllRanges();
  chosen.addRange(range);
  document.dispatchEvent(new MouseEvent("mouseup"));
}"""
PICTURES = os.environ.get("VN_DOSSIER_PICTURES")
"""A folder: then each page is kept there as a picture, for docs/images."""


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Debian's Chromium, without a network of its own."""
    needs("chromium", CHROMIUM is not None)
    with sync_playwright() as tool:
        opened = tool.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def address(office: OfficePlace, tmp_path: Path) -> Iterator[str]:
    """The server as a user starts it, with three accounts; its address."""
    accounts = Accounts(tmp_path / "accounts.json")
    for name in (OFFICER, READER, THIRD):
        accounts.add(name, PASSWORD)
    command = [sys.executable, "-m", "vn_dossier_nlp", "review", "--register", office.register, "--port", "0"]
    command += ["--files", office.files, "--accounts", accounts.file]
    server = subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )
    assert server.stdout is not None
    found = re.search(r"http://\S+", server.stdout.readline())
    assert found
    threading.Thread(target=server.stdout.read, daemon=True).start()
    yield found.group()
    server.terminate()
    server.wait(20)


class Visit:
    """One person's browser window, with every request and every complaint of the page."""

    def __init__(self, browser: object, address: str, name: str, **options: object) -> None:
        self.context = browser.new_context(viewport={"width": 1366, "height": 900}, **options)  # type: ignore[attr-defined]
        self.page: Page = self.context.new_page()
        self.address, self.hosts, self.complaints = address, set(), []
        self.page.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._console)
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        self.page.goto(address)
        self.page.fill("#name", name)
        self.page.fill("#password", PASSWORD)
        self.page.press("#password", "Enter")
        self.page.wait_for_url("**/")

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def picture(self, name: str) -> None:
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"review-{name}.png")

    def _console(self, message: object) -> None:
        refused = "status of 4" in message.text  # type: ignore[attr-defined]
        if message.type in ("error", "warning") and not refused:  # type: ignore[attr-defined]
            self.complaints.append(message.text)  # type: ignore[attr-defined]


def faults_of(page: Page) -> list[str]:
    """What axe calls serious or critical on a page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found if one["impact"] in ("serious", "critical")
    ]


def read(visit: Visit, key: int, generic: str, vagueness: str) -> None:
    """One reading by the form."""
    page = visit.go(f"/readings/{key}")
    page.check(f"input[name=return_for_vagueness][value={generic}]")
    page.check(f"input[name=vagueness][value='{vagueness}']")
    page.fill("#why", "Đọc phần đề nghị: đây là nhận xét của một người.")
    page.click("button.primary")
    page.wait_for_selector(".told-done")


def test_a_morning_from_log_in_to_a_retrained_model(browser: object, address: str, office: OfficePlace) -> None:
    officer = Visit(browser, address, OFFICER)
    page = officer.page
    officer.picture("queue")
    # Filter without loading the page anew: the address follows, so it can be kept.
    page.select_option("#f-verdict", "return")
    page.wait_for_url("**verdict=return**")
    page.select_option("#f-verdict", "")
    page.wait_for_function(f"document.querySelectorAll('[data-row]').length === {len(office.keys)}")
    # By keyboard: down the list, open, take, decide.
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.hasAttribute('data-open')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dossiers/**")
    generic = office.keys["21"]
    page = officer.go(f"/dossiers/{generic}?state=open&order=deadline")
    page.keyboard.press("t")
    page.wait_for_selector("input[name=decision][value=supplement]")
    officer.picture("dossier")
    page.keyboard.press("r")
    words = "Chưa nêu việc cần quyết định; đề nghị ghi rõ tên và số tiền."
    page.locator("textarea[name^='text-']").first.fill(words)
    page.locator("input[name=ground]").first.check()
    page.locator("#h-decide").click()
    page.keyboard.press("d")
    page.wait_for_selector(".told-done")
    with open_register(str(office.register)) as register:
        assert register.dossier(generic).state == "returned"
        (back,) = register.returns(generic)
    # The letter is there to download.
    page = officer.go(f"/dossiers/{generic}")
    with page.expect_download() as letter:
        page.click(f"a[href$='returns/{back.id}.docx']")
    assert zipfile.is_zipfile(letter.value.path())
    # Overrule: the reason field appears, and is asked for.
    other = office.keys["20"]
    page = officer.go(f"/dossiers/{other}")
    page.keyboard.press("t")
    page.wait_for_selector("input[name=decision][value=supplement]")
    proposed = page.locator("input[name=decision]:checked")
    chosen = "return" if proposed.count() and proposed.get_attribute("value") != "return" else "pass"
    page.check(f"input[name=decision][value={chosen}]")
    if proposed.count():
        page.wait_for_selector("#why:visible")
        page.fill("#why", "Cán bộ đã đọc cả phụ lục.")
    if chosen == "return":
        page.locator("input[name=ground]").first.check()
        page.locator("textarea[name^='text-']").first.fill("Nêu rõ hơn.")
    page.click("button[data-key=d]")
    page.wait_for_selector(".told-done")
    # Select words of the text with the mouse: they become a span, exported as gold.
    page = officer.go(f"/dossiers/{other}")
    page.locator("summary", has_text="đoạn trích").click()
    page.evaluate(SELECT_EIGHT)
    assert page.input_value("#end") == "8"
    page.locator("#span-form button").click()
    page.wait_for_selector(".told-done")
    # Two readers, apart; a third decides; export.
    second, third = Visit(browser, address, READER), Visit(browser, address, THIRD)
    read(officer, generic, "yes", "5")
    page = second.go(f"/readings/{generic}")
    assert "nhận xét của một người" not in page.content()
    second.picture("reading")
    read(second, generic, "borderline", "5")
    for visit in (officer, second):
        read(visit, other, "no", "1")
    page = third.go("/disagreements")
    third.picture("disagreements")
    page.click("[data-open]")
    page.check("input[name=return_for_vagueness][value=yes]")
    page.fill("#reason-return_for_vagueness", "Không có việc để quyết định.")
    third.picture("disagreement")
    page.click("button.primary")
    page.wait_for_selector(".told-done")
    page = third.go("/agreement")
    assert page.locator("tbody tr").count() >= 2
    third.picture("agreement")
    third.page.set_default_navigation_timeout(180_000)  # the first to ask waits for models to load
    third.go("/suggestions")
    third.picture("suggestions")
    page = third.go("/labels")
    third.picture("labels")
    with page.expect_download() as labels:
        page.click("#export")
    folder = office.register.parent / "own"
    zipfile.ZipFile(labels.value.path()).extractall(folder)
    # Retrain on the shipped corpus and these labels; score again; the new score stands on the page.
    home = {**os.environ, "VN_DOSSIER_HOME": str(office.register.parent / "home")}
    model = office.register.parent / "own.skops"
    run = [sys.executable, "-m", "vn_dossier_nlp"]
    subprocess.run([*run, "train", str(folder / "labels"), "--out", str(model)], check=True, env=home, cwd=ROOT)
    scored = subprocess.run(
        [*run, "score", str(office.files / "20-cu-the.txt"), "--model", str(model), "--format", "jsonl"],
        check=True,
        capture_output=True,
        env=home,
        encoding="utf-8",
    )
    line = json.loads(scored.stdout)
    with open_register(str(office.register)) as register:
        before, shipped = register.dossier(other), register.line(other)["versions"]["model"]  # type: ignore[index]
        with register.change(Actor("Văn thư"), "rescore") as change:
            actions.rescore(change, other, line)
        assert register.line(other)["versions"]["model"] == line["versions"]["model"]  # type: ignore[index]
        assert line["versions"]["model"] != shipped
        assert register.dossier(other).version > before.version
    page = officer.go(f"/dossiers/{other}")
    shown = float(page.locator("meter").get_attribute("value") or "nan")
    assert shown == pytest.approx(line["generic_probability"], abs=0.001)
    for visit in (officer, second, third):
        assert visit.complaints == []
        assert visit.hosts == {address.split("/")[2]}  # nothing asked of any other host


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_finds_no_serious_fault(browser: object, address: str, office: OfficePlace, lang: str) -> None:
    scheme = "dark" if lang == "en" else "light"
    visit = Visit(browser, address, OFFICER, color_scheme=scheme)
    if lang == "en":
        visit.page.click("button[name=lang]")
    paths = ["/", f"/dossiers/{office.keys['02']}", f"/readings/{office.keys['21']}", "/readings", "/agreement"]
    faults = {}
    for path in [*paths, "/disagreements", "/labels", "/suggestions"]:
        page = visit.go(path)
        assert page.locator("html").get_attribute("lang") == lang
        if found := faults_of(page):
            faults[path] = found
    assert faults == {}


def test_hostile_documents_run_nothing(browser: object, address: str, office: OfficePlace) -> None:
    visit = Visit(browser, address, OFFICER)
    key = office.keys["11"]
    for path in ("/", f"/dossiers/{key}", f"/dossiers/{key}/text", f"/readings/{key}", "/labels"):
        page = visit.go(path)
        page.wait_for_timeout(150)
        assert page.title() != "taken"
        assert page.locator("img[src='x']").count() == 0
    assert visit.complaints == []


def test_at_200_percent_nothing_runs_out_of_the_page(browser: object, address: str, office: OfficePlace) -> None:
    visit = Visit(browser, address, OFFICER)
    visit.page.set_viewport_size({"width": 683, "height": 450})  # 1366 x 900 at 200 %
    for path in ("/", f"/dossiers/{office.keys['02']}", f"/readings/{office.keys['21']}", "/labels"):
        page = visit.go(path)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 1, path
    visit.picture("zoom")


def test_without_scripts_everything_works(browser: object, address: str, office: OfficePlace) -> None:
    visit = Visit(browser, address, OFFICER, java_script_enabled=False)
    page = visit.go("/")
    page.select_option("#f-verdict", "pass")
    page.click("form.filters button")
    assert "verdict=pass" in page.url
    key = office.keys["21"]
    page = visit.go(f"/dossiers/{key}")
    page.click("button[data-key=t]")
    assert page.locator("input[name=decision]").count() == 4
