// X cuts figures off instead of rounding them: 4739 is shown as 4.7K.
export function short(count) {
  if (count < 1000) return String(count);
  const [unit, size] = count < 1_000_000 ? ['K', 1000] : ['M', 1_000_000];
  const tenths = Math.floor(count / (size / 10));
  return (tenths >= 100 || tenths % 10 === 0 ? Math.floor(tenths / 10) : tenths / 10) + unit;
}

const name = (count, one, many) => `${count} ${count === 1 ? one : many}`;

export function countsOf(tweet) {
  const l = tweet.legacy;
  return { replies: l.reply_count ?? 0, reposts: l.retweet_count ?? 0, likes: l.favorite_count ?? 0, bookmarks: l.bookmark_count ?? 0, views: Number(tweet.views?.count ?? 0) };
}

// "3 replies, 5 reposts, 20 likes, 1 bookmark, 400 views": zeros are left out, all zero gives no label.
export function groupLabel(c) {
  const parts = [[c.replies, 'reply', 'replies'], [c.reposts, 'repost', 'reposts'], [c.likes, 'like', 'likes'], [c.bookmarks, 'bookmark', 'bookmarks'], [c.views, 'view', 'views']];
  return parts.filter(([n]) => n > 0).map(([n, one, many]) => name(n, one, many)).join(', ') || null;
}

export const replyLabel = (c) => `${c.replies} ${c.replies === 1 ? 'Reply' : 'Replies'}. Reply`;
export const repostLabel = (c) => `${name(c.reposts, 'repost', 'reposts')}. Repost`;
export const likeLabel = (c) => `${c.likes} ${c.likes === 1 ? 'Like' : 'Likes'}. Like`;
export const viewsLabel = (c) => `${name(c.views, 'view', 'views')}. View post analytics`;
export const bookmarkLabel = (c) => (c.bookmarks ? `${c.bookmarks} ${c.bookmarks === 1 ? 'Bookmark' : 'Bookmarks'}. Bookmark` : 'Bookmark');

export function ago(date) {
  const seconds = Math.max(0, Math.floor((Date.now() - date) / 1000));
  if (seconds < 60) return [`${seconds}s`, name(seconds, 'second ago', 'seconds ago')];
  if (seconds < 3600) return [`${Math.floor(seconds / 60)}m`, name(Math.floor(seconds / 60), 'minute ago', 'minutes ago')];
  if (seconds < 86400) return [`${Math.floor(seconds / 3600)}h`, name(Math.floor(seconds / 3600), 'hour ago', 'hours ago')];
  const day = date.toLocaleDateString('en', { month: 'short', day: 'numeric' });
  return [day, day];
}

export function whole(date) {
  const time = date.toLocaleTimeString('en', { hour: 'numeric', minute: '2-digit' });
  return `${time} · ${date.toLocaleDateString('en', { month: 'short', day: 'numeric', year: 'numeric' })}`;
}
