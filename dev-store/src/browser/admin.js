/** Choosing a person or a language is enough; no button is needed. */
for (const form of document.querySelectorAll("form[data-submit-on-change]"))
  form.addEventListener("change", () => form.requestSubmit());
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
