// `/` goes to the search field, `?` opens the list of shortcuts.

const TYPED_INTO = "input, textarea, select, [contenteditable]";

/** Listen to the two single keys, never while somebody types or with a modifier held. */
export function startKeyboard(page) {
  const search = page.querySelector("[data-search]");
  page.querySelector("[data-search-key]")?.removeAttribute("hidden");
  const help = page.getElementById("raccourcis");
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.(TYPED_INTO) || page.querySelector("dialog[open]")) return;
    if (event.key === "/" && search) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "?" && help) {
      event.preventDefault();
      help.showModal();
    }
  });
}
