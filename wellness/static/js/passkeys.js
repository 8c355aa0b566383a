// Passkeys: a form marked data-passkey gets its hidden field filled in by the browser's own dialogue.
// Without script these forms stay hidden, and the password does. Also prints and copies lists.
const all = (selector) => document.querySelectorAll(selector);

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const named = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));

function asked(options, way) {
  const ready = { ...options, challenge: bytes(options.challenge) };
  if (way === "create") {
    ready.user = { ...options.user, id: bytes(options.user.id) };
    ready.excludeCredentials = named(options.excludeCredentials);
  } else {
    ready.allowCredentials = named(options.allowCredentials);
  }
  return { publicKey: ready };
}

function said(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const answer = {};
  parts.forEach((part) => response[part] && (answer[part] = text(response[part])));
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: {},
    response: answer,
  });
}

async function fill(form) {
  const way = form.dataset.passkey;
  const sent = new FormData();
  sent.set("csrf_token", form.elements.csrf_token.value);
  const answer = await fetch(form.dataset.options, { method: "POST", body: sent, redirect: "manual" });
  if (answer.type === "opaqueredirect") return location.assign("/staff/again");
  if (!answer.ok) throw new Error(answer.status);
  const credential = await navigator.credentials[way](asked(await answer.json(), way));
  form.elements.credential.value = said(credential);
  form.submit();
}

if (window.PublicKeyCredential) {
  all("[data-passkey], [data-with-passkeys]").forEach((part) => (part.hidden = false));
  all("[data-without-passkeys]").forEach((part) => (part.hidden = true));
}

all("[data-passkey]").forEach((form) =>
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    const fault = form.querySelector("[data-said]");
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    fault.hidden = true;
    try {
      await fill(form);
    } catch {
      fault.textContent = form.dataset.fault;
      fault.hidden = false;
      button.removeAttribute("aria-disabled");
    }
  }),
);

all("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});

all("[data-copy-list]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const lines = [...document.getElementById(button.dataset.copyList).children];
    await navigator.clipboard.writeText(lines.map((line) => line.textContent.trim()).join("\n"));
    button.querySelector("span").textContent = button.dataset.done;
  });
});
