// Generated from openapi/runtime.yaml by `npm run generate`. Do not edit: change the source and run it again.

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
  terminal_limit: {
    status: 409,
    title: 'Too many terminals',
    detail: 'The session already has {limit} open terminals.',
    next: 'Close one of them first.',
  },
  job_limit: {
    status: 409,
    title: 'Too many commands are running',
    detail: 'The session already runs {limit} commands.',
    next: 'Wait for one of them to end, or end it.',
  },
  restore_busy: {
    status: 409,
    title: 'The files are already being changed',
    detail: '{what} is under way.',
    next: 'Wait until it is done, then try again.',
  },
  files_changed: {
    status: 409,
    title: 'The files changed in the session too',
    detail: '{count} of the files are not as they were expected, {path} first. No file was changed.',
    next: 'Propose the change again to see which, and overwrite them if that is meant.',
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
  archive_invalid: {
    status: 422,
    title: 'The archive is refused',
    detail: '{entry}: {reason}. No file was changed.',
    next: 'Pack it again without that entry.',
  },
  content_invalid: {
    status: 422,
    title: 'The content is not what its manifest says',
    detail: '{reason}. No file was changed.',
    next: 'Send the content of this manifest, complete and in order.',
  },
  upgrade_required: {
    status: 426,
    title: 'A WebSocket upgrade is needed',
    detail: 'A terminal is a WebSocket.',
    next: 'Connect with a WebSocket client.',
  },
  internal_error: {
    status: 500,
    title: 'The runtime failed',
    detail: 'The runtime failed unexpectedly.',
    next: 'Try again. If the error persists, restart the session.',
  },
  app_answer_invalid: {
    status: 502,
    title: "The app's response cannot be passed on",
    detail: 'The app on port {port} sent a response that no HTTP client can read: {reason}.',
    next: 'Correct the response that the app sends.',
  },
  app_unreachable: {
    status: 502,
    title: 'The app did not respond',
    detail: 'The app on port {port} accepted the request but sent no response ({reason}).',
    next: "Look at the app's log.",
  },
  port_not_open: {
    status: 503,
    title: 'Nothing listens on this port',
    detail: 'No process of this session listens on port {port}; the start command is {state}.',
    next: 'Wait for the app to open it, or start the app in the terminal.',
  },
  no_space: {
    status: 507,
    title: "The session's disk is full",
    detail: '{reason}. No file was changed.',
    next: 'Remove files that the session does not need, then try again.',
  },
} as const satisfies Record<string, { status: number; title: string; detail: string; next?: string }>;
export type ProblemCode = keyof typeof problems;
