// Tells the values of a period, picks one name out, and sorts by value. The page is complete
// without it: every value stands in the table under its chart, which this reads. What was chosen
// stands in the address, so that it can be shared.
"use strict";
(function () {
  const state = new URLSearchParams(location.search);
  const remember = (name, value) => {
    if (value) state.set(name, value); else state.delete(name);
    const query = state.toString();
    history.replaceState(null, "", (query ? "?" + query : location.pathname) + location.hash);
  };
  const text = (cell) => cell.firstChild ? cell.firstChild.textContent.trim() : "";
  const make = (name, attributes, ...children) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  };

  function periods(table) {
    const heads = [...table.tHead.rows[0].cells];
    const told = (when, names, cells) => when + ": " + cells.map((cell, nth) => (text(cell) || "–") + (names.length > 1 ? " (" + names[nth] + ")" : "")).join(" · ");
    const bodies = [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => row.cells.length === heads.length);
    let found;
    if (heads.some((head) => head.dataset.at)) {
      const names = bodies.map((row) => row.cells[0].textContent.trim());
      found = heads.map((head, nth) => head.dataset.at && {at: Number(head.dataset.at), told: told(head.textContent.trim(), names, bodies.map((row) => row.cells[nth]))});
    } else {
      const names = heads.slice(1).map((head) => head.textContent.trim());
      found = bodies.map((row) => row.dataset.at && {at: Number(row.dataset.at), told: told(row.cells[0].textContent.trim(), names, [...row.cells].slice(1))});
    }
    return found.filter(Boolean).sort((one, other) => one.at - other.at);
  }

  function reader(figure, tools, ident) {
    const cursors = [...figure.querySelectorAll(".cursor")];
    const all = cursors.length ? periods(figure.querySelector("table")) : [];
    if (all.length < 2) return;
    const output = make("output", {});
    const slider = make("input", {type: "range", min: 0, max: all.length - 1, value: all.length - 1});
    tools.append(make("label", {}, figure.dataset.when, slider), output);
    const axis = (cursor) => cursor.dataset.axis.split(" ").map(Number);
    const show = (nth) => {
      const one = all[nth];
      slider.value = nth;
      slider.setAttribute("aria-valuetext", one.told);
      output.textContent = one.told;
      for (const cursor of cursors) {
        const [low, high, start, end] = axis(cursor);
        const x = start + (one.at - low) / (high - low) * (end - start);
        cursor.setAttribute("x1", x);
        cursor.setAttribute("x2", x);
        cursor.classList.toggle("on", one.at >= low && one.at <= high);
      }
    };
    slider.addEventListener("input", () => { show(Number(slider.value)); remember(ident + ".at", all[slider.value].at); });
    for (const cursor of cursors) {
      const svg = cursor.ownerSVGElement;
      svg.addEventListener("pointermove", (event) => {
        const [low, high, start, end] = axis(cursor);
        const box = svg.getBoundingClientRect();
        const at = low + ((event.clientX - box.left) / box.width * svg.viewBox.baseVal.width - start) / (end - start) * (high - low);
        const far = all.map((one) => Math.abs(one.at - at));
        show(far.indexOf(Math.min(...far)));
      });
    }
    const asked = all.findIndex((one) => String(one.at) === state.get(ident + ".at"));
    if (asked >= 0) show(asked);
  }

  function picker(figure, tools, ident) {
    const marks = [...figure.querySelectorAll("svg [data-name]")];
    const names = [...new Set(marks.map((mark) => mark.dataset.name))];
    if (names.length < 2) return;
    const choice = make("select", {}, make("option", {value: ""}, figure.dataset.all), ...names.map((name) => make("option", {value: name}, name)));
    tools.append(make("label", {}, figure.dataset.which, choice));
    const show = () => {
      for (const mark of marks) mark.classList.toggle("faded", Boolean(choice.value) && mark.dataset.name !== choice.value && !mark.classList.contains("whole"));
      const table = figure.querySelector("table");
      const column = [...table.tHead.rows[0].cells].findIndex((cell) => cell.textContent.trim() === choice.value);
      for (const row of table.rows) {
        row.classList.toggle("chosen", Boolean(choice.value) && row.cells[0].textContent.trim() === choice.value);
        [...row.cells].forEach((cell, nth) => cell.classList.toggle("chosen", column > 0 && nth === column));
      }
    };
    choice.addEventListener("change", () => { show(); remember(ident, choice.value); });
    const asked = state.get(ident);
    if (!asked) return;
    if (names.includes(asked)) { choice.value = asked; show(); }
    else tools.append(make("p", {className: "note"}, figure.dataset.gone));
  }

  function sorter(figure, tools, ident) {
    const drawings = [...figure.querySelectorAll("svg")].map((svg) => [...svg.querySelectorAll("[data-y]")]).filter((rows) => rows.length > 2);
    if (!drawings.length) return;
    const box = make("input", {type: "checkbox"});
    tools.append(make("label", {}, box, figure.dataset.sort));
    const value = (row) => row.dataset.value === undefined ? -Infinity : Number(row.dataset.value);
    const show = () => {
      for (const rows of drawings) {
        const places = rows.map((row) => Number(row.dataset.y));
        const whole = (row) => row.classList.contains("whole");
        const sorted = box.checked ? [...rows].sort((one, other) => whole(other) - whole(one) || value(other) - value(one)) : rows;
        sorted.forEach((row, nth) => row.setAttribute("transform", "translate(0," + (places[nth] - Number(row.dataset.y)) + ")"));
      }
      const order = box.checked ? [...drawings[0]].sort((one, other) => value(other) - value(one)) : drawings[0];
      const body = figure.querySelector("table").tBodies[0];
      const byName = new Map([...body.rows].map((row) => [row.cells[0].textContent.trim(), row]));
      for (const mark of order) if (byName.has(mark.dataset.name)) body.append(byName.get(mark.dataset.name));
    };
    box.addEventListener("change", () => { show(); remember(ident + ".sort", box.checked ? "value" : ""); });
    box.checked = state.get(ident + ".sort") === "value";
    if (box.checked) show();
  }

  for (const figure of document.querySelectorAll("section.figure[data-when]")) {
    const ident = figure.querySelector("h2").id;
    const tools = make("div", {className: "tools"});
    picker(figure, tools, ident);
    sorter(figure, tools, ident);
    reader(figure, tools, ident);
    if (tools.childElementCount) figure.querySelector("details.data").before(tools);
  }
})();
