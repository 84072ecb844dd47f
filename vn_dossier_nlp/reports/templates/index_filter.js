"use strict";
// Narrows the rows of this page to those that hold every word; marks and capitals do not matter.
const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();
const box = document.getElementById("search");
const rows = Array.from(document.querySelectorAll(".list tbody tr"), row => [row, fold(row.textContent)]);
box.hidden = false;
box.querySelector("input").addEventListener("input", event => {
  const words = fold(event.target.value).split(/\s+/).filter(Boolean);
  for (const [row, text] of rows) row.classList.toggle("away", !words.every(word => text.includes(word)));
});
