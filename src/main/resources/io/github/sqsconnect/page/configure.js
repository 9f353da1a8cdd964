// The view that edits a configuration: a form, what is wrong with it, and texts to copy.

import { api, codeBlock, el, onSettings, say, set, setAll, setBusy, settings, view } from "./page.js";

const FILTERS = [
  ["basic", "Basic"],
  ["fifo", "FIFO"],
  ["role", "Role"],
  ["proxy", "Proxy"],
  ["set", "What is set"],
  ["all", "All"],
];

const OUTPUTS = [
  ["json", "JSON", "json"],
  ["properties", "Properties", "properties"],
  ["curl", "curl", "shell"],
  ["strimzi", "Strimzi", "yaml"],
  ["iam", "IAM policy", "json"],
];

/** Time without typing after which the settings are checked. */
const PAUSE_MS = 180;

const CLASS = "connector.class";

let options;
let fields;
let filter = "basic";
let shownOutput = "json";
let checked = { keys: {}, warnings: [], unchecked: [] };
let outputs = {};
let worker = "http://localhost:8083";
let parts;

view("configure", {
  title: "Configure",
  async mount(element) {
    options = await api("options");
    fields = new Map();
    parts = build();
    element.append(...parts.children);
    onSettings((changed) => {
      changed.forEach((key) => fields.get(key)?.read());
      readOthers();
      show();
      check();
    });
    fields.forEach((field) => field.read());
    readOthers();
    show();
    await update();
  },
});

// Parts

function build() {
  const search = el("input", {
    type: "search",
    id: "configure-search",
    placeholder: "Search settings",
    "aria-label": "Search settings",
    oninput: show,
  });
  const empty = el("p", { class: "soft nothing", hidden: true });
  const groups = options.groups.map(group);
  const others = otherSettings();
  const status = el("div", { class: "status", role: "status", "aria-live": "polite" });
  const form = el(
    "div",
    { class: "form" },
    presets(),
    el("div", { class: "tools" }, filters(), search, toResult()),
    status,
    ...groups.map((each) => each.element),
    empty,
    others.element,
  );
  const texts = result();
  return { search, empty, groups, others, status, result: texts, children: [form, texts.element] };
}

function presets() {
  const list = el("ul", { class: "presets" });
  for (const preset of options.presets) {
    list.append(
      el(
        "li",
        {},
        el(
          "button",
          {
            type: "button",
            class: "preset",
            onclick: () => start(preset),
          },
          el("strong", {}, preset.title),
          el("span", {}, preset.description),
        ),
      ),
    );
  }
  return el(
    "section",
    { class: "start", "aria-labelledby": "configure-start" },
    el("h2", { id: "configure-start" }, "Start from"),
    list,
    el("p", { class: "soft replaced", id: "configure-replaced", hidden: true }),
  );
}

/** Replaces all settings, and offers to take that back. */
function start(preset) {
  const before = { ...settings };
  setAll(preset.settings);
  choose("basic");
  const place = document.getElementById("configure-replaced");
  place.hidden = Object.keys(before).length === 0;
  place.replaceChildren(
    `“${preset.title}” has replaced your settings. `,
    el(
      "button",
      {
        type: "button",
        class: "quiet",
        onclick: () => {
          setAll(before);
          place.hidden = true;
        },
      },
      "Undo",
    ),
  );
  say(`Started from ${preset.title}`);
}

function filters() {
  return el(
    "fieldset",
    { class: "filters" },
    el("legend", { class: "hidden" }, "Show"),
    FILTERS.map(([name, title]) =>
      el(
        "label",
        {},
        el("input", {
          type: "radio",
          name: "configure-filter",
          value: name,
          checked: name === filter,
          onchange: () => choose(name),
        }),
        el("span", {}, title),
      ),
    ),
  );
}

/** On a narrow screen the texts are below the form. */
function toResult() {
  return el(
    "button",
    {
      type: "button",
      class: "quiet to-result",
      onclick: () => {
        parts.result.element.scrollIntoView();
        document.getElementById(`output-${shownOutput}`).focus({ preventScroll: true });
      },
    },
    "Texts to copy",
  );
}

/** Shows the keys of a filter, also those of a search before. */
function choose(name) {
  filter = name;
  parts.search.value = "";
  for (const radio of document.getElementsByName("configure-filter")) {
    radio.checked = radio.value === name;
  }
  show();
}

function group({ title, keys }) {
  const own = keys.map((key) => {
    const made = field(key);
    fields.set(key.name, made);
    return made;
  });
  const id = `group-${title.toLowerCase().replaceAll(" ", "-")}`;
  const element = el(
    "section",
    { class: "card group", "aria-labelledby": id },
    el("h2", { id }, title),
    el("div", { class: "fields" }, own.map((each) => each.element)),
  );
  return { element, fields: own };
}

/** The label, the control, the text and the errors of one key. */
function field(key) {
  const id = `set-${key.name}`;
  const control = controlOf(key, id);
  const condition = el("p", { class: "condition", id: `${id}-condition`, hidden: true });
  const problem = el("p", { class: "error", id: `${id}-error`, hidden: true });
  const note = el("p", { class: "warning", id: `${id}-warning`, hidden: true });
  const element = el(
    "div",
    { class: `field ${key.width.toLowerCase()}`, "data-key": key.name },
    el("div", { class: "label" }, el("label", { for: id }, key.display), el("code", {}, key.name)),
    control,
    key.open ? proposals(key) : null,
    problem,
    note,
    condition,
    el("p", { class: "doc", id: `${id}-doc` }, key.doc),
  );
  control.setAttribute("aria-describedby", `${id}-error ${id}-warning ${id}-condition ${id}-doc`);

  return {
    key,
    element,
    control,
    text: `${key.name} ${key.display} ${key.doc}`.toLowerCase(),
    /** Shows the value of the settings. */
    read() {
      const value = settings[key.name] ?? "";
      if (control.tagName === "SELECT") {
        offer(control, key, checked.keys[key.name]?.values ?? key.values, value);
      }
      if (control.value !== value) {
        control.value = value;
      }
      mask(control, key.secret);
    },
    /** Shows what is wrong with the value, or that it does not matter. */
    judge(errors, warnings, matters) {
      write(problem, errors.join(" "));
      write(note, warnings.join(" "));
      write(condition, matters || !key.condition ? "" : `Matters ${key.condition}.`);
      control.setAttribute("aria-invalid", String(errors.length > 0));
      element.classList.toggle("wrong", errors.length > 0);
      element.classList.toggle("idle", !matters);
      element.classList.toggle("given", settings[key.name] !== undefined);
    },
  };
}

function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
  element.hidden = !text;
}

function controlOf(key, id) {
  const change = (event) => {
    const value = event.target.value;
    mask(event.target, key.secret);
    set({ [key.name]: value === "" ? undefined : value });
  };
  if (key.values.length > 0 && !key.open) {
    const select = el("select", { id, onchange: change });
    offer(select, key, key.values, "");
    return select;
  }
  return el("input", {
    id,
    type: key.secret ? "password" : "text",
    inputmode: ["INT", "LONG"].includes(key.type) ? "numeric" : null,
    placeholder: key.default === undefined ? null : `Default: ${key.default}`,
    autocomplete: key.secret ? "new-password" : "off",
    autocapitalize: "off",
    spellcheck: "false",
    oninput: change,
  });
}

/** Buttons for the usual values of a key that accepts others too. */
function proposals(key) {
  return el(
    "div",
    { class: "proposals", role: "group", "aria-label": `Usual values of ${key.display}` },
    key.values.map((value) =>
      el(
        "button",
        { type: "button", class: "quiet", title: value, onclick: () => set({ [key.name]: value }) },
        value.slice(value.lastIndexOf(".") + 1),
      ),
    ),
  );
}

/** A placeholder of a config provider is no secret, so it can be read. */
function mask(control, isSecret) {
  if (isSecret) {
    control.type = /^\$\{[^}]*\}?$/.test(control.value) ? "text" : "password";
  }
}

/** The words of a key; a value that is none of them stays, so that its error can be seen. */
function offer(select, key, words, value) {
  const none = key.default === undefined ? "Not set" : `Default: ${key.default}`;
  const all = ["", ...words, ...(value === "" || words.includes(value) ? [] : [value])];
  const current = [...select.options].map((option) => option.value);
  if (current.join("\n") !== all.join("\n")) {
    select.replaceChildren(...all.map((word) => el("option", { value: word }, word === "" ? none : word)));
  }
  select.value = value;
}

// Settings without a field: of converters, transforms and so on

function otherSettings() {
  const rows = el("div", { class: "rows" });
  const name = el("input", {
    id: "other-name",
    "aria-label": "Key of a further setting",
    placeholder: "transforms",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
  });
  const value = el("input", {
    id: "other-value",
    "aria-label": "Value of a further setting",
    placeholder: "value",
    autocomplete: "off",
    spellcheck: "false",
  });
  const add = (event) => {
    event.preventDefault();
    const key = name.value.trim();
    if (key) {
      set({ [key]: value.value });
      name.value = "";
      value.value = "";
      name.focus();
    }
  };
  const element = el(
    "section",
    { class: "card group others", "aria-labelledby": "group-others" },
    el("h2", { id: "group-others" }, "Further settings"),
    el("p", { class: "doc" }, "Of converters, transforms, and everything else that Kafka Connect reads."),
    rows,
    el(
      "form",
      { class: "other add", onsubmit: add },
      name,
      value,
      el("button", { class: "quiet" }, "Add"),
    ),
  );
  return { element, rows, inputs: new Map() };
}

function readOthers() {
  const { rows, inputs } = parts.others;
  const keys = Object.keys(settings).filter((key) => !fields.has(key) && key !== CLASS);
  for (const [key, row] of inputs) {
    if (!keys.includes(key)) {
      row.element.remove();
      inputs.delete(key);
    }
  }
  for (const key of keys.sort()) {
    if (!inputs.has(key)) {
      inputs.set(key, otherRow(key));
      rows.append(inputs.get(key).element);
    }
    const { control } = inputs.get(key);
    if (control.value !== settings[key]) {
      control.value = settings[key] ?? "";
    }
  }
}

function otherRow(key) {
  const id = `set-${key}`;
  const isSecret = new RegExp(options.secrets, "i").test(key);
  const control = el("input", {
    id,
    type: isSecret ? "password" : "text",
    autocomplete: isSecret ? "new-password" : "off",
    spellcheck: "false",
    "aria-describedby": `${id}-error`,
    oninput: (event) => {
      mask(event.target, isSecret);
      set({ [key]: event.target.value });
    },
  });
  control.value = settings[key];
  mask(control, isSecret);
  const problem = el("p", { class: "error", id: `${id}-error`, hidden: true });
  const element = el(
    "div",
    { class: "other", "data-key": key },
    el("label", { for: id }, el("code", {}, key)),
    control,
    el(
      "button",
      { type: "button", class: "quiet", "aria-label": `Remove ${key}`, onclick: () => set({ [key]: undefined }) },
      "Remove",
    ),
    problem,
  );
  return { element, control, problem };
}

// What is shown

/** Shows the keys of the filter or of the search, and always those with an error. */
function show() {
  const words = parts.search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const each of parts.groups) {
    let isEmpty = true;
    for (const { key, text, element } of each.fields) {
      const state = checked.keys[key.name];
      const isSet = settings[key.name] !== undefined;
      const isWrong = state?.errors.length > 0;
      const matters = state?.visible ?? true;
      const found =
        words.length > 0
          ? words.every((word) => text.includes(word))
          : isWrong ||
            (filter === "set" && isSet) ||
            (filter === "all" && (matters || isSet)) ||
            (filter === "basic" && (isSet || (matters && key.topics.includes("basic")))) ||
            key.topics.includes(filter === "basic" ? "" : filter);
      element.hidden = !found;
      isEmpty &&= !found;
      count += found ? 1 : 0;
    }
    each.element.hidden = isEmpty;
  }
  parts.others.element.hidden = words.length > 0 || !["set", "all", "basic"].includes(filter);
  parts.empty.textContent = words.length > 0 ? "No setting contains these words." : "Nothing is set yet.";
  parts.empty.hidden = count > 0;
}

function showProblems() {
  const warnings = new Map();
  for (const { key, message } of checked.warnings) {
    warnings.set(key, [...(warnings.get(key) ?? []), message]);
  }
  for (const [name, field] of fields) {
    const state = checked.keys[name] ?? { errors: [], visible: true };
    field.judge(state.errors, warnings.get(name) ?? [], state.visible);
    if (field.control.tagName === "SELECT") {
      field.read();
    }
  }
  for (const [name, row] of parts.others.inputs) {
    const errors = checked.keys[name]?.errors ?? [];
    write(row.problem, errors.join(" "));
    row.control.setAttribute("aria-invalid", String(errors.length > 0));
  }
  const wrong = Object.entries(checked.keys).filter(([, state]) => state.errors.length > 0);
  const idle = [...warnings.keys()].filter((key) => fields.has(key));
  const loose = checked.warnings.filter(({ key }) => !fields.has(key)).map(({ message }) => message);
  const status = [
    wrong.length === 0
      ? el("p", { class: "tag good" }, "No errors found")
      : el("p", { class: "tag bad" }, wrong.length === 1 ? "1 error" : `${wrong.length} errors`),
    wrong.length === 0
      ? el("p", { class: "soft" }, "The worker also checks the queue and what only it knows: its plugins, default converters and override policy.")
      : jumps(wrong.map(([key, state]) => jump(key, state.errors))),
    idle.length === 0
      ? ""
      : el("p", { class: "tag warn" }, idle.length === 1 ? "1 setting without effect" : `${idle.length} settings without effect`),
    idle.length === 0 ? "" : jumps(idle.map((key) => jump(key, []))),
    ...loose.map((message) => el("p", { class: "warning" }, message)),
    checked.unchecked.length === 0
      ? ""
      : el("p", { class: "soft" }, `Not checked, because the worker replaces a placeholder: ${checked.unchecked.join(", ")}.`),
  ];
  // A screen reader reads it again if it is replaced, so it is replaced only if it has changed.
  const text = status.map((part) => part.textContent ?? part).join("\n");
  if (parts.status.dataset.text !== text) {
    parts.status.dataset.text = text;
    parts.status.replaceChildren(...status);
  }
}

function jumps(links) {
  return el("ul", { class: "jumps" }, links.map((link) => el("li", {}, link)));
}

/** A link to a field with a problem; a key without a field shows its error here. */
function jump(key, errors) {
  const control = fields.get(key)?.control ?? parts.others.inputs.get(key)?.control;
  return control
    ? el(
        "button",
        {
          type: "button",
          class: "link",
          onclick: () => {
            if (!control.checkVisibility()) {
              choose("all");
            }
            control.scrollIntoView({ block: "center" });
            control.focus({ preventScroll: true });
          },
        },
        key,
      )
    : el("span", { class: "error" }, errors.join(" "));
}

// The server

let timer;
let round = 0;

function check() {
  round++;
  clearTimeout(timer);
  timer = setTimeout(update, PAUSE_MS);
  setResultBusy(true);
}

/** Marks what depends on the server. */
function setResultBusy(isBusy) {
  setBusy(parts.status, isBusy);
  setBusy(parts.result.element, isBusy);
}

/** Asks what is wrong and for the texts; a response to older settings is not shown. */
async function update() {
  const own = ++round;
  try {
    const [newCheck, newOutputs] = await Promise.all([
      api("check", { config: settings }),
      api("outputs", { config: withoutSecrets(), worker }),
    ]);
    if (own === round) {
      checked = newCheck;
      outputs = newOutputs;
      show();
      showProblems();
      showOutputs();
    }
  } catch (problem) {
    if (own === round) {
      showNothing(problem.message);
    }
  }
  if (own === round) {
    setResultBusy(false);
  }
}

/** Removes what the server answered to older settings, and says why there is no newer answer. */
function showNothing(reason) {
  const withoutErrors = ([name, state]) => [name, { ...state, errors: [] }];
  checked = {
    keys: Object.fromEntries(Object.entries(checked.keys).map(withoutErrors)),
    warnings: [],
    unchecked: [],
  };
  outputs = {};
  show();
  showProblems();
  showOutputs();
  delete parts.status.dataset.text;
  parts.status.replaceChildren(el("p", { class: "error" }, reason));
}

/** The texts need no secrets, so the server does not get them for the texts. */
function withoutSecrets() {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [key, isTyped(key) ? "(not sent)" : value]),
  );
}

/** Whether the value of a key is a secret that was typed, and no placeholder. */
function isTyped(key) {
  const control = fields.get(key)?.control ?? parts.others.inputs.get(key)?.control;
  return control?.type === "password" && settings[key] !== undefined;
}

// Texts to copy

function result() {
  const tabs = OUTPUTS.map(([name, title]) =>
    el(
      "button",
      {
        type: "button",
        role: "tab",
        id: `output-${name}`,
        "aria-controls": "output",
        onclick: () => chooseOutput(name),
        onkeydown: (event) => {
          const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
          if (step) {
            const names = OUTPUTS.map(([each]) => each);
            chooseOutput(names.at((names.indexOf(name) + step) % names.length));
          }
        },
      },
      title,
    ),
  );
  const address = workerField();
  const texts = el("div", { class: "texts" });
  const panel = el("div", { id: "output", role: "tabpanel" }, address, texts);
  const element = el(
    "section",
    { class: "result", "aria-label": "Texts to copy" },
    el("div", { class: "output-tabs", role: "tablist", "aria-label": "Format" }, tabs),
    panel,
  );
  return { element, tabs, address, panel, texts, shown: "" };
}

/** Shows the text of the tab; what has not changed stays, with its place and its button. */
function showOutputs() {
  const { tabs, address, panel, texts } = parts.result;
  for (const tab of tabs) {
    const isShown = tab.id === `output-${shownOutput}`;
    tab.setAttribute("aria-selected", String(isShown));
    tab.tabIndex = isShown ? 0 : -1;
  }
  panel.setAttribute("aria-labelledby", `output-${shownOutput}`);
  address.hidden = shownOutput !== "curl";
  const hasSecrets = Object.keys(settings).some(isTyped);
  const shown = JSON.stringify([shownOutput, outputs[shownOutput], outputs.noPolicy, hasSecrets]);
  if (parts.result.shown !== shown) {
    parts.result.shown = shown;
    const top = texts.querySelector("pre")?.scrollTop ?? 0;
    texts.replaceChildren(...output(), hasSecrets && shownOutput !== "iam" ? secretNote() : "");
    texts.querySelector("pre")?.scrollTo(0, top);
  }
}

function chooseOutput(name) {
  shownOutput = name;
  showOutputs();
  document.getElementById(`output-${name}`).focus();
}

function output() {
  const [, , language] = OUTPUTS.find(([name]) => name === shownOutput);
  if (outputs[shownOutput] === undefined) {
    return [el("p", { class: "card soft" }, "There is no text for these settings yet.")];
  }
  if (shownOutput === "iam") {
    const policies = Object.entries(outputs.iam);
    return policies.length > 0
      ? policies.map(([owner, policy]) => codeBlock(language, policy, `For ${owner}`))
      : [el("p", { class: "card soft" }, outputs.noPolicy)];
  }
  return [codeBlock(language, outputs[shownOutput], TITLES[shownOutput])];
}

const TITLES = {
  json: "Body of POST /connectors",
  properties: "File for a standalone worker",
  curl: "Creates or changes the connector",
  strimzi: "KafkaConnector for Strimzi",
};

function workerField() {
  const problem = el("p", { class: "error", id: "configure-worker-error", hidden: true });
  return el(
    "div",
    { class: "worker" },
    el("label", { for: "configure-worker" }, "Address of the worker"),
    el("input", {
      id: "configure-worker",
      type: "url",
      value: worker,
      spellcheck: "false",
      "aria-describedby": problem.id,
      oninput: (event) => {
        worker = event.target.value.trim();
        const isWrong = worker !== "" && !/^https?:\/\/[!-~]+$/.test(worker);
        write(problem, isWrong ? "This is not an address such as http://connect:8083. The text has the default." : "");
        event.target.setAttribute("aria-invalid", String(isWrong));
        check();
      },
    }),
    problem,
  );
}

/** Says what to do about secrets that were typed, which the texts do not contain. */
function secretNote() {
  return el(
    "p",
    { class: "soft" },
    "Secrets are not in these texts. The worker reads them from the file in the placeholder; it needs Kafka's FileConfigProvider as provider file.",
  );
}
