// The last screen of each session's terminal, as text, to be shown while it sleeps. Kept for this tab only and dropped at sign-out:
// a screen may hold anything that somebody typed.

const prefix = 'burstflare.screen.';
const mostChars = 20_000;

export function keepScreen(sessionId: string, text: string): void {
  const trimmed = text.trimEnd().slice(-mostChars);
  if (trimmed === '') return;
  try {
    sessionStorage.setItem(prefix + sessionId, trimmed);
  } catch {
    // Full or refused: a sleeping session then shows no screen.
  }
}

export function lastScreen(sessionId: string): string | null {
  try {
    return sessionStorage.getItem(prefix + sessionId);
  } catch {
    return null;
  }
}

export function forgetScreens(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  } catch {
    // Nothing could be kept either.
  }
}
