import { user } from './boot.js';
import { button, h, icon, ltr, nest, span } from './dom.js';
import { avatar } from './post-header.js';

const tab = (name, href, label, mark) => h('a', { href, 'aria-label': label, role: 'link', testid: name, class: 'nav' }, h('div', {}, nest(1, icon(mark)), ltr(span(label))));

// The frame of everybody who is signed in: navigation at the side, main beside it.
export function frame(main) {
  const nav = h('nav', { 'aria-label': 'Primary', role: 'navigation' },
    tab('AppTabBar_Home_Link', '/home', 'Home', 'home'), tab('AppTabBar_Explore_Link', '/search?q=', 'Explore', 'search'), tab('AppTabBar_Profile_Link', '/' + user.handle, 'Profile', 'profile'));
  const post = h('a', { href: '/compose/post', 'aria-label': 'Post', role: 'link', testid: 'SideNav_NewTweet_Button', class: 'primary' }, ltr(span(span('Post'))));
  const account = h('button', { 'aria-label': 'Account menu', role: 'button', testid: 'SideNav_AccountSwitcher_Button', type: 'button', class: 'account' },
    avatar(user, false), h('div', { class: 'account-name' }, ltr(span(span(user.name))), ltr(span('@' + user.handle))));
  const side = h('header', { role: 'banner' }, nest(2, h('h1', { role: 'heading' }, h('a', { href: '/home', 'aria-label': 'X', role: 'link', class: 'logo' }, ltr(span('𝕏')))), nav, post, account));
  return h('div', { class: 'frame' }, side, h('main', { role: 'main' }, nest(2, main), h('div', { testid: 'sidebarColumn', class: 'sidebar' }, note())));
}

const note = () => h('aside', { role: 'complementary' }, h('h2', { role: 'heading', dir: 'ltr' }, span('A sandbox')), ltr(span('People and posts are invented, and nothing leaves this machine. What was posted here is at /__sandbox/ledger.')));

// The primary column: a bar with a title, then the body.
export function column({ title, label, back }, ...children) {
  const heading = typeof title === 'string' ? h('h2', { dir: 'ltr', role: 'heading' }, span(title)) : title;
  const bar = h('div', { class: 'bar' }, back ? button('app-bar-back', 'Back', icon('back'), () => history.back(), { class: 'icon' }) : null, heading);
  const body = h('div', {}, ...children);
  const element = h('div', { testid: 'primaryColumn', class: 'primary-column' }, h('div', { 'aria-label': label, tabindex: '0' }, nest(1, bar), body));
  element.body = body;
  return element;
}

export function tabs(entries) {
  const one = ([label, href, chosen]) => h('div', { role: 'presentation' }, h('a', { href, role: 'tab', 'aria-selected': String(chosen), class: 'tab' }, ltr(span(label))));
  return h('nav', { 'aria-live': 'polite', role: 'navigation' }, h('div', { role: 'tablist', testid: 'ScrollSnap-List', class: 'tabs' }, ...entries.map(one)));
}

export function searchBox(text) {
  const input = h('input', { type: 'text', 'aria-label': 'Search query', placeholder: 'Search', role: 'combobox', autocomplete: 'off', testid: 'SearchBox_Search_Input', value: text });
  const form = h('form', { 'aria-label': 'Search', role: 'search' }, input);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    form.dispatchEvent(new CustomEvent('go', { bubbles: true, detail: `/search?q=${encodeURIComponent(input.value)}&src=typed_query&f=live` }));
  });
  return form;
}

export const errorDetail = (text) => h('div', { testid: 'error-detail', class: 'notice' }, nest(1, ltr(span(text)), h('a', { href: '/search?q=', role: 'link', class: 'primary' }, ltr(span('Search')))));
