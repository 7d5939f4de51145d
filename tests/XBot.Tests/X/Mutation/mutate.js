// Builds one page of mutated cells, in the page itself. Everything random comes from the seed.
// Argument: { seed, count, first, bases: [markup of cells], advertisement, quote, embed }. Each cell gets ids of its own: the digits of every
// id in its markup are replaced, so that a post which is read can be told back to its cell. Into each cell an intruder is put after the mutation,
// whole: an advertisement, a quote or an embed.
// Result: { owners: { id: cell }, intruders: { advertisement, quote, embed } as counts }.
(argument) => {
  let state = argument.seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(random() * n);
  const pick = (list) => list[below(list.length)];

  const NASTY = [
    '', ' ', '\u0000', '\ud800', '‮evil', '@', '@@', '@' + 'x'.repeat(300), '/status/', '/a/status/99999999999999999999999', '//', 'https://', 'javascript:0',
    '-1', 'NaN', '1e308', '9'.repeat(40), '٣٤٥', '1,2,3,4,5,6,7', '<article data-testid="tweet">', '&lt;b&gt;', '0000-00-00', '2026-13-45T99:99:99Z', 'x'.repeat(20000), '👩‍👩‍👧‍👦', '日本語',
  ];
  const NAMES = ['data-testid', 'role', 'href', 'datetime', 'aria-label', 'lang', 'dir', 'id', 'class', 'tabindex', 'alt'];
  // The live list makes an object of the one element that is picked, and of no other.
  const all = (cell) => cell.getElementsByTagName('*');
  const testids = [...new Set(argument.bases.flatMap((base) => [...base.matchAll(/data-testid="([^"]*)"/g)].map((found) => found[1])))];

  const mutations = [
    (cell, e) => e.remove(),
    (cell, e) => e.after(e.cloneNode(true)),
    (cell, e) => e.replaceWith(...e.childNodes),
    (cell, e) => { if (!e.contains(pick(all(cell)))) pick(all(cell)).append(e); },
    (cell, e) => pick(all(cell)).prepend(e.cloneNode(true)),
    (cell, e) => { for (const { name } of [...e.attributes]) if (random() < 0.5) e.removeAttribute(name); },
    (cell, e) => e.setAttribute(pick(NAMES), pick(NASTY)),
    (cell, e) => e.setAttribute('data-testid', pick(testids)),
    (cell, e) => { for (const { name } of [...e.attributes]) e.setAttribute(name, pick(NASTY)); },
    (cell, e) => { e.textContent = pick(NASTY); },
    (cell, e) => e.append(pick(NASTY)),
    (cell, e) => { const wrap = inert.createElement(pick(['div', 'span', 'article', 'a', 'template'])); e.replaceWith(wrap); wrap.append(e); },
    (cell, e) => { for (const child of [...e.children].reverse()) e.append(child); },
    (cell, e) => { let inner = e; for (let i = 0; i < 300; i++) { const next = inert.createElement('div'); inner.append(next); inner = next; } },
    (cell, e) => { const box = e.attachShadow && ['DIV', 'SPAN', 'ARTICLE'].includes(e.tagName) && !e.shadowRoot ? e.attachShadow({ mode: 'open' }) : null; if (box) box.append('shadow'); },
  ];

  const owners = {};
  const intruders = { advertisement: 0, quote: 0, embed: 0 };
  let nextId = BigInt(argument.first);
  // Made in a document that is never shown: in a shown one each picture would be asked for at once, from servers that nobody reaches here.
  const inert = document.implementation.createHTMLDocument('');
  const list = document.createElement('section');
  // Nobody looks: the layout of all this would cost more than its reading.
  list.style.display = 'none';
  for (let i = 0; i < argument.count; i++) {
    const ids = new Map();
    const markup = pick(argument.bases).replace(/\b\d{15,19}\b/g, (id) => {
      if (!ids.has(id)) {
        ids.set(id, String(nextId++));
        owners[ids.get(id)] = i;
      }
      return ids.get(id);
    });
    const cell = inert.createElement('div');
    cell.innerHTML = markup;
    for (let n = 1 + below(20); n > 0; n--) {
      const elements = all(cell);
      if (elements.length === 0) break;
      try { pick(mutations)(cell, pick(elements)); } catch { /* a node cannot hold what it was given: no mutation */ }
    }
    const kind = pick(Object.keys(intruders));
    const host = kind === 'quote' ? pick([...all(cell)].filter((e) => e.closest('article')).concat(cell)) : pick([cell, ...cell.querySelectorAll('article')]);
    // What is put into a template is no part of the page.
    if (host.closest('template') === null) {
      host.insertAdjacentHTML(host === cell ? 'beforeend' : pick(['afterbegin', 'beforeend']), argument[kind]);
      intruders[kind]++;
    }
    // Never, as they are not displayed.
    for (const image of cell.querySelectorAll('img')) image.loading = 'lazy';
    list.append(cell);
  }
  document.body.replaceChildren(list);
  return { owners, intruders };
}
