/** Choosing a person or a language is enough; no button is needed. */
for (const form of document.querySelectorAll("form[data-submit-on-change]"))
  form.addEventListener("change", () => form.requestSubmit());
/** The sum beside a choice is that of the choice. */
for (const form of document.querySelectorAll("form:has(.rates)")) {
  const show = () => {
    const chosen = form.querySelector("input:checked");
    for (const name of ["price", "total"]) {
      const place = document.querySelector(`[data-sum="${name}"]`);
      if (chosen && place) place.textContent = chosen.dataset[name];
    }
  };
  form.addEventListener("change", show);
  // The browser may come back to a page with another choice than the first.
  addEventListener("pageshow", show);
}
/** A menu closes when the eye goes elsewhere. */
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open], details.app-menu[open]"))
    if (!menu.contains(event.target)) menu.removeAttribute("open");
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape")
    for (const menu of document.querySelectorAll("details.menu[open], details.app-menu[open]"))
      menu.removeAttribute("open");
});
