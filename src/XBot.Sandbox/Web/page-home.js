import { Composer } from './composer.js';
import { h } from './dom.js';
import { Feed } from './feed.js';
import { column } from './layout.js';

export function homePage(actions) {
  const feed = new Feed({ label: 'Your Home Timeline', operation: 'HomeTimeline', variables: { includePromotedContent: true }, pick: (d) => d.home?.home_timeline_urt, actions });
  const composer = new Composer({ inline: true, onsent: (tweet) => feed.prepend(tweet) });
  feed.more();
  return {
    title: 'Home / X', element: column({ title: 'For you', label: 'Home timeline' }, h('div', { class: 'inline-composer' }, composer.element), feed.element),
    sent: (tweet) => { if (!tweet.legacy.in_reply_to_status_id_str) feed.prepend(tweet); },
    newest: () => feed.newest(),
    dispose() { feed.dispose(); composer.dispose(); },
  };
}
