// The digest of a file chosen or dropped, computed here: the file itself is never sent.

/** Offer the file field where the browser can compute, and fill in the digest. */
export function startDigest(page) {
  if (!crypto.subtle) return;
  for (const form of page.querySelectorAll("form[data-digest]")) {
    const box = form.querySelector("[data-digest-file]");
    const input = box.querySelector("input[type=file]");
    box.hidden = false;
    input.addEventListener("change", () => fill(form, input.files[0]));
    form.addEventListener("dragover", (event) => event.preventDefault());
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      fill(form, event.dataTransfer.files[0]);
    });
  }
}

async function fill(form, file) {
  if (!file) return;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  form.elements.namedItem("empreinte").value = hex;
  form.requestSubmit();
}
