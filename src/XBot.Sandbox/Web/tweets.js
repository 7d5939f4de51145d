// Reads X's timeline responses into what the page draws. Everything on screen comes from these responses.

// TweetWithVisibilityResults holds the tweet one level deeper.
export const unwrap = (results) => {
  const result = results?.result;
  return result?.tweet ?? result ?? null;
};

export const author = (tweet) => {
  const person = tweet.core?.user_results?.result ?? {};
  return { id: person.rest_id, handle: person.core?.screen_name ?? person.legacy?.screen_name ?? 'unknown', name: person.core?.name ?? person.legacy?.name ?? '' };
};

export const originalOf = (tweet) => unwrap(tweet.legacy?.retweeted_status_result ?? tweet.retweeted_status_result);
export const quoteOf = (tweet) => unwrap(tweet.quoted_status_result);
export const isRestricted = (results) => Boolean(results?.result?.limitedActionResults) || Boolean(unwrap(results)?.legacy?.conversation_control);

// The same 53-bit-safe arithmetic the id itself asks for: snowflakes do not fit a Number.
export const postedAt = (tweet) => new Date(Number((BigInt(tweet.rest_id) >> 22n) + 1288834974657n));

function fromItem(itemContent, key, more = {}) {
  if (itemContent?.itemType === 'TimelineTombstone') return { kind: 'tombstone', key, text: itemContent.tombstoneInfo?.richText?.text ?? '' };
  const tweet = unwrap(itemContent?.tweet_results);
  if (!tweet?.legacy) return null;
  return { kind: 'tweet', key, tweet, restricted: isRestricted(itemContent.tweet_results), promoted: Boolean(itemContent.promotedMetadata), ...more };
}

// instructions -> { rows, bottom }: rows in display order, bottom the cursor for more.
export function readTimeline(timeline) {
  const rows = [];
  let bottom = null;
  for (const instruction of timeline?.instructions ?? []) {
    if (instruction.type === 'TimelinePinEntry') rows.unshift(fromItem(instruction.entry.content.itemContent, instruction.entry.entryId, { pinned: true }));
    for (const entry of instruction.entries ?? []) {
      const content = entry.content;
      if (content.cursorType === 'Bottom') bottom = content.value;
      else if (content.items) {
        const items = content.items.map((i) => fromItem(i.item?.itemContent, i.entryId)).filter(Boolean);
        items.forEach((row, i) => Object.assign(row, { lineAbove: i > 0, lineBelow: i < items.length - 1 }));
        rows.push(...items);
      } else rows.push(fromItem(content.itemContent, entry.entryId));
    }
  }
  return { rows: rows.filter(Boolean), bottom };
}
