import { query } from './api.js';
import { Composer } from './composer.js';
import { h, ltr, span } from './dom.js';
import { failed } from './feed.js';
import { column } from './layout.js';
import { article } from './post.js';
import { readTimeline } from './tweets.js';
import { VirtualList } from './virtual-list.js';

// One conversation: what the post answers, the post itself with the inline composer below, the replies.
export function statusPage(id, actions) {
  let composer = null;
  let focal = null;

  const cell = (row) => {
    if (row.kind === 'error') return failed(() => { list.rows = []; load(); });
    if (row.kind !== 'tweet') return h('div', { class: 'notice' }, h('article', { role: 'article', tabindex: '-1' }, ltr(span(row.text))));
    if (row !== focal) return article(row, { showReplyLabel: row.kind === 'tweet' && row.lineAbove }, actions);
    return h('div', {}, article(row, { focal: true }, actions), composer ? h('div', { testid: 'inline_reply_offscreen', class: 'inline-composer' }, composer.element) : null);
  };
  const list = new VirtualList('Timeline: Conversation', cell);

  async function load() {
    try {
      const data = await query('TweetDetail', { focalTweetId: id, with_rux_injections: false, includePromotedContent: true });
      show(readTimeline(data.threaded_conversation_with_injections_v2).rows);
    } catch (error) {
      list.rows = [{ kind: 'error', key: 'error' }];
    }
  }

  function show(rows) {
    const at = rows.findIndex((row) => row.tweet?.rest_id === id);
    rows.forEach((row, i) => { if (i <= at) Object.assign(row, { lineAbove: i > 0, lineBelow: i < at }); });
    const before = focal;
    focal = rows[at] ?? null;
    if (focal) {
      focal.keep = true;
      if (!focal.restricted && !composer) composer = new Composer({ inline: true, replyTo: id, onsent: sent });
      if (before) list.refresh(focal.key);
    }
    list.rows = rows;
  }

  // The new reply stands directly under the post until the conversation is read again.
  function sent(tweet) {
    if (tweet.legacy.in_reply_to_status_id_str !== id) return;
    const at = list.rows.indexOf(focal) + 1;
    focal.tweet.legacy.reply_count = (focal.tweet.legacy.reply_count ?? 0) + 1;
    list.refresh(focal.key);
    list.rows = [...list.rows.slice(0, at), { kind: 'tweet', key: 'sent-' + tweet.rest_id, tweet }, ...list.rows.slice(at)];
  }

  load();
  const section = h('section', { 'aria-labelledby': 'accessible-list-0', role: 'region' }, h('h1', { dir: 'auto', role: 'heading', id: 'accessible-list-0', class: 'spoken' }, 'Conversation'), list.element);
  return { title: 'Post / X', element: column({ title: 'Post', label: 'Home timeline', back: true }, section), sent, dispose() { list.dispose(); composer?.dispose(); } };
}
