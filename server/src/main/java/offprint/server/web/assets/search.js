// The search box shows the first papers while someone types; / goes there. Without scripts it is a form.
{
  const form = document.querySelector("form.find");
  const box = form.querySelector("input");
  const list = document.createElement("div");
  list.className = "instant";
  list.id = "instant";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Papers found");
  form.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": "instant", "aria-autocomplete": "list", "aria-expanded": "false" }))
    box.setAttribute(name, value);

  let waiting = 0;
  let request = new AbortController();
  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector("[aria-selected=true]");

  const show = (open) => {
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    if (!open) choose(null);
  };
  const choose = (option) => {
    chosen()?.removeAttribute("aria-selected");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) box.setAttribute("aria-activedescendant", option.id);
    else box.removeAttribute("aria-activedescendant");
  };
  const ask = async () => {
    request.abort();
    request = new AbortController();
    if (box.value.trim().length < 2) return show(false);
    try {
      const answer = await fetch("/search/instant?q=" + encodeURIComponent(box.value), { signal: request.signal });
      if (!answer.ok) return show(false);
      list.innerHTML = await answer.text();
      options().forEach((option, i) => { option.id = "instant-" + i; option.tabIndex = -1; });
      choose(null);
      show(options().length > 0 && document.activeElement === box);
    } catch (failure) {
      if (failure.name !== "AbortError") show(false);
    }
  };

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !list.hidden) {
      event.preventDefault();
      const all = [null, ...options()];
      choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
    } else if (event.key === "Enter" && !list.hidden && chosen()) {
      event.preventDefault();
      chosen().click();
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    }
  });
  form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || show(false));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  form.addEventListener("submit", () => { clearTimeout(waiting); request.abort(); show(false); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, select, textarea, [contenteditable], dialog")) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}
