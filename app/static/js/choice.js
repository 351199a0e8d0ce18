// A question that depends on another answer: data-when-name="choice" data-when-value="3".

/** Hide what does not apply yet. Without a script the question stands there and says when it counts. */
export function startChoice(page) {
  for (const part of page.querySelectorAll("[data-when-name]")) {
    const { whenName, whenValue } = part.dataset;
    const values = whenValue.split(" ");
    const tell = () => {
      const ticked = page.querySelector(`input[name="${CSS.escape(whenName)}"]:checked`);
      part.hidden = !ticked || !values.includes(ticked.value);
    };
    page.addEventListener("change", tell);
    tell();
  }
}
