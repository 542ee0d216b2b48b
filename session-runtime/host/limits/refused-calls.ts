// Owns the list of system calls that no session may make. It is a deny list: what Node, Python, Go,
// Java, git, sshd, gdb or strace ask for stays allowed, ptrace of a session's own processes
// included.

export type Architecture = 'x64' | 'arm64';

/** What the caller gets. ENOSYS where programs have a way without the call and take it. */
export type Errno = 'EPERM' | 'ENOSYS' | 'EAFNOSUPPORT' | 'EPROTONOSUPPORT';

export interface RefusedCall {
  name: string;
  /** The call's number on x86_64; null if that has no such call. */
  x64: number | null;
  arm64: number | null;
  errno: Errno;
}

export interface RefusedGroup {
  why: string;
  calls: readonly RefusedCall[];
}

const call = (name: string, x64: number | null, arm64: number | null, errno: Errno = 'EPERM'): RefusedCall => ({
  name,
  x64,
  arm64,
  errno,
});

/** Refused whatever their arguments are. */
export const refusedGroups: readonly RefusedGroup[] = [
  {
    why: 'They make or enter namespaces, in which a session would have capabilities. A filter cannot read the flags of clone3, and the C library falls back to clone.',
    calls: [call('setns', 308, 268), call('clone3', 435, 435, 'ENOSYS')],
  },
  {
    why: 'They change what is mounted where, or a file system’s quotas and swap.',
    calls: [
      call('mount', 165, 40),
      call('umount2', 166, 39),
      call('pivot_root', 155, 41),
      call('chroot', 161, 51),
      call('open_tree', 428, 428),
      call('move_mount', 429, 429),
      call('fsopen', 430, 430),
      call('fsconfig', 431, 431),
      call('fsmount', 432, 432),
      call('fspick', 433, 433),
      call('mount_setattr', 442, 442),
      call('open_tree_attr', 467, 467),
      call('swapon', 167, 224),
      call('swapoff', 168, 225),
      call('quotactl', 179, 60),
      call('quotactl_fd', 443, 443),
    ],
  },
  {
    why: 'It opens files by number, past the folders that a session sees.',
    calls: [call('open_by_handle_at', 304, 265)],
  },
  {
    why: 'The kernel’s keyrings belong to no namespace.',
    calls: [call('add_key', 248, 217), call('request_key', 249, 218), call('keyctl', 250, 219)],
  },
  {
    why: 'Large parts of the kernel with a long record of holes, which development tools do without. Programs that can use io_uring go on without it.',
    calls: [
      call('bpf', 321, 280),
      call('perf_event_open', 298, 241),
      call('userfaultfd', 323, 282),
      call('fanotify_init', 300, 262),
      call('io_uring_setup', 425, 425, 'ENOSYS'),
      call('io_uring_enter', 426, 426, 'ENOSYS'),
      call('io_uring_register', 427, 427, 'ENOSYS'),
      call('modify_ldt', 154, null, 'ENOSYS'),
    ],
  },
  {
    why: 'They load code into the kernel, end it, or set what belongs to the whole machine.',
    calls: [
      call('init_module', 175, 105),
      call('finit_module', 313, 273),
      call('delete_module', 176, 106),
      call('kexec_load', 246, 104),
      call('kexec_file_load', 320, 294),
      call('reboot', 169, 142),
      call('settimeofday', 164, 170),
      call('clock_settime', 227, 112),
      call('clock_adjtime', 305, 266),
      call('adjtimex', 159, 171),
      call('sethostname', 170, 161),
      call('setdomainname', 171, 162),
      call('syslog', 103, 116),
      call('acct', 163, 89),
      call('vhangup', 153, 58),
      call('iopl', 172, null),
      call('ioperm', 173, null),
      call('move_pages', 279, 239),
      call('migrate_pages', 256, 238),
    ],
  },
];

/** Calls that are refused by what they ask for. */
export const conditionalCalls = {
  ioctl: { x64: 16, arm64: 29 },
  clone: { x64: 56, arm64: 220 },
  unshare: { x64: 272, arm64: 97 },
  socket: { x64: 41, arm64: 198 },
  socketpair: { x64: 53, arm64: 199 },
} as const;

/** Flags of clone and unshare that make a namespace. */
export const namespaceFlags = {
  CLONE_NEWNS: 0x0002_0000,
  CLONE_NEWCGROUP: 0x0200_0000,
  CLONE_NEWUTS: 0x0400_0000,
  CLONE_NEWIPC: 0x0800_0000,
  CLONE_NEWUSER: 0x1000_0000,
  CLONE_NEWPID: 0x2000_0000,
  CLONE_NEWNET: 0x4000_0000,
} as const;

/** Of unshare alone: in clone this bit is part of the signal's number. */
export const unshareTimeFlag = 0x80;

/**
 * They type into a terminal on behalf of whoever reads it next, or load another driver behind it.
 */
export const refusedIoctls = { TIOCSTI: 0x5412, TIOCLINUX: 0x541c, TIOCSETD: 0x5423 } as const;

/**
 * The only sockets there are: family, and of which protocols; any, where that is null. Other
 * families and protocols (packet, vsock, alg, xdp, bluetooth, sctp and the like) are kernel code
 * that a session loads by asking for it. Netlink tells routes and addresses (0) and sockets (4),
 * which is what `ip` and `ss` read.
 */
export const allowedSockets = [
  { family: 1, name: 'AF_UNIX', protocols: null },
  { family: 2, name: 'AF_INET', protocols: [0, 1, 6, 17] },
  { family: 10, name: 'AF_INET6', protocols: [0, 6, 17, 58] },
  { family: 16, name: 'AF_NETLINK', protocols: [0, 4] },
] as const;
