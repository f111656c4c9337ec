// Finds the page that the address names and shows it; everything else is the pages'.
import { fill, h } from './dom.js';
import { ApiError, get, remove } from './api.js';
import { failure } from './parts.js';
import { enter, linkCode, login } from './login.js';
import { runs } from './runs.js';
import { run } from './run.js';
import { commits } from './commits.js';
import { commit } from './commit.js';

const PAGES = [[/^\/$/, runs], [/^\/runs\/([^/]+\/[^/]+\/.+)$/, run], [/^\/repositories\/([^/]+\/[^/]+)$/, commits],
  [/^\/commits\/([^/]+\/[^/]+\/[^/]+)$/, commit]];
const root = document.getElementById('main');
const top = document.getElementById('top');
let page = new AbortController();
let who;

async function start() {
  const code = linkCode();
  let message = '';
  if (code) {
    await enter({ code }).catch((error) => { message = error.message; });
  }
  try {
    who = await get('/session');
    show(false);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      ask(message);
    } else {
      fill(root, failure(error));
    }
  }
}

function ask(message) {
  page.abort();
  who = undefined;
  head();
  document.title = 'Log in · Headrace';
  login(root, message, start);
}

function show(focus) {
  page.abort();
  page = new AbortController();
  const found = PAGES.map(([pattern, draw]) => [pattern.exec(location.pathname), draw]).find(([match]) => match);
  head();
  const path = found?.[0][1] ?? '';
  document.title = path ? `${path.split('/').slice(2).join('/') || path} · Headrace` : 'Headrace';
  if (found) {
    found[1](root, { who, signal: page.signal, live, path });
  } else {
    document.title = 'No such page · Headrace';
    fill(root, h('div', { class: 'nothing' }, h('h1', { tabindex: '-1' }, 'There is no such page'),
      h('p', { class: 'faint' }, 'The address may be mistyped. ', h('a', { href: '/' }, 'All runs'))));
  }
  if (focus) {
    (root.querySelector('h1') ?? root).focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

function head() {
  const mark = h('img', { src: '/assets/favicon.svg', alt: '', width: '26', height: '26' });
  const name = h('a', { href: '/', class: 'brand' }, mark, 'Headrace');
  fill(top, name, who && [h('span', { class: 'live', id: 'live' }, 'connecting'),
    h('span', { class: 'who' }, who.role === 'operator' ? who.name : `${who.name} @ ${who.tenant}`,
      h('span', { class: 'faint' }, ` ${who.role}`)),
    h('button', { type: 'button', class: 'quiet', onclick: leave }, 'Log out')]);
}

function live(on) {
  const mark = document.getElementById('live');
  if (mark) {
    mark.textContent = on ? 'live' : 'reconnecting';
    mark.classList.toggle('on', on);
  }
}

async function leave() {
  await remove('/session').catch(() => undefined);
  ask('');
}

addEventListener('headrace:logged-out', () => who && ask('The session has ended.'));
addEventListener('popstate', () => who && show(true));
addEventListener('hashchange', () => /^#login=/.test(location.hash) && start());
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href]');
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const ours = link && !link.target && !link.hash && !link.hasAttribute('download');
  if (ours && plain && link.origin === location.origin) {
    event.preventDefault();
    history.pushState(null, '', link.href);
    show(true);
  }
});
start();
