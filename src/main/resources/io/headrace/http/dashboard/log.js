// What one step prints, as it prints it.
import { fill, h } from './dom.js';
import { text } from './api.js';

const KEPT = 400_000;
// Terminal control sequences, and control characters other than tab and newline.
const CONTROL =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|.)|[\u0000-\u0008\u000b-\u001f\u007f]/g;

export function logs(address, signal) {
  const choice = h('select', { id: 'step', onchange: () => { chosen = true; open(choice.value); } });
  const follow = h('input', { type: 'checkbox', id: 'follow', checked: true });
  const out = h('pre', { class: 'log', tabindex: '0', 'aria-label': 'Output of the step' });
  const element = h('div', { class: 'card flush tall' },
    h('div', { class: 'bar' }, h('label', { class: 'unseen', for: 'step' }, 'Step'), choice,
      h('label', { class: 'inline' }, follow, 'Follow')), out);
  let known = [];
  let chosen = false;
  let current;
  let offset = 0;
  let busy = false;

  /** What failed before the run's latest attempt is not what somebody looks for first. */
  function steps(items, attempt) {
    known = items;
    const labels = items.map((one) => `${one.instance} · ${one.kind} · ${one.status}`);
    if (choice.dataset.state !== labels.join('\n')) {
      choice.dataset.state = labels.join('\n');
      fill(choice, items.map((one, i) => h('option', { value: one.step }, labels[i])));
    }
    choice.disabled = items.length === 0;
    const best = items.findLast((one) => one.status === 'failed' && one.attempt === attempt)
      ?? items.findLast((one) => one.status === 'running')
      ?? items.findLast((one) => one.bytes > 0) ?? items.at(-1);
    const keep = chosen && items.some((one) => one.step === current);
    if (best && !keep) {
      open(best.step);
    }
    choice.value = current ?? '';
    if (!best) {
      out.textContent = 'No step has run yet.';
    }
    read();
  }

  /** Shows another step from its beginning. */
  function open(step) {
    if (step !== current) {
      current = step;
      offset = 0;
      out.textContent = '';
      out.classList.add('silent');
      read();
    }
  }

  async function read() {
    if (busy || !current || document.hidden) {
      return;
    }
    if (gone()) {
      out.textContent = '(The log of this step is gone: it was deleted, or the server lost it.)';
      return;
    }
    busy = true;
    const step = current;
    try {
      const piece = await text(`${address}/-/logs/${encodeURIComponent(step)}`, offset, signal);
      if (step === current && piece.text) {
        out.classList.remove('silent');
        offset = piece.next;
        append(piece.text);
      }
    } catch (error) {
      if (!signal.aborted && step === current) {
        append(`\n(${error.message})\n`);
        current = undefined;
      }
    } finally {
      busy = false;
      if (step !== current) {
        read();
      }
    }
  }

  function append(piece) {
    const whole = out.textContent + piece.replaceAll('\r\n', '\n').replace(CONTROL, '');
    out.textContent = whole.length > KEPT ? `…${whole.slice(-KEPT)}` : whole;
    if (follow.checked) {
      out.scrollTop = out.scrollHeight;
    }
  }

  const gone = () => known.some((one) => one.step === current && one.gone);
  const running = () => known.some((one) => one.step === current && (one.status === 'running' || one.status === 'ending'));
  const timer = setInterval(() => running() && read(), 1000);
  signal.addEventListener('abort', () => clearInterval(timer));
  return { element, steps };
}
