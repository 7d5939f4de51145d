// Reads every post of the page in document order, in one call. Runs in an isolated world and changes nothing.
// Argument: the selector book as { name: selector }. Result: the shape of DomReading.
// A post lies so (2026): article > … > [header row, avatar + User-Name row, text, media, quote, action group].
(book) => {
  const HANDLE = /^@(\w{1,15})$/;
  const STATUS = /^\/(?:i\/(?:web\/)?|(\w{1,15})\/)status(?:es)?\/(\d{1,19})(?:\/|$)/;
  // Anything else is no time, and half a character in it would make the whole answer unreadable.
  const MOMENT = /^[\d:TZ.+-]{10,40}$/;
  const SLOTS = ['replies', 'reposts', 'likes', 'bookmarks', 'views'];

  // Words of the action label by figure, in the languages seen so far. They only break ties: position and buttons decide first.
  const WORDS = [
    ['repl', 'respuesta', 'respost', 'répons', 'antwort', 'rispost', 'antwoord', 'yanıt', 'odpowied', 'ответ', 'відповід', '返信', '回复', '回覆', '답글', 'رد', 'balasan', 'svar'],
    ['repost', 'retweet', 'retuit', 'republi', 'ponowien', 'репост', 'リポスト', '转帖', '轉發', '转推', '재게시', 'إعادة'],
    ['like', 'me gusta', 'curtida', "j'aime", 'j’aime', 'gefällt', 'mi piace', 'vind', 'beğen', 'polubie', 'отмет', 'вподоба', 'いいね', '喜欢', '喜歡', '마음에', 'إعجاب', 'suka', 'gilla'],
    ['bookmark', 'guardado', 'elementos', 'itens salvos', 'signet', 'lesezeichen', 'segnalib', 'bladwijzer', 'yer işare', 'zakład', 'закладк', 'ブックマーク', '书签', '書籤', '북마크', 'إشارة', 'markah'],
    ['view', 'visualizac', 'visualizaç', 'reproduc', 'vue', 'aufruf', 'ansicht', 'visualizzaz', 'weergav', 'görüntü', 'wyświet', 'просмотр', 'перегляд', '表示', '观看', '查看', '觀看', '조회', 'مشاهد', 'tayangan', 'visning'],
  ];

  const path = (a) => {
    const href = a.getAttribute('href') ?? '';
    if (href.startsWith('/')) return href;
    const parts = /^https?:\/\/[^/]+(\/[^?#]*)/.exec(href);
    return parts ? parts[1] : '';
  };

  const handleOf = (a) => /^\/(\w{1,15})\/?$/.exec(path(a))?.[1] ?? null;

  // "1,122,900", "1.122.900", "١٢٣", "12": digits of any script, grouped or not.
  const NUMBER = /\p{Nd}{1,3}(?:[.,'’٬\u00a0\u202f]\p{Nd}{2,3})+(?!\p{Nd})|\p{Nd}+/gu;
  const PLAIN = /\d{1,3}(?:[.,'’\u00a0\u202f]\d{2,3})+(?!\d)|\d+/g;
  const digit = (c) => {
    const code = c.codePointAt(0);
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero--;
    return code < 58 ? code - 48 : code - zero;
  };
  const ASCII = /^[\x00-\x7f\u00a0\u202f’]*$/;
  const value = (text) => Number((ASCII.test(text) ? text.replace(/\D/g, '') : [...text].filter((c) => /\p{Nd}/u.test(c)).map(digit).join('')).slice(0, 15));

  const firstNumber = (element) => {
    const label = element?.getAttribute('aria-label');
    const found = label ? label.match(NUMBER) : null;
    return found ? value(found[0]) : null;
  };

  // Text as the nodes stand: emoji are images, line breaks are kept.
  const textOf = (root) => {
    let text = '';
    const walk = (node) => {
      for (let child = node.firstChild; child; child = child.nextSibling) {
        if (child.nodeType === 3) text += child.data;
        else if (child.nodeType !== 1) continue;
        else if (child.localName === 'img') text += child.getAttribute('alt') ?? '';
        else if (child.localName === 'br') text += '\n';
        else walk(child);
      }
    };
    walk(root);
    return text.toWellFormed();
  };

  // Every way of giving m figures to five slots in order; the one that agrees best with buttons and words wins.
  const assignments = new Map();
  const choose = (m) => {
    if (!assignments.has(m)) {
      const all = [];
      for (let mask = 0; mask < 32; mask++) {
        const slots = SLOTS.map((_, i) => i).filter((i) => mask & (1 << i));
        if (slots.length === m) all.push(slots);
      }
      assignments.set(m, all);
    }
    return assignments.get(m);
  };

  const figures = (label, buttons) => {
    const counts = [null, null, null, null, null];
    if (!label) return counts;
    const pattern = ASCII.test(label) ? PLAIN : NUMBER;
    const matches = label.match(pattern);
    if (matches === null) return counts;
    const values = matches.slice(0, 5).map(value);
    if (values.length === 5) return values;
    const shown = buttons();
    // The numbers stand aside, as they hold commas of their own.
    const segments = label.toLowerCase().replace(pattern, '\u0001').split(/[,،、，;·]/).filter((part) => part.includes('\u0001'));
    const named = segments.length === values.length
      ? segments.map((part) => WORDS.map((words, slot) => words.some((word) => part.includes(word)) ? slot : -1).filter((slot) => slot >= 0))
      : values.map(() => []);
    let best = -Infinity;
    let winners = [];
    for (const slots of choose(values.length)) {
      let score = 0;
      slots.forEach((slot, i) => {
        if (shown[slot] !== null) score += shown[slot] === values[i] ? 4 : shown[slot] === 0 ? -4 : -1;
        if (named[i].length > 0) score += named[i].includes(slot) ? 3 : -3;
      });
      SLOTS.forEach((_, slot) => {
        if (!slots.includes(slot) && shown[slot] > 0) score -= 3;
      });
      if (score > best) [best, winners] = [score, [slots]];
      else if (score === best) winners.push(slots);
    }
    // Where equally good readings disagree about a slot, the figure is not known.
    SLOTS.forEach((_, slot) => {
      const readings = new Set(winners.map((slots) => slots.includes(slot) ? values[slots.indexOf(slot)] : null));
      if (readings.size === 1) [counts[slot]] = readings;
    });
    return counts;
  };

  // The line that comes into the avatar from the post above: an empty first cell beside the header's own cell.
  const hasLineAbove = (article, avatar) => {
    let row = avatar;
    while (row && row !== article && !row.previousElementSibling) row = row.parentElement;
    const header = row && row !== article ? row.previousElementSibling.firstElementChild : null;
    const cell = header && header.childElementCount > 1 ? header.firstElementChild : null;
    return cell !== null && cell.childElementCount > 0 && cell.textContent === '' && !cell.querySelector('svg, img, a');
  };

  // «Replying to @handle» in any language: handles as text of their own, beside the text and outside of it.
  const namesHandles = (element) => {
    if (!element.textContent.includes('@')) return false;
    for (const leaf of element.querySelectorAll('a, span')) {
      const text = leaf.textContent;
      if (text.length <= 16 && HANDLE.test(text)) return true;
    }
    return false;
  };
  const hasReplyLabel = (article, text, inQuote, isForeign) => {
    if (text) {
      for (let node = text; node && node !== article; node = node.parentElement) {
        for (let before = node.previousElementSibling; before; before = before.previousElementSibling) {
          if (before.matches(book.userName) || before.querySelector(book.userName)) return false;
          if (!isForeign(before) && namesHandles(before)) return true;
        }
      }
      return false;
    }
    for (const leaf of article.querySelectorAll('a, span')) {
      if (leaf.textContent.length <= 16 && HANDLE.test(leaf.textContent) && !inQuote(leaf) && !leaf.closest(book.userName) && !leaf.closest(book.card) && !leaf.closest(book.noLabel) && !isForeign(leaf)) return true;
    }
    return false;
  };

  const nameOf = (userName) => {
    const block = userName.firstElementChild;
    const name = block?.querySelector('[dir]') ?? block;
    return name ? textOf(name) : '';
  };

  const handleIn = (userName) => {
    const blocks = [...userName.children].slice(1);
    for (const block of blocks) {
      for (const leaf of block.querySelectorAll('a, span')) {
        const text = leaf.textContent;
        const found = text.length <= 16 ? HANDLE.exec(text.trim()) : null;
        if (found) return found[1];
      }
    }
    for (const link of userName.querySelectorAll('a[href]')) {
      const handle = handleOf(link);
      if (handle) return handle;
    }
    return null;
  };

  const isPromoted = (article, own) => {
    if (frames.length > 0) {
      const scope = article.closest(book.cell) ?? article;
      const frame = article.closest(book.adFrame);
      if (frames.some((ad) => ad === frame || scope.contains(ad))) return true;
    }
    return withLink.has(article) && own(book.adLink) !== null;
  };

  // What few posts have is looked for once in the page, and not once in each post.
  const rare = (selector) => {
    const posts = new Set();
    for (const found of document.querySelectorAll(selector)) {
      for (let post = found.closest(book.post); post; post = post.parentElement?.closest(book.post)) posts.add(post);
    }
    return posts;
  };
  const withLink = rare(book.adLink);
  const withMore = rare(book.showMore);
  const withContext = rare(book.socialContext);
  const withQuote = rare(book.quote);
  const withLock = rare(book.lock);
  const nesting = rare(`:is(${book.post}) :is(${book.post})`);
  const embedded = new Set([...document.querySelectorAll(book.embed)].flatMap((frame) => [frame, ...frame.querySelectorAll(book.post)]));
  const frames = [...document.querySelectorAll(book.adPixel)].map((pixel) => pixel.parentElement).filter((parent) => parent?.matches(book.adFrame));

  const read = (article) => {
    const names = [...article.querySelectorAll(book.userName)];
    const quoteOf = (element) => {
      const link = element.closest(book.quote);
      return link && article.contains(link) && link !== article ? link : null;
    };
    // An embedded post's quote is its own.
    const quotedName = (withQuote.has(article) && names.find((name) => name.closest(book.post) === article && quoteOf(name))) || null;
    const quote = quotedName ? quoteOf(quotedName) : null;
    const nested = nesting.has(article) ? article.querySelector(book.post) : null;
    const inQuote = (element) => (quote !== null && quote.contains(element)) || (nested !== null && element.closest(book.post) !== article);
    const own = (selector) => {
      const first = article.querySelector(selector);
      if (first === null || !inQuote(first)) return first;
      for (const found of article.querySelectorAll(selector)) if (!inQuote(found)) return found;
      return null;
    };
    const userName = names.find((name) => !inQuote(name)) ?? null;

    const promoted = isPromoted(article, own);
    let id = null;
    let handle = null;
    let postedAt = null;
    for (const time of article.querySelectorAll(book.time)) {
      const link = time.closest('a[href]');
      const status = link && article.contains(link) && !inQuote(link) ? STATUS.exec(path(link)) : null;
      if (!status) continue;
      [, handle, id] = status;
      postedAt = MOMENT.exec(time.getAttribute('datetime'))?.[0] ?? null;
      break;
    }
    const named = userName ? handleIn(userName) : null;
    if (!id && promoted && named) {
      // An advertisement has no time link: its id shows in its other links, and carries its time.
      for (const link of article.querySelectorAll(book.statusLink)) {
        const status = inQuote(link) ? null : STATUS.exec(path(link));
        if (status && (!status[1] || status[1].toLowerCase() === named.toLowerCase())) { id = status[2]; break; }
      }
    }
    if (id && handle && named && handle.toLowerCase() !== named.toLowerCase()) torn.push(id);
    handle ??= named;
    if (!id || !handle) {
      // Live ones may have no link to themselves at all: nothing is wrong with the page.
      if (promoted) ads++;
      return null;
    }

    const text = own(book.text);
    const social = withContext.has(article) ? own(book.socialContext) : null;
    const socialLink = social?.closest('a[href]') ?? social?.querySelector('a[href]') ?? null;
    const repostedBy = socialLink && article.contains(socialLink) ? handleOf(socialLink) : null;
    const avatar = own(book.avatar);
    const isForeign = (element) => element === social || element.contains(social) || (quote !== null && (element === quote || element.contains(quote)));

    const reply = own(book.replyButton);
    if (reply) answerable++;
    const group = reply?.closest(book.actions) ?? [...article.querySelectorAll(book.actions)].reverse().find((found) => !inQuote(found) && found.hasAttribute('aria-label')) ?? null;
    const button = (selector) => firstNumber(group?.querySelector(selector));
    // A focal post's bookmark button shows its figure when there is one; elsewhere it shows none.
    const focal = userName !== null && !promoted && userName.querySelector(book.time) === null;
    const counts = figures(group?.getAttribute('aria-label'), () => [
      button(book.replyButton), button(book.repostButton), button(book.likeButton), button(book.bookmarkButton) ?? (focal ? 0 : null), button(book.viewsLink),
    ]);

    const quotedText = quote ? quote.querySelector(book.text) : null;
    const isReply = (avatar !== null && hasLineAbove(article, avatar)) || hasReplyLabel(article, text, inQuote, isForeign);
    const isEmbed = embedded.has(article) || nesting.has(article) && article.parentElement?.closest(book.post) != null;
    // What is null or false is left out: most of a post is, and the way to the program is longer than the reading.
    return {
      id,
      authorHandle: handle,
      authorName: userName ? nameOf(userName) : '',
      postedAt,
      text: text ? textOf(text) : '',
      truncated: withMore.has(article) && own(book.showMore) !== null || undefined,
      replies: counts[0] ?? undefined,
      reposts: counts[1] ?? undefined,
      likes: counts[2] ?? undefined,
      views: counts[4] ?? undefined,
      isReply: isReply || undefined,
      isRepost: repostedBy !== null || undefined,
      repostedBy: repostedBy ?? undefined,
      isQuote: quote !== null || undefined,
      quotedAuthorHandle: (quotedName && handleIn(quotedName)) ?? undefined,
      quotedText: quote ? (quotedText ? textOf(quotedText) : '') : undefined,
      isPinned: social !== null && socialLink === null || undefined,
      isPromoted: promoted || undefined,
      isEmbed: isEmbed || undefined,
      lang: text?.getAttribute('lang')?.toWellFormed(),
      locked: withLock.has(article) && userName !== null && userName.querySelector(book.lock) !== null || undefined,
    };
  };

  const posts = [];
  const torn = [];
  let unreadable = 0;
  let answerable = 0;
  let ads = 0;
  const articles = document.querySelectorAll(book.post);
  for (const article of articles) {
    // One broken post must not cost the page: it is counted, and reported as a figure.
    let post = null;
    try { post = read(article); } catch { }
    if (post) posts.push(post); else unreadable++;
  }
  return { articles: articles.length, unreadable, cells: document.querySelectorAll(book.cell).length, answerable, ads, torn, posts };
}
