import { query } from './api.js';
import { h, ltr, nest, span } from './dom.js';
import { Feed } from './feed.js';
import { column, errorDetail, tabs } from './layout.js';
import { avatar } from './post-header.js';
import { withEmoji } from './post-text.js';

export function profilePage(handle, withReplies, actions) {
  const element = column({ title: '@' + handle, label: 'Home timeline', back: true });
  let feed = null;
  let gone = false;

  async function load() {
    const result = (await query('UserByScreenName', { screen_name: handle }).catch(() => null))?.user?.result;
    if (gone) return;
    if (!result) return element.body.replaceChildren(errorDetail('This account doesn’t exist'));
    const person = { handle: result.core?.screen_name ?? handle, name: result.core?.name ?? handle };
    const about = result.legacy?.description ?? result.profile_bio?.description ?? '';
    const head = h('div', { class: 'profile' }, avatar(person),
      h('div', { testid: 'UserName', class: 'profile-name' }, ltr(span(...withEmoji(person.name))), ltr(span('@' + person.handle))),
      about ? h('div', { dir: 'auto', testid: 'UserDescription' }, span(...withEmoji(about))) : null);
    feed = new Feed({
      label: `${person.name}’s posts`, operation: withReplies ? 'UserTweetsAndReplies' : 'UserTweets', variables: { userId: result.rest_id },
      pick: (d) => d.user?.result?.timeline?.timeline ?? d.user?.result?.timeline_v2?.timeline, actions,
    });
    element.body.replaceChildren(nest(2, head), tabs([['Posts', '/' + person.handle, !withReplies], ['Replies', `/${person.handle}/with_replies`, withReplies]]), feed.element);
    feed.more();
  }

  load();
  return { title: `@${handle} / X`, element, dispose() { gone = true; feed?.dispose(); } };
}
