// Explanations open by themselves (native details); this adds hover, and closes them by Escape or a click elsewhere.
import { all, closest } from "./dom";

const REST = 350;
let timer = 0;
let hovered: HTMLDetailsElement | null = null;

export function startFigures(): void {
  document.addEventListener("pointerover", onOver);
  document.addEventListener("click", (event) => {
    const inside = closest<HTMLDetailsElement>(event.target, "details.figure");
    if (inside === hovered) hovered = null; // a click pins what hovering opened
    close((figure) => figure !== inside);
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = closest<HTMLDetailsElement>(event.target, "details.figure[open]");
    close(() => true);
    open?.querySelector("summary")?.focus();
  });
  document.addEventListener("toggle", onToggle, true);
}

function close(which: (figure: HTMLDetailsElement) => boolean): void {
  for (const figure of all<HTMLDetailsElement>("details.figure[open]")) if (which(figure)) figure.open = false;
}

function onOver(event: PointerEvent): void {
  if (event.pointerType !== "mouse") return;
  const figure = closest<HTMLDetailsElement>(event.target, "details.figure");
  clearTimeout(timer);
  if (hovered && figure !== hovered) {
    hovered.open = false;
    hovered = null;
  }
  if (!figure || figure.open) return;
  timer = window.setTimeout(() => {
    figure.open = true;
    hovered = figure;
  }, REST);
}

// Opens towards the left where the right edge of the window is near.
function onToggle(event: Event): void {
  const figure = closest<HTMLDetailsElement>(event.target, "details.figure[open]");
  const why = figure?.querySelector<HTMLElement>(".figure-why");
  if (!why) return;
  why.classList.remove("from-end");
  if (why.getBoundingClientRect().right > document.documentElement.clientWidth - 8) why.classList.add("from-end");
}
