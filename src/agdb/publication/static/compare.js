// Compares regions, indicators or two moments from the published files, and refuses with the reason
// what does not count in the same way. The page offers ready comparisons without it. The address
// says what is compared, so that it can be passed on; one that is old or wrong is told in words.
"use strict";
(function () {
  const form = document.getElementById("compare");
  if (!form) return;
  const answer = document.getElementById("compare-answer"), take = document.getElementById("compare-take"), said = document.getElementById("compare-said");
  const lang = document.documentElement.lang, say = form.dataset;
  const KINDS = ["regions", "indicators", "periods"], CUTS = ["B", "D"], SVG = "http://www.w3.org/2000/svg";
  const words = (names) => names[lang] || Object.values(names)[0];
  const put = (text, parts) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in parts ? parts[name] : whole));
  const data = new Map();
  let index, shown;

  const one = (list, key, name) => list.find((item) => item[key] === name);
  const indicator = (name) => index.indicators.find((item) => item.id === name || item.formerly.includes(name));
  const region = (code) => one(index.regions, "code", code);
  const period = (text) => (index.periods[text] ? words(index.periods[text].names) : text);
  const when = (text) => index.periods[text].at;
  const number = (value, of) => (value === null ? "–" : value.toLocaleString(lang, { minimumFractionDigits: of.decimals, maximumFractionDigits: of.decimals }).replace("-", "−") + (of.percent ? "%" : ""));
  // What is nearest to a name that does not exist: the most pairs of letters in common.
  function like(name, names) {
    const pairs = (text) => new Set([...text.toLowerCase()].slice(1).map((letter, nth) => text.toLowerCase()[nth] + letter));
    const asked = pairs(name);
    const scored = names.map((other) => [other, [...pairs(other)].filter((pair) => asked.has(pair)).length / (asked.size + pairs(other).size || 1)]);
    const best = scored.sort((a, b) => b[1] - a[1])[0];
    return best && best[1] > 0.2 ? best[0] : "";
  }
  class Refusal extends Error {}
  const refuse = (reason, parts) => { throw new Refusal(put(say["no" + reason[0].toUpperCase() + reason.slice(1)], parts || {})); };

  function known(name) {
    const found = indicator(name);
    if (!found) refuse("indicator", { given: name, like: like(name, index.indicators.map((item) => item.id)) || index.indicators[0].id });
    return found;
  }
  function place(code, of) {
    if (!region(code)) refuse("region", { given: code, like: like(code, index.regions.map((item) => item.code)) || say.country });
    if (!of.regions.includes(code)) refuse("none", { one: words(of.names), other: words(region(code).names) });
    return code;
  }
  const year = (text) => parseInt(text.slice(0, 4), 10);
  function sameArea(code, first, last) {
    const found = region(code);
    return first === last || found.fixed || (year(first) >= found.same_from && year(last) <= found.same_to);
  }
  async function values(of) {
    if (!data.has(of.id)) data.set(of.id, fetch(of.data).then((found) => { if (!found.ok) throw new Error(found.status); return found.json(); }));
    return (await data.get(of.id)).values;
  }
  // The observed values of one region like the figure in front, in the order of their periods.
  async function series(of, code) {
    const alike = new Set(of.periods);
    const mine = (await values(of)).filter((value) => value.kind === "observed" && value.region === code && alike.has(value.period) && Object.entries(of.member).every(([key, member]) => value.breakdown[key] === member));
    return mine.sort((a, b) => of.periods.indexOf(a.period) - of.periods.indexOf(b.period));
  }
  // A value that begins anew: a break, or the first of another definition.
  const cut = (points, nth) => points[nth].status === "B" || (nth > 0 && (points[nth].status === "D") !== (points[nth - 1].status === "D"));

  function unequal(a, b) {
    for (const fact of index.facts) if (a.basis[fact] !== b.basis[fact]) return fact;
    return "";
  }
  async function compare(state) {
    const a = known(state.a);
    if (state.kind === "indicators") {
      const b = known(state.b);
      if (a.id === b.id) refuse("same", { one: words(a.names) });
      const reason = unequal(a, b), why = a.related[b.id] || b.related[a.id];
      const names = { one: words(a.names), other: words(b.names), why: why ? words(why) : "" };
      if (reason) refuse(reason, names);
      const code = place(state.r[0], a);
      place(code, b);
      return { of: a, title: names.one + " – " + names.other + ": " + words(region(code).names), lines: [{ name: names.one, code, points: await series(a, code) }, { name: names.other, code, points: await series(b, code) }] };
    }
    if (state.kind === "periods") return moments(a, place(state.r[0], a), state.p);
    const codes = [...new Set(state.r)].map((code) => place(code, a));
    if (codes.length < 2) refuse("same", { one: words(region(codes[0]).names) });
    const lines = await Promise.all(codes.map(async (code) => ({ name: words(region(code).names), code, points: await series(a, code) })));
    if (!lines[0].points.some((point) => lines.slice(1).some((line) => one(line.points, "period", point.period)))) refuse("at", { one: lines[0].name, other: lines[1].name });
    return { of: a, title: words(a.names) + ": " + lines.map((line) => line.name).join(", "), lines };
  }
  async function moments(of, code, asked) {
    const points = await series(of, code), numbers = points.filter((point) => point.value !== null);
    if (numbers.length < 2) refuse("none", { one: words(of.names), other: words(region(code).names) });
    const [from, to] = [asked[0] || numbers[0].period, asked[1] || numbers[numbers.length - 1].period].map((text) => {
      const nth = points.findIndex((point) => point.period === text && point.value !== null);
      if (nth < 0) refuse("moment", { given: text, one: words(of.names), like: period(numbers[numbers.length - 1].period) });
      return nth;
    });
    const [first, last] = from < to ? [from, to] : [to, from];
    if (first === last) refuse("same", { one: period(points[first].period) });
    for (let nth = first + 1; nth <= last; nth += 1) if (cut(points, nth)) refuse("break", { period: period(points[nth].period) });
    if (!sameArea(code, points[first].period, points[last].period)) refuse("border", { one: words(region(code).names) });
    const name = words(region(code).names);
    return { of, title: words(of.names) + ": " + name, lines: [{ name, code, points: [points[first], points[last]] }], change: points[last].value - points[first].value };
  }

  const make = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const draw = (name, attributes, text) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  function rows(result) {
    const found = new Set(result.lines.flatMap((line) => line.points.map((point) => point.period)));
    return [...found].sort((a, b) => when(b) - when(a));
  }
  function table(result) {
    const head = make("tr", {}, make("th", { scope: "col" }, say.period), ...result.lines.map((line) => make("th", { scope: "col", class: "number" }, line.name)));
    const body = rows(result).map((text) => make("tr", {}, make("th", { scope: "row" }, period(text)), ...result.lines.map((line) => {
      const point = one(line.points, "period", text);
      return make("td", { class: "number" }, point ? number(point.value, result.of) : "–");
    })));
    const made = make("table", {}, make("caption", {}, result.title + " ", make("span", {}, words(result.of.unit))), make("thead", {}, head), make("tbody", {}, ...body));
    return make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": result.title }, made);
  }
  // Lines with their names at the end. Nothing is joined over a gap, a break or a border that may
  // have moved; two points are no line.
  function chart(result) {
    const order = rows(result).reverse(), all = result.lines.flatMap((line) => line.points.map((point) => point.value)).filter((value) => value !== null);
    if (order.length < 3 || all.length < 3 || !result.of.step) return null;
    const wide = window.innerWidth > 700, [width, height, left, right, top, bottom] = wide ? [800, 360, 64, 210, 30, 36] : [360, 320, 52, 100, 30, 36];
    let low = Math.min(...all), high = Math.max(...all);
    if (result.of.counted) low = Math.min(0, low);
    const finest = 10 ** -result.of.decimals, tenth = 10 ** Math.floor(Math.log10((high - low || finest) / 4));
    const step = Math.max(finest, [1, 2, 5, 10].map((times) => times * tenth).find((size) => (high - low) / size <= 4));
    [low, high] = [Math.floor(low / step) * step, Math.ceil(high / step) * step];
    if (low === high) high += step;
    const first = when(order[0]), span = when(order[order.length - 1]) - first;
    const x = (text) => left + ((when(text) - first) / span) * (width - left - right), y = (value) => height - bottom - ((value - low) / (high - low)) * (height - top - bottom);
    const svg = draw("svg", { class: "chart compared", role: "img", viewBox: "0 0 " + width + " " + height, "aria-label": result.title });
    svg.append(draw("text", { class: "unit", x: 0, y: 16 }, words(result.of.unit)));
    for (let nth = 0; low + nth * step < high + step / 2; nth += 1) {
      const value = low + nth * step;
      svg.append(draw("line", { class: "grid", x1: left, x2: width - right, y1: y(value), y2: y(value) }), draw("text", { class: "tick", x: left - 8, y: y(value) + 5, "text-anchor": "end" }, number(value, result.of)));
    }
    const ends = [0, Math.floor((order.length - 1) / 2), order.length - 1];
    for (const nth of wide ? ends : [0, order.length - 1]) svg.append(draw("text", { class: "tick", x: x(order[nth]), y: height - 10, "text-anchor": nth ? (nth === order.length - 1 ? "end" : "middle") : "start" }, wide ? period(order[nth]) : order[nth]));
    let before = -Infinity;
    const labels = result.lines.map((line, nth) => ({ nth, at: y([...line.points].reverse().find((point) => point.value !== null).value) })).sort((a, b) => a.at - b.at);
    for (const label of labels) { label.at = Math.max(label.at, before + 22); before = label.at; }
    result.lines.forEach((line, nth) => {
      const group = draw("g", { class: "s" + (nth + 1) });
      line.points.forEach((point, at) => {
        if (point.value === null) return;
        const last = line.points[at - 1], follows = last && when(point.period) - when(last.period) < 1.5 * result.of.step;
        if (follows && last.value !== null && !cut(line.points, at) && sameArea(line.code, last.period, point.period)) group.prepend(draw("path", { class: "line", d: "M" + x(last.period) + "," + y(last.value) + "L" + x(point.period) + "," + y(point.value) }));
        group.append(draw("circle", { class: "point", cx: x(point.period), cy: y(point.value), r: order.length > 24 ? 2 : 4 }));
      });
      group.append(draw("text", { class: "end", x: width - right + 10, y: one(labels, "nth", nth).at + 5 }, line.name.length > (wide ? 26 : 12) ? line.name.slice(0, wide ? 25 : 11) + "…" : line.name));
      svg.append(group);
    });
    return svg;
  }
  function notes(result) {
    const found = [];
    const pairs = result.lines.flatMap((line) => line.points.slice(1).map((point, nth) => [line, nth + 1]));
    if (pairs.some(([line, nth]) => !sameArea(line.code, line.points[nth - 1].period, line.points[nth].period))) found.push(say.points);
    if (pairs.some(([line, nth]) => cut(line.points, nth))) found.push(say.broken);
    if (result.change !== undefined) {
      const size = (result.change > 0 ? "+" : "") + number(result.change, Object.assign({}, result.of, { percent: false }));
      found.unshift(say.change + ": " + (result.of.points ? put(say.pointsName, { value: size }) : size));
    }
    return found;
  }
  function show(result) {
    const drawing = chart(result);
    answer.replaceChildren(make("h2", {}, result.title), ...notes(result).map((text) => make("p", {}, text)), ...(drawing ? [drawing] : []), table(result), make("p", { class: "note" }, words(result.of.sampling)), make("p", { class: "note" }, say.source + " " + location.href));
    shown = Object.assign(result, { drawing });
    said.textContent = put(say.summary, { title: result.title, count: rows(result).length });
    take.hidden = false;
    document.getElementById("compare-svg").hidden = !drawing;
  }
  function told(text) {
    answer.replaceChildren(make("p", { class: "refused" }, text));
    said.textContent = text;
    take.hidden = true;
  }

  const fields = (name) => form.elements[name];
  function options(select, list, chosen) {
    select.replaceChildren(...list.map(([value, text]) => make("option", { value }, text)));
    if (list.some(([value]) => value === chosen)) select.value = chosen;
  }
  // The form follows what is compared, and never changes what was asked.
  function fill(state) {
    const named = index.indicators.map((item) => [item.id, words(item.names)]).sort((a, b) => a[1].localeCompare(b[1], lang));
    const a = indicator(state.a), b = indicator(state.b);
    fields("kind").value = state.kind;
    options(fields("a"), named, a && a.id);
    options(fields("b"), named, b && b.id);
    const places = (a ? a.regions : []).map((code) => [code, words(region(code).names)]);
    options(fields("r1"), places, state.r[0]);
    options(fields("r2"), places, state.r[1]);
    options(fields("r3"), [["", "–"], ...places], state.r[2] || "");
    const periods = (a ? a.periods : []).map((text) => [text, period(text)]);
    options(fields("p1"), periods, state.p[0] || (periods[0] || [])[0]);
    options(fields("p2"), periods, state.p[1] || (periods[periods.length - 1] || [])[0]);
    for (const part of form.querySelectorAll("[data-for]")) part.hidden = part.dataset.for !== state.kind;
  }
  function asked() {
    const query = new URLSearchParams(location.search), list = (name) => (query.get(name) || "").split(",").filter(Boolean);
    const [a, b] = list("indicator"), kind = query.get("kind") || "regions";
    const first = (a ? indicator(a) : null) || index.indicators.find((item) => item.regions.length > 3) || index.indicators[0];
    const others = index.indicators.filter((item) => item.id !== first.id && !unequal(item, first));
    const places = list("regions");
    return { kind, a: a || first.id, b: b || (others[0] || index.indicators[1] || first).id, r: places.length ? places : [say.country, ...(kind === "regions" ? first.regions.filter((code) => code !== say.country).slice(-1) : [])], p: list("periods") };
  }
  function address(state) {
    const query = new URLSearchParams({ kind: state.kind, indicator: state.kind === "indicators" ? state.a + "," + state.b : state.a, regions: (state.kind === "regions" ? state.r : state.r.slice(0, 1)).join(",") });
    if (state.kind === "periods" && state.p.length) query.set("periods", state.p.join(","));
    return location.pathname + "?" + query.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
  }
  async function answerTo(state) {
    if (!KINDS.includes(state.kind)) { fill(Object.assign({}, state, { kind: "regions" })); return told(put(say.noKind, { given: state.kind })); }
    fill(state);
    try {
      show(await compare(state));
    } catch (error) {
      told(error instanceof Refusal ? error.message : say.noData);
    }
  }
  function changed(event) {
    const chosen = (name) => fields(name).value, changedIndicator = event.target.name === "a";
    const a = indicator(chosen("a")), kind = chosen("kind");
    let r = [chosen("r1"), chosen("r2"), chosen("r3")].filter(Boolean);
    if (kind !== "regions") r = r.slice(0, 1);
    r = [...new Set(r.filter((code) => a.regions.includes(code)))];
    if (!r.length) r = [a.regions.includes(say.country) ? say.country : a.regions[0]];
    if (kind === "regions" && r.length < 2) r.push(...a.regions.filter((code) => !r.includes(code)).slice(0, 1));
    const state = { kind, a: a.id, b: chosen("b"), r, p: kind === "periods" && !changedIndicator && event.target.name !== "kind" ? [chosen("p1"), chosen("p2")] : [] };
    history.replaceState(null, "", address(state));
    answerTo(state);
  }
  function save(body, type, end) {
    const link = make("a", { href: URL.createObjectURL(new Blob([body], { type })), download: say.file + end });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
  // Colours go with the picture: a saved one has no sheet of style.
  function picture() {
    const copy = shown.drawing.cloneNode(true), originals = [...shown.drawing.querySelectorAll("*")];
    [...copy.querySelectorAll("*")].forEach((element, nth) => {
      const style = getComputedStyle(originals[nth]);
      for (const name of ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight"]) element.setAttribute(name, style.getPropertyValue(name));
      element.setAttribute("font-family", "sans-serif");
    });
    const [, , width, height] = copy.getAttribute("viewBox").split(" ").map(Number);
    copy.setAttribute("xmlns", SVG);
    copy.setAttribute("viewBox", "0 -40 " + width + " " + (height + 80));
    for (const [at, text, size] of [[-18, shown.title, 18], [height + 26, say.source + " " + location.href, 12]]) copy.append(draw("text", { x: 0, y: at, "font-size": size, "font-family": "sans-serif" }, text));
    return new XMLSerializer().serializeToString(copy);
  }
  function cells() {
    const comma = (1.5).toLocaleString(lang).includes(","), mark = comma ? ";" : ",";
    const quoted = (text) => (/[";,\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);
    const plain = (value) => (value === null ? "" : value.toFixed(shown.of.decimals).replace(".", comma ? "," : "."));
    const lines = rows(shown).map((text) => [period(text), ...shown.lines.map((line) => { const point = one(line.points, "period", text); return point ? plain(point.value) : ""; })].map((cell, nth) => (nth ? cell : quoted(cell))).join(mark));
    return "\ufeff" + [[say.period, ...shown.lines.map((line) => quoted(line.name + " (" + words(shown.of.unit) + ")"))].join(mark), ...lines].join("\r\n") + "\r\n";
  }
  document.getElementById("compare-svg").addEventListener("click", () => save(picture(), "image/svg+xml", ".svg"));
  document.getElementById("compare-csv").addEventListener("click", () => save(cells(), "text/csv", ".csv"));

  fetch(say.index).then((found) => found.json()).then((found) => {
    index = found;
    form.hidden = answer.hidden = false;
    form.addEventListener("change", changed);
    form.addEventListener("submit", (event) => event.preventDefault());
    return answerTo(asked());
  }).catch(() => { answer.hidden = false; told(say.noData); });
})();
