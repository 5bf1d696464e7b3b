// Find or do: the dialog of the box. A combobox whose list comes from the page that works without this script.
import { all, closest, one } from "./dom";

const OPTION = '[role="option"]';

export function startFind(): void {
  const dialog = one<HTMLDialogElement>("#find");
  const input = dialog && one<HTMLInputElement>("[role=combobox]", dialog);
  if (!dialog || !input) return;
  if (/Mac|iPhone|iPad/.test(navigator.userAgent)) for (const hint of all("[data-find] kbd")) hint.textContent = "⌘K";
  document.addEventListener("click", (event) => {
    const link = closest<HTMLElement>(event.target, "[data-find]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(dialog, input);
  });
  dialog.addEventListener("click", (event) => onClick(event, dialog, input));
  dialog.addEventListener("pointermove", (event) => choose(closest(event.target, OPTION), input));
  dialog.addEventListener("htmx:afterSwap", () => arrived(dialog, input));
  for (const failed of ["htmx:sendError", "htmx:responseError"]) dialog.addEventListener(failed, () => tell(dialog, true));
  input.addEventListener("keydown", (event) => onKey(event, dialog, input));
}

function open(dialog: HTMLDialogElement, input: HTMLInputElement): void {
  const sheet = one<HTMLDialogElement>("dialog[open]");
  if (sheet && sheet !== dialog) sheet.close();
  if (!dialog.open) dialog.showModal();
  input.select();
  input.dispatchEvent(new Event("find:open"));
}

function onKey(event: KeyboardEvent, dialog: HTMLDialogElement, input: HTMLInputElement): void {
  if (event.isComposing) return;
  const options = all(OPTION, dialog);
  const here = options.findIndex((option) => option.id === input.getAttribute("aria-activedescendant"));
  const last = options.length - 1;
  const moves: Record<string, number> = { ArrowDown: here < last ? here + 1 : 0, ArrowUp: here > 0 ? here - 1 : last, PageDown: Math.min(last, here + 8), PageUp: Math.max(0, here - 8) };
  const next = options[moves[event.key] ?? -1];
  if (next) {
    event.preventDefault();
    choose(next, input);
    next.scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" && isFresh(dialog, input) && options[here]) {
    event.preventDefault();
    options[here].click();
  }
}

// Enter before the list of what was typed has arrived goes to the page, which knows it all.
function isFresh(dialog: HTMLDialogElement, input: HTMLInputElement): boolean {
  return dialog.dataset.shown === input.value.trim();
}

function choose(option: HTMLElement | null, input: HTMLInputElement): void {
  if (!option || option.id === input.getAttribute("aria-activedescendant")) return;
  for (const other of all(`${OPTION}[aria-selected="true"]`)) other.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  input.setAttribute("aria-activedescendant", option.id);
}

function arrived(dialog: HTMLDialogElement, input: HTMLInputElement): void {
  const list = one("[role=listbox]", dialog);
  dialog.dataset.shown = one("[data-find-count]", dialog)?.dataset.findCount ?? "";
  input.setAttribute("aria-expanded", String(Boolean(list)));
  input.setAttribute("aria-controls", list ? list.id : "find-results");
  input.removeAttribute("aria-activedescendant");
  choose(one(OPTION, dialog), input);
  if (list) list.scrollTop = 0;
  tell(dialog, false);
}

function tell(dialog: HTMLDialogElement, failed: boolean): void {
  const notice = one("[data-find-failed]", dialog);
  const said = one("output", dialog);
  if (notice) notice.hidden = !failed;
  if (said) said.textContent = (failed ? notice : one("[data-find-count]", dialog))?.textContent ?? "";
}

function onClick(event: MouseEvent, dialog: HTMLDialogElement, input: HTMLInputElement): void {
  if (closest(event.target, "[data-close]")) dialog.close();
  const option = closest<HTMLElement>(event.target, OPTION);
  if (!option || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (option.dataset.fill !== undefined) {
    event.preventDefault();
    input.value = option.dataset.fill;
    input.focus();
    input.dispatchEvent(new Event("input", { bubbles: true }));
  } else {
    dialog.close(); // a link may lead to a place on this very page
  }
}
