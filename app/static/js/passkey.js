// A passkey: asks the browser, writes its answer into the form, sends the form.

/** Show each button (it would do nothing without this script) and let it ask. */
export function startPasskey(page) {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  for (const button of page.querySelectorAll("[data-passkey]")) {
    button.hidden = false;
    button.form.querySelector("[data-passkey-absent]")?.setAttribute("hidden", "");
    button.addEventListener("click", () => ask(button));
  }
}

async function ask(button) {
  const failed = button.form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  const publicKey = readable(JSON.parse(button.dataset.passkeyOptions));
  try {
    const answer =
      button.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey })
        : await navigator.credentials.get({ publicKey });
    button.form.elements[button.dataset.passkeyInto].value = JSON.stringify(spelled(answer));
  } catch {
    failed.hidden = false;
    return;
  }
  button.form.submit();
}

/** The server's options with bytes where it wrote base64url. */
function readable(options) {
  const bytesOf = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
  const made = { ...options, challenge: bytes(options.challenge) };
  if (options.user) made.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) made.excludeCredentials = bytesOf(options.excludeCredentials);
  if (options.allowCredentials) made.allowCredentials = bytesOf(options.allowCredentials);
  return made;
}

/** The browser's answer with base64url where it has bytes. */
function spelled(answer) {
  const response = {};
  for (const part of [
    "clientDataJSON",
    "attestationObject",
    "authenticatorData",
    "signature",
    "userHandle",
  ]) {
    if (answer.response[part]) response[part] = words(answer.response[part]);
  }
  return { id: answer.id, rawId: words(answer.rawId), type: answer.type, response };
}

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

function words(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
