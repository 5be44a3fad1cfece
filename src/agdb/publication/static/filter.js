// Leaves out of a list what was not asked for. The page is complete without it: the form appears
// only here, and the whole list stands below it. What was asked stands in the address.
"use strict";
(function () {
  const form = document.getElementById("filter");
  if (!form) return;
  const entries = [...document.querySelectorAll(".filtered .entry")];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map(entries.map((entry) => [entry, plain(entry.textContent)]));
  const output = form.querySelector("output");
  const asked = new URLSearchParams(location.search);
  for (const field of form.elements) if (asked.has(field.name)) field.value = asked.get(field.name);

  function show() {
    const wanted = new Map([...form.elements].filter((field) => field.name && field.value).map((field) => [field.name, field.value]));
    const words = plain(wanted.get("q") || "").split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const entry of entries) {
      const fits = words.every((word) => texts.get(entry).includes(word)) && [...wanted].every(([name, value]) => name === "q" || (entry.dataset[name] || "").split(" ").includes(value));
      entry.hidden = !fits;
      shown += fits;
    }
    for (const group of document.querySelectorAll(".filtered")) group.hidden = !group.querySelector(".entry:not([hidden])");
    output.textContent = shown ? form.dataset.count.replace("{shown}", shown).replace("{all}", entries.length) : form.dataset.none;
    const query = new URLSearchParams(wanted).toString();
    history.replaceState(null, "", (query ? "?" + query : location.pathname) + location.hash);
  }

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  form.hidden = false;
  show();
})();
