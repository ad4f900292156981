"use strict";

// Names and labels are data: they reach the page as text nodes and attribute values only, never as HTML.
const report = JSON.parse(document.getElementById("data").textContent);
const filters = document.getElementById("filters");
const list = document.getElementById("pictures");
const rows = [];
const resultOf = new Map();

// The results of one picture with one network: several where layers or classes are.
const parts = new Map();
for (const result of report.results.filter(result => result.error === undefined)) {
  const key = `${result.picture} ${result.network}`;
  parts.set(key, [...parts.get(key) ?? [], result]);
}

function partsOf(result) {
  return parts.get(`${result.picture} ${result.network}`);
}

function hasSeveral(results, keyOf) {
  return results.some(result => keyOf(result) !== keyOf(results[0]));
}

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function percent(probability) {
  return `${(100 * probability).toFixed(1)} %`;
}

function verdictOf(result) {
  if (result.error !== undefined) {
    return "failed";
  }

  return result.correct === undefined ? "unknown" : result.correct ? "correct" : "wrong";
}

function verdictText(verdict) {
  return { correct: "✓ correct", wrong: "✗ wrong" }[verdict] ?? "";
}

function warningText(result) {
  const count = (result.remarks ?? []).length;
  return count === 0 ? "" : count === 1 ? "1 warning" : `${count} warnings`;
}

function makeCard(result) {
  const network = report.networks[result.network];
  const verdict = verdictOf(result);
  if (verdict === "failed") {
    return element("div", { className: "card" },
      element("span", { className: "network" }, network),
      element("span", { className: "failed" }, `failed: ${result.error}`));
  }

  const card = element("button", { className: "card", type: "button" },
    element("img", { src: result.thumbnail, alt: "", loading: "lazy", decoding: "async", width: 128, height: 128 }),
    element("span", { className: "network" }, network),
    element("span", {}, `${result.class}, ${percent(result.probability)}`),
    element("span", { className: verdict }, verdictText(verdict)));
  const warnings = warningText(result);
  if (warnings !== "") {
    card.append(element("span", { className: "warned" }, `⚠ ${warnings}`));
  }

  if (result.checked !== undefined) {
    card.append(element("span", { className: `check ${result.checked}` }, `checked: ${result.checked}`));
  }

  const layer = hasSeveral(partsOf(result), part => part.layer) ? [result.layer] : [];
  if (layer.length > 0) {
    card.children[1].after(element("span", { className: "layer" }, result.layer));
  }

  const check = result.checked === undefined ? [] : [`checked: ${result.checked}`];
  const said = [report.pictures[result.picture].name, network, ...layer, result.class, percent(result.probability), ...check];
  card.setAttribute("aria-label", [...said, ...verdict === "unknown" ? [] : [verdict], ...warnings === "" ? [] : [warnings]].join(", "));
  card.addEventListener("click", () => viewer.open(result));
  return card;
}

function makeRow(picture, results) {
  const cards = results.map(result => ({ result, card: makeCard(result) }));
  for (const { result, card } of cards) {
    resultOf.set(card, result);
  }

  const item = element("li", {},
    element("h2", {}, report.pictures[picture].name),
    element("div", { className: "cards" }, ...cards.map(entry => entry.card)));
  return { picture, item, cards };
}

// Networks may have different classes under one number.
function classKey(result) {
  return `${result.class_id} ${result.class}`;
}

function isWanted(result) {
  const { network, layer, class: label, verdict, check } = filters.elements;
  return (network.value === "" || Number(network.value) === result.network)
    && (layer.value === "" || layer.value === result.layer)
    && (label.value === "" || label.value === classKey(result))
    && (verdict.value === "" || verdict.value === verdictOf(result))
    && (check.value === "" || check.value === result.checked);
}

// The probability that a row is sorted by: the highest of what it shows; pictures that failed come last either way.
function rank(row, worst) {
  const shown = row.cards.filter(entry => !entry.card.hidden && entry.result.error === undefined);
  return shown.length === 0 ? worst : Math.max(...shown.map(entry => entry.result.probability));
}

function sorted() {
  const order = filters.elements.order.value;
  const ranks = new Map(rows.map(row => [row, order === "highest" ? -rank(row, -1) : rank(row, 2)]));
  return order === "list" ? rows : [...rows].sort((a, b) => ranks.get(a) - ranks.get(b) || a.picture - b.picture);
}

function update() {
  let shown = 0;
  for (const row of rows) {
    for (const { result, card } of row.cards) {
      card.hidden = !isWanted(result);
    }

    row.item.hidden = row.cards.every(entry => entry.card.hidden);
    shown += row.item.hidden ? 0 : 1;
  }

  list.append(...sorted().map(row => row.item));
  list.style.setProperty("--networks", filters.elements.network.value === "" ? report.networks.length : 1);
  document.getElementById("count").textContent = `${shown} of ${rows.length} pictures shown`;
}

function visibleCards() {
  return [...list.querySelectorAll("li:not([hidden]) button.card:not([hidden])")];
}

// Arrow keys go from card to card, since tabbing through hundreds of them takes long.
function moveFocus(event) {
  const cards = visibleCards();
  const at = cards.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: cards.length - 1 }[event.key];
  if (at >= 0 && to !== undefined && cards[to] !== undefined) {
    event.preventDefault();
    cards[to].focus();
  }
}

function fillFilters() {
  const { network, layer, class: label } = filters.elements;
  network.append(...report.networks.map((name, index) => element("option", { value: index }, name)));
  const whole = report.results.filter(result => result.error === undefined);
  layer.append(...[...new Set(whole.map(result => result.layer))].map(name => element("option", { value: name }, name)));
  document.getElementById("layer-filter").hidden = ![...parts.values()].some(results => hasSeveral(results, part => part.layer));
  document.getElementById("check-filter").hidden = whole.every(result => result.checked === undefined);
  const classes = new Map(whole.map(result => [classKey(result), result.class]));
  label.append(...[...classes]
    .sort((a, b) => a[1].localeCompare(b[1]))
    .map(([key, name]) => element("option", { value: key }, name)));
}

function start() {
  fillFilters();
  const byPicture = report.pictures.map(() => []);
  for (const result of report.results) {
    byPicture[result.picture].push(result);
  }

  rows.push(...byPicture.map((results, picture) => makeRow(picture, results)));

  filters.addEventListener("change", update);
  // A form's fields change only after its reset event.
  filters.addEventListener("reset", () => setTimeout(update));
  filters.addEventListener("submit", event => event.preventDefault());
  list.addEventListener("keydown", moveFocus);
  update();
}
