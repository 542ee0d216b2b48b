// What the left navigation and the command palette lead to. A domain joins by one entry here, with
// its page and never before it.
import Box from '@lucide/svelte/icons/box';
import Hammer from '@lucide/svelte/icons/hammer';
import Rocket from '@lucide/svelte/icons/rocket';
import SquareTerminal from '@lucide/svelte/icons/square-terminal';
import type { Component } from 'svelte';
import { paths } from '#lib/paths.ts';

export interface NavEntry {
  label: string;
  href: string;
  icon: Component;
  /** Left out where the person's role does not hold it. */
  permission: string;
  /** Second key after `g`. */
  key: string;
}

/** Groups from top to bottom: the daily work, then what watches over it, then settings. */
export const navGroups: NavEntry[][] = [
  [
    { label: 'Sessions', href: paths.sessions(), icon: SquareTerminal, permission: 'sessions:read', key: 's' },
    { label: 'Templates', href: paths.templates(), icon: Box, permission: 'templates:read', key: 't' },
    { label: 'Builds', href: paths.builds(), icon: Hammer, permission: 'builds:read', key: 'b' },
    { label: 'Releases', href: paths.releases(), icon: Rocket, permission: 'releases:read', key: 'r' },
  ],
];

/** The groups that a person with these permissions sees; empty ones are gone. */
export function visibleNav(permissions: readonly string[]): NavEntry[][] {
  return navGroups
    .map((group) => group.filter((entry) => permissions.includes(entry.permission)))
    .filter((group) => group.length > 0);
}

export function isCurrent(entry: NavEntry, pathname: string): boolean {
  return pathname === entry.href || pathname.startsWith(`${entry.href}/`);
}
