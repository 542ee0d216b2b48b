// Generated from openapi/host.yaml by `npm run generate`. Do not edit: change the source and run it again.

/** {placeholders} are filled from the problem's context. */
export const problems = {
  bad_request: {
    status: 400,
    title: 'The request is not valid',
    detail: 'See `errors` for each field.',
    next: 'Correct the named fields and send the request again.',
  },
  malformed_json: {
    status: 400,
    title: 'The body is not valid JSON',
    detail: 'The JSON parser says: {reason}',
    next: 'Send a well-formed JSON document.',
  },
  unreadable_request: {
    status: 400,
    title: 'The request is no HTTP',
    detail: 'The request cannot be read: {reason}.',
  },
  unauthenticated: {
    status: 401,
    title: 'The secret is needed',
    detail: 'The secret is missing or wrong.',
  },
  grant_ended: {
    status: 401,
    title: 'The sign-in has ended',
    detail: 'The sign-in behind this request has ended.',
  },
  host_refused: {
    status: 403,
    title: 'Not from this machine',
    detail: 'The Host header names no loopback address.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    detail: '{what} does not exist here.',
    next: 'Check the path and the id.',
  },
  request_timeout: {
    status: 408,
    title: 'The body did not arrive in time',
    detail: 'The request body was not received completely.',
    next: 'Send the request again.',
  },
  instance_running: {
    status: 409,
    title: 'Another instance runs',
    detail: 'Session {sessionId} runs as instance {instanceId}.',
  },
  instance_exited: {
    status: 409,
    title: 'The instance has ended',
    detail: 'Instance {instanceId} has ended already; a new start takes a new id.',
  },
  instance_mismatch: {
    status: 409,
    title: 'Another instance is there',
    detail: 'Session {sessionId} has instance {instanceId}, not {asked}.',
  },
  start_stopped: {
    status: 409,
    title: 'The start was stopped',
    detail: 'It was stopped while it started.',
  },
  payload_too_large: {
    status: 413,
    title: 'The body is too large',
    detail: 'At most {allowed} bytes are accepted here.',
    next: 'Send a smaller body.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The content type is not supported here',
    detail: 'The request has the content type {contentType}.',
    next: 'Send one of: {allowed}.',
  },
  headers_too_large: {
    status: 431,
    title: 'The headers are too large',
    detail: 'At most {allowed} bytes of headers are taken here.',
  },
  internal_error: {
    status: 500,
    title: 'The host failed',
    detail: 'The host failed; its log says how.',
  },
  start_failed: {
    status: 502,
    title: 'The runtime did not start',
    detail: 'The runtime did not start: {reason}',
  },
  runtime_unreachable: {
    status: 502,
    title: 'The runtime broke off',
    detail: 'The runtime gave no answer ({reason}).',
  },
  runtime_answer_invalid: {
    status: 502,
    title: "The runtime's answer is no HTTP",
    detail: "The runtime's answer cannot be passed on: {reason}.",
  },
  runtime_silent: {
    status: 502,
    title: 'The runtime gives no sign of life',
    detail: 'The runtime does not answer: {reason}.',
  },
  host_disk_full: {
    status: 503,
    title: "The machine's disk is full",
    detail:
      'The disk of the machine that runs sessions has {left} left for them, and {who} takes {bytes} at its start.',
  },
  host_stopping: {
    status: 503,
    title: 'The host is shutting down',
    detail: 'The host is shutting down.',
  },
  instance_not_running: {
    status: 503,
    title: 'No instance runs',
    detail: 'Session {sessionId} has no running instance; it is {state}.',
  },
  sessions_unavailable: {
    status: 503,
    title: 'Sessions cannot run here',
    detail: '{reason}',
  },
} as const satisfies Record<string, { status: number; title: string; detail: string; next?: string }>;
export type ProblemCode = keyof typeof problems;
