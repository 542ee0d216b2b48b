// A version's repository in /workspace: the job that fetches it, and what its output says.
import type { Manifest } from '../../../../generated/schemas.ts';

export type Git = NonNullable<Manifest['git']>;

/**
 * /workspace is not empty, since the runtime keeps notes of its own in .burstflare: `git clone`
 * refuses that, a fetch does not. A fetch also takes the name of a branch, a tag or a commit alike.
 *
 * Threat: the repository and the ref are the tenant's words and meet a shell and git's command
 * line: `; touch x`, `--upload-pack=touch x`, `ext::sh -c …`. Property: the command is the same for
 * everybody. Their words are variables, expanded within quotes and behind `--`, so that none is a
 * command or an option, and git speaks HTTP only, also where a server redirects it.
 *
 * Threat: a repository that asks for a password waits for an answer for ever. Property: git asks
 * nobody and fails.
 */
export const cloneCommand = `set -e
git init -q
mkdir -p .git/info
echo /.burstflare/ >> .git/info/exclude
git fetch --depth 1 -- "$CLONE_REPOSITORY" "$CLONE_REF"
git remote add -- origin "$CLONE_REPOSITORY"
git checkout -q FETCH_HEAD
if [ -e .gitmodules ]; then echo 'The submodules are not fetched; setup can: git submodule update --init --depth 1'; fi
echo "commit $(git rev-parse HEAD)"`;

export const cloneEnv = ({ repository, ref }: Git) => [
  { name: 'CLONE_REPOSITORY', value: repository },
  { name: 'CLONE_REF', value: refOf(ref) },
  { name: 'GIT_TERMINAL_PROMPT', value: '0' },
  { name: 'GIT_ASKPASS', value: '' },
  { name: 'SSH_ASKPASS', value: '' },
  { name: 'GIT_ALLOW_PROTOCOL', value: 'http:https' },
];

/** The default branch, if none is named. */
const refOf = (ref: string | undefined): string => ref ?? 'HEAD';

export const cloneShown = ({ repository, ref }: Git): string => `git fetch --depth 1 -- ${repository} ${refOf(ref)}`;

/** The commit that was checked out, by the last of the job's output. */
export function commitOf(tail: string): string | null {
  return /(?:^|\n)commit ([0-9a-f]{40}|[0-9a-f]{64})\n$/.exec(tail)?.[1] ?? null;
}

/**
 * What git says where no attempt can do better, and what helps. Anything else may pass: no name
 * found, a connection cut, a server's 5xx.
 */
const hopeless: [RegExp, string][] = [
  [
    /could not read (Username|Password)|Authentication failed|not found$|error: 4(0[0134]|10)\b/i,
    'It does not exist or is not public; a build has no credentials. Correct `git.repository` in a new version, or send the files as a bundle.',
  ],
  [
    /couldn't find remote ref|invalid refspec|not our ref|unadvertised object/i,
    'There is no such branch or tag. A commit needs its full hash, and not every server hands one out by its hash: then name a branch or a tag.',
  ],
  [
    /dumb http transport/i,
    'Its server is too simple to give a single commit: `git.repository` needs one that speaks git.',
  ],
  [
    /CONNECT tunnel failed, response 403|transport '.*' not allowed/i,
    'Builds may not reach this address. Send the files as a bundle, or have the operator open it.',
  ],
];

/** Why a repository could not be fetched, by the last of what git printed. */
export function notCloned(git: Git, failure: string, tail: string): { reason: string; hopeless: boolean } {
  const told = tail.split(/[\r\n]/).findLast((line) => /^(fatal|error): /.test(line));
  const hint = hopeless.find(([pattern]) => pattern.test(told ?? ''))?.[1];
  const reason = [
    `The repository could not be fetched, ref ${refOf(git.ref)}: ${told?.slice(0, 400) ?? `git ${failure}`}`,
    hint,
  ];
  return { reason: reason.filter(Boolean).join('\n'), hopeless: hint !== undefined };
}
