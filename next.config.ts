import type { NextConfig } from 'next';

const config: NextConfig = {
  // These load native or connection-holding code that must not be bundled; Yjs must be there once in a process, because
  // it tells its own types apart by their classes.
  serverExternalPackages: ['isolated-vm', 'postgres', 'graphile-worker', 'pino', 'yjs'],
  // npm test checks the types of the whole tree; a build for people who only start it must not fail over a test's.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  // Browsers and feed readers ask for this name without reading the page that names the icon.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  turbopack: {
    resolveAlias: {
      // Yjs's helpers name Node's Buffer in branches that no browser takes; the bundler would ship 8 KB of it.
      'next/dist/compiled/buffer': { browser: './components/edit-log/no-buffer.ts' },
      // monaco-editor 0.57 has an exports map in which the paths that monaco-vim imports do not exist.
      'monaco-editor/esm/vs/editor/editor.api': 'monaco-editor/editor',
      'monaco-editor/esm/vs/editor/common/commands/shiftCommand':
        'monaco-editor/editor/common/commands/shiftCommand',
    },
  },
};

export default config;
