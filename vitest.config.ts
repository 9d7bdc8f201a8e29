import path from 'node:path';
import { defineConfig } from 'vitest/config';

const alias = { '@': path.resolve(import.meta.dirname) };

/** Two rooms: rules and shells run in node; what is seen runs in jsdom. */
export default defineConfig({
  resolve: { alias },
  test: {
    // Its own choice leaves a processor to whoever watches: on two, everything would wait for one.
    maxWorkers: '100%',
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'node',
          environment: 'node',
          include: ['lib/**/*.test.ts', 'prisma/**/*.test.ts'],
          exclude: ['lib/rehearsal/node_modules/**', 'node_modules/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'dom',
          environment: 'jsdom',
          include: ['components/**/*.test.tsx', 'lib/{client,report}/**/*.test.tsx'],
        },
      },
    ],
  },
});
