"use strict";

// One result large: the heat map lies over the picture and the slider sets how much of it shows.
const viewer = (() => {
  const at = id => document.getElementById(id);
  const dialog = at("viewer");
  const blend = at("blend");
  let shown;
  let method;

  function setBlend() {
    at("viewer-heat").style.opacity = blend.value / 100;
    blend.setAttribute("aria-valuetext", `${blend.value} % heat map`);
  }

  function setMethod(name) {
    method = name;
    at("viewer-heat").src = shown.heat[name];
    at("viewer-heat").alt = `${name} heat map`;
  }

  function makeMethods() {
    const names = Object.keys(shown.heat);
    at("methods").replaceChildren(
      element("legend", {}, "Method"),
      ...names.map(name => {
        const choice = element("input", { type: "radio", name: "method", value: name, checked: name === method });
        choice.addEventListener("change", () => setMethod(name));
        return element("label", {}, choice, ` ${name}`);
      }));
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

    return facts.join(" · ");
  }

  function show(result) {
    shown = result;
    const picture = report.pictures[result.picture];
    at("viewer-name").textContent = picture.name;
    at("viewer-facts").textContent = factsOf(result, result.truth);
    at("viewer-picture").hidden = picture.url === undefined;
    at("viewer-picture").alt = picture.name;
    at("viewer-picture").src = picture.url ?? "data:,";
    blend.disabled = picture.url === undefined;
    const names = Object.keys(result.heat);
    setMethod(names.includes(method) ? method : names[0]);
    makeMethods();
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
    if (by !== undefined && event.target.tagName !== "INPUT") {
      event.preventDefault();
      step(by);
    }
  }

  blend.addEventListener("input", setBlend);
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
