import { login } from './api.js';
import { button, h, icon, ltr, nest, span } from './dom.js';

const doorLink = (name, href, label, look) => h('a', { href, role: 'link', testid: name, class: look }, ltr(span(span(label))));

// What somebody without a session sees at /.
export function landingPage() {
  const element = h('main', { role: 'main', class: 'door' }, nest(2,
    h('h1', { role: 'heading', dir: 'ltr' }, span('An X of our own')), ltr(span('The sandbox: nothing here leaves this machine.')),
    doorLink('signupButton', '/i/flow/signup', 'Create account', 'primary'), doorLink('loginButton', '/login', 'Sign in', 'plain')));
  const bar = h('div', { testid: 'BottomBar', class: 'bottom-bar' }, nest(2, ltr(span('Don’t miss what’s happening'))),
    doorLink('login', '/login', 'Log in', 'plain'), doorLink('signup', '/i/flow/signup', 'Sign up', 'primary'));
  return { title: 'X. Sandbox', element: h('div', {}, element, bar), dispose() {} };
}

// The login flow: name, then password.
export function loginPage() {
  const input = (attributes) => h('input', { autocapitalize: 'none', spellcheck: 'false', dir: 'auto', ...attributes });
  const label = (text, field) => h('label', {}, nest(2, ltr(span(text)), ltr(field)));
  const told = h('div', { dir: 'ltr', role: 'alert', class: 'told' });
  const form = h('form', {});
  const name = input({ autocomplete: 'username', name: 'text', type: 'text' });

  function step(title, fields, name, send) {
    told.textContent = '';
    form.replaceChildren(h('h1', { dir: 'ltr', role: 'heading', id: 'modal-header' }, span(span(title))), ...fields, told, h('button', { role: 'button', type: 'submit', testid: name, class: 'primary' }, ltr(span(span(name ? 'Log in' : 'Next')))));
    form.onsubmit = async (event) => {
      event.preventDefault();
      try {
        await send();
      } catch (error) {
        told.textContent = error.message;
      }
    };
    form.querySelector('input:not([disabled])')?.focus();
  }

  function second(username) {
    const password = input({ autocomplete: 'current-password', name: 'password', type: 'password' });
    const shown = input({ autocomplete: 'on', name: 'username', type: 'text', disabled: true, value: username });
    step('Enter your password', [label('Username', shown), label('Password', password)], 'LoginForm_Login_Button', async () => {
      await login({ username, password: password.value });
      location.assign('/home');
    });
  }

  step('Sign in to X', [label('Phone, email, or username', name)], null, async () => {
    await login({ username: name.value });
    second(name.value);
  });
  const close = button('app-bar-close', 'Close', icon('close'), () => location.assign('/'), { class: 'icon' });
  const dialog = h('div', { role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'modal-header', class: 'dialog' }, nest(2, h('div', { class: 'dialog-bar' }, close), form));
  const element = h('div', {}, h('div', { role: 'group' }, h('div', { testid: 'mask', class: 'mask' }), dialog), h('main', { role: 'main' }));
  return { title: 'Log in to X / X', element, dispose() {} };
}
