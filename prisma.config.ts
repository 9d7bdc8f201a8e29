import path from 'node:path';
import { defineConfig } from 'prisma/config';

// Prisma's CLI fetches its schema engine before any command; ours answers the same protocol from WebAssembly, offline.
process.env.CHECKPOINT_DISABLE ??= '1';
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(import.meta.dirname, 'lib/dev/schema-engine.mjs');

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'pglite:memory://' },
});
