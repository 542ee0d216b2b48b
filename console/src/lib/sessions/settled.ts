// Loaded with the first command that is given: a list that is only looked at does not need what
// waits for a command's end.
export { commandSession, deleteSession } from '@burstflare/sdk';
