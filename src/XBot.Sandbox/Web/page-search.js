import { Feed } from './feed.js';
import { column, searchBox, tabs } from './layout.js';

export function searchPage(parameters, actions) {
  const text = parameters.get('q') ?? '';
  const live = parameters.get('f') === 'live';
  const q = encodeURIComponent(text);
  const feed = new Feed({
    label: 'Search timeline', operation: 'SearchTimeline', variables: { rawQuery: text, querySource: 'typed_query', product: live ? 'Latest' : 'Top' },
    pick: (d) => d.search_by_raw_query?.search_timeline?.timeline, actions,
  });
  feed.more();
  const head = tabs([['Top', `/search?q=${q}`, !live], ['Latest', `/search?q=${q}&f=live`, live]]);
  return { title: `${text} - Search / X`, element: column({ title: searchBox(text), label: 'Home timeline', back: true }, head, feed.element), dispose: () => feed.dispose() };
}
