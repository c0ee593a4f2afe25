/* What the tests ask a page in the browser. Each probe returns what is wrong, so an empty list is a pass. */
(() => {
  const arabic = /[\p{Script=Arabic}]/u, letter = /\p{L}/u, latin = /\p{Script=Latin}/u;
  const texts = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node.data.trim()) found.push(node);
    return found;
  };
  const language = (element) => element.closest("[lang]").getAttribute("lang");
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const box = (element) => element.getBoundingClientRect();
  const describe = (element) => element.outerHTML.slice(0, 160);
  const controls = () => [...document.querySelectorAll("a, button, label, summary, input:not([type=radio])")];

  window.probes = {
    /* Arabic letters in lang=ar and rtl, Latin ones in lang=en and ltr. */
    languages: () => texts(document.body).filter((node) => {
      const letters = [...node.data].filter((character) => letter.test(character));
      const direction = getComputedStyle(node.parentElement).direction;
      const where = language(node.parentElement);
      return letters.some((one) => arabic.test(one)) && !(where === "ar" && direction === "rtl")
        || letters.some((one) => latin.test(one)) && !(where === "en" && direction === "ltr");
    }).map((node) => [language(node.parentElement), node.data.slice(0, 80)]),

    latinOutsideBdi: () => [...document.querySelectorAll(".side[lang=ar]")].flatMap(texts).filter((node) => {
      const bdi = node.parentElement.closest("bdi");
      return latin.test(node.data) && !(bdi && bdi.lang === "en" && bdi.dir === "ltr");
    }).map((node) => node.data),

    /* Unbreakable runs in more than one piece: a run's pieces on one line share their top. */
    broken: () => [...document.querySelectorAll(".keep")].filter((run) => {
      const tops = [...run.getClientRects()].map((one) => Math.round(one.top));
      return new Set(tops).size > 1;
    }).map((run) => run.textContent),

    sidewaysScroll: () => document.documentElement.scrollWidth - document.documentElement.clientWidth,

    placed: () => [...document.querySelectorAll(".pair")].map((pair) => {
      const [ar, en] = ["ar", "en"].map((lang) => box(pair.querySelector(`:scope > .side[lang=${lang}]`)));
      return { beside: ar.left >= en.right && ar.top < en.bottom && en.top < ar.bottom, above: ar.bottom <= en.top };
    }),

    sentences: () => [...document.querySelectorAll("article > :not(header) .s, article > header .pair .s")]
      .map((one) => [one.id, one.textContent]),

    repeatedIds: () => {
      const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
      return ids.filter((id, place) => !id || ids.indexOf(id) !== place);
    },

    /* Both halves of the linked sentence in one colour that nothing else has. */
    lit: (selector = ".s") => [...document.querySelectorAll(selector)]
      .filter((one) => {
        const { backgroundColor, backgroundImage } = getComputedStyle(one);
        return `${backgroundColor} ${backgroundImage}`.replaceAll("rgba(0, 0, 0, 0)", "").includes("rgb");
      }).map((one) => one.id || one.textContent),

    hidden: (id) => {
      const first = document.getElementById(id).getClientRects()[0];
      const over = document.elementFromPoint(first.left + first.width / 2, first.top + first.height / 2);
      return !over || !!over.closest(".bar");
    },

    small: () => controls().filter(shown).filter(
      (one) => [...one.getClientRects()].every((rect) => rect.width < 24 || rect.height < 24),
    ).map((one) => [describe(one), box(one).width, box(one).height]),

    shown: (selector) => [...document.querySelectorAll(selector)].filter(shown).length,

    style: (selector, name) => getComputedStyle(document.querySelector(selector))[name],
  };
})();
