// Owns the filter of system calls: makes of the list in refused-calls.ts the program that the
// kernel asks at each call of a session.
import {
  allowedSockets,
  type Architecture,
  conditionalCalls,
  type Errno,
  namespaceFlags,
  refusedGroups,
  refusedIoctls,
  unshareTimeFlag,
} from './refused-calls.ts';

// linux/bpf_common.h, linux/seccomp.h and linux/audit.h.
const LOAD = 0x20;
const JUMP_IF_EQUAL = 0x15;
const JUMP_IF_AT_LEAST = 0x35;
const JUMP_IF_ANY_BIT = 0x45;
const RETURN = 0x06;
const ALLOW = 0x7fff_0000;
const KILL_PROCESS = 0x8000_0000;
const FAIL = 0x0005_0000;
const NUMBER_AT = 0;
const ARCHITECTURE_AT = 4;
/**
 * Both architectures are little-endian: the low half, which is all that the kernel looks at in
 * these arguments, comes first.
 */
const argumentAt = (index: number) => 16 + 8 * index;
const X32_BIT = 0x4000_0000;

const AUDIT_ARCH: Record<Architecture, number> = { x64: 0xc000_003e, arm64: 0xc000_00b7 };
export const errnos: Record<Errno, number> = { EPERM: 1, ENOSYS: 38, EAFNOSUPPORT: 97, EPROTONOSUPPORT: 93 };

interface Instruction {
  code: number;
  ifTrue: number;
  ifFalse: number;
  value: number;
}

const load = (value: number): Instruction => ({ code: LOAD, ifTrue: 0, ifFalse: 0, value });
const give = (value: number): Instruction => ({ code: RETURN, ifTrue: 0, ifFalse: 0, value });
const fail = (errno: Errno) => give(FAIL | errnos[errno]);
/** `then` where the test holds, else what follows it. */
const when = (code: number, value: number, then: Instruction[]): Instruction[] => [
  { code, ifTrue: 0, ifFalse: then.length, value },
  ...then,
];

/**
 * Threat: who has a shell in a session wants the kernel: a user namespace, where it would have
 * every capability, or one of the calls that exploits go by. Property: each of them fails, for the
 * session's first process and all that come of it; programs of another instruction set (32 bit,
 * x32), whose calls have other numbers, do not run.
 */
export function filterFor(architecture: Architecture): Buffer {
  const refused = refusedGroups.flatMap(({ calls }) =>
    calls.flatMap((call) => {
      const number = call[architecture];
      return number === null ? [] : when(JUMP_IF_EQUAL, number, [fail(call.errno)]);
    }),
  );
  return assemble([
    load(ARCHITECTURE_AT),
    { code: JUMP_IF_EQUAL, ifTrue: 1, ifFalse: 0, value: AUDIT_ARCH[architecture] },
    give(KILL_PROCESS),
    load(NUMBER_AT),
    ...(architecture === 'x64' ? when(JUMP_IF_AT_LEAST, X32_BIT, [fail('ENOSYS')]) : []),
    ...conditional(architecture),
    ...refused,
    give(ALLOW),
  ]);
}

/** The filter for this machine; null where there is none for its processor. */
export function filterHere(): Buffer | null {
  return process.arch === 'x64' || process.arch === 'arm64' ? filterFor(process.arch) : null;
}

// First, because the kernel remembers what a number alone decides, and asks the program again only
// for these.
function conditional(architecture: Architecture): Instruction[] {
  const namespaces = Object.values(namespaceFlags).reduce((all, flag) => all | flag, 0);
  const on = (name: keyof typeof conditionalCalls, then: Instruction[]) =>
    when(JUMP_IF_EQUAL, conditionalCalls[name][architecture], then);
  const refuseFlags = (flags: number) => [
    load(argumentAt(0)),
    ...when(JUMP_IF_ANY_BIT, flags, [fail('EPERM')]),
    give(ALLOW),
  ];
  return [
    ...on('ioctl', [
      load(argumentAt(1)),
      ...Object.values(refusedIoctls).flatMap((request) => when(JUMP_IF_EQUAL, request, [fail('EPERM')])),
      give(ALLOW),
    ]),
    ...on('clone', refuseFlags(namespaces)),
    ...on('unshare', refuseFlags(namespaces | unshareTimeFlag)),
    ...on('socket', sockets()),
    ...on('socketpair', [load(argumentAt(0)), ...when(JUMP_IF_EQUAL, 1, [give(ALLOW)]), fail('EAFNOSUPPORT')]),
  ];
}

function sockets(): Instruction[] {
  const families = allowedSockets.flatMap(({ family, protocols }) =>
    when(
      JUMP_IF_EQUAL,
      family,
      protocols === null
        ? [give(ALLOW)]
        : [
            load(argumentAt(2)),
            ...protocols.flatMap((protocol) => when(JUMP_IF_EQUAL, protocol, [give(ALLOW)])),
            fail('EPROTONOSUPPORT'),
          ],
    ),
  );
  return [load(argumentAt(0)), ...families, fail('EAFNOSUPPORT')];
}

function assemble(program: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(program.length * 8);
  for (const [index, { code, ifTrue, ifFalse, value }] of program.entries()) {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(ifTrue, index * 8 + 2); // Throws where a jump is longer than 255, which the kernel cannot do.
    bytes.writeUInt8(ifFalse, index * 8 + 3);
    bytes.writeUInt32LE(value >>> 0, index * 8 + 4);
  }
  return bytes;
}
