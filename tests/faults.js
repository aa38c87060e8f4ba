// What is wrong with how a page lies: wider than the window, words cut off, words over other words.
() => {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} wide in ${innerWidth}`);

  // What of a box is seen: elements that scroll by themselves, or cut what they hold, show no more than themselves.
  const cuts = new Map();
  const holder = (e) => {
    if (!e || e === root || e === document.body) return null;
    if (!cuts.has(e)) cuts.set(e, getComputedStyle(e).overflow !== "visible" && !e.closest("svg") ? e : holder(e.parentElement));
    return cuts.get(e);
  };
  const seen = (rect, e) => {
    let { left, top, right, bottom } = rect;
    for (let h = holder(e); h; h = holder(h.parentElement)) {
      const b = h.getBoundingClientRect();
      [left, top, right, bottom] = [Math.max(left, b.left), Math.max(top, b.top), Math.min(right, b.right), Math.min(bottom, b.bottom)];
    }
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  };

  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const words = node.data.trim().slice(0, 40);
    if (!words || !parent.checkVisibility({ visibilityProperty: true }) || parent.closest(".skip, option, title, desc")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const picture = parent.closest("svg");
    for (const r of range.getClientRects()) {
      if (r.width < 1 || r.height < 1) continue;
      const whole = picture?.getBoundingClientRect();
      if (whole && (r.left < whole.left - 1 || r.right > whole.right + 1 || r.top < whole.top - 1 || r.bottom > whole.bottom + 1)) found.push(`outside its picture: ${words}`);
      if (!holder(parent) && (r.left < -1 || r.right > innerWidth + 1)) found.push(`outside the window: ${words}`);
      const s = seen(r, parent);
      if (s.width > 1 && s.height > 1) boxes.push({ r: s, words });
    }
  }
  boxes.sort((a, b) => a.r.top - b.r.top);
  for (let i = 0; i < boxes.length; i++) {
    for (let j = i + 1; j < boxes.length && boxes[j].r.top < boxes[i].r.bottom - 4; j++) {
      const a = boxes[i].r, b = boxes[j].r;
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      // Small raised labels may touch the line above by a few pixels.
      if (across > 2 && down > 0.5 * Math.min(a.height, b.height)) found.push(`${boxes[i].words} overlaps ${boxes[j].words}`);
    }
  }

  for (const e of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(e);
    const hides = ["hidden", "clip"].includes(style.overflowX) && style.display !== "inline" && !e.closest("svg, .skip, select");
    if (hides && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1) found.push(`cut off: ${e.textContent.trim().slice(0, 40)}`);
    if (e.matches("input[placeholder]") && e.checkVisibility() && !e.value) {
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = style.font;
      const room = e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      if (pen.measureText(e.placeholder).width > room + 1) found.push(`cut off: ${e.placeholder}`);
    }
  }
  return JSON.stringify(found.slice(0, 8));
}
