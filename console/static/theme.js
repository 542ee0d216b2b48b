// Sets <html data-theme> before the first paint. src/lib/theme/theme.svelte.ts changes it
// afterwards, by the same key.
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem('burstflare.theme');
  } catch {
    // Storage may be refused by the browser's settings; the system's choice is then used.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
