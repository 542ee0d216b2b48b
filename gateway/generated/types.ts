// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit: change the source and run it again.

import type { ReplyHeaders, StreamBody } from '../src/contract.ts';
import type * as S from './schemas.ts';

/** What each operation takes and gives. */
export interface OperationTypes {
  /** Get the health of the deployment */
  getHealth: {
    params: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.Health; headers?: ReplyHeaders };
  };
  /** Follow the changes of a workspace */
  followEvents: {
    params: Record<never, never>;
    query: Record<never, never>;
    headers: { 'last-event-id'?: string | undefined };
    body: undefined;
    reply: { status: 200; body: StreamBody; headers?: ReplyHeaders } | { status: 200; response: Response };
  };
  /** Sign up */
  registerUser: {
    params: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: S.RegisterRequest;
    reply: { status: 201; body: S.AuthResult; headers?: ReplyHeaders };
  };
  /** Sign in with e-mail and password */
  logIn: {
    params: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: S.LoginRequest;
    reply: { status: 200; body: S.AuthResult; headers?: ReplyHeaders };
  };
  /** Exchange a refresh token for new tokens */
  refreshTokens: {
    params: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: S.RefreshRequest;
    reply: { status: 200; body: S.AuthResult; headers?: ReplyHeaders };
  };
  /** Sign out */
  logOut: {
    params: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 204; headers?: ReplyHeaders };
  };
  /** Sign out everywhere */
  logOutEverywhere: {
    params: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.LogoutAllResult; headers?: ReplyHeaders };
  };
  /** Get the caller */
  getMe: {
    params: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.Me; headers?: ReplyHeaders };
  };
  /** Start a sign-in on a device without a browser */
  startDeviceLogin: {
    params: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: S.DeviceStartRequest;
    reply: { status: 200; body: S.DeviceStart; headers?: ReplyHeaders };
  };
  /** Poll for the tokens of a device sign-in */
  pollDeviceLogin: {
    params: Record<never, never>;
    query: Record<never, never>;
    headers: Record<never, never>;
    body: S.DeviceTokenRequest;
    reply: { status: 200; body: S.AuthResult; headers?: ReplyHeaders };
  };
  /** Get the device request of a code */
  getDeviceRequest: {
    params: { userCode: S.UserCode };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.DeviceRequest; headers?: ReplyHeaders };
  };
  /** Approve a device */
  approveDevice: {
    params: { userCode: S.UserCode };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.DeviceRequest; headers?: ReplyHeaders };
  };
  /** Deny a device */
  denyDevice: {
    params: { userCode: S.UserCode };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.DeviceRequest; headers?: ReplyHeaders };
  };
  /** List templates */
  listTemplates: {
    params: Record<never, never>;
    query: {
      state?: S.TemplateState[] | undefined;
      q?: string | undefined;
      sort: S.TemplateSort;
      limit: number;
      cursor?: string | undefined;
    };
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.TemplatePage; headers?: ReplyHeaders };
  };
  /** Create a template */
  createTemplate: {
    params: Record<never, never>;
    query: Record<never, never>;
    headers: { 'idempotency-key'?: string | undefined };
    body: S.CreateTemplateRequest;
    reply: { status: 201; body: S.Template; headers?: ReplyHeaders };
  };
  /** Get a template */
  getTemplate: {
    params: { templateId: S.TemplateId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.Template; headers?: ReplyHeaders };
  };
  /** Delete a template */
  deleteTemplate: {
    params: { templateId: S.TemplateId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 204; headers?: ReplyHeaders };
  };
  /** Change a template */
  updateTemplate: {
    params: { templateId: S.TemplateId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: S.UpdateTemplateRequest;
    reply: { status: 200; body: S.Template; headers?: ReplyHeaders };
  };
  /** Archive a template */
  archiveTemplate: {
    params: { templateId: S.TemplateId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.Template; headers?: ReplyHeaders };
  };
  /** Restore an archived template */
  restoreTemplate: {
    params: { templateId: S.TemplateId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.Template; headers?: ReplyHeaders };
  };
  /** List the versions of a template */
  listTemplateVersions: {
    params: { templateId: S.TemplateId };
    query: { sort: S.TimeSort; limit: number; cursor?: string | undefined };
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.TemplateVersionPage; headers?: ReplyHeaders };
  };
  /** Add a version */
  createTemplateVersion: {
    params: { templateId: S.TemplateId };
    query: Record<never, never>;
    headers: { 'idempotency-key'?: string | undefined };
    body: S.CreateTemplateVersionRequest;
    reply: { status: 201; body: S.TemplateVersion; headers?: ReplyHeaders };
  };
  /** Get a version */
  getTemplateVersion: {
    params: { templateId: S.TemplateId; versionId: S.VersionId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.TemplateVersion; headers?: ReplyHeaders };
  };
  /** Download the bundle of a version */
  downloadBundle: {
    params: { templateId: S.TemplateId; versionId: S.VersionId };
    query: Record<never, never>;
    headers: { range?: string | undefined; 'if-range'?: string | undefined };
    body: undefined;
    reply:
      | { status: 200; body: StreamBody; headers?: ReplyHeaders }
      | { status: 200; response: Response }
      | { status: 206; body: StreamBody; headers?: ReplyHeaders }
      | { status: 206; response: Response };
  };
  /** Upload the bundle of a version */
  uploadBundle: {
    params: { templateId: S.TemplateId; versionId: S.VersionId };
    query: Record<never, never>;
    headers: { 'repr-digest'?: string | undefined };
    body: ReadableStream<Uint8Array>;
    reply: { status: 200; body: S.TemplateVersion; headers?: ReplyHeaders };
  };
  /** Issue a grant to upload the bundle once */
  grantBundleUpload: {
    params: { templateId: S.TemplateId; versionId: S.VersionId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 201; body: S.UploadGrant; headers?: ReplyHeaders };
  };
  /** Upload with a grant */
  uploadByGrant: {
    params: { grantId: string };
    query: Record<never, never>;
    headers: { 'repr-digest'?: string | undefined };
    body: ReadableStream<Uint8Array>;
    reply: { status: 204; headers?: ReplyHeaders };
  };
  /** List builds */
  listBuilds: {
    params: Record<never, never>;
    query: {
      state?: S.BuildState[] | undefined;
      templateId?: S.TemplateId | undefined;
      sort: S.TimeSort;
      limit: number;
      cursor?: string | undefined;
    };
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.BuildPage; headers?: ReplyHeaders };
  };
  /** Get a build */
  getBuild: {
    params: { buildId: S.BuildId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.Build; headers?: ReplyHeaders };
  };
  /** Read the log of a build */
  readBuildLog: {
    params: { buildId: S.BuildId };
    query: { offset: number; waitSeconds: number };
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.BuildLog; headers?: ReplyHeaders };
  };
  /** Follow the log of a build */
  followBuildLog: {
    params: { buildId: S.BuildId };
    query: { offset: number };
    headers: { 'last-event-id'?: string | undefined };
    body: undefined;
    reply: { status: 200; body: StreamBody; headers?: ReplyHeaders } | { status: 200; response: Response };
  };
  /** Get the artifact of a build */
  getBuildArtifact: {
    params: { buildId: S.BuildId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.BuildArtifact; headers?: ReplyHeaders };
  };
  /** Retry a build */
  retryBuild: {
    params: { buildId: S.BuildId };
    query: Record<never, never>;
    headers: { 'idempotency-key'?: string | undefined };
    body: undefined;
    reply: { status: 200; body: S.Build; headers?: ReplyHeaders };
  };
  /** Retry all dead-lettered builds */
  retryDeadLetteredBuilds: {
    params: Record<never, never>;
    query: Record<never, never>;
    headers: { 'idempotency-key'?: string | undefined };
    body: undefined;
    reply: { status: 200; body: S.RetryResult; headers?: ReplyHeaders };
  };
  /** Promote a version */
  promoteTemplate: {
    params: { templateId: S.TemplateId };
    query: Record<never, never>;
    headers: { 'idempotency-key'?: string | undefined };
    body: S.PromoteRequest;
    reply: { status: 201; body: S.PromoteResult; headers?: ReplyHeaders };
  };
  /** Go back to an earlier release */
  rollbackTemplate: {
    params: { templateId: S.TemplateId };
    query: Record<never, never>;
    headers: { 'idempotency-key'?: string | undefined };
    body: S.RollbackRequest;
    reply: { status: 201; body: S.PromoteResult; headers?: ReplyHeaders };
  };
  /** List releases */
  listReleases: {
    params: Record<never, never>;
    query: { templateId?: S.TemplateId | undefined; sort: S.TimeSort; limit: number; cursor?: string | undefined };
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.ReleasePage; headers?: ReplyHeaders };
  };
  /** Get a release */
  getRelease: {
    params: { releaseId: S.ReleaseId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.Release; headers?: ReplyHeaders };
  };
  /** List sessions */
  listSessions: {
    params: Record<never, never>;
    query: {
      state?: S.SessionState[] | undefined;
      templateId?: S.TemplateId | undefined;
      q?: string | undefined;
      sort: S.SessionSort;
      limit: number;
      cursor?: string | undefined;
    };
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.SessionPage; headers?: ReplyHeaders };
  };
  /** Create a session */
  createSession: {
    params: Record<never, never>;
    query: Record<never, never>;
    headers: { 'idempotency-key'?: string | undefined };
    body: S.CreateSessionRequest;
    reply: { status: 201; body: S.Session; headers?: ReplyHeaders };
  };
  /** Get a session */
  getSession: {
    params: { sessionId: S.SessionId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.Session; headers?: ReplyHeaders };
  };
  /** Delete a session */
  deleteSession: {
    params: { sessionId: S.SessionId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 204; headers?: ReplyHeaders };
  };
  /** Rename a session */
  updateSession: {
    params: { sessionId: S.SessionId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: S.UpdateSessionRequest;
    reply: { status: 200; body: S.Session; headers?: ReplyHeaders };
  };
  /** Start a session */
  startSession: {
    params: { sessionId: S.SessionId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.Session; headers?: ReplyHeaders };
  };
  /** Stop a session */
  stopSession: {
    params: { sessionId: S.SessionId };
    query: { discard: boolean };
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.Session; headers?: ReplyHeaders };
  };
  /** Restart a session */
  restartSession: {
    params: { sessionId: S.SessionId };
    query: Record<never, never>;
    headers: { 'idempotency-key'?: string | undefined };
    body: undefined;
    reply: { status: 200; body: S.Session; headers?: ReplyHeaders };
  };
  /** List the events of a session */
  listSessionEvents: {
    params: { sessionId: S.SessionId };
    query: { limit: number; cursor?: string | undefined };
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.SessionEventPage; headers?: ReplyHeaders };
  };
  /** Follow the events of a session */
  followSessionEvents: {
    params: { sessionId: S.SessionId };
    query: { after: number };
    headers: { 'last-event-id'?: string | undefined };
    body: undefined;
    reply: { status: 200; body: StreamBody; headers?: ReplyHeaders } | { status: 200; response: Response };
  };
  /** List the snapshots of a session */
  listSnapshots: {
    params: { sessionId: S.SessionId };
    query: { sort: S.TimeSort; limit: number; cursor?: string | undefined };
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.SnapshotPage; headers?: ReplyHeaders };
  };
  /** Save a session */
  createSnapshot: {
    params: { sessionId: S.SessionId };
    query: Record<never, never>;
    headers: { 'idempotency-key'?: string | undefined };
    body: S.CreateSnapshotRequest;
    reply: { status: 201; body: S.Snapshot; headers?: ReplyHeaders };
  };
  /** Get a snapshot */
  getSnapshot: {
    params: { sessionId: S.SessionId; snapshotId: S.SnapshotId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.Snapshot; headers?: ReplyHeaders };
  };
  /** Delete a snapshot */
  deleteSnapshot: {
    params: { sessionId: S.SessionId; snapshotId: S.SnapshotId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 204; headers?: ReplyHeaders };
  };
  /** Change the label of a snapshot */
  updateSnapshot: {
    params: { sessionId: S.SessionId; snapshotId: S.SnapshotId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: S.UpdateSnapshotRequest;
    reply: { status: 200; body: S.Snapshot; headers?: ReplyHeaders };
  };
  /** Download a snapshot */
  downloadSnapshot: {
    params: { sessionId: S.SessionId; snapshotId: S.SnapshotId };
    query: Record<never, never>;
    headers: { range?: string | undefined; 'if-range'?: string | undefined };
    body: undefined;
    reply:
      | {
          status: 200;
          body: StreamBody;
          contentType: 'application/zstd' | 'application/octet-stream';
          headers?: ReplyHeaders;
        }
      | { status: 200; response: Response }
      | {
          status: 206;
          body: StreamBody;
          contentType: 'application/zstd' | 'application/octet-stream';
          headers?: ReplyHeaders;
        }
      | { status: 206; response: Response };
  };
  /** Upload the content of a snapshot */
  uploadSnapshot: {
    params: { sessionId: S.SessionId; snapshotId: S.SnapshotId };
    query: Record<never, never>;
    headers: { 'repr-digest'?: string | undefined };
    body: ReadableStream<Uint8Array>;
    reply: { status: 200; body: S.Snapshot; headers?: ReplyHeaders };
  };
  /** Issue a grant to upload the content once */
  grantSnapshotUpload: {
    params: { sessionId: S.SessionId; snapshotId: S.SnapshotId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 201; body: S.UploadGrant; headers?: ReplyHeaders };
  };
  /** Get the progress of a restore */
  getRestore: {
    params: { sessionId: S.SessionId; snapshotId: S.SnapshotId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.RestoreProgress; headers?: ReplyHeaders };
  };
  /** Restore a session from a snapshot */
  restoreSnapshot: {
    params: { sessionId: S.SessionId; snapshotId: S.SnapshotId };
    query: Record<never, never>;
    headers: { 'idempotency-key'?: string | undefined };
    body: undefined;
    reply: { status: 200; body: S.RestoreResult; headers?: ReplyHeaders };
  };
  /** Open the preview of a session's app */
  openPreview: {
    params: { sessionId: S.SessionId };
    query: { port?: S.Port | undefined; path: string };
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.Preview; headers?: ReplyHeaders } | { status: 302; response: Response };
  };
  /** List the session's ports */
  listSessionPorts: {
    params: { sessionId: S.SessionId };
    query: { since?: number | undefined; waitSeconds: number };
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.PortList; headers?: ReplyHeaders } | { status: 200; response: Response };
  };
  /** Get the state of the app */
  getSessionApp: {
    params: { sessionId: S.SessionId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.App; headers?: ReplyHeaders } | { status: 200; response: Response };
  };
  /** Restart the app alone */
  restartSessionApp: {
    params: { sessionId: S.SessionId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.App; headers?: ReplyHeaders } | { status: 200; response: Response };
  };
  /** Read the log of the app */
  readSessionAppLog: {
    params: { sessionId: S.SessionId };
    query: { offset?: number | undefined; waitSeconds: number };
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.AppLog; headers?: ReplyHeaders } | { status: 200; response: Response };
  };
  /** List the session's terminals */
  listSessionTerminals: {
    params: { sessionId: S.SessionId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 200; body: S.TerminalList; headers?: ReplyHeaders } | { status: 200; response: Response };
  };
  /** Close a terminal */
  closeSessionTerminal: {
    params: { sessionId: S.SessionId; terminalId: S.TerminalId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 204; headers?: ReplyHeaders };
  };
  /** Attach to a terminal */
  connectSessionTerminal: {
    params: { sessionId: S.SessionId };
    query: {
      terminalId: string;
      cols?: number | undefined;
      rows?: number | undefined;
      epoch?: string | undefined;
      offset?: number | undefined;
      inputId?: string | undefined;
    };
    headers: Record<never, never>;
    body: undefined;
    reply: { status: 101; response: Response };
  };
  /** Propose a change of files */
  startSessionChange: {
    params: { sessionId: S.SessionId };
    query: Record<never, never>;
    headers: Record<never, never>;
    body: S.ChangeRequest;
    reply: { status: 200; body: S.Change; headers?: ReplyHeaders } | { status: 200; response: Response };
  };
  /** Change files */
  receiveSessionChange: {
    params: { sessionId: S.SessionId; changeId: S.TransferId };
    query: { restart: boolean };
    headers: Record<never, never>;
    body: ReadableStream<Uint8Array>;
    reply: { status: 200; body: S.Change; headers?: ReplyHeaders } | { status: 200; response: Response };
  };
}

/** The operations of each domain that need a handler; those of a session's runtime are passed on. */
export interface Domains {
  system: 'getHealth';
  auth:
    | 'registerUser'
    | 'logIn'
    | 'refreshTokens'
    | 'logOut'
    | 'logOutEverywhere'
    | 'getMe'
    | 'startDeviceLogin'
    | 'pollDeviceLogin'
    | 'getDeviceRequest'
    | 'approveDevice'
    | 'denyDevice';
  templates:
    | 'listTemplates'
    | 'createTemplate'
    | 'getTemplate'
    | 'deleteTemplate'
    | 'updateTemplate'
    | 'archiveTemplate'
    | 'restoreTemplate'
    | 'listTemplateVersions'
    | 'createTemplateVersion'
    | 'getTemplateVersion'
    | 'downloadBundle'
    | 'uploadBundle'
    | 'grantBundleUpload';
  builds:
    | 'listBuilds'
    | 'getBuild'
    | 'readBuildLog'
    | 'followBuildLog'
    | 'getBuildArtifact'
    | 'retryBuild'
    | 'retryDeadLetteredBuilds';
  releases: 'promoteTemplate' | 'rollbackTemplate' | 'listReleases' | 'getRelease';
  sessions:
    | 'listSessions'
    | 'createSession'
    | 'getSession'
    | 'deleteSession'
    | 'updateSession'
    | 'startSession'
    | 'stopSession'
    | 'restartSession'
    | 'listSessionEvents'
    | 'followSessionEvents'
    | 'openPreview';
  snapshots:
    | 'listSnapshots'
    | 'createSnapshot'
    | 'getSnapshot'
    | 'deleteSnapshot'
    | 'updateSnapshot'
    | 'downloadSnapshot'
    | 'uploadSnapshot'
    | 'grantSnapshotUpload'
    | 'getRestore'
    | 'restoreSnapshot';
  workspaces: 'followEvents';
  uploads: 'uploadByGrant';
}

/** What each event of an operation's stream is. */
export interface StreamEvents {
  followEvents: S.WorkspaceEvent;
  followBuildLog: S.BuildLogEvent;
  followSessionEvents: S.SessionStreamEvent;
}

export type OperationId = keyof OperationTypes;
export type Domain = keyof Domains;
