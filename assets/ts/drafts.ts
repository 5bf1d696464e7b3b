// What was typed is kept in this tab until it was saved: it comes back when an old page, a lost session or the network failed.
import { all, closest, everywhere, one } from "./dom";

const PREFIX = "northing:draft:";
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Draft = { sent: boolean; fields: Record<string, string> };

export function startDrafts(): void {
  settle();
  everywhere(restore);
  document.addEventListener("input", (event) => {
    const form = closest<HTMLFormElement>(event.target, "form[data-keep]");
    if (form) keep(form, false);
  });
  document.addEventListener("submit", (event) => {
    const form = closest<HTMLFormElement>(event.target, "form[data-keep]");
    if (form && !form.hasAttribute("hx-post")) keep(form, true);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    // The form may be gone from the page by now: the request still knows it.
    const detail = (event as CustomEvent<{ successful?: boolean; requestConfig?: { elt?: Element } }>).detail;
    // What is asked for by a part of it, such as more rows or the coach, saves nothing.
    const form = detail.requestConfig?.elt;
    if (form instanceof HTMLFormElement && form.matches("form[data-keep]") && detail.successful) sessionStorage.removeItem(nameOf(form));
  });
}

// A page of the application after a submit means it arrived, unless it shows the form again with errors;
// a page outside (signed out, an error) means it did not.
function settle(): void {
  const arrived = document.body.hasAttribute("data-signed-in");
  for (const name of names()) {
    const draft = load(name);
    if (!draft?.sent) continue;
    const again = all<HTMLFormElement>("form[data-keep]").some((form) => nameOf(form) === name && one('[aria-invalid="true"]', form));
    if (arrived && !again) sessionStorage.removeItem(name);
    else store(name, { ...draft, sent: false });
  }
}

function names(): string[] {
  return Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));
}

function nameOf(form: HTMLFormElement): string {
  return `${PREFIX}${location.pathname}#${form.dataset.keep || form.getAttribute("action") || ""}`;
}

function load(name: string): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "null") as Draft | null;
  } catch {
    return null;
  }
}

function store(name: string, draft: Draft): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(draft));
  } catch {
    // A full or forbidden store loses the comfort, not the form.
  }
}

function fields(form: HTMLFormElement): Field[] {
  return all<Field>("input, textarea, select", form).filter(
    (field) => field.name && !(field instanceof HTMLInputElement && ["hidden", "password", "file", "submit", "checkbox"].includes(field.type)),
  );
}

function keep(form: HTMLFormElement, sent: boolean): void {
  const typed: Record<string, string> = {};
  for (const field of fields(form)) if (isChosen(field) && differs(field)) typed[field.name] = field.value;
  if (Object.keys(typed).length) store(nameOf(form), { sent, fields: typed });
  else sessionStorage.removeItem(nameOf(form));
}

function isChosen(field: Field): boolean {
  return !(field instanceof HTMLInputElement && field.type === "radio") || field.checked;
}

function differs(field: Field): boolean {
  if (field instanceof HTMLSelectElement) return !field.selectedOptions[0]?.defaultSelected;
  if (field instanceof HTMLInputElement && field.type === "radio") return !field.defaultChecked;
  return field.value !== field.defaultValue;
}

function restore(within: ParentNode): void {
  for (const form of all<HTMLFormElement>("form[data-keep]", within)) {
    const draft = load(nameOf(form));
    if (!draft || form.dataset.restored) continue;
    form.dataset.restored = "yes";
    const changed = fields(form).filter((field) => fill(field, draft.fields[field.name]));
    if (changed.length) announce(form);
  }
}

function fill(field: Field, typed: string | undefined): boolean {
  if (typed === undefined) return false;
  if (field instanceof HTMLInputElement && field.type === "radio") {
    if (field.value !== typed || field.checked) return false;
    field.checked = true;
    return true;
  }
  if (field.value === typed) return false;
  field.value = typed;
  return true;
}

function announce(form: HTMLFormElement): void {
  const said = one<HTMLTemplateElement>("#draft-restored");
  if (!said || one("[data-draft-notice]", form)) return;
  form.prepend(said.content.cloneNode(true));
}
