// Builds elements. Whatever a server, a commit or a recipe said becomes text, never markup.

/** h('a', {href: '/', class: 'x', onclick: f}, 'text', node, [more]) */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...nodes(children));
  return element;
}

function nodes(children) {
  return children.flat(Infinity)
    .filter((child) => child !== undefined && child !== null && child !== false)
    .map((child) => (child instanceof Node ? child : document.createTextNode(String(child))));
}

/** Replaces what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children));
  return element;
}

/** A link when the address is one of the web, else its text: a recipe may output `javascript:`. */
export function outside(address, label = address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return document.createTextNode(label);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return document.createTextNode(label);
  }
  return h('a', { href: url.href, rel: 'noopener noreferrer', target: '_blank', class: 'outside' }, label);
}

/**
 * Makes the children of `parent` show `items`: what did not change keeps its element (and its focus), what changed is
 * drawn again.
 */
export function keyed(parent, items, key, draw) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const after = items.map((item) => {
    const id = key(item);
    const state = JSON.stringify(item);
    const old = before.get(id);
    if (old && old.dataset.state === state) {
      return old;
    }
    const made = draw(item);
    made.dataset.key = id;
    made.dataset.state = state;
    if (old?.contains(document.activeElement)) {
      const place = focusable(old).indexOf(document.activeElement);
      queueMicrotask(() => focusable(made)[place]?.focus());
    }
    return made;
  });
  if (after.length !== parent.children.length || after.some((child, i) => child !== parent.children[i])) {
    parent.replaceChildren(...after);
  }
}

function focusable(element) {
  return [...element.querySelectorAll('a[href], button, select, input')];
}

/** Tells those who do not see the page. */
export function say(text) {
  document.getElementById('say').textContent = text;
}
