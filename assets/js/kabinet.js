// The little that HTML can't do alone. No framework, no inline handlers; every page also works without this file.
"use strict";
const on = (type, selector, act) => document.addEventListener(type, (event) => {
  const target = event.target.closest?.(selector);
  if (target) act(target, event);
});

// data-dialog="id" opens a <dialog>; Esc closes it natively, data-close and a click on the backdrop here.
on("click", "[data-dialog]", (opener, event) => {
  const dialog = document.getElementById(opener.dataset.dialog);
  if (!dialog?.showModal) return;
  event.preventDefault();
  opener.closest(".kb-menu")?.removeAttribute("open");
  if (!dialog.open) dialog.showModal();
});
on("click", "dialog [data-close]", (closer, event) => { event.preventDefault(); closer.closest("dialog").close(); });
on("click", "dialog", (dialog, event) => { if (event.target === dialog) dialog.close(); });

// Menus are <details class="kb-menu">: one open at a time; Esc and a click outside close.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".kb-menu[open]")) {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll(".kb-menu[open]")) {
      menu.removeAttribute("open");
      menu.querySelector("summary").focus();
    }
  }
  const typing = document.activeElement?.matches("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.querySelector("[data-slash]");
    if (search?.offsetParent) { event.preventDefault(); search.focus(); search.select(); }
  }
});

// Password: show and hide.
on("click", "[data-reveal]", (button) => {
  const input = document.getElementById(button.dataset.reveal);
  const shown = input.type === "password";
  input.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
});

// Quantity − and +: in thousandths, so that 0.1 + 0.2 stays 0.3. A comma is kept if it was typed.
on("click", ".kb-step [data-step]", (button) => {
  const input = button.parentElement.querySelector("input");
  const thousandths = (text) => Math.round(Number(text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".")) * 1000);
  const now = thousandths(input.value);
  if (!Number.isFinite(now)) { input.focus(); return; }
  const next = Math.max(0, now + thousandths(button.dataset.step)) / 1000;
  const comma = document.documentElement.lang === "ru";
  input.value = comma ? String(next).replace(".", ",") : String(next);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

// A change goes once, however often the button is pressed. The page may come back from the browser's memory.
on("submit", "form[method=post]", (form, event) => {
  if (event.defaultPrevented || form.method === "dialog") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  // A file leaves the page where it is, and changes nothing: what else the form does is not held up.
  if (form.hasAttribute("hx-post") || event.submitter?.hasAttribute("data-file")) return;
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
  // An answer that is a file leaves the page where it is.
  setTimeout(release, 10_000, form, event.submitter);
});
const release = (form, button) => { delete form.dataset.sent; button?.removeAttribute("aria-busy"); };
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    release(form, form.querySelector("[aria-busy]"));
  }
});

// A field of another form may stand inside a form that sends itself on change: what is typed there is not its own.
document.addEventListener("change", (event) => {
  const around = event.target.closest?.("form");
  if (around && event.target.form && event.target.form !== around) event.stopPropagation();
}, true);

// A filter that sends itself.
on("change", "[data-autosubmit]", (control) => control.form?.requestSubmit());

// Select all in a table; a picked row shows it.
on("change", "[data-all]", (all) => {
  for (const box of all.closest("table").querySelectorAll("tbody input[type=checkbox]")) {
    box.checked = all.checked;
    box.closest("tr").classList.toggle("is-picked", box.checked);
  }
});
on("change", "tbody input[type=checkbox]", (box) => box.closest("tr").classList.toggle("is-picked", box.checked));

// The bar of what can be done with picked rows shows how many there are, and hides while there are none.
const barOf = (form) => form?.querySelector("[data-picked]");
const countPicked = (form) => {
  const bar = barOf(form);
  if (!bar) return;
  const n = [...form.elements].filter((box) => box.matches("tbody input:checked")).length;
  bar.textContent = bar.dataset.picked.replace("{n}", String(n));
  form.hidden = n === 0;
};
on("change", "table input[type=checkbox]", (box) => {
  const form = box.form ?? box.closest("table").querySelector("tbody input[type=checkbox]")?.form;
  setTimeout(countPicked, 0, form);
});
const countAll = () => { for (const form of document.forms) countPicked(form); };
countAll();
addEventListener("pageshow", countAll);

// Keys in a grid: j and k go through the rows, x picks one; Enter opens it, since the focus is on its link.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !["j", "k", "x"].includes(event.key)) return;
  if (document.activeElement?.matches("input, textarea, select, [contenteditable]")) return;
  const rows = [...document.querySelectorAll("table[data-keys] tbody tr")];
  if (!rows.length || document.querySelector("dialog[open]")) return;
  const at = rows.indexOf(document.activeElement?.closest("tr"));
  if (event.key === "x") {
    rows[at]?.querySelector("input[type=checkbox]")?.click();
    return;
  }
  const next = Math.min(rows.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)));
  rows[next].querySelector("th a, a")?.focus();
});

// Copies the value of a field; where that isn't allowed, the field is selected for the hand to copy.
on("click", "[data-copy]", async (button) => {
  const field = document.querySelector(button.dataset.copy);
  field.select();
  try { await navigator.clipboard.writeText(field.value); } catch { return; }
  const label = [...button.childNodes].reverse().find((node) => node.textContent.trim());
  const before = label.textContent;
  label.textContent = button.dataset.copied;
  setTimeout(() => { label.textContent = before; }, 2_000);
});

// A toast closes by its button.
on("click", "[data-dismiss]", (button) => button.closest(".toast").remove());

// A field with suggestions: arrows walk through them, Enter and a click take one, Esc puts them away.
const options = (field) => document.getElementById(field.getAttribute("aria-controls"));
const marked = (field) => options(field).querySelector("[aria-selected=true]");
const expand = (field, open) => {
  options(field).hidden = !open;
  // A text of several lines has nothing that opens, only something that it offers.
  if (field.hasAttribute("aria-expanded")) field.setAttribute("aria-expanded", String(open));
};
const shut = (field) => {
  expand(field, false);
  field.removeAttribute("aria-activedescendant");
};
const take = (field, option) => {
  if (field.matches("[data-mentions]")) {
    // The caret may have left the name since the list opened.
    const typed = naming(field)?.[2];
    if (typed === undefined) return shut(field);
    field.setRangeText(`${option.dataset.value} `, field.selectionStart - typed.length, field.selectionStart, "end");
  } else {
    field.value = option.dataset.value;
  }
  shut(field);
  if (field.closest("[data-rows]")) step(field);
};
const walk = (field, by) => {
  const all = [...options(field).children];
  const at = all.indexOf(marked(field));
  mark(field, all[(at + by + all.length) % all.length] ?? all[0]);
};
const mark = (field, option) => {
  marked(field)?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  option.id ||= `${field.id}-at`;
  for (const other of option.parentElement.children) if (other !== option) other.removeAttribute("id");
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
};
document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (!target.matches?.(".kb-options")) return;
  const field = document.querySelector(`[aria-controls="${target.id}"]`);
  const open = target.childElementCount > 0 && document.activeElement === field;
  target.hidden = !open;
  field.setAttribute("aria-expanded", String(open));
});
on("mousedown", ".kb-options [role=option]", (option, event) => {
  event.preventDefault();
  take(document.querySelector(`[aria-controls="${option.parentElement.id}"]`), option);
});
document.addEventListener("focusout", ({ target }) => { if (target.matches?.("[data-combo]")) shut(target); });

// «@» in a text offers whom it may name; in a note of one's own side only those who read it.
const naming = (field) => /(^|[\s(])@([^\n@]{0,60})$/u.exec(field.value.slice(0, field.selectionStart));
on("input", "[data-mentions]", (field) => {
  const list = options(field), typed = naming(field)?.[2].toLowerCase();
  const note = field.form.elements.note?.checked;
  const fits = (name) => name.toLowerCase().startsWith(typed) || name.toLowerCase().split(/\s+/u).some((word) => word.startsWith(typed));
  const people = [...document.getElementById(field.dataset.mentions).children];
  const found = typed === undefined ? [] : people.filter((of) => (!note || of.hasAttribute("data-own")) && fits(of.textContent));
  list.replaceChildren(...found.slice(0, 8).map((of) => {
    const option = document.createElement("li");
    option.setAttribute("role", "option");
    option.dataset.value = option.textContent = of.textContent;
    return option;
  }));
  expand(field, list.childElementCount > 0);
  field.removeAttribute("aria-activedescendant");
  if (list.firstElementChild) mark(field, list.firstElementChild);
});

// What somebody types or picks while an answer comes stays: what is drawn anew holds what was sent before it. A field is
// known again by its id, in a line of a draft by the line's name and which of that name it is: lines may have moved up.
const writable = "input:not([type=hidden], [type=file], [type=password]), textarea, select";
const writables = () => {
  const times = new Map(), all = new Map();
  for (const field of document.querySelectorAll(writable)) {
    const line = field.closest("tr")?.querySelector("input[type=hidden][name=s]")?.value;
    const name = line ? `${line} ${field.name}` : field.id;
    if (!name) continue;
    times.set(name, (times.get(name) ?? 0) + 1);
    all.set(`${name} ${times.get(name)}`, field);
  }
  return all;
};
const ticks = (field) => field.matches("[type=checkbox], [type=radio]");
const stands = (field) => (ticks(field) ? field.checked : field.value);
const drawn = (field) => {
  if (ticks(field)) return field.defaultChecked;
  if (!field.matches("select")) return field.defaultValue;
  return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? "";
};
// What the server has of a field that was sent since it was drawn.
const sent = new WeakMap();
let newer = null, untold = [];
document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  for (const field of (elt.form ?? elt.closest("form"))?.elements ?? []) {
    if (field.matches(writable)) sent.set(field, stands(field));
  }
});
document.addEventListener("htmx:beforeSwap", ({ target }) => {
  newer = target.matches(".kb-options") ? null : new Map([...writables()]
    .filter(([, field]) => stands(field) !== (sent.get(field) ?? drawn(field)))
    .map(([name, field]) => [name, stands(field)]));
});
document.addEventListener("htmx:afterSwap", () => {
  if (!newer?.size) return;
  const kept = [...writables()].filter(([name, field]) => newer.has(name) && stands(field) !== newer.get(name));
  for (const [name, field] of kept) field[ticks(field) ? "checked" : "value"] = newer.get(name);
  newer = null;
  untold = kept.map(([, field]) => field);
});
// Told when htmx listens to what was drawn.
document.addEventListener("htmx:afterSettle", () => {
  const tell = (field, ...types) => types.forEach((type) => field.dispatchEvent(new Event(type, { bubbles: true })));
  for (const field of untold.splice(0)) {
    if (field !== document.activeElement) tell(field, "input", "change");
    // The browser takes it for what stood there from the beginning, and would tell of no change when one leaves.
    else {
      tell(field, "input");
      field.addEventListener("blur", () => tell(field, "change"), { once: true });
    }
  }
});

// Rows that are typed: Enter goes on to the next field, and from the last one to a new row.
const fields = (rows) => [...rows.querySelectorAll("input[type=text]")];
const addRow = (rows) => {
  const [last, n] = [rows.lastElementChild, rows.childElementCount];
  const row = last.cloneNode(true);
  for (const part of row.querySelectorAll("[id]")) part.id = part.id.replace(/-\d+/, `-${n}`);
  for (const field of fields(row)) {
    field.value = "";
    field.setAttribute("aria-label", field.getAttribute("aria-label").replace(/\d+/, String(n + 1)));
    if (field.hasAttribute("aria-controls")) field.setAttribute("aria-controls", `${field.id}-list`);
  }
  row.querySelector(".kb-options")?.replaceChildren();
  rows.append(row);
  window.htmx?.process(row);
};
const step = (field) => {
  const rows = field.closest("[data-rows]");
  if (fields(rows).at(-1) === field) addRow(rows);
  const all = fields(rows);
  const next = all[all.indexOf(field) + 1];
  next.focus();
  next.select();
};
on("keydown", "[data-rows] input", (field, event) => {
  const list = field.matches("[data-combo]") ? options(field) : null;
  const open = list && !list.hidden;
  if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    if (open && marked(field)) take(field, marked(field));
    else if (field.value || field.name !== "w") step(field);
    else field.form.requestSubmit();
  } else if (event.key === "Escape" && open) {
    shut(field);
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const by = event.key === "ArrowDown" ? 1 : -1;
    event.preventDefault();
    if (open) {
      walk(field, by);
      return;
    }
    const column = fields(field.closest("[data-rows]")).filter((other) => other.name === field.name);
    column[column.indexOf(field) + by]?.focus();
  }
});

// The same field by itself.
on("keydown", "[data-combo]", (field, event) => {
  if (field.closest("[data-rows]") || options(field).hidden) return;
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) walk(field, by);
  else if (event.key === "Enter" && marked(field)) take(field, marked(field));
  else if (event.key === "Escape") shut(field);
  else return;
  event.preventDefault();
});

// An answer after a redirect is read aloud and seen: a mistake takes the focus.
document.querySelector(".alert[role=alert][tabindex]")?.focus();
