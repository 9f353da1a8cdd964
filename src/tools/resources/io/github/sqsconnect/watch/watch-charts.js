// Charts of the last three minutes. The library draws; legends and the marks of faults are ours.

import { el, number } from "./page.js";

const MINUTES = 3;
const MOST = MINUTES * 60;
const FAULTS = ["", "", "throttle", "slow", "half-failed", "outage", "dropped", "kill", "poison", "credentials"];

/** Positions of the values in a sample of the server. */
const AT = { time: 1, faults: 2 };

const CHARTS = [
  {
    title: "Throughput",
    unit: "records/s",
    series: [
      ["produced", 3, "--ink-soft", [4, 3]],
      ["delivered", 4, "--accent"],
    ],
  },
  { title: "Age of the oldest record", unit: "s", series: [["not stored yet", 5, "--violet"]] },
  {
    title: "Requests in flight",
    unit: "requests",
    series: [
      ["window", 7, "--ink-soft", [4, 3]],
      ["in flight", 6, "--accent"],
    ],
  },
  { title: "Retries", unit: "messages/s", series: [["resent", 8, "--warn"]] },
  { title: "Entries per request", unit: "messages", series: [["average", 9, "--good"]], most: 10 },
  { title: "Lag", unit: "records", series: [["not committed", 10, "--accent"]] },
];

/** Canvas understands no custom properties and no light-dark(), so an element resolves them. */
function colours(host) {
  const probe = el("span", { hidden: true });
  host.append(probe);
  return (name, alpha) => {
    probe.style.color = alpha ? `color-mix(in srgb, var(${name}) ${alpha}%, transparent)` : `var(${name})`;
    return getComputedStyle(probe).color;
  };
}

function chart(definition, host, colour, library) {
  const { title, unit, series, most } = definition;
  const values = series.map(() => el("b"));
  const legend = el(
    "ul",
    { class: "legend" },
    series.map(([name, , variable], index) =>
      el("li", { class: `legend${variable}${series[index][3] ? " dashed" : ""}` }, name, " ", values[index]),
    ),
  );
  const place = el("div", { class: "plot", role: "img", "aria-label": `${title} in ${unit}, last ${MINUTES} minutes` });
  host.append(
    el("figure", { class: "chart card" }, el("figcaption", {}, el("h3", {}, title, el("span", { class: "unit" }, unit)), legend), place),
  );
  let data = [[], ...series.map(() => [])];
  let faults = [];
  const soft = () => colour("--ink-soft");
  const grid = { stroke: () => colour("--line"), width: 1 };
  const plot = new library(
    {
      width: Math.max(200, place.clientWidth),
      height: place.clientHeight || 132,
      padding: [10, 14, 0, 0],
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, sync: { key: "watch" }, points: { size: 6 } },
      scales: {
        x: { time: true, range: () => [data[0].at(-1) - MOST || 0, data[0].at(-1) || 1] },
        y: { range: (self, low, high) => [0, most ?? Math.max(high * 1.1, unit === "s" ? 1 : 4)] },
      },
      axes: [
        {
          stroke: soft,
          grid,
          ticks: { show: false },
          size: 24,
          font: "11px system-ui, sans-serif",
          splits: () => [3, 2, 1, 0].map((minutes) => data[0].at(-1) - minutes * 60),
          values: (self, splits) => splits.map((_, index) => (index === 3 ? "now" : `−${3 - index} min`)),
        },
        {
          stroke: soft,
          grid,
          ticks: { show: false },
          size: 44,
          space: 32,
          font: "11px system-ui, sans-serif",
          values: (self, splits) => splits.map((value) => (value >= 1000 ? `${value / 1000}k` : `${value}`)),
        },
      ],
      series: [
        {},
        ...series.map(([name, , variable, dash], index) => ({
          label: name,
          stroke: () => colour(variable),
          fill: dash ? undefined : () => colour(variable, 12),
          width: dash ? 1.25 : 1.75,
          dash,
          points: { show: false },
        })),
      ],
      hooks: {
        drawClear: [(self) => drawFaults(self, data[0], faults, colour)],
        setLegend: [() => showValues()],
      },
    },
    data,
    place,
  );
  const showValues = () => {
    const at = plot?.cursor.idx ?? data[0].length - 1;
    series.forEach((_, index) => {
      const value = data[index + 1][at];
      values[index].textContent = value === undefined ? "" : number.format(value);
    });
  };
  new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height: place.clientHeight })).observe(place);
  addEventListener("theme", () => plot.redraw(false));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plot.redraw(false));
  return (samples) => {
    data = [samples.map((each) => each[AT.time] / 1000), ...series.map(([, at]) => samples.map((each) => each[at]))];
    faults = samples.map((each) => each[AT.faults]);
    plot.setData(data);
    showValues();
  };
}

/** Shades the times in which a fault was active, and names it. */
function drawFaults(plot, times, faults, colour) {
  const context = plot.ctx;
  const { top, height } = plot.bbox;
  const scale = devicePixelRatio;
  context.save();
  context.font = `${10 * scale}px system-ui, sans-serif`;
  for (let from = 0; from < times.length; ) {
    let to = from + 1;
    while (to < times.length && faults[to] === faults[from]) {
      to++;
    }
    if (faults[from]) {
      const left = plot.valToPos(times[from], "x", true);
      const right = plot.valToPos(times[Math.min(to, times.length - 1)], "x", true);
      context.fillStyle = colour("--warn", 14);
      context.fillRect(left, top, right - left, height);
      const name = FAULTS.filter((_, bit) => faults[from] & (1 << bit)).join(" + ");
      if (context.measureText(name).width + 6 * scale < right - left) {
        context.fillStyle = colour("--warn");
        context.fillText(name, left + 3 * scale, top + 10 * scale);
      }
    }
    from = to;
  }
  context.restore();
}

export function charts() {
  const grid = el("div", { class: "charts" });
  const root = el(
    "section",
    { "aria-label": "Charts" },
    grid,
    el(
      "p",
      { class: "soft sources" },
      "Counters, lag and age come from what was produced, what the endpoint and the dead-letter topic contain, and the committed offsets. ",
      "Window, in flight, waiting, retries and the story line come from the connector's metrics (JMX) and the state of its task; entries per request from the requests that arrive. ",
      "Shaded: a fault was active.",
    ),
  );
  let samples = [];
  let draw = () => {};
  load().then((library) => {
    const colour = colours(root);
    const each = CHARTS.map((definition) => chart(definition, grid, colour, library));
    draw = () => each.forEach((show) => show(samples));
    draw();
  });
  return {
    root,
    update() {},
    replace(all) {
      samples = all;
      draw();
    },
    add(sample) {
      samples = [...samples, sample].slice(-MOST);
      draw();
    },
  };
}

/** The library is a classic script. */
function load() {
  document.head.append(el("link", { rel: "stylesheet", href: "uplot.css" }));
  return new Promise((resolve) => {
    document.head.append(el("script", { src: "uplot.js", onload: () => resolve(window.uPlot) }));
  });
}
