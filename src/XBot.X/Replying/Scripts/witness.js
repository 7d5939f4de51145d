// The posts on the page, in order, with who we are; after a scroll (`text`: the ids before it) it waits for others.
async ({ text: before, waitMs }) => {
  const see = () => {
    const posts = [];
    for (const article of document.querySelectorAll(s.post)) {
      const id = ownId(article);
      if (!id) continue;
      const link = [...article.querySelectorAll(`a[href*="/status/${id}"]`)].find(a => a.querySelector('time'));
      const quoted = n => n.closest('div[role="link"]')?.querySelector(s.userName);
      const words = [...article.querySelectorAll(s.text)].find(n => isOf(n, article) && !quoted(n));
      posts.push({ id, handle: link.getAttribute('href').split('/')[1], text: words ? shownText(words) : '' });
    }
    return posts;
  };
  const page = kind => ({
    kind,
    path: location.pathname,
    handle: document.querySelector(s.profileLink)?.getAttribute('href').slice(1) ?? null,
    x: innerWidth / 2, y: innerHeight / 2,
    posts: see(),
  });
  const look = () => {
    if (/^\/(i\/(?:flow|jf)|login|account)(\/|$)/.test(location.pathname) || first(document, s.loginButton)) return page('login');
    const posts = see();
    if (posts.length && posts.map(p => p.id).join() !== before) return page('read');
    return first(document, s.errorDetail) && page('error');
  };
  return await until(look, waitMs) ?? page(before ? 'end' : 'timeout');
}
