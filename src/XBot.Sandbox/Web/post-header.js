import { button, h, icon, ltr, nest, span } from './dom.js';
import { ago, whole } from './figures.js';
import { withEmoji } from './post-text.js';
import { author, postedAt } from './tweets.js';

// A picture that loads nothing: a colour from the handle and its first letter.
export function avatar(person, asLink = true) {
  const hue = [...person.handle].reduce((sum, c) => (sum * 31 + c.codePointAt(0)) % 360, 7);
  const face = h('div', { class: 'face' }, h('img', { alt: '', draggable: 'true', src: 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7' }), person.handle[0].toUpperCase());
  face.style.backgroundColor = `hsl(${hue} 45% 45%)`;
  const inner = asLink ? h('a', { href: '/' + person.handle, 'aria-hidden': 'true', role: 'link', tabindex: '-1' }, nest(2, face)) : h('div', { role: 'presentation', tabindex: '-1' }, nest(2, face));
  return h('div', { testid: 'Tweet-User-Avatar' }, nest(2, h('div', { testid: 'UserAvatar-Container-' + person.handle, class: 'avatar' }, h('div'), nest(3, inner))));
}

const nameLine = (person) => h('div', {}, ltr(span(span(...withEmoji(person.name)))), ltr(span()));
const handleLine = (person) => ltr(span('@' + person.handle));

// The name, the handle and, unless this is the focal post or an advertisement, the link around the time.
export function userName(tweet, { focal, promoted, quoted }) {
  const person = author(tweet);
  const date = postedAt(tweet);
  const [brief, spoken] = ago(date);
  const time = () => h('time', { datetime: date.toISOString() }, brief);
  const link = (content, more = {}) => (quoted ? h('div', more, content) : h('a', { href: '/' + person.handle, role: 'link', ...more }, content));
  const second = [h('div', {}, link(handleLine(person), { tabindex: '-1' }))];
  if (!focal && !promoted) {
    second.push(h('div', { dir: 'ltr', 'aria-hidden': 'true' }, span('·')));
    second.push(h('div', {}, quoted
      ? nest(1, h('div', { dir: 'ltr', 'aria-label': spoken }, time()))
      : h('a', { href: `/${person.handle}/status/${tweet.rest_id}`, dir: 'ltr', 'aria-label': spoken, role: 'link' }, time())));
  }
  return h('div', { testid: 'User-Name', class: focal ? 'user-name tall' : 'user-name' }, h('div', {}, h('div', {}, link(nameLine(person)))), h('div', {}, h('div', { class: 'handle-line' }, ...second)));
}

export const caret = () => nest(3, button('caret', 'More', icon('more'), null, { 'aria-haspopup': 'menu', 'aria-expanded': 'false', class: 'icon' }));

// Below the focal post's text: the link with its time, the dot, the views.
export function focalTime(tweet, views) {
  const person = author(tweet);
  const date = postedAt(tweet);
  const link = h('a', { href: `/${person.handle}/status/${tweet.rest_id}`, 'aria-label': whole(date), role: 'link' }, h('time', { datetime: date.toISOString() }, whole(date)));
  const parts = [ltr(link)];
  if (views) parts.push(h('div', { dir: 'ltr', 'aria-hidden': 'true' }, span('·')), ltr(span(nest(1, span(String(views))), span(' Views'))));
  return h('div', { class: 'focal-time' }, nest(2, ...parts));
}

// Above the header: who reposted (a link), or that the post is pinned (no link).
export function socialContext({ repostedBy, pinned }) {
  if (!repostedBy && !pinned) return null;
  const mark = repostedBy ? 'retweet' : 'pin';
  const words = repostedBy ? span(...withEmoji(repostedBy.name), ' reposted') : 'Pinned';
  const context = repostedBy
    ? h('a', { href: '/' + repostedBy.handle, dir: 'ltr', role: 'link' }, h('span', { testid: 'socialContext' }, words))
    : h('div', { dir: 'ltr', testid: 'socialContext' }, words);
  return h('div', { class: 'social' }, nest(1, icon(mark)), nest(3, context));
}
