// Owns the runtime's refusals: the codes of `x-problems` in openapi/runtime.yaml (a test holds this table against it), and their form.

export const PROBLEMS = {
  bad_request: [
    400,
    'The request is not valid',
    'See `errors` for each field.',
    'Correct the named fields and send the request again.',
  ],
  malformed_json: [
    400,
    'The body is not valid JSON',
    'The JSON parser says: {reason}',
    'Send a well-formed JSON document.',
  ],
  not_found: [404, 'There is no such thing', '{what} does not exist here.', 'Check the path and the id.'],
  request_timeout: [
    408,
    'The body did not arrive in time',
    'The request body was not received whole.',
    'Send the request again.',
  ],
  terminal_limit: [
    409,
    'Too many terminals',
    'The session has {limit} terminals open already.',
    'Close one of them first.',
  ],
  job_limit: [
    409,
    'Too many commands run',
    'The session runs {limit} commands already.',
    'Wait for one of them to end, or end it.',
  ],
  restore_busy: [
    409,
    'Files are being changed already',
    '{what} is under way.',
    'Wait until it is done, then try again.',
  ],
  payload_too_large: [413, 'The body is too large', 'At most {limit} bytes are taken here.', 'Send less.'],
  unsupported_media_type: [
    415,
    'The content type is not taken here',
    'This takes application/json.',
    'Send the body as JSON with that content type.',
  ],
  archive_invalid: [
    422,
    'The archive is not taken',
    '{entry}: {reason}. No file was changed.',
    'Pack it again without that entry.',
  ],
  content_invalid: [
    422,
    'The content is not what its manifest says',
    '{reason}. No file was changed.',
    'Send the content of this manifest whole and in order.',
  ],
  upgrade_required: [
    426,
    'A WebSocket upgrade is needed',
    'A terminal is a WebSocket.',
    'Connect with a WebSocket client.',
  ],
  internal_error: [
    500,
    'The runtime failed',
    'It failed in a way that nobody foresaw.',
    'Try again; if it stays, restart the session.',
  ],
  app_answer_invalid: [
    502,
    "The app's answer cannot be passed on",
    'The app on port {port} sent an answer that no HTTP client could read: {reason}.',
    'Correct what the app sends there.',
  ],
  app_unreachable: [
    502,
    'The app broke off',
    'The app on port {port} accepted the request but gave no answer ({reason}).',
    "Look at the app's log.",
  ],
  port_not_open: [
    503,
    'Nothing listens on this port',
    'No process of this session listens on port {port}; the start command is {state}.',
    'Wait for the app to open it, or start the app in the terminal.',
  ],
  no_space: [
    507,
    "The session's disk is full",
    '{reason}. No file was changed.',
    'Remove what is not needed in the session, then try again.',
  ],
} as const satisfies Record<string, readonly [status: number, title: string, detail: string, next: string]>;

export type ProblemCode = keyof typeof PROBLEMS;
export interface FieldError {
  path: string;
  message: string;
}

export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly context: Record<string, string | number> = {},
    readonly errors?: FieldError[],
  ) {
    super(code);
  }
}

export function problemBody(problem: Problem, requestId: string | undefined) {
  const [status, title, detail, next] = PROBLEMS[problem.code];
  return {
    type: `/docs#${problem.code}`,
    title,
    status,
    code: problem.code,
    detail: detail.replace(/\{(\w+)\}/g, (_, key: string) => String(problem.context[key] ?? '')),
    next,
    // Loaded when it is first needed, which is only for callers that name no id: it costs an idle session 2 MB.
    requestId: requestId ?? process.getBuiltinModule('node:crypto').randomUUID(),
    ...(Object.keys(problem.context).length === 0 ? {} : { context: problem.context }),
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
  };
}
