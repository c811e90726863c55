import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';
import { join } from 'node:path';
import { moduleEntries } from './build/desktop/module-entries.ts';

const mainFolder = join(import.meta.dirname, 'main');

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      emptyOutDir: true,
      target: 'node20.18',
      sourcemap: true,
      rolldownOptions: {
        input: { 'desktop/main': join(mainFolder, 'desktop', 'main.ts'), ...moduleEntries(mainFolder) },
        // Modules stay files: workers and processes load those they need, and none twice
        output: { preserveModules: true, preserveModulesRoot: mainFolder, entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      emptyOutDir: true,
      // A sandboxed preload script is one CommonJS file
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: join(import.meta.dirname, 'preload', 'preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [vue()],
    build: {
      outDir: 'out/renderer',
      emptyOutDir: true,
      rollupOptions: { input: 'renderer/index.html' },
      // The content security policy has no `data:` for fonts
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1500,
    },
  },
});
