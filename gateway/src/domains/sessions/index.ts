// What other parts may ask of sessions.
export { sweepSessions } from './service.ts';
export { signInPath } from './open-preview.ts';
export { passLifetimeSeconds, passState, readPass, redeemTicket } from './preview-pass.ts';
