import { h, span } from './dom.js';

const emoji = /(?:\p{Regional_Indicator}{2}|\p{Emoji_Presentation}(?:\p{Emoji_Modifier}|\uFE0F|\u200D\p{Extended_Pictographic}\uFE0F?)*|\p{Extended_Pictographic}\uFE0F(?:\u200D\p{Extended_Pictographic}\uFE0F?)*|\p{Extended_Pictographic}\p{Emoji_Modifier}(?:\u200D\p{Extended_Pictographic}\uFE0F?)*)/gu;

// X draws each emoji as an image whose alt is the character.
function emojiImage(character) {
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><text x="12" y="19.5" font-size="19" text-anchor="middle">${character}</text></svg>`;
  return h('img', { alt: character, draggable: 'false', class: 'emoji', src: 'data:image/svg+xml,' + encodeURIComponent(picture) });
}

// Plain text as spans, emoji as images.
export function withEmoji(text) {
  const parts = [];
  let last = 0;
  for (const match of text.matchAll(emoji)) {
    if (match.index > last) parts.push(span(text.slice(last, match.index)));
    parts.push(emojiImage(match[0]));
    last = match.index + match[0].length;
  }
  if (last < text.length) parts.push(span(text.slice(last)));
  return parts;
}

// A link: hidden https://, the shown part, the hidden rest, and an ellipsis; inside a quote no <a>.
function link(entity, insideQuote) {
  const cut = entity.display_url.endsWith('…');
  const shown = cut ? entity.display_url.slice(0, -1) : entity.display_url;
  const scheme = /^https?:\/\//.exec(entity.expanded_url)?.[0] ?? 'https://';
  const rest = entity.expanded_url.slice(scheme.length + shown.length);
  const parts = [h('span', { 'aria-hidden': 'true', class: 'hidden-part' }, scheme), shown];
  if (cut) parts.push(h('span', { 'aria-hidden': 'true', class: 'hidden-part' }, rest), h('span', { 'aria-hidden': 'true' }, '…'));
  return insideQuote
    ? h('span', { dir: 'ltr', class: 'link' }, ...parts)
    : h('a', { dir: 'ltr', href: entity.url, rel: 'noopener noreferrer nofollow', target: '_blank', role: 'link', class: 'link' }, ...parts);
}

// The text that is shown: the part X's display range names, without the trailing media and quote links, entities decoded.
export function shownText(tweet) {
  const { full_text: full, display_text_range: range, entities } = tweet.legacy;
  let text = range ? [...full].slice(range[0], range[1]).join('') : full;
  const dropped = [...(entities?.media ?? []), ...(tweet.legacy.quoted_status_permalink ? [tweet.legacy.quoted_status_permalink] : [])];
  for (const { url } of dropped) if (url) text = text.replace(url, '');
  return text.trimEnd().replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

export function textNodes(text, urls, insideQuote) {
  const known = new Map((urls ?? []).map((u) => [u.url, u]));
  return text.split(/(https:\/\/t\.co\/\w+)/).flatMap((part) => {
    const entity = known.get(part);
    return entity?.display_url ? [link(entity, insideQuote)] : withEmoji(part);
  });
}
