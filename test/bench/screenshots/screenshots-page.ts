import type { Scene } from './scene.ts';

/** Markdown with the light picture of each scene. @param command what made the pictures */
export function screenshotsPage(scenes: readonly Scene[], command: string): string {
  const sections = scenes.map(
    ({ name, title, caption }) => `## ${title}\n\n${caption}\n\n![${title}](screenshots/${name}-light.png)\n`,
  );
  return `# Screenshots

Made by \`${command}\`, which also writes this page: a small study is trained on the built-in data, and each view is shown as it
stands in a window of 1440 by 900 pixels. Beside each of these there is the same in the dark theme, in \`docs/screenshots\`.

${sections.join('\n')}`;
}
