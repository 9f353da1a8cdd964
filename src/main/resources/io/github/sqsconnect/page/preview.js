// The view that shows what a record becomes: the record on the left, the message beside it, and
// the settings that decide what the message looks like.

import {
  api,
  coloured,
  copyButton,
  el,
  number,
  onSettings,
  say,
  set,
  setAll,
  setBusy,
  settings,
  tokens,
  view,
} from "./page.js";

/** Groups of settings that change messages, in their order here. */
const GROUPS = [
  "Message",
  "JSON bodies",
  "Event batch",
  "Plain records",
  "Forwarding",
  "Message attributes",
];

/** Settings of other groups that change messages too. */
const SCHEMAS = "value.converter.schemas.enable";
const OTHERS = ["sqs.queue.url", "value.converter", SCHEMAS, "header.converter"];

const OWN = { name: "own", title: "Your own", about: "Paste the value of a record of yours, as it is in Kafka." };

const OUTCOMES = {
  none: ["No record yet", "none"],
  error: ["Settings to correct", "warn"],
  rejected: ["Rejected", "bad"],
  not_received: ["Not converted", "bad"],
  dropped: ["Dropped by a transform", "warn"],
  filtered: ["Nothing to send", "warn"],
};

const MARKS = {
  added: "Added by the connector",
  renamed: "Renamed or moved",
  converted: "Another type",
};

/** SQS bills a request in steps of this many bytes. */
const BILLED_BYTES = 65_536;

const record = { topic: "orders", partition: "0", offset: "0", timestamp: "0", key: null, headers: [], value: "" };

let samples;
let current;
let fromSample = "";
let options = new Map();
let parts;
let shownMessage = 0;
let isIndented = true;
let answer;

view("preview", {
  title: "Preview",
  async mount(element) {
    const [list, groups] = await Promise.all([api("samples"), api("options")]);
    samples = list;
    groups.groups.forEach((group) => group.keys.forEach((key) => options.set(key.name, { ...key, group: group.title })));
    parts = build();
    element.append(
      el("div", { class: "intro" }, samplePicker()),
      el("div", { class: "columns" }, parts.record.element, parts.message.element, parts.settings.element),
      parts.tip,
    );
    onSettings((changed) => {
      parts.settings.read(changed);
      describe();
      update();
    });
    pick(samples[0]);
  },
});

function build() {
  return {
    record: recordCard(),
    message: messageCard(),
    settings: settingsCard(),
    tip: el("div", { class: "tip", id: "preview-tip", role: "tooltip", hidden: true }),
  };
}

// Samples

function samplePicker() {
  const list = el("div", { class: "samples", role: "group", "aria-label": "Records" });
  for (const sample of [...samples, OWN]) {
    list.append(
      el(
        "button",
        {
          type: "button",
          class: "sample",
          "data-sample": sample.name,
          "aria-pressed": "false",
          onclick: () => pick(sample),
        },
        sample.title,
      ),
    );
  }
  return [
    list,
    el("p", { class: "about", id: "preview-about" }),
    el(
      "p",
      { class: "offer", id: "preview-offer", hidden: true },
      "Your settings are kept. ",
      el("button", { type: "button", class: "quiet", onclick: () => use(current) }, "Use the settings of this sample"),
    ),
  ];
}

/** Shows a sample, with its settings unless they would replace those of the user. */
function pick(sample) {
  take(sample);
  const isOwn = sample === OWN;
  const isTouched = Object.keys(settings).length > 0 && JSON.stringify(sorted(settings)) !== fromSample;
  document.getElementById("preview-offer").hidden = isOwn || !isTouched;
  if (isOwn || isTouched) {
    update();
  } else {
    use(sample);
  }
  if (isOwn) {
    parts.record.area.focus();
  }
}

/** Says what the record is and, while the sample's settings are unchanged, what it becomes. */
function describe() {
  const isUnchanged = current?.config && JSON.stringify(sorted(current.config)) === JSON.stringify(sorted(settings));
  document.getElementById("preview-about").textContent = isUnchanged
    ? `${current.about} ${current.becomes}`
    : current?.about ?? "";
}

/** Shows the record of a sample. */
function take(sample) {
  current = sample;
  document.querySelectorAll(".sample").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.sample === sample.name));
  });
  describe();
  if (sample !== OWN) {
    Object.assign(record, structuredClone(sample.record));
  } else {
    record.value = "";
  }
  shownMessage = 0;
  parts.record.read();
}

function use(sample) {
  document.getElementById("preview-offer").hidden = true;
  fromSample = JSON.stringify(sorted(sample.config));
  setAll(sample.config);
  update();
}

function sorted(object) {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

// Requests: one at a time, the newest of those that wait next.

let isBusy = false;
let isStale = false;

async function update() {
  isStale = true;
  if (isBusy) {
    return;
  }
  isBusy = true;
  setBusy(parts.message.element, true);
  await undefined; // what changes in one step needs one request
  try {
    while (isStale) {
      isStale = false;
      const begin = performance.now();
      const sent = record.value;
      const result = await preview();
      if (!isStale || sent === record.value) {
        answer = result;
        show();
        parts.message.took.textContent = `Updated in ${Math.max(1, Math.round(performance.now() - begin))} ms`;
        performance.measure("preview", { start: begin, end: performance.now() });
      }
    }
  } finally {
    isBusy = false;
    setBusy(parts.message.element, false);
  }
}

/** Shows the last answer in another way; while the next one is awaited, that one shows it. */
function showAgain() {
  if (answer) {
    show();
  }
}

async function preview() {
  if (current === OWN && record.value === "") {
    return { outcome: "none" };
  }
  try {
    return await api("preview", { config: settings, record });
  } catch (error) {
    return { outcome: "error", reason: error.message };
  }
}

// The record

function recordCard() {
  const area = el("textarea", {
    id: "preview-value",
    spellcheck: "false",
    autocapitalize: "off",
    autocomplete: "off",
    "aria-label": "Value of the record",
    "aria-describedby": "preview-place",
    placeholder: "Paste the value of a record",
  });
  const colours = el("pre", { "aria-hidden": "true" });
  const position = el("span", { class: "soft mono" });
  const place = el("p", { class: "place", id: "preview-place" });
  const left = el("div", { class: "left-out" });
  const inputs = new Map();

  const field = (name, label) => {
    const input = el("input", {
      id: `preview-${name}`,
      autocomplete: "off",
      spellcheck: "false",
      oninput: (event) => {
        record[name] = event.target.value;
        paintPosition();
        update();
      },
    });
    inputs.set(name, input);
    return el("div", { class: `field field-${name}` }, el("label", { for: input.id }, label), input);
  };
  const key = el("input", {
    id: "preview-key",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "none",
    oninput: (event) => {
      record.key = event.target.value || null;
      update();
    },
  });
  const headers = el("textarea", {
    id: "preview-headers",
    rows: "2",
    spellcheck: "false",
    placeholder: "name=value, one a line",
    oninput: (event) => {
      record.headers = event.target.value
        .split("\n")
        .filter((line) => line.includes("="))
        .map((line) => ({ name: line.slice(0, line.indexOf("=")).trim(), value: line.slice(line.indexOf("=") + 1) }));
      update();
    },
  });
  const tombstone = el("input", {
    type: "checkbox",
    id: "preview-null",
    onchange: (event) => {
      record.value = event.target.checked ? null : area.value;
      area.disabled = event.target.checked;
      paint();
      update();
    },
  });

  area.addEventListener("input", () => {
    record.value = area.value;
    answer = undefined;
    paint();
    update();
  });
  area.addEventListener("mousemove", (event) => hoverRecord(event));
  area.addEventListener("mouseleave", () => {
    hideTip();
    link(null);
  });
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === area) {
      caretMoved(area.selectionStart);
    }
  });

  const paintPosition = () => {
    position.textContent = `${record.topic}-${record.partition}@${record.offset}`;
  };
  const paint = () => {
    const ranges = rangesOfRecord();
    colours.replaceChildren(...segments(record.value ?? "", ranges), "\n");
    colours.classList.toggle("is-null", record.value === null);
    const gone = ranges.filter((range) => range.kind === "left");
    left.replaceChildren();
    if (gone.length > 0) {
      left.append(
        el("span", { class: "key" }, el("i", { class: "swatch s-left" }), `Left out (${gone.length})`),
        ...gone.slice(0, 24).map((range) =>
          el(
            "button",
            {
              type: "button",
              class: "chip",
              "data-note": range.note,
              "data-pointer": range.pointer,
              "aria-label": `${range.pointer}. ${range.note}`,
              ...explained(range.pointer),
            },
            range.pointer,
          ),
        ),
      );
      if (gone.length > 24) {
        left.append(el("span", { class: "soft" }, `and ${gone.length - 24} more`));
      }
    }
  };
  const element = el(
    "section",
    { class: "card record", "aria-labelledby": "preview-record" },
    el("header", {}, el("h2", { id: "preview-record" }, "Record in Kafka"), position),
    el("div", { class: "editor" }, colours, area),
    place,
    left,
    el(
      "details",
      { class: "more" },
      el("summary", {}, "Key, headers and position"),
      el(
        "div",
        { class: "fields" },
        field("topic", "Topic"),
        field("partition", "Partition"),
        field("offset", "Offset"),
        field("timestamp", "Timestamp in ms"),
        el("div", { class: "field" }, el("label", { for: "preview-key" }, "Key"), key),
        el("div", { class: "field wide" }, el("label", { for: "preview-headers" }, "Headers"), headers),
        el("div", { class: "check wide" }, tombstone, el("label", { for: "preview-null" }, "Null value (tombstone)")),
      ),
    ),
  );
  return {
    element,
    area,
    paint,
    place,
    read() {
      area.value = record.value ?? "";
      area.disabled = record.value === null;
      tombstone.checked = record.value === null;
      inputs.forEach((input, name) => {
        input.value = record[name];
      });
      key.value = record.key ?? "";
      headers.value = record.headers.map((header) => `${header.name}=${header.value}`).join("\n");
      answer = undefined;
      paintPosition();
      paint();
    },
  };
}

/** The parts of the record that need attention: where they are, of which kind, and why. */
function rangesOfRecord() {
  if (answer?.from !== undefined) {
    return [{ from: answer.from, to: Math.max(answer.to, answer.from + 1), kind: "bad", note: answer.reason }];
  }
  return (answer?.places ?? []).map((place) => ({
    ...place,
    kind: place.left_out ? "left" : "sent",
    note: place.note ?? "",
  }));
}

/** The text as coloured elements, cut where a range begins or ends. */
function segments(text, ranges) {
  const sorted = [...ranges].sort((a, b) => a.from - b.from);
  const made = [];
  let at = 0;
  let next = 0;
  for (const [kind, part] of tokens("json", text)) {
    const end = at + part.length;
    while (at < end) {
      while (next < sorted.length && sorted[next].to <= at) {
        next++;
      }
      const range = sorted[next];
      const isInside = range && range.from <= at;
      const stop = Math.min(end, range ? (isInside ? range.to : Math.max(range.from, at + 1)) : end);
      const span = el("span", { class: kind ? `t-${kind}` : null }, text.slice(at, stop));
      if (isInside) {
        span.classList.add("r", `r-${range.kind}`);
        span.dataset.note = range.note;
        if (range.pointer !== undefined) {
          span.dataset.pointer = range.pointer;
        }
      }
      made.push(span);
      at = stop;
    }
  }
  const last = sorted.at(-1);
  if (last?.kind === "bad" && last.from >= text.length) {
    made.push(el("span", { class: "r r-bad" }, " "));
  }
  return made;
}

function hoverRecord(event) {
  const found = document
    .elementsFromPoint(event.clientX, event.clientY)
    .find((element) => element.classList.contains("r"));
  link(found?.dataset.pointer);
  if (found?.dataset.note) {
    tip(found, found.dataset.note);
  } else {
    hideTip();
  }
}

/** Explains the value in which the cursor is. */
function caretMoved(at) {
  const range = rangesOfRecord().find((each) => each.from <= at && at <= each.to);
  const sentence = range?.kind === "sent" ? noteOfMessage(range.pointer) : range?.note;
  parts.record.place.textContent = sentence ? `${range.pointer ?? "Here"}: ${sentence}` : "";
  link(range?.pointer);
}

function noteOfMessage(pointer) {
  const line = (answer?.messages ?? [])
    .flatMap((message) => message.lines)
    .find((each) => each.pointer === pointer);
  return line ? line.note || "In the message as it is." : "";
}

/** Highlights a value of the record, and what it became. */
function link(pointer) {
  document.querySelectorAll(".view-preview .linked").forEach((element) => element.classList.remove("linked"));
  if (pointer) {
    document
      .querySelectorAll(`.view-preview [data-pointer="${CSS.escape(pointer)}"]`)
      .forEach((element) => element.classList.add("linked"));
  }
}

// Explanations

/** Listeners that explain an element while the mouse is over it or it has the focus. */
function explained(pointer) {
  const on = (event) => {
    link(pointer);
    if (event.currentTarget.dataset.note) {
      tip(event.currentTarget, event.currentTarget.dataset.note);
    }
  };
  const off = () => {
    hideTip();
    link(null);
  };
  return {
    onmouseenter: on,
    onfocus: on,
    onmouseleave: off,
    onblur: off,
    onkeydown: (event) => {
      if (event.key === "Escape") {
        hideTip();
      }
    },
  };
}

function tip(element, text) {
  const box = parts.tip;
  box.textContent = text;
  box.hidden = false;
  const place = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const left = Math.max(8, Math.min(place.left, innerWidth - box.offsetWidth - 8));
  const isAbove = place.bottom + box.offsetHeight + 12 > innerHeight;
  box.style.left = `${left}px`;
  box.style.top = `${isAbove ? place.top - box.offsetHeight - 6 : place.bottom + 6}px`;
}

function hideTip() {
  parts.tip.hidden = true;
}

addEventListener("scroll", () => parts && hideTip(), { passive: true });

// The message

function messageCard() {
  const title = el("h2", { id: "preview-message" }, "Message in SQS");
  const tag = el("span", { class: "tag", id: "preview-outcome" });
  const took = el("span", { class: "soft took", id: "preview-took" });
  const content = el("div", { class: "content" });
  return {
    element: el(
      "section",
      { class: "card message", "aria-labelledby": "preview-message" },
      el("header", {}, title, el("span", { class: "states" }, took, tag)),
      content,
    ),
    tag,
    took,
    content,
  };
}

function show() {
  hideTip();
  parts.record.paint();
  parts.record.place.textContent = "";
  if (answer.visible) {
    parts.settings.show(answer.visible);
  }
  const [words, style] =
    answer.outcome === "messages"
      ? [answer.messages.length === 1 ? "1 message" : `${number.format(answer.messages.length)} messages`, "good"]
      : OUTCOMES[answer.outcome];
  const tag = parts.message.tag;
  if (tag.textContent !== words) {
    tag.textContent = words;
    tag.className = `tag ${style}`;
    say(`Outcome: ${words}`);
  }
  shownMessage = Math.min(shownMessage, (answer.messages?.length ?? 1) - 1);
  replaceContent(answer.outcome === "messages" ? messages() : problem());
}

/** Replaces the content; the keyboard's place in it stays. */
function replaceContent(elements) {
  const { content } = parts.message;
  const stops = () => [...content.querySelectorAll("button, [tabindex]")];
  const at = stops().indexOf(document.activeElement);
  content.replaceChildren(...elements);
  if (at >= 0) {
    stops()[at]?.focus({ preventScroll: true });
  }
}

function problem() {
  if (answer.outcome === "none") {
    return [el("p", { class: "soft" }, "Its message appears here while you type or paste.")];
  }
  if (answer.outcome === "filtered") {
    return [explanation("The settings leave nothing to send", "The offset of the record is committed without a message.")];
  }
  if (answer.outcome === "dropped") {
    return [explanation(`${answer.key} drops this record`, "Its offset is committed without a message.")];
  }
  if (answer.outcome === "error") {
    return [explanation("There is no message yet", answer.reason, "warn")];
  }
  if (answer.outcome === "not_received") {
    return [
      explanation(`${answer.key} fails on this record`, answer.reason, "bad"),
      el("p", { class: "soft" }, "The connector never receives it. Kafka Connect stops the task; with errors.tolerance=all it writes the record to the dead-letter topic, if there is one, and goes on."),
    ];
  }
  const [what, rule] = answer.reason.split(/\s*(?=Allowed: )/);
  const facts = [["Reason", what]];
  if (answer.location) {
    facts.push(["Place", answer.location]);
  }
  if (rule) {
    facts.push(["Rule", rule.replace("Allowed: ", "Allowed: ")]);
  }
  const isTolerant = settings["errors.tolerance"] === "all";
  const topic = settings["errors.deadletterqueue.topic.name"];
  const isLogged = settings["errors.log.enable"] === "true";
  const follows = () => {
    if (!isTolerant) {
      return "The task stops at this record, because errors.tolerance is none.";
    }
    if (topic) {
      return `The record goes to the dead-letter topic ${topic}, and the task goes on.`;
    }
    return isLogged
      ? "Connect only logs the record, and the task goes on."
      : "The task stops at this record, because there is neither a dead-letter topic nor errors.log.enable=true.";
  };
  facts.push(["What follows", follows()]);
  return [
    el(
      "div",
      { class: "problem bad" },
      el("p", { class: "headline" }, "The connector rejects this record"),
      el("p", { class: "soft" }, `Kind: ${answer.rule.replaceAll("_", " ")}. The place is marked in the record.`),
    ),
    el(
      "dl",
      { class: "facts" },
      facts.map(([name, value]) => [el("dt", {}, name), el("dd", { class: name === "Place" ? "mono" : null }, value)]).flat(),
    ),
  ];
}

function explanation(headline, text, style = "warn") {
  return el("div", { class: `problem ${style}` }, el("p", { class: "headline" }, headline), el("p", {}, text));
}

function messages() {
  const message = answer.messages[shownMessage];
  return [answer.messages.length > 1 ? messagePicker() : null, facts(message), size(message), body(message)].filter(Boolean);
}

function messagePicker() {
  return el(
    "div",
    { class: "pages", role: "group", "aria-label": "Messages of this record" },
    answer.messages.slice(0, 20).map((message, index) =>
      el(
        "button",
        {
          type: "button",
          class: "quiet",
          "aria-pressed": String(index === shownMessage),
          onclick: () => {
            shownMessage = index;
            showAgain();
          },
        },
        String(index + 1),
      ),
    ),
    answer.messages.length > 20 ? el("span", { class: "soft" }, `and ${answer.messages.length - 20} more`) : null,
  );
}

function facts(message) {
  const queue = message.queue.slice(message.queue.lastIndexOf("/") + 1);
  const rows = [
    ["Queue", [el("span", { title: message.queue }, queue), " ", el("span", { class: "tag" }, message.fifo ? "FIFO" : "standard")]],
  ];
  if (message.group !== undefined || message.group_note !== undefined) {
    rows.push(["Group", withNote(message.group, message.group_note)]);
  }
  if (message.deduplication_id !== undefined) {
    rows.push(["Deduplication id", withNote(message.deduplication_id, message.deduplication_id_note)]);
  }
  if (message.attributes.length > 0) {
    rows.push([
      "Attributes",
      el(
        "ul",
        { class: "attributes" },
        message.attributes.map((each) =>
          el("li", {}, el("b", {}, each.name), ` = ${each.value} `, el("span", { class: "tag" }, each.type)),
        ),
      ),
    ]);
  }
  if (message.delay_seconds !== undefined) {
    rows.push(["Delay", `${message.delay_seconds} s`]);
  }
  if (message.trace_header !== undefined) {
    rows.push(["Trace header", message.trace_header]);
  }
  return el("dl", { class: "facts" }, rows.map(([name, value]) => [el("dt", {}, name), el("dd", { class: "mono" }, value)]).flat());
}

/** An id, and below it what cannot be seen in it. */
function withNote(id, note) {
  return note === undefined ? id : [id ?? "", el("div", { class: "soft" }, note)];
}

function size(message) {
  const share = message.bytes / message.most_bytes;
  const percent = share >= 0.1 ? Math.round(share * 100) : Math.max(0.01, Math.round(share * 10_000) / 100);
  const units = message.billed_units === 1 ? "1 billed unit" : `${message.billed_units} billed units`;
  const text = `${number.format(message.bytes)} of ${number.format(message.most_bytes)} bytes (${percent} %)`;
  const fill = el("i", { class: "fill" });
  fill.style.inlineSize = `${Math.max(share * 100, 0.5)}%`;
  const bar = el("div", { class: "bar-of-size", role: "img", "aria-label": `Size: ${text}, ${units}` }, fill);
  bar.style.setProperty("--step", `${(BILLED_BYTES / message.most_bytes) * 100}%`);
  return el(
    "div",
    { class: "size" },
    el("div", { class: "words" }, el("span", {}, el("b", {}, text)), el("span", { class: "soft" }, units)),
    bar,
    el(
      "p",
      { class: "soft" },
      message.attribute_bytes > 0 ? `${number.format(message.attribute_bytes)} bytes of it are attributes. ` : "",
      "Each step of the scale is 64 KiB: one billed unit.",
    ),
  );
}

function body(message) {
  const hasMarks = message.lines.length > 0;
  const isShownIndented = isIndented && hasMarks;
  const kinds = Object.keys(MARKS).filter((kind) => message.lines.some((line) => line.mark === kind));
  const toggle = el(
    "button",
    {
      type: "button",
      class: "quiet",
      "aria-pressed": String(!isShownIndented),
      onclick: () => {
        isIndented = !isIndented;
        showAgain();
      },
    },
    "As sent",
  );
  const code = el("code", {}, isShownIndented ? lines(message) : coloured("json", message.body));
  const pre = el("pre", { class: isShownIndented ? null : "wrapped", tabindex: isShownIndented && kinds.length > 0 ? null : "0", "aria-label": "Body of the message" }, code);
  if (isShownIndented) {
    pre.addEventListener("keydown", moveFocus);
    pre.setAttribute("role", "group");
  } else {
    pre.setAttribute("role", "region");
  }
  return el(
    "figure",
    { class: "code body" },
    el("figcaption", {}, el("span", {}, "Body"), el("span", { class: "actions" }, hasMarks ? toggle : null, copyButton(message.body))),
    kinds.length > 0 && isShownIndented
      ? el(
          "p",
          { class: "legend" },
          el("span", { class: "hidden" }, "Arrow keys move between the marked values. "),
          kinds.map((kind) => el("span", { class: "key" }, el("i", { class: `swatch s-${kind}` }), MARKS[kind])),
        )
      : null,
    pre,
    hasMarks ? null : el("p", { class: "soft note" }, "Larger than 64 KiB: shown as it is sent, without marks."),
  );
}

function lines(message) {
  let isFirst = true;
  return message.lines.map((line) => {
    const content = [
      line.name ? el("span", { class: "t-name" }, line.name) : null,
      line.name ? ": " : null,
      ...coloured("json", line.value),
    ];
    const isMarked = line.mark !== "none" && line.note !== "";
    const attributes = { class: "v" };
    if (line.pointer !== undefined) {
      attributes["data-pointer"] = line.pointer;
    }
    if (isMarked) {
      attributes.class += ` m m-${line.mark}`;
    }
    if (isMarked) {
      Object.assign(attributes, {
        "data-note": line.note,
        role: "note",
        tabindex: isFirst ? "0" : "-1",
        "aria-label": `${line.name || line.value}: ${line.note}`,
      });
      isFirst = false;
    }
    Object.assign(attributes, isMarked || line.pointer !== undefined ? explained(line.pointer) : {});
    const row = el("span", { class: "line" }, el("span", attributes, content), line.end);
    row.style.setProperty("--depth", line.depth);
    return row;
  });
}

/** One stop of the tab key for the whole body; arrows move between what is explained. */
function moveFocus(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) {
    return;
  }
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll("[data-note][tabindex]")];
  const at = all.indexOf(document.activeElement);
  const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
  all.forEach((each) => {
    each.tabIndex = each === next ? 0 : -1;
  });
  next?.focus();
}

// Settings

function settingsCard() {
  const fields = new Map();
  const groups = [];
  const names = [...options.keys()];
  const add = (title, keys) => {
    const own = keys.map((name) => {
      const made = settingField(options.get(name));
      fields.set(name, made);
      return made.element;
    });
    const element = el("fieldset", {}, el("legend", {}, title), own);
    groups.push({ element, keys });
    return element;
  };
  const element = el(
    "section",
    { class: "card settings", "aria-labelledby": "preview-settings" },
    el("header", {}, el("h2", { id: "preview-settings" }, "Settings"), el("span", { class: "soft" }, "shared with Configure")),
    el(
      "div",
      { class: "scroll", tabindex: "0", role: "group", "aria-label": "Settings that change messages" },
      add(
        "Queue and converters",
        OTHERS.filter((name) => options.has(name)),
      ),
      ...GROUPS.map((group) =>
        add(
          group,
          names.filter((name) => options.get(name).group === group),
        ),
      ),
    ),
  );
  const read = (changed) => changed.forEach((name) => fields.get(name)?.read());
  read([...fields.keys()]);
  return {
    element,
    read,
    show(visible) {
      const matters = new Set(visible);
      fields.forEach((field, name) => {
        const isOfConnect = options.get(name).group === "Connector";
        const isUseless = name === SCHEMAS && !(settings["value.converter"] ?? "").endsWith("JsonConverter");
        field.element.hidden = !(name in settings) && (isUseless || !(isOfConnect || matters.has(name)));
      });
      groups.forEach(({ element: group, keys }) => {
        group.hidden = keys.every((name) => fields.get(name).element.hidden);
      });
    },
  };
}

function settingField(option) {
  const id = `preview-setting-${option.name}`;
  const change = (event) => {
    const value = event.target.value;
    set({ [option.name]: value === "" ? undefined : value });
  };
  const hasWords = option.values.length > 0 && !option.open;
  const shortest = (value) => value.slice(value.lastIndexOf(".") + 1);
  const words = [...option.values];
  const isChoice = hasWords || (option.open && words.length > 0);
  const input = isChoice
    ? el(
        "select",
        { id, onchange: change },
        el("option", { value: "" }, option.default === undefined ? "not set" : `${option.default} (default)`),
        words.filter((word) => word !== option.default).map((word) => el("option", { value: word }, shortest(word))),
      )
    : el("input", {
        id,
        autocomplete: "off",
        spellcheck: "false",
        placeholder: option.default ?? "not set",
        oninput: change,
      });
  input.setAttribute("aria-describedby", `${id}-key`);
  const element = el(
    "div",
    { class: "field", title: option.doc },
    el("label", { for: id }, option.display),
    el("span", { class: "name mono", id: `${id}-key` }, option.name),
    input,
  );
  return {
    element,
    read() {
      const value = settings[option.name] ?? "";
      element.classList.toggle("is-set", value !== "");
      if (isChoice && value !== "" && ![...input.options].some((each) => each.value === value)) {
        input.append(el("option", { value }, shortest(value)));
      }
      if (input.value !== value) {
        input.value = value;
      }
    },
  };
}
