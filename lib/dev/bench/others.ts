import { spawn } from 'node:child_process';
import type { Timing } from '@/lib/dev/bench/table';

/** The shape of the tools that others have: every line parsed, counts per vat kept. */
const PYTHON = `
import json, sys
vats = {}
with open(sys.argv[1], encoding="utf-8", errors="replace") as f:
    for line in f:
        entry = json.loads(line)
        kind = entry["type"]
        if kind == "deliver" and not entry.get("replay"):
            vat = vats.setdefault(entry["vatID"], [0, 0])
            vat[0] += 1
        elif kind == "deliver-result" and not entry.get("replay"):
            dr = entry["dr"]
            if len(dr) > 2 and dr[2]:
                vats.setdefault(entry["vatID"], [0, 0])[1] += dr[2].get("compute", 0)
print(f"{len(vats)} vats, {sum(v[0] for v in vats.values())} deliveries")
`;

type Tool = {
  readonly command: string;
  readonly args: (file: string) => string[];
  readonly countsLines: boolean;
};

/** Programs that people have, with what each is asked. */
export const TOOLS: Readonly<Record<string, Tool>> = {
  'python json.loads of each line': {
    command: 'python3',
    args: (file) => ['-c', PYTHON, file],
    countsLines: false,
  },
  'jq -c select(.type=="deliver-result")': {
    command: 'jq',
    args: (file) => ['-c', 'select(.type=="deliver-result")', file],
    countsLines: true,
  },
};

/** Runs a program over the file; what is timed is the whole process. Null when it is not installed. */
export function runTool({ command, args, countsLines }: Tool, file: string): Promise<Timing | null> {
  return new Promise((resolve, reject) => {
    const since = performance.now();
    const child = spawn(command, args(file), { stdio: ['ignore', 'pipe', 'pipe'] });
    let fault = '';
    child.stderr.on('data', (chunk: Buffer) => {
      fault = chunk.toString();
    });
    let lines = 0;
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (!countsLines) text += chunk.toString();
      else for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
    });
    child.on('error', (error) =>
      'code' in error && error.code === 'ENOENT' ? resolve(null) : reject(error),
    );
    child.on('close', (status) => {
      const said = countsLines ? `${lines} lines passed` : text.trim();
      resolve({
        ms: performance.now() - since,
        rss: null,
        said: status === 0 ? said : `stopped: ${fault.trim().slice(0, 90)}`,
      });
    });
  });
}
