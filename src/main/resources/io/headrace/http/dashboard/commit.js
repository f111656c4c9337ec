// One commit: how it was answered, what it planned, what was wrong with it.
import { fill, h } from './dom.js';
import { get, runPath } from './api.js';
import { coalesced, listen } from './live.js';
import { badge, crumbs, failure, nothing, table, time } from './parts.js';

export function commit(root, { who, signal, live, path }) {
  const [tenant, repository, id] = path.split('/');
  const content = h('div');
  const title = h('h1', { tabindex: '-1' }, (id ?? '').slice(0, 7));
  fill(root,
    crumbs({ tenant, repository }, who),
    h('div', { class: 'headline' }, title), content);

  const load = coalesced(async () => {
    try {
      const found = await get(`/repositories/${tenant}/${repository}/commits/${id}`, signal);
      title.textContent = found.title || found.id.slice(0, 7);
      fill(content, about(found), statuses({ tenant, repository }, found), plan(found), problems(found));
    } catch (error) {
      if (!signal.aborted) {
        fill(content, failure(error));
      }
    }
  });
  listen({ tenant, repository }, signal, load, live);
  load();
}

function about(found) {
  const facts = [
    ['Commit', h('span', { class: 'mono' }, found.id)],
    ['Branch', h('span', { class: 'mono' }, found.ref.replace('refs/heads/', ''))],
    ['By', found.principal],
    ['Received', time(found.receivedAt)],
    ['Deployed', found.deployed ? 'yes' : 'planned only'],
  ];
  return h('div', { class: 'card' }, h('dl', { class: 'facts' },
    facts.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)))));
}

function statuses(repository, found) {
  const rows = found.statuses.map((one) => h('tr', {}, h('th', { scope: 'row' }, context(repository, one.context)),
    h('td', {}, badge(one.state)), h('td', { class: 'wide' }, one.description)));
  return h('section', {}, h('h2', {}, 'Statuses'), h('div', { class: 'card flush' },
    rows.length === 0 ? nothing('Not answered yet')
      : table('Statuses', ['Context', 'State', 'Description'], h('tbody', {}, rows))));
}

function context(repository, text) {
  const slash = text.indexOf('/');
  return slash < 0 ? text : h('a', { href: runPath({ ...repository, name: text.slice(slash + 1) }) }, text);
}

function plan(found) {
  return found.plan.length === 0 ? null : h('section', {}, h('h2', {}, 'Plan'),
    h('div', { class: 'card' }, h('ul', { class: 'plain mono lines' }, found.plan.map((text) => h('li', {}, text)))));
}

function problems(found) {
  return found.problems.length === 0 ? null : h('section', {}, h('h2', {}, 'Problems'), h('div', { class: 'card' },
    h('ul', { class: 'plain lines' }, found.problems.map((one) => h('li', {},
      h('span', { class: `chip ${one.severity === 'error' ? 'bad' : 'wait'}` }, one.severity),
      h('span', { class: 'mono' }, `${one.path}:${one.line}:${one.column}`), ' ', one.message)))));
}
