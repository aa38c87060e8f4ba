// All pages work without this. It lights up the words of a row, steps through rows by keyboard, and copies links.
"use strict";
(() => {
  const marks = [...document.querySelectorAll(".m[data-rows]")];
  const entries = [...document.querySelectorAll(".entries li")];
  const places = [...document.querySelectorAll(".at")];
  const aside = document.querySelector(".split.report aside");
  const of = (mark) => mark.dataset.rows.split(" ");
  const now = document.createElement("p"); // says the row where the list does not stand beside the text
  now.className = "now";
  now.setAttribute("role", "status");
  const light = (row, show, say = show) => {
    for (const mark of marks) mark.classList.toggle("on", of(mark).includes(row));
    for (const entry of entries) {
      const on = entry.dataset.row === row;
      entry.classList.toggle("on", on);
      if (!on || !show) continue;
      const room = aside.clientHeight, top = entry.getBoundingClientRect().top - aside.getBoundingClientRect().top;
      if (aside.scrollHeight > room && (top < 0 || top > room - 60)) aside.scrollTop += top - room / 2;
      if (!say) continue;
      now.textContent = `${entry.querySelector(".label").textContent} ${entry.querySelector(".says").textContent}`;
      document.body.append(now);
    }
  };
  for (const entry of entries) {
    entry.addEventListener("mouseenter", () => light(entry.dataset.row, false));
    entry.addEventListener("focusin", () => light(entry.dataset.row, false));
  }
  for (const place of places) {
    place.addEventListener("mouseenter", () => light(place.dataset.row, true));
    place.addEventListener("focus", () => light(place.dataset.row, true));
  }
  for (const mark of marks) mark.addEventListener("mouseenter", () => light(of(mark)[0], true));
  const target = () => {
    const there = document.querySelector(":target");
    if (there?.dataset.row) light(there.dataset.row, there.matches(".at"), false);
  };
  addEventListener("hashchange", target);
  target();
  document.addEventListener("keydown", (event) => {
    if (!places.length || event.target.matches("input, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      light("", false);
      now.remove();
    }
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const lit = document.querySelector(".entries .on")?.dataset.row;
    const on = places.indexOf(document.activeElement);
    const at = on < 0 ? places.findIndex((place) => place.dataset.row === lit) : on;
    const next = at < 0 ? (step > 0 ? 0 : places.length - 1) : (at + step + places.length) % places.length;
    places[next].focus({ preventScroll: true });
    places[next].scrollIntoView({ block: "center" });
  });
  const link = document.querySelector("[data-copy]");
  if (link && navigator.clipboard) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy it";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(new URL(link.getAttribute("href") + location.hash, location.href).href);
      button.textContent = "Copied";
    });
    link.after(" ", button);
  }
})();
