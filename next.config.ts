import type { NextConfig } from 'next';

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  outputFileTracingIncludes: { '/**': ['./prisma/migrations/**/*'] },
  reactCompiler: true,
  // `npm run verify` checks the types of everything; here it would only make the first start longer.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  compress: false,
  devIndicators: false,
  serverExternalPackages: ['@electric-sql/pglite', 'pg'],
};
export default config;
