"use strict";

// One result large: the heat map lies over the picture and the slider sets how much of it shows.
const viewer = (() => {
  const at = id => document.getElementById(id);
  const dialog = at("viewer");
  const blend = at("blend");
  const beside = at("beside");
  const second = { stack: at("beside-stack"), picture: at("beside-picture"), heat: at("beside-heat") };
  let shown;
  let method;

  function setBlend() {
    at("viewer-heat").style.opacity = blend.value / 100;
    second.heat.style.opacity = blend.value / 100;
    blend.setAttribute("aria-valuetext", `${blend.value} % heat map`);
  }

  function setMethod(name) {
    method = name;
    at("viewer-heat").src = shown.heat[name];
    at("viewer-heat").alt = `${name} heat map`;
  }

  // A second method beside the first, under the same slider.
  function setBeside() {
    second.stack.remove();
    if (beside.value !== "") {
      second.heat.src = shown.heat[beside.value];
      second.heat.alt = `${beside.value} heat map`;
      second.picture.hidden = at("viewer-picture").hidden;
      second.picture.src = at("viewer-picture").src;
      at("viewer-picture").parentElement.after(second.stack);
    }
  }

  function makeChoices(id, title, choices, chosen, choose) {
    at(id).hidden = choices.size < 2;
    at(id).replaceChildren(
      element("legend", {}, title),
      ...[...choices].map(([value, name]) => {
        const choice = element("input", { type: "radio", name: id, value, checked: value === chosen });
        choice.addEventListener("change", () => choose(value));
        return element("label", {}, choice, ` ${name}`);
      }));
  }

  function makeMethods() {
    const names = Object.keys(shown.heat);
    makeChoices("methods", "Method", new Map(names.map(name => [name, name])), method, setMethod);
    at("methods").hidden = names.length === 0;
    const kept = beside.value;
    beside.replaceChildren(element("option", { value: "" }, "nothing"), ...names.map(name => element("option", { value: name }, name)));
    beside.value = names.includes(kept) ? kept : "";
    at("beside-choice").hidden = names.length < 2;
    setBeside();
  }

  // The other results of the same picture with the same network: one for each layer and class.
  function makeParts() {
    const others = partsOf(shown);
    makeChoices("layers", "Layer", new Map(others.map(part => [part.layer, part.layer])), shown.layer,
      layer => change("layers", part => part.layer === layer && part.class_id === shown.class_id));
    makeChoices("classes", "Class", new Map(others.map(part => [String(part.class_id), part.class])), String(shown.class_id),
      id => change("classes", part => String(part.class_id) === id && part.layer === shown.layer));
  }

  function change(id, isIt) {
    show(partsOf(shown).find(isIt));
    at(id).querySelector("input:checked").focus();
  }

  function makeBar(score) {
    const fill = element("div", { className: "fill" });
    fill.style.width = `${100 * score.probability}%`;
    const track = element("div", { className: "track" }, fill);
    track.setAttribute("aria-hidden", "true");
    return element("li", {},
      element("div", { className: "line" }, element("span", {}, score.name), element("span", {}, percent(score.probability))),
      track);
  }

  function factsOf(result, truth) {
    const facts = [
      report.networks[result.network],
      `layer ${result.layer}`,
      `explained: ${result.class} (${result.class_id}), ${percent(result.probability)}`,
    ];
    if (truth !== undefined) {
      facts.push(`truth: ${truth}`, verdictText(verdictOf(result)));
    }

    if (result.checked !== undefined) {
      facts.push(`checked: ${result.checked}${result.reasons === undefined ? "" : ` (${result.reasons})`}`);
    }

    return facts.join(" · ");
  }

  function makeRemarks(result) {
    const remarks = (result.remarks ?? []).map(remark => element("li", { className: "warning" }, `⚠ ${remark}`));
    const gaps = (result.gaps ?? []).map(gap => element("li", {}, gap));
    at("remarks").replaceChildren(...remarks, ...gaps);
    at("remarks").hidden = remarks.length + gaps.length === 0;
  }

  function show(result) {
    shown = result;
    const picture = report.pictures[result.picture];
    at("viewer-name").textContent = picture.name;
    at("viewer-facts").textContent = factsOf(result, result.truth);
    makeRemarks(result);
    at("viewer-picture").hidden = picture.url === undefined;
    at("viewer-picture").alt = picture.name;
    at("viewer-picture").src = picture.url ?? "data:,";
    blend.disabled = picture.url === undefined;
    const names = Object.keys(result.heat);
    setMethod(names.includes(method) ? method : names[0]);
    makeMethods();
    makeParts();
    setBlend();
    at("top5").replaceChildren(...result.top5.map(makeBar));
  }

  function step(by) {
    const order = visibleCards().map(card => resultOf.get(card));
    const next = order[order.indexOf(shown) + by];
    if (next !== undefined) {
      show(next);
    }
  }

  function onKey(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by !== undefined && !["INPUT", "SELECT"].includes(event.target.tagName)) {
      event.preventDefault();
      step(by);
    }
  }

  second.stack.remove();
  blend.addEventListener("input", setBlend);
  beside.addEventListener("change", setBeside);
  dialog.addEventListener("keydown", onKey);
  at("previous").addEventListener("click", () => step(-1));
  at("next").addEventListener("click", () => step(1));
  at("close").addEventListener("click", () => dialog.close());

  return {
    open(result) {
      show(result);
      dialog.showModal();
    },
  };
})();

start();
