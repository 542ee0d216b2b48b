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
     * Tell whether the deployment is well
     * @description Asks the database for its schema version, so that `ok` means more than that the Worker runs. 503 when it does not answer.
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
     * Follow what changes in the workspace
     * @description A stream of events (`text/event-stream`), one each time that something in the workspace's lists changes, with the list's view of it. The
     *     first event is `ready`, or `reset`. Open the stream first and read the lists after that, and nothing is missed in between.
     *
     *     The stream says what is new and is no record: after `reset`, read again what you show. The last thousand changes are kept for those
     *     who reconnect with `Last-Event-ID`. Events come only to those who may read their kind. The stream ends with its sign-in.
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
     * @description Makes an account with its personal workspace and signs in. Whether anybody may is the deployment’s choice.
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
     * @description A wrong password and an unknown address answer alike, and take as long.
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
     * Trade a refresh token for new tokens
     * @description Each refresh token works once. A second use revokes the whole sign-in, save within 30 seconds from the same client, which repeats the same answer (RFC 9700 section 4.14.2).
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
     * @description Revokes every sign-in of the person, this one included, and clears the cookies.
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
     * Tell who the caller is
     * @description The person, the current workspace and what waits for an answer.
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
     * Begin a sign-in on a device without a browser
     * @description With `email`, the request also shows up as pending in that person’s console, if there is such a person; the answer is the same either way.
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
     * Ask whether the device was let in
     * @description While it is open: 400 with the code authorization_pending, slow_down, expired_token or access_denied (RFC 8628 section 3.5). The tokens are handed out once.
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
        userCode: components['parameters']['UserCode'];
      };
      cookie?: never;
    };
    /**
     * See who asks with a code
     * @description Shows what the device says of itself and where it asks from.
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
        userCode: components['parameters']['UserCode'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let a device in
     * @description The device is signed in as the caller, in the current workspace.
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
        userCode: components['parameters']['UserCode'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Turn a device away
     * @description The device is told access_denied.
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
     * @description Newest first.
     */
    get: operations['listTemplates'];
    put?: never;
    /**
     * Make a template
     * @description It has no version yet; add one, then promote it.
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
        templateId: components['parameters']['TemplateId'];
      };
      cookie?: never;
    };
    /**
     * Get a template
     * @description With its active version and release.
     */
    get: operations['getTemplate'];
    put?: never;
    post?: never;
    /**
     * Delete a template
     * @description Takes its versions and releases along. Refused while a session of it is not deleted.
     */
    delete: operations['deleteTemplate'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/templates/{templateId}/archive': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateId'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Archive a template
     * @description No new sessions can be made from it; those that exist stay. Archiving twice is no error.
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
        templateId: components['parameters']['TemplateId'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Restore an archived template
     * @description New sessions can be made from it again.
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
        templateId: components['parameters']['TemplateId'];
      };
      cookie?: never;
    };
    /**
     * List the versions of a template
     * @description Newest first.
     */
    get: operations['listTemplateVersions'];
    put?: never;
    /**
     * Add a version
     * @description A manifest, alone or with the bundle that it announces. What it asks for is checked to the field, and its build begins.
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
        templateId: components['parameters']['TemplateId'];
        /** @description A template version's id. */
        versionId: components['parameters']['VersionId'];
      };
      cookie?: never;
    };
    /**
     * Get a version
     * @description With its whole manifest.
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
        templateId: components['parameters']['TemplateId'];
        /** @description A template version's id. */
        versionId: components['parameters']['VersionId'];
      };
      cookie?: never;
    };
    /**
     * Download the bundle of a version
     * @description The archive as it was uploaded.
     */
    get: operations['downloadBundle'];
    /**
     * Upload the bundle of a version
     * @description A `.tar.gz` with the digest and length that the version announced; then its build begins. The same bytes again are no error; others are always refused.
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
        templateId: components['parameters']['TemplateId'];
        /** @description A template version's id. */
        versionId: components['parameters']['VersionId'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Get leave to upload the bundle once
     * @description Good for one upload within fifteen minutes, without further sign-in.
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
     * Upload by a grant
     * @description Whoever has the grant may upload once. It is used up by an upload that worked; one that was refused may be tried again until it expires.
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
     * @description Newest first.
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
        buildId: components['parameters']['BuildId'];
      };
      cookie?: never;
    };
    /**
     * Get a build
     * @description With its artifact, once it has one.
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
        buildId: components['parameters']['BuildId'];
      };
      cookie?: never;
    };
    /**
     * Read what a build printed
     * @description From a byte offset on, while it runs and after. `complete` says that nothing more will come.
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
        buildId: components['parameters']['BuildId'];
      };
      cookie?: never;
    };
    /**
     * Follow what a build prints
     * @description A stream of events (`text/event-stream`): the log from the byte on that `Last-Event-ID` or `offset` names, each byte once, and then what the
     *     build prints next. An event's id is the offset of the byte behind it. Ends with `end` once the build has ended and all of its log was sent.
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
        buildId: components['parameters']['BuildId'];
      };
      cookie?: never;
    };
    /**
     * Get what a build made
     * @description The OCI description of its layer.
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
        buildId: components['parameters']['BuildId'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Try a build again
     * @description Only one that is dead-lettered; its attempts are counted anew, and its log goes on.
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
     * Try all dead-lettered builds of the workspace again
     * @description Their attempts are counted anew.
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
        templateId: components['parameters']['TemplateId'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make a version the active one
     * @description New sessions get it from now on; sessions that exist keep theirs.
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
        templateId: components['parameters']['TemplateId'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Go back to an earlier release
     * @description To the named release, or to the one before the active one. Makes a new release with mode rollback.
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
     * @description Newest first, of the workspace or of one template.
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
        releaseId: components['parameters']['ReleaseId'];
      };
      cookie?: never;
    };
    /**
     * Get a release
     * @description With the image, features and persisted paths that it binds.
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
     * @description Newest first. Deleted ones are left out.
     */
    get: operations['listSessions'];
    put?: never;
    /**
     * Make a session
     * @description From the template’s active release, whose settings it copies: later promotions change only new sessions. It is not started yet.
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
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    /**
     * Get a session
     * @description Asks the session’s coordinator, so it is never behind.
     */
    get: operations['getSession'];
    put?: never;
    post?: never;
    /**
     * Delete a session
     * @description Ends the machine and its disk. What takes longer than a minute goes on, and the state says `stopping`. Deleting twice is no error. The record is purged soon after; then it is 404.
     */
    delete: operations['deleteSession'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sessions/{sessionId}/start': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Start a session
     * @description Waits until it runs, a minute at most: then its state says `starting`, and it goes on. Starting a running session is no error and changes nothing; starting one that is starting waits for it.
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
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stop a session
     * @description Ends in sleeping, with the files saved. Stopping a sleeping session is no error and changes nothing. What takes
     *     longer than a minute goes on, and the state says `stopping`.
     *
     *     A session whose runtime does not answer (within 10 seconds) or never comes to an end with its save is saved without it: its processes
     *     are ended, and a fresh runtime on the same disk saves the files. That takes a host that keeps the disk, as the process host does. On
     *     Cloudflare the disk ends with the container, so such a session cannot be saved: it goes on, and `discard` or a deletion ends it.
     *
     *     What cannot be saved is not stopped: the session goes on and says why. With `discard` it is stopped without a save, also in place of a
     *     stop that is under way.
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
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Restart a session
     * @description Stops it and starts it again. What takes longer than a minute goes on, and the state says where it is.
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
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    /**
     * List what happened to a session
     * @description Newest first.
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
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    /**
     * Follow what happens to a session
     * @description A stream of events (`text/event-stream`): everything that happened to the session after the event that `Last-Event-ID` or `after` names, in
     *     order and each once, and then what happens next. An event's id is its number. Ends with `end` once the session is deleted.
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
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    /**
     * List the snapshots of a session
     * @description Newest first.
     */
    get: operations['listSnapshots'];
    put?: never;
    /**
     * Save a session
     * @description A running session is captured as it is: the whole of its persisted paths; what object storage has already is not sent again. A save that takes longer than a minute goes on: the answer says `saving`, and getSnapshot tells how it ends. Of any other session this makes an empty record, to be filled by an upload.
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
        sessionId: components['parameters']['SessionId'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotId'];
      };
      cookie?: never;
    };
    /**
     * Get a snapshot
     * @description With how it was captured.
     */
    get: operations['getSnapshot'];
    put?: never;
    post?: never;
    /**
     * Delete a snapshot
     * @description Its content goes with it, save what other snapshots share. One that the next start needs stays, unless the last start failed on it.
     */
    delete: operations['deleteSnapshot'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sessions/{sessionId}/snapshots/{snapshotId}/content': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotId'];
      };
      cookie?: never;
    };
    /**
     * Download a snapshot
     * @description A captured one as one `.tar.zst`, for `tar --zstd`, which says itself how it is cut: uploaded again, here or to another deployment, it can be restored. Any other upload as it was uploaded.
     */
    get: operations['downloadSnapshot'];
    /**
     * Upload the content of a snapshot
     * @description Only into one that waits for it. What was downloaded as `.tar.zst` before becomes an archive that can be restored; anything else is kept as it is, and `restorable` says so. A download that was cut or changed since is refused.
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
        sessionId: components['parameters']['SessionId'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotId'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Get leave to upload the content once
     * @description Good for one upload within fifteen minutes, without further sign-in.
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
        sessionId: components['parameters']['SessionId'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotId'];
      };
      cookie?: never;
    };
    /**
     * Get how a restore goes on
     * @description The session's last restore, if it is one of this snapshot. A restore that its platform died on is looked for in the session.
     */
    get: operations['getRestore'];
    put?: never;
    /**
     * Restore a session from a snapshot
     * @description A running session at once: its files are swapped and its app is started again. Any other one at its next start. A restore that takes longer than a minute goes on: the outcome is `restoring`, and getRestore tells how it ends. Asked for twice at once, it is one.
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
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    /**
     * Open the app that runs in a session
     * @description Starts a sleeping session, if it is asked for with a token, from a page of the deployment, or by an address that a person typed or kept. A
     *     link on another site gives a page with a button that starts it; a HEAD starts nothing (409 `session_not_running`). Sends a browser on to the preview's own origin, signed in; gives other clients the address as JSON.
     *     Each port of each session has an origin of its own, so that one app can read neither another's pages nor the console's.
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
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    /**
     * List the session's ports
     * @description Declared ports, and those that some process of the session listens on. With `since`, waits until something differs from that
     *     version, or `waitSeconds` have passed.
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
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    /**
     * Tell what the start command does
     * @description Whether the app runs, how it ended and how often it was started again.
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
  '/runtime/sessions/{sessionId}/app/log': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    /**
     * Read what the app printed
     * @description From a byte offset on; the newest part is kept, older bytes are dropped. An offset that has been dropped reads from the oldest byte
     *     there is, and `truncated` says so. At the log's end, waits for more if `waitSeconds` is given.
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
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    /**
     * List the session's terminals
     * @description Those whose shell runs, whether or not anybody is attached.
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
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Close a terminal
     * @description Hangs up its shell and detaches everybody. Closing one that is not there is no error.
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
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    /**
     * Attach to a terminal
     * @description A WebSocket (subprotocol none). Starts a login shell in `/workspace` if the terminal is not there yet; several clients may attach to
     *     one. The shell outlives its clients.
     *
     *     Binary frames are the terminal's bytes, both ways. Text frames are JSON: the server sends `hello`, `snapshot`, `resize`, `input` and
     *     `exit`, the client sends `resize` and `ack`; session-runtime/README.md has their fields. Send an `ack` at least every 128 KiB: at 1 MiB
     *     unacknowledged by the slowest client the shell is held. To resume after a cut, connect with the `epoch` of the last `hello` and
     *     the `offset` up to which bytes were shown: the bytes go on from there. If that is not possible, or for a fresh tab, a `snapshot`
     *     carries the screen and its scrollback, to be written to an empty terminal, and the bytes go on from its offset.
     *
     *     A client that names its input by `inputId` has it acknowledged: `input` says up to which byte the shell's terminal has taken it, and
     *     after a cut the `hello` says from which byte to send it again. Keep what is not acknowledged, at most 1 MiB ahead.
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
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * @description For whom one limit holds on this machine
     * @example {
     *       "name": "disk",
     *       "scope": "none",
     *       "reason": "The host is not root and may not mount file systems."
     *     }
     */
    LimitHealth: {
      /**
       * @description What is limited
       * @enum {string}
       */
      name: 'memory' | 'processes' | 'processor' | 'disk' | 'systemCalls';
      /**
       * @description The session with all its processes, each process by itself, or nobody: then it is not enforced
       * @enum {string}
       */
      scope: 'session' | 'process' | 'none';
      /** @description Why it does not hold for the whole session; null where it does */
      reason: string | null;
    };
    /** @description Whether sessions and builds can run, what keeps them apart, and which of their limits this machine enforces. At most ten seconds old */
    SessionsHealth: {
      /** @description Sessions can be started */
      available: boolean;
      /** @description Why they cannot, and what helps; null when they can */
      reason: string | null;
      /** @description What keeps sessions apart: container, bubblewrap or none; null when the host does not tell */
      isolation: string | null;
      /** @description One entry per limit; empty when the host does not tell */
      limits: components['schemas']['LimitHealth'][];
    };
    /**
     * @description That the deployment answers, and what it offers
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
       * @description The gateway answers and its database is reachable
       * @constant
       */
      status: 'ok';
      /** @description The id of the deployed version */
      version: string;
      /** @description production, staging, or local */
      environment: string;
      /**
       * @description Where sessions run
       * @enum {string}
       */
      runtimeHost: 'container' | 'process';
      /** @description Sessions run in Cloudflare Containers */
      containersEnabled: boolean;
      /** @description Builds are dispatched by a Workflow */
      workflowEnabled: boolean;
      /**
       * @description How a build is set going
       * @enum {string}
       */
      buildDispatchMode: 'workflow' | 'queue' | 'direct';
      /** @description Sign-in asks for a Turnstile token */
      turnstileEnabled: boolean;
      /**
       * @description Who may sign up
       * @enum {string}
       */
      registration: 'open' | 'invite' | 'closed';
      /** @description The number of the newest migration that the database has */
      schemaVersion: number;
      sessions: components['schemas']['SessionsHealth'];
    };
    /** @description What is wrong with one field */
    FieldError: {
      /** @description Where: `body.name`, `query.limit`, `headers.idempotency-key` */
      path: string;
      /** @description What is wrong, for people */
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
       * @description A page about this code
       */
      type: string;
      /** @description What happened, in a few words; the same for each use of the code */
      title: string;
      /** @description The HTTP status */
      status: number;
      /** @description Stable; programs decide by it */
      code: string;
      /** @description Why it happened this time */
      detail: string;
      /** @description What to do now */
      next?: string;
      /** @description Names this request in the logs */
      requestId: string;
      /** @description One entry for each field at fault */
      errors?: components['schemas']['FieldError'][];
      /** @description The facts of the case, as the code's own: state, allowed, limit */
      context?: {
        [key: string]: string | number | boolean | string[];
      };
    };
    /**
     * @description Opaque; what Last-Event-ID takes
     * @example k3v7q2xw.17
     */
    EventId: string;
    /** @description What was read of this stream before does not lead up to what follows */
    StreamReset: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'reset';
      id: components['schemas']['EventId'];
      /** @description Why */
      data: {
        /**
         * @description unknown: the stream does not know the Last-Event-ID; behind: more has happened since than is kept
         * @enum {string}
         */
        reason: 'unknown' | 'behind';
      };
    };
    /** @description The stream is open, and what changes from now on follows */
    WorkspaceReady: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'ready';
      id: components['schemas']['EventId'];
      /** @description How the stream began */
      data: {
        /** @description Whether it goes on from the Last-Event-ID; what changed since then follows first */
        resumed: boolean;
      };
    };
    /**
     * @description A session's id; also the host name part of its previews
     * @example ses-k3v7q2xw5mzt4n6ypa2b
     */
    SessionId: string;
    /** @description Counts up with each change in the workspace: of two views of one thing, the one with the higher version is newer */
    ChangeVersion: number;
    /**
     * @description A workspace's id
     * @example wsp-k3v7q2xw5mzt4n6ypa2b
     */
    WorkspaceId: string;
    /**
     * @description What people call it; no control characters
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
     * @description Where it is in its life
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
      /** @description The same for people */
      message: string;
      at: components['schemas']['Timestamp'];
    };
    /** @description A time, or null when it has not happened */
    OptionalTimestamp: components['schemas']['Timestamp'] | null;
    /** @description One step of a start */
    SessionStep: {
      /**
       * @description machine: the runtime answers; restore: files are in place; bootstrap: the session knows itself; app: the first port is open
       * @enum {string}
       */
      name: 'machine' | 'restore' | 'bootstrap' | 'app';
      /**
       * @description How far it is
       * @enum {string}
       */
      state: 'waiting' | 'running' | 'done' | 'skipped' | 'failed';
      startedAt: components['schemas']['OptionalTimestamp'];
      finishedAt: components['schemas']['OptionalTimestamp'];
    };
    /** @description A TCP port that the app listens on; those below 1024 are not for ordinary users */
    Port: number;
    /** @description A port of the session's app */
    SessionPort: {
      number: components['schemas']['Port'];
      /** @description What people call it */
      label: string | null;
      /**
       * @description waiting: not opened since the start; open: something listens; closed: it listened before, or the session is not running
       * @enum {string}
       */
      state: 'waiting' | 'open' | 'closed';
      /**
       * Format: uri
       * @description The preview's own origin; needs a sign-in, see openPreview
       */
      url: string;
    };
    /**
     * @description A snapshot's id
     * @example snp-k3v7q2xw5mzt4n6ypa2b
     */
    SnapshotId: string;
    /**
     * @description The id of one lifecycle command
     * @example opn-k3v7q2xw5mzt4n6ypa2b
     */
    OperationId: string;
    /** @description The session's machine, as its coordinator knows it */
    RuntimeStatus: {
      /**
       * @description Where it was told to be
       * @enum {string}
       */
      desiredState: 'running' | 'sleeping' | 'deleted';
      status: components['schemas']['SessionState'];
      /**
       * @description The machine itself
       * @enum {string}
       */
      state: 'absent' | 'starting' | 'healthy' | 'unhealthy' | 'stopping';
      /** @description Counts up with each transition; never goes back */
      version: number;
      /** @description The command that made the newest transition */
      operationId: components['schemas']['OperationId'] | null;
      /**
       * @description Where it runs
       * @enum {string}
       */
      host: 'container' | 'process';
      /** @description How it is kept apart: container, bubblewrap or none; null before the first start */
      isolation: string | null;
      /** @description The machine's own id; null when there is none */
      instanceId: string | null;
      /** @description How often it was started */
      bootCount: number;
      /**
       * @description The newest command
       * @enum {string|null}
       */
      lastCommand: 'start' | 'stop' | 'restart' | 'delete' | null;
      lastCommandAt: components['schemas']['OptionalTimestamp'];
      lastStartedAt: components['schemas']['OptionalTimestamp'];
      lastStoppedAt: components['schemas']['OptionalTimestamp'];
      /** @description Why the newest command that failed did */
      lastError: string | null;
      lastBootstrapAt: components['schemas']['OptionalTimestamp'];
      /** @description The snapshot that the newest bootstrap named */
      lastBootstrapSnapshotId: components['schemas']['SnapshotId'] | null;
      /** @description The state that the newest bootstrap named */
      lastBootstrapState: string | null;
      /**
       * @description What the newest lifecycle hook announced
       * @enum {string|null}
       */
      lastLifecyclePhase: 'sleep' | 'restart' | 'delete' | null;
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
      /** @description The template's name when the session was made */
      templateName: string;
      templateVersionId: components['schemas']['VersionId'];
      releaseId: components['schemas']['ReleaseId'];
      state: components['schemas']['SessionState'];
      /** @description Why it is in this state */
      stateReason: components['schemas']['SessionReason'] | null;
      /** @description How far the newest start is; empty before the first */
      steps: components['schemas']['SessionStep'][];
      /** @description The manifest's ports, then others that were seen to listen */
      ports: components['schemas']['SessionPort'][];
      /** @description The catalogue's image */
      image: string;
      /** @description Ways into the session */
      features: string[];
      /** @description Directories that snapshots keep */
      persistedPaths: string[];
      /** @description How long it may sleep before it is purged; null for ever */
      sleepTtlSeconds: number | null;
      /** @description The snapshot that its files were last restored from */
      lastRestoredSnapshotId: components['schemas']['SnapshotId'] | null;
      lastRestoredAt: components['schemas']['OptionalTimestamp'];
      /**
       * @description As runtime.desiredState
       * @enum {string}
       */
      runtimeDesiredState: 'running' | 'sleeping' | 'deleted';
      runtimeStatus: components['schemas']['SessionState'];
      /**
       * @description As runtime.state
       * @enum {string}
       */
      runtimeState: 'absent' | 'starting' | 'healthy' | 'unhealthy' | 'stopping';
      runtimeUpdatedAt: components['schemas']['Timestamp'];
      /** @description As runtime.version */
      runtimeVersion: number;
      /** @description As runtime.operationId */
      runtimeOperationId: components['schemas']['OperationId'] | null;
      runtime: components['schemas']['RuntimeStatus'];
      createdBy: components['schemas']['UserId'];
      createdAt: components['schemas']['Timestamp'];
      updatedAt: components['schemas']['Timestamp'];
    };
    /** @description A session was made, changed or deleted */
    SessionChanged: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'session';
      id: components['schemas']['EventId'];
      /** @description What is known of it */
      data: {
        id: components['schemas']['SessionId'];
        version: components['schemas']['ChangeVersion'];
        /** @description Whether it is in no list any more */
        gone: boolean;
        /** @description As the list shows it */
        view: components['schemas']['Session'] | null;
      };
    };
    /**
     * @description Unique in the workspace, without regard to case; no control characters
     * @example web
     */
    TemplateName: string;
    /**
     * @description Whether new sessions can be made from it
     * @enum {string}
     */
    TemplateState: 'active' | 'archived';
    /**
     * @description Whether it can be promoted; uploading: its bundle is awaited
     * @enum {string}
     */
    VersionState: 'uploading' | 'building' | 'ready' | 'failed';
    /** @description Which version */
    VersionSummary: {
      id: components['schemas']['VersionId'];
      /** @description Counts up from 1 in its template */
      number: number;
      state: components['schemas']['VersionState'];
    };
    /**
     * @description What sessions are made from
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
      /** @description What it is for; may be empty */
      description: string;
      state: components['schemas']['TemplateState'];
      /** @description The version that new sessions get */
      activeVersion: components['schemas']['VersionSummary'] | null;
      /** @description The release that made it active */
      activeReleaseId: components['schemas']['ReleaseId'] | null;
      /** @description How many versions it has */
      versionCount: number;
      createdBy: components['schemas']['UserId'];
      createdAt: components['schemas']['Timestamp'];
      updatedAt: components['schemas']['Timestamp'];
      /** @description Since when it is archived */
      archivedAt: components['schemas']['Timestamp'] | null;
    };
    /** @description A template was made, changed or deleted */
    TemplateChanged: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'template';
      id: components['schemas']['EventId'];
      /** @description What is known of it */
      data: {
        id: components['schemas']['TemplateId'];
        version: components['schemas']['ChangeVersion'];
        /** @description Whether it is in no list any more */
        gone: boolean;
        /** @description As the list shows it */
        view: components['schemas']['Template'] | null;
      };
    };
    /**
     * @description A SHA-256 digest
     * @example sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
     */
    Digest: string;
    /** @description The archive of files that a version is built from */
    Bundle: {
      digest: components['schemas']['Digest'];
      /** @description Its length */
      bytes: number;
      /** @description When it arrived */
      uploadedAt: components['schemas']['Timestamp'] | null;
    };
    /**
     * @description A build's id
     * @example bld-k3v7q2xw5mzt4n6ypa2b
     */
    BuildId: string;
    /** @description A shell command line, run by bash in /workspace; without NUL, which no process can be given */
    Command: string;
    /** @description A repository to clone into /workspace, instead of a bundle */
    ManifestGit: {
      /**
       * @description An address without credentials
       * @example https://example.com/team/shop.git
       */
      repository: string;
      /** @description A branch, a tag, or the full hash of a commit if the server hands it out; the default branch if absent */
      ref?: string;
    };
    /** @description What the machine should have. Containers get the nearest instance type; the process host shares its own. */
    ManifestMachine: {
      /** @description Processors */
      cpus?: number;
      /** @description MiB of memory */
      memoryMb?: number;
    };
    /** @description Hosts that the session may or may not reach. Recorded with the version; applied by hosts that can filter. */
    ManifestEgress: {
      /** @description Only these, if any are named */
      allow?: string[];
      /** @description Never these */
      deny?: string[];
    };
    /** @description A port that the app opens */
    ManifestPort: {
      number: components['schemas']['Port'];
      /** @description What people call it */
      label?: string;
      /**
       * @description Who may open its preview: members of the workspace
       * @default private
       * @enum {string}
       */
      visibility?: 'private';
    };
    /**
     * @description What a session of this version is made of
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
       * @description A name from the deployment's image catalogue; `burstflare/base` is the one that is always there
       * @example burstflare/base
       */
      image: string;
      /**
       * @description Ways into the session that it offers
       * @default []
       */
      features?: ('preview' | 'terminal' | 'editor' | 'ssh' | 'snapshots' | 'browser')[];
      /**
       * @description Directories that snapshots keep: absolute, without `.` or `..`, none inside another, under /workspace or /home/dev
       * @default [
       *       "/workspace"
       *     ]
       */
      persistedPaths?: string[];
      /** @description How long a sleeping session is kept before it is purged; for ever if absent */
      sleepTtlSeconds?: number;
      /** @description Run once, by the build, with the files in place; what it leaves is in every session */
      setup?: components['schemas']['Command'];
      git?: components['schemas']['ManifestGit'];
      machine?: components['schemas']['ManifestMachine'];
      egress?: components['schemas']['ManifestEgress'];
      /** @description Stop the session after this long without use; recorded with the version */
      idleTimeoutSeconds?: number;
      /** @description Makes the build fail on purpose, to test what follows */
      failBuild?: boolean;
      /** @description Starts the app; kept running while the session runs */
      start?: components['schemas']['Command'];
      /**
       * @description Ports that the app opens; the first is what the preview shows
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
     * @description One version of a template; never changes once made
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
      /** @description Counts up from 1 in its template */
      number: number;
      state: components['schemas']['VersionState'];
      /** @description Why it is in this state, where there is more to say */
      stateReason: string | null;
      /**
       * @description Where its files come from
       * @enum {string}
       */
      source: 'bundle' | 'git' | 'manifest';
      /** @description Its files */
      bundle: components['schemas']['Bundle'] | null;
      /** @description The build that makes it */
      buildId: components['schemas']['BuildId'] | null;
      manifest: components['schemas']['Manifest'];
      /** @description What changed */
      notes: string;
      createdBy: components['schemas']['UserId'];
      createdAt: components['schemas']['Timestamp'];
    };
    /** @description A version was made, changed or deleted */
    VersionChanged: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'version';
      id: components['schemas']['EventId'];
      /** @description What is known of it */
      data: {
        id: components['schemas']['VersionId'];
        version: components['schemas']['ChangeVersion'];
        /** @description Whether it is in no list any more */
        gone: boolean;
        /** @description As the list shows it */
        view: components['schemas']['TemplateVersion'] | null;
      };
    };
    /**
     * @description How far it is; retrying: an attempt failed or was cut off, and the next one is due; dead_lettered: given up, after three attempts, one that no other could better, or five that the platform cut off
     * @enum {string}
     */
    BuildStatus: 'queued' | 'building' | 'succeeded' | 'retrying' | 'dead_lettered';
    /** @description A time, or null when it has not come */
    OptionalTime: components['schemas']['Timestamp'] | null;
    /**
     * @description What a build made: one layer, described as an OCI image (image-spec 1.1)
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
      /**
       * @description What it was built from
       * @enum {string}
       */
      source: 'bundle' | 'git' | 'manifest';
      /** @description The length of the source */
      sourceBytes: number;
      sourceSha256: components['schemas']['Digest'];
      /** @description Where it lies in object storage: the manifest of the layer, or of an image without one */
      artifactKey: string;
      artifactDigest: components['schemas']['Digest'];
      /** @description The layer's compressed length */
      artifactBytes: number;
      artifactBuiltAt: components['schemas']['Timestamp'];
      /** @description The image's name and digest */
      imageReference: string;
      imageDigest: components['schemas']['Digest'];
      configDigest: components['schemas']['Digest'];
      /** @description The layers of the image, lowest first */
      layerDigests: components['schemas']['Digest'][];
      /** @description How many layers */
      layerCount: number;
      /**
       * @description session-layer: setup ran in a builder session; manifest: there was nothing to run
       * @enum {string}
       */
      buildStrategy: 'session-layer' | 'manifest';
      /** @description OCI annotations: title, version, revision (of a repository the commit that was checked out, else the digest of the source), source */
      labels: {
        [key: string]: string;
      };
    };
    /**
     * @description The making of a version
     * @example {
     *       "id": "bld-k3v7q2xw5mzt4n6ypa2b",
     *       "templateId": "tpl-k3v7q2xw5mzt4n6ypa2b",
     *       "templateName": "web",
     *       "templateVersionId": "ver-k3v7q2xw5mzt4n6ypa2b",
     *       "versionNumber": 1,
     *       "status": "queued",
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
      /** @description The version's number */
      versionNumber: number;
      status: components['schemas']['BuildStatus'];
      /** @description How many attempts were begun, without those that the platform cut off */
      attempts: number;
      /** @description After how many it is dead-lettered */
      maxAttempts: number;
      /** @description How many attempts the platform cut off, by a machine host that died or was stopped for one; they do not count as attempts */
      cutOffs: number;
      /** @description After how many of those it is dead-lettered, since the build may be what ends the machine */
      maxCutOffs: number;
      /**
       * @description What the attempt under way is doing
       * @enum {string|null}
       */
      phase: 'machine' | 'unpack' | 'setup' | 'save' | 'store' | null;
      /**
       * @description How it was set going
       * @enum {string}
       */
      dispatchMode: 'workflow' | 'queue' | 'direct';
      /**
       * @description What began the newest attempt
       * @enum {string|null}
       */
      executionSource: 'workflow' | 'queue' | 'direct' | 'reconcile' | null;
      /** @description The Workflow, if one dispatched it */
      workflowName: string | null;
      /** @description The Workflow's instance */
      workflowInstanceId: string | null;
      /** @description How that instance is */
      workflowStatus: string | null;
      /** @description Why the newest attempt that failed did */
      lastError: string | null;
      lastFailureAt: components['schemas']['OptionalTime'];
      deadLetteredAt: components['schemas']['OptionalTime'];
      /** @description The build whose layer it took over, for the same input */
      reusedFromBuildId: components['schemas']['BuildId'] | null;
      queuedAt: components['schemas']['Timestamp'];
      startedAt: components['schemas']['OptionalTime'];
      finishedAt: components['schemas']['OptionalTime'];
      heartbeatAt: components['schemas']['OptionalTime'];
      /** @description What it made */
      artifact: components['schemas']['BuildArtifact'] | null;
    };
    /** @description A build was made, changed or deleted */
    BuildChanged: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'build';
      id: components['schemas']['EventId'];
      /** @description What is known of it */
      data: {
        id: components['schemas']['BuildId'];
        version: components['schemas']['ChangeVersion'];
        /** @description Whether it is in no list any more */
        gone: boolean;
        /** @description As the list shows it */
        view: components['schemas']['Build'] | null;
      };
    };
    /** @description What sessions of this release are made of, as it was when it was released */
    ReleaseBinding: {
      /** @description The template's name */
      templateName: string;
      /** @description The catalogue's image */
      image: string;
      /** @description Ways into the session */
      features: string[];
      /** @description Directories that snapshots keep */
      persistedPaths: string[];
      /** @description The version has a bundle of files */
      bundleUploaded: boolean;
      /**
       * @description What the version was built from
       * @enum {string|null}
       */
      artifactSource: 'bundle' | 'git' | 'manifest' | null;
      /** @description The digest of what the build made */
      artifactDigest: string | null;
      /**
       * Format: date-time
       * @description When it was made
       */
      artifactBuiltAt: string | null;
      /** @description The OCI image's name */
      imageReference: string | null;
      /** @description The OCI manifest's digest */
      imageDigest: string | null;
    };
    /**
     * @description That a version became active
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
      /** @description The version's number */
      versionNumber: number;
      /**
       * @description How it came about
       * @enum {string}
       */
      mode: 'promote' | 'rollback';
      /** @description The release that a rollback went back to */
      sourceReleaseId: components['schemas']['ReleaseId'] | null;
      /** @description It is what new sessions get */
      active: boolean;
      binding: components['schemas']['ReleaseBinding'];
      createdBy: components['schemas']['UserId'];
      createdAt: components['schemas']['Timestamp'];
    };
    /** @description A release was made, changed or deleted */
    ReleaseChanged: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'release';
      id: components['schemas']['EventId'];
      /** @description What is known of it */
      data: {
        id: components['schemas']['ReleaseId'];
        version: components['schemas']['ChangeVersion'];
        /** @description Whether it is in no list any more */
        gone: boolean;
        /** @description As the list shows it */
        view: components['schemas']['Release'] | null;
      };
    };
    /**
     * @description empty: waits for an upload
     * @enum {string}
     */
    SnapshotState: 'empty' | 'saving' | 'ready' | 'failed';
    /** @description How a running session was captured */
    RuntimeCapture: {
      capturedAt: components['schemas']['Timestamp'];
      /** @description How many files and directories */
      files: number;
      /** @description The length of the archive before compression */
      rawBytes: number;
      /** @description The length of the archive */
      bytes: number;
      /** @description How much of it object storage did not have */
      uploadedBytes: number;
      /** @description How many chunks */
      chunks: number;
      /** @description How many of them were new */
      newChunks: number;
      /** @description How long it took */
      milliseconds: number;
      /** @description How many milliseconds of it the processes of the session stood still, in all; null for one from before this was noted */
      pauseMs: number | null;
    };
    /** @description Something that a snapshot does not hold as it stood */
    SnapshotWarning: {
      /**
       * @description left_out: the entry is not in the snapshot; changed: it was written to while it was read, so its parts may not fit each other; missing: a folder that was to be saved was not there
       * @enum {string}
       */
      kind: 'left_out' | 'changed' | 'missing';
      /** @description Its absolute path, its end cut off if it is longer */
      path: string;
      /** @description Why */
      reason: string;
    };
    /** @description How many warnings of each kind there are, those included that are not listed */
    SnapshotWarningCounts: {
      /** @description Entries that are not in the snapshot */
      leftOut: number;
      /** @description Entries that were written to while they were read */
      changed: number;
      /** @description Folders that were not there */
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
      /** @description What people call it */
      label: string | null;
      /**
       * @description Why it was made; period: the platform saves a running session now and then, and keeps the newest two
       * @enum {string}
       */
      trigger: 'manual' | 'stop' | 'restart' | 'period' | 'upload';
      state: components['schemas']['SnapshotState'];
      /** @description Why it failed, if it did */
      stateReason: string | null;
      /**
       * @description v3: an archive of the persisted paths; v2: the earlier JSON envelope; opaque: any other upload, restored as /workspace/.burstflare/last.snapshot; null while there is no content
       * @enum {string|null}
       */
      format: 'burstflare.snapshot.v3' | 'burstflare.snapshot.v2' | 'opaque' | null;
      /** @description Whether a restore puts its files back. What is no archive of ours is kept as one file, and changes no other; before there is content it is false */
      restorable: boolean;
      /** @description The paths that it holds */
      paths: string[];
      /** @description The length of its content */
      bytes: number;
      /** @description The digest of its content */
      digest: components['schemas']['Digest'] | null;
      /** @description How it downloads */
      contentType: string | null;
      /** @description How it was captured */
      runtimeCapture: components['schemas']['RuntimeCapture'] | null;
      /** @description What it does not hold as it stood; the first of them */
      warnings: components['schemas']['SnapshotWarning'][];
      warningCounts: components['schemas']['SnapshotWarningCounts'];
      /** @description Who made it */
      createdBy: components['schemas']['UserId'] | null;
      createdAt: components['schemas']['Timestamp'];
    };
    /** @description A snapshot was made, changed or deleted */
    SnapshotChanged: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'snapshot';
      id: components['schemas']['EventId'];
      /** @description What is known of it */
      data: {
        id: components['schemas']['SnapshotId'];
        version: components['schemas']['ChangeVersion'];
        /** @description Whether it is in no list any more */
        gone: boolean;
        /** @description As the list shows it */
        view: components['schemas']['Snapshot'] | null;
      };
    };
    /** @description Something about the person themself changed, such as a device that asks to be let in; getMe tells what */
    AccountChanged: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'account';
      id: components['schemas']['EventId'];
      /** @description Whose account */
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
     * @description Who asks. A browser gets its tokens only as HttpOnly cookies; cli and api get them in the body.
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
      /** @description What to call the person; the part before the @ if absent */
      name?: string;
      client?: components['schemas']['ClientKind'];
    };
    /** @description A person */
    User: {
      id: components['schemas']['UserId'];
      email: components['schemas']['Email'];
      /** @description What to call them */
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
      /** @description It was made with the person's account */
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
      /** @description Used once, at /api/auth/refresh, which answers the next one */
      refreshToken: string;
      refreshTokenExpiresAt: components['schemas']['Timestamp'];
    };
    /**
     * @description A sign-in that worked. `csrfToken` for browsers, `tokens` for everybody else.
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
     * @description Who signs in
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
     * @description What ended
     * @example {
     *       "revokedAuthSessions": 3
     *     }
     */
    LogoutAllResult: {
      /** @description How many sign-ins were revoked */
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
      /** @description What the person calls it */
      label: string;
      /** @description COSE algorithm, such as ES256 */
      algorithm: string;
      /** @description How it is reached */
      transports: string[];
      createdAt: components['schemas']['Timestamp'];
      /** @description When it last signed in */
      lastUsedAt: components['schemas']['Timestamp'] | null;
    };
    /**
     * @description Eight consonants, shown in two groups (RFC 8628 section 6.1)
     * @example WDJB-MJHT
     */
    UserCode: string;
    /**
     * @description A device that asks to be let in, with what a person needs to tell theirs from a stranger's (RFC 8628 section 5.4)
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
      /** @description What the device says of itself; not verified */
      clientName: string;
      /**
       * @description How far it is
       * @enum {string}
       */
      state: 'pending' | 'approved' | 'denied' | 'expired';
      /** @description The address that it asked from */
      ip: string;
      createdAt: components['schemas']['Timestamp'];
      expiresAt: components['schemas']['Timestamp'];
    };
    /**
     * @description Who the caller is, and what waits for them
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
      /** @description Devices that wait for this person's answer, newest first */
      pendingDevices: components['schemas']['DeviceRequest'][];
      /** @description How many devices wait */
      pendingDeviceCodes: number;
      /** @description What the person may do in the current workspace */
      permissions: string[];
    };
    /**
     * @description What the person will see before they approve
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
      /** @description Secret of the device */
      deviceCode: string;
      userCode: components['schemas']['UserCode'];
      /**
       * Format: uri
       * @description Where the person goes
       */
      verificationUri: string;
      /**
       * Format: uri
       * @description The same with the code filled in
       */
      verificationUriComplete: string;
      /** @description How long the code lives */
      expiresInSeconds: number;
      /** @description How long to wait between polls */
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
    /** @description Where the next page starts; null on the last one */
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
     * @description A new template
     * @example {
     *       "name": "web",
     *       "description": "The shop's front end"
     *     }
     */
    CreateTemplateRequest: {
      name: components['schemas']['TemplateName'];
      /**
       * @description What it is for
       * @default
       */
      description?: string;
    };
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
    /** @description The archive of files that will be uploaded. One that the workspace has already is not asked for again. */
    BundleAnnouncement: {
      digest: components['schemas']['Digest'];
      /** @description Its length; at most 95 MiB, which fits every Cloudflare plan */
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
     * @description Leave to upload one thing once, without further sign-in
     * @example {
     *       "url": "http://localhost:8787/api/uploads/bfu_3xq0m1cVfYw8ZkS9uJ5nLhT2bQeRaWiOpDgKzXvNsM4",
     *       "method": "PUT",
     *       "maxBytes": 99614720,
     *       "expiresAt": "2026-11-21T09:45:00.000Z"
     *     }
     */
    UploadGrant: {
      /**
       * Format: uri
       * @description Where to send the bytes; whoever has it may upload, so keep it secret
       */
      url: string;
      /**
       * @description How
       * @constant
       */
      method: 'PUT';
      /** @description How many bytes are taken at most */
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
      /** @description Where this part begins */
      offset: number;
      /** @description Where the next part begins */
      nextOffset: number;
      /** @description Nothing more will come */
      complete: boolean;
      /** @description UTF-8; bytes that are none are shown as U+FFFD */
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
      /** @description Where it is in the log, and what it says */
      data: {
        /** @description The offset of its first byte */
        offset: number;
        /** @description The offset of the byte behind it */
        nextOffset: number;
        /** @description What the build printed */
        text: string;
      };
    };
    /** @description The build has ended, and all of its log was sent */
    BuildLogEnd: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'end';
      id: components['schemas']['EventId'];
      /** @description How it ended */
      data: {
        status: components['schemas']['BuildStatus'];
      };
    };
    /** @description One event of the stream */
    BuildLogEvent:
      | components['schemas']['StreamReset']
      | components['schemas']['BuildPrinted']
      | components['schemas']['BuildLogEnd'];
    /**
     * @description What was queued again
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
     * @description What to make active
     * @example {
     *       "versionId": "ver-k3v7q2xw5mzt4n6ypa2b"
     *     }
     */
    PromoteRequest: {
      versionId: components['schemas']['VersionId'];
    };
    /**
     * @description The template as it is now, and the release that made it so
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
     * @description Where to go back to; the release before the active one if empty
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
      /** @description The template's name if absent, with a few letters of the id behind it when another session has that name */
      name?: components['schemas']['SessionName'];
    };
    /** @description Something that happened to a session */
    SessionEvent: {
      /** @description Counts up from 1 in the session */
      seq: number;
      /** @description Stable: created, starting, running, stopping, sleeping, failed, deleted, restored, app_exited, port_open, … */
      type: string;
      /** @description The same for people */
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
    /** @description Something happened to the session */
    SessionHappened: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'event';
      id: components['schemas']['EventId'];
      data: components['schemas']['SessionEvent'];
    };
    /** @description The session is deleted, so nothing more happens to it */
    SessionStreamEnd: {
      /**
       * @description The event's name (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      event: 'end';
      id: components['schemas']['EventId'];
      /** @description How it ended */
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
      /** @description What people call it */
      label?: string;
    };
    /** @description What was put in place in the running session */
    RuntimeRestore: {
      /** @description The first path that was restored */
      appliedPath: string;
      /** @description Where an opaque upload can be read */
      aliasPath: string | null;
      /** @description How many bytes were sent */
      bytes: number;
      /** @description What they were */
      contentType: string;
      /** @description How many entries were compared on the disk with what the snapshot holds; 0 for an upload that is kept as a file */
      verifiedFiles: number;
    };
    /**
     * @description How far the restore of a snapshot is
     * @example {
     *       "state": "restoring",
     *       "reason": null,
     *       "outcome": null,
     *       "runtimeRestore": null
     *     }
     */
    RestoreProgress: {
      /**
       * @description none: the last restore of the session is not one of this snapshot
       * @enum {string}
       */
      state: 'none' | 'restoring' | 'done' | 'failed';
      /** @description Why it failed, and what became of the files */
      reason: string | null;
      /**
       * @description What became of the files, as restoreSnapshot says it; null while it goes on and where it failed
       * @enum {string|null}
       */
      outcome: 'files_restored' | 'files_at_next_start' | 'kept_as_file' | 'file_at_next_start' | null;
      /** @description What was done in the running session */
      runtimeRestore: components['schemas']['RuntimeRestore'] | null;
    };
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
      /**
       * @description What became of the files. restoring: it goes on, and getRestore tells how it ends; kept_as_file and file_at_next_start: the upload is no archive of ours; it becomes /workspace/.burstflare/last.snapshot, and no other file changes
       * @enum {string}
       */
      outcome: 'restoring' | 'files_restored' | 'files_at_next_start' | 'kept_as_file' | 'file_at_next_start';
      /** @description What was done at once */
      runtimeRestore: components['schemas']['RuntimeRestore'] | null;
    };
    /**
     * @description Where the app of a session is
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
      /**
       * @description Whether something listens
       * @enum {string}
       */
      state: 'waiting' | 'open' | 'closed';
      /**
       * Format: uri
       * @description The app's own address; a browser without a pass is sent to sign-in
       */
      url: string;
      /**
       * Format: uri
       * @description The same with a ticket that signs one browser in, once, within a minute
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
      /** @description Grows with each change; `since` takes it */
      version: number;
      /** @description Declared ones first, in their order; then by number */
      items: components['schemas']['RuntimePort'][];
    };
    /** @description A port of the session */
    RuntimePort: {
      /** @description The port */
      number: number;
      /** @description What it is for */
      label: string | null;
      /** @description The manifest names it */
      declared: boolean;
      /**
       * @description `waiting`: declared and not open yet. `open`: a process of the session listens. `closed`: it was open, and no longer is
       * @enum {string}
       */
      state: 'waiting' | 'open' | 'closed';
      changedAt: components['schemas']['Timestamp'];
    };
    /**
     * @description The start command and what it does
     * @example {
     *       "state": "running",
     *       "command": "npm run dev",
     *       "pid": 12,
     *       "startedAt": "2026-11-21T09:30:00.000Z",
     *       "exit": null,
     *       "restarts": 0,
     *       "logEnd": 380
     *     }
     */
    App: {
      /**
       * @description `none`: there is no start command. `restarting`: it crashed and is started again soon. `exited`: it ended, or crashed too often
       * @enum {string}
       */
      state: 'none' | 'running' | 'restarting' | 'exited';
      /** @description The command */
      command: string | null;
      /** @description Its process, as the session sees it */
      pid: number | null;
      /**
       * Format: date-time
       * @description When it was started last
       */
      startedAt: string | null;
      /** @description How it ended the last time; null if it never did */
      exit: components['schemas']['AppExit'] | null;
      /** @description How often it was started again after a crash */
      restarts: number;
      /** @description The log's length so far */
      logEnd: number;
    };
    /** @description How the app ended the last time */
    AppExit: {
      /** @description Its exit code; null if a signal ended it */
      code: number | null;
      /** @description The signal that ended it */
      signal: string | null;
      at: components['schemas']['Timestamp'];
    };
    /**
     * @description A part of what the app printed
     * @example {
     *       "offset": 0,
     *       "nextOffset": 24,
     *       "endOffset": 24,
     *       "truncated": false,
     *       "text": "VITE ready on port 5173\n"
     *     }
     */
    AppLog: {
      /** @description Where the text begins */
      offset: number;
      /** @description Where to read on */
      nextOffset: number;
      /** @description The log's length so far */
      endOffset: number;
      /** @description Bytes from the asked offset on were dropped */
      truncated: boolean;
      /** @description At most 64 KiB, as UTF-8; what is none becomes U+FFFD */
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
      /** @description Names this shell; another one under the same id has another */
      epoch: string;
      /** @description Columns */
      cols: number;
      /** @description Rows */
      rows: number;
      /** @description How many are attached */
      clients: number;
      /** @description How many bytes it printed */
      offset: number;
      startedAt: components['schemas']['Timestamp'];
    };
    /**
     * @description A terminal's name
     * @example main
     */
    TerminalId: string;
  };
  responses: {
    /** @description The request is not valid */
    BadRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Not available right now; see Retry-After where it is there */
    Unavailable: {
      headers: {
        /** @description Seconds until the next try can succeed */
        'Retry-After'?: number;
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Sign-in is needed, or failed */
    Unauthenticated: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The caller may not do this */
    Forbidden: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The state of things does not allow this */
    Conflict: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Too many requests; see Retry-After */
    TooManyRequests: {
      headers: {
        /** @description Seconds until the next try can succeed */
        'Retry-After'?: number;
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The body brought nothing for too long, or was cut. Nothing was carried out, so the same request may be sent again */
    RequestTimeout: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The body is too large */
    PayloadTooLarge: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The content type is not taken here */
    UnsupportedMediaType: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description There is no such thing, or the caller may not see it */
    NotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The content cannot be taken, or the Idempotency-Key was used for another request */
    Unprocessable: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The session's runtime did not do its part */
    BadGateway: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description A WebSocket upgrade is needed */
    UpgradeRequired: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
  };
  parameters: {
    /** @description The `id` of the last event that was read of this stream; what came after it follows. One that the stream does not know gives `reset` first. */
    LastEventId: string;
    /** @description The code that the device shows. */
    UserCode: components['schemas']['UserCode'];
    /** @description Only items whose name contains this text, case-insensitively. */
    Search: string;
    /** @description How many items a page holds at most. */
    Limit: number;
    /** @description Where the page starts, from the page before's `nextCursor`. */
    Cursor: string;
    /** @description A key of the caller's choice. The same key and body within 24 hours repeats the first answer instead of acting twice. */
    IdempotencyKey: string;
    /** @description A template's id. */
    TemplateId: components['schemas']['TemplateId'];
    /** @description A template version's id. */
    VersionId: components['schemas']['VersionId'];
    /** @description The digest of the bytes (RFC 9530): `sha-256=:<base64>:`. Refused if the bytes differ. */
    ReprDigest: string;
    /** @description A build's id. */
    BuildId: components['schemas']['BuildId'];
    /** @description A release's id. */
    ReleaseId: components['schemas']['ReleaseId'];
    /** @description A session's id. */
    SessionId: components['schemas']['SessionId'];
    /** @description A snapshot's id. */
    SnapshotId: components['schemas']['SnapshotId'];
    /** @description How long to wait for something new before answering with what there is. */
    WaitSeconds: number;
  };
  requestBodies: never;
  headers: never;
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
      /** @description It is well */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Health'];
        };
      };
      400: components['responses']['BadRequest'];
      503: components['responses']['Unavailable'];
    };
  };
  followEvents: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `id` of the last event that was read of this stream; what came after it follows. One that the stream does not know gives `reset` first. */
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
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['WorkspaceEvent'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
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
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuthResult'];
        };
      };
      400: components['responses']['BadRequest'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
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
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuthResult'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
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
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuthResult'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
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
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      503: components['responses']['Unavailable'];
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
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LogoutAllResult'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      503: components['responses']['Unavailable'];
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
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Me'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      503: components['responses']['Unavailable'];
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
      /** @description What to show and poll with */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeviceStart'];
        };
      };
      400: components['responses']['BadRequest'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
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
      /** @description Let in */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuthResult'];
        };
      };
      400: components['responses']['BadRequest'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getDeviceRequest: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The code that the device shows. */
        userCode: components['parameters']['UserCode'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The request */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeviceRequest'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  approveDevice: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The code that the device shows. */
        userCode: components['parameters']['UserCode'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Approved */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeviceRequest'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  denyDevice: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The code that the device shows. */
        userCode: components['parameters']['UserCode'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Denied */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeviceRequest'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listTemplates: {
    parameters: {
      query?: {
        /** @description Only templates in this state. */
        state?: components['schemas']['TemplateState'];
        /** @description Only items whose name contains this text, case-insensitively. */
        q?: components['parameters']['Search'];
        /** @description How many items a page holds at most. */
        limit?: components['parameters']['Limit'];
        /** @description Where the page starts, from the page before's `nextCursor`. */
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
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TemplatePage'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      503: components['responses']['Unavailable'];
    };
  };
  createTemplate: {
    parameters: {
      query?: never;
      header?: {
        /** @description A key of the caller's choice. The same key and body within 24 hours repeats the first answer instead of acting twice. */
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
      /** @description Made */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Template'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      503: components['responses']['Unavailable'];
    };
  };
  getTemplate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The template */
      200: {
        headers: {
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
      503: components['responses']['Unavailable'];
    };
  };
  deleteTemplate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      503: components['responses']['Unavailable'];
    };
  };
  archiveTemplate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Archived */
      200: {
        headers: {
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
      503: components['responses']['Unavailable'];
    };
  };
  restoreTemplate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Restored */
      200: {
        headers: {
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
      409: components['responses']['Conflict'];
      503: components['responses']['Unavailable'];
    };
  };
  listTemplateVersions: {
    parameters: {
      query?: {
        /** @description How many items a page holds at most. */
        limit?: components['parameters']['Limit'];
        /** @description Where the page starts, from the page before's `nextCursor`. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of versions */
      200: {
        headers: {
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
      503: components['responses']['Unavailable'];
    };
  };
  createTemplateVersion: {
    parameters: {
      query?: never;
      header?: {
        /** @description A key of the caller's choice. The same key and body within 24 hours repeats the first answer instead of acting twice. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateId'];
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
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      503: components['responses']['Unavailable'];
    };
  };
  getTemplateVersion: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateId'];
        /** @description A template version's id. */
        versionId: components['parameters']['VersionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The version */
      200: {
        headers: {
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
      503: components['responses']['Unavailable'];
    };
  };
  downloadBundle: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateId'];
        /** @description A template version's id. */
        versionId: components['parameters']['VersionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The archive */
      200: {
        headers: {
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
      503: components['responses']['Unavailable'];
    };
  };
  uploadBundle: {
    parameters: {
      query?: never;
      header?: {
        /** @description The digest of the bytes (RFC 9530): `sha-256=:<base64>:`. Refused if the bytes differ. */
        'Repr-Digest'?: components['parameters']['ReprDigest'];
      };
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateId'];
        /** @description A template version's id. */
        versionId: components['parameters']['VersionId'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/gzip': string;
      };
    };
    responses: {
      /** @description Stored */
      200: {
        headers: {
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
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  grantBundleUpload: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateId'];
        /** @description A template version's id. */
        versionId: components['parameters']['VersionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The leave */
      201: {
        headers: {
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
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  uploadByGrant: {
    parameters: {
      query?: never;
      header?: {
        /** @description The digest of the bytes (RFC 9530): `sha-256=:<base64>:`. Refused if the bytes differ. */
        'Repr-Digest'?: components['parameters']['ReprDigest'];
      };
      path: {
        /** @description The grant, from its url. */
        grantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/gzip': string;
        'application/octet-stream': string;
        'application/zstd': string;
      };
    };
    responses: {
      /** @description Stored */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      404: components['responses']['NotFound'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listBuilds: {
    parameters: {
      query?: {
        /** @description Only builds in this state. */
        status?: components['schemas']['BuildStatus'];
        /** @description Only builds of this template. */
        templateId?: components['schemas']['TemplateId'];
        /** @description How many items a page holds at most. */
        limit?: components['parameters']['Limit'];
        /** @description Where the page starts, from the page before's `nextCursor`. */
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
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BuildPage'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      503: components['responses']['Unavailable'];
    };
  };
  getBuild: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A build's id. */
        buildId: components['parameters']['BuildId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The build */
      200: {
        headers: {
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
      503: components['responses']['Unavailable'];
    };
  };
  readBuildLog: {
    parameters: {
      query?: {
        /** @description Where to read from, in bytes; the event ids of the log. */
        offset?: number;
        /** @description How long to wait for more, at the end of the log of a build that still runs. */
        waitSeconds?: number;
      };
      header?: never;
      path: {
        /** @description A build's id. */
        buildId: components['parameters']['BuildId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A part of the log */
      200: {
        headers: {
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
      503: components['responses']['Unavailable'];
    };
  };
  followBuildLog: {
    parameters: {
      query?: {
        /** @description Where to begin, in bytes. A Last-Event-ID goes before it. */
        offset?: number;
      };
      header?: {
        /** @description The `id` of the last event that was read of this stream; what came after it follows. One that the stream does not know gives `reset` first. */
        'Last-Event-ID'?: components['parameters']['LastEventId'];
      };
      path: {
        /** @description A build's id. */
        buildId: components['parameters']['BuildId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The stream */
      200: {
        headers: {
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
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getBuildArtifact: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A build's id. */
        buildId: components['parameters']['BuildId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The artifact */
      200: {
        headers: {
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
      409: components['responses']['Conflict'];
      503: components['responses']['Unavailable'];
    };
  };
  retryBuild: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A build's id. */
        buildId: components['parameters']['BuildId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Queued again */
      200: {
        headers: {
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
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  retryDeadLetteredBuilds: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Queued again */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RetryResult'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  promoteTemplate: {
    parameters: {
      query?: never;
      header?: {
        /** @description A key of the caller's choice. The same key and body within 24 hours repeats the first answer instead of acting twice. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateId'];
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
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PromoteResult'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      503: components['responses']['Unavailable'];
    };
  };
  rollbackTemplate: {
    parameters: {
      query?: never;
      header?: {
        /** @description A key of the caller's choice. The same key and body within 24 hours repeats the first answer instead of acting twice. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description A template's id. */
        templateId: components['parameters']['TemplateId'];
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
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PromoteResult'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      503: components['responses']['Unavailable'];
    };
  };
  listReleases: {
    parameters: {
      query?: {
        /** @description Only releases of this template. */
        templateId?: components['schemas']['TemplateId'];
        /** @description How many items a page holds at most. */
        limit?: components['parameters']['Limit'];
        /** @description Where the page starts, from the page before's `nextCursor`. */
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
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReleasePage'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      503: components['responses']['Unavailable'];
    };
  };
  getRelease: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A release's id. */
        releaseId: components['parameters']['ReleaseId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The release */
      200: {
        headers: {
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
      503: components['responses']['Unavailable'];
    };
  };
  listSessions: {
    parameters: {
      query?: {
        /** @description Only sessions in this state. */
        state?: components['schemas']['SessionState'];
        /** @description Only sessions of this template. */
        templateId?: components['schemas']['TemplateId'];
        /** @description Only items whose name contains this text, case-insensitively. */
        q?: components['parameters']['Search'];
        /** @description How many items a page holds at most. */
        limit?: components['parameters']['Limit'];
        /** @description Where the page starts, from the page before's `nextCursor`. */
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
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionPage'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      503: components['responses']['Unavailable'];
    };
  };
  createSession: {
    parameters: {
      query?: never;
      header?: {
        /** @description A key of the caller's choice. The same key and body within 24 hours repeats the first answer instead of acting twice. */
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
      /** @description Made */
      201: {
        headers: {
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
      408: components['responses']['RequestTimeout'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The session */
      200: {
        headers: {
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
      503: components['responses']['Unavailable'];
    };
  };
  deleteSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      200: {
        headers: {
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
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      502: components['responses']['BadGateway'];
      503: components['responses']['Unavailable'];
    };
  };
  startSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It runs */
      200: {
        headers: {
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
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      502: components['responses']['BadGateway'];
      503: components['responses']['Unavailable'];
    };
  };
  stopSession: {
    parameters: {
      query?: {
        /** @description Stop without a save. What was changed since the last one is gone for good; event and audit entry say so. */
        discard?: boolean;
      };
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It sleeps */
      200: {
        headers: {
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
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      502: components['responses']['BadGateway'];
      503: components['responses']['Unavailable'];
    };
  };
  restartSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It runs again */
      200: {
        headers: {
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
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      502: components['responses']['BadGateway'];
      503: components['responses']['Unavailable'];
    };
  };
  listSessionEvents: {
    parameters: {
      query?: {
        /** @description How many items a page holds at most. */
        limit?: components['parameters']['Limit'];
        /** @description Where the page starts, from the page before's `nextCursor`. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of events */
      200: {
        headers: {
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
      503: components['responses']['Unavailable'];
    };
  };
  followSessionEvents: {
    parameters: {
      query?: {
        /** @description Only events after this number. A Last-Event-ID goes before it. */
        after?: number;
      };
      header?: {
        /** @description The `id` of the last event that was read of this stream; what came after it follows. One that the stream does not know gives `reset` first. */
        'Last-Event-ID'?: components['parameters']['LastEventId'];
      };
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The stream */
      200: {
        headers: {
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
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listSnapshots: {
    parameters: {
      query?: {
        /** @description How many items a page holds at most. */
        limit?: components['parameters']['Limit'];
        /** @description Where the page starts, from the page before's `nextCursor`. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of snapshots */
      200: {
        headers: {
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
      503: components['responses']['Unavailable'];
    };
  };
  createSnapshot: {
    parameters: {
      query?: never;
      header?: {
        /** @description A key of the caller's choice. The same key and body within 24 hours repeats the first answer instead of acting twice. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
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
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      502: components['responses']['BadGateway'];
      503: components['responses']['Unavailable'];
    };
  };
  getSnapshot: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The snapshot */
      200: {
        headers: {
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
      503: components['responses']['Unavailable'];
    };
  };
  deleteSnapshot: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      503: components['responses']['Unavailable'];
    };
  };
  downloadSnapshot: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The content */
      200: {
        headers: {
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
      409: components['responses']['Conflict'];
      503: components['responses']['Unavailable'];
    };
  };
  uploadSnapshot: {
    parameters: {
      query?: never;
      header?: {
        /** @description The digest of the bytes (RFC 9530): `sha-256=:<base64>:`. Refused if the bytes differ. */
        'Repr-Digest'?: components['parameters']['ReprDigest'];
      };
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotId'];
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
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  grantSnapshotUpload: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The leave */
      201: {
        headers: {
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
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getRestore: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description How it goes on, or how it ended */
      200: {
        headers: {
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
      503: components['responses']['Unavailable'];
    };
  };
  restoreSnapshot: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
        /** @description A snapshot's id. */
        snapshotId: components['parameters']['SnapshotId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Restored, or noted for the next start */
      200: {
        headers: {
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
      409: components['responses']['Conflict'];
      422: components['responses']['Unprocessable'];
      429: components['responses']['TooManyRequests'];
      502: components['responses']['BadGateway'];
      503: components['responses']['Unavailable'];
    };
  };
  openPreview: {
    parameters: {
      query?: {
        /** @description Which port; the first that the manifest names if absent. */
        port?: components['schemas']['Port'];
        /** @description Where in the app to land. */
        path?: string;
      };
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Where the app is */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preview'];
        };
      };
      /** @description To the preview's origin, with a ticket; or to sign-in */
      302: {
        headers: {
          /** @description Where to go */
          Location?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      502: components['responses']['BadGateway'];
      503: components['responses']['Unavailable'];
    };
  };
  listSessionPorts: {
    parameters: {
      query?: {
        /** @description The version that the caller has seen. */
        since?: number;
        /** @description How long to wait for something new before answering with what there is. */
        waitSeconds?: components['parameters']['WaitSeconds'];
      };
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The ports */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PortList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      502: components['responses']['BadGateway'];
      503: components['responses']['Unavailable'];
    };
  };
  getSessionApp: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The app */
      200: {
        headers: {
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
      502: components['responses']['BadGateway'];
      503: components['responses']['Unavailable'];
    };
  };
  readSessionAppLog: {
    parameters: {
      query?: {
        /** @description Where to read from; the oldest byte there is if absent. */
        offset?: number;
        /** @description How long to wait for something new before answering with what there is. */
        waitSeconds?: components['parameters']['WaitSeconds'];
      };
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A part of the log */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AppLog'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      502: components['responses']['BadGateway'];
      503: components['responses']['Unavailable'];
    };
  };
  listSessionTerminals: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The terminals */
      200: {
        headers: {
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
      502: components['responses']['BadGateway'];
      503: components['responses']['Unavailable'];
    };
  };
  closeSessionTerminal: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
        /** @description Which terminal. */
        terminalId: components['schemas']['TerminalId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Closed */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      502: components['responses']['BadGateway'];
      503: components['responses']['Unavailable'];
    };
  };
  connectSessionTerminal: {
    parameters: {
      query?: {
        /** @description Which terminal. */
        terminalId?: string;
        /** @description The width of the client's screen; 80 if absent and the terminal is new. */
        cols?: number;
        /** @description The height of the client's screen; 24 if absent and the terminal is new. */
        rows?: number;
        /** @description To resume, the `epoch` of the last `hello`. */
        epoch?: string;
        /** @description To resume, up to which byte the client has shown the output. */
        offset?: number;
        /** @description Names what this client types, over all of its connections. Make it up, at random. */
        inputId?: string;
      };
      header?: never;
      path: {
        /** @description A session's id. */
        sessionId: components['parameters']['SessionId'];
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
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthenticated'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      426: components['responses']['UpgradeRequired'];
      429: components['responses']['TooManyRequests'];
      502: components['responses']['BadGateway'];
      503: components['responses']['Unavailable'];
    };
  };
}
