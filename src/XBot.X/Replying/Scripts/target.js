// Waits for the target's own article and tells where its reply button is, or why there is no replying.
async ({ targetId, inline, waitMs }) => {
  // What it is instead is for the session's own reader to say.
  const elsewhere = () => {
    if (!location.pathname.endsWith(`/status/${targetId}`)) return { kind: 'elsewhere', reason: `the page went to ${location.pathname}` };
    const mark = first(document, s.loginButton);
    return mark && { kind: 'elsewhere', reason: `the page shows ${named(mark)}, as to a visitor` };
  };
  // A page that is only late has no link to the post either.
  const linked = () => [...document.querySelectorAll(s.statusLink)].some(a => new RegExp(`/status/${targetId}(?:[/?#]|$)`).test(a.getAttribute('href')));
  const absent = 'the post did not appear';
  let last = absent;
  const look = () => {
    const lost = elsewhere();
    if (lost) return lost;
    const article = targetArticle(targetId);
    if (!article) {
      const error = first(document, s.errorDetail);
      return error && { kind: 'error', reason: shownText(error).slice(0, 200) };
    }
    const quoted = n => n.closest('div[role="link"]')?.querySelector(s.userName);
    const words = [...article.querySelectorAll(s.text)].find(n => isOf(n, article) && !quoted(n));
    const text = words ? shownText(words) : '';
    const button = [...article.querySelectorAll(s.replyButton)].find(b => isOf(b, article));
    if (!button || !enabled(button)) {
      const limit = [...article.querySelectorAll(s.replyLimit)].find(l => isOf(l, article));
      last = 'the reply button of the post is not enabled';
      return limit && { kind: 'restricted', reason: shownText(limit).slice(0, 200) };
    }
    const dialog = first(document, s.dialog);
    if (dialog && closers().length) return { kind: 'dialog', reason: 'a dialog is open over the post' };
    if (inline && inlineBox(article)) return { kind: 'inline', text };
    const point = pointOn(button);
    if (point.cover) { last = `the reply button is covered by ${point.cover}`; return null; }
    kept.press?.release();
    kept.press = guard(button);
    return { kind: 'found', text, ...point };
  };
  return await until(look, waitMs) ?? { kind: last === absent && linked() ? 'absent' : 'timeout', reason: last };
}
