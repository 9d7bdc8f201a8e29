import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Makes the names in a folder durable: a new file counts only after this. */
export function syncFolder(dir: string): void {
  const fd = openSync(/*turbopackIgnore: true*/ dir, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Puts a file in place whole or not at all, and durable when this returns. */
export function writeWholeFile(file: string, content: string | Uint8Array): void {
  const part = `${file}.part`;
  const fd = openSync(/*turbopackIgnore: true*/ part, 'w');
  try {
    writeFileSync(fd, content);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(part, file);
  syncFolder(path.dirname(file));
}

/** A JSON file's content, or null where there is none; a torn one counts as none. */
export function readJsonFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(/*turbopackIgnore: true*/ file, 'utf8'));
  } catch {
    return null;
  }
}
