// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit: change the source and run it again.

export interface paths {
  '/api/health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the health of the deployment
     * @description Returns the health and the options of the deployment. The check reads the schema version from the database, so `ok` means more than a running Worker. Returns 503 if the database does not respond.
     *
     *     Needs no sign-in. Limit: 6000 requests in a minute for each address (`health`).
     */
    get: operations['getHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow the changes of a workspace
     * @description Returns a stream of events (`text/event-stream`), one for each change of something in the workspace's lists, with the list's view of it. The
     *     first event is `ready` or `reset`. To miss nothing, open the stream first and read the lists after that.
     *
     *     The stream is a hint and not a record: after `reset`, read again what you show. The last thousand changes are kept for clients that
     *     reconnect with `Last-Event-ID`. A client receives only events that it may read. The stream ends with the sign-in.
     *
     *     Needs the permission `events:read`, which the role viewer and stronger ones hold. Limit: 600 requests in a minute for each person (`stream`).
     */
    get: operations['followEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/register': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign up
     * @description Creates an account with a personal workspace and signs in. The deployment decides who may sign up: see `registration` in getHealth.
     *
     *     Needs no sign-in. Limit: 20 requests in 600 seconds for each address (`register`). Refuses an `Idempotency-Key`.
     */
    post: operations['registerUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/login': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign in with e-mail and password
     * @description A wrong password and an unknown address return the same problem after the same time.
     *
     *     Needs no sign-in. Limit: 30 requests in 300 seconds for each address (`login`). Refuses an `Idempotency-Key`.
     */
    post: operations['logIn'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Exchange a refresh token for new tokens
     * @description Each refresh token works once. A second use revokes the whole sign-in, except within 30 seconds from the same client, which receives the same tokens again (RFC 9700 section 4.14.2).
     *
     *     Needs no sign-in. Limit: 120 requests in a minute for each address (`refresh`). Refuses an `Idempotency-Key`.
     */
    post: operations['refreshTokens'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/logout': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign out
     * @description Revokes every token of this sign-in and clears the cookies.
     *
     *     For any signed-in person. Limit: 300 requests in a minute for each person (`writes`). Refuses an `Idempotency-Key`.
     */
    post: operations['logOut'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/logout-all': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign out everywhere
     * @description Revokes every sign-in of the caller, including this one, and clears the cookies.
     *
     *     For any signed-in person. Limit: 300 requests in a minute for each person (`writes`). Refuses an `Idempotency-Key`.
     */
    post: operations['logOutEverywhere'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the caller
     * @description Returns the person, the current workspace, and the devices that wait for the person's decision.
     *
     *     For any signed-in person. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['getMe'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/device/start': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Start a sign-in on a device without a browser
     * @description With `email`, the console of the person with that address also shows the request as pending. The response is the same whether or not such a person exists.
     *
     *     Needs no sign-in. Limit: 30 requests in 600 seconds for each address (`device-start`). Refuses an `Idempotency-Key`.
     */
    post: operations['startDeviceLogin'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/device/token': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Poll for the tokens of a device sign-in
     * @description Returns 400 with the code authorization_pending, slow_down, expired_token or access_denied until the request is approved (RFC 8628 section 3.5). Returns the tokens once.
     *
     *     Needs no sign-in. Limit: 120 requests in a minute for each address (`device-poll`). Refuses an `Idempotency-Key`.
     */
    post: operations['pollDeviceLogin'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/device/requests/{userCode}': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The code that the device shows. */
        userCode: components['parameters']['UserCodeInPath'];
      };
      cookie?: never;
    };
    /**
     * Get the device request of a code
     * @description Returns what the device says about itself and the address that it sent the request from.
     *
     *     For any signed-in person. Limit: 30 requests in 300 seconds for each person (`device-decide`).
     */
    get: operations['getDeviceRequest'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/device/requests/{userCode}/approve': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The code that the device shows. */
        userCode: components['parameters']['UserCodeInPath'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Approve a device
     * @description Signs the device in as the caller, in the current workspace.
     *
     *     For any signed-in person. Limit: 30 requests in 300 seconds for each person (`device-decide`). Refuses an `Idempotency-Key`.
     */
    post: operations['approveDevice'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/device/requests/{userCode}/deny': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The code that the device shows. */
        userCode: components['parameters']['UserCodeInPath'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Deny a device
     * @description The device's next poll returns access_denied.
     *
     *     For any signed-in person. Limit: 30 requests in 300 seconds for each person (`device-decide`). Refuses an `Idempotency-Key`.
     */
    post: operations['denyDevice'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/templates': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List templates
     * @description Returns templates.
     *
     *     Needs the permission `templates:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['listTemplates'];
    put?: never;
    /**
     * Create a template
     * @description Creates a template without a version. Add a version, then promote it.
     *
     *     Needs the permission `templates:write`, which the role member and stronger ones hold. Limit: 300 requests in a minute for each person (`writes`). Takes an `Idempotency-Key`.
     */
    post: operations['createTemplate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/templates/{templateId}': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
      };
      cookie?: never;
    };
    /**
     * Get a template
     * @description Returns the template, with its active version and release.
     *
     *     Needs the permission `templates:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['getTemplate'];
    put?: never;
    post?: never;
    /**
     * Delete a template
     * @description Deletes the template with its versions and releases. A template that still has sessions cannot be deleted.
     *
     *     Needs the permission `templates:delete`, which the role admin and stronger ones hold. Limit: 300 requests in a minute for each person (`writes`).
     */
    delete: operations['deleteTemplate'];
    options?: never;
    head?: never;
    /**
     * Change a template
     * @description Gives the template another name or description. What is absent stays; versions, releases and sessions stay as they are.
     *
     *     Needs the permission `templates:write`, which the role member and stronger ones hold. Limit: 300 requests in a minute for each person (`writes`).
     */
    patch: operations['updateTemplate'];
    trace?: never;
  };
  '/api/templates/{templateId}/archive': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Archive a template
     * @description Prevents new sessions of the template; existing sessions stay. Archiving a template twice is not an error.
     *
     *     Needs the permission `templates:write`, which the role member and stronger ones hold. Limit: 300 requests in a minute for each person (`writes`). Possible in the state `active` or `archived`. Refuses an `Idempotency-Key`.
     */
    post: operations['archiveTemplate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/templates/{templateId}/restore': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Restore an archived template
     * @description Allows new sessions of the template again. Restoring an active template is not an error.
     *
     *     Needs the permission `templates:write`, which the role member and stronger ones hold. Limit: 300 requests in a minute for each person (`writes`). Possible in the state `active` or `archived`. Refuses an `Idempotency-Key`.
     */
    post: operations['restoreTemplate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/templates/{templateId}/versions': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
      };
      cookie?: never;
    };
    /**
     * List the versions of a template
     * @description Returns versions.
     *
     *     Needs the permission `templates:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['listTemplateVersions'];
    put?: never;
    /**
     * Add a version
     * @description Adds a version with a manifest, alone or with the announcement of a bundle. Every field of the manifest is validated, then the build is queued.
     *
     *     Needs the permission `templates:write`, which the role member and stronger ones hold. Limit: 300 requests in a minute for each person (`writes`). Takes an `Idempotency-Key`.
     */
    post: operations['createTemplateVersion'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/templates/{templateId}/versions/{versionId}': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
        /** @description A template version's id. */
        versionId: components['parameters']['VersionIdInPath'];
      };
      cookie?: never;
    };
    /**
     * Get a version
     * @description Returns the version, with its whole manifest.
     *
     *     Needs the permission `templates:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['getTemplateVersion'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/templates/{templateId}/versions/{versionId}/bundle': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
        /** @description A template version's id. */
        versionId: components['parameters']['VersionIdInPath'];
      };
      cookie?: never;
    };
    /**
     * Download the bundle of a version
     * @description Returns the archive as it was uploaded.
     *
     *     Needs the permission `templates:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['downloadBundle'];
    /**
     * Upload the bundle of a version
     * @description Stores a `.tar.gz` with the digest and length that the version announced, then queues the build. Uploading the same content again is not an error; other content is refused. Without a content type, the bytes are `application/octet-stream`; the digest decides what they are.
     *
     *     Needs the permission `templates:write`, which the role member and stronger ones hold. Limit: 60 requests in a minute for each person (`upload`).
     */
    put: operations['uploadBundle'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/templates/{templateId}/versions/{versionId}/upload-grant': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
        /** @description A template version's id. */
        versionId: components['parameters']['VersionIdInPath'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Issue a grant to upload the bundle once
     * @description Returns a grant for one upload within fifteen minutes, without a sign-in.
     *
     *     Needs the permission `templates:write`, which the role member and stronger ones hold. Limit: 60 requests in a minute for each person (`upload`). Refuses an `Idempotency-Key`.
     */
    post: operations['grantBundleUpload'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/uploads/{grantId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Upload with a grant
     * @description Stores the upload that the grant was issued for. A successful upload uses up the grant; a refused one can be tried again until the grant expires. Without a content type, the bytes are `application/octet-stream`.
     *
     *     Needs no sign-in. Limit: 60 requests in a minute for each address (`upload-by-grant`).
     */
    put: operations['uploadByGrant'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/template-builds': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List builds
     * @description Returns builds.
     *
     *     Needs the permission `builds:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['listBuilds'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/template-builds/{buildId}': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A build's id. */
        buildId: components['parameters']['BuildIdInPath'];
      };
      cookie?: never;
    };
    /**
     * Get a build
     * @description Returns the build, with its artifact once it has one.
     *
     *     Needs the permission `builds:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['getBuild'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/template-builds/{buildId}/log': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A build's id. */
        buildId: components['parameters']['BuildIdInPath'];
      };
      cookie?: never;
    };
    /**
     * Read the log of a build
     * @description Returns the log from a byte offset on, during the build and after it. `complete` is true when the log will not grow any more.
     *
     *     Needs the permission `builds:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['readBuildLog'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/template-builds/{buildId}/log/stream': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A build's id. */
        buildId: components['parameters']['BuildIdInPath'];
      };
      cookie?: never;
    };
    /**
     * Follow the log of a build
     * @description Returns a stream of events (`text/event-stream`): the log from the byte offset that `Last-Event-ID` or `offset` names, each byte once, and
     *     then new output as the build prints it. An event's id is the offset of the byte after it. The stream ends with `end` once the build has
     *     ended and the whole log was sent.
     *
     *     Needs the permission `builds:read`, which the role viewer and stronger ones hold. Limit: 600 requests in a minute for each person (`stream`).
     */
    get: operations['followBuildLog'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/template-builds/{buildId}/artifact': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A build's id. */
        buildId: components['parameters']['BuildIdInPath'];
      };
      cookie?: never;
    };
    /**
     * Get the artifact of a build
     * @description Returns the OCI description of the build's layer.
     *
     *     Needs the permission `builds:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['getBuildArtifact'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/template-builds/{buildId}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A build's id. */
        buildId: components['parameters']['BuildIdInPath'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Retry a build
     * @description Queues a dead-lettered build. Its attempts are counted from zero, and its log continues.
     *
     *     Needs the permission `builds:write`, which the role member and stronger ones hold. Limit: 30 requests in a minute for each person (`build-retry`). Possible in the state `dead_lettered`. Takes an `Idempotency-Key`.
     */
    post: operations['retryBuild'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/admin/builds/retry-dead-lettered': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Retry all dead-lettered builds
     * @description Queues all dead-lettered builds of the workspace. Their attempts are counted from zero.
     *
     *     Needs the permission `builds:administer`, which the role admin and stronger ones hold. Limit: 30 requests in a minute for each person (`build-retry`). Takes an `Idempotency-Key`.
     */
    post: operations['retryDeadLetteredBuilds'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/templates/{templateId}/promote': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Promote a version
     * @description Makes the version the active one. New sessions get it from now on; existing sessions keep theirs.
     *
     *     Needs the permission `releases:write`, which the role member and stronger ones hold. Limit: 300 requests in a minute for each person (`writes`). Takes an `Idempotency-Key`.
     */
    post: operations['promoteTemplate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/templates/{templateId}/rollback': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Go back to an earlier release
     * @description Makes the version of an earlier release active again: the named release, or the one before the active one. Creates a new release with the mode `rollback`.
     *
     *     Needs the permission `releases:write`, which the role member and stronger ones hold. Limit: 300 requests in a minute for each person (`writes`). Takes an `Idempotency-Key`.
     */
    post: operations['rollbackTemplate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/releases': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List releases
     * @description Returns the releases of the workspace or of one template.
     *
     *     Needs the permission `releases:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['listReleases'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/releases/{releaseId}': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A release's id. */
        releaseId: components['parameters']['ReleaseIdInPath'];
      };
      cookie?: never;
    };
    /**
     * Get a release
     * @description Returns the release, with the image, features and persisted paths that it binds.
     *
     *     Needs the permission `releases:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['getRelease'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List sessions
     * @description Returns sessions, without deleted ones.
     *
     *     Needs the permission `sessions:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['listSessions'];
    put?: never;
    /**
     * Create a session
     * @description Creates a session from the template's active release and copies its settings: later promotions affect only new sessions. The session is not started.
     *
     *     Needs the permission `sessions:write`, which the role member and stronger ones hold. Limit: 60 requests in a minute for each person (`session-create`). Takes an `Idempotency-Key`.
     */
    post: operations['createSession'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sessions/{sessionId}': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    /**
     * Get a session
     * @description Returns the session's current state, which never lags behind a command that has finished.
     *
     *     Needs the permission `sessions:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['getSession'];
    put?: never;
    post?: never;
    /**
     * Delete a session
     * @description Deletes the session's machine and disk. A deletion that takes longer than a minute continues in the background: getSession returns the session as `stopping`, then as `deleted`, and 404 once its record is purged, which is soon. Deleting a session twice is not an error.
     *
     *     Needs the permission `sessions:write`, which the role member and stronger ones hold. Limit: 60 requests in a minute for each person and session (`session-lifecycle`). Possible in the state `created`, `starting`, `running`, `stopping`, `sleeping`, `failed` or `deleted`.
     */
    delete: operations['deleteSession'];
    options?: never;
    head?: never;
    /**
     * Rename a session
     * @description Gives the session another name, whatever its state. Its addresses stay.
     *
     *     Needs the permission `sessions:write`, which the role member and stronger ones hold. Limit: 300 requests in a minute for each person (`writes`). Possible in the state `created`, `starting`, `running`, `stopping`, `sleeping` or `failed`.
     */
    patch: operations['updateSession'];
    trace?: never;
  };
  '/api/sessions/{sessionId}/start': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Start a session
     * @description Starts the session and waits until it runs. A start that takes longer than a minute continues in the background with the state `starting`. Starting a running session changes nothing; starting a session that is already starting waits for it.
     *
     *     Needs the permission `sessions:write`, which the role member and stronger ones hold. Limit: 60 requests in a minute for each person and session (`session-lifecycle`). Possible in the state `created`, `starting`, `running`, `sleeping` or `failed`. Refuses an `Idempotency-Key`.
     */
    post: operations['startSession'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sessions/{sessionId}/stop': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stop a session
     * @description Saves the session's files and stops its machine. Stopping a sleeping session changes nothing. A stop that takes longer than a minute
     *     continues in the background with the state `stopping`.
     *
     *     If the session's runtime does not respond within 10 seconds, or never completes its save, the platform ends the session's processes and
     *     saves the files with a fresh runtime on the same disk. This needs a host that keeps the disk, as the process host does. On Cloudflare the
     *     disk ends with the container, so such a session cannot be saved: it continues to run, and `discard` or a deletion ends it.
     *
     *     A session that cannot be saved is not stopped: it continues to run, and the problem says why. With `discard`, the session is stopped
     *     without a save, even if another stop is under way.
     *
     *     Needs the permission `sessions:write`, which the role member and stronger ones hold. Limit: 60 requests in a minute for each person and session (`session-lifecycle`). Possible in the state `running`, `stopping`, `sleeping` or `failed`. Refuses an `Idempotency-Key`.
     */
    post: operations['stopSession'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sessions/{sessionId}/restart': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Restart a session
     * @description Stops the session and starts it again. A restart that takes longer than a minute continues in the background; the state shows its progress.
     *
     *     Needs the permission `sessions:write`, which the role member and stronger ones hold. Limit: 60 requests in a minute for each person and session (`session-lifecycle`). Possible in the state `running`, `sleeping` or `failed`. Takes an `Idempotency-Key`.
     */
    post: operations['restartSession'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sessions/{sessionId}/events': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    /**
     * List the events of a session
     * @description Returns events, newest first.
     *
     *     Needs the permission `sessions:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['listSessionEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sessions/{sessionId}/events/stream': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    /**
     * Follow the events of a session
     * @description Returns a stream of events (`text/event-stream`): the session's events after the one that `Last-Event-ID` or `after` names, in order and
     *     each once, and then new events as they happen. An event's id is its number. The stream ends with `end` once the session is deleted.
     *
     *     Needs the permission `sessions:read`, which the role viewer and stronger ones hold. Limit: 600 requests in a minute for each person (`stream`).
     */
    get: operations['followSessionEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sessions/{sessionId}/snapshots': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    /**
     * List the snapshots of a session
     * @description Returns snapshots.
     *
     *     Needs the permission `snapshots:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['listSnapshots'];
    put?: never;
    /**
     * Save a session
     * @description Captures the persisted paths of a running session; content that object storage already has is not sent again. A save that takes longer than a minute continues in the background with the state `saving`; getSnapshot returns its result. For a session that does not run, this creates an empty snapshot that waits for an upload.
     *
     *     Needs the permission `snapshots:write`, which the role member and stronger ones hold. Limit: 30 requests in a minute for each person and session (`snapshot`). Possible in the state `created`, `running`, `sleeping` or `failed`. Takes an `Idempotency-Key`.
     */
    post: operations['createSnapshot'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sessions/{sessionId}/snapshots/{snapshotId}': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotIdInPath'];
      };
      cookie?: never;
    };
    /**
     * Get a snapshot
     * @description Returns the snapshot, with the facts of its capture.
     *
     *     Needs the permission `snapshots:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['getSnapshot'];
    put?: never;
    post?: never;
    /**
     * Delete a snapshot
     * @description Deletes the snapshot with its content, except content that other snapshots share. A snapshot that the next start needs cannot be deleted, unless the last start failed because of it.
     *
     *     Needs the permission `snapshots:write`, which the role member and stronger ones hold. Limit: 300 requests in a minute for each person (`writes`).
     */
    delete: operations['deleteSnapshot'];
    options?: never;
    head?: never;
    /**
     * Change the label of a snapshot
     * @description Gives the snapshot another label; null takes it away.
     *
     *     Needs the permission `snapshots:write`, which the role member and stronger ones hold. Limit: 300 requests in a minute for each person (`writes`).
     */
    patch: operations['updateSnapshot'];
    trace?: never;
  };
  '/api/sessions/{sessionId}/snapshots/{snapshotId}/content': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotIdInPath'];
      };
      cookie?: never;
    };
    /**
     * Download a snapshot
     * @description Returns a captured snapshot as a `.tar.zst`, which `tar --zstd` can read. Uploaded again, here or to another deployment, the archive can be restored. Any other upload is returned unchanged.
     *
     *     Needs the permission `snapshots:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['downloadSnapshot'];
    /**
     * Upload the content of a snapshot
     * @description Fills a snapshot that waits for its upload. A downloaded `.tar.zst` becomes an archive that can be restored; any other file is kept unchanged, with `restorable` set to false. A download that was truncated or changed is refused.
     *
     *     Needs the permission `snapshots:write`, which the role member and stronger ones hold. Limit: 60 requests in a minute for each person (`upload`).
     */
    put: operations['uploadSnapshot'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sessions/{sessionId}/snapshots/{snapshotId}/upload-grant': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotIdInPath'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Issue a grant to upload the content once
     * @description Returns a grant for one upload within fifteen minutes, without a sign-in.
     *
     *     Needs the permission `snapshots:write`, which the role member and stronger ones hold. Limit: 60 requests in a minute for each person (`upload`). Refuses an `Idempotency-Key`.
     */
    post: operations['grantSnapshotUpload'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sessions/{sessionId}/snapshots/{snapshotId}/restore': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotIdInPath'];
      };
      cookie?: never;
    };
    /**
     * Get the progress of a restore
     * @description Returns the session's last restore, if it is one of this snapshot. After a crash of the platform, the session is asked how the restore ended.
     *
     *     Needs the permission `snapshots:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`).
     */
    get: operations['getRestore'];
    put?: never;
    /**
     * Restore a session from a snapshot
     * @description Restores a running session at once: its files are replaced and its app is restarted. Any other session is restored at its next start. A restore that takes longer than a minute continues in the background with the outcome `restoring`; getRestore returns its result. Two simultaneous requests are one restore.
     *
     *     Needs the permission `snapshots:write`, which the role member and stronger ones hold. Limit: 30 requests in a minute for each person and session (`snapshot`). Possible in the state `created`, `running`, `sleeping` or `failed`. Takes an `Idempotency-Key`.
     */
    post: operations['restoreSnapshot'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runtime/sessions/{sessionId}/preview': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    /**
     * Open the preview of a session's app
     * @description Returns the address of the preview as JSON, or redirects a browser to the preview's own origin and signs it in there.
     *
     *     A sleeping session is started first, if the request carries a token, comes from a page of the deployment, or was typed or bookmarked by a
     *     person. A link on another site shows a page with a button that starts the session; a HEAD request starts nothing (409
     *     `session_not_running`).
     *
     *     Each port of each session has an origin of its own, so an app can read neither the pages of another app nor those of the console.
     *
     *     Programs need no ticket: a preview takes their access token as `Authorization: Bearer`, which does not reach the app.
     *
     *     Needs the permission `sessions:connect`, which the role member and stronger ones hold. Limit: 600 requests in a minute for each person and session (`preview`). To a person who navigates here in a browser, a refusal is shown as a page of HTML.
     */
    get: operations['openPreview'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runtime/sessions/{sessionId}/ports': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    /**
     * List the session's ports
     * @description Returns the declared ports, and those on which a process of the session listens. With `since`, waits until something differs from that
     *     version, or until `waitSeconds` have passed.
     *
     *     Needs the permission `sessions:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`). Possible in the state `running`.
     */
    get: operations['listSessionPorts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runtime/sessions/{sessionId}/app': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    /**
     * Get the state of the app
     * @description Returns the state of the start command: whether the app runs and has its port open, how it ended, and how often it crashed.
     *
     *     Needs the permission `sessions:read`, which the role viewer and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`). Possible in the state `running`.
     */
    get: operations['getSessionApp'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runtime/sessions/{sessionId}/app/restart': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Restart the app alone
     * @description Ends the start command with all that it started (SIGTERM, and SIGKILL after five seconds) and runs it again, or runs it if it is down.
     *     Its crashes count anew. Files, terminals and other processes of the session stay as they are. Returns once the command runs; that its
     *     port is open again is in the session's `app`.
     *
     *     Needs the permission `sessions:write`, which the role member and stronger ones hold. Limit: 60 requests in a minute for each person and session (`session-lifecycle`). Possible in the state `running`. Refuses an `Idempotency-Key`.
     */
    post: operations['restartSessionApp'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runtime/sessions/{sessionId}/app/log': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    /**
     * Read the log of the app
     * @description Returns the log from a byte offset on. Only the newest part is kept: an offset that has been dropped reads from the oldest byte that is
     *     left, with `truncated` set. At the end of the log, waits for new output for up to `waitSeconds`.
     *
     *     Needs the permission `sessions:connect`, which the role member and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`). Possible in the state `running`.
     */
    get: operations['readSessionAppLog'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runtime/sessions/{sessionId}/terminals': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    /**
     * List the session's terminals
     * @description Returns the terminals whose shell runs, whether or not a client is attached.
     *
     *     Needs the permission `sessions:connect`, which the role member and stronger ones hold. Limit: 1200 requests in a minute for each person (`reads`). Possible in the state `running`.
     */
    get: operations['listSessionTerminals'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runtime/sessions/{sessionId}/terminals/{terminalId}': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Close a terminal
     * @description Hangs up the terminal's shell and detaches all clients. Closing a terminal that does not exist is not an error.
     *
     *     Needs the permission `sessions:connect`, which the role member and stronger ones hold. Limit: 300 requests in a minute for each person (`writes`). Possible in the state `running`.
     */
    delete: operations['closeSessionTerminal'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runtime/sessions/{sessionId}/terminal': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    /**
     * Attach to a terminal
     * @description Opens a WebSocket without a subprotocol. Starts a login shell in `/workspace` if the terminal does not exist yet; several clients may
     *     attach to one terminal. The shell outlives its clients.
     *
     *     Binary frames are the terminal's bytes, both ways. Text frames are JSON (`x-frames`): the server sends `hello`, `snapshot`, `resize`,
     *     `input` and `exit`, the client sends `resize` and `ack`. Send an `ack` at least every 128 KiB: at 1 MiB
     *     unacknowledged by the slowest client the shell is held. To resume after a cut, connect with the `epoch` of the last `hello` and
     *     the `offset` up to which bytes were shown: the bytes go on from there. If that is not possible, or for a fresh tab, a `snapshot`
     *     carries the screen and its scrollback, to be written to an empty terminal, and the bytes go on from its offset.
     *
     *     A client that names its input by `inputId` has it acknowledged: `input` says up to which byte the shell's terminal has taken it, and
     *     after a cut the `hello` says from which byte to send it again. Keep what is not acknowledged, at most 1 MiB ahead.
     *
     *     Needs the permission `sessions:connect`, which the role member and stronger ones hold. Limit: 60 requests in a minute for each person and session (`terminal`). Possible in the state `running`.
     */
    get: operations['connectSessionTerminal'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runtime/sessions/{sessionId}/changes': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Propose a change of files
     * @description Looks at the files that are to change, and changes none. A file is in conflict if it is neither as the caller last knew it (`before`) nor as
     *     it is to become (`after`). What can go ahead waits for its content in receiveChange; the newest five proposals are remembered, as long as the
     *     runtime runs. A known `changeId` is replaced.
     *
     *     Needs the permission `sessions:connect`, which the role member and stronger ones hold. Limit: 60 requests in a minute for each person (`upload`). Possible in the state `running`. Refuses an `Idempotency-Key`.
     */
    post: operations['startSessionChange'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runtime/sessions/{sessionId}/changes/{changeId}/content': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    get?: never;
    /**
     * Change files
     * @description Takes a `.tar.gz` with each file that is to be written, checks it as importArchive does, and holds each file against its `after`. Then it looks
     *     at the session's files once more: if one is in conflict now, nothing is changed (409 `files_changed`), except where the proposal overwrites.
     *     With `restart`, the app is stopped before and started after. Each file is replaced whole; a change that was cut off halfway is finished by proposing it again.
     *
     *     Needs the permission `sessions:connect`, which the role member and stronger ones hold. Limit: 60 requests in a minute for each person (`upload`). Possible in the state `running`.
     */
    put: operations['receiveSessionChange'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * @description What sessions run on
     * @enum {string}
     */
    HostKind: 'container' | 'process';
    /**
     * @description How builds are dispatched
     * @enum {string}
     */
    BuildDispatchMode: 'workflow' | 'queue' | 'direct';
    /**
     * @description Who may sign up
     * @enum {string}
     */
    Registration: 'open' | 'invite' | 'closed';
    /**
     * @description What is limited
     * @enum {string}
     */
    MachineLimit: 'memory' | 'processes' | 'processor' | 'disk' | 'systemCalls';
    /**
     * @description session: the limit applies to the session with all its processes; process: to each process separately; none: the limit is not enforced
     * @enum {string}
     */
    LimitScope: 'session' | 'process' | 'none';
    /**
     * @description The scope of one limit on this machine
     * @example {
     *       "name": "disk",
     *       "scope": "none",
     *       "reason": "The host is not root and may not mount file systems."
     *     }
     */
    LimitHealth: {
      name: components['schemas']['MachineLimit'];
      scope: components['schemas']['LimitScope'];
      /** @description Why the limit does not apply to the whole session; null if it does */
      reason: string | null;
    };
    /**
     * @description Whether sessions and builds can run, how they are isolated, and which limits this machine enforces. At most ten seconds old
     * @example {
     *       "available": true,
     *       "reason": null,
     *       "isolation": "bubblewrap",
     *       "limits": [
     *         {
     *           "name": "memory",
     *           "scope": "session",
     *           "reason": null
     *         }
     *       ]
     *     }
     */
    SessionsHealth: {
      /** @description Whether sessions can be started */
      available: boolean;
      /** @description Why sessions cannot be started, and how to correct that; null if they can */
      reason: string | null;
      /** @description How sessions are isolated: container, bubblewrap or none; null if the host does not report it */
      isolation: string | null;
      /** @description One entry per limit; empty if the host does not report limits */
      limits: components['schemas']['LimitHealth'][];
    };
    /**
     * @description The health of the deployment, and what it offers
     * @example {
     *       "status": "ok",
     *       "version": "local",
     *       "environment": "local",
     *       "runtimeHost": "process",
     *       "containersEnabled": false,
     *       "workflowEnabled": false,
     *       "buildDispatchMode": "direct",
     *       "turnstileEnabled": false,
     *       "registration": "open",
     *       "schemaVersion": 1,
     *       "sessions": {
     *         "available": true,
     *         "reason": null,
     *         "isolation": "bubblewrap",
     *         "limits": [
     *           {
     *             "name": "memory",
     *             "scope": "session",
     *             "reason": null
     *           }
     *         ]
     *       }
     *     }
     */
    Health: {
      /**
       * @description The gateway responds and its database is reachable
       * @constant
       */
      status: 'ok';
      /** @description The id of the deployed version */
      version: string;
      /** @description production, staging, or local */
      environment: string;
      runtimeHost: components['schemas']['HostKind'];
      /** @description Whether sessions run in Cloudflare Containers */
      containersEnabled: boolean;
      /** @description Whether a Workflow dispatches builds */
      workflowEnabled: boolean;
      buildDispatchMode: components['schemas']['BuildDispatchMode'];
      /** @description Whether sign-in needs a Turnstile token */
      turnstileEnabled: boolean;
      registration: components['schemas']['Registration'];
      /**
       * Format: int32
       * @description The number of the newest migration of the database
       */
      schemaVersion: number;
      sessions: components['schemas']['SessionsHealth'];
    };
    /** @description What is wrong with one field */
    FieldError: {
      /** @description The field: `body.name`, `query.limit`, `headers.idempotency-key` */
      path: string;
      /** @description What is wrong, as a sentence for people */
      message: string;
    };
    /**
     * @description Why a request failed (RFC 9457)
     * @example {
     *       "type": "/docs#session_state",
     *       "title": "The session's state does not allow this",
     *       "status": 409,
     *       "code": "session_state",
     *       "detail": "The session is stopping; start is allowed when it is created, sleeping, failed.",
     *       "next": "Wait for it to reach one of those states.",
     *       "requestId": "req-k3v7q2xw5mzt4n6ypa2b",
     *       "context": {
     *         "state": "stopping",
     *         "allowed": [
     *           "created",
     *           "sleeping",
     *           "failed"
     *         ]
     *       }
     *     }
     */
    Problem: {
      /**
       * Format: uri-reference
       * @description The address of a page about this code
       */
      type: string;
      /** @description What happened, in a few words; the same text for every use of the code */
      title: string;
      /**
       * Format: int32
       * @description The HTTP status
       */
      status: number;
      code: components['schemas']['ProblemCode'];
      /** @description Why it happened in this case */
      detail: string;
      /** @description What to do next */
      next?: string;
      /** @description The id of this request in the logs */
      requestId: string;
      /** @description One entry for each invalid field */
      errors?: components['schemas']['FieldError'][];
      /** @description Facts about this case that depend on the code, such as state, allowed or limit */
      context?: {
        [key: string]: string | number | boolean | string[];
      };
    };
    /**
     * @description An opaque id to send as Last-Event-ID
     * @example k3v7q2xw.17
     */
    EventId: string;
    /**
     * @description unknown: the stream does not know the Last-Event-ID; behind: more events have happened since than are kept
     * @enum {string}
     */
    StreamResetReason: 'unknown' | 'behind';
    /** @description A gap between what the client has read and what follows */
    StreamReset: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'reset';
      id: components['schemas']['EventId'];
      /** @description Why there is a gap */
      data: {
        reason: components['schemas']['StreamResetReason'];
      };
    };
    /** @description The stream is open; changes follow from now on */
    WorkspaceReady: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'ready';
      id: components['schemas']['EventId'];
      /** @description How the stream began */
      data: {
        /** @description Whether the stream continues from the Last-Event-ID; the changes since then follow first */
        resumed: boolean;
      };
    };
    /**
     * @description A session's id; also the host name part of its previews
     * @example ses-k3v7q2xw5mzt4n6ypa2b
     */
    SessionId: string;
    /**
     * Format: int64
     * @description Increases with each change in the workspace: of two views of one thing, the one with the higher version is newer
     */
    ChangeVersion: number;
    /**
     * @description A workspace's id
     * @example wsp-k3v7q2xw5mzt4n6ypa2b
     */
    WorkspaceId: string;
    /**
     * @description The name of the session, unique in the workspace unless it is older than that rule
     * @example fix-checkout
     */
    SessionName: string;
    /**
     * @description A template's id
     * @example tpl-k3v7q2xw5mzt4n6ypa2b
     */
    TemplateId: string;
    /**
     * @description A template version's id
     * @example ver-k3v7q2xw5mzt4n6ypa2b
     */
    VersionId: string;
    /**
     * @description A release's id
     * @example rel-k3v7q2xw5mzt4n6ypa2b
     */
    ReleaseId: string;
    /**
     * @description The state of the session
     * @enum {string}
     */
    SessionState: 'created' | 'starting' | 'running' | 'stopping' | 'sleeping' | 'failed' | 'deleted';
    /**
     * Format: date-time
     * @description RFC 3339, UTC, milliseconds
     * @example 2026-11-21T09:30:00.000Z
     */
    Timestamp: string;
    /** @description Why the session is in its state */
    SessionReason: {
      /** @description Stable, such as runtime_exited or session_stop */
      code: string;
      /** @description The reason as a sentence for people */
      message: string;
      at: components['schemas']['Timestamp'];
    };
    /**
     * @description machine: the runtime responds; restore: the files are in place; bootstrap: the session is set up; app: the app is up
     * @enum {string}
     */
    SessionStepName: 'machine' | 'restore' | 'bootstrap' | 'app';
    /**
     * @description The state of a step
     * @enum {string}
     */
    SessionStepState: 'waiting' | 'running' | 'done' | 'skipped' | 'failed';
    /** @description A time, or null if it has not happened */
    OptionalTimestamp: components['schemas']['Timestamp'] | null;
    /** @description One step of a start */
    SessionStep: {
      name: components['schemas']['SessionStepName'];
      state: components['schemas']['SessionStepState'];
      startedAt: components['schemas']['OptionalTimestamp'];
      finishedAt: components['schemas']['OptionalTimestamp'];
    };
    /**
     * Format: int32
     * @description A TCP port that the app listens on. Ports below 1024 are reserved for privileged users
     */
    Port: number;
    /**
     * @description waiting: not opened since the start; open: a process listens; closed: a process listened before, or the session is not running
     * @enum {string}
     */
    PortState: 'waiting' | 'open' | 'closed';
    /** @description A port of the session's app */
    SessionPort: {
      number: components['schemas']['Port'];
      /** @description The label that the manifest gives the port */
      label: string | null;
      state: components['schemas']['PortState'];
      /**
       * Format: uri
       * @description The preview's own origin, which needs a sign-in: see openPreview
       */
      url: string;
    };
    /**
     * @description `starting`: the start command runs, and its port is not open: not yet, or no longer. `up`: it runs, and its port is open; where the
     *     manifest names no port, it has run for two seconds. `crashed`: it ended by itself with another code than 0, or by a signal. `exited`:
     *     it ended by itself with code 0. `stopped`: the platform ended it or has not started it, which is so while the session does not run.
     *     What the command leaves running in the background belongs to it.
     * @enum {string}
     */
    SessionAppState: 'starting' | 'up' | 'crashed' | 'exited' | 'stopped';
    /** @description A process that listens on a port that the app is to open, and did so before the app was started */
    PortHolder: {
      /**
       * Format: int32
       * @description The port
       */
      port: number;
      /**
       * Format: int32
       * @description The id of the process, as the session sees it
       */
      pid: number;
      /** @description The name of its program */
      name: string;
    };
    /** @description How the session's app is */
    SessionApp: {
      state: components['schemas']['SessionAppState'];
      /** @description Since when it is in this state */
      at: components['schemas']['Timestamp'];
      /**
       * Format: int32
       * @description The port that it opened, which may be another one than the manifest names; null unless the app is up
       */
      port: number | null;
      /**
       * Format: int32
       * @description The exit code with which it ended the last time since it was started by a person or with the session; null if it did not, a signal ended it, or nobody knows
       */
      exitCode: number | null;
      /** @description The signal that ended it the last time */
      signal: string | null;
      /**
       * Format: int32
       * @description How many times in a row it has crashed. It is started again after 0.5, 1, 2, 4 and 8 seconds, and left down after the sixth time; once it has run for a minute, it counts anew
       */
      crashes: number;
      /** @description When it is started again by itself */
      nextStartAt: components['schemas']['Timestamp'] | null;
      /** @description What else listens on a port of the manifest, so that the app cannot */
      portHolder: components['schemas']['PortHolder'] | null;
    };
    /**
     * @description A snapshot's id
     * @example snp-k3v7q2xw5mzt4n6ypa2b
     */
    SnapshotId: string;
    /**
     * @description The state that the newest command asks for
     * @enum {string}
     */
    DesiredState: 'running' | 'sleeping' | 'deleted';
    /**
     * @description The state of the session's machine
     * @enum {string}
     */
    MachineState: 'absent' | 'starting' | 'healthy' | 'unhealthy' | 'stopping';
    /**
     * @description The id of one lifecycle command
     * @example opn-k3v7q2xw5mzt4n6ypa2b
     */
    OperationId: string;
    /**
     * @description A command to a session
     * @enum {string}
     */
    SessionCommand: 'start' | 'stop' | 'restart' | 'delete';
    /**
     * @description What happens to a session next
     * @enum {string}
     */
    LifecyclePhase: 'sleep' | 'restart' | 'delete';
    /** @description The session's machine, as its coordinator knows it */
    RuntimeStatus: {
      desiredState: components['schemas']['DesiredState'];
      status: components['schemas']['SessionState'];
      state: components['schemas']['MachineState'];
      /**
       * Format: int64
       * @description Increases with each transition and never decreases
       */
      version: number;
      /** @description The command that caused the newest transition */
      operationId: components['schemas']['OperationId'] | null;
      host: components['schemas']['HostKind'];
      /** @description How the session is isolated: container, bubblewrap or none; null before the first start */
      isolation: string | null;
      /** @description The id of the machine; null if there is none */
      instanceId: string | null;
      /**
       * Format: int64
       * @description How many times the session was started
       */
      bootCount: number;
      /** @description The newest command */
      lastCommand: components['schemas']['SessionCommand'] | null;
      lastCommandAt: components['schemas']['OptionalTimestamp'];
      lastStartedAt: components['schemas']['OptionalTimestamp'];
      lastStoppedAt: components['schemas']['OptionalTimestamp'];
      /** @description Why the newest failed command failed */
      lastError: string | null;
      lastBootstrapAt: components['schemas']['OptionalTimestamp'];
      /** @description The snapshot that the newest bootstrap named */
      lastBootstrapSnapshotId: components['schemas']['SnapshotId'] | null;
      /** @description The state that the newest bootstrap named */
      lastBootstrapState: string | null;
      /** @description What the newest lifecycle hook announced */
      lastLifecyclePhase: components['schemas']['LifecyclePhase'] | null;
      lastLifecycleAt: components['schemas']['OptionalTimestamp'];
      /** @description Why, such as session_stop */
      lastLifecycleReason: string | null;
      updatedAt: components['schemas']['Timestamp'];
    };
    /**
     * @description A person's id
     * @example usr-k3v7q2xw5mzt4n6ypa2b
     */
    UserId: string;
    /**
     * @description A development session
     * @example {
     *       "id": "ses-k3v7q2xw5mzt4n6ypa2b",
     *       "workspaceId": "wsp-k3v7q2xw5mzt4n6ypa2b",
     *       "name": "fix-checkout",
     *       "templateId": "tpl-k3v7q2xw5mzt4n6ypa2b",
     *       "templateName": "web",
     *       "templateVersionId": "ver-k3v7q2xw5mzt4n6ypa2b",
     *       "releaseId": "rel-k3v7q2xw5mzt4n6ypa2b",
     *       "state": "created",
     *       "stateReason": null,
     *       "steps": [],
     *       "ports": [
     *         {
     *           "number": 8000,
     *           "label": "Site",
     *           "state": "closed",
     *           "url": "http://8000--ses-k3v7q2xw5mzt4n6ypa2b.localhost:8787/"
     *         }
     *       ],
     *       "app": {
     *         "state": "stopped",
     *         "at": "2026-11-21T09:30:00.000Z",
     *         "port": null,
     *         "exitCode": null,
     *         "signal": null,
     *         "crashes": 0,
     *         "nextStartAt": null,
     *         "portHolder": null
     *       },
     *       "image": "burstflare/base",
     *       "features": [
     *         "preview"
     *       ],
     *       "persistedPaths": [
     *         "/workspace"
     *       ],
     *       "sleepTtlSeconds": null,
     *       "lastRestoredSnapshotId": null,
     *       "lastRestoredAt": null,
     *       "runtimeDesiredState": "sleeping",
     *       "runtimeStatus": "created",
     *       "runtimeState": "absent",
     *       "runtimeUpdatedAt": "2026-11-21T09:30:00.000Z",
     *       "runtimeVersion": 0,
     *       "runtimeOperationId": null,
     *       "runtime": {
     *         "desiredState": "sleeping",
     *         "status": "created",
     *         "state": "absent",
     *         "version": 0,
     *         "operationId": null,
     *         "host": "process",
     *         "isolation": null,
     *         "instanceId": null,
     *         "bootCount": 0,
     *         "lastCommand": null,
     *         "lastCommandAt": null,
     *         "lastStartedAt": null,
     *         "lastStoppedAt": null,
     *         "lastError": null,
     *         "lastBootstrapAt": null,
     *         "lastBootstrapSnapshotId": null,
     *         "lastBootstrapState": null,
     *         "lastLifecyclePhase": null,
     *         "lastLifecycleAt": null,
     *         "lastLifecycleReason": null,
     *         "updatedAt": "2026-11-21T09:30:00.000Z"
     *       },
     *       "createdBy": "usr-k3v7q2xw5mzt4n6ypa2b",
     *       "createdAt": "2026-11-21T09:30:00.000Z",
     *       "updatedAt": "2026-11-21T09:30:00.000Z"
     *     }
     */
    Session: {
      id: components['schemas']['SessionId'];
      workspaceId: components['schemas']['WorkspaceId'];
      name: components['schemas']['SessionName'];
      templateId: components['schemas']['TemplateId'];
      /** @description The template's name when the session was created */
      templateName: string;
      templateVersionId: components['schemas']['VersionId'];
      releaseId: components['schemas']['ReleaseId'];
      state: components['schemas']['SessionState'];
      /** @description Why the session is in this state */
      stateReason: components['schemas']['SessionReason'] | null;
      /** @description The progress of the present start; empty while the session stops or does not run */
      steps: components['schemas']['SessionStep'][];
      /** @description The manifest's ports, followed by other ports on which a process listens */
      ports: components['schemas']['SessionPort'][];
      /** @description The app that the manifest's start command runs */
      app: components['schemas']['SessionApp'] | null;
      /** @description The catalogue's image */
      image: string;
      /** @description Ways into the session */
      features: string[];
      /** @description Directories that snapshots keep */
      persistedPaths: string[];
      /**
       * Format: int32
       * @description How long the session is to be kept while it sleeps, null for ever; nothing is purged by it yet
       */
      sleepTtlSeconds: number | null;
      /** @description The snapshot that its files were last restored from */
      lastRestoredSnapshotId: components['schemas']['SnapshotId'] | null;
      lastRestoredAt: components['schemas']['OptionalTimestamp'];
      /** @description The same as runtime.desiredState */
      runtimeDesiredState: components['schemas']['DesiredState'];
      runtimeStatus: components['schemas']['SessionState'];
      /** @description The same as runtime.state */
      runtimeState: components['schemas']['MachineState'];
      runtimeUpdatedAt: components['schemas']['Timestamp'];
      /**
       * Format: int64
       * @description The same as runtime.version
       */
      runtimeVersion: number;
      /** @description The same as runtime.operationId */
      runtimeOperationId: components['schemas']['OperationId'] | null;
      runtime: components['schemas']['RuntimeStatus'];
      createdBy: components['schemas']['UserId'];
      createdAt: components['schemas']['Timestamp'];
      updatedAt: components['schemas']['Timestamp'];
    };
    /** @description A session was created, changed or deleted */
    SessionChanged: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'session';
      id: components['schemas']['EventId'];
      /** @description The change */
      data: {
        id: components['schemas']['SessionId'];
        version: components['schemas']['ChangeVersion'];
        /** @description Whether it was deleted */
        gone: boolean;
        /** @description The view in lists */
        view: components['schemas']['Session'] | null;
      };
    };
    /**
     * @description Unique in the workspace, regardless of case; no control characters
     * @example web
     */
    TemplateName: string;
    /**
     * @description Whether new sessions can be created from the template
     * @enum {string}
     */
    TemplateState: 'active' | 'archived';
    /**
     * @description Whether the version can be promoted; uploading: its bundle has not been uploaded yet
     * @enum {string}
     */
    VersionState: 'uploading' | 'building' | 'ready' | 'failed';
    /** @description A version in short */
    VersionSummary: {
      id: components['schemas']['VersionId'];
      /**
       * Format: int32
       * @description The number of the version; counts up from 1 in its template
       */
      number: number;
      state: components['schemas']['VersionState'];
    };
    /**
     * @description A template, from which sessions are created
     * @example {
     *       "id": "tpl-k3v7q2xw5mzt4n6ypa2b",
     *       "workspaceId": "wsp-k3v7q2xw5mzt4n6ypa2b",
     *       "name": "web",
     *       "description": "The shop's front end",
     *       "state": "active",
     *       "activeVersion": {
     *         "id": "ver-k3v7q2xw5mzt4n6ypa2b",
     *         "number": 1,
     *         "state": "ready"
     *       },
     *       "activeReleaseId": "rel-k3v7q2xw5mzt4n6ypa2b",
     *       "versionCount": 1,
     *       "createdBy": "usr-k3v7q2xw5mzt4n6ypa2b",
     *       "createdAt": "2026-11-21T09:30:00.000Z",
     *       "updatedAt": "2026-11-21T09:31:00.000Z",
     *       "archivedAt": null
     *     }
     */
    Template: {
      id: components['schemas']['TemplateId'];
      workspaceId: components['schemas']['WorkspaceId'];
      name: components['schemas']['TemplateName'];
      /** @description The purpose of the template; may be empty */
      description: string;
      state: components['schemas']['TemplateState'];
      /** @description The version that new sessions get */
      activeVersion: components['schemas']['VersionSummary'] | null;
      /** @description The release by which this version became active */
      activeReleaseId: components['schemas']['ReleaseId'] | null;
      /**
       * Format: int32
       * @description The number of versions
       */
      versionCount: number;
      createdBy: components['schemas']['UserId'];
      createdAt: components['schemas']['Timestamp'];
      updatedAt: components['schemas']['Timestamp'];
      /** @description When the template was archived */
      archivedAt: components['schemas']['Timestamp'] | null;
    };
    /** @description A template was created, changed or deleted */
    TemplateChanged: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'template';
      id: components['schemas']['EventId'];
      /** @description The change */
      data: {
        id: components['schemas']['TemplateId'];
        version: components['schemas']['ChangeVersion'];
        /** @description Whether it was deleted */
        gone: boolean;
        /** @description The view in lists */
        view: components['schemas']['Template'] | null;
      };
    };
    /**
     * @description Where the files of a version come from
     * @enum {string}
     */
    SourceKind: 'bundle' | 'git' | 'manifest';
    /**
     * @description A SHA-256 digest
     * @example sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
     */
    Digest: string;
    /** @description The archive of files that a version is built from */
    Bundle: {
      digest: components['schemas']['Digest'];
      /**
       * Format: int32
       * @description The length of the archive
       */
      bytes: number;
      /** @description When the archive was uploaded */
      uploadedAt: components['schemas']['Timestamp'] | null;
    };
    /**
     * @description A build's id
     * @example bld-k3v7q2xw5mzt4n6ypa2b
     */
    BuildId: string;
    /**
     * @description A way into a session
     * @enum {string}
     */
    Feature: 'preview' | 'terminal' | 'editor' | 'ssh' | 'snapshots' | 'browser';
    /** @description A shell command line, run by bash in /workspace. NUL characters are not allowed */
    Command: string;
    /** @description A repository that the build clones into /workspace, instead of a bundle */
    ManifestGit: {
      /**
       * @description An address without credentials
       * @example https://example.com/team/shop.git
       */
      repository: string;
      /** @description A branch, a tag, or the full hash of a commit if the server allows it; the default branch if absent */
      ref?: string;
    };
    /** @description The size of the machine. Containers get the nearest instance type; the process host shares its own machine. */
    ManifestMachine: {
      /** @description The number of processors */
      cpus?: number;
      /**
       * Format: int32
       * @description The memory in MiB
       */
      memoryMb?: number;
    };
    /** @description Hosts that the session may or may not reach. The rules are recorded with the version and applied by machines that can filter. */
    ManifestEgress: {
      /** @description The only hosts that the session may reach, if any are named */
      allow?: string[];
      /** @description Hosts that the session may never reach */
      deny?: string[];
    };
    /**
     * @description Who may open the preview of a port; private: members of the workspace
     * @enum {string}
     */
    PortVisibility: 'private';
    /** @description A port that the app opens */
    ManifestPort: {
      number: components['schemas']['Port'];
      /** @description The label of the port */
      label?: string;
      /** @default private */
      visibility?: components['schemas']['PortVisibility'];
    };
    /**
     * @description What sessions of this version are created from
     * @example {
     *       "image": "burstflare/base",
     *       "features": [
     *         "preview",
     *         "terminal"
     *       ],
     *       "persistedPaths": [
     *         "/workspace"
     *       ],
     *       "start": "python3 -m http.server 8000",
     *       "ports": [
     *         {
     *           "number": 8000,
     *           "label": "Site"
     *         }
     *       ],
     *       "env": {
     *         "GREETING": "hello"
     *       }
     *     }
     */
    Manifest: {
      /**
       * @description A name from the deployment's image catalogue; `burstflare/base` is always available
       * @example burstflare/base
       */
      image: string;
      /**
       * @description The ways into the session that the version offers
       * @default []
       */
      features?: components['schemas']['Feature'][];
      /**
       * @description Directories that snapshots keep: absolute, without `.` or `..`, none inside another, under /workspace or /home/dev
       * @default [
       *       "/workspace"
       *     ]
       */
      persistedPaths?: string[];
      /**
       * Format: int32
       * @description How long a sleeping session is to be kept, for ever if absent; recorded and shown, nothing is purged by it yet
       */
      sleepTtlSeconds?: number;
      /** @description The command that the build runs once, with the files in place. Every session gets what it leaves */
      setup?: components['schemas']['Command'];
      git?: components['schemas']['ManifestGit'];
      machine?: components['schemas']['ManifestMachine'];
      egress?: components['schemas']['ManifestEgress'];
      /**
       * Format: int32
       * @description How long the session may be unused before it is stopped; recorded with the version
       */
      idleTimeoutSeconds?: number;
      /** @description Makes the build fail on purpose, to test what follows */
      failBuild?: boolean;
      /** @description The command that starts the app, and that is kept running while the session runs */
      start?: components['schemas']['Command'];
      /**
       * @description The ports that the app opens; the preview shows the first one
       * @default []
       */
      ports?: components['schemas']['ManifestPort'][];
      /**
       * @description Environment variables of the app and the terminals. Not for secrets.
       * @default {}
       */
      env?: {
        [key: string]: string;
      };
    };
    /**
     * @description A version of a template, which never changes once it is created
     * @example {
     *       "id": "ver-k3v7q2xw5mzt4n6ypa2b",
     *       "templateId": "tpl-k3v7q2xw5mzt4n6ypa2b",
     *       "number": 1,
     *       "state": "ready",
     *       "stateReason": null,
     *       "source": "manifest",
     *       "bundle": null,
     *       "buildId": "bld-k3v7q2xw5mzt4n6ypa2b",
     *       "manifest": {
     *         "image": "burstflare/base",
     *         "features": [
     *           "preview"
     *         ],
     *         "persistedPaths": [
     *           "/workspace"
     *         ],
     *         "start": "python3 -m http.server 8000",
     *         "ports": [
     *           {
     *             "number": 8000
     *           }
     *         ],
     *         "env": {}
     *       },
     *       "notes": "First try",
     *       "createdBy": "usr-k3v7q2xw5mzt4n6ypa2b",
     *       "createdAt": "2026-11-21T09:30:00.000Z"
     *     }
     */
    TemplateVersion: {
      id: components['schemas']['VersionId'];
      templateId: components['schemas']['TemplateId'];
      /**
       * Format: int32
       * @description The number of the version; counts up from 1 in its template
       */
      number: number;
      state: components['schemas']['VersionState'];
      /** @description Why the version is in this state, if there is a particular reason */
      stateReason: string | null;
      source: components['schemas']['SourceKind'];
      /** @description The files of the version */
      bundle: components['schemas']['Bundle'] | null;
      /** @description The build of the version */
      buildId: components['schemas']['BuildId'] | null;
      manifest: components['schemas']['Manifest'];
      /** @description What changed */
      notes: string;
      createdBy: components['schemas']['UserId'];
      createdAt: components['schemas']['Timestamp'];
    };
    /** @description A version was created, changed or deleted */
    VersionChanged: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'version';
      id: components['schemas']['EventId'];
      /** @description The change */
      data: {
        id: components['schemas']['VersionId'];
        version: components['schemas']['ChangeVersion'];
        /** @description Whether it was deleted */
        gone: boolean;
        /** @description The view in lists */
        view: components['schemas']['TemplateVersion'] | null;
      };
    };
    /**
     * @description The state of the build. retrying: an attempt failed or was interrupted, and the next one is due. dead_lettered: the build was given up after three failed attempts, one failure that a retry cannot change, or five attempts that the platform interrupted
     * @enum {string}
     */
    BuildState: 'queued' | 'building' | 'succeeded' | 'retrying' | 'dead_lettered';
    /**
     * @description The phase of an attempt
     * @enum {string}
     */
    BuildPhase: 'machine' | 'unpack' | 'setup' | 'save' | 'store';
    /**
     * @description What started an attempt
     * @enum {string}
     */
    ExecutionSource: 'workflow' | 'queue' | 'direct' | 'reconcile';
    /** @description A time, or null if it has not been reached */
    OptionalTime: components['schemas']['Timestamp'] | null;
    /**
     * @description session-layer: `setup` ran in a builder session; manifest: there was nothing to run
     * @enum {string}
     */
    BuildStrategy: 'session-layer' | 'manifest';
    /**
     * @description The result of a build: one layer, described as an OCI image (image-spec 1.1)
     * @example {
     *       "source": "bundle",
     *       "sourceBytes": 20480,
     *       "sourceSha256": "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
     *       "artifactKey": "wsp-k3v7q2xw5mzt4n6ypa2b/layers/bld-k3v7q2xw5mzt4n6ypa2b.json",
     *       "artifactDigest": "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
     *       "artifactBytes": 1048576,
     *       "artifactBuiltAt": "2026-11-21T09:31:00.000Z",
     *       "imageReference": "burstflare/web@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
     *       "imageDigest": "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
     *       "configDigest": "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
     *       "layerDigests": [
     *         "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
     *       ],
     *       "layerCount": 1,
     *       "buildStrategy": "session-layer",
     *       "labels": {
     *         "org.opencontainers.image.title": "web"
     *       }
     *     }
     */
    BuildArtifact: {
      source: components['schemas']['SourceKind'];
      /**
       * Format: int64
       * @description The length of the source
       */
      sourceBytes: number;
      sourceSha256: components['schemas']['Digest'];
      /** @description The key of the layer's manifest in object storage, or of the image's where there is no layer */
      artifactKey: string;
      artifactDigest: components['schemas']['Digest'];
      /**
       * Format: int64
       * @description The layer's compressed length
       */
      artifactBytes: number;
      artifactBuiltAt: components['schemas']['Timestamp'];
      /** @description The image's name and digest */
      imageReference: string;
      imageDigest: components['schemas']['Digest'];
      configDigest: components['schemas']['Digest'];
      /** @description The layers of the image, lowest first */
      layerDigests: components['schemas']['Digest'][];
      /**
       * Format: int32
       * @description The number of layers
       */
      layerCount: number;
      buildStrategy: components['schemas']['BuildStrategy'];
      /** @description OCI annotations: title, version, revision (of a repository the commit that was checked out, else the digest of the source), source */
      labels: {
        [key: string]: string;
      };
    };
    /**
     * @description A build, after which a version is ready
     * @example {
     *       "id": "bld-k3v7q2xw5mzt4n6ypa2b",
     *       "templateId": "tpl-k3v7q2xw5mzt4n6ypa2b",
     *       "templateName": "web",
     *       "templateVersionId": "ver-k3v7q2xw5mzt4n6ypa2b",
     *       "versionNumber": 1,
     *       "state": "queued",
     *       "attempts": 0,
     *       "maxAttempts": 3,
     *       "cutOffs": 0,
     *       "maxCutOffs": 5,
     *       "phase": null,
     *       "dispatchMode": "direct",
     *       "executionSource": null,
     *       "workflowName": null,
     *       "workflowInstanceId": null,
     *       "workflowStatus": null,
     *       "lastError": null,
     *       "lastFailureAt": null,
     *       "deadLetteredAt": null,
     *       "reusedFromBuildId": null,
     *       "queuedAt": "2026-11-21T09:30:00.000Z",
     *       "startedAt": null,
     *       "finishedAt": null,
     *       "heartbeatAt": null,
     *       "artifact": null
     *     }
     */
    Build: {
      id: components['schemas']['BuildId'];
      templateId: components['schemas']['TemplateId'];
      /** @description The template's name */
      templateName: string;
      templateVersionId: components['schemas']['VersionId'];
      /**
       * Format: int32
       * @description The version's number
       */
      versionNumber: number;
      state: components['schemas']['BuildState'];
      /**
       * Format: int32
       * @description The number of attempts, without those that the platform interrupted
       */
      attempts: number;
      /**
       * Format: int32
       * @description The number of attempts after which the build is dead-lettered
       */
      maxAttempts: number;
      /**
       * Format: int32
       * @description The number of attempts that the platform interrupted, for example because the machine host stopped; they do not count as attempts
       */
      cutOffs: number;
      /**
       * Format: int32
       * @description The number of interruptions after which the build is dead-lettered, since the build itself may be their cause
       */
      maxCutOffs: number;
      /** @description The phase of the attempt that is under way */
      phase: components['schemas']['BuildPhase'] | null;
      /** @description How the build was dispatched */
      dispatchMode: components['schemas']['BuildDispatchMode'];
      /** @description What started the newest attempt */
      executionSource: components['schemas']['ExecutionSource'] | null;
      /** @description The Workflow that dispatched the build, if there is one */
      workflowName: string | null;
      /** @description The id of the Workflow's instance */
      workflowInstanceId: string | null;
      /** @description The status of that instance */
      workflowStatus: string | null;
      /** @description Why the newest failed attempt failed */
      lastError: string | null;
      lastFailureAt: components['schemas']['OptionalTime'];
      deadLetteredAt: components['schemas']['OptionalTime'];
      /** @description The build of the same input whose layer this build reuses */
      reusedFromBuildId: components['schemas']['BuildId'] | null;
      queuedAt: components['schemas']['Timestamp'];
      startedAt: components['schemas']['OptionalTime'];
      finishedAt: components['schemas']['OptionalTime'];
      heartbeatAt: components['schemas']['OptionalTime'];
      /** @description The result of the build */
      artifact: components['schemas']['BuildArtifact'] | null;
    };
    /** @description A build was created, changed or deleted */
    BuildChanged: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'build';
      id: components['schemas']['EventId'];
      /** @description The change */
      data: {
        id: components['schemas']['BuildId'];
        version: components['schemas']['ChangeVersion'];
        /** @description Whether it was deleted */
        gone: boolean;
        /** @description The view in lists */
        view: components['schemas']['Build'] | null;
      };
    };
    /**
     * @description How a version became active
     * @enum {string}
     */
    ReleaseMode: 'promote' | 'rollback';
    /** @description What sessions of this release are created from, as of the release */
    ReleaseBinding: {
      /** @description The template's name */
      templateName: string;
      /** @description The catalogue's image */
      image: string;
      /** @description Ways into the session */
      features: string[];
      /** @description Directories that snapshots keep */
      persistedPaths: string[];
      /** @description Whether the version has a bundle of files */
      bundleUploaded: boolean;
      /** @description The kind of source that the version was built from */
      artifactSource: components['schemas']['SourceKind'] | null;
      /** @description The digest of the build's artifact */
      artifactDigest: string | null;
      /**
       * Format: date-time
       * @description When the artifact was built
       */
      artifactBuiltAt: string | null;
      /** @description The OCI image's name */
      imageReference: string | null;
      /** @description The OCI manifest's digest */
      imageDigest: string | null;
    };
    /**
     * @description The record of a version that became active
     * @example {
     *       "id": "rel-k3v7q2xw5mzt4n6ypa2b",
     *       "templateId": "tpl-k3v7q2xw5mzt4n6ypa2b",
     *       "templateVersionId": "ver-k3v7q2xw5mzt4n6ypa2b",
     *       "versionNumber": 1,
     *       "mode": "promote",
     *       "sourceReleaseId": null,
     *       "active": true,
     *       "binding": {
     *         "templateName": "web",
     *         "image": "burstflare/base",
     *         "features": [
     *           "preview"
     *         ],
     *         "persistedPaths": [
     *           "/workspace"
     *         ],
     *         "bundleUploaded": false,
     *         "artifactSource": null,
     *         "artifactDigest": null,
     *         "artifactBuiltAt": null,
     *         "imageReference": null,
     *         "imageDigest": null
     *       },
     *       "createdBy": "usr-k3v7q2xw5mzt4n6ypa2b",
     *       "createdAt": "2026-11-21T09:31:00.000Z"
     *     }
     */
    Release: {
      id: components['schemas']['ReleaseId'];
      templateId: components['schemas']['TemplateId'];
      templateVersionId: components['schemas']['VersionId'];
      /**
       * Format: int32
       * @description The version's number
       */
      versionNumber: number;
      mode: components['schemas']['ReleaseMode'];
      /** @description The release that a rollback went back to */
      sourceReleaseId: components['schemas']['ReleaseId'] | null;
      /** @description Whether new sessions get this release */
      active: boolean;
      binding: components['schemas']['ReleaseBinding'];
      createdBy: components['schemas']['UserId'];
      createdAt: components['schemas']['Timestamp'];
    };
    /** @description A release was created, changed or deleted */
    ReleaseChanged: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'release';
      id: components['schemas']['EventId'];
      /** @description The change */
      data: {
        id: components['schemas']['ReleaseId'];
        version: components['schemas']['ChangeVersion'];
        /** @description Whether it was deleted */
        gone: boolean;
        /** @description The view in lists */
        view: components['schemas']['Release'] | null;
      };
    };
    /**
     * @description Why a snapshot was created; period: the platform saves running sessions periodically and keeps the newest two
     * @enum {string}
     */
    SnapshotTrigger: 'manual' | 'stop' | 'restart' | 'period' | 'upload';
    /**
     * @description The state of the snapshot; empty: it waits for an upload
     * @enum {string}
     */
    SnapshotState: 'empty' | 'saving' | 'ready' | 'failed';
    /**
     * @description v3: an archive of the persisted paths; v2: the earlier JSON envelope; opaque: any other upload, restored as /workspace/.burstflare/last.snapshot
     * @enum {string}
     */
    SnapshotFormat: 'burstflare.snapshot.v3' | 'burstflare.snapshot.v2' | 'opaque';
    /** @description How a running session was captured */
    RuntimeCapture: {
      capturedAt: components['schemas']['Timestamp'];
      /**
       * Format: int64
       * @description The number of files and directories
       */
      files: number;
      /**
       * Format: int64
       * @description The length of the archive before compression
       */
      rawBytes: number;
      /**
       * Format: int64
       * @description The length of the archive
       */
      bytes: number;
      /**
       * Format: int64
       * @description The length of the content that object storage did not have
       */
      uploadedBytes: number;
      /**
       * Format: int64
       * @description The number of chunks
       */
      chunks: number;
      /**
       * Format: int64
       * @description The number of new chunks
       */
      newChunks: number;
      /**
       * Format: int64
       * @description How long it took
       */
      milliseconds: number;
      /**
       * Format: int64
       * @description How long the session's processes were paused for the capture, in milliseconds; null for older snapshots without this record
       */
      pauseMs: number | null;
    };
    /**
     * @description left_out: the entry is not in the snapshot; changed: the entry changed while it was read, so its parts may not match; missing: a folder to be saved did not exist
     * @enum {string}
     */
    SnapshotWarningKind: 'left_out' | 'changed' | 'missing';
    /** @description An entry that the snapshot does not contain exactly as it was on the disk */
    SnapshotWarning: {
      kind: components['schemas']['SnapshotWarningKind'];
      /** @description The absolute path of the entry, truncated if it is longer */
      path: string;
      /** @description Why */
      reason: string;
    };
    /** @description The number of warnings of each kind, including those that are not listed */
    SnapshotWarningCounts: {
      /**
       * Format: int64
       * @description Entries that are not in the snapshot
       */
      leftOut: number;
      /**
       * Format: int64
       * @description Entries that changed while they were read
       */
      changed: number;
      /**
       * Format: int64
       * @description Folders that did not exist
       */
      missing: number;
    };
    /**
     * @description What a session's persisted paths held at one moment
     * @example {
     *       "id": "snp-k3v7q2xw5mzt4n6ypa2b",
     *       "sessionId": "ses-k3v7q2xw5mzt4n6ypa2b",
     *       "label": "before the refactoring",
     *       "trigger": "manual",
     *       "state": "ready",
     *       "stateReason": null,
     *       "format": "burstflare.snapshot.v3",
     *       "restorable": true,
     *       "paths": [
     *         "/workspace"
     *       ],
     *       "bytes": 1048576,
     *       "digest": "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
     *       "contentType": "application/zstd",
     *       "runtimeCapture": null,
     *       "warnings": [
     *         {
     *           "kind": "left_out",
     *           "path": "/workspace/data/huge.bin",
     *           "reason": "It could not be read"
     *         }
     *       ],
     *       "warningCounts": {
     *         "leftOut": 1,
     *         "changed": 0,
     *         "missing": 0
     *       },
     *       "createdBy": "usr-k3v7q2xw5mzt4n6ypa2b",
     *       "createdAt": "2026-11-21T09:30:00.000Z"
     *     }
     */
    Snapshot: {
      id: components['schemas']['SnapshotId'];
      sessionId: components['schemas']['SessionId'];
      /** @description The label of the snapshot */
      label: string | null;
      trigger: components['schemas']['SnapshotTrigger'];
      state: components['schemas']['SnapshotState'];
      /** @description Why the save failed, if it did */
      stateReason: string | null;
      /** @description The form of the content */
      format: components['schemas']['SnapshotFormat'] | null;
      /** @description Whether a restore replaces the session's files. An upload that is not a BurstFlare archive is kept as one file and changes no other. False while there is no content */
      restorable: boolean;
      /** @description The paths that the snapshot contains */
      paths: string[];
      /**
       * Format: int64
       * @description The length of its content
       */
      bytes: number;
      /** @description The digest of its content */
      digest: components['schemas']['Digest'] | null;
      /** @description The content type of the download */
      contentType: string | null;
      /** @description The facts of the capture */
      runtimeCapture: components['schemas']['RuntimeCapture'] | null;
      /** @description The first entries that the snapshot does not contain exactly as they were on the disk */
      warnings: components['schemas']['SnapshotWarning'][];
      warningCounts: components['schemas']['SnapshotWarningCounts'];
      /** @description Who created it */
      createdBy: components['schemas']['UserId'] | null;
      createdAt: components['schemas']['Timestamp'];
    };
    /** @description A snapshot was created, changed or deleted */
    SnapshotChanged: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'snapshot';
      id: components['schemas']['EventId'];
      /** @description The change */
      data: {
        id: components['schemas']['SnapshotId'];
        version: components['schemas']['ChangeVersion'];
        /** @description Whether it was deleted */
        gone: boolean;
        /** @description The view in lists */
        view: components['schemas']['Snapshot'] | null;
      };
    };
    /** @description The caller's account changed, for example because a device asks to sign in; getMe returns the account */
    AccountChanged: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'account';
      id: components['schemas']['EventId'];
      /** @description The account */
      data: {
        id: components['schemas']['UserId'];
        version: components['schemas']['ChangeVersion'];
      };
    };
    /** @description One event of the workspace */
    WorkspaceEvent:
      | components['schemas']['StreamReset']
      | components['schemas']['WorkspaceReady']
      | components['schemas']['SessionChanged']
      | components['schemas']['TemplateChanged']
      | components['schemas']['VersionChanged']
      | components['schemas']['BuildChanged']
      | components['schemas']['ReleaseChanged']
      | components['schemas']['SnapshotChanged']
      | components['schemas']['AccountChanged'];
    /**
     * Format: email
     * @description An e-mail address; compared without regard to case
     * @example ada@example.com
     */
    Email: string;
    /**
     * @description At least ten characters, of any kind (NIST SP 800-63B section 5.1.1.2)
     * @example correct horse battery
     */
    NewPassword: string;
    /**
     * @description The kind of client. A browser receives its tokens only as HttpOnly cookies; `cli` and `api` receive them in the body.
     * @default api
     * @enum {string}
     */
    ClientKind: 'browser' | 'cli' | 'api';
    /**
     * @description A new account
     * @example {
     *       "email": "ada@example.com",
     *       "password": "correct horse battery",
     *       "name": "Ada"
     *     }
     */
    RegisterRequest: {
      email: components['schemas']['Email'];
      password: components['schemas']['NewPassword'];
      /** @description The person's name; the part of the address before the @ if absent */
      name?: string;
      client?: components['schemas']['ClientKind'];
    };
    /** @description A person */
    User: {
      id: components['schemas']['UserId'];
      email: components['schemas']['Email'];
      /** @description The person's name */
      name: string;
      createdAt: components['schemas']['Timestamp'];
    };
    /**
     * @description What a person may do in a workspace, weakest first
     * @enum {string}
     */
    Role: 'viewer' | 'member' | 'admin' | 'owner';
    /** @description A workspace that the person belongs to */
    Membership: {
      workspaceId: components['schemas']['WorkspaceId'];
      /** @description The workspace's name */
      name: string;
      /** @description Whether the workspace was created with the person's account */
      personal: boolean;
      role: components['schemas']['Role'];
    };
    /**
     * @description The id of one sign-in
     * @example aus-k3v7q2xw5mzt4n6ypa2b
     */
    AuthSessionId: string;
    /** @description The credentials of one sign-in */
    Tokens: {
      /**
       * @description How to send the access token
       * @constant
       */
      tokenType: 'Bearer';
      /** @description Goes into the Authorization header */
      accessToken: string;
      accessTokenExpiresAt: components['schemas']['Timestamp'];
      /** @description Works once, at /api/auth/refresh, which returns the next one */
      refreshToken: string;
      refreshTokenExpiresAt: components['schemas']['Timestamp'];
    };
    /**
     * @description A successful sign-in. Browsers receive `csrfToken`, other clients receive `tokens`.
     * @example {
     *       "user": {
     *         "id": "usr-k3v7q2xw5mzt4n6ypa2b",
     *         "email": "ada@example.com",
     *         "name": "Ada",
     *         "createdAt": "2026-11-21T09:30:00.000Z"
     *       },
     *       "workspace": {
     *         "workspaceId": "wsp-k3v7q2xw5mzt4n6ypa2b",
     *         "name": "Ada's workspace",
     *         "personal": true,
     *         "role": "owner"
     *       },
     *       "authSessionId": "aus-k3v7q2xw5mzt4n6ypa2b",
     *       "tokens": {
     *         "tokenType": "Bearer",
     *         "accessToken": "bfa_Jq0m1cVfYw8ZkS9uJ5nLhT2bQeRaWiOpDgKzXvNsM43",
     *         "accessTokenExpiresAt": "2026-11-21T10:30:00.000Z",
     *         "refreshToken": "bfr_3xq0m1cVfYw8ZkS9uJ5nLhT2bQeRaWiOpDgKzXvNsM4",
     *         "refreshTokenExpiresAt": "2026-12-21T09:30:00.000Z"
     *       }
     *     }
     */
    AuthResult: {
      user: components['schemas']['User'];
      workspace: components['schemas']['Membership'];
      authSessionId: components['schemas']['AuthSessionId'];
      /** @description The value for the x-csrf-token header on writes */
      csrfToken?: string;
      tokens?: components['schemas']['Tokens'];
    };
    /**
     * @description The credentials of a sign-in
     * @example {
     *       "email": "ada@example.com",
     *       "password": "correct horse battery"
     *     }
     */
    LoginRequest: {
      email: components['schemas']['Email'];
      /** @description The account's password */
      password: string;
      client?: components['schemas']['ClientKind'];
    };
    /**
     * @description The refresh token of a CLI or API client. A browser sends an empty object; its cookie carries the token.
     * @example {
     *       "refreshToken": "bfr_3xq0m1cVfYw8ZkS9uJ5nLhT2bQeRaWiOpDgKzXvNsM4"
     *     }
     */
    RefreshRequest: {
      /** @description The newest refresh token */
      refreshToken?: string;
    };
    /**
     * @description The sign-ins that ended
     * @example {
     *       "revokedAuthSessions": 3
     *     }
     */
    LogoutAllResult: {
      /**
       * Format: int32
       * @description The number of revoked sign-ins
       */
      revokedAuthSessions: number;
    };
    /**
     * @description A passkey's id
     * @example psk-k3v7q2xw5mzt4n6ypa2b
     */
    PasskeyId: string;
    /** @description A passkey, without its key */
    PasskeySummary: {
      id: components['schemas']['PasskeyId'];
      /** @description The name that the person gave it */
      label: string;
      /** @description COSE algorithm, such as ES256 */
      algorithm: string;
      /** @description How the authenticator is connected */
      transports: string[];
      createdAt: components['schemas']['Timestamp'];
      /** @description When the passkey was last used to sign in */
      lastUsedAt: components['schemas']['Timestamp'] | null;
    };
    /**
     * @description Eight consonants, shown in two groups (RFC 8628 section 6.1)
     * @example WDJB-MJHT
     */
    UserCode: string;
    /**
     * @description The state of a device's request to sign in
     * @enum {string}
     */
    DeviceRequestState: 'pending' | 'approved' | 'denied' | 'expired';
    /**
     * @description A device that asks to sign in, with the facts that distinguish a person's own device from a stranger's (RFC 8628 section 5.4)
     * @example {
     *       "userCode": "WDJB-MJHT",
     *       "clientName": "flare on ada-laptop",
     *       "state": "pending",
     *       "ip": "127.0.0.1",
     *       "createdAt": "2026-11-21T09:30:00.000Z",
     *       "expiresAt": "2026-11-21T09:45:00.000Z"
     *     }
     */
    DeviceRequest: {
      userCode: components['schemas']['UserCode'];
      /** @description The name that the device gives itself; not verified */
      clientName: string;
      state: components['schemas']['DeviceRequestState'];
      /** @description The address that the request came from */
      ip: string;
      createdAt: components['schemas']['Timestamp'];
      expiresAt: components['schemas']['Timestamp'];
    };
    /**
     * @description The caller, and the devices that wait for a decision
     * @example {
     *       "user": {
     *         "id": "usr-k3v7q2xw5mzt4n6ypa2b",
     *         "email": "ada@example.com",
     *         "name": "Ada",
     *         "createdAt": "2026-11-21T09:30:00.000Z"
     *       },
     *       "workspace": {
     *         "workspaceId": "wsp-k3v7q2xw5mzt4n6ypa2b",
     *         "name": "Ada's workspace",
     *         "personal": true,
     *         "role": "owner"
     *       },
     *       "authSessionId": "aus-k3v7q2xw5mzt4n6ypa2b",
     *       "memberships": [
     *         {
     *           "workspaceId": "wsp-k3v7q2xw5mzt4n6ypa2b",
     *           "name": "Ada's workspace",
     *           "personal": true,
     *           "role": "owner"
     *         }
     *       ],
     *       "passkeys": [],
     *       "pendingDevices": [],
     *       "pendingDeviceCodes": 0,
     *       "permissions": [
     *         "templates:read",
     *         "templates:write"
     *       ]
     *     }
     */
    Me: {
      user: components['schemas']['User'];
      workspace: components['schemas']['Membership'];
      authSessionId: components['schemas']['AuthSessionId'];
      /** @description For browsers; the value for the x-csrf-token header */
      csrfToken?: string;
      /** @description Every workspace of the person */
      memberships: components['schemas']['Membership'][];
      /** @description The person's passkeys */
      passkeys: components['schemas']['PasskeySummary'][];
      /** @description Devices that wait for this person's decision, newest first */
      pendingDevices: components['schemas']['DeviceRequest'][];
      /**
       * Format: int32
       * @description The number of devices that wait for a decision
       */
      pendingDeviceCodes: number;
      /** @description What the person may do in the current workspace */
      permissions: string[];
    };
    /**
     * @description What the person sees before they approve
     * @example {
     *       "clientName": "flare on ada-laptop",
     *       "email": "ada@example.com"
     *     }
     */
    DeviceStartRequest: {
      /**
       * @description The program, and the machine it runs on
       * @default flare
       */
      clientName?: string;
      email?: components['schemas']['Email'];
    };
    /**
     * @description What the device shows and polls with (RFC 8628 section 3.2)
     * @example {
     *       "deviceCode": "bfd_3xq0m1cVfYw8ZkS9uJ5nLhT2bQeRaWiOpDgKzXvNsM4",
     *       "userCode": "WDJB-MJHT",
     *       "verificationUri": "http://burstflare.localhost:8787/device",
     *       "verificationUriComplete": "http://burstflare.localhost:8787/device?user_code=WDJB-MJHT",
     *       "expiresInSeconds": 900,
     *       "intervalSeconds": 5
     *     }
     */
    DeviceStart: {
      /** @description The device's secret, to poll with */
      deviceCode: string;
      userCode: components['schemas']['UserCode'];
      /**
       * Format: uri
       * @description The address that the person opens
       */
      verificationUri: string;
      /**
       * Format: uri
       * @description The same address with the code filled in
       */
      verificationUriComplete: string;
      /**
       * Format: int32
       * @description How long the code is valid
       */
      expiresInSeconds: number;
      /**
       * Format: int32
       * @description How long to wait between polls
       */
      intervalSeconds: number;
    };
    /**
     * @description A poll (RFC 8628 section 3.4)
     * @example {
     *       "deviceCode": "bfd_3xq0m1cVfYw8ZkS9uJ5nLhT2bQeRaWiOpDgKzXvNsM4"
     *     }
     */
    DeviceTokenRequest: {
      /** @description The device's secret */
      deviceCode: string;
    };
    /**
     * @description The order of templates; with a hyphen, the last comes first
     * @enum {string}
     */
    TemplateSort: '-createdAt' | 'createdAt' | 'name' | '-name';
    /** @description The `cursor` of the next page; null on the last page */
    NextCursor: string | null;
    /**
     * @description A page of templates
     * @example {
     *       "items": [],
     *       "nextCursor": null
     *     }
     */
    TemplatePage: {
      /** @description Newest first */
      items: components['schemas']['Template'][];
      nextCursor: components['schemas']['NextCursor'];
    };
    /**
     * @description A name that is given now: no slash, no control characters, no hyphen at its beginning
     * @example fix-checkout
     */
    NewName: string;
    /**
     * @description A new template
     * @example {
     *       "name": "web",
     *       "description": "The shop's front end"
     *     }
     */
    CreateTemplateRequest: {
      /** @description Unique in the workspace, regardless of case */
      name: components['schemas']['NewName'];
      /**
       * @description The purpose of the template
       * @default
       */
      description?: string;
      /** @description The manifest that its first version will have. It is validated and not kept: with an invalid one no template is created */
      manifest?: components['schemas']['Manifest'];
    };
    /**
     * @description What changes
     * @example {
     *       "name": "shop"
     *     }
     */
    UpdateTemplateRequest: {
      name?: components['schemas']['TemplateName'];
      /** @description The purpose of the template */
      description?: string;
    };
    /**
     * @description The order by time; with a hyphen, the newest comes first
     * @enum {string}
     */
    TimeSort: '-createdAt' | 'createdAt';
    /**
     * @description A page of versions
     * @example {
     *       "items": [],
     *       "nextCursor": null
     *     }
     */
    TemplateVersionPage: {
      /** @description Newest first */
      items: components['schemas']['TemplateVersion'][];
      nextCursor: components['schemas']['NextCursor'];
    };
    /** @description The archive of files that will be uploaded. An archive that the workspace already has need not be uploaded again. */
    BundleAnnouncement: {
      digest: components['schemas']['Digest'];
      /**
       * Format: int32
       * @description The length of the archive; at most 95 MiB, which fits every Cloudflare plan
       */
      bytes: number;
    };
    /**
     * @description A new version
     * @example {
     *       "manifest": {
     *         "image": "burstflare/base",
     *         "start": "python3 -m http.server 8000",
     *         "ports": [
     *           {
     *             "number": 8000
     *           }
     *         ]
     *       },
     *       "notes": "First try"
     *     }
     */
    CreateTemplateVersionRequest: {
      manifest: components['schemas']['Manifest'];
      /**
       * @description What changed
       * @default
       */
      notes?: string;
      bundle?: components['schemas']['BundleAnnouncement'];
    };
    /**
     * @description A grant that allows one upload without a sign-in
     * @example {
     *       "url": "http://localhost:8787/api/uploads/bfu_3xq0m1cVfYw8ZkS9uJ5nLhT2bQeRaWiOpDgKzXvNsM4",
     *       "method": "PUT",
     *       "headers": {
     *         "content-type": "application/gzip"
     *       },
     *       "maxBytes": 99614720,
     *       "expiresAt": "2026-11-21T09:45:00.000Z"
     *     }
     */
    UploadGrant: {
      /**
       * Format: uri
       * @description The address to send the content to. Whoever has it may upload, so keep it secret
       */
      url: string;
      /**
       * @description The HTTP method
       * @constant
       */
      method: 'PUT';
      /** @description The headers to send with it */
      headers: {
        [key: string]: string;
      };
      /**
       * Format: int64
       * @description The maximum length of the upload
       */
      maxBytes: number;
      expiresAt: components['schemas']['Timestamp'];
    };
    /**
     * @description A page of builds
     * @example {
     *       "items": [],
     *       "nextCursor": null
     *     }
     */
    BuildPage: {
      /** @description Newest first */
      items: components['schemas']['Build'][];
      nextCursor: components['schemas']['NextCursor'];
    };
    /**
     * @description A part of a build's log
     * @example {
     *       "offset": 0,
     *       "nextOffset": 14,
     *       "complete": false,
     *       "text": "$ npm ci\n"
     *     }
     */
    BuildLog: {
      /**
       * Format: int64
       * @description The byte offset at which this part begins
       */
      offset: number;
      /**
       * Format: int64
       * @description The byte offset at which the next part begins
       */
      nextOffset: number;
      /** @description Whether the log is complete and will not grow any more */
      complete: boolean;
      /** @description The text, as UTF-8; invalid bytes are replaced by U+FFFD */
      text: string;
    };
    /** @description A part of the log */
    BuildPrinted: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'text';
      id: components['schemas']['EventId'];
      /** @description The part, and its place in the log */
      data: {
        /**
         * Format: int64
         * @description The offset of the part's first byte
         */
        offset: number;
        /**
         * Format: int64
         * @description The offset of the byte after the part
         */
        nextOffset: number;
        /** @description What the build printed */
        text: string;
      };
    };
    /** @description The build has ended, and the whole log was sent */
    BuildLogEnd: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'end';
      id: components['schemas']['EventId'];
      /** @description The result of the build */
      data: {
        state: components['schemas']['BuildState'];
      };
    };
    /** @description One event of the stream */
    BuildLogEvent:
      | components['schemas']['StreamReset']
      | components['schemas']['BuildPrinted']
      | components['schemas']['BuildLogEnd'];
    /**
     * @description The builds that were queued again
     * @example {
     *       "buildIds": [
     *         "bld-k3v7q2xw5mzt4n6ypa2b"
     *       ]
     *     }
     */
    RetryResult: {
      /** @description Their ids */
      buildIds: components['schemas']['BuildId'][];
    };
    /**
     * @description The version to make active
     * @example {
     *       "versionId": "ver-k3v7q2xw5mzt4n6ypa2b"
     *     }
     */
    PromoteRequest: {
      versionId: components['schemas']['VersionId'];
    };
    /**
     * @description The changed template, and the release that was created
     * @example {
     *       "template": {
     *         "id": "tpl-k3v7q2xw5mzt4n6ypa2b",
     *         "workspaceId": "wsp-k3v7q2xw5mzt4n6ypa2b",
     *         "name": "web",
     *         "description": "",
     *         "state": "active",
     *         "activeVersion": {
     *           "id": "ver-k3v7q2xw5mzt4n6ypa2b",
     *           "number": 1,
     *           "state": "ready"
     *         },
     *         "activeReleaseId": "rel-k3v7q2xw5mzt4n6ypa2b",
     *         "versionCount": 1,
     *         "createdBy": "usr-k3v7q2xw5mzt4n6ypa2b",
     *         "createdAt": "2026-11-21T09:30:00.000Z",
     *         "updatedAt": "2026-11-21T09:31:00.000Z",
     *         "archivedAt": null
     *       },
     *       "release": {
     *         "id": "rel-k3v7q2xw5mzt4n6ypa2b",
     *         "templateId": "tpl-k3v7q2xw5mzt4n6ypa2b",
     *         "templateVersionId": "ver-k3v7q2xw5mzt4n6ypa2b",
     *         "versionNumber": 1,
     *         "mode": "promote",
     *         "sourceReleaseId": null,
     *         "active": true,
     *         "binding": {
     *           "templateName": "web",
     *           "image": "burstflare/base",
     *           "features": [
     *             "preview"
     *           ],
     *           "persistedPaths": [
     *             "/workspace"
     *           ],
     *           "bundleUploaded": false,
     *           "artifactSource": null,
     *           "artifactDigest": null,
     *           "artifactBuiltAt": null,
     *           "imageReference": null,
     *           "imageDigest": null
     *         },
     *         "createdBy": "usr-k3v7q2xw5mzt4n6ypa2b",
     *         "createdAt": "2026-11-21T09:31:00.000Z"
     *       }
     *     }
     */
    PromoteResult: {
      template: components['schemas']['Template'];
      release: components['schemas']['Release'];
    };
    /**
     * @description The release to go back to; the one before the active one if empty
     * @example {
     *       "releaseId": "rel-k3v7q2xw5mzt4n6ypa2b"
     *     }
     */
    RollbackRequest: {
      releaseId?: components['schemas']['ReleaseId'];
    };
    /**
     * @description A page of releases
     * @example {
     *       "items": [],
     *       "nextCursor": null
     *     }
     */
    ReleasePage: {
      /** @description Newest first */
      items: components['schemas']['Release'][];
      nextCursor: components['schemas']['NextCursor'];
    };
    /**
     * @description The order of sessions; with a hyphen, the last comes first
     * @enum {string}
     */
    SessionSort: '-createdAt' | 'createdAt' | 'name' | '-name';
    /**
     * @description A page of sessions
     * @example {
     *       "items": [],
     *       "nextCursor": null
     *     }
     */
    SessionPage: {
      /** @description Newest first */
      items: components['schemas']['Session'][];
      nextCursor: components['schemas']['NextCursor'];
    };
    /**
     * @description A new session
     * @example {
     *       "templateId": "tpl-k3v7q2xw5mzt4n6ypa2b",
     *       "name": "fix-checkout"
     *     }
     */
    CreateSessionRequest: {
      templateId: components['schemas']['TemplateId'];
      /** @description Unique in the workspace, regardless of case; if absent, the template's name, with a number behind it if another session has that name */
      name?: components['schemas']['NewName'];
    };
    /**
     * @description What changes
     * @example {
     *       "name": "fix-payment"
     *     }
     */
    UpdateSessionRequest: {
      name: components['schemas']['SessionName'];
    };
    /** @description Something that happened to a session */
    SessionEvent: {
      /**
       * Format: int64
       * @description The number of the event; counts up from 1 in the session
       */
      seq: number;
      /** @description A stable identifier, such as created, starting, running, stopping, sleeping, failed, deleted, restored, app_started (it is up), app_exited, app_crashed, port_opened or port_closed. Of the latter five at most 60 an hour are recorded */
      type: string;
      /** @description The event as a sentence for people */
      message: string;
      state: components['schemas']['SessionState'];
      /** @description Who caused it */
      actorId: components['schemas']['UserId'] | null;
      at: components['schemas']['Timestamp'];
    };
    /**
     * @description A page of events
     * @example {
     *       "items": [],
     *       "nextCursor": null
     *     }
     */
    SessionEventPage: {
      /** @description Newest first */
      items: components['schemas']['SessionEvent'][];
      nextCursor: components['schemas']['NextCursor'];
    };
    /** @description An event of the session */
    SessionHappened: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'event';
      id: components['schemas']['EventId'];
      data: components['schemas']['SessionEvent'];
    };
    /** @description The session is deleted, so there are no further events */
    SessionStreamEnd: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'end';
      id: components['schemas']['EventId'];
      /** @description The end of the session */
      data: {
        /**
         * @description The session's last state
         * @constant
         */
        state: 'deleted';
      };
    };
    /** @description One event of the stream */
    SessionStreamEvent:
      | components['schemas']['StreamReset']
      | components['schemas']['SessionHappened']
      | components['schemas']['SessionStreamEnd'];
    /**
     * @description A page of snapshots
     * @example {
     *       "items": [],
     *       "nextCursor": null
     *     }
     */
    SnapshotPage: {
      /** @description Newest first */
      items: components['schemas']['Snapshot'][];
      nextCursor: components['schemas']['NextCursor'];
    };
    /**
     * @description A new snapshot
     * @example {
     *       "label": "before the refactoring"
     *     }
     */
    CreateSnapshotRequest: {
      /** @description The label of the snapshot */
      label?: string;
    };
    /**
     * @description What changes
     * @example {
     *       "label": "after the refactoring"
     *     }
     */
    UpdateSnapshotRequest: {
      /** @description The label of the snapshot; null for none */
      label: string | null;
    };
    /**
     * @description none: the last restore of the session is not one of this snapshot
     * @enum {string}
     */
    RestoreState: 'none' | 'restoring' | 'done' | 'failed';
    /**
     * @description The result of a restore. kept_as_file and file_at_next_start: the upload is not a BurstFlare archive, so it becomes /workspace/.burstflare/last.snapshot and no other file changes
     * @enum {string}
     */
    RestoreOutcome: 'files_restored' | 'files_at_next_start' | 'kept_as_file' | 'file_at_next_start';
    /** @description What was restored in the running session */
    RuntimeRestore: {
      /** @description The first path that was restored */
      appliedPath: string;
      /** @description Where an opaque upload can be read */
      aliasPath: string | null;
      /**
       * Format: int64
       * @description The number of bytes that were sent
       */
      bytes: number;
      /** @description The content type of what was sent */
      contentType: string;
      /**
       * Format: int64
       * @description The number of entries on the disk that were compared with the snapshot; 0 for an upload that is kept as a file
       */
      verifiedFiles: number;
    };
    /**
     * @description The progress of a restore
     * @example {
     *       "state": "restoring",
     *       "reason": null,
     *       "outcome": null,
     *       "runtimeRestore": null
     *     }
     */
    RestoreProgress: {
      state: components['schemas']['RestoreState'];
      /** @description Why the restore failed, and in which state it left the files */
      reason: string | null;
      /** @description The result, as in restoreSnapshot */
      outcome: components['schemas']['RestoreOutcome'] | null;
      /** @description What was done in the running session */
      runtimeRestore: components['schemas']['RuntimeRestore'] | null;
    };
    /**
     * @description As RestoreOutcome; restoring: it continues in the background, and getRestore returns its result
     * @enum {string}
     */
    RestoreResultOutcome:
      'restoring' | 'files_restored' | 'files_at_next_start' | 'kept_as_file' | 'file_at_next_start';
    /**
     * @description The session after a restore
     * @example {
     *       "session": {
     *         "id": "ses-k3v7q2xw5mzt4n6ypa2b",
     *         "workspaceId": "wsp-k3v7q2xw5mzt4n6ypa2b",
     *         "name": "fix-checkout",
     *         "templateId": "tpl-k3v7q2xw5mzt4n6ypa2b",
     *         "templateName": "web",
     *         "templateVersionId": "ver-k3v7q2xw5mzt4n6ypa2b",
     *         "releaseId": "rel-k3v7q2xw5mzt4n6ypa2b",
     *         "state": "created",
     *         "stateReason": null,
     *         "steps": [],
     *         "ports": [
     *           {
     *             "number": 8000,
     *             "label": "Site",
     *             "state": "closed",
     *             "url": "http://8000--ses-k3v7q2xw5mzt4n6ypa2b.localhost:8787/"
     *           }
     *         ],
     *         "app": {
     *           "state": "stopped",
     *           "at": "2026-11-21T09:30:00.000Z",
     *           "port": null,
     *           "exitCode": null,
     *           "signal": null,
     *           "crashes": 0,
     *           "nextStartAt": null,
     *           "portHolder": null
     *         },
     *         "image": "burstflare/base",
     *         "features": [
     *           "preview"
     *         ],
     *         "persistedPaths": [
     *           "/workspace"
     *         ],
     *         "sleepTtlSeconds": null,
     *         "lastRestoredSnapshotId": null,
     *         "lastRestoredAt": null,
     *         "runtimeDesiredState": "sleeping",
     *         "runtimeStatus": "created",
     *         "runtimeState": "absent",
     *         "runtimeUpdatedAt": "2026-11-21T09:30:00.000Z",
     *         "runtimeVersion": 0,
     *         "runtimeOperationId": null,
     *         "runtime": {
     *           "desiredState": "sleeping",
     *           "status": "created",
     *           "state": "absent",
     *           "version": 0,
     *           "operationId": null,
     *           "host": "process",
     *           "isolation": null,
     *           "instanceId": null,
     *           "bootCount": 0,
     *           "lastCommand": null,
     *           "lastCommandAt": null,
     *           "lastStartedAt": null,
     *           "lastStoppedAt": null,
     *           "lastError": null,
     *           "lastBootstrapAt": null,
     *           "lastBootstrapSnapshotId": null,
     *           "lastBootstrapState": null,
     *           "lastLifecyclePhase": null,
     *           "lastLifecycleAt": null,
     *           "lastLifecycleReason": null,
     *           "updatedAt": "2026-11-21T09:30:00.000Z"
     *         },
     *         "createdBy": "usr-k3v7q2xw5mzt4n6ypa2b",
     *         "createdAt": "2026-11-21T09:30:00.000Z",
     *         "updatedAt": "2026-11-21T09:30:00.000Z"
     *       },
     *       "outcome": "files_at_next_start",
     *       "runtimeRestore": null
     *     }
     */
    RestoreResult: {
      session: components['schemas']['Session'];
      outcome: components['schemas']['RestoreResultOutcome'];
      /** @description What was restored at once */
      runtimeRestore: components['schemas']['RuntimeRestore'] | null;
    };
    /**
     * @description The address of a session's app
     * @example {
     *       "sessionId": "ses-k3v7q2xw5mzt4n6ypa2b",
     *       "port": 8000,
     *       "state": "open",
     *       "url": "http://8000--ses-k3v7q2xw5mzt4n6ypa2b.localhost:8787/",
     *       "signInUrl": "http://8000--ses-k3v7q2xw5mzt4n6ypa2b.localhost:8787/.burstflare/sign-in?ticket=bft_x",
     *       "expiresAt": "2026-11-21T09:31:00.000Z"
     *     }
     */
    Preview: {
      sessionId: components['schemas']['SessionId'];
      port: components['schemas']['Port'];
      state: components['schemas']['PortState'];
      /**
       * Format: uri
       * @description The app's own address; a browser that is not signed in is redirected to the sign-in
       */
      url: string;
      /**
       * Format: uri
       * @description The same address with a ticket that signs in one browser, once, within a minute
       */
      signInUrl: string;
      expiresAt: components['schemas']['Timestamp'];
    };
    /**
     * @description The session's ports
     * @example {
     *       "version": 3,
     *       "items": [
     *         {
     *           "number": 5173,
     *           "label": "web",
     *           "declared": true,
     *           "state": "open",
     *           "changedAt": "2026-11-21T09:30:00.000Z"
     *         }
     *       ]
     *     }
     */
    PortList: {
      /**
       * Format: int64
       * @description Increases with each change; pass it as `since`
       */
      version: number;
      /** @description Declared ones first, in their order; then by number */
      items: components['schemas']['RuntimePort'][];
    };
    /** @description A port of the session */
    RuntimePort: {
      /**
       * Format: int32
       * @description The port
       */
      number: number;
      /** @description What it is for */
      label: string | null;
      /** @description Whether the manifest names the port */
      declared: boolean;
      state: components['schemas']['PortState'];
      changedAt: components['schemas']['Timestamp'];
    };
    /**
     * @description The start command and what it does
     * @example {
     *       "state": "up",
     *       "at": "2026-11-21T09:30:01.000Z",
     *       "port": 5173,
     *       "command": "npm run dev",
     *       "pid": 12,
     *       "startedAt": "2026-11-21T09:30:00.000Z",
     *       "exitCode": null,
     *       "signal": null,
     *       "crashes": 0,
     *       "nextStartAt": null,
     *       "portHolder": null,
     *       "logEnd": 380
     *     }
     */
    App: {
      state: components['schemas']['StartCommandState'];
      /** @description Since when it is in this state */
      at: components['schemas']['Timestamp'];
      /**
       * Format: int32
       * @description The port that it opened; null unless it is up. A port of the manifest comes before others
       */
      port: number | null;
      /** @description The command */
      command: string | null;
      /**
       * Format: int32
       * @description Its process, as the session sees it
       */
      pid: number | null;
      /**
       * Format: date-time
       * @description When it was started last
       */
      startedAt: string | null;
      /**
       * Format: int32
       * @description The exit code with which it ended the last time since somebody started it; null if it did not, a signal ended it, or nobody knows
       */
      exitCode: number | null;
      /** @description The signal that ended it the last time */
      signal: string | null;
      /**
       * Format: int32
       * @description How many times in a row it has crashed; it counts anew once the app has run for a minute, or when somebody starts it
       */
      crashes: number;
      /**
       * Format: date-time
       * @description When it is started again by itself; null if it is not
       */
      nextStartAt: string | null;
      /** @description What else listens on a port of the manifest, so that the app cannot */
      portHolder: components['schemas']['PortHolder'] | null;
      /**
       * Format: int64
       * @description The log's length so far
       */
      logEnd: number;
    };
    /**
     * @description `none`: there is no start command. `starting`: it runs, and its port is not open. `up`: it runs, and its port is open; without a port in the manifest, it has run for two seconds. `crashed`: it ended with another code than 0 or by a signal. `exited`: it ended with code 0. `stopped`: the platform ended it, or has not started it
     * @enum {string}
     */
    StartCommandState: 'none' | 'starting' | 'up' | 'crashed' | 'exited' | 'stopped';
    /**
     * @description A part of the app's log
     * @example {
     *       "offset": 0,
     *       "nextOffset": 24,
     *       "endOffset": 24,
     *       "truncated": false,
     *       "text": "VITE ready on port 5173\n"
     *     }
     */
    AppLog: {
      /**
       * Format: int64
       * @description Where the text begins
       */
      offset: number;
      /**
       * Format: int64
       * @description The offset to continue from
       */
      nextOffset: number;
      /**
       * Format: int64
       * @description The log's length so far
       */
      endOffset: number;
      /** @description Whether bytes from the requested offset on were dropped */
      truncated: boolean;
      /** @description The text, at most 64 KiB of UTF-8; invalid bytes are replaced by U+FFFD */
      text: string;
    };
    /**
     * @description The session's terminals
     * @example {
     *       "items": [
     *         {
     *           "id": "main",
     *           "epoch": "k3v7q2xw",
     *           "cols": 80,
     *           "rows": 24,
     *           "clients": 1,
     *           "offset": 512,
     *           "startedAt": "2026-11-21T09:30:00.000Z"
     *         }
     *       ]
     *     }
     */
    TerminalList: {
      /** @description Oldest first */
      items: components['schemas']['Terminal'][];
    };
    /** @description A shell on a PTY */
    Terminal: {
      id: components['schemas']['TerminalId'];
      /** @description The name of this shell; a later shell under the same id has another one */
      epoch: string;
      /**
       * Format: int32
       * @description Columns
       */
      cols: number;
      /**
       * Format: int32
       * @description Rows
       */
      rows: number;
      /**
       * Format: int32
       * @description The number of attached clients
       */
      clients: number;
      /**
       * Format: int64
       * @description The number of bytes that the shell printed
       */
      offset: number;
      startedAt: components['schemas']['Timestamp'];
    };
    /**
     * @description A terminal's name
     * @example main
     */
    TerminalId: string;
    /**
     * @description A change of files that is proposed
     * @example {
     *       "changeId": "chg-k3v7q2xw5mzt4n6ypa2b",
     *       "files": [
     *         {
     *           "path": "src/app.js",
     *           "before": null,
     *           "after": "file:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
     *         }
     *       ]
     *     }
     */
    ChangeRequest: {
      changeId: components['schemas']['TransferId'];
      /** @description Each path once */
      files: components['schemas']['ChangedFile'][];
      /**
       * @description Whether files in conflict are overwritten, or removed
       * @default false
       */
      overwrite?: boolean;
    };
    /**
     * @description The caller's name for a save or a restore
     * @example snp-k3v7q2xw5mzt4n6ypa2b
     */
    TransferId: string;
    /** @description One file of a change */
    ChangedFile: {
      /**
       * @description Its path from /workspace on
       * @example src/app.js
       */
      path: string;
      /** @description What the caller knows the path to have held */
      before: components['schemas']['FileState'] | null;
      /** @description What it is to hold */
      after: components['schemas']['FileState'] | null;
    };
    /**
     * @description What a path holds: a file or a file that can be executed, by its SHA-256, or a link, by its target
     * @example file:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae
     * @example link:releases/7
     */
    FileState: string;
    /**
     * @description A change of files
     * @example {
     *       "changeId": "chg-k3v7q2xw5mzt4n6ypa2b",
     *       "state": "proposed",
     *       "conflicts": [],
     *       "conflictCount": 0,
     *       "written": 2,
     *       "removed": 1
     *     }
     */
    Change: {
      changeId: components['schemas']['TransferId'];
      state: components['schemas']['ChangeState'];
      /** @description The first files in conflict */
      conflicts: components['schemas']['FileConflict'][];
      /**
       * Format: int32
       * @description How many files are in conflict
       */
      conflictCount: number;
      /**
       * Format: int32
       * @description How many files are to be written, or were written
       */
      written: number;
      /**
       * Format: int32
       * @description How many files are to be removed, or were removed
       */
      removed: number;
    };
    /**
     * @description proposed: it waits for its content; refused: files are in conflict
     * @enum {string}
     */
    ChangeState: 'proposed' | 'refused' | 'done';
    /** @description A file that is not as it was expected */
    FileConflict: {
      /** @description Its path from /workspace on */
      path: string;
      found: components['schemas']['FoundInstead'];
    };
    /**
     * @description What became of it in the session; not_a_file: a folder or something else is there, or above it
     * @enum {string}
     */
    FoundInstead: 'changed' | 'created' | 'deleted' | 'not_a_file';
    /**
     * @description A stable identifier for programs. Codes may be added: what an unknown one means, its status says
     * @enum {string}
     */
    ProblemCode:
      | 'bad_request'
      | 'malformed_json'
      | 'manifest_invalid'
      | 'unauthenticated'
      | 'invalid_credentials'
      | 'refresh_token_invalid'
      | 'refresh_token_reused'
      | 'csrf_failed'
      | 'origin_refused'
      | 'wrong_credential'
      | 'forbidden'
      | 'registration_closed'
      | 'registration_invite_only'
      | 'not_found'
      | 'route_not_found'
      | 'method_not_allowed'
      | 'request_timeout'
      | 'email_taken'
      | 'template_name_taken'
      | 'template_archived'
      | 'template_has_sessions'
      | 'template_not_released'
      | 'version_not_ready'
      | 'version_already_active'
      | 'release_conflict'
      | 'no_prior_release'
      | 'bundle_not_announced'
      | 'build_state'
      | 'build_not_finished'
      | 'snapshot_state'
      | 'snapshot_content_missing'
      | 'snapshot_in_use'
      | 'session_name_taken'
      | 'session_state'
      | 'session_busy'
      | 'session_not_running'
      | 'terminal_limit'
      | 'stream_limit'
      | 'idempotency_in_flight'
      | 'device_already_decided'
      | 'payload_too_large'
      | 'name_refused'
      | 'range_not_satisfiable'
      | 'digest_mismatch'
      | 'snapshot_damaged'
      | 'snapshot_unusable'
      | 'unsupported_media_type'
      | 'unsupported_content_encoding'
      | 'idempotency_key_reused'
      | 'upgrade_required'
      | 'rate_limited'
      | 'authorization_pending'
      | 'slow_down'
      | 'expired_token'
      | 'access_denied'
      | 'record_too_new'
      | 'internal_error'
      | 'app_answer_invalid'
      | 'app_unreachable'
      | 'port_not_open'
      | 'runtime_unreachable'
      | 'host_unreachable'
      | 'host_disk_full'
      | 'session_start_failed'
      | 'snapshot_failed'
      | 'restore_failed'
      | 'session_not_saved'
      | 'session_stop_failed'
      | 'storage_busy'
      | 'sign_in_busy'
      | 'unavailable'
      | 'restore_busy'
      | 'files_changed'
      | 'archive_invalid'
      | 'content_invalid'
      | 'no_space';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    ApproveDeviceConflictCode: 'device_already_decided';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    BadGatewayCode: 'runtime_unreachable';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    BadRequestCode: 'bad_request';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    ConflictCode: 'session_not_running';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    ConnectSessionTerminalConflictCode: 'session_not_running' | 'terminal_limit';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    ContentRefusedCode: 'archive_invalid' | 'content_invalid';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    CreateSessionConflictCode:
      | 'template_archived'
      | 'template_not_released'
      | 'release_conflict'
      | 'session_name_taken'
      | 'idempotency_in_flight';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    CreateSnapshotBadGatewayCode: 'runtime_unreachable' | 'snapshot_failed';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    CreateSnapshotConflictCode: 'session_state' | 'session_not_running' | 'idempotency_in_flight';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    CreateSnapshotUnavailableCode: 'record_too_new' | 'host_unreachable' | 'storage_busy';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    CreateTemplateBadRequestCode: 'bad_request' | 'malformed_json' | 'manifest_invalid';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    CreateTemplateConflictCode: 'template_name_taken' | 'idempotency_in_flight';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    CreateTemplateVersionConflictCode: 'idempotency_in_flight';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    DeleteSessionBadGatewayCode: 'session_stop_failed';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    DeleteSessionConflictCode: 'session_busy';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    DeleteSnapshotConflictCode: 'snapshot_state' | 'snapshot_in_use';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    DeleteTemplateConflictCode: 'template_has_sessions';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    DownloadSnapshotConflictCode: 'snapshot_content_missing';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    FollowEventsConflictCode: 'stream_limit';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    ForbiddenCode: 'csrf_failed' | 'origin_refused' | 'wrong_credential' | 'forbidden';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    GetBuildArtifactConflictCode: 'build_not_finished';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    GetBuildUnavailableCode: 'record_too_new' | 'storage_busy';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    GetHealthUnavailableCode: 'storage_busy' | 'unavailable';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    InternalErrorCode: 'internal_error';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    LogInForbiddenCode: 'origin_refused';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    LogInUnauthenticatedCode: 'invalid_credentials';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    LogOutForbiddenCode: 'csrf_failed' | 'origin_refused' | 'wrong_credential';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    NoSpaceCode: 'no_space';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    NotFoundCode: 'not_found';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    OpenPreviewBadGatewayCode: 'runtime_unreachable' | 'session_start_failed';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    OpenPreviewConflictCode: 'session_state' | 'session_busy' | 'session_not_running';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    OpenPreviewUnavailableCode: 'record_too_new' | 'host_unreachable' | 'host_disk_full' | 'storage_busy';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    PayloadTooLargeCode: 'payload_too_large';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    PollDeviceLoginBadRequestCode:
      'bad_request' | 'malformed_json' | 'authorization_pending' | 'slow_down' | 'expired_token' | 'access_denied';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    PromoteTemplateConflictCode:
      'version_not_ready' | 'version_already_active' | 'release_conflict' | 'idempotency_in_flight';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    RangeNotSatisfiableCode: 'range_not_satisfiable';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    ReceiveSessionChangeConflictCode: 'session_not_running' | 'restore_busy' | 'files_changed';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    RefreshTokensUnauthenticatedCode: 'refresh_token_invalid' | 'refresh_token_reused';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    RegisterUserBadRequestCode: 'bad_request' | 'malformed_json';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    RegisterUserConflictCode: 'email_taken';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    RegisterUserForbiddenCode: 'origin_refused' | 'registration_closed' | 'registration_invite_only';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    RegisterUserUnavailableCode: 'storage_busy' | 'sign_in_busy';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    RequestTimeoutCode: 'request_timeout';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    RestartSessionAppConflictCode: 'session_not_running' | 'restore_busy';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    RestartSessionBadGatewayCode: 'session_start_failed' | 'session_not_saved' | 'session_stop_failed';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    RestartSessionConflictCode: 'session_state' | 'session_busy' | 'idempotency_in_flight';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    RestoreSnapshotBadGatewayCode: 'runtime_unreachable' | 'restore_failed';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    RestoreSnapshotConflictCode:
      'snapshot_state' | 'snapshot_content_missing' | 'session_state' | 'session_busy' | 'idempotency_in_flight';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    RestoreSnapshotUnprocessableCode: 'snapshot_unusable' | 'idempotency_key_reused';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    RetryBuildConflictCode: 'build_state' | 'idempotency_in_flight';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    RollbackTemplateConflictCode:
      'version_already_active' | 'release_conflict' | 'no_prior_release' | 'idempotency_in_flight';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    StartSessionBadGatewayCode: 'session_start_failed';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    StartSessionConflictCode: 'session_state' | 'session_busy';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    StartSessionUnavailableCode: 'record_too_new' | 'host_disk_full' | 'storage_busy';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    StopSessionBadGatewayCode: 'session_not_saved' | 'session_stop_failed';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    TooManyRequestsCode: 'rate_limited';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    UnauthenticatedCode: 'unauthenticated';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    UnavailableCode: 'storage_busy';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    UnprocessableCode: 'idempotency_key_reused';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    UnsupportedMediaTypeCode: 'unsupported_media_type' | 'unsupported_content_encoding';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    UpdateSessionConflictCode: 'session_name_taken' | 'session_state';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    UpdateTemplateConflictCode: 'template_name_taken';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    UpgradeRequiredCode: 'upgrade_required';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    UploadBundleConflictCode: 'bundle_not_announced';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    UploadBundleUnprocessableCode: 'digest_mismatch';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    UploadByGrantConflictCode: 'bundle_not_announced' | 'snapshot_state';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    UploadByGrantUnprocessableCode: 'digest_mismatch' | 'snapshot_damaged' | 'snapshot_unusable';
    /**
     * @description What went wrong, for programs
     * @enum {string}
     */
    UploadSnapshotConflictCode: 'snapshot_state';
  };
  responses: {
    /** @description The state of the resource does not allow this */
    ApproveDeviceConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['ApproveDeviceConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The session's runtime did not respond as expected */
    BadGateway: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['BadGatewayCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The request is not valid */
    BadRequest: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['BadRequestCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    Conflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['ConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    ConnectSessionTerminalConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['ConnectSessionTerminalConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The content is refused; nothing was changed */
    ContentRefused: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['ContentRefusedCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    CreateSessionConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        'Retry-After': components['headers']['RetryAfter'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['CreateSessionConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The session's runtime did not respond as expected */
    CreateSnapshotBadGateway: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['CreateSnapshotBadGatewayCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    CreateSnapshotConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        'Retry-After': components['headers']['RetryAfter'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['CreateSnapshotConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description Not available right now; see Retry-After if it is present */
    CreateSnapshotUnavailable: {
      headers: {
        /** @description Seconds until the request can succeed */
        'Retry-After'?: number;
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['CreateSnapshotUnavailableCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The request is not valid */
    CreateTemplateBadRequest: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['CreateTemplateBadRequestCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    CreateTemplateConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        'Retry-After': components['headers']['RetryAfter'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['CreateTemplateConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    CreateTemplateVersionConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        'Retry-After': components['headers']['RetryAfter'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['CreateTemplateVersionConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The session's runtime did not respond as expected */
    DeleteSessionBadGateway: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['DeleteSessionBadGatewayCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    DeleteSessionConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['DeleteSessionConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    DeleteSnapshotConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['DeleteSnapshotConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    DeleteTemplateConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['DeleteTemplateConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    DownloadSnapshotConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['DownloadSnapshotConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description Any other refusal */
    Failure: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        Allow: components['headers']['Allow'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The state of the resource does not allow this */
    FollowEventsConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['FollowEventsConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The caller may not do this */
    Forbidden: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['ForbiddenCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    GetBuildArtifactConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['GetBuildArtifactConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description Not available right now; see Retry-After if it is present */
    GetBuildUnavailable: {
      headers: {
        /** @description Seconds until the request can succeed */
        'Retry-After'?: number;
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['GetBuildUnavailableCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description Not available right now; see Retry-After if it is present */
    GetHealthUnavailable: {
      headers: {
        /** @description Seconds until the request can succeed */
        'Retry-After'?: number;
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['GetHealthUnavailableCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The gateway failed */
    InternalError: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['InternalErrorCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The caller may not do this */
    LogInForbidden: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['LogInForbiddenCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The caller is not signed in, or the sign-in failed */
    LogInUnauthenticated: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        'WWW-Authenticate': components['headers']['WwwAuthenticate'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['LogInUnauthenticatedCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The caller may not do this */
    LogOutForbidden: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['LogOutForbiddenCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The session's disk is full; nothing was changed */
    NoSpace: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['NoSpaceCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The resource does not exist, or the caller may not see it */
    NotFound: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['NotFoundCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The session's runtime did not respond as expected */
    OpenPreviewBadGateway: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['OpenPreviewBadGatewayCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    OpenPreviewConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['OpenPreviewConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description Not available right now; see Retry-After if it is present */
    OpenPreviewUnavailable: {
      headers: {
        /** @description Seconds until the request can succeed */
        'Retry-After'?: number;
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['OpenPreviewUnavailableCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The body is too large */
    PayloadTooLarge: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['PayloadTooLargeCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The request is not valid */
    PollDeviceLoginBadRequest: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['PollDeviceLoginBadRequestCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    PromoteTemplateConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        'Retry-After': components['headers']['RetryAfter'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['PromoteTemplateConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The range begins behind the end; Content-Range says how long the whole is */
    RangeNotSatisfiable: {
      headers: {
        /** @description The length of the whole */
        'Content-Range'?: string;
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['RangeNotSatisfiableCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    ReceiveSessionChangeConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['ReceiveSessionChangeConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The caller is not signed in, or the sign-in failed */
    RefreshTokensUnauthenticated: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        'WWW-Authenticate': components['headers']['WwwAuthenticate'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['RefreshTokensUnauthenticatedCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The request is not valid */
    RegisterUserBadRequest: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['RegisterUserBadRequestCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    RegisterUserConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['RegisterUserConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The caller may not do this */
    RegisterUserForbidden: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['RegisterUserForbiddenCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description Not available right now; see Retry-After if it is present */
    RegisterUserUnavailable: {
      headers: {
        /** @description Seconds until the request can succeed */
        'Retry-After'?: number;
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['RegisterUserUnavailableCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The body did not arrive in time or was cut off. Nothing was changed, so the same request can be sent again */
    RequestTimeout: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['RequestTimeoutCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    RestartSessionAppConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['RestartSessionAppConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The session's runtime did not respond as expected */
    RestartSessionBadGateway: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['RestartSessionBadGatewayCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    RestartSessionConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        'Retry-After': components['headers']['RetryAfter'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['RestartSessionConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The session's runtime did not respond as expected */
    RestoreSnapshotBadGateway: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['RestoreSnapshotBadGatewayCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    RestoreSnapshotConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        'Retry-After': components['headers']['RetryAfter'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['RestoreSnapshotConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The content cannot be accepted, or the Idempotency-Key was used for another request */
    RestoreSnapshotUnprocessable: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['RestoreSnapshotUnprocessableCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    RetryBuildConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        'Retry-After': components['headers']['RetryAfter'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['RetryBuildConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    RollbackTemplateConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        'Retry-After': components['headers']['RetryAfter'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['RollbackTemplateConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The session's runtime did not respond as expected */
    StartSessionBadGateway: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['StartSessionBadGatewayCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    StartSessionConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['StartSessionConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description Not available right now; see Retry-After if it is present */
    StartSessionUnavailable: {
      headers: {
        /** @description Seconds until the request can succeed */
        'Retry-After'?: number;
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['StartSessionUnavailableCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The session's runtime did not respond as expected */
    StopSessionBadGateway: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['StopSessionBadGatewayCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description Too many requests; see Retry-After */
    TooManyRequests: {
      headers: {
        /** @description Seconds until the request can succeed */
        'Retry-After'?: number;
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['TooManyRequestsCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The caller is not signed in, or the sign-in failed */
    Unauthenticated: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        'WWW-Authenticate': components['headers']['WwwAuthenticate'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['UnauthenticatedCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description Not available right now; see Retry-After if it is present */
    Unavailable: {
      headers: {
        /** @description Seconds until the request can succeed */
        'Retry-After'?: number;
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['UnavailableCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The content cannot be accepted, or the Idempotency-Key was used for another request */
    Unprocessable: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['UnprocessableCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The content type is not supported here */
    UnsupportedMediaType: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        'Accept-Encoding': components['headers']['AcceptEncoding'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['UnsupportedMediaTypeCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    UpdateSessionConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['UpdateSessionConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    UpdateTemplateConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['UpdateTemplateConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description A WebSocket upgrade is needed */
    UpgradeRequired: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['UpgradeRequiredCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    UploadBundleConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['UploadBundleConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The content cannot be accepted, or the Idempotency-Key was used for another request */
    UploadBundleUnprocessable: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['UploadBundleUnprocessableCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    UploadByGrantConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['UploadByGrantConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The content cannot be accepted, or the Idempotency-Key was used for another request */
    UploadByGrantUnprocessable: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['UploadByGrantUnprocessableCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
    /** @description The state of the resource does not allow this */
    UploadSnapshotConflict: {
      headers: {
        'x-request-id': components['headers']['RequestId'];
        'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
        'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
        'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
        'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] &
          ({
            code?: components['schemas']['UploadSnapshotConflictCode'];
          } & {
            [key: string]: unknown;
          });
      };
    };
  };
  parameters: {
    /** @description The `id` of the last event that the client has read. The stream continues after it; for an unknown id, it starts with `reset`. */
    LastEventId: string;
    /** @description The code that the device shows. */
    UserCodeInPath: components['schemas']['UserCode'];
    /** @description Return only items whose name contains this text, regardless of case. */
    Search: string;
    /** @description The maximum number of items on a page. */
    Limit: number;
    /** @description Where the page starts: the `nextCursor` of the previous page. */
    Cursor: string;
    /** @description A key of the caller's choice. A request with the same key and body within 24 hours returns the first response again instead of acting twice. */
    IdempotencyKey: string;
    /** @description A template's id. */
    TemplateIdInPath: components['schemas']['TemplateId'];
    /** @description The order of the items. */
    TimeSortInQuery: components['schemas']['TimeSort'];
    /** @description A template version's id. */
    VersionIdInPath: components['schemas']['VersionId'];
    /** @description A part of the download (RFC 9110 section 14): `bytes=<first>-<last>`. Anything else returns all of it. */
    Range: string;
    /** @description The `ETag` of an earlier response. The part is returned only if it is of the same bytes; otherwise all of it. */
    IfRange: string;
    /** @description The digest of the content (RFC 9530): `sha-256=:<base64>:`. An upload with other content is refused. */
    ReprDigest: string;
    /** @description A build's id. */
    BuildIdInPath: components['schemas']['BuildId'];
    /** @description A release's id. */
    ReleaseIdInPath: components['schemas']['ReleaseId'];
    /** @description A session's id. */
    SessionIdInPath: components['schemas']['SessionId'];
    /** @description A snapshot's id. */
    SnapshotIdInPath: components['schemas']['SnapshotId'];
    /** @description How long to wait for something new before returning what there is. */
    WaitSeconds: number;
    /** @description The change. */
    ChangeIdInPath: components['schemas']['TransferId'];
  };
  requestBodies: never;
  headers: {
    /** @description The caller's origin, if the deployment lets pages there read its responses */
    AllowedOrigin: string;
    /** @description The id of this request in the logs */
    RequestId: string;
    /** @description How many requests the window of this limit has */
    RateLimitLimit: number;
    /** @description How many of them are left */
    RateLimitRemaining: number;
    /** @description When the window ends, in seconds since 1970 */
    RateLimitReset: number;
    /** @description Present if an earlier request with this Idempotency-Key was carried out; this is its response */
    IdempotencyReplayed: 'true';
    /** @description How to sign in (RFC 6750) */
    WwwAuthenticate: string;
    /** @description The word bytes: a part can be asked for with Range */
    AcceptRanges: string;
    /** @description The same for the same bytes; for If-Range */
    ETag: string;
    /** @description How many bytes follow */
    ContentLength: number;
    /** @description A name for the file */
    ContentDisposition: string;
    /** @description The SHA-256 of all bytes (RFC 9530); absent where it is not known beforehand */
    ReprDigestOfDownload: string;
    /** @description Which bytes these are, and of how many */
    ContentRange: string;
    /** @description Keeps proxies from holding back what a stream sends */
    AccelBuffering: string;
    /** @description With a refused encoding: those that are supported (RFC 9110 section 12.5.3) */
    AcceptEncoding: string;
    /** @description Seconds until the same request is worth sending again */
    RetryAfter: number;
    /** @description With 405: the methods that the path has */
    Allow: string;
    /** @description The address of what was created */
    Location: string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getHealth: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The deployment is healthy */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Health'];
        };
      };
      400: components['responses']['BadRequest'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetHealthUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  followEvents: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `id` of the last event that the client has read. The stream continues after it; for an unknown id, it starts with `reset`. */
        'Last-Event-ID'?: components['parameters']['LastEventId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The stream */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          'x-accel-buffering': components['headers']['AccelBuffering'];
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['WorkspaceEvent'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      409: components['responses']['FollowEventsConflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  registerUser: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RegisterRequest'];
      };
    };
    responses: {
      /** @description Signed up and in */
      201: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          Location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuthResult'];
        };
      };
      400: components['responses']['RegisterUserBadRequest'];
      403: components['responses']['RegisterUserForbidden'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['RegisterUserConflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['RegisterUserUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  logIn: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LoginRequest'];
      };
    };
    responses: {
      /** @description Signed in */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuthResult'];
        };
      };
      400: components['responses']['RegisterUserBadRequest'];
      401: components['responses']['LogInUnauthenticated'];
      403: components['responses']['LogInForbidden'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['RegisterUserUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  refreshTokens: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RefreshRequest'];
      };
    };
    responses: {
      /** @description New tokens */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuthResult'];
        };
      };
      400: components['responses']['RegisterUserBadRequest'];
      401: components['responses']['RefreshTokensUnauthenticated'];
      403: components['responses']['LogInForbidden'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  logOut: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Signed out */
      204: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['LogOutForbidden'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  logOutEverywhere: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Signed out */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LogoutAllResult'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['LogOutForbidden'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  getMe: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The caller */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Me'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['LogOutForbidden'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  startDeviceLogin: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DeviceStartRequest'];
      };
    };
    responses: {
      /** @description The code to show, and the secret to poll with */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeviceStart'];
        };
      };
      400: components['responses']['RegisterUserBadRequest'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  pollDeviceLogin: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DeviceTokenRequest'];
      };
    };
    responses: {
      /** @description Approved; the device is signed in */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuthResult'];
        };
      };
      400: components['responses']['PollDeviceLoginBadRequest'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  getDeviceRequest: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The code that the device shows. */
        userCode: components['parameters']['UserCodeInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The request */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeviceRequest'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['LogOutForbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  approveDevice: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The code that the device shows. */
        userCode: components['parameters']['UserCodeInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Approved */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeviceRequest'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['LogOutForbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['ApproveDeviceConflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  denyDevice: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The code that the device shows. */
        userCode: components['parameters']['UserCodeInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Denied */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeviceRequest'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['LogOutForbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['ApproveDeviceConflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  listTemplates: {
    parameters: {
      query?: {
        /** @description Only templates in one of these states; repeat the parameter for several. */
        state?: components['schemas']['TemplateState'][];
        /** @description Return only items whose name contains this text, regardless of case. */
        q?: components['parameters']['Search'];
        /** @description The order of the items. */
        sort?: components['schemas']['TemplateSort'];
        /** @description The maximum number of items on a page. */
        limit?: components['parameters']['Limit'];
        /** @description Where the page starts: the `nextCursor` of the previous page. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of templates */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TemplatePage'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  createTemplate: {
    parameters: {
      query?: never;
      header?: {
        /** @description A key of the caller's choice. A request with the same key and body within 24 hours returns the first response again instead of acting twice. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateTemplateRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          'idempotency-replayed': components['headers']['IdempotencyReplayed'];
          Location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Template'];
        };
      };
      400: components['responses']['CreateTemplateBadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['CreateTemplateConflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  getTemplate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The template */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Template'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  deleteTemplate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      204: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['DeleteTemplateConflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  updateTemplate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateTemplateRequest'];
      };
    };
    responses: {
      /** @description Changed */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Template'];
        };
      };
      400: components['responses']['RegisterUserBadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['UpdateTemplateConflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  archiveTemplate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Archived */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Template'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  restoreTemplate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Restored */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Template'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  listTemplateVersions: {
    parameters: {
      query?: {
        /** @description The order of the items. */
        sort?: components['parameters']['TimeSortInQuery'];
        /** @description The maximum number of items on a page. */
        limit?: components['parameters']['Limit'];
        /** @description Where the page starts: the `nextCursor` of the previous page. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of versions */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TemplateVersionPage'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  createTemplateVersion: {
    parameters: {
      query?: never;
      header?: {
        /** @description A key of the caller's choice. A request with the same key and body within 24 hours returns the first response again instead of acting twice. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateTemplateVersionRequest'];
      };
    };
    responses: {
      /** @description Added */
      201: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          'idempotency-replayed': components['headers']['IdempotencyReplayed'];
          Location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TemplateVersion'];
        };
      };
      400: components['responses']['CreateTemplateBadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['CreateTemplateVersionConflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetHealthUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  getTemplateVersion: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
        /** @description A template version's id. */
        versionId: components['parameters']['VersionIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The version */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TemplateVersion'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  downloadBundle: {
    parameters: {
      query?: never;
      header?: {
        /** @description A part of the download (RFC 9110 section 14): `bytes=<first>-<last>`. Anything else returns all of it. */
        Range?: components['parameters']['Range'];
        /** @description The `ETag` of an earlier response. The part is returned only if it is of the same bytes; otherwise all of it. */
        'If-Range'?: components['parameters']['IfRange'];
      };
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
        /** @description A template version's id. */
        versionId: components['parameters']['VersionIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The archive */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          'Accept-Ranges': components['headers']['AcceptRanges'];
          ETag: components['headers']['ETag'];
          'Content-Length': components['headers']['ContentLength'];
          'Content-Disposition': components['headers']['ContentDisposition'];
          'Repr-Digest': components['headers']['ReprDigestOfDownload'];
          [name: string]: unknown;
        };
        content: {
          'application/gzip': string;
        };
      };
      /** @description The part of the archive that Range names */
      206: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          'Accept-Ranges': components['headers']['AcceptRanges'];
          ETag: components['headers']['ETag'];
          'Content-Length': components['headers']['ContentLength'];
          'Content-Disposition': components['headers']['ContentDisposition'];
          'Repr-Digest': components['headers']['ReprDigestOfDownload'];
          'Content-Range': components['headers']['ContentRange'];
          [name: string]: unknown;
        };
        content: {
          'application/gzip': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      416: components['responses']['RangeNotSatisfiable'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  uploadBundle: {
    parameters: {
      query?: never;
      header?: {
        /** @description The digest of the content (RFC 9530): `sha-256=:<base64>:`. An upload with other content is refused. */
        'Repr-Digest'?: components['parameters']['ReprDigest'];
      };
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
        /** @description A template version's id. */
        versionId: components['parameters']['VersionIdInPath'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/gzip': string;
        'application/octet-stream': string;
      };
    };
    responses: {
      /** @description Stored */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TemplateVersion'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['UploadBundleConflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['UploadBundleUnprocessable'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  grantBundleUpload: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
        /** @description A template version's id. */
        versionId: components['parameters']['VersionIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The grant */
      201: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          Location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UploadGrant'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['UploadBundleConflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  uploadByGrant: {
    parameters: {
      query?: never;
      header?: {
        /** @description The digest of the content (RFC 9530): `sha-256=:<base64>:`. An upload with other content is refused. */
        'Repr-Digest'?: components['parameters']['ReprDigest'];
      };
      path: {
        /** @description The grant, as in its address. */
        grantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/octet-stream': string;
        'application/gzip': string;
        'application/zstd': string;
      };
    };
    responses: {
      /** @description Stored */
      204: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      404: components['responses']['NotFound'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['UploadByGrantConflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['UploadByGrantUnprocessable'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  listBuilds: {
    parameters: {
      query?: {
        /** @description Only builds in one of these states; repeat the parameter for several. */
        state?: components['schemas']['BuildState'][];
        /** @description Only builds of this template. */
        templateId?: components['schemas']['TemplateId'];
        /** @description The order of the items. */
        sort?: components['parameters']['TimeSortInQuery'];
        /** @description The maximum number of items on a page. */
        limit?: components['parameters']['Limit'];
        /** @description Where the page starts: the `nextCursor` of the previous page. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of builds */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BuildPage'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  getBuild: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A build's id. */
        buildId: components['parameters']['BuildIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The build */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Build'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  readBuildLog: {
    parameters: {
      query?: {
        /** @description Where to read from, in bytes; the event ids of the log. */
        offset?: number;
        /** @description How long to wait for new output at the end of the log of a running build. */
        waitSeconds?: number;
      };
      header?: never;
      path: {
        /** @description A build's id. */
        buildId: components['parameters']['BuildIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A part of the log */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BuildLog'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  followBuildLog: {
    parameters: {
      query?: {
        /** @description The byte offset to start from. A Last-Event-ID takes precedence. */
        offset?: number;
      };
      header?: {
        /** @description The `id` of the last event that the client has read. The stream continues after it; for an unknown id, it starts with `reset`. */
        'Last-Event-ID'?: components['parameters']['LastEventId'];
      };
      path: {
        /** @description A build's id. */
        buildId: components['parameters']['BuildIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The stream */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          'x-accel-buffering': components['headers']['AccelBuffering'];
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['BuildLogEvent'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['FollowEventsConflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  getBuildArtifact: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A build's id. */
        buildId: components['parameters']['BuildIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The artifact */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BuildArtifact'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['GetBuildArtifactConflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  retryBuild: {
    parameters: {
      query?: never;
      header?: {
        /** @description A key of the caller's choice. A request with the same key and body within 24 hours returns the first response again instead of acting twice. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description A build's id. */
        buildId: components['parameters']['BuildIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Queued again */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          'idempotency-replayed': components['headers']['IdempotencyReplayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Build'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['RetryBuildConflict'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  retryDeadLetteredBuilds: {
    parameters: {
      query?: never;
      header?: {
        /** @description A key of the caller's choice. A request with the same key and body within 24 hours returns the first response again instead of acting twice. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Queued again */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          'idempotency-replayed': components['headers']['IdempotencyReplayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RetryResult'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      409: components['responses']['CreateTemplateVersionConflict'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  promoteTemplate: {
    parameters: {
      query?: never;
      header?: {
        /** @description A key of the caller's choice. A request with the same key and body within 24 hours returns the first response again instead of acting twice. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PromoteRequest'];
      };
    };
    responses: {
      /** @description Promoted */
      201: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          'idempotency-replayed': components['headers']['IdempotencyReplayed'];
          Location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PromoteResult'];
        };
      };
      400: components['responses']['RegisterUserBadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['PromoteTemplateConflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  rollbackTemplate: {
    parameters: {
      query?: never;
      header?: {
        /** @description A key of the caller's choice. A request with the same key and body within 24 hours returns the first response again instead of acting twice. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateIdInPath'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RollbackRequest'];
      };
    };
    responses: {
      /** @description Rolled back */
      201: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          'idempotency-replayed': components['headers']['IdempotencyReplayed'];
          Location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PromoteResult'];
        };
      };
      400: components['responses']['RegisterUserBadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['RollbackTemplateConflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  listReleases: {
    parameters: {
      query?: {
        /** @description Only releases of this template. */
        templateId?: components['schemas']['TemplateId'];
        /** @description The order of the items. */
        sort?: components['parameters']['TimeSortInQuery'];
        /** @description The maximum number of items on a page. */
        limit?: components['parameters']['Limit'];
        /** @description Where the page starts: the `nextCursor` of the previous page. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of releases */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReleasePage'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  getRelease: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A release's id. */
        releaseId: components['parameters']['ReleaseIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The release */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Release'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  listSessions: {
    parameters: {
      query?: {
        /** @description Only sessions in one of these states; repeat the parameter for several. */
        state?: components['schemas']['SessionState'][];
        /** @description Only sessions of this template. */
        templateId?: components['schemas']['TemplateId'];
        /** @description Return only items whose name contains this text, regardless of case. */
        q?: components['parameters']['Search'];
        /** @description The order of the items. */
        sort?: components['schemas']['SessionSort'];
        /** @description The maximum number of items on a page. */
        limit?: components['parameters']['Limit'];
        /** @description Where the page starts: the `nextCursor` of the previous page. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of sessions */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionPage'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  createSession: {
    parameters: {
      query?: never;
      header?: {
        /** @description A key of the caller's choice. A request with the same key and body within 24 hours returns the first response again instead of acting twice. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateSessionRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          'idempotency-replayed': components['headers']['IdempotencyReplayed'];
          Location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Session'];
        };
      };
      400: components['responses']['RegisterUserBadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['CreateSessionConflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Failure'];
    };
  };
  getSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The session */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Session'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  deleteSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The session is deleted, or its deletion continues in the background */
      204: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['DeleteSessionConflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      502: components['responses']['DeleteSessionBadGateway'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  updateSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateSessionRequest'];
      };
    };
    responses: {
      /** @description Changed */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Session'];
        };
      };
      400: components['responses']['RegisterUserBadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['UpdateSessionConflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  startSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The session runs, or is still starting */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Session'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['StartSessionConflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      502: components['responses']['StartSessionBadGateway'];
      503: components['responses']['StartSessionUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  stopSession: {
    parameters: {
      query?: {
        /** @description Stop without a save. All changes since the last save are lost for good; the event and the audit entry record this. */
        discard?: boolean;
      };
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The session sleeps, or is still stopping */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Session'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['StartSessionConflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      502: components['responses']['StopSessionBadGateway'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  restartSession: {
    parameters: {
      query?: never;
      header?: {
        /** @description A key of the caller's choice. A request with the same key and body within 24 hours returns the first response again instead of acting twice. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The session runs again, or is still restarting */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          'idempotency-replayed': components['headers']['IdempotencyReplayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Session'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['RestartSessionConflict'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      502: components['responses']['RestartSessionBadGateway'];
      503: components['responses']['StartSessionUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  listSessionEvents: {
    parameters: {
      query?: {
        /** @description The maximum number of items on a page. */
        limit?: components['parameters']['Limit'];
        /** @description Where the page starts: the `nextCursor` of the previous page. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of events */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionEventPage'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  followSessionEvents: {
    parameters: {
      query?: {
        /** @description Return only events after this number. A Last-Event-ID takes precedence. */
        after?: number;
      };
      header?: {
        /** @description The `id` of the last event that the client has read. The stream continues after it; for an unknown id, it starts with `reset`. */
        'Last-Event-ID'?: components['parameters']['LastEventId'];
      };
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The stream */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          'x-accel-buffering': components['headers']['AccelBuffering'];
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['SessionStreamEvent'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['FollowEventsConflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  listSnapshots: {
    parameters: {
      query?: {
        /** @description The order of the items. */
        sort?: components['parameters']['TimeSortInQuery'];
        /** @description The maximum number of items on a page. */
        limit?: components['parameters']['Limit'];
        /** @description Where the page starts: the `nextCursor` of the previous page. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of snapshots */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SnapshotPage'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  createSnapshot: {
    parameters: {
      query?: never;
      header?: {
        /** @description A key of the caller's choice. A request with the same key and body within 24 hours returns the first response again instead of acting twice. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateSnapshotRequest'];
      };
    };
    responses: {
      /** @description Saved, being saved, or waiting for its upload */
      201: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          'idempotency-replayed': components['headers']['IdempotencyReplayed'];
          Location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Snapshot'];
        };
      };
      400: components['responses']['RegisterUserBadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['CreateSnapshotConflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      502: components['responses']['CreateSnapshotBadGateway'];
      503: components['responses']['CreateSnapshotUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  getSnapshot: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The snapshot */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Snapshot'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  deleteSnapshot: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      204: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['DeleteSnapshotConflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  updateSnapshot: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotIdInPath'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateSnapshotRequest'];
      };
    };
    responses: {
      /** @description Changed */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Snapshot'];
        };
      };
      400: components['responses']['RegisterUserBadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  downloadSnapshot: {
    parameters: {
      query?: never;
      header?: {
        /** @description A part of the download (RFC 9110 section 14): `bytes=<first>-<last>`. Anything else returns all of it. */
        Range?: components['parameters']['Range'];
        /** @description The `ETag` of an earlier response. The part is returned only if it is of the same bytes; otherwise all of it. */
        'If-Range'?: components['parameters']['IfRange'];
      };
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The content */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          'Accept-Ranges': components['headers']['AcceptRanges'];
          ETag: components['headers']['ETag'];
          'Content-Length': components['headers']['ContentLength'];
          'Content-Disposition': components['headers']['ContentDisposition'];
          'Repr-Digest': components['headers']['ReprDigestOfDownload'];
          [name: string]: unknown;
        };
        content: {
          'application/zstd': string;
          'application/octet-stream': string;
        };
      };
      /** @description The part of the content that Range names */
      206: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          'Accept-Ranges': components['headers']['AcceptRanges'];
          ETag: components['headers']['ETag'];
          'Content-Length': components['headers']['ContentLength'];
          'Content-Disposition': components['headers']['ContentDisposition'];
          'Repr-Digest': components['headers']['ReprDigestOfDownload'];
          'Content-Range': components['headers']['ContentRange'];
          [name: string]: unknown;
        };
        content: {
          'application/zstd': string;
          'application/octet-stream': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['DownloadSnapshotConflict'];
      416: components['responses']['RangeNotSatisfiable'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  uploadSnapshot: {
    parameters: {
      query?: never;
      header?: {
        /** @description The digest of the content (RFC 9530): `sha-256=:<base64>:`. An upload with other content is refused. */
        'Repr-Digest'?: components['parameters']['ReprDigest'];
      };
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotIdInPath'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/octet-stream': string;
        'application/zstd': string;
      };
    };
    responses: {
      /** @description Stored */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Snapshot'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['UploadSnapshotConflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['UploadByGrantUnprocessable'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  grantSnapshotUpload: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The grant */
      201: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          Location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UploadGrant'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['UploadSnapshotConflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  getRestore: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The progress or the result of the restore */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RestoreProgress'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      503: components['responses']['GetBuildUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  restoreSnapshot: {
    parameters: {
      query?: never;
      header?: {
        /** @description A key of the caller's choice. A request with the same key and body within 24 hours returns the first response again instead of acting twice. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Restored, or noted for the next start */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          'idempotency-replayed': components['headers']['IdempotencyReplayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RestoreResult'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['RestoreSnapshotConflict'];
      422: components['responses']['RestoreSnapshotUnprocessable'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      502: components['responses']['RestoreSnapshotBadGateway'];
      503: components['responses']['CreateSnapshotUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  openPreview: {
    parameters: {
      query?: {
        /** @description The port to open; if absent, the one that the app opened, or else the manifest's first port. */
        port?: components['schemas']['Port'];
        /** @description The page of the app to open. */
        path?: string;
      };
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The address of the preview */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preview'];
        };
      };
      /** @description A redirect to the preview's origin with a ticket, or to the sign-in */
      302: {
        headers: {
          /** @description The address to open */
          Location?: string;
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['OpenPreviewConflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      502: components['responses']['OpenPreviewBadGateway'];
      503: components['responses']['OpenPreviewUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  listSessionPorts: {
    parameters: {
      query?: {
        /** @description The version that the caller has seen. */
        since?: number;
        /** @description How long to wait for something new before returning what there is. */
        waitSeconds?: components['parameters']['WaitSeconds'];
      };
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The ports */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PortList'];
        };
      };
      400: components['responses']['RegisterUserBadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      502: components['responses']['BadGateway'];
      503: components['responses']['CreateSnapshotUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  getSessionApp: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The app */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['App'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      502: components['responses']['BadGateway'];
      503: components['responses']['CreateSnapshotUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  restartSessionApp: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The command runs */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['App'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['RestartSessionAppConflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      502: components['responses']['BadGateway'];
      503: components['responses']['CreateSnapshotUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  readSessionAppLog: {
    parameters: {
      query?: {
        /** @description The byte offset to read from; the oldest byte if absent. */
        offset?: number;
        /** @description How long to wait for something new before returning what there is. */
        waitSeconds?: components['parameters']['WaitSeconds'];
      };
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A part of the log */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AppLog'];
        };
      };
      400: components['responses']['RegisterUserBadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      502: components['responses']['BadGateway'];
      503: components['responses']['CreateSnapshotUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  listSessionTerminals: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The terminals */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TerminalList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      502: components['responses']['BadGateway'];
      503: components['responses']['CreateSnapshotUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  closeSessionTerminal: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
        /** @description The terminal. */
        terminalId: components['schemas']['TerminalId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Closed */
      204: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['RegisterUserBadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      502: components['responses']['BadGateway'];
      503: components['responses']['CreateSnapshotUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  connectSessionTerminal: {
    parameters: {
      query?: {
        /** @description The terminal. */
        terminalId?: string;
        /** @description The width of the client's screen; 80 if absent and the terminal is new. */
        cols?: number;
        /** @description The height of the client's screen; 24 if absent and the terminal is new. */
        rows?: number;
        /** @description To resume, the `epoch` of the last `hello`. */
        epoch?: string;
        /** @description To resume, up to which byte the client has shown the output. */
        offset?: number;
        /** @description A random name for this client's input, the same on all of its connections. */
        inputId?: string;
      };
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Attached */
      101: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['RegisterUserBadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['ConnectSessionTerminalConflict'];
      426: components['responses']['UpgradeRequired'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      502: components['responses']['BadGateway'];
      503: components['responses']['CreateSnapshotUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  startSessionChange: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeRequest'];
      };
    };
    responses: {
      /** @description What would change */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Change'];
        };
      };
      400: components['responses']['RegisterUserBadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      502: components['responses']['BadGateway'];
      503: components['responses']['CreateSnapshotUnavailable'];
      default: components['responses']['Failure'];
    };
  };
  receiveSessionChange: {
    parameters: {
      query?: {
        /** @description Whether the app is stopped before the files change, and started after. */
        restart?: boolean;
      };
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionIdInPath'];
        /** @description The change. */
        changeId: components['parameters']['ChangeIdInPath'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/gzip': unknown;
      };
    };
    responses: {
      /** @description The files are changed */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId'];
          'Access-Control-Allow-Origin': components['headers']['AllowedOrigin'];
          'x-burstflare-rate-limit-limit': components['headers']['RateLimitLimit'];
          'x-burstflare-rate-limit-remaining': components['headers']['RateLimitRemaining'];
          'x-burstflare-rate-limit-reset': components['headers']['RateLimitReset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Change'];
        };
      };
      400: components['responses']['RegisterUserBadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['ReceiveSessionChangeConflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['ContentRefused'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalError'];
      502: components['responses']['BadGateway'];
      503: components['responses']['CreateSnapshotUnavailable'];
      507: components['responses']['NoSpace'];
      default: components['responses']['Failure'];
    };
  };
}
