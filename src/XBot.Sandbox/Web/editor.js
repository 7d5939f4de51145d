import { hasFault } from './boot.js';
import { h, span } from './dom.js';

// A text box of Draft.js's kind. The text lives in a model; the model listens to trusted events alone and the page is drawn from it.
// Whatever a script writes into the box, or dispatches at it, changes nothing: the box is drawn again from the model.
export class Editor {
  #text = '';
  #given = 0;
  #drawn = null;

  constructor({ label, placeholder, onchange, onsubmit }) {
    this.onchange = onchange;
    this.placeholder = h('div', { class: 'placeholder', 'aria-hidden': 'true' }, placeholder);
    this.box = h('div', {
      contenteditable: 'true', role: 'textbox', testid: 'tweetTextarea_0', 'aria-label': label, 'aria-multiline': 'true', spellcheck: 'true', tabindex: '0', class: 'box',
      'aria-autocomplete': 'list', 'no-focustrapview-refocus': 'true',
    });
    this.element = h('div', { class: 'editor' }, this.placeholder, h('div', {}, this.box));
    this.box.addEventListener('beforeinput', (event) => this.#before(event));
    this.box.addEventListener('input', (event) => this.#after(event));
    this.box.addEventListener('keydown', (event) => {
      if (event.isTrusted && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        onsubmit();
      }
    });
    this.#draw();
    new MutationObserver(() => {
      if (read(this.box) !== this.#text || this.box.firstChild !== this.#drawn) this.#draw(this.#text.length);
    }).observe(this.box, { childList: true, characterData: true, subtree: true });
  }

  get text() {
    return this.#text;
  }

  clear() {
    this.#text = '';
    this.#draw();
    this.onchange();
  }

  focus() {
    this.box.focus();
    place(this.box, this.#text.length);
  }

  #before(event) {
    if (!event.isTrusted || !event.cancelable || event.isComposing) {
      if (!event.isTrusted) event.preventDefault();
      return;
    }
    const range = event.getTargetRanges()[0] ?? selectionIn(this.box);
    let [from, to] = range ? [offset(this.box, range.startContainer, range.startOffset), offset(this.box, range.endContainer, range.endOffset)] : [this.#text.length, this.#text.length];
    let added = null;
    if (event.inputType === 'insertParagraph' || event.inputType === 'insertLineBreak') added = '\n';
    else if (event.inputType.startsWith('insert')) added = event.data ?? event.dataTransfer?.getData('text/plain') ?? '';
    else if (event.inputType.startsWith('delete')) added = '';
    event.preventDefault();
    if (added === null) return;
    if (event.inputType === 'deleteContentBackward' && from === to && from > 0) from -= 1;
    this.#change(from, to, this.#lossy(added.replace(/\r\n?/g, '\n')));
  }

  // What could not be taken over beforehand (composition) has already changed the box: read it back.
  #after(event) {
    if (!event.isTrusted) return;
    const at = this.#caret();
    const text = read(this.box);
    if (text === this.#text) return;
    this.#text = text;
    if (!event.isComposing) this.#draw(at);
    else this.placeholder.hidden = text !== '';
    this.onchange();
  }

  #change(from, to, added) {
    this.#text = this.#text.slice(0, from) + added + this.#text.slice(to);
    this.#draw(from + added.length);
    this.onchange();
  }

  // Fault lost-characters.
  #lossy(added) {
    return hasFault('lost-characters') ? [...added].filter(() => ++this.#given % 7 !== 0).join('') : added;
  }

  #caret() {
    const range = selectionIn(this.box);
    return range ? offset(this.box, range.startContainer, range.startOffset) : this.#text.length;
  }

  #draw(caret = null) {
    const focused = document.activeElement === this.box;
    const blocks = this.#text.split('\n').map((line) => h('div', { 'data-block': 'true', 'data-editor': 'sandbox' },
      h('div', { class: 'public-DraftStyleDefault-block' }, span(line ? h('span', { 'data-text': 'true' }, line) : h('br', { 'data-text': 'true' })))));
    this.#drawn = h('div', { 'data-contents': 'true' }, ...blocks);
    this.box.replaceChildren(this.#drawn);
    this.placeholder.hidden = this.#text !== '';
    if (focused && caret !== null) place(this.box, caret);
  }
}

const blocksOf = (box) => [...box.querySelectorAll('[data-block]')];

// The box's text as a person would read it: one line for each block.
function read(box) {
  const blocks = blocksOf(box);
  return blocks.length ? blocks.map((b) => b.textContent).join('\n') : box.textContent;
}

function selectionIn(box) {
  const selection = getSelection();
  return selection.rangeCount && box.contains(selection.anchorNode) ? selection.getRangeAt(0) : null;
}

// A place in the page as a place in the model's text.
function offset(box, node, at) {
  let before = 0;
  for (const block of blocksOf(box)) {
    const range = document.createRange();
    range.selectNodeContents(block);
    const place = range.comparePoint(node, at);
    if (place < 0) return Math.max(0, before - 1);
    if (place === 0) {
      range.setEnd(node, at);
      return before + range.toString().length;
    }
    before += block.textContent.length + 1;
  }
  return Math.max(0, before - 1);
}

function place(box, caret) {
  let left = caret;
  for (const block of blocksOf(box)) {
    const length = block.textContent.length;
    if (left <= length) {
      const text = block.querySelector('span[data-text]')?.firstChild;
      if (text) getSelection().collapse(text, left);
      else getSelection().collapse(block.querySelector('br').parentNode, 0);
      return;
    }
    left -= length + 1;
  }
}
