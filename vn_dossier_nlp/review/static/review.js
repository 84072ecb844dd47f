// Keys and small helps. Everything works without this file; nothing here writes text of a document into the page as HTML.
"use strict";
(() => {
  const on = () => document.body.dataset.shortcuts === "on";
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
  const rows = () => [...document.querySelectorAll("[data-row] a[data-open]")];

  function move(step) {
    const list = rows();
    if (!list.length) return false;
    const at = list.indexOf(document.activeElement);
    list[Math.min(list.length - 1, Math.max(0, at < 0 ? 0 : at + step))].focus();
    return true;
  }

  const go = (selector) => {
    const target = document.querySelector(selector);
    if (!target) return false;
    target.matches("a, button, summary") ? target.click() : target.focus();
    return true;
  };

  // One letter each; the letters stand on the buttons (data-key), so a page says what it offers.
  document.addEventListener("keydown", (event) => {
    if (!on() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = event.key;
    const done =
      key === "j" ? move(1) :
      key === "k" ? move(-1) :
      key === "/" ? go("[type=search]") :
      /^[a-z0-9]$/.test(key) && go(`[data-key="${key}"]`);
    if (done) event.preventDefault();
  });

  // A choice shows its part of the form at once.
  const sections = () => {
    for (const part of document.querySelectorAll("[data-for]")) {
      const chosen = document.querySelector(`input[name="${part.dataset.name}"]:checked`);
      const shown = chosen && part.dataset.for.split(" ").includes(chosen.value);
      part.hidden = !shown;
      for (const field of part.querySelectorAll("input, textarea, select")) field.disabled = !shown;
    }
  };
  document.addEventListener("change", sections);
  sections();

  // Selected words of the text fill the span of a correction.
  document.addEventListener("mouseup", () => fill());
  document.addEventListener("keyup", (event) => { if (event.shiftKey || event.key === "Shift") fill(); });
  function fill() {
    const text = document.getElementById("document-text");
    const form = document.getElementById("span-form");
    const chosen = document.getSelection();
    if (!text || !form || !chosen || chosen.isCollapsed || !text.contains(chosen.anchorNode) || !text.contains(chosen.focusNode)) return;
    const range = chosen.getRangeAt(0);
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    // Offsets are code points, as in the contract; a string of JavaScript counts UTF-16 units.
    const start = Number(text.dataset.start) + [...before.toString()].length;
    form.elements.start.value = start;
    form.elements.end.value = start + [...range.toString()].length;
    form.elements.quote.value = range.toString();
  }
})();
