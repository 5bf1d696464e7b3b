// The first admin's own time zone, so that nobody has to know how it is spelled.
export function startZone(): void {
  const field = document.querySelector<HTMLInputElement>("form[data-keep=welcome] input[name=tz]");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (field?.value === "UTC" && zone) field.value = zone;
}
