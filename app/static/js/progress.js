// Long work: asks now and then how far it is, and stops asking when it is done or gone.

const EVERY = 1500;

/** Poll each bar's address: {percent, text, done, href}. */
export function startProgress(page) {
  for (const part of page.querySelectorAll("[data-progress]")) {
    part.querySelector("[data-progress-reload]")?.setAttribute("hidden", "");
    setTimeout(() => ask(part), EVERY);
  }
}

async function ask(part) {
  const answer = await fetch(part.dataset.progress, { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    part.querySelector("[data-progress-reload]")?.removeAttribute("hidden");
    return;
  }
  const { percent, text, done, href } = await answer.json();
  part.querySelector("progress").value = percent;
  part.querySelector("[data-progress-percent]").textContent = `${percent}\u00a0%`;
  part.querySelector("[data-progress-text]").textContent = text;
  if (done) location.assign(href ?? location.href);
  else setTimeout(() => ask(part), EVERY);
}
