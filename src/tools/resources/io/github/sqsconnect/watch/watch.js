// The Watch view: the counters of the ledger, the story line, the picture, buttons and charts.

import { api, el, number, view } from "./page.js";
import { charts } from "./watch-charts.js";
import { picture, setText } from "./watch-picture.js";

const POLL_MS = 400;

// Counters

/** Counters of an older reading are not shown as good. */
const OLDEST_READING_S = 10;

function counter(title, id) {
  const value = el("p", { class: "count", id });
  const note = el("p", { class: "soft" });
  return { root: el("div", { class: "counter card" }, el("h2", {}, title), value, note), value, note };
}

function counters() {
  const lost = counter("Lost", "watch-lost");
  const early = counter("Committed too early", "watch-early");
  const duplicates = counter("Duplicates", "watch-duplicates");
  const causes = el("ul", { class: "causes", "aria-label": "Duplicates by cause" });
  duplicates.note.replaceWith(causes);
  const show = (part, count, age, good, bad) => {
    const known = age <= OLDEST_READING_S;
    setText(part.value, number.format(count));
    setText(part.note, count > 0 ? bad : known ? good : `not known: the ledger was last read ${age} s ago`);
    part.root.classList.toggle("is-good", count === 0 && known);
    part.root.classList.toggle("is-bad", count > 0);
  };
  let shownCauses = "";
  return {
    root: el("section", { class: "counters", "aria-label": "Counters" }, lost.root, early.root, duplicates.root),
    update({ ledger }) {
      show(
        lost,
        ledger.lost,
        ledger.ageSeconds,
        `of ${number.format(ledger.produced)} records`,
        "committed, but neither in the queue nor a dead letter",
      );
      show(
        early,
        ledger.early,
        ledger.ageSeconds,
        "no offset was ahead of its record",
        "offsets were committed before SQS had the record",
      );
      setText(duplicates.value, number.format(ledger.duplicates));
      const next = JSON.stringify(ledger.causes);
      if (next !== shownCauses) {
        shownCauses = next;
        const items = ledger.causes.map(({ cause, count }) =>
          el(
            "li",
            { class: cause === "unexplained" ? "tag bad" : "tag" },
            `${number.format(count)} ${cause}`,
          ),
        );
        causes.replaceChildren(...(items.length ? items : [el("li", { class: "soft" }, "none so far")]));
      }
    },
  };
}

// Buttons

const LABELS = {
  throttle: ["Throttle", "8 requests each second"],
  "slow-answers": ["Slow answers", "1.5 s for each"],
  "half-failed": ["Half-failed batches", "each message by chance"],
  outage: ["10 s outage", "connections are refused"],
  "drop-answers": ["Drop answers", "stored, but not confirmed"],
  "kill-worker": ["Kill the worker", "SIGKILL; it comes back"],
  poison: ["Poison record", "a value that is not JSON"],
  "wrong-credentials": ["Wrong credentials", "SQS refuses the keys"],
};

function buttons(press) {
  const load = el("output", { class: "load-value", "aria-label": "Load" });
  const less = el("button", { type: "button", class: "step", "data-action": "less-load", "aria-label": "Less load" }, "−");
  const more = el("button", { type: "button", class: "step", "data-action": "more-load", "aria-label": "More load" }, "+");
  const faults = Object.entries(LABELS).map(([name, [label, hint]]) =>
    el(
      "button",
      { type: "button", class: "fault", "data-action": name, "aria-pressed": "false" },
      el("span", { class: "fault-name" }, label),
      el("span", { class: "fault-hint" }, hint),
      el("span", { class: "fault-time", "aria-hidden": "true" }),
    ),
  );
  const root = el(
    "section",
    { class: "actions card", "aria-label": "Break it" },
    el(
      "div",
      { class: "load", role: "group", "aria-label": "Load" },
      el("h2", {}, "Load"),
      el("div", { class: "stepper" }, less, load, more),
    ),
    el("div", { class: "faults", role: "group", "aria-label": "Faults" }, faults),
  );
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-action]");
    if (button && button.getAttribute("aria-disabled") !== "true") {
      press(button.dataset.action);
    }
  });
  return {
    root,
    update(state) {
      setText(load, `${number.format(state.load.perSecond)} records/s`);
      load.classList.toggle("is-waiting", state.load.waiting);
      load.title = state.load.waiting ? "The load waits: too many records are behind" : "";
      for (const action of state.actions) {
        const button = root.querySelector(`[data-action="${action.name}"]`);
        button.setAttribute("aria-disabled", String(!action.usable));
        if (button.classList.contains("fault")) {
          showFault(button, action);
        }
      }
    },
  };
}

function showFault(button, action) {
  const [label, hint] = LABELS[action.name];
  const timed = action.active && action.ofMillis > 0;
  button.setAttribute("aria-pressed", String(action.active));
  button.style.setProperty("--left", timed ? action.leftMillis / action.ofMillis : action.active ? 1 : 0);
  button.classList.toggle("is-open", action.active && !timed);
  const until = { "kill-worker": "until the task runs again", poison: "until it is a dead letter" };
  setText(button.querySelector(".fault-name"), label);
  setText(
    button.querySelector(".fault-hint"),
    !action.active
      ? hint
      : timed
        ? `ends in ${Math.ceil(action.leftMillis / 1000)} s · press to end`
        : until[action.name],
  );
}

// The view

const story = el("p", { class: "story-text", role: "status", "aria-live": "polite" });
const storyRow = el("section", { class: "story card", "aria-label": "What the connector does" }, el("span", { class: "story-dot", "aria-hidden": "true" }), story);
let parts;
let timer;
let isShown = false;
let lastSample = -1;

async function poll() {
  clearTimeout(timer);
  try {
    await show(await api("watch/state"));
  } finally {
    if (isShown) {
      timer = setTimeout(poll, POLL_MS);
    }
  }
}

async function show(state) {
  setText(story, state.story);
  storyRow.dataset.kind = state.storyKind;
  parts.forEach((part) => part.update(state));
  const chart = parts.at(-1);
  const [sample] = state.sample;
  if (sample > lastSample + 1) {
    chart.replace((await api("watch/history")).samples);
  } else if (sample > lastSample) {
    chart.add(state.sample);
  }
  lastSample = sample;
}

async function press(action) {
  await show(await api("watch/action", { action }));
}

view("watch", {
  title: "Watch",
  mount(element) {
    parts = [counters(), picture(), buttons(press), charts()];
    const [count, drawing, buttonRow, chart] = parts.map((part) => part.root);
    element.append(count, storyRow, drawing, buttonRow, chart);
    document.addEventListener("visibilitychange", () => {
      clearTimeout(timer);
      isShown = !document.hidden && !element.hidden;
      if (isShown) {
        poll();
      }
    });
  },
  show() {
    isShown = true;
    poll();
    parts.forEach((part) => part.start?.());
  },
  hide() {
    isShown = false;
    clearTimeout(timer);
    parts.forEach((part) => part.stop?.());
  },
});
