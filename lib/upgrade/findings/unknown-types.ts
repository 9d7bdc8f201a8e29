import { type DocumentRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/** Entries of types that no known version writes; counted, never dropped in silence. */
export const unknownTypes: DocumentRule = {
  rule: 'unknown-types',
  severity: 'info',
  upstream: UPSTREAM.slogger,
  on: 'document',
  find: ({ source }) => {
    const names = Object.keys(source.unknownTypes);
    if (names.length === 0) return [];
    return [
      {
        line: 1,
        byte: 0,
        time: null,
        message: `Entries of unknown type: ${names.slice(0, 10).join(', ')}.`,
        params: {
          types: names.length,
          entries: Object.values(source.unknownTypes).reduce((sum, n) => sum + n, 0),
        },
      },
    ];
  },
};
