// Says before sending that a file is too large, and that a started upload is under way.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const limit = Number(form.dataset.limitMegabytes || 0);
  if (!limit) return;
  for (const input of form.querySelectorAll("input[type=file]")) {
    const file = input.files[0];
    const field = input.closest(".field");
    field.querySelector(".too-large")?.remove();
    if (file && file.size > limit * 1024 * 1024) {
      event.preventDefault();
      const fault = document.createElement("strong");
      fault.className = "too-large";
      fault.textContent = `the file must have at most ${limit} MB: got ${Math.ceil(file.size / 1048576)}`;
      field.classList.add("bad");
      field.querySelector(".about").prepend(fault);
      input.focus();
      return;
    }
  }
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  button.lastChild.textContent = "Sending…";
});

// Back from the browser's cache the button must work again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// Keys: j and k go from paper to paper, o opens, n and p turn pages, ? shows them all.
{
  const dialog = document.getElementById("keys");
  const opener = document.getElementById("keys-open");
  const papers = () => [...document.querySelectorAll("article.entry")];
  const current = () => document.querySelector("article.entry.current");
  const follow = (selector, root = document) => root?.querySelector(selector)?.click();

  const move = (step) => {
    const all = papers();
    if (!all.length) return;
    const at = all.indexOf(current());
    const from = at >= 0 ? at + step : step > 0 ? 0 : all.length - 1;
    const next = all[Math.max(0, Math.min(all.length - 1, from))];
    current()?.classList.remove("current");
    next.classList.add("current");
    next.querySelector("h2 a").focus({ preventScroll: true });
    next.closest("li").scrollIntoView({ block: "nearest" });
  };

  const actions = {
    j: () => move(1),
    k: () => move(-1),
    o: () => follow("h2 a", current()),
    a: () => follow("a[href^='https://arxiv.org/abs/']", current() ?? document),
    n: () => follow("main a[rel=next]"),
    p: () => follow("main a[rel=prev]"),
    s: () => follow("form.opinion .save", current() ?? document.querySelector("main.paper")),
    h: () => follow("form.opinion .hide", current() ?? document.querySelector("main.paper")),
    "?": () => dialog.showModal(),
  };

  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || dialog.open) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const action = actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
}

// Buttons that copy the text they name.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = "Copied";
  });
}

// Saving and hiding stay on the page: the server answers with the buttons as they now are.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form.opinion")) return;
  event.preventDefault();
  const pressed = event.submitter;
  const given = new URLSearchParams(new FormData(form, pressed));
  try {
    const answer = await fetch(form.action, { method: "POST", body: given, headers: { "X-Part": "buttons" } });
    if (!answer.ok) throw new Error(answer.status);
    const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("form.opinion");
    const focused = form.contains(document.activeElement);
    form.replaceWith(now);
    if (focused) now.querySelector(`.${pressed.className}`).focus();
  } catch {
    const field = form.appendChild(document.createElement("input")); // submit() sends no button
    Object.assign(field, { type: "hidden", name: pressed.name, value: pressed.value });
    form.submit();
  }
});

// A formula wider than its page scrolls, so keys must get there.
function reachFormulas() {
  for (const formula of document.querySelectorAll(".abstract math")) {
    formula.toggleAttribute("tabindex", false);
    if (formula.scrollWidth > formula.clientWidth) formula.setAttribute("tabindex", "0");
  }
}
reachFormulas();
addEventListener("resize", reachFormulas);
