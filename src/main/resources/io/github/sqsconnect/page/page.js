// What all views share: requests to the server, the settings that are edited, tabs, and the
// elements of which views are made. A view is a module of its own, which calls view().

const token = document.querySelector('meta[name="page-token"]').content;

/**
 * Sends a request to the server: a GET without a body, a POST with one.
 * Rejects with an Error whose message can be shown, and whose status is that of the response.
 */
export async function api(path, body) {
  const request = { headers: { "Page-Token": token } };
  if (body !== undefined) {
    request.method = "POST";
    request.headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(`/api/${path}`, request);
  } catch {
    notice("The server of this page does not respond. Start it again, and open the address that it prints.");
    throw new Error("The server does not respond.");
  }
  notice("");
  const answer = await response.json();
  if (!response.ok) {
    throw Object.assign(new Error(answer.error), { status: response.status });
  }
  return answer;
}

/** Shows a problem of the whole page, or removes it. */
function notice(text) {
  const place = document.getElementById("notice");
  if (place.textContent !== text) {
    place.textContent = text;
  }
  place.hidden = !text;
}

/** Says something to people who use a screen reader. */
export function say(text) {
  document.getElementById("spoken").textContent = text;
}

// Settings

const listeners = [];

/** The settings of the connector, by key. Change them with set(). */
export const settings = {};

/** Changes settings; undefined removes one. Listeners get the keys that have changed. */
export function set(changes) {
  const changed = Object.keys(changes).filter((key) => settings[key] !== changes[key]);
  for (const key of changed) {
    if (changes[key] === undefined) {
      delete settings[key];
    } else {
      settings[key] = changes[key];
    }
  }
  if (changed.length > 0) {
    listeners.forEach((listener) => listener(changed));
  }
}

/** Replaces all settings. */
export function setAll(all) {
  const removed = Object.fromEntries(Object.keys(settings).map((key) => [key, undefined]));
  set({ ...removed, ...all });
}

/** Calls a function with the changed keys after each change of the settings. */
export function onSettings(listener) {
  listeners.push(listener);
}

// Elements

/**
 * Makes an element. Attributes that begin with "on" are listeners, class and others are attributes;
 * true sets an attribute without a value, false, null and undefined leave it out. Children are
 * elements or text, which is never read as HTML.
 */
export function el(tag, attributes = {}, ...children) {
  const space = SVG.has(tag) ? "http://www.w3.org/2000/svg" : "http://www.w3.org/1999/xhtml";
  const element = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const SVG = new Set(["svg", "path", "rect", "circle", "line", "g", "text", "polyline", "title"]);

/** A button that copies a text, and says so. */
export function copyButton(text, label = "Copy") {
  const button = el("button", { type: "button", class: "quiet copy" }, label);
  button.addEventListener("click", async () => {
    await copy(typeof text === "function" ? text() : text);
    button.textContent = "Copied";
    button.classList.add("done");
    say("Copied");
    setTimeout(() => {
      button.textContent = label;
      button.classList.remove("done");
    }, 1500);
  });
  return button;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A browser may refuse the clipboard although the page is trusted: then the old way.
    const area = el("textarea", { class: "hidden" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

/**
 * Marks an element whose content is older than what the user has entered, until it is up to date.
 * Screen readers wait for it.
 */
export function setBusy(element, isBusy) {
  element.setAttribute("aria-busy", String(isBusy));
}

/** Numbers as people read them. */
export const number = new Intl.NumberFormat("en-US");

// Code

const RULES = {
  json: [
    ["name", /"(?:[^"\\]|\\.)*"(?=\s*:)/y],
    ["string", /"(?:[^"\\]|\\.)*"?/y],
    ["number", /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
    ["word", /\b(?:true|false|null)\b/y],
    ["mark", /[{}[\],:]/y],
  ],
  properties: [
    ["comment", /^[#!].*/my],
    ["name", /^[^=\s#!][^=\n]*(?==)/my],
    ["mark", /=/y],
  ],
  yaml: [
    ["comment", /#.*/y],
    ["name", /[\w./-]+(?=:(?:\s|$))/my],
    ["string", /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/y],
    ["number", /\b\d+(?:\.\d+)?\b(?=\s*$)/my],
    ["word", /\b(?:true|false|null)\b/y],
    ["mark", /[:-](?=\s|$)/my],
  ],
  shell: [
    ["comment", /#.*/y],
    ["string", /'[^']*'|"(?:[^"\\]|\\.)*"/y],
    ["word", /\bcurl\b/y],
    ["name", /(?<=\s)-{1,2}[\w-]+/y],
    ["mark", /[\\|]/y],
  ],
};

/** Longer texts have no colours, because each colour is an element. */
const MOST_COLOURED = 65_536;

/** The parts of a text in a language, as [kind, text]; kind is null for what has no colour. */
export function tokens(language, text) {
  if (text.length > MOST_COLOURED) {
    return [[null, text]];
  }
  const rules = RULES[language] ?? [];
  const parts = [];
  let plain = 0;
  let at = 0;
  while (at < text.length) {
    const found = rules
      .map(([kind, pattern]) => {
        pattern.lastIndex = at;
        return [kind, pattern.exec(text)?.[0]];
      })
      .find(([, match]) => match);
    if (found) {
      if (plain < at) {
        parts.push([null, text.slice(plain, at)]);
      }
      parts.push(found);
      at += found[1].length;
      plain = at;
    } else {
      at++;
    }
  }
  if (plain < at) {
    parts.push([null, text.slice(plain)]);
  }
  return parts;
}

/** The elements of a coloured text. */
export function coloured(language, text) {
  return tokens(language, text).map(([kind, part]) =>
    kind ? el("span", { class: `t-${kind}` }, part) : part,
  );
}

/** A block of code with a title and a button to copy it. */
export function codeBlock(language, text, title) {
  return el(
    "figure",
    { class: "code" },
    el("figcaption", {}, el("span", {}, title), copyButton(text)),
    el("pre", { tabindex: "0", "aria-label": title }, el("code", {}, coloured(language, text))),
  );
}

// Views

const views = new Map();

/**
 * Adds a view.
 * @param name as the server calls it
 * @param parts title: of its tab; mount(element): makes it, once, before it is first shown;
 *     show() and hide(): it becomes visible or invisible (optional)
 */
export function view(name, parts) {
  views.set(name, { ...parts, name });
}

function addTabs(names) {
  const list = document.getElementById("tabs");
  const main = document.getElementById("views");
  for (const name of names) {
    const each = views.get(name);
    each.tab = el(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${name}`,
        "aria-controls": `view-${name}`,
        onclick: () => show(name),
      },
      each.title,
    );
    each.element = el("section", {
      class: `view view-${name}`,
      id: `view-${name}`,
      role: "tabpanel",
      "aria-labelledby": `tab-${name}`,
      hidden: true,
    });
    list.append(each.tab);
    main.append(each.element);
  }
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = names.at((names.indexOf(current.name) + step) % names.length);
      show(next);
      views.get(next).tab.focus();
    }
  });
}

let current;

function show(name) {
  if (current?.name === name) {
    return;
  }
  current?.hide?.();
  current = views.get(name);
  for (const each of views.values()) {
    each.tab.setAttribute("aria-selected", String(each === current));
    each.tab.tabIndex = each === current ? 0 : -1;
    each.element.hidden = each !== current;
  }
  if (!current.isMounted) {
    mount(current);
  }
  current.show?.();
  document.title = `${current.title} · SQS sink connector`;
  history.replaceState(null, "", `#${name}`);
}

/** Makes a view. If the server does not answer, the view is made when it is shown again. */
async function mount(each) {
  each.isMounted = true;
  each.element.replaceChildren();
  setBusy(each.element, true);
  try {
    await each.mount(each.element);
  } catch (problem) {
    each.isMounted = false;
    each.element.replaceChildren(el("p", { class: "error" }, problem.message));
  }
  setBusy(each.element, false);
}

// Theme

const THEMES = { auto: "Automatic", light: "Light", dark: "Dark" };

function themeSwitch() {
  const button = document.getElementById("theme");
  const root = document.documentElement;
  const label = () => {
    button.replaceChildren(
      el("span", { class: "hidden" }, "Theme: "),
      THEMES[root.dataset.theme ?? "auto"],
    );
  };
  button.addEventListener("click", () => {
    const names = Object.keys(THEMES);
    const next = names[(names.indexOf(root.dataset.theme ?? "auto") + 1) % names.length];
    if (next === "auto") {
      delete root.dataset.theme;
      localStorage.removeItem("theme");
    } else {
      root.dataset.theme = next;
      localStorage.setItem("theme", next);
    }
    label();
    dispatchEvent(new Event("theme"));
  });
  label();
}

async function start() {
  themeSwitch();
  const page = await api("page");
  document.getElementById("version").textContent = page.version;
  setAll(page.settings);
  for (const name of page.views) {
    document.head.append(el("link", { rel: "stylesheet", href: `${name}.css` }));
  }
  await Promise.all(page.views.map((name) => import(`./${name}.js`)));
  addTabs(page.views);
  const wanted = location.hash.slice(1);
  const first = page.views.includes(wanted) ? wanted : page.views[0];
  if (first) {
    show(first);
  }
  setBusy(document.getElementById("views"), false);
}

start();
