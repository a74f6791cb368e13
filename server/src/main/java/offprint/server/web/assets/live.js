// Follows a run: progress, curves, end. Curves that share the last word of their names share a chart.
const live = document.querySelector("[data-events]");
const stage = live.querySelector(".stage");
const bar = live.querySelector("progress");
const curves = live.querySelector(".curves");
const charts = new Map();
const HEIGHT = 180, LEFT = 56, RIGHT = 12, TOP = 10, BOTTOM = 24;
const SVG = "http://www.w3.org/2000/svg";

function element(name, attributes, parent) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  parent?.append(node);
  return node;
}

function chartOf(series) {
  const name = series.includes("/") ? series.split("/")[0] : series.split(" ").pop();
  if (!charts.has(name)) {
    const figure = document.createElement("figure");
    const caption = document.createElement("figcaption");
    const svg = element("svg", { role: "img", "aria-label": name });
    figure.append(caption, svg);
    curves.append(figure);
    charts.set(name, { name, caption, svg, series: new Map(), dirty: true });
  }
  return charts.get(name);
}

function add({ series, x, y }) {
  const value = Number(y);
  if (!Number.isFinite(value)) return;
  const chart = chartOf(series);
  if (!chart.series.has(series)) chart.series.set(series, []);
  chart.series.get(series).push([Number(x), value]);
  chart.dirty = true;
}

function short(number) {
  const size = Math.abs(number);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return number.toExponential(1);
  return String(size >= 1000 ? Math.round(number) : Number(number.toPrecision(3)));
}

// One vertical stroke per pixel column keeps every peak of a long curve.
function path(points, toX, toY) {
  const columns = new Map();
  for (const [x, y] of points) {
    const column = Math.round(toX(x));
    const seen = columns.get(column);
    if (seen) { seen.low = Math.min(seen.low, y); seen.high = Math.max(seen.high, y); seen.last = y; }
    else columns.set(column, { first: y, low: y, high: y, last: y });
  }
  const steps = [];
  for (const [column, c] of [...columns].sort((a, b) => a[0] - b[0])) {
    for (const y of new Set([c.first, c.low, c.high, c.last])) steps.push(`${column} ${toY(y).toFixed(1)}`);
  }
  return "M" + steps.join("L");
}

function draw(chart) {
  chart.dirty = false;
  const WIDTH = Math.max(240, curves.clientWidth);
  chart.svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  const all = [...chart.series.values()].flat();
  let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of all) { x0 = Math.min(x0, x); x1 = Math.max(x1, x); y0 = Math.min(y0, y); y1 = Math.max(y1, y); }
  if (y0 === y1) { y0 -= Math.abs(y0) / 10 || 1; y1 += Math.abs(y1) / 10 || 1; }
  const toX = (x) => LEFT + (x1 === x0 ? 0 : (x - x0) / (x1 - x0)) * (WIDTH - LEFT - RIGHT);
  const toY = (y) => HEIGHT - BOTTOM - (y - y0) / (y1 - y0) * (HEIGHT - TOP - BOTTOM);
  chart.svg.replaceChildren();
  for (const y of [y0, (y0 + y1) / 2, y1]) {
    element("line", { x1: LEFT, x2: WIDTH - RIGHT, y1: toY(y), y2: toY(y), class: "grid" }, chart.svg);
    element("text", { x: LEFT - 6, y: toY(y) + 4, "text-anchor": "end" }, chart.svg).textContent = short(y);
  }
  element("text", { x: LEFT, y: HEIGHT - 6 }, chart.svg).textContent = short(x0);
  element("text", { x: WIDTH - RIGHT, y: HEIGHT - 6, "text-anchor": "end" }, chart.svg).textContent = short(x1);
  chart.caption.replaceChildren();
  let index = 0;
  for (const [name, points] of chart.series) {
    const kind = `curve c${index++ % 6}`;
    element("path", { d: path(points, toX, toY), class: kind }, chart.svg);
    const [x, y] = points[points.length - 1];
    element("circle", { cx: toX(x), cy: toY(y), r: 3, class: kind }, chart.svg);
    const key = document.createElement("span");
    key.className = `key c${(index - 1) % 6}`;
    key.textContent = `${name} ${short(y)}`;
    chart.caption.append(key);
  }
}

addEventListener("resize", () => charts.forEach((chart) => { chart.dirty = true; }));

function frame() {
  for (const chart of charts.values()) if (chart.dirty) draw(chart);
  setTimeout(() => requestAnimationFrame(frame), 100);
}
requestAnimationFrame(frame);

// How many are before this one changes without an event of this run.
const waiting = setInterval(async () => {
  if (document.querySelector("h1 .state").textContent !== "queued") return clearInterval(waiting);
  const answer = await fetch("/api/v1" + live.dataset.events.replace(/\/events$/, ""));
  const { ahead } = answer.ok ? await answer.json() : {};
  if (ahead !== undefined) stage.textContent = ahead === 0 ? "Next in the queue" : `${ahead} ${ahead === 1 ? "run" : "runs"} ahead in the queue`;
}, 5000);

const source = new EventSource(live.dataset.events);
source.addEventListener("progress", (event) => {
  const data = JSON.parse(event.data);
  bar.value = data.fraction;
  stage.textContent = data.stage || "Running";
});
source.addEventListener("point", (event) => add(JSON.parse(event.data)));
source.addEventListener("state", (event) => {
  const { state } = JSON.parse(event.data);
  const badge = document.querySelector("h1 .state");
  badge.textContent = state;
  badge.className = `state ${state}`;
  if (state === "running") stage.textContent = "Starting";
  if (state === "queued" || state === "running") return;
  source.close();
  location.reload();
});
