import { h, nest, span, ltr } from './dom.js';
import { actionBar } from './post-actions.js';
import { avatar, caret, focalTime, socialContext, userName } from './post-header.js';
import { shownText, textNodes } from './post-text.js';
import { author, originalOf, quoteOf } from './tweets.js';

const CUT = 280;
const urlsOf = (tweet) => tweet.legacy.entities?.urls;

function text(tweet, { quoted, focal, onmore }) {
  const note = tweet.note_tweet?.note_tweet_results?.result;
  const whole = note?.text ?? shownText(tweet);
  const cut = note && !focal && whole.length > CUT;
  // X simply stops at a word: no ellipsis, a Show more after it.
  const shown = cut ? whole.slice(0, whole.lastIndexOf(' ', CUT)) : whole;
  if (!shown) return [];
  const urls = note?.entity_set?.urls ?? urlsOf(tweet);
  const body = h('div', { dir: 'auto', lang: tweet.legacy.lang, testid: 'tweetText', class: 'text' }, ...textNodes(shown, urls, quoted));
  if (!cut) return [body];
  const more = span('Show more');
  return [body, quoted
    ? h('a', { href: `/${author(tweet).handle}/status/${tweet.rest_id}`, dir: 'ltr', role: 'link', testid: 'tweet-text-show-more-link', class: 'link' }, more)
    : h('button', { dir: 'ltr', role: 'button', type: 'button', testid: 'tweet-text-show-more-link', class: 'link plain-text', onclick: onmore }, more)];
}

function photo(tweet) {
  if (!tweet.legacy.entities?.media?.length) return null;
  const blank = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
  const picture = h('div', { 'aria-label': 'Image', testid: 'tweetPhoto', class: 'photo' }, h('div'), h('img', { alt: 'Image', draggable: 'true', src: blank }));
  return nest(2, h('a', { href: `/${author(tweet).handle}/status/${tweet.rest_id}/photo/1`, role: 'link' }, nest(2, picture)));
}

function replyingTo(tweet) {
  const to = tweet.legacy.in_reply_to_screen_name;
  return to ? nest(1, h('div', { dir: 'ltr', class: 'replying' }, 'Replying to ', h('a', { href: '/' + to, dir: 'ltr', role: 'link', class: 'link' }, span('@' + to)))) : null;
}

// A quote: no article, a div[role=link] that holds a second User-Name; neither author nor time are links.
function quote(tweet, open) {
  if (!tweet?.legacy) return null;
  const head = h('div', { class: 'quote-head' }, avatar(author(tweet), false), nest(1, userName(tweet, { quoted: true })));
  const box = h('div', { tabindex: '0', role: 'link', class: 'quote' }, h('div', {}, head, nest(1, ...text(tweet, { quoted: true })), photo(tweet)));
  box.addEventListener('click', (event) => {
    if (event.target.closest('a')) return;
    event.stopPropagation();
    open(tweet);
  });
  return h('div', { class: 'quote-outer' }, nest(1, ltr(span('Quote'))), box);
}

// row: {tweet, pinned, promoted, restricted, lineAbove, lineBelow}; actions: {open(tweet), reply(row)}.
export function article(row, { focal = false, inDialog = false, showReplyLabel = true }, actions) {
  const original = originalOf(row.tweet);
  const tweet = original ?? row.tweet;
  const person = author(tweet);
  const top = socialContext({ repostedBy: original ? author(row.tweet) : null, pinned: row.pinned });
  const lines = row.lineAbove ? h('div', { class: 'gutter' }, h('div', { class: 'line' })) : null;
  const gutter = h('div', { class: 'gutter' }, avatar(person), row.lineBelow && !focal ? h('div', { class: 'line grow' }) : null);
  const head = h('div', { class: 'head' }, nest(2, userName(tweet, { focal, promoted: row.promoted })), row.promoted ? h('div', { class: 'ad' }, ltr(span('Ad'))) : null, inDialog ? null : caret());
  const body = [
    focal || row.lineAbove || !showReplyLabel ? null : replyingTo(tweet),
    h('div', {}, ...text(tweet, { focal, onmore: (e) => { e.stopPropagation(); actions.open(tweet); } })),
    h('div', {}, photo(tweet), quote(quoteOf(tweet), actions.open)),
    focal ? focalTime(tweet, Number(tweet.views?.count ?? 0)) : null,
    row.restricted && focal ? h('div', { role: 'status', class: 'restricted' }, ltr(span('Who can reply?'), span(` Accounts @${person.handle} mentioned can reply`))) : null,
    inDialog ? null : h('div', {}, nest(1, actionBar(tweet, { focal, restricted: row.restricted, onreply: (e) => { e.stopPropagation(); if (e.isTrusted) actions.reply({ ...row, tweet }); } }))),
  ];
  const main = focal
    ? [h('div', { class: 'columns' }, gutter, h('div', { class: 'main' }, head)), ...body]
    : [h('div', { class: 'columns' }, gutter, h('div', { class: 'main' }, head, ...body))];
  const content = h('div', {}, h('div', {}, h('div', { class: 'above' }, lines, h('div', { class: 'main' }, top)), ...main));
  const element = h('article', { role: 'article', tabindex: focal ? '-1' : '0', testid: 'tweet', class: focal ? 'focal' : null }, nest(1, content));
  if (!focal && !inDialog) element.addEventListener('click', (event) => { if (!event.target.closest('a, button')) actions.open(tweet); });
  return row.promoted ? promoted(element) : element;
}

// Around an advertisement: a tracker with a pixel on each side, and nothing that links to the post's time.
function promoted(element) {
  const pixels = ['top', 'right', 'bottom', 'left'].map((side) => h('div', { testid: side + '-impression-pixel', class: 'pixel' }));
  return h('div', { testid: 'placementTracking' }, ...pixels, element);
}
