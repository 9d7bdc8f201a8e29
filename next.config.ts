import type { NextConfig } from 'next';

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  outputFileTracingIncludes: { '/**': ['./prisma/migrations/**/*'] },
  reactCompiler: true,
  typedRoutes: false,
  poweredByHeader: false,
  compress: false,
  devIndicators: false,
  serverExternalPackages: ['@electric-sql/pglite', 'pg'],
};
export default config;
