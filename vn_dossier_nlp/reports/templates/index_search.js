"use strict";
// Finds dossiers among those of all pages. The rows stand in this file: nothing is fetched, nothing is sent.
const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();
const at = id => document.getElementById(id);
const most = 200;
const words = JSON.parse(at("words").textContent);
const rows = JSON.parse(at("rows").textContent);
let keys = null;

function cell(row, text, kind) {
  const made = document.createElement(kind || "td");
  made.textContent = text;
  row.append(made);
  return made;
}

function line(place) {
  const [name, title, sender, group, outcome, href] = rows[place];
  const row = document.createElement("tr");
  cell(row, place + 1).className = "num";
  const head = cell(row, "", "th");
  head.scope = "row";
  const link = document.createElement(href ? "a" : "span");
  if (href) link.href = href;
  link.textContent = title || name;
  head.append(link);
  if (title) {
    const small = document.createElement("span");
    small.className = "name";
    small.textContent = name;
    head.append(small);
  }
  cell(row, sender || "–");
  const badge = document.createElement("span");
  badge.className = "badge k-" + group;
  badge.textContent = words.groups[group];
  cell(row, "").append(badge);
  cell(row, words.outcomes[outcome]);
  return row;
}

function show() {
  keys = keys || rows.map(row => fold(row.slice(0, 3).join(" ")));
  const wanted = fold(at("q").value).split(/\s+/).filter(Boolean);
  const group = at("g").value, outcome = at("o").value;
  const found = document.createDocumentFragment();
  let count = 0;
  for (let place = 0; place < rows.length; place++) {
    if (group && rows[place][3] !== group || outcome && rows[place][4] !== outcome) continue;
    if (!wanted.every(word => keys[place].includes(word))) continue;
    if (++count <= most) found.append(line(place));
  }
  at("found").replaceChildren(found);
  at("count").textContent = (count > most ? words.more : words.found).replace("{count}", count.toLocaleString(document.documentElement.lang)).replace("{most}", most);
}

at("form").hidden = false;
at("form").addEventListener("submit", event => event.preventDefault());
for (const id of ["q", "g", "o"]) at(id).addEventListener("input", show);
at("q").focus();
