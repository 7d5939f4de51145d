// Collects in one call what the page shows of our session: structure, testids and lengths, never words.
// Argument: the selector book as { name: selector }. Result: the shape of PageMarks.
(book) => {
  // What people wrote is no evidence: a post may mention @login, which links to /login.
  const outside = (selector) => {
    for (const found of document.querySelectorAll(selector)) if (!found.closest(book.content)) return found;
    return null;
  };
  const has = (selector) => outside(selector) !== null;
  const single = (link) => {
    try { return /^\/(\w{1,15})\/?$/.exec(new URL(link.getAttribute('href'), location.href).pathname)?.[1] ?? null; } catch { return null; }
  };

  const switcher = outside(book.accountSwitcher);
  const profile = outside(book.profileLink);
  const handle = (profile && single(profile))
    ?? switcher?.querySelector(book.userAvatar)?.getAttribute('data-testid').replace(/^UserAvatar-Container-/, '')
    ?? switcher?.textContent.match(/@(\w{1,15})$/)?.[1]
    ?? null;

  // A consent dialog: one that says so in its marks, a dialog that offers choices and no field, or the page's foot with choices and no way in.
  const choices = (element) => element.querySelectorAll('button, [role="button"]').length >= 2 && element.querySelector('input:not([type="checkbox"]):not([type="hidden"]), textarea, a[href*="login"]') === null;
  const consent = has(book.consent)
    || [...document.querySelectorAll(book.dialog)].some((dialog) => !dialog.closest(book.content) && choices(dialog))
    || [...document.querySelectorAll(book.bottomBar)].some(choices);

  const body = document.body;
  const runs = (script) => script.src !== '' || (/^(|module|.*javascript)$/i.test(script.type) && script.textContent.trim() !== '');
  let markup = 0;
  if (body) {
    // Scripts, styles and the note for browsers without scripts are the shell, not the app.
    markup = body.innerHTML.length;
    for (const shell of body.querySelectorAll('script, style, noscript')) markup -= shell.outerHTML.length;
  }
  return {
    url: location.href,
    // A document without a script that could run will not change any more.
    settled: document.readyState === 'complete' && ![...document.scripts].some(runs),
    loaded: document.readyState !== 'loading',
    challenge: has(book.challenge),
    loginButton: has(book.loginButton),
    loginField: has(book.loginField),
    consentDialog: consent,
    accountSwitcher: switcher !== null,
    profileLink: profile !== null && single(profile) !== null,
    errorDetail: has(book.errorDetail),
    ownHandle: handle,
    emptyState: has(book.emptyState),
    cells: document.querySelectorAll(book.cell).length,
    articles: document.querySelectorAll(book.post).length,
    marks: document.querySelectorAll(book.anyMark).length,
    bodyCharacters: markup,
    bodyHeight: body ? Math.round(Math.max(body.scrollHeight, body.getBoundingClientRect().height)) : 0,
  };
}
