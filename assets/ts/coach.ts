// What the writing coach says of a title while it is typed: asked for once the fingers rest, and never in their way.
import { all, closest, one } from "./dom";

const PAUSE = 300;
const GAP = "__";
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export function startCoach(): void {
  for (const panel of all("[data-coach]")) attend(panel);
}

function attend(panel: HTMLElement): void {
  const form = panel.closest("form");
  const title = form?.elements.namedItem("title");
  if (!form || !(title instanceof HTMLInputElement)) return;
  const fields = new Set((panel.getAttribute("hx-params") ?? "").split(","));
  let timer = 0;
  const ask = (pause: number): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (title.value.trim()) panel.dispatchEvent(new Event("coach:ask"));
      else silence(panel);
    }, pause);
  };
  form.addEventListener("input", (event) => {
    if (fields.has((event.target as Control).name)) ask(PAUSE);
  });
  panel.addEventListener("htmx:beforeSwap", (event) => beforeSwap(event, panel));
  panel.addEventListener("htmx:afterSwap", () => tell(panel));
  for (const failed of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) panel.addEventListener(failed, () => silence(panel));
  panel.addEventListener("click", (event) => onClick(event, title));
  title.addEventListener("focus", () => { panel.style.minBlockSize = ""; });
  title.setAttribute("aria-describedby", `${title.getAttribute("aria-describedby") ?? ""} coach-said`.trim());
  // htmx hears the question once it has read the page; a draft may have been put back by then.
  document.addEventListener("DOMContentLoaded", () => { if (title.value.trim()) ask(0); });
}

// The same answer changes nothing; another one moves nothing that somebody below is typing in.
function beforeSwap(event: Event, panel: HTMLElement): void {
  const detail = (event as CustomEvent<{ shouldSwap: boolean; serverResponse: string }>).detail;
  if (!detail.shouldSwap) return;
  if (panel.dataset.shown === detail.serverResponse) {
    detail.shouldSwap = false;
    return;
  }
  panel.dataset.shown = detail.serverResponse;
  steadily(panel, () => panel.addEventListener("htmx:afterSwap", () => panel.dispatchEvent(new Event("coach:moved")), { once: true }));
}

function steadily(panel: HTMLElement, change: () => void): void {
  const typed = document.activeElement;
  const isBelow = typed instanceof HTMLElement && Boolean(panel.compareDocumentPosition(typed) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (!isBelow) {
    change();
    return;
  }
  // What shrinks would pull the field up, so it keeps its height until the title is typed in again.
  panel.style.minBlockSize = `${panel.offsetHeight}px`;
  const before = typed.getBoundingClientRect().top;
  panel.addEventListener("coach:moved", () => window.scrollBy({ top: typed.getBoundingClientRect().top - before, behavior: "instant" }), { once: true });
  change();
}

// Nothing is better than what was said of an older text.
function silence(panel: HTMLElement): void {
  panel.dispatchEvent(new Event("htmx:abort"));
  delete panel.dataset.shown;
  if (!panel.hasChildNodes()) return;
  steadily(panel, () => {
    panel.replaceChildren();
    panel.dispatchEvent(new Event("coach:moved"));
  });
  tell(panel);
}

function tell(panel: HTMLElement): void {
  const said = panel.nextElementSibling;
  if (said?.matches("[data-coach-said]")) said.textContent = one("[data-coach-count]", panel)?.textContent ?? "";
}

function onClick(event: MouseEvent, title: HTMLInputElement): void {
  const wording = closest(event.target, "[data-use]")?.dataset.use;
  const meant = closest(event.target, "[data-begin]");
  if (wording !== undefined) use(title, wording);
  else if (meant) show(title, Number(meant.dataset.begin), meant.textContent ?? "");
}

// As if it were typed, so that it can be undone by the keys that undo typing.
function use(title: HTMLInputElement, wording: string): void {
  title.focus();
  title.select();
  if (!document.execCommand("insertText", false, wording)) {
    title.value = wording;
    title.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const gap = title.value.indexOf(GAP);
  if (gap >= 0) title.setSelectionRange(gap, gap + GAP.length);
}

// The text may have changed since: then nothing is shown rather than the wrong words.
function show(title: HTMLInputElement, begin: number, words: string): void {
  title.focus();
  if (title.value.startsWith(words, begin)) title.setSelectionRange(begin, begin + words.length);
}
