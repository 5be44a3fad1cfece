// Shows what other doses of the pillars would do, from the published grid; between the doses that
// were worked out it interpolates in a straight line. The page is complete without it: the form
// appears only once the grid is there.
"use strict";
(function () {
  const form = document.getElementById("dose-form");
  if (!form) return;
  const write = new Intl.NumberFormat(form.dataset.locale);
  // Rounds half away from zero to the step that the page prints in, which the grid gives.
  const stepped = (number, step) => Math.sign(number) * Math.round(Math.abs(number) / step) * step || 0;
  const shown = (number) => write.format(number).replace("-", "−");
  const times = (number) => new Intl.NumberFormat(form.dataset.locale, { maximumFractionDigits: 2 }).format(number);

  // The corners of the grid around the chosen doses, each with its weight; the weights sum to 1.
  function corners(grid, chosen) {
    let found = [{ at: 0, weight: 1 }];
    for (const dose of chosen) {
      const above = Math.max(grid.doses.findIndex((known) => known >= dose), 0);
      const below = Math.max(above - 1, 0);
      const width = grid.doses[above] - grid.doses[below];
      const part = width ? (dose - grid.doses[below]) / width : 1;
      found = found.flatMap(({ at, weight }) => [
        { at: at * grid.doses.length + below, weight: weight * (1 - part) },
        { at: at * grid.doses.length + above, weight: weight * part },
      ]).filter((corner) => corner.weight > 0);
    }
    return found;
  }

  const mixed = (cells, around, pick) => around.reduce((sum, { at, weight }) => sum + weight * pick(cells[at]), 0);
  const bounds = (cells, around) => [0, 1, 2].map((i) => mixed(cells, around, (cell) => cell[i]));

  // One axis for all years, wide enough for every choice.
  function scale(grid) {
    const all = Object.values(grid.cells).flatMap((year) => year.gap.flat());
    const low = Math.min(...all, 0), high = Math.max(...all, 0);
    return (persons) => 4 + ((persons - low) / (high - low)) * 592;
  }

  function draw(svg, x, name, [low, middle, high]) {
    const band = svg.querySelector(`.${name} .band`), dot = svg.querySelector(`.${name} .middle`);
    band.setAttribute("x", x(low));
    band.setAttribute("width", Math.max(x(high) - x(low), 1));
    dot.setAttribute("x", x(middle) - 2.5);
  }

  function show(grid, x) {
    const chosen = grid.pillars.map((pillar) => Number(form.elements[pillar].value));
    for (const pillar of grid.pillars) {
      const input = form.elements[pillar], words = form.dataset;
      const text = input.value === "0" ? words.none : input.value === "1" ? words.plan : words.times.replace("{number}", times(Number(input.value)));
      document.getElementById(`dose-${pillar}`).textContent = text;
      input.setAttribute("aria-valuetext", text);
    }
    const around = corners(grid, chosen), nothing = corners(grid, chosen.map(() => 0));
    for (const card of form.querySelectorAll("[data-year]")) {
      const cells = grid.cells[card.dataset.year];
      const gap = bounds(cells.gap, around), closure = bounds(cells.closure, around);
      const round = (number) => stepped(number, cells.step);
      const chosenGap = round(gap[1]), without = round(bounds(cells.gap, nothing)[1]);
      const parts = {
        gap: shown(Math.abs(chosenGap)), low: shown(round(gap[0])), high: shown(round(gap[2])),
        // What is closed is the difference of the two numbers that are shown, so that they add up.
        closure: shown(without - chosenGap), closed_low: shown(round(closure[0])), closed_high: shown(round(closure[2])),
        chance: Math.round(mixed(cells.probability_closed, around, (one) => one) * 100) + "%",
      };
      for (const place of card.querySelectorAll("[data-template]")) {
        const template = chosenGap < 0 && place.dataset.spare ? place.dataset.spare : place.dataset.template;
        place.textContent = template.replace(/\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);
      }
      const svg = card.querySelector("svg");
      if (!svg) continue;
      for (const line of svg.querySelectorAll("line.zero")) {
        line.setAttribute("x1", x(0));
        line.setAttribute("x2", x(0));
      }
      draw(svg, x, "without", bounds(cells.gap, nothing));
      draw(svg, x, "with", gap);
    }
  }

  // A link into something folded opens it.
  function unfold() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const folded = target && target.closest("details");
    if (!folded || folded.open) return;
    folded.open = true;
    target.scrollIntoView();
  }
  addEventListener("hashchange", unfold);
  unfold();

  fetch(form.dataset.grid)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then(
      (grid) => {
        const x = scale(grid);
        form.hidden = false;
        form.addEventListener("input", () => show(grid, x));
        form.addEventListener("reset", () => setTimeout(() => show(grid, x)));
        for (const button of form.querySelectorAll("[data-all]")) {
          button.addEventListener("click", () => {
            for (const pillar of grid.pillars) form.elements[pillar].value = button.dataset.all;
            show(grid, x);
          });
        }
        show(grid, x);
      },
      () => form.remove(), // without the grid there is nothing to choose from
    );
})();
