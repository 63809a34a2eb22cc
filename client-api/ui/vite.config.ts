import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// In development the server answers what is not part of the console.
const server = process.env.WORKFLOWS_SERVER ?? 'http://127.0.0.1:8080';

/**
 * Monaco's JSON language brings every feature of the editor with it, and later than the first editor, whose services those features then miss.
 * Which ones the console has is said in `src/shared/MonacoEditor.tsx`.
 */
const onlyNamedFeatures: Plugin = {
  name: 'monaco-only-named-features',
  transform: (code, id) => (id.endsWith('/monaco-editor/esm/vs/internal/common/workers.js') ? { code: code.replace(/^import '[^']+\.js';$/gm, ''), map: null } : null),
};

export default defineConfig({
  plugins: [react(), onlyNamedFeatures],
  optimizeDeps: { rolldownOptions: { plugins: [onlyNamedFeatures] } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    chunkSizeWarningLimit: 4_000,
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: Object.fromEntries(['/v1', '/health', '/openapi', '/docs'].map((path) => [path, { target: server }])),
  },
  test: { include: ['src/**/*.test.{ts,tsx}'] },
});
