// The public interface, as any other client uses it; the session's cookie comes along by itself.

export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.detail ?? `the server answered ${status}`);
    this.status = status;
    this.code = problem.code ?? 'unknown';
    this.problems = problem.problems ?? [];
  }
}

async function call(method, path, body, signal) {
  const headers = { Accept: 'application/json' };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  const response = await fetch(path, {
    method, headers, signal, credentials: 'same-origin',
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.ok) {
    return response;
  }
  const problem = await response.json().catch(() => ({}));
  if (response.status === 401 && !path.endsWith('/session')) {
    window.dispatchEvent(new CustomEvent('headrace:logged-out'));
  }
  throw new ApiError(response.status, problem);
}

export async function get(path, signal) {
  return (await call('GET', `/api/v1${path}`, undefined, signal)).json();
}

export async function post(path, body, signal) {
  const response = await call('POST', `/api/v1${path}`, body, signal);
  return response.status === 204 ? undefined : response.json();
}

export async function remove(path) {
  await call('DELETE', `/api/v1${path}`);
}

/** A piece of text from an offset on, and the offset at which the next one begins. */
export async function text(path, offset, signal) {
  const response = await call('GET', `/api/v1${path}?offset=${offset}`, undefined, signal);
  return { text: await response.text(), next: Number(response.headers.get('Headrace-Next-Offset')) };
}

export const runPath = (run) => `/runs/${run.tenant}/${run.repository}/${run.name}`;
export const commitPath = (run, commit) => `/commits/${run.tenant}/${run.repository}/${commit}`;

/** A query string of what is set. */
export function query(values) {
  const set = Object.entries(values).filter(([, value]) => value);
  return set.length === 0 ? '' : `?${new URLSearchParams(set)}`;
}
