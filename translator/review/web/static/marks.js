// What the checks found and which words belong together, marked in the text while it is edited. A text field cannot hold
// marks: a copy of its text lies under it, in the same letters and lines, of which only the marks are to be seen.

const LETTER = /[\p{L}\p{N}]/u;

let area = null;
let layer = null;
let text = ""; // what the marks are for
let marks = []; // [start, end, kind, key, classes]

const resized = new ResizeObserver(fit);

/** Mark the text of this field from now on; `found` are its marks. */
export function markIn(field, found) {
  resized.disconnect();
  area = field;
  layer = field.previousElementSibling;
  field.addEventListener("scroll", follow, { passive: true });
  resized.observe(field);
  remark(found);
}

/** New marks for the text as it is. */
export function remark(found) {
  [text, marks] = [area.value, found];
  draw();
}

/** The text was edited: marks behind the edit move along, those that it touched go. */
export function edited() {
  const now = area.value;
  const shorter = Math.min(text.length, now.length);
  let start = 0;
  while (start < shorter && text[start] === now[start]) start++;
  let end = 0;
  while (end < shorter - start && text[text.length - 1 - end] === now[now.length - 1 - end]) end++;
  const [left, right, shift] = [start, text.length - end, now.length - text.length];
  const joined = (at) => LETTER.test(now[at - 1] ?? "") && LETTER.test(now[at] ?? ""); // a marked word grew
  marks = marks.flatMap(([from, to, ...rest]) => {
    if (to < left || (to === left && !joined(to))) return [[from, to, ...rest]];
    if (from > right || (from === right && !joined(from + shift))) return [[from + shift, to + shift, ...rest]];
    return [];
  });
  text = now;
  draw();
}

/** The marked pieces of the text at a place in the window. */
export function marksAt(x, y) {
  return document.elementsFromPoint(x, y).filter((one) => layer?.contains(one) && one !== layer);
}

/** The kinds and keys of the marks that the cursor is in. */
export function marksAtCursor() {
  const at = area.selectionStart;
  return marks.filter(([from, to]) => from <= at && at <= to).map(([, , kind, key]) => [kind, key]);
}

function draw() {
  const edges = [...new Set([0, text.length, ...marks.flatMap(([from, to]) => [from, to])])].sort((a, b) => a - b);
  layer.replaceChildren(...edges.slice(1).map((end, n) => piece(edges[n], end)), "\n"); // a line under the last one, as in the field
  follow();
}

function piece(start, end) {
  let node = document.createTextNode(text.slice(start, end));
  for (const [from, to, kind, key, classes] of marks) {
    if (from > start || to < end) continue;
    const mark = document.createElement("span");
    mark.className = classes;
    mark.dataset[kind] = key;
    mark.append(node);
    node = mark;
  }
  return node;
}

const follow = () => (layer.scrollTop = area.scrollTop);

/** The copy breaks its lines where the field does, which a scroll bar makes narrower. */
function fit() {
  const bar = area.offsetWidth - area.clientWidth - 2;
  layer.style.borderInlineEndWidth = `${bar > 2 ? bar + 1 : 1}px`;
  follow();
}
