// Passkeys: a form that carries what the browser's key answers. Without a script its button is not there.
import { all, one } from "./dom";

type Options = { publicKey: Record<string, unknown> };
type Listed = { id: string }[] | undefined;

const able = (): boolean => window.isSecureContext && "PublicKeyCredential" in window && !/^[\d.]+$|:/.test(location.hostname);

export function startPasskeys(): void {
  if (!able()) return;
  for (const part of all("[data-passkey-only]")) part.hidden = false;
  for (const part of all("[data-passkey-missing]")) part.hidden = true;
  for (const form of all<HTMLFormElement>("form[data-passkey]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void ask(form);
    });
  }
}

async function ask(form: HTMLFormElement): Promise<void> {
  const failed = one("[data-passkey-failed]", form);
  const buttons = all<HTMLButtonElement>("button", form);
  if (failed) failed.hidden = true;
  for (const button of buttons) button.disabled = true;
  try {
    const answer = await ceremony(form, await options(form));
    const field = one<HTMLInputElement>("input[name=credential]", form);
    if (!field || !answer) throw new Error("no answer");
    field.value = JSON.stringify(told(answer));
    form.submit();
  } catch {
    if (failed) failed.hidden = false;
    for (const button of buttons) button.disabled = false;
  }
}

async function options(form: HTMLFormElement): Promise<Options> {
  const source = document.getElementById(form.dataset.options ?? "");
  if (source) return JSON.parse(source.textContent ?? "") as Options;
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return ((await answer.json()) as { request_options: Options }).request_options;
}

async function ceremony(form: HTMLFormElement, given: Options): Promise<PublicKeyCredential | null> {
  const asked = given.publicKey;
  asked.challenge = bytes(asked.challenge as string);
  if (form.dataset.passkey !== "create") {
    asked.allowCredentials = listed(asked.allowCredentials as Listed);
    return (await navigator.credentials.get({ publicKey: asked as unknown as PublicKeyCredentialRequestOptions })) as PublicKeyCredential | null;
  }
  const alone = one<HTMLInputElement>("input[name=passwordless]", form)?.checked ?? false;
  const user = asked.user as Record<string, unknown>;
  asked.user = { ...user, id: bytes(user.id as string) };
  asked.excludeCredentials = listed(asked.excludeCredentials as Listed);
  asked.authenticatorSelection = {
    ...(asked.authenticatorSelection as AuthenticatorSelectionCriteria),
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone ? { userVerification: "required" } : {}),
  };
  return (await navigator.credentials.create({ publicKey: asked as unknown as PublicKeyCredentialCreationOptions })) as PublicKeyCredential | null;
}

function listed(found: Listed): { id: ArrayBuffer }[] {
  return (found ?? []).map((item) => ({ ...item, id: bytes(item.id) }));
}

// What the server reads: bytes as base64 for addresses, the rest as it is.
function told(answer: PublicKeyCredential): Record<string, unknown> {
  const said = answer.response as AuthenticatorAttestationResponse & AuthenticatorAssertionResponse;
  const parts: [string, ArrayBuffer | null | undefined][] = [
    ["clientDataJSON", said.clientDataJSON],
    ["attestationObject", said.attestationObject],
    ["authenticatorData", said.attestationObject ? null : said.authenticatorData],
    ["signature", said.signature],
    ["userHandle", said.userHandle],
  ];
  return {
    id: answer.id,
    rawId: text(answer.rawId),
    type: answer.type,
    authenticatorAttachment: answer.authenticatorAttachment,
    clientExtensionResults: answer.getClientExtensionResults(),
    response: Object.fromEntries(parts.flatMap(([name, value]) => (value ? [[name, text(value)]] : []))),
  };
}

function bytes(encoded: string): ArrayBuffer {
  const plain = atob(encoded.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
}

function text(raw: ArrayBuffer): string {
  const plain = Array.from(new Uint8Array(raw), (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
