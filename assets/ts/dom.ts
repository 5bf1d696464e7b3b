// Finding things in the page, typed.

export function all<T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T[] {
  return [...within.querySelectorAll<T>(selector)];
}

export function one<T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T | null {
  return within.querySelector<T>(selector);
}

export function closest<T extends Element = HTMLElement>(target: EventTarget | null, selector: string): T | null {
  return target instanceof Element ? target.closest<T>(selector) : null;
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["radio", "checkbox", "button", "submit"].includes(target.type);
}

// Runs for what is there now and for what htmx puts in later.
export function everywhere(prepare: (within: ParentNode) => void): void {
  prepare(document);
  document.addEventListener("htmx:load", (event) => {
    const added = (event as CustomEvent<{ elt?: Element }>).detail.elt;
    if (added) prepare(added.parentElement ?? added);
  });
}
