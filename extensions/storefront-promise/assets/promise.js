/** Fills every delivery promise on a product page. Without an answer the block takes no place. */
(() => {
  /** "3. – 5. Dez." in the page's language: Western digits and calendar, as carriers and checkout print them. */
  const daysOf = (from, by, locale) => {
    const options = { day: "numeric", month: "short", timeZone: "UTC" };
    const format = new Intl.DateTimeFormat(`${locale}-u-nu-latn-ca-gregory`, options);
    return format.formatRange(new Date(`${from}T12:00:00Z`), new Date(`${by}T12:00:00Z`));
  };

  /** One sentence: its words as they are, what stands in brackets isolated, so that no script turns another around. */
  const sentence = (words, values, className) => {
    const line = document.createElement("p");
    if (className) line.className = className;
    words.split(/\[(\w+)\]/).forEach((part, at) => {
      if (at % 2 === 0) {
        line.append(part);
        return;
      }
      const value = document.createElement("bdi");
      value.textContent = values[part] ?? "";
      line.append(value);
    });
    return line;
  };

  const address = ({ root, country, currency, locale, grams, price }) => {
    const query = new URLSearchParams({ country, currency, locale, grams, price });
    return `${root.replace(/\/$/, "")}/apps/fairlead/promise?${query}`;
  };

  const fill = (block, [first, sooner]) => {
    const { locale, delivered, sooner: soonerWords } = block.dataset;
    const values = (option) => ({ days: daysOf(option.from, option.by, locale), carrier: option.carrier });
    const line = sentence(delivered, values(first));
    const duties = block.dataset[first.duties];
    if (duties) line.append(" ", duties);
    block.append(line);
    if (sooner) block.append(sentence(soonerWords, values(sooner), "fairlead-promise-sooner"));
  };

  const show = async (block) => {
    block.dataset.asked = "";
    try {
      const response = await fetch(address(block.dataset), {
        headers: { accept: "application/json" },
        signal: AbortSignal.timeout(10_000),
      });
      const { options } = response.ok ? await response.json() : { options: [] };
      if (options.length > 0) fill(block, options);
    } catch {
      // No answer, no promise: the page is whole without it.
    }
    block.hidden = block.childElementCount === 0;
    block.removeAttribute("aria-busy");
  };

  const showAll = () => {
    const blocks = document.querySelectorAll("[data-fairlead-promise]:not([data-asked])");
    for (const block of blocks) void show(block);
  };
  showAll();
  // The theme editor renders a section anew without loading the page.
  document.addEventListener("shopify:section:load", showAll);
})();
