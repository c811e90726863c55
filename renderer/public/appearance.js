// Runs before anything is drawn, so that the first picture already has the theme: see stores/preferences.ts.
(() => {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem('noisefloor.appearance') ?? '{}');
  } catch {
    // The usual appearance
  }
  const dark = kept.theme === 'dark' || (kept.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.documentElement.dataset.density = kept.density === 'comfortable' ? 'comfortable' : 'compact';
})();
