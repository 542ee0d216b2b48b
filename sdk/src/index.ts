// Owns the SDK's surface: what console, CLI and other programs import.
export type { components } from '../generated/api.ts';
export { problemTitles, textLengths } from '../generated/policy.ts';
export type { Permission, ProblemCode, Role } from '../generated/policy.ts';
export { allowedActions, allowedTemplateActions, holds, isAllowed, stateMeaning } from './allowed-actions.ts';
export type { SessionAction, TemplateAction, Verdict } from './allowed-actions.ts';
export { appPort, appWords, isAppCrashing, isAppDown } from './app-health.ts';
export { createClient } from './client.ts';
export type { Client, ClientOptions } from './client.ts';
export { memoryTokenStore } from './credentials.ts';
export type { Tokens, TokenStore } from './credentials.ts';
export { ConnectionError, ProblemError } from './errors.ts';
export type { FieldError, Problem } from './errors.ts';
export type { FollowOptions, FollowState } from './follow.ts';
export { limitWords } from './machine-limits.ts';
export type {
  Body,
  CallOptions,
  Item,
  OperationId,
  PagedId,
  Params,
  Query,
  Reply,
  StreamEvent,
  StreamId,
} from './operation-types.ts';
export { pathTo } from './paths.ts';
export type { Hear } from './changes.ts';
export { commandSession, deleteSession, restoreSession, saveSession } from './settled.ts';
export type { SessionCommand } from './settled.ts';
export { sizeText } from './sizes.ts';
export type { Fetch } from './signed-fetch.ts';
export { openTerminal, terminalName } from './terminal.ts';
export type { LostInput } from './terminal-input.ts';
export type { Socket, TerminalConnection, TerminalEnd, TerminalOptions, TerminalState } from './terminal.ts';
