// Forms that a passkey fills in: fetches what it has to sign, lets it sign, and sends the form.
"use strict";
const REASONS = {
  NotAllowedError: "nothing was confirmed in time, or it was cancelled",
  InvalidStateError: "this device has a passkey of this account already",
  NotSupportedError: "this device has no kind of passkey that this site takes",
  SecurityError: "passkeys of this site work at its own address only",
};

const ceremony = {
  create: (options) =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  get: (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
};

const isAble = () =>
  "PublicKeyCredential" in window &&
  "parseCreationOptionsFromJSON" in PublicKeyCredential &&
  "toJSON" in PublicKeyCredential.prototype;

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!isAble() || location.origin !== form.dataset.site) continue;
  form.hidden = false;
  form.parentElement.querySelector("[data-passkey-missing]")?.remove();
  const button = form.querySelector("button[type=submit]");
  const fault = form.querySelector("[role=alert]");

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.hidden = true;
    button.disabled = true;
    try {
      const asked = await fetch(form.dataset.options, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      const options = await asked.json();
      if (!asked.ok) throw new Error(options.detail);
      const credential = await ceremony[form.dataset.passkey](options);
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      if (form.elements.current) form.elements.current.value = "";
      form.submit();
    } catch (failure) {
      fault.textContent = `It did not work: ${REASONS[failure.name] ?? failure.message}.`;
      fault.hidden = false;
      button.disabled = false;
    }
  });
}
