// The weekly two minutes: digits set the confidence, `=` says no change, Enter saves, and the next one is ready.
import { all, closest, everywhere, isTyping, one } from "./dom";

const CARD = "[data-check-in]";
let byKeyboard = false;
let ten = { at: 0, card: null as HTMLElement | null };

export function startCheckIns(): void {
  document.addEventListener("pointerdown", () => { byKeyboard = false; }, true);
  document.addEventListener("keydown", () => { byKeyboard = true; }, true);
  document.addEventListener("focusin", (event) => {
    // Raising a card moves those below it: with the mouse it waits for the click, or the click would miss.
    if (byKeyboard) raise(closest(event.target, CARD));
  });
  document.addEventListener("click", (event) => {
    if (!byKeyboard) raise(closest(event.target, CARD));
  });
  document.addEventListener("keydown", onKey);
  document.addEventListener("htmx:afterSwap", onSaved);
  document.addEventListener("htmx:sendError", onFailure);
  document.addEventListener("htmx:responseError", onFailure);
  document.addEventListener("htmx:beforeRequest", (event) => closest(event.target, CARD)?.removeAttribute("data-failed"));
  everywhere(() => { if (!one(`${CARD}.up`)) raise(one(CARD)); });
}

function raise(card: HTMLElement | null): void {
  if (!card || card.classList.contains("up")) return;
  for (const other of all(`${CARD}.up`)) other.classList.remove("up");
  card.classList.add("up");
}

function onKey(event: KeyboardEvent): void {
  const card = closest(event.target, CARD);
  if (!card || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Enter" && event.target instanceof HTMLInputElement && ["radio", "checkbox"].includes(event.target.type)) {
    event.preventDefault();
    event.target.form?.requestSubmit(one<HTMLButtonElement>("[data-save]", card));
  } else if (event.key === "=" && mayAnswer(event.target)) {
    event.preventDefault();
    one<HTMLButtonElement>("[data-no-change]", card)?.click();
  } else if (/^[0-9]$/.test(event.key) && !isTyping(event.target)) {
    event.preventDefault();
    say(card, Number(event.key));
  }
}

// `=` is a sign people may write in a note; in the value field it can only mean "no change".
function mayAnswer(target: EventTarget | null): boolean {
  return !isTyping(target) || (target instanceof HTMLInputElement && target.name === "value");
}

// A 0 soon after a 1 means ten.
function say(card: HTMLElement, digit: number): void {
  const now = performance.now();
  const confidence = digit === 0 && ten.card === card && now - ten.at < 900 ? 10 : digit;
  ten = { at: digit === 1 ? now : 0, card };
  const cell = one<HTMLInputElement>(`.confidence input[value="${confidence}"]`, card);
  if (!cell) return;
  cell.checked = true;
  cell.focus();
}

// After a save the row shows what was said; the cursor stands in the next value that is due.
function onSaved(event: Event): void {
  const swapped = (event as CustomEvent<{ requestConfig?: { elt?: Element } }>).detail.requestConfig?.elt;
  if (!swapped?.closest(CARD) && !swapped?.matches(CARD)) return;
  const failed = one(`${CARD} [aria-invalid="true"]`);
  const next = failed?.closest<HTMLElement>(CARD) ?? one(CARD);
  if (!next) {
    one("[data-after-check-ins]")?.focus();
    return;
  }
  raise(next);
  (failed ?? one('input:is([name="value"], [name="steps"]):not([type="hidden"])', next) ?? one('input[name="confidence"]', next))?.focus();
}

// A request that did not arrive leaves everything as typed, and says so beside it.
function onFailure(event: Event): void {
  const card = closest(event.target, CARD);
  const said = card && one("[data-failure]", card);
  if (!card || !said) return;
  card.setAttribute("data-failed", "");
  said.hidden = false;
}
