"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const most = 12;

// The table: a head sorts by its column, once more the other way round; what has no value comes last.
const body = document.querySelector("#values tbody");
const heads = [...document.querySelectorAll("#values thead th")];
function sort(column) {
  const down = heads[column].getAttribute("aria-sort") !== "descending";
  const key = row => {
    const cell = row.cells[column];
    return "value" in cell.dataset ? (cell.dataset.value === "" ? null : Number(cell.dataset.value)) : cell.textContent;
  };
  const compare = (a, b) => a === b ? 0 : a === null ? 1 : b === null ? -1 : (a < b ? 1 : -1) * (down ? 1 : -1);
  body.append(...[...body.rows].sort((a, b) => compare(key(a), key(b))));
  heads.forEach((head, i) => head.setAttribute("aria-sort", i !== column ? "none" : down ? "descending" : "ascending"));
}
heads.forEach((head, i) => head.querySelector("button").addEventListener("click", () => sort(i)));

// The pictures on which two methods differ most.
const form = document.getElementById("pair");
const option = (select, value, text) => {
  const one = document.createElement("option");
  one.value = value;
  one.textContent = text;
  form.elements[select].append(one);
};
data.rows.forEach((row, i) => ["first", "second"].forEach(select => option(select, i, `${row.name} (${row.network})`)));
data.parts.forEach((part, i) => option("part", i, part));
if (data.rows.length > 1) {
  form.elements.second.value = 1;
}

function figure(subject, row, part) {
  const shown = document.createElement("figure");
  if (subject.files[row]) {
    const image = document.createElement("img");
    image.src = subject.files[row];
    image.alt = `${data.rows[row].name}: ${subject.image}`;
    shown.append(image);
  }
  const caption = document.createElement("figcaption");
  caption.textContent = `${data.rows[row].name}: ${subject.values[row][part].toFixed(3)}`;
  shown.append(caption);
  return shown;
}

function show() {
  const [first, second, part] = ["first", "second", "part"].map(name => Number(form.elements[name].value));
  const both = data.subjects
    .filter(subject => typeof subject.values[first]?.[part] === "number" && typeof subject.values[second]?.[part] === "number")
    .map(subject => ({ subject, difference: subject.values[first][part] - subject.values[second][part] }))
    .filter(one => one.difference !== 0)
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
  const count = Math.min(most, both.length);
  // Of very many pictures the page holds those alone on which methods differ most.
  document.getElementById("count").textContent = data.count > data.subjects.length
    ? `${count} of ${data.count} pictures, those on which the two differ most`
    : `${count} of ${both.length} pictures on which the two differ`;
  document.getElementById("pictures").replaceChildren(...both.slice(0, most).map(one => {
    const item = document.createElement("li");
    const title = document.createElement("h3");
    title.textContent = `${one.subject.image}, ${one.subject.class}: ${one.difference > 0 ? "+" : "−"}${Math.abs(one.difference).toFixed(3)}`;
    const two = document.createElement("div");
    two.className = "two";
    two.append(figure(one.subject, first, part), figure(one.subject, second, part));
    item.append(title, two);
    return item;
  }));
}
form.addEventListener("change", show);
if (data.rows.length > 0 && data.parts.length > 0) {
  show();
}
