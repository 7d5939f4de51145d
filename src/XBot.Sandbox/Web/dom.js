import { hasFault } from './boot.js';

// Fault renamed-testid: what a redesign of X would do to selectors. Navigation keeps its names, so the session still reads as good.
const renamed = hasFault('renamed-testid')
  ? /^(tweet|tweetText|cellInnerDiv|User-Name|reply|retweet|like|tweetTextarea_0|tweetButton|tweetButtonInline|toast)$/
  : null;

export const testid = (name) => (renamed?.test(name) ? name + '_next' : name);

// h('a', { href, testid: 'reply', onclick }, child, 'text'): children are nodes or text, never markup.
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'testid') element.dataset.testid = testid(value);
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

// n empty divs around a node: X nests deeply, and readers must not count on a depth.
export function nest(depth, ...children) {
  let inner = h('div', {}, ...children);
  for (let i = 1; i < depth; i++) inner = h('div', {}, inner);
  return inner;
}

export const ltr = (...children) => h('div', { dir: 'ltr' }, ...children);
export const span = (...children) => h('span', {}, ...children);

export function button(name, label, content, onclick, more = {}) {
  return h('button', { 'aria-label': label, role: 'button', testid: name, type: 'button', onclick, ...more }, ltr(content));
}

const icons = {
  home: 'M3 11l9-8 9 8v10h-6v-6H9v6H3z', search: 'M10 4a6 6 0 104 10.500l5 5 1.5-1.5-5-5A6 6 0 0010 4z', profile: 'M12 4a4 4 0 110 8 4 4 0 010-8zm-8 17c0-5 3-7 8-7s8 2 8 7z',
  bell: 'M12 3a6 6 0 016 6v5l2 3H4l2-3V9a6 6 0 016-6zm-2 15h4a2 2 0 01-4 0z',
  reply: 'M4 5h16v11h-7l-5 4v-4H4z', retweet: 'M7 6h9v7h3l-4 5-4-5h3V8H7zM4 11l4-5 4 5H9v5h6v2H7v-7z', like: 'M12 20l-7-7a4.5 4.5 0 017-6 4.5 4.5 0 017 6z',
  views: 'M5 20V10h3v10zm6 0V4h3v16zm6 0v-7h3v7z', bookmark: 'M6 3h12v18l-6-4-6 4z', share: 'M12 3l5 5h-3v7h-4V8H7zM5 13v7h14v-7h-2v5H7v-5z',
  more: 'M5 10h3v3H5zm6 0h3v3h-3zm6 0h3v3h-3z', close: 'M5 6l1-1 6 6 6-6 1 1-6 6 6 6-1 1-6-6-6 6-1-1 6-6z', back: 'M11 5l1.5 1.500L8 11h12v2H8l4.5 4.500L11 19l-7-7z', pin: 'M8 3h8v2l-1 1v5l3 3v2h-5v5l-1 1-1-1v-5H6v-2l3-3V6L8 5z',
};

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', icons[name]);
  svg.append(path);
  return svg;
}
