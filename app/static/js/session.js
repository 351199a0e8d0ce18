// Warn two minutes before the session ends; what was typed stays in the page.

const BEFORE = 120;

/** Show the dialog at the right time; "Continuer" renews by one small request. */
export function startSession(page) {
  const dialog = page.getElementById("fin-de-session");
  if (!dialog) return;
  const seconds = Number(dialog.dataset.sessionSeconds);
  const over = dialog.querySelector("[data-session-over]");
  const button = dialog.querySelector("[data-session-continue]");
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => dialog.showModal(), Math.max(seconds - BEFORE, 1) * 1000);
  };
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    const answer = await fetch(dialog.dataset.sessionRenew, { redirect: "manual" });
    if (answer.ok) {
      dialog.close();
      wait();
    } else {
      over.hidden = false;
    }
  });
  wait();
}
