// One run: how it stands, its instances, what happened, what recipes print.
import { fill, h, keyed, outside, say } from './dom.js';
import { get, post, runPath } from './api.js';
import { coalesced, listen } from './live.js';
import { act, badge, commitLink, crumbs, failure, meter, nothing, phase, table, time } from './parts.js';
import { logs } from './log.js';
import { edits, sized, suspended } from './edits.js';

export function run(root, { who, signal, live, path }) {
  const [tenant, repository, ...rest] = path.split('/');
  const key = { tenant, repository, name: rest.join('/') };
  const address = runPath(key);
  const parts = {
    phase: h('span'), facts: h('dl', { class: 'facts' }), actions: h('div', { class: 'actions' }),
    conditions: h('ul', { class: 'plain conditions' }), drift: h('div'), nodes: h('div'), timeline: h('ol', { class: 'plain timeline' }),
    parameters: h('div'), reports: h('div'), problem: h('div'),
  };
  const log = logs(address, signal);
  // Hidden until there is something to show, as the run may not exist.
  const known = h('div', { hidden: true },
    h('div', { class: 'card' }, parts.facts, parts.conditions),
    parts.drift,
    section('Instances', parts.nodes),
    h('div', { class: 'pair' },
      section('Timeline', h('div', { class: 'card tall' }, parts.timeline)), section('Log', log.element)),
    h('div', { class: 'pair' }, section('Parameters', parts.parameters), section('Reports', parts.reports)));
  fill(root,
    crumbs(key, who),
    h('div', { class: 'headline' }, h('h1', { tabindex: '-1' }, key.name), parts.phase, parts.actions),
    parts.problem, known);

  let spoken;
  const load = coalesced(async () => {
    try {
      const [state, attempt, timeline, steps, parameters, reports, drifted] = await Promise.all([
        get(address, signal), get(`${address}/-/attempt`, signal), get(`${address}/-/timeline?limit=100`, signal),
        get(`${address}/-/logs`, signal), get(`${address}/-/parameters`, signal), get(`${address}/-/reports`, signal),
        get(`${address}/-/drift`, signal)]);
      fill(parts.problem);
      known.hidden = false;
      show(state, attempt, drifted);
      keyed(parts.timeline, timeline.items, (entry) => entry.id, line);
      log.steps(steps.items, attempt.number);
      fill(parts.parameters, values(parameters.items));
      fill(parts.reports, files(address, reports.items));
      fill(parts.drift, drift(drifted, address, who, load));
      if (spoken !== state.phase) {
        spoken = state.phase;
        say(`${state.name} is ${state.phase}`);
      }
    } catch (error) {
      if (!signal.aborted) {
        fill(parts.problem, failure(error));
      }
    }
  });

  function show(state, attempt, drifted) {
    fill(parts.phase, phase(state));
    fill(parts.facts, facts(state, attempt));
    keyed(parts.conditions, state.conditions.filter((one) => one.status), (one) => one.type, condition);
    const nodes = state.nodes.map((node) => ({ ...node, drifted: drifted.items }));
    keyed(parts.nodes, nodes, (node) => node.name, nodeTable);
    const shape = JSON.stringify([attempt, state.phase, suspended(state), state.nodes.map(sized)]);
    if (who.role !== 'viewer' && parts.actions.dataset.state !== shape) {
      parts.actions.dataset.state = shape;
      fill(parts.actions, actions(address, attempt, load), edits(address, state, load));
    }
  }

  listen({ tenant, repository, run: key.name }, signal, load, live);
  load();
}

function section(title, ...content) {
  return h('section', {}, h('h2', {}, title), content);
}

function facts(state, attempt) {
  const outputs = Object.entries(state.outputs).map(([name, value]) => [name, value ? outside(value) : unset()]);
  return [['Instances', meter(state.instances)], ['Commit', commitLink(state, state.commit)],
    ...(state.inForce === state.commit ? [] : [['In force', commitLink(state, state.inForce)]]),
    ['Attempt', tried(attempt, state.conditions)], ...outputs]
    .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)));
}

function tried(attempt, conditions) {
  if (!attempt.number) {
    return h('span', { class: 'faint' }, 'none yet');
  }
  const begun = [`${attempt.number} by ${attempt.principal}, `, time(attempt.openedAt)];
  return attempt.outcome
    ? [badge(attempt.outcome), ' ', begun, conditions.some((one) => one.message === attempt.message) ? null
      : h('span', { class: 'block small faint' }, attempt.message)]
    : [badge(attempt.abort ? 'aborting' : 'open'), ' ', begun,
      h('span', { class: 'block small faint' }, attempt.abort ?? ['until ', time(attempt.deadline)])];
}

function condition(one) {
  const tone = { Ready: 'good', Reconciling: 'busy', Suspended: 'mute' }[one.type] ?? 'bad';
  return h('li', {}, h('span', { class: `chip ${tone}` }, one.type), h('span', {}, one.message || one.reason));
}

function nodeTable(node) {
  const kind = (one) => node.drifted.find((item) => item.instance === `${one.name}:${one.generation}`)?.kind;
  return h('div', { class: 'card flush node' },
    h('h3', {}, node.name, h('span', { class: 'faint' }, ` ${node.instances.length}`)),
    node.instances.length === 0 ? nothing('No instances')
      : table(`Instances of ${node.name}`,
        ['Instance', 'State', 'Generation', 'Cloud', 'Address', 'Machine', 'Message'],
        h('tbody', {}, node.instances.map((one) => h('tr', {},
          h('th', { scope: 'row', class: 'strong' }, one.name), h('td', {}, badge(kind(one) ?? one.state)),
          h('td', { class: 'number' }, one.generation), h('td', {}, one.cloud),
          h('td', { class: 'mono' }, one.address ?? unset()),
          h('td', { class: 'mono clip', title: one.externalId ?? '' }, one.externalId ?? unset()),
          h('td', { class: 'wide' }, one.message ?? ''))))));
}

/** What differs from what was made, and the plan that waits for somebody to apply it. */
function drift({ items, plan }, address, who, load) {
  if (items.length === 0) {
    return [];
  }
  const seen = h('div', { class: 'card flush' }, table('Drift', ['Instance', 'Drift', 'Seen', 'Plan'],
    h('tbody', {}, items.map((one) => h('tr', {},
      h('th', { scope: 'row', class: 'strong' }, one.instance), h('td', {}, badge(one.kind)),
      h('td', { class: 'wide' }, one.message),
      h('td', {}, plan?.actions.find((act) => act.instance === one.instance)?.action ?? h('span', { class: 'faint' }, 'none')))))));
  const apply = plan && who.role !== 'viewer' && act('Apply the plan', async () => {
    await post(`${address}/-/apply`, { plan: plan.hash });
    load();
  });
  return section('Drift', seen, plan && h('div', { class: 'buttons' },
    h('span', { class: 'faint' }, 'Plan ', h('span', { class: 'mono' }, plan.hash)), apply || null));
}

function line(entry) {
  const bad = /fail|abort|^drift$|timed/.test(entry.type);
  return h('li', { class: bad ? 'bad' : '' }, time(entry.at), h('span', { class: 'what' },
    h('span', { class: 'type' }, entry.type), entry.subject && h('span', { class: 'mono' }, entry.subject),
    h('span', { class: 'block' }, entry.message)));
}

function values(items) {
  return items.length === 0 ? h('div', { class: 'card' }, nothing('No parameters are set'))
    : h('div', { class: 'card flush' }, table('Parameters', ['Of', 'Name', 'Value'], h('tbody', {}, items.map((one) =>
      h('tr', {}, h('td', { class: 'mono' }, one.scope), h('th', { scope: 'row' }, one.name),
        h('td', { class: 'mono wide' }, one.secret ? '***' : outside(one.value)))))));
}

function files(address, items) {
  const file = (one) => `/api/v1${address}/-/reports/${one.instance}/${encodeURI(one.name)}`;
  const rows = items.map((one) => h('tr', {}, h('td', { class: 'mono' }, one.instance),
    h('td', {}, h('a', { href: file(one), download: '' }, one.name)), h('td', { class: 'number' }, one.bytes)));
  return items.length === 0 ? h('div', { class: 'card' }, nothing('No reports yet'))
    : h('div', { class: 'card flush' }, table('Reports', ['Instance', 'File', 'Bytes'], h('tbody', {}, rows)));
}

function actions(address, attempt, load) {
  const call = (name, body) => async () => {
    await post(`${address}/-/${name}`, body);
    load();
  };
  if (!attempt.number) {
    return [];
  }
  return attempt.outcome
    ? [act('Run again', call('rerun'))]
    : [attempt.abort ? act('Take abort back', call('cancel'))
      : h('button', { type: 'button', class: 'danger', onclick: () => ask(address, load) }, 'Abort')];
}

/** Asks for the reason that everybody will read. */
function ask(address, load) {
  const reason = h('input', { id: 'reason', maxlength: '4096', autocomplete: 'off', required: true });
  const close = () => dialog.close();
  const confirm = act('Abort the attempt', async () => {
    if (reason.reportValidity()) {
      await post(`${address}/-/abort`, { reason: reason.value });
      dialog.close();
      load();
    }
  }, 'danger');
  const dialog = h('dialog', { 'aria-labelledby': 'ask', onclose: () => dialog.remove() },
    h('h2', { id: 'ask' }, 'Abort this attempt?'),
    h('p', { class: 'faint' }, 'Recipes are stopped, reports are still collected, machines stay.'),
    h('label', { for: 'reason' }, 'Reason'), reason,
    h('div', { class: 'buttons' }, h('button', { type: 'button', onclick: close }, 'Keep going'), confirm));
  document.body.append(dialog);
  dialog.showModal();
  reason.focus();
}

const unset = () => h('span', { class: 'faint' }, 'not set');
