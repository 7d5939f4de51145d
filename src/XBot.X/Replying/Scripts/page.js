// Read before every script of this folder; `s` are the selectors of the book. It runs in an isolated world: the page's own scripts see none of it.
const kept = globalThis.keptForReply ??= {};

const visible = e => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
const enabled = e => !e.disabled && e.getAttribute('aria-disabled') !== 'true';
const first = (root, selector) => [...root.querySelectorAll(selector)].find(visible) ?? null;

// The first value of `probe` that is something, or null after `ms`. The timer is for what changes without a mutation (layout).
const until = (probe, ms) => new Promise(resolve => {
  const look = () => { const value = probe(); if (value) end(value); };
  const end = value => { observer.disconnect(); clearInterval(timer); clearTimeout(limit); resolve(value ?? null); };
  const observer = new MutationObserver(look);
  const timer = setInterval(look, 100);
  const limit = setTimeout(() => end(probe()), ms);
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  look();
});

// The id in the link around the post's own <time>: <a href="/ann/status/20"><time datetime="…">. A quote's time stands in a
// div[role=link] with a User-Name of its own; an embed is an article inside the article.
const ownId = article => {
  for (const time of article.querySelectorAll('a[href*="/status/"] time')) {
    const quote = time.closest('div[role="link"]');
    if (time.closest(s.post) !== article || (quote && article.contains(quote) && quote.querySelector(s.userName))) continue;
    return /\/status\/(\d+)(?:[/?#]|$)/.exec(time.closest('a').getAttribute('href'))?.[1] ?? null;
  }
  return null;
};

const isOf = (part, article) => part.closest(s.post) === article;
const targetArticle = id => [...document.querySelectorAll(s.post)].find(a => !a.closest(s.dialog) && ownId(a) === id) ?? null;

// Text as it is shown: blocks and <br> are line breaks, emoji are images with an alt.
const shownText = root => {
  const lines = [''];
  let fresh = true, pending = false, after = false;
  const put = text => {
    if (pending || (after && !fresh)) lines.push('');
    pending = after = fresh = false;
    lines[lines.length - 1] += text;
  };
  const walk = node => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) { if (child.data) put(child.data); }
      else if (child.nodeName === 'IMG') { if (child.alt) put(child.alt); }
      else if (child.nodeName === 'BR') { if (pending) lines.push(''); pending = true; fresh = false; }
      else if (child.nodeName === 'DIV' || child.nodeName === 'P') {
        if (!fresh) lines.push('');
        pending = after = false;
        fresh = true;
        walk(child);
        pending = false;
        after = true;
      }
      else walk(child);
    }
  };
  walk(root);
  return lines.join('\n').replace(/\r\n?/g, '\n').replace(/\u00a0/g, ' ').replace(/[\u200b\ufeff]/g, '').trim();
};

const named = e => e ? e.nodeName.toLowerCase() + (e.dataset?.testid ? `[${e.dataset.testid}]` : '') : 'nothing';

// Where to click so that the click lands on `e` (or in `frame` around it), or what is in the way.
const pointOn = (e, frame = e) => {
  e.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
  const box = e.getBoundingClientRect();
  const x = box.x + box.width / 2, y = box.y + box.height / 2;
  const top = document.elementFromPoint(x, y);
  return top && frame.contains(top) ? { x, y } : { cover: named(top) };
};

// Lets the next click through only where it was meant to land, in time and once; swallows it anywhere else. A click on `e` is
// swallowed ever after; this holds until the document goes.
const guard = (e, untilMs = Infinity, remainingMs = Infinity) => {
  const state = { landed: 0, missed: 0, late: 0, second: 0 };
  const armed = performance.now();
  const stop = event => { event.preventDefault(); event.stopImmediatePropagation(); };
  const onEvent = event => {
    const inside = event.composedPath().includes(e);
    const spent = state.landed + state.missed + state.late > 0;
    // Both clocks: one jumps when it is set, the other may stand still while the machine sleeps.
    const late = Date.now() > untilMs || performance.now() - armed > remainingMs;
    const verdict = spent ? (inside ? 'second' : null) : !inside ? 'missed' : late ? 'late' : 'landed';
    if (verdict && verdict !== 'landed') stop(event);
    if (verdict && event.type === 'click') state[verdict]++;
  };
  const events = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];
  for (const type of events) window.addEventListener(type, onEvent, { capture: true, passive: false });
  state.release = () => { for (const type of events) window.removeEventListener(type, onEvent, { capture: true }); };
  return state;
};

// The composer under the focal post: outside any dialog, with no other post between it and the target.
const inlineBox = article => {
  const box = [...document.querySelectorAll(s.composerBox)].find(b => !b.closest(s.dialog) && visible(b));
  if (!box || !article) return null;
  const before = [...document.querySelectorAll(s.post)].filter(a => a.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING);
  return before.at(-1) === article ? box : null;
};

// What is pressed to get rid of what is open: the unsent-post sheet first, then a modal's arrow or cross, then a sheet's.
const closers = () => [s.discardDraft, s.closeModal, s.closeSheet].map(selector => first(document, selector)).filter(Boolean);

// The open composer that answers the target: { box, scope, submit, shown } or null.
const composer = (targetId, inline) => {
  const article = targetArticle(targetId);
  const box = inline ? inlineBox(article) : first(document, `:is(${s.dialog}) :is(${s.composerBox})`);
  if (!box) return null;
  const scope = inline ? document : box.closest(s.dialog);
  const submit = first(scope, inline ? s.submitInline : s.submitInDialog);
  return { box, scope, submit, shown: inline ? [] : [...scope.querySelectorAll(s.post)].map(ownId).filter(Boolean) };
};
