// The hashes stand where X's stand; like X's they mean nothing to a reader and change with each release.
const hashes = {
  HomeTimeline: 'sbx0HomeTimeline000001', UserByScreenName: 'sbx0UserByScreen000001', UserTweets: 'sbx0UserTweets00000001', UserTweetsAndReplies: 'sbx0UserReplies0000001',
  SearchTimeline: 'sbx0SearchTimeline0001', TweetDetail: 'sbx0TweetDetail0000001', CreateTweet: 'sbx0CreateTweet0000001',
};

const cookie = (name) => document.cookie.split('; ').find((c) => c.startsWith(name + '='))?.slice(name.length + 1) ?? '';

const headers = () => ({ 'x-csrf-token': cookie('ct0'), 'x-twitter-active-user': 'yes', 'x-twitter-auth-type': 'OAuth2Session', 'content-type': 'application/json' });

export class ApiError extends Error {
  constructor(status, error) {
    super(error?.message ?? 'Something went wrong. Try reloading.');
    this.status = status;
    this.code = error?.code;
  }
}

async function answer(response) {
  // A session that ended sends the person back to the door, as X does.
  if (response.status === 401) location.assign('/');
  const body = await response.json().catch(() => ({}));
  if (!response.ok || body.errors?.length) throw new ApiError(response.status, body.errors?.[0]);
  return body.data;
}

export async function query(operation, variables) {
  const parameters = new URLSearchParams({ variables: JSON.stringify(variables), features: '{}' });
  return answer(await fetch(`/i/api/graphql/${hashes[operation]}/${operation}?${parameters}`, { headers: headers() }));
}

export async function createTweet(text, replyTo) {
  const variables = { tweet_text: text, dark_request: false, media: { media_entities: [], possibly_sensitive: false }, semantic_annotation_ids: [] };
  if (replyTo) variables.reply = { in_reply_to_tweet_id: replyTo, exclude_reply_user_ids: [] };
  const body = JSON.stringify({ variables, features: {}, queryId: hashes.CreateTweet });
  const send = async () => answer(await fetch(`/i/api/graphql/${hashes.CreateTweet}/CreateTweet`, { method: 'POST', headers: headers(), body }));
  // Refused for a token that went stale, the client asks once more with the one that the cookie holds now.
  const data = await send().catch((error) => { if (error.code === 353) return send(); throw error; });
  return data.create_tweet.tweet_results.result;
}

export async function login(body) {
  const response = await fetch('/i/api/1.1/onboarding/task.json', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const told = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(response.status, told.errors?.[0]);
  return told;
}
