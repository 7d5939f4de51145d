import { h } from './dom.js';

const OVERSCAN = 900;
const GUESS = 160;

// A list that holds only the cells near the window, each at its own translateY, as X's timelines do.
export class VirtualList {
  #rows = [];
  #heights = new Map();
  #cells = new Map();
  #queued = false;
  #sizes = new ResizeObserver((seen) => this.#measured(seen));
  #onwindow = () => this.#queue();

  // render(row) makes a row's node; rows have a unique key; rows with keep stay in the page wherever it is scrolled.
  constructor(label, render, onend) {
    this.render = render;
    this.onend = onend;
    this.inner = h('div', { class: 'cells' });
    this.element = h('div', { 'aria-label': label }, this.inner);
    addEventListener('scroll', this.#onwindow, { passive: true });
    addEventListener('resize', this.#onwindow, { passive: true });
  }

  get rows() {
    return this.#rows;
  }

  set rows(rows) {
    this.#rows = rows;
    this.#queue();
  }

  // Draws a row anew, for example when its figures changed.
  refresh(key) {
    this.#drop(key);
    this.#queue();
  }

  dispose() {
    removeEventListener('scroll', this.#onwindow);
    removeEventListener('resize', this.#onwindow);
    this.#sizes.disconnect();
  }

  #queue() {
    if (this.#queued) return;
    this.#queued = true;
    requestAnimationFrame(() => {
      this.#queued = false;
      this.#layout();
    });
  }

  #layout() {
    if (!this.inner.isConnected) return;
    const top = this.inner.getBoundingClientRect().top;
    const [from, to] = [-top - OVERSCAN, -top + innerHeight + OVERSCAN];
    let y = 0;
    const wanted = new Map();
    for (const row of this.#rows) {
      const height = this.#heights.get(row.key) ?? GUESS;
      if (row.keep || (y + height >= from && y <= to)) wanted.set(row.key, [row, y]);
      y += height;
    }
    for (const key of [...this.#cells.keys()]) if (!wanted.has(key)) this.#drop(key);
    for (const [key, [row, place]] of wanted) {
      let cell = this.#cells.get(key);
      if (!cell) {
        cell = h('div', { testid: 'cellInnerDiv', class: 'cell' }, h('div', {}, h('div', {}, this.render(row))));
        cell.rowKey = key;
        this.#cells.set(key, cell);
        this.#sizes.observe(cell);
      }
      cell.style.transform = `translateY(${place}px)`;
    }
    this.#order([...wanted.keys()]);
    if (this.#remeasure()) return this.#layout();
    this.inner.style.minHeight = y + 'px';
    if (y <= to + OVERSCAN) this.onend?.();
  }

  // Document order is display order, without moving cells that already stand right.
  #order(keys) {
    let next = this.inner.firstChild;
    for (const key of keys) {
      const cell = this.#cells.get(key);
      if (cell === next) next = next.nextSibling;
      else this.inner.insertBefore(cell, next);
    }
  }

  // A new cell is measured before it is seen, so that none overlaps the next.
  #remeasure() {
    let changed = false;
    for (const [key, cell] of this.#cells) {
      const height = cell.offsetHeight;
      if (height === 0 || this.#heights.get(key) === height) continue;
      this.#heights.set(key, height);
      changed = true;
    }
    return changed;
  }

  #drop(key) {
    const cell = this.#cells.get(key);
    if (!cell) return;
    this.#sizes.unobserve(cell);
    cell.remove();
    this.#cells.delete(key);
  }

  #measured(seen) {
    for (const { target } of seen) {
      if (target.isConnected && target.offsetHeight > 0) this.#heights.set(target.rowKey, target.offsetHeight);
    }
    this.#queue();
  }
}
