// Logging in: with a token, or by the one-time link that the demo prints.
import { fill, h } from './dom.js';
import { post } from './api.js';

/** Takes the code of a one-time link out of the address, so that it stays in no history. */
export function linkCode() {
  const match = /^#login=([0-9a-f]+)$/.exec(location.hash);
  if (match) {
    history.replaceState(null, '', location.pathname + location.search);
  }
  return match?.[1];
}

export const enter = (login) => post('/session', login);

export function login(root, message, done) {
  const problem = h('p', { class: 'bad-text', role: 'alert', id: 'login-problem' }, message);
  const token = h('input', {
    type: 'password', id: 'token', name: 'token', autocomplete: 'current-password', required: true,
    spellcheck: 'false', 'aria-describedby': 'login-problem',
  });
  const button = h('button', { type: 'submit', class: 'main' }, 'Log in');
  const submit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    problem.textContent = '';
    try {
      await enter({ token: token.value.trim() });
      done();
    } catch (error) {
      problem.textContent = error.message;
      token.focus();
      token.select();
    } finally {
      button.disabled = false;
    }
  };
  fill(root, h('section', { class: 'login card' },
    h('h1', {}, 'Log in to Headrace'),
    h('p', { class: 'faint' }, 'With the token that your operator gave you, the same one that git uses as password.'),
    h('form', { onsubmit: submit }, h('label', { for: 'token' }, 'Token'), token, problem, button),
    h('p', { class: 'faint small' }, 'Make one with ', h('code', {}, 'headrace token create'), '.')));
  token.focus();
}
