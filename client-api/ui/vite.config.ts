import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// In development the server answers what is not part of the console.
const server = process.env.WORKFLOWS_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
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
