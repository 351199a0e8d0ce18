// Copy a SIRET as 14 digits, a code as it is written.

const SAID_FOR = 2000;

/** Show each copy button (it would do nothing without this script) and let it answer in words. */
export function startCopy(page) {
  if (!navigator.clipboard) return;
  for (const button of page.querySelectorAll("[data-copy]")) {
    const word = button.querySelector("[aria-live]");
    const before = word.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      word.textContent = button.dataset.copied;
      setTimeout(() => (word.textContent = before), SAID_FOR);
    });
  }
}
