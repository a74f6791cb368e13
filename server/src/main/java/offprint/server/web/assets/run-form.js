// The form of a run: shows the beginning of a chosen table, offers its columns, tells faults as they arise.
// Everything hangs on the document, since another preset replaces the form.
const previews = new Map(); // by reference

const formOf = (node) => node.closest?.("form.run");
const fieldOf = (form, name) => form.querySelector(`.field[data-name="${CSS.escape(name)}"]`);
const control = (field) => field.querySelector("select, input:not([type=file])");

function element(tag, text, attributes = {}) {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

async function ask(form, action, body) {
  const token = form.querySelector("input[name=_csrf]");
  if (token) body.set("_csrf", token.value);
  const answer = await fetch(form.getAttribute("action") + action, { method: "POST", body, headers: { Accept: "application/json" } });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.detail || said.title || "the server did not answer");
  return said;
}

function mark(field, message) {
  field.classList.toggle("bad", Boolean(message));
  const about = field.querySelector(".about");
  about.querySelector("strong")?.remove();
  if (message) about.prepend(element("strong", message));
  const input = control(field);
  if (input) input.toggleAttribute("aria-invalid", Boolean(message));
}

// --- the beginning of a table ---

function show(field, { preview, fault }, name) {
  const place = field.querySelector(".preview");
  place.replaceChildren();
  mark(field, fault);
  field.dataset.fault = fault || "";
  if (!preview) return;
  const { columns, rows, rowsRead, isWhole, assumptions } = preview;
  const size = `${isWhole ? "" : "More than "}${rowsRead} ${rowsRead === 1 ? "row" : "rows"}, ${columns.length} ${columns.length === 1 ? "column" : "columns"}`;
  place.append(element("p", `${name ? name + ": " : ""}${size}. ${assumptions.length ? "Assumed: " + assumptions.join("; ") + "." : ""}`));
  const table = element("table");
  const head = table.createTHead().insertRow();
  for (const column of columns) {
    const cell = element("th", column.name, { scope: "col", ...(column.type === "number" ? { class: "number" } : {}) });
    cell.append(element("small", column.type));
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    row.forEach((text, i) => {
      const cell = line.insertCell();
      cell.textContent = text;
      if (columns[i].type === "number") cell.className = "number";
    });
  }
  const scroll = element("div", undefined, { class: "scroll", tabindex: "0", role: "region", "aria-label": "First rows" });
  scroll.append(table);
  place.append(scroll);
}

const dependents = (form, name) => [...form.querySelectorAll(`.field[data-column-of="${CSS.escape(name)}"]`)];

// A column of the example is none of another table's.
function forgetColumns(form, name, preview) {
  for (const field of dependents(form, name)) {
    const input = control(field);
    const names = preview ? preview.columns.map((column) => column.name) : [];
    const kept = input.value.split(",").map((text) => text.trim()).filter((text) => names.includes(text));
    input.value = kept.join(", ");
    field.querySelector(".columns")?.remove();
    if (preview) offer(field, preview);
  }
}

function offer(field, { columns }) {
  const input = control(field);
  const isList = field.dataset.list === "yes";
  const chosen = () => input.value.split(",").map((text) => text.trim()).filter(Boolean);
  const box = element("div", undefined, { class: "columns", role: "group", "aria-label": "Columns" });
  const buttons = columns.map(({ name, type }) => {
    const button = element("button", name, { type: "button" });
    button.append(element("small", " " + type));
    button.addEventListener("click", () => {
      const now = chosen();
      const next = isList ? (now.includes(name) ? now.filter((other) => other !== name) : [...now, name]) : now.includes(name) ? [] : [name];
      input.value = next.join(", ");
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    return { button, name };
  });
  const refresh = () => buttons.forEach(({ button, name }) => button.setAttribute("aria-pressed", chosen().includes(name)));
  if (columns.length > 12) {
    const search = element("input", undefined, { type: "search", placeholder: `Search ${columns.length} columns`, "aria-label": "Search columns" });
    search.addEventListener("input", (event) => {
      event.stopPropagation();
      const word = search.value.toLowerCase();
      for (const { button, name } of buttons) button.hidden = !name.toLowerCase().includes(word);
    });
    box.append(search);
  }
  box.append(...buttons.map(({ button }) => button));
  input.addEventListener("input", refresh);
  refresh();
  field.querySelector(".control").append(box);
}

async function read(form, field, file) {
  const place = field.querySelector(".preview");
  const select = control(field);
  const name = field.dataset.name;
  const ref = file ? "" : select.value;
  place.replaceChildren(element("p", file ? `Reading ${file.name} …` : ""));
  mark(field, "");
  field.dataset.fault = "";
  if (!file && !ref) return forgetColumns(form, name);
  try {
    let answer = file ? undefined : previews.get(ref);
    if (!answer) {
      const body = new FormData();
      if (file) body.set("file", file);
      else body.set("ref", ref);
      answer = await ask(form, "/preview", body);
      previews.set(answer.ref, answer);
    }
    if (file) {
      select.prepend(new Option(answer.label, answer.ref, true, true));
      field.querySelector("input[type=file]").value = "";
    } else if (select.value !== ref) return; // another was chosen meanwhile
    show(field, answer, file?.name);
    forgetColumns(form, name, answer.preview);
  } catch (error) {
    place.replaceChildren(element("p", `No preview: ${error.message}.`));
  }
  check(form);
}

// --- faults, and the same from elsewhere ---

const pending = new WeakMap();

function check(form) {
  clearTimeout(pending.get(form));
  pending.set(form, setTimeout(() => checkNow(form), 350));
}

async function checkNow(form) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  let answer;
  try {
    answer = await ask(form, "/check", body);
  } catch {
    return; // the server says it when the form is sent
  }
  const faults = { ...answer.faults };
  for (const field of form.querySelectorAll(".field[data-name]")) {
    const fault = faults[field.dataset.name] || field.dataset.fault || "";
    delete faults[field.dataset.name];
    mark(field, fault);
  }
  const seed = form.querySelector("#seed").closest(".field");
  mark(seed, faults.seed || "");
  delete faults.seed;
  const general = form.querySelector(".general-fault");
  general.textContent = Object.values(faults).join("; ");
  general.hidden = !general.textContent;
  for (const kind of ["command", "curl", "java"]) {
    const place = document.getElementById("same-" + kind);
    if (place && answer[kind]) place.textContent = answer[kind];
  }
}

document.addEventListener("change", (event) => {
  const form = formOf(event.target);
  const field = event.target.closest?.(".field");
  if (!form || !field) return;
  const limit = Number(form.dataset.limitMegabytes || 0) * 1024 * 1024;
  const file = event.target.type === "file" ? event.target.files[0] : undefined;
  if (field.dataset.table === "yes" && (!file || file.size <= limit)) {
    if (file || event.target.matches("select")) read(form, field, file);
  } else check(form);
});

document.addEventListener("input", (event) => {
  const form = formOf(event.target);
  if (form && event.target.type !== "file") check(form);
});

// Columns of a table that is chosen already are read once somebody wants one.
document.addEventListener("focusin", async (event) => {
  const form = formOf(event.target);
  const field = event.target.closest?.(".field[data-column-of]");
  if (!form || !field || field.querySelector(".columns") || event.target.type === "file") return;
  const source = fieldOf(form, field.dataset.columnOf);
  const ref = source && control(source)?.value;
  if (!ref || source.dataset.table !== "yes" || source.dataset.reading) return;
  source.dataset.reading = "yes";
  try {
    const answer = previews.get(ref) ?? await ask(form, "/preview", (() => { const body = new FormData(); body.set("ref", ref); return body; })());
    previews.set(ref, answer);
    if (!answer.preview) return;
    show(source, answer);
    for (const one of dependents(form, field.dataset.columnOf)) if (!one.querySelector(".columns")) offer(one, answer.preview);
  } catch {
    // typing works, too
  } finally {
    delete source.dataset.reading;
  }
});
