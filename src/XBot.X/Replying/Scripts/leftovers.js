// Where to press to get rid of what is open (a sheet, a modal), or whether a text is left in the page.
() => {
  for (const button of closers()) {
    const point = pointOn(button);
    if (!point.cover) return { kind: 'press', ...point };
  }
  if (first(document, s.dialog)) return { kind: 'stuck', reason: 'a dialog has no way to be closed' };
  return [...document.querySelectorAll(s.composerBox)].some(b => shownText(b)) ? { kind: 'stuck', reason: 'a text is left in a composer' } : { kind: 'none' };
}
