import { button, h, icon, ltr, nest, span } from './dom.js';
import { bookmarkLabel, countsOf, groupLabel, likeLabel, replyLabel, repostLabel, short, viewsLabel } from './figures.js';
import { author } from './tweets.js';

const figure = (count) => h('div', {}, h('span', { testid: 'app-text-transition-container' }, span(count > 0 ? span(short(count)) : '')));
const face = (name, count) => [h('div', {}, icon(name)), count === null ? null : figure(count)];

// The action bar: exact figures in the aria-labels, short ones on the buttons.
export function actionBar(tweet, { focal, restricted, onreply }) {
  const counts = countsOf(tweet);
  const inert = restricted ? { 'aria-disabled': 'true', disabled: true } : {};
  const cells = [
    button('reply', replyLabel(counts), face('reply', counts.replies), onreply, { class: 'action', ...inert }),
    button('retweet', repostLabel(counts), face('retweet', counts.reposts), null, { 'aria-haspopup': 'menu', class: 'action' }),
    button('like', likeLabel(counts), face('like', counts.likes), null, { class: 'action' }),
  ];
  if (!focal) {
    const href = `/${author(tweet).handle}/status/${tweet.rest_id}/analytics`;
    cells.push(h('a', { href, 'aria-label': viewsLabel(counts), role: 'link', class: 'action' }, ltr(...face('views', counts.views))));
  }
  cells.push(button('bookmark', bookmarkLabel(counts), face('bookmark', focal && counts.bookmarks ? counts.bookmarks : null), null, { class: 'action' }));
  cells.push(nest(1, button(null, 'Share post', icon('share'), null, { 'aria-haspopup': 'menu', class: 'action' })));
  return h('div', { 'aria-label': groupLabel(counts), role: 'group', class: 'actions' }, ...cells.map((c) => h('div', {}, c)));
}
