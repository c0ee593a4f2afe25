/* Search in the list of articles, without a server: the index is a script, loaded at the first key. */
(() => {
  const form = document.querySelector(".search");
  const field = form.querySelector("input");
  const answer = form.querySelector("output");
  const entries = [...document.querySelectorAll(".entries > li")];
  let index = null;

  /* As search_words() of the exporter: no vowel signs, hamza carriers, tatweel, accents or case. */
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}|ـ/gu, "")
    .replaceAll("ة", "ه").replaceAll("ى", "ي").replaceAll("ٱ", "ا").toLowerCase();
  const words = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

  /* Words that begin with what was typed; Arabic ones with any conjunction, preposition and article before it. */
  const matching = (word) => {
    const stem = word.replace(/^[وف]?(?:[بك]?ال|لل)(?=...)/u, "");
    const pattern = new RegExp(`^(?:[وف]?(?:[بك]?(?:ال)?|لل?))?${stem}`, "u");
    const found = new Set();
    for (const [term, steps] of Object.entries(index)) {
      if (!pattern.test(term)) continue;
      let number = 0;
      for (const step of steps) found.add(number += step);
    }
    return found;
  };

  const search = () => {
    const sets = words(field.value).map(matching);
    let count = 0;
    entries.forEach((entry, number) => {
      entry.hidden = !sets.every((found) => found.has(number));
      count += !entry.hidden;
      const link = entry.querySelector("a");
      link.hash = sets.length ? `:~:text=${encodeURIComponent(field.value.trim())}` : "";
    });
    answer.textContent = sets.length ? `${count} of ${entries.length} articles` : "";
  };

  window.searchIndex = (loaded) => { index = loaded; search(); };
  field.addEventListener("input", () => {
    if (index) return search();
    if (form.dataset.loading) return;
    form.dataset.loading = "yes";
    const script = document.createElement("script");
    script.src = form.dataset.index;
    document.head.append(script);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
})();
