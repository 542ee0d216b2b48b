// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit: change the source and run it again.

import { fromHono, OpenAPIRoute, type OpenAPIRouteSchema, type RouterOptions } from 'chanfana';
import { Hono, type Context, type Env } from 'hono';
import type * as z from 'zod';
import type { Operation } from '../src/contract.ts';
import { operations } from './operations.ts';
import type { OperationId } from './types.ts';

export type Dispatch<E extends Env> = (operation: Operation, context: Context<E>) => Promise<Response>;

// The authored bundle is what /openapi.json serves, and errors are rendered in one place: chanfana does neither.
const options: RouterOptions = { docs_url: null, redoc_url: null, openapi_url: null, passthroughErrors: true };

// Built once at load: chanfana makes an object of the class per request, and a schema built there costs seven times the rest.
const described = Object.fromEntries(
  Object.values(operations).map((operation) => [operation.operationId, describe(operation)]),
) as Record<
  OperationId, // Object.fromEntries forgets its keys; they are the table's own
  OpenAPIRouteSchema
>;

function describe({ operationId, domain, request, replies }: Operation): OpenAPIRouteSchema {
  const { params, query, headers, body } = request;
  // Each is an object schema: the generator emits z.object or z.strictObject for them, which the Operation type does not need to know.
  const parameters = { params, query, headers } as Record<'params' | 'query' | 'headers', z.ZodObject>;
  const responses = Object.entries(replies).map(([status, { contentType, schema }]) => [
    status,
    { description: status, ...(contentType !== null && { content: content([contentType], schema) }) },
  ]);
  return {
    operationId,
    tags: [domain],
    request: body
      ? { ...parameters, body: { required: body.required, content: content(body.contentTypes, body.schema) } }
      : parameters,
    responses: Object.fromEntries(responses),
  };
}

function content(types: readonly string[], schema: z.ZodType | 'stream' | null) {
  return Object.fromEntries(
    types.map((type) => [type, { schema: schema === null || schema === 'stream' ? {} : schema }]),
  );
}

/** Registers every operation of the contract on the app. `dispatch` does all the rest; chanfana's own parsing is never called. */
export function registerRoutes<E extends Env>(app: Hono<E>, dispatch: Dispatch<E>) {
  const router = fromHono(app, options);
  router.post(
    '/api/admin/builds/retry-dead-lettered',
    class RetryDeadLetteredBuilds extends OpenAPIRoute {
      override getSchema() {
        return described.retryDeadLetteredBuilds;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.retryDeadLetteredBuilds, context);
      }
    },
  );
  router.get(
    '/api/auth/device/requests/:userCode',
    class GetDeviceRequest extends OpenAPIRoute {
      override getSchema() {
        return described.getDeviceRequest;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.getDeviceRequest, context);
      }
    },
  );
  router.post(
    '/api/auth/device/requests/:userCode/approve',
    class ApproveDevice extends OpenAPIRoute {
      override getSchema() {
        return described.approveDevice;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.approveDevice, context);
      }
    },
  );
  router.post(
    '/api/auth/device/requests/:userCode/deny',
    class DenyDevice extends OpenAPIRoute {
      override getSchema() {
        return described.denyDevice;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.denyDevice, context);
      }
    },
  );
  router.post(
    '/api/auth/device/start',
    class StartDeviceLogin extends OpenAPIRoute {
      override getSchema() {
        return described.startDeviceLogin;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.startDeviceLogin, context);
      }
    },
  );
  router.post(
    '/api/auth/device/token',
    class PollDeviceLogin extends OpenAPIRoute {
      override getSchema() {
        return described.pollDeviceLogin;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.pollDeviceLogin, context);
      }
    },
  );
  router.post(
    '/api/auth/login',
    class LogIn extends OpenAPIRoute {
      override getSchema() {
        return described.logIn;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.logIn, context);
      }
    },
  );
  router.post(
    '/api/auth/logout',
    class LogOut extends OpenAPIRoute {
      override getSchema() {
        return described.logOut;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.logOut, context);
      }
    },
  );
  router.post(
    '/api/auth/logout-all',
    class LogOutEverywhere extends OpenAPIRoute {
      override getSchema() {
        return described.logOutEverywhere;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.logOutEverywhere, context);
      }
    },
  );
  router.get(
    '/api/auth/me',
    class GetMe extends OpenAPIRoute {
      override getSchema() {
        return described.getMe;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.getMe, context);
      }
    },
  );
  router.post(
    '/api/auth/refresh',
    class RefreshTokens extends OpenAPIRoute {
      override getSchema() {
        return described.refreshTokens;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.refreshTokens, context);
      }
    },
  );
  router.post(
    '/api/auth/register',
    class RegisterUser extends OpenAPIRoute {
      override getSchema() {
        return described.registerUser;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.registerUser, context);
      }
    },
  );
  router.get(
    '/api/health',
    class GetHealth extends OpenAPIRoute {
      override getSchema() {
        return described.getHealth;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.getHealth, context);
      }
    },
  );
  router.get(
    '/api/releases',
    class ListReleases extends OpenAPIRoute {
      override getSchema() {
        return described.listReleases;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.listReleases, context);
      }
    },
  );
  router.get(
    '/api/releases/:releaseId',
    class GetRelease extends OpenAPIRoute {
      override getSchema() {
        return described.getRelease;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.getRelease, context);
      }
    },
  );
  router.get(
    '/api/sessions',
    class ListSessions extends OpenAPIRoute {
      override getSchema() {
        return described.listSessions;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.listSessions, context);
      }
    },
  );
  router.post(
    '/api/sessions',
    class CreateSession extends OpenAPIRoute {
      override getSchema() {
        return described.createSession;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.createSession, context);
      }
    },
  );
  router.delete(
    '/api/sessions/:sessionId',
    class DeleteSession extends OpenAPIRoute {
      override getSchema() {
        return described.deleteSession;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.deleteSession, context);
      }
    },
  );
  router.get(
    '/api/sessions/:sessionId',
    class GetSession extends OpenAPIRoute {
      override getSchema() {
        return described.getSession;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.getSession, context);
      }
    },
  );
  router.get(
    '/api/sessions/:sessionId/events',
    class ListSessionEvents extends OpenAPIRoute {
      override getSchema() {
        return described.listSessionEvents;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.listSessionEvents, context);
      }
    },
  );
  router.post(
    '/api/sessions/:sessionId/restart',
    class RestartSession extends OpenAPIRoute {
      override getSchema() {
        return described.restartSession;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.restartSession, context);
      }
    },
  );
  router.get(
    '/api/sessions/:sessionId/snapshots',
    class ListSnapshots extends OpenAPIRoute {
      override getSchema() {
        return described.listSnapshots;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.listSnapshots, context);
      }
    },
  );
  router.post(
    '/api/sessions/:sessionId/snapshots',
    class CreateSnapshot extends OpenAPIRoute {
      override getSchema() {
        return described.createSnapshot;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.createSnapshot, context);
      }
    },
  );
  router.delete(
    '/api/sessions/:sessionId/snapshots/:snapshotId',
    class DeleteSnapshot extends OpenAPIRoute {
      override getSchema() {
        return described.deleteSnapshot;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.deleteSnapshot, context);
      }
    },
  );
  router.get(
    '/api/sessions/:sessionId/snapshots/:snapshotId',
    class GetSnapshot extends OpenAPIRoute {
      override getSchema() {
        return described.getSnapshot;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.getSnapshot, context);
      }
    },
  );
  router.get(
    '/api/sessions/:sessionId/snapshots/:snapshotId/content',
    class DownloadSnapshot extends OpenAPIRoute {
      override getSchema() {
        return described.downloadSnapshot;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.downloadSnapshot, context);
      }
    },
  );
  router.put(
    '/api/sessions/:sessionId/snapshots/:snapshotId/content',
    class UploadSnapshot extends OpenAPIRoute {
      override getSchema() {
        return described.uploadSnapshot;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.uploadSnapshot, context);
      }
    },
  );
  router.get(
    '/api/sessions/:sessionId/snapshots/:snapshotId/restore',
    class GetRestore extends OpenAPIRoute {
      override getSchema() {
        return described.getRestore;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.getRestore, context);
      }
    },
  );
  router.post(
    '/api/sessions/:sessionId/snapshots/:snapshotId/restore',
    class RestoreSnapshot extends OpenAPIRoute {
      override getSchema() {
        return described.restoreSnapshot;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.restoreSnapshot, context);
      }
    },
  );
  router.post(
    '/api/sessions/:sessionId/snapshots/:snapshotId/upload-grant',
    class GrantSnapshotUpload extends OpenAPIRoute {
      override getSchema() {
        return described.grantSnapshotUpload;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.grantSnapshotUpload, context);
      }
    },
  );
  router.post(
    '/api/sessions/:sessionId/start',
    class StartSession extends OpenAPIRoute {
      override getSchema() {
        return described.startSession;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.startSession, context);
      }
    },
  );
  router.post(
    '/api/sessions/:sessionId/stop',
    class StopSession extends OpenAPIRoute {
      override getSchema() {
        return described.stopSession;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.stopSession, context);
      }
    },
  );
  router.get(
    '/api/template-builds',
    class ListBuilds extends OpenAPIRoute {
      override getSchema() {
        return described.listBuilds;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.listBuilds, context);
      }
    },
  );
  router.get(
    '/api/template-builds/:buildId',
    class GetBuild extends OpenAPIRoute {
      override getSchema() {
        return described.getBuild;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.getBuild, context);
      }
    },
  );
  router.get(
    '/api/template-builds/:buildId/artifact',
    class GetBuildArtifact extends OpenAPIRoute {
      override getSchema() {
        return described.getBuildArtifact;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.getBuildArtifact, context);
      }
    },
  );
  router.get(
    '/api/template-builds/:buildId/log',
    class ReadBuildLog extends OpenAPIRoute {
      override getSchema() {
        return described.readBuildLog;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.readBuildLog, context);
      }
    },
  );
  router.post(
    '/api/template-builds/:buildId/retry',
    class RetryBuild extends OpenAPIRoute {
      override getSchema() {
        return described.retryBuild;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.retryBuild, context);
      }
    },
  );
  router.get(
    '/api/templates',
    class ListTemplates extends OpenAPIRoute {
      override getSchema() {
        return described.listTemplates;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.listTemplates, context);
      }
    },
  );
  router.post(
    '/api/templates',
    class CreateTemplate extends OpenAPIRoute {
      override getSchema() {
        return described.createTemplate;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.createTemplate, context);
      }
    },
  );
  router.delete(
    '/api/templates/:templateId',
    class DeleteTemplate extends OpenAPIRoute {
      override getSchema() {
        return described.deleteTemplate;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.deleteTemplate, context);
      }
    },
  );
  router.get(
    '/api/templates/:templateId',
    class GetTemplate extends OpenAPIRoute {
      override getSchema() {
        return described.getTemplate;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.getTemplate, context);
      }
    },
  );
  router.post(
    '/api/templates/:templateId/archive',
    class ArchiveTemplate extends OpenAPIRoute {
      override getSchema() {
        return described.archiveTemplate;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.archiveTemplate, context);
      }
    },
  );
  router.post(
    '/api/templates/:templateId/promote',
    class PromoteTemplate extends OpenAPIRoute {
      override getSchema() {
        return described.promoteTemplate;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.promoteTemplate, context);
      }
    },
  );
  router.post(
    '/api/templates/:templateId/restore',
    class RestoreTemplate extends OpenAPIRoute {
      override getSchema() {
        return described.restoreTemplate;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.restoreTemplate, context);
      }
    },
  );
  router.post(
    '/api/templates/:templateId/rollback',
    class RollbackTemplate extends OpenAPIRoute {
      override getSchema() {
        return described.rollbackTemplate;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.rollbackTemplate, context);
      }
    },
  );
  router.get(
    '/api/templates/:templateId/versions',
    class ListTemplateVersions extends OpenAPIRoute {
      override getSchema() {
        return described.listTemplateVersions;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.listTemplateVersions, context);
      }
    },
  );
  router.post(
    '/api/templates/:templateId/versions',
    class CreateTemplateVersion extends OpenAPIRoute {
      override getSchema() {
        return described.createTemplateVersion;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.createTemplateVersion, context);
      }
    },
  );
  router.get(
    '/api/templates/:templateId/versions/:versionId',
    class GetTemplateVersion extends OpenAPIRoute {
      override getSchema() {
        return described.getTemplateVersion;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.getTemplateVersion, context);
      }
    },
  );
  router.get(
    '/api/templates/:templateId/versions/:versionId/bundle',
    class DownloadBundle extends OpenAPIRoute {
      override getSchema() {
        return described.downloadBundle;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.downloadBundle, context);
      }
    },
  );
  router.put(
    '/api/templates/:templateId/versions/:versionId/bundle',
    class UploadBundle extends OpenAPIRoute {
      override getSchema() {
        return described.uploadBundle;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.uploadBundle, context);
      }
    },
  );
  router.post(
    '/api/templates/:templateId/versions/:versionId/upload-grant',
    class GrantBundleUpload extends OpenAPIRoute {
      override getSchema() {
        return described.grantBundleUpload;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.grantBundleUpload, context);
      }
    },
  );
  router.put(
    '/api/uploads/:grantId',
    class UploadByGrant extends OpenAPIRoute {
      override getSchema() {
        return described.uploadByGrant;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.uploadByGrant, context);
      }
    },
  );
  router.get(
    '/runtime/sessions/:sessionId/app',
    class GetSessionApp extends OpenAPIRoute {
      override getSchema() {
        return described.getSessionApp;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.getSessionApp, context);
      }
    },
  );
  router.get(
    '/runtime/sessions/:sessionId/app/log',
    class ReadSessionAppLog extends OpenAPIRoute {
      override getSchema() {
        return described.readSessionAppLog;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.readSessionAppLog, context);
      }
    },
  );
  router.get(
    '/runtime/sessions/:sessionId/ports',
    class ListSessionPorts extends OpenAPIRoute {
      override getSchema() {
        return described.listSessionPorts;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.listSessionPorts, context);
      }
    },
  );
  router.get(
    '/runtime/sessions/:sessionId/preview',
    class OpenPreview extends OpenAPIRoute {
      override getSchema() {
        return described.openPreview;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.openPreview, context);
      }
    },
  );
  router.get(
    '/runtime/sessions/:sessionId/terminal',
    class ConnectSessionTerminal extends OpenAPIRoute {
      override getSchema() {
        return described.connectSessionTerminal;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.connectSessionTerminal, context);
      }
    },
  );
  router.get(
    '/runtime/sessions/:sessionId/terminals',
    class ListSessionTerminals extends OpenAPIRoute {
      override getSchema() {
        return described.listSessionTerminals;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.listSessionTerminals, context);
      }
    },
  );
  router.delete(
    '/runtime/sessions/:sessionId/terminals/:terminalId',
    class CloseSessionTerminal extends OpenAPIRoute {
      override getSchema() {
        return described.closeSessionTerminal;
      }
      override handle(context: Context<E>) {
        return dispatch(operations.closeSessionTerminal, context);
      }
    },
  );
  return router;
}

/** The document that chanfana makes of the routes; a test holds it against the authored contract. */
export const chanfanaDocument = () => registerRoutes(new Hono(), () => Promise.reject(new Error('Not served'))).schema;
