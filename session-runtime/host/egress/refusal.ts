// Why a session is not connected, in words for its program.
/** Its message goes to the session's program. */
export class Refusal extends Error {
  constructor(
    readonly kind: 'refused' | 'unknown_name' | 'unreachable' | 'timed_out' | 'busy',
    message: string,
    /** What the system said. */
    readonly code: string | null = null,
  ) {
    super(message);
  }
}
