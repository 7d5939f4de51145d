import { Composer } from './composer.js';
import { button, h, icon, nest, span } from './dom.js';
import { article } from './post.js';

const layer = (...children) => h('div', { class: 'layer' }, ...children);

// The compose dialog, over whatever page is open; row is the post that is replied to, or null.
export class ComposeModal {
  constructor({ row, onsent, onclose }) {
    this.onclose = onclose;
    this.composer = new Composer({
      inline: false,
      replyTo: row?.tweet.rest_id,
      onsent: (tweet) => {
        onsent(tweet);
        this.onclose();
      },
    });
    const bar = h('div', { class: 'dialog-bar' }, button('app-bar-close', 'Close', icon('close'), () => this.tryClose(), { class: 'icon' }));
    const parent = row ? nest(2, article({ ...row, lineBelow: true, lineAbove: false }, { inDialog: true, showReplyLabel: false }, { open() {}, reply() {} })) : null;
    const dialog = h('div', { role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'modal-header', class: 'dialog' }, nest(2, bar, parent, this.composer.element));
    this.element = layer(h('div', { testid: 'mask', class: 'mask', onclick: () => this.tryClose() }), dialog);
    this.element.addEventListener('keydown', (event) => { if (event.key === 'Escape') this.tryClose(); });
    document.getElementById('layers').append(this.element);
    this.composer.editor.focus();
  }

  // Unsent text is not thrown away without asking.
  tryClose() {
    if (this.composer.text) this.#ask();
    else this.onclose();
  }

  dispose() {
    this.composer.dispose();
    this.element.remove();
  }

  #ask() {
    if (this.element.querySelector('.sheet')) return;
    const sheet = h('div', { class: 'sheet-layer' });
    const answer = (name, label, more, then) => button(name, null, span(span(label)), () => { sheet.remove(); then(); }, { class: more });
    sheet.append(
      h('div', { testid: 'mask', class: 'mask' }),
      h('div', { role: 'alertdialog', 'aria-modal': 'true', testid: 'confirmationSheetDialog', class: 'dialog sheet' },
        h('h1', { role: 'heading' }, 'Save post?'), h('div', { dir: 'ltr' }, span('Drafts are not kept in the sandbox: what you discard is gone.')),
        answer('confirmationSheetConfirm', 'Discard', 'primary', () => this.onclose()), answer('confirmationSheetCancel', 'Keep writing', 'plain', () => this.composer.editor.focus())));
    this.element.append(sheet);
  }
}
