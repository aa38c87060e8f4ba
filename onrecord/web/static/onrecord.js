// All pages work without this. It lights up the words of a row, steps through rows by keyboard, and copies links.
"use strict";
(() => {
  const marks = [...document.querySelectorAll(".m[data-rows]")];
  const light = (row) => {
    for (const mark of marks) mark.classList.toggle("on", mark.dataset.rows.split(" ").includes(row));
    for (const entry of document.querySelectorAll(".entries li")) entry.classList.toggle("on", entry.dataset.row === row);
  };
  for (const part of document.querySelectorAll(".entries li, .at")) {
    part.addEventListener("mouseenter", () => light(part.dataset.row));
    part.addEventListener("focusin", () => light(part.dataset.row));
    part.addEventListener("focus", () => light(part.dataset.row));
  }
  for (const mark of marks) mark.addEventListener("mouseenter", () => light(mark.dataset.rows.split(" ")[0]));
  const places = [...document.querySelectorAll(".at")];
  document.addEventListener("keydown", (event) => {
    if (!places.length || event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const now = places.indexOf(document.activeElement);
    const next = now < 0 ? (step > 0 ? 0 : places.length - 1) : (now + step + places.length) % places.length;
    places[next].focus();
    places[next].scrollIntoView({ block: "center" });
  });
  const link = document.querySelector("[data-copy]");
  if (link && navigator.clipboard) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy it";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(new URL(link.getAttribute("href"), location.href).href);
      button.textContent = "Copied";
    });
    link.after(" ", button);
  }
})();
