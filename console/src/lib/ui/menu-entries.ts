// What may stand in a menu. Apart from the menu itself, as pages say it and do not load that.
import type { Component } from 'svelte';

export type MenuEntry =
  | {
      kind: 'action';
      label: string;
      icon?: Component;
      href?: string;
      onSelect?: () => void;
      danger?: boolean;
      disabledReason?: string | null;
      shortcut?: string;
    }
  | { kind: 'choice'; label: string; icon?: Component; checked: boolean; onSelect: () => void }
  | { kind: 'heading'; label: string }
  | { kind: 'separator' };
