import { query } from './api.js';
import { h, ltr, span } from './dom.js';
import { article } from './post.js';
import { readTimeline } from './tweets.js';
import { VirtualList } from './virtual-list.js';

// A timeline that loads page after page by its cursor while the person scrolls.
export class Feed {
  #bottom = null;
  #loading = false;
  #ended = false;
  #keys = new Set();

  // pick(data) finds the timeline in the response; actions are the post's.
  constructor({ label, operation, variables, pick, actions }) {
    Object.assign(this, { operation, variables, pick, actions });
    this.list = new VirtualList('Timeline: ' + label, (row) => this.#render(row), () => this.more());
    this.element = h('section', { 'aria-labelledby': 'accessible-list-0', role: 'region' }, h('h1', { dir: 'auto', role: 'heading', id: 'accessible-list-0', class: 'spoken' }, label), this.list.element);
  }

  // Puts a post that was just sent where X puts it: on top.
  prepend(tweet) {
    const row = { kind: 'tweet', key: 'sent-' + tweet.rest_id, tweet };
    this.list.rows = [row, ...this.list.rows];
  }

  // The tab of a page that is open leads to its top, and from there to what came since.
  async newest() {
    if (scrollY > 0) { scrollTo(0, 0); return; }
    if (this.#loading) return;
    this.#loading = true;
    try {
      const { rows } = readTimeline(this.pick(await query(this.operation, { ...this.variables, count: 20 })));
      const fresh = rows.filter((row) => !this.#keys.has(row.key));
      fresh.forEach((row) => this.#keys.add(row.key));
      if (fresh.length > 0) this.list.rows = [...fresh, ...this.list.rows];
    } catch {
      // What is shown stays.
    } finally {
      this.#loading = false;
    }
  }

  async more() {
    if (this.#loading || this.#ended) return;
    this.#loading = true;
    try {
      const data = await query(this.operation, { ...this.variables, count: 20, ...(this.#bottom ? { cursor: this.#bottom } : {}) });
      const { rows, bottom } = readTimeline(this.pick(data));
      const fresh = rows.filter((row) => !this.#keys.has(row.key));
      fresh.forEach((row) => this.#keys.add(row.key));
      this.#bottom = bottom;
      this.#ended = fresh.length === 0 || !bottom;
      const end = this.#ended && this.list.rows.length === 0 ? [{ kind: 'empty', key: 'empty' }] : [];
      this.list.rows = [...this.list.rows, ...fresh, ...end];
    } catch (error) {
      this.#ended = true;
      this.list.rows = [...this.list.rows, { kind: 'error', key: 'error' }];
    } finally {
      this.#loading = false;
    }
  }

  dispose() {
    this.list.dispose();
  }

  #render(row) {
    if (row.kind === 'tweet') return article(row, {}, this.actions);
    if (row.kind === 'error') return failed(() => this.#again());
    return h('div', { class: 'notice' }, ltr(span(row.kind === 'empty' ? 'Nothing to see here yet.' : row.text)));
  }

  #again() {
    this.#ended = false;
    this.list.rows = this.list.rows.filter((row) => row.kind !== 'error');
    this.more();
  }
}

export const failed = (again) => h('div', { class: 'notice' }, ltr(span('Something went wrong. Try reloading.')), h('button', { role: 'button', type: 'button', class: 'primary', onclick: again }, ltr(span(span('Retry')))));
