// Pieces that several pages show.
import { h } from './dom.js';
import { commitPath } from './api.js';

const TONES = {
  Ready: 'good', Done: 'good', success: 'good', succeeded: 'good', ready: 'good',
  Aborted: 'bad', Cancelled: 'mute', failure: 'bad', error: 'bad', failed: 'bad', 'timed-out': 'bad', 'rolled-back': 'bad', ended: 'mute',
  Pending: 'wait', waiting: 'mute', planned: 'wait', superseded: 'mute', suspended: 'mute', gone: 'mute',
  absent: 'bad', stopped: 'bad', changed: 'bad', silent: 'bad',
};

/** A coloured word; colour never says what the word does not. */
export function badge(word, tone = TONES[word] ?? 'busy') {
  const dot = h('span', { class: 'dot', 'aria-hidden': 'true' });
  return h('span', { class: `badge ${tone}` }, dot, word);
}

/** The phase of a run; drift does not change it, but what is not all ready is not shown as good. */
export function phase(run) {
  const ready = run.conditions.find((one) => one.type === 'Ready');
  return badge(run.phase, run.phase === 'Ready' && ready && !ready.status ? 'bad' : undefined);
}

/** A repository as the caller calls it: only an operator has to tell tenants apart. */
export function called({ tenant, repository }, who) {
  return who.role === 'operator' ? `${tenant}/${repository}` : repository;
}

/** Why commits of a repository change nothing now; empty when they do. */
export function held({ state, removal, stalled }) {
  if (state !== 'detached') {
    return stalled ? `stalled: ${stalled}` : '';
  }
  return removal
    ? `is being removed (${removal.machines} machines), ${removal.runs} runs have something left`
    : 'detached: it left the configuration; its runs go on as they are, and no commit changes them';
}

/** The way back from something of a repository. */
export function crumbs(key, who) {
  return h('nav', { class: 'crumbs', 'aria-label': 'Where you are' }, h('a', { href: '/' }, 'Runs'), ' / ',
    h('a', { href: `/repositories/${key.tenant}/${key.repository}` }, called(key, who)));
}

/** `2 / 3` with a bar. */
export function meter({ ready, desired }) {
  const steps = Math.max(desired, ready, 1);
  const full = ready >= desired;
  return h('span', { class: 'meter', title: `${ready} of ${desired} instances ready` },
    h('progress', { max: steps, value: ready, class: full ? 'full' : 'part', 'aria-label': 'instances ready' }),
    h('span', {}, `${ready} / ${desired}`));
}

export function commitLink(run, commit) {
  return commit
    ? h('a', { href: commitPath(run, commit), class: 'mono', title: commit }, commit.slice(0, 7))
    : h('span', { class: 'faint' }, 'none');
}

/** The conditions that say more than the phase does. */
export function telling(conditions) {
  return conditions.filter((one) => (one.type === 'Ready' || one.type === 'Reconciling' ? false : one.status));
}

export function chip(condition) {
  const tone = condition.type === 'Suspended' ? 'mute' : 'bad';
  return h('span', { class: `chip ${tone}`, title: condition.message }, condition.type);
}

/** A time of day, with the full one when pointed at. */
export function time(text) {
  const at = new Date(text);
  const today = new Date().toDateString() === at.toDateString();
  const short = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
  const day = at.toLocaleDateString([], { month: 'short', day: 'numeric' });
  return h('time', { datetime: text, title: at.toLocaleString() }, today ? short : `${day} ${short}`);
}

export function table(caption, headings, body) {
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    h('table', {},
      h('caption', { class: 'unseen' }, caption),
      h('thead', {}, h('tr', {}, headings.map((text) => h('th', { scope: 'col' }, text)))),
      body));
}

export function nothing(title, text) {
  return h('div', { class: 'nothing' }, h('p', { class: 'strong' }, title), text && h('p', { class: 'faint' }, text));
}

export function failure(error) {
  return h('div', { class: 'notice bad', role: 'alert' }, error.message);
}

/** A button that cannot be pressed twice and shows what went wrong beside it. */
export function act(label, work, className = '') {
  const problem = h('span', { class: 'bad-text', role: 'alert' });
  const button = h('button', {
    type: 'button', class: className, onclick: async () => {
      button.disabled = true;
      problem.textContent = '';
      try {
        await work();
      } catch (error) {
        problem.textContent = error.message;
      } finally {
        button.disabled = false;
      }
    },
  }, label);
  return h('span', { class: 'act' }, button, problem);
}
