// An answer made anew, because what fetch returned cannot be changed.

/** HTTP lets a tab and bytes over 0x7f stand beside the status, which a Response that is made here refuses. Clients ignore the words. */
const takenWords = /^[\x20-\x7e]*$/;

/** The same answer with other headers, its socket included. */
export function sameAnswer({ body, status, statusText, webSocket }: Response, headers: Headers): Response {
  return new Response(body, { status, statusText: takenWords.test(statusText) ? statusText : '', headers, webSocket });
}
