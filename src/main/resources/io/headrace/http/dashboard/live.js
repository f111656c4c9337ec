// The stream of events: tells a page that something it shows has changed, and whether it would hear of it.

/**
 * Calls `changed(event)` for each event that matches, at once after each (re)connection, and `state(live)` when the
 * stream comes and goes; ends with the signal.
 */
export function listen(filter, signal, changed, state) {
  const source = new EventSource(`/api/v1/events?${new URLSearchParams(filter)}`);
  source.onopen = () => {
    state(true);
    changed(null);
  };
  source.onmessage = (message) => changed(JSON.parse(message.data));
  source.addEventListener('reset', () => changed(null));
  source.onerror = () => state(false);
  signal.addEventListener('abort', () => source.close());
}

/** Runs `work` soon, once for many calls, and again if it was asked for while it ran. */
export function coalesced(work, delay = 120) {
  let timer;
  let running = false;
  let again = false;
  const start = async () => {
    timer = undefined;
    running = true;
    again = false;
    try {
      await work();
    } finally {
      running = false;
      if (again) {
        ask();
      }
    }
  };
  const ask = () => {
    if (running) {
      again = true;
    } else if (timer === undefined) {
      timer = setTimeout(start, delay);
    }
  };
  return ask;
}
