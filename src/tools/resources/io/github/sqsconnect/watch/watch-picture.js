// The picture: topic → task → queue and dead letters, and the committed offsets on their way back.
// The boxes are elements, so that everybody can read them. What moves between them is a canvas.

import { el, number } from "./page.js";

const CELLS = 64;

/** Records that a whole bar of lag stands for: the first scale that is long enough. */
const SCALES = [300, 1_000, 3_000, 10_000, 30_000, 100_000];

/** Changes a text only if it differs, so that a screen reader reads nothing twice. */
export function setText(element, text) {
  const next = String(text);
  if (element.textContent !== next) {
    element.textContent = next;
  }
}

function box(name, title, ...children) {
  const tag = el("span", { class: "tag" });
  const heading = el("header", {}, el("h3", {}, title), tag);
  return { root: el("div", { class: `box box-${name}` }, heading, ...children), tag, heading };
}

function fact(label) {
  const value = el("b");
  return { root: el("div", { class: "fact" }, el("span", {}, label), value), value };
}

function topicBox() {
  const lanes = el("div", { class: "lanes" });
  const part = box("topic", "Topic", lanes);
  const rows = [];
  return {
    ...part,
    update({ partitions, topic }) {
      setText(part.tag, topic);
      while (rows.length < partitions.length) {
        const lag = el("b");
        const bar = el("span", { class: "bar-fill" });
        const note = el("span", { class: "soft" });
        rows.push({ lag, bar, note });
        lanes.append(
          el(
            "div",
            { class: "lane" },
            el("span", { class: "lane-name" }, `partition ${rows.length - 1}`),
            el("span", { class: "lane-lag" }, "lag ", lag),
            el("span", { class: "bar-track", "aria-hidden": "true" }, bar),
            note,
          ),
        );
      }
      const most = Math.max(...partitions.map((each) => each.lag));
      const scale = SCALES.find((each) => each >= most) ?? most;
      partitions.forEach(({ lag, committed, produced }, index) => {
        setText(rows[index].lag, number.format(lag));
        rows[index].bar.style.setProperty("--share", lag / scale);
        setText(rows[index].note, `committed ${number.format(committed)} of ${number.format(produced)}`);
      });
    },
  };
}

const STATES = {
  RUNNING: ["running", "good"],
  STARTING: ["starting", "warn"],
  FAILED: ["stopped", "bad"],
  DOWN: ["killed", "bad"],
};

function taskBox() {
  const waiting = fact("Waiting");
  const flight = fact("In flight");
  const memory = fact("Buffer");
  const retries = fact("Retries each second");
  const buffer = el("span", { class: "bar-fill" });
  const cells = Array.from({ length: CELLS }, () => el("i"));
  const part = box(
    "task",
    "Task",
    waiting.root,
    memory.root,
    el("span", { class: "bar-track", "aria-hidden": "true" }, buffer),
    flight.root,
    el("div", { class: "cells", "aria-hidden": "true" }, cells),
    retries.root,
  );
  return {
    ...part,
    update({ task, sample }) {
      const [label, tone] = STATES[task.state];
      const paused = task.state === "RUNNING" && task.paused > 0;
      setText(part.tag, paused ? `${task.paused} partitions paused` : task.reason ? `${label}: ${task.reason}` : label);
      part.tag.className = `tag ${paused ? "warn" : tone}`;
      part.root.dataset.state = task.state;
      setText(waiting.value, `${number.format(task.waiting)} messages`);
      const share = task.bufferMaxBytes ? Math.min(1, task.bufferBytes / task.bufferMaxBytes) : 0;
      setText(memory.value, task.bufferMaxBytes ? `${Math.round(share * 100)} % of ${task.bufferMaxBytes / 2 ** 20} MiB` : "–");
      buffer.style.setProperty("--share", share);
      setText(retries.value, number.format(Math.round(sample[8])));
      setText(flight.value, `${task.inFlight} of window ${task.window}`);
      cells.forEach((cell, index) => {
        const next = index < task.inFlight ? "full" : index < task.window ? "open" : "";
        if (cell.className !== next) {
          cell.className = next;
        }
      });
    },
  };
}

function queueBox() {
  const stored = el("p", { class: "big" });
  const rate = fact("Each second");
  const entries = fact("Entries per request");
  const part = box("queue", "Queue", stored, rate.root, entries.root);
  return {
    ...part,
    update({ ledger, sample, task, actions }) {
      const down = actions.some((each) => each.name === "outage" && each.active);
      setText(part.tag, down ? "down" : task.failing ? "failing" : "SQS endpoint");
      part.tag.className = `tag ${down ? "bad" : task.failing ? "warn" : ""}`;
      setText(stored, number.format(ledger.stored));
      setText(rate.value, number.format(Math.round(sample[4])));
      setText(entries.value, sample[9].toFixed(1));
    },
  };
}

function deadBox() {
  const count = el("p", { class: "big" });
  const part = box("dead", "Dead letters", count);
  return {
    ...part,
    update({ ledger }) {
      setText(count, number.format(ledger.deadLetters));
      setText(part.tag, ledger.deadLetters === 0 ? "none" : "in a topic");
    },
  };
}

export function picture() {
  const canvas = el("canvas", { class: "flow", "aria-hidden": "true" });
  const topic = topicBox();
  const task = taskBox();
  const queue = queueBox();
  const dead = deadBox();
  const boxes = [topic, task, queue, dead];
  const commits = el("p", { class: "commits" }, "offsets committed");
  const root = el(
    "section",
    { class: "picture card", "aria-label": "The pipeline" },
    canvas,
    topic.root,
    task.root,
    el("div", { class: "sinks" }, queue.root, dead.root),
    commits,
  );
  const flow = movement(root, canvas, boxes.map((each) => each.root), commits);
  return {
    root,
    update(state) {
      boxes.forEach((each) => each.update(state));
      flow.update(state);
    },
    start: flow.start,
    stop: flow.stop,
  };
}

// Movement

const FRAME_MS = 33;
const TRAVEL_MS = 1400;

/** More records give more dots, but never too many to draw: 200/s are 14 dots each second. */
function dots(perSecond) {
  return perSecond <= 0 ? 0 : Math.min(26, 2 + 5.2 * Math.log10(1 + perSecond));
}

function movement(root, canvas, [topic, task, queue, dead], commits) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const context = canvas.getContext("2d");
  const probe = el("span", { hidden: true });
  root.append(probe);
  let colour = {};
  let paths = {};
  let travellers = [];
  let due = {};
  let frame = 0;
  let drawnAt = 0;
  let state;
  let before;

  function readColours() {
    for (const name of ["--accent", "--good", "--warn", "--bad", "--line", "--field-line", "--violet", "--card"]) {
      probe.style.color = `var(${name})`;
      colour[name] = getComputedStyle(probe).color;
    }
  }

  /** The ways between the boxes: beside each other on a wide screen, below each other on a narrow one. */
  function measure() {
    const area = root.getBoundingClientRect();
    const ratio = devicePixelRatio;
    canvas.width = area.width * ratio;
    canvas.height = area.height * ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const at = (element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const x = left - area.left;
      const y = top - area.top;
      return { left: x, top: y, right: x + width, bottom: y + height, midX: x + width / 2, midY: y + height / 2 };
    };
    const [t, k, q, d, c] = [topic, task, queue, dead, commits].map(at);
    if (t.right < k.left) {
      const y = Math.min(t.midY, k.midY);
      paths = {
        read: curve([t.right, y], [k.left, y], "x"),
        send: curve([k.right, q.midY], [q.left, q.midY], "x"),
        reject: curve([k.right, d.midY], [d.left, d.midY], "x"),
        commit: [
          [k.midX, k.bottom],
          [k.midX, c.midY],
          [t.midX, c.midY],
          [t.midX, t.bottom],
        ],
      };
    } else {
      const side = area.width - 12;
      paths = {
        read: curve([t.midX, t.bottom], [k.midX, k.top], "y"),
        send: curve([q.midX, k.bottom], [q.midX, q.top], "y"),
        reject: curve([d.midX, k.bottom], [d.midX, d.top], "y"),
        commit: [
          [k.right, k.midY],
          [side, k.midY],
          [side, t.midY],
          [t.right, t.midY],
        ],
      };
    }
    if (still.matches) {
      draw(0);
    }
  }

  /** Points of a smooth way between two boxes. */
  function curve([x1, y1], [x2, y2], axis) {
    const points = [];
    for (let step = 0; step <= 16; step++) {
      const share = step / 16;
      const smooth = share * share * (3 - 2 * share);
      points.push(
        axis === "x"
          ? [x1 + (x2 - x1) * share, y1 + (y2 - y1) * smooth]
          : [x1 + (x2 - x1) * smooth, y1 + (y2 - y1) * share],
      );
    }
    return points;
  }

  function point(path, share) {
    const lengths = path.slice(1).map(([x, y], index) => Math.hypot(x - path[index][0], y - path[index][1]));
    let rest = share * lengths.reduce((sum, each) => sum + each, 0);
    for (let index = 0; index < lengths.length; index++) {
      if (rest <= lengths[index] || index === lengths.length - 1) {
        const part = lengths[index] ? Math.min(1, rest / lengths[index]) : 0;
        const [x1, y1] = path[index];
        const [x2, y2] = path[index + 1];
        return [x1 + (x2 - x1) * part, y1 + (y2 - y1) * part];
      }
      rest -= lengths[index];
    }
    return path.at(-1);
  }

  function begin(way, tone, options = {}) {
    travellers.push({ way, tone, at: 0, speed: 1, side: (Math.random() - 0.5) * 10, ...options });
  }

  /** Lets dots begin as often as the rate demands. */
  function feed(name, perSecond, millis, start) {
    due[name] = (due[name] ?? 0) + (perSecond * millis) / 1000;
    while (due[name] >= 1) {
      due[name]--;
      start();
    }
  }

  function advance(millis) {
    if (!state) {
      return;
    }
    const [, , , produced, delivered, , , , retries, entries] = state.sample;
    const up = state.task.state === "RUNNING";
    const out = state.actions.some((each) => each.name === "outage" && each.active);
    if (up) {
      const paused = state.task.paused > 0;
      feed("read", paused ? 0 : dots(Math.max(delivered, out ? produced : 0)), millis, () => begin("read", "--accent"));
      feed("send", out ? 0 : dots(delivered) / 4, millis, () =>
        begin("send", "--accent", { size: Math.max(1, Math.round(entries)), side: 0 }),
      );
      feed("retry", out ? 1.2 : dots(retries) / 3, millis, () =>
        begin("send", "--warn", { back: true, side: 7, speed: 1.3 }),
      );
    }
    for (const each of travellers) {
      each.at += (millis / TRAVEL_MS) * each.speed;
    }
    travellers = travellers.filter((each) => each.at < 1 && (up || each.way === "commit"));
  }

  /** Dots that stand still, for people who want no movement. */
  function standing() {
    const up = state.task.state === "RUNNING";
    const out = state.actions.some((each) => each.name === "outage" && each.active);
    const [, , , , delivered, , , , retries, entries] = state.sample;
    const row = (way, tone, shares, options) =>
      shares.map((at) => ({ way, tone, at, side: 0, ...options }));
    if (!up || out) {
      return [];
    }
    return [
      ...(delivered > 0 ? row("read", "--accent", [0.2, 0.35, 0.5, 0.65, 0.8], {}) : []),
      ...(delivered > 0 ? row("send", "--accent", [0.25, 0.5, 0.75], { size: Math.round(entries) }) : []),
      ...(retries > 1 ? row("send", "--warn", [0.4], { side: 9 }) : []),
      ...row("commit", "--good", [0.3], { mark: true }),
    ];
  }

  /** Dots for what happened once since the last state. */
  function events() {
    if (!before || still.matches) {
      return;
    }
    for (let each = before.ledger.deadLetters; each < Math.min(state.ledger.deadLetters, before.ledger.deadLetters + 5); each++) {
      begin("reject", "--bad", { side: 0, speed: 0.7 });
    }
    const committed = (of) => of.partitions.reduce((sum, each) => sum + each.committed, 0);
    if (committed(state) > committed(before)) {
      begin("commit", "--good", { side: 0, speed: 0.6, mark: true });
    }
  }

  function line(path, tone, dash) {
    context.beginPath();
    path.forEach(([x, y], index) => (index ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.strokeStyle = colour[tone];
    context.setLineDash(dash);
    context.lineWidth = 2;
    context.stroke();
    context.setLineDash([]);
    const [x2, y2] = path.at(-1);
    const [x1, y1] = path.at(-2);
    const angle = Math.atan2(y2 - y1, x2 - x1);
    context.beginPath();
    context.moveTo(x2, y2);
    context.lineTo(x2 - 9 * Math.cos(angle - 0.45), y2 - 9 * Math.sin(angle - 0.45));
    context.lineTo(x2 - 9 * Math.cos(angle + 0.45), y2 - 9 * Math.sin(angle + 0.45));
    context.fillStyle = colour[tone];
    context.fill();
  }

  /** A cross where a connection is broken. */
  function cross(path) {
    const [x, y] = point(path, 0.5);
    context.fillStyle = colour["--card"];
    context.beginPath();
    context.arc(x, y, 11, 0, 2 * Math.PI);
    context.fill();
    context.strokeStyle = colour["--bad"];
    context.lineWidth = 2.5;
    context.beginPath();
    context.moveTo(x - 5, y - 5);
    context.lineTo(x + 5, y + 5);
    context.moveTo(x + 5, y - 5);
    context.lineTo(x - 5, y + 5);
    context.stroke();
  }

  function traveller({ way, tone, at, side, size = 1, back, mark }) {
    const path = paths[way];
    const share = back ? (at < 0.5 ? at * 1.6 : (1 - at) * 1.6) : at;
    const [x, y] = point(path, share);
    context.globalAlpha = Math.min(1, 8 * at, 8 * (1 - at));
    context.fillStyle = colour[tone];
    if (mark) {
      context.beginPath();
      context.moveTo(x, y - 6);
      context.lineTo(x + 6, y);
      context.lineTo(x, y + 6);
      context.lineTo(x - 6, y);
      context.fill();
    } else if (size > 1) {
      const width = 8 + size * 1.4;
      context.beginPath();
      context.roundRect(x - width / 2, y - 5, width, 10, 5);
      context.fill();
    } else {
      context.beginPath();
      context.arc(x, y + side, 3.4, 0, 2 * Math.PI);
      context.fill();
    }
    context.globalAlpha = 1;
  }

  function draw() {
    context.clearRect(0, 0, canvas.width, canvas.height);
    if (!paths.read || !state) {
      return;
    }
    const up = state.task.state === "RUNNING";
    const out = state.actions.some((each) => each.name === "outage" && each.active);
    line(paths.read, "--line", up ? [] : [4, 6]);
    line(paths.send, out ? "--bad" : "--line", up && !out ? [] : [4, 6]);
    line(paths.reject, "--line", [4, 6]);
    line(paths.commit, "--line", [2, 5]);
    (still.matches ? standing() : travellers).forEach(traveller);
    if (out) {
      cross(paths.send);
    }
    if (!up) {
      cross(paths.read);
    }
  }

  function tick(now) {
    frame = requestAnimationFrame(tick);
    const millis = now - drawnAt;
    if (millis >= FRAME_MS) {
      drawnAt = now;
      advance(Math.min(millis, 200));
      draw();
    }
  }

  new ResizeObserver(measure).observe(root);
  const repaint = () => {
    readColours();
    draw();
  };
  addEventListener("theme", repaint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);

  return {
    update(next) {
      before = state;
      state = next;
      events();
      if (still.matches) {
        draw();
      }
    },
    start() {
      readColours();
      measure();
      if (!still.matches) {
        frame = requestAnimationFrame(tick);
      }
    },
    stop() {
      cancelAnimationFrame(frame);
    },
  };
}
