import { h, span } from './dom.js';

const SHOWN_MS = 6000;

// One message at a time, at the bottom, gone by itself.
export function toast(text, link = null) {
  const layers = document.getElementById('layers');
  layers.querySelector('.toast')?.remove();
  const box = h('div', { role: 'alert', 'aria-live': 'assertive', testid: 'toast', class: 'toast' }, h('div', { dir: 'auto' }, span(text)), link ? h('a', { href: link.href, role: 'link' }, span(link.label)) : null);
  layers.append(box);
  setTimeout(() => box.remove(), SHOWN_MS);
}
