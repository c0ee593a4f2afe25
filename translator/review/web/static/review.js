// The review page: opens one sentence at a time, keeps what is typed, and sends decisions with the version they are about.
// All HTML comes from the server, which escapes every value in it.

import { edited, markIn, marksAt, marksAtCursor, remark } from "./marks.js";

const KEEP_AFTER = 400; // ms without a key before the draft is sent
const RETRY_AFTER = 3000;
const DONE = new Set(["reviewed", "rejected"]);
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

let row = null; // the open <li>
let shownAt = 0;
let awayFor = 0;
let hiddenAt = 0;
let keeping = 0; // timer of the next draft
let busy = false; // with opening a sentence or sending an answer
let sending = Promise.resolve(); // the last draft on its way: answers wait for it, so that it cannot overtake them

const bench = () => row && $(".bench", row);
const field = () => row && $("#text", row);
const address = (path, at = row) => `${path}?${new URLSearchParams({ article: at.dataset.article, id: at.dataset.id })}`;
const stash = (at = row) => `draft ${at.dataset.article} ${at.dataset.id}`;

// Requests. Every answer is JSON; one that is refused becomes an Error with its status and body.

async function ask(method, path, body, tag, options = {}) {
  const headers = body === undefined ? {} : { "Content-Type": "application/json" };
  if (tag !== undefined) headers["If-Match"] = `"${tag}"`;
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body), ...options });
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) return said;
  const tip = answer.status === 401 ? "This page belongs to an earlier run: open the address that was printed last." : said.error;
  throw Object.assign(new Error(tip || `Refused (${answer.status}).`), { status: answer.status });
}

function tell(text) {
  const toast = $(".toast");
  toast.textContent = text;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => (toast.textContent = ""), 6000);
}

function complain(error) {
  tell(error.status ? error.message : "The review program does not answer. Your text is kept in this browser.");
}

// Fragments.

function show(answer, at) {
  $(".glance", at).outerHTML = answer.row;
  at.dataset.state = answer.state;
  at.classList.toggle("drafted", answer.drafted);
  if (at === row) {
    $(".bench", at)?.remove();
    at.insertAdjacentHTML("beforeend", answer.bench);
    markIn(field(), JSON.parse(field().dataset.marks));
    sayFindings();
    dress(at);
  }
  for (const [name, value] of Object.entries(answer.progress)) for (const one of $$(`[data-show="${name}"]`)) one.textContent = value;
  $(".far progress").max = Math.max(answer.progress.pairs, 1);
  $(".far progress").value = answer.progress.reviewed;
}

function dress(at) {
  if (/Mac|iPhone|iPad/.test(navigator.platform)) {
    for (const key of $$("kbd", at)) key.textContent = key.textContent.replace("Ctrl", "⌘").replace("Alt", "⌥");
  }
}

async function open(at, focus = true) {
  if (!at || at === row) return at && focus && field()?.focus();
  if (busy) return;
  busy = true;
  let answer;
  try {
    await keepNow();
    answer = await ask("GET", address("/pair", at));
  } catch (error) {
    return complain(error);
  } finally {
    busy = false;
  }
  close();
  row = at;
  row.classList.add("open");
  remember(row.dataset.article, row.dataset.id);
  show(answer, row);
  restore();
  linkWords(row);
  shownAt = performance.now();
  awayFor = 0;
  if (focus) {
    field().focus({ preventScroll: true });
    row.scrollIntoView({ block: "start" });
  }
}

/** Which word became which, where the model can tell; it may take a while, so it comes when it comes. */
async function linkWords(at) {
  if (!$(".machine-text", at)) return;
  const words = await ask("GET", address("/words", at)).catch(() => ({}));
  if (at !== row || !words.machine) return;
  bench().dataset.linked = "";
  if (field().value === words.text) showTexts(words);
}

function showTexts({ source, machine, marks }) {
  $(".sentence", row).innerHTML = source;
  if (machine) $(".machine-text", row).innerHTML = machine;
  remark(marks);
}

const remember = (article, id) => sessionStorage.setItem("open", JSON.stringify([location.search, article, id]));

/** Load the page anew, as its sentences are others now, and come back to this one. */
function reopen(article, id) {
  remember(article, id);
  location.reload();
}

function remembered() {
  const [search, article, id] = JSON.parse(sessionStorage.getItem("open") ?? "[]");
  return search === location.search && rows().find((one) => one.dataset.article === article && one.dataset.id === id);
}

function close() {
  if (!row) return;
  row.classList.remove("open");
  bench()?.remove();
  row = null;
}

// Drafts: in this browser at once, on the server's disk shortly after.

function restore() {
  const own = localStorage.getItem(stash());
  if (own === null) return;
  const { text, version } = JSON.parse(own);
  if (text === field().value) return localStorage.removeItem(stash());
  field().value = text;
  if (version !== bench().dataset.tag) bench().dataset.tag = version; // written for another version: the server will say so
  typed();
}

function typed() {
  edited();
  localStorage.setItem(stash(), JSON.stringify({ text: field().value, version: bench().dataset.tag }));
  kept("Not kept yet…");
  clearTimeout(keeping);
  keeping = setTimeout(keepNow, KEEP_AFTER);
}

function kept(text, lost = false) {
  const line = row && $("#kept", row);
  if (!line) return;
  line.textContent = text;
  line.classList.toggle("lost", lost);
}

function keepNow(options = {}) {
  if (!keeping || !row) return sending;
  clearTimeout(keeping);
  keeping = 0;
  sending = sending.then(() => sendDraft(options));
  return sending;
}

async function sendDraft(options) {
  if (!row) return;
  const at = row;
  const text = field().value;
  try {
    const answer = await ask("PUT", address("/draft", at), { text, version: bench().dataset.tag, linked: "linked" in bench().dataset }, undefined, options);
    if (localStorage.getItem(stash(at)) && JSON.parse(localStorage.getItem(stash(at))).text === text) localStorage.removeItem(stash(at));
    if (at !== row || field().value !== text) return;
    kept(answer.kept ? "Draft kept" : "");
    row.classList.toggle("drafted", answer.kept);
    showTexts(answer);
    $(".live", row).innerHTML = answer.live;
    sayFindings();
  } catch (error) {
    if (at !== row) return;
    kept(error.status ? error.message : "Not on disk: the review program does not answer. Your text is kept in this browser.", true);
    if (!error.status) keeping ||= setTimeout(keepNow, RETRY_AFTER);
  }
}

// Decisions.

const seconds = () => Math.round((performance.now() - shownAt - awayFor) / 100) / 10;

async function decide(path, body, method = "PUT") {
  if (!row || busy) return false;
  busy = true;
  clearTimeout(keeping);
  keeping = 0;
  const at = row;
  try {
    await sending;
    const answer = await ask(method, address(path, at), { ...body, seconds: seconds() }, bench().dataset.tag);
    const sent = body.do === "accept" || body.do === "save" ? body.text : undefined;
    if (sent !== undefined) localStorage.removeItem(stash(at));
    shownAt = performance.now();
    awayFor = 0;
    const { value, selectionStart, selectionEnd } = field();
    show(answer, at);
    if (path === "/pair" && value !== sent && value !== field().value) {
      field().value = value; // typed since, or what a note and a silenced check leave alone
      typed();
    }
    field().setSelectionRange(selectionStart, selectionEnd);
    return true;
  } catch (error) {
    if (error.status === 412) {
      await showBoth(at);
    } else {
      complain(error);
      if (at === row && field().value !== bench().dataset.saved) typed(); // still a draft
    }
    return false;
  } finally {
    busy = false;
  }
}

/** Somebody else was quicker: their version below ours, ours kept in the field and on disk. */
async function showBoth(at) {
  const text = field().value;
  const version = bench().dataset.tag;
  localStorage.setItem(stash(at), JSON.stringify({ text, version }));
  try {
    await ask("PUT", address("/draft", at), { text, version });
    show(await ask("GET", address("/pair", at)), at);
    if (bench().dataset.tag === bench().dataset.fresh) tell("Somebody else came to the same text.");
    localStorage.removeItem(stash(at));
    field().focus({ preventScroll: true });
  } catch (error) {
    complain(error);
  }
}

function settleClash(text) {
  if (text !== undefined) put(text);
  bench().dataset.tag = bench().dataset.fresh;
  $(".clash", row).replaceChildren();
  typed();
}

/** Tells who cannot see the list how much there is in it. */
function sayFindings() {
  const count = $$(".findings li", row).length;
  const said = count === 1 ? "1 finding" : count ? `${count} findings` : "No findings";
  if ($("#said", row).textContent !== said) $("#said", row).textContent = said;
}

function put(text) {
  const area = field();
  area.focus();
  area.select();
  // goes into the field's own undo list, unlike setting its value
  if (!document.execCommand("insertText", false, text)) area.value = text;
  typed();
}

// Moving.

const rows = () => $$(".row");

function move(step) {
  const all = rows();
  const to = all[all.indexOf(row) + step];
  if (to) return open(to);
  return step > 0 ? more() : tell("This is the first one.");
}

function onwards() {
  const all = rows();
  const to = all.slice(all.indexOf(row) + 1).find((one) => !DONE.has(one.dataset.state));
  return to ? open(to) : more();
}

/** The next page of the queue; what was answered has left it. */
async function more() {
  await keepNow();
  const link = $("[data-more]");
  if (!link) return tell("This is the last one.");
  const next = new URL(link.href);
  const state = next.searchParams.get("state");
  const left = state === "all" ? rows() : rows().filter((one) => (state === "open" ? one.dataset.state !== "reviewed" : one.dataset.state === state));
  next.searchParams.set("from", Number(document.body.dataset.from) + left.length);
  location.assign(next);
}

// What buttons and keys do.

const actions = {
  open: (button) => open(button.closest(".row")),
  async accept() {
    if (await decide("/pair", { do: "accept", text: field().value })) await onwards();
  },
  async save() {
    if (await decide("/pair", { do: "save", text: field().value })) {
      kept("Saved");
      field().focus({ preventScroll: true });
    }
  },
  async reject() {
    if (await decide("/pair", { do: "reject" })) await onwards();
  },
  skip: () => onwards(),
  reopen: () => decide("/pair", { do: "reopen" }),
  note: () => decide("/pair", { do: "note", text: $("#note", row).value }).then((done) => done && tell("Note kept.")),
  silence: (button) => decide("/pair", { do: "silence", text: button.dataset.code }),
  copy: () => put(bench().dataset.source),
  previous: () => move(-1),
  next: () => move(1),
  async undo() {
    await keepNow();
    try {
      const answer = await ask("POST", "/undo", { article: row?.dataset.article ?? "" });
      const at = rows().find((one) => one.dataset.article === answer.article && one.dataset.id === answer.id);
      if (!at || answer.cut) return reopen(answer.article, answer.id);
      show(answer, at);
      await open(at);
      tell("Undone.");
    } catch (error) {
      complain(error);
    }
  },
  take: (button) => put(button.dataset.text),
  insert(button) {
    const area = field();
    area.focus();
    if (!document.execCommand("insertText", false, button.dataset.text)) area.setRangeText(button.dataset.text);
    typed();
  },
  theirs: (button) => settleClash(button.dataset.text),
  mine: () => settleClash(),
  select(button) {
    const points = [...field().value];
    const place = (n) => points.slice(0, n).join("").length;
    field().focus();
    field().setSelectionRange(place(Number(button.dataset.start)), place(Number(button.dataset.end)));
  },
  split() {
    const dialog = $("#split");
    const form = $("form", dialog);
    form.elements.source.value = bench().dataset.source;
    form.elements.target.value = bench().dataset.saved;
    dialog.showModal();
    for (const name of ["source", "target"]) form.elements[name].setSelectionRange(0, 0);
    form.elements.source.focus();
    showParts();
  },
  async join() {
    await keepNow();
    if (await decide("/join", { next: bench().dataset.after }, "POST")) location.reload();
  },
  help: () => $("#help").showModal(),
  name: () => $("#name").showModal(),
  close: (button) => button.closest("dialog").close(),
};

const points = (area) => [...area.value.slice(0, area.selectionStart)].length;

function showParts() {
  for (const output of $$("#split .parts")) {
    const area = $("#split form").elements[output.dataset.of];
    const at = area.selectionStart;
    output.textContent = `${area.value.slice(0, at).trim() || "…"} ✂ ${area.value.slice(at).trim() || "…"}`;
  }
}

const letter = (event) => (/^[a-z]$/i.test(event.key) ? event.key : event.code.replace(/^Key/, "")).toLowerCase();
const LETTERS = { r: "reject", k: "skip", o: "copy", u: "undo" };

/** The action of a key, or undefined. Letters count by what they say, on other alphabets by where they are. */
function keyed(event) {
  const control = event.ctrlKey || event.metaKey;
  if (event.key === "Enter" && control && !event.altKey) return event.shiftKey ? "accept" : "save";
  if (control && event.code === "Slash") return "help";
  if (event.key === "?" && !event.target.closest?.("input, textarea, select")) return "help";
  if (!event.altKey || control) return undefined;
  if (event.key === "PageUp") return "previous";
  if (event.key === "PageDown") return "next";
  if (/^Digit[1-9]$/.test(event.code)) return `take ${event.code.slice(5)}`;
  return letter(event) === "n" ? "write note" : LETTERS[letter(event)];
}

document.addEventListener("keydown", (event) => {
  if ($("dialog[open]")) return;
  if (event.key === "Escape" && event.target === field()) return field().blur();
  const action = keyed(event);
  if (!action) return;
  const anywhere = action === "help" || action === "undo" || action === "next";
  if (!row && !anywhere) return;
  event.preventDefault();
  if (event.repeat && action !== "next" && action !== "previous") return;
  if (action === "write note") $("#note", row).focus();
  else if (action.startsWith("take ")) $$("[data-do=take][data-number]", row).find((one) => one.dataset.number === action.slice(5))?.click();
  else if (action === "next" && !row) open(rows()[0]);
  else actions[action]();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) return actions[button.dataset.do](button);
  const glance = event.target.closest(".glance");
  if (glance && getSelection().isCollapsed) open(glance.closest(".row"));
});

document.addEventListener("input", (event) => {
  if (event.target === field()) typed();
});

// What belongs together is lit together, in both texts and in the lists: what the pointer, the focus or the cursor is on.

const KINDS = ["finding", "term", "word"];
const LIT = KINDS.map((kind) => `.bench [data-${kind}]`).join();

function light(pairs) {
  const lit = new Set(pairs.flatMap(([kind, key]) => $$(`.bench [data-${kind}="${key}"]`, row)));
  for (const one of $$(".lit", row)) if (!lit.has(one)) one.classList.remove("lit");
  for (const one of lit) one.classList.add("lit");
}

const marked = (elements) => elements.flatMap((one) => KINDS.filter((kind) => kind in one.dataset).map((kind) => [kind, one.dataset[kind]]));

function around(element) {
  const one = element.closest?.(LIT);
  return one ? [one, ...around(one.parentElement)] : [];
}

for (const kind of ["mouseover", "focusin"]) {
  document.addEventListener(kind, (event) => row && event.target !== field() && light(marked(around(event.target))));
}

document.addEventListener("mousemove", (event) => {
  if (row && event.target === field()) light(marked(marksAt(event.clientX, event.clientY)));
});

document.addEventListener("keyup", (event) => {
  if (row && event.target === field() && /^(Arrow|Home|End)/.test(event.key)) light(marksAtCursor());
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    hiddenAt = performance.now();
    keepNow({ keepalive: true });
  } else if (hiddenAt) {
    awayFor += performance.now() - hiddenAt;
  }
});
document.addEventListener("submit", async (event) => {
  if (!event.target.matches("[data-search]")) return;
  event.preventDefault();
  const list = $(".found", row);
  const answer = await fetch(`/search?${new URLSearchParams({ text: $("input", event.target).value })}`);
  if (answer.ok) list.innerHTML = await answer.text();
});

addEventListener("pagehide", () => keepNow({ keepalive: true }));

for (const kind of ["keyup", "click", "select"]) $("#split").addEventListener(kind, showParts);
$("#split").addEventListener("beforeinput", (event) => event.preventDefault()); // a cursor, but nothing to change

$("#split form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { source, target } = event.target.elements;
  const cut = { source_at: points(source), target_at: points(target) };
  $("#split").close();
  await keepNow();
  if (await decide("/split", cut, "POST")) location.reload();
});

$("#name form").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await keepNow();
    await ask("PUT", "/reviewer", { name: event.target.elements.name.value });
    location.reload();
  } catch (error) {
    complain(error);
  }
});

for (const control of $$(".filters select")) control.addEventListener("change", () => control.form.requestSubmit());

dress(document);
open(remembered() || rows()[0], false).then(() => field()?.focus({ preventScroll: true }));
