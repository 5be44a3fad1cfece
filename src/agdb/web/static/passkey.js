// Signing in with a passkey, and adding one. Everything else of the desk works without a script.
"use strict";
(() => {
  const bytes = (text) => {
    const plain = text.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(plain + "=".repeat((4 - plain.length % 4) % 4)), (c) => c.charCodeAt(0)).buffer;
  };
  const text = (buffer) => {
    let plain = "";
    for (const byte of new Uint8Array(buffer)) plain += String.fromCharCode(byte);
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const listed = (all) => (all || []).map((one) => ({ ...one, id: bytes(one.id) }));

  async function create(options, withoutPassword) {
    const key = { ...options.publicKey };
    key.challenge = bytes(key.challenge);
    key.user = { ...key.user, id: bytes(key.user.id) };
    key.excludeCredentials = listed(key.excludeCredentials);
    key.authenticatorSelection = { ...key.authenticatorSelection, residentKey: withoutPassword ? "required" : "preferred", requireResidentKey: withoutPassword, userVerification: "required" };
    return packed(await navigator.credentials.create({ publicKey: key }));
  }

  async function get(options) {
    const key = { ...options.publicKey };
    key.challenge = bytes(key.challenge);
    key.allowCredentials = listed(key.allowCredentials);
    return packed(await navigator.credentials.get({ publicKey: key }));
  }

  function packed(found) {
    const response = { clientDataJSON: text(found.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (found.response[name]) response[name] = text(found.response[name]);
    }
    return JSON.stringify({ id: found.id, rawId: text(found.rawId), type: found.type, response, clientExtensionResults: found.getClientExtensionResults() });
  }

  async function options(form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
    return (await answer.json()).request_options;
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const failed = form.querySelector(".error");
      if (failed) failed.hidden = true;
      try {
        const asked = await options(form);
        const tick = form.elements.namedItem("passwordless");
        form.elements.namedItem("credential").value = form.dataset.passkey === "add"
          ? await create(asked, Boolean(tick && tick.checked))
          : await get(asked);
        form.submit();
      } catch {
        if (failed) { failed.hidden = false; failed.focus(); }
      }
    });
  }
})();
