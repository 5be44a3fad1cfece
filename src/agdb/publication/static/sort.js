// Lets a reader sort a table by any of its columns. The table is complete without it; what has no
// number stays below in either order. The order is told to assistive technology by aria-sort.
"use strict";
(function () {
  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const original = [...body.rows];
    const status = document.createElement("p");
    status.className = "aside-text";
    status.setAttribute("role", "status");
    table.parentElement.after(status);
    const text = (row, at) => row.cells[at].textContent.trim();
    const value = (row, at) => (row.cells[at].dataset.value ? Number(row.cells[at].dataset.value) : null);

    function order(at, down) {
      const numbers = heads[at].classList.contains("number");
      const sign = down ? -1 : 1;
      const rows = [...original].sort((one, other) => {
        if (!numbers) return sign * text(one, at).localeCompare(text(other, at), document.documentElement.lang);
        const [a, b] = [value(one, at), value(other, at)];
        if (a === null || b === null) return (a === null) - (b === null);
        return sign * (a - b);
      });
      body.append(...rows);
      heads.forEach((head, nth) => {
        if (nth === at) head.setAttribute("aria-sort", down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      status.textContent = table.dataset.sorted.replace("{column}", heads[at].textContent.trim());
    }

    heads.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.title = table.dataset.sort;
      button.append(...head.childNodes);
      head.append(button);
      // Numbers begin with the highest, names with the first letter.
      button.addEventListener("click", () => order(at, head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : head.classList.contains("number")));
    });
  }
})();
