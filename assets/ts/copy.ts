// A button that copies what stands in another element; without a script it is not there, and one selects by hand.
import { all, closest } from "./dom";

export function startCopying(): void {
  if (!navigator.clipboard) return;
  for (const button of all<HTMLElement>("[data-copy]")) button.closest("[hidden]")?.removeAttribute("hidden");
  document.addEventListener("click", (event) => {
    const button = closest<HTMLElement>(event.target, "[data-copy]");
    const source = button && document.getElementById(button.dataset.copy ?? "");
    if (!button || !source) return;
    const text = source instanceof HTMLInputElement ? source.value : (source.textContent ?? "");
    void navigator.clipboard.writeText(text).then(() => {
      button.textContent = button.dataset.copied ?? "";
    });
  });
}
