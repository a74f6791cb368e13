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
