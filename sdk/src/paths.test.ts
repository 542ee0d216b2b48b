import { expect, test } from 'vitest';
import { operations } from '../generated/operations.ts';
import { pathTo } from './paths.ts';

test('every operation has the address that programs rely on', () => {
  const addresses = Object.entries(operations).map(([id, { method, path }]) => {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const params = Object.fromEntries(names.map((name) => [name, `<${name}>`]));
    // Any operation with whatever parameters its path names: what no caller has, so the compiler
    // cannot follow.
    return `${id}: ${method} ${decodeURIComponent(pathTo(id as 'getTemplate', { params } as never))}`;
  });
  expect(addresses).toMatchInlineSnapshot(`
    [
      "getHealth: GET /api/health",
      "followEvents: GET /api/events",
      "registerUser: POST /api/auth/register",
      "logIn: POST /api/auth/login",
      "refreshTokens: POST /api/auth/refresh",
      "logOut: POST /api/auth/logout",
      "logOutEverywhere: POST /api/auth/logout-all",
      "getMe: GET /api/auth/me",
      "startDeviceLogin: POST /api/auth/device/start",
      "pollDeviceLogin: POST /api/auth/device/token",
      "getDeviceRequest: GET /api/auth/device/requests/<userCode>",
      "approveDevice: POST /api/auth/device/requests/<userCode>/approve",
      "denyDevice: POST /api/auth/device/requests/<userCode>/deny",
      "listTemplates: GET /api/templates",
      "createTemplate: POST /api/templates",
      "getTemplate: GET /api/templates/<templateId>",
      "deleteTemplate: DELETE /api/templates/<templateId>",
      "updateTemplate: PATCH /api/templates/<templateId>",
      "archiveTemplate: POST /api/templates/<templateId>/archive",
      "restoreTemplate: POST /api/templates/<templateId>/restore",
      "listTemplateVersions: GET /api/templates/<templateId>/versions",
      "createTemplateVersion: POST /api/templates/<templateId>/versions",
      "getTemplateVersion: GET /api/templates/<templateId>/versions/<versionId>",
      "downloadBundle: GET /api/templates/<templateId>/versions/<versionId>/bundle",
      "uploadBundle: PUT /api/templates/<templateId>/versions/<versionId>/bundle",
      "grantBundleUpload: POST /api/templates/<templateId>/versions/<versionId>/upload-grant",
      "uploadByGrant: PUT /api/uploads/<grantId>",
      "listBuilds: GET /api/template-builds",
      "getBuild: GET /api/template-builds/<buildId>",
      "readBuildLog: GET /api/template-builds/<buildId>/log",
      "followBuildLog: GET /api/template-builds/<buildId>/log/stream",
      "getBuildArtifact: GET /api/template-builds/<buildId>/artifact",
      "retryBuild: POST /api/template-builds/<buildId>/retry",
      "retryDeadLetteredBuilds: POST /api/admin/builds/retry-dead-lettered",
      "promoteTemplate: POST /api/templates/<templateId>/promote",
      "rollbackTemplate: POST /api/templates/<templateId>/rollback",
      "listReleases: GET /api/releases",
      "getRelease: GET /api/releases/<releaseId>",
      "listSessions: GET /api/sessions",
      "createSession: POST /api/sessions",
      "getSession: GET /api/sessions/<sessionId>",
      "deleteSession: DELETE /api/sessions/<sessionId>",
      "updateSession: PATCH /api/sessions/<sessionId>",
      "startSession: POST /api/sessions/<sessionId>/start",
      "stopSession: POST /api/sessions/<sessionId>/stop",
      "restartSession: POST /api/sessions/<sessionId>/restart",
      "listSessionEvents: GET /api/sessions/<sessionId>/events",
      "followSessionEvents: GET /api/sessions/<sessionId>/events/stream",
      "listSnapshots: GET /api/sessions/<sessionId>/snapshots",
      "createSnapshot: POST /api/sessions/<sessionId>/snapshots",
      "getSnapshot: GET /api/sessions/<sessionId>/snapshots/<snapshotId>",
      "deleteSnapshot: DELETE /api/sessions/<sessionId>/snapshots/<snapshotId>",
      "updateSnapshot: PATCH /api/sessions/<sessionId>/snapshots/<snapshotId>",
      "downloadSnapshot: GET /api/sessions/<sessionId>/snapshots/<snapshotId>/content",
      "uploadSnapshot: PUT /api/sessions/<sessionId>/snapshots/<snapshotId>/content",
      "grantSnapshotUpload: POST /api/sessions/<sessionId>/snapshots/<snapshotId>/upload-grant",
      "getRestore: GET /api/sessions/<sessionId>/snapshots/<snapshotId>/restore",
      "restoreSnapshot: POST /api/sessions/<sessionId>/snapshots/<snapshotId>/restore",
      "openPreview: GET /runtime/sessions/<sessionId>/preview",
      "listSessionPorts: GET /runtime/sessions/<sessionId>/ports",
      "getSessionApp: GET /runtime/sessions/<sessionId>/app",
      "restartSessionApp: POST /runtime/sessions/<sessionId>/app/restart",
      "readSessionAppLog: GET /runtime/sessions/<sessionId>/app/log",
      "listSessionTerminals: GET /runtime/sessions/<sessionId>/terminals",
      "closeSessionTerminal: DELETE /runtime/sessions/<sessionId>/terminals/<terminalId>",
      "connectSessionTerminal: GET /runtime/sessions/<sessionId>/terminal",
      "startSessionChange: POST /runtime/sessions/<sessionId>/changes",
      "receiveSessionChange: PUT /runtime/sessions/<sessionId>/changes/<changeId>/content",
    ]
  `);
});

test('values are escaped, and absent query values are left out', () => {
  expect(pathTo('getTemplate', { params: { templateId: 'a/b?c' } })).toBe('/api/templates/a%2Fb%3Fc');
  expect(pathTo('listTemplates', { query: { q: 'a&b', state: undefined, limit: 5 } })).toBe(
    '/api/templates?q=a%26b&limit=5',
  );
});

test.each(['', '.', '..'])('%j cannot stand for an id: the address would be another operation’s', (templateId) => {
  expect(() => pathTo('getTemplate', { params: { templateId } })).toThrow(
    `${JSON.stringify(templateId)} cannot be a templateId`,
  );
});
