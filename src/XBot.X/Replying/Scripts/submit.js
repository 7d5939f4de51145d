// The last look before the click, and the guard that lets it through once: all in one turn of the page, so that nothing comes between.
({ targetId, inline, text, until: untilMs, remainingMs }) => {
  const no = reason => ({ kind: 'no', reason });
  const open = composer(targetId, inline);
  if (!open || !kept.scope || open.scope !== kept.scope) return no('the composer is not the one that was prepared');
  if (!targetArticle(targetId)) return no('the post is no longer on the page');
  if (shownText(open.box) !== text) return no('the box no longer shows the draft');
  if (!open.submit || !enabled(open.submit)) return no('the button is disabled');
  const point = pointOn(open.submit);
  if (point.cover) return no(`the button is covered by ${point.cover}`);
  if (Date.now() > untilMs || remainingMs <= 0) return no('the permit has run out');
  kept.guard = guard(open.submit, untilMs, remainingMs);
  return { kind: 'ready', ...point };
}
