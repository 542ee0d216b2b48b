// Light, dark, or as the system has it. static/theme.js makes the same choice before the first
// paint, by the same key.

export type ThemeChoice = 'light' | 'dark' | 'system';

const key = 'burstflare.theme';
const systemDark = matchMedia('(prefers-color-scheme: dark)');

function stored(): ThemeChoice {
  try {
    const value = localStorage.getItem(key);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

class Theme {
  choice = $state<ThemeChoice>(stored());
  #system = $state(systemDark.matches);
  isDark = $derived(this.choice === 'dark' || (this.choice === 'system' && this.#system));

  constructor() {
    systemDark.addEventListener('change', (event) => {
      this.#system = event.matches;
      this.#apply();
    });
    // Another tab's choice is this one's too.
    addEventListener('storage', (event) => {
      if (event.key !== key) return;
      this.choice = stored();
      this.#apply();
    });
  }

  choose(choice: ThemeChoice): void {
    this.choice = choice;
    try {
      if (choice === 'system') localStorage.removeItem(key);
      else localStorage.setItem(key, choice);
    } catch {
      // Storage may be refused; the choice then lasts as long as the page.
    }
    this.#apply();
  }

  #apply(): void {
    document.documentElement.dataset.theme = this.isDark ? 'dark' : 'light';
  }
}

export const theme = new Theme();
