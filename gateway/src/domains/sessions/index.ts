// What other parts may ask of sessions.
export { previewOrigin, restoreAnswer, sessionAnswer, sessionViews } from './answers.ts';
export { signInPath } from './preview/open.ts';
export { admit, type Admitted, passLifetimeSeconds, readPass, type Redeemed, redeemTicket } from './preview/pass.ts';
export { checkOwned, getSession, sweepSessions } from './service.ts';
export { problemOfHostError } from './runtime/problem.ts';
export { forwardToRuntime } from './runtime/forward.ts';
