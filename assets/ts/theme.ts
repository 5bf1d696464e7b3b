// System, light or dark. Kept in a cookie, so that the server draws the first paint in the right theme.
import { all, closest, everywhere } from "./dom";

const NAME = "northing_theme";
const ORDER = ["system", "light", "dark"] as const;
type Theme = (typeof ORDER)[number];

export function startTheme(): void {
  everywhere(mark);
  document.addEventListener("click", (event) => {
    const button = closest(event.target, "[data-theme-switch]");
    if (!button) return;
    const next = button.dataset.themeSwitch || ORDER[(ORDER.indexOf(current()) + 1) % ORDER.length];
    if (isTheme(next)) choose(next);
  });
}

function isTheme(name: string | undefined): name is Theme {
  return ORDER.some((theme) => theme === name);
}

function current(): Theme {
  const name = document.documentElement.dataset.theme;
  return isTheme(name) ? name : "system";
}

function choose(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${NAME}=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  mark(document);
}

function mark(within: ParentNode): void {
  for (const button of all("[data-theme-switch]", within)) {
    if (button.dataset.themeSwitch) button.setAttribute("aria-pressed", String(button.dataset.themeSwitch === current()));
    else if (button.dataset.label) button.setAttribute("aria-label", `${button.dataset.label}: ${button.getAttribute(`data-word-${current()}`) ?? current()}`);
    button.hidden = false;
  }
}
