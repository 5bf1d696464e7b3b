// Reading a chart point by point: with the mouse, or with the arrow keys once the chart has the focus.
import { all, everywhere } from "./dom";

export function startCharts(): void {
  everywhere((within) => {
    for (const chart of all("[data-chart]", within)) if (!chart.dataset.ready) prepare(chart);
  });
}

function prepare(chart: HTMLElement): void {
  chart.dataset.ready = "yes";
  const said = document.createElement("output");
  said.className = "chart-read";
  said.setAttribute("aria-live", "polite");
  chart.append(said);
  let index = -1;
  const points = (): SVGCircleElement[] => all<SVGCircleElement>("circle[data-point]", shown(chart));
  const read = (next: number): void => {
    const found = points();
    all("circle.read", chart).forEach((point) => point.classList.remove("read"));
    index = Math.min(found.length - 1, Math.max(-1, next));
    const point = found[index];
    said.textContent = point?.dataset.point ?? "";
    if (!point) return;
    point.classList.add("read");
    place(said, point, chart);
  };
  for (const svg of all<SVGElement>("svg.chart-svg", chart)) if (points().length) svg.setAttribute("tabindex", "0");
  chart.addEventListener("keydown", (event) => {
    const last = points().length - 1;
    const moves: Record<string, number> = { ArrowRight: index + 1, ArrowLeft: index < 0 ? last : Math.max(0, index - 1), Home: 0, End: last };
    const next = moves[event.key];
    if (next === undefined || !(event.target instanceof SVGElement)) return;
    event.preventDefault();
    read(next);
  });
  chart.addEventListener("pointermove", (event) => read(nearest(points(), event.clientX, event.clientY)));
  chart.addEventListener("pointerleave", () => read(-1));
  chart.addEventListener("focusout", () => read(-1));
}

function shown(chart: HTMLElement): ParentNode {
  return all("[data-chart-variant]", chart).find((variant) => variant.offsetParent !== null) ?? chart;
}

function nearest(points: SVGCircleElement[], x: number, y: number): number {
  let best = -1;
  let least = 36;
  points.forEach((point, index) => {
    const box = point.getBoundingClientRect();
    const far = Math.abs(box.x + box.width / 2 - x) + Math.abs(box.y + box.height / 2 - y) / 4;
    if (far < least) [best, least] = [index, far];
  });
  return best;
}

function place(said: HTMLElement, point: SVGCircleElement, chart: HTMLElement): void {
  const box = point.getBoundingClientRect();
  const frame = chart.getBoundingClientRect();
  const x = box.x + box.width / 2 - frame.x;
  said.style.left = `${x}px`;
  said.style.top = `${box.y - frame.y}px`;
  said.classList.toggle("from-start", x < 90);
  said.classList.toggle("from-end", x > frame.width - 90);
}

