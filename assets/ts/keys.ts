// The keyboard: `?` lists the keys, j and k move, g goes places, and any element with data-key answers to its key.
import { all, closest, isTyping, one } from "./dom";

const GO_WAIT = 1500;
const OFF = "northing:keys-off";
let goUntil = 0;
let fading = 0;

export function startKeys(): void {
  document.addEventListener("keydown", onKey);
  for (const line of all("[data-keys-switch]")) prepareSwitch(line);
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
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || one("dialog[open]") || isOff()) return;
  const going = performance.now() < goUntil;
  setGoing(false);
  if (going ? go(event.key) : act(event)) event.preventDefault();
}

function go(key: string): boolean {
  return press(all("[data-go]").find((link) => link.dataset.go === key) ?? null);
}

// After g the rail shows its letters, and says them to those who hear the page.
function setGoing(on: boolean): void {
  goUntil = on ? performance.now() + GO_WAIT : 0;
  clearTimeout(fading);
  document.documentElement.toggleAttribute("data-going", on);
  if (!on) return;
  fading = window.setTimeout(() => setGoing(false), GO_WAIT);
  say(all("[data-go]").map((link) => `${link.dataset.go} ${one(".name", link)?.textContent ?? ""}`).join(", "));
}

function say(text: string): void {
  let said = one<HTMLOutputElement>("#keys-said");
  if (!said) {
    said = document.createElement("output");
    said.id = "keys-said";
    said.className = "sr";
    said.setAttribute("aria-live", "polite");
    document.body.append(said);
  }
  said.textContent = text;
}

// Single keys can be turned off: a voice that types would press them unasked.
function isOff(): boolean {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false;
  }
}

function prepareSwitch(line: HTMLElement): void {
  const box = one<HTMLInputElement>("input", line);
  if (!box) return;
  line.hidden = false;
  box.checked = !isOff();
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "yes");
  });
}

function act(event: KeyboardEvent): boolean {
  switch (event.key) {
    case "?": return openKeys();
    case "g": setGoing(true); return true;
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
