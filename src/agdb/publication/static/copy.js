// Copies a text that stands on the page. Without it the text can be selected all the same.
"use strict";
for (const block of document.querySelectorAll(".copy[data-copy]")) {
  const button = Object.assign(document.createElement("button"), {type: "button", textContent: block.dataset.copy});
  const told = document.createElement("output");
  button.addEventListener("click", async () => {
    const text = block.querySelector("pre").textContent;
    try {
      await navigator.clipboard.writeText(text);
      told.textContent = block.dataset.done;
    } catch {
      getSelection().selectAllChildren(block.querySelector("pre"));
      told.textContent = block.dataset.hand;
    }
  });
  block.append(button, told);
}
