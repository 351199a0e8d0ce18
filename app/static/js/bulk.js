// Tick boxes of a table: tick the whole page, say how many are ticked.

/** Keep the bar's sentence and the head's box true; the server counts again anyway. */
export function startBulk(page) {
  const bar = page.querySelector("[data-bulk]");
  const boxes = [...page.querySelectorAll("[data-tick]")];
  if (!bar || boxes.length === 0) return;
  const all = page.querySelector("[data-tick-all]");
  const count = bar.querySelector("[data-bulk-count]");
  const tell = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    count.textContent =
      ticked === 1 ? bar.dataset.one : bar.dataset.many.replace("{n}", String(ticked));
    bar.hidden = ticked === 0;
    if (!all) return;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  for (const box of boxes) box.addEventListener("change", tell);
  if (all) {
    all.hidden = false;
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
      tell();
    });
  }
  tell();
}
