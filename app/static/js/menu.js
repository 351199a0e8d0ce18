// The phone's menu is a native popover; here only what the browser does not do by itself.

/** Open dialogs from their buttons, close an open little menu with Escape. */
export function startMenu(page) {
  for (const button of page.querySelectorAll("[data-opens]")) {
    const dialog = page.getElementById(button.dataset.opens);
    if (!dialog) continue;
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = page.querySelector("details[data-closes][open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
  page.addEventListener("click", (event) => {
    for (const open of page.querySelectorAll("details[data-closes][open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
}
