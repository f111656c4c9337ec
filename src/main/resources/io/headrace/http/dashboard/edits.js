// What people change of a run by a commit: suspend or resume it, scale a node, end it.
import { fill, h } from './dom.js';
import { post } from './api.js';
import { act } from './parts.js';

const GONE = ['Done', 'Aborted', 'Cancelled', 'Finalizing'];

export const suspended = (state) => state.conditions.some((one) => one.type === 'Suspended' && one.status);

/** A node with how many replicas it has. */
export const sized = (node) => [node.name, node.instances.filter((one) => one.state !== 'removing').length];

/** The buttons, none for a run that is ending. */
export function edits(address, state, load) {
  if (GONE.includes(state.phase) && state.instances.desired === 0 && !suspended(state)) {
    return [];
  }
  const change = suspended(state)
    ? { name: 'resume', title: 'Resume', says: 'A commit of yours sets spec.suspend to false.' }
    : { name: 'suspend', title: 'Suspend', says: 'A commit of yours sets spec.suspend: machines stay, nothing is planned.' };
  return [
    button(change.title, () => confirm(address, load, change)),
    state.nodes.length > 0 && button('Scale', () => scale(address, state, load)),
    button('Terminate', () => confirm(address, load, {
      name: 'terminate', title: 'Terminate', danger: true, body: { options: ['allow-destroy=1'] },
      says: `A commit of yours takes ${state.name} out of the branch: its machines are deleted.`,
    }), 'danger'),
  ];
}

const button = (label, onclick, kind) => h('button', { type: 'button', class: kind, onclick }, label);

function confirm(address, load, change) {
  dialog(`${change.title} this run?`, change.says, [], change, () => post(`${address}/-/${change.name}`, change.body ?? {}),
    load);
}

function scale(address, state, load) {
  const node = h('select', { id: 'node' }, state.nodes.map((one) => h('option', {}, one.name)));
  const replicas = h('input', { id: 'replicas', type: 'number', min: '0', max: '100000', required: true });
  const show = () => { [, replicas.value] = sized(state.nodes[node.selectedIndex]); };
  node.addEventListener('change', show);
  show();
  dialog('Scale a node?', 'A commit of yours says how many replicas it has.',
    [h('label', { for: 'node' }, 'Node'), node, h('label', { for: 'replicas' }, 'Replicas'), replicas],
    { title: 'Scale' }, () => replicas.reportValidity()
      && post(`${address}/-/scale`, { node: node.value, replicas: replicas.valueAsNumber }), load);
}

/** Asks before anything is committed; what is refused stays in the dialog. */
function dialog(title, says, fields, change, work, load) {
  const problems = h('ul', { class: 'plain bad-text' });
  const close = () => element.close();
  const confirmed = act(change.title, async () => {
    fill(problems);
    try {
      if (await work()) {
        close();
        load();
      }
    } catch (error) {
      fill(problems, (error.problems ?? []).map((one) => h('li', {}, one)));
      throw error;
    }
  }, change.danger ? 'danger' : '');
  const element = h('dialog', { 'aria-labelledby': 'asked', onclose: () => element.remove() },
    h('h2', { id: 'asked' }, title), h('p', { class: 'faint' }, says), fields, problems,
    h('div', { class: 'buttons' }, button('Not now', close), confirmed));
  document.body.append(element);
  element.showModal();
}
