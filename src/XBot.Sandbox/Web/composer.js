import { createTweet } from './api.js';
import { hasFault, user } from './boot.js';
import { button, h, nest, span } from './dom.js';
import { Editor } from './editor.js';
import { avatar } from './post-header.js';
import { toast } from './toast.js';
import { weightOf, MAX } from './weight.js';

const unsent = new Set();
addEventListener('beforeunload', (event) => {
  if ([...unsent].some((composer) => composer.text)) event.preventDefault();
});

// A composer: the text box and its button. Only trusted clicks, or a trusted Ctrl+Enter, send.
export class Composer {
  #sending = false;

  constructor({ inline, replyTo, onsent }) {
    this.replyTo = replyTo;
    this.onsent = onsent;
    const reply = Boolean(replyTo);
    this.editor = new Editor({ label: 'Post text', placeholder: reply ? 'Post your reply' : 'What’s happening?', onchange: () => this.#changed(), onsubmit: () => this.#send() });
    this.button = button(inline ? 'tweetButtonInline' : 'tweetButton', null, span(span(reply ? 'Reply' : 'Post')), (event) => { if (event.isTrusted) this.#send(); }, { class: 'primary' });
    this.left = h('div', { class: 'left', role: 'progressbar' });
    const bar = h('div', { testid: 'toolBar', class: 'toolbar' }, h('div', { class: 'grow' }), this.left, this.button);
    this.element = h('div', { class: 'composer' }, h('div', { class: 'columns' }, h('div', { class: 'gutter' }, avatar(user)), h('div', { class: 'main' }, nest(2, this.editor.element), bar)));
    unsent.add(this);
    this.#changed();
  }

  get text() {
    return this.editor.text;
  }

  dispose() {
    unsent.delete(this);
  }

  #changed() {
    const weight = weightOf(this.text);
    const off = this.#sending || hasFault('button-disabled') || this.text.trim() === '' || weight > MAX;
    this.button.disabled = off;
    if (off) this.button.setAttribute('aria-disabled', 'true');
    else this.button.removeAttribute('aria-disabled');
    this.left.textContent = weight > MAX - 20 ? String(MAX - weight) : '';
  }

  async #send() {
    if (this.button.disabled) return;
    this.#sending = true;
    this.#changed();
    try {
      const tweet = await createTweet(this.text, this.replyTo);
      this.editor.clear();
      toast('Your post was sent.', { href: `/${user.handle}/status/${tweet.rest_id}`, label: 'View' });
      this.onsent?.(tweet);
    } catch (error) {
      toast(error.message || 'Something went wrong, but don’t fret. Give it another try.');
    } finally {
      this.#sending = false;
      this.#changed();
    }
  }
}
