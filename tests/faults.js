() => {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} wide in ${innerWidth}`);
  const scrolls = (e) => e && e !== root && (["auto", "scroll"].includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility() || parent.closest("svg, .skip, option, button, title")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) {
      if (r.width < 1 || r.height < 1) continue;
      if (!scrolls(parent) && (r.left < -1 || r.right > innerWidth + 1)) found.push(`cut off: ${node.data.trim().slice(0, 40)}`);
      if (!scrolls(parent)) boxes.push({ r, text: node.data.trim().slice(0, 40), parent });
    }
  }
  boxes.sort((a, b) => a.r.top - b.r.top);
  for (let i = 0; i < boxes.length; i++) {
    for (let j = i + 1; j < boxes.length && boxes[j].r.top < boxes[i].r.bottom - 4; j++) {
      const a = boxes[i].r, b = boxes[j].r;
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      // Small raised labels may touch the line above by a few pixels.
      if (across > 2 && down > 0.6 * Math.min(a.height, b.height)) found.push(`${boxes[i].text} overlaps ${boxes[j].text}`);
    }
  }
  return JSON.stringify(found.slice(0, 8));
}
