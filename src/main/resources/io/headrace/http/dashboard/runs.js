// The first page: all runs, live.
import { fill, h, keyed, outside, say } from './dom.js';
import { get, query, runPath } from './api.js';
import { coalesced, listen } from './live.js';
import { called, chip, commitLink, failure, held, meter, nothing, phase as phaseOf, table, telling } from './parts.js';

const PHASES = ['Pending', 'Provisioning', 'Executing', 'Reporting', 'Ready', 'Updating', 'Finalizing', 'Done',
  'Aborted', 'Cancelled'];

export function runs(root, { who, signal, live }) {
  let pages = 1;
  const phase = h('select', { id: 'phase', onchange: () => restart() },
    h('option', { value: '' }, 'All phases'), PHASES.map((one) => h('option', { value: one }, one)));
  const word = h('input',
    { id: 'word', type: 'search', placeholder: 'Name', oninput: () => show(), autocomplete: 'off' });
  const body = h('tbody');
  const list = table('Runs', ['Run', 'Phase', 'Instances', 'Commit', 'Conditions', 'Outputs'], body);
  const more = h('button', { type: 'button', hidden: true, onclick: () => { pages += 1; load(); } }, 'Show more');
  const below = h('div', { class: 'below' });
  const summary = h('p', { class: 'faint', id: 'summary' });
  const standing = h('div', { id: 'standing', role: 'status' });
  let items = [];

  fill(root,
    h('div', { class: 'headline' }, h('h1', { tabindex: '-1' }, 'Runs'), summary,
      h('div', { class: 'filters', role: 'search' },
        h('label', { class: 'unseen', for: 'word' }, 'Filter by name'), word,
        h('label', { class: 'unseen', for: 'phase' }, 'Phase'), phase)),
    standing,
    h('div', { class: 'card flush' }, list, below), more);

  const restart = () => { pages = 1; load(); };

  async function read() {
    const found = [];
    let cursor;
    for (let page = 0; page < pages; page += 1) {
      const answer = await get(`/runs${query({ phase: phase.value, cursor, limit: 100 })}`, signal);
      found.push(...answer.items);
      cursor = answer.next;
      if (!cursor) {
        break;
      }
    }
    more.hidden = !cursor;
    return found;
  }

  const load = coalesced(async () => {
    try {
      const [found, repositories] = await Promise.all([read(), get(`/repositories${query({ limit: 200 })}`, signal)]);
      items = found;
      keyed(standing, repositories.items.filter((one) => held(one)), (one) => `${one.tenant}/${one.name}`,
        (one) => notice(one, who));
      show();
    } catch (error) {
      if (!signal.aborted) {
        fill(below, failure(error));
      }
    }
  }, 60);

  function show() {
    const wanted = items.filter((run) => `${run.repository}/${run.name}`.includes(word.value.trim().toLowerCase()));
    keyed(body, wanted, (run) => runPath(run), (run) => row(run, who));
    list.hidden = wanted.length === 0;
    fill(below, wanted.length > 0 ? null : empty(items.length === 0 && !phase.value));
    const ready = items.filter((run) => run.phase === 'Ready' && run.instances.ready >= run.instances.desired).length;
    const bad = items.filter((run) => run.phase === 'Aborted' || telling(run.conditions).length > 0).length;
    const text = `${items.length} shown, ${ready} ready${bad ? `, ${bad} need a look` : ''}`;
    if (summary.textContent !== text) {
      summary.textContent = text;
      say(text);
    }
  }

  listen({}, signal, load, live);
  load();
}

function empty(noneAtAll) {
  return noneAtAll
    ? nothing('No runs yet', 'Push a blueprint of kind Run to the deployed branch, and it appears here.')
    : nothing('Nothing matches', 'Change the filter to see other runs.');
}

/** A repository whose commits change nothing now. */
function notice({ tenant, name, ...repository }, who) {
  return h('div', { class: 'notice bad' },
    h('a', { href: `/repositories/${tenant}/${name}`, class: 'strong' }, called({ tenant, repository: name }, who)), ' ',
    held(repository));
}

function row(run, who) {
  const where = who.role === 'operator' ? `${run.tenant}/${run.repository}` : run.repository;
  const chips = telling(run.conditions);
  return h('tr', {},
    h('th', { scope: 'row' }, h('a', { href: runPath(run), class: 'strong' }, run.name),
      h('a', { href: `/repositories/${run.tenant}/${run.repository}`, class: 'faint small under' }, where)),
    h('td', {}, phaseOf(run)),
    h('td', {}, meter(run.instances)),
    h('td', {}, commitLink(run, run.commit)),
    h('td', { class: 'wide' }, chips.map(chip), story(run)),
    h('td', {}, outputs(run.outputs)));
}

/** The one sentence that explains the phase. */
function story(run) {
  const told = telling(run.conditions)[0] ?? run.conditions.find((one) => one.type === 'Reconciling' && one.status)
    ?? run.conditions.find((one) => one.type === 'Ready' && !one.status && run.instances.desired > 0);
  return told?.message ? h('span', { class: 'faint small story' }, told.message) : null;
}

function outputs(values) {
  return Object.entries(values).filter(([, value]) => value).slice(0, 3).map(([name, value]) =>
    h('span', { class: 'output', title: name }, h('span', { class: 'faint small' }, `${name} `), outside(value)));
}
