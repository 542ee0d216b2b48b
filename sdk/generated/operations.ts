// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit: change the source and run it again.

/** Method and path of each operation; {names} are path parameters. Idempotent ones take an Idempotency-Key, streams are followed, bytes are sent as their content type. */
export const operations = {
  getHealth: {
    method: 'GET',
    path: '/api/health',
  },
  followEvents: {
    method: 'GET',
    path: '/api/events',
    stream: true,
  },
  registerUser: {
    method: 'POST',
    path: '/api/auth/register',
  },
  logIn: {
    method: 'POST',
    path: '/api/auth/login',
  },
  refreshTokens: {
    method: 'POST',
    path: '/api/auth/refresh',
  },
  logOut: {
    method: 'POST',
    path: '/api/auth/logout',
  },
  logOutEverywhere: {
    method: 'POST',
    path: '/api/auth/logout-all',
  },
  getMe: {
    method: 'GET',
    path: '/api/auth/me',
  },
  startDeviceLogin: {
    method: 'POST',
    path: '/api/auth/device/start',
  },
  pollDeviceLogin: {
    method: 'POST',
    path: '/api/auth/device/token',
  },
  getDeviceRequest: {
    method: 'GET',
    path: '/api/auth/device/requests/{userCode}',
  },
  approveDevice: {
    method: 'POST',
    path: '/api/auth/device/requests/{userCode}/approve',
  },
  denyDevice: {
    method: 'POST',
    path: '/api/auth/device/requests/{userCode}/deny',
  },
  listTemplates: {
    method: 'GET',
    path: '/api/templates',
  },
  createTemplate: {
    method: 'POST',
    path: '/api/templates',
    idempotent: true,
  },
  getTemplate: {
    method: 'GET',
    path: '/api/templates/{templateId}',
  },
  deleteTemplate: {
    method: 'DELETE',
    path: '/api/templates/{templateId}',
  },
  updateTemplate: {
    method: 'PATCH',
    path: '/api/templates/{templateId}',
  },
  archiveTemplate: {
    method: 'POST',
    path: '/api/templates/{templateId}/archive',
  },
  restoreTemplate: {
    method: 'POST',
    path: '/api/templates/{templateId}/restore',
  },
  listTemplateVersions: {
    method: 'GET',
    path: '/api/templates/{templateId}/versions',
  },
  createTemplateVersion: {
    method: 'POST',
    path: '/api/templates/{templateId}/versions',
    idempotent: true,
  },
  getTemplateVersion: {
    method: 'GET',
    path: '/api/templates/{templateId}/versions/{versionId}',
  },
  downloadBundle: {
    method: 'GET',
    path: '/api/templates/{templateId}/versions/{versionId}/bundle',
  },
  uploadBundle: {
    method: 'PUT',
    path: '/api/templates/{templateId}/versions/{versionId}/bundle',
    contentType: 'application/gzip',
  },
  grantBundleUpload: {
    method: 'POST',
    path: '/api/templates/{templateId}/versions/{versionId}/upload-grant',
  },
  uploadByGrant: {
    method: 'PUT',
    path: '/api/uploads/{grantId}',
    contentType: 'application/octet-stream',
  },
  listBuilds: {
    method: 'GET',
    path: '/api/template-builds',
  },
  getBuild: {
    method: 'GET',
    path: '/api/template-builds/{buildId}',
  },
  readBuildLog: {
    method: 'GET',
    path: '/api/template-builds/{buildId}/log',
  },
  followBuildLog: {
    method: 'GET',
    path: '/api/template-builds/{buildId}/log/stream',
    stream: true,
  },
  getBuildArtifact: {
    method: 'GET',
    path: '/api/template-builds/{buildId}/artifact',
  },
  retryBuild: {
    method: 'POST',
    path: '/api/template-builds/{buildId}/retry',
    idempotent: true,
  },
  retryDeadLetteredBuilds: {
    method: 'POST',
    path: '/api/admin/builds/retry-dead-lettered',
    idempotent: true,
  },
  promoteTemplate: {
    method: 'POST',
    path: '/api/templates/{templateId}/promote',
    idempotent: true,
  },
  rollbackTemplate: {
    method: 'POST',
    path: '/api/templates/{templateId}/rollback',
    idempotent: true,
  },
  listReleases: {
    method: 'GET',
    path: '/api/releases',
  },
  getRelease: {
    method: 'GET',
    path: '/api/releases/{releaseId}',
  },
  listSessions: {
    method: 'GET',
    path: '/api/sessions',
  },
  createSession: {
    method: 'POST',
    path: '/api/sessions',
    idempotent: true,
  },
  getSession: {
    method: 'GET',
    path: '/api/sessions/{sessionId}',
  },
  deleteSession: {
    method: 'DELETE',
    path: '/api/sessions/{sessionId}',
  },
  updateSession: {
    method: 'PATCH',
    path: '/api/sessions/{sessionId}',
  },
  startSession: {
    method: 'POST',
    path: '/api/sessions/{sessionId}/start',
  },
  stopSession: {
    method: 'POST',
    path: '/api/sessions/{sessionId}/stop',
  },
  restartSession: {
    method: 'POST',
    path: '/api/sessions/{sessionId}/restart',
    idempotent: true,
  },
  listSessionEvents: {
    method: 'GET',
    path: '/api/sessions/{sessionId}/events',
  },
  followSessionEvents: {
    method: 'GET',
    path: '/api/sessions/{sessionId}/events/stream',
    stream: true,
  },
  listSnapshots: {
    method: 'GET',
    path: '/api/sessions/{sessionId}/snapshots',
  },
  createSnapshot: {
    method: 'POST',
    path: '/api/sessions/{sessionId}/snapshots',
    idempotent: true,
  },
  getSnapshot: {
    method: 'GET',
    path: '/api/sessions/{sessionId}/snapshots/{snapshotId}',
  },
  deleteSnapshot: {
    method: 'DELETE',
    path: '/api/sessions/{sessionId}/snapshots/{snapshotId}',
  },
  updateSnapshot: {
    method: 'PATCH',
    path: '/api/sessions/{sessionId}/snapshots/{snapshotId}',
  },
  downloadSnapshot: {
    method: 'GET',
    path: '/api/sessions/{sessionId}/snapshots/{snapshotId}/content',
  },
  uploadSnapshot: {
    method: 'PUT',
    path: '/api/sessions/{sessionId}/snapshots/{snapshotId}/content',
    contentType: 'application/octet-stream',
  },
  grantSnapshotUpload: {
    method: 'POST',
    path: '/api/sessions/{sessionId}/snapshots/{snapshotId}/upload-grant',
  },
  getRestore: {
    method: 'GET',
    path: '/api/sessions/{sessionId}/snapshots/{snapshotId}/restore',
  },
  restoreSnapshot: {
    method: 'POST',
    path: '/api/sessions/{sessionId}/snapshots/{snapshotId}/restore',
    idempotent: true,
  },
  openPreview: {
    method: 'GET',
    path: '/runtime/sessions/{sessionId}/preview',
  },
  listSessionPorts: {
    method: 'GET',
    path: '/runtime/sessions/{sessionId}/ports',
  },
  getSessionApp: {
    method: 'GET',
    path: '/runtime/sessions/{sessionId}/app',
  },
  restartSessionApp: {
    method: 'POST',
    path: '/runtime/sessions/{sessionId}/app/restart',
  },
  readSessionAppLog: {
    method: 'GET',
    path: '/runtime/sessions/{sessionId}/app/log',
  },
  listSessionTerminals: {
    method: 'GET',
    path: '/runtime/sessions/{sessionId}/terminals',
  },
  closeSessionTerminal: {
    method: 'DELETE',
    path: '/runtime/sessions/{sessionId}/terminals/{terminalId}',
  },
  connectSessionTerminal: {
    method: 'GET',
    path: '/runtime/sessions/{sessionId}/terminal',
  },
  startSessionChange: {
    method: 'POST',
    path: '/runtime/sessions/{sessionId}/changes',
  },
  receiveSessionChange: {
    method: 'PUT',
    path: '/runtime/sessions/{sessionId}/changes/{changeId}/content',
    contentType: 'application/gzip',
  },
} as const;
/** A stream that is silent for longer than this has lost its connection. */
export const heartbeatSeconds = 15;
export type OperationId = keyof typeof operations;
