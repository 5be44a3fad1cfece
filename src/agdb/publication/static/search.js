// Searches the index of the site. The page lists everything without it; what was asked stands in
// the address, so that an answer can be passed on.
"use strict";
(function () {
  const form = document.getElementById("search");
  if (!form) return;
  const field = form.elements.q, said = document.getElementById("search-said"), list = document.getElementById("search-found");
  const MOST = 40;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  // Numbers of Parliament (29544-1283, TZ202412-116) stay whole, and so do words with a dash.
  const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) || [];

  function prepared(index) {
    const entries = index.entries.map(([kind, name, path, note, words]) => ({
      kind: index.kinds[kind], rank: kind, name, path, note,
      first: split(wordsOf(name + " " + note)), other: split(wordsOf(words + " " + index.kinds[kind])),
    }));
    const vocabulary = new Set(entries.flatMap((one) => one.first).filter((word) => word.length > 3));
    const groups = index.synonyms.map((group) => group.map(plain));
    for (const word of groups.flat()) vocabulary.add(word);
    return { entries, groups, vocabulary: [...vocabulary] };
  }
  const split = (words) => [...new Set(words.flatMap((word) => (word.includes("-") ? [word, ...word.split("-")] : [word])))];

  // How well a word that was asked fits a word of an entry: the same, its beginning, a longer form
  // of it, or part of a compound.
  function fit(asked, word) {
    if (word === asked) return 10;
    if (asked.length > 1 && word.startsWith(asked)) return 7;
    if (word.length > 3 && asked.startsWith(word) && asked.length - word.length < 4) return 5;
    return asked.length > 3 && word.includes(asked) ? 4 : 0;
  }
  function value(alternatives, entry) {
    let best = 0;
    for (const [word, weight] of alternatives) {
      for (const one of entry.first) best = Math.max(best, weight * fit(word, one));
      for (const one of entry.other) best = Math.max(best, weight * 0.4 * fit(word, one));
    }
    return best;
  }
  function alternatives(word, groups) {
    const found = new Map([[word, 1]]);
    for (const group of groups) if (group.some((one) => fit(word, one) >= 5)) for (const one of group) if (!found.has(one)) found.set(one, 0.5);
    return [...found];
  }
  // Words that everybody uses and nothing is found by: short ones, unless nothing else was asked.
  const telling = (words) => (words.some((word) => word.length > 2) ? words.filter((word) => word.length > 2 || /\d/.test(word) || word === "it") : words);

  function search(text, { entries, groups }, enough) {
    const asked = telling(wordsOf(text)).map((word) => alternatives(word, groups));
    const found = [];
    for (const entry of entries) {
      const values = asked.map((some) => value(some, entry));
      if (!asked.length || !enough(values)) continue;
      const sum = values.reduce((all, one) => all + one, 0);
      found.push({ entry, value: sum * (1.3 - 0.05 * entry.rank) - entry.first.length / 20 });
    }
    return found.sort((a, b) => b.value - a.value || a.entry.rank - b.entry.rank).map((one) => one.entry);
  }

  // The least number of letters to change, put in, take out or swap, up to 2.
  function distance(a, b) {
    if (Math.abs(a.length - b.length) > 2) return 3;
    let before = [], last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[b.length];
  }
  function meant(text, { vocabulary }) {
    let changed = false;
    const words = wordsOf(text).map((word) => {
      if (word.length < 4 || /\d/.test(word)) return word;
      const near = vocabulary.map((one) => [distance(word, one), one]).sort(([a], [b]) => a - b)[0];
      if (!near || near[0] === 0 || near[0] > (word.length > 6 ? 2 : 1)) return word;
      changed = true;
      return near[1];
    });
    return changed ? words.join(" ") : "";
  }

  const fill = (message, n, words) => message.replace("{count}", n).replace("{words}", words);
  function link(href, text) {
    const made = document.createElement("a");
    made.href = href;
    made.textContent = text;
    return made;
  }
  function note(text) {
    const made = document.createElement("span");
    made.className = "note";
    made.textContent = text;
    return made;
  }

  function show(text, ready) {
    const asked = text.trim().slice(0, 200);
    list.replaceChildren();
    list.hidden = said.hidden = !asked;
    history.replaceState(null, "", asked ? "?q=" + encodeURIComponent(asked) : location.pathname);
    if (!asked) return;
    let found = search(asked, ready, (values) => values.every(Boolean)), loose = false;
    if (!found.length) [found, loose] = [search(asked, ready, (values) => values.some(Boolean)), true];
    const better = loose ? meant(asked, ready) : "";
    const message = !found.length ? form.dataset.none : loose ? form.dataset.loose : found.length === 1 ? form.dataset.one : form.dataset.found;
    said.replaceChildren(fill(message, found.length, asked));
    if (better) said.append(" ", form.dataset.meant, " ", link("?q=" + encodeURIComponent(better), better), "?");
    for (const one of found.slice(0, MOST)) {
      const item = document.createElement("li");
      item.append(link(form.dataset.root + one.path, one.name), " ", note([one.kind, one.note].filter(Boolean).join(" · ")));
      list.append(item);
    }
  }

  form.hidden = false;
  field.value = new URLSearchParams(location.search).get("q") || "";
  fetch(form.dataset.index)
    .then((answer) => { if (!answer.ok) throw new Error(answer.status); return answer.json(); })
    .then((index) => {
      const ready = prepared(index);
      let waiting = 0;
      field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 150, field.value, ready); });
      form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); show(field.value, ready); });
      show(field.value, ready);
    })
    .catch(() => { said.hidden = false; said.textContent = form.dataset.failed; });
})();
