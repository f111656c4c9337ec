// The commits of one repository, newest first.
import { fill, h, keyed } from './dom.js';
import { commitPath, get, query } from './api.js';
import { coalesced, listen } from './live.js';
import { badge, called, failure, held, nothing, table, time } from './parts.js';

export function commits(root, { who, signal, live, path }) {
  const [tenant, repository] = path.split('/');
  const body = h('tbody');
  const below = h('div', { class: 'below' });
  const about = h('p', { class: 'faint' });
  const list = table('Commits', ['Commit', 'Branch', 'By', 'Received', 'Answer'], body);
  const standing = h('div', { role: 'status' });
  fill(root,
    h('nav', { class: 'crumbs', 'aria-label': 'Where you are' }, h('a', { href: '/' }, 'Runs')),
    h('div', { class: 'headline' }, h('h1', { tabindex: '-1' }, called({ tenant, repository }, who)), about),
    standing,
    h('div', { class: 'card flush' }, list, below));

  const load = coalesced(async () => {
    try {
      const details = await get(`/repositories/${tenant}/${repository}`, signal);
      const reason = held(details);
      fill(standing, reason ? h('div', { class: 'notice bad' }, reason) : null);
      if (details.state === 'detached') {
        list.hidden = true;
        fill(below, nothing('No commits', 'They are not followed while the repository is not configured.'));
        return;
      }
      const answer = await get(`/repositories/${tenant}/${repository}/commits${query({ limit: 100 })}`, signal);
      fill(about, 'deploys ', h('code', {}, details.branch), ' from ', h('code', {}, details.url));
      keyed(body, answer.items, (one) => one.id, (one) => row({ tenant, repository }, one));
      list.hidden = answer.items.length === 0;
      fill(below, answer.items.length > 0 ? null : nothing('No commits yet', `Push to ${details.url}`));
    } catch (error) {
      if (!signal.aborted) {
        fill(below, failure(error));
      }
    }
  });
  listen({ tenant, repository }, signal, load, live);
  load();
}

function row(repository, commit) {
  const short = commit.id.slice(0, 7);
  return h('tr', {},
    h('th', { scope: 'row' },
      h('a', { href: commitPath(repository, commit.id), class: 'strong' }, commit.title || short),
      h('span', { class: 'faint small mono under' }, short)),
    h('td', { class: 'mono' }, commit.ref.replace('refs/heads/', '')), h('td', {}, commit.principal),
    h('td', {}, time(commit.receivedAt)), h('td', {}, badge(worst(commit))));
}

/** The state that GitHub would show for all statuses together. */
export function worst(commit) {
  const states = commit.statuses.map((one) => one.state);
  return ['failure', 'error', 'pending'].find((state) => states.includes(state))
    ?? (states.length > 0 ? 'success' : 'pending');
}
