// Where to click an element: the middle of what is shown of it, when a click there would reach it.
// Argument: { selector }. Result: the shape of ElementPlace, or null.
({ selector }) => {
  for (const element of document.querySelectorAll(selector)) {
    const box = element.getBoundingClientRect();
    const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
    const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    if (box.width === 0 || box.height === 0 || x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
    const top = document.elementFromPoint(x, y);
    if (top && (element === top || element.contains(top))) return { x, y };
  }
  return null;
}
