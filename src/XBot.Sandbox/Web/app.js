import { user } from './boot.js';
import { h } from './dom.js';
import { column, errorDetail, frame } from './layout.js';
import { ComposeModal } from './modal.js';
import { landingPage, loginPage } from './page-door.js';
import { homePage } from './page-home.js';
import { profilePage } from './page-profile.js';
import { searchPage } from './page-search.js';
import { statusPage } from './page-status.js';
import { author } from './tweets.js';

const root = document.getElementById('app-shell');
const slot = h('div', {});
let page = null;
let place = null;
let modal = null;

const actions = {
  open: (tweet) => go(`/${author(tweet).handle}/status/${tweet.rest_id}`),
  reply: (row) => compose(row),
};

function pageAt(path, parameters) {
  const parts = path.split('/').filter(Boolean);
  if (!user) return path.startsWith('/i/flow/') ? loginPage() : landingPage();
  if (parts[0] === 'home' || parts[0] === 'compose') return homePage(actions);
  if (parts[0] === 'search' || parts[0] === 'explore') return searchPage(parameters, actions);
  if (parts[1] === 'status' && /^\d+$/.test(parts[2] ?? '')) return statusPage(parts[2], actions);
  if (parts.length === 1) return profilePage(parts[0], false, actions);
  if (parts.length === 2 && parts[1] === 'with_replies') return profilePage(parts[0], true, actions);
  return { title: 'Page not found / X', element: column({ title: 'Post', label: 'Home timeline', back: true }, errorDetail('Hmm...this page doesn’t exist.')), dispose() {} };
}

// Shows what the address says. The compose dialog has an address of its own and lies over the page it was opened from.
function show(isBack = false) {
  const { pathname, search } = location;
  if (pathname === '/compose/post') {
    if (!page) open('/home', '');
    if (!modal) compose(null, true);
    return;
  }
  if (modal?.composer.text && isBack) {
    history.pushState({ modal: true }, '', '/compose/post');
    modal.tryClose();
    return;
  }
  modal?.dispose();
  modal = null;
  if (place !== pathname + search) open(pathname, search);
}

function open(path, search) {
  page?.dispose();
  page = pageAt(path, new URLSearchParams(search));
  place = path + search;
  document.title = page.title;
  slot.replaceChildren(page.element);
  scrollTo(0, 0);
}

function go(address) {
  history.pushState({}, '', address);
  show();
}

function compose(row, isShown = false) {
  if (!isShown) history.pushState({ modal: true }, '', '/compose/post');
  const direct = !history.state?.modal;
  modal = new ComposeModal({
    row,
    onsent: (tweet) => page.sent?.(tweet),
    onclose: () => {
      modal?.dispose();
      modal = null;
      if (direct) history.replaceState({}, '', '/home');
      else history.back();
    },
  });
}

// Links inside the app change the page without loading a document; links to elsewhere lead nowhere, for nothing may leave.
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href]');
  if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const url = new URL(link.href);
  if (url.origin !== location.origin) return;
  if (url.pathname === '/logout' || url.pathname === '/login') location.assign(url);
  else if (url.pathname === '/compose/post') compose(null);
  else if (url.pathname === place && page.newest) page.newest();
  else go(url.pathname + url.search);
});
document.addEventListener('go', (event) => go(event.detail));
addEventListener('popstate', () => show(true));

root.append(user ? frame(slot) : slot);
show();
