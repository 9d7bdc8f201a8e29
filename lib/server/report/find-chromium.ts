import { existsSync } from 'node:fs';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser that prints reports: the one that the environment names, or the first that is found; null where there is none. */
export function findChromium(env: Readonly<Record<string, string | undefined>>): string | null {
  if (env.VATDECK_CHROMIUM) return existsSync(env.VATDECK_CHROMIUM) ? env.VATDECK_CHROMIUM : null;
  const folders = (env.PATH ?? '').split(path.delimiter);
  const places = NAMES.flatMap((name) =>
    folders.map((folder) => path.join(/*turbopackIgnore: true*/ folder, name)),
  );
  return [...places, ...ELSEWHERE].find((place) => existsSync(place)) ?? null;
}
