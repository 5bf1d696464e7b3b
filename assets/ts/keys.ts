// The keyboard: `?` lists the keys, j and k move, g goes places, and any element with data-key answers to its key.
import { all, closest, isTyping, one } from "./dom";

const GO_WAIT = 1500;
let goUntil = 0;

export function startKeys(): void {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    if (closest(event.target, "[data-open-keys]")) openKeys();
    const dialog = event.target;
    if (dialog instanceof HTMLDialogElement) dialog.close(); // a click beside the sheet
  });
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
    if (press(one("[data-find]"))) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || one("dialog[open]")) return;
  const going = performance.now() < goUntil;
  goUntil = 0;
  if (going ? go(event.key) : act(event)) event.preventDefault();
}

function go(key: string): boolean {
  return press(all("[data-go]").find((link) => link.dataset.go === key) ?? null);
}

function act(event: KeyboardEvent): boolean {
  switch (event.key) {
    case "?": return openKeys();
    case "g": goUntil = performance.now() + GO_WAIT; return true;
    case "j": return step(1, event.target);
    case "k": return step(-1, event.target);
    case "e": return explain(event.target);
    case "/": return press(one("[data-find]"));
    default: return pressKey(event.key, event.target);
  }
}

// The element for a key in the row in focus, else the page's own.
function pressKey(key: string, target: EventTarget | null): boolean {
  const fits = (element: HTMLElement): boolean => element.dataset.key === key && !element.hidden;
  const row = closest(target, "[data-row]");
  return press((row && all("[data-key]", row).find(fits)) ?? all("[data-key]").find((element) => fits(element) && !element.closest("[data-row]")) ?? null);
}

function step(by: number, target: EventTarget | null): boolean {
  const rows = all("[data-row]").filter((row) => row.offsetParent !== null);
  const here = rows.indexOf(closest(target, "[data-row]") as HTMLElement);
  const next = rows[here < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, here + by))];
  const link = next && (one("[data-row-link]", next) ?? one("a, button, input", next));
  link?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return Boolean(link);
}

function explain(target: EventTarget | null): boolean {
  const row = closest(target, "[data-row]");
  const figure = one<HTMLDetailsElement>("details[data-explain]", row ?? document);
  if (!figure) return false;
  figure.open = !figure.open;
  if (figure.open) one("summary", figure)?.focus();
  return true;
}

function press(element: HTMLElement | null): boolean {
  if (!element) return false;
  if (element instanceof HTMLInputElement && !["submit", "button", "checkbox"].includes(element.type)) element.focus();
  else element.click();
  return true;
}

function openKeys(): boolean {
  const dialog = one<HTMLDialogElement>("#keys");
  dialog?.showModal();
  return Boolean(dialog);
}
