import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ARROWS, IMPURE_NAMES } from '@/lib/arrows';

const root = path.resolve(import.meta.dirname, '..');
const ROOMS = Object.keys(ARROWS).sort((a, b) => b.length - a.length);
const CODE = /\.(ts|tsx|mjs|js)$/;

/** Every source file git knows or would add, the rehearsal's own world and tests left out. */
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'app', 'components', 'lib'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => CODE.test(file) && existsSync(path.join(root, file)))
  .filter((file) => !/\.test\.|lib\/rehearsal\/|\/test\//.test(file) && file !== 'lib/arrows.ts');

const roomOf = (file: string): string | undefined => ROOMS.find((room) => file.startsWith(`${room}/`));

/** What a file imports: static, dynamic, side-effect and type-only imports alike. */
function importsOf(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const pattern = /(?:\bfrom\s*|\bimport\s*\(\s*|^\s*import\s+)['"]([@\w./()[\]-]+(?::[\w/]+)?)['"]/gm;
  return [...code.matchAll(pattern)].flatMap((match) => match[1] ?? []);
}

/** Where an import leads: a path from the root, or a package's name. */
function target(file: string, specifier: string): { file: string } | { package: string } {
  if (specifier.startsWith('@/')) return { file: specifier.slice(2) };
  if (specifier.startsWith('.')) return { file: path.posix.join(path.posix.dirname(file), specifier) };
  if (specifier.startsWith('node:')) return { package: 'node:' };
  const parts = specifier.split('/');
  return { package: specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier) };
}

function broken(file: string, specifier: string): string | null {
  const room = roomOf(file);
  const rule = room && ARROWS[room];
  if (!rule) return `${file} is in no room of lib/arrows.ts`;
  const to = target(file, specifier);
  if ('package' in to) {
    const allowed = rule.packages.includes('*') || rule.packages.includes(to.package);
    return allowed ? null : `${file} (${room}) imports the package ${specifier}`;
  }
  const other = to.file.startsWith('lib/generated/') ? 'lib/generated' : roomOf(`${to.file}/`);
  const allowed =
    other === room || (other && other !== 'app' && (rule.rooms.includes('*') || rule.rooms.includes(other)));
  return allowed ? null : `${file} (${room}) imports ${specifier}`;
}

describe('import arrows', () => {
  it('reads every kind of import', () => {
    const source = `import type { A } from './a';\nimport './b.css';\nconst c = await import('c');\nexport { d } from "@x/d";\n// import 'no'`;
    expect(importsOf(source)).toEqual(['./a', './b.css', 'c', '@x/d']);
  });

  it('refuses an arrow that is not in the table', () => {
    expect(broken('lib/upgrade/fold.ts', 'node:fs')).toMatch(/imports the package node:fs/);
    expect(broken('lib/slog/entry.ts', '@/lib/upgrade/fold')).toMatch(/imports @\/lib\/upgrade/);
    expect(broken('components/plan/PlanPage.tsx', '@/lib/server/db')).toMatch(/lib\/server/);
    expect(broken('components/plan/PlanPage.tsx', '../run/RunPage')).toMatch(/\.\.\/run/);
    expect(broken('lib/cli/main.ts', '@/app/page')).toMatch(/@\/app/);
  });

  it('finds every source file in a room, importing only what the room may', () => {
    expect(files.length).toBeGreaterThan(20);
    const faults = files.flatMap((file) =>
      importsOf(readFileSync(path.join(root, file), 'utf8')).flatMap((to) => broken(file, to) ?? []),
    );
    expect(faults).toEqual([]);
  });

  it('keeps clock, random source and environment out of pure rooms', () => {
    const faults = files.flatMap((file) => {
      const rule = ARROWS[roomOf(file) ?? ''];
      if (!rule?.pure) return [];
      const code = readFileSync(path.join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      const name = IMPURE_NAMES.exec(code)?.[0];
      return name ? [`${file} uses ${name}`] : [];
    });
    expect(faults).toEqual([]);
  });

  it('gives every folder of lib a README', () => {
    const folders = readdirSync(path.join(root, 'lib'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'generated')
      .map((entry) => entry.name);
    expect(folders.filter((name) => !existsSync(path.join(root, 'lib', name, 'README.md')))).toEqual([]);
  });
});
