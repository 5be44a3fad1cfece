// Shows what other doses of the pillars would do: looks the combination up in the published grid.
// The page is complete without it; the form appears only once the grid is there.
"use strict";
(function () {
  const form = document.getElementById("dose-form");
  if (!form) return;
  const output = form.querySelector("output");
  const write = new Intl.NumberFormat(form.dataset.locale, { maximumSignificantDigits: 3 });
  const persons = (number) => write.format(Math.round(number / 100) * 100).replace("-", "−");

  function show(grid) {
    const cells = grid.cells[form.dataset.year];
    const chosen = grid.pillars.map((pillar) => Number(form.elements[pillar].value));
    const at = grid.combinations.findIndex((one) => one.every((dose, i) => dose === chosen[i]));
    if (at < 0) return;
    const [low, gap, high] = cells.gap[at];
    const parts = {
      gap: persons(gap),
      low: persons(low),
      high: persons(high),
      closure: persons(cells.closure[at][1]),
      chance: Math.round(cells.probability_closed[at] * 20) * 5 + "%",
    };
    output.textContent = output.dataset.template.replace(/\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);
  }

  fetch(form.dataset.grid)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then(
      (grid) => {
        form.hidden = false;
        form.addEventListener("input", () => show(grid));
        show(grid);
      },
      () => form.remove(), // without the grid there is nothing to choose from
    );
})();
